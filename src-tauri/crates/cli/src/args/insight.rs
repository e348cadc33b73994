//! What can be asked about operations, about what is missing, and about who did what.

use clap::ValueEnum;

use super::Format;

pub const TRACE_HELP: &str = "\
Below a command stand the events that name it as their cause, and below an event what names the event. Where the store \
keeps which command recorded what, a command stands between an event that it recorded and the cause of that event. A \
cause that belongs to another operation is marked \"elsewhere\", one that exists nowhere \"missing\"; a link that leads \
in a circle is not followed.

Formats:
  tree: for people. Text that would act on a terminal is shown as escapes.
  jsonl: one JSON object per line, in the same order; parent is the number of the line above it, from 0.
  dot: for Graphviz, as in: hindsight trace acme.db ID --format dot | dot -Tsvg > trace.svg
  mermaid: for Markdown that draws Mermaid flowcharts.

With --with, two operations of the same kind, such as two runs of an import, stand beside each other: - before what only \
the first has, + before what only the second has, and how much later (or earlier) something came in the second, counted \
from the beginning of each. As jsonl: in (both, first or second), depth, delay_micros, first, second.

  hindsight trace acme.db CORRELATION_ID
  hindsight trace acme.db CORRELATION_ID --collapse
  hindsight trace acme.db CORRELATION_ID --with ANOTHER_ID --only-differences";

/// Arguments of `trace`.
#[derive(Debug, clap::Args)]
pub struct TraceArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// The operation
    pub correlation_id: String,
    /// Print siblings that are alike, one after the other, as one line with a count (tree only)
    #[arg(long, conflicts_with = "with")]
    pub collapse: bool,
    /// Another operation, to stand beside this one (tree and jsonl only)
    #[arg(long, value_name = "CORRELATION_ID")]
    pub with: Option<String>,
    /// Leave out what both have at the same time after their beginning
    #[arg(long, requires = "with")]
    pub only_differences: bool,
    /// For people, for programs, or for drawing; see below
    #[arg(long, value_enum, default_value_t = TraceFormat::Tree)]
    pub format: TraceFormat,
}

/// How `trace` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    /// For people
    Tree,
    /// One JSON object per command, event or cause
    Jsonl,
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
}

pub const CHECK_HELP: &str = "\
Faults: version_gap, version_order, position_gap, time_backwards, cause_missing, cause_not_earlier, \
command_events_missing, event_without_command, correction_missing.
Notices: command_without_event, new_event_type (never seen before that day, UTC), odd_shape (other keys or kinds of \
values than nine in ten payloads of the same type and version), correction (the event's metadata names the event that it \
corrects: {\"corrects\": \"EVENT_ID\"}). In a store of another program, which does not keep what a command recorded, \
event_without_command is a notice.

Of each kind 1,000 findings are printed, of each finding 20 events; standard error says how many there are beside them, \
and what could not be looked for. An aggregate's or an operation's payloads are held against the last 1,000 of their type.

Exit codes: 0 nothing was found, 5 something was found; with --faults, notices are neither printed nor count.

  hindsight check acme.db
  hindsight check acme.db --faults --format jsonl
  hindsight check acme.db --correlation CORRELATION_ID";

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Only this aggregate
    #[arg(long, value_name = "ID", conflicts_with = "correlation")]
    pub aggregate: Option<String>,
    /// Only this business operation
    #[arg(long, value_name = "ID")]
    pub correlation: Option<String>,
    /// Only what is wrong, and not what is merely worth knowing
    #[arg(long)]
    pub faults: bool,
    /// For people, as JSON Lines, or as CSV
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

pub const ACTOR_HELP: &str = "\
  hindsight actor acme.db officer-456
  hindsight actor acme.db officer-456 --offset +02:00
  hindsight actor acme.db officer-456 --format jsonl";

/// Arguments of `actor`.
#[derive(Debug, clap::Args)]
pub struct ActorArgs {
    /// The store: the path of a SQLite file, or mssql://user@host/database
    pub target: String,
    /// Who
    pub actor: String,
    /// The time zone of the hours: how far it is ahead of UTC
    #[arg(long, value_name = "+HH:MM", default_value = "+00:00", allow_hyphen_values = true, value_parser = minutes)]
    pub offset: i32,
    /// Only what had happened by this instant; a bare date is the end of that day
    #[arg(long, value_name = "INSTANT")]
    pub as_of: Option<String>,
    /// For people, or one JSON object on one line
    #[arg(long, value_enum, default_value_t = ActorFormat::Text)]
    pub format: ActorFormat,
}

/// How `actor` is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ActorFormat {
    /// For people
    Text,
    /// One JSON object on one line
    Jsonl,
}

/// Reads how far a time zone is ahead of UTC.
fn minutes(text: &str) -> Result<i32, String> {
    let wrong = || "write it as +02:00 or -05:30".to_owned();
    let (sign, rest) = match text.split_at_checked(1) {
        Some(("+", rest)) => (1, rest),
        Some(("-", rest)) => (-1, rest),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = rest.split_once(':').ok_or_else(wrong)?;
    let number = |digits: &str, most: u8| {
        let two = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: Option<u8> = two.then(|| digits.parse().ok()).flatten();
        number.filter(|number| *number <= most).ok_or_else(wrong)
    };
    Ok(sign * (i32::from(number(hours, 18)?) * 60 + i32::from(number(minutes, 59)?)))
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn an_offset_has_a_sign_hours_and_minutes() {
        assert_eq!(minutes("+00:00"), Ok(0));
        assert_eq!(minutes("-05:30"), Ok(-330));
        for wrong in [
            "", "02:00", "+2:00", "+02", "+02:60", "+aa:00", "+19:00", "é1:00",
        ] {
            assert!(minutes(wrong).is_err(), "{wrong}");
        }
    }
}
