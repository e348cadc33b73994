//! Opening the window.

use serde_json::json;

use crate::app::Opening;
use crate::display::Size;

#[test]
fn the_window_fills_the_screen_in_every_size() {
    for size in [Size::SMALL, Size::LARGE] {
        let app = Opening::with::<&str>([]).size(size).open();
        app.see("Open a store");
        assert_eq!(
            app.script("return [innerWidth, innerHeight]"),
            json!([size.width, size.height])
        );
        assert_eq!(app.script("return devicePixelRatio"), json!(1));
        app.screen(&format!("opening-{}", size.width));
    }
}

#[test]
fn letters_are_drawn_with_the_fonts_that_come_along() {
    let app = Opening::with::<&str>([]).open();
    app.see("Open a store");
    let drawn = "return [...document.fonts].filter(face => face.status === 'loaded').map(face => face.family)";
    app.until("a font", || {
        app.script(drawn)
            .to_string()
            .contains("Inter")
            .then_some(())
    });
}
