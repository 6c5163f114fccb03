//! What is asked of every exchange.

use serde_json::Value;

use super::credentials::Credential;
use super::curl::curl;
use super::found::Found;
use super::malformed::Malformed;
use super::run::{Case, Exchange, Expect, Run};
use super::transport::{NoResponse, Received};
use crate::document::Position;
use crate::exchange::{Operation, Place, Response, SchemeKind, StatusKey, Written, judge_response};
use crate::report::Rule;
use crate::rules;

/// Statuses that say that a request is not a valid one, whatever is asked for.
const INVALID: [u16; 5] = [400, 405, 406, 415, 501];
/// Statuses of HTTP itself: what is wrong with a message is not each operation's to document.
const OF_HTTP: [u16; 10] = [405, 406, 408, 411, 413, 414, 415, 417, 431, 501];

/// What all checks say of an exchange.
pub fn all(run: &Run<'_>, exchange: &Exchange) -> Vec<Found> {
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
    out
}

struct Teller<'t, 'a> {
    run: &'t Run<'a>,
    operation: &'t Operation<'a>,
    exchange: &'t Exchange,
}

impl Teller<'_, '_> {
    fn told(
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
fn seen(response: &Response, exchange: &Exchange) -> String {
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

fn no_response(teller: &Teller<'_, '_>, error: &NoResponse) -> Option<Found> {
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
fn expectation(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
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
                StatusKey::Exact(status) => status < 400,
                StatusKey::Range(first) => first < 4,
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

/// What the contract says of the response.
fn documented(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
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

/// What HTTP says of every response.
fn of_http(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
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
    if media_type.starts_with("application/problem+json")
        && let Ok(problem) = serde_json::from_slice::<Value>(&response.body)
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

/// What no response may tell.
fn leaks(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
    let text = String::from_utf8_lossy(&response.body);
    let at = teller.operation.at;
    for credential in &teller.exchange.case.credentials {
        let secret = credential.value.expose();
        let secret = secret
            .split_once(':')
            .map_or(secret, |(_, password)| password);
        let in_headers = response
            .headers
            .0
            .iter()
            .any(|(_, value)| value.contains(secret));
        if credential.shell.is_some() && secret.len() >= 8 && (text.contains(secret) || in_headers)
        {
            out.push(teller.told(
                rules::CONFORM_LEAK,
                "credential",
                at,
                "the response holds the credential that was sent".to_owned(),
                "no secret in a response".to_owned(),
            ));
        }
    }
    if response.status < 400 {
        return;
    }
    let is_java = text.lines().any(|line| {
        let line = line
            .trim_start()
            .trim_start_matches("\\n")
            .trim_start_matches("\\t");
        line.starts_with("at ")
            && (line.contains(".java:") || line.contains(".js:") || line.contains(".kt:"))
    });
    let traces = [
        "Traceback (most recent call last)",
        "panicked at",
        "stack backtrace:",
        "goroutine 1 [",
        "System.NullReferenceException",
        "java.lang.",
        "org.springframework.",
        "at Object.<anonymous>",
        "sqlite3.OperationalError",
        "psycopg2.",
        "SQLSTATE[",
        "ORA-0",
        "You have an error in your SQL syntax",
        "  File \"/",
        "File \\\"/",
        "RUST_BACKTRACE",
    ];
    let java_escaped = text.contains("\\n\\tat ") || text.contains("\\n    at ");
    if is_java || java_escaped || traces.iter().any(|trace| text.contains(trace)) {
        out.push(teller.told(
            rules::CONFORM_LEAK,
            "trace",
            at,
            "the response shows the inside of the service".to_owned(),
            "an error without a stack trace".to_owned(),
        ));
    }
}

fn late(teller: &Teller<'_, '_>, out: &mut Vec<Found>) {
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

/// HEAD is GET without its body.
pub fn head_as_get(run: &Run<'_>, got: &Exchange, headed: &Exchange) -> Vec<Found> {
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
    out
}

/// A message that is no HTTP is refused, or nothing comes back.
pub fn of_raw(
    run: &Run<'_>,
    operation: &Operation<'_>,
    case: &Case,
    sent: &Malformed,
    received: &Received,
) -> Option<Found> {
    let status = match &received.result {
        Ok(response) => response.status,
        Err(NoResponse::Late(_)) => 0,
        Err(_) => return None,
    };
    let is_carried_out = sent.must_refuse && (200..300).contains(&status);
    if !(is_carried_out || status == 0 || status >= 500 && !matches!(status, 501 | 505)) {
        return None;
    }
    let seen = match status {
        0 => "no response, and an open connection".to_owned(),
        status => status.to_string(),
    };
    let is_secret = case
        .credentials
        .iter()
        .any(|one: &Credential| one.shell.is_some());
    let shown_by = match is_secret {
        // The credentials stand in the bytes, and nowhere else.
        true => "sent as bytes, with the credentials of the first identity".to_owned(),
        false => super::curl::raw(run.transport.authority(), &sent.bytes),
    };
    Some(Found {
        rule: rules::CONFORM_MALFORMED_HTTP,
        operation: Some(operation.title()),
        cause: sent.what.to_owned(),
        message: format!("a message that is no HTTP is not refused: {}", sent.what),
        at: Some(operation.at),
        expected: "a status of 4xx, or a closed connection".to_owned(),
        seen,
        shown_by,
        size: sent.bytes.len(),
    })
}
