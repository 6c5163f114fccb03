//! How a check tells what it found.

use super::super::curl::curl;
use super::super::found::Found;
use super::super::run::{Exchange, Run};
use crate::document::Position;
use crate::exchange::{Operation, Response};
use crate::report::Rule;

pub struct Teller<'t, 'a> {
    pub run: &'t Run<'a>,
    pub operation: &'t Operation<'a>,
    pub exchange: &'t Exchange,
}

impl Teller<'_, '_> {
    pub fn told(
        &self,
        rule: &'static Rule,
        cause: &str,
        at: Position,
        message: String,
        expected: String,
    ) -> Found {
        let Exchange {
            case,
            request,
            received,
        } = self.exchange;
        let seen = match &received.result {
            Ok(response) => seen(response, self.exchange),
            Err(error) => error.to_string(),
        };
        Found {
            rule,
            operation: Some(self.operation.title()),
            cause: cause.to_owned(),
            message,
            at: Some(at),
            expected,
            seen: format!("{seen} (case: {})", case.why),
            shown_by: curl(&self.run.options.origin, request, &case.credentials),
            size: request.body.len() + request.target.len() + 40 * request.headers.0.len(),
        }
    }
}

/// A status, and how the body begins.
pub fn seen(response: &Response, exchange: &Exchange) -> String {
    const SHOWN: usize = 160;
    let text = String::from_utf8_lossy(&response.body);
    let mut text: String = text
        .chars()
        .take(SHOWN)
        .filter(|c| !c.is_control())
        .collect();
    for credential in &exchange.case.credentials {
        if credential.shell.is_some() {
            text = text.replace(credential.value.expose(), "(credential)");
        }
    }
    match text.is_empty() {
        true => response.status.to_string(),
        false => format!("{}: {text}", response.status),
    }
}
