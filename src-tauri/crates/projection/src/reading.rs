//! A JavaScript state as JSON, exactly, or the path at which it is none.

use std::sync::Arc;

use hindsight_domain::json::DEPTH_MAX;
use hindsight_domain::replay::{Entries, Json, Pointer};
use rquickjs::object::Filter;
use rquickjs::{Coerced, Ctx, Error, FromJs, Function, Object, String as JsString, Value};

use crate::loading::Plain;

/// The longest state, in bytes of its text and a few for each part. One part may stand in many places, so the
/// engine's own memory does not bound what there is to read.
const STATE_BYTES_MAX: usize = 16 << 20;
/// What each part counts besides its text, in bytes.
const PART_BYTES: usize = 8;
/// The largest integer up to which each one is a number of its own.
const SAFE_MAX: f64 = 9_007_199_254_740_991.0;

/// Why a state cannot be shown.
#[derive(Debug)]
pub(crate) enum Unsound {
    /// Something that JSON does not have, and the steps that lead to it, the last one first.
    At(Vec<String>, String),
    /// The engine failed.
    Engine(Error),
}

impl Unsound {
    fn because(what: impl Into<String>) -> Self {
        Self::At(Vec::new(), what.into())
    }

    fn below(mut self, step: impl FnOnce() -> String) -> Self {
        if let Self::At(steps, _) = &mut self {
            steps.push(step());
        }
        self
    }

    /// Where it is, as a pointer below `at`, and what.
    pub(crate) fn words(mut at: Pointer, steps: &[String], what: &str) -> String {
        steps.iter().rev().for_each(|step| at.push(step));
        match at.as_str() {
            "" => format!("the state {what}"),
            path => format!("{path} {what}"),
        }
    }
}

impl From<Error> for Unsound {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

/// Reads one state, or a part of one.
pub(crate) struct Reading<'e, 'js> {
    ctx: &'e Ctx<'js>,
    plain: &'e Plain<'js>,
    /// Gives a BigInt's digits, or nothing where it is too long.
    digits: &'e Function<'js>,
    bytes: usize,
    around: Vec<Value<'js>>,
}

impl<'e, 'js> Reading<'e, 'js> {
    pub(crate) fn new(ctx: &'e Ctx<'js>, plain: &'e Plain<'js>, digits: &'e Function<'js>) -> Self {
        Self {
            ctx,
            plain,
            digits,
            bytes: 0,
            around: Vec::new(),
        }
    }

    /// Reads a value. Parts that are as in `known` are taken from there, so that both share them.
    pub(crate) fn read(
        &mut self,
        value: &Value<'js>,
        known: Option<&Json>,
    ) -> Result<Json, Unsound> {
        self.count(PART_BYTES)?;
        if let Some(text) = value.as_string() {
            return self.text(text, known);
        }
        if let Some(number) = value.as_number() {
            let spelled = self.number(number, value)?;
            return self.leaf(&spelled, known);
        }
        if let Some(word) = value.as_bool() {
            return self.leaf(if word { "true" } else { "false" }, known);
        }
        if value.is_null() {
            return self.leaf("null", known);
        }
        if value.is_big_int() {
            let digits: Option<String> = self.digits.call((value.clone(),))?;
            let digits = digits.ok_or_else(|| Unsound::because("has more than 1,000 digits"))?;
            return self.leaf(&digits, known);
        }
        self.container(value, known)
    }

    fn container(&mut self, value: &Value<'js>, known: Option<&Json>) -> Result<Json, Unsound> {
        if value.is_function() {
            return Err(Unsound::because("is a function, which JSON does not have"));
        }
        let Some(object) = value.as_object() else {
            let kind = value.type_name();
            let hint = if value.is_undefined() {
                "; give null, or leave the key out"
            } else {
                ""
            };
            return Err(Unsound::because(format!(
                "is {kind}, which JSON does not have{hint}"
            )));
        };
        if self.around.len() >= DEPTH_MAX {
            return Err(Unsound::because(match self.around.contains(value) {
                true => "contains itself".to_owned(),
                false => format!("is nested deeper than {DEPTH_MAX} levels"),
            }));
        }
        self.around.push(value.clone());
        let read = match value.is_array() {
            true => self.array(object, known),
            false => self.object(object, known),
        };
        self.around.pop();
        read
    }

    fn array(&mut self, array: &Object<'js>, known: Option<&Json>) -> Result<Json, Unsound> {
        let known_items: &[Json] = match known {
            Some(Json::Array(items)) => items,
            _ => &[],
        };
        require_plain(array, &self.plain.list)?;
        // Not asked as an integer: a list may say of itself that it is four thousand million long.
        let length: f64 = array.get("length")?;
        let mut items = Vec::new();
        let mut same = true;
        for at in (0u32..).take_while(|at| f64::from(*at) < length) {
            let value: Value<'js> = array.get(at)?;
            let known = known_items.get(items.len());
            let item = self.read(&value, known);
            let item = item.map_err(|unsound| unsound.below(|| at.to_string()))?;
            same &= known.is_some_and(|known| known.is_same(&item));
            items.push(item);
        }
        Ok(match known {
            Some(known @ Json::Array(_)) if same && known_items.len() == items.len() => {
                known.clone()
            }
            _ => Json::Array(Arc::new(items)),
        })
    }

    fn object(&mut self, object: &Object<'js>, known: Option<&Json>) -> Result<Json, Unsound> {
        require_plain(object, &self.plain.object)?;
        let known_entries = match known {
            Some(Json::Object(entries)) => Some(&**entries),
            _ => None,
        };
        let mut entries: Vec<(Arc<str>, Json)> = Vec::new();
        let mut same = true;
        for property in object.own_props::<JsString<'js>, Value<'js>>(Filter::default()) {
            let (key, value) = property?;
            let key = self.key(&key)?;
            let in_place = known_entries.and_then(|known| known.get_index(entries.len()));
            let in_place = in_place.filter(|(known, _)| ***known == *key);
            let known = in_place.map(|(_, value)| value);
            let known = known.or_else(|| known_entries?.get(key.as_str()));
            let part = self.read(&value, known);
            let part = part.map_err(|unsound| unsound.below(|| key.clone()))?;
            same &= in_place.is_some_and(|(_, known)| known.is_same(&part));
            let key = in_place.map_or_else(|| Arc::from(key.as_str()), |(known, _)| known.clone());
            entries.push((key, part));
        }
        Ok(match known {
            Some(known @ Json::Object(before)) if same && before.len() == entries.len() => {
                known.clone()
            }
            _ => Json::Object(Arc::new(entries.into_iter().collect::<Entries>())),
        })
    }

    fn key(&mut self, key: &JsString<'js>) -> Result<String, Unsound> {
        let text = match key.to_string() {
            Ok(text) => text,
            Err(Error::Utf8(_)) => {
                return Err(Unsound::because(
                    "has a key with half a surrogate pair in it",
                ));
            }
            Err(error) => return Err(error.into()),
        };
        self.count(text.len())?;
        Ok(text)
    }

    fn text(&mut self, text: &JsString<'js>, known: Option<&Json>) -> Result<Json, Unsound> {
        match text.to_string() {
            Ok(text) => {
                self.count(text.len())?;
                Ok(match known {
                    Some(known @ Json::Leaf(spelled)) if spells(spelled, &text) => known.clone(),
                    _ => Json::string(&text),
                })
            }
            // Half a surrogate pair has no character, but an escape.
            Err(Error::Utf8(_)) => {
                let spelled = self.ctx.json_stringify(text.clone())?;
                let spelled = spelled.map(|spelled| spelled.to_string()).transpose()?;
                self.leaf(&spelled.unwrap_or_default(), known)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A number as JavaScript spells it. −0 keeps its sign.
    fn number(&self, number: f64, value: &Value<'js>) -> Result<String, Unsound> {
        if !number.is_finite() {
            let what = format!(
                "is {}, which JSON does not have",
                if number.is_nan() { "NaN" } else { "infinite" }
            );
            return Err(Unsound::because(what));
        }
        if number == 0.0 && number.is_sign_negative() {
            return Ok("-0".to_owned());
        }
        if number.fract() == 0.0 && number.abs() <= SAFE_MAX {
            #[allow(clippy::cast_possible_truncation, reason = "whole, and within 53 bits")]
            return Ok((number as i64).to_string());
        }
        Ok(Coerced::<String>::from_js(self.ctx, value.clone())?.0)
    }

    fn leaf(&mut self, spelled: &str, known: Option<&Json>) -> Result<Json, Unsound> {
        self.count(spelled.len())?;
        Ok(match known {
            Some(known @ Json::Leaf(before)) if **before == *spelled => known.clone(),
            _ => Json::Leaf(spelled.into()),
        })
    }

    fn count(&mut self, bytes: usize) -> Result<(), Unsound> {
        self.bytes += bytes;
        match self.bytes > STATE_BYTES_MAX {
            true => Err(Unsound::because(format!(
                "is where the state grows beyond {} MiB",
                STATE_BYTES_MAX >> 20
            ))),
            false => Ok(()),
        }
    }
}

fn require_plain<'js>(object: &Object<'js>, prototype: &Object<'js>) -> Result<(), Unsound> {
    match object.get_prototype() {
        Some(other) if other != *prototype => Err(Unsound::because(
            "is of a class of its own, such as a Map; a state holds plain objects and lists",
        )),
        _ => Ok(()),
    }
}

/// Whether a leaf spells a text plainly: only quotes added.
fn spells(leaf: &str, text: &str) -> bool {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    let inner = leaf
        .strip_prefix('"')
        .and_then(|leaf| leaf.strip_suffix('"'));
    inner == Some(text) && text.bytes().all(plain)
}
