//! A module among the projections of a store.

use std::time::SystemTime;

use hindsight_domain::AggregateType;
use hindsight_projection::{Limits, ModuleHash, Projection};

use super::folder::{self, Found, Stamp};

/// A module as it was when it was last looked at.
pub struct Module {
    pub name: String,
    /// The projection, or why it is none.
    pub loaded: Result<Projection, String>,
    pub hash: Option<ModuleHash>,
    /// The type that it folds; where it cannot be loaded, the type that it seems to be for.
    pub aggregate_type: Option<AggregateType>,
    seen: Option<Seen>,
}

struct Seen {
    stamp: Stamp,
    at: SystemTime,
}

impl Module {
    /// Looks at a file, and reads it anew where it may have changed since `before` and there is time for it. Its text
    /// alone decides whether it is loaded anew: a projection that went astray is not started again because somebody
    /// touched its file.
    pub fn look(found: Found, before: Option<Self>, has_time: bool) -> Self {
        let stamp = match &found.stamp {
            Ok(stamp) => *stamp,
            Err(problem) => return Self::unread(found.name, problem.clone(), before),
        };
        match before {
            Some(before) if before.is_as_seen(stamp) => before,
            before if has_time => Self::read(found, stamp, before),
            before => {
                let problem = "it is not loaded yet, since others take so long".to_owned();
                Self::unread(found.name, problem, before)
            }
        }
    }

    fn is_as_seen(&self, stamp: Stamp) -> bool {
        let same = |seen: &Seen| seen.stamp == stamp && seen.stamp.is_settled(seen.at);
        self.seen.as_ref().is_some_and(same)
    }

    fn unread(name: String, problem: String, before: Option<Self>) -> Self {
        Self {
            name,
            loaded: Err(problem),
            hash: None,
            aggregate_type: before.and_then(|before| before.aggregate_type),
            seen: None,
        }
    }

    fn read(found: Found, stamp: Stamp, before: Option<Self>) -> Self {
        let seen = Some(Seen {
            stamp,
            at: SystemTime::now(),
        });
        let text = match folder::read(&found.path) {
            Ok(text) => text,
            Err(problem) => return Self::unread(found.name, problem, before),
        };
        let hash = Some(ModuleHash::of(text.as_bytes()));
        let before = match before {
            Some(before) if before.hash == hash => return Self { seen, ..before },
            before => before,
        };
        let known = before.and_then(|before| before.aggregate_type);
        let loaded = Projection::load(&found.name, &text, Limits::default());
        let aggregate_type = match &loaded {
            Ok(projection) => Some(projection.aggregate_type().clone()),
            Err(_) => type_in(&text).map(AggregateType::new).or(known),
        };
        Self {
            name: found.name,
            loaded: loaded.map_err(|error| error.to_string()),
            hash,
            aggregate_type,
            seen,
        }
    }
}

/// The type that a module which cannot be loaded seems to be for: the first text that stands behind `aggregateType:`.
fn type_in(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("aggregateType")?;
    let rest = rest.trim_start_matches(['"', '\'']).trim_start();
    let rest = rest.strip_prefix(':')?.trim_start();
    let quote = rest
        .chars()
        .next()
        .filter(|quote| "\"'`".contains(*quote))?;
    let (inner, _) = rest[1..].split_once(quote)?;
    (!inner.is_empty() && !inner.contains(['\\', '\n', '$'])).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::type_in;

    #[test]
    fn the_type_of_a_broken_module_is_the_one_that_it_names() {
        for (text, told) in [
            (
                "export default { aggregateType: 'Application', when: {",
                Some("Application"),
            ),
            (
                "{ \"aggregateType\" : \"Data Entity\" }",
                Some("Data Entity"),
            ),
            ("{ aggregateType: `${prefix}Server` }", None),
            ("{ aggregateType: NAME }", None),
            ("{ aggregateType: 'Server }", None),
            ("aggregateType", None),
            ("", None),
        ] {
            assert_eq!(type_in(text), told, "{text}");
        }
    }
}
