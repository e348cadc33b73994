//! `hindsight projection list`: which projections a store has.

use hindsight_service::wire::ProjectionDto;
use hindsight_service::{Mode, Projections};

use crate::args::ListArgs;
use crate::failure::Failure;
use crate::format::Printer;
use crate::output::remark;

/// Looks and prints.
pub async fn run(args: &ListArgs) -> Result<(), Failure> {
    let session = crate::cmd::open(&args.target, Mode::ReadOnly).await?;
    let projections = match &args.projection {
        Some(path) => Projections::at(path).await?,
        None => session.projections().clone(),
    };
    let found = projections.list().await?;
    let mut printer = Printer::new::<ProjectionDto>(args.format)?;
    printer.page(&found.items)?;
    printer.finish()?;
    match found.problem {
        Some(problem) if found.items.is_empty() => Err(Failure::failed(problem)),
        Some(problem) => {
            remark(&problem);
            Ok(())
        }
        None => {
            if found.items.is_empty() {
                remark(&format!(
                    "There is no projection in {}; every type is folded as a merge patch.",
                    found.folder
                ));
            }
            Ok(())
        }
    }
}
