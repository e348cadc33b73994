//! What an event store promises, whatever the engine: the trait, its options, its outcomes, its errors.

mod append;
mod change;
mod check;
mod columns;
mod command;
mod directory;
mod error;
mod hash;
mod heads;
mod importing;
mod info;
mod snapshot;
mod store;
mod stretches;

pub use append::{
    Append, AppendEvent, AppendOutcome, AppendStatus, ExpectedVersion, Recorded, StreamAppend,
};
pub use change::{ChangeMark, RulesMark};
pub use columns::{COMMAND_COLUMNS, EVENT_COLUMNS, EVENT_COLUMNS_INDISPENSABLE, SNAPSHOT_COLUMNS};
pub use command::{CommandCursor, CommandPage};
pub use directory::{AggregatePage, AggregateSummary, Histogram, TypeCount};
pub use error::{StoreError, StoreResult};
pub use hash::RequestHash;
pub use heads::{EVENTS_PER_SCAN_MAX, EventHeads, HeadCell, HeadText};
pub use importing::{Identity, Importing, Rows};
pub use info::{Remark, StoreInfo, StoreKind};
pub use snapshot::{SnapshotCursor, SnapshotPage};
pub use store::{EVENTS_PER_READ_MAX, EventPage, EventStore};
pub use stretches::Stretches;
