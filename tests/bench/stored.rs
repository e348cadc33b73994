//! The first state of a long aggregate in a new session: from a state that the catalog kept, beside folding from the first
//! event, in turns.

use std::path::Path;
use std::time::Duration;

use hindsight_domain::AggregateId;
use hindsight_service::wire::{AtDto, CatalogPhaseDto};
use hindsight_service::{Catalogs, catalog};
use rusqlite::Connection;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::table::{Table, median, millis, ratio};
use crate::travel::{PROJECTION, fill, open, state, timed};

/// How long is waited for states to be kept.
const PATIENCE: u32 = 5_000;

/// Measures each length that is long enough for states to be kept.
pub fn run(runtime: &Runtime, lengths: &[u64], samples: u32) -> Result<(), Failure> {
    println!("The first state of one aggregate in a new session; medians\n");
    let mut table = Table::new(&[
        "folded by",
        "events",
        "from the first event, ms",
        "from a kept state, ms",
        "ratio",
    ]);
    for projection in [None, Some(PROJECTION)] {
        for length in lengths.iter().filter(|length| **length > 2_500) {
            let (whole, kept) = runtime.block_on(measure(*length, projection, samples))?;
            table.row(&[
                projection
                    .map_or("merge patch", |_| "a projection")
                    .to_owned(),
                length.to_string(),
                millis(whole),
                millis(kept),
                ratio(whole / kept),
            ]);
        }
    }
    table.print();
    Ok(())
}

async fn measure(
    length: u64,
    projection: Option<&str>,
    samples: u32,
) -> Result<(f64, f64), Failure> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.db");
    if let Some(text) = projection {
        std::fs::create_dir(folder.path().join("projections"))?;
        std::fs::write(folder.path().join("projections").join("server.js"), text)?;
    }
    let id = fill(&path, length).await?;
    let catalogs = Catalogs::kept_in(folder.path());
    keep(&path, &catalogs, &id).await?;
    let (mut whole, mut kept) = (Vec::new(), Vec::new());
    for _ in 0..samples.div_ceil(8).max(5) {
        let session = open(&path).await?;
        whole.push(timed(async || state(&session, &id, AtDto::Latest).await).await?);
        let session = open(&path).await?;
        session.begin_catalog(&catalogs).await?;
        kept.push(timed(async || state(&session, &id, AtDto::Latest).await).await?);
    }
    Ok((median(&mut whole), median(&mut kept)))
}

/// Looks at the last state once, and waits until states are kept.
async fn keep(path: &Path, catalogs: &Catalogs, id: &AggregateId) -> Result<(), Failure> {
    let session = open(path).await?;
    session.begin_catalog(catalogs).await?;
    while catalog::status(&session).phase != CatalogPhaseDto::Following {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    state(&session, id, AtDto::Latest).await?;
    let file = Connection::open(catalogs.path(&session).await?)?;
    let last = session.store().aggregate(id).await?;
    let last = last.map_or(0, |one| one.last_version.0);
    for _ in 0..PATIENCE {
        let sql = "SELECT coalesce(max(version), 0) FROM states";
        let kept: u32 = file.query_row(sql, [], |row| row.get(0))?;
        if last - kept <= 500 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err("no states were kept".into())
}
