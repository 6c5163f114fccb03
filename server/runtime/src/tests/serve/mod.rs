//! Operations written by hand, as generated code would write them, behind a Dropshot server.

mod service;

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use self::service::{
    AllParts, Guarded, Item, Items, Optional, Other, Parts, Plain, Running, Server,
};
use crate::{Entry, Together, emit, entry, register, to_its_end};
use dropshot::ApiDescription;

const TOGETHER: &[Together] = &[Together {
    route: "/items/{rest:.*}",
    variables: &[],
    operations: &["Item", "Items", "Other", "Parts"],
}];

fn entries() -> Vec<Entry<Server>> {
    vec![
        entry::<Plain, Server>(),
        entry::<Guarded, Server>(),
        entry::<Optional, Server>(),
        entry::<Item, Server>(),
        entry::<Items, Server>(),
        entry::<Other, Server>(),
        entry::<Parts, Server>(),
        entry::<AllParts, Server>(),
    ]
}

fn api() -> ApiDescription<Server> {
    let mut api = ApiDescription::new();
    register(&mut api, entries(), TOGETHER).expect("routes of their own");
    api
}

#[tokio::test]
async fn a_request_goes_all_the_way_and_is_told_of() {
    let running = Running::start(api());
    for (path, body, status, content, log) in [
        (
            "/plain/hello",
            "",
            200,
            "Plain hello 0 bytes, nobody",
            "Plain 200 None",
        ),
        (
            "/plain/a%2Fb",
            "1234",
            200,
            "Plain a/b 4 bytes, nobody",
            "Plain 200 None",
        ),
        (
            "/plain/hello",
            "12345678901234567",
            413,
            "The body is larger than 16 bytes.",
            "Plain 413 Some(\"The body is larger than 16 bytes.\")",
        ),
        (
            "/plain/refuse",
            "",
            400,
            "Not this.",
            "Plain 400 Some(\"for the log\")",
        ),
        (
            "/plain/missing",
            "",
            501,
            "It is still to come.",
            "Plain 501 Some(\"not implemented\")",
        ),
    ] {
        let response = running.send("POST", path, &[], body).await;
        assert_eq!(
            (response.status, &*response.body),
            (status, content),
            "{path}"
        );
        assert_eq!(
            running.log().last().map(String::as_str),
            Some(log),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_goes_wrong_is_for_the_log_alone() {
    let running = Running::start(api());
    for (path, cause) in [
        ("/plain/fail", "a secret cause"),
        ("/plain/panic", "panic: a secret"),
    ] {
        let response = running.send("POST", path, &[], "").await;
        assert_eq!(response.status, 500, "{path}");
        let mut problem: Value = serde_json::from_str(&response.body).expect("a problem");
        let instance = problem["instance"].take();
        let id = response.header("x-request-id").expect("an id");
        assert_eq!(instance, format!("urn:uuid:{id}"));
        let title = "Internal Server Error";
        let expected =
            json!({ "type": "about:blank", "title": title, "status": 500, "instance": null });
        assert_eq!(problem, expected);
        let log = running.log().pop().expect("a line");
        assert!(log.starts_with("Plain 500") && log.contains(cause), "{log}");
    }
}

#[tokio::test]
async fn security_requirements_are_alternatives_of_schemes_together() {
    let running = Running::start(api());
    let good: (&str, &str) = ("x-a", "good");
    for (path, headers, status, content) in [
        ("/guarded/x", &[good][..], 200, "Guarded x 0 bytes, good"),
        (
            "/guarded/x",
            &[("x-b", "good"), ("x-c", "good")],
            200,
            "Guarded x 0 bytes, good good",
        ),
        // Half of an alternative is none.
        (
            "/guarded/x",
            &[("x-b", "good")],
            401,
            "The request does not carry the credentials that it needs.",
        ),
        (
            "/guarded/x",
            &[],
            401,
            "The request does not carry the credentials that it needs.",
        ),
        ("/guarded/x", &[("x-a", "bad")], 401, "No."),
        ("/optional/x", &[], 200, "Optional x 0 bytes, nobody"),
        ("/optional/x", &[good], 200, "Optional x 0 bytes, good"),
        ("/optional/x", &[("x-a", "bad")], 401, "No."),
        // What the operation does not accept is not looked at.
        (
            "/optional/x",
            &[("x-b", "bad")],
            200,
            "Optional x 0 bytes, nobody",
        ),
        (
            "/plain/x",
            &[("x-a", "bad")],
            200,
            "Plain x 0 bytes, nobody",
        ),
    ] {
        let response = running.send("POST", path, headers, "").await;
        assert_eq!(
            (response.status, &*response.body),
            (status, content),
            "{path} {headers:?}"
        );
    }
    // Each scheme once, in the order of the contract.
    let response = running.send("POST", "/guarded/x", &[], "").await;
    assert_eq!(response.header("www-authenticate"), Some("a, b, c"));
    // Whether it is valid could not be found out: that is no refusal.
    let response = running
        .send("POST", "/guarded/x", &[("x-a", "broken")], "")
        .await;
    assert_eq!(response.status, 500);
    assert_eq!(
        running.log().last().map(String::as_str),
        Some("Guarded 500 Some(\"a broken store\")")
    );
}

#[tokio::test]
async fn of_operations_behind_one_route_the_most_concrete_serves() {
    let running = Running::start(api());
    for (method, path, status, content) in [
        ("GET", "/items/7", 200, "Item 7 0 bytes, nobody"),
        ("GET", "/items/all", 200, "Items  0 bytes, nobody"),
        ("POST", "/items/all", 200, "Other all 0 bytes, nobody"),
    ] {
        let response = running.send(method, path, &[], "").await;
        assert_eq!(
            (response.status, &*response.body),
            (status, content),
            "{method} {path}"
        );
    }
    assert_eq!(running.send("GET", "/items/7/8", &[], "").await.status, 404);
    let response = running.send("POST", "/items/7/parts", &[], "").await;
    assert_eq!(
        (response.status, response.header("allow")),
        (405, Some("GET"))
    );
}

#[tokio::test]
async fn a_handler_runs_to_its_end_though_its_client_goes_away() {
    let mut running = Running::start(api());
    let client = running.open("POST", "/plain/wait", &[], "").await;
    running.entered.recv().await.expect("the handler began");
    drop(client);
    // Dropshot sees it and drops what waits for the handler.
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(running.log().is_empty());
    running.go_on.notify_one();
    let done = async {
        while running.log().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), done)
        .await
        .expect("the handler's end");
    assert_eq!(running.log(), ["Plain 200 None"]);
}

#[tokio::test]
async fn work_outlives_what_waits_for_it() {
    let (go_on, wait) = oneshot::channel::<()>();
    let (done, mut is_done) = oneshot::channel();
    let work = to_its_end(async move {
        wait.await.expect("a sign");
        done.send(7).expect("a listener");
    });
    let waited = tokio::time::timeout(Duration::from_millis(5), work).await;
    assert!(waited.is_err() && is_done.try_recv().is_err());
    go_on.send(()).expect("the work waits");
    assert_eq!(is_done.await, Ok(7));
    // What is done at once needs no task, and what panics does so where it is waited for.
    assert_eq!(to_its_end(async { 7 }).await, 7);
    let panics = tokio::spawn(to_its_end(async {
        tokio::task::yield_now().await;
        panic!("a reason");
    }));
    let panic = panics.await.expect_err("a panic").into_panic();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"a reason"));
}

#[test]
fn dropshot_emits_what_the_contract_says() {
    let api = api();
    let version = dropshot::semver::Version::new(1, 0, 0);
    let mut document = api.openapi("Test", version).json().expect("a document");
    let operation = &document["paths"]["/all/{what}"]["put"];
    assert_eq!(operation["operationId"], "AllParts");
    assert_eq!(
        (&operation["summary"], &operation["description"]),
        (&json!("AllParts."), &json!("At length."))
    );
    assert_eq!(
        (&operation["tags"], &operation["deprecated"]),
        (&json!(["Tag"]), &json!(true))
    );
    let parameters = operation["parameters"].as_array().expect("parameters");
    let mut parameters: Vec<_> = parameters
        .iter()
        .map(|it| {
            (
                it["in"].as_str(),
                it["name"].as_str(),
                it["required"].as_bool(),
                it["schema"]["type"].as_str(),
            )
        })
        .collect();
    parameters.sort();
    let text = Some("string");
    let expected = [
        (Some("header"), Some("header"), None, text),
        (Some("path"), Some("what"), Some(true), text),
        (Some("query"), Some("query"), None, text),
    ];
    assert_eq!(parameters, expected);
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["$ref"], "#/components/schemas/Thing");
    // A component that refers to itself is there, and once.
    let things = &document["components"]["schemas"]["Thing"]["properties"]["things"];
    assert_eq!(things["items"]["$ref"], "#/components/schemas/Thing");
    let success = &operation["responses"]["200"];
    assert_eq!(success["description"], "Done.");
    assert_eq!(
        success["content"]["application/json"]["schema"]["type"],
        "string"
    );
    assert_eq!(
        success["headers"]["response-header"]["schema"]["type"],
        "string"
    );

    // Beside the others, under the contract's own path, though served behind a route.
    assert_eq!(document["paths"]["/items/{what}"], Value::Null);
    emit(&mut document, &entries(), TOGETHER).expect("a document");
    let item = &document["paths"]["/items/{what}"];
    assert_eq!(
        (&item["get"]["operationId"], &item["post"]["operationId"]),
        (&json!("Item"), &json!("Other"))
    );
    assert_eq!(
        document["paths"]["/all/{what}"]["put"]["operationId"],
        "AllParts"
    );
}
