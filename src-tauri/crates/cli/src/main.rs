//! The `hindsight` command line: arguments, one service call, print.

mod args;
mod cmd;
mod failure;
mod format;
mod output;
mod progress;
mod safe;

use std::process::ExitCode;

use clap::Parser;

use crate::failure::Failure;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(cmd::run(args.command)),
        Err(error) => Err(Failure::failed(format!(
            "the program cannot start: {error}"
        ))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
