//! Beginning a projection from what a store holds.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use hindsight_domain::{AggregateType, Event, EventFilter, Order, Page};
use hindsight_store::EventStore;

use super::skeleton;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::NewProjectionDto;

/// How many events are looked at from each end of a type's history.
const SAMPLE_PER_END: u32 = 1_000;
/// The longest name of a file, without its ending, in characters.
const STEM_CHARS_MAX: usize = 60;

/// Writes a module to begin a projection with, made from the event types and payload keys that the store has for an
/// aggregate type. It goes to `out`, else into the folder of the store's projections. Nothing that exists is
/// overwritten.
///
/// # Errors
/// A type of which the store has no event, a file that is there already, or one that cannot be written.
pub async fn new_projection(
    session: &Session,
    aggregate_type: &str,
    out: Option<&Path>,
) -> ServiceResult<NewProjectionDto> {
    let aggregate_type = AggregateType::new(aggregate_type);
    let (events, is_all) = sample(session.store(), &aggregate_type).await?;
    if events.is_empty() {
        let told = format!("There is no aggregate of type {aggregate_type} in this store.");
        return Err(ServiceError::new(ErrorCode::NotFound, told));
    }
    let path = out.map_or_else(|| place(session, &aggregate_type), Path::to_owned);
    let text = skeleton::module(&aggregate_type, &events, is_all);
    write(&path, &text).map_err(|error| failed(&path, &error))?;
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(NewProjectionDto {
        file: file.into_owned(),
        path: path.display().to_string(),
        sampled: u32::try_from(events.len()).unwrap_or(u32::MAX),
    })
}

/// The oldest and the newest events of a type, in order, and whether these are all.
async fn sample(
    store: &dyn EventStore,
    aggregate_type: &AggregateType,
) -> ServiceResult<(Vec<Event>, bool)> {
    let filter = EventFilter {
        aggregate_type: Some(aggregate_type.clone()),
        ..EventFilter::default()
    };
    let oldest = store
        .query(&filter, Page::first(Order::OldestFirst, SAMPLE_PER_END))
        .await?;
    let mut events = oldest.events;
    let Some(last) = oldest.next else {
        return Ok((events, true));
    };
    let newest = store
        .query(&filter, Page::first(Order::NewestFirst, SAMPLE_PER_END))
        .await?;
    let more = newest
        .events
        .into_iter()
        .rev()
        .filter(|event| event.position > last);
    events.extend(more);
    Ok((events, false))
}

fn place(session: &Session, aggregate_type: &AggregateType) -> PathBuf {
    // Nothing stands beside a store on a server: there it is where the person is.
    let beside = session
        .target()
        .file()
        .map(|file| file.with_file_name(super::FOLDER));
    let chosen = session.projections().folder().map(Path::to_owned);
    let folder = chosen
        .or(beside)
        .unwrap_or_else(|| PathBuf::from(super::FOLDER));
    folder.join(format!("{}.js", stem(aggregate_type.as_str())))
}

/// `data-entity` for `DataEntity` and for `data entity`: plain letters and digits, so that it is a name everywhere.
fn stem(aggregate_type: &str) -> String {
    let mut stem = String::new();
    let mut was_small = false;
    for letter in aggregate_type.chars().take(STEM_CHARS_MAX) {
        let begins = letter.is_ascii_uppercase() && was_small;
        if (begins || !letter.is_ascii_alphanumeric()) && !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        if letter.is_ascii_alphanumeric() {
            stem.push(letter.to_ascii_lowercase());
        }
        was_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
    }
    let stem = stem.trim_end_matches('-');
    match stem.is_empty() {
        true => "projection".to_owned(),
        false => stem.to_owned(),
    }
}

/// The folder of projections is made where it is missing, but not the folder around it.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        && !folder.is_dir()
    {
        fs::create_dir(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

fn failed(path: &Path, error: &io::Error) -> ServiceError {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::AlreadyExists => ServiceError::new(
            ErrorCode::AlreadyExists,
            format!(
                "{path} exists already and is left alone; go on with it, or name another file."
            ),
        ),
        _ => ServiceError::new(
            ErrorCode::Io,
            format!("The projection cannot be written to {path}: {error}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn a_file_is_named_after_its_type() {
        for (aggregate_type, name) in [
            ("Application", "application"),
            ("DataEntity", "data-entity"),
            ("IT Asset/v2", "it-asset-v2"),
            ("../../etc/passwd", "etc-passwd"),
            ("Größe", "gr-e"),
            ("山", "projection"),
            ("", "projection"),
        ] {
            assert_eq!(stem(aggregate_type), name, "{aggregate_type}");
        }
        assert_eq!(stem(&"x".repeat(1_000)).len(), 60);
    }
}
