//! Keeps what was read in the side file, a few segments to a transaction.

use std::fs::File;

use hindsight_domain::Position;

use crate::catalog::Shared;
use crate::field::FIELDS;
use crate::growth::Growth;
use crate::jobs::Job;
use crate::marks;
use crate::sealed::Sealed;
use crate::side::{SideError, SideFile};
use crate::status::StoreChange;
use crate::trouble::Trouble;

/// How many full segments are kept in one transaction while a store is read for the first time.
const SEGMENTS_PER_TRANSACTION: usize = 16;
/// How many aggregates are gathered before they are merged.
const AGGREGATES_MAX: usize = 200_000;
/// How much of the side file is kept at hand once the whole store was merged into it, which goes all over the file.
const CACHE_AT_REST_KIB: i64 = 2_048;

/// The orders in which the directory can be read. They are made once the store has been read, which is quicker than to
/// keep them up all the while.
const INDEXES: &str = "
    CREATE INDEX IF NOT EXISTS aggregates_by_type ON aggregates (aggregate_type);
    CREATE INDEX IF NOT EXISTS aggregates_by_began ON aggregates (first_position);
    CREATE INDEX IF NOT EXISTS aggregates_by_changed ON aggregates (last_position);
    CREATE INDEX IF NOT EXISTS aggregates_by_versions ON aggregates (last_version);
    CREATE INDEX IF NOT EXISTS aggregates_by_mark ON aggregates (mark);
    CREATE INDEX IF NOT EXISTS aggregates_by_last_event_type ON aggregates (last_event_type);";

/// Writes the side file, and holds the lock that lets it.
pub struct Keeper {
    file: SideFile,
    kept: usize,
    words: [usize; FIELDS],
    _lock: File,
}

impl Keeper {
    /// Goes on from what is kept.
    pub fn new(file: SideFile, lock: File, kept: usize, growth: &Growth) -> Self {
        Self {
            file,
            kept,
            words: growth.dictionaries().map(|dictionary| dictionary.codes()),
            _lock: lock,
        }
    }

    /// Whether enough has come for a transaction.
    pub fn is_worth_it(&self, growth: &Growth) -> bool {
        growth.sealed().len() >= self.kept + SEGMENTS_PER_TRANSACTION
            || growth.gathered.len() >= AGGREGATES_MAX
    }

    /// Keeps all full segments, the words, and what was gathered of aggregates. The segment that still grows is read
    /// from the store again when it is needed.
    ///
    /// # Errors
    /// The side file's own; [`Trouble::Stopped`] when the catalog is closed meanwhile.
    pub async fn keep(&mut self, shared: &Shared, growth: &mut Growth) -> Result<(), Trouble> {
        let mut sealed = Vec::new();
        for (number, segment) in growth.sealed().iter().enumerate().skip(self.kept) {
            let position = segment.last_position();
            let event = shared.store.get_event(Position(position)).await?;
            let event = event.ok_or(Trouble::Changed(StoreChange::OtherEvents))?;
            sealed.push(Sealed {
                segment: segment.clone(),
                last_event_id: event.event_id.to_string(),
                sum: growth.sum(number),
            });
        }
        if sealed.is_empty() && growth.gathered.len() == 0 {
            return Ok(());
        }
        self.file
            .connection
            .execute_batch("BEGIN IMMEDIATE")
            .map_err(SideError::from)?;
        let written = self.write(shared, growth, &sealed);
        let end = match written {
            Ok(Some(())) => "COMMIT",
            _ => "ROLLBACK",
        };
        let ended = self
            .file
            .connection
            .execute_batch(end)
            .map_err(SideError::from);
        written?.ok_or(Trouble::Stopped)?;
        ended?;
        self.kept += sealed.len();
        self.words = growth.dictionaries().map(|dictionary| dictionary.codes());
        growth.gathered = Default::default();
        Ok(())
    }

    fn write(
        &self,
        shared: &Shared,
        growth: &Growth,
        sealed: &[Sealed],
    ) -> Result<Option<()>, SideError> {
        for (number, one) in (self.kept..).zip(sealed) {
            self.file.put_segment(number, one)?;
        }
        let dictionaries = growth.dictionaries();
        for ((field, dictionary), since) in (0..).zip(&dictionaries).zip(self.words) {
            self.file.put_words(field, dictionary, since)?;
        }
        growth
            .gathered
            .merge(&self.file, &dictionaries, &shared.stop)
    }

    /// Does work on the side file, and none of what follows where it is of no use.
    ///
    /// # Errors
    /// The side file's own.
    pub fn run(&self, jobs: Vec<Job>) -> Result<(), Trouble> {
        for job in jobs {
            job(&self.file)?;
        }
        Ok(())
    }

    /// How many aggregates have been looked at, and how many there are.
    ///
    /// # Errors
    /// The side file's own.
    pub fn marks(&self) -> Result<(u64, u64), Trouble> {
        Ok(marks::counts(&self.file)?)
    }

    /// Makes the orders of the directory, and lets go of what only reading a whole store needs.
    ///
    /// # Errors
    /// The side file's own.
    pub fn finish(&mut self) -> Result<(), Trouble> {
        let connection = &self.file.connection;
        let finished = connection
            .execute_batch(INDEXES)
            .and_then(|()| connection.pragma_update(None, "cache_size", -CACHE_AT_REST_KIB));
        Ok(finished.map_err(SideError::from)?)
    }
}
