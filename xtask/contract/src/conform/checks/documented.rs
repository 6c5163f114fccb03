//! What the contract says of a response.

use super::super::found::Found;
use super::super::run::Expect;
use super::teller::Teller;
use crate::exchange::{Place, Response, StatusKey, judge_response};
use crate::rules;

/// Statuses of HTTP itself: what is wrong with a message is not each operation's to document.
const OF_HTTP: [u16; 10] = [405, 406, 408, 411, 413, 414, 415, 417, 431, 501];

/// What the contract says of the response.
pub fn documented(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
    let (operation, case) = (teller.operation, &teller.exchange.case);
    let status = response.status;
    if status >= 500 && !(status == 501 && case.method.is_some()) {
        out.push(teller.told(
            rules::CONFORM_SERVER_ERROR,
            &format!("{status} {}", case.cause),
            case.at,
            format!("the response is {status}: {}", case.why),
            "no status of 5xx".to_owned(),
        ));
    }
    let is_documented = operation.response(status).is_some();
    // Whoever breaks HTTP, or proves nothing, gets what HTTP says.
    let denied = [401, 403];
    let invalid = [400, 422];
    let documents_any = |all: &[u16]| {
        operation
            .responses
            .iter()
            .any(|one| matches!(one.status, StatusKey::Exact(status) if all.contains(&status)))
    };
    let is_of_http = OF_HTTP.contains(&status)
        || denied.contains(&status) && !documents_any(&denied) && !operation.security.is_empty()
        || status == 429
        || status >= 500
        // Which of the two refuses what is not valid is open where neither is documented.
        || case.expect != Expect::Accept && invalid.contains(&status) && !documents_any(&invalid);
    for violation in judge_response(
        teller.run.operations,
        operation,
        &teller.exchange.request.method,
        response,
    ) {
        let rule = match (&violation.place, violation.rule.as_str()) {
            (Place::Status, _) if is_of_http && !is_documented => continue,
            (Place::Status, _) => rules::CONFORM_STATUS,
            (_, "media-type") => rules::CONFORM_MEDIA_TYPE,
            (_, "charset") => rules::CONFORM_MEDIA_TYPE,
            (_, "no-body") => rules::CONFORM_NO_BODY,
            (_, "writeOnly") => rules::CONFORM_WRITE_ONLY,
            (Place::Header(_), _) => rules::CONFORM_HEADER,
            _ => rules::CONFORM_BODY,
        };
        let pointer: String = violation
            .pointer
            .split('/')
            .map(|token| {
                if token.parse::<usize>().is_ok() {
                    "*"
                } else {
                    token
                }
            })
            .collect::<Vec<_>>()
            .join("/");
        let within = if violation.pointer.is_empty() {
            String::new()
        } else {
            format!(" at {}", violation.pointer)
        };
        let cause = format!("{status} {} {} {pointer}", violation.place, violation.rule);
        let message = match violation.place {
            Place::Status => violation.message.clone(),
            _ => format!(
                "{status}: {}{within}: {}",
                violation.place, violation.message
            ),
        };
        out.push(teller.told(
            rule,
            &cause,
            violation.at,
            message,
            "what the contract documents".to_owned(),
        ));
    }
}
