//! What the columns answer: every answer is exact for the events that are known.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::asked::{Asked, Mask, Selected};
use crate::columns::Columns;
use crate::edges::Edges;
use crate::field::Field;
use crate::segment::Segment;

/// The caller has gone away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// How often each word of a field occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The most frequent words, with how many events have them; `None` where nothing stands.
    pub values: Vec<(Option<String>, u64)>,
    /// How many different words there are; those that are not told apart count as one.
    pub distinct: u64,
    /// How many events have none of the listed words.
    pub others: u64,
}

/// A histogram for each of the most frequent words of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    /// The words with their counts.
    pub series: Vec<(Option<String>, Vec<u64>)>,
    /// The counts of all others.
    pub others: Vec<u64>,
}

impl Columns {
    /// How many events match.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn count(&self, asked: &Asked, stop: &AtomicBool) -> Result<u64, Stopped> {
        let mut count = 0;
        self.each(asked, stop, |_, selected| count += selected.count())?;
        Ok(count)
    }

    /// How many matching events fall into each of `buckets` equal stretches between two instants.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn histogram(
        &self,
        asked: Asked,
        edges: &Edges,
        stop: &AtomicBool,
    ) -> Result<Vec<u64>, Stopped> {
        let mut counts = vec![0; edges.buckets()];
        let asked = asked.within(edges.from(), edges.until());
        self.each(&asked, stop, |segment, selected| {
            edges.split(segment, &selected.rows, |bucket, rows| {
                counts[bucket] += crate::codes::sum(selected.part(&rows));
            });
        })?;
        Ok(counts)
    }

    /// How often each word of a field occurs among the events that match without what the filter wants of the field
    /// itself, so that what else could be wanted is seen.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn facet(
        &self,
        asked: Asked,
        field: Field,
        limit: usize,
        stop: &AtomicBool,
    ) -> Result<Facet, Stopped> {
        let counts = self.tally(&asked.without(field), field, stop)?;
        let distinct = counts.iter().filter(|count| **count > 0).count() as u64;
        let total: u64 = counts.iter().sum();
        let values = most(&counts, limit);
        let listed: u64 = values.iter().map(|(_, count)| count).sum();
        Ok(Facet {
            values: values
                .into_iter()
                .map(|(code, count)| (self.word(field, code), count))
                .collect(),
            distinct,
            others: total - listed,
        })
    }

    /// The histogram split by the most frequent words of a field.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn stack(
        &self,
        asked: Asked,
        field: Field,
        edges: &Edges,
        limit: usize,
        stop: &AtomicBool,
    ) -> Result<Stack, Stopped> {
        let asked = asked.within(edges.from(), edges.until());
        let listed = most(&self.tally(&asked, field, stop)?, limit);
        let others = listed.len();
        let mut slots = vec![others; self.words(field).codes()];
        for (slot, (code, _)) in listed.iter().enumerate() {
            slots[*code as usize] = slot;
        }
        let mut series = vec![vec![0; edges.buckets()]; others + 1];
        self.each(&asked, stop, |segment, selected| {
            let codes = &segment.codes[field as usize];
            edges.split(segment, &selected.rows, |bucket, rows| {
                for (row, bit) in rows.clone().zip(selected.part(&rows)) {
                    let slot = slots
                        .get(codes.get(row) as usize)
                        .copied()
                        .unwrap_or(others);
                    series[slot][bucket] += u64::from(*bit);
                }
            });
        })?;
        let others = series.pop().unwrap_or_default();
        let words = listed.iter().map(|(code, _)| self.word(field, *code));
        Ok(Stack {
            series: words.zip(series).collect(),
            others,
        })
    }

    fn tally(&self, asked: &Asked, field: Field, stop: &AtomicBool) -> Result<Vec<u64>, Stopped> {
        let mut counts = vec![0; self.words(field).codes()];
        self.each(asked, stop, |segment, selected| {
            segment.codes[field as usize].tally(selected.rows.start, selected.mask, &mut counts);
        })?;
        Ok(counts)
    }

    /// What a number says; what is not told apart is called by that.
    fn word(&self, field: Field, code: u32) -> Option<String> {
        match code {
            crate::field::MISSING => None,
            crate::field::OTHER => Some("\u{2026}".to_owned()),
            code => self.words(field).word(code).map(str::to_owned),
        }
    }

    /// Looks at every segment in which anything is selected.
    fn each(
        &self,
        asked: &Asked,
        stop: &AtomicBool,
        mut visit: impl FnMut(&Segment, Selected<'_>),
    ) -> Result<(), Stopped> {
        let mut mask = Mask::default();
        for segment in &self.segments {
            look(stop)?;
            if let Some(selected) = asked.select(segment, &mut mask) {
                visit(segment, selected);
            }
        }
        Ok(())
    }
}

pub(crate) fn look(stop: &AtomicBool) -> Result<(), Stopped> {
    match stop.load(Ordering::Relaxed) {
        true => Err(Stopped),
        false => Ok(()),
    }
}

/// The numbers with the largest counts, the largest first; of equal ones the one that came first.
fn most(counts: &[u64], limit: usize) -> Vec<(u32, u64)> {
    let mut found: Vec<(u32, u64)> = (0..)
        .zip(counts.iter().copied())
        .filter(|(_, count)| *count > 0)
        .collect();
    found.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    found.truncate(limit);
    found
}
