//! What the refusal of gaps and replacements costs, in memory, where hardly anything else does; beside it other forms
//! of the same refusal.
//!
//! Any trigger on INSERT, together with CHECKs that call a function such as `json_valid`, makes SQLite keep a statement
//! journal: a copy of every page that an insert touches, so that it can be taken back. The trigger that looks at nothing
//! shows that this is most of the cost. Which form the refusal has is the smaller part.

use rusqlite::Connection;

use crate::Failure;
use crate::bare::{SCHEMA, insert_events};
use crate::rows::{CommandRow, aggregate, command_row, request};
use crate::table::{Table, median, ratio};

/// The name of the form that a store has.
const MIGRATED: &str = "as migrated: one SELECT over the last row";

const NEXT_POSITION: &str =
    "NEW.global_position IS NOT (SELECT coalesce(max(global_position), 0) + 1 FROM events)";
const NEXT_VERSION: &str = "NEW.aggregate_version IS NOT \
    (SELECT coalesce(max(aggregate_version), 0) + 1 FROM events WHERE aggregate_id = NEW.aggregate_id)";
const NEW_ID: &str = "EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)";
const NOT_BACKWARDS: &str = "NEW.event_timestamp < \
    (SELECT event_timestamp FROM events WHERE global_position = NEW.global_position - 1)";
const CONDITIONS: [&str; 4] = [NEXT_POSITION, NEXT_VERSION, NEW_ID, NOT_BACKWARDS];

/// The forms: a name, and what stands in place of the migrated trigger.
fn forms() -> Vec<(&'static str, String)> {
    let cases =
        CONDITIONS.map(|condition| format!("WHEN {condition} THEN RAISE(ABORT, 'refused')"));
    let separate = CONDITIONS.iter().zip(1..).map(|(condition, n)| {
        format!("CREATE TRIGGER t{n} BEFORE INSERT ON events WHEN {condition} BEGIN SELECT RAISE(ABORT, 'refused'); END;")
    });
    vec![
        ("no trigger on INSERT", String::new()),
        (
            "a trigger that looks at nothing",
            trigger("WHEN NEW.rowid = 0", "RAISE(ABORT, 'refused')"),
        ),
        (MIGRATED, String::new()),
        (
            "one SELECT of CASE, a look-up each",
            trigger("", &format!("CASE {} END", cases.join(" "))),
        ),
        ("one WHEN, a look-up each", {
            let any = CONDITIONS
                .map(|condition| format!("({condition})"))
                .join(" OR ");
            trigger(&format!("WHEN {any}"), "RAISE(ABORT, 'refused')")
        }),
        ("a trigger for each look-up", separate.collect()),
    ]
}

fn trigger(when: &str, select: &str) -> String {
    format!(
        "CREATE TRIGGER events_append_only BEFORE INSERT ON events {when} BEGIN SELECT {select}; END;"
    )
}

/// Inserts so many events under each form, in turns, and prints the medians.
pub fn run(rounds: u32, events: u64) -> Result<(), Failure> {
    let rows = rows(events);
    let forms = forms();
    let mut micros = vec![Vec::new(); forms.len()];
    for _ in 0..rounds {
        for ((name, sql), micros) in forms.iter().zip(&mut micros) {
            micros.push(insert_all(name, sql, &rows)? / events as f64);
        }
    }
    println!(
        "The refusal of gaps and replacements, {events} events in one transaction in memory\n"
    );
    let mut table = Table::new(&["", "insert, \u{b5}s/event", "ratio"]);
    let medians: Vec<f64> = micros.iter_mut().map(|micros| median(micros)).collect();
    for ((name, _), micros) in forms.iter().zip(&medians) {
        table.row(&[
            (*name).to_owned(),
            format!("{micros:.2}"),
            ratio(micros / medians[0]),
        ]);
    }
    table.print();
    Ok(())
}

fn rows(events: u64) -> Vec<CommandRow> {
    let aggregates = (events / 100).max(1);
    let row = |n: u64| {
        let version = n / aggregates * 5;
        command_row(
            request(n, aggregate(n % aggregates), 5),
            version as i64,
            n as i64 * 5,
        )
    };
    (0..events / 5).map(row).collect()
}

/// How long inserting all rows takes, in microseconds.
fn insert_all(name: &str, sql: &str, rows: &[CommandRow]) -> Result<f64, Failure> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    if name != MIGRATED {
        connection.execute_batch("DROP TRIGGER events_append_only")?;
        connection.execute_batch(sql)?;
    }
    let begun = std::time::Instant::now();
    let transaction = connection.transaction()?;
    for row in rows {
        insert_events(&transaction, row, "2026-01-06T10:00:01.000000Z")?;
    }
    transaction.commit()?;
    Ok(begun.elapsed().as_secs_f64() * 1_000_000.0)
}
