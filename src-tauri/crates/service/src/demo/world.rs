//! The company's landscape as the events so far have made it.

use hindsight_domain::{AggregateId, AggregateType, EventId, Instant, Version};
use hindsight_store::ExpectedVersion;

use super::draw::Draw;
use super::names;
use super::people::{ARCHITECTS, OWNERS, Person, STEWARDS};

/// What a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A program that the company runs.
    Application,
    /// Something that the company must be able to do.
    BusinessCapability,
    /// Something that data is kept about.
    DataEntity,
    /// A machine.
    Server,
    /// A wish that somebody must approve.
    ChangeRequest,
}

impl Kind {
    /// How many kinds there are.
    const COUNT: usize = 5;

    /// The name of the aggregate type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "Application",
            Self::BusinessCapability => "BusinessCapability",
            Self::DataEntity => "DataEntity",
            Self::Server => "Server",
            Self::ChangeRequest => "ChangeRequest",
        }
    }
}

/// How closely data is kept, from open to secret.
pub const LEVELS: [&str; 4] = ["public", "internal", "confidential", "restricted"];

/// The stages of a life, from idea to end.
pub const STAGES: [&str; 5] = ["plan", "build", "live", "sunset", "retired"];
/// Planned.
pub const PLAN: usize = 0;
/// In use.
pub const LIVE: usize = 2;
/// Gone.
pub const RETIRED: usize = 4;

/// Which thing of the landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId(u32);

/// One thing, and what its events say of it.
pub struct Item {
    /// Its aggregate's id.
    pub id: AggregateId,
    /// What it is.
    pub kind: Kind,
    /// What people call it.
    pub name: String,
    /// The version of its last event.
    pub version: Version,
    /// Its place in [`STAGES`].
    pub stage: usize,
    /// Its place in [`LEVELS`].
    pub level: usize,
    /// Who answers for it.
    pub person: &'static Person,
    /// Its place in [`names::PLACES`].
    pub place: usize,
    /// What it costs in a year.
    pub cost_cents: u64,
    /// How long its data is kept.
    pub retention_months: u32,
    /// What it runs on or is stored in.
    pub links: Vec<ItemId>,
    /// The last event of it that may yet turn out to be wrong.
    pub correctable: Option<Correctable>,
}

/// An event that may turn out to be wrong, and what stood before it.
#[derive(Clone)]
pub struct Correctable {
    /// The event.
    pub event: EventId,
    /// What it was about.
    pub what: Mistake,
}

/// What an event may get wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// The cost in a year.
    Cost,
    /// The classification; the level before.
    Level(usize),
    /// How long data is kept.
    Retention,
}

impl Item {
    /// What a caller who knows it well believes of it.
    pub fn expected(&self) -> ExpectedVersion {
        match self.version {
            Version(0) => ExpectedVersion::NoStream,
            version => ExpectedVersion::Exact(version),
        }
    }

    /// Its aggregate's type.
    pub fn aggregate_type(&self) -> AggregateType {
        AggregateType::new(self.kind.name())
    }

    /// Notes that it runs on, or is stored in, another thing.
    pub fn link(&mut self, other: ItemId) {
        if !self.links.contains(&other) {
            self.links.push(other);
        }
    }

    /// Whether it is still there.
    pub fn is_alive(&self) -> bool {
        self.stage != RETIRED
    }
}

/// All things.
#[derive(Default)]
pub struct World {
    /// How much of the year is over: each month the company looks into another part of what it has.
    pub year_permille: u32,
    items: Vec<Item>,
    of_kind: [Vec<ItemId>; Kind::COUNT],
}

impl World {
    /// Adds a thing that no event has told of yet.
    pub fn add(&mut self, kind: Kind, at: Instant, draw: &mut Draw) -> ItemId {
        let nth = self.count(kind);
        let place = draw.below(names::PLACES.len() as u32) as usize;
        let name = match kind {
            Kind::Application => names::application(nth),
            Kind::BusinessCapability => names::capability(nth),
            Kind::DataEntity => names::data_entity(nth),
            Kind::Server => names::server(nth, place),
            Kind::ChangeRequest => names::change_request(nth),
        };
        let id = ItemId(self.items.len() as u32);
        self.items.push(Item {
            id: draw.uuid(at).into(),
            kind,
            name,
            version: Version(0),
            stage: LIVE,
            level: draw.weighted(&[(1, 0), (5, 1), (3, 2), (1, 3)]),
            person: draw.pick(responsible(kind)),
            place,
            cost_cents: u64::from(draw.between(200_000, 90_000_000)),
            retention_months: 12 * draw.between(1, 10),
            links: Vec::new(),
            correctable: None,
        });
        self.of_kind[kind as usize].push(id);
        id
    }

    /// How many there are of a kind.
    pub fn count(&self, kind: Kind) -> u32 {
        self.of_kind[kind as usize].len() as u32
    }

    /// One of a kind that is still there, where there is any.
    pub fn pick(&self, kind: Kind, draw: &mut Draw) -> Option<ItemId> {
        // A few tries: where all are gone, it is right that nothing happens any more.
        (0..6).find_map(|_| {
            let id = self.pick_any(&self.of_kind[kind as usize], draw)?;
            self.item(id).is_alive().then_some(id)
        })
    }

    /// Now and then one of the few that everything happens to, often one of those that the company looks into at the
    /// time, else any.
    fn pick_any(&self, among: &[ItemId], draw: &mut Draw) -> Option<ItemId> {
        let count = among.len() as u32;
        let at = match draw.below(100) {
            0..18 => draw.below(count.div_ceil(100)),
            18..70 => {
                let first = u64::from(count) * u64::from(self.year_permille) / 1_000;
                (first as u32 + draw.below(count.div_ceil(12))) % count.max(1)
            }
            _ => draw.below(count),
        };
        among.get(at as usize).copied()
    }

    /// Several different ones of a kind, `most` at most.
    pub fn pick_several(&self, kind: Kind, most: u32, draw: &mut Draw) -> Vec<ItemId> {
        let mut picked: Vec<ItemId> = Vec::new();
        for _ in 0..most {
            picked.extend(self.pick(kind, draw));
        }
        picked.sort_unstable();
        picked.dedup();
        picked
    }

    /// A thing.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// A thing, to be changed.
    pub fn item_mut(&mut self, id: ItemId) -> &mut Item {
        &mut self.items[id.0 as usize]
    }
}

/// Those of whom one answers for a thing of a kind.
pub fn responsible(kind: Kind) -> &'static [Person] {
    match kind {
        Kind::Application | Kind::Server => OWNERS,
        Kind::BusinessCapability | Kind::ChangeRequest => ARCHITECTS,
        Kind::DataEntity => STEWARDS,
    }
}
