//! Folding: how many events a second become a state, beside bare loops that do no more than must be done.

use std::hint::black_box;

use hindsight_domain::replay::{Fold, MergeFold, blame};
use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, Event, EventId, EventType, Payload, Position,
    Source, Version,
};
use hindsight_projection::{Limits, Projection};
use rquickjs::{Context, Function, Object, Runtime, Value};

use crate::Failure;
use crate::grouped;
use crate::measure::{Measured, in_turns};
use crate::table::{Table, millis, ratio};

/// The same fold for both sides that run JavaScript.
const HANDLER: &str = "(state, event) => ({ ...state, ...event.data })";

/// A history, and what both sides make of its events.
struct History {
    events: Vec<Event>,
    texts: Vec<String>,
}

/// Measures every way of folding over histories of these lengths, and prints a table.
///
/// # Errors
/// A side that fails.
pub fn run(lengths: &[u32], samples: u32) -> Result<(), Failure> {
    println!(
        "Folding, in events a second. Beside the merge patch: serde_json into values and a recursive patch in place. Beside\n\
         the projection: rquickjs without limits, JSON.parse of the data, one object and one call for each event.\n"
    );
    let projection = projection()?;
    let mut table = Table::new(&["", "events", "Hindsight/s", "bare/s", "ratio of times"]);
    for length in lengths {
        let history = History::of(*length);
        // Long histories take their time anyway, and vary less.
        let turns = samples.min(200_000 / length).max(5);
        for one in measured(&history, &projection, turns)? {
            let per_second = |ms: f64| grouped((f64::from(*length) / ms * 1_000.0) as u64);
            table.row(&[
                one.name.to_owned(),
                grouped(u64::from(*length)),
                per_second(one.store_ms),
                per_second(one.bare_ms),
                ratio(one.store_ms / one.bare_ms),
            ]);
        }
    }
    table.print();
    print_beginnings(&projection, samples)
}

/// Each aggregate has an engine of its own: that counts where there are many short histories.
fn print_beginnings(projection: &Projection, samples: u32) -> Result<(), Failure> {
    let history = History::of(1);
    let begun = in_turns(
        "an aggregate of one event",
        samples.max(200),
        |_| (),
        |()| folded(projection, &history.events),
        |()| scripted(&history.texts),
    )?;
    let mut table = Table::new(&["", "Hindsight, ms", "bare, ms", "ratio"]);
    table.row(&[
        begun.name.to_owned(),
        millis(begun.store_ms),
        millis(begun.bare_ms),
        ratio(begun.store_ms / begun.bare_ms),
    ]);
    table.print();
    Ok(())
}

fn measured(
    history: &History,
    projection: &Projection,
    turns: u32,
) -> Result<Vec<Measured>, Failure> {
    let by_merge = || patched(&history.texts);
    let by_script = || scripted(&history.texts);
    Ok(vec![
        in_turns(
            "merge patch",
            turns,
            |_| (),
            |()| folded(&MergeFold, &history.events),
            |()| by_merge(),
        )?,
        in_turns(
            "projection",
            turns,
            |_| (),
            |()| folded(projection, &history.events),
            |()| by_script(),
        )?,
        in_turns(
            "merge patch, blamed",
            turns,
            |_| (),
            |()| blamed(&MergeFold, &history.events),
            |()| by_merge(),
        )?,
        in_turns(
            "projection, blamed",
            turns,
            |_| (),
            |()| blamed(projection, &history.events),
            |()| by_script(),
        )?,
    ])
}

fn projection() -> Result<Projection, Failure> {
    let text = format!(
        "export default {{ aggregateType: 'Application', version: 1, init: () => ({{}}), when: {{ Changed: {HANDLER} }} }};"
    );
    Ok(Projection::load("bench.js", &text, Limits::default())?)
}

fn folded(fold: &dyn Fold, events: &[Event]) -> Result<(), Failure> {
    let mut folding = fold.begin(None)?;
    folding.apply(events)?;
    black_box(folding.state()?);
    Ok(())
}

fn blamed(fold: &dyn Fold, events: &[Event]) -> Result<(), Failure> {
    let (blame, stopped) = blame(fold, events)?;
    black_box(blame);
    stopped.map_or(Ok(()), |error| Err(error.into()))
}

fn patched(texts: &[String]) -> Result<(), Failure> {
    let mut state = serde_json::Value::Null;
    for text in texts {
        patch(&mut state, serde_json::from_str(text)?);
    }
    black_box(state);
    Ok(())
}

fn patch(target: &mut serde_json::Value, change: serde_json::Value) {
    let serde_json::Value::Object(entries) = change else {
        *target = change;
        return;
    };
    if !target.is_object() {
        *target = serde_json::Value::Object(serde_json::Map::new());
    }
    let Some(object) = target.as_object_mut() else {
        return;
    };
    for (key, value) in entries {
        match value.is_null() {
            true => drop(object.remove(&key)),
            false => patch(object.entry(key).or_insert(serde_json::Value::Null), value),
        }
    }
}

fn scripted(texts: &[String]) -> Result<(), Failure> {
    let runtime = Runtime::new()?;
    Context::full(&runtime)?.with(|ctx| {
        let handler: Function<'_> = ctx.eval(HANDLER)?;
        let mut state: Value<'_> = Object::new(ctx.clone())?.into_value();
        for text in texts {
            let event = Object::new(ctx.clone())?;
            event.set("data", ctx.json_parse(text.as_str())?)?;
            state = handler.call((state, event))?;
        }
        black_box(ctx.json_stringify(state)?);
        Ok(())
    })
}

impl History {
    fn of(length: u32) -> Self {
        let events: Vec<Event> = (1..=length).map(event).collect();
        let texts = events.iter().map(|event| event.data.as_str().to_owned());
        Self {
            texts: texts.collect(),
            events,
        }
    }
}

/// An event with some fields that change, one of them nested, and one that does not.
fn event(version: u32) -> Event {
    let level = ["public", "internal", "confidential"][version as usize % 3];
    let data = format!(
        r#"{{"classification":"{level}","annualCost":{{"amount":{version}.10,"currency":"EUR"}},"field{}":"{version}","tags":["a","b"]}}"#,
        version % 8
    );
    Event {
        position: Position(i64::from(version)),
        event_id: EventId::new("event"),
        aggregate_id: AggregateId::new("application"),
        aggregate_type: AggregateType::new("Application"),
        version: Version(version),
        event_type: EventType::new("Changed"),
        event_version: 1,
        timestamp: crate::rows::instant(u64::from(version)).into(),
        actor: Actor::new("officer-456"),
        actor_type: ActorType::User.into(),
        source: Source::Ui.into(),
        causation_id: None,
        correlation_id: None,
        data: Payload::from_stored(data),
        metadata: None,
        marks: Vec::new(),
    }
}
