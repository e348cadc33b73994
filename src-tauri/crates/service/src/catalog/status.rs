//! How far the catalog is, and what the user wants of it.

use std::time::Duration;

use hindsight_catalog::Catalog;

use super::Catalogs;
use crate::error::ServiceResult;
use crate::session::Session;
use crate::wire::CatalogStatusDto;

/// How long nothing is told after something was.
const PAUSE: Duration = Duration::from_millis(250);

/// How far the catalog of a session is.
pub fn status(session: &Session) -> CatalogStatusDto {
    let told = |catalog: &Catalog| CatalogStatusDto::from(&catalog.status());
    session.catalog().map_or_else(CatalogStatusDto::off, told)
}

/// Tells how far the catalog is whenever that changes, a few times a second at most, until it is let go. It does not
/// keep the session open.
pub fn watch<T: Fn(CatalogStatusDto) + Send>(
    session: &Session,
    tell: T,
) -> impl Future<Output = ()> + Send + use<T> {
    let changes = session.catalog().map(Catalog::watch);
    async move {
        let Some(mut changes) = changes else {
            return;
        };
        loop {
            let now = CatalogStatusDto::from(&*changes.borrow_and_update());
            tell(now);
            tokio::time::sleep(PAUSE).await;
            if changes.changed().await.is_err() {
                return;
            }
        }
    }
}

/// Switches the text index of the store on or off, and remembers it.
///
/// # Errors
/// A choice that cannot be kept, or no catalog.
pub fn set_text(
    session: &Session,
    catalogs: &Catalogs,
    enabled: bool,
) -> ServiceResult<CatalogStatusDto> {
    let catalog = session.require_catalog()?;
    catalogs.choose_text(session.target(), enabled)?;
    catalog.set_text(enabled);
    Ok(status(session))
}

/// Has the catalog read no further for now, or on again.
///
/// # Errors
/// No catalog.
pub fn pause(session: &Session, paused: bool) -> ServiceResult<CatalogStatusDto> {
    session.require_catalog()?.pause(paused);
    Ok(status(session))
}

/// Has the catalog made anew from nothing.
///
/// # Errors
/// No catalog.
pub fn rebuild(session: &Session) -> ServiceResult<CatalogStatusDto> {
    session.require_catalog()?.rebuild("it was asked for");
    Ok(status(session))
}
