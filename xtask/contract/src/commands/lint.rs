//! `contract lint`: what is wrong with a document, by itself.

use std::path::{Path, PathBuf};

use clap::Args;

use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::document::{Document, Sources};
use crate::lint::{Linted, Settings, fixed_texts, lint};
use crate::report::{Finding, Level, Results, counted, unified_diff};
use crate::rules;

/// Find what is wrong with a contract, by itself.
///
/// Whether it is valid OpenAPI 3.0 or 3.1, whether its references, paths,
/// parameters, examples and security schemes fit each other, whether it keeps
/// to what most teams agree on, and whether `generate` can express it.
///
/// A file `lint.toml` beside the contract sets the levels of rules and lists
/// exceptions, each with its reason. `--rules` prints the table of rules.
///
/// Exit codes: 0 fine, 4 something was found that `--fail-on` asks for, 100
/// could not be done.
#[derive(Args)]
pub struct Lint {
    /// The document [default: spec/openapi.yaml].
    spec: Option<PathBuf>,

    /// As the other commands have it.
    #[arg(
        long = "spec",
        value_name = "FILE",
        hide = true,
        conflicts_with = "spec"
    )]
    named: Option<PathBuf>,
    /// Print the table of rules, and nothing else.
    #[arg(long)]
    rules: bool,
    #[command(flatten)]
    reporting: Reporting,
    /// What makes the command fail.
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,
    /// The settings [default: lint.toml beside the document, if it is there].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Correct what has exactly one right answer, show the difference, and
    /// look again.
    #[arg(long)]
    fix: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// Whatever is found
    Any,
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            FailOn::Error => Level::Error,
            FailOn::Warning => Level::Warning,
            FailOn::Any => Level::Info,
        }
    }
}

/// Corrections can make room for others; more rounds than this are none.
const ROUNDS: usize = 5;

impl Lint {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        if self.rules {
            write!(terminal.out, "{}", rules::lint::page())?;
            return Ok(Outcome::Fine);
        }
        let spec = project.spec(self.spec.as_deref().or(self.named.as_deref()));
        let (mut document, mut linted) = self.look(&spec, terminal)?;
        if self.fix {
            for _ in 0..ROUNDS {
                if !correct(&document, &linted, terminal)? {
                    break;
                }
                (document, linted) = self.look(&spec, terminal)?;
            }
        }
        let subject = spec.display().to_string();
        let mut results = Results::new("lint", subject, &linted.findings, &document.sources);
        results.rules = rules::lint::ALL.to_vec();
        results.fails_from = self.fail_on.level();
        self.reporting.write(results, terminal)?;
        // The process ends next: to take a large tree apart is a tenth of the
        // work.
        std::mem::forget(document);
        let fails = |finding: &Finding| finding.level >= self.fail_on.level();
        Ok(if linted.findings.iter().any(fails) {
            Outcome::OutOfStep
        } else {
            Outcome::Fine
        })
    }

    fn look(
        &self,
        spec: &Path,
        terminal: &mut Terminal<'_>,
    ) -> Result<(Document, Linted), Failure> {
        let read = |path: &Path| std::fs::read_to_string(path);
        let loaded = Document::load_tolerantly(spec, Sources::default(), &read);
        let (mut document, problems) = loaded.or_else(|(sources, error)| {
            let findings = [Finding::from(error)];
            let subject = spec.display().to_string();
            self.reporting
                .refuse("lint", &subject, &findings, &sources, terminal)?;
            Err(Failure::new(format!("{subject} cannot be read.")))
        })?;
        let settings = self.settings(spec, &mut document, terminal)?;
        let linted = lint(&document, &settings).and_problems(problems);
        Ok((document, linted))
    }

    fn settings(
        &self,
        spec: &Path,
        document: &mut Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<Settings, Failure> {
        let path = match &self.config {
            Some(path) => path.clone(),
            None => {
                let beside = spec.with_file_name("lint.toml");
                if !beside.exists() {
                    return Ok(Settings::default());
                }
                beside
            }
        };
        Settings::read(&path, &mut document.sources).or_else(|finding| {
            let subject = path.display().to_string();
            self.reporting
                .refuse("lint", &subject, &[finding], &document.sources, terminal)?;
            let message = format!("{subject} cannot be followed.");
            Err(Failure::new(message))
        })
    }
}

/// Writes the corrections, and says whether there were any. What changes is
/// told beside the report, which may be for a program.
fn correct(
    document: &Document,
    linted: &Linted,
    terminal: &mut Terminal<'_>,
) -> Result<bool, Failure> {
    let fixed = fixed_texts(document, &linted.fixable);
    for file in &fixed {
        let path = file.path.display().to_string();
        let diff = unified_diff(&path, &file.before, &file.after);
        write!(terminal.err, "{diff}")?;
        std::fs::write(&file.path, &file.after)
            .map_err(|error| Failure::new(format!("cannot write {path}: {error}")))?;
        writeln!(
            terminal.err,
            "{path}: {} corrected.\n",
            counted(file.count, "finding")
        )?;
    }
    Ok(!fixed.is_empty())
}
