//! What becomes of several commands of one batch: each is judged on its own, in order, by what the store was found to
//! hold and by what the commands before it in the batch are going to write.

use std::collections::HashMap;

use hindsight_domain::{AggregateId, Instant, Version};
use hindsight_store::{Append, AppendOutcome, RequestHash, StoreError, StreamAppend};

use crate::append::{Clock, Head};
use crate::insert::{CommandRow, EventRow, Rows};
use crate::known::Known;

/// What becomes of one command.
pub enum Verdict {
    /// It is refused, for a reason of its own.
    Refused(StoreError),
    /// It was recorded before.
    Recorded(AppendOutcome),
    /// It is the same as one before it in the batch.
    SameAs(usize),
    /// It is written; so many events stand in its streams before.
    Written(RequestHash, Vec<Version>),
}

/// Judges all commands of a batch.
pub fn judge(requests: &[Append], known: &Known) -> Vec<Verdict> {
    let mut judging = Judging {
        known,
        written: HashMap::new(),
        streams: HashMap::new(),
    };
    requests
        .iter()
        .enumerate()
        .map(|(nth, request)| judging.one(nth, request))
        .collect()
}

struct Judging<'r, 'k> {
    known: &'k Known,
    /// The commands that are written, and where they are in the batch.
    written: HashMap<&'r str, (usize, RequestHash)>,
    /// Where the aggregates that are written to stand then, and their types.
    streams: HashMap<&'r str, (Version, &'r str)>,
}

impl<'r> Judging<'r, '_> {
    fn one(&mut self, nth: usize, request: &'r Append) -> Verdict {
        let id = &request.command.command_id;
        let hash = RequestHash::of(request);
        if let Err(error) = request.check() {
            return Verdict::Refused(error);
        }
        let reused = || {
            Verdict::Refused(StoreError::CommandReused {
                command_id: id.clone(),
            })
        };
        if let Some((earlier, same)) = self.written.get(id.as_str()) {
            return if *same == hash {
                Verdict::SameAs(*earlier)
            } else {
                reused()
            };
        }
        if let Some(recorded) = self.known.commands.get(id.as_str()) {
            return if recorded.hash == hash.to_hex() {
                Verdict::Recorded(recorded.outcome(id))
            } else {
                reused()
            };
        }
        let versions: Result<Vec<Version>, StoreError> = request
            .streams
            .iter()
            .map(|stream| self.version(stream))
            .collect();
        match versions {
            Err(error) => Verdict::Refused(error),
            Ok(versions) => {
                self.write(nth, request, hash, &versions);
                Verdict::Written(hash, versions)
            }
        }
    }

    /// The version of a stream's last event, held against what the caller believes of it.
    fn version(&self, stream: &StreamAppend) -> Result<Version, StoreError> {
        let id = &stream.aggregate_id;
        let last = match self.streams.get(id.as_str()) {
            Some(last) => Some(*last),
            None => {
                let known = self.known.streams.get(id.as_str());
                known.map(|(version, of_type)| (*version, of_type.as_str()))
            }
        };
        let actual = last.map(|(version, _)| version);
        if !stream.expected.holds(actual) {
            return Err(StoreError::VersionConflict {
                aggregate_id: id.clone(),
                expected: stream.expected,
                actual,
            });
        }
        match last {
            Some((_, of_type)) if of_type != stream.aggregate_type.as_str() => {
                Err(other_type(id, of_type, stream))
            }
            _ => Ok(actual.unwrap_or_default()),
        }
    }

    fn write(&mut self, nth: usize, request: &'r Append, hash: RequestHash, versions: &[Version]) {
        self.written
            .insert(request.command.command_id.as_str(), (nth, hash));
        for (stream, version) in request.streams.iter().zip(versions) {
            if !stream.events.is_empty() {
                let count = u32::try_from(stream.events.len()).unwrap_or(u32::MAX);
                let last = Version(version.0.saturating_add(count));
                self.streams.insert(
                    stream.aggregate_id.as_str(),
                    (last, stream.aggregate_type.as_str()),
                );
            }
        }
    }
}

fn other_type(id: &AggregateId, of_type: &str, stream: &StreamAppend) -> StoreError {
    StoreError::InvalidRequest(format!(
        "aggregate {id} is of type {of_type:?}, not {:?}",
        stream.aggregate_type.as_str()
    ))
}

/// Gives what is written its places behind the head and its moments, which never run backwards.
pub fn place<'r>(
    requests: &'r [Append],
    verdicts: Vec<Verdict>,
    head: &Head,
    clock: Option<&Clock>,
) -> (Vec<Result<AppendOutcome, StoreError>>, Rows<'r>) {
    let mut outcomes: Vec<Result<AppendOutcome, StoreError>> = Vec::with_capacity(requests.len());
    let mut rows = Rows::default();
    let (mut position, mut latest) = (head.position, head.latest);
    for (request, verdict) in requests.iter().zip(verdicts) {
        outcomes.push(match verdict {
            Verdict::Refused(error) => Err(error),
            Verdict::Recorded(outcome) => Ok(outcome),
            Verdict::SameAs(nth) => Ok(again(&outcomes[nth])),
            Verdict::Written(hash, versions) => {
                let now: Instant = clock.map_or(head.now, |clock| clock());
                let timestamp = latest.map_or(now, |latest| latest.max(now));
                latest = Some(timestamp);
                let command = CommandRow::new(request, hash, timestamp, position);
                let events = EventRow::all_of(request, &versions, timestamp, &mut position);
                let outcome = command.outcome(&events);
                rows.add(command, events);
                Ok(outcome)
            }
        });
    }
    (outcomes, rows)
}

/// What the sender of a command that stands in a batch twice is told the second time.
fn again(first: &Result<AppendOutcome, StoreError>) -> AppendOutcome {
    use hindsight_store::AppendStatus;
    let first = first.as_ref().expect("only what is written is referred to");
    AppendOutcome {
        status: AppendStatus::AlreadyProcessed,
        ..first.clone()
    }
}
