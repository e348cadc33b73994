//! `hindsight projection new`: a module to go on with.

use hindsight_service::{Mode, new_projection};

use crate::args::NewArgs;
use crate::cmd::info::grouped;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::safe;

/// Looks at some events, and writes the module.
pub async fn run(args: &NewArgs) -> Result<(), Failure> {
    let session = crate::cmd::open(&args.target, Mode::ReadOnly).await?;
    let making = new_projection(&session, &args.aggregate_type, args.out.as_deref());
    let made = Progress::busy("Reading events").watch(making).await?;
    let events = match made.sampled {
        1 => "1 event".to_owned(),
        count => format!("{} events", grouped(&count.to_string())),
    };
    let mut output = Output::new();
    output.line(&safe::visible(&format!("Made {} from {events}", made.path)))?;
    Ok(output.flush()?)
}
