//! What is in the window, as a person meets it: text that is seen, things with a role and a name, keys.
//!
//! Everything waits: a test says what shall come about, and fails with what the page shows when it does not.

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::display::Size;
use crate::keys::chord;
use crate::role::Role;
use crate::session::{Element, Session, Trouble};

/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(25);
/// How much of the page a failure shows, in characters.
const EXCERPT_CHARS: usize = 2_000;
/// In how many steps something is dragged.
const DRAG_STEPS: i64 = 10;

/// Has the page drawn anew all the while, without anything to be seen of it.
const STIR: &str = "
    let nth = 0;
    const { style } = document.documentElement;
    window.stirring = setInterval(() => { style.outline = `1px solid rgb(0 0 0 / ${nth++ % 2 / 1000})`; }, 16);";
const CALM: &str = "clearInterval(window.stirring); document.documentElement.style.outline = '';";

/// The page in the window.
pub struct Page {
    session: Session,
    /// How long something may take to come about.
    patience: Duration,
    /// What was in the way when a look was taken last, for the message when looking ends.
    trouble: RefCell<String>,
}

impl Page {
    /// The page of a session, in which something may take as long as `patience` to come about.
    pub fn new(session: Session, patience: Duration) -> Self {
        Self {
            session,
            patience,
            trouble: RefCell::default(),
        }
    }

    /// Waits until the text is seen.
    #[track_caller]
    pub fn see(&self, text: &str) {
        self.until(&format!("the text {text:?}"), || {
            self.text()?.contains(text).then_some(())
        });
    }

    /// Waits until the text is seen no more.
    #[track_caller]
    pub fn miss(&self, text: &str) {
        self.until(&format!("the end of the text {text:?}"), || {
            (!self.text()?.contains(text)).then_some(())
        });
    }

    /// Waits for the one visible thing with this role and exactly this name, and clicks it.
    #[track_caller]
    pub fn click(&self, role: Role, name: &str) {
        self.until(&format!("a click on the {role:?} {name:?}"), || {
            let element = self.the(role, name)?;
            // The driver scrolls to what is out of sight, and not to what is cut at an edge.
            let script = "arguments[0].scrollIntoView({ block: 'nearest' });";
            self.script_on(script, &[element.argument()])?;
            self.attempt(self.session.post(&element.path("click"), &json!({})))
        });
    }

    /// Waits for the thing, takes it with the pointer, and lets it go so many pixels to its right.
    #[track_caller]
    pub fn drag(&self, role: Role, name: &str, right_px: i64) {
        self.pull(role, name, (right_px, 0));
    }

    /// The same, so many pixels below.
    #[track_caller]
    pub fn drag_down(&self, role: Role, name: &str, down_px: i64) {
        self.pull(role, name, (0, down_px));
    }

    /// Moves the pointer to a place in the window, in pixels from its upper left corner.
    #[track_caller]
    pub fn point_at(&self, x: i64, y: i64) {
        self.act(&[moved(json!("viewport"), x, y)]);
    }

    /// Waits for the thing, takes it with the pointer, and lets it go after so many moves of so many pixels to the right.
    /// Between two moves it rests.
    #[track_caller]
    pub fn drag_slowly(&self, role: Role, name: &str, (moves, px): (u32, i64), rest: Duration) {
        let rest = json!({ "type": "pause", "duration": rest.as_millis() as u64 });
        let steps = (0..moves).flat_map(|_| [moved(json!("pointer"), px, 0), rest.clone()]);
        self.pull_along(role, name, steps.collect());
    }

    #[track_caller]
    fn pull(&self, role: Role, name: &str, (right_px, down_px): (i64, i64)) {
        let (x, y) = (right_px / DRAG_STEPS, down_px / DRAG_STEPS);
        let steps = (1..=DRAG_STEPS).map(|_| moved(json!("pointer"), x, y));
        self.pull_along(role, name, steps.collect());
    }

    #[track_caller]
    fn pull_along(&self, role: Role, name: &str, steps: Vec<Value>) {
        let element = self.until(&format!("the {role:?} {name:?}"), || self.the(role, name));
        let taken = [
            moved(element.argument(), 0, 0),
            json!({ "type": "pointerDown", "button": 0 }),
        ];
        let let_go = [json!({ "type": "pointerUp", "button": 0 })];
        let actions: Vec<Value> = taken.into_iter().chain(steps).chain(let_go).collect();
        self.act(&actions);
    }

    /// Does what the pointer shall do.
    #[track_caller]
    fn act(&self, actions: &[Value]) {
        let pointer = json!({ "type": "pointer", "id": "mouse", "actions": actions });
        self.done(
            self.session
                .post("actions", &json!({ "actions": [pointer] })),
        );
    }

    /// Waits for the thing, and types into it in place of what it held.
    #[track_caller]
    pub fn fill(&self, role: Role, name: &str, text: &str) {
        self.click(role, name);
        self.press("Control+a");
        if text.is_empty() {
            return self.press("Delete");
        }
        self.write(text);
    }

    /// Waits for the thing, and reads what it holds or shows.
    #[track_caller]
    pub fn read(&self, role: Role, name: &str) -> String {
        self.until(&format!("the {role:?} {name:?}"), || self.shown(role, name))
    }

    /// The names of all visible things with this role, in the order of the page.
    #[track_caller]
    pub fn names(&self, role: Role) -> Vec<String> {
        self.until(&format!("the names of every {role:?}"), || {
            self.all(role)?
                .iter()
                .map(|element| self.name_of(element))
                .collect()
        })
    }

    /// Presses keys on whatever has the focus: `ArrowRight`, `Control+k`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        self.done(self.session.post("actions", &chord(keys)));
    }

    /// Types a text into whatever has the focus; a line end in it is the Enter key.
    #[track_caller]
    pub fn write(&self, text: &str) {
        let focused = self.until("the focus", || {
            Element::from_answer(&self.attempt(self.session.get("element/active"))?)
        });
        self.done(self.session.post(
            &focused.path("value"),
            &json!({ "text": text.replace('\n', "\u{E007}") }),
        ));
    }

    /// What the thing holds or shows, if it is there now.
    pub fn shown(&self, role: Role, name: &str) -> Option<String> {
        let script = "return arguments[0].value ?? arguments[0].innerText";
        let element = self.the(role, name)?;
        let held = self.attempt(self.session.script(script, &[element.argument()]))?;
        held.as_str().map(str::to_owned)
    }

    /// Runs a script with arguments, if the page lets it; for looks at a page that may be changing.
    pub fn script_on(&self, body: &str, arguments: &[Value]) -> Option<Value> {
        self.attempt(self.session.script(body, arguments))
    }

    /// Runs a script in the page, as the body of a function, and returns what it returns.
    #[track_caller]
    pub fn script(&self, body: &str) -> Value {
        self.done(self.session.script(body, &[]))
    }

    /// Waits until a look at the page gives something.
    #[track_caller]
    pub fn until<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if start.elapsed() > self.patience {
                let shown: String = self
                    .text()
                    .unwrap_or_default()
                    .chars()
                    .take(EXCERPT_CHARS)
                    .collect();
                let trouble = self.trouble.borrow();
                panic!(
                    "{what} did not come about.\nIn the way was: {trouble}\nThe page shows:\n{shown}"
                );
            }
            sleep(PAUSE);
        }
    }

    /// Gives the window a size, and waits until the page fills it.
    #[track_caller]
    pub fn resize(&self, size: Size) {
        let Size { width, height } = size;
        let place = json!({ "x": 0, "y": 0, "width": width, "height": height });
        self.done(self.session.post("window/rect", &place));
        self.until(&format!("{size:?}"), || {
            let inside =
                self.attempt(self.session.script("return [innerWidth, innerHeight]", &[]))?;
            (inside == json!([width, height])).then_some(())
        });
    }

    /// Writes a picture of the window. The driver takes it when the page is drawn next, and a page at rest may not be for
    /// long, so meanwhile it is stirred.
    pub fn picture(&self, path: &Path) -> Result<(), Trouble> {
        self.session.script(STIR, &[])?;
        let answer = self.session.get("screenshot");
        self.session.script(CALM, &[])?;
        let png = BASE64_STANDARD.decode(answer?.as_str().unwrap_or_default());
        let png = png.map_err(|error| Trouble(error.to_string()))?;
        fs::write(path, png).map_err(|error| Trouble(error.to_string()))
    }

    /// Ends the session, and the program with it.
    pub fn close(&self) -> Result<(), Trouble> {
        self.session.end()
    }

    /// The text that is seen.
    fn text(&self) -> Option<String> {
        let text = self.attempt(self.session.script("return document.body.innerText", &[]))?;
        text.as_str().map(str::to_owned)
    }

    /// The thing with this role and name, while there is exactly one.
    fn the(&self, role: Role, name: &str) -> Option<Element> {
        let all = self.all(role)?;
        let names: Option<Vec<String>> = all.iter().map(|element| self.name_of(element)).collect();
        let names = names?;
        let places: Vec<usize> = (0..names.len()).filter(|&at| names[at] == name).collect();
        match places[..] {
            [at] => all.into_iter().nth(at),
            _ => {
                self.trouble
                    .replace(format!("the {role:?}s on the page are {names:?}"));
                None
            }
        }
    }

    fn all(&self, role: Role) -> Option<Vec<Element>> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility())";
        let answer = self.attempt(self.session.script(script, &[json!(role.selector())]))?;
        answer
            .as_array()?
            .iter()
            .map(Element::from_answer)
            .collect()
    }

    /// The name that the browser gives to assistive technology.
    fn name_of(&self, element: &Element) -> Option<String> {
        let name = self.attempt(self.session.get(&element.path("computedlabel")))?;
        name.as_str().map(str::to_owned)
    }

    /// The answer to a command that has to succeed.
    #[track_caller]
    fn done(&self, answer: Result<Value, Trouble>) -> Value {
        match answer {
            Ok(value) => value,
            Err(trouble) => panic!("the window did not obey: {trouble}"),
        }
    }

    /// The answer to a command that may fail while the page changes.
    fn attempt(&self, answer: Result<Value, Trouble>) -> Option<Value> {
        match answer {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.trouble.replace(trouble.0);
                None
            }
        }
    }
}

/// A move of the pointer at once, from where something is.
fn moved(origin: Value, x: i64, y: i64) -> Value {
    json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": x, "y": y })
}
