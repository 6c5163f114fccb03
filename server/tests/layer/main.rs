//! What the generated layer does for any contract: a contract with one of
//! everything, served by Dropshot, and called over HTTP.
//!
//! `contract/` is generated from `openapi.yaml` beside this file:
//! `cargo xtask generate --spec server/tests/layer/openapi.yaml
//! --server-out server/tests/layer/contract --client-out …`.

#[rustfmt::skip]
#[allow(dead_code)]
mod contract;
mod media_types;
mod multipart;
mod refusals;
mod server;
mod streams;
mod styles;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use server::Layer;

async fn problem(response: Response, status: StatusCode) -> Value {
    assert_eq!(response.status(), status);
    let problem: Value = response.json().await.expect("a problem in JSON");
    assert_eq!(problem["status"], status.as_u16(), "{problem}");
    problem
}

/// Sends it, and expects a problem whose detail has `part` in it.
pub async fn refused(request: RequestBuilder, status: StatusCode, part: &str) {
    let response = request.send().await.expect("an answer");
    let problem = problem(response, status).await;
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert!(detail.contains(part), "{part:?} is not in {detail:?}");
}

#[tokio::test]
async fn parameters_arrive_as_the_contract_types_them() {
    let layer = Layer::start().await;
    let response = layer
        .get("/widgets?limit=10&tag=a&tag=b&ids=3,-4&sort=Name&ratio=0.5&archived=true&unknown=x")
        .header("x-trace", "abc")
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["x-total"], "2");
    assert_eq!(response.headers()["x-tags"], "a,b");
    assert!(response.headers().contains_key("x-request-id"));
    assert_eq!(
        response.json::<Value>().await.expect("JSON"),
        json!({
            "limit": 10, "tags": ["a", "b"], "ids": [3, -4], "sort": "Name", "trace": "abc",
            "ratio": 0.5, "archived": true,
        })
    );
}

#[tokio::test]
async fn what_is_not_required_may_be_left_out() {
    let layer = Layer::start().await;
    let response = layer
        .get("/widgets")
        .header("X-TRACE", "")
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert!(!response.headers().contains_key("x-tags"));
    assert_eq!(
        response.json::<Value>().await.expect("JSON"),
        json!({
            "limit": 20, "tags": [], "ids": [], "sort": "-name", "trace": "", "archived": null
        }),
        "what has a default has it"
    );
}

#[tokio::test]
async fn parameters_outside_their_schema_do_not_reach_the_handler() {
    let layer = Layer::start().await;
    for (query, part) in [
        ("limit=0", "at least 1"),
        ("limit=105", "at most 100"),
        ("limit=7", "multiple of 5"),
        ("limit=ten", "`ten` is not an integer"),
        ("limit=", "is not an integer"),
        ("limit=5&limit=10", "twice"),
        ("tag=A", "pattern"),
        ("tag=a&tag=b&tag=c&tag=d", "at most 3 items"),
        ("tag=a&tag=a", "twice"),
        ("ids=1,x", "`x` is not an integer"),
        ("sort=NAME", "unknown variant `NAME`"),
        ("ratio=0", "more than 0"),
        ("ratio=1.01", "at most 1"),
        ("ratio=NaN", "is not a number"),
        ("archived=yes", "`true` or `false`"),
    ] {
        let request = layer
            .get(&format!("/widgets?{query}"))
            .header("x-trace", "t");
        refused(request, StatusCode::BAD_REQUEST, part).await;
    }
    refused(
        layer.get("/widgets"),
        StatusCode::BAD_REQUEST,
        "`X-Trace` is missing",
    )
    .await;
    let long = layer.get("/widgets").header("x-trace", "123456789");
    refused(long, StatusCode::BAD_REQUEST, "longer than 8").await;
}

#[tokio::test]
async fn a_body_comes_back_equal() {
    let layer = Layer::start().await;
    let widget = json!({
        "name": "lamp", "weight": 1.5, "color": "red", "made": "2026-01-31",
        "parts": [{ "kind": "part", "count": 2, "inner": { "kind": "part", "count": 0 } }],
    });
    let response = layer
        .post("/widgets")
        .json(&widget)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(
        response.headers()["content-type"],
        "application/vnd.widget+json"
    );
    assert_eq!(response.json::<Value>().await.expect("JSON"), widget);
}

#[tokio::test]
async fn one_of_several_media_types_has_bounds() {
    let layer = Layer::start().await;
    for (sent, body, status) in [
        ("application/json", r#"["a","b"]"#, StatusCode::NO_CONTENT),
        ("application/json", "[]", StatusCode::BAD_REQUEST),
        ("text/plain", "a", StatusCode::NO_CONTENT),
    ] {
        let request = layer.request(Method::PUT, "/tags");
        let request = request.header("content-type", sent).body(body);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), status, "{body}");
    }
}

#[tokio::test]
async fn what_is_read_only_is_the_servers_and_what_is_write_only_the_clients() {
    let layer = Layer::start().await;
    let answer = async |body: Value| {
        let response = layer.post("/members").json(&body).send().await;
        let response = response.expect("an answer");
        let status = response.status();
        (status, response.json::<Value>().await.expect("JSON"))
    };
    let (status, member) =
        answer(json!({ "id": 7, "name": "alice", "password": "in a word" })).await;
    assert_eq!(status, StatusCode::CREATED);
    assert_eq!(member, json!({ "id": 1, "name": "alice" }));
    let (status, problem) = answer(json!({ "id": 7, "name": "alice" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
}

#[tokio::test]
async fn bodies_outside_their_schema_do_not_reach_the_handler() {
    let layer = Layer::start().await;
    let part = json!({ "kind": "part" });
    for (body, why) in [
        (json!({ "parts": [part] }), "name"),
        (json!({ "name": "", "parts": [part] }), "shorter than 1"),
        (
            json!({ "name": "x".repeat(21), "parts": [part] }),
            "longer than 20",
        ),
        (json!({ "name": "a", "parts": [] }), "at least 1 items"),
        (
            json!({ "name": "a", "parts": [{ "kind": "other" }] }),
            "other",
        ),
        (json!(["part"]), "expected struct Widget"),
        (
            json!({ "name": "a", "parts": [["part"]] }),
            "expected struct Part",
        ),
        (
            json!({ "name": "a", "parts": [part], "weight": -1 }),
            "at least 0",
        ),
        (
            json!({ "name": "a", "parts": [part], "color": "blue" }),
            "blue",
        ),
        (
            json!({ "name": "a", "parts": [part], "made": "31.1.2026" }),
            "full-date",
        ),
        (json!({ "name": "a", "parts": [part], "extra": 1 }), "extra"),
        (
            json!({ "name": "a", "parts": [{ "kind": "part", "count": -1 }] }),
            "u64",
        ),
        (json!([]), "invalid"),
    ] {
        refused(
            layer.post("/widgets").json(&body),
            StatusCode::UNPROCESSABLE_ENTITY,
            why,
        )
        .await;
    }
    let broken = layer
        .post("/widgets")
        .header("content-type", "application/json; charset=utf-8")
        .body("{\"name\":");
    refused(broken, StatusCode::UNPROCESSABLE_ENTITY, "EOF").await;
    let typeless = layer.post("/widgets").body("{}");
    refused(
        typeless,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "no `Content-Type`",
    )
    .await;
    let xml = layer
        .post("/widgets")
        .header("content-type", "text/xml")
        .body("<w/>");
    refused(xml, StatusCode::UNSUPPORTED_MEDIA_TYPE, "`text/xml`").await;
    let huge = layer
        .post("/widgets")
        .header("content-type", "application/json")
        .body("x".repeat(server::MAX_BODY + 1));
    refused(huge, StatusCode::PAYLOAD_TOO_LARGE, "larger than").await;
}

#[tokio::test]
async fn path_parameters_are_decoded_and_validated() {
    let layer = Layer::start().await;
    let id = "018fd2a5-7b3c-7000-8000-000000000000";
    let png = |path: &str| {
        layer
            .request(Method::PUT, path)
            .header("content-type", "image/png")
            .body(vec![0x89, b'P', b'N', b'G'])
    };
    let response = png(&format!("/widgets/{id}/picture/64"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let encoded = id.replace('0', "%30");
    let response = png(&format!("/widgets/{encoded}/picture/128"))
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    // The contract documents a range for it: the layer picks the fitting status.
    refused(
        png(&format!("/widgets/{id}/picture/65")),
        StatusCode::BAD_REQUEST,
        "`size`",
    )
    .await;
    refused(
        png("/widgets/7/picture/64"),
        StatusCode::BAD_REQUEST,
        "`widget-id`",
    )
    .await;
    assert_eq!(
        contract::PutPicture::path(
            &id.parse().expect("a UUID"),
            &64.try_into().expect("a size")
        ),
        format!("/widgets/{id}/picture/64")
    );
}

#[tokio::test]
async fn text_and_forms_are_bodies_too() {
    let layer = Layer::start().await;
    let note = |body: Vec<u8>| {
        layer
            .post("/notes")
            .header("content-type", "text/plain")
            .body(body)
    };
    let response = note("Grüße".into()).send().await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "text/plain");
    assert_eq!(response.text().await.expect("text"), "Grüße");
    refused(note(vec![0xff]), StatusCode::BAD_REQUEST, "UTF-8").await;

    let order = |body: &str| {
        layer
            .post("/orders")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.to_owned())
    };
    let response = order("quantity=2&notes=a+b&notes=c%26d")
        .send()
        .await
        .expect("an answer");
    assert_eq!(
        response.json::<Value>().await.expect("JSON"),
        json!({ "quantity": 2, "notes": ["a b", "c&d"], "express": false })
    );
    refused(order("notes=a"), StatusCode::BAD_REQUEST, "quantity").await;
    refused(order("quantity=0"), StatusCode::BAD_REQUEST, "at least 1").await;
    refused(
        order("quantity=1&quantity=2"),
        StatusCode::BAD_REQUEST,
        "twice",
    )
    .await;
}

#[tokio::test]
async fn a_body_may_have_several_media_types() {
    let layer = Layer::start().await;
    for (sent, body, received, same) in [
        (
            "application/json",
            r#"{"kind":"part","count":3}"#,
            "application/json",
            true,
        ),
        ("Text/Plain; charset=utf-8", "hello", "text/plain", true),
        ("image/gif", "GIF89a", "application/octet-stream", true),
        (
            "application/x-www-form-urlencoded",
            "quantity=5",
            "text/plain",
            false,
        ),
    ] {
        let request = layer.post("/echo").header("content-type", sent).body(body);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{sent}");
        assert_eq!(response.headers()["content-type"], received);
        assert_eq!(response.headers()["x-size"], "1");
        let text = response.text().await.expect("text");
        if received == "application/json" {
            let expected: Value = serde_json::from_str(body).expect("JSON");
            assert_eq!(
                serde_json::from_str::<Value>(&text).expect("JSON"),
                expected
            );
        } else {
            assert_eq!(text, if same { body } else { "5" });
        }
    }
    let request = layer
        .post("/echo")
        .header("content-type", "audio/ogg")
        .body("x");
    let response = request.send().await.expect("an answer");
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let detail = problem(response, StatusCode::UNSUPPORTED_MEDIA_TYPE).await["detail"].to_string();
    assert!(
        detail.contains("`audio/ogg`") && detail.contains("`image/*`"),
        "{detail}"
    );
}

#[tokio::test]
async fn no_handler_runs_without_the_credentials_that_it_needs() {
    let layer = Layer::start().await;
    let status = async |request: RequestBuilder| request.send().await.expect("an answer").status();
    let fine = StatusCode::NO_CONTENT;
    let denied = StatusCode::UNAUTHORIZED;

    assert_eq!(status(layer.get("/secured/either")).await, denied);
    assert_eq!(status(layer.get("/secured/either?key=good")).await, fine);
    assert_eq!(status(layer.get("/secured/either?key=bad")).await, denied);
    let cookie = layer
        .get("/secured/either")
        .header("cookie", "a=b; session=good");
    assert_eq!(status(cookie).await, fine);

    assert_eq!(status(layer.get("/secured/both?key=good")).await, denied);
    let password = |path: &str| layer.get(path).basic_auth("ann", Some("good"));
    assert_eq!(status(password("/secured/both")).await, denied);
    assert_eq!(status(password("/secured/both?key=good")).await, fine);

    assert_eq!(status(layer.get("/secured/optional")).await, fine);
    assert_eq!(
        status(layer.get("/secured/optional").bearer_auth("good")).await,
        fine
    );
    assert_eq!(
        status(layer.get("/secured/optional").bearer_auth("bad")).await,
        denied
    );

    // One credential twice is none that is valid, whichever comes first.
    let twice = |first: &'static str, second: &'static str| {
        let request = layer.get("/secured/optional");
        request
            .header("authorization", first)
            .header("authorization", second)
    };
    assert_eq!(status(twice("Bearer good", "Bearer bad")).await, denied);
    assert_eq!(status(twice("Bearer bad", "Bearer good")).await, denied);

    let response = layer.get("/secured/both").send().await.expect("an answer");
    assert_eq!(
        response.headers()["www-authenticate"],
        r#"QueryKey realm="Widgets", Basic realm="Widgets", charset="UTF-8""#
    );
    problem(response, denied).await;
}

#[tokio::test]
async fn what_goes_wrong_inside_is_told_to_the_log_alone() {
    let layer = Layer::start().await;
    // Not documented: 500, with the id of the request and no detail.
    let response = layer.get("/panic").send().await.expect("an answer");
    let id = response.headers()["x-request-id"]
        .to_str()
        .expect("an id")
        .to_owned();
    let problem = problem(response, StatusCode::INTERNAL_SERVER_ERROR).await;
    assert_eq!(problem["instance"], format!("urn:uuid:{id}"));
    assert!(!problem.to_string().contains("secret"), "{problem}");
    let log = layer.log();
    assert!(
        log.iter()
            .any(|line| line.contains("panic") && line.contains("a secret detail")),
        "{log:?}"
    );
    // Documented: the contract's own.
    let response = layer
        .get("/secured/either?key=broken")
        .send()
        .await
        .expect("an answer");
    let documented = self::problem(response, StatusCode::INTERNAL_SERVER_ERROR).await;
    assert!(!documented.to_string().contains("secret"), "{documented}");
    // And the next request works.
    let response = layer
        .get("/secured/either?key=good")
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn paths_that_the_router_cannot_hold_side_by_side_all_work() {
    let layer = Layer::start().await;
    for (method, path, said) in [
        (Method::GET, "/shelves", "list"),
        (Method::GET, "/shelves/all", "all"),
        (Method::GET, "/shelves/7", "one 7"),
        (Method::GET, "/shelves/a%20b", "one a b"),
        (Method::GET, "/shelves/%61ll", "all"),
        (Method::POST, "/shelves/7:empty", "empty 7"),
        (Method::POST, "/shelves/all:empty", "empty all"),
        (Method::GET, "/shelves/7/books/a.b.pdf", "book 7 a.b pdf"),
        (
            Method::GET,
            "/shelves/7/books/notes.txt",
            "book 7 notes txt",
        ),
    ] {
        let response = layer.request(method, path).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(response.text().await.expect("text"), said, "{path}");
    }
    let nowhere = layer
        .get("/shelves/7/books/none")
        .send()
        .await
        .expect("an answer");
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
    let none = layer
        .get("/shelves/7/books/notes.doc")
        .send()
        .await
        .expect("an answer");
    problem(none, StatusCode::NOT_FOUND).await;
    let not_so = layer
        .request(Method::DELETE, "/shelves/7")
        .send()
        .await
        .expect("an answer");
    assert_eq!(not_so.status(), StatusCode::METHOD_NOT_ALLOWED);
    let not_so = layer.post("/shelves/7").send().await.expect("an answer");
    assert_eq!(not_so.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(not_so.headers()["allow"], "GET, HEAD, OPTIONS");
}

/// `cargo xtask check` compares the file with the contract's projection, in the
/// tests of xtask; this sees to it that the file is what the server emits.
/// `SNAPSHOTS=overwrite` renews it.
#[tokio::test]
async fn the_emitted_document_is_the_one_that_is_checked() {
    let api = contract::api_description::<server::Widgets>().expect("the contract's operations");
    let document = contract::emitted_document(&api).expect("a document");
    let text = serde_json::to_string_pretty(&document).expect("JSON") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layer/emitted.json");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(path, &text).expect("the file is written");
    }
    assert_eq!(std::fs::read_to_string(path).expect("the file"), text);
}

/// Not a story: the program that `cargo xtask truth` asks about this contract.
#[test]
#[ignore = "it answers on standard output"]
fn what_the_types_make_of_values() {
    contract::truth::answer(std::io::stdin().lock(), std::io::stdout().lock())
        .expect("questions and answers");
}
