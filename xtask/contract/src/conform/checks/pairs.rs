//! What two exchanges say together, and what comes of a message that is no HTTP.

use std::rc::Rc;

use super::super::found::{Evidence, Found};
use super::super::malformed::Malformed;
use super::super::run::{Exchange, Run};
use super::super::transport::{NoResponse, Received};
use super::teller::Teller;
use crate::exchange::Operation;
use crate::rules;

/// HEAD is GET without its body.
pub fn head_as_get(run: &Run<'_>, got: &Rc<Exchange>, headed: &Rc<Exchange>) -> Vec<Found> {
    let (Ok(get), Ok(head)) = (&got.received.result, &headed.received.result) else {
        return Vec::new();
    };
    let operation = &run.operations.all[headed.case.operation];
    let teller = Teller {
        run,
        operation,
        exchange: headed,
    };
    let mut out = Vec::new();
    let is_refused = matches!(head.status, 405 | 501);
    if get.status == 200 && head.status != 200 && !is_refused && head.status < 500 {
        out.push(teller.told(
            rules::CONFORM_HEAD,
            "status",
            operation.at,
            format!(
                "HEAD has the response {}, where GET has {}",
                head.status, get.status
            ),
            "the same status (RFC 9110, section 9.3.2)".to_owned(),
        ));
    }
    if head.status == get.status && head.status == 200 {
        let (of_get, of_head) = (
            get.headers.get("content-type"),
            head.headers.get("content-type"),
        );
        if of_head.is_some() && of_get != of_head {
            out.push(teller.told(
                rules::CONFORM_HEAD,
                "content-type",
                operation.at,
                "HEAD has another `Content-Type` than GET".to_owned(),
                "the headers of GET (RFC 9110, section 9.3.2)".to_owned(),
            ));
        }
    }
    for found in &mut out {
        found.evidence = Evidence::Head(got.clone(), headed.clone());
    }
    out
}

/// Whether a message that must be refused is carried out.
pub fn is_carried_out(sent: &Malformed, received: &Received) -> bool {
    let status = received.result.as_ref().map(|response| response.status);
    sent.must_refuse && matches!(status, Ok(200..300))
}

/// A message that is no HTTP is refused, or nothing comes back.
pub fn of_raw(operation: &Operation<'_>, sent: &Malformed, received: &Received) -> Option<Found> {
    let status = match &received.result {
        Ok(response) => response.status,
        Err(NoResponse::Late(_)) => 0,
        Err(_) => return None,
    };
    if !(is_carried_out(sent, received)
        || status == 0
        || status >= 500 && !matches!(status, 501 | 505))
    {
        return None;
    }
    let seen = match status {
        0 => "no response, and an open connection".to_owned(),
        status => status.to_string(),
    };
    Some(Found {
        rule: rules::CONFORM_MALFORMED_HTTP,
        operation: Some(operation.title()),
        cause: sent.what.clone(),
        message: format!("a message that is no HTTP is not refused: {}", sent.what),
        at: Some(operation.at),
        expected: "a status of 4xx, or a closed connection".to_owned(),
        seen,
        evidence: Evidence::Bytes {
            bytes: sent.bytes.clone(),
            what: sent.what.clone(),
            must_refuse: sent.must_refuse,
        },
        size: sent.bytes.len(),
    })
}
