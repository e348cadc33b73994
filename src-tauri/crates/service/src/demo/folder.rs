//! The projections of the demo, written beside its store.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::projections::FOLDER;
use crate::target::Target;

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("projections/", $name)))
    };
}

/// The modules and their cases, by name.
pub const FILES: &[(&str, &str)] = &[
    file!("application.js"),
    file!("application.cases.json"),
    file!("change-request.js"),
    file!("change-request.cases.json"),
    file!("data-entity.js"),
    file!("data-entity.cases.json"),
    file!("server.js"),
    file!("server.cases.json"),
];

/// Writes the files into the folder beside a store. What is there already is left alone.
///
/// # Errors
/// A folder or file that cannot be written.
pub fn write_beside(target: &Target) -> ServiceResult<()> {
    let store = target.require_file("A demo")?;
    let folder = store.with_file_name(FOLDER);
    write_into(&folder).map_err(|error| {
        let told = format!(
            "The demo store was made at {target}, but its projections cannot be written to {}: {error}",
            folder.display()
        );
        ServiceError::new(ErrorCode::Io, told)
    })
}

fn write_into(folder: &Path) -> io::Result<()> {
    unless_there(fs::create_dir(folder))?;
    for (name, text) in FILES {
        let made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(folder.join(name));
        unless_there(made.and_then(|mut file| file.write_all(text.as_bytes())))?;
    }
    Ok(())
}

fn unless_there(made: io::Result<()>) -> io::Result<()> {
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}
