//! `hindsight info`: what a store says of itself, after the whole file was read for damage.

use hindsight_service::Mode;
use hindsight_service::wire::{RemarkKind, StoreInfoDto, StoreKindDto};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::args::{InfoArgs, InfoFormat};
use crate::failure::Failure;
use crate::format::number;
use crate::output::Output;
use crate::progress::Progress;
use crate::safe;

/// Reads and prints.
pub async fn run(args: &InfoArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let progress = Progress::busy("Reading the whole file for damage");
    let info = progress.watch(session.checked_info()).await?;
    let mut output = Output::new();
    match args.format {
        InfoFormat::Table => {
            for (label, value) in for_people(&info) {
                output.line(&format!("{label:<16}{}", safe::visible(&value)))?;
            }
        }
        InfoFormat::Jsonl => output.line(&safe::json(&line(&info)?))?,
    }
    Ok(output.flush()?)
}

fn for_people(info: &StoreInfoDto) -> Vec<(&'static str, String)> {
    let unknown = || "not told by this store".to_owned();
    let told = |text: &Option<String>| text.clone().unwrap_or_else(unknown);
    let count = |count: &Option<String>| count.as_deref().map_or_else(unknown, grouped);
    let whose = match info.kind {
        StoreKindDto::Own => "made by Hindsight",
        StoreKindDto::Foreign => "made by another program",
    };
    let schema = info.schema_version.map(|version| version.to_string());
    let nothing = || {
        if info.events == "0" {
            "none yet".to_owned()
        } else {
            unknown()
        }
    };
    let mut lines = vec![
        ("Store", info.target.clone()),
        ("Engine", info.engine.clone()),
        ("Kind", whose.to_owned()),
        ("Store id", told(&info.store_id)),
        ("Made", told(&info.created_at)),
        ("Schema version", told(&schema)),
        ("Events", grouped(&info.events)),
        ("Commands", count(&info.commands)),
        ("Snapshots", count(&info.snapshots)),
        ("First event", info.first_at.clone().unwrap_or_else(nothing)),
        ("Last event", info.last_at.clone().unwrap_or_else(nothing)),
    ];
    let remarks = info.remarks.iter().map(|remark| match remark.kind {
        RemarkKind::Note => remark.text.clone(),
        RemarkKind::Warning => format!("Warning: {}", remark.text),
    });
    let mut labels = std::iter::once("Unusual").chain(std::iter::repeat(""));
    lines.extend(remarks.map(|text| (labels.next().unwrap_or_default(), text)));
    if info.remarks.is_empty() {
        lines.push(("Unusual", "nothing".to_owned()));
    }
    lines
}

/// A count with its thousands apart: `1,000,000`.
pub fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many there are of something: `1 event`, `2,000 events`.
pub fn counted(count: u32, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {what}{ending}", grouped(&count.to_string()))
}

#[derive(Serialize)]
struct Line<'i> {
    target: &'i str,
    engine: &'i str,
    kind: &'static str,
    unfinished_copy_of: Option<Box<RawValue>>,
    store_id: Option<&'i str>,
    created_at: Option<&'i str>,
    schema_version: Option<u32>,
    events: Box<RawValue>,
    commands: Option<Box<RawValue>>,
    snapshots: Option<Box<RawValue>>,
    first_at: Option<&'i str>,
    last_at: Option<&'i str>,
    remarks: Vec<RemarkLine<'i>>,
}

#[derive(Serialize)]
struct RemarkLine<'i> {
    kind: &'static str,
    text: &'i str,
}

fn line(info: &StoreInfoDto) -> Result<String, Failure> {
    let remarks = info.remarks.iter().map(|remark| RemarkLine {
        kind: match remark.kind {
            RemarkKind::Note => "note",
            RemarkKind::Warning => "warning",
        },
        text: &remark.text,
    });
    let line = || {
        serde_json::to_string(&Line {
            target: &info.target,
            engine: &info.engine,
            kind: match info.kind {
                StoreKindDto::Own => "own",
                StoreKindDto::Foreign => "foreign",
            },
            unfinished_copy_of: info.unfinished_copy_of.as_deref().map(number).transpose()?,
            store_id: info.store_id.as_deref(),
            created_at: info.created_at.as_deref(),
            schema_version: info.schema_version,
            events: number(&info.events)?,
            commands: info.commands.as_deref().map(number).transpose()?,
            snapshots: info.snapshots.as_deref().map(number).transpose()?,
            first_at: info.first_at.as_deref(),
            last_at: info.last_at.as_deref(),
            remarks: remarks.collect(),
        })
    };
    line().map_err(|error| Failure::failed(format!("this cannot be written as JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            ["1", "123", "1000", "1234567"].map(grouped),
            ["1", "123", "1,000", "1,234,567"]
        );
    }
}
