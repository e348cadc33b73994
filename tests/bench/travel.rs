//! Time travel in one long aggregate: the first state, a step of the scrubber, blame and a search for a moment, beside
//! a bare fold of the same events in the same run.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use hindsight_domain::replay::{Fold, MergeFold};
use hindsight_domain::{AggregateId, Event, RawJson};
use hindsight_service::wire::{AtDto, ConditionDto, FoldWishDto, MomentScopeDto, TestDto};
use hindsight_service::{Mode, Session, Target, blame_at, find_moments, state_at};
use hindsight_store::EventStore;
use hindsight_store_sqlite::SqliteStore;
use tokio::runtime::Runtime;

use crate::Failure;
use crate::rows::{aggregate, request};
use crate::table::{Table, median, millis, ratio};

const AUTO: FoldWishDto = FoldWishDto::Auto;
const EVENTS_PER_COMMAND: u64 = 500;
/// A projection's states are compared whole after each event: more would take minutes.
const BLAMED_BY_PROJECTION_MAX: u64 = 10_000;

/// The same fold as the merge patch, in JavaScript.
pub const PROJECTION: &str = r#"export default {
  aggregateType: "Server",
  version: 1,
  init: () => ({ links: {}, history: [] }),
  when: {
    $any: (state, event) => {
      Object.assign(state.links, event.data.links);
      state.level = event.data.level;
      state.owner = event.data.owner;
      return state;
    },
  },
};"#;

/// What was measured over an aggregate of so many events, in milliseconds.
struct Figures {
    read: f64,
    bare_fold: f64,
    first: f64,
    step_p95: f64,
    jump_p95: f64,
    blame: f64,
    moments: f64,
}

/// Measures each length, by merge patch and by a projection, and prints how the figures grow.
pub fn run(runtime: &Runtime, lengths: &[u64], samples: u32) -> Result<(), Failure> {
    for projection in [None, Some(PROJECTION)] {
        let by = projection.map_or("merge patch", |_| "a projection");
        println!("One aggregate, folded by {by}; medians, and the 95th percentile of steps\n");
        let mut table = Table::new(&[
            "events",
            "read, ms",
            "bare fold, ms",
            "first state, ms",
            "to both",
            "step p95, ms",
            "jump p95, ms",
            "blame, ms",
            "moments, ms",
        ]);
        for length in lengths {
            let figures = runtime.block_on(measure(*length, projection, samples))?;
            table.row(&[
                length.to_string(),
                millis(figures.read),
                millis(figures.bare_fold),
                millis(figures.first),
                ratio(figures.first / (figures.read + figures.bare_fold)),
                millis(figures.step_p95),
                millis(figures.jump_p95),
                millis(figures.blame),
                millis(figures.moments),
            ]);
        }
        table.print();
    }
    println!(
        "Aims: first state 500 ms or less and a step 30 ms or less at 100000 events, blame 300 ms or less at 10000.\n\
         The bare fold is merge patch over events in memory; a jump goes to any version, a step to the next one.\n"
    );
    Ok(())
}

async fn measure(length: u64, projection: Option<&str>, samples: u32) -> Result<Figures, Failure> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("store.db");
    if let Some(text) = projection {
        std::fs::create_dir(folder.path().join("projections"))?;
        std::fs::write(folder.path().join("projections").join("server.js"), text)?;
    }
    let id = fill(&path, length).await?;
    let runs = samples.div_ceil(8).max(3);
    let (mut read, mut bare_fold, mut first) = (Vec::new(), Vec::new(), Vec::new());
    let (mut blame, mut moments) = (Vec::new(), Vec::new());
    let mut session = open(&path).await?;
    for _ in 0..runs {
        session = open(&path).await?;
        first.push(timed(async || state(&session, &id, AtDto::Latest).await).await?);
        let begun = Instant::now();
        let events = session.store().get_events(&id).await?;
        read.push(ms(begun));
        let begun = Instant::now();
        fold(&events)?;
        bare_fold.push(ms(begun));
        if projection.is_none() || length <= BLAMED_BY_PROJECTION_MAX {
            blame.push(timed(async || whole_blame(&session, &id).await).await?);
        }
        moments.push(timed(async || search(&session, &id).await).await?);
    }
    let last = u32::try_from(length)?;
    let far = |turn: u32| turn.wrapping_mul(0x9e37_79b9) % last + 1;
    let near = |turn: u32| (last / 3 + turn) % last + 1;
    Ok(Figures {
        read: median(&mut read),
        bare_fold: median(&mut bare_fold),
        first: median(&mut first),
        step_p95: steps(&session, &id, samples * 5, near).await?,
        jump_p95: steps(&session, &id, samples * 5, far).await?,
        blame: median(&mut blame),
        moments: median(&mut moments),
    })
}

/// Opens a store to look at.
///
/// # Errors
/// The store's own.
pub async fn open(path: &Path) -> Result<Session, Failure> {
    let target = Target::parse(&path.to_string_lossy())?;
    Ok(Session::open(target, Mode::ReadOnly).await?)
}

/// One aggregate of so many events, whose state has some hundred fields.
///
/// # Errors
/// The store's own.
pub async fn fill(path: &Path, length: u64) -> Result<AggregateId, Failure> {
    let store = SqliteStore::create(path).await?;
    let id = aggregate(0);
    for first in (0..length).step_by(EVENTS_PER_COMMAND as usize) {
        let events = EVENTS_PER_COMMAND.min(length - first);
        let mut request = request(first, id.clone(), events);
        request.command.aggregate_type = hindsight_domain::AggregateType::new("Server");
        let stream = &mut request.streams[0];
        stream.aggregate_type = request.command.aggregate_type.clone();
        for (event, n) in stream.events.iter_mut().zip(first..) {
            event.data = RawJson::parse(format!(
                r#"{{"level":"confidential","owner":"officer-{}","links":{{"server-{}":{{"since":{n},"cost":1.10}}}}}}"#,
                n % 40,
                n % 100
            ))?;
        }
        store.append(request).await?;
    }
    Ok(id)
}

fn fold(events: &[Event]) -> Result<(), Failure> {
    let mut folding = MergeFold.begin(None)?;
    folding.apply(events)?;
    black_box(folding.state()?);
    Ok(())
}

/// The state of an aggregate at a point.
///
/// # Errors
/// The use case's own.
pub async fn state(session: &Session, id: &AggregateId, at: AtDto) -> Result<(), Failure> {
    black_box(state_at(session, id.as_str(), &at, &AUTO, &|_| {}).await?);
    Ok(())
}

async fn whole_blame(session: &Session, id: &AggregateId) -> Result<(), Failure> {
    black_box(blame_at(session, id.as_str(), &AtDto::Latest, &AUTO, &|_| {}).await?);
    Ok(())
}

async fn search(session: &Session, id: &AggregateId) -> Result<(), Failure> {
    let aggregate_id = id.to_string();
    let scope = MomentScopeDto::Aggregate { aggregate_id };
    let condition = ConditionDto {
        path: "/owner".to_owned(),
        test: TestDto::Equals {
            value: "\"officer-7\"".to_owned(),
        },
    };
    black_box(find_moments(session, &scope, &condition, &AUTO, &|_| {}).await?);
    Ok(())
}

/// The 95th percentile of asking for a state at one version after another.
async fn steps(
    session: &Session,
    id: &AggregateId,
    count: u32,
    to: impl Fn(u32) -> u32,
) -> Result<f64, Failure> {
    let mut figures = Vec::new();
    for turn in 0..count {
        let version = to(turn);
        let at = AtDto::Version { version };
        figures.push(timed(async || state(session, id, at.clone()).await).await?);
    }
    figures.sort_by(f64::total_cmp);
    let at = (figures.len() * 95).div_ceil(100).saturating_sub(1);
    Ok(figures.get(at).copied().unwrap_or(f64::NAN))
}

/// How many milliseconds work takes.
///
/// # Errors
/// The work's own.
pub async fn timed(work: impl AsyncFn() -> Result<(), Failure>) -> Result<f64, Failure> {
    let begun = Instant::now();
    work().await?;
    Ok(ms(begun))
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}
