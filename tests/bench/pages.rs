//! The first rows under filters for which a store has no index, with a catalog and without.

use std::time::Instant;

use hindsight_service::wire::FilterDto;
use hindsight_service::{Mode, Session, Target, catalog};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::catalog::newest;
use crate::rows::event_type;
use crate::table::{Table, millis, ratio};

/// How many rows fit into a window.
const ROWS: u32 = 50;

/// Measures both turn by turn, and prints medians.
pub fn run(
    runtime: &Runtime,
    target: &Target,
    with: &Session,
    samples: u32,
) -> Result<(), Failure> {
    let without = runtime.block_on(Session::open(target.clone(), Mode::ReadOnly))?;
    let mut table = Table::new(&["first rows under", "store, ms", "catalog, ms", "ratio"]);
    for (name, filter) in filters() {
        let mut ms = [Vec::new(), Vec::new()];
        for _ in 0..samples {
            for (session, ms) in [&without, with].into_iter().zip(&mut ms) {
                let begun = Instant::now();
                runtime.block_on(catalog::query_events(session, &filter, &newest(ROWS)))?;
                ms.push(begun.elapsed().as_secs_f64() * 1_000.0);
            }
        }
        let [store, catalog] = ms.map(median);
        table.row(&[
            name.to_owned(),
            millis(store),
            millis(catalog),
            ratio(catalog / store),
        ]);
    }
    table.print();
    Ok(())
}

fn filters() -> [(&'static str, FilterDto); 4] {
    let of = |nth, actor: Option<&str>| FilterDto {
        event_type: Some(event_type(nth).to_string()),
        actor: actor.map(str::to_owned),
        ..FilterDto::default()
    };
    let nobody = FilterDto {
        actor: Some("nobody".to_owned()),
        ..FilterDto::default()
    };
    [
        ("a type and an actor, none fits", of(3, Some("officer-7"))),
        ("a type and an actor, many fit", of(9, Some("officer-7"))),
        ("an actor that is not there", nobody),
        ("a type, where both ask the store", of(3, None)),
    ]
}

fn median(mut ms: Vec<f64>) -> f64 {
    ms.sort_by(f64::total_cmp);
    ms[ms.len() / 2]
}
