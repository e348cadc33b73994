//! Whether a store was changed.

/// What a store says of itself that is another thing after every change. It is only good for being compared with
/// another mark of the same open store.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChangeMark(String);

impl ChangeMark {
    /// A mark in an engine's own spelling.
    pub fn new(spelled: impl Into<String>) -> Self {
        Self(spelled.into())
    }
}
