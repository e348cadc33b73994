//! From what was read to what is told: the forest of causes as one flat list.

use std::collections::HashSet;

use hindsight_domain::causation::{
    CommandLink, EventLink, Forest, Item, Link, Node, Operation, runs,
};
use hindsight_domain::{CorrelationId, Event, Position, ProcessedCommand};

use super::facts::{facts, number};
use super::load::Loaded;
use super::tables::{Aggregates, Texts};
use crate::wire::{TraceDto, TraceLinkDto, TraceNodeDto, TraceNodeKindDto, TraceRunDto};

/// Tells an operation, and gives the forest whose nodes are told.
pub fn told<'l>(id: &CorrelationId, loaded: &'l Loaded) -> (TraceDto, Forest<'l>) {
    let events: Vec<EventLink<'_>> = loaded.events.iter().map(event_link).collect();
    let commands: Vec<CommandLink<'_>> = loaded.commands.iter().map(command_link).collect();
    let outside: Vec<&str> = loaded
        .outside
        .iter()
        .map(|event| event.event_id.as_str())
        .collect();
    let forest = Forest::of(&Operation {
        events: &events,
        commands: &commands,
        outside: &outside,
    });
    let mut teller = Teller::new(loaded, forest.missing.clone());
    let nodes: Vec<TraceNodeDto> = forest.nodes.iter().map(|node| teller.node(node)).collect();
    let alike = |at: usize| {
        let node = &nodes[at];
        let of_type = node
            .aggregate
            .map(|at| teller.aggregates.told[at as usize].aggregate_type.as_str());
        (node.kind, node.outside, node.name, node.actor, of_type)
    };
    let runs = runs(&forest, alike).into_iter().map(|run| TraceRunDto {
        first: number(run.first),
        count: number(run.count),
        end: number(run.end),
    });
    let runs = runs.collect();
    let mut aggregates = teller.aggregates.told;
    let other_aggregates = aggregates.split_off(teller.changed);
    let told = TraceDto {
        correlation_id: id.to_string(),
        facts: facts(loaded, &forest, &nodes),
        nodes,
        runs,
        aggregates,
        other_aggregates,
        types: teller.types.texts,
        actors: teller.actors.texts,
        sources: teller.sources.texts,
    };
    (told, forest)
}

fn event_link(event: &Event) -> EventLink<'_> {
    EventLink {
        position: event.position,
        id: event.event_id.as_str(),
        cause: event.causation_id.as_ref().map(|cause| cause.as_str()),
    }
}

fn command_link(command: &ProcessedCommand) -> CommandLink<'_> {
    CommandLink {
        id: command.command_id.as_str(),
        recorded: command.first_position.zip(command.event_count),
    }
}

struct Teller<'l> {
    loaded: &'l Loaded,
    missing: Vec<&'l str>,
    positions: HashSet<Position>,
    aggregates: Aggregates,
    /// How many of the aggregates the operation changed.
    changed: usize,
    types: Texts,
    actors: Texts,
    sources: Texts,
}

impl<'l> Teller<'l> {
    fn new(loaded: &'l Loaded, missing: Vec<&'l str>) -> Self {
        let mut aggregates = Aggregates::default();
        for event in &loaded.events {
            aggregates.count(event);
        }
        Self {
            loaded,
            missing,
            positions: loaded.events.iter().map(|event| event.position).collect(),
            changed: aggregates.told.len(),
            aggregates,
            types: Texts::default(),
            actors: Texts::default(),
            sources: Texts::default(),
        }
    }

    fn node(&mut self, node: &Node) -> TraceNodeDto {
        let place = placed(node);
        let loaded = self.loaded;
        match node.item {
            Item::Event(at) => self.event(place, &loaded.events[at]),
            Item::Outside(at) => TraceNodeDto {
                outside: true,
                ..self.event(place, &loaded.outside[at])
            },
            Item::Command(at) => self.command(place, &loaded.commands[at]),
            Item::Missing(at) => TraceNodeDto {
                kind: TraceNodeKindDto::Missing,
                id: self.missing[at].to_owned(),
                ..place
            },
        }
    }

    fn event(&mut self, place: TraceNodeDto, event: &Event) -> TraceNodeDto {
        TraceNodeDto {
            id: event.event_id.to_string(),
            name: Some(self.types.number(event.event_type.as_str())),
            position: Some(event.position.to_string()),
            instant: event.timestamp.value.map(|at| at.to_string()),
            aggregate: Some(
                self.aggregates
                    .number(&event.aggregate_id, &event.aggregate_type),
            ),
            version: Some(event.version.0),
            actor: Some(self.actors.number(event.actor.as_str())),
            source: Some(self.sources.number(&event.source.text)),
            ..place
        }
    }

    fn command(&mut self, place: TraceNodeDto, command: &ProcessedCommand) -> TraceNodeDto {
        // All that a command records has one correlation id: what recorded something else belongs elsewhere.
        let elsewhere = |first: Position| !self.positions.contains(&first);
        TraceNodeDto {
            kind: TraceNodeKindDto::Command,
            outside: command.first_position.is_some_and(elsewhere),
            id: command.command_id.to_string(),
            name: Some(self.types.number(command.command_type.as_str())),
            instant: command.processed_at.map(|at| at.to_string()),
            aggregate: Some(
                self.aggregates
                    .number(&command.aggregate_id, &command.aggregate_type),
            ),
            actor: Some(self.actors.number(command.actor.as_str())),
            source: Some(self.sources.number(&command.source)),
            ..place
        }
    }
}

/// A node with nothing but its place.
fn placed(node: &Node) -> TraceNodeDto {
    let (link, cycle) = match node.link {
        Link::First => (TraceLinkDto::First, None),
        Link::Named => (TraceLinkDto::Named, None),
        Link::Recorded => (TraceLinkDto::Recorded, None),
        Link::Itself => (TraceLinkDto::Itself, None),
        Link::Cycle { cause } => (TraceLinkDto::Cycle, Some(number(cause))),
    };
    TraceNodeDto {
        kind: TraceNodeKindDto::Event,
        outside: false,
        parent: node.parent.map(number),
        depth: node.depth,
        size: number(node.size),
        link,
        cycle,
        id: String::new(),
        name: None,
        position: None,
        instant: None,
        aggregate: None,
        version: None,
        actor: None,
        source: None,
    }
}
