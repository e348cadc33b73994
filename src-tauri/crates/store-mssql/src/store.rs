//! The store itself: which pool does what.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use hindsight_domain::replay::VersionAt;
use hindsight_domain::{
    AggregateId, AggregateType, CausationId, CommandId, Event, EventFilter, EventId, EventType,
    Instant, NewSnapshot, Order, Page, Position, ProcessedCommand, Snapshot, SnapshotId, Version,
};
use hindsight_store::{
    AggregatePage, AggregateSummary, Append, AppendOutcome, CommandCursor, CommandPage, EventHeads,
    EventPage, EventStore, Histogram, SnapshotCursor, SnapshotPage, StoreError, StoreInfo,
    StoreKind, StoreResult, TypeCount,
};
use uuid::Uuid;

use crate::append::{self, Clock};
use crate::config::MssqlConfig;
use crate::pool::Pool;
use crate::shape::Shape;
use crate::work::{reading, with_session};
use crate::{command, directory, histogram, info, making, past, read, scan, snapshot};

/// How many connections read at once, and how many write: of those, one holds the lock while the other looks up.
const READERS: usize = 4;
const WRITERS: usize = 2;

/// An event store in a database of a SQL Server.
pub struct MssqlStore {
    shape: Arc<Shape>,
    readers: Pool,
    writers: Option<Pool>,
    clock: Option<Clock>,
}

impl MssqlStore {
    /// Opens a database for looking at. Nothing but SELECT is ever asked of the server.
    ///
    /// # Errors
    /// An unreachable server, a certificate that is not trusted, a refused login; a database that is not an event store
    /// (saying what it lacks), or a newer schema.
    pub async fn open_read_only(config: &MssqlConfig) -> StoreResult<Self> {
        Self::assemble(config, false, None).await
    }

    /// Opens a store of Hindsight's own for writing as well, the user's explicit choice.
    ///
    /// # Errors
    /// As for reading; a store of another program's, which is only looked at; and a login that may not write.
    pub async fn open_writable(config: &MssqlConfig) -> StoreResult<Self> {
        Self::assemble(config, true, None).await
    }

    /// The same with a clock of the caller's instead of the server's.
    ///
    /// # Errors
    /// As [`open_writable`](Self::open_writable).
    pub async fn open_writable_with_clock(config: &MssqlConfig, clock: Clock) -> StoreResult<Self> {
        Self::assemble(config, true, Some(clock)).await
    }

    /// Makes a new, empty store in a database that is there already, and opens it for writing.
    ///
    /// # Errors
    /// A database that holds an event store already, which is left as it is; a login that may not make tables.
    pub async fn create(config: &MssqlConfig) -> StoreResult<Self> {
        making::create(config).await?;
        Self::assemble(config, true, None).await
    }

    /// The same with a clock of the caller's instead of the server's.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub async fn create_with_clock(config: &MssqlConfig, clock: Clock) -> StoreResult<Self> {
        making::create(config).await?;
        Self::assemble(config, true, Some(clock)).await
    }

    pub(crate) async fn assemble(
        config: &MssqlConfig,
        writable: bool,
        clock: Option<Clock>,
    ) -> StoreResult<Self> {
        let readers = Pool::new(config.clone(), READERS);
        let mut shape: Shape = with_session!(readers, |session| Shape::of(session))?;
        if writable {
            if shape.kind == StoreKind::Foreign {
                return Err(StoreError::InvalidRequest(
                    "this store was made by another program; it can be looked at, but not written to".to_owned(),
                ));
            }
            if !shape.login_can_append {
                return Err(StoreError::Forbidden(format!(
                    "this login may look at {}, but not write to it; have INSERT on dbo.events and dbo.commands granted to it, \
                     or open the store for reading only",
                    config.place()
                )));
            }
            if making::bring_up(&readers, &shape).await? {
                shape = with_session!(readers, |session| Shape::of(session))?;
            }
        }
        Ok(Self {
            shape: Arc::new(shape),
            readers,
            writers: writable.then(|| Pool::new(config.clone(), WRITERS)),
            clock,
        })
    }

    pub(crate) fn writers(&self) -> StoreResult<&Pool> {
        self.writers.as_ref().ok_or(StoreError::ReadOnly)
    }
}

#[async_trait]
impl EventStore for MssqlStore {
    fn is_ruled(&self) -> bool {
        self.shape.ruled
    }

    async fn info(&self) -> StoreResult<StoreInfo> {
        let writable = self.writers.is_some();
        reading!(self, |session, shape| info::info(session, shape, writable))
    }

    async fn check_integrity(&self) -> StoreResult<Option<String>> {
        with_session!(self.readers, |session| info::check_integrity(session))
    }

    async fn append_batch(
        &self,
        requests: Vec<Append>,
    ) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
        append::append_batch(self.writers()?, &requests, self.clock.as_ref()).await
    }

    async fn check_command_processed(
        &self,
        command_id: &CommandId,
    ) -> StoreResult<Option<ProcessedCommand>> {
        reading!(self, |session, shape| command::find(
            session, shape, command_id
        ))
    }

    async fn find_commands(&self, ids: &[CommandId]) -> StoreResult<Vec<ProcessedCommand>> {
        reading!(self, |session, shape| command::find_many(
            session, shape, ids
        ))
    }

    async fn commands_recording(
        &self,
        positions: &[Position],
    ) -> StoreResult<Vec<ProcessedCommand>> {
        reading!(self, |session, shape| command::recording(
            session, shape, positions
        ))
    }

    async fn commands(
        &self,
        about: Option<&AggregateId>,
        after: Option<&CommandCursor>,
        limit: u32,
    ) -> StoreResult<CommandPage> {
        reading!(self, |session, shape| command::page(
            session, shape, about, after, limit
        ))
    }

    async fn query(&self, filter: &EventFilter, page: Page) -> StoreResult<EventPage> {
        reading!(self, |session, shape| read::query(
            session, shape, filter, page
        ))
    }

    async fn get_event(&self, position: Position) -> StoreResult<Option<Event>> {
        reading!(self, |session, shape| read::get_event(
            session, shape, position
        ))
    }

    async fn find_event(&self, event_id: &str) -> StoreResult<Option<Event>> {
        reading!(self, |session, shape| read::find_event(
            session, shape, event_id
        ))
    }

    async fn events_at(&self, positions: &[Position]) -> StoreResult<Vec<Event>> {
        reading!(self, |session, shape| read::events_at(
            session, shape, positions
        ))
    }

    async fn find_events(&self, ids: &[EventId]) -> StoreResult<Vec<Event>> {
        reading!(self, |session, shape| read::find_events(
            session, shape, ids
        ))
    }

    async fn named_causes(&self, ids: &[CausationId]) -> StoreResult<Vec<CausationId>> {
        reading!(self, |session, shape| read::named_causes(
            session, shape, ids
        ))
    }

    async fn get_events_since(
        &self,
        aggregate_id: &AggregateId,
        after: Version,
        limit: u32,
    ) -> StoreResult<Vec<Event>> {
        reading!(self, |session, shape| read::get_events_since(
            session,
            shape,
            aggregate_id,
            after,
            limit
        ))
    }

    async fn scan(&self, after: Option<Position>, limit: u32) -> StoreResult<EventHeads> {
        reading!(self, |session, shape| scan::scan(
            session, shape, after, limit
        ))
    }

    async fn count(&self, filter: &EventFilter) -> StoreResult<u64> {
        reading!(self, |session, shape| read::count(session, shape, filter))
    }

    async fn histogram(
        &self,
        filter: &EventFilter,
        from: Instant,
        until: Instant,
        buckets: u32,
    ) -> StoreResult<Histogram> {
        reading!(self, |session, shape| histogram::histogram(
            session, shape, filter, from, until, buckets
        ))
    }

    async fn aggregates(
        &self,
        aggregate_type: Option<&AggregateType>,
        after: Option<Position>,
        order: Order,
        limit: u32,
        as_of: Option<Instant>,
    ) -> StoreResult<AggregatePage> {
        let list = directory::List {
            of_type: aggregate_type,
            after,
            order,
            limit,
            as_of,
        };
        reading!(self, |session, shape| directory::aggregates(
            session, shape, &list
        ))
    }

    async fn aggregate(&self, aggregate_id: &AggregateId) -> StoreResult<Option<AggregateSummary>> {
        reading!(self, |session, shape| directory::summary(
            session,
            shape,
            aggregate_id,
            None
        ))
    }

    async fn version_at(
        &self,
        aggregate_id: &AggregateId,
        instant: Instant,
    ) -> StoreResult<VersionAt> {
        reading!(self, |session, shape| past::version_at(
            session,
            shape,
            aggregate_id,
            instant
        ))
    }

    async fn aggregate_types(
        &self,
        as_of: Option<Instant>,
    ) -> StoreResult<Vec<TypeCount<AggregateType>>> {
        reading!(self, |session, shape| directory::aggregate_types(
            session, shape, as_of
        ))
    }

    async fn event_types(&self) -> StoreResult<Vec<TypeCount<EventType>>> {
        reading!(self, |session, shape| directory::event_types(
            session, shape
        ))
    }

    async fn get_snapshot(
        &self,
        aggregate_id: &AggregateId,
        at_or_before: Version,
    ) -> StoreResult<Option<Snapshot>> {
        reading!(self, |session, shape| snapshot::find(
            session,
            shape,
            aggregate_id,
            at_or_before
        ))
    }

    async fn snapshots(
        &self,
        of: Option<&AggregateId>,
        after: Option<&SnapshotCursor>,
        limit: u32,
    ) -> StoreResult<SnapshotPage> {
        reading!(self, |session, shape| snapshot::page(
            session, shape, of, after, limit
        ))
    }

    async fn save_snapshot(&self, new: NewSnapshot) -> StoreResult<Snapshot> {
        let now = Utc::now().into();
        let id = new
            .snapshot_id
            .clone()
            .unwrap_or_else(|| SnapshotId::from(Uuid::now_v7()));
        with_session!(self.writers()?, |session| snapshot::save(
            session, &new, &id, now
        ))
    }
}
