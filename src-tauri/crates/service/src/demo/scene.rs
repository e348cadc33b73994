//! What a story works with: the landscape, chance, the clock, and the two things that it may do: record a command
//! now, and have something happen later.

use std::collections::BTreeMap;

use hindsight_domain::{
    Actor, CausationId, CommandId, CommandType, CorrelationId, EventId, EventType, Instant,
    NewCommand, NewEvent, Version,
};
use hindsight_store::{Append, StreamAppend};

use super::calendar::{in_office_hours, later};
use super::draw::Draw;
use super::object::Object;
use super::people::Who;
use super::world::{ItemId, World};

/// A second, in microseconds.
pub const SECOND: i64 = 1_000_000;
/// An hour, in microseconds.
pub const HOUR: i64 = 3_600 * SECOND;

/// Something that happens when its time has come.
pub type Turn = Box<dyn FnOnce(&mut Scene<'_>) + Send>;

/// What is going to happen, soonest first; what is due at one instant, in the order in which it was added.
#[derive(Default)]
pub struct Agenda {
    turns: BTreeMap<(Instant, u64), Turn>,
    added: u64,
}

impl Agenda {
    fn add(&mut self, at: Instant, turn: Turn) {
        self.added += 1;
        self.turns.insert((at, self.added), turn);
    }

    /// Takes the next turn that is due at an instant, and when it was due.
    pub fn next_until(&mut self, until: Instant) -> Option<(Instant, Turn)> {
        let next = self.turns.first_entry()?;
        let (at, _) = *next.key();
        (at <= until).then(|| (at, next.remove()))
    }
}

/// A moment of the story.
pub struct Scene<'a> {
    /// The landscape.
    pub world: &'a mut World,
    /// Chance.
    pub draw: &'a mut Draw,
    /// When it happens.
    pub now: Instant,
    /// How many events usually belong to one run of a nightly program, in a store of this size.
    pub run_size: u32,
    /// What is going to happen.
    pub agenda: &'a mut Agenda,
    /// What was recorded in this moment.
    pub recorded: Vec<Append>,
}

/// A command before its events.
pub struct Order {
    command: &'static str,
    about: ItemId,
    who: Who,
    correlation: Option<CorrelationId>,
    data: Object,
}

impl Order {
    /// What it asks for, what it is about, who asks, and the request's own words.
    pub fn new(command: &'static str, about: ItemId, who: Who, data: Object) -> Self {
        Self {
            command,
            about,
            who,
            correlation: None,
            data,
        }
    }

    /// As part of a business operation, if of any.
    pub fn within<'o>(mut self, operation: impl Into<Option<&'o CorrelationId>>) -> Self {
        self.correlation = operation.into().cloned();
        self
    }
}

/// An event before it is recorded.
pub struct Fact {
    /// Its name.
    pub id: EventId,
    item: ItemId,
    event: NewEvent,
}

impl Fact {
    /// With a justification or whatever else is said about it.
    pub fn because(mut self, metadata: Object) -> Self {
        self.event.metadata = metadata.json();
        self
    }

    /// Caused by an event and not directly by the command.
    pub fn caused_by(mut self, event: &EventId) -> Self {
        self.event.causation_id = Some(CausationId::from(event.clone()));
        self
    }

    /// In another form than the first.
    pub fn in_form(mut self, event_version: u32) -> Self {
        self.event.event_version = event_version;
        self
    }
}

impl Scene<'_> {
    /// A new business operation.
    pub fn operation(&mut self) -> CorrelationId {
        self.draw.uuid(self.now).into()
    }

    /// An event of a thing, to be recorded with a command.
    pub fn fact(&mut self, item: ItemId, event_type: &str, data: Object) -> Fact {
        let id = EventId::from(self.draw.uuid(self.now));
        let mut event = NewEvent::new(EventType::new(event_type), data.json());
        event.event_id = Some(id.clone());
        Fact { id, item, event }
    }

    /// Records a command with its events: all at this moment, in one transaction.
    pub fn record(&mut self, order: Order, facts: Vec<Fact>) {
        let mut streams: Vec<(ItemId, StreamAppend)> = Vec::new();
        for Fact { item, event, .. } in facts {
            match streams.iter_mut().find(|(of, _)| *of == item) {
                Some((_, stream)) => stream.events.push(event),
                None => streams.push((item, self.stream(item, event))),
            }
        }
        for (item, stream) in &streams {
            let version = &mut self.world.item_mut(*item).version;
            *version = Version(version.0 + stream.events.len() as u32);
        }
        let command = self.command(order);
        let streams = streams.into_iter().map(|(_, stream)| stream).collect();
        self.recorded.push(Append { command, streams });
    }

    /// Has something happen after so many microseconds, at any hour.
    pub fn after(&mut self, micros: i64, turn: impl FnOnce(&mut Scene<'_>) + Send + 'static) {
        self.agenda.add(later(self.now, micros), Box::new(turn));
    }

    /// Has a person do something after so many microseconds, or when they are at work again.
    pub fn person_after(
        &mut self,
        micros: i64,
        turn: impl FnOnce(&mut Scene<'_>) + Send + 'static,
    ) {
        let at = in_office_hours(later(self.now, micros), self.draw);
        self.agenda.add(at, Box::new(turn));
    }

    /// Between so many seconds and so many, in microseconds.
    pub fn seconds(&mut self, least: u32, most: u32) -> i64 {
        i64::from(self.draw.between(least, most)) * SECOND + i64::from(self.draw.below(1_000_000))
    }

    fn stream(&self, item: ItemId, event: NewEvent) -> StreamAppend {
        let item = self.world.item(item);
        StreamAppend {
            aggregate_id: item.id.clone(),
            aggregate_type: item.aggregate_type(),
            expected: item.expected(),
            events: vec![event],
        }
    }

    fn command(&mut self, order: Order) -> NewCommand {
        let about = self.world.item(order.about);
        NewCommand {
            command_id: CommandId::from(self.draw.uuid(self.now)),
            command_type: CommandType::new(order.command),
            aggregate_id: about.id.clone(),
            aggregate_type: about.aggregate_type(),
            actor: Actor::new(order.who.actor),
            actor_type: order.who.actor_type,
            source: order.who.source,
            correlation_id: order.correlation,
            data: order.data.json(),
        }
    }
}
