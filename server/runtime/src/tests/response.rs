//! Responses in the making, refusals as problems, and what may not be told.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::body;
use crate::{
    Media, Refusal, RefusalKind, ResponseBuilder, StatusRange, Style, Unexpected, problem,
};

fn ok() -> ResponseBuilder {
    ResponseBuilder::new(StatusCode::OK)
}

#[tokio::test]
async fn a_body_comes_with_its_media_type() {
    let png = || Media::new("Image/PNG ; a=b", "x");
    for (response, media_type, content) in [
        (
            ok().json("application/json", &json!([1])),
            Some("application/json"),
            "[1]",
        ),
        (ok().text("text/plain", "ü".into()), Some("text/plain"), "ü"),
        (
            ok().bytes("application/x", b"x".to_vec().into()),
            Some("application/x"),
            "x",
        ),
        (ok().media("image/*", png()), Some("Image/PNG ; a=b"), "x"),
        (ok().media("image/png", png()), Some("Image/PNG ; a=b"), "x"),
        (ok().media("*/*", png()), Some("Image/PNG ; a=b"), "x"),
        (ok().empty(), None, ""),
    ] {
        let response = response.expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
        let found = response.headers().get("content-type").cloned();
        assert_eq!(
            found.as_ref().map(|found| found.as_bytes()),
            media_type.map(str::as_bytes)
        );
        assert_eq!(body(response).await, content);
    }
    let other = ok().media("text/*", png()).expect_err("another type");
    assert_eq!(
        other.cause(),
        "the response is `Image/PNG ; a=b`, but must be `text/*`"
    );
    let broken = Media::new("image/\n", "");
    ok().media("image/*", broken)
        .expect_err("no header may hold it");
}

/// OpenAPI 3.1.1, section 4.8.21: the style `simple`, exploded or not, or JSON.
#[test]
fn headers_are_written_in_their_styles() {
    let color = json!({ "G": 2, "R": 1 });
    for (style, value, text) in [
        (None, json!("blue"), Some("blue")),
        (None, json!(7), Some("7")),
        (None, json!(["a", 1]), Some("a,1")),
        (None, color.clone(), Some("G,2,R,1")),
        (None, Value::Null, None),
        (Some(Style::SimpleExploded), color.clone(), Some("G=2,R=1")),
        (Some(Style::SimpleExploded), json!(["a", 1]), Some("a,1")),
        (Some(Style::Json), color, Some("{\"G\":2,\"R\":1}")),
        (
            Some(Style::Json),
            json!("ü😀"),
            Some("\"\\u00fc\\ud83d\\ude00\""),
        ),
        (Some(Style::Json), Value::Null, None),
    ] {
        let response = match style {
            None => ok().header("x-color", Some(&value)),
            Some(style) => ok().styled_header("x-color", Some(&value), style),
        };
        let response = response
            .and_then(ResponseBuilder::empty)
            .expect("a response");
        let found = response
            .headers()
            .get("x-color")
            .map(|found| found.to_str().expect("text"));
        assert_eq!(found, text, "{style:?} {value}");
    }
    let none = ok()
        .header("x-color", None::<&i64>)
        .and_then(ResponseBuilder::empty);
    assert!(none.expect("a response").headers().is_empty());
    // A second header cannot be smuggled into the first.
    assert!(ok().header("x-color", Some(&"a\r\nset-cookie: b")).is_err());
}

#[test]
fn a_status_stays_within_its_range() {
    let status = |code: u16| StatusCode::from_u16(code).expect("a status");
    assert_eq!(
        StatusRange::<4>::new(status(404)).map(StatusRange::status),
        Some(status(404))
    );
    assert_eq!(StatusRange::<4>::new(status(500)), None);
    for (code, found) in [
        (404, 404),
        (499, 499),
        (500, 400),
        (399, 400),
        (4, 400),
        (0, 400),
    ] {
        assert_eq!(StatusRange::<4>::of(code).status(), status(found), "{code}");
    }
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: Option<String>,
}

#[test]
fn a_refusal_is_a_problem_and_its_reason_is_for_the_log() {
    let refusal = Refusal::new(RefusalKind::Body, "The body is empty.").because("0 of 7 bytes");
    assert_eq!(
        (refusal.detail(), refusal.reason()),
        ("The body is empty.", "0 of 7 bytes")
    );
    assert_eq!(refusal.challenge(), "");
    let told: Problem = refusal.problem().expect("a problem");
    let expected = Problem {
        r#type: "about:blank".to_owned(),
        title: "Bad Request".to_owned(),
        status: 400,
        detail: Some("The body is empty.".to_owned()),
    };
    assert_eq!(told, expected);
    let without: Problem = problem(599, None).expect("a problem");
    assert_eq!((&*without.title, without.detail), ("Error", None));
    problem::<Vec<i64>>(400, None).expect_err("a type that is no problem");

    let challenges = vec!["Bearer realm=\"a\"".to_owned(), "Basic".to_owned()];
    let refusal = Refusal::unauthenticated("No.", challenges);
    assert_eq!(refusal.kind(), RefusalKind::Credentials);
    assert_eq!(refusal.challenge(), "Bearer realm=\"a\", Basic");
    assert_eq!(refusal.reason(), "No.");
}

#[test]
fn what_is_unexpected_tells_the_log_all_causes() {
    #[derive(Debug)]
    struct Outer(std::num::ParseIntError);
    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("outer")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let cause = "x".parse::<i64>().expect_err("no number");
    let unexpected = Unexpected::new(Outer(cause));
    assert_eq!(unexpected.cause(), "outer: invalid digit found in string");
    assert_eq!(unexpected.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(
        Unexpected::not_implemented().status(),
        StatusCode::NOT_IMPLEMENTED
    );
    let busy = Unexpected::unavailable("a lock", Duration::from_secs(2));
    assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(busy.retry_after(), Some(Duration::from_secs(2)));
}
