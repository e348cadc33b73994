//! `hindsight catalog`: what Hindsight has read of a store, made, told of, taken away.

use std::path::PathBuf;
use std::time::Duration;

use hindsight_service::wire::{CatalogPhaseDto, CatalogStatusDto};
use hindsight_service::{Catalogs, Mode, Session, catalog};

use super::info::grouped;
use crate::args::CatalogArgs;
use crate::failure::Failure;
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;

/// How often is looked how far it is.
const LOOK: Duration = Duration::from_millis(20);

/// Does what is wished.
pub async fn run(args: &CatalogArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let catalogs = Catalogs::of_user();
    let mut output = Output::new();
    if args.path {
        let path: PathBuf = catalogs.path(&session).await?;
        output.line(&path.display().to_string())?;
    } else if args.delete {
        catalogs.delete(&session).await?;
    } else {
        if args.rebuild {
            catalogs.delete(&session).await?;
        }
        complete(&session, &catalogs).await?;
        let progress = Progress::bar(0, "Indexing text");
        let status = progress.watch(indexed(&session, &progress)).await;
        for line in for_people(&status) {
            output.line(&safe::visible(&line))?;
        }
    }
    Ok(output.flush()?)
}

/// Begins the catalog of a session and waits until it knows every event.
pub async fn complete(session: &Session, catalogs: &Catalogs) -> Result<CatalogStatusDto, Failure> {
    session.begin_catalog(catalogs).await?;
    let progress = Progress::bar(0, "Reading the store");
    let status = progress.watch(known_wholly(session, &progress)).await?;
    if let Some(notice) = &status.notice {
        remark(notice);
    }
    Ok(status)
}

async fn known_wholly(session: &Session, progress: &Progress) -> Result<CatalogStatusDto, Failure> {
    loop {
        let status = catalog::status(session);
        match status.phase {
            CatalogPhaseDto::Following | CatalogPhaseDto::Reading => return Ok(status),
            CatalogPhaseDto::Failed => {
                return Err(Failure::failed(status.notice.unwrap_or_default()));
            }
            CatalogPhaseDto::Off
            | CatalogPhaseDto::Loading
            | CatalogPhaseDto::Building
            | CatalogPhaseDto::Paused => {}
        }
        let number = |text: &str| text.parse().unwrap_or_default();
        progress.reach_of(number(&status.known), number(&status.total));
        tokio::time::sleep(LOOK).await;
    }
}

/// Waits until the text index is as far as it is to be; the one that another window writes is not waited for.
async fn indexed(session: &Session, progress: &Progress) -> CatalogStatusDto {
    loop {
        let status = catalog::status(session);
        let is_to_come = status.text.enabled && !status.text.complete;
        if !is_to_come || status.phase != CatalogPhaseDto::Following {
            return status;
        }
        let number = |text: &str| text.parse().unwrap_or_default();
        progress.reach_of(number(&status.text.known), number(&status.known));
        tokio::time::sleep(LOOK).await;
    }
}

fn for_people(status: &CatalogStatusDto) -> Vec<String> {
    let path = status.path.as_deref().unwrap_or("in memory");
    vec![
        format!("Catalog        {path}"),
        format!("Events         {}", grouped(&status.known)),
        format!("Bytes          {}", grouped(&status.bytes)),
        match status.text.enabled {
            true => format!(
                "Text index     {} events, {} bytes",
                grouped(&status.text.known),
                grouped(&status.text.bytes)
            ),
            false => "Text index     none".to_owned(),
        },
    ]
}
