//! The WebDriver protocol of the W3C, as far as these tests speak it: JSON over HTTP to a driver on this machine.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Response;

/// How long one command may take; after it, the window hangs or is gone.
const COMMAND: Duration = Duration::from_secs(30);
/// The largest answer, which is a picture.
const ANSWER_BYTES_MAX: u64 = 64 << 20;
/// Under this key an element stands in arguments and answers; the name is the standard's.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Why something could not be done, in words for whoever reads the failure of a test.
#[derive(Debug)]
pub struct Trouble(pub String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A thing on the page, as the driver knows it.
#[derive(Debug)]
pub struct Element(String);

impl Element {
    /// The element in an answer.
    pub fn from_answer(answer: &Value) -> Option<Self> {
        Some(Self(answer.get(ELEMENT)?.as_str()?.to_owned()))
    }

    /// The element as an argument of a script.
    pub fn argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }

    /// The path of a command to this element.
    pub fn path(&self, command: &str) -> String {
        format!("element/{}/{command}", self.0)
    }
}

/// One program under test, driven.
pub struct Session {
    agent: Agent,
    url: String,
}

impl Session {
    /// Has the driver start a program.
    pub fn start(driver: &str, capabilities: &Value) -> Result<Self, Trouble> {
        let agent = Agent::config_builder()
            .timeout_global(Some(COMMAND))
            .http_status_as_error(false)
            .build()
            .new_agent();
        let wanted = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let answer = value(agent.post(format!("{driver}/session")).send_json(wanted))?;
        match answer["sessionId"].as_str() {
            Some(id) => Ok(Self {
                agent,
                url: format!("{driver}/session/{id}"),
            }),
            None => Err(Trouble(format!("the driver began no session: {answer}"))),
        }
    }

    /// Asks for something.
    pub fn get(&self, path: &str) -> Result<Value, Trouble> {
        value(self.agent.get(format!("{}/{path}", self.url)).call())
    }

    /// Has something done.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, Trouble> {
        value(
            self.agent
                .post(format!("{}/{path}", self.url))
                .send_json(body),
        )
    }

    /// Runs a script, as the body of a function, and answers what it returns.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value, Trouble> {
        self.post(
            "execute/sync",
            &json!({ "script": body, "args": arguments }),
        )
    }

    /// Ends the program.
    pub fn end(&self) -> Result<(), Trouble> {
        value(self.agent.delete(&self.url).call()).map(|_| ())
    }
}

/// The value in an answer; an answer that tells of an error has a value too, which says what it was.
fn value(answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<Value, Trouble> {
    let mut answer = answer.map_err(|error| Trouble(error.to_string()))?;
    let body = answer
        .body_mut()
        .with_config()
        .limit(ANSWER_BYTES_MAX)
        .read_json::<Value>();
    let value = body.map_err(|error| Trouble(error.to_string()))?["value"].take();
    if answer.status().is_success() {
        return Ok(value);
    }
    Err(Trouble(format!(
        "{}: {}",
        value["error"].as_str().unwrap_or("error"),
        value["message"]
    )))
}
