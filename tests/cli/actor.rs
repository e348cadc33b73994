//! `hindsight actor`: what one actor did, in numbers.

use rusqlite::Connection;
use serde_json::json;

use super::program::Place;

fn place() -> Place {
    let place = Place::empty();
    Connection::open(place.store())
        .unwrap()
        .execute_batch(
            "CREATE TABLE events (event_id TEXT PRIMARY KEY, aggregate_id TEXT, aggregate_type TEXT,
               aggregate_version INT, event_type TEXT, event_timestamp TEXT, actor TEXT, actor_type TEXT, source TEXT,
               causation_id TEXT, data TEXT);
             CREATE TABLE commands (command_id TEXT, command_type TEXT, actor TEXT);
             INSERT INTO commands VALUES ('c1','Import','ben');
             INSERT INTO events VALUES
               ('e1','a','App',1,'Made','2026-01-05T08:30:00Z','ada','user','ui','c1','{}'),
               ('e2','a','App',2,'Changed','2026-01-04T23:30:00Z','ada','User','api','c1','{}'),
               ('e3','b','Server',1,'Made','one day','ada','user','ui',NULL,'{}'),
               ('e4','b','Server',2,'Changed','2026-01-05T08:30:00Z','ben','user','ui','c1','{}');",
        )
        .unwrap();
    place
}

#[test]
fn an_actor_is_told_for_people() {
    let place = place();
    let said = place
        .run(["actor", place.store(), "ada", "--offset", "+01:00"])
        .done();
    let expected = "\
Actor           ada
Events          3
First (UTC)     2026-01-04 23:30:00
Last (UTC)      2026-01-05 08:30:00
Acting as       user (2), User (1)
Through         ui (2), api (1)
Kinds of facts  Made (2), Changed (1)
Kinds of things App (2), Server (1)
Aggregates      2
On commands     Import of ben (2)
Without one     1

Events in each hour of the week, UTC+01:00
     0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
Mon  1  ·  ·  ·  ·  ·  ·  ·  ·  1  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·
";
    assert!(said.starts_with(expected), "{said}");
    assert!(
        said.ends_with("\n1 event has no time that can be read.\n"),
        "{said}"
    );
}

#[test]
fn an_actor_is_told_for_programs() {
    let place = place();
    let said = place.run([
        "actor",
        place.store(),
        "ada",
        "--offset",
        "-00:30",
        "--format",
        "jsonl",
    ]);
    let told = &said.json()[0];
    assert_eq!(told["sources"], json!({"ui": 2, "api": 1}));
    assert_eq!(
        told["commands"],
        json!([{"command_type": "Import", "actor": "ben", "events": 2}])
    );
    assert_eq!(
        told["aggregates"][0],
        json!({"aggregate_id": "a", "aggregate_type": "App", "events": 2, "last_position": 2,
               "last_at": "2026-01-04T23:30:00.000000Z"})
    );
    let hours: Vec<u64> = told["hours"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|hour| hour.as_u64())
        .collect();
    let busy: Vec<usize> = (0..hours.len()).filter(|hour| hours[*hour] > 0).collect();
    assert_eq!((busy, told["untimed"].as_u64()), (vec![8, 167], Some(1)));
}

#[test]
fn what_cannot_be_is_said_so() {
    let place = place();
    let nobody = place.run(["actor", place.store(), "nobody"]);
    assert_eq!(nobody.code, 1);
    assert!(
        nobody
            .err
            .contains("No event of this store has the actor nobody."),
        "{}",
        nobody.err
    );
    let offset = place.run(["actor", place.store(), "ada", "--offset", "2 hours"]);
    assert_eq!(offset.code, 2);
    assert!(
        offset.err.contains("write it as +02:00 or -05:30"),
        "{}",
        offset.err
    );
}
