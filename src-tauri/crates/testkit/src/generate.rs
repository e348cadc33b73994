//! Random requests, payloads and questions, drawn from few values so that they meet.

use hindsight_domain::{
    Actor, ActorType, AggregateType, CommandType, EventFilter, EventType, Instant, NewCommand,
    NewEvent, NewSnapshot, Order, Position, Source, Version,
};
use hindsight_store::{Append, ExpectedVersion, StreamAppend};
use proptest::collection::vec;
use proptest::option::{of as maybe, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::clock::ManualClock;
use crate::given;

/// How many aggregates random requests are about.
const AGGREGATES: u32 = 4;
/// How many event ids random requests bring along.
const EVENT_IDS: u32 = 60;

/// Something that is done to a store.
#[derive(Debug, Clone)]
pub enum Step {
    /// Requests are sent in one transaction.
    Send(Vec<Sending>),
    /// A state is stored.
    Save(NewSnapshot),
    /// The clock moves by seconds, forwards or backwards.
    Turn(i64),
    /// The store is closed and opened again.
    Reopen,
}

/// One request among those that are sent.
#[derive(Debug, Clone)]
pub enum Sending {
    /// A new one; whoever plays the step gives it the next command id.
    New(Append),
    /// The nth that was sent so far, again, to the byte.
    Again(usize),
    /// Other content under the command id of the nth that was sent so far.
    Reused(usize, Append),
}

/// Something that is asked of a store.
#[derive(Debug, Clone)]
pub struct Question {
    /// Which events.
    pub filter: EventFilter,
    /// In which order.
    pub order: Order,
    /// How many to a page.
    pub limit: u32,
    /// Of how many stretches the histogram is.
    pub buckets: u32,
    /// About which aggregate.
    pub aggregate: u32,
    /// About which version of it.
    pub version: u32,
}

/// What is done to a store, and what is asked after each step.
pub fn history() -> impl Strategy<Value = Vec<(Step, Question)>> {
    vec((step(), question()), 1..14)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => vec(sending(), 1..5).prop_map(Step::Send),
        2 => (1..=AGGREGATES, 1..6u32, json_text()).prop_map(|(aggregate, version, state)| {
            let aggregate_type = aggregate_type(aggregate);
            Step::Save(NewSnapshot { aggregate_type, ..given::snapshot(aggregate, version, &state) })
        }),
        3 => (-5..10i64).prop_map(Step::Turn),
        1 => Just(Step::Reopen),
    ]
}

fn sending() -> impl Strategy<Value = Sending> {
    prop_oneof![
        8 => request().prop_map(Sending::New),
        2 => any::<usize>().prop_map(Sending::Again),
        1 => (any::<usize>(), request()).prop_map(|(nth, other)| Sending::Reused(nth, other)),
    ]
}

fn request() -> impl Strategy<Value = Append> {
    let aggregates: Vec<u32> = (1..=AGGREGATES).collect();
    let streams = subsequence(aggregates, 0..=3).prop_shuffle();
    let streams = streams.prop_flat_map(|of| of.into_iter().map(stream).collect::<Vec<_>>());
    (command(), streams).prop_map(|(command, streams)| Append { command, streams })
}

fn command() -> impl Strategy<Value = NewCommand> {
    let who = (actor(), select(ActorType::ALL), select(Source::ALL));
    (who, weighted(0.7, 1..4u32), json_text()).prop_map(
        |((actor, kind, source), operation, data)| NewCommand {
            command_type: CommandType::new("SetDataClassification"),
            actor,
            actor_type: kind,
            source,
            correlation_id: operation.map(given::correlation),
            data: given::json(&data),
            ..given::command(0, &given::aggregate(1))
        },
    )
}

fn stream(aggregate: u32) -> impl Strategy<Value = StreamAppend> {
    let other_type = prop::bool::weighted(0.04);
    (belief(), vec(event(), 0..4), other_type).prop_map(move |(expected, events, other_type)| {
        StreamAppend {
            aggregate_id: given::aggregate(aggregate),
            aggregate_type: aggregate_type(aggregate + u32::from(other_type)),
            expected,
            events,
        }
    })
}

fn belief() -> impl Strategy<Value = ExpectedVersion> {
    prop_oneof![
        6 => Just(ExpectedVersion::Any),
        1 => Just(ExpectedVersion::NoStream),
        1 => Just(ExpectedVersion::StreamExists),
        2 => (0..6u32).prop_map(|version| ExpectedVersion::Exact(Version(version))),
    ]
}

fn event() -> impl Strategy<Value = NewEvent> {
    let ids = (weighted(0.2, 1..=EVENT_IDS), weighted(0.3, 1..3u32));
    (ids, event_type(), 1..4u32, json_text(), json_text()).prop_map(
        |((event_id, cause), event_type, event_version, data, metadata)| NewEvent {
            event_id: event_id.map(given::event_id),
            event_type,
            event_version,
            data: given::json(&data),
            metadata: given::json(&metadata),
            causation_id: cause.map(given::causation),
        },
    )
}

/// A question about events that random requests may have made.
pub fn question() -> impl Strategy<Value = Question> {
    let order = select(vec![Order::OldestFirst, Order::NewestFirst]);
    (filter(), order, 1..8u32, 1..9u32, 1..=AGGREGATES, 0..7u32).prop_map(
        |(filter, order, limit, buckets, aggregate, version)| Question {
            filter,
            order,
            limit,
            buckets,
            aggregate,
            version,
        },
    )
}

fn filter() -> impl Strategy<Value = EventFilter> {
    let what = (
        rarely(1..=AGGREGATES),
        rarely(1..=AGGREGATES),
        rarely(event_type()),
    );
    let who = (
        rarely(actor()),
        rarely(select(ActorType::ALL)),
        rarely(select(Source::ALL)),
    );
    let why = (rarely(1..4u32), rarely(1..3u32));
    let when = (
        rarely(instant()),
        rarely(instant()),
        rarely(0..30i64),
        rarely(0..30i64),
    );
    (what, who, why, when).prop_map(|(what, who, why, when)| EventFilter {
        aggregate_id: what.0.map(given::aggregate),
        aggregate_type: what.1.map(aggregate_type),
        event_type: what.2,
        actor: who.0,
        actor_type: who.1,
        source: who.2,
        correlation_id: why.0.map(given::correlation),
        causation_id: why.1.map(given::causation),
        from: when.0,
        until: when.1,
        from_position: when.2.map(Position),
        to_position: when.3.map(Position),
    })
}

fn rarely<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    weighted(0.2, value)
}

/// An instant around those at which random requests are recorded; often exactly one of them.
fn instant() -> impl Strategy<Value = Instant> {
    (-10..60i64).prop_map(|seconds| {
        let clock = ManualClock::default();
        clock.step(seconds * 1_000_000);
        clock.shows()
    })
}

fn aggregate_type(aggregate: u32) -> AggregateType {
    AggregateType::new(if aggregate.is_multiple_of(2) {
        "Server"
    } else {
        "Application"
    })
}

fn event_type() -> impl Strategy<Value = EventType> {
    select(vec!["Created", "Renamed", "Retired"]).prop_map(EventType::new)
}

fn actor() -> impl Strategy<Value = Actor> {
    select(vec!["ada", "Ada", "o'brien \u{1f4c8}"]).prop_map(Actor::new)
}

/// JSON with the liberties that the format leaves: blanks, escapes, odd numbers, doubled keys, anything at the top.
pub fn json_text() -> impl Strategy<Value = String> {
    let number = select(vec![
        "0",
        "-0",
        "1.10",
        "9007199254740993",
        "1E+2",
        "1e400",
        "0.0000000001",
    ]);
    let word = select(vec!["null", "true", "false"]);
    let leaf = prop_oneof![
        number.prop_map(str::to_owned),
        word.prop_map(str::to_owned),
        string()
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let key = select(vec![r#""a""#, r#""A""#, r#""\u0061""#, r#""""#]);
        let member = (blank(), key, blank(), inner.clone())
            .prop_map(|(before, key, after, value)| format!("{before}{key}{after}:{value}"));
        prop_oneof![
            (blank(), vec(inner, 0..4))
                .prop_map(|(blank, of)| format!("[{blank}{}]", of.join(","))),
            (blank(), vec(member, 0..4))
                .prop_map(|(blank, of)| format!("{{{blank}{}}}", of.join(","))),
        ]
    })
}

fn blank() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,2}"
}

fn string() -> impl Strategy<Value = String> {
    let escape = select(vec![
        r"\u0000",
        r"\ud83d\ude00",
        r"\/",
        r"\n",
        r#"\""#,
        r"\u00e9",
    ]);
    (r#"[^\x00-\x1f"\\]{0,6}"#, maybe(escape))
        .prop_map(|(plain, escape)| format!("\"{plain}{}\"", escape.unwrap_or_default()))
}
