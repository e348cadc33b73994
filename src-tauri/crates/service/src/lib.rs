//! The use cases of Hindsight and the types in which they are told: what the window and the command line both call.

mod actor;
mod append;
mod aside;
mod browse;
pub mod catalog;
mod check;
mod connect;
mod copy;
pub mod csv;
pub mod demo;
mod error;
mod jobs;
mod kept;
mod locate;
mod marks;
mod projections;
mod recent;
mod session;
mod target;
mod trace;
mod travel;
pub mod wire;

pub use actor::actor;
pub use append::{append, append_batch};
pub use browse::{
    aggregate_events, aggregate_types, event_detail, event_types, get_aggregate, list_aggregates,
    read_events,
};
pub use catalog::Catalogs;
pub use check::check;
pub use connect::{connection_problem, read_connection};
pub use copy::{Copied, CopyProgress, CopyStep, TellCopy, copy};
pub use error::{ErrorCode, ServiceError, ServiceResult};
pub use jobs::Jobs;
pub use locate::locate;
pub use projections::{
    Chosen, ProjectionFolders, Projections, ProjectionsWatch, new_projection, test_projection,
};
pub use recent::RecentStores;
pub use session::Session;
pub use target::{Mode, Secret, Server, Target};
pub use trace::{TRACE_EVENTS_MAX, compare_traces, trace};
pub use travel::{
    COMPARED_CSV_FIELDS, SNAPSHOT_EVERY, Tell, WithChanges, blame_at, compare_world, diff_states,
    export_comparison, find_moments, leaves, list_snapshots, pretty_state, snapshots_of, state_at,
    verify_snapshots,
};
