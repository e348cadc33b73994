//! Comma-separated values that a spreadsheet does not take for formulas.

use std::borrow::Cow;

use crate::failure::Failure;
use crate::safe;

/// What makes a spreadsheet take a cell for a formula, or cut one into two.
const HAZARDS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A row of values, neutralised.
pub fn row(values: &[String], for_terminal: bool) -> Result<Vec<u8>, Failure> {
    let cells = values.iter().map(|value| match for_terminal {
        true => safe::visible(value),
        false => Cow::Borrowed(value.as_str()),
    });
    let cells: Vec<String> = cells.map(|cell| neutral(&cell).into_owned()).collect();
    record(&cells)
}

/// A row of texts as they are.
pub fn record<T: AsRef<[u8]>>(cells: &[T]) -> Result<Vec<u8>, Failure> {
    let failed = |error: &dyn std::fmt::Display| {
        Failure::failed(format!("a row cannot be written as CSV: {error}"))
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).map_err(|error| failed(&error))?;
    writer.into_inner().map_err(|error| failed(&error))
}

fn neutral(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(HAZARDS) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_the_rest_is_left() {
        for hazard in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"] {
            assert_eq!(neutral(hazard), format!("'{hazard}"));
        }
        for harmless in ["", "a=1", "'x", " =1", "{\"a\":-1}"] {
            assert_eq!(neutral(harmless), harmless);
        }
    }

    #[test]
    fn a_cell_keeps_its_commas_quotes_and_line_breaks() {
        let row = row(&["a,b".into(), "say \"x\"".into(), "1\n2".into()], false).unwrap();
        assert_eq!(row, b"\"a,b\",\"say \"\"x\"\"\",\"1\n2\"\n");
    }
}
