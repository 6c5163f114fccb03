//! How a check tells what it found.

use std::rc::Rc;

use super::super::found::{Evidence, Found};
use super::super::run::{Exchange, Run};
use super::super::shown::Text;
use crate::document::Position;
use crate::exchange::{Operation, Response};
use crate::report::Rule;

pub struct Teller<'t, 'a> {
    pub run: &'t Run<'a>,
    pub operation: &'t Operation<'a>,
    pub exchange: &'t Rc<Exchange>,
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
            ..
        } = &**self.exchange;
        let seen = match &received.result {
            Ok(response) => self.seen(response),
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
            evidence: Evidence::Response(self.exchange.clone()),
            size: request.body.len() + request.target.len() + 40 * request.headers.0.len(),
        }
    }

    /// A status, and how the body begins.
    fn seen(&self, response: &Response) -> String {
        const SHOWN: usize = 160;
        let text = String::from_utf8_lossy(&response.body);
        let secrets = self.run.secrets_of(&self.exchange.case.credentials);
        // What is cut is cut before it is hidden, and a secret may be at the cut.
        let text: String = text.chars().take(SHOWN * 4).collect();
        let text = Text::of(&text, &secrets).shown();
        let text = text.chars().take(SHOWN).filter(|c| !c.is_control());
        let text: String = text.collect();
        match text.is_empty() {
            true => response.status.to_string(),
            false => format!("{}: {text}", response.status),
        }
    }
}
