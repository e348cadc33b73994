//! The trait.

use async_trait::async_trait;
use hindsight_domain::replay::VersionAt;
use hindsight_domain::{
    AggregateId, AggregateType, CausationId, CommandId, Event, EventFilter, EventId, EventType,
    Instant, NewCommand, NewSnapshot, Order, Page, Position, ProcessedCommand, Snapshot, Version,
};

use crate::append::{Append, AppendEvent, AppendOutcome};
use crate::change::{ChangeMark, RulesMark};
use crate::command::{CommandCursor, CommandPage};
use crate::directory::{AggregatePage, AggregateSummary, Histogram, TypeCount};
use crate::error::StoreResult;
use crate::heads::EventHeads;
use crate::info::StoreInfo;
use crate::snapshot::{SnapshotCursor, SnapshotPage};

/// How many events one read fetches at most: long reads go in such steps, between which they can be stopped
/// and say how far they are.
pub const EVENTS_PER_READ_MAX: u32 = 1_000;

/// One portion of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    /// The events, in the order that was asked for.
    pub events: Vec<Event>,
    /// The cursor of the next portion; `None` when there is none.
    pub next: Option<Position>,
}

/// An event store.
///
/// Every method may be dropped while it runs: reading stops soon after, and writing is all done or not at all
/// (send the command again to learn which).
///
/// ```
/// use hindsight_domain::*;
/// use hindsight_store::*;
/// use hindsight_store_sqlite::SqliteStore;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("hindsight-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let store = SqliteStore::create(&folder.join("shop.db")).await?;
///
/// let order = AggregateId::parse("018f2f6e-7c1b-7a52-9b1e-0242ac120002")?;
/// let place = Append::from(AppendEvent {
///     command: NewCommand {
///         command_id: CommandId::parse("018f2f6e-7c1b-7a52-9b1e-0242ac120003")?,
///         command_type: CommandType::new("PlaceOrder"),
///         aggregate_id: order.clone(),
///         aggregate_type: AggregateType::new("Order"),
///         actor: Actor::new("ada"),
///         actor_type: ActorType::User,
///         source: Source::Ui,
///         correlation_id: None,
///         data: RawJson::parse(r#"{"total": 1.10}"#)?,
///     },
///     expected: ExpectedVersion::NoStream,
///     event: NewEvent::new(EventType::new("OrderPlaced"), RawJson::parse(r#"{"total": 1.10}"#)?),
/// });
///
/// let first = store.append(place.clone()).await?;
/// assert_eq!(first.status, AppendStatus::Appended);
///
/// // The line went dead before the answer came? Send it again: nothing is written twice.
/// let again = store.append(place).await?;
/// assert_eq!(again.status, AppendStatus::AlreadyProcessed);
/// assert_eq!(again.events, first.events);
///
/// // Bytes come back as they were given.
/// let history = store.get_events(&order).await?;
/// assert_eq!(history[0].data.as_str(), r#"{"total": 1.10}"#);
/// # drop(store);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
#[async_trait]
pub trait EventStore: Send + Sync {
    /// Whether the database itself kept all of the store's rules when it was opened: then what has happened does not
    /// change, and versions, positions and times go on without a gap and never backwards.
    fn is_ruled(&self) -> bool;

    /// A mark under which what was read still stands: it is another one as soon as anybody has changed anything in the
    /// store, appends included. `None` where the rules say what may change, or the engine cannot tell.
    async fn change_mark(&self) -> StoreResult<Option<ChangeMark>> {
        Ok(None)
    }

    /// A mark of the rules, under which what was read in another session still stands. `None` where not all of them are in
    /// place, or the engine cannot tell.
    async fn rules_mark(&self) -> StoreResult<Option<RulesMark>> {
        Ok(None)
    }

    /// What the store says of itself.
    async fn info(&self) -> StoreResult<StoreInfo>;

    /// Reads the whole file for damage; `None` when it is sound. Takes as long as the store is large.
    async fn check_integrity(&self) -> StoreResult<Option<String>>;

    /// Processes several commands in one durable transaction. Each is judged on its own, in order: one that is
    /// refused writes nothing and does not keep the others from being recorded.
    ///
    /// # Errors
    /// The outer error means that nothing was recorded, or that it is not known; the commands' ids tell.
    async fn append_batch(
        &self,
        requests: Vec<Append>,
    ) -> StoreResult<Vec<StoreResult<AppendOutcome>>>;

    /// Processes one command: recognises a repeated one, holds the expected versions against the store, then
    /// records command and events in one durable transaction.
    async fn append(&self, request: Append) -> StoreResult<AppendOutcome> {
        let outcomes = self.append_batch(vec![request]).await?;
        outcomes.into_iter().next().unwrap_or_else(|| {
            Err(crate::StoreError::Engine(
                "one request gave no outcome".to_owned(),
            ))
        })
    }

    /// Processes a command that makes one event.
    async fn append_event(&self, request: AppendEvent) -> StoreResult<AppendOutcome> {
        self.append(request.into()).await
    }

    /// Records a command that made no event, so that it is recognised when it comes again.
    async fn record_command(&self, command: NewCommand) -> StoreResult<AppendOutcome> {
        self.append(Append {
            command,
            streams: Vec::new(),
        })
        .await
    }

    /// The command, if it was processed.
    async fn check_command_processed(
        &self,
        command_id: &CommandId,
    ) -> StoreResult<Option<ProcessedCommand>>;

    /// Those of the commands that were processed, each once, in no order.
    async fn find_commands(&self, ids: &[CommandId]) -> StoreResult<Vec<ProcessedCommand>>;

    /// The commands that recorded the events at these positions, each once, in order of their first events. A store
    /// that does not keep which command recorded what finds none.
    async fn commands_recording(
        &self,
        positions: &[Position],
    ) -> StoreResult<Vec<ProcessedCommand>>;

    /// One portion of all commands, or of those about one aggregate, in the order in which the store keeps them.
    async fn commands(
        &self,
        about: Option<&AggregateId>,
        after: Option<&CommandCursor>,
        limit: u32,
    ) -> StoreResult<CommandPage>;

    /// The events that match every part of the filter, one portion in order of position.
    async fn query(&self, filter: &EventFilter, page: Page) -> StoreResult<EventPage>;

    /// The event at a position.
    async fn get_event(&self, position: Position) -> StoreResult<Option<Event>>;

    /// Those events that stand at these positions, each once, in order of position.
    async fn events_at(&self, positions: &[Position]) -> StoreResult<Vec<Event>>;

    /// The event, if any, that carries this event id.
    async fn find_event(&self, event_id: &str) -> StoreResult<Option<Event>>;

    /// Those events that carry one of these ids, in order of position.
    async fn find_events(&self, ids: &[EventId]) -> StoreResult<Vec<Event>>;

    /// Those of these ids that some event names as its cause, each once, in no order.
    async fn named_causes(&self, ids: &[CausationId]) -> StoreResult<Vec<CausationId>>;

    /// Events of one aggregate after a version, in order of versions, `limit` at most.
    async fn get_events_since(
        &self,
        aggregate_id: &AggregateId,
        after: Version,
        limit: u32,
    ) -> StoreResult<Vec<Event>>;

    /// All events of one aggregate, in the order in which they were recorded; in a store that keeps its rules that is
    /// the order of versions. However a foreign store counts versions, none is left out.
    async fn get_events(&self, aggregate_id: &AggregateId) -> StoreResult<Vec<Event>> {
        let filter = EventFilter {
            aggregate_id: Some(aggregate_id.clone()),
            ..EventFilter::default()
        };
        let mut page = Page::first(Order::OldestFirst, EVENTS_PER_READ_MAX);
        let mut events = Vec::new();
        loop {
            let found = self.query(&filter, page).await?;
            events.extend(found.events);
            let Some(next) = found.next else {
                return Ok(events);
            };
            page = page.after(next);
        }
    }

    /// One portion of the events of a type.
    async fn get_events_by_type(
        &self,
        event_type: &EventType,
        page: Page,
    ) -> StoreResult<EventPage> {
        let filter = EventFilter {
            event_type: Some(event_type.clone()),
            ..EventFilter::default()
        };
        self.query(&filter, page).await
    }

    /// One portion of the events from an instant until another, which is itself left out.
    async fn get_events_in_time_range(
        &self,
        from: Instant,
        until: Instant,
        page: Page,
    ) -> StoreResult<EventPage> {
        let filter = EventFilter {
            from: Some(from),
            until: Some(until),
            ..EventFilter::default()
        };
        self.query(&filter, page).await
    }

    /// Many events after a position, in order of position and without their payloads, `limit` at most. None means that
    /// there is none behind; a portion may be short without being the last.
    async fn scan(&self, after: Option<Position>, limit: u32) -> StoreResult<EventHeads> {
        let mut page = Page::first(Order::OldestFirst, limit.min(EVENTS_PER_READ_MAX));
        page.after = after;
        let found = self.query(&EventFilter::default(), page).await?;
        let mut heads = EventHeads::default();
        for event in &found.events {
            heads.push_event(event);
        }
        Ok(heads)
    }

    /// How many events match.
    async fn count(&self, filter: &EventFilter) -> StoreResult<u64>;

    /// How many matching events fall into each of `buckets` equal stretches between two instants.
    async fn histogram(
        &self,
        filter: &EventFilter,
        from: Instant,
        until: Instant,
        buckets: u32,
    ) -> StoreResult<Histogram>;

    /// One portion of the aggregates, in the order in which they began. As of an instant, these are the ones of which
    /// an event had happened by then, each as it was after the version that stood then.
    async fn aggregates(
        &self,
        aggregate_type: Option<&AggregateType>,
        after: Option<Position>,
        order: Order,
        limit: u32,
        as_of: Option<Instant>,
    ) -> StoreResult<AggregatePage>;

    /// One aggregate at a glance.
    async fn aggregate(&self, aggregate_id: &AggregateId) -> StoreResult<Option<AggregateSummary>>;

    /// The version of an aggregate that stood at an instant, as [`version_at`](hindsight_domain::replay::version_at)
    /// finds it in the aggregate's history.
    async fn version_at(
        &self,
        aggregate_id: &AggregateId,
        instant: Instant,
    ) -> StoreResult<VersionAt>;

    /// The types of aggregates, with how many aggregates each has; as of an instant, how many had begun by then.
    async fn aggregate_types(
        &self,
        as_of: Option<Instant>,
    ) -> StoreResult<Vec<TypeCount<AggregateType>>>;

    /// The types of events, with how many events each has.
    async fn event_types(&self) -> StoreResult<Vec<TypeCount<EventType>>>;

    /// The latest snapshot at or before a version.
    async fn get_snapshot(
        &self,
        aggregate_id: &AggregateId,
        at_or_before: Version,
    ) -> StoreResult<Option<Snapshot>>;

    /// One portion of all snapshots, or of one aggregate's, by aggregate and then by version.
    async fn snapshots(
        &self,
        of: Option<&AggregateId>,
        after: Option<&SnapshotCursor>,
        limit: u32,
    ) -> StoreResult<SnapshotPage>;

    /// Stores a state; one already stored at that version is replaced.
    async fn save_snapshot(&self, snapshot: NewSnapshot) -> StoreResult<Snapshot>;
}
