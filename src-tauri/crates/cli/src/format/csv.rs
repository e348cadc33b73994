//! Comma-separated values on standard output.

use hindsight_service::csv;

use crate::failure::Failure;
use crate::safe;

/// A row of values, neutralised.
pub fn row(values: &[String], for_terminal: bool) -> Result<Vec<u8>, Failure> {
    let row = match for_terminal {
        true => {
            let shown: Vec<_> = values.iter().map(|value| safe::visible(value)).collect();
            csv::row(&shown)
        }
        false => csv::row(values),
    };
    row.map_err(failed)
}

/// A row of texts as they are.
pub fn record(cells: &[&str]) -> Result<Vec<u8>, Failure> {
    csv::record(cells).map_err(failed)
}

fn failed(error: std::io::Error) -> Failure {
    Failure::failed(format!("a row cannot be written as CSV: {error}"))
}
