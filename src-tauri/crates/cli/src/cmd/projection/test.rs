//! `hindsight projection test`: each case on a line of its own.

use std::io;

use hindsight_service::test_projection;
use hindsight_service::wire::{CaseDto, DifferenceDto, ProjectionTestDto};
use serde::Serialize;

use crate::args::{TestArgs, TestFormat};
use crate::failure::{Code, Failure};
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;

/// How many differences of a case are printed for people.
const DIFFERENCES_MAX: usize = 20;
/// How much of a value is printed for people, in characters.
const VALUE_CHARS_MAX: usize = 200;

/// One case, for programs.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    case: &'a str,
    passed: bool,
    problem: Option<&'a str>,
    differences: &'a [DifferenceDto],
}

/// Runs the cases of each file. One that cannot be used does not keep the others from being run.
pub async fn run(args: &TestArgs) -> Result<(), Failure> {
    let mut output = Output::new();
    let (mut cases, mut failed, mut unusable) = (0, 0, 0);
    for file in &args.files {
        let tested = Progress::busy("Running cases")
            .watch(test_projection(file))
            .await;
        match tested {
            Ok(tested) => {
                cases += tested.cases.len();
                failed += tested
                    .cases
                    .iter()
                    .filter(|case| case.problem.is_some())
                    .count();
                print(&tested, args.format, &mut output)?;
                output.flush()?;
            }
            Err(error) => {
                unusable += 1;
                remark(&format!("error: {}", error.message));
            }
        }
    }
    if args.format == TestFormat::Text {
        output.line(&summary(cases, failed))?;
    }
    output.flush()?;
    match failed + unusable {
        0 => Ok(()),
        _ => Err(Failure::Told(Code::Failed, None)),
    }
}

fn summary(cases: usize, failed: usize) -> String {
    let word = if cases == 1 { "case" } else { "cases" };
    match failed {
        0 => format!("{cases} {word}, all met"),
        failed => format!("{cases} {word}, {failed} not met"),
    }
}

fn print(
    tested: &ProjectionTestDto,
    format: TestFormat,
    output: &mut Output,
) -> Result<(), Failure> {
    match format {
        TestFormat::Text => for_people(tested, output)?,
        TestFormat::Jsonl => for_programs(tested, output)?,
    }
    Ok(())
}

fn for_people(tested: &ProjectionTestDto, output: &mut Output) -> io::Result<()> {
    for case in &tested.cases {
        let met = if case.problem.is_some() {
            "FAIL"
        } else {
            "ok  "
        };
        output.line(&safe::visible(&format!(
            "{met} {}: {}",
            tested.file, case.name
        )))?;
        told(case, output)?;
    }
    Ok(())
}

fn told(case: &CaseDto, output: &mut Output) -> io::Result<()> {
    let Some(problem) = &case.problem else {
        return Ok(());
    };
    output.line(&safe::visible(&format!("       {problem}")))?;
    for at in case.differences.iter().take(DIFFERENCES_MAX) {
        let path = if at.path.is_empty() {
            "the state"
        } else {
            &at.path
        };
        output.line(&safe::visible(&format!(
            "       {path}: expected {}, found {}",
            value(at.expected.as_deref()),
            value(at.actual.as_deref())
        )))?;
    }
    match case.differences.len().saturating_sub(DIFFERENCES_MAX) {
        0 => Ok(()),
        more => output.line(&format!("       and {more} more")),
    }
}

fn value(json: Option<&str>) -> String {
    let Some(json) = json else {
        return "nothing".to_owned();
    };
    match json.char_indices().nth(VALUE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &json[..end]),
        None => json.to_owned(),
    }
}

fn for_programs(tested: &ProjectionTestDto, output: &mut Output) -> Result<(), Failure> {
    for case in &tested.cases {
        let line = serde_json::to_string(&Line {
            file: &tested.file,
            case: &case.name,
            passed: case.problem.is_none(),
            problem: case.problem.as_deref(),
            differences: &case.differences,
        });
        let line = line.map_err(|error| {
            Failure::failed(format!("a case cannot be written as JSON: {error}"))
        })?;
        let shown = match output.is_terminal() {
            true => safe::json(&line),
            false => line.as_str().into(),
        };
        output.line(&shown)?;
    }
    Ok(())
}
