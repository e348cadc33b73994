//! `hindsight trace --with`: two operations beside each other.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::program::Place;
use super::trace::place;

/// A second run of the import: a row less, another one at the end, and the reading a second later.
fn second_run(place: &Place) {
    let store = Connection::open(place.store()).unwrap();
    let command = "INSERT INTO commands VALUES ('c2','ImportRows','g','File','2026-01-07T10:00:00Z','ada','ui','{}')";
    store.execute_batch(command).unwrap();
    for (second, event, aggregate, of_type, cause) in [
        (1, "g1", "g", "FileRead", "c2"),
        (3, "g2", "r1", "RowRead", "g1"),
        (4, "g3", "r2", "RowRead", "g1"),
        (5, "g5", "r4", "RowRefused", "g1"),
        (6, "g6", "g", "FileClosed", "g1"),
    ] {
        store
            .execute(
                "INSERT INTO events VALUES (?1,?2,'Row',9,?3,1,?4,'ada','user','import',?5,'again','{}','{}')",
                (event, aggregate, of_type, format!("2026-01-07T10:00:{second:02}.5Z"), cause),
            )
            .unwrap();
    }
}

const BESIDE: &str = "\
- Operation op
+ Operation again
5 in both, 9 only in the first, 1 only in the second

  ImportRows (command)
    #2 FileRead  Row f v2  |  #13 FileRead  Row g v9
      #3 RowRead  Row r1 v1  |  #14 RowRead  Row r1 v9  (1.000000 s later)
      #4 RowRead  Row r2 v1  |  #15 RowRead  Row r2 v9  (1.000000 s later)
-     #5 RowRead  Row r3 v1
      #6 RowRefused  Row r4 v1  |  #16 RowRefused  Row r4 v9
+     #17 FileClosed  Row g v9
- missing: gone
-   #7 Noted  Row f v3
- #8 Turned  Row f v4
-   #9 Returned  Row f v5
- #10 Alone  Row f v6
- elsewhere: #1 FileSeen  Row f v1
-   #11 Followed  Row f v7
- #12 Uncaused  Row f v8
";

#[test]
fn two_runs_of_one_operation_stand_beside_each_other() {
    let place = place();
    second_run(&place);
    let run = |more: [&str; 2]| {
        let [one, other] = more;
        place.run(["trace", place.store(), "op", "--with", "again", one, other])
    };
    assert_eq!(run(["--format", "tree"]).done(), BESIDE);
    let differing: Vec<&str> = BESIDE
        .lines()
        .filter(|line| {
            !line.contains("ImportRows")
                && !line.contains("FileRead")
                && !line.contains("RowRefused")
        })
        .collect();
    let said = run(["--only-differences", "--format=tree"]).done();
    assert_eq!(said.lines().collect::<Vec<_>>(), differing);
    let lines = run(["--format", "jsonl"]).json();
    assert_eq!(lines.len(), 15);
    let at = |nth: usize, part: &str| lines[nth][part].clone();
    assert_eq!(
        (at(2, "in"), at(2, "delay_micros")),
        (json!("both"), json!(1_000_000))
    );
    assert_eq!(
        (&lines[2]["first"]["id"], &lines[2]["second"]["id"]),
        (&json!("e2"), &json!("g2"))
    );
    assert_eq!(
        (at(4, "in"), at(4, "second")),
        (json!("first"), Value::Null)
    );
    assert_eq!(
        (at(6, "in"), at(6, "first")),
        (json!("second"), Value::Null)
    );
}

#[test]
fn what_cannot_stand_beside_another_is_told() {
    let place = place();
    let drawn = place.run([
        "trace",
        place.store(),
        "op",
        "--with",
        "op",
        "--format",
        "dot",
    ]);
    assert_eq!(drawn.code, 2);
    assert!(drawn.err.contains("--with prints a tree or jsonl"));
    let unknown = place.run(["trace", place.store(), "op", "--with", "nothing"]);
    assert_eq!(unknown.code, 1);
}
