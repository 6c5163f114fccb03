//! What HTTP says beside the schemas: methods, media types, bodies that are none.

use serde_json::json;

use super::super::run::{Expect, Run};
use super::{Case, valid, values::Pools};
use crate::exchange::{Content, Kind, Operation, Route, Written};

const METHODS: [&str; 6] = ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"];

pub fn cases(run: &Run<'_>, operation: &Operation<'_>, pools: &Pools) -> Vec<Case> {
    let mut all = methods(run, operation, pools);
    all.extend(bodies(run, operation, pools));
    for accept in [
        "application/x-undocumented",
        "*/*;q=0.1, text/x-undocumented",
        ";;;",
    ] {
        let mut arguments = pools.least().clone();
        arguments
            .headers
            .push(("Accept".to_owned(), accept.to_owned()));
        all.push(valid(run, operation, arguments, "another Accept", false));
    }
    let successes: Vec<_> = operation
        .responses
        .iter()
        .filter(|one| matches!(one.status, crate::exchange::StatusKey::Exact(200..300)))
        .map(|one| &one.contents)
        .filter(|contents| !contents.is_empty())
        .collect();
    for content in successes.iter().copied().flatten() {
        if !content.media_type.contains('*') {
            let mut arguments = pools.least().clone();
            arguments
                .headers
                .push(("Accept".to_owned(), content.media_type.to_owned()));
            let why = format!("{} is asked for", content.media_type);
            // Which success there is, the service decides: one may have no such content.
            let is_in = |contents: &&Vec<Content<'_>>| {
                contents
                    .iter()
                    .any(|one| one.media_type == content.media_type)
            };
            let is_provable = pools.is_provable && successes.iter().all(is_in);
            all.push(valid(run, operation, arguments, &why, is_provable));
        }
    }
    if operation.method == "DELETE" {
        all.retain(|case| {
            let is_other = case.method.is_some();
            case.expect == Expect::Refuse || is_other
        });
    }
    all
}

/// Methods that the path does not have; once for each path.
fn methods(run: &Run<'_>, operation: &Operation<'_>, pools: &Pools) -> Vec<Case> {
    let mut same = run
        .operations
        .all
        .iter()
        .filter(|other| other.path == operation.path && run.calls(other));
    if same
        .next()
        .is_some_and(|first| first.index != operation.index)
    {
        return Vec::new();
    }
    let case = valid(run, operation, pools.least().clone(), "", false);
    let Some(request) = run.request(&case) else {
        return Vec::new();
    };
    let path = match &run.options.base {
        Some(base) => format!(
            "{}{}",
            operation.base,
            request
                .path()
                .strip_prefix(base.as_str())
                .unwrap_or_default()
        ),
        None => request.path().to_owned(),
    };
    let undeclared = METHODS.into_iter().filter(|method| {
        !matches!(run.operations.route(method, &path), Route::Found(_))
            && !run
                .operations
                .all
                .iter()
                .any(|other| other.path == operation.path && other.method == *method)
    });
    let has_options = run
        .operations
        .all
        .iter()
        .any(|other| other.path == operation.path && other.method == "OPTIONS");
    let options = (!has_options).then_some("OPTIONS");
    let cases = undeclared.chain(options).map(|method| Case {
        method: Some(method.to_owned()),
        // It may be there for browsers, whatever is documented.
        expect: match method {
            "OPTIONS" => Expect::Anything,
            _ => Expect::NoMethod,
        },
        why: format!("{method} is not documented"),
        cause: method.to_owned(),
        arguments: crate::exchange::Arguments {
            body: None,
            ..case.arguments.clone()
        },
        ..case.clone()
    });
    cases.collect()
}

/// Bodies that are none of their media type, and media types that are none of the documented.
fn bodies(run: &Run<'_>, operation: &Operation<'_>, pools: &Pools) -> Vec<Case> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let mut add = |media_type: &str, written: Written, expect: Expect, cause: &str| {
        let mut arguments = pools.least().clone();
        arguments.body = Some((media_type.to_owned(), written));
        let mut case = valid(run, operation, arguments, cause, pools.is_provable);
        if expect != Expect::Accept {
            case.expect = expect;
        }
        case.at = body.at;
        all.push(case);
    };
    let is_range = |range: &str| body.contents.iter().any(|one| one.media_type == range);
    let json_value = match &pools.least().body {
        Some((_, Written::Value(value))) => value.to_string().into_bytes(),
        _ => b"{}".to_vec(),
    };
    if !is_range("*/*") && !body.contents.is_empty() {
        let undocumented = "the media type of the body is not documented";
        add(
            "application/x-undocumented",
            Written::Raw(json_value.clone()),
            Expect::Refuse,
            undocumented,
        );
        if !body
            .contents
            .iter()
            .any(|one| one.media_type.starts_with("text/"))
        {
            add(
                "text/plain",
                Written::Raw(json_value.clone()),
                Expect::Refuse,
                undocumented,
            );
        }
        if !body
            .contents
            .iter()
            .any(|one| matches!(one.kind, Kind::Bytes) || one.media_type.contains("xml"))
            && !is_range("application/*")
        {
            add(
                "application/xml",
                Written::Raw(b"<a/>".to_vec()),
                Expect::Refuse,
                undocumented,
            );
        }
    }
    let json = body
        .contents
        .iter()
        .find(|content| content.kind == Kind::Json);
    if let Some(content) = json {
        let media_type = content.media_type;
        let broken: [(&[u8], &str); 7] = [
            (b"{\"a\":", "the body is not complete JSON"),
            (b"", "the body is empty, and not JSON"),
            (b"not json", "the body is not JSON"),
            (b"{} x", "something follows the JSON of the body"),
            (b"{\"a\": \"\xff\xfe\"}", "the body is not UTF-8"),
            (b"{'a': 1}", "the body is not JSON: single quotes"),
            (b"{\"a\": NaN}", "the body is not JSON: NaN"),
        ];
        for (bytes, cause) in broken {
            let expect = match bytes.is_empty() && !body.required {
                true => Expect::Anything,
                false => Expect::Refuse,
            };
            add(media_type, Written::Raw(bytes.to_vec()), expect, cause);
        }
        let deep = [b"[".repeat(3_000), b"]".repeat(3_000)].concat();
        add(
            media_type,
            Written::Raw(deep),
            Expect::Anything,
            "the body is nested deeply",
        );
        add(
            media_type,
            Written::Value(json!("\u{0}")),
            Expect::Anything,
            "a text of nothing",
        );
        add(
            &format!("{media_type}; charset=utf-16"),
            Written::Raw(json_value.clone()),
            Expect::Anything,
            "another charset",
        );
        if !media_type.contains("charset") {
            add(
                &format!("{media_type}; charset=utf-8"),
                Written::Raw(json_value.clone()),
                Expect::Accept,
                "the charset is said",
            );
        }
        let mut twice = json_value.clone();
        if let (Some(b'{'), true) = (twice.first(), twice.len() > 2) {
            let inside = twice[1..twice.len() - 1].to_vec();
            twice = [b"{".as_slice(), &inside, b",", &inside, b"}"].concat();
            add(
                media_type,
                Written::Raw(twice),
                Expect::Anything,
                "each member of the body is there twice",
            );
        }
    }
    if body.required {
        let mut arguments = pools.least().clone();
        arguments.body = None;
        let mut case = valid(run, operation, arguments, "the body is missing", true);
        case.expect = Expect::Refuse;
        case.at = body.at;
        all.push(case);
    }
    all
}

/// HEAD of what GET gives: the same, without its body (RFC 9110, section 9.3.2).
pub async fn head(run: &Run<'_>, operation: &Operation<'_>, pools: &Pools) {
    if operation.method != "GET" {
        return;
    }
    let case = valid(
        run,
        operation,
        pools.least().clone(),
        "valid",
        pools.is_provable,
    );
    let head = Case {
        method: Some("HEAD".to_owned()),
        expect: Expect::Anything,
        why: "HEAD of it".to_owned(),
        cause: "HEAD".to_owned(),
        ..case.clone()
    };
    let Some(got) = run.send(case).await else {
        return;
    };
    if !operation.security.is_empty()
        && operation.security.iter().all(|one| !one.schemes.is_empty())
    {
        let open = Case {
            credentials: Vec::new(),
            expect: Expect::Forbidden,
            why: "there are no credentials, and HEAD is asked for".to_owned(),
            cause: "HEAD without credentials".to_owned(),
            ..head.clone()
        };
        run.send(open).await;
    }
    if let Some(headed) = run.send(head).await {
        for found in super::super::checks::head_as_get(run, &got, &headed) {
            run.report(found);
        }
    }
}
