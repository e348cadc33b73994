//! Small files in which the program keeps what the user chose.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{ErrorCode, ServiceError, ServiceResult};

/// What is kept in a file; nothing where it does not exist or cannot be understood, since it holds nothing that
/// cannot be chosen anew.
pub fn read<T: DeserializeOwned + Default>(file: &Path) -> T {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps something. Writes beside and renames, so that a crash leaves the old file or the new one.
///
/// # Errors
/// A folder or file that cannot be written; `what` names it for the person.
pub fn write<T: Serialize + ?Sized>(file: &Path, what: &str, value: &T) -> ServiceResult<()> {
    let failed = |error: &dyn std::error::Error| {
        let told = format!("The {what} cannot be kept in {}: {error}", file.display());
        ServiceError::new(ErrorCode::Io, told)
    };
    let text = serde_json::to_string_pretty(value).map_err(|error| failed(&error))?;
    let draft = file.with_extension("new");
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    std::fs::write(&draft, text)
        .and_then(|()| std::fs::rename(&draft, file))
        .map_err(|error| failed(&error))
}
