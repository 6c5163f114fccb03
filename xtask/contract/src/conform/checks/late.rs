//! Responses that do not come, or not in time.

use super::super::found::Found;
use super::super::transport::NoResponse;
use super::teller::Teller;
use crate::rules;

pub fn no_response(teller: &Teller<'_, '_>, error: &NoResponse) -> Option<Found> {
    let at = teller.operation.at;
    Some(match error {
        NoResponse::Late(_) => {
            // It came when it was asked for again: a machine that was busy for a moment.
            if is_in_time_again(teller) {
                return None;
            }
            teller.told(
                rules::CONFORM_LATE,
                "late",
                at,
                error.to_string(),
                format!(
                    "a response within {} ms",
                    teller.run.config.limits.response_within
                ),
            )
        }
        _ => {
            let kind = match error {
                NoResponse::Connect(_) => "connect",
                NoResponse::Closed => "closed",
                NoResponse::Half(_) => "half",
                NoResponse::Malformed(_) => "malformed",
                NoResponse::Tls(_) => "tls",
                NoResponse::Late(_) | NoResponse::Large(_) => "large",
            };
            teller.told(
                rules::CONFORM_NO_RESPONSE,
                kind,
                at,
                match again(teller) {
                    true => format!("{error}, and the same when it was asked for again"),
                    false => error.to_string(),
                },
                "a complete response".to_owned(),
            )
        }
    })
}

pub fn late(teller: &Teller<'_, '_>, out: &mut Vec<Found>) {
    let limit = u128::from(teller.run.config.limits.response_within);
    let took = teller.exchange.received.took.as_millis();
    if took > limit && !is_in_time_again(teller) {
        out.push(teller.told(
            rules::CONFORM_LATE,
            "late",
            teller.operation.at,
            format!("the response took longer than {limit} ms"),
            format!("a response within {limit} ms"),
        ));
    }
}

/// A connection that drops says something of the service, also when the next one does not.
pub fn dropped(teller: &Teller<'_, '_>, out: &mut Vec<Found>) {
    if let Some(error) = &teller.exchange.received.dropped {
        out.push(teller.told(
            rules::CONFORM_NO_RESPONSE,
            "dropped",
            teller.operation.at,
            format!("{error}; when it was asked for again, the response came"),
            "a complete response each time".to_owned(),
        ));
    }
}

/// Whether the same came in time when it was asked for once more.
fn is_in_time_again(teller: &Teller<'_, '_>) -> bool {
    let limit = u128::from(teller.run.config.limits.response_within);
    let again = teller.exchange.received.again;
    again.is_some_and(|again| again.as_millis() <= limit)
}

/// Whether it was asked for more than once.
fn again(teller: &Teller<'_, '_>) -> bool {
    !matches!(teller.exchange.request.method.as_str(), "POST" | "PATCH")
}
