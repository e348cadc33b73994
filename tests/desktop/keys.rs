//! Keys by their names in the browser, alone or held together: `ArrowRight`, `Control+k`.

use serde_json::{Value, json};

/// The actions of pressing the keys in order and letting go in reverse.
pub fn chord(keys: &str) -> Value {
    let values: Vec<char> = keys.split('+').map(value).collect();
    let pressed = values
        .iter()
        .map(|value| json!({ "type": "keyDown", "value": value }));
    let let_go = values
        .iter()
        .rev()
        .map(|value| json!({ "type": "keyUp", "value": value }));
    let actions: Vec<Value> = pressed.chain(let_go).collect();
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })
}

/// The character that stands for a key in the protocol.
fn value(name: &str) -> char {
    match name {
        "Backspace" => '\u{E003}',
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "PageUp" => '\u{E00E}',
        "PageDown" => '\u{E00F}',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        "Delete" => '\u{E017}',
        _ => single(name),
    }
}

fn single(name: &str) -> char {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => panic!("no key is called {name:?}"),
    }
}
