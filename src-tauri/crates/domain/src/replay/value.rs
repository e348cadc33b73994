//! What two JSON values mean to each other, however they are spelled.

use std::cmp::Ordering;

use super::tree::Json;

/// Whether two values mean the same: `1.10` is `1.1`, `"\u0041"` is `"A"`. No number is rounded for it.
pub fn same_value(a: &Json, b: &Json) -> bool {
    if a.is_same(b) {
        return true;
    }
    match (a, b) {
        (Json::Leaf(a), Json::Leaf(b)) => a == b || order_leaves(a, b) == Some(Ordering::Equal),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same_value(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            let same = |(key, a)| b.get::<str>(key).is_some_and(|b| same_value(a, b));
            a.len() == b.len() && a.iter().map(|(key, a)| (&**key, a)).all(same)
        }
        _ => false,
    }
}

/// The order of two numbers, or of two texts by their characters; other values have none.
pub fn order(a: &Json, b: &Json) -> Option<Ordering> {
    match (a, b) {
        (Json::Leaf(a), Json::Leaf(b)) => order_leaves(a, b),
        _ => None,
    }
}

fn order_leaves(a: &str, b: &str) -> Option<Ordering> {
    if a.starts_with('"') && b.starts_with('"') {
        let text = |spelled: &str| serde_json::from_str::<String>(spelled).ok();
        return Some(text(a)?.cmp(&text(b)?));
    }
    Some(Decimal::read(a)?.cmp(&Decimal::read(b)?))
}

/// A number as its digits: 0.d₁d₂d₃… × 10^`power`, without zeros at either end; no digits is zero.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    /// Beyond ±10^18 all powers count as one.
    power: i64,
}

const POWER_MAX: i64 = 1_000_000_000_000_000_000;

impl Decimal {
    fn read(spelled: &str) -> Option<Self> {
        let (is_negative, number) = match spelled.strip_prefix('-') {
            Some(number) => (true, number),
            None => (false, spelled),
        };
        if !number.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        let leading_zeros = digits.len() - significant.len();
        let shift = i64::try_from(whole.len()).ok()? - i64::try_from(leading_zeros).ok()?;
        let digits = significant.trim_end_matches('0').to_owned();
        Some(Self {
            is_negative: is_negative && !digits.is_empty(),
            power: (power(exponent) + shift).clamp(-POWER_MAX, POWER_MAX),
            digits,
        })
    }
}

fn power(exponent: &str) -> i64 {
    let limit = if exponent.starts_with('-') {
        -POWER_MAX
    } else {
        POWER_MAX
    };
    let power = exponent.parse().unwrap_or(limit);
    power.clamp(-POWER_MAX, POWER_MAX)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |number: &Self| (!number.digits.is_empty()).then_some(number.power);
        let by_size = size(self)
            .cmp(&size(other))
            .then_with(|| self.digits.cmp(&other.digits));
        match (self.is_negative, other.is_negative) {
            (false, false) => by_size,
            (true, true) => by_size.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::{tree, trees};
    use super::*;
    use proptest::prelude::*;

    fn ordered(a: &str, b: &str) -> Option<Ordering> {
        order(&tree(a), &tree(b))
    }

    #[test]
    fn numbers_are_compared_by_value_and_never_rounded() {
        for (a, b) in [
            ("1.10", "1.1"),
            ("0", "-0.0e5"),
            ("1e3", "1000"),
            ("123.45e-1", "12345E-3"),
            ("0.001", "1e-3"),
        ] {
            assert_eq!(ordered(a, b), Some(Ordering::Equal), "{a} {b}");
        }
        for (less, more) in [
            ("9007199254740992", "9007199254740993"),
            ("0.1", "0.10000000000000000000000001"),
            ("-2", "-1"),
            ("-1", "0"),
            ("0", "1e-400"),
            ("9e399", "1e400"),
            ("-1e400", "-9e399"),
            ("99", "100"),
            ("1e9", "1e99999999999999999999999"),
            ("1e-99999999999999999999999", "1e-9"),
        ] {
            assert_eq!(ordered(less, more), Some(Ordering::Less), "{less} {more}");
            assert_eq!(
                ordered(more, less),
                Some(Ordering::Greater),
                "{more} {less}"
            );
        }
    }

    #[test]
    fn texts_are_compared_by_their_characters_and_kinds_are_not_mixed() {
        assert_eq!(ordered(r#""\u0041""#, r#""A""#), Some(Ordering::Equal));
        assert_eq!(
            ordered(r#""2026-01-31""#, r#""2026-02-01""#),
            Some(Ordering::Less)
        );
        for (a, b) in [
            ("1", r#""1""#),
            ("null", "0"),
            ("true", "false"),
            ("[]", "[]"),
        ] {
            assert_eq!(ordered(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn meaning_reaches_into_parts() {
        let same = |a, b| same_value(&tree(a), &tree(b));
        assert!(same(
            r#"{"a":[1.0,"\u0041"],"b":null}"#,
            r#"{"b":null,"a":[1,"A"]}"#
        ));
        assert!(!same("[1,2]", "[1]"));
        assert!(!same(r#"{"a":null}"#, r#"{"b":null}"#));
        assert!(!same("1", r#""1""#));
        assert!(same(r#""\ud800""#, r#""\ud800""#));
    }

    proptest! {
        #[test]
        fn integers_are_ordered_as_integers(a: i64, b: i64, zeros in 0..3usize) {
            let spelled = format!("{b}.{}", "0".repeat(zeros + 1));
            prop_assert_eq!(ordered(&a.to_string(), &spelled), Some(a.cmp(&b)));
        }

        #[test]
        fn floats_are_ordered_as_floats(a in -1e30..1e30f64, b in -1e-3..1e3f64) {
            prop_assert_eq!(ordered(&format!("{a:e}"), &format!("{b}")), a.partial_cmp(&b));
        }

        #[test]
        fn what_is_equal_means_the_same(a in trees(), b in trees()) {
            prop_assert!(same_value(&a, &tree(&a.to_string())));
            prop_assert_eq!(same_value(&a, &b), same_value(&b, &a));
        }
    }
}
