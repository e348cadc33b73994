//! Stores to travel in.

use std::path::PathBuf;

use hindsight_domain::replay::{Fold, Json, MergeFold};
use hindsight_domain::{
    Actor, ActorType, AggregateId, AggregateType, CommandId, CommandType, CorrelationId, Event,
    EventType, NewCommand, NewEvent, RawJson, Source,
};
use hindsight_service::wire::{AtDto, FoldWishDto, StateDto};
use hindsight_service::{Session, Target};
use hindsight_store::{Append, ExpectedVersion, StreamAppend};

pub const AUTO: FoldWishDto = FoldWishDto::Auto;

/// A store in a folder of its own.
pub struct Place {
    pub session: Session,
    folder: tempfile::TempDir,
    commands: u32,
}

impl Place {
    /// An empty store.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store.db");
        let target = Target::parse(path.to_str().unwrap()).unwrap();
        Self {
            session: Session::create(target).await.unwrap(),
            folder,
            commands: 0,
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A projection beside the store.
    pub fn projection(&self, file: &str, text: &str) {
        std::fs::create_dir_all(self.path("projections")).unwrap();
        std::fs::write(self.path("projections").join(file), text).unwrap();
    }

    /// Events of type `Changed` with these payloads, by one command.
    pub async fn append<P: AsRef<str>>(&mut self, n: u32, aggregate_type: &str, payloads: &[P]) {
        self.commands += 1;
        let (aggregate_id, aggregate_type) = (id(n), AggregateType::new(aggregate_type));
        let event = |payload: &P| {
            let data = RawJson::parse(payload.as_ref()).unwrap();
            NewEvent::new(EventType::new("Changed"), data)
        };
        let request = Append {
            command: NewCommand {
                command_id: CommandId::new(uuid(0xc0, self.commands)),
                command_type: CommandType::new("Change"),
                aggregate_id: aggregate_id.clone(),
                aggregate_type: aggregate_type.clone(),
                actor: Actor::new("ada"),
                actor_type: ActorType::User,
                source: Source::Ui,
                correlation_id: Some(correlation(self.commands % 3)),
                data: RawJson::empty_object(),
            },
            streams: vec![StreamAppend {
                aggregate_id,
                aggregate_type,
                expected: ExpectedVersion::Any,
                events: payloads.iter().map(event).collect(),
            }],
        };
        self.session.store().append(request).await.unwrap();
    }

    /// When the last event was recorded.
    pub async fn now(&self) -> String {
        self.session.info().await.unwrap().last_at.unwrap()
    }

    pub async fn history(&self, n: u32) -> Vec<Event> {
        self.session.store().get_events(&id(n)).await.unwrap()
    }

    pub async fn state(&self, n: u32, version: u32) -> StateDto {
        let at = AtDto::Version { version };
        hindsight_service::state_at(&self.session, id(n).as_str(), &at, &AUTO, &|_| {})
            .await
            .unwrap()
    }
}

fn uuid(kind: u8, n: u32) -> String {
    format!("0190a000-0000-7000-80{kind:02x}-{n:012}")
}

/// The nth aggregate.
pub fn id(n: u32) -> AggregateId {
    AggregateId::new(uuid(0xa0, n))
}

/// The nth business operation.
pub fn correlation(n: u32) -> CorrelationId {
    CorrelationId::new(uuid(0xcc, n))
}

/// Numbers without a pattern, always the same.
pub fn numbers(count: usize) -> impl Iterator<Item = u32> {
    let mut state = 0x9e37_79b9_u32;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    })
    .take(count)
}

/// Payloads that add, change, repeat and remove, deep and flat.
pub fn payloads(count: usize) -> Vec<String> {
    numbers(count)
        .map(|n| match n % 9 {
            0 => format!(r#"{{"name":"n{}"}}"#, n % 5),
            1 => format!(r#"{{"cost":{{"yearly":{}.10,"currency":"EUR"}}}}"#, n % 40),
            2 => r#"{"name":null,"cost":{"yearly":null}}"#.to_owned(),
            3 => format!(r#"{{"tags":[{{"id":{}}},{{"id":{}}}]}}"#, n % 3, n % 3 + 7),
            4 => format!(r#"{{"by":{{"k{}":{n}}}}}"#, n % 400),
            5 => format!(r#"{{"by":{{"k{}":null}}}}"#, n % 400),
            6 if n % 97 == 0 => "null".to_owned(),
            6 => r#"{"big":9007199254740993,"same":true}"#.to_owned(),
            7 => r#"{"same":true}"#.to_owned(),
            _ => format!(r#"{{"owner":"officer-{}","a/b~c":{n}}}"#, n % 20),
        })
        .collect()
}

/// The state after each of the events, the one before the first of all included, by one folding over all.
pub fn naive(events: &[Event]) -> Vec<Json> {
    let mut folding = MergeFold.begin(None).unwrap();
    let mut states = vec![folding.state().unwrap()];
    for event in events {
        folding.apply(std::slice::from_ref(event)).unwrap();
        states.push(folding.state().unwrap());
    }
    states
}
