//! `cargo xtask diff`: what changed between two contracts, and what it breaks.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, Terminal, count};
use crate::compat::{Input, Known, compare, rules};
use crate::document::{Document, Position, Sources};
use crate::report::{Finding, Level, Report, write_json};

/// Tell what changed between two contracts, what it breaks, and for whom.
///
/// BASE and REVISION are files, directories, or git revisions such as
/// `main:spec/openapi.yaml`; references to other files are followed, in the
/// same revision. Documents that are not quite valid are compared as far as
/// they can be read.
///
/// Schemas are compared by what they allow: a request may not allow less than
/// before, a response not more. A rewriting that allows the same is no change.
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
    /// How the changes are told.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Leave out what is less than this.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    level: Shown,
    /// A file of known changes and of levels that the team decided on.
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Print all changes that can be told, with their levels, and why.
    #[arg(long)]
    rules: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Breaking,
    Warning,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
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
        let (false, Some(base), Some(revision)) = (self.rules, &self.base, &self.revision) else {
            return print_rules(terminal);
        };
        let base = load(base, &Sources::default(), terminal)?;
        let revision = load(revision, &base.sources, terminal)?;
        let mut findings = compare(&base, &revision);
        let known = self.known(&revision.sources, terminal)?;
        let mut of_known = Vec::new();
        let mut more_sources = None;
        if let Some((known, sources)) = known {
            (findings, of_known) = known.apply(findings);
            more_sources = Some(sources);
        }
        point(&mut findings, &base, &revision);
        let worst = findings
            .iter()
            .chain(&of_known)
            .map(|finding| finding.level)
            .max();
        findings.retain(|finding| finding.level >= self.level.into());
        let mut sources = base.sources.join(revision.sources);
        if let Some(more) = more_sources {
            sources = sources.join(more);
        }
        findings.extend(of_known);
        match self.format {
            Format::Json => write_json(terminal.out, &findings, &sources)?,
            Format::Text => tell(&findings, &sources, terminal)?,
        }
        let fails = match self.fail_on {
            FailOn::Breaking => worst >= Some(Level::Error),
            FailOn::Warning => worst >= Some(Level::Warning),
            FailOn::Any => worst.is_some(),
        };
        Ok(if fails {
            Outcome::OutOfStep
        } else {
            Outcome::Fine
        })
    }

    fn known(
        &self,
        others: &Sources,
        terminal: &mut Terminal<'_>,
    ) -> Result<Option<(Known, Sources)>, Failure> {
        let Some(path) = &self.known else {
            return Ok(None);
        };
        let read = |path: &Path| std::fs::read_to_string(path);
        let document = Document::load_with(path, Sources::after(others), &read)
            .or_else(|(sources, error)| unreadable(path, &error.into(), &sources, terminal))?;
        match Known::read(&document) {
            Ok(known) => Ok(Some((known, document.sources))),
            Err(error) => {
                let finding = Finding::error("unreadable", error.to_string()).at(error.at);
                unreadable(path, &finding, &document.sources, terminal)
            }
        }
    }
}

fn load(input: &str, others: &Sources, terminal: &mut Terminal<'_>) -> Result<Document, Failure> {
    let parsed = Input::parse(input).map_err(|error| Failure::new(format!("{error}.")))?;
    parsed
        .load(others)
        .or_else(|(sources, error)| unreadable(Path::new(input), &error.into(), &sources, terminal))
}

fn unreadable<T>(
    path: &Path,
    finding: &Finding,
    sources: &Sources,
    terminal: &mut Terminal<'_>,
) -> Result<T, Failure> {
    Report::new(terminal.err, terminal.color).write(finding, sources, None)?;
    Err(Failure::new(format!("{} cannot be read.", path.display())))
}

/// Fills in the pointers of all places, in one walk through each document.
fn point(findings: &mut [Finding], base: &Document, revision: &Document) {
    let wanted: HashSet<Position> = findings
        .iter()
        .filter_map(|finding| finding.comparison.as_ref())
        .flat_map(|comparison| [comparison.base, comparison.revision])
        .flatten()
        .collect();
    let mut pointers: HashMap<Position, String> = base.pointers_to(&wanted);
    pointers.extend(revision.pointers_to(&wanted));
    for finding in findings {
        let Some(comparison) = &mut finding.comparison else {
            continue;
        };
        let pointer = |at: Option<Position>| at.and_then(|at| pointers.get(&at).cloned());
        comparison.base_pointer = pointer(comparison.base);
        comparison.revision_pointer = pointer(comparison.revision);
        finding.pointer = pointer(finding.at);
    }
}

fn tell(
    findings: &[Finding],
    sources: &Sources,
    terminal: &mut Terminal<'_>,
) -> Result<(), Failure> {
    Report::new(terminal.out, terminal.color).write_all(findings, sources, None)?;
    let of = |level| {
        findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    if findings.is_empty() {
        writeln!(terminal.out, "No changes.")?;
    } else {
        writeln!(
            terminal.out,
            "{}: {} breaking, {}, {} for information.",
            count(findings.len(), "change"),
            of(Level::Error),
            count(of(Level::Warning), "warning"),
            of(Level::Info),
        )?;
    }
    Ok(())
}

fn print_rules(terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
    writeln!(terminal.out, "| id | level | direction | what | why |")?;
    writeln!(terminal.out, "| --- | --- | --- | --- | --- |")?;
    for rule in rules::all() {
        writeln!(
            terminal.out,
            "| `{}` | {} | {} | {} | {} |",
            rule.id,
            rule.level.name(),
            rule.direction.map_or("", rules::Direction::name),
            rule.what,
            rule.why,
        )?;
    }
    Ok(Outcome::Fine)
}
