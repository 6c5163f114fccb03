//! What is kept of an exchange: what was tried, values that are there, and where they are from.

use std::rc::Rc;

use serde_json::Value;

use super::super::shown::{Step, har_entry, scalar};
use super::super::transport::Received;
use super::case::{Case, Exchange};
use super::origins::Needs;
use super::state::Run;
use crate::exchange::{Headers, Operation, Response};

impl Run<'_> {
    pub(super) fn learn(&self, exchange: &Rc<Exchange>) {
        let operation = &self.operations.all[exchange.case.operation];
        self.tried.borrow_mut().note(self, operation, exchange);
        if let Some(har) = self.har.borrow_mut().as_mut() {
            let secrets = self.secrets_of(&exchange.case.credentials);
            har.push(har_entry(self.transport.origin(), exchange, &secrets));
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
        self.origins.borrow_mut().see(exchange);
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
                let item = format!("{}/{{", operation.path);
                let mut all = self.operations.all.iter();
                let variable = all.find_map(|other| {
                    let name = other.path.strip_prefix(item.as_str())?.strip_suffix('}')?;
                    (!name.contains('{')).then_some(name)
                });
                if let Some(value) = exchange.json() {
                    self.known.borrow_mut().see(path, variable, &value);
                }
                self.learn_location(operation, path, exchange);
            }
            _ => {}
        }
    }

    /// What was made is where Location says: `/tasks/…` of `POST /projects/…/tasks`, too.
    fn learn_location(&self, operation: &Operation<'_>, path: &str, exchange: &Exchange) {
        let Ok(response) = &exchange.received.result else {
            return;
        };
        let location = response.headers.get("location");
        let target = location.map(|location| match location.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |start| &rest[start..]),
            None => location,
        });
        let base = self.base(operation);
        let target = target.and_then(|target| target.strip_prefix(base.as_str()));
        let Some((place, id)) = target.and_then(|target| target.rsplit_once('/')) else {
            return;
        };
        if exchange.request.method != "POST" || id.is_empty() {
            return;
        }
        let mut known = self.known.borrow_mut();
        known.tag(
            &format!("{place}/{id}"),
            response.headers.get("etag"),
            false,
        );
        // What is at its own path is named by its body.
        if !place.starts_with(path) {
            let id = percent_encoding::percent_decode_str(id).decode_utf8_lossy();
            known.keep(place, &Value::from(id.as_ref()));
        }
    }

    /// The exchanges that lead to one, and itself.
    pub fn steps_to(&self, exchange: &Exchange) -> Vec<Step> {
        let before = self.origins.borrow().before(exchange, self);
        let mut steps: Vec<Step> = before.iter().map(|one| self.step(one)).collect();
        steps.push(self.step(exchange));
        steps
    }

    pub fn step(&self, exchange: &Exchange) -> Step {
        let response = exchange.received.result.as_ref().ok();
        Step {
            operation: self.operations.all[exchange.case.operation].title(),
            request: exchange.request.clone(),
            response: response.map(|response| Rc::new(response.clone())),
        }
    }
}

impl Needs for Run<'_> {
    fn is_known(&self, text: &str) -> bool {
        let mut all = self.config.parameters.values().flat_map(|one| one.all());
        all.any(|value| scalar(value).as_deref() == Some(text))
    }

    fn looked_at(&self, changed: &Exchange) -> Option<Rc<Exchange>> {
        let path = self.operations.all[changed.case.operation].path;
        let mut all = self.operations.all.iter();
        let read = all.find(|one| one.method == "GET" && one.path == path)?;
        let response = changed.received.result.as_ref().ok()?;
        let mut request = changed.request.clone();
        request.method = "GET".to_owned();
        request.body.clear();
        for name in ["content-type", "if-match", "idempotency-key"] {
            request.headers.remove(name);
        }
        let mut headers = Headers::default();
        headers.push("ETag", response.headers.get("etag")?);
        let response = Response {
            status: 200,
            headers,
            body: Vec::new(),
        };
        Some(Rc::new(Exchange {
            number: changed.number,
            case: Case {
                operation: read.index,
                ..changed.case.clone()
            },
            request,
            received: Received {
                result: Ok(response),
                ..changed.received.clone()
            },
        }))
    }
}
