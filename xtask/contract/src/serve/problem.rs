//! Responses that the contract has no words for: problems of RFC 9457.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::words::sentence;
use crate::document::Sources;
use crate::exchange::{Headers, Response, Violation};

/// The media type of problems (RFC 9457, section 6.1).
pub const PROBLEM: &str = "application/problem+json";

/// A problem that says in one sentence what is wrong, and carries more in members of its own.
pub fn written(status: u16, detail: &str, more: Map<String, Value>) -> Response {
    let reason = StatusCode::from_u16(status).ok();
    let title = reason.and_then(|status| status.canonical_reason());
    let mut members = Map::new();
    members.insert("type".into(), "about:blank".into());
    members.insert("title".into(), title.unwrap_or("Error").into());
    members.insert("status".into(), status.into());
    members.insert("detail".into(), detail.into());
    members.extend(more);
    let mut headers = Headers::default();
    headers.push("content-type", PROBLEM);
    Response {
        status,
        headers,
        body: Value::Object(members).to_string().into_bytes(),
    }
}

/// A problem that lists what is not as documented, with the places in the contract.
pub fn of_violations(
    status: u16,
    detail: &str,
    violations: &[Violation],
    sources: &Sources,
) -> Response {
    let mut more = Map::new();
    if !violations.is_empty() {
        let told = violations.iter().map(|one| {
            json!({
                "in": one.place.to_string(),
                "pointer": one.pointer,
                "rule": one.rule,
                "detail": sentence(one),
                "contract": sources.locate(one.at),
            })
        });
        more.insert("violations".to_owned(), told.collect());
    }
    written(status, detail, more)
}
