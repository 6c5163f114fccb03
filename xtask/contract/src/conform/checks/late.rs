//! Responses that do not come, or not in time.

use super::super::found::Found;
use super::super::transport::NoResponse;
use super::teller::Teller;
use crate::rules;

pub fn no_response(teller: &Teller<'_, '_>, error: &NoResponse) -> Option<Found> {
    let at = teller.operation.at;
    Some(match error {
        NoResponse::Late(_) => teller.told(
            rules::CONFORM_LATE,
            "late",
            at,
            error.to_string(),
            format!(
                "a response within {} ms",
                teller.run.config.limits.response_within
            ),
        ),
        _ => {
            let kind = match error {
                NoResponse::Connect(_) => "connect",
                NoResponse::Closed => "closed",
                NoResponse::Half(_) => "half",
                NoResponse::Malformed(_) => "malformed",
                _ => "large",
            };
            teller.told(
                rules::CONFORM_NO_RESPONSE,
                kind,
                at,
                error.to_string(),
                "a complete response".to_owned(),
            )
        }
    })
}

pub fn late(teller: &Teller<'_, '_>, out: &mut Vec<Found>) {
    let limit = u128::from(teller.run.config.limits.response_within);
    let took = teller.exchange.received.took.as_millis();
    if took > limit {
        out.push(teller.told(
            rules::CONFORM_LATE,
            "late",
            teller.operation.at,
            format!("the response took longer than {limit} ms"),
            format!("a response within {limit} ms"),
        ));
    }
}
