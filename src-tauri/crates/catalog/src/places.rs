//! Where matching events stand: the one with so many before it, and those of the next page.

use std::sync::atomic::AtomicBool;

use hindsight_domain::{Instant, Order, Page, Position};

use crate::answers::{Stopped, look};
use crate::asked::{Asked, Mask, Selected};
use crate::columns::Columns;
use crate::segment::{Segment, UNKNOWN};

/// A place among the events that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// How many stand before it.
    pub rank: u64,
    /// Where the event stands that is there; `None` behind the last.
    pub position: Option<i64>,
    /// How many there are.
    pub total: u64,
}

/// A place to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceAt {
    /// With so many events before it.
    Rank(u64),
    /// The first event at or behind a position.
    Position(i64),
    /// The first event at or after an instant.
    Instant(Instant),
}

impl Columns {
    /// Finds a place among the events that match, and counts them all on the way.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn place(&self, asked: &Asked, at: PlaceAt, stop: &AtomicBool) -> Result<Place, Stopped> {
        let mut mask = Mask::default();
        let (mut total, mut found) = (0, None);
        for segment in &self.segments {
            look(stop)?;
            let Some(selected) = asked.select(segment, &mut mask) else {
                continue;
            };
            if found.is_none() {
                let within = at.within(segment, &selected, total);
                found = within.map(|row| {
                    let before = selected.part(&(selected.rows.start..row));
                    (total + crate::codes::sum(before), segment.position(row))
                });
            }
            total += selected.count();
        }
        Ok(Place {
            rank: found.map_or(total, |(rank, _)| rank),
            position: found.map(|(_, position)| position),
            total,
        })
    }

    /// Where the events of a page stand, in its order. Fewer than its limit are the last ones.
    ///
    /// # Errors
    /// [`Stopped`] on request.
    pub fn page(&self, asked: &Asked, page: Page, stop: &AtomicBool) -> Result<Vec<i64>, Stopped> {
        let limit = page.limit as usize;
        let mut asked = asked.clone();
        if let Some(Position(after)) = page.after {
            asked = match (page.order, after.checked_add(1)) {
                (Order::NewestFirst, _) => asked.before(after),
                (Order::OldestFirst, Some(next)) => asked.at_or_behind(next),
                (Order::OldestFirst, None) => return Ok(Vec::new()),
            };
        }
        let mut mask = Mask::default();
        let mut found = Vec::new();
        let mut take = |segment: &Segment| {
            look(stop)?;
            if let Some(selected) = asked.select(segment, &mut mask) {
                let left = limit - found.len();
                let positions = selected.marked().map(|row| segment.position(row));
                match page.order {
                    Order::OldestFirst => found.extend(positions.take(left)),
                    Order::NewestFirst => found.extend(positions.rev().take(left)),
                }
            }
            Ok(found.len() == limit)
        };
        match page.order {
            Order::OldestFirst => until_full(self.segments.iter(), |segment| take(segment))?,
            Order::NewestFirst => until_full(self.segments.iter().rev(), |segment| take(segment))?,
        }
        Ok(found)
    }
}

/// Goes on until it is said to be enough.
fn until_full<T>(
    items: impl Iterator<Item = T>,
    mut take: impl FnMut(T) -> Result<bool, Stopped>,
) -> Result<(), Stopped> {
    for item in items {
        if take(item)? {
            break;
        }
    }
    Ok(())
}

impl PlaceAt {
    /// The row of a segment that is meant, if it is there; so many matching events stand before the segment.
    fn within(self, segment: &Segment, selected: &Selected<'_>, before: u64) -> Option<usize> {
        match self {
            Self::Rank(rank) => {
                let left = rank.checked_sub(before)?;
                let left = usize::try_from(left).ok()?;
                (left < selected.rows.len()).then(|| selected.marked().nth(left))?
            }
            Self::Position(position) => {
                let first = segment.row_at(position);
                selected.marked().find(|row| *row >= first)
            }
            Self::Instant(at) => {
                let at = at.micros();
                segment.span.filter(|(_, last)| *last >= at)?;
                let is_then = |time: i64| time >= at && time != UNKNOWN;
                selected
                    .marked()
                    .find(|row| is_then(segment.times.get(*row)))
            }
        }
    }
}
