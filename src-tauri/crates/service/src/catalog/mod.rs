//! The catalog of an open store: pages, counts, facets, places, the directory, the search.

mod answers;
mod catalogs;
mod complete;
mod deleted;
mod directory;
mod language;
mod pages;
mod search;
mod status;

pub use answers::{count_events, facet, histogram, place, stack};
pub use catalogs::Catalogs;
pub use complete::complete;
pub use deleted::KeptDeleted;
pub use directory::directory;
pub use language::understand;
pub use pages::query_events;
pub use search::{OnStep, search};
pub use status::{pause, rebuild, set_text, status, watch};
