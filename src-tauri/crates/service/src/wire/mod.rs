//! The types that cross to the window, to the command line and into files.
//!
//! Positions travel as decimal strings and payloads as text, so that JavaScript rounds nothing.

mod actor;
mod aggregate;
mod append;
mod blame;
mod catalog;
mod check;
mod compare;
mod connect;
mod directory;
mod event;
mod filter;
mod info;
mod moment;
mod projection;
mod search;
mod snapshot;
mod state;
mod trace;

pub use actor::{ActorAggregateDto, ActorCommandDto, ActorDto};
pub use aggregate::{AggregatePageDto, AggregateSummaryDto, TypeCountDto};
pub use append::{AppendRequestDto, AppendResultDto, ExpectedVersionDto, NewEventDto};
pub use blame::{BlameDto, BlamedPathDto};
pub use catalog::{
    CatalogPhaseDto, CatalogStatusDto, FacetDto, FacetValueDto, FieldDto, MarksDto, PlaceAtDto,
    PlaceDto, SeriesDto, StackDto, TextIndexDto,
};
pub use check::{
    CheckKindDto, CheckReportDto, CheckScopeDto, FindingDto, FindingKindDto, SeverityDto,
};
pub use compare::{
    CompareScopeDto, CompareStepDto, CompareSummaryDto, ComparedDto, ComparedKind, ExportFormat,
    SideDto, StateDiffDto,
};
pub use connect::{
    ConnectDto, ConnectFieldDto, ConnectedDto, EncryptionDto, FieldProblemDto, ServerDto,
};
pub use directory::{DeletedDto, DirectoryPageDto, DirectoryQueryDto, DirectorySortDto};
pub use event::{
    CauseDto, EventDetailDto, EventPageDto, EventRowDto, MarkDto, MarkKindDto, PayloadDto,
};
pub use filter::{CountDto, FilterDto, HistogramDto, OrderDto, PageDto};
pub(crate) use filter::{parse_as_of, parse_instant, parse_position};
pub use info::{FoundDto, RecentStoreDto, RemarkDto, RemarkKind, StoreInfoDto, StoreKindDto};
pub use moment::{
    ConditionDto, MomentDto, MomentScopeDto, MomentsDto, MomentsProblemDto, MomentsStepDto, TestDto,
};
pub use projection::{
    CaseDto, DifferenceDto, FoldWishDto, FoldedByDto, NewProjectionDto, ProjectionDto,
    ProjectionTestDto, ProjectionsDto,
};
pub use search::{
    CompletionDto, HitDto, HitFieldDto, QueryProblemDto, SearchDoneDto, SearchStepDto,
    UnderstoodDto,
};
pub use snapshot::{
    SnapshotCheckDto, SnapshotDto, SnapshotMarkDto, SnapshotVerdictDto, SnapshotsDto,
};
pub use state::{AtDto, ChangeDto, ChangeKindDto, FoldErrorDto, ProgressDto, StateDto};
pub use trace::{
    TraceComparisonDto, TraceDto, TraceFactsDto, TraceLinkDto, TraceNodeDto, TraceNodeKindDto,
    TracePairDto, TraceRunDto, TracedAggregateDto,
};
