//! One aggregate of a comparison with its diff, as a line of JSON and as rows of a spreadsheet.

use serde::Serialize;
use serde_json::value::RawValue;

use super::diff::diff_states;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::{
    AtDto, ChangeDto, ChangeKindDto, ComparedDto, ComparedKind, FoldErrorDto, FoldWishDto, SideDto,
};

/// An aggregate that is not what it was, and what is different of it.
#[derive(Debug, Clone)]
pub struct WithChanges {
    /// The aggregate.
    pub row: ComparedDto,
    /// What is different.
    pub changes: Vec<ChangeDto>,
    /// Where folding stopped, if it did.
    pub error: Option<FoldErrorDto>,
}

/// The columns of a spreadsheet: a row for each changed path.
pub const CSV_FIELDS: &[&str] = &[
    "aggregate_id",
    "aggregate_type",
    "kind",
    "from_version",
    "to_version",
    "events",
    "last_event_type",
    "last_event_timestamp",
    "last_actor",
    "path",
    "change",
    "old",
    "new",
    "moved_from",
    "error",
];

#[derive(Serialize)]
struct Line<'a> {
    aggregate_id: &'a str,
    aggregate_type: &'a str,
    kind: ComparedKind,
    from_version: u32,
    to_version: u32,
    events: u32,
    last_event_type: &'a str,
    last_event_timestamp: &'a str,
    last_actor: &'a str,
    changes: Vec<ChangeLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    path: &'a str,
    change: ChangeKindDto,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_from: Option<&'a str>,
}

impl WithChanges {
    /// Folds the aggregate at both ends.
    ///
    /// # Errors
    /// As [`diff_states`].
    pub async fn new(session: &Session, row: ComparedDto) -> ServiceResult<Self> {
        let side = |version| SideDto {
            at: AtDto::Version { version },
            fold: FoldWishDto::Auto,
            without: Vec::new(),
        };
        let (from, to) = (side(row.from_version), side(row.to_version));
        let diff = diff_states(session, &row.aggregate_id, &from, &to, &|_| {}).await?;
        Ok(Self {
            row,
            changes: diff.changes,
            error: diff.right.error,
        })
    }

    /// The same without folding, where what is different is not shown.
    pub fn unfolded(row: ComparedDto) -> Self {
        Self {
            row,
            changes: Vec::new(),
            error: None,
        }
    }

    /// One JSON object without line breaks; old and new are spelled as the events spelled them.
    ///
    /// # Errors
    /// What cannot be written as JSON, which no fold gives.
    pub fn json(&self) -> serde_json::Result<String> {
        let row = &self.row;
        let raw = |text: &Option<String>| text.clone().map(RawValue::from_string).transpose();
        let changes = self.changes.iter().map(|change| {
            Ok(ChangeLine {
                path: &change.path,
                change: change.kind,
                old: raw(&change.old)?,
                new: raw(&change.new)?,
                moved_from: change.from.as_deref(),
            })
        });
        serde_json::to_string(&Line {
            aggregate_id: &row.aggregate_id,
            aggregate_type: &row.aggregate_type,
            kind: row.kind,
            from_version: row.from_version,
            to_version: row.to_version,
            events: row.events,
            last_event_type: &row.last_event.event_type,
            last_event_timestamp: &row.last_event.timestamp,
            last_actor: &row.last_event.actor,
            changes: changes.collect::<serde_json::Result<_>>()?,
            error: self.error.as_ref().map(|error| error.message.as_str()),
        })
    }

    /// A row of [`CSV_FIELDS`] for each changed path, or one without a path where there is none.
    pub fn csv(&self) -> Vec<Vec<String>> {
        let changes = match self.changes.is_empty() {
            true => vec![None],
            false => self.changes.iter().map(Some).collect(),
        };
        changes
            .into_iter()
            .map(|change| self.csv_row(change))
            .collect()
    }

    fn csv_row(&self, change: Option<&ChangeDto>) -> Vec<String> {
        let row = &self.row;
        let text = |part: fn(&ChangeDto) -> Option<&String>| {
            change.and_then(part).cloned().unwrap_or_default()
        };
        vec![
            row.aggregate_id.clone(),
            row.aggregate_type.clone(),
            row.kind.word().to_owned(),
            row.from_version.to_string(),
            row.to_version.to_string(),
            row.events.to_string(),
            row.last_event.event_type.clone(),
            row.last_event.timestamp.clone(),
            row.last_event.actor.clone(),
            text(|change| Some(&change.path)),
            change
                .map(|change| change.kind.word())
                .unwrap_or_default()
                .to_owned(),
            text(|change| change.old.as_ref()),
            text(|change| change.new.as_ref()),
            text(|change| change.from.as_ref()),
            self.error
                .as_ref()
                .map(|error| error.message.clone())
                .unwrap_or_default(),
        ]
    }
}
