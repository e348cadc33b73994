//! `hindsight init`: an empty store.

use hindsight_service::{Session, Target};

use crate::args::TargetArgs;
use crate::failure::Failure;
use crate::output::Output;

/// Makes the store and says what it is called for life.
pub async fn run(args: &TargetArgs) -> Result<(), Failure> {
    let session = Session::create(Target::parse(&args.target)?).await?;
    let id = session.info().await?.store_id.unwrap_or_default();
    let mut output = Output::new();
    output.line(&format!(
        "Made an empty event store at {} (store id {id})",
        session.target()
    ))?;
    Ok(output.flush()?)
}
