//! Keys by their names in the browser, alone or held together: `ArrowRight`, `Control+k`.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

/// The actions of pressing the keys in order and letting go in reverse.
pub fn chord(keys: &str) -> KeyActions {
    let values: Vec<char> = keys.split('+').map(value).collect();
    let pressed = values
        .iter()
        .fold(KeyActions::new("keyboard".into()), |actions, &value| {
            actions.then(KeyAction::Down { value })
        });
    values.iter().rev().fold(pressed, |actions, &value| {
        actions.then(KeyAction::Up { value })
    })
}

fn value(name: &str) -> char {
    let key = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        _ => return single(name),
    };
    key.into()
}

fn single(name: &str) -> char {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => panic!("no key is called {name:?}"),
    }
}
