//! Holds what goes by against the contract: findings, one for each cause and operation, and what
//! was seen.

use std::time::Duration;

use indexmap::IndexMap;

use super::copy::Extent;
use super::exchanges::{SeenRequest, SeenResponse};
use super::seen::{Coverage, Exchanged};
use crate::document::Position;
use crate::exchange::{
    Arguments, Operation, Operations, Place, Reader, Request, Route, Violation, judge_response,
    read_request,
};
use crate::report::{Finding, Rule};
use crate::rules;
use crate::serve::words::sentence;

/// More different findings than this are counted, and not kept.
const MOST: usize = 1_000;

/// A cause: the rule, the operation, the part of the message, and what is broken there.
type Cause = (&'static str, String, String, String, String);

/// A finding, and how often it was made.
pub struct Found {
    pub finding: Finding,
    pub count: u64,
}

/// What is known of a request before its response.
struct Read<'o, 'a> {
    operation: Option<&'o Operation<'a>>,
    arguments: Arguments,
    violations: Vec<Violation>,
    /// The path is there, by other methods.
    is_other_method: bool,
    lacks_credentials: bool,
}

pub struct Watcher<'o, 'a> {
    operations: &'o Operations<'a>,
    pub found: IndexMap<Cause, Found>,
    /// Findings that were beyond counting one by one.
    pub others: u64,
}

impl<'o, 'a> Watcher<'o, 'a> {
    pub fn new(operations: &'o Operations<'a>) -> Self {
        Watcher {
            operations,
            found: IndexMap::new(),
            others: 0,
        }
    }

    /// Looks at a request and its response; says which findings are new.
    pub fn look(
        &mut self,
        request: &SeenRequest,
        response: &SeenResponse,
        took: Option<Duration>,
        coverage: &mut Coverage,
    ) -> Vec<Finding> {
        let status = response.message.status;
        let read = self.read(request);
        let mut new = Vec::new();
        let Some(operation) = read.operation else {
            new.extend(self.unknown(&request.message, &read, status));
            return new;
        };
        let exchanged = Exchanged {
            operation,
            arguments: &read.arguments,
            request: &request.message,
            response,
            took,
        };
        coverage.add(self.operations, &exchanged);
        for violation in &read.violations {
            let rule = rules::REQUEST_DIFFERS;
            new.extend(self.note(rule, operation, violation, status));
        }
        if read.lacks_credentials && status < 400 {
            let violation = Violation {
                place: Place::Credentials,
                pointer: String::new(),
                rule: "security".to_owned(),
                message: format!("credentials are demanded, and {status} came without any"),
                at: operation.at,
            };
            let rule = rules::CREDENTIALS_NOT_DEMANDED;
            new.extend(self.note(rule, operation, &violation, status));
        }
        for violation in self.of_response(operation, &request.message.method, response) {
            let rule = rules::RESPONSE_DIFFERS;
            new.extend(self.note(rule, operation, &violation, status));
        }
        new
    }

    /// Notes why a request was refused; says which findings are new.
    pub fn note_refused(&mut self, request: &Request, violations: &[Violation]) -> Vec<Finding> {
        let Some(operation) = self.operation(&request.method, request.path()) else {
            let path = without_secrets(request.path());
            let title = format!("{} {path}", request.method);
            let message = format!("{title}: refused, since the contract does not have it");
            let rule = rules::UNDOCUMENTED_OPERATION;
            let cause = (
                rule.id(),
                title,
                String::new(),
                String::new(),
                String::new(),
            );
            let at = self.operations.document.root().at;
            return Vec::from_iter(self.count(cause, || Finding::new(rule, message).at(at)));
        };
        let noted = violations.iter();
        noted
            .filter_map(|one| self.note(rules::REQUEST_DIFFERS, operation, one, 400))
            .collect()
    }

    /// How a request is called where everybody may read it.
    pub fn name(&self, method: &str, path: &str) -> String {
        match self.operation(method, path) {
            Some(operation) => format!("{method} {}", operation.path),
            None => format!("{method} {}", without_secrets(path)),
        }
    }

    /// What of a request is not as documented; also that nothing is documented.
    pub fn of_request(&self, request: &SeenRequest) -> Vec<Violation> {
        let read = self.read(request);
        let mut violations = read.violations;
        let at = self.operations.document.root().at;
        let broken = |place: Place, rule: &str, message: &str, at: Position| Violation {
            place,
            pointer: String::new(),
            rule: rule.to_owned(),
            message: message.to_owned(),
            at,
        };
        match read.operation {
            None => {
                let message = match read.is_other_method {
                    true => "the contract does not have this method here",
                    false => "the contract does not have this path",
                };
                violations.push(broken(Place::Target, "undocumented", message, at));
            }
            Some(operation) if read.lacks_credentials => {
                let message = "credentials are demanded, and there are none";
                violations.push(broken(
                    Place::Credentials,
                    "security",
                    message,
                    operation.at,
                ));
            }
            Some(_) => {}
        }
        violations
    }

    /// What of a response is not as documented, as far as its body is known. What no operation is
    /// documented for is as it is.
    pub fn of_exchange(&self, request: &Request, response: &SeenResponse) -> Vec<Violation> {
        match self.operation(&request.method, request.path()) {
            Some(operation) => self.of_response(operation, &request.method, response),
            None => Vec::new(),
        }
    }

    fn of_response(
        &self,
        operation: &Operation<'a>,
        method: &str,
        response: &SeenResponse,
    ) -> Vec<Violation> {
        let found = judge_response(self.operations, operation, method, &response.message);
        let mut found = known(found, response.extent);
        if response.extent == Extent::Broken && method != "HEAD" {
            found.push(Violation {
                place: Place::Body,
                pointer: String::new(),
                rule: "broken".to_owned(),
                message: "the body broke off before its end".to_owned(),
                at: operation.at,
            });
        }
        found
    }

    fn operation(&self, method: &str, path: &str) -> Option<&'o Operation<'a>> {
        match self.operations.route(method, path) {
            Route::Found(routed) => Some(routed.operation),
            // HEAD is GET without a body (RFC 9110, section 9.3.2).
            Route::Methods(methods) if method == "HEAD" && methods.contains(&"GET") => {
                self.operation("GET", path)
            }
            _ => None,
        }
    }

    fn read(&self, seen: &SeenRequest) -> Read<'o, 'a> {
        let request = &seen.message;
        let mut read = Read {
            operation: None,
            arguments: Arguments::default(),
            violations: Vec::new(),
            is_other_method: false,
            lacks_credentials: false,
        };
        let is_head = request.method == "HEAD";
        let routed = match self.operations.route(&request.method, request.path()) {
            Route::Found(routed) => Some(routed),
            Route::Methods(methods) if is_head && methods.contains(&"GET") => {
                match self.operations.route("GET", request.path()) {
                    Route::Found(routed) => Some(routed),
                    _ => None,
                }
            }
            Route::Methods(_) => {
                read.is_other_method = true;
                None
            }
            Route::Nowhere => None,
        };
        let Some(routed) = routed else {
            return read;
        };
        let operation = routed.operation;
        let reading = read_request(
            self.operations,
            operation,
            &routed.variables,
            request,
            Reader::Strict,
        );
        read.operation = Some(operation);
        read.arguments = reading.arguments;
        read.violations = known(reading.violations, seen.extent);
        let lacking = self.operations.lacks_credentials(operation, request);
        read.lacks_credentials = lacking.is_some();
        read
    }

    fn unknown(&mut self, request: &Request, read: &Read<'o, 'a>, status: u16) -> Option<Finding> {
        // A preflight is the browser's, and the question what there is anybody's.
        if request.method == "OPTIONS" || read.is_other_method && status == 405 {
            return None;
        }
        if status == 404 {
            return None;
        }
        let path = without_secrets(request.path());
        let what = match read.is_other_method {
            true => "this method of the path",
            false => "the path",
        };
        let title = format!("{} {path}", request.method);
        let message = format!("{title}: {status} came, and the contract does not have {what}");
        let rule = rules::UNDOCUMENTED_OPERATION;
        let cause = (
            rule.id(),
            title,
            String::new(),
            String::new(),
            String::new(),
        );
        self.count(cause, || {
            Finding::new(rule, message).at(self.operations.document.root().at)
        })
    }

    fn note(
        &mut self,
        rule: &'static Rule,
        operation: &Operation<'a>,
        violation: &Violation,
        status: u16,
    ) -> Option<Finding> {
        let title = operation.title();
        let pointer = any_item(&violation.pointer);
        let cause = (
            rule.id(),
            title.clone(),
            violation.place.to_string(),
            pointer.clone(),
            violation.rule.clone(),
        );
        self.count(cause, || {
            let told = sentence(&Violation {
                pointer: pointer.clone(),
                ..violation.clone()
            });
            let message = match rule.id() == rules::REQUEST_DIFFERS.id() {
                true => format!("{title}: {told} ({status} came)"),
                false => format!("{title}, {status}: {told}"),
            };
            Finding::new(rule, message).at(violation.at)
        })
    }

    fn count(&mut self, cause: Cause, finding: impl FnOnce() -> Finding) -> Option<Finding> {
        if let Some(known) = self.found.get_mut(&cause) {
            known.count += 1;
            return None;
        }
        if self.found.len() >= MOST {
            self.others += 1;
            return None;
        }
        let finding = finding();
        let found = Found {
            finding: finding.clone(),
            count: 1,
        };
        self.found.insert(cause, found);
        Some(finding)
    }
}

/// The violations that are certain with as much of a body as is known.
fn known(mut violations: Vec<Violation>, extent: Extent) -> Vec<Violation> {
    let of_content = |one: &Violation| one.place == Place::Body && one.rule != "media-type";
    if extent != Extent::Whole {
        violations.retain(|one| !of_content(one));
    }
    violations
}

/// A pointer to any item of its lists: `/items/*/id`.
fn any_item(pointer: &str) -> String {
    let tokens = pointer.split('/');
    let tokens = tokens.map(|token| match token.parse::<u64>() {
        Ok(_) => "*",
        Err(_) => token,
    });
    tokens.collect::<Vec<_>>().join("/")
}

/// A path that no contract describes may have anything in it: long parts are left out.
fn without_secrets(path: &str) -> String {
    const LONGEST: usize = 20;
    let parts = path.split('/').map(|part| match part.len() > LONGEST {
        true => "…",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_alike_and_long_parts_are_not_told() {
        assert_eq!(any_item("/items/0/id"), "/items/*/id");
        assert_eq!(any_item(""), "");
        assert_eq!(
            without_secrets("/reset/8fK2mQz7vW1xN4pT9bR3sL6y/now"),
            "/reset/…/now"
        );
    }
}
