//! A comparison of the world as a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::Tell;
use super::compared::{CSV_FIELDS, WithChanges};
use super::world::compare_world;
use crate::csv;
use crate::error::{ErrorCode, ServiceError, ServiceResult};
use crate::session::Session;
use crate::wire::{CompareScopeDto, CompareSummaryDto, ComparedDto, ExportFormat, ProgressDto};

/// Writes a comparison to a file, each aggregate with what is different of it. The file appears once it is whole.
///
/// # Errors
/// As [`compare_world`], and a file that cannot be written.
pub async fn export_comparison(
    session: &Session,
    scope: &CompareScopeDto,
    (from, to): (&str, &str),
    format: ExportFormat,
    path: &Path,
    tell: Tell<'_>,
) -> ServiceResult<CompareSummaryDto> {
    let rows: Mutex<Vec<ComparedDto>> = Mutex::default();
    let summary = compare_world(session, scope, from, to, &|step| {
        rows.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(step.rows);
        tell(ProgressDto {
            done: step.done,
            total: step.total,
        });
    })
    .await?;
    let rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
    let unwritable = |error: io::Error| {
        ServiceError::new(
            ErrorCode::Io,
            format!("{} cannot be written: {error}", path.display()),
        )
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    let mut document = Document {
        out: BufWriter::new(file.as_file()),
        format,
    };
    document
        .begin(session, scope, from, to)
        .map_err(unwritable)?;
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (row, done) in rows.into_iter().zip(1..) {
        let row = WithChanges::new(session, row).await?;
        document.row(&row, done == 1).map_err(unwritable)?;
        tell(ProgressDto { done, total });
    }
    document.end(&summary).map_err(unwritable)?;
    file.persist(path)
        .map_err(|error| unwritable(error.error))?;
    Ok(summary)
}

struct Document<'f> {
    out: BufWriter<&'f File>,
    format: ExportFormat,
}

impl Document<'_> {
    fn begin(
        &mut self,
        session: &Session,
        scope: &CompareScopeDto,
        from: &str,
        to: &str,
    ) -> io::Result<()> {
        match self.format {
            ExportFormat::Csv => self.out.write_all(&csv::record(CSV_FIELDS)?),
            ExportFormat::Json => {
                let head = |value: &str| serde_json::to_string(value);
                writeln!(
                    self.out,
                    "{{\"store\":{},\"from\":{},\"to\":{},\"scope\":{},\"aggregates\":[",
                    head(&session.target().to_string())?,
                    head(from)?,
                    head(to)?,
                    serde_json::to_string(scope)?
                )
            }
        }
    }

    fn row(&mut self, row: &WithChanges, is_first: bool) -> io::Result<()> {
        match self.format {
            ExportFormat::Csv => row
                .csv()
                .iter()
                .try_for_each(|cells| self.out.write_all(&csv::row(cells)?)),
            ExportFormat::Json => {
                let comma = if is_first { "" } else { ",\n" };
                write!(self.out, "{comma}{}", row.json()?)
            }
        }
    }

    fn end(mut self, summary: &CompareSummaryDto) -> io::Result<()> {
        if self.format == ExportFormat::Json {
            writeln!(
                self.out,
                "\n],\"summary\":{}}}",
                serde_json::to_string(summary)?
            )?;
        }
        self.out.flush()
    }
}
