//! What the window asks of a large store, through the service as the window does: how long until it answers.

use std::path::Path;
use std::time::{Duration, Instant};

use hindsight_service::wire::{
    CatalogPhaseDto, CatalogStatusDto, DirectoryQueryDto, DirectorySortDto, FieldDto, FilterDto,
    OrderDto, PageDto, PlaceAtDto,
};
use hindsight_service::{Catalogs, Mode, ServiceResult, Session, Target, catalog};
use tokio::runtime::Runtime;

use crate::Failure;
use crate::kept::{bare_scan, kept_store, memory_kb};
use crate::rows::{EVENTS_PER_AGGREGATE, event_type, instant};
use crate::table::{Table, millis, ratio};

/// The fields whose words are counted beside a list.
const FIELDS: [FieldDto; 5] = [
    FieldDto::EventType,
    FieldDto::AggregateType,
    FieldDto::Actor,
    FieldDto::ActorType,
    FieldDto::Source,
];
/// Into how many stretches the time bar divides the whole.
const BUCKETS: u32 = 500;
/// What stands in the text of every event.
const COMMON: &str = "yearly review";

/// Measures a catalog over a store with so many events, which is made once and kept.
pub fn run(runtime: &Runtime, events: u64, samples: u32) -> Result<(), Failure> {
    let events = events.next_multiple_of(EVENTS_PER_AGGREGATE);
    let path = kept_store(runtime, events)?;
    let folder = tempfile::tempdir()?;
    let bench = Bench {
        runtime,
        target: Target::parse(&path.to_string_lossy())?,
        catalogs: Catalogs::kept_in(folder.path()),
        events,
        samples,
        table: Table::new(&["", "95th, ms", "worst, ms", "aim, ms"]),
    };
    bench.all(&path)
}

struct Bench<'r> {
    runtime: &'r Runtime,
    target: Target,
    catalogs: Catalogs,
    events: u64,
    samples: u32,
    table: Table,
}

impl Bench<'_> {
    fn all(mut self, path: &Path) -> Result<(), Failure> {
        let bare_s = bare_scan(path)?;
        let before_kb = memory_kb("VmRSS");
        let session = self
            .runtime
            .block_on(Session::open(self.target.clone(), Mode::ReadOnly))?;
        let built_s = self.begin(&session)?;
        let status = catalog::status(&session);
        println!(
            "The catalog of {} events\n\n\
             built in {built_s:.1} s, {:.0} events/s (aim 500 000); a bare scan of the same cells takes {bare_s:.1} s: {} (aim 3x)",
            crate::grouped(self.events),
            self.events as f64 / built_s,
            ratio(built_s / bare_s),
        );
        drop(session);
        let session = self
            .runtime
            .block_on(Session::open(self.target.clone(), Mode::ReadOnly))?;
        let again_s = self.begin(&session)?;
        println!(
            "taken over from its file in {again_s:.2} s; {:.1} bytes an event on disk, {} KB more in memory than before (peak of all: {} KB, aim 400 000)\n",
            status.bytes.parse::<f64>().unwrap_or_default() / self.events as f64,
            memory_kb("VmRSS").saturating_sub(before_kb),
            memory_kb("VmHWM"),
        );
        self.opening()?;
        self.answers(&session)?;
        self.searches(&session)?;
        self.table.print();
        crate::pages::run(self.runtime, &self.target, &session, self.samples)
    }

    /// Begins a catalog and waits until it knows every event.
    fn begin(&self, session: &Session) -> Result<f64, Failure> {
        let begun = Instant::now();
        self.runtime
            .block_on(session.begin_catalog(&self.catalogs))?;
        while catalog::status(session).phase != CatalogPhaseDto::Following {
            std::thread::sleep(Duration::from_millis(2));
        }
        let CatalogStatusDto { known, notice, .. } = catalog::status(session);
        match known == self.events.to_string() && notice.is_none() {
            true => Ok(begun.elapsed().as_secs_f64()),
            false => Err(format!("the catalog knows {known} events: {notice:?}").into()),
        }
    }

    fn measure<T>(
        &mut self,
        name: &str,
        aim: &str,
        mut work: impl AsyncFnMut() -> ServiceResult<T>,
    ) -> Result<T, Failure> {
        let mut last = self.runtime.block_on(work())?;
        let mut ms = Vec::new();
        for _ in 0..self.samples {
            let begun = Instant::now();
            last = self.runtime.block_on(work())?;
            ms.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
        ms.sort_by(f64::total_cmp);
        let at = |part: f64| ms[((ms.len() - 1) as f64 * part).round() as usize];
        self.table.row(&[
            name.to_owned(),
            millis(at(0.95)),
            millis(at(1.0)),
            aim.to_owned(),
        ]);
        Ok(last)
    }

    fn opening(&mut self) -> Result<(), Failure> {
        let target = self.target.clone();
        self.measure("open a store to its first rows", "300", async || {
            let session = Session::open(target.clone(), Mode::ReadOnly).await?;
            catalog::query_events(&session, &FilterDto::default(), &newest(50)).await
        })?;
        Ok(())
    }

    fn answers(&mut self, session: &Session) -> Result<(), Failure> {
        let (from, until) = (instant(0).to_string(), instant(self.events).to_string());
        let none = FilterDto::default();
        let one = FilterDto {
            event_type: Some(event_type(3).to_string()),
            ..none.clone()
        };
        let two = FilterDto {
            actor: Some("officer-7".into()),
            ..one.clone()
        };
        for (name, filter) in [
            ("no filter", &none),
            ("a type", &one),
            ("a type and an actor", &two),
        ] {
            self.measure(
                &format!("first rows under {name}"),
                "100, compound 300",
                async || catalog::query_events(session, filter, &newest(50)).await,
            )?;
            self.measure(&format!("count under {name}"), "150", async || {
                catalog::count_events(session, filter).await
            })?;
            self.measure(&format!("histogram under {name}"), "150", async || {
                catalog::histogram(session, filter, &from, &until, BUCKETS).await
            })?;
            self.measure(
                &format!("histogram stacked by actor under {name}"),
                "150",
                async || {
                    catalog::stack(
                        session,
                        filter,
                        FieldDto::Actor,
                        (&from, &until),
                        BUCKETS,
                        6,
                    )
                    .await
                },
            )?;
            self.measure(&format!("five facets under {name}"), "150", async || {
                facets(session, filter).await
            })?;
            let rank = PlaceAtDto::Rank {
                rank: (self.events / 45).to_string(),
            };
            self.measure(
                &format!("rank to position under {name}"),
                "50",
                async || catalog::place(session, filter, &rank).await,
            )?;
        }
        let at = PlaceAtDto::Instant {
            instant: instant(self.events / 9).to_string(),
        };
        self.measure("jump to an instant, and its rows", "50", async || {
            let place = catalog::place(session, &none, &at).await?;
            catalog::query_events(
                session,
                &none,
                &PageDto {
                    after: place.position,
                    ..newest(50)
                },
            )
            .await
        })?;
        let by_change = DirectoryQueryDto {
            sort: DirectorySortDto::Changed,
            descending: true,
            limit: 50,
            ..DirectoryQueryDto::default()
        };
        self.measure("the directory by last change", "100", async || {
            catalog::directory(session, &by_change).await
        })?;
        let aggregates = self.events / EVENTS_PER_AGGREGATE;
        let mut turn = 0;
        self.measure("any place in it", "50", async || {
            turn += 1;
            let rank = u32::try_from(turn * 7_919 % aggregates).unwrap_or_default();
            let there = DirectoryQueryDto {
                rank,
                ..by_change.clone()
            };
            catalog::directory(session, &there).await
        })?;
        self.measure("an order of it that is new", "-", async || {
            turn += 1;
            // Another filter each time, so that its order is gone through anew.
            let anew = DirectoryQueryDto {
                versions_max: Some(1_000 + u32::try_from(turn).unwrap_or_default()),
                ..by_change.clone()
            };
            catalog::directory(session, &anew).await
        })?;
        self.measure("give up five facets", "100", async || {
            // Dropped on the way: what is told is how long until the next answer comes.
            let soon = Duration::from_millis(1);
            let _ = tokio::time::timeout(soon, facets(session, &two)).await;
            catalog::count_events(
                session,
                &FilterDto {
                    to_position: Some("1".into()),
                    ..FilterDto::default()
                },
            )
            .await
        })?;
        Ok(())
    }

    fn searches(&mut self, session: &Session) -> Result<(), Failure> {
        let none = FilterDto::default();
        let rare = format!("officer-{}", self.events / 7);
        self.samples = self.samples.min(5);
        let quiet = |_| {};
        self.measure("search, a word of every event", "-", async || {
            catalog::search(session, &none, &[COMMON.to_owned()], None, 50, &quiet).await
        })?;
        if self.events <= 1_000_000 {
            let begun = Instant::now();
            while !catalog::status(session).text.complete {
                std::thread::sleep(Duration::from_millis(20));
            }
            let bytes: f64 = catalog::status(session).text.bytes.parse()?;
            println!(
                "The text index took {:.1} s more, {:.0} bytes an event\n",
                begun.elapsed().as_secs_f64(),
                bytes / self.events as f64
            );
            let found = self.measure(
                "search by the index, a word of a few events",
                "-",
                async || {
                    catalog::search(
                        session,
                        &none,
                        std::slice::from_ref(&rare),
                        None,
                        50,
                        &quiet,
                    )
                    .await
                },
            )?;
            if !found.indexed {
                return Err("the text index was not used".into());
            }
        }
        let session = self
            .runtime
            .block_on(Session::open(self.target.clone(), Mode::ReadOnly))?;
        self.samples = 1;
        let some = FilterDto {
            to_position: Some("200000".into()),
            ..FilterDto::default()
        };
        self.measure(
            "search without a catalog, all of 200 000 events",
            "-",
            async || {
                catalog::search(
                    &session,
                    &some,
                    &["no such word".to_owned()],
                    None,
                    50,
                    &quiet,
                )
                .await
            },
        )?;
        Ok(())
    }
}

async fn facets(session: &Session, filter: &FilterDto) -> ServiceResult<()> {
    for field in FIELDS {
        catalog::facet(session, filter, field, 20).await?;
    }
    Ok(())
}

/// The newest events, so many of them.
pub fn newest(limit: u32) -> PageDto {
    PageDto {
        after: None,
        order: OrderDto::NewestFirst,
        limit,
    }
}
