//! Sums over events as they were read, by which a change of one that is known is found out.

use std::ops::Range;

use hindsight_domain::Event;
use hindsight_store::{EventHeads, HeadCell, HeadText};
use sha2::{Digest, Sha256};

/// A sum over events, as it is kept.
pub type Sum = [u8; 16];

/// Adds up events, one behind the other.
#[derive(Debug, Clone, Default)]
pub struct Witness {
    hasher: Sha256,
    row: Vec<u8>,
}

impl Witness {
    /// Adds some rows of a scan: all that it says of them.
    pub fn heads(&mut self, heads: &EventHeads, rows: Range<usize>) {
        let mut texts = HeadText::ALL.map(|column| heads.texts(column).skip(rows.start));
        for row in rows {
            self.number(heads.positions[row].0);
            self.number(i64::from(heads.versions[row].0));
            let at = heads.instants[row].map(|at| at.micros());
            self.number(i64::from(at.is_some()));
            self.number(at.unwrap_or_default());
            for cells in &mut texts {
                match cells.next().unwrap_or(HeadCell::Missing) {
                    HeadCell::Missing => self.number(-1),
                    HeadCell::TooLong => self.number(-2),
                    HeadCell::Text(text) => self.text(text),
                }
            }
            self.next();
        }
    }

    /// Adds an event's name, and the texts that a search looks at.
    pub fn searched(&mut self, event: &Event) {
        self.number(event.position.0);
        self.text(event.event_id.as_str());
        self.number(i64::from(event.metadata.is_some()));
        for text in crate::text::searched(event) {
            self.text(text);
        }
        self.next();
    }

    /// The sum so far.
    pub fn sum(&self) -> Sum {
        let whole = self.hasher.clone().finalize();
        std::array::from_fn(|byte| whole[byte])
    }

    fn number(&mut self, number: i64) {
        self.row.extend(number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.row.extend((text.len() as u64).to_le_bytes());
        self.row.extend(text.as_bytes());
    }

    fn next(&mut self) {
        self.hasher.update(&self.row);
        self.row.clear();
    }
}

#[cfg(test)]
mod tests {
    use hindsight_domain::{Instant, Position, Version};

    use super::*;

    type Row<'t> = (i64, Option<i64>, u32, [Option<&'t str>; 6]);

    const USUAL: Row<'static> = (
        7,
        Some(5),
        1,
        [Some("a"), Some("b"), None, None, None, None],
    );

    fn heads(rows: &[Row<'_>]) -> EventHeads {
        let mut heads = EventHeads::default();
        for (position, at, version, texts) in rows {
            let at = at.and_then(Instant::from_micros);
            heads.push(Position(*position), at, Version(*version));
            for (column, text) in HeadText::ALL.into_iter().zip(texts) {
                heads.push_text(column, *text);
            }
        }
        heads
    }

    fn sum(rows: &[Row<'_>]) -> Sum {
        let mut witness = Witness::default();
        witness.heads(&heads(rows), 0..rows.len());
        witness.sum()
    }

    #[test]
    fn whatever_is_another_gives_another_sum() {
        let (position, at, version, texts) = USUAL;
        let with = |nth: usize, text| {
            let mut texts = texts;
            texts[nth] = text;
            (position, at, version, texts)
        };
        let others = [
            (8, at, version, texts),
            (position, None, version, texts),
            (position, Some(0), version, texts),
            (position, at, 2, texts),
            with(0, Some("ab")),
            with(1, None),
            with(1, Some("")),
            with(2, Some("")),
            with(5, Some("b")),
        ];
        let mut sums: Vec<Sum> = others.iter().map(|row| sum(&[*row])).collect();
        sums.push(sum(&[USUAL]));
        sums.push(sum(&[USUAL, USUAL]));
        sums.sort_unstable();
        sums.dedup();
        assert_eq!(sums.len(), others.len() + 2);
    }

    #[test]
    fn rows_may_come_in_portions() {
        let rows = [
            USUAL,
            (8, None, 2, [None; 6]),
            (9, Some(6), 1, [Some("c"); 6]),
        ];
        let mut witness = Witness::default();
        witness.heads(&heads(&rows), 0..1);
        witness.heads(&heads(&rows), 1..3);
        assert_eq!(witness.sum(), sum(&rows));
    }
}
