//! Sends requests and remembers them: what a discovery shows are the requests that led to it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use super::compare::Comparison;
use super::names::plain;
use super::resources::Resource;
use super::samples::{Chance, Samples, argument};
use super::seam::{Check, Discovery, Service, Step, Untried, Who};
use crate::document::{Node, Position};
use crate::exchange::{
    Argument, Arguments, Headers, Kind, Location, Operation, Operations, Request, Route, Written,
    escape, write_request,
};

/// More steps do not help who wants to see what happened.
const MOST_STEPS: usize = 12;

/// A response, with its JSON read.
#[derive(Clone, Debug)]
pub struct Seen {
    pub status: u16,
    pub headers: Headers,
    pub body: Vec<u8>,
    pub value: Value,
}

impl Seen {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub fn etag(&self) -> Option<&str> {
        self.headers.get("etag")
    }
}

/// What is asked for beside what the path says.
#[derive(Clone, Debug)]
pub struct Ask {
    pub who: Who,
    pub query: Vec<(String, Value)>,
    pub headers: Vec<(String, String)>,
    pub body: Option<(String, Value)>,
    /// A body as bytes, instead.
    pub bytes: Option<(String, Vec<u8>)>,
    /// Another method than the operation's: HEAD.
    pub method: Option<&'static str>,
    /// Pages are found by links alone.
    pub by_links: bool,
}

impl Ask {
    pub fn new() -> Self {
        Ask {
            who: Who::Own,
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            bytes: None,
            method: None,
            by_links: false,
        }
    }

    pub fn by(mut self, who: Who) -> Self {
        self.who = who;
        self
    }

    pub fn query(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), value.into()));
        self
    }

    pub fn by_links(mut self) -> Self {
        self.by_links = true;
        self
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn bytes(mut self, media_type: &str, bytes: Vec<u8>) -> Self {
        self.bytes = Some((media_type.to_owned(), bytes));
        self
    }

    pub fn body(mut self, media_type: &str, value: &Value) -> Self {
        self.body = Some((media_type.to_owned(), value.clone()));
        self
    }
}

/// Something that a walk made.
#[derive(Clone, Debug)]
pub struct Object {
    /// The variables of its path.
    pub variables: Vec<(String, String)>,
    /// What was sent to make it.
    pub sent: Value,
    /// What the response showed.
    pub shown: Value,
    /// The request that made it, for those who want to do it again.
    pub made: Option<Step>,
}

impl Object {
    /// What names it among its like.
    pub fn id(&self) -> &str {
        self.variables
            .last()
            .map_or("", |(_, value)| value.as_str())
    }
}

pub struct Walker<'w, 'a, S> {
    pub operations: &'w Operations<'a>,
    pub service: &'w S,
    pub resources: Vec<Resource<'w, 'a>>,
    /// One that stands for each resource, for what needs it.
    pub standing: Vec<Option<Object>>,
    pub chance: Chance,
    pub seed: u64,
    /// Names that were given to what was put where nothing was.
    pub invented: Vec<String>,
    pub found: Vec<Discovery>,
    pub untried: Vec<Untried>,
    samples: RefCell<HashMap<usize, Option<Arc<Samples<'a>>>>>,
    steps: Vec<Step>,
    last: Option<Seen>,
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    pub fn new(
        operations: &'w Operations<'a>,
        service: &'w S,
        resources: Vec<Resource<'w, 'a>>,
        seed: u64,
    ) -> Self {
        Walker {
            operations,
            service,
            standing: resources.iter().map(|_| None).collect(),
            resources,
            chance: Chance::new(seed),
            seed,
            invented: Vec::new(),
            found: Vec::new(),
            untried: Vec::new(),
            samples: RefCell::default(),
            steps: Vec::new(),
            last: None,
        }
    }

    /// What follows is another story: it is shown without what was before, but for the requests
    /// that made what it is about.
    pub fn begin(&mut self, objects: &[&Object]) {
        self.steps.clear();
        let made = objects.iter().filter_map(|object| object.made.clone());
        self.steps.extend(made);
    }

    /// How many steps there are, to come back to.
    pub fn steps_so_far(&self) -> usize {
        self.steps.len()
    }

    /// Forgets the steps after so many.
    pub fn keep_steps(&mut self, count: usize) {
        self.steps.truncate(count);
    }

    pub fn last_seen(&self) -> Option<Seen> {
        self.last.clone()
    }

    pub fn last_step(&self) -> Option<Step> {
        self.steps.last().cloned()
    }

    pub fn discover(&mut self, check: Check, operation: &Operation<'a>, message: String) {
        self.discover_at(check, operation, operation.at, message);
    }

    pub fn discover_at(
        &mut self,
        check: Check,
        operation: &Operation<'a>,
        at: Position,
        message: String,
    ) {
        let is_known = |one: &Discovery| one.check == check && one.operation == operation.index;
        if self.found.iter().any(is_known) {
            return;
        }
        let mut steps = self.steps.clone();
        if steps.len() > MOST_STEPS {
            steps.drain(1..steps.len() - MOST_STEPS + 1);
        }
        self.found.push(Discovery {
            check,
            operation: operation.index,
            message,
            at,
            steps,
        });
    }

    pub fn not_tried(&mut self, operation: &Operation<'_>, reason: &str) {
        let untried = Untried {
            operation: operation.index,
            reason: reason.to_owned(),
        };
        if !self.untried.contains(&untried) {
            self.untried.push(untried);
        }
    }

    /// Sends what an operation takes. None: it cannot be sent, or there was no response.
    pub async fn call(
        &mut self,
        operation: &Operation<'a>,
        variables: &[(String, String)],
        ask: Ask,
    ) -> Option<Seen> {
        if !self.service.may_call(operation) {
            self.not_tried(operation, "the configuration says not to call it");
            return None;
        }
        let mut arguments = self.arguments(operation, variables, &ask)?;
        if !self.service.sign(operation, ask.who, &mut arguments) {
            let whose = match ask.who {
                Who::Own => "there are no credentials for it",
                Who::Other => "there are no credentials of another tenant for it",
            };
            self.not_tried(operation, whose);
            return None;
        }
        let base = self.service.base(operation);
        let mut request = match write_request(operation, &arguments, &base) {
            Ok(request) => request,
            Err(reason) => {
                self.not_tried(operation, &reason.to_string());
                return None;
            }
        };
        if let Some(method) = ask.method {
            request.method = method.to_owned();
        }
        self.exchange(operation, ask.who, request).await
    }

    fn arguments(
        &mut self,
        operation: &Operation<'a>,
        variables: &[(String, String)],
        ask: &Ask,
    ) -> Option<Arguments> {
        let mut arguments = Arguments::default();
        for parameter in &operation.parameters {
            let (location, name) = (parameter.location, parameter.name);
            let given = match location {
                Location::Path => variables
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| Value::from(value.as_str())),
                Location::Query => ask
                    .query
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, value)| value.clone()),
                // Those that were asked for are written as they are.
                Location::Header => match ask
                    .headers
                    .iter()
                    .any(|(known, _)| known.eq_ignore_ascii_case(name))
                {
                    true => continue,
                    false => None,
                },
                Location::Cookie => None,
            };
            let value = match given {
                Some(value) => value,
                None if !parameter.required => continue,
                // What is left out on purpose.
                None if plain(name) == "ifmatch" || plain(name) == "ifnonematch" => continue,
                None if plain(name).contains("idempotency") => self.chance.uuid().into(),
                None => self
                    .service
                    .known(operation, location, name)
                    .or_else(|| self.of_resource(operation, name))
                    .or_else(|| argument(self.operations, parameter))?,
            };
            arguments.set(location, name, Argument::Value(value));
        }
        for (name, value) in &ask.query {
            if operation.parameter(Location::Query, name).is_none() {
                arguments.query.push((name.clone(), value.to_string()));
            }
        }
        arguments.headers.push((
            "Accept".to_owned(),
            "application/json, */*;q=0.5".to_owned(),
        ));
        arguments.headers.extend(ask.headers.iter().cloned());
        arguments.body = ask
            .body
            .clone()
            .map(|(media_type, value)| (media_type, Written::Value(value)))
            .or_else(|| {
                let (media_type, bytes) = ask.bytes.clone()?;
                Some((media_type, Written::Raw(bytes)))
            });
        Some(arguments)
    }

    /// The identifier of something that stands, for a parameter that names its resource.
    fn of_resource(&self, operation: &Operation<'a>, name: &str) -> Option<Value> {
        let in_path = |(resource, _): &(&Resource<'w, 'a>, &Option<Object>)| {
            operation.path.starts_with(resource.item) && resource.variable == name
                || super::names::is_id_of(name, &resource.name)
        };
        let mut all = self.resources.iter().zip(&self.standing);
        let (_, object) = all.find(in_path)?;
        Some(Value::from(object.as_ref()?.id()))
    }

    /// A GET of what a Location or a link leads to, signed as for an operation.
    pub async fn follow(
        &mut self,
        operation: &Operation<'a>,
        who: Who,
        target: &str,
    ) -> Option<Seen> {
        let mut arguments = Arguments::default();
        let accept = "application/json, */*;q=0.5".to_owned();
        arguments.headers.push(("Accept".to_owned(), accept));
        if !self.service.sign(operation, who, &mut arguments) {
            return None;
        }
        let mut headers = Headers::default();
        for (name, value) in arguments.headers {
            headers.push(name, value);
        }
        let mut target = target.to_owned();
        for (name, value) in &arguments.query {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&escape(name));
            target.push('=');
            target.push_str(&escape(value));
        }
        let cookies = arguments.cookies.iter();
        let cookies: Vec<String> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if !cookies.is_empty() {
            headers.push("Cookie", cookies.join("; "));
        }
        let request = Request {
            method: "GET".to_owned(),
            target,
            headers,
            body: Vec::new(),
        };
        self.exchange(operation, who, request).await
    }

    async fn exchange(
        &mut self,
        operation: &Operation<'a>,
        who: Who,
        request: Request,
    ) -> Option<Seen> {
        let response = self.service.send(operation, who, &request).await;
        let response = response.map(Rc::new);
        self.steps.push(Step {
            operation: operation.index,
            request,
            response: response.clone(),
        });
        let response = response?;
        self.last = Some(Seen {
            status: response.status,
            value: serde_json::from_slice(&response.body).unwrap_or_default(),
            headers: response.headers.clone(),
            body: response.body.clone(),
        });
        self.last.clone()
    }

    /// The operation that a target of this service leads to, by GET, and the texts in its path.
    pub fn routed(&self, target: &str) -> Option<(&'w Operation<'a>, Vec<(String, String)>)> {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let first = self.operations.all.first()?;
        let rest = path.strip_prefix(self.service.base(first).as_str())?;
        let path = format!("{}{rest}", first.base);
        match self.operations.route("GET", &path) {
            Route::Found(routed) => {
                let variables = routed.variables.into_iter();
                let decoded = variables.map(|(name, text)| {
                    let text = percent_encoding::percent_decode_str(&text);
                    (name.to_owned(), text.decode_utf8_lossy().into_owned())
                });
                Some((routed.operation, decoded.collect()))
            }
            Route::Methods(_) | Route::Nowhere => None,
        }
    }

    /// Bodies of an operation, made once.
    pub fn samples(&self, operation: &Operation<'a>) -> Option<Arc<Samples<'a>>> {
        let mut known = self.samples.borrow_mut();
        let made = known.entry(operation.index).or_insert_with(|| {
            Samples::of_body(self.operations, operation, self.seed).map(Arc::new)
        });
        made.clone()
    }

    /// The schema of the JSON of an operation's success.
    pub fn shown_by(&self, operation: &Operation<'a>) -> Option<&'a Node> {
        let mut statuses = (200..300).filter_map(|status| {
            let response = operation.response(status)?;
            let mut contents = response.contents.iter();
            contents.find(|content| content.kind == Kind::Json)?.schema
        });
        statuses.next()
    }

    /// The schema of the JSON that an operation takes.
    pub fn taken_by(&self, operation: &Operation<'a>) -> Option<&'a Node> {
        let mut contents = operation.body.as_ref()?.contents.iter();
        contents.find(|content| content.kind == Kind::Json)?.schema
    }

    /// What an operation takes, held against what another one shows.
    pub fn comparison(&self, takes: &Operation<'a>, shows: &Operation<'a>) -> Comparison<'a> {
        Comparison {
            document: self.operations.document,
            sent: self.taken_by(takes),
            shown: self.shown_by(shows),
        }
    }
}

/// Whether an operation says something of a status, itself or by its range.
pub fn documents(operation: &Operation<'_>, status: u16) -> bool {
    use crate::exchange::StatusKey;
    let mut all = operation.responses.iter();
    all.any(|one| one.status == StatusKey::Exact(status))
}
