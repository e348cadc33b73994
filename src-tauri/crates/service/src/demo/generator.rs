//! The stories of a year, in order of time, until there are exactly as many events as were asked for.

use std::collections::VecDeque;

use hindsight_domain::Instant;
use hindsight_store::Append;

use super::calendar::{Calendar, Period, later, period, year_start};
use super::draw::Draw;
use super::scene::{Agenda, SECOND, Scene};
use super::story;
use super::world::{Kind, World};

/// One command of the demo, and when it was processed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCommand {
    /// When.
    pub at: Instant,
    /// The command and its events.
    pub append: Append,
}

/// How many events there are to one thing of each kind, at the end of the year.
const EVENTS_PER_THING: [(Kind, u32); 4] = [
    (Kind::Server, 60),
    (Kind::BusinessCapability, 240),
    (Kind::Application, 55),
    (Kind::DataEntity, 50),
];

/// Makes the demo's commands one after the other; the same for the same seed and number of events.
pub struct Generator {
    calendar: Calendar,
    draw: Draw,
    world: World,
    agenda: Agenda,
    /// How many events there are to be.
    events: u32,
    /// How many there are.
    made: u32,
    now: Instant,
    ready: VecDeque<DemoCommand>,
}

impl Generator {
    /// A year of so many events.
    pub fn new(events: u32, seed: u64) -> Self {
        Self {
            calendar: Calendar::new(),
            draw: Draw::new(seed),
            world: World::default(),
            agenda: Agenda::default(),
            events,
            made: 0,
            now: year_start(),
            ready: VecDeque::new(),
        }
    }

    /// What happens next: what is due, else something new.
    fn go_on(&mut self) {
        let next = self.something_new_at();
        let due = self.agenda.next_until(next.max(self.now));
        // A millisecond at least between two moments, as between two requests.
        let earliest = later(self.now, 1_000 + i64::from(self.draw.below(900_000)));
        self.now = due.as_ref().map_or(next, |(at, _)| *at).max(earliest);
        self.world.year_permille = (u64::from(self.made) * 1_000 / u64::from(self.events)) as u32;
        let mut scene = Scene {
            run_size: self
                .calendar
                .events_in_hour(self.now, self.events)
                .clamp(2, 80),
            world: &mut self.world,
            draw: &mut self.draw,
            now: self.now,
            agenda: &mut self.agenda,
            recorded: Vec::new(),
        };
        match due {
            Some((_, turn)) => turn(&mut scene),
            None => begin(&mut scene, self.made, self.events),
        }
        for append in scene.recorded {
            self.take(append);
        }
    }

    /// When something new would begin: when the year's rhythm has room for it, give or take.
    fn something_new_at(&mut self) -> Instant {
        let room = self.calendar.instant_of(self.made, self.events);
        let seconds = 3_600 / (self.calendar.events_in_hour(room, self.events) + 1);
        later(room, i64::from(self.draw.below(seconds)) * SECOND)
    }

    /// Keeps a command, and of its events only as many as are still wanted.
    fn take(&mut self, mut append: Append) {
        for stream in &mut append.streams {
            stream.events.truncate((self.events - self.made) as usize);
            self.made += stream.events.len() as u32;
        }
        append.streams.retain(|stream| !stream.events.is_empty());
        self.ready.push_back(DemoCommand {
            at: self.now,
            append,
        });
    }
}

/// Begins something: first the landscape is loaded, later it grows with the year, else a story of the hour.
fn begin(scene: &mut Scene<'_>, made: u32, events: u32) {
    for (kind, per_thing) in EVENTS_PER_THING {
        let at_first = (events / per_thing / 2).max(1);
        let now = at_first.saturating_sub(scene.world.count(kind));
        if now > 0 {
            return story::import(scene, kind, now);
        }
    }
    let lacking = EVENTS_PER_THING.into_iter().find(|(kind, per_thing)| {
        let wanted = events / per_thing / 2 + made / per_thing / 2;
        scene.world.count(*kind) < wanted
    });
    match lacking {
        Some((kind, _)) if may_introduce(scene) => story::introduce(scene, kind),
        _ => story::begin(scene),
    }
}

/// New things come in office hours, and not all at once.
fn may_introduce(scene: &mut Scene<'_>) -> bool {
    period(scene.now) == Period::Office && scene.draw.percent(30)
}

impl Iterator for Generator {
    type Item = DemoCommand;

    fn next(&mut self) -> Option<DemoCommand> {
        while self.ready.is_empty() {
            if self.made >= self.events {
                return None;
            }
            self.go_on();
        }
        self.ready.pop_front()
    }
}
