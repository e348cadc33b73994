//! The store itself: which thread does what.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::Utc;
use hindsight_domain::replay::VersionAt;
use hindsight_domain::{
    AggregateId, AggregateType, CausationId, CommandId, Event, EventFilter, EventId, EventType,
    Instant, NewSnapshot, Order, Page, Position, ProcessedCommand, Snapshot, Version,
};
use hindsight_store::{
    AggregatePage, AggregateSummary, Append, AppendOutcome, ChangeMark, CommandCursor, CommandPage,
    EventHeads, EventPage, EventStore, Histogram, RulesMark, SnapshotCursor, SnapshotPage,
    StoreError, StoreInfo, StoreResult, TypeCount,
};
use rusqlite::Connection;

use crate::append::Clock;
use crate::change::Watch;
use crate::shape::Shape;
use crate::worker::{Readers, Writer};
use crate::{append, change, command, directory, histogram, info, past, read, scan, snapshot};

/// An event store in a SQLite file.
pub struct SqliteStore {
    pub(crate) shape: Arc<Shape>,
    /// Where the rules do not say what may change.
    pub(crate) watch: Option<Watch>,
    pub(crate) readers: Readers,
    /// Goes last: only whoever writes can carry the log over into the file when everybody else has let go of it.
    pub(crate) writer: Option<Writer>,
    pub(crate) clock: Clock,
}

impl SqliteStore {
    async fn read<T: Send + 'static>(
        &self,
        read: impl Fn(&Connection, &Shape) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let shape = Arc::clone(&self.shape);
        self.readers
            .run(move |connection| read(connection, &shape))
            .await
    }

    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&mut Connection) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        self.writer
            .as_ref()
            .ok_or(StoreError::ReadOnly)?
            .run(write)
            .await
    }
}

#[async_trait]
impl EventStore for SqliteStore {
    fn is_ruled(&self) -> bool {
        self.shape.ruled
    }

    async fn change_mark(&self) -> StoreResult<Option<ChangeMark>> {
        match &self.watch {
            Some(watch) => watch.mark().await.map(Some),
            None => Ok(None),
        }
    }

    async fn rules_mark(&self) -> StoreResult<Option<RulesMark>> {
        match self.shape.ruled {
            true => self
                .read(|connection, _| change::rules_mark(connection))
                .await
                .map(Some),
            false => Ok(None),
        }
    }

    async fn info(&self) -> StoreResult<StoreInfo> {
        let writable = self.writer.is_some();
        self.read(move |connection, shape| info::info(connection, shape, writable))
            .await
    }

    async fn check_integrity(&self) -> StoreResult<Option<String>> {
        self.read(|connection, _| info::check_integrity(connection))
            .await
    }

    async fn append_batch(
        &self,
        requests: Vec<Append>,
    ) -> StoreResult<Vec<StoreResult<AppendOutcome>>> {
        let clock = Arc::clone(&self.clock);
        self.write(move |connection| append::append_batch(connection, &requests, &clock))
            .await
    }

    async fn check_command_processed(
        &self,
        command_id: &CommandId,
    ) -> StoreResult<Option<ProcessedCommand>> {
        let id = command_id.clone();
        self.read(move |connection, shape| command::find(connection, shape, &id))
            .await
    }

    async fn find_commands(&self, ids: &[CommandId]) -> StoreResult<Vec<ProcessedCommand>> {
        let ids = ids.to_vec();
        self.read(move |connection, shape| command::find_many(connection, shape, &ids))
            .await
    }

    async fn commands_recording(
        &self,
        positions: &[Position],
    ) -> StoreResult<Vec<ProcessedCommand>> {
        let positions = positions.to_vec();
        self.read(move |connection, shape| command::recording(connection, shape, &positions))
            .await
    }

    async fn commands(
        &self,
        about: Option<&AggregateId>,
        after: Option<&CommandCursor>,
        limit: u32,
    ) -> StoreResult<CommandPage> {
        let (about, after) = (about.cloned(), after.cloned());
        self.read(move |connection, shape| {
            command::page(connection, shape, about.as_ref(), after.as_ref(), limit)
        })
        .await
    }

    async fn query(&self, filter: &EventFilter, page: Page) -> StoreResult<EventPage> {
        let filter = filter.clone();
        self.read(move |connection, shape| read::query(connection, shape, &filter, page))
            .await
    }

    async fn get_event(&self, position: Position) -> StoreResult<Option<Event>> {
        self.read(move |connection, shape| read::get_event(connection, shape, position))
            .await
    }

    async fn find_event(&self, event_id: &str) -> StoreResult<Option<Event>> {
        let id = event_id.to_owned();
        self.read(move |connection, shape| read::find_event(connection, shape, &id))
            .await
    }

    async fn events_at(&self, positions: &[Position]) -> StoreResult<Vec<Event>> {
        let positions = positions.to_vec();
        self.read(move |connection, shape| read::events_at(connection, shape, &positions))
            .await
    }

    async fn find_events(&self, ids: &[EventId]) -> StoreResult<Vec<Event>> {
        let ids = ids.to_vec();
        self.read(move |connection, shape| read::find_events(connection, shape, &ids))
            .await
    }

    async fn named_causes(&self, ids: &[CausationId]) -> StoreResult<Vec<CausationId>> {
        let ids = ids.to_vec();
        self.read(move |connection, shape| read::named_causes(connection, shape, &ids))
            .await
    }

    async fn get_events_since(
        &self,
        aggregate_id: &AggregateId,
        after: Version,
        limit: u32,
    ) -> StoreResult<Vec<Event>> {
        let id = aggregate_id.clone();
        self.read(move |connection, shape| {
            read::get_events_since(connection, shape, &id, after, limit)
        })
        .await
    }

    async fn scan(&self, after: Option<Position>, limit: u32) -> StoreResult<EventHeads> {
        self.read(move |connection, shape| scan::scan(connection, shape, after, limit))
            .await
    }

    async fn count(&self, filter: &EventFilter) -> StoreResult<u64> {
        let filter = filter.clone();
        self.read(move |connection, shape| read::count(connection, shape, &filter))
            .await
    }

    async fn histogram(
        &self,
        filter: &EventFilter,
        from: Instant,
        until: Instant,
        buckets: u32,
    ) -> StoreResult<Histogram> {
        let filter = filter.clone();
        self.read(move |connection, shape| {
            histogram::histogram(connection, shape, &filter, from, until, buckets)
        })
        .await
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
            of_type: aggregate_type.cloned(),
            after,
            order,
            limit,
            as_of,
        };
        self.read(move |connection, shape| directory::aggregates(connection, shape, &list))
            .await
    }

    async fn aggregate(&self, aggregate_id: &AggregateId) -> StoreResult<Option<AggregateSummary>> {
        let id = aggregate_id.clone();
        self.read(move |connection, shape| directory::summary(connection, shape, &id, None))
            .await
    }

    async fn version_at(
        &self,
        aggregate_id: &AggregateId,
        instant: Instant,
    ) -> StoreResult<VersionAt> {
        let id = aggregate_id.clone();
        self.read(move |connection, shape| past::version_at(connection, shape, &id, instant))
            .await
    }

    async fn aggregate_types(
        &self,
        as_of: Option<Instant>,
    ) -> StoreResult<Vec<TypeCount<AggregateType>>> {
        self.read(move |connection, shape| directory::aggregate_types(connection, shape, as_of))
            .await
    }

    async fn event_types(&self) -> StoreResult<Vec<TypeCount<EventType>>> {
        self.read(|connection, _| directory::event_types(connection))
            .await
    }

    async fn get_snapshot(
        &self,
        aggregate_id: &AggregateId,
        at_or_before: Version,
    ) -> StoreResult<Option<Snapshot>> {
        let id = aggregate_id.clone();
        self.read(move |connection, shape| snapshot::find(connection, shape, &id, at_or_before))
            .await
    }

    async fn snapshots(
        &self,
        of: Option<&AggregateId>,
        after: Option<&SnapshotCursor>,
        limit: u32,
    ) -> StoreResult<SnapshotPage> {
        let (of, after) = (of.cloned(), after.cloned());
        self.read(move |connection, shape| {
            snapshot::page(connection, shape, of.as_ref(), after.as_ref(), limit)
        })
        .await
    }

    async fn save_snapshot(&self, new: NewSnapshot) -> StoreResult<Snapshot> {
        let now = Utc::now().into();
        self.write(move |connection| snapshot::save(connection, new, now))
            .await
    }
}
