//! What was seen of each operation, and what of its documentation never was.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::exchange::{Arguments, Location, Operation, Operations, StatusKey};

/// Upper bounds of times, in seconds, for figures.
pub const BOUNDS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// What was seen of one operation.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub statuses: BTreeMap<u16, u64>,
    parameters: BTreeSet<(Location, String)>,
    bodies: BTreeSet<String>,
    contents: BTreeSet<(u16, String)>,
    /// How many took at most each of [`BOUNDS`], and all together.
    pub times: [u64; BOUNDS.len()],
    pub time: f64,
}

/// By the titles of operations: they outlive a reading of the contract.
#[derive(Debug, Default)]
pub struct Coverage {
    pub operations: BTreeMap<String, Seen>,
}

impl Coverage {
    pub fn add(
        &mut self,
        operation: &Operation<'_>,
        arguments: &Arguments,
        status: u16,
        media_type: Option<&str>,
        took: Option<Duration>,
    ) {
        let own = self.operations.entry(operation.title()).or_default();
        *own.statuses.entry(status).or_default() += 1;
        let parameters = arguments.parameters.iter();
        own.parameters
            .extend(parameters.map(|(location, name, _)| (*location, name.clone())));
        let body = arguments.body.iter();
        own.bodies
            .extend(body.map(|(media_type, _)| media_type.clone()));
        if let Some(media_type) = media_type {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            own.contents.insert((status, essence.to_ascii_lowercase()));
        }
        if let Some(took) = took {
            let seconds = took.as_secs_f64();
            own.time += seconds;
            for (count, bound) in own.times.iter_mut().zip(BOUNDS) {
                *count += u64::from(seconds <= bound);
            }
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
                    && crate::exchange::matches(content.media_type, media_type)
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
    if !missing.is_empty() {
        parts.push(format!("never {}", missing.join(", ")));
    }
    parts.join("; ")
}
