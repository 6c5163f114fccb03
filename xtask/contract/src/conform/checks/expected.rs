//! Whether a case went as it had to.

use serde_json::Value;

use super::super::found::Found;
use super::super::run::{Case, Expect};
use super::teller::Teller;
use crate::exchange::{Response, StatusKey, Written};
use crate::rules;

/// Statuses that say that a request is not a valid one, whatever is asked for.
const INVALID: [u16; 5] = [400, 405, 406, 415, 501];

/// Whether a body has a member that is the identifier of another thing.
fn has_reference(case: &Case) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Object(members) => members.iter().any(|(name, value)| {
                let is_id = ["Id", "_id", "Ids", "_ids", "-id", "Ref", "_ref"]
                    .iter()
                    .any(|ending| name.ends_with(ending));
                is_id || within(value)
            }),
            Value::Array(items) => items.iter().any(within),
            _ => false,
        }
    }
    match &case.arguments.body {
        Some((_, Written::Value(value))) => within(value),
        _ => false,
    }
}

/// Whether a case went as it had to.
pub fn expectation(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
    let (operation, case) = (teller.operation, &teller.exchange.case);
    let status = response.status;
    let documents = |status| {
        operation
            .responses
            .iter()
            .any(|one| one.status == StatusKey::Exact(status))
    };
    match case.expect {
        Expect::Accept => {
            // What names another thing may be refused because that is not there.
            let is_validation = status == 422 && (!documents(400) || !has_reference(case));
            // Where no success is documented, a refusal is what the contract says.
            let has_success = operation.responses.iter().any(|one| match one.status {
                // Another protocol is not asked for here.
                StatusKey::Exact(status) => (200..400).contains(&status),
                StatusKey::Range(first) => (2..4).contains(&first),
                StatusKey::Default => true,
            });
            if has_success && (INVALID.contains(&status) || is_validation) {
                let cause = if case.why == "valid" {
                    "valid"
                } else {
                    &case.cause
                };
                out.push(teller.told(
                    rules::CONFORM_VALID_REFUSED,
                    cause,
                    case.at,
                    format!("a valid request is refused with {status}"),
                    "it is carried out: the contract allows it".to_owned(),
                ));
            }
            if status == 401 {
                let schemes: Vec<&str> = case
                    .credentials
                    .iter()
                    .map(|one| one.scheme.as_str())
                    .collect();
                let (message, cause) = match schemes.is_empty() {
                    true => (
                        "credentials are demanded, and none are documented".to_owned(),
                        "open".to_owned(),
                    ),
                    false => (
                        format!("valid credentials for {} are refused", schemes.join(", ")),
                        schemes.join(" "),
                    ),
                };
                out.push(teller.told(
                    rules::CONFORM_CREDENTIALS_REFUSED,
                    &cause,
                    case.at,
                    message,
                    "not 401".to_owned(),
                ));
            }
        }
        Expect::Refuse if (200..300).contains(&status) => {
            out.push(teller.told(
                rules::CONFORM_INVALID_ACCEPTED,
                &case.cause,
                case.at,
                format!("an invalid request is carried out: {}", case.why),
                "a status of 4xx".to_owned(),
            ));
        }
        Expect::Forbidden if (200..300).contains(&status) => {
            out.push(teller.told(
                rules::CONFORM_SECURITY,
                &case.cause,
                case.at,
                format!("it is carried out, though {}", case.why),
                "401 or 403".to_owned(),
            ));
        }
        // What there is, and how it is, only those see who may.
        Expect::Forbidden if matches!(status, 409 | 412) => {
            out.push(teller.told(
                rules::CONFORM_SECURITY,
                &case.cause,
                case.at,
                format!(
                    "{status}: it is held against what is there, though {}",
                    case.why
                ),
                "401 or 403".to_owned(),
            ));
        }
        Expect::NoMethod => {
            let method = &teller.exchange.request.method;
            if !matches!(status, 405 | 401 | 403 | 429 | 501 | 500..) {
                out.push(teller.told(
                    rules::CONFORM_METHOD,
                    method,
                    operation.at,
                    format!(
                        "{method} {} is not documented, and has the response {status}",
                        operation.path
                    ),
                    "405, and `Allow`".to_owned(),
                ));
            }
        }
        _ => {}
    }
    if let (405, Some(allow)) = (status, response.headers.joined("allow")) {
        let listed: Vec<&str> = allow.split(',').map(str::trim).collect();
        let same = teller
            .run
            .operations
            .all
            .iter()
            .filter(|other| other.path == operation.path);
        if let Some(lacking) = same
            .map(|one| one.method.as_str())
            .find(|method| !listed.contains(method))
        {
            out.push(teller.told(
                rules::CONFORM_METHOD,
                "allow lacks",
                operation.at,
                format!(
                    "`Allow` of 405 lacks {lacking}, which is documented (RFC 9110, section 10.2.1)"
                ),
                "all methods of the path".to_owned(),
            ));
        }
    }
    if status == 405 && response.headers.get("allow").is_none() {
        out.push(teller.told(
            rules::CONFORM_METHOD,
            "allow",
            operation.at,
            "405 without `Allow` (RFC 9110, section 15.5.6)".to_owned(),
            "`Allow` with the methods of the path".to_owned(),
        ));
    }
}
