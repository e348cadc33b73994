//! The values of a statement, and moments as the server counts them.

use std::borrow::Cow;

use hindsight_domain::Instant;
use tiberius::time::{Date, DateTime2, Time};
use tiberius::{ColumnData, ToSql};
use uuid::Uuid;

/// Microseconds from the first day of the year 1, where datetime2 begins, to 1970.
const YEAR_ONE_MICROS: i64 = 62_135_596_800_000_000;
/// How many of its units make a microsecond, and a day.
const TICKS_PER_MICRO: i64 = 10;
const TICKS_PER_DAY: i64 = 864_000_000_000;
/// The last of them, in the year 9999.
const TICKS_MAX: i64 = 3_155_378_975_999_999_999;

/// A moment as datetime2(7) holds it: units of 100 nanoseconds since the year 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

impl Moment {
    /// The moment of an instant; what lies before the year 1 is its beginning.
    pub fn of(instant: Instant) -> Self {
        let micros = instant.micros().saturating_add(YEAR_ONE_MICROS);
        Self(micros.saturating_mul(TICKS_PER_MICRO).clamp(0, TICKS_MAX))
    }

    /// The instant, cut to the microsecond.
    pub fn instant(self) -> Option<Instant> {
        Instant::from_micros(self.0.div_euclid(TICKS_PER_MICRO) - YEAR_ONE_MICROS)
    }

    /// The first instant that is not before the moment: a client that writes by hand may use the seventh digit.
    pub fn instant_not_before(self) -> Option<Instant> {
        let part = i64::from(self.0 % TICKS_PER_MICRO != 0);
        Instant::from_micros(self.0.div_euclid(TICKS_PER_MICRO) - YEAR_ONE_MICROS + part)
    }

    /// The seventh digit of the second.
    pub fn seventh_digit(self) -> i64 {
        self.0 % TICKS_PER_MICRO
    }

    /// Reads what the server sent.
    pub fn read(stands: DateTime2) -> Option<Self> {
        let scale = 7u32.checked_sub(u32::from(stands.time().scale()))?;
        let of_day = i64::try_from(stands.time().increments())
            .ok()?
            .checked_mul(10i64.pow(scale))?;
        Some(Self(
            i64::from(stands.date().days()) * TICKS_PER_DAY + of_day,
        ))
    }

    fn written(self) -> DateTime2 {
        let ticks = self.0.clamp(0, TICKS_MAX);
        let day = u32::try_from(ticks / TICKS_PER_DAY).unwrap_or_default();
        let of_day = u64::try_from(ticks % TICKS_PER_DAY).unwrap_or_default();
        DateTime2::new(Date::new(day), Time::new(of_day, 7))
    }
}

/// One value of a statement.
#[derive(Debug, Clone)]
pub enum Value<'v> {
    /// bigint.
    Number(Option<i64>),
    /// nvarchar.
    Text(Cow<'v, str>),
    /// uniqueidentifier.
    Id(Option<Uuid>),
    /// datetime2(7).
    Moment(Moment),
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> ColumnData<'_> {
        match self {
            Self::Number(number) => ColumnData::I64(*number),
            Self::Text(text) => ColumnData::String(Some(Cow::Borrowed(text))),
            Self::Id(id) => ColumnData::Guid(*id),
            Self::Moment(moment) => ColumnData::DateTime2(Some(moment.written())),
        }
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<Uuid> for Value<'_> {
    fn from(id: Uuid) -> Self {
        Self::Id(Some(id))
    }
}

impl From<Instant> for Value<'_> {
    fn from(instant: Instant) -> Self {
        Self::Moment(Moment::of(instant))
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// How many values a statement takes at most; the server's own limit is 2,100 with two for itself.
pub const VALUES_MAX: usize = 2_000;

/// The values of one statement, in order.
#[derive(Debug, Default)]
pub struct Values<'v>(Vec<Value<'v>>);

impl<'v> Values<'v> {
    /// Adds a value and gives the name under which the statement knows it.
    pub fn add(&mut self, value: impl Into<Value<'v>>) -> String {
        self.0.push(value.into());
        format!("@P{}", self.0.len())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The values as the driver takes them.
    pub fn as_sql(&self) -> Vec<&dyn ToSql> {
        self.0.iter().map(|value| value as &dyn ToSql).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back_as_the_instants_that_they_were() {
        for text in [
            "0001-01-01T00:00:00.000000Z",
            "1969-12-31T23:59:59.999999Z",
            "2026-01-06T10:00:00.000001Z",
            "9999-12-31T23:59:59.999999Z",
        ] {
            let instant = Instant::parse(text).unwrap();
            let read = Moment::read(Moment::of(instant).written()).unwrap();
            assert_eq!(read.instant(), Some(instant), "{text}");
            assert_eq!(read.instant_not_before(), Some(instant), "{text}");
        }
        let before = Instant::parse("0000-06-01T00:00:00.000000Z").unwrap();
        assert_eq!(Moment::of(before), Moment(0));
    }

    #[test]
    fn the_seventh_digit_is_cut_for_reading_and_counts_for_what_follows() {
        let moment = Moment(Moment::of(Instant::parse("2026-01-06").unwrap()).0 + 9);
        assert_eq!(
            moment.instant().unwrap().to_string(),
            "2026-01-06T00:00:00.000000Z"
        );
        assert_eq!(
            moment.instant_not_before().unwrap().to_string(),
            "2026-01-06T00:00:00.000001Z"
        );
        assert_eq!(moment.seventh_digit(), 9);
    }
}
