//! The types that cross to the window, to the command line and into files.
//!
//! Positions travel as decimal strings and payloads as text, so that JavaScript rounds nothing.

mod aggregate;
mod append;
mod event;
mod filter;
mod info;
mod projection;
mod state;

pub use aggregate::{AggregatePageDto, AggregateSummaryDto, TypeCountDto};
pub use append::{AppendRequestDto, AppendResultDto, ExpectedVersionDto, NewEventDto};
pub use event::{
    CauseDto, EventDetailDto, EventPageDto, EventRowDto, MarkDto, MarkKindDto, PayloadDto,
};
pub use filter::{CountDto, FilterDto, HistogramDto, OrderDto, PageDto};
pub(crate) use filter::{parse_instant, parse_position};
pub use info::{FoundDto, RecentStoreDto, RemarkDto, RemarkKind, StoreInfoDto, StoreKindDto};
pub use projection::{
    CaseDto, DifferenceDto, FoldWishDto, FoldedByDto, NewProjectionDto, ProjectionDto,
    ProjectionTestDto, ProjectionsDto,
};
pub use state::{AtDto, ChangeDto, ChangeKindDto, FoldErrorDto, ProgressDto, StateDto};
