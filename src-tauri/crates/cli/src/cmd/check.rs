//! `hindsight check`: whether anything is missing.

use hindsight_service::wire::{CheckReportDto, CheckScopeDto, FindingDto, SeverityDto};
use hindsight_service::{Mode, check};

use super::info::{counted, grouped};
use crate::args::CheckArgs;
use crate::failure::{Code, Failure};
use crate::format::{Printer, kind_word};
use crate::output::remark;
use crate::progress::Progress;

/// Looks and prints.
pub async fn run(args: &CheckArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::ReadOnly).await?;
    let progress = Progress::bar(0, "Looking at events");
    let tell = |reached| progress.tell(reached);
    let scope = scope(args);
    let work = check(session.store(), &scope, &tell);
    let mut report = progress.watch(work).await?;
    if args.faults {
        report
            .findings
            .retain(|finding| finding.severity == SeverityDto::Fault);
        report
            .kinds
            .retain(|kind| kind.severity == SeverityDto::Fault);
    }
    let mut printer = Printer::new::<FindingDto>(args.format)?;
    printer.page(&report.findings)?;
    printer.finish()?;
    say_beside(&report, args.faults);
    match report.findings.is_empty() {
        true => Ok(()),
        false => Err(Failure::Told(Code::Found, None)),
    }
}

fn scope(args: &CheckArgs) -> CheckScopeDto {
    match (&args.aggregate, &args.correlation) {
        (Some(id), _) => CheckScopeDto::Aggregate {
            aggregate_id: id.clone(),
        },
        (None, Some(id)) => CheckScopeDto::Correlation {
            correlation_id: id.clone(),
        },
        (None, None) => CheckScopeDto::Store,
    }
}

/// What rows have no room for.
fn say_beside(report: &CheckReportDto, only_faults: bool) {
    for kind in &report.kinds {
        let name = kind_word(kind.kind);
        if let Some(why) = &kind.skipped {
            remark(&format!("{name} was not looked for: {why}."));
        }
        if kind.more != "0" {
            remark(&format!("{name}: and {} more.", grouped(&kind.more)));
        }
    }
    let notices = match only_faults {
        true => String::new(),
        false => format!(" and {}", counted(report.notices, "notice")),
    };
    remark(&format!(
        "{}{notices} in {} event{}.",
        counted(report.faults, "fault"),
        grouped(&report.events),
        if report.events == "1" { "" } else { "s" }
    ));
}
