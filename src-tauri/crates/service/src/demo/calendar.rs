//! The rhythm of the year: office hours, nights, weekends, holidays, and the one night of the migration.

use hindsight_domain::Instant;

use super::draw::Draw;

/// 2025-01-01T00:00:00Z, in microseconds. The year is fixed, so that a seed means one content for ever.
const YEAR_START_MICROS: i64 = 1_735_689_600_000_000;
const HOUR_MICROS: i64 = 3_600_000_000;
const HOURS: usize = 365 * 24;
/// The first Monday to Friday that is no holiday: the landscape is loaded in its early hours.
const OPENING_DAY: usize = 1;
/// Saturday, 18 October: the servers move from its evening until the next morning.
const MIGRATION_DAY: usize = 290;
/// New Year, Good Friday, Easter Monday, 1 May, Christmas, Boxing Day.
const HOLIDAYS: [usize; 6] = [0, 107, 110, 120, 358, 359];

/// What kind of hour it is, and so who is at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// People work.
    Office,
    /// Programs work.
    Night,
    /// The servers move.
    Migration,
}

/// How much happens in each hour of the year.
pub struct Calendar {
    /// The sum of the weights before each hour, and at the end the sum of all.
    sums: Vec<u64>,
}

impl Calendar {
    /// The calendar of the year.
    pub fn new() -> Self {
        let mut sums = vec![0];
        let mut sum = 0;
        for hour in 0..HOURS {
            sum += weight(hour);
            sums.push(sum);
        }
        Self { sums }
    }

    /// When the `nth` of `of` events is due, if they spread over the year as the hours weigh.
    pub fn instant_of(&self, nth: u32, of: u32) -> Instant {
        let all = self.sums[HOURS];
        let reached = (u128::from(nth) * u128::from(all) / u128::from(of.max(1))) as u64;
        let hour = self
            .sums
            .partition_point(|sum| *sum <= reached)
            .clamp(1, HOURS)
            - 1;
        let within = (reached - self.sums[hour]).min(weight(hour) - 1);
        let micros = within as i64 * HOUR_MICROS / weight(hour) as i64;
        at(hour as i64 * HOUR_MICROS + micros)
    }

    /// How many of `of` events fall into the hour of an instant.
    pub fn events_in_hour(&self, instant: Instant, of: u32) -> u32 {
        let share = u64::from(of) * weight(hour_of(instant)) / self.sums[HOURS];
        u32::try_from(share).unwrap_or(u32::MAX)
    }
}

/// The first moment of the year.
pub fn year_start() -> Instant {
    at(0)
}

/// What kind of hour an instant falls into.
pub fn period(instant: Instant) -> Period {
    let hour = hour_of(instant);
    if is_migration(hour) {
        return Period::Migration;
    }
    match (is_working_day(hour / 24), hour % 24) {
        (true, 7..=18) => Period::Office,
        _ => Period::Night,
    }
}

/// The instant itself in office hours, else some time of the next working morning.
pub fn in_office_hours(instant: Instant, draw: &mut Draw) -> Instant {
    if period(instant) == Period::Office {
        return instant;
    }
    let hour = hour_of(instant);
    let today = is_working_day(hour / 24) && hour % 24 < 7;
    let first = hour / 24 + usize::from(!today);
    let day = (first..first + 14)
        .find(|day| is_working_day(*day))
        .unwrap_or(first);
    let into_morning = i64::from(draw.below(4 * 3_600)) * 1_000_000;
    at((day as i64 * 24 + 8) * HOUR_MICROS + into_morning)
}

/// An instant so many microseconds later, but not after the year.
pub fn later(instant: Instant, micros: i64) -> Instant {
    at(instant.micros() - YEAR_START_MICROS + micros)
}

/// The day of an instant, such as 2025-03-04.
pub fn day_text(instant: Instant) -> String {
    instant.to_string()[..10].to_owned()
}

/// Whether it is June or later: from then on some events are written in their second form.
pub fn since_june(instant: Instant) -> bool {
    hour_of(instant) / 24 >= 151
}

/// What so many microseconds after the beginning of the year are called, kept within the year.
fn at(micros: i64) -> Instant {
    let within = micros.clamp(0, HOURS as i64 * HOUR_MICROS - 1);
    Instant::from_micros(YEAR_START_MICROS + within)
        .expect("the year 2025 lies within the years that an instant can name")
}

fn hour_of(instant: Instant) -> usize {
    let hour = (instant.micros() - YEAR_START_MICROS) / HOUR_MICROS;
    usize::try_from(hour).unwrap_or_default().min(HOURS - 1)
}

fn is_working_day(day: usize) -> bool {
    // The year begins on a Wednesday.
    let weekday = (day + 2) % 7;
    weekday < 5 && !HOLIDAYS.contains(&day)
}

fn is_migration(hour: usize) -> bool {
    (MIGRATION_DAY * 24 + 22..(MIGRATION_DAY + 1) * 24 + 5).contains(&hour)
}

/// How much happens in an hour; 100 is an ordinary hour of work.
fn weight(hour: usize) -> u64 {
    let (day, of_day) = (hour / 24, hour % 24);
    if is_migration(hour) {
        return 1_600;
    }
    if day == OPENING_DAY && (2..4).contains(&of_day) {
        return 8_000;
    }
    if hour < OPENING_DAY * 24 + 2 {
        return 0;
    }
    let usual = match (is_working_day(day), of_day) {
        (true, 2) => 240,
        (true, 0..=6 | 19..=23) => 8,
        (true, 7 | 18) => 35,
        (true, 12 | 17) => 70,
        (true, 9..=11) => 130,
        (true, _) => 110,
        (false, 2) => 50,
        (false, _) => 2,
    };
    match day {
        // August, and the days between Christmas and New Year.
        212..=242 => (usual * 6 / 10).max(1),
        355..=364 => (usual * 3 / 10).max(1),
        _ => usual,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn events_follow_one_another_from_the_first_to_the_last_hour() {
        let calendar = Calendar::new();
        let times: Vec<Instant> = (0..=1_000)
            .map(|nth| calendar.instant_of(nth, 1_000))
            .collect();
        assert!(times.is_sorted());
        assert_eq!(times[0], on("2025-01-02T02:00"));
        assert!(times[1_000] > on("2025-12-31T22:00") && times[1_000] < on("2026-01-01"));
    }

    #[test]
    fn the_days_are_what_they_were() {
        assert_eq!(period(on("2025-03-04T10:00")), Period::Office, "a Tuesday");
        assert_eq!(period(on("2025-03-08T10:00")), Period::Night, "a Saturday");
        assert_eq!(period(on("2025-04-18T10:00")), Period::Night, "Good Friday");
        assert_eq!(
            period(on("2025-04-21T10:00")),
            Period::Night,
            "Easter Monday"
        );
        assert_eq!(period(on("2025-05-01T10:00")), Period::Night, "1 May");
        assert_eq!(period(on("2025-12-25T10:00")), Period::Night, "Christmas");
        assert_eq!(period(on("2025-10-18T23:00")), Period::Migration);
        assert_eq!(period(on("2025-10-19T04:59")), Period::Migration);
        assert_eq!(period(on("2025-10-19T05:00")), Period::Night);
        assert!(!since_june(on("2025-05-31T23:59")) && since_june(on("2025-06-01")));
    }

    #[test]
    fn people_wait_for_the_next_working_morning() {
        let mut draw = Draw::new(1);
        let mut told = |text| day_text(in_office_hours(on(text), &mut draw));
        assert_eq!(
            told("2025-03-07T20:00"),
            "2025-03-10",
            "from Friday to Monday"
        );
        assert_eq!(
            told("2025-03-10T03:00"),
            "2025-03-10",
            "from early to the same day"
        );
        assert_eq!(told("2025-04-17T22:00"), "2025-04-22", "over Easter");
        assert_eq!(
            told("2025-12-31T23:00"),
            "2025-12-31",
            "never out of the year"
        );
    }
}
