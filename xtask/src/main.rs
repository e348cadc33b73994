//! `cargo xtask`: everything that is done to this repository besides editing it.
//!
//! Each task is plain Rust that starts other programs without a shell, so that it works the same on Linux, macOS
//! and Windows. Only [`packages`] knows about platforms.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bench;
mod bindings;
mod counts;
mod frames;
mod house;
mod npm;
mod packages;
mod process;
mod programs;
mod run;
mod steps;
mod suite;
mod summary;
mod tidy;

use std::process::ExitCode;

use clap::Parser;

use house::House;

/// Sets up, runs, tests and tidies Hindsight.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Set up what is missing, build, and open the window on the demo store or on PATH
    Run(run::Args),
    /// Everything that continuous integration runs
    Test(suite::Args),
    /// Measure the store against a bare loop over the same schema
    Bench(bench::Args),
    /// Write the TypeScript bindings anew from the Rust commands
    Gen,
    /// Find faults in the house: who may depend on whom, module docs, file lengths, stray paths
    Tidy,
}

fn main() -> ExitCode {
    let task = Task::parse();
    match House::find().and_then(|house| perform(task, &house)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task, house: &House) -> anyhow::Result<ExitCode> {
    match task {
        Task::Run(args) => run::run(house, &args)?,
        Task::Test(args) => return Ok(suite::run(house, &args)),
        Task::Bench(args) => bench::run(house, &args)?,
        Task::Gen => bindings::write(house)?,
        Task::Tidy => println!("{}", tidy::check(house)?),
    }
    Ok(ExitCode::SUCCESS)
}
