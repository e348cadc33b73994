//! `hindsight trace`: golden trees, every format, and names that mean harm.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::program::{Place, id};

const TABLES: &str = "
CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT, aggregate_version INT,
  event_type TEXT, event_version INT, event_timestamp TEXT, actor TEXT, actor_type TEXT, source TEXT,
  causation_id TEXT, correlation_id TEXT, data TEXT, metadata TEXT);
CREATE TABLE commands (command_id TEXT PRIMARY KEY, command_type TEXT, aggregate_id TEXT, aggregate_type TEXT,
  processed_at TEXT, actor TEXT, source TEXT, data TEXT);
";

/// Another program's store: an import with three alike rows, and all that can be wrong with causes.
pub fn place() -> Place {
    let place = Place::empty();
    let store = Connection::open(place.store()).unwrap();
    store.execute_batch(TABLES).unwrap();
    let command = "INSERT INTO commands VALUES ('c1','ImportRows','f','File','2026-01-06T10:00:00Z','ada','ui','{}')";
    store.execute_batch(command).unwrap();
    for (second, event, aggregate, version, of_type, cause) in [
        (0, "e0", "f", 1, "FileSeen", Some("c0")),
        (1, "e1", "f", 2, "FileRead", Some("c1")),
        (2, "e2", "r1", 1, "RowRead", Some("e1")),
        (3, "e3", "r2", 1, "RowRead", Some("e1")),
        (4, "e4", "r3", 1, "RowRead", Some("e1")),
        (5, "e5", "r4", 1, "RowRefused", Some("e1")),
        (6, "e6", "f", 3, "Noted", Some("gone")),
        (7, "e7", "f", 4, "Turned", Some("e8")),
        (8, "e8", "f", 5, "Returned", Some("e7")),
        (9, "e9", "f", 6, "Alone", Some("e9")),
        (10, "e10", "f", 7, "Followed", Some("e0")),
        (11, "e11", "f", 8, "Uncaused", None),
    ] {
        let operation = (second > 0).then_some("op");
        store
            .execute(
                "INSERT INTO events VALUES (?1,?2,'Row',?3,?4,1,?5,'ada','user','import',?6,?7,'{}','{}')",
                (
                    event,
                    aggregate,
                    version,
                    of_type,
                    format!("2026-01-06T10:00:{second:02}.5Z"),
                    cause,
                    operation,
                ),
            )
            .unwrap();
    }
    place
}

const TREE: &str = "\
Operation op
11 events, 1 command, 5 aggregates, from 2026-01-06 10:00:01 UTC on for 10.000000 s
By ada (11)
1 cause: of another operation
1 cause: missing
2 causes: not followed, since it leads in a circle

ImportRows (command)  2026-01-06 10:00:00.000  ada
└─ #2 FileRead  Row f v2  2026-01-06 10:00:01.500  ada
   ├─ #3 RowRead  Row r1 v1  2026-01-06 10:00:02.500  ada
   ├─ #4 RowRead  Row r2 v1  2026-01-06 10:00:03.500  ada
   ├─ #5 RowRead  Row r3 v1  2026-01-06 10:00:04.500  ada
   └─ #6 RowRefused  Row r4 v1  2026-01-06 10:00:05.500  ada
missing: gone
└─ #7 Noted  Row f v3  2026-01-06 10:00:06.500  ada
#8 Turned  Row f v4  2026-01-06 10:00:07.500  ada  (its cause follows from it, and is not followed: #9 Returned)
└─ #9 Returned  Row f v5  2026-01-06 10:00:08.500  ada
#10 Alone  Row f v6  2026-01-06 10:00:09.500  ada  (names itself as its cause)
elsewhere: #1 FileSeen  Row f v1  2026-01-06 10:00:00.500  ada
└─ #11 Followed  Row f v7  2026-01-06 10:00:10.500  ada
#12 Uncaused  Row f v8  2026-01-06 10:00:11.500  ada
";

#[test]
fn a_tree_shows_what_caused_what_and_what_is_wrong_with_it() {
    let place = place();
    assert_eq!(place.run(["trace", place.store(), "op"]).done(), TREE);
}

#[test]
fn siblings_that_are_alike_become_one_line() {
    let place = place();
    let rows: Vec<&str> = TREE
        .lines()
        .filter(|line| line.contains("RowRead"))
        .collect();
    let one = rows[0].replace("RowRead", "RowRead  × 3");
    let expected = TREE.replace(&rows.join("\n"), &one);
    let said = place
        .run(["trace", place.store(), "op", "--collapse"])
        .done();
    assert_eq!(said, expected);
}

#[test]
fn lines_for_programs_name_each_other() {
    let place = place();
    let lines = place
        .run(["trace", place.store(), "op", "--format", "jsonl"])
        .json();
    assert_eq!(lines.len(), 14);
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(line["node"], at);
        assert!(
            line["parent"]
                .as_u64()
                .is_none_or(|parent| parent < at as u64)
        );
    }
    assert_eq!(
        lines[2],
        json!({
            "node": 2, "parent": 1, "depth": 2, "kind": "event", "outside": false, "link": "named", "id": "e2",
            "type": "RowRead", "position": 3, "instant": "2026-01-06T10:00:02.500000Z", "aggregate_id": "r1",
            "aggregate_type": "Row", "aggregate_version": 1, "actor": "ada", "source": "import",
        })
    );
    let find = |id: &str| lines.iter().find(|line| line["id"] == id).unwrap();
    assert_eq!(
        (&find("gone")["kind"], &find("gone")["position"]),
        (&json!("missing"), &Value::Null)
    );
    assert_eq!(
        (&find("e7")["link"], &find("e7")["cycle"]),
        (&json!("cycle"), &find("e8")["node"])
    );
    assert_eq!(
        (&find("e9")["link"], &find("e0")["outside"]),
        (&json!("itself"), &json!(true))
    );
}

#[test]
fn drawings_have_a_line_for_each_thing_and_each_link() {
    let place = place();
    let dot = place
        .run(["trace", place.store(), "op", "--format", "dot"])
        .done();
    assert!(
        dot.starts_with("digraph trace {\n") && dot.ends_with("}\n"),
        "{dot}"
    );
    assert_eq!(dot.matches("[label=").count(), 14);
    assert_eq!(
        dot.matches(" -> ").count(),
        9,
        "eight that are followed and one that is not"
    );
    assert!(
        dot.contains(
            "  n2 [label=\"#3 RowRead\\nRow r1 v1\\n2026-01-06 10:00:02.500 ada\"];\n  n1 -> n2;\n"
        ),
        "{dot}"
    );
    let mermaid = place
        .run(["trace", place.store(), "op", "--format", "mermaid"])
        .done();
    assert!(
        mermaid.contains("\n  n2(\"#35;3 RowRead<br/>Row r1 v1<br/>2026-01-06 10#58;00#58;02.500 ada\")\n  n1 --> n2\n"),
        "{mermaid}"
    );
    assert_eq!(mermaid.lines().count(), 1 + 14 + 9);
}

#[test]
fn names_that_mean_harm_stay_within_their_labels() {
    let place = Place::empty();
    let store = Connection::open(place.store()).unwrap();
    store.execute_batch(TABLES).unwrap();
    let evil = "\u{1b}[2J\"]; n9 [label=\"\\\n--> <img src=x onerror=alert(1)>`\u{202e}";
    store
        .execute(
            "INSERT INTO events VALUES (?1,?1,?1,1,?1,1,?1,?1,?1,?1,?1||'x','op',?1,?1)",
            [evil],
        )
        .unwrap();
    for format in ["tree", "jsonl", "dot", "mermaid"] {
        let said = place
            .run(["trace", place.store(), "op", "--format", format])
            .done();
        if format == "jsonl" {
            let line: Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
            assert_eq!(line["id"], evil, "programs are told every byte");
            assert_eq!(said.lines().count(), 2);
            continue;
        }
        let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!said.contains(acts), "{said:?}");
        match format {
            "tree" => assert_eq!(said.lines().count(), 7, "{said}"),
            // Each quote that is not escaped is ours: two for each label, two for the font, two for the dashed style.
            "dot" => assert_eq!(
                said.replace("\\\\", "")
                    .replace("\\\"", "")
                    .matches('"')
                    .count(),
                8,
                "{said}"
            ),
            _ => {
                assert_eq!(said.matches('"').count(), 4, "{said}");
                assert!(!said.contains("<img") && !said.contains('`'), "{said}");
            }
        }
    }
}

/// A store of ours keeps which command recorded what: it stands between an event and its cause.
#[test]
fn a_command_stands_between_an_event_and_its_cause() {
    let place = Place::with_store();
    let command = |number: u32, of_type: &str, cause: &str| {
        format!(
            r#"{{"command_id":"{}","command_type":"{of_type}","aggregate_id":"{}","aggregate_type":"Server","actor":"ada","actor_type":"user","source":"ui","correlation_id":"{}","events":[{{"event_type":"{of_type}ed","data":{{}}{cause}}}]}}"#,
            id(100 + number),
            id(number),
            id(900)
        ) + "\n"
    };
    place.append(command(1, "Scann", "")).done();
    let first = place
        .run(["events", place.store(), "--format", "jsonl"])
        .json();
    let cause = format!(r#","causation_id":{}"#, first[0]["event_id"]);
    place.append(command(2, "Assess", &cause)).done();
    let lines = place
        .run(["trace", place.store(), &id(900), "--format", "jsonl"])
        .json();
    let told: Vec<String> = lines
        .iter()
        .map(|line| {
            format!(
                "{} {} {} {}",
                line["depth"], line["kind"], line["type"], line["link"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        told,
        [
            "0 command Scann first",
            "1 event Scanned named",
            "2 command Assess recorded",
            "3 event Assessed recorded",
        ]
    );
}

#[test]
fn an_operation_that_is_not_there_is_said_so() {
    let place = place();
    let said = place.run(["trace", place.store(), "nothing"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err
            .contains("No event of this store has the correlation id nothing."),
        "{}",
        said.err
    );
}

#[test]
fn a_chain_of_many_is_printed_without_ever_wider_lines() {
    let place = Place::empty();
    let store = Connection::open(place.store()).unwrap();
    store.execute_batch(TABLES).unwrap();
    store
        .execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
             INSERT INTO events SELECT 'e' || i, 'a', 'T', i, 'Linked', 1, '2026-01-06T10:00:00Z', 'ada', 'user', 'ui',
               'e' || (i - 1), 'op', '{}', '{}' FROM n",
        )
        .unwrap();
    let said = place.run(["trace", place.store(), "op"]).done();
    assert!(said.lines().all(|line| line.chars().count() < 250));
    assert!(
        said.ends_with(
            "[level 20000] #20000 Linked  Row a v20000  2026-01-06 10:00:00.000  ada\n"
                .replace("Row", "T")
                .as_str()
        )
    );
}
