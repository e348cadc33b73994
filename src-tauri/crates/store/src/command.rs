//! Commands in portions.

use hindsight_domain::ProcessedCommand;

/// One portion of commands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandPage {
    /// The commands, in the order in which the store keeps them.
    pub commands: Vec<ProcessedCommand>,
    /// Where the next portion begins; `None` at the end.
    pub next: Option<CommandCursor>,
}

/// A place in the order in which a store keeps its commands. What it says is the engine's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandCursor(pub String);
