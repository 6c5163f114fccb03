//! A run: sends cases, holds every exchange against all checks, and keeps what was found and
//! what was seen.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use futures::StreamExt;
use serde_json::Value;

use super::config::{Config, Role};
use super::credentials::{Credential, Environment, apply};
use super::found::{Found, FoundOnce};
use super::known::KnownValues;
use super::transport::{Received, Transport};
use super::tried::Tried;
use super::{cases, checks, malformed};
use crate::document::Position;
use crate::exchange::{
    Argument, Arguments, Headers, Location, Operation, Operations, Request, write_request,
};
use crate::report::{Direction, Finding};

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// `http://host:port`, without a path.
    pub origin: String,
    /// Before the paths of the contract; none: the path of its first server.
    pub base: Option<String>,
    pub operations: Vec<String>,
    pub checks: Vec<String>,
    /// Random cases of each operation.
    pub cases: usize,
    pub seed: u64,
    pub concurrency: usize,
    /// Requests in a second.
    pub rate: Option<u32>,
    pub time: Option<Duration>,
}

/// What is to be learned from a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It is valid: to refuse it as invalid breaks the contract's word.
    Accept,
    /// It is invalid: to carry it out does.
    Refuse,
    /// Who sends it may not.
    Forbidden,
    /// The path has no such method.
    NoMethod,
    /// Nothing but what holds for every response.
    Anything,
}

/// One request, and why it is sent.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its place among the operations.
    pub operation: usize,
    /// Instead of the operation's.
    pub method: Option<String>,
    /// Without credentials.
    pub arguments: Arguments,
    pub credentials: Vec<Credential>,
    pub expect: Expect,
    /// What is special of it: "the body is broken at /name: maxLength".
    pub why: String,
    /// What of `why` makes two cases show the same: "maxLength /name".
    pub cause: String,
    pub at: Position,
}

/// A case, and what came back.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub case: Case,
    pub request: Request,
    pub received: Received,
}

impl Exchange {
    pub fn status(&self) -> Option<u16> {
        Some(self.received.result.as_ref().ok()?.status)
    }

    /// The JSON of a response.
    pub fn json(&self) -> Option<Value> {
        let response = self.received.result.as_ref().ok()?;
        serde_json::from_slice(&response.body).ok()
    }
}

/// Somebody who asks, with what proves it.
#[derive(Clone, Debug)]
pub struct Actor {
    pub name: String,
    pub role: Role,
    pub scopes: Vec<String>,
    pub forbidden: Vec<String>,
    pub credentials: Vec<Credential>,
}

/// All that cases and sequences send with. One thread: nothing here is shared with others.
pub struct Run<'a> {
    pub operations: &'a Operations<'a>,
    pub config: &'a Config,
    pub options: Options,
    pub actors: Vec<Actor>,
    pub transport: Transport,
    pub known: RefCell<KnownValues>,
    pub found: RefCell<FoundOnce>,
    pub tried: RefCell<Tried>,
    pub sent: Cell<usize>,
    pub unique: Cell<u64>,
    pub har: RefCell<Option<Vec<Value>>>,
    start: Instant,
}

/// How a run ended.
pub struct Summary {
    pub findings: Vec<Finding>,
    pub notes: Vec<String>,
    pub requests: usize,
    pub took: Duration,
    /// Operations that were never carried out.
    pub untried: usize,
    pub har: Option<Vec<Value>>,
}

impl<'a> Run<'a> {
    pub fn new(
        operations: &'a Operations<'a>,
        config: &'a Config,
        options: Options,
        environment: &Environment,
        keeps_traffic: bool,
    ) -> Run<'a> {
        let authority = options.origin.trim_start_matches("http://").to_owned();
        let patience = Duration::from_millis(config.limits.response_within.saturating_mul(4));
        let mut known = KnownValues::default();
        for (name, values) in &config.parameters {
            known.say(name, values.all());
        }
        let mut missing = Vec::new();
        let actors = actors(config, environment, &mut missing);
        let mut tried = Tried::new(operations);
        tried.missing_variables = missing;
        Run {
            operations,
            config,
            transport: Transport::new(authority, patience, config.limits.response_bytes),
            options,
            actors,
            known: RefCell::new(known),
            found: RefCell::default(),
            tried: RefCell::new(tried),
            sent: Cell::new(0),
            unique: Cell::new(1),
            har: RefCell::new(keeps_traffic.then(Vec::new)),
            start: Instant::now(),
        }
    }

    pub fn base(&self, operation: &Operation<'_>) -> String {
        match &self.options.base {
            Some(base) => base.clone(),
            None => operation.base.clone(),
        }
    }

    /// The identity that a run acts for.
    pub fn actor(&self) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.role == Role::Tenant)
    }

    /// Credentials of an identity for an operation: those of the first alternative that it has
    /// all of. None when it has no alternative.
    pub fn credentials(
        &self,
        operation: &Operation<'a>,
        actor: Option<&Actor>,
    ) -> Option<Vec<Credential>> {
        if operation.security.is_empty() {
            return Some(Vec::new());
        }
        operation.security.iter().find_map(|alternative| {
            let each = alternative.schemes.iter().map(|(name, _)| {
                actor?
                    .credentials
                    .iter()
                    .find(|one| one.scheme == **name)
                    .cloned()
            });
            each.collect::<Option<Vec<_>>>()
        })
    }

    /// Whether there is time, and requests, for more.
    pub fn goes_on(&self) -> bool {
        self.sent.get() < self.config.limits.requests
            && self
                .options
                .time
                .is_none_or(|time| self.start.elapsed() < time)
    }

    /// Whether an operation is among those that may be called.
    pub fn calls(&self, operation: &Operation<'_>) -> bool {
        let asked = &self.options.operations;
        let is_asked = asked.is_empty() || asked.iter().any(|name| operation.is_called(name));
        is_asked && self.skipped(operation).is_none()
    }

    pub fn skipped(&self, operation: &Operation<'_>) -> Option<&str> {
        let all = self.config.operations.iter();
        let mut own = all.filter(|(name, _)| operation.is_called(name));
        own.find_map(|(_, config)| config.skip.as_deref())
    }

    /// Whether a POST adds to what its path lists, rather than doing something with one thing.
    pub fn makes_something(&self, operation: &Operation<'_>) -> bool {
        let is_one_of = |other: &Operation<'_>| {
            let rest = other.path.strip_prefix(operation.path);
            let is_item = rest.is_some_and(|rest| rest.starts_with("/{"));
            is_item || other.path == operation.path && other.method == "GET"
        };
        operation.method == "POST" && self.operations.all.iter().any(is_one_of)
    }

    /// Writes a case as it is sent; none when it cannot be written.
    pub fn request(&self, case: &Case) -> Option<Request> {
        let operation = &self.operations.all[case.operation];
        let mut arguments = case.arguments.clone();
        for (location, name, argument) in &mut arguments.parameters {
            let Argument::Value(value) = argument else {
                continue;
            };
            if !super::known::is_unique(name) {
                continue;
            }
            let next = self.unique.get();
            self.unique.set(next + 1);
            let seed = self.options.seed & 0xffff_ffff;
            let own = Value::from(format!("{seed:08x}-0000-4000-8000-{next:012x}"));
            // What is broken on purpose stays so.
            let schema = operation
                .parameter(*location, name)
                .and_then(|one| one.schema);
            let judge =
                schema.and_then(|schema| self.operations.judges.of(schema, Direction::Request));
            if judge.is_none_or(|judge| judge.is_valid(value) && judge.is_valid(&own)) {
                *value = own;
            }
        }
        for credential in &case.credentials {
            if !apply(self.operations, credential, &mut arguments) {
                return None;
            }
        }
        let precondition = operation.parameters.iter().find(|one| {
            one.location == Location::Header && one.name.eq_ignore_ascii_case("if-match")
        });
        let mut request = write_request(operation, &arguments, &self.base(operation)).ok()?;
        let is_visible = |text: &str| text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        if !is_visible(&request.target)
            || !request.headers.0.iter().all(|(_, value)| is_visible(value))
        {
            return None;
        }
        // What is changed is as it was seen last: nothing else is a valid condition.
        if let Some(parameter) = precondition
            && request.headers.get(parameter.name).is_none()
        {
            let base = self.base(operation);
            let path = request
                .path()
                .strip_prefix(base.as_str())
                .unwrap_or_default();
            if let Some(tag) = self.known.borrow().tag_of(path) {
                request.headers.push(parameter.name, tag);
            }
        }
        if let Some(method) = &case.method {
            request.method.clone_from(method);
        }
        if request.headers.get("accept").is_none() {
            request.headers.push("Accept", "*/*");
        }
        Some(request)
    }

    /// Sends a case, holds what comes back against all checks, and keeps what was seen. None
    /// when it cannot be written, or the run is over.
    pub async fn send(&self, case: Case) -> Option<Exchange> {
        let request = self.request(&case)?;
        self.exchange(case, request).await
    }

    /// Sends what is written already.
    pub async fn exchange(&self, case: Case, request: Request) -> Option<Exchange> {
        if !self.goes_on() {
            return None;
        }
        if let Some(rate) = self.options.rate.filter(|rate| *rate > 0) {
            let due = Duration::from_secs_f64(self.sent.get() as f64 / f64::from(rate));
            tokio::time::sleep(due.saturating_sub(self.start.elapsed())).await;
        }
        self.sent.set(self.sent.get() + 1);
        let received = self.transport.send(&request).await;
        let exchange = Exchange {
            case,
            request,
            received,
        };
        self.learn(&exchange);
        for found in checks::all(self, &exchange) {
            self.report(found);
        }
        Some(exchange)
    }

    /// Keeps what is found, unless nobody asked for it.
    pub fn report(&self, found: Found) {
        let asked = &self.options.checks;
        let is_asked = asked.is_empty() || asked.iter().any(|id| found.rule.id() == id);
        if is_asked {
            self.found.borrow_mut().add(found);
        }
    }

    fn learn(&self, exchange: &Exchange) {
        let operation = &self.operations.all[exchange.case.operation];
        self.tried.borrow_mut().note(operation, exchange);
        if let Some(har) = self.har.borrow_mut().as_mut() {
            har.push(super::curl::har_entry(&self.options.origin, exchange));
        }
        let Some(200..300) = exchange.status() else {
            return;
        };
        // What others see is not there for whom the run acts for.
        let credentials = &exchange.case.credentials;
        let is_own = self.actor().is_none_or(|actor| {
            credentials
                .iter()
                .all(|one| actor.credentials.contains(one))
        });
        if !is_own {
            return;
        }
        let path = exchange.request.path();
        let path = path
            .strip_prefix(self.base(operation).as_str())
            .unwrap_or(path);
        if let Ok(response) = &exchange.received.result {
            let tag = response.headers.get("etag");
            self.known
                .borrow_mut()
                .tag(path, tag, exchange.request.method == "GET");
        }
        match exchange.request.method.as_str() {
            "DELETE" => self.known.borrow_mut().forget(path),
            "POST" | "GET" => {
                if let Some(value) = exchange.json() {
                    self.known.borrow_mut().see(path, &value);
                }
            }
            _ => {}
        }
    }

    /// Sends cases, several at a time.
    pub async fn send_all(&self, cases: Vec<Case>) {
        let sending = cases.into_iter().map(|case| self.send(case));
        let mut sending = futures::stream::iter(sending).buffered(self.options.concurrency.max(1));
        while sending.next().await.is_some() {}
    }

    async fn steps(&self, steps: &[super::config::Step]) {
        for step in steps {
            let (method, target) = step
                .request
                .split_once(' ')
                .unwrap_or(("GET", &step.request));
            let base = self
                .operations
                .all
                .first()
                .map(|first| self.base(first))
                .unwrap_or_default();
            let mut arguments = Arguments::default();
            let actor = step
                .identity
                .as_ref()
                .and_then(|name| self.actors.iter().find(|actor| actor.name == *name));
            for credential in actor.iter().flat_map(|actor| &actor.credentials).take(1) {
                apply(self.operations, credential, &mut arguments);
            }
            let mut headers = Headers(arguments.headers);
            for (name, value) in &step.headers {
                headers.push(name.clone(), value.clone());
            }
            let body = step
                .body
                .as_ref()
                .map(|body| body.to_string().into_bytes())
                .unwrap_or_default();
            if !body.is_empty() {
                headers.push("Content-Type", "application/json");
            }
            let request = Request {
                method: method.to_owned(),
                target: format!("{base}{target}"),
                headers,
                body,
            };
            self.sent.set(self.sent.get() + 1);
            let received = self.transport.send(&request).await;
            match received.result {
                Ok(response) if response.status < 400 => {
                    let value: Value = serde_json::from_slice(&response.body).unwrap_or_default();
                    for (name, pointer) in &step.keep {
                        if let Some(kept) = value.pointer(pointer) {
                            self.known
                                .borrow_mut()
                                .say(name, std::slice::from_ref(kept));
                        }
                    }
                    self.known.borrow_mut().see(target, &value);
                }
                Ok(response) => self
                    .tried
                    .borrow_mut()
                    .steps
                    .push(format!("`{}`: {}", step.request, response.status)),
                Err(error) => self
                    .tried
                    .borrow_mut()
                    .steps
                    .push(format!("`{}`: {error}", step.request)),
            }
        }
    }
}

fn actors(config: &Config, environment: &Environment, missing: &mut Vec<String>) -> Vec<Actor> {
    let all = config.identities.iter().map(|(name, identity)| {
        let credentials = identity
            .credentials
            .iter()
            .filter_map(|(scheme, variable)| {
                let Some(value) = environment.get(variable) else {
                    missing.push(variable.clone());
                    return None;
                };
                Some(Credential {
                    scheme: scheme.clone(),
                    value,
                    shell: Some(format!("${{{variable}}}")),
                })
            });
        Actor {
            name: name.clone(),
            role: identity.role,
            scopes: identity.scopes.clone(),
            forbidden: identity.forbidden.clone(),
            credentials: credentials.collect(),
        }
    });
    all.collect()
}

/// Operations in the order in which they are called: what makes goes first, what takes away
/// last.
fn in_order<'r, 'a>(run: &Run<'a>, operations: &'r Operations<'a>) -> Vec<&'r Operation<'a>> {
    let rank = |operation: &Operation<'_>| match operation.method.as_str() {
        "POST" => 0,
        "GET" => 1,
        "DELETE" => 4,
        "PUT" => 2,
        _ => 3,
    };
    let mut all: Vec<&Operation<'_>> = operations.all.iter().filter(|one| run.calls(one)).collect();
    all.sort_by_key(|operation| {
        let rank = rank(operation);
        (
            rank == 4,
            operation.path.matches('{').count(),
            rank,
            operation.index,
        )
    });
    all
}

/// Runs everything that is to be tried. `told` hears how far it is.
pub async fn conform(run: Run<'_>, told: &mut dyn FnMut(usize, usize, usize)) -> Summary {
    run.steps(&run.config.setup).await;
    super::walking::walk(&run).await;
    let all = in_order(&run, run.operations);
    // What is there is looked at before anything is tried with it.
    for operation in &all {
        if operation.method == "GET" || run.makes_something(operation) {
            cases::first(&run, operation).await;
        }
    }
    for (index, operation) in all.iter().enumerate() {
        told(index, all.len(), run.sent.get());
        cases::of_operation(&run, operation).await;
    }
    malformed::send(&run).await;
    run.steps(&run.config.cleanup).await;
    let untried = run.tried.borrow().untried(&run);
    let notes = run.tried.borrow().notes(&run);
    Summary {
        findings: run.found.take().into_findings(),
        notes,
        requests: run.sent.get(),
        took: run.start.elapsed(),
        untried,
        har: run.har.take(),
    }
}
