//! Forests of small operations as drawings.

mod hostile;
mod random;

use super::*;
use crate::ids::Position;

/// An event as `name<cause`, a command as `name@first+count`, or `name` where the store does not say.
fn drawn(events: &[&str], commands: &[&str], outside: &[&str]) -> String {
    let events = linked(events);
    let commands: Vec<CommandLink<'_>> = commands.iter().map(|text| command(text)).collect();
    let operation = Operation {
        events: &events,
        commands: &commands,
        outside,
    };
    draw(&Forest::of(&operation), &operation)
}

fn linked<'t>(events: &[&'t str]) -> Vec<EventLink<'t>> {
    let link = |(at, text): (usize, &&'t str)| {
        let (id, cause) = text
            .split_once('<')
            .map_or((*text, None), |(id, cause)| (id, Some(cause)));
        let position = Position(at as i64 + 1);
        EventLink {
            position,
            id,
            cause,
        }
    };
    events.iter().enumerate().map(link).collect()
}

fn command(text: &str) -> CommandLink<'_> {
    let Some((id, recorded)) = text.split_once('@') else {
        return CommandLink {
            id: text,
            recorded: None,
        };
    };
    let (first, count) = recorded.split_once('+').unwrap();
    let recorded = Some((Position(first.parse().unwrap()), count.parse().unwrap()));
    CommandLink { id, recorded }
}

fn name<'a>(item: Item, operation: &Operation<'_, 'a>, forest: &Forest<'a>) -> &'a str {
    match item {
        Item::Event(at) => operation.events[at].id,
        Item::Command(at) => operation.commands[at].id,
        Item::Outside(at) => operation.outside[at],
        Item::Missing(at) => forest.missing[at],
    }
}

fn draw<'a>(forest: &Forest<'a>, operation: &Operation<'_, 'a>) -> String {
    let mut lines = Vec::new();
    for node in &forest.nodes {
        let sign = match (node.item, node.link) {
            (Item::Outside(_), _) => "outside ",
            (Item::Missing(_), _) => "missing ",
            (_, Link::Itself) => "itself ",
            (_, Link::Cycle { .. }) => "cycle ",
            (_, Link::Recorded) => "recorded ",
            (_, Link::First | Link::Named) => "",
        };
        let indent = "  ".repeat(node.depth as usize);
        lines.push(format!(
            "{indent}{sign}{}",
            name(node.item, operation, forest)
        ));
    }
    lines.join("\n")
}

#[test]
fn events_hang_from_what_they_name() {
    let tree = drawn(&["a<cmd", "b<a", "c<cmd", "d<b", "e"], &["cmd"], &[]);
    assert_eq!(tree, "cmd\n  a\n    b\n      d\n  c\ne");
}

#[test]
fn a_command_stands_between_a_cause_and_what_it_recorded() {
    // `risk` was recorded because of `scan`, and `note` because of `risk`, both by the second command.
    let events = ["scan<first", "risk<scan", "note<risk", "late<scan"];
    let tree = drawn(&events, &["first@1+1", "second@2+2"], &[]);
    assert_eq!(
        tree,
        "first\n  scan\n    recorded second\n      recorded risk\n        note\n    late"
    );
}

#[test]
fn an_event_with_another_cause_than_its_command_hangs_from_that_cause() {
    let events = ["a<one", "b<one", "c<a", "d<b"];
    let tree = drawn(&events, &["one@1+2", "two@3+2"], &[]);
    assert_eq!(
        tree,
        "one\n  a\n    recorded two\n      recorded c\n  b\n    d"
    );
}

#[test]
fn an_event_without_a_cause_hangs_from_the_command_that_recorded_it() {
    assert_eq!(
        drawn(&["a", "b"], &["cmd@1+1"], &[]),
        "cmd\n  recorded a\nb"
    );
}

#[test]
fn causes_elsewhere_and_nowhere_are_roots() {
    let events = ["a<gone", "b<far", "c<gone"];
    let tree = drawn(&events, &[], &["far"]);
    assert_eq!(tree, "missing gone\n  a\n  c\noutside far\n  b");
    let between = drawn(&["a<far"], &["cmd@1+1"], &["far"]);
    assert_eq!(between, "outside far\n  recorded cmd\n    recorded a");
}

#[test]
fn circles_are_cut_at_what_comes_first() {
    assert_eq!(drawn(&["a<a", "b<a"], &[], &[]), "itself a\n  b");
    assert_eq!(
        drawn(&["x<c", "a<c", "b<a", "c<b"], &[], &[]),
        "cycle a\n  b\n    c\n      x"
    );
    // Two commands, each begun by what the other's event says: no event stands in the circle.
    let commands = drawn(&["a<two", "b<one"], &["one@1+1", "two@2+1"], &[]);
    assert_eq!(
        commands,
        "cycle two\n  recorded one\n    recorded a\n  recorded b"
    );
    // A command between an event and the cause that follows from it.
    let tree = drawn(&["v<e", "e<v"], &["cmd@2+1"], &[]);
    assert_eq!(tree, "cycle v\n  recorded cmd\n    recorded e");
}

#[test]
fn a_cut_link_still_says_where_it_led() {
    let events = linked(&["a<b", "b<a"]);
    let forest = Forest::of(&Operation {
        events: &events,
        commands: &[],
        outside: &[],
    });
    assert_eq!(forest.nodes[0].link, Link::Cycle { cause: 1 });
}

#[test]
fn two_of_one_name_are_both_there() {
    assert_eq!(drawn(&["a", "a<a", "b<a"], &[], &[]), "a\n  a\n  b");
    assert_eq!(drawn(&["x", "b<x"], &["x"], &[]), "x\nx\n  b");
    // Two commands that claim one event: the first has it.
    assert_eq!(
        drawn(&["a", "b"], &["one@1+1", "two@1+2"], &[]),
        "one\n  recorded a\nb\ntwo"
    );
}

/// The runs of what hangs from the command `cmd`: the first of each, how many, and where it ends. Events that differ in
/// their number alone have one label.
fn runs_of(events: &[&str]) -> Vec<(String, usize, usize)> {
    let events = linked(events);
    let commands = [command("cmd")];
    let operation = Operation {
        events: &events,
        commands: &commands,
        outside: &[],
    };
    let forest = Forest::of(&operation);
    let name = |node: usize| name(forest.nodes[node].item, &operation, &forest);
    let label = |node: usize| name(node).trim_end_matches(char::is_numeric);
    let found = runs(&forest, label);
    let told = |run: &Run| (name(run.first).to_owned(), run.count, run.end);
    found.iter().map(told).collect()
}

#[test]
fn runs_are_alike_to_the_leaves() {
    let events = [
        "row1<cmd",
        "row2<cmd",
        "row3<cmd",
        "ok1<row1",
        "ok2<row2",
        "bad3<row3",
        "row4<cmd",
        "row5<cmd",
    ];
    let expected = [("row1".to_owned(), 2, 5), ("row4".to_owned(), 2, 9)];
    assert_eq!(runs_of(&events), expected);
}

#[test]
fn how_often_something_is_repeated_below_does_not_matter() {
    let events = [
        "file1<cmd",
        "file2<cmd",
        "row1<file1",
        "row2<file1",
        "row3<file2",
        "row4<file2",
        "row5<file2",
    ];
    let expected = [
        ("file1".to_owned(), 2, 8),
        ("row1".to_owned(), 2, 4),
        ("row3".to_owned(), 3, 8),
    ];
    assert_eq!(runs_of(&events), expected);
}

fn beside(left: &[&str], right: &[&str]) -> String {
    let (left, right) = (linked(left), linked(right));
    let forest = |events| {
        Forest::of(&Operation {
            events,
            commands: &[],
            outside: &[],
        })
    };
    let (one, other) = (forest(&left), forest(&right));
    let id = |side, node: usize| {
        let (forest, events) = match side {
            Side::Left => (&one, &left),
            Side::Right => (&other, &right),
        };
        match forest.nodes[node].item {
            Item::Event(at) => events[at].id,
            _ => "?",
        }
    };
    // A name is a kind and a place: `row.billing`.
    let part = |side, node, at: usize| id(side, node).splitn(2, '.').nth(at).unwrap_or_default();
    let aligned = align(&one, &other, |s, n| part(s, n, 0), |s, n| part(s, n, 1));
    let lines = aligned.pairs.iter().map(|pair| {
        let told = |side, node: Option<usize>| node.map_or("-", |node| id(side, node));
        let indent = "  ".repeat(pair.depth as usize);
        format!(
            "{indent}{} {}",
            told(Side::Left, pair.left),
            told(Side::Right, pair.right)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_belongs_together_stands_beside_each_other() {
    let left = [
        "run.1",
        "row.a<run.1",
        "row.b<run.1",
        "ok.a<row.a",
        "end.1<run.1",
    ];
    let right = [
        "run.2",
        "row.b<run.2",
        "row.a<run.2",
        "bad.a<row.a",
        "row.c<run.2",
        "end.2<run.2",
    ];
    assert_eq!(
        beside(&left, &right),
        "run.1 run.2\n  row.a row.a\n    ok.a -\n    - bad.a\n  row.b row.b\n  - row.c\n  end.1 end.2"
    );
    assert_eq!(beside(&["a"], &[]), "a -");
    assert_eq!(beside(&[], &["a", "b<a"]), "- a\n  - b");
}

#[test]
fn lateness_is_counted_from_each_beginning() {
    let at = |micros| crate::Instant::from_micros(micros).unwrap();
    assert_eq!(delay_micros((at(10), at(15)), (at(100), at(130))), 25);
    assert_eq!(delay_micros((at(10), at(40)), (at(100), at(100))), -30);
}
