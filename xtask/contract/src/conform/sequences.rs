//! Walks, sent by a run: what they find is told as what checks find is.

use std::time::Duration;

use serde_json::Value;

use super::config::Role;
use super::credentials::{Credential, apply};
use super::curl::curl;
use super::found::Found;
use super::run::{Actor, Case, Expect, Run};
use super::walks::{Service, Step, Who, walk};
use crate::exchange::{Arguments, Location, Operation, Request, Response};
use crate::report::Kind;

/// Walks through everything that an operation of the run makes.
pub async fn send(run: &Run<'_>) {
    let walking = Walking { run };
    let walked = walk(run.operations, &walking, run.options.seed).await;
    for discovery in walked.discoveries {
        let operation = &run.operations.all[discovery.operation];
        let rule = discovery.check.rule();
        let expected = match &rule.kind {
            Kind::Other { to_do, .. } => (*to_do).to_owned(),
            _ => String::new(),
        };
        let lines = discovery.steps.iter().map(|step| walking.shown(step));
        run.report(Found {
            rule,
            operation: Some(operation.title()),
            cause: String::new(),
            expected,
            seen: discovery.message.clone(),
            message: discovery.message,
            at: Some(discovery.at),
            shown_by: lines.collect::<Vec<_>>().join("\n"),
            size: discovery.steps.len(),
        });
    }
}

struct Walking<'r, 'a> {
    run: &'r Run<'a>,
}

impl<'a> Walking<'_, 'a> {
    fn actor(&self, who: Who) -> Option<&Actor> {
        let mut tenants = self
            .run
            .actors
            .iter()
            .filter(|actor| actor.role == Role::Tenant);
        match who {
            Who::Own => tenants.next(),
            Who::Other => tenants.nth(1),
        }
    }

    fn credentials(&self, operation: &Operation<'_>, who: Who) -> Option<Vec<Credential>> {
        let operation = &self.run.operations.all[operation.index];
        let actor = self.actor(who);
        if who == Who::Other && actor.is_none() {
            return None;
        }
        self.run.credentials(operation, actor)
    }

    /// The line for a shell, and the status that it had.
    fn shown(&self, step: &Step) -> String {
        let operation = &self.run.operations.all[step.operation];
        let credentials = self.credentials(operation, step.who).unwrap_or_default();
        let line = curl(&self.run.options.origin, &step.request, &credentials);
        format!("{line} # {}", step.status)
    }
}

impl Service for Walking<'_, '_> {
    fn sign(&self, operation: &Operation<'_>, who: Who, arguments: &mut Arguments) -> bool {
        let Some(credentials) = self.credentials(operation, who) else {
            return false;
        };
        let mut all = credentials.iter();
        all.all(|credential| apply(self.run.operations, credential, arguments))
    }

    fn base(&self, operation: &Operation<'_>) -> String {
        self.run.base(operation)
    }

    fn known(&self, operation: &Operation<'_>, _: Location, name: &str) -> Option<Value> {
        let own = self.run.config.operations.iter();
        let mut own = own.filter(|(known, _)| operation.is_called(known));
        let own = own.find_map(|(_, config)| config.parameters.get(name)?.all().first().cloned());
        own.or_else(|| self.run.known.borrow().said(name).cloned())
    }

    fn may_call(&self, operation: &Operation<'_>) -> bool {
        self.run.calls(operation)
    }

    async fn send(
        &self,
        operation: &Operation<'_>,
        who: Who,
        request: &Request,
    ) -> Option<Response> {
        let case = Case {
            operation: operation.index,
            method: None,
            arguments: Arguments::default(),
            credentials: self.credentials(operation, who).unwrap_or_default(),
            expect: Expect::Anything,
            why: "a walk".to_owned(),
            cause: "a walk".to_owned(),
            at: operation.at,
        };
        let exchange = self.run.send_written(case, request.clone()).await?;
        exchange.received.result.ok()
    }

    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}
