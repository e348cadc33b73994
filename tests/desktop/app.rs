//! Opens the program under test in a world of its own, and closes it again whatever happens.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::display::{Display, Size};
use crate::driver::Driver;
use crate::page::Page;
use crate::session::Session;
use crate::turn::{Turn, folder};

/// How long something may take to come about in it, unless a test says otherwise.
const PATIENCE: Duration = Duration::from_secs(10);
/// Names the folder for the pictures that tests take; without it, they take none.
const SCREENS: &str = "HINDSIGHT_SCREENS";

/// The colours that the system asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
}

/// How the window shall be opened.
pub struct Opening {
    size: Size,
    look: Look,
    patience: Duration,
    arguments: Vec<OsString>,
}

impl Opening {
    /// Small, light, with these arguments on the command line.
    pub fn with<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Self {
            size: Size::SMALL,
            look: Look::Light,
            patience: PATIENCE,
            arguments,
        }
    }

    /// In another size.
    pub fn size(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// In other colours.
    pub fn look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// With another limit for what shall come about.
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Waits for its turn, then opens the window and gives it the whole screen.
    pub fn open(self) -> App {
        let turn = Turn::take();
        let home = TempDir::new().expect("a folder for the test can be made");
        let display = Display::start(self.size, home.path());
        let driver = Driver::start(&environment(home.path(), &display, self.look), home.path());
        let session = begin(&driver, &self.arguments);
        let page = Page::new(session, self.patience);
        let app = App {
            page,
            driver,
            _display: display,
            home,
            _turn: turn,
        };
        app.resize(self.size);
        app
    }
}

/// The open window. Dropping it ends the program, its driver and its screen, in this order.
pub struct App {
    page: Page,
    driver: Driver,
    _display: Display,
    home: TempDir,
    _turn: Turn,
}

impl App {
    /// The folder that the program takes for the person's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The process group of the program and its helpers.
    pub fn group(&self) -> u32 {
        self.driver.group()
    }

    /// Takes a picture, if pictures are asked for, once the letters have their shapes and what is there is drawn.
    #[track_caller]
    pub fn screen(&self, name: &str) {
        self.until("the fonts", || {
            (self.script("return document.fonts.status") == "loaded").then_some(())
        });
        self.script(
            "window.drawn = false;
            requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }));",
        );
        self.until("the frame after the next", || {
            (self.script("return window.drawn") == true).then_some(())
        });
        if let Some(screens) = env::var_os(SCREENS) {
            // What was just drawn reaches the screen a few frames later.
            thread::sleep(Duration::from_millis(300));
            let screens = PathBuf::from(screens);
            fs::create_dir_all(&screens).expect("the folder for pictures can be made");
            self.page
                .picture(&screens.join(format!("{name}.png")))
                .expect("a picture can be taken");
        }
    }

    /// Leaves a picture of a failure, and tells where, and what the program said.
    fn leave_evidence(&self) {
        let test = thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let path = folder().join(format!("{test}.png"));
        match self.page.picture(&path) {
            Ok(()) => eprintln!("The window as it was: {}", path.display()),
            Err(error) => eprintln!("No picture of the window: {error}"),
        }
        eprintln!("The program said:\n{}", self.driver.said());
    }
}

impl Deref for App {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Drop for App {
    fn drop(&mut self) {
        if thread::panicking() {
            self.leave_evidence();
        }
        // Whatever does not end by itself is killed with the driver.
        let _ = self.page.close();
    }
}

/// A program of this workspace. Cargo leaves it beside the folder of the test that is running.
pub fn built(program: &str) -> PathBuf {
    let test = env::current_exe().expect("the test knows where it is");
    let path = test
        .ancestors()
        .nth(2)
        .expect("the test is in a folder of Cargo's")
        .join(program);
    assert!(
        path.is_file(),
        "{} is not built; run: cargo xtask test --only desktop",
        path.display()
    );
    path
}

/// Everything that the program may see of the machine: nothing of the person who runs the tests.
fn environment(home: &Path, display: &Display, look: Look) -> Vec<(&'static str, String)> {
    let inside = |name: &str| home.join(name).display().to_string();
    let theme = match look {
        Look::Light => "Adwaita",
        Look::Dark => "Adwaita:dark",
    };
    vec![
        ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
        ("DISPLAY", display.name().into()),
        ("GDK_BACKEND", "x11".into()),
        ("GTK_THEME", theme.into()),
        ("HOME", home.display().to_string()),
        ("XDG_CONFIG_HOME", inside(".config")),
        ("XDG_DATA_HOME", inside(".local/share")),
        ("XDG_CACHE_HOME", inside(".cache")),
        ("XDG_RUNTIME_DIR", inside("run")),
        // Without a session bus there is no other instance to hand the arguments to, and no desktop to ask.
        (
            "DBUS_SESSION_BUS_ADDRESS",
            format!("unix:path={}", inside("no-bus")),
        ),
        ("NO_AT_BRIDGE", "1".into()),
        ("GSETTINGS_BACKEND", "memory".into()),
        ("LANG", "C.UTF-8".into()),
        ("TZ", "UTC".into()),
    ]
}

fn begin(driver: &Driver, arguments: &[OsString]) -> Session {
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| argument.to_string_lossy())
        .collect();
    let options = json!({ "binary": built("hindsight-desktop"), "args": arguments });
    let capabilities = json!({ "browserName": "wry", "webkitgtk:browserOptions": options });
    match Session::start(&driver.url(), &capabilities) {
        Ok(session) => session,
        Err(trouble) => panic!("the window did not open: {trouble}\n{}", driver.said()),
    }
}
