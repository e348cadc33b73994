//! Large stores that are made once, and what the machine makes of them without any program of ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::fill::{create, record};
use crate::rows::EVENTS_PER_AGGREGATE;

/// The store of that size in the build's own folder, made where it is not there yet.
pub fn kept_store(runtime: &Runtime, events: u64) -> Result<PathBuf, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder)?;
    let path = folder.join(format!("{events}.db"));
    if !path.exists() {
        println!("Recording {} events, once\n", crate::grouped(events));
        let draft = folder.join(format!("{events}.unfinished"));
        // What an interrupted run left behind.
        let _ = fs::remove_file(&draft);
        runtime.block_on(async {
            let store = create(&draft).await?;
            record(&store, events, events / EVENTS_PER_AGGREGATE).await
        })?;
        fs::rename(&draft, &path)?;
    }
    Ok(path)
}

/// How long it takes to look at the cells that a catalog is made of, and nothing else, in seconds.
pub fn bare_scan(path: &Path) -> Result<f64, Failure> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare(
        "SELECT rowid, event_timestamp, aggregate_version, event_type, aggregate_type, actor, actor_type, source, aggregate_id \
         FROM events ORDER BY rowid",
    )?;
    let mut seconds = Vec::new();
    for _ in 0..2 {
        let begun = Instant::now();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for index in 0..9 {
                std::hint::black_box(row.get_ref(index)?);
            }
        }
        seconds.push(begun.elapsed().as_secs_f64());
    }
    // The first one warms the disk's cache, for both sides.
    Ok(seconds[1])
}

/// A figure of the process's memory, where the platform tells.
pub fn memory_kb(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}
