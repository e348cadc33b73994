//! A projection held against the cases beside it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use hindsight_projection::{Case, Limits, Projection, parse_cases, run_case};

use super::folder;
use crate::aside::aside;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::wire::{CaseDto, DifferenceDto, ProjectionTestDto};

/// The largest file of cases, in bytes.
const CASES_BYTES_MAX: u64 = 16 << 20;

/// Runs the cases that stand beside a projection: those of `account.js` in `account.cases.json`.
///
/// # Errors
/// A file that is missing, cannot be read, or cannot be understood. A case that fails is no error.
pub async fn test_projection(file: &Path) -> ServiceResult<ProjectionTestDto> {
    let file = file.to_owned();
    aside(move || tested(&file)).await?
}

fn tested(file: &Path) -> ServiceResult<ProjectionTestDto> {
    let text = folder::read(file).map_err(|problem| failed(file, &problem))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let projection = Projection::load(&name, &text, Limits::default());
    let projection = projection.map_err(ServiceError::invalid)?;
    let beside = file.with_extension("cases.json");
    let cases = cases(&beside)?;
    Ok(ProjectionTestDto {
        file: name.into_owned(),
        aggregate_type: projection.aggregate_type().to_string(),
        version: projection.version(),
        hash: projection.hash().to_string(),
        cases: cases.iter().map(|case| held(&projection, case)).collect(),
    })
}

fn cases(file: &Path) -> ServiceResult<Vec<Case>> {
    let mut text = String::new();
    let read =
        File::open(file).and_then(|file| file.take(CASES_BYTES_MAX + 1).read_to_string(&mut text));
    match read {
        Ok(_) if text.len() as u64 > CASES_BYTES_MAX => {
            let problem = format!("it is larger than {} MiB", CASES_BYTES_MAX >> 20);
            Err(failed(file, &problem))
        }
        Ok(_) => parse_cases(&text).map_err(|error| failed(file, &error.to_string())),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(ServiceError::new(
            ErrorCode::NotFound,
            format!(
                "There is no {}; write the projection's cases there: a list of {{ \"name\", \"given\", \"when\", \
                 \"then\" }}.",
                file.display()
            ),
        )),
        Err(error) => Err(failed(file, &format!("it cannot be read: {error}"))),
    }
}

fn held(projection: &Projection, case: &Case) -> CaseDto {
    let failure = run_case(projection, case).err();
    let differences = failure
        .as_ref()
        .map_or(&[][..], |failure| failure.differences());
    CaseDto {
        name: case.name.clone(),
        differences: differences
            .iter()
            .map(|at| DifferenceDto {
                path: at.path.clone(),
                expected: at.expected.clone(),
                actual: at.actual.clone(),
            })
            .collect(),
        problem: failure.map(|failure| failure.to_string()),
    }
}

fn failed(file: &Path, problem: &str) -> ServiceError {
    ServiceError::new(ErrorCode::Io, format!("{}: {problem}", file.display()))
}
