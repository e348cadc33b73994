//! Moments in UTC, to the microsecond, and the spellings in which stores hold them.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SubsecRound, Timelike, Utc};

/// A moment in UTC, to the microsecond, between the years 0000 and 9999.
///
/// Its text is of fixed width, `2026-01-06T10:00:00.000000Z`, so that text order is time order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// The first and the last microsecond that the fixed width can spell.
const FIRST_MICROS: i64 = -62_167_219_200_000_000;
const LAST_MICROS: i64 = 253_402_300_799_999_999;
const DAY_MICROS: i64 = 86_400_000_000;

impl Instant {
    /// From microseconds since 1970-01-01T00:00:00Z; `None` outside the years 0000 to 9999.
    pub fn from_micros(micros: i64) -> Option<Self> {
        (FIRST_MICROS..=LAST_MICROS)
            .contains(&micros)
            .then_some(Self(micros))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Reads an instant in any spelling that event stores are known to hold: `T` or a space between date
    /// and time, up to nine digits of a second, `Z`, an offset, or none (then it is taken as UTC), or a
    /// date alone. Digits beyond the microsecond are cut off, never rounded up into the future.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(instant) = Self::parse_canonical(text) {
            return Some(instant);
        }
        let text = text.trim();
        let micros = if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
            moment.to_utc().trunc_subsecs(6).timestamp_micros()
        } else if let Some(moment) = parse_naive(text) {
            moment.and_utc().trunc_subsecs(6).timestamp_micros()
        } else {
            return None;
        };
        Self::from_micros(micros)
    }

    /// The same for an instant to look back from: a date alone is its last microsecond, since what stood on a day is
    /// what stood when it was over.
    pub fn parse_as_of(text: &str) -> Option<Self> {
        let instant = Self::parse(text)?;
        match NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
            Ok(_) => Self::from_micros(instant.0 + DAY_MICROS - 1),
            Err(_) => Some(instant),
        }
    }

    /// The next one, a microsecond later; the last that can be spelled has none.
    pub fn next(self) -> Option<Self> {
        Self::from_micros(self.0 + 1)
    }

    /// Reads the store's own fixed-width spelling and nothing else, without the general parser: nearly every row
    /// holds it.
    pub fn parse_canonical(text: &str) -> Option<Self> {
        let bytes: &[u8; 27] = text.as_bytes().try_into().ok()?;
        let shape = b"dddd-dd-ddTdd:dd:dd.ddddddZ";
        let fits = bytes.iter().zip(shape).all(|(byte, kind)| match kind {
            b'd' => byte.is_ascii_digit(),
            literal => byte == literal,
        });
        if !fits {
            return None;
        }
        let number = |from: usize, to: usize| {
            bytes[from..to]
                .iter()
                .fold(0u32, |n, b| n * 10 + u32::from(b - b'0'))
        };
        let date = NaiveDate::from_ymd_opt(number(0, 4) as i32, number(5, 7), number(8, 10))?;
        let time = date.and_hms_micro_opt(
            number(11, 13),
            number(14, 16),
            number(17, 19),
            number(20, 26),
        )?;
        Self::from_micros(time.and_utc().timestamp_micros())
    }
}

fn parse_naive(text: &str) -> Option<NaiveDateTime> {
    [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
    ]
    .iter()
    .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
    .or_else(|| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .ok()?
            .and_hms_opt(0, 0, 0)
    })
}

impl From<DateTime<Utc>> for Instant {
    /// Cuts to the microsecond and keeps within the years that can be spelled.
    fn from(moment: DateTime<Utc>) -> Self {
        Self(
            moment
                .trunc_subsecs(6)
                .timestamp_micros()
                .clamp(FIRST_MICROS, LAST_MICROS),
        )
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = DateTime::from_timestamp_micros(self.0).unwrap_or_default();
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
            moment.year(),
            moment.month(),
            moment.day(),
            moment.hour(),
            moment.minute(),
            moment.second(),
            moment.nanosecond() / 1_000
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelled(text: &str) -> String {
        Instant::parse(text).map_or_else(|| "none".to_owned(), |instant| instant.to_string())
    }

    #[test]
    fn every_known_spelling_is_the_same_moment() {
        for text in [
            "2026-01-06T10:00:00.000000Z",
            "2026-01-06T10:00:00Z",
            "2026-01-06 10:00:00",
            "2026-01-06T10:00:00.0000009Z",
            "2026-01-06T12:00:00.0000000+02:00",
            "2026-01-06 12:00:00+02:00",
            "2026-01-06T10:00",
        ] {
            assert_eq!(spelled(text), "2026-01-06T10:00:00.000000Z", "{text}");
        }
        assert_eq!(spelled("2026-01-06"), "2026-01-06T00:00:00.000000Z");
    }

    #[test]
    fn a_date_to_look_back_from_is_its_end() {
        let as_of = |text| Instant::parse_as_of(text).unwrap().to_string();
        assert_eq!(as_of("2026-03-31"), "2026-03-31T23:59:59.999999Z");
        assert_eq!(as_of(" 9999-12-31 "), "9999-12-31T23:59:59.999999Z");
        for exact in ["2026-03-31T00:00:00Z", "2026-03-31 12:00"] {
            assert_eq!(Instant::parse_as_of(exact), Instant::parse(exact));
        }
        assert_eq!(Instant::parse_as_of("2026-02-30"), None);
        assert_eq!(Instant(LAST_MICROS).next(), None);
    }

    #[test]
    fn what_is_no_instant_is_none() {
        for text in [
            "",
            "yesterday",
            "2026-13-01T00:00:00.000000Z",
            "12026-01-01T00:00:00Z",
            "\u{661}",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_comes_back_and_its_order_is_time_order(a in FIRST_MICROS..=LAST_MICROS, b in FIRST_MICROS..=LAST_MICROS) {
            let (a, b) = (Instant(a), Instant(b));
            prop_assert_eq!(Instant::parse(&a.to_string()), Some(a));
            prop_assert_eq!(a.to_string().len(), 27);
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Instant::parse(&text);
        }
    }
}
