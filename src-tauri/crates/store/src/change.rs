//! Whether a store was changed, or the rules that it keeps.

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

/// What a store says of its rules that is another thing once anybody has taken one away or changed one, even where it was
/// put back. It outlives the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulesMark(String);

impl RulesMark {
    /// A mark in an engine's own spelling.
    pub fn new(spelled: impl Into<String>) -> Self {
        Self(spelled.into())
    }
}

impl std::fmt::Display for RulesMark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
