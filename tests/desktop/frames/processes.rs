//! What the processes of the window have taken of the machine, as the kernel tells it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// In which the kernel counts a process's time: a hundredth of a second, on every Linux there is.
const TICK_MS: f64 = 10.0;
const WEB: &str = "web process";
/// What the kernel and we call them; it keeps fifteen letters.
const NAMES: [(&str, &str); 2] = [
    ("hindsight-deskt", "main process"),
    ("WebKitWebProces", WEB),
];

/// The memory of the window's processes in megabytes, by process: what is resident, its share of what others hold too,
/// and the most that was ever resident.
pub fn memory(group: u32) -> Value {
    let each = folders(group).into_iter().map(|(name, folder)| {
        let rollup = read(&folder, "smaps_rollup");
        let status = read(&folder, "status");
        let figures = json!({
            "resident_mb": megabytes(&rollup, "Rss"),
            "share_mb": megabytes(&rollup, "Pss"),
            "most_mb": megabytes(&status, "VmHWM"),
        });
        (name.to_owned(), figures)
    });
    each.collect()
}

/// How long the processors have worked for the window's processes, by process, in milliseconds.
pub fn spent_ms(group: u32) -> BTreeMap<String, f64> {
    let each = folders(group).into_iter().map(|(name, folder)| {
        let stat = read(&folder, "stat");
        let after_name = stat.rsplit_once(')').map_or("", |(_, tail)| tail);
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks: f64 = [11, 12]
            .iter()
            .filter_map(|&at| fields.get(at)?.parse::<f64>().ok())
            .sum();
        (name.to_owned(), ticks * TICK_MS)
    });
    each.collect()
}

/// The names of the threads of the process that lays out and draws the page.
pub fn threads_that_draw(group: u32) -> Vec<String> {
    let of_the_page = folders(group).into_iter().filter(|(name, _)| *name == WEB);
    let threads = of_the_page.flat_map(|(_, folder)| fs::read_dir(folder.join("task")));
    let names = threads
        .flatten()
        .flatten()
        .map(|thread| read(&thread.path(), "comm"));
    names.map(|name| name.trim().to_owned()).collect()
}

/// Where the kernel tells of the window's processes.
fn folders(group: u32) -> Vec<(&'static str, PathBuf)> {
    let entries = fs::read_dir("/proc").expect("Linux tells its processes");
    let of_group = |folder: &Path| {
        let stat = read(folder, "stat");
        let tail = stat.rsplit_once(')').map_or("", |(_, tail)| tail);
        tail.split_whitespace().nth(2) == Some(&group.to_string())
    };
    let name = |folder: &Path| {
        let name = read(folder, "comm");
        let known = NAMES.iter().find(|(kernels, _)| *kernels == name.trim());
        known.map(|(_, ours)| *ours)
    };
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|folder| of_group(folder))
        .filter_map(|folder| Some((name(&folder)?, folder)))
        .collect()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_default()
}

fn megabytes(text: &str, name: &str) -> Option<u64> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}
