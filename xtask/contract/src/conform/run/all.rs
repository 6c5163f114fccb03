//! Everything that is tried, in its order.

use std::time::Duration;

use serde_json::Value;

use super::super::tried::Coverage;
use super::super::{cases, malformed, walking};
use super::case::Progress;
use super::state::Run;
use crate::exchange::{Operation, Operations};
use crate::report::Finding;

/// How a run ended.
pub struct Summary {
    pub findings: Vec<Finding>,
    pub coverage: Coverage,
    pub requests: usize,
    pub took: Duration,
    /// Why it ended before everything was tried.
    pub ended: Option<String>,
    /// Whether the service was not there any more.
    pub is_lost: bool,
    pub har: Option<Vec<Value>>,
}

/// Operations in the order in which they are called: what makes goes first, what takes away
/// last.
fn in_order<'r, 'a>(run: &Run<'a>, operations: &'r Operations<'a>) -> Vec<&'r Operation<'a>> {
    // What there is one of alone below another thing is put before it is read.
    let is_put_there = |operation: &Operation<'_>| {
        let at = |method: &str| {
            let mut all = operations.all.iter();
            all.any(|one| one.method == method && one.path == operation.path)
        };
        let is_below = operation.path.contains('{') && !operation.path.ends_with('}');
        is_below && at("GET") && at("PUT") && !at("POST")
    };
    let rank = |operation: &Operation<'_>| match operation.method.as_str() {
        "POST" => 0,
        "PUT" if is_put_there(operation) => 2,
        "GET" if is_put_there(operation) => 3,
        "GET" => 1,
        "DELETE" => 6,
        "PUT" => 4,
        _ => 5,
    };
    let mut all: Vec<&Operation<'_>> = operations.all.iter().filter(|one| run.calls(one)).collect();
    all.sort_by_key(|operation| {
        let rank = rank(operation);
        (
            rank == 6,
            operation.path.matches('{').count(),
            rank,
            operation.index,
        )
    });
    all
}

/// Runs everything that is to be tried. `told` hears how far it is.
pub async fn conform(run: Run<'_>, told: &mut dyn FnMut(Progress<'_>)) -> Summary {
    let all = in_order(&run, run.operations);
    let mut tell = |doing: &str, done: usize| {
        told(Progress {
            doing,
            done,
            all: all.len(),
            sent: run.sent.get(),
            found: run.found.borrow().len(),
            left: run.left(),
        });
    };
    tell("setting up", 0);
    run.set_up().await;
    tell("walking through what can be made", 0);
    walking::walk(&run).await;
    // What is there is looked at before anything is tried with it.
    tell("looking at what is there", 0);
    for operation in &all {
        if operation.method == "GET" || run.makes_something(operation) {
            cases::first(&run, operation).await;
        }
    }
    for (index, operation) in all.iter().enumerate() {
        tell(&operation.title(), index);
        cases::of_operation(&run, operation).await;
    }
    tell("sending what is no HTTP", all.len());
    malformed::send(&run).await;
    tell("looking for the smallest cases", all.len());
    let ended = run.ends_because();
    run.shrink().await;
    run.clean_up().await;
    let findings = run.found.take().into_findings(&run);
    let coverage = run.tried.borrow().coverage(&run);
    Summary {
        findings,
        coverage,
        requests: run.sent.get(),
        took: run.start.elapsed(),
        ended,
        is_lost: run.is_lost(),
        har: run.har.take(),
    }
}
