//! What was tried, and what was not: a run that proved nothing must not look like one that
//! found nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::run::{Exchange, Expect, Run};
use crate::exchange::{Operation, Operations, StatusKey};

#[derive(Debug, Default)]
pub struct Tried {
    operations: Vec<OfOperation>,
    /// Variables of credentials that are not set.
    pub missing_variables: Vec<String>,
    /// Set-up and clean-up that failed.
    pub steps: Vec<String>,
    /// Walks that could not be gone.
    pub walks: Vec<String>,
}

#[derive(Debug, Default)]
struct OfOperation {
    statuses: BTreeMap<u16, usize>,
    media_types: BTreeSet<String>,
    parameters: BTreeSet<String>,
    bodies: BTreeSet<String>,
    schemes: BTreeSet<String>,
    failures: usize,
    /// Valid requests, and how many were carried out.
    valid: usize,
    carried_out: usize,
}

impl Tried {
    pub fn new(operations: &Operations<'_>) -> Tried {
        let each = operations.all.iter().map(|_| OfOperation::default());
        Tried {
            operations: each.collect(),
            ..Tried::default()
        }
    }

    pub fn note(&mut self, operation: &Operation<'_>, exchange: &Exchange) {
        let own = &mut self.operations[operation.index];
        let is_its_own = exchange.case.method.is_none();
        let Ok(response) = &exchange.received.result else {
            own.failures += 1;
            return;
        };
        if !is_its_own {
            return;
        }
        *own.statuses.entry(response.status).or_default() += 1;
        let is_success = (200..400).contains(&response.status);
        if exchange.case.expect == Expect::Accept {
            own.valid += 1;
            own.carried_out += usize::from(is_success);
        }
        if let Some(media_type) = response.headers.get("content-type") {
            own.media_types.insert(media_type.to_owned());
        }
        if is_success {
            let parameters = exchange.case.arguments.parameters.iter();
            own.parameters.extend(
                parameters.map(|(location, name, _)| format!("{} {name}", location.name())),
            );
            own.bodies.extend(
                exchange
                    .case
                    .arguments
                    .body
                    .iter()
                    .map(|(media_type, _)| media_type.clone()),
            );
            let schemes = exchange.case.credentials.iter();
            own.schemes.extend(schemes.map(|one| one.scheme.clone()));
        }
    }

    /// Operations that were to be called and were never carried out.
    pub fn untried(&self, run: &Run<'_>) -> usize {
        let all = run
            .operations
            .all
            .iter()
            .filter(|operation| run.calls(operation));
        all.filter(|operation| !self.operations[operation.index].was_carried_out())
            .count()
    }

    /// A line for each thing that was not tried, with the reason.
    pub fn notes(&self, run: &Run<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.missing_variables.is_empty() {
            notes.push(format!(
                "not set, so not tried: {}",
                self.missing_variables.join(", ")
            ));
        }
        notes.extend(self.steps.iter().map(|step| format!("not done: {step}")));
        notes.extend(self.walks.iter().cloned());
        for operation in &run.operations.all {
            if let Some(reason) = run.skipped(operation) {
                notes.push(format!("{}: not called: {reason}", operation.title()));
            } else if run.calls(operation) {
                self.operations[operation.index].notes(run, operation, &mut notes);
            }
        }
        notes
    }
}

impl OfOperation {
    fn was_carried_out(&self) -> bool {
        self.statuses
            .keys()
            .any(|status| (200..400).contains(status))
    }

    fn seen(&self) -> String {
        let all = self
            .statuses
            .iter()
            .map(|(status, count)| format!("{status} ({count})"));
        match self.statuses.is_empty() {
            true => "nothing".to_owned(),
            false => all.collect::<Vec<_>>().join(", "),
        }
    }

    fn notes(&self, run: &Run<'_>, operation: &Operation<'_>, notes: &mut Vec<String>) {
        let title = operation.title();
        if !self.was_carried_out() {
            let reason = match () {
                () if run.credentials(operation, run.actor()).is_none() => {
                    let schemes = operation.security.iter().flat_map(|one| &one.schemes);
                    let mut names: Vec<&str> = schemes.map(|(name, _)| *name).collect();
                    names.dedup();
                    format!("there are no credentials for {}", names.join(", "))
                }
                () if self.statuses.is_empty() => "no response came".to_owned(),
                () if self.statuses.contains_key(&404) && operation.path.contains('{') => {
                    "nothing is known that its path could name: `parameters` of the configuration can".to_owned()
                }
                () => "see its responses".to_owned(),
            };
            notes.push(format!(
                "{title}: never carried out ({reason}); seen: {}",
                self.seen()
            ));
            return;
        }
        let never = |status: &StatusKey| match status {
            StatusKey::Exact(status) => !self.statuses.contains_key(status),
            StatusKey::Range(first) => !self.statuses.keys().any(|status| status / 100 == *first),
            StatusKey::Default => false,
        };
        let statuses = operation.responses.iter().map(|one| one.status);
        let statuses: Vec<String> = statuses
            .filter(never)
            .map(|status| status.to_string())
            .collect();
        let parameters = operation
            .parameters
            .iter()
            .map(|one| format!("{} {}", one.location.name(), one.name));
        let parameters: Vec<String> = parameters
            .filter(|name| !self.parameters.contains(name))
            .collect();
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        let bodies: Vec<String> = bodies
            .map(|content| content.media_type.to_owned())
            .filter(|media_type| !self.bodies.contains(media_type))
            .collect();
        let schemes = operation.security.iter().flat_map(|one| &one.schemes);
        let schemes: Vec<String> = schemes
            .map(|(name, _)| (*name).to_owned())
            .filter(|name| !self.schemes.contains(name))
            .collect();
        let parts = [
            ("statuses", statuses),
            ("parameters", parameters),
            ("bodies", bodies),
            ("credentials", schemes),
        ];
        let parts = parts.into_iter().filter(|(_, names)| !names.is_empty());
        let parts: Vec<String> = parts
            .map(|(what, names)| format!("{what} {}", names.join(", ")))
            .collect();
        if !parts.is_empty() {
            notes.push(format!(
                "{title}: never seen: {}; seen: {}",
                parts.join("; "),
                self.seen()
            ));
        }
    }
}
