//! What is said of one command, event or cause.

use hindsight_service::wire::{TraceDto, TraceLinkDto, TraceNodeDto, TraceNodeKindDto};

/// A trace, whose entries name each other by number.
pub struct Names<'t>(pub &'t TraceDto);

impl<'t> Names<'t> {
    /// The type of a node.
    pub fn of_type(&self, node: &TraceNodeDto) -> Option<&'t str> {
        looked_up(&self.0.types, node.name)
    }

    /// Who acted.
    pub fn actor(&self, node: &TraceNodeDto) -> Option<&'t str> {
        looked_up(&self.0.actors, node.actor)
    }

    /// Through which door.
    pub fn source(&self, node: &TraceNodeDto) -> Option<&'t str> {
        looked_up(&self.0.sources, node.source)
    }

    /// The aggregate: its type and its name.
    pub fn aggregate(&self, node: &TraceNodeDto) -> Option<(&'t str, &'t str)> {
        let number = node.aggregate? as usize;
        let changed = self.0.aggregates.len();
        let found = match number.checked_sub(changed) {
            None => self.0.aggregates.get(number),
            Some(beyond) => self.0.other_aggregates.get(beyond),
        }?;
        Some((&found.aggregate_type, &found.aggregate_id))
    }

    /// What it is: `#17 ServerMigrated`, `MigrateServers (command)`, or a cause that is missing.
    pub fn what(&self, node: &TraceNodeDto) -> String {
        let of_type = self.of_type(node).unwrap_or_default();
        let elsewhere = if node.outside { "elsewhere: " } else { "" };
        let position = node.position.as_deref().unwrap_or("?");
        match node.kind {
            TraceNodeKindDto::Event => format!("{elsewhere}#{position} {of_type}"),
            TraceNodeKindDto::Command => format!("{elsewhere}{of_type} (command)"),
            TraceNodeKindDto::Missing => format!("missing: {}", node.id),
        }
    }

    /// What it is about: `Server 018f… v3`; nothing for a command, whose events say it.
    pub fn about(&self, node: &TraceNodeDto) -> Option<String> {
        let (of_type, id) = self.aggregate(node)?;
        let version = node.version?;
        Some(format!("{of_type} {id} v{version}"))
    }

    /// What is the matter with its cause.
    pub fn trouble(&self, node: &TraceNodeDto) -> Option<String> {
        match node.link {
            TraceLinkDto::Itself => Some("names itself as its cause".to_owned()),
            TraceLinkDto::Cycle => {
                let cause = node.cycle.and_then(|at| self.0.nodes.get(at as usize));
                let cause = cause.map_or_else(|| "?".to_owned(), |cause| self.what(cause));
                Some(format!(
                    "its cause follows from it, and is not followed: {cause}"
                ))
            }
            TraceLinkDto::First | TraceLinkDto::Named | TraceLinkDto::Recorded => None,
        }
    }
}

fn looked_up(names: &[String], number: Option<u32>) -> Option<&str> {
    names.get(number? as usize).map(String::as_str)
}

/// To the millisecond: `2026-01-06 10:00:00.123`.
pub fn time(node: &TraceNodeDto) -> Option<String> {
    let instant = node.instant.as_deref()?;
    Some(instant.get(..23).unwrap_or(instant).replace('T', " "))
}
