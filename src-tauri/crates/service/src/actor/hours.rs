//! The hours of the week.

use hindsight_domain::Instant;

use crate::error::{ServiceError, ServiceResult};

const HOURS: usize = 7 * 24;
const HOUR_MICROS: i64 = 3_600_000_000;
const MINUTE_MICROS: i64 = 60_000_000;
/// 1970 began on a Thursday: three days after a Monday.
const SINCE_MONDAY_HOURS: i64 = 3 * 24;
/// No time zone is further from UTC.
const OFFSET_MINUTES_MAX: i32 = 18 * 60;

/// How many events fall into each hour of the week.
pub struct Hours {
    offset_minutes: i32,
    counts: [u32; HOURS],
    untimed: u32,
}

impl Hours {
    /// The hours of a time zone so many minutes ahead of UTC.
    ///
    /// # Errors
    /// More than 18 hours.
    pub fn in_zone(offset_minutes: i32) -> ServiceResult<Self> {
        if !(-OFFSET_MINUTES_MAX..=OFFSET_MINUTES_MAX).contains(&offset_minutes) {
            return Err(ServiceError::invalid(
                "a time zone is at most 18 hours (1080 minutes) from UTC",
            ));
        }
        Ok(Self {
            offset_minutes,
            counts: [0; HOURS],
            untimed: 0,
        })
    }

    /// Counts an event.
    pub fn add(&mut self, at: Option<Instant>) {
        let count = match at {
            Some(at) => &mut self.counts[self.hour(at)],
            None => &mut self.untimed,
        };
        *count = count.saturating_add(1);
    }

    /// How many minutes the zone is ahead of UTC.
    pub fn offset_minutes(&self) -> i32 {
        self.offset_minutes
    }

    /// How many events have no instant that can be read.
    pub fn untimed(&self) -> u32 {
        self.untimed
    }

    /// The counts, from Monday 0:00.
    pub fn told(self) -> Vec<u32> {
        self.counts.to_vec()
    }

    fn hour(&self, at: Instant) -> usize {
        let local = at.micros() + i64::from(self.offset_minutes) * MINUTE_MICROS;
        let hours = local.div_euclid(HOUR_MICROS) + SINCE_MONDAY_HOURS;
        // Between 0 and the number of hours, so nothing is lost.
        hours.rem_euclid(HOURS as i64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(text: &str, offset: i32) -> usize {
        let hours = Hours::in_zone(offset).unwrap();
        hours.hour(Instant::parse(text).unwrap())
    }

    #[test]
    fn the_week_begins_on_monday_in_the_zone() {
        assert_eq!(hour("2026-01-05T00:00:00Z", 0), 0);
        assert_eq!(hour("2026-01-04T23:59:59Z", 0), HOURS - 1);
        assert_eq!(hour("2026-01-05T00:00:00Z", -60), HOURS - 1);
        assert_eq!(hour("2026-01-04T18:31:00Z", 330), 0);
        assert_eq!(hour("2026-01-07T13:00:00Z", 0), 2 * 24 + 13);
        assert_eq!(hour("0000-01-01T00:00:00Z", -1080), 4 * 24 + 6);
        assert!(Hours::in_zone(1_081).is_err());
    }
}
