//! Takes note of exchanges.

use std::collections::{BTreeMap, BTreeSet};

use super::super::run::{Exchange, Run};
use crate::exchange::properties::{documented, see};
use crate::exchange::{
    Kind, Location, Operation, Operations, Reader, Reading, Request, Route, StatusKey, Written,
    kind_of, matches, read_request,
};

#[derive(Debug, Default)]
pub struct Tried {
    pub(super) operations: Vec<Noted>,
    /// Variables of credentials that are not set.
    pub missing_variables: Vec<String>,
    /// Set-up and clean-up that failed.
    pub steps: Vec<String>,
    /// Walks that could not be gone, by operation.
    pub walks: Vec<(usize, String)>,
    /// Responses that were slow, and not when they were asked for again.
    pub slow_once: usize,
}

#[derive(Debug, Default)]
pub(super) struct Noted {
    pub statuses: BTreeMap<u16, usize>,
    /// In requests that were carried out, and in others.
    pub parameters: BTreeSet<(Location, String)>,
    pub refused_parameters: BTreeSet<(Location, String)>,
    pub bodies: BTreeSet<String>,
    pub refused_bodies: BTreeSet<String>,
    pub contents: BTreeSet<(StatusKey, String)>,
    /// Alternatives of the security requirements that were carried out, by their places.
    pub alternatives: BTreeSet<usize>,
    /// Documented properties that never were there, by the parts of an exchange that were.
    pub unseen: BTreeMap<String, BTreeSet<String>>,
    pub failures: usize,
}

impl Noted {
    pub fn was_carried_out(&self) -> bool {
        let mut all = self.statuses.keys();
        all.any(|status| (200..400).contains(status))
    }
}

impl Tried {
    pub fn new(operations: &Operations<'_>) -> Tried {
        let each = operations.all.iter().map(|_| Noted::default());
        Tried {
            operations: each.collect(),
            ..Tried::default()
        }
    }

    pub fn note(&mut self, run: &Run<'_>, operation: &Operation<'_>, exchange: &Exchange) {
        let own = &mut self.operations[operation.index];
        let Ok(response) = &exchange.received.result else {
            own.failures += 1;
            return;
        };
        if exchange.request.method != operation.method {
            return;
        }
        *own.statuses.entry(response.status).or_default() += 1;
        own.response(run, operation, exchange);
        let is_carried_out = (200..400).contains(&response.status);
        let Some(reading) = read(run, operation, &exchange.request) else {
            return;
        };
        let parameters = reading.arguments.parameters.iter();
        let parameters = parameters.map(|(location, name, _)| (*location, name.clone()));
        let body = reading.arguments.body.as_ref();
        if !is_carried_out {
            own.refused_parameters.extend(parameters);
            own.refused_bodies
                .extend(body.map(|(media_type, _)| media_type.clone()));
            return;
        }
        own.parameters.extend(parameters);
        if let Some((media_type, written)) = body {
            own.bodies.insert(media_type.clone());
            let mut contents = operation.body.iter().flat_map(|body| &body.contents);
            let content = contents.find(|content| matches(content.media_type, media_type));
            if let (Some(schema), Written::Value(value)) =
                (content.and_then(|content| content.schema), written)
            {
                let unseen = own.unseen.entry("the request".to_owned());
                let document = run.operations.document;
                see(
                    value,
                    unseen.or_insert_with(|| documented(schema, document)),
                );
            }
        }
        for (index, alternative) in operation.security.iter().enumerate() {
            let mut schemes = alternative.schemes.iter();
            let is_met =
                schemes.all(|(scheme, _)| run.operations.has_credential(scheme, &exchange.request));
            if is_met {
                own.alternatives.insert(index);
            }
        }
    }
}

impl Noted {
    fn response(&mut self, run: &Run<'_>, operation: &Operation<'_>, exchange: &Exchange) {
        let Ok(response) = &exchange.received.result else {
            return;
        };
        let (Some(media_type), Some(own)) = (
            response.headers.get("content-type"),
            operation.response(response.status),
        ) else {
            return;
        };
        let mut contents = own.contents.iter();
        let Some(content) = contents.find(|content| matches(content.media_type, media_type)) else {
            return;
        };
        self.contents
            .insert((own.status, content.media_type.to_owned()));
        let Some(schema) = content.schema.filter(|_| kind_of(media_type) == Kind::Json) else {
            return;
        };
        let unseen = self.unseen.entry(own.status.to_string());
        let unseen = unseen.or_insert_with(|| documented(schema, run.operations.document));
        if !unseen.is_empty()
            && let Some(value) = exchange.json()
        {
            see(&value, unseen);
        }
    }
}

/// What a reader makes of a request; none when its path leads to another operation.
pub fn read(run: &Run<'_>, operation: &Operation<'_>, request: &Request) -> Option<Reading> {
    let path = request.path();
    let path = match &run.options.base {
        Some(base) => format!("{}{}", operation.base, path.strip_prefix(base.as_str())?),
        None => path.to_owned(),
    };
    match run.operations.route(&request.method, &path) {
        Route::Found(routed) if routed.operation.index == operation.index => Some(read_request(
            run.operations,
            operation,
            &routed.variables,
            request,
            Reader::Generous,
        )),
        _ => None,
    }
}
