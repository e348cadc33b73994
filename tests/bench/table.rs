//! Tables of figures on a terminal.

/// Rows under headers, the first column to the left and the others to the right.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headers.
    pub fn new(headers: &[&str]) -> Self {
        Self {
            rows: vec![headers.iter().map(|&header| header.to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[String]) {
        self.rows.push(cells.to_vec());
    }

    /// Prints it, each column as wide as its widest cell.
    pub fn print(&self) {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        for (index, row) in self.rows.iter().enumerate() {
            let cells = row.iter().enumerate().map(|(column, cell)| match column {
                0 => format!("{cell:<width$}", width = width(0)),
                _ => format!("{cell:>width$}", width = width(column)),
            });
            println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
            if index == 0 {
                let columns = 0..row.len();
                let rule = columns.map(|column| "-".repeat(width(column)));
                println!("{}", rule.collect::<Vec<_>>().join("  "));
            }
        }
        println!();
    }
}

/// The middle of several figures.
pub fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    match figures.len() {
        0 => f64::NAN,
        count if count % 2 == 1 => figures[count / 2],
        count => f64::midpoint(figures[count / 2 - 1], figures[count / 2]),
    }
}

/// A ratio as it is shown.
pub fn ratio(ratio: f64) -> String {
    format!("{ratio:.2}x")
}

/// Milliseconds, to the microsecond.
pub fn millis(ms: f64) -> String {
    format!("{ms:.3}")
}
