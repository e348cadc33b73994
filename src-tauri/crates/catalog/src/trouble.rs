//! Why a build does not go on.

use hindsight_store::StoreError;

use crate::side::SideError;
use crate::status::StoreChange;

/// Why a build does not go on.
#[derive(Debug)]
pub enum Trouble {
    /// What is kept is of no use: begin from nothing. The words end "The catalog was begun anew: …".
    Rebuild(&'static str),
    /// The store is not what it was: begin from nothing.
    Changed(StoreChange),
    /// Begin again with what is kept.
    Again,
    /// The catalog is being closed.
    Stopped,
    /// The store or the side file refuses; it may go on later.
    Failed(String),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cancelled => Self::Stopped,
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<SideError> for Trouble {
    fn from(error: SideError) -> Self {
        match error {
            SideError::Unusable(why) => Self::Rebuild(why),
            SideError::Failed(why) => {
                Self::Failed(format!("the catalog's file cannot be kept: {why}"))
            }
        }
    }
}
