//! The forest itself: what it is made of, and how it is laid out.

use super::order::in_order;
use super::parents::{Parents, break_cycles};
use crate::ids::Position;

/// An event as far as causes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventLink<'a> {
    /// Its number in the store.
    pub position: Position,
    /// Its name.
    pub id: &'a str,
    /// What it says caused it.
    pub cause: Option<&'a str>,
}

/// A command as far as causes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommandLink<'a> {
    /// Its name.
    pub id: &'a str,
    /// Where the first event stands that it recorded, and how many it recorded one after the other; `None` where the
    /// store does not say.
    pub recorded: Option<(Position, u32)>,
}

/// What is known of one operation.
#[derive(Debug, Clone, Copy)]
pub struct Operation<'o, 'a> {
    /// Its events, in order of position.
    pub events: &'o [EventLink<'a>],
    /// The commands that its events name as causes, or that recorded them.
    pub commands: &'o [CommandLink<'a>],
    /// Events of other operations that its events name as causes.
    pub outside: &'o [&'a str],
}

/// What a node stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// The event at this index of the operation's.
    Event(usize),
    /// The command at this index of the operation's.
    Command(usize),
    /// The event at this index of those outside.
    Outside(usize),
    /// The cause at this index of [`Forest::missing`]: named, and nowhere to be found.
    Missing(usize),
}

/// Why a node hangs where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// Nothing is known to have caused it: it is a root.
    First,
    /// It names its parent as its cause.
    Named,
    /// A command, below what the first event that it recorded names as its cause; or such an event, below the command
    /// that stands between it and its cause.
    Recorded,
    /// An event that names itself: a root.
    Itself,
    /// What it names, or stands below, follows from it: not followed, and a root.
    Cycle {
        /// The node that it would hang from.
        cause: usize,
    },
}

/// One command, event or cause in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub item: Item,
    /// The node that it hangs from; it stands before this one.
    pub parent: Option<usize>,
    /// Why it hangs there.
    pub link: Link,
    /// How many nodes stand above it.
    pub depth: u32,
    /// How many nodes its tree has, itself included: they follow it without a gap.
    pub size: usize,
}

/// All that belongs to one operation, each thing below its cause, siblings in order of position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forest<'a> {
    /// The nodes, each followed by all that hangs from it.
    pub nodes: Vec<Node>,
    /// Causes that are named and exist nowhere, in the order in which they are named first.
    pub missing: Vec<&'a str>,
}

impl<'a> Forest<'a> {
    /// Hangs everything from its cause.
    pub fn of(operation: &Operation<'_, 'a>) -> Self {
        let mut parents = Parents::of(operation);
        let order = in_order(&parents);
        break_cycles(&mut parents, &order);
        Self {
            nodes: laid_out(&parents, &order),
            missing: parents.missing,
        }
    }

    /// The roots, in order.
    pub fn roots(&self) -> impl Iterator<Item = usize> + '_ {
        self.siblings(0, self.nodes.len())
    }

    /// The nodes that hang from a node, in order.
    pub fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.siblings(node + 1, node + self.nodes[node].size)
    }

    fn siblings(&self, from: usize, end: usize) -> impl Iterator<Item = usize> + '_ {
        let first = (from < end).then_some(from);
        std::iter::successors(first, move |at| {
            let next = at + self.nodes[*at].size;
            (next < end).then_some(next)
        })
    }
}

/// Lays the nodes out, each before what hangs from it. `order` holds the slots in the order in which siblings come.
fn laid_out(parents: &Parents<'_>, order: &[usize]) -> Vec<Node> {
    let children = Children::of(parents, order);
    let mut place = vec![0; order.len()];
    let mut nodes: Vec<Node> = Vec::with_capacity(order.len());
    let is_root = |slot: &&usize| parents.of[**slot].is_none();
    let mut next: Vec<usize> = order.iter().rev().filter(is_root).copied().collect();
    while let Some(slot) = next.pop() {
        place[slot] = nodes.len();
        let parent = parents.of[slot].map(|parent| place[parent]);
        nodes.push(Node {
            item: parents.item(slot),
            parent,
            link: parents.links[slot],
            depth: parent.map_or(0, |parent| nodes[parent].depth + 1),
            size: 1,
        });
        next.extend(children.of_slot(slot).iter().rev());
    }
    for at in (0..nodes.len()).rev() {
        if let Some(parent) = nodes[at].parent {
            nodes[parent].size += nodes[at].size;
        }
        if let Link::Cycle { cause } = &mut nodes[at].link {
            *cause = place[*cause];
        }
    }
    nodes
}

/// The children of every slot, one list after the other.
struct Children {
    begins: Vec<usize>,
    slots: Vec<usize>,
}

impl Children {
    fn of(parents: &Parents<'_>, order: &[usize]) -> Self {
        let mut begins = vec![0; order.len() + 1];
        for parent in parents.of.iter().flatten() {
            begins[parent + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let mut free = begins.clone();
        let mut slots = vec![0; begins.last().copied().unwrap_or_default()];
        for slot in order {
            if let Some(parent) = parents.of[*slot] {
                slots[free[parent]] = *slot;
                free[parent] += 1;
            }
        }
        Self { begins, slots }
    }

    fn of_slot(&self, slot: usize) -> &[usize] {
        &self.slots[self.begins[slot]..self.begins[slot + 1]]
    }
}
