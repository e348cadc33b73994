//! Which event set each path of a state, and which one did before it.

use std::collections::HashMap;
use std::sync::Arc;

use super::delta::{ArrayDelta, Delta, Field};
use super::fold::{Fold, FoldError};
use super::pointer::{Pointer, index};
use super::tree::Json;
use crate::event::Event;
use crate::ids::{Position, Version};

/// Names an event of an aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventRef {
    /// Its number within the aggregate.
    pub version: Version,
    /// Its number in the store.
    pub position: Position,
}

/// The events that last changed what stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setters {
    /// The last one; `None` where it stands as it did before the first event.
    pub last: Option<EventRef>,
    /// The one before; `None` where there is none since the object or array around it was made.
    pub before: Option<EventRef>,
}

/// A path of a state and the events that set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlamedPath {
    /// The path.
    pub path: Pointer,
    /// The events.
    pub setters: Setters,
}

/// The setters of every path of a state, carried along a history. An object or array is changed by whatever changes in
/// it. What an event gives again as it was is not set by it. A field that was taken away and came back keeps its
/// story, as long as the object around it stood; an element of an array keeps it wherever it moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blame {
    root: Node,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Node {
    setters: Setters,
    below: Below,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Below {
    #[default]
    Nothing,
    /// Fields that stand, and ones that stood once.
    Fields(HashMap<Arc<str>, Node>),
    Elements(Vec<Node>),
}

/// Folds a whole history and tells the setters of the state that it comes to. Where folding stops before the end,
/// they are those of the last good state, and the error is told as well.
///
/// # Errors
/// [`FoldError`], where not even the state to begin at can be had.
pub fn blame(by: &dyn Fold, events: &[Event]) -> Result<(Blame, Option<FoldError>), FoldError> {
    let mut folding = by.begin(None)?;
    let mut blame = Blame::begin(&folding.state()?);
    let stopped = folding.trace(events, &mut |event, delta| blame.take(event.into(), &delta));
    Ok((blame, stopped.err()))
}

impl Blame {
    /// Of the state before the first event: nobody has set anything.
    pub fn begin(state: &Json) -> Self {
        Self {
            root: Node::of(state, None),
        }
    }

    /// Takes in what an event changed. The work grows with that, not with the state.
    pub fn take(&mut self, event: EventRef, delta: &Delta) {
        self.root.take(event, delta);
    }

    /// The setters of one path; `None` where nothing ever stood.
    pub fn at(&self, pointer: &Pointer) -> Option<Setters> {
        let node = pointer
            .steps()
            .try_fold(&self.root, |node, step| match &node.below {
                Below::Fields(fields) => fields.get(&*step),
                Below::Elements(elements) => elements.get(index(&step)?),
                Below::Nothing => None,
            });
        node.map(|node| node.setters)
    }

    /// Every path of the state that this is the blame of, in the state's own order, the whole state first.
    pub fn paths(&self, state: &Json) -> Vec<BlamedPath> {
        let mut paths = Vec::new();
        list(&self.root, state, &mut Pointer::root(), &mut paths);
        paths
    }
}

fn list(node: &Node, state: &Json, path: &mut Pointer, paths: &mut Vec<BlamedPath>) {
    paths.push(BlamedPath {
        path: path.clone(),
        setters: node.setters,
    });
    match (&node.below, state) {
        (Below::Fields(fields), Json::Object(entries)) => {
            for (key, value) in entries.iter() {
                if let Some(field) = fields.get(key) {
                    path.within(key, |path| list(field, value, path, paths));
                }
            }
        }
        (Below::Elements(elements), Json::Array(items)) => {
            for (at, (element, item)) in elements.iter().zip(items.iter()).enumerate() {
                path.within(&at.to_string(), |path| list(element, item, path, paths));
            }
        }
        _ => {}
    }
}

impl Node {
    /// A value that an event, or nobody, set as a whole.
    fn of(value: &Json, last: Option<EventRef>) -> Self {
        let below = match value {
            Json::Leaf(_) => Below::Nothing,
            Json::Array(items) => {
                Below::Elements(items.iter().map(|item| Self::of(item, last)).collect())
            }
            Json::Object(entries) => {
                let fields = entries.iter();
                let fields = fields.map(|(key, value)| (key.clone(), Self::of(value, last)));
                Below::Fields(fields.collect())
            }
        };
        let setters = Setters { last, before: None };
        Self { setters, below }
    }

    fn take(&mut self, event: EventRef, delta: &Delta) {
        match delta {
            Delta::Same => return,
            Delta::Replaced { new, .. } => self.below = Self::of(new, Some(event)).below,
            Delta::Object(changed) => {
                if let Below::Fields(fields) = &mut self.below {
                    for (key, field) in changed {
                        fields
                            .entry(key.clone())
                            .or_default()
                            .take_field(event, field);
                    }
                }
            }
            Delta::Array(changed) => {
                if let Below::Elements(elements) = &mut self.below {
                    take_elements(elements, event, changed);
                }
            }
        }
        self.set_by(event);
    }

    fn take_field(&mut self, event: EventRef, field: &Field) {
        match field {
            Field::Inside(delta) => self.take(event, delta),
            Field::Added(new) => {
                self.below = Self::of(new, Some(event)).below;
                self.set_by(event);
            }
            Field::Removed(_) => {
                self.below = Below::Nothing;
                self.set_by(event);
            }
        }
    }

    fn set_by(&mut self, event: EventRef) {
        self.setters = Setters {
            last: Some(event),
            before: self.setters.last,
        };
    }
}

fn take_elements(elements: &mut Vec<Node>, event: EventRef, changed: &ArrayDelta) {
    changed.rearrange(elements, |new| Node::of(new, Some(event)));
    for (at, delta) in &changed.inside {
        if let Some(element) = elements.get_mut(*at) {
            element.take(event, delta);
        }
    }
}

impl From<&Event> for EventRef {
    fn from(event: &Event) -> Self {
        Self {
            version: event.version,
            position: event.position,
        }
    }
}

#[cfg(test)]
mod tests;
