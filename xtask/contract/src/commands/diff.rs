//! `contract diff`: what changed between two contracts, and what it breaks.

use std::path::{Path, PathBuf};

use clap::Args;

use super::reporting::Reporting;
use super::{Failure, Outcome, Terminal};
use crate::compat::{self, FILE_NAME, Input, Known, problems, unsupported};
use crate::document::{Document, Sources};
use crate::report::{Finding, Level, Results, complete_pointers};
use crate::rules::changes;

/// Report what changed between two contracts, what it breaks, and for whom.
///
/// BASE and REVISION are files, directories, or git revisions such as
/// `main:spec/openapi.yaml`; references to other files are followed, in the
/// same revision. Documents that are not quite valid are compared as far as
/// they can be read.
///
/// Schemas are compared by what they allow: a request may not allow less than
/// before, a response not more. A rewriting that allows the same is no change.
///
/// What breaks is shown by an example: a value that was allowed before and is refused
/// now, or one that is allowed only now.
///
/// A file `diff.toml` beside REVISION holds what the team decided: levels of
/// changes, and changes that it knows about, each with a reason and an end.
///
/// Exit codes: 0 nothing that --fail-on names, 4 something, 100 could not
/// compare.
#[derive(Args)]
pub struct Diff {
    /// What there was.
    #[arg(required_unless_present = "rules")]
    base: Option<String>,
    /// What there is now.
    #[arg(required_unless_present = "rules")]
    revision: Option<String>,
    /// What makes the command fail.
    #[arg(long, value_name = "WHAT", default_value = "breaking")]
    fail_on: FailOn,
    #[command(flatten)]
    reporting: Reporting,
    /// Leave out what is less than this.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    level: Shown,
    /// Known changes, and levels that the team decided on [default: diff.toml
    /// beside REVISION, if it is there].
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Print the changes that can be found, with their levels, and why;
    /// `--rules=all` each on a line of its own.
    #[arg(
        long,
        value_name = "FORM",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "grouped"
    )]
    rules: Option<Rules>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Breaking,
    Warning,
    Any,
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            FailOn::Breaking => Level::Error,
            FailOn::Warning => Level::Warning,
            FailOn::Any => Level::Info,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Rules {
    /// Those with one meaning together
    Grouped,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Shown {
    Breaking,
    Warning,
    Info,
}

impl From<Shown> for Level {
    fn from(shown: Shown) -> Level {
        match shown {
            Shown::Breaking => Level::Error,
            Shown::Warning => Level::Warning,
            Shown::Info => Level::Info,
        }
    }
}

impl Diff {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let (None, Some(base), Some(revision)) = (self.rules, &self.base, &self.revision) else {
            let table = match self.rules {
                Some(Rules::All) => changes::list(),
                _ => changes::page(),
            };
            write!(terminal.out, "{table}")?;
            return Ok(Outcome::Fine);
        };
        let subject = format!("{base} → {revision}");
        let (base, mut problems) = self.load(base, &Sources::default(), terminal)?;
        let input = parse(revision)?;
        let (mut revision, more) = self.load(revision, &base.sources, terminal)?;
        problems.extend(more);
        let known = self.known(&input, &mut revision.sources, terminal)?;
        let mut differences = compat::differences(&base, &revision, &known);
        let worst = differences.worst();
        differences
            .changes
            .retain(|finding| finding.level >= self.level.into());
        let sources = base.sources.join(revision.sources);
        let mut findings = differences.changes;
        findings.extend(differences.others);
        // What is wrong with a document is no change.
        findings.extend(problems);
        let mut results = Results::new("diff", subject, &findings, &sources);
        results.nothing = "no changes";
        results.versions = Some(differences.versions);
        results.fails_from = self.fail_on.level();
        results.notes.extend(match differences.known.len() {
            0 => None,
            1 => Some("A change that is known is left out.".to_owned()),
            count => Some(format!("{count} changes that are known are left out.")),
        });
        self.reporting.write(results, terminal)?;
        Ok(if worst >= Some(self.fail_on.level()) {
            Outcome::OutOfStep
        } else {
            Outcome::Fine
        })
    }

    fn known(
        &self,
        revision: &Input,
        sources: &mut Sources,
        terminal: &mut Terminal<'_>,
    ) -> Result<Known, Failure> {
        let beside = match revision {
            Input::File(path) => Some(path.with_file_name(FILE_NAME)),
            Input::Git { .. } => None,
        };
        let path = self.known.clone().or(beside.filter(|path| path.exists()));
        read_known("diff", path.as_deref(), sources, &self.reporting, terminal)
    }

    /// A document, and what is wrong with it.
    fn load(
        &self,
        input: &str,
        others: &Sources,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Document, Vec<Finding>), Failure> {
        let (document, passed) = parse(input)?.load(others).or_else(|(sources, error)| {
            let findings = [Finding::from(error)];
            self.reporting
                .refuse("diff", input, &findings, &sources, terminal)?;
            Err(Failure::new(format!("{input} cannot be read.")))
        })?;
        if let Some(finding) = unsupported(&document) {
            self.reporting
                .refuse("diff", input, &[finding], &document.sources, terminal)?;
            return Err(Failure::new(format!("{input} cannot be compared.")));
        }
        let mut problems = problems(&document, passed);
        complete_pointers(&mut problems, &document);
        Ok((document, problems))
    }
}

fn parse(input: &str) -> Result<Input, Failure> {
    Input::parse(input).map_err(|error| Failure::new(format!("{error}.")))
}

/// What the team decided; nothing when there is no file.
pub fn read_known(
    command: &'static str,
    path: Option<&Path>,
    sources: &mut Sources,
    reporting: &Reporting,
    terminal: &mut Terminal<'_>,
) -> Result<Known, Failure> {
    let Some(path) = path else {
        return Ok(Known::default());
    };
    Known::read(path, sources).or_else(|finding| {
        let subject = path.display().to_string();
        reporting.refuse(command, &subject, &[finding], sources, terminal)?;
        Err(Failure::new(format!("{subject} cannot be followed.")))
    })
}
