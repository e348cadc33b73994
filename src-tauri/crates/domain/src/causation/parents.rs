//! From what events say of their causes to what hangs from what.

use std::collections::HashMap;

use super::forest::{CommandLink, EventLink, Item, Link, Operation};

/// What everything hangs from. A slot is a thing's number: events first, then commands, then what is outside, then
/// causes that are missing.
pub(super) struct Parents<'a> {
    events: usize,
    commands: usize,
    outside: usize,
    /// Causes that exist nowhere.
    pub missing: Vec<&'a str>,
    /// The slot above each slot.
    pub of: Vec<Option<usize>>,
    /// Why it hangs there. The cause of a cycle is a slot.
    pub links: Vec<Link>,
}

impl<'a> Parents<'a> {
    pub fn of(operation: &Operation<'_, 'a>) -> Self {
        let mut names = Names::of(operation);
        let recorders = recorders(operation);
        let causes: Vec<Option<usize>> = operation
            .events
            .iter()
            .map(|event| event.cause.map(|cause| names.slot(cause)))
            .collect();
        let between = commands_between(operation, &recorders, &causes);
        let (events, commands) = (operation.events.len(), operation.commands.len());
        let slots = events + commands + operation.outside.len() + names.missing.len();
        let mut parents = Self {
            events,
            commands,
            outside: operation.outside.len(),
            missing: names.missing,
            of: vec![None; slots],
            links: vec![Link::First; slots],
        };
        for (command, cause) in between.iter().enumerate() {
            if let Some(cause) = cause {
                parents.hang(events + command, *cause, Link::Recorded);
            }
        }
        for (event, cause) in causes.iter().enumerate() {
            match (*cause, recorders[event]) {
                (Some(cause), _) if cause == event => parents.links[event] = Link::Itself,
                (Some(cause), Some(by)) if between[by] == Some(cause) => {
                    parents.hang(event, events + by, Link::Recorded);
                }
                (Some(cause), _) => parents.hang(event, cause, Link::Named),
                (None, Some(by)) => parents.hang(event, events + by, Link::Recorded),
                (None, None) => {}
            }
        }
        parents
    }

    /// What a slot stands for.
    pub fn item(&self, slot: usize) -> Item {
        let mut rest = slot;
        for (count, item) in [
            (self.events, Item::Event as fn(usize) -> Item),
            (self.commands, Item::Command),
            (self.outside, Item::Outside),
        ] {
            if rest < count {
                return item(rest);
            }
            rest -= count;
        }
        Item::Missing(rest)
    }

    /// The slots of events, in order of position.
    pub fn events(&self) -> std::ops::Range<usize> {
        0..self.events
    }

    fn hang(&mut self, slot: usize, parent: usize, link: Link) {
        self.of[slot] = Some(parent);
        self.links[slot] = link;
    }
}

/// The slots of everything that can be named as a cause.
struct Names<'a> {
    slots: HashMap<&'a str, usize>,
    first_missing: usize,
    missing: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// A command goes before an event of the same name, and of two events the earlier one.
    fn of(operation: &Operation<'_, 'a>) -> Self {
        let events = operation.events.iter().map(|event| event.id);
        let commands = operation.commands.iter().map(|command| command.id);
        let outside = operation.outside.iter().copied();
        let mut slots = HashMap::new();
        let named: Vec<(usize, &str)> = events.chain(commands).chain(outside).enumerate().collect();
        let first_command = operation.events.len();
        let (events, others) = named.split_at(first_command);
        let (commands, outside) = others.split_at(operation.commands.len());
        for (slot, name) in commands.iter().chain(events).chain(outside) {
            slots.entry(*name).or_insert(*slot);
        }
        Self {
            slots,
            first_missing: named.len(),
            missing: Vec::new(),
        }
    }

    /// The slot of a cause; one that is known to nobody is given the next slot of those that are missing.
    fn slot(&mut self, cause: &'a str) -> usize {
        let next = self.first_missing + self.missing.len();
        let slot = *self.slots.entry(cause).or_insert(next);
        if slot == next {
            self.missing.push(cause);
        }
        slot
    }
}

/// The command that recorded each event, where one is known to.
fn recorders(operation: &Operation<'_, '_>) -> Vec<Option<usize>> {
    let mut recorders = vec![None; operation.events.len()];
    for (command, CommandLink { recorded, .. }) in operation.commands.iter().enumerate() {
        let Some((first, count)) = *recorded else {
            continue;
        };
        let begin = operation
            .events
            .partition_point(|event| event.position < first);
        let end = first.0.saturating_add(i64::from(count));
        let mine = |event: &EventLink<'_>| event.position.0 < end;
        // Where commands claim the same events, the first has them, and the other looks no further.
        for (event, by) in operation.events[begin..]
            .iter()
            .zip(&mut recorders[begin..])
        {
            if !mine(event) || by.is_some() {
                break;
            }
            *by = Some(command);
        }
    }
    recorders
}

/// What each command stands below: the cause that the first event it recorded names, unless that is the command
/// itself or an event of its own.
fn commands_between(
    operation: &Operation<'_, '_>,
    recorders: &[Option<usize>],
    causes: &[Option<usize>],
) -> Vec<Option<usize>> {
    let mut between = vec![None; operation.commands.len()];
    let mut is_known = vec![false; operation.commands.len()];
    let events = operation.events.len();
    for (cause, by) in causes.iter().zip(recorders) {
        let Some(by) = *by else { continue };
        if std::mem::replace(&mut is_known[by], true) {
            continue;
        }
        between[by] = cause.filter(|cause| {
            let own_event = recorders.get(*cause).is_some_and(|of| *of == Some(by));
            *cause != events + by && !own_event
        });
    }
    between
}

/// Cuts every circle at the thing in it that comes first.
pub(super) fn break_cycles(parents: &mut Parents<'_>, order: &[usize]) {
    /// Not a way that anything was reached on.
    const NEVER: usize = usize::MAX;
    let mut reached_on = vec![NEVER; order.len()];
    let mut rank = vec![0; order.len()];
    for (at, slot) in order.iter().enumerate() {
        rank[*slot] = at;
    }
    for (way, start) in order.iter().enumerate() {
        let mut at = Some(*start);
        while let Some(slot) = at.filter(|slot| reached_on[*slot] == NEVER) {
            reached_on[slot] = way;
            at = parents.of[slot];
        }
        if let Some(met) = at.filter(|slot| reached_on[*slot] == way) {
            cut(parents, met, &rank);
        }
    }
}

fn cut(parents: &mut Parents<'_>, member: usize, rank: &[usize]) {
    let mut first = member;
    let mut at = parents.of[member];
    while let Some(slot) = at.filter(|slot| *slot != member) {
        if rank[slot] < rank[first] {
            first = slot;
        }
        at = parents.of[slot];
    }
    if let Some(cause) = parents.of[first].take() {
        parents.links[first] = Link::Cycle { cause };
    }
}
