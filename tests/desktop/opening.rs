//! Opening the window.

use serde_json::json;

use crate::app::Opening;
use crate::display::Size;

#[test]
fn the_window_fills_the_screen_in_every_size() {
    for size in [Size::SMALL, Size::LARGE] {
        let app = Opening::with::<&str>([]).size(size).open();
        assert_eq!(
            app.script("return [innerWidth, innerHeight]"),
            json!([size.width, size.height])
        );
        assert_eq!(app.script("return devicePixelRatio"), json!(1));
        app.screen(&format!("opening-{}", size.width));
    }
}
