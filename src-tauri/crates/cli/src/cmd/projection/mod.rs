//! `hindsight projection`: test, list and begin projections.

mod list;
mod new;
mod test;

use crate::args::ProjectionCommand;
use crate::failure::Failure;

/// Does what is asked about projections.
pub async fn run(command: &ProjectionCommand) -> Result<(), Failure> {
    match command {
        ProjectionCommand::Test(args) => test::run(args).await,
        ProjectionCommand::List(args) => list::run(args).await,
        ProjectionCommand::New(args) => new::run(args).await,
    }
}
