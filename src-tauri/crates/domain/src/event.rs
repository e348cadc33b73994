//! The event as it is read: typed where it can be, as it stands where it cannot.

use std::fmt;
use std::str::FromStr;

use crate::ids::{
    Actor, AggregateId, AggregateType, CausationId, CorrelationId, EventId, EventType, Position,
    Version,
};
use crate::instant::Instant;
use crate::json::Payload;

/// An immutable fact: one row of the events table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number in the whole store.
    pub position: Position,
    /// Its name.
    pub event_id: EventId,
    /// Whose history it belongs to.
    pub aggregate_id: AggregateId,
    /// What kind of thing that is.
    pub aggregate_type: AggregateType,
    /// Its number within the aggregate.
    pub version: Version,
    /// What kind of fact it states.
    pub event_type: EventType,
    /// Which form of that fact's payload, from 1.
    pub event_version: u32,
    /// When the store recorded it.
    pub timestamp: Stored<Instant>,
    /// Who acted.
    pub actor: Actor,
    /// As what they acted.
    pub actor_type: Stored<ActorType>,
    /// Through which door it came.
    pub source: Stored<Source>,
    /// The command or event that caused it.
    pub causation_id: Option<CausationId>,
    /// The business operation it belongs to.
    pub correlation_id: Option<CorrelationId>,
    /// The fact itself.
    pub data: Payload,
    /// What was said about the fact; `None` where a foreign store holds NULL.
    pub metadata: Option<Payload>,
    /// What is not as the design says it should be; empty for an event of Hindsight's own.
    pub marks: Vec<Mark>,
}

/// A cell of a table: its own text, and what could be understood of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<T> {
    /// The text as it stands in the table.
    pub text: String,
    /// Its meaning, where it has one.
    pub value: Option<T>,
}

impl<T: fmt::Display> From<T> for Stored<T> {
    fn from(value: T) -> Self {
        Self {
            text: value.to_string(),
            value: Some(value),
        }
    }
}

/// Says of one column of one event that it is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The column.
    pub column: Column,
    /// What is the matter.
    pub kind: MarkKind,
    /// The cell as it stands.
    pub as_stored: String,
}

/// What is the matter with a marked cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Understood, but spelled in another way than the store's own.
    Spelling,
    /// No meaning could be given to it.
    Unreadable,
    /// Nothing stands there, though something must.
    Missing,
}

/// The columns of the events table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "named exactly as the columns that the migration describes"
)]
pub enum Column {
    EventId,
    AggregateId,
    AggregateType,
    AggregateVersion,
    EventType,
    EventVersion,
    EventTimestamp,
    Actor,
    ActorType,
    Source,
    CausationId,
    CorrelationId,
    Data,
    Metadata,
    GlobalPosition,
}

impl Column {
    /// The column's name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::EventId => "event_id",
            Self::AggregateId => "aggregate_id",
            Self::AggregateType => "aggregate_type",
            Self::AggregateVersion => "aggregate_version",
            Self::EventType => "event_type",
            Self::EventVersion => "event_version",
            Self::EventTimestamp => "event_timestamp",
            Self::Actor => "actor",
            Self::ActorType => "actor_type",
            Self::Source => "source",
            Self::CausationId => "causation_id",
            Self::CorrelationId => "correlation_id",
            Self::Data => "data",
            Self::Metadata => "metadata",
            Self::GlobalPosition => "global_position",
        }
    }
}

/// A word that is none of a closed set's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} must be one of {allowed}, but it is {text:?}")]
pub struct UnknownWord {
    what: &'static str,
    allowed: &'static str,
    text: String,
}

macro_rules! closed_words {
    ($(#[$doc:meta])* $name:ident, $what:literal, $allowed:literal, { $($(#[$vdoc:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word of the set.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as the store spells it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word in whatever case a foreign store spells it.
            pub fn from_stored(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str().eq_ignore_ascii_case(text))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or_else(|| {
                    UnknownWord { what: $what, allowed: $allowed, text: text.to_owned() }
                })
            }
        }
    };
}

closed_words! {
    /// As what somebody acted.
    ActorType, "actor_type", "user, service, system", {
        /// A person.
        User => "user",
        /// A program acting under its own name.
        Service => "service",
        /// The system itself.
        System => "system",
    }
}

closed_words! {
    /// Through which door a change came.
    Source, "source", "ui, api, import, webhook, system", {
        /// A user interface.
        Ui => "ui",
        /// A programming interface.
        Api => "api",
        /// A bulk import.
        Import => "import",
        /// A call from outside.
        Webhook => "webhook",
        /// The system itself.
        System => "system",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_takes_the_exact_word_and_reading_any_case() {
        assert_eq!("user".parse(), Ok(ActorType::User));
        assert!("User".parse::<ActorType>().is_err());
        assert_eq!(ActorType::from_stored("User"), Some(ActorType::User));
        assert_eq!(Source::from_stored("API"), Some(Source::Api));
        assert_eq!(Source::from_stored("fax"), None);
        let error = "fax".parse::<Source>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "source must be one of ui, api, import, webhook, system, but it is \"fax\""
        );
    }
}
