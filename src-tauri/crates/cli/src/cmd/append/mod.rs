//! `hindsight append`: commands in, outcomes out, line by line.

mod answer;
mod lines;
mod request;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};

use hindsight_service::wire::AppendRequestDto;
use hindsight_service::{Mode, Session, append_batch};

use crate::args::AppendArgs;
use crate::failure::{Code, Failure};
use crate::output::{Output, remark};
use crate::progress::Progress;
use crate::safe;
use answer::Answer;
use lines::{Line, Lines};

/// Reads, appends and answers.
pub async fn run(args: &AppendArgs) -> Result<(), Failure> {
    let session = super::open(&args.target, Mode::Writable).await?;
    let session = session.with_snapshots_every(args.snapshot_every);
    let mut work = Work {
        session,
        lines: Lines::new(source(args)?),
        output: Some(Output::new()),
        worst: None,
    };
    let progress = Progress::count("lines");
    progress
        .watch_unless_read(work.all(args.batch, &progress))
        .await?;
    match work.worst {
        None => Ok(()),
        Some(code) => Err(Failure::Told(code, None)),
    }
}

fn source(args: &AppendArgs) -> Result<Box<dyn BufRead>, Failure> {
    let Some(path) = &args.file else {
        if io::stdin().is_terminal() {
            remark("Reading JSON lines from the keyboard; an end of file (Ctrl-D) ends them.");
        }
        return Ok(Box::new(BufReader::new(io::stdin())));
    };
    let file = File::open(path)
        .map_err(|error| Failure::failed(format!("{} cannot be read: {error}", path.display())))?;
    Ok(Box::new(BufReader::new(file)))
}

struct Work {
    session: Session,
    lines: Lines<Box<dyn BufRead>>,
    /// `None` once nobody reads the answers any more: the commands are carried out all the same.
    output: Option<Output>,
    worst: Option<Code>,
}

impl Work {
    async fn all(&mut self, batch: u32, progress: &Progress) -> Result<(), Failure> {
        loop {
            let lines = self.lines.take(batch).map_err(|error| {
                Failure::failed(format!("the lines cannot be read any further: {error}"))
            })?;
            let Some(last) = lines.last().map(|line| line.number) else {
                return Ok(());
            };
            self.transaction(lines).await?;
            progress.reach(last);
        }
    }

    /// Appends what can be understood of some lines, then answers all of them in order.
    async fn transaction(&mut self, lines: Vec<Line>) -> Result<(), Failure> {
        let understood: Vec<_> = lines
            .into_iter()
            .map(|line| (line.number, request::parse(line.bytes)))
            .collect();
        let requests: Vec<AppendRequestDto> = understood
            .iter()
            .filter_map(|(_, request)| request.as_ref().ok().cloned())
            .collect();
        // A transaction of nothing would take the store's lock for nothing.
        let outcome = match requests.is_empty() {
            true => Ok(Vec::new()),
            false => append_batch(&self.session, &requests).await,
        };
        let (results, stopped) = match outcome {
            Ok(results) => (results, None),
            Err(error) => (vec![Err(error.clone()); requests.len()], Some(error)),
        };
        let mut results = results.into_iter();
        for (number, request) in understood {
            let answer = match request {
                Err(error) => Answer::invalid(number, error),
                Ok(_) => Answer::new(number, results.next()),
            };
            self.answer(&answer)?;
        }
        self.hand_on()?;
        match stopped {
            None => Ok(()),
            Some(error) => Err(Failure::failed(format!(
                "{}; the lines from here on were not appended, send them again",
                error.message
            ))),
        }
    }

    fn answer(&mut self, answer: &Answer) -> Result<(), Failure> {
        self.worst = worse(self.worst, answer.code());
        let line = answer.json()?;
        // An error may quote the line, and the line may come from anybody.
        self.printed(|output| output.line(&safe::json(&line)))
    }

    fn hand_on(&mut self) -> Result<(), Failure> {
        self.printed(Output::flush)
    }

    fn printed(
        &mut self,
        print: impl FnOnce(&mut Output) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let Some(output) = &mut self.output else {
            return Ok(());
        };
        match print(output) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.output = None;
                Ok(())
            }
            printed => Ok(printed?),
        }
    }
}

/// A failure is worse than a command id used twice, and that is worse than a conflict, which a retry settles.
fn worse(one: Option<Code>, other: Option<Code>) -> Option<Code> {
    [Code::Failed, Code::Reused, Code::Conflict]
        .into_iter()
        .find(|code| [one, other].contains(&Some(*code)))
}
