//! What is asked of every exchange.

use std::rc::Rc;

use super::super::found::Found;
use super::super::run::{Exchange, Run};
use super::documented::documented;
use super::expected::expectation;
use super::http::of_http;
use super::late::{dropped, late, no_response};
use super::leaks::leaks;
use super::teller::Teller;
use crate::rules;

/// What all checks say of an exchange.
pub fn all(run: &Run<'_>, exchange: &Rc<Exchange>) -> Vec<Found> {
    let operation = &run.operations.all[exchange.case.operation];
    let teller = Teller {
        run,
        operation,
        exchange,
    };
    let mut out = Vec::new();
    let response = match &exchange.received.result {
        Ok(response) => response,
        Err(error) => {
            out.extend(no_response(&teller, error));
            return out;
        }
    };
    expectation(&teller, response, &mut out);
    if exchange.request.method == operation.method {
        documented(&teller, response, &mut out);
    } else if response.status >= 500 && response.status != 501 {
        out.push(teller.told(
            rules::CONFORM_SERVER_ERROR,
            &format!("{}", response.status),
            operation.at,
            format!(
                "{} {} has the response {}",
                exchange.request.method, operation.path, response.status
            ),
            "no status of 5xx".to_owned(),
        ));
    }
    of_http(&teller, response, &mut out);
    leaks(&teller, response, &mut out);
    late(&teller, &mut out);
    dropped(&teller, &mut out);
    out
}
