//! Moves the page in every frame, and hears from it how long the frames took.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::processes::spent_ms;
use super::spread;
use crate::app::App;

/// What is measured: its name, and what happens in each frame. First what the machine itself takes: without a graphics
/// card, drawing anything is most of a frame, so every figure of ours stands beside a change of as many pixels with no
/// code of ours in it.
pub const EXPLORE: &[(&str, &str)] = &[
    ("at rest", ""),
    (
        "one line of another colour",
        "document.querySelector('header').style.outline = `1px solid rgb(${nth % 255} 0 0)`;",
    ),
    (
        "bars behind another colour",
        "bars.style.background = nth % 2 ? '#00000001' : '';",
    ),
    (
        "zoom",
        "wheel(bars, { deltaY: nth % 120 < 60 ? -40 : 40 });",
    ),
    ("pan", "wheel(bars, { deltaX: nth % 120 < 60 ? 30 : -30 });"),
    (
        "rows before another colour",
        "rows.style.background = nth % 2 ? '#fefefe' : '';",
    ),
    (
        "scroll",
        "wheel(rows, { deltaY: nth % 240 < 200 ? 120 : -600 });",
    ),
];
const FRAMES: usize = 360;
/// So long as they take at sixty in a second, and a little more.
const LONG_ENOUGH: Duration = Duration::from_millis(FRAMES as u64 * 17 + 300);
/// A part of the history of a demo store: there is something to pan in a part of it alone.
const PART: &str = "location.hash = '#/explore?zoom=' + encodeURIComponent('2025-05-01T00:00:00.000000Z/2025-06-01T00:00:00.000000Z')";
/// Begins to record, for so many frames, and does something in each of them. The page lets no text become code, so the
/// motion is put into the script itself.
const RECORD: &str = "
    const bars = document.querySelector('[aria-label^=\"Range of time\"]');
    const rows = document.querySelector(':is([role=grid], [role=treegrid]) [role=rowgroup]:last-child');
    const wheel = (element, turn) => {
        const box = element.getBoundingClientRect();
        element.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true,
            clientX: box.left + box.width * 0.6, clientY: box.top + box.height / 2, ...turn }));
    };
    const frames = [];
    window.frames_measured = null;
    let last = null;
    const tick = (now) => {
        if (last !== null) frames.push(now - last);
        last = now;
        const nth = frames.length;
        if (nth === arguments[0]) { window.frames_measured = frames; return; }
        MOTION
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return true;";

/// Goes through some motions one after the other.
#[track_caller]
pub fn measured(app: &App, motions: &[(&str, &str)]) -> Vec<Value> {
    let each = motions.iter().map(|(name, motion)| {
        if *name == "pan" {
            app.script(PART);
            app.see("Whole history");
        }
        moved(app, name, motion)
    });
    each.collect()
}

#[track_caller]
fn moved(app: &App, name: &str, motion: &str) -> Value {
    let before = spent_ms(app.group());
    let begun = app.script_on(&RECORD.replace("MOTION", motion), &[json!(FRAMES)]);
    assert_eq!(begun, Some(json!(true)), "{name}");
    // Looking would be work for the page that is measured.
    sleep(LONG_ENOUGH);
    let frames = app.until("the last frame", || {
        let frames = app.script_on("return window.frames_measured", &[])?;
        serde_json::from_value::<Vec<f64>>(frames).ok()
    });
    assert_eq!(frames.len(), FRAMES, "{name}");
    let [median, p95, worst] = spread(&frames);
    let late = frames.iter().filter(|frame| **frame > 33.0).count();
    let spent = spent_ms(app.group());
    let each = |name: &str| (spent[name] - before.get(name).unwrap_or(&0.0)) / FRAMES as f64;
    let busy: Value = spent
        .keys()
        .map(|name| (name.clone(), json!((each(name) * 10.0).round() / 10.0)))
        .collect();
    json!({
        "motion": name, "frames": FRAMES, "median_ms": median, "p95_ms": p95, "worst_ms": worst, "over_33_ms": late,
        "processor_ms_each": busy,
    })
}
