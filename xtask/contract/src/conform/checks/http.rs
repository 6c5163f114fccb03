//! What HTTP says of every response.

use serde_json::Value;

use super::super::found::Found;
use super::teller::Teller;
use crate::exchange::{Response, SchemeKind};
use crate::rules;

/// What HTTP says of every response.
pub fn of_http(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
    let (operation, exchange) = (teller.operation, teller.exchange);
    let (status, headers, at) = (response.status, &response.headers, operation.at);
    if exchange.received.is_followed {
        let message = match exchange.request.method.as_str() {
            "HEAD" => "the response to HEAD has a body".to_owned(),
            _ => format!("bytes follow the end of the response {status}"),
        };
        out.push(teller.told(
            rules::CONFORM_NO_BODY,
            "followed",
            at,
            message,
            "nothing (RFC 9110, section 6.4.1)".to_owned(),
        ));
    }
    if matches!(status, 204)
        && (headers.get("transfer-encoding").is_some()
            || headers
                .get("content-length")
                .is_some_and(|length| length.trim() != "0"))
    {
        out.push(teller.told(
            rules::CONFORM_NO_BODY,
            "length",
            at,
            "204 says that it has a body".to_owned(),
            "no length of a body (RFC 9110, section 8.6)".to_owned(),
        ));
    }
    if status == 401 {
        let speaks = operation
            .security
            .iter()
            .flat_map(|one| &one.schemes)
            .any(|(name, _)| {
                teller
                    .run
                    .operations
                    .schemes
                    .get(name)
                    .is_some_and(|scheme| {
                        !matches!(
                            scheme.kind,
                            SchemeKind::ApiKey { .. } | SchemeKind::Unknown | SchemeKind::MutualTls
                        )
                    })
            });
        if speaks && headers.get("www-authenticate").is_none() {
            out.push(teller.told(
                rules::CONFORM_CHALLENGE,
                "401",
                at,
                "401 without `WWW-Authenticate`".to_owned(),
                "the scheme to use (RFC 9110, section 15.5.2)".to_owned(),
            ));
        }
    }
    if matches!(status, 301 | 302 | 303 | 307 | 308) && headers.get("location").is_none() {
        out.push(teller.told(
            rules::CONFORM_HEADER,
            "location",
            at,
            format!("{status} without `Location`"),
            "where to go (RFC 9110, section 15.4)".to_owned(),
        ));
    }
    if let Some(after) = headers.get("retry-after")
        && after.trim().parse::<u64>().is_err()
        && chrono::DateTime::parse_from_rfc2822(after).is_err()
    {
        out.push(teller.told(
            rules::CONFORM_HEADER,
            "retry-after",
            at,
            "`Retry-After` is neither seconds nor a date".to_owned(),
            "RFC 9110, section 10.2.3".to_owned(),
        ));
    }
    if let Some(tag) = headers.get("etag") {
        let inside = tag.strip_prefix("W/").unwrap_or(tag);
        let is_quoted = inside.len() >= 2 && inside.starts_with('"') && inside.ends_with('"');
        if !is_quoted || inside.matches('"').count() != 2 {
            out.push(teller.told(
                rules::CONFORM_HEADER,
                "etag",
                at,
                "`ETag` is no entity tag".to_owned(),
                "a text in double quotes (RFC 9110, section 8.8.3)".to_owned(),
            ));
        }
    }
    if let Some(link) = headers.get("link")
        && !link.trim().is_empty()
        && !link.trim_start().starts_with('<')
    {
        out.push(teller.told(
            rules::CONFORM_HEADER,
            "link",
            at,
            "`Link` is no link".to_owned(),
            "a target in angle brackets (RFC 8288, section 3)".to_owned(),
        ));
    }
    for name in ["date", "last-modified", "expires"] {
        if let Some(date) = headers.get(name)
            && (name != "expires" || date.len() > 2)
            && chrono::DateTime::parse_from_rfc2822(date).is_err()
        {
            out.push(teller.told(
                rules::CONFORM_HEADER,
                name,
                at,
                format!("`{name}` is no date"),
                "an HTTP date (RFC 9110, section 5.6.7)".to_owned(),
            ));
        }
    }
    let caching = headers
        .joined("cache-control")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_shared = caching
        .split(',')
        .any(|one| one.trim() == "public" || one.trim().starts_with("s-maxage"));
    let is_private = !operation.security.is_empty()
        && operation.security.iter().all(|one| !one.schemes.is_empty());
    if is_private && is_shared && (200..300).contains(&status) {
        out.push(teller.told(
            rules::CONFORM_CACHE,
            "public",
            at,
            "a response that credentials decide is said to be everybody's".to_owned(),
            "`Cache-Control` without `public` and `s-maxage` (RFC 9111, section 3.5)".to_owned(),
        ));
    }
    let media_type = headers.get("content-type").unwrap_or_default();
    if status >= 400
        && let Ok(problem) = serde_json::from_slice::<Value>(&response.body)
        && (media_type.starts_with("application/problem+json") || is_problem(&problem))
        && let Some(said) = problem.get("status").and_then(Value::as_u64)
        && said != u64::from(status)
    {
        out.push(teller.told(
            rules::CONFORM_PROBLEM,
            "status",
            at,
            format!("the problem says {said}, and the response {status}"),
            "one status (RFC 9457, section 3.1.2)".to_owned(),
        ));
    }
}

/// Whether a body is a problem in all but its media type (RFC 9457, section 3.1).
fn is_problem(body: &Value) -> bool {
    body.get("title").is_some_and(Value::is_string)
        && body.get("status").is_some_and(Value::is_u64)
        && ["type", "detail", "instance"]
            .iter()
            .any(|name| body.get(name).is_some_and(Value::is_string))
}
