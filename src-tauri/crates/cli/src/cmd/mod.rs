//! One module for each subcommand.

mod actor;
mod aggregates;
mod append;
mod check;
mod demo;
mod events;
mod info;
mod init;
mod projection;
mod state;
mod trace;

use hindsight_service::{Mode, Session, Target};

use crate::args::Command;
use crate::failure::Failure;

/// Does what is asked.
///
/// # Errors
/// Why it could not be done, and with which code the program ends.
pub async fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args).await,
        Command::Init(args) => init::run(&args).await,
        Command::Info(args) => info::run(&args).await,
        Command::Append(args) => append::run(&args).await,
        Command::Events(args) => events::run(*args).await,
        Command::Aggregates(args) => aggregates::run(&args).await,
        Command::State(args) => state::run(args).await,
        Command::Trace(args) => trace::run(&args).await,
        Command::Check(args) => check::run(&args).await,
        Command::Actor(args) => actor::run(&args).await,
        Command::Projection(command) => projection::run(&command).await,
    }
}

/// Opens a store. What is asked was understood by then, so whatever is wrong is wrong with the store.
async fn open(target: &str, mode: Mode) -> Result<Session, Failure> {
    let target = Target::parse(target)?;
    let opened = Session::open(target, mode).await;
    opened.map_err(|error| Failure::failed(error.message))
}
