//! The example of the documentation runs.

use hindsight_projection::{Limits, Projection, parse_cases, run_case};

const PAGE: &str = include_str!("../../../../../docs/projections.md");

/// The first block of code in a language.
fn block(language: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_example_meets_its_cases() {
    let projection = Projection::load("account.js", block("js"), Limits::default()).unwrap();
    let cases = parse_cases(block("json")).unwrap();
    assert_eq!(cases.len(), 3);
    for case in &cases {
        assert_eq!(run_case(&projection, case), Ok(()), "{}", case.name);
    }
}

#[test]
fn the_limits_are_those_that_the_page_names() {
    let Limits {
        memory_bytes,
        stack_bytes,
        event,
        ..
    } = Limits::default();
    assert_eq!((memory_bytes, stack_bytes), (64 << 20, 1 << 20));
    assert_eq!(event.as_secs(), 1);
}
