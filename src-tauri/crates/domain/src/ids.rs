//! Names and numbers of things, each a type of its own so that none is taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that should have been a UUID and is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} must be a UUID such as 018f2f6e-7c1b-7a52-9b1e-0242ac120002, but it is {text:?}")]
pub struct NotAUuid {
    /// Which id it was, in words.
    pub what: &'static str,
    /// The text as it was given.
    pub text: String,
}

macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it stands, unchecked: for what was read from a store.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
            }
        }
    };
}

macro_rules! uuid_newtype {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        text_newtype! { $(#[$doc])* $name }

        impl $name {
            /// Reads a UUID in any of its spellings and keeps it lower-case and hyphenated.
            ///
            /// # Errors
            /// [`NotAUuid`] when the text is none.
            pub fn parse(text: &str) -> Result<Self, NotAUuid> {
                Uuid::try_parse(text).map(Self::from).map_err(|_| NotAUuid {
                    what: $what,
                    text: text.to_owned(),
                })
            }

            /// Whether the text is a UUID in the store's own spelling.
            pub fn is_canonical(&self) -> bool {
                let fits = |(at, byte)| match at {
                    8 | 13 | 18 | 23 => byte == b'-',
                    _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
                };
                self.0.len() == 36 && self.0.bytes().enumerate().all(fits)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id.to_string())
            }
        }
    };
}

uuid_newtype! {
    /// Names one event.
    EventId, "an event id"
}
uuid_newtype! {
    /// Names one aggregate: the events that share it are its history.
    AggregateId, "an aggregate id"
}
uuid_newtype! {
    /// Names one command, and thereby makes it safe to send twice.
    CommandId, "a command id"
}
uuid_newtype! {
    /// Names the business operation that several events belong to.
    CorrelationId, "a correlation id"
}
uuid_newtype! {
    /// Names the command (or event) that caused an event.
    CausationId, "a causation id"
}
uuid_newtype! {
    /// Names one stored snapshot.
    SnapshotId, "a snapshot id"
}
uuid_newtype! {
    /// Names a store for its whole life, wherever its file is moved.
    StoreId, "a store id"
}
text_newtype! {
    /// What kind of thing an aggregate is, such as `Application`.
    AggregateType
}
text_newtype! {
    /// What kind of fact an event states, such as `DataClassificationChanged`.
    EventType
}
text_newtype! {
    /// What a command asked for, such as `SetDataClassification`.
    CommandType
}
text_newtype! {
    /// Who acted: a person, a service, the system.
    Actor
}

impl From<CommandId> for CausationId {
    fn from(id: CommandId) -> Self {
        Self(id.0)
    }
}

impl From<EventId> for CausationId {
    fn from(id: EventId) -> Self {
        Self(id.0)
    }
}

/// An event's number in the whole store: from 1, without a gap, in commit order.
///
/// In a foreign store without positions the row's own order stands in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Position(pub i64);

/// An event's number within its aggregate: from 1, without a gap.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Version(pub u32);

impl Position {
    /// The position after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl Version {
    /// The version after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_kept_lower_case_and_hyphenated() {
        let id = AggregateId::parse("018F2F6E7C1B7A529B1E0242AC120002").unwrap();
        assert_eq!(id.as_str(), "018f2f6e-7c1b-7a52-9b1e-0242ac120002");
        assert!(id.is_canonical());
    }

    #[test]
    fn what_is_no_uuid_is_refused_by_name_and_can_still_be_read() {
        let error = CommandId::parse("order-17").unwrap_err();
        assert!(
            error.to_string().starts_with("a command id must be a UUID"),
            "{error}"
        );
        assert!(!AggregateId::new("").is_canonical());
        assert!(!AggregateId::new("018f2f6e-7c1b-7a52-9b1e-0242ac12000").is_canonical());
        assert!(!AggregateId::new("018f2f6e-7c1b-7a52-9b1e0-242ac120002").is_canonical());
        assert!(!AggregateId::new("018f2f6e-7c1b-7a52-9b1e-0242ac12000g").is_canonical());
        assert!(!AggregateId::new("018F2F6E-7C1B-7A52-9B1E-0242AC120002").is_canonical());
    }
}
