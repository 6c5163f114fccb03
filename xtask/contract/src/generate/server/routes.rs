//! Which operations Dropshot's router holds, and which the layer tells apart
//! behind one route.
//!
//! At every place of a path the router has either literals, or one variable of
//! one name. Where a contract has more, everything from there on goes together. So does a path with
//! empty segments, which the router leaves out: `/a/` beside `/a`, `/a//b`.

use super::plan::OperationPlan;
use crate::model::{PathTemplate, Segment};

pub struct Routes<'p, 'a> {
    pub together: Vec<Together<'p, 'a>>,
}

/// Operations behind one route.
pub struct Together<'p, 'a> {
    /// With a wildcard at its end.
    pub route: String,
    pub variables: Vec<String>,
    pub operations: Vec<&'p OperationPlan<'a>>,
}

impl<'p, 'a> Routes<'p, 'a> {
    pub fn new(operations: &'p [OperationPlan<'a>]) -> Self {
        let mut prefixes: Vec<&[Segment]> = Vec::new();
        for plan in operations {
            let path = &plan.operation.path;
            for length in 0..=path.segments.len() {
                let prefix = &path.segments[..length];
                let is_end = length == path.segments.len();
                let branches = match is_end {
                    true => path.has_empty_segments(),
                    false => branches(prefix, operations),
                };
                if branches {
                    // The shortest one takes in what is behind it.
                    if !prefixes.contains(&prefix) {
                        prefixes.push(prefix);
                    }
                    break;
                }
            }
        }
        let behind = |plan: &OperationPlan<'_>| {
            prefixes
                .iter()
                .position(|prefix| plan.operation.path.segments.starts_with(prefix))
        };
        let together = prefixes
            .iter()
            .enumerate()
            .map(|(index, prefix)| Together {
                route: route(prefix),
                variables: prefix
                    .iter()
                    .filter_map(|segment| match segment {
                        Segment::Variable(name) => Some(name.clone()),
                        _ => None,
                    })
                    .collect(),
                operations: operations
                    .iter()
                    .filter(|plan| behind(plan) == Some(index))
                    .collect(),
            })
            .collect();
        Routes { together }
    }
}

/// Whether what follows `prefix` is more than the router can hold.
fn branches(prefix: &[Segment], operations: &[OperationPlan<'_>]) -> bool {
    let mut next: Vec<&Segment> = operations
        .iter()
        .map(|plan| &plan.operation.path.segments)
        .filter(|segments| segments.starts_with(prefix))
        .filter_map(|segments| segments.get(prefix.len()))
        .collect();
    next.dedup();
    let literals = next
        .iter()
        .any(|segment| matches!(segment, Segment::Literal(_)));
    let mixed = next
        .iter()
        .any(|segment| matches!(segment, Segment::Mixed(_)));
    let mut variables: Vec<&Segment> = next
        .into_iter()
        .filter(|segment| matches!(segment, Segment::Variable(_)))
        .collect();
    variables.sort_by_key(|segment| format!("{segment:?}"));
    variables.dedup();
    mixed || variables.len() > 1 || (literals && !variables.is_empty())
}

fn route(prefix: &[Segment]) -> String {
    let mut route = String::new();
    for segment in prefix {
        match segment {
            Segment::Literal(text) | Segment::Mixed(text) => route.push_str(&format!("/{text}")),
            Segment::Variable(name) => route.push_str(&format!("/{{{name}}}")),
        }
    }
    route.push_str("/{rest:.*}");
    route
}

/// The path under which Dropshot describes an operation: its own, where the
/// router can hold it at all; else one with the same variables.
pub fn described(path: &PathTemplate) -> String {
    let mut route = String::new();
    for segment in &path.segments {
        match segment {
            Segment::Literal(text) => route.push_str(&format!("/{text}")),
            Segment::Variable(name) => route.push_str(&format!("/{{{name}}}")),
            Segment::Mixed(text) => {
                for variable in PathTemplate::parse(text).variables() {
                    route.push_str(&format!("/{{{variable}}}"));
                }
            }
        }
    }
    if route.is_empty() { "/".into() } else { route }
}
