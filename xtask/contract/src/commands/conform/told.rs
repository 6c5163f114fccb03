//! What a run tells: findings, what was never seen, and why.

use std::path::Path;

use serde_json::json;

use super::super::{Failure, Outcome, Terminal};
use super::known::known;
use super::{Conform, Untried};
use crate::conform::{Config, Coverage, OfOperation, Run, State, Summary};
use crate::document::Document;
use crate::exchange::Operations;
use crate::report::{Finding, Level, Results, Table, complete_pointers, counted};
use crate::rules;

/// So many rows a person reads, unless asked for all.
const ROWS: usize = 30;

/// What a run found.
pub(in crate::commands) struct Told {
    pub findings: Vec<Finding>,
    /// What was not tried.
    pub notes: Vec<String>,
    /// How much was asked, in what time.
    pub figures: String,
    /// Why the run proves nothing, when it does not.
    pub failure: Option<Failure>,
    pub table: Option<Table>,
    pub data: Option<(&'static str, serde_json::Value)>,
}

impl Conform {
    pub(super) fn tell(
        &self,
        told: Told,
        document: &Document,
        spec: &Path,
        terminal: &mut Terminal<'_>,
    ) -> Result<Outcome, Failure> {
        let mut levels = told.findings.iter().map(|finding| finding.level);
        let fails = levels.any(|level| level == Level::Error);
        let mut results = Results::new(
            "conform",
            spec.display().to_string(),
            &told.findings,
            &document.sources,
        );
        results.notes = told.notes;
        results.table = told.table;
        results.data = told.data;
        if self.reporting.is_text() {
            results.notes.push(told.figures);
        }
        self.reporting.write(results, terminal)?;
        match told.failure {
            Some(failure) => Err(failure),
            None if fails => Ok(Outcome::OutOfStep),
            None => Ok(Outcome::Fine),
        }
    }

    pub(super) fn summed_up(
        &self,
        summary: Summary,
        of_service: Vec<Finding>,
        document: &Document,
        operations: &Operations<'_>,
        config: &Config,
    ) -> Told {
        let coverage = &summary.coverage;
        let mut findings = known(summary.findings, operations, config);
        findings.extend(of_service);
        findings.extend(self.untried(coverage));
        complete_pointers(&mut findings, document);
        let failure = (coverage.count(State::CarriedOut) == 0).then(|| {
            Failure::new(
                "nothing was carried out: no operation of the contract had a response of 2xx or 3xx, so the run proves nothing. The notes say what was lacking.",
            )
        });
        Told {
            findings,
            notes: notes(coverage, self.verbose, summary.ended.as_deref()),
            figures: format!(
                "{} in {:.1} s, seed {}.",
                counted(summary.requests, "request"),
                summary.took.as_secs_f64(),
                self.seed
            ),
            failure,
            table: Some(table(coverage, self.verbose)),
            data: Some(("coverage", json!(coverage))),
        }
    }

    /// What was never tried, as a finding.
    fn untried(&self, coverage: &Coverage) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut tell = |is_failing: bool, message: String| {
            found.push(Finding {
                level: if is_failing {
                    Level::Error
                } else {
                    Level::Warning
                },
                ..Finding::new(rules::CONFORM_UNTRIED, message)
            });
        };
        let untried = coverage.untried();
        if untried > 0 {
            let counted = counted(untried, "operation");
            let were = if untried == 1 { "was" } else { "were" };
            tell(
                self.fail_on_untried.is_some(),
                format!("{counted} {were} never carried out: the table at the end says why"),
            );
        }
        let never = coverage.never();
        if never > 0 && self.fail_on_untried == Some(Untried::All) {
            let counted = counted(never, "documented thing");
            let were = if never == 1 { "was" } else { "were" };
            tell(
                true,
                format!("{counted} {were} never seen: --verbose tells each with the reason"),
            );
        }
        found
    }
}

fn notes(coverage: &Coverage, is_verbose: bool, ended: Option<&str>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(why) = ended {
        notes.push(format!("Not everything was tried: {why}."));
    }
    if !coverage.missing_variables.is_empty() {
        notes.push(format!(
            "Not set, so not tried: {}.",
            coverage.missing_variables.join(", ")
        ));
    }
    for step in &coverage.failed_steps {
        notes.push(format!("Not done: {step}"));
    }
    if coverage.slow_once > 0 {
        notes.push(format!(
            "{} slow, and in time when asked for again: the machine was busy.",
            match coverage.slow_once {
                1 => "1 response was".to_owned(),
                count => format!("{count} responses were"),
            }
        ));
    }
    for operation in &coverage.operations {
        let title = &operation.operation;
        match (&operation.reason, operation.state) {
            (Some(reason), State::NeverCarriedOut) => {
                notes.push(format!("{title}: never carried out: {reason}"));
            }
            (Some(reason), State::NotCalled) => {
                notes.push(format!("{title}: not called: {reason}"));
            }
            (Some(reason), _) => notes.push(format!("{title}: {reason}")),
            (None, _) => {}
        }
        if is_verbose {
            let never = operation.never.iter();
            notes.extend(never.map(|one| {
                format!(
                    "{title}: never seen: {} {}: {}",
                    one.kind, one.name, one.reason
                )
            }));
            let walks = operation.walks.iter();
            notes.extend(walks.map(|reason| format!("{title}: walk: {reason}")));
        }
    }
    let never = coverage.never();
    if never > 0 && !is_verbose {
        notes.push(format!(
            "{} never seen: --verbose tells each with the reason.",
            match never {
                1 => "1 documented thing was".to_owned(),
                count => format!("{count} documented things were"),
            }
        ));
    }
    notes
}

/// What was seen of each operation: those of which something never was.
fn table(coverage: &Coverage, is_verbose: bool) -> Table {
    let is_told =
        |one: &&OfOperation| is_verbose || one.state != State::CarriedOut || !one.never.is_empty();
    let told: Vec<&OfOperation> = coverage.operations.iter().filter(is_told).collect();
    let most = if is_verbose { usize::MAX } else { ROWS };
    let mut rows: Vec<Vec<String>> = told.iter().take(most).map(|one| row(one)).collect();
    if told.len() > most {
        rows.push(vec![
            format!("and {} more", told.len() - most),
            String::new(),
            String::new(),
        ]);
    }
    let rest = coverage.operations.len() - told.len();
    if rest > 0 {
        let cells = [
            counted(rest, "other operation"),
            String::new(),
            "nothing: everything documented was seen".to_owned(),
        ];
        rows.push(cells.to_vec());
    }
    Table {
        headings: vec!["operation", "seen", "never seen"],
        rows,
    }
}

fn row(operation: &OfOperation) -> Vec<String> {
    let statuses = operation.statuses.iter();
    let seen: Vec<String> = statuses.map(|(status, _)| status.to_string()).collect();
    let never = match operation.state {
        State::NotCalled => "not called".to_owned(),
        State::NotAskedFor => "not asked for".to_owned(),
        State::NeverCarriedOut => "never carried out".to_owned(),
        State::CarriedOut => kinds(operation),
    };
    vec![operation.operation.clone(), seen.join(" "), never]
}

/// `status 403 409, 2 parameters`: statuses by name, and how many of the rest.
fn kinds(operation: &OfOperation) -> String {
    let of = |kind: &str| -> Vec<&str> {
        let all = operation.never.iter().filter(|one| one.kind == kind);
        all.map(|one| one.name.as_str()).collect()
    };
    let mut parts = Vec::new();
    let statuses = of("status");
    if !statuses.is_empty() {
        parts.push(statuses.join(" "));
    }
    for kind in ["media type", "credentials", "body", "parameter", "property"] {
        match of(kind).as_slice() {
            [] => {}
            [one] if kind != "property" => parts.push(format!("{kind} {one}")),
            all if kind == "property" => {
                let noun = if all.len() == 1 {
                    "property"
                } else {
                    "properties"
                };
                parts.push(format!("{} {noun}", all.len()));
            }
            all => parts.push(match kind {
                "credentials" => format!("{} credentials", all.len()),
                "body" => format!("{} bodies", all.len()),
                kind => counted(all.len(), kind),
            }),
        }
    }
    parts.join(", ")
}

/// What would be called, and by whom.
pub fn dry(run: &Run<'_>, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    for operation in &run.operations.all {
        let said = match (run.skipped(operation), run.calls(operation)) {
            (Some(reason), _) => format!("not called: {reason}"),
            (None, false) => "not asked for".to_owned(),
            (None, true) => match run.credentials(operation, run.actor()) {
                None => "without credentials: there are none for it".to_owned(),
                Some(all) if all.is_empty() => "by anybody".to_owned(),
                Some(all) => {
                    let schemes: Vec<&str> = all.iter().map(|one| one.scheme.as_str()).collect();
                    format!("with {}", schemes.join(" and "))
                }
            },
        };
        writeln!(terminal.out, "{}: {said}", operation.title())?;
    }
    Ok(())
}
