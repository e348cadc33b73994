//! What the page may ask of the backend.

pub mod browse;
<<<<<<< HEAD
pub mod projections;
=======
pub mod catalog;
>>>>>>> 4ba6b6e (Let the service answer from the catalog, and the window ask for it)
pub mod stores;
pub mod trace;
pub mod travel;
pub mod write;
