//! Walks, sent by a run: with its identities, its limits, and its checks of every response.

use std::cell::Cell;
use std::time::Duration;

use serde_json::Value;

use super::config::Role;
use super::credentials::{Credential, apply};
use super::found::{Evidence, Found};
use super::run::{Actor, Case, Expect, Run};
use super::shown::Step;
use super::walks::{Discovery, Service, Untried, Who, walk as walk_through};
use crate::exchange::{Arguments, KEEPS_NOTHING, Location, Operation, Request, Response};
use crate::rules;

/// A run, and whether whoever responds said that it keeps nothing.
struct Walking<'r, 'a>(&'r Run<'a>, Cell<bool>);

impl Walking<'_, '_> {
    fn actor(&self, who: Who) -> Option<&Actor> {
        let mut tenants = self
            .0
            .actors
            .iter()
            .filter(|actor| actor.role == Role::Tenant);
        match who {
            Who::Own => tenants.next(),
            Who::Other => tenants.nth(1),
        }
    }

    fn credentials(&self, operation: &Operation<'_>, who: Who) -> Option<Vec<Credential>> {
        let operation = &self.0.operations.all[operation.index];
        let found = self.0.credentials(operation, self.actor(who))?;
        // Who shows nothing is not another one.
        (who == Who::Own || !found.is_empty()).then_some(found)
    }
}

impl Service for Walking<'_, '_> {
    fn sign(&self, operation: &Operation<'_>, who: Who, arguments: &mut Arguments) -> bool {
        let Some(credentials) = self.credentials(operation, who) else {
            return false;
        };
        let mut all = credentials.iter();
        all.all(|credential| apply(self.0.operations, credential, arguments))
    }

    fn base(&self, operation: &Operation<'_>) -> String {
        self.0.base(operation)
    }

    fn is_own_host(&self, host: &str) -> bool {
        let name = |authority: &str| -> String {
            let authority = authority.rsplit('@').next().unwrap_or_default();
            authority
                .split(':')
                .next()
                .unwrap_or_default()
                .to_lowercase()
        };
        let own = name(self.0.transport.authority());
        let host = name(host);
        let is_loopback = [
            "localhost",
            "127.0.0.1",
            "0.0.0.0",
            "[",
            "host.docker.internal",
        ]
        .contains(&host.as_str());
        let servers = self.0.operations.document.root().get("servers");
        let said = servers.map(|servers| servers.to_json().to_string().to_lowercase());
        is_loopback || host == own || said.is_some_and(|said| said.contains(&host))
    }

    fn known(&self, operation: &Operation<'_>, _: Location, name: &str) -> Option<Value> {
        let own = self
            .0
            .config
            .operations
            .iter()
            .find_map(|(called, config)| {
                let values = config.parameters.get(name)?;
                operation
                    .is_called(called)
                    .then(|| values.all().first().cloned())?
            });
        own.or_else(|| self.0.known.borrow().said(name).cloned())
    }

    fn may_call(&self, operation: &Operation<'_>) -> bool {
        self.0.calls(operation)
    }

    async fn send(
        &self,
        operation: &Operation<'_>,
        who: Who,
        request: &Request,
    ) -> Option<Response> {
        let credentials = self.credentials(operation, who).unwrap_or_default();
        let method = (request.method != operation.method).then(|| request.method.clone());
        let case = Case {
            operation: operation.index,
            method,
            arguments: Arguments::default(),
            credentials,
            expect: Expect::Anything,
            why: "a step of a walk".to_owned(),
            cause: "walk".to_owned(),
            at: operation.at,
        };
        let exchange = self.0.exchange(case, request.clone()).await?;
        let response = exchange.received.result.clone().ok()?;
        let (header, value) = KEEPS_NOTHING;
        if response.headers.get(header) == Some(value) {
            self.1.set(true);
        }
        Some(response)
    }

    async fn pause(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

/// Walks through what the contract has, and keeps what was found.
pub async fn walk(run: &Run<'_>) {
    for found in discovered(run, run.options.seed).await {
        run.report(found);
    }
}

/// What walks with a seed find.
pub async fn discovered(run: &Run<'_>, seed: u64) -> Vec<Found> {
    let walking = Walking(run, Cell::new(false));
    let mut walked = walk_through(run.operations, &walking, seed).await;
    if walking.1.get() {
        let (header, value) = KEEPS_NOTHING;
        let is_left_out = |one: &Discovery| one.check.is_of_state();
        let left_out = walked.discoveries.extract_if(.., |one| is_left_out(one));
        walked.untried.extend(left_out.map(|one| Untried {
            operation: one.operation,
            reason: format!(
                "the responses say `{header}: {value}`, as a mock's without --stateful"
            ),
        }));
    }
    let untried = walked.untried.into_iter();
    let untried = untried.map(|one| (one.operation, one.reason));
    run.tried.borrow_mut().walks.extend(untried);
    let found = walked.discoveries.into_iter().filter_map(|discovery| {
        let id = format!("conform-{}", discovery.check.id());
        // What is seen of HEAD is one rule, whoever sees it.
        let plain = || rules::find(&id).map(|rule| (rule, rule.says));
        let (rule, expected) = rules::of_walk(&id).or_else(plain)?;
        let statuses = discovery.steps.iter().map(|step| match step.status() {
            0 => "none".to_owned(),
            status => status.to_string(),
        });
        let seen = format!("the statuses {}", statuses.collect::<Vec<_>>().join(", "));
        let steps = discovery.steps.into_iter().map(|step| Step {
            operation: run.operations.all[step.operation].title(),
            request: step.request,
            response: step.response,
        });
        let steps: Vec<Step> = steps.collect();
        Some(Found {
            rule,
            operation: Some(run.operations.all[discovery.operation].title()),
            cause: String::new(),
            message: discovery.message,
            at: Some(discovery.at),
            expected: expected.to_owned(),
            seen,
            size: steps.len(),
            evidence: Evidence::Walk { steps, seed },
        })
    });
    found.collect()
}
