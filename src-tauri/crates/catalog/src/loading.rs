//! Reads back what was kept.

use std::sync::Arc;

use crate::catalog::Shared;
use crate::growth::Growth;
use crate::sealed::Sealed;
use crate::side::{self, SideFile};
use crate::trouble::Trouble;

/// All segments that a side file holds, and what goes on from them.
///
/// # Errors
/// [`Trouble::Rebuild`] where what stands there is not what was written; [`Trouble::Stopped`] when the catalog is closed
/// meanwhile.
pub fn load_segments(shared: &Shared, file: &SideFile) -> Result<(Growth, Vec<Sealed>), Trouble> {
    // One state of the file, whatever another window writes meanwhile; the connection ends it, or the line below.
    file.connection
        .execute_batch("BEGIN")
        .map_err(side::SideError::from)?;
    let mut growth = Growth::of(file.dictionaries()?).witnessing(!shared.store.is_ruled());
    let mut sealed: Vec<Sealed> = Vec::new();
    while let Some(one) = file.segment(sealed.len())? {
        if shared.stop.is_cancelled() {
            return Err(Trouble::Stopped);
        }
        let before = sealed.last().map(|before| before.segment.last_position());
        if before.is_some_and(|before| before >= one.segment.position(0)) {
            return Err(side::DAMAGED.into());
        }
        if !growth.resume(Arc::clone(&one.segment), one.sum) {
            return Err(side::DAMAGED.into());
        }
        let known = one.segment.events as u64;
        shared.tell(|status| status.known += known);
        sealed.push(one);
    }
    file.connection
        .execute_batch("ROLLBACK")
        .map_err(side::SideError::from)?;
    Ok((growth, sealed))
}
