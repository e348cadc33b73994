//! Random histories, played on a real store and on the model at once.

use std::collections::BTreeMap;

use hindsight_domain::{Order, Page, Position, Version};
use hindsight_store::{Append, AppendOutcome, EventStore, StoreError, StoreResult, TypeCount};
use proptest::test_runner::{Config, TestRunner};

use crate::generate::{Question, Sending, Step, history};
use crate::given;
use crate::harness::Harness;
use crate::look::{all_matching, contents};
use crate::model::{Model, Refusal};

/// Plays random histories, each on a fresh store: every outcome, and every answer after every step, must be the
/// model's. A history that fails is made as short as can be before it is shown.
///
/// # Panics
/// When store and model differ.
pub fn plays_like_the_model<H: Harness>(histories: u32, fresh: impl Fn() -> H) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime can be started");
    let config = Config {
        cases: histories,
        failure_persistence: None,
        ..Config::default()
    };
    let played = TestRunner::new(config).run(&history(), |steps| {
        runtime.block_on(play(&fresh(), steps));
        Ok(())
    });
    if let Err(difference) = played {
        panic!("{difference}");
    }
}

/// A store in use, beside the model that it is held against.
struct Game<'a, H: Harness> {
    harness: &'a H,
    store: H::Store,
    model: Model,
    sent: Vec<Append>,
}

async fn play<H: Harness>(harness: &H, steps: Vec<(Step, Question)>) {
    let store = harness.create().await;
    let mut game = Game {
        harness,
        store,
        model: Model::default(),
        sent: Vec::new(),
    };
    for (step, question) in steps {
        game.take(step).await;
        game.compare_contents().await;
        game.compare_events(&question).await;
        game.compare_aggregates(&question).await;
    }
    game.compare_commands().await;
}

impl<H: Harness> Game<'_, H> {
    async fn take(&mut self, step: Step) {
        match step {
            Step::Send(sendings) => self.send(sendings).await,
            Step::Save(snapshot) => {
                let saved = self.store.save_snapshot(snapshot.clone()).await.is_ok();
                assert_eq!(saved, self.model.save_snapshot(snapshot));
            }
            Step::Turn(seconds) => self.harness.clock().step(seconds * 1_000_000),
            Step::Reopen => self.store = self.harness.open_writable().await,
        }
    }

    async fn send(&mut self, sendings: Vec<Sending>) {
        let requests: Vec<Append> = sendings.into_iter().map(|one| self.request(one)).collect();
        let outcomes = self
            .store
            .append_batch(requests.clone())
            .await
            .expect("a batch is judged");
        assert_eq!(
            outcomes.len(),
            requests.len(),
            "each request has its outcome"
        );
        let now = self.harness.clock().shows();
        for (request, outcome) in requests.iter().zip(outcomes) {
            let made = outcome.as_ref().map_or(&[][..], |outcome| &outcome.events);
            let should = self.model.append(request, now, made);
            compare_outcome(should, outcome);
        }
    }

    fn request(&mut self, sending: Sending) -> Append {
        let earlier = |sent: &[Append], nth: usize| sent.get(nth % sent.len().max(1)).cloned();
        let request = match sending {
            Sending::Again(nth) => earlier(&self.sent, nth).unwrap_or_else(|| given::append(0, [])),
            Sending::Reused(nth, mut other) => {
                if let Some(earlier) = earlier(&self.sent, nth) {
                    other.command.command_id = earlier.command.command_id;
                }
                other
            }
            Sending::New(mut request) => {
                request.command.command_id = given::command_id(self.sent.len() as u32 + 1);
                request
            }
        };
        self.sent.push(request.clone());
        request
    }

    async fn compare_contents(&self) {
        let found = contents(&self.store).await;
        assert_eq!(found.events, self.model.events);
        assert_eq!(found.commands, Some(self.model.command_count()));
        assert_eq!(found.snapshots, Some(self.model.snapshot_count()));
    }

    async fn compare_events(&self, question: &Question) {
        let (store, model) = (&self.store, &self.model);
        let Question {
            filter,
            order,
            limit,
            buckets,
            ..
        } = question;
        let mut should: Vec<_> = model.matching(filter).cloned().collect();
        let count = should.len() as u64;
        if *order == Order::NewestFirst {
            should.reverse();
        }
        assert_eq!(
            all_matching(store, filter, *order, *limit).await,
            should,
            "{filter:?}"
        );
        assert_eq!(answer(store.count(filter).await), count, "{filter:?}");
        let page = Page::first(*order, *limit).after(Position(i64::from(question.version)));
        assert_eq!(
            answer(store.query(filter, page).await),
            model.query(filter, page),
            "{filter:?} {page:?}"
        );

        let (from, until) = self.whole_time();
        let histogram = answer(store.histogram(filter, from, until, *buckets).await);
        assert_eq!(
            histogram.counts,
            model.histogram(filter, from, until, *buckets),
            "{filter:?}"
        );
        assert_eq!(histogram.counts.iter().sum::<u64>(), count, "{filter:?}");
    }

    /// From the first event until a second after the last.
    fn whole_time(&self) -> (hindsight_domain::Instant, hindsight_domain::Instant) {
        let clock = crate::clock::ManualClock::default();
        let instant = |event: Option<&hindsight_domain::Event>| {
            event
                .and_then(|event| event.timestamp.value)
                .unwrap_or_else(|| clock.shows())
        };
        let from = instant(self.model.events.first());
        clock.set(instant(self.model.events.last()));
        clock.step(1_000_000);
        (from, clock.shows())
    }

    async fn compare_aggregates(&self, question: &Question) {
        let (store, model) = (&self.store, &self.model);
        let id = given::aggregate(question.aggregate);
        let version = Version(question.version);
        let since: Vec<_> = model
            .history(&id)
            .filter(|event| event.version > version)
            .take(question.limit as usize)
            .cloned()
            .collect();
        assert_eq!(
            answer(store.get_events_since(&id, version, question.limit).await),
            since
        );
        assert_eq!(answer(store.aggregate(&id).await), model.aggregate(&id));

        let all = answer(
            store
                .aggregates(None, None, Order::OldestFirst, 1_000, None)
                .await,
        );
        assert_eq!(all.aggregates, model.aggregates(None));
        assert_eq!(
            counts(answer(store.aggregate_types(None).await)),
            model.aggregate_types(None)
        );
        assert_eq!(
            counts(answer(store.event_types().await)),
            model.event_types()
        );

        let found = answer(store.get_snapshot(&id, version).await)
            .map(|found| (found.version, found.state.as_str().to_owned()));
        let should = model.snapshot(&id, version);
        let should = should.map(|one| (one.version, one.state.as_str().to_owned()));
        assert_eq!(found, should);
    }

    async fn compare_commands(&self) {
        for request in &self.sent {
            let id = &request.command.command_id;
            assert_eq!(
                answer(self.store.check_command_processed(id).await),
                self.model.command(id)
            );
        }
        let all: Vec<_> = self.model.all_commands().collect();
        let found = answer(self.store.commands(None, None, 1_000).await).commands;
        assert_eq!(found.len(), all.len());
        // Each event leads back to the one command that recorded it.
        let positions: Vec<_> = self
            .model
            .events
            .iter()
            .map(|event| event.position)
            .collect();
        let recording = answer(self.store.commands_recording(&positions).await);
        let should = all.into_iter().filter(|one| one.first_position.is_some());
        assert_eq!(recording, should.collect::<Vec<_>>());
    }
}

fn compare_outcome(should: Result<AppendOutcome, Refusal>, is: StoreResult<AppendOutcome>) {
    let agree = match (&should, &is) {
        (Ok(should), Ok(is)) => should == is,
        (Err(Refusal::CommandReused), Err(StoreError::CommandReused { .. })) => true,
        (
            Err(Refusal::VersionConflict {
                aggregate_id,
                expected,
                actual,
            }),
            Err(StoreError::VersionConflict {
                aggregate_id: of,
                expected: believed,
                actual: is,
            }),
        ) => (aggregate_id, expected, actual) == (of, believed, is),
        (Err(Refusal::OtherType), Err(StoreError::InvalidRequest(_))) => true,
        (
            Err(Refusal::EventIdTaken),
            Err(StoreError::Refused(_) | StoreError::InvalidRequest(_)),
        ) => true,
        _ => false,
    };
    assert!(agree, "the model says {should:?}\nand the store {is:?}");
}

fn answer<T>(of: StoreResult<T>) -> T {
    of.expect("a sound store answers")
}

fn counts<T: Into<String>>(types: Vec<TypeCount<T>>) -> BTreeMap<String, u64> {
    types
        .into_iter()
        .map(|one| (one.name.into(), one.count))
        .collect()
}
