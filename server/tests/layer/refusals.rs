//! What is refused before a handler is told in the contract's own form, with a documented status:
//! a bad request is never the server's fault.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::server::Layer;

/// A documented complaint, as the server words it.
async fn complaint(response: Response, status: StatusCode) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/json");
    response.json().await.expect("JSON")
}

#[tokio::test]
async fn a_refusal_is_told_in_the_teams_own_form() {
    let layer = Layer::start().await;
    for path in ["/own/abc", "/own/3?size=x", "/own/3?size=1&size=2"] {
        let response = layer.get(path).send().await.expect("a response");
        let told = complaint(response, StatusCode::BAD_REQUEST).await;
        assert_eq!(told["code"], "bad", "{path}");
        assert_eq!(told["operation"], "ownForm");
        let message = told["message"].as_str().unwrap_or_default();
        assert!(message.contains("parameter"), "{message}");
    }
}

#[tokio::test]
async fn each_refusal_has_the_status_that_is_documented_for_it() {
    let layer = Layer::start().await;
    let post = |path: &str| layer.post(path).bearer_auth("good");

    let response = layer.post("/own/3").send().await.expect("a response");
    assert_eq!(
        response.headers()["www-authenticate"],
        "Bearer realm=\"Widgets\""
    );
    // The contract's own header: the same that the log has.
    assert!(!response.headers()["x-request-id"].is_empty());
    let told = complaint(response, StatusCode::UNAUTHORIZED).await;
    assert_eq!(told["code"], "denied");

    // No 400 is documented: the one left for a path is 404.
    let response = post("/own/abc")
        .json(&json!({ "kind": "part" }))
        .send()
        .await;
    complaint(response.expect("a response"), StatusCode::NOT_FOUND).await;

    let response = post("/own/3")
        .header("content-type", "text/xml")
        .body("<x/>");
    let response = response.send().await.expect("a response");
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(response.headers()["content-type"], "text/plain");
    let text = response.text().await.expect("text");
    assert!(text.contains("`text/xml`"), "{text}");

    // Of several media types, the one that tells most.
    let response = post("/own/3")
        .json(&json!({ "kind": "other" }))
        .send()
        .await;
    let told = complaint(
        response.expect("a response"),
        StatusCode::UNPROCESSABLE_ENTITY,
    )
    .await;
    assert_eq!(told["code"], "bad");
}

#[tokio::test]
async fn a_failure_is_told_in_the_same_form_and_without_its_cause() {
    let layer = Layer::start().await;
    let response = layer.post("/own/500").bearer_auth("good");
    let response = response.json(&json!({ "kind": "part" })).send().await;
    let told = complaint(
        response.expect("a response"),
        StatusCode::INTERNAL_SERVER_ERROR,
    )
    .await;
    assert_eq!(told["code"], "failed");
    assert!(!told.to_string().contains("secret"), "{told}");
    let log = layer.log();
    assert!(
        log.last()
            .is_some_and(|line| line.contains("a secret cause")),
        "{log:?}"
    );
}

#[tokio::test]
async fn default_is_for_what_is_not_declared() {
    let layer = Layer::start().await;
    let response = layer
        .get("/own/default/abc")
        .send()
        .await
        .expect("a response");
    assert_eq!(
        response.status(),
        StatusCode::BAD_REQUEST,
        "404 is declared, with a body"
    );
}

#[tokio::test]
async fn where_nothing_is_documented_the_fault_is_still_the_callers() {
    let layer = Layer::start().await;
    let post = |path: &str| layer.post(path).bearer_auth("good");
    let part = json!({ "kind": "part" });
    let unauthenticated = layer.post("/own/nothing/3").json(&part);
    let other_media_type = post("/own/nothing/3").body("x");
    for (request, status) in [
        (unauthenticated, StatusCode::UNAUTHORIZED),
        (
            post("/own/nothing/abc").json(&part),
            StatusCode::BAD_REQUEST,
        ),
        (
            post("/own/nothing/3").json(&json!([])),
            StatusCode::BAD_REQUEST,
        ),
        (other_media_type, StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let response = request.send().await.expect("a response");
        assert_eq!(response.status(), status);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let id = response.headers()["x-request-id"]
            .to_str()
            .expect("text")
            .to_owned();
        let problem: Value = response.json().await.expect("JSON");
        assert_eq!(problem["status"], status.as_u16());
        assert_eq!(problem["instance"], format!("urn:uuid:{id}"));
        assert!(problem["detail"].is_string(), "{problem}");
    }
    // The log says what the contract lacks.
    let log = layer.log();
    let told = |line: &String| line.contains("documents no response of ownNothing");
    assert!(log.iter().all(told), "{log:?}");
}
