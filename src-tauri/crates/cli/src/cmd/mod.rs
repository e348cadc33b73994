//! One module for each subcommand.

mod actor;
mod aggregates;
mod append;
mod catalog;
mod check;
mod compare;
mod copy;
mod demo;
mod events;
mod info;
mod init;
mod login;
mod projection;
mod search;
mod snapshots;
mod state;
mod trace;
mod when;

use std::future::Future;
use std::path::Path;

use hindsight_service::{Mode, Projections, Session, Target};
use tokio::sync::mpsc::UnboundedReceiver;

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
        Command::Login(args) => login::login(&args).await,
        Command::Logout(args) => login::logout(&args).await,
        Command::Info(args) => info::run(&args).await,
        Command::Append(args) => append::run(&args).await,
        Command::Copy(args) => copy::run(&args).await,
        Command::Events(args) => events::run(*args).await,
        Command::Aggregates(args) => aggregates::run(&args).await,
        Command::Trace(args) => trace::run(&args).await,
        Command::Check(args) => check::run(&args).await,
        Command::Actor(args) => actor::run(&args).await,
        Command::State(args) => state::run(*args).await,
        Command::Compare(args) => compare::run(args).await,
        Command::When(args) => when::run(args).await,
        Command::Snapshots(command) => snapshots::run(&command).await,
        Command::Search(args) => search::search(&args).await,
        Command::Facets(args) => search::facets(&args).await,
        Command::Catalog(args) => catalog::run(&args).await,
        Command::Projection(command) => projection::run(&command).await,
    }
}

/// Opens a store. What is asked was understood by then, so whatever is wrong is wrong with the store.
async fn open(target: &str, mode: Mode) -> Result<Session, Failure> {
    let target = Target::parse(target)?;
    let opened = Session::open(target, mode).await;
    opened.map_err(|error| Failure::failed(error.message))
}

/// Opens a store to look at what its events come to, by its own projections or by those at a path.
async fn open_to_fold(target: &str, projection: Option<&Path>) -> Result<Session, Failure> {
    let session = open(target, Mode::ReadOnly).await?;
    Ok(match projection {
        Some(path) => session.with_projections(Projections::at(path).await?),
        None => session,
    })
}

/// Runs work that tells of what it finds, and prints that as it comes. Where it cannot be printed, the work is stopped.
async fn printing<S, T, E: Into<Failure>>(
    work: impl Future<Output = Result<T, E>>,
    mut found: UnboundedReceiver<S>,
    mut print: impl FnMut(S) -> Result<(), Failure>,
) -> Result<T, Failure> {
    tokio::pin!(work);
    let done = loop {
        tokio::select! {
            biased;
            Some(step) = found.recv() => print(step)?,
            done = &mut work => break done.map_err(Into::into)?,
        }
    };
    while let Ok(step) = found.try_recv() {
        print(step)?;
    }
    Ok(done)
}
