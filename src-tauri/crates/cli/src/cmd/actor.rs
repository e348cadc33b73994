//! `hindsight actor`: what one actor did.

use hindsight_service::wire::{ActorDto, TypeCountDto};
use hindsight_service::{Mode, actor};

use super::info::{counted, grouped};
use crate::args::{ActorArgs, ActorFormat};
use crate::failure::Failure;
use crate::format::short_time;
use crate::output::Output;
use crate::progress::Progress;
use crate::safe;

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// How many names of each kind people are shown.
const SHOWN: usize = 10;

/// Reads and prints.
pub async fn run(args: &ActorArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let progress = Progress::bar(0, "Reading events");
    let tell = |reached| progress.tell(reached);
    let work = actor(
        session.store(),
        &args.actor,
        args.offset,
        args.as_of.as_deref(),
        &tell,
    );
    let told = progress.watch(work).await?;
    let mut output = Output::new();
    match args.format {
        ActorFormat::Text => {
            for line in for_people(&told) {
                output.line(&safe::visible(&line))?;
            }
        }
        ActorFormat::Jsonl => output.line(&safe::json(&line(&told)?))?,
    }
    Ok(output.flush()?)
}

fn for_people(told: &ActorDto) -> Vec<String> {
    let when = |at: &Option<String>| {
        at.as_deref()
            .map_or_else(|| "unknown".to_owned(), short_time)
    };
    let more = if told.aggregates_capped {
        "more than "
    } else {
        ""
    };
    let aggregates = grouped(&told.aggregate_count.to_string());
    let mut lines = vec![
        labelled("Actor", &told.actor),
        labelled("Events", &grouped(&told.events.to_string())),
        labelled("First (UTC)", &when(&told.first_at)),
        labelled("Last (UTC)", &when(&told.last_at)),
        labelled("Acting as", &counts(&told.actor_types)),
        labelled("Through", &counts(&told.sources)),
        labelled("Kinds of facts", &counts(&told.event_types)),
        labelled("Kinds of things", &counts(&told.aggregate_types)),
        labelled("Aggregates", &format!("{more}{aggregates}")),
    ];
    let commands = told.commands.iter().map(|command| TypeCountDto {
        name: format!("{} of {}", command.command_type, command.actor),
        count: command.events,
    });
    lines.push(labelled(
        "On commands",
        &counts(&commands.collect::<Vec<_>>()),
    ));
    if told.without_command > 0 {
        lines.push(labelled(
            "Without one",
            &grouped(&told.without_command.to_string()),
        ));
    }
    lines.push(String::new());
    lines.extend(week(told));
    if told.untimed > 0 {
        let has = if told.untimed == 1 { "has" } else { "have" };
        lines.push(format!(
            "{} {has} no time that can be read.",
            counted(told.untimed, "event")
        ));
    }
    lines
}

fn labelled(label: &str, value: &str) -> String {
    format!("{label:<16}{value}")
}

fn counts(names: &[TypeCountDto]) -> String {
    let shown = names.iter().take(SHOWN);
    let mut parts: Vec<String> = shown
        .map(|one| format!("{} ({})", one.name, grouped(&one.count.to_string())))
        .collect();
    if names.len() > SHOWN {
        parts.push(format!("and {} more", names.len() - SHOWN));
    }
    parts.join(", ")
}

/// The hours of the week as a table: days down, hours across.
fn week(told: &ActorDto) -> Vec<String> {
    let cell = |count: &u32| match count {
        0 => "·".to_owned(),
        count => count.to_string(),
    };
    let cells: Vec<String> = told.hours.iter().map(cell).collect();
    let width = cells
        .iter()
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(1)
        .max(2);
    let row = |label: &str, cells: &[String]| {
        let cells = cells.iter().map(|cell| format!(" {cell:>width$}"));
        format!("{label}{}", cells.collect::<String>())
    };
    let (sign, minutes) = (
        if told.offset_minutes < 0 { '-' } else { '+' },
        told.offset_minutes.abs(),
    );
    let hours: Vec<String> = (0..24).map(|hour| hour.to_string()).collect();
    let mut lines = vec![
        format!(
            "Events in each hour of the week, UTC{sign}{:02}:{:02}",
            minutes / 60,
            minutes % 60
        ),
        row("   ", &hours),
    ];
    lines.extend(
        DAYS.iter()
            .zip(cells.chunks(24))
            .map(|(day, cells)| row(day, cells)),
    );
    lines
}

/// The whole of it as JSON, under the names that the other commands use.
fn line(told: &ActorDto) -> Result<String, Failure> {
    let named = |names: &[TypeCountDto]| -> serde_json::Value {
        let one = |one: &TypeCountDto| (one.name.clone(), one.count.into());
        serde_json::Value::Object(names.iter().map(one).collect())
    };
    let aggregates = told.aggregates.iter().map(|one| {
        serde_json::json!({
            "aggregate_id": one.aggregate_id, "aggregate_type": one.aggregate_type, "events": one.events,
            "last_position": one.last_position.parse::<i64>().ok(), "last_at": one.last_at,
        })
    });
    let commands = told.commands.iter().map(|one| {
        serde_json::json!({"command_type": one.command_type, "actor": one.actor, "events": one.events})
    });
    let whole = serde_json::json!({
        "actor": told.actor, "events": told.events, "first_at": told.first_at, "last_at": told.last_at,
        "actor_types": named(&told.actor_types), "sources": named(&told.sources),
        "event_types": named(&told.event_types), "aggregate_types": named(&told.aggregate_types),
        "aggregate_count": told.aggregate_count, "aggregates_capped": told.aggregates_capped,
        "aggregates": aggregates.collect::<Vec<_>>(), "commands": commands.collect::<Vec<_>>(),
        "without_command": told.without_command, "offset_minutes": told.offset_minutes,
        "hours": told.hours, "untimed": told.untimed,
    });
    serde_json::to_string(&whole)
        .map_err(|error| Failure::failed(format!("this cannot be written as JSON: {error}")))
}
