//! Whether a case that became smaller still is what it was.

use super::super::run::{Case, Expect, Run};
use super::{pattern, violations};
use crate::exchange::Reader;

/// Whether a request is valid, or broken in the same way, as it was meant to be.
pub fn still(run: &Run<'_>, case: &Case) -> bool {
    let operation = &run.operations.all[case.operation];
    let Some(request) = run.request(case) else {
        return false;
    };
    match case.expect {
        Expect::Accept => {
            let found = violations(run, operation, &request, Reader::Strict);
            found.is_some_and(|found| found.is_empty())
        }
        Expect::Refuse => {
            let found = violations(run, operation, &request, Reader::Generous);
            let mut found = found.into_iter().flatten();
            found.any(|one| {
                let within = pattern(&one.pointer);
                format!("{}{within} {}", one.place, one.rule) == case.cause
            })
        }
        Expect::Forbidden | Expect::NoMethod | Expect::Anything => true,
    }
}
