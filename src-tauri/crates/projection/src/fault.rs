//! Why a module or a handler failed, in words for its author.

use rquickjs::{Ctx, Object, String as JsString, Value};

use crate::pulse::Pulse;

/// The longest text of a module's own that a message repeats, in characters.
const OWN_WORDS_MAX: usize = 300;

/// How the engine begins to say that there is no module of a name.
const NO_LOADER: &str = "could not load module";

/// Why something failed, with the module's file and, where it is known, the line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Fault(String);

/// What a fault is told with: the file, and what is known of limits that were met.
#[derive(Clone, Copy)]
pub(crate) struct Teller<'e> {
    pub(crate) file: &'e str,
    pub(crate) pulse: &'e Pulse,
    pub(crate) memory_bytes: usize,
}

impl Fault {
    /// A fault that the host found.
    pub(crate) fn new(file: &str, reason: impl std::fmt::Display) -> Self {
        Self(format!("{file}: {reason}"))
    }
}

impl Teller<'_> {
    pub(crate) fn new_fault(&self, reason: impl std::fmt::Display) -> Fault {
        Fault::new(self.file, reason)
    }

    /// Tells what an error of the engine means. Takes the pending exception away, so that the next one is its own.
    pub(crate) fn fault(&self, ctx: &Ctx<'_>, error: rquickjs::Error) -> Fault {
        match error {
            rquickjs::Error::Exception => self.exception(ctx, &ctx.catch()),
            rquickjs::Error::Allocation => self.out_of_memory(),
            rquickjs::Error::InvalidString(_) => self.new_fault("it holds a NUL character"),
            other => self.new_fault(other),
        }
    }

    fn exception(&self, ctx: &Ctx<'_>, thrown: &Value<'_>) -> Fault {
        if let Some(limit) = self.pulse.exceeded() {
            let limit = limit.as_secs_f64();
            return self.new_fault(format!(
                "it ran longer than {limit} s and was stopped; look for a loop without an end"
            ));
        }
        match thrown.as_object().filter(|object| object.is_error()) {
            Some(error) => self.error(ctx, error),
            // The engine throws these where it has no memory left even for an error.
            None if thrown.is_null() || thrown.type_of() == rquickjs::Type::Uninitialized => {
                self.new_fault(format!("it threw null, or {}", self.memory_words()))
            }
            None => self.new_fault(format!("it threw {}", thing(thrown))),
        }
    }

    fn error(&self, ctx: &Ctx<'_>, error: &Object<'_>) -> Fault {
        let words = |key: &str| own_words(ctx, error, key).unwrap_or_default();
        let (name, message) = (words("name"), words("message"));
        let said = match (name.as_str(), message.as_str()) {
            ("InternalError", "out of memory") => return self.out_of_memory(),
            ("RangeError", "Maximum call stack size exceeded") => {
                "it calls itself too many times".to_owned()
            }
            ("ReferenceError", said) if said.starts_with(NO_LOADER) => {
                let name = said.trim_start_matches(NO_LOADER);
                format!("it imports{name}; a projection stands alone")
            }
            ("", said) | (said, "") => said.to_owned(),
            (name, said) => format!("{name}: {said}"),
        };
        match line_of(self.file, &words("stack")) {
            Some(line) => Fault(format!("{}, line {line}: {said}", self.file)),
            None => self.new_fault(said),
        }
    }

    fn out_of_memory(&self) -> Fault {
        self.new_fault(format!("it {}", self.memory_words()))
    }

    fn memory_words(&self) -> String {
        format!(
            "needs more than the {} MiB of memory that it may use",
            self.memory_bytes >> 20
        )
    }
}

/// A text that an error carries, if it is one; whatever else stands there is hostile and left alone.
fn own_words(ctx: &Ctx<'_>, error: &Object<'_>, key: &str) -> Option<String> {
    let words = error.get::<_, Value<'_>>(key);
    if words.is_err() {
        drop(ctx.catch());
    }
    text(words.ok()?.as_string()?)
}

fn text(words: &JsString<'_>) -> Option<String> {
    let words = words.to_string().ok()?;
    Some(match words.char_indices().nth(OWN_WORDS_MAX) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    })
}

/// What was thrown, where it is no error.
fn thing(thrown: &Value<'_>) -> String {
    if let Some(words) = thrown.as_string() {
        return text(words).map_or_else(|| "a text".to_owned(), |words| format!("{words:?}"));
    }
    if let Some(number) = thrown.as_number() {
        return number.to_string();
    }
    match thrown.as_bool() {
        Some(word) => word.to_string(),
        None => format!("something that is no error ({})", thrown.type_name()),
    }
}

/// The first line of the module that a stack names.
fn line_of(file: &str, stack: &str) -> Option<u32> {
    let (_, rest) = stack.split_once(&format!("{file}:"))?;
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    digits.parse().ok()
}
