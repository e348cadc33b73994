//! The columns against the store itself, and the side file against everything that may happen to it.

mod answers;
mod damage;
mod directory;
mod foreign;
mod life;
mod made;
mod marks;
mod recheck;
mod states;
