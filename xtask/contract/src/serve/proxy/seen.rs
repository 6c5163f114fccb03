//! What was seen of each operation, and what of its documentation never was.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;

use super::copy::Extent;
use super::exchanges::SeenResponse;
use crate::document::Document;
use crate::exchange::{
    Arguments, Content, Kind, Location, Operation, Operations, Request, StatusKey, Written,
    kind_of, matches, properties,
};

/// Upper bounds of times, in seconds, for figures.
pub const BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// So much that never was there is told of one operation.
const MOST_TOLD: usize = 20;

/// What was seen of one operation.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub statuses: BTreeMap<u16, u64>,
    parameters: BTreeSet<(Location, String)>,
    bodies: BTreeSet<String>,
    contents: BTreeSet<(u16, String)>,
    /// Alternatives of the security requirements that were met, by their places.
    alternatives: BTreeSet<usize>,
    /// Documented properties that never were there, by the parts of an exchange that were.
    unseen: BTreeMap<String, BTreeSet<String>>,
    /// How many took at most each of [`BOUNDS`], and all together.
    pub times: [u64; BOUNDS.len()],
    pub time: f64,
}

impl Seen {
    /// Takes note of the properties of a value in a part of an exchange.
    fn see<'c, 'a: 'c>(
        &mut self,
        part: &str,
        media_type: &str,
        mut contents: impl Iterator<Item = &'c Content<'a>>,
        value: &Value,
        document: &'a Document,
    ) {
        let content = contents.find(|content| matches(content.media_type, media_type));
        let Some(schema) = content.and_then(|content| content.schema) else {
            return;
        };
        let part = format!(
            "{part} as {}",
            media_type.split(';').next().unwrap_or_default()
        );
        let unseen = self.unseen.entry(part);
        let unseen = unseen.or_insert_with(|| properties::documented(schema, document));
        properties::see(value, unseen);
    }
}

/// By the titles of operations: they outlive a reading of the contract.
#[derive(Debug, Default)]
pub struct Coverage {
    pub operations: BTreeMap<String, Seen>,
}

/// A request and its response that are of an operation.
pub struct Exchanged<'e, 'a> {
    pub operation: &'e Operation<'a>,
    pub arguments: &'e Arguments,
    pub request: &'e Request,
    pub response: &'e SeenResponse,
    pub took: Option<Duration>,
}

impl Coverage {
    pub fn add<'a>(&mut self, operations: &Operations<'a>, exchanged: &Exchanged<'_, 'a>) {
        let Exchanged {
            operation,
            arguments,
            request,
            response,
            took,
        } = exchanged;
        let own = self.operations.entry(operation.title()).or_default();
        let status = response.message.status;
        *own.statuses.entry(status).or_default() += 1;
        let parameters = arguments.parameters.iter();
        own.parameters
            .extend(parameters.map(|(location, name, _)| (*location, name.clone())));
        if let Some((media_type, written)) = &arguments.body {
            own.bodies.insert(media_type.clone());
            if let Written::Value(value) = written {
                let contents = operation.body.iter().flat_map(|body| &body.contents);
                own.see(
                    "the request",
                    media_type,
                    contents,
                    value,
                    operations.document,
                );
            }
        }
        for (index, alternative) in operation.security.iter().enumerate() {
            let mut schemes = alternative.schemes.iter();
            if schemes.all(|(scheme, _)| operations.has_credential(scheme, request)) {
                own.alternatives.insert(index);
            }
        }
        if let Some(media_type) = response.message.headers.get("content-type") {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            own.contents.insert((status, essence.to_ascii_lowercase()));
            let documented = operation.response(status);
            let is_json = kind_of(media_type) == Kind::Json && response.extent == Extent::Whole;
            if let Some(documented) = documented.filter(|_| is_json)
                && let Ok(value) = serde_json::from_slice(&response.message.body)
            {
                let part = documented.status.to_string();
                let contents = documented.contents.iter();
                own.see(&part, media_type, contents, &value, operations.document);
            }
        }
        if let Some(took) = took {
            let seconds = took.as_secs_f64();
            own.time += seconds;
            for (count, bound) in own.times.iter_mut().zip(BOUNDS) {
                *count += u64::from(seconds <= bound);
            }
        }
    }

    /// Properties are those of another reading of the contract from now on.
    pub fn reread(&mut self) {
        for seen in self.operations.values_mut() {
            seen.unseen.clear();
            seen.alternatives.clear();
        }
    }

    /// A line for each operation that was asked for, with what of it never was; and one for those
    /// that never were.
    pub fn lines(&self, operations: &Operations<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        let mut never = Vec::new();
        for operation in &operations.all {
            let title = operation.title();
            match self.operations.get(&title) {
                Some(seen) => lines.push(format!("{title}: {}", told(operation, seen))),
                None => never.push(title),
            }
        }
        if !never.is_empty() {
            lines.push(format!(
                "Never asked for, of {} operations: {}.",
                operations.all.len(),
                never.join(", ")
            ));
        }
        lines
    }
}

fn told(operation: &Operation<'_>, seen: &Seen) -> String {
    let statuses = seen.statuses.iter();
    let statuses = statuses.map(|(status, count)| format!("{status} ({count})"));
    let mut parts = vec![format!("seen {}", statuses.collect::<Vec<_>>().join(", "))];
    let is_seen = |key: StatusKey| match key {
        StatusKey::Exact(status) => seen.statuses.contains_key(&status),
        key => seen.statuses.keys().any(|status| {
            let response = operation.response(*status);
            response.is_some_and(|response| response.status == key)
        }),
    };
    let mut missing: Vec<String> = Vec::new();
    for response in &operation.responses {
        if !is_seen(response.status) {
            missing.push(response.status.to_string());
            continue;
        }
        for content in &response.contents {
            let is_of = |(status, media_type): &(u16, String)| {
                let own = operation.response(*status);
                own.is_some_and(|own| own.status == response.status)
                    && matches(content.media_type, media_type)
            };
            if response.contents.len() > 1 && !seen.contents.iter().any(is_of) {
                missing.push(format!("{} as {}", response.status, content.media_type));
            }
        }
    }
    for parameter in &operation.parameters {
        let key = (parameter.location, parameter.name.to_owned());
        if !seen.parameters.contains(&key) {
            missing.push(format!(
                "{} parameter `{}`",
                parameter.location.name(),
                parameter.name
            ));
        }
    }
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    for content in contents {
        if !seen.bodies.contains(content.media_type) {
            missing.push(format!("body as {}", content.media_type));
        }
    }
    for (index, alternative) in operation.security.iter().enumerate() {
        let names = alternative
            .schemes
            .iter()
            .map(|(name, _)| format!("`{name}`"));
        let names: Vec<String> = names.collect();
        if !seen.alternatives.contains(&index) && !names.is_empty() {
            missing.push(format!("credentials for {}", names.join(" with ")));
        }
    }
    for (part, unseen) in &seen.unseen {
        let named = unseen
            .iter()
            .map(|pointer| format!("`{pointer}` in {part}"));
        missing.extend(named);
    }
    if missing.len() > MOST_TOLD {
        let rest = missing.len() - MOST_TOLD;
        missing.truncate(MOST_TOLD);
        missing.push(format!("and {rest} more"));
    }
    if !missing.is_empty() {
        parts.push(format!("never {}", missing.join(", ")));
    }
    parts.join("; ")
}
