//! What is in the window, as a person meets it: text that is seen, things with a role and a name, keys.
//!
//! Everything waits: a test says what shall come about, and fails with what the page shows when it does not.

use std::cell::RefCell;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::display::Size;
use crate::keys::chord;
use crate::role::Role;

/// How long one command of the driver may take; after it, the window hangs or is gone.
const COMMAND: Duration = Duration::from_secs(30);
/// How long between two looks.
const PAUSE: Duration = Duration::from_millis(25);
/// How much of the page a failure shows, in characters.
const EXCERPT_CHARS: usize = 2_000;
/// Under this key an element stands in the answers of a driver; the name is the standard's.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The page in the window.
pub struct Page {
    runtime: Runtime,
    client: Client,
    /// How long something may take to come about.
    patience: Duration,
    /// The latest error of a command that was tried again, for the message when trying ends.
    trouble: RefCell<String>,
}

impl Page {
    /// Takes over a session, in which something may take as long as `patience` to come about.
    pub fn new(runtime: Runtime, client: Client, patience: Duration) -> Self {
        Self {
            runtime,
            client,
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
            self.try_command(element.click())
        });
    }

    /// Waits for the thing, and types into it in place of what it held.
    #[track_caller]
    pub fn fill(&self, role: Role, name: &str, text: &str) {
        self.click(role, name);
        self.press("Control+a");
        if text.is_empty() {
            return self.press("Delete");
        }
        let focused = self.command(self.client.active_element());
        self.command(focused.send_keys(text));
    }

    /// Waits for the thing, and reads what it holds or shows.
    #[track_caller]
    pub fn read(&self, role: Role, name: &str) -> String {
        self.until(&format!("the {role:?} {name:?}"), || {
            let element = self.the(role, name)?;
            let script = "return arguments[0].value ?? arguments[0].innerText";
            let held = self.try_command(self.client.execute(script, vec![json!(element)]))?;
            held.as_str().map(str::to_owned)
        })
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
        self.command(self.client.perform_actions(chord(keys)));
    }

    /// Runs a script in the page, as the body of a function, and returns what it returns.
    #[track_caller]
    pub fn script(&self, body: &str) -> Value {
        self.command(self.client.execute(body, Vec::new()))
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
                panic!(
                    "{what} did not come about.\nLatest trouble: {}\nThe page shows:\n{shown}",
                    self.trouble.borrow()
                );
            }
            sleep(PAUSE);
        }
    }

    /// Gives the window a size, and waits until the page fills it.
    #[track_caller]
    pub fn resize(&self, size: Size) {
        self.command(self.client.set_window_rect(0, 0, size.width, size.height));
        let wanted = json!([size.width, size.height]);
        self.until(&format!("{size:?}"), || {
            (self.script("return [innerWidth, innerHeight]") == wanted).then_some(())
        });
    }

    /// Writes a picture of the window.
    pub fn picture(&self, path: &Path) -> Result<(), String> {
        let png = self.wait(self.client.screenshot())?;
        fs::write(path, png).map_err(|error| error.to_string())
    }

    /// Ends the session, and the program with it.
    pub fn close(&self) {
        // Whatever does not end by itself is killed with the driver.
        let _ = self.wait(self.client.clone().close());
    }

    /// The text that is seen.
    fn text(&self) -> Option<String> {
        let text = self.try_command(
            self.client
                .execute("return document.body.innerText", Vec::new()),
        )?;
        text.as_str().map(str::to_owned)
    }

    /// The thing with this role and name, while there is exactly one.
    fn the(&self, role: Role, name: &str) -> Option<Element> {
        let all = self.all(role)?;
        let names: Vec<String> = all
            .iter()
            .filter_map(|element| self.name_of(element))
            .collect();
        let places: Vec<usize> = (0..names.len()).filter(|&at| names[at] == name).collect();
        match places[..] {
            [at] if names.len() == all.len() => all.into_iter().nth(at),
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
        let answer = self.try_command(self.client.execute(script, vec![json!(role.selector())]))?;
        let id =
            |element: &Value| Some(ElementRef::from(element.get(ELEMENT)?.as_str()?.to_owned()));
        let ids: Vec<ElementRef> = answer.as_array()?.iter().filter_map(id).collect();
        Some(
            ids.into_iter()
                .map(|id| Element::from_element_id(self.client.clone(), id))
                .collect(),
        )
    }

    /// The name that the browser gives to assistive technology.
    fn name_of(&self, element: &Element) -> Option<String> {
        let label = ComputedLabel(element.element_id().to_string());
        self.try_command(self.client.issue_cmd(label))?
            .as_str()
            .map(str::to_owned)
    }

    /// A command that has to succeed.
    #[track_caller]
    fn command<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> T {
        match self.wait(command) {
            Ok(value) => value,
            Err(error) => panic!("the window did not obey: {error}"),
        }
    }

    /// A command that may fail while the page changes.
    fn try_command<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> Option<T> {
        match self.wait(command) {
            Ok(value) => Some(value),
            Err(error) => {
                self.trouble.replace(error);
                None
            }
        }
    }

    fn wait<T, E: Debug>(&self, command: impl Future<Output = Result<T, E>>) -> Result<T, String> {
        let limited = async { tokio::time::timeout(COMMAND, command).await };
        match self.runtime.block_on(limited) {
            Ok(result) => result.map_err(|error| format!("{error:?}")),
            Err(_) => Err(format!("no answer for {} s", COMMAND.as_secs())),
        }
    }
}

/// The standard's command for the accessible name of an element, which the client does not know.
#[derive(Debug)]
struct ComputedLabel(String);

impl WebDriverCompatibleCommand for ComputedLabel {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/element/{}/computedlabel",
            session.unwrap_or_default(),
            self.0
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::GET, None)
    }
}
