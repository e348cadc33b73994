//! Events on their way into the engine.

use hindsight_domain::replay::Json;
use hindsight_domain::{Event, Payload, RawJson};
use rquickjs::function::Args;
use rquickjs::object::Property;
use rquickjs::{Array, Ctx, Function, IntoJs, Object, Result, Value};

/// Spelling of the largest integer up to which each one is a JavaScript number of its own.
const SAFE_MAX: &str = "9007199254740991";
/// The length of an instant in the store's own spelling, in bytes.
const OWN_SPELLING_BYTES: usize = 27;
/// Metadata up to so many bytes are read at once: that costs less than being ready to do it later.
const SHORT_BYTES: usize = 48;

/// What a handler is told of an event, in the host's own words.
#[derive(Debug)]
pub(crate) struct Input {
    /// Type, actor and timestamp, one after the other.
    words: String,
    /// Where the first two of them end, in bytes.
    ends: [usize; 2],
    event_version: u32,
    data: Body,
    metadata: Option<Body>,
    version: u32,
}

/// JSON on its way into the engine.
#[derive(Debug)]
pub(crate) enum Body {
    /// The engine's own parser reads it as it is meant.
    Text(String),
    /// It holds integers that a JavaScript number would round.
    Exact(Json),
    /// It is not JSON.
    Broken(String),
}

impl From<&Event> for Input {
    fn from(event: &Event) -> Self {
        let in_own_spelling = event.timestamp.text.len() == OWN_SPELLING_BYTES;
        let respelled = match event.timestamp.value {
            Some(instant) if !in_own_spelling => Some(instant.to_string()),
            _ => None,
        };
        let timestamp = respelled.as_deref().unwrap_or(&event.timestamp.text);
        let (event_type, actor) = (event.event_type.as_str(), event.actor.as_str());
        Self {
            words: [event_type, actor, timestamp].concat(),
            ends: [event_type.len(), event_type.len() + actor.len()],
            event_version: event.event_version,
            data: Body::of(&event.data),
            metadata: event.metadata.as_ref().map(Body::of),
            version: event.version.0,
        }
    }
}

impl Input {
    pub(crate) fn event_type(&self) -> &str {
        &self.words[..self.ends[0]]
    }

    /// The name under which an upcaster for it would be kept.
    pub(crate) fn upcast_name(&self) -> String {
        format!("{}@{}", self.event_type(), self.event_version)
    }

    /// Whether its data is JSON at all.
    pub(crate) fn is_readable(&self) -> bool {
        !matches!(self.data, Body::Broken(_))
    }

    /// The arguments of the driver's `apply`.
    pub(crate) fn arguments<'js>(
        &self,
        handler: i32,
        ctx: &Ctx<'js>,
        big: &Function<'js>,
    ) -> Result<Args<'js>> {
        let mut arguments = Args::new(ctx.clone(), 9);
        arguments.push_arg(handler)?;
        arguments.push_arg(self.event_type())?;
        arguments.push_arg(self.event_version)?;
        arguments.push_arg(self.data.value(ctx, big)?)?;
        let (metadata, metadata_text) = self.metadata(ctx, big)?;
        arguments.push_arg(metadata)?;
        arguments.push_arg(metadata_text)?;
        arguments.push_arg(&self.words[self.ends[0]..self.ends[1]])?;
        arguments.push_arg(&self.words[self.ends[1]..])?;
        arguments.push_arg(self.version)?;
        Ok(arguments)
    }

    /// The metadata, or its text: long ones are read when a handler asks for them, and most do not; a broken one
    /// fails then, and only then.
    fn metadata<'js>(
        &self,
        ctx: &Ctx<'js>,
        big: &Function<'js>,
    ) -> Result<(Value<'js>, Option<&str>)> {
        let later = |text| (Value::new_undefined(ctx.clone()), Some(text));
        match &self.metadata {
            None => Ok((Value::new_null(ctx.clone()), None)),
            Some(Body::Broken(text)) => Ok(later(text.as_str())),
            Some(Body::Text(text)) if text.len() > SHORT_BYTES => Ok(later(text.as_str())),
            Some(value) => Ok((value.value(ctx, big)?, None)),
        }
    }
}

impl Body {
    fn of(payload: &Payload) -> Self {
        match payload {
            Payload::Json(json) => Self::of_json(json),
            Payload::Broken(text) => Self::Broken(text.clone()),
        }
    }

    /// JSON as it stands in a payload or in a stored state.
    pub(crate) fn of_json(json: &RawJson) -> Self {
        let text = json.as_str();
        if may_hold_big_integer(text)
            && let Ok(tree) = Json::parse(json)
        {
            return Self::Exact(tree);
        }
        Self::Text(text.to_owned())
    }

    /// The JavaScript value: integers beyond 2^53 as BigInt.
    pub(crate) fn value<'js>(&self, ctx: &Ctx<'js>, big: &Function<'js>) -> Result<Value<'js>> {
        match self {
            Self::Text(text) | Self::Broken(text) => {
                // The parser wants a byte more, and would copy all to have it.
                let mut bytes = Vec::with_capacity(text.len() + 1);
                bytes.extend_from_slice(text.as_bytes());
                ctx.json_parse(bytes)
            }
            Self::Exact(tree) => build(tree, ctx, big),
        }
    }
}

/// A first look that costs little: whether there is a run of digits as long as the integers in question have.
fn may_hold_big_integer(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|byte| {
        run = if byte.is_ascii_digit() { run + 1 } else { 0 };
        run >= SAFE_MAX.len()
    })
}

fn is_big_integer(spelled: &str) -> bool {
    let digits = spelled.strip_prefix('-').unwrap_or(spelled);
    let longer = digits.len() > SAFE_MAX.len();
    let beyond = longer || (digits.len() == SAFE_MAX.len() && digits > SAFE_MAX);
    beyond && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn build<'js>(tree: &Json, ctx: &Ctx<'js>, big: &Function<'js>) -> Result<Value<'js>> {
    match tree {
        Json::Leaf(spelled) if is_big_integer(spelled) => big.call((&**spelled,)),
        Json::Leaf(spelled) => ctx.json_parse(&**spelled),
        Json::Array(items) => {
            let array = Array::new(ctx.clone())?;
            for (at, item) in items.iter().enumerate() {
                array.set(at, build(item, ctx, big)?)?;
            }
            array.into_js(ctx)
        }
        Json::Object(entries) => {
            let object = Object::new(ctx.clone())?;
            for (key, value) in entries.iter() {
                let value = build(value, ctx, big)?;
                let own = Property::from(value).writable().enumerable().configurable();
                object.prop(&**key, own)?;
            }
            object.into_js(ctx)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_beyond_what_a_number_holds_are_told_apart() {
        for big in [
            "9007199254740992",
            "-9007199254740992",
            "123456789012345678901234567890",
        ] {
            assert!(is_big_integer(big), "{big}");
        }
        for plain in [
            "9007199254740991",
            "-9007199254740991",
            "0",
            "1e30",
            "9007199254740993.5",
            "\"9007199254740993\"",
        ] {
            assert!(!is_big_integer(plain), "{plain}");
        }
        assert!(may_hold_big_integer(r#"{"a":[1,9007199254740993]}"#));
        assert!(!may_hold_big_integer(
            r#"{"a":123456789012345,"b":"2026-01-06T10:00:00.000000Z"}"#
        ));
    }
}
