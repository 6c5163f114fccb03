//! What a client takes and sends: media types with their parameters, `Accept`, cookies.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::refused;
use crate::server::Layer;

fn media_type(response: &Response) -> &str {
    response.headers()["content-type"].to_str().expect("text")
}

#[tokio::test]
async fn cookies_are_lines_of_their_own_and_other_lists_are_not() {
    let layer = Layer::start().await;
    let response = layer.get("/login").send().await.expect("a response");
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
    assert_eq!(
        cookies,
        ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]
    );
    let lists: Vec<_> = response.headers().get_all("x-list").iter().collect();
    assert_eq!(lists, ["a,b"]);
    // As the contract spells it.
    assert_eq!(media_type(&response), "text/html; charset=utf-8");
}

#[tokio::test]
async fn parameters_are_part_of_a_media_type() {
    let layer = Layer::start().await;
    let (part, order) = (
        json!({ "kind": "part" }),
        json!({ "quantity": 2, "express": false }),
    );
    for (sent, body, status) in [
        ("application/vnd.part+json;version=1", &part, StatusCode::OK),
        (
            "application/vnd.part+json; Version=\"2\"",
            &order,
            StatusCode::OK,
        ),
        (
            "application/vnd.part+json;charset=utf-8;version=2",
            &order,
            StatusCode::OK,
        ),
        // Without a version it is the contract's first.
        ("application/vnd.part+json", &part, StatusCode::OK),
        (
            "application/vnd.part+json;version=3",
            &part,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
    ] {
        let request = layer.post("/versions").header("content-type", sent);
        let response = request
            .body(body.to_string())
            .send()
            .await
            .expect("a response");
        assert_eq!(response.status(), status, "{sent}");
        if status == StatusCode::OK {
            let version = if body["quantity"].is_null() { 1 } else { 2 };
            let expected = format!("application/vnd.part+json; version={version}");
            assert_eq!(media_type(&response), expected, "{sent}");
        }
    }
}

#[tokio::test]
async fn the_client_says_what_it_takes() {
    let layer = Layer::start().await;
    for (accept, told, accepted) in [
        (
            None,
            "application/json",
            "[ApplicationJson, TextCsv, ImageAny]",
        ),
        (
            Some(""),
            "application/json",
            "[ApplicationJson, TextCsv, ImageAny]",
        ),
        (
            Some("*/*"),
            "application/json",
            "[ApplicationJson, TextCsv, ImageAny]",
        ),
        (Some("text/csv"), "text/csv", "[TextCsv]"),
        (
            Some("TEXT/CSV ; Q=0.5, application/json;q=0.4"),
            "text/csv",
            "[TextCsv, ApplicationJson]",
        ),
        (
            Some("text/*;q=0.9, application/*;q=0.8"),
            "text/csv",
            "[TextCsv, ApplicationJson]",
        ),
        // The most specific range counts.
        (
            Some("*/*, application/json;q=0"),
            "text/csv",
            "[TextCsv, ImageAny]",
        ),
        (
            Some("*/*;q=0.1, image/png"),
            "image/x-report",
            "[ImageAny, ApplicationJson, TextCsv]",
        ),
        (
            Some("text/csv;title=\"a,b;q=0\", application/json"),
            "application/json",
            "[ApplicationJson]",
        ),
        // It takes none of them: it gets one all the same, as 406 is not documented.
        (
            Some("audio/ogg"),
            "application/json",
            "[ApplicationJson, TextCsv, ImageAny]",
        ),
    ] {
        let mut request = layer.get("/report");
        if let Some(accept) = accept {
            request = request.header("accept", accept);
        }
        let response = request.send().await.expect("a response");
        assert_eq!(media_type(&response), told, "{accept:?}");
        assert_eq!(response.headers()["vary"], "Accept");
        let text = response.text().await.expect("text");
        assert!(text.contains(accepted), "{accept:?}: {text}");
    }
}

#[tokio::test]
async fn what_is_not_acceptable_is_refused_where_that_is_documented() {
    let layer = Layer::start().await;
    for path in ["/report/strict", "/report/single"] {
        let asked = |accept: &'static str| layer.get(path).header("accept", accept);
        refused(
            asked("audio/ogg"),
            StatusCode::NOT_ACCEPTABLE,
            "`audio/ogg` is asked for",
        )
        .await;
        let response = asked("text/*;q=0.1").send().await.expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
        let response = layer.get(path).send().await.expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
        // A cache asks again for who takes something else (RFC 9110, section 12.5.5).
        let refused = asked("audio/ogg").send().await.expect("a response");
        for response in [response, refused] {
            assert_eq!(response.headers()["vary"], "Accept");
        }
    }
    let response = layer.get("/shelves").send().await.expect("a response");
    assert!(!response.headers().contains_key("vary"));
}

#[tokio::test]
async fn null_and_nothing_are_two_things() {
    let layer = Layer::start().await;
    let patch = |body: &str| {
        layer
            .request(reqwest::Method::PATCH, "/profile")
            .header("content-type", "application/merge-patch+json")
            .body(body.to_owned())
    };
    for (body, said) in [
        ("{}", ["as before"; 4]),
        (
            r#"{"nick":null,"age":null,"color":null,"mood":null}"#,
            ["taken away"; 4],
        ),
        (
            r#"{"nick":"Al","age":3,"color":{"R":1,"G":2},"mood":"good"}"#,
            ["Al", "3", "\"R\":1", "good"],
        ),
    ] {
        let response = patch(body).send().await.expect("a response");
        let told: Value = response.json().await.expect("JSON");
        for (name, said) in ["nick", "age", "color", "mood"].into_iter().zip(said) {
            let found = told[name].as_str().unwrap_or_default();
            assert!(found.contains(said), "{name} of {body}: {told}");
        }
        // What comes back is what was sent.
        let same = patch(body).header("accept", "application/vnd.profile+json");
        let same: Value = same
            .send()
            .await
            .expect("a response")
            .json()
            .await
            .expect("JSON");
        assert_eq!(same, serde_json::from_str::<Value>(body).expect("JSON"));
    }
    refused(patch(r#"{"age":-1}"#), StatusCode::BAD_REQUEST, "u64").await;
}

#[tokio::test]
async fn texts_have_bounds_and_numbers_may_be_texts() {
    let layer = Layer::start().await;
    let put = |path: &str, body: &str| {
        layer
            .request(reqwest::Method::PUT, path)
            .header("content-type", "text/plain")
            .body(body.to_owned())
    };
    let response = put("/text", "grün").send().await.expect("a response");
    assert_eq!(response.text().await.expect("text"), "grün");
    for (path, body, part) in [
        ("/text", "zu lang", "longer than 5"),
        ("/text", "ABC", "pattern"),
        ("/text", "", "pattern"),
        ("/number", "x", "`x` is not an integer"),
        ("/number", "1", "at least 2"),
    ] {
        refused(put(path, body), StatusCode::BAD_REQUEST, part).await;
    }
    let response = put("/number", "41").send().await.expect("a response");
    assert_eq!(response.text().await.expect("text"), "42");
}

#[tokio::test]
async fn what_is_not_utf_8_is_refused_and_not_replaced() {
    let layer = Layer::start().await;
    for query in ["tag=a%FF", "sort=%C3", "ids=%FF"] {
        let request = layer
            .get(&format!("/widgets?{query}"))
            .header("x-trace", "t");
        refused(request, StatusCode::BAD_REQUEST, "not UTF-8").await;
    }
    // What no parameter has is passed over.
    let request = layer.get("/widgets?other=%FF").header("x-trace", "t");
    assert_eq!(
        request.send().await.expect("a response").status(),
        StatusCode::OK
    );
    for form in [
        "quantity=1&notes=%FF",
        "quantity=1&other=%FF",
        "quantity=1&%FF=x",
    ] {
        let request = layer
            .post("/orders")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        refused(request, StatusCode::BAD_REQUEST, "not UTF-8").await;
    }
}

#[tokio::test]
async fn instants_and_days_are_those_of_rfc_3339() {
    let layer = Layer::start().await;
    let query = |name: &str, value: &str| {
        let query = [(name, value)];
        layer.get("/instants").query(&query)
    };
    let body = |name: &str, value: &str| layer.post("/instants").json(&json!({ name: [value] }));
    for (instant, written) in [
        ("2026-01-31T08:30:00Z", "2026-01-31T08:30:00Z"),
        ("2026-01-31t08:30:00.5z", "2026-01-31T08:30:00.500Z"),
        (
            "2026-01-31T08:30:00.1234567891+01:00",
            "2026-01-31T07:30:00.123456789Z",
        ),
        ("2026-01-31T08:30:00-00:00", "2026-01-31T08:30:00Z"),
        ("1998-12-31T23:59:60Z", "1998-12-31T23:59:60Z"),
        ("1998-12-31T15:59:60.5-08:00", "1998-12-31T23:59:60.500Z"),
        ("0000-02-29T00:00:00+23:59", "-0001-02-28T00:01:00Z"),
    ] {
        let response = query("at", instant).send().await.expect("a response");
        if written.starts_with('-') {
            continue; // a valid one, of a year that cannot be written
        }
        let told: Value = response.json().await.expect("JSON");
        assert_eq!(told["at"], json!([written]), "{instant}");
        let response = body("at", instant).send().await.expect("a response");
        let told: Value = response.json().await.expect("JSON");
        assert_eq!(told["at"], json!([written]), "{instant}");
    }
    for instant in [
        "2026-01-31 08:30:00Z",
        "2026-01-31T08:30:00",
        "2026-01-31T08:30Z",
        "2026-1-31T08:30:00Z",
        "2026-02-29T08:30:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T08:30:60Z",
        "1998-12-31T22:59:60Z",
        "1998-12-31T23:59:61Z",
        "2026-01-31T08:30:00,5Z",
        "2026-01-31T08:30:00.Z",
        "2026-01-31T08:30:00+0100",
        "2026-01-31T08:30:00+24:00",
        "2026-01-31T08:30:00+01:60",
        "2026-01-31T08:30:00UTC",
        "2026-01-31T08:30:00 Z",
        " 2026-01-31T08:30:00Z",
        "+2026-01-31T08:30:00Z",
        "２０２６-01-31T08:30:00Z",
    ] {
        refused(query("at", instant), StatusCode::BAD_REQUEST, "RFC 3339").await;
        refused(body("at", instant), StatusCode::BAD_REQUEST, "RFC 3339").await;
    }
    let response = query("on", "2024-02-29").send().await.expect("a response");
    let told: Value = response.json().await.expect("JSON");
    assert_eq!(told["on"], json!(["2024-02-29"]));
    for day in [
        "2026-02-29",
        "2026-1-31",
        "26-01-31",
        " 2026-01-31",
        "2026-01-31T",
        "+2026-01-31",
    ] {
        refused(query("on", day), StatusCode::BAD_REQUEST, "RFC 3339").await;
        refused(body("on", day), StatusCode::BAD_REQUEST, "RFC 3339").await;
    }
}

#[tokio::test]
async fn a_status_without_content_has_none_whatever_the_contract_says() {
    let layer = Layer::start().await;
    let response = layer.get("/empty").send().await.expect("a response");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert!(!response.headers().contains_key("content-type"));
}
