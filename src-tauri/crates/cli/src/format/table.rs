//! Tables for people: columns that fit the terminal, cells that cannot drive it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::safe;

/// What stands between two columns.
const GAP: &str = "  ";

/// A column of a table.
pub struct Column {
    /// Its title.
    title: &'static str,
    /// To which side its cells lean.
    align: Align,
    /// How narrow it may become, in terminal columns; `usize::MAX` where it is never cut.
    least: usize,
    /// Whether it is left out where the terminal is too narrow for all; the last ones go first.
    optional: bool,
}

impl Column {
    /// Texts that may be cut to so many terminal columns.
    pub const fn text(title: &'static str, least: usize) -> Self {
        Self {
            title,
            align: Align::Left,
            least,
            optional: false,
        }
    }

    /// Texts that are never cut.
    pub const fn whole(title: &'static str) -> Self {
        Self::text(title, usize::MAX)
    }

    /// Numbers, which are never cut.
    pub const fn number(title: &'static str) -> Self {
        Self {
            align: Align::Right,
            ..Self::whole(title)
        }
    }

    /// The same, left out where there is no room.
    pub const fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
}

/// To which side cells lean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A table that is printed page by page. The first page decides how wide the columns are.
pub struct Table {
    columns: &'static [Column],
    /// How wide a line may be; `None` where nothing is cut.
    limit: Option<usize>,
    /// For each column how wide it is; `None` where it is left out.
    layout: Option<Vec<Option<usize>>>,
}

impl Table {
    /// An empty table.
    pub fn new(columns: &'static [Column], limit: Option<usize>) -> Self {
        Self {
            columns,
            limit,
            layout: None,
        }
    }

    /// Whether its header was printed.
    pub fn is_begun(&self) -> bool {
        self.layout.is_some()
    }

    /// The lines of a page, with the header before the first one.
    pub fn lines(&mut self, mut rows: Vec<Vec<String>>) -> Vec<String> {
        for cell in rows.iter_mut().flatten() {
            *cell = safe::visible(cell).into_owned();
        }
        let mut lines = Vec::with_capacity(rows.len() + 1);
        if self.layout.is_none() {
            self.layout = Some(self.lay_out(&rows));
            let titles: Vec<String> = self.columns.iter().map(|c| c.title.to_owned()).collect();
            lines.push(self.line(&titles));
        }
        lines.extend(rows.iter().map(|row| self.line(row)));
        lines
    }

    fn lay_out(&self, rows: &[Vec<String>]) -> Vec<Option<usize>> {
        let natural = self.columns.iter().enumerate().map(|(at, column)| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.width());
            Some(cells.max().unwrap_or_default().max(column.title.width()))
        });
        let mut layout: Vec<Option<usize>> = natural.collect();
        let Some(limit) = self.limit else {
            return layout;
        };
        while self.total(&layout, |natural, column| natural.min(column.least)) > limit {
            let last = (0..layout.len())
                .rev()
                .find(|at| layout[*at].is_some() && self.columns[*at].optional);
            let Some(last) = last else { break };
            layout[last] = None;
        }
        while self.total(&layout, |width, _| width) > limit {
            // The widest gives way first, so that short columns stay whole.
            let widest = (0..layout.len())
                .filter(|at| layout[*at] > Some(self.columns[*at].least))
                .max_by_key(|at| layout[*at]);
            let Some(widest) = widest else { break };
            layout[widest] = layout[widest].map(|width| width - 1);
        }
        layout
    }

    /// How wide a line is, gaps included, if each column is as wide as `of` says.
    fn total(&self, layout: &[Option<usize>], of: impl Fn(usize, &Column) -> usize) -> usize {
        let widths = layout.iter().zip(self.columns);
        let shown: Vec<usize> = widths
            .filter_map(|(width, column)| Some(of((*width)?, column)))
            .collect();
        shown.iter().sum::<usize>() + GAP.len() * shown.len().saturating_sub(1)
    }

    fn line(&self, cells: &[String]) -> String {
        let layout = self.layout.as_deref().unwrap_or_default();
        let mut line = String::new();
        for ((cell, width), column) in cells.iter().zip(layout).zip(self.columns) {
            let Some(width) = *width else { continue };
            let cell = if self.limit.is_some() {
                fitted(cell, width)
            } else {
                cell.clone()
            };
            let blanks = " ".repeat(width.saturating_sub(cell.width()));
            if !line.is_empty() {
                line.push_str(GAP);
            }
            match column.align {
                Align::Left => line.extend([cell.as_str(), &blanks]),
                Align::Right => line.extend([blanks.as_str(), &cell]),
            }
        }
        line.truncate(line.trim_end().len());
        // A terminal narrower than the columns that are never cut still gets whole lines of its own.
        self.limit
            .map_or(line.clone(), |limit| fitted(&line, limit))
    }
}

/// The text, cut with `…` where it is wider than so many terminal columns.
fn fitted(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let room = width.saturating_sub(1);
    let kept = text.chars().take_while(|c| {
        used += c.width().unwrap_or_default();
        used <= room
    });
    let mut kept: String = kept.collect();
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::number("N"),
        Column::text("NAME", 6),
        Column::text("DATA", 8).optional(),
    ];

    fn printed(limit: Option<usize>, rows: &[[&str; 3]]) -> Vec<String> {
        let rows = rows
            .iter()
            .map(|row| row.map(str::to_owned).to_vec())
            .collect();
        Table::new(COLUMNS, limit).lines(rows)
    }

    #[test]
    fn without_a_limit_nothing_is_cut() {
        let rows = [["1", "Billing", r#"{"a":1}"#], ["1000", "x", "{}"]];
        assert_eq!(
            printed(None, &rows),
            [
                "   N  NAME     DATA",
                r#"   1  Billing  {"a":1}"#,
                "1000  x        {}"
            ]
        );
    }

    #[test]
    fn the_widest_gives_way_and_what_does_not_fit_at_all_is_left_out() {
        let rows = [["1", "Customer Master", r#"{"classification":"internal"}"#]];
        assert_eq!(
            printed(Some(30), &rows),
            [
                "N  NAME           DATA",
                r#"1  Customer Mas…  {"classific…"#
            ]
        );
        assert_eq!(printed(Some(14), &rows), ["N  NAME", "1  Customer M…"]);
        assert!(printed(Some(5), &rows).iter().all(|line| line.width() <= 5));
    }

    #[test]
    fn wide_letters_count_double_and_hostile_ones_are_shown() {
        assert_eq!(fitted("山田花子", 6), "山田…");
        assert_eq!(fitted("山田花子", 8), "山田花子");
        let rows = [["1", "a\u{1b}[2Jb\u{202e}", "x\ny"]];
        assert_eq!(printed(None, &rows)[1], "1  a\\u{1b}[2Jb\\u{202e}  x\\ny");
    }

    #[test]
    fn later_pages_keep_the_first_layout() {
        let mut table = Table::new(COLUMNS, Some(40));
        let page = |name: &str| vec![vec!["1".to_owned(), name.to_owned(), "{}".to_owned()]];
        assert_eq!(table.lines(page("Billing")).len(), 2);
        assert_eq!(table.lines(page("Customer Master")), ["1  Custom…  {}"]);
    }
}
