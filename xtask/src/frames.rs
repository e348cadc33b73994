//! What was measured in the window, as tables with the aims beside the figures.

use serde_json::Value;

/// How long a frame may take at most, in milliseconds, which is where the test that measures begins to count.
const FRAME_MS: u32 = 33;
/// How much memory the main process may hold, in megabytes.
const RESIDENT_MB: u64 = 400;
/// When memory was looked at, by the names of the figures.
const MOMENTS: [(&str, &str); 4] = [
    ("opened", "rows are in sight"),
    ("catalog_known", "the catalog knows every event"),
    ("scrolled", "after scrolling"),
    ("followed", "after following the playhead"),
];
const MAIN: &str = "main process";
const PAGE: &str = "web process";

/// The figures of one test as tables.
pub fn tables(figures: &Value) -> String {
    let events = figures["events"].as_str().map(str::to_owned);
    let events = events.unwrap_or_else(|| figures["events"].to_string());
    let mut text = format!("Over {events} events\n\n");
    text += &aligned(&frames(&figures["motions"]));
    if figures["following"].is_array() {
        text += &aligned(&following(&figures["following"]));
    }
    text + &aligned(&memory(&figures["memory"]))
}

fn frames(motions: &Value) -> Vec<Vec<String>> {
    let heads = ["frames, ms", "median", "95th", "longest", "late", "aim"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for motion in motions.as_array().into_iter().flatten() {
        let mut row = vec![motion["motion"].as_str().unwrap_or_default().to_owned()];
        row.extend(["median_ms", "p95_ms", "worst_ms"].map(|name| rounded(&motion[name])));
        row.push(format!("{} of {}", motion["over_33_ms"], motion["frames"]));
        row.push(format!("none over {FRAME_MS}"));
        rows.push(row);
    }
    rows
}

fn following(views: &Value) -> Vec<Vec<String>> {
    let heads = ["following the playhead, ms", "median", "95th", "longest"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for view in views.as_array().into_iter().flatten() {
        let mut row = vec![view["view"].as_str().unwrap_or_default().to_owned()];
        row.extend(["median_ms", "p95_ms", "worst_ms"].map(|name| rounded(&view[name])));
        rows.push(row);
    }
    rows
}

fn memory(moments: &Value) -> Vec<Vec<String>> {
    let heads = ["resident, MB", MAIN, "aim", "the page's"];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut add = |when: &str, figures: &Value| {
        let resident = |process: &str| figures[process]["resident_mb"].to_string();
        let aim = format!("under {RESIDENT_MB}");
        rows.push(vec![when.to_owned(), resident(MAIN), aim, resident(PAGE)]);
    };
    // Where it was looked at once, at the end.
    if moments[MAIN].is_object() {
        add("at the end", moments);
    }
    for (name, when) in MOMENTS {
        if moments[name].is_object() {
            add(when, &moments[name]);
        }
    }
    rows
}

fn rounded(ms: &Value) -> String {
    ms.as_f64()
        .map_or_else(String::new, |ms| format!("{ms:.0}"))
}

/// Rows with each column as wide as its widest cell, the first to the left and the others to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, cell)| match column {
            0 => format!("{cell:<width$}", width = width(0)),
            _ => format!("{cell:>width$}", width = width(column)),
        });
        text += cells.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn figures_stand_beside_their_aims() {
        let process = |mb: u64| json!({ "resident_mb": mb, "share_mb": 1, "most_mb": mb });
        let both = |main: u64| json!({ MAIN: process(main), PAGE: process(268) });
        let figures = json!({
            "events": "10,000,000",
            "motions": [{
                "motion": "scroll", "frames": 360, "median_ms": 16.4, "p95_ms": 33.6, "worst_ms": 50.0, "over_33_ms": 20,
            }],
            "following": [{ "view": "events", "median_ms": 96.0, "p95_ms": 122.0, "worst_ms": 136.0 }],
            "memory": { "opened": both(286), "catalog_known": both(580) },
        });
        assert_eq!(
            tables(&figures),
            "Over 10,000,000 events\n\n\
             frames, ms  median  95th  longest       late           aim\n\
             scroll          16    34       50  20 of 360  none over 33\n\n\
             following the playhead, ms  median  95th  longest\n\
             events                          96   122      136\n\n\
             resident, MB                   main process        aim  the page's\n\
             rows are in sight                       286  under 400         268\n\
             the catalog knows every event           580  under 400         268\n\n"
        );
        let once = json!({ "events": 100_000, "motions": [], "memory": both(300) });
        let text = tables(&once);
        assert!(text.starts_with("Over 100000 events"), "{text}");
        assert!(
            text.contains("at the end             300  under 400"),
            "{text}"
        );
    }
}
