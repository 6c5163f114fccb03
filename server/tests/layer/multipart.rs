//! Bodies of several parts, and bodies whose media type is open.

use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::refused;
use crate::server::{Layer, MAX_STREAM};

/// A body of parts, each with its headers and its content.
fn body(parts: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (head, content) in parts {
        body.push_str(&format!("--b\r\n{head}\r\n\r\n{content}\r\n"));
    }
    body + "--b--\r\n"
}

fn field(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"")
}

fn file(name: &str, media_type: &str) -> String {
    format!(
        "{}; filename=\"a.png\"\r\nContent-Type: {media_type}",
        field(name)
    )
}

fn post(layer: &Layer, path: &str, parts: &[(&str, &str)]) -> RequestBuilder {
    layer
        .post(path)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(body(parts))
}

#[tokio::test]
async fn parts_arrive_as_the_contract_types_them() {
    let layer = Layer::start().await;
    let parts = [
        (&*field("title"), "Lamp"),
        (&*field("count"), "2"),
        (&*field("tags"), "a"),
        (&*field("tags"), "b"),
        (
            &*format!("{}\r\nContent-Type: application/json", field("color")),
            r#"{"R":1,"G":2}"#,
        ),
        (&*file("picture", "image/png"), "\u{1}png"),
        (&*file("others", "text/plain"), "one"),
        (&*file("others", "text/plain"), "two"),
        (&*field("unknown"), "x"),
    ];
    let response = post(&layer, "/uploads", &parts)
        .send()
        .await
        .expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    let other = |text: &str| json!({ "name": "a.png", "media_type": "text/plain", "text": text });
    assert_eq!(
        response.json::<Value>().await.expect("JSON"),
        json!({
            "title": "Lamp", "count": 2, "tags": ["a", "b"], "color": { "R": 1, "G": 2 },
            "picture": { "name": "a.png", "media_type": "image/png", "text": "\u{1}png" },
            "others": [other("one"), other("two")],
        })
    );
    // As others name what is in lists and objects.
    let brackets = [
        (&*field("title"), "Lamp"),
        (&*field("tags[]"), "a"),
        (&*field("color[R]"), "1"),
        (&*field("color[G]"), "2"),
        (&*field("picture"), ""),
    ];
    let response = post(&layer, "/uploads", &brackets).send().await;
    let response = response.expect("an answer");
    let read: Value = response.json().await.expect("JSON");
    assert_eq!(read["tags"], json!(["a"]));
    assert_eq!(read["color"], json!({ "R": 1, "G": 2 }));
    let least = [(&*field("title"), "L"), (&*field("picture"), "")];
    let response = post(&layer, "/uploads", &least)
        .send()
        .await
        .expect("an answer");
    let read: Value = response.json().await.expect("JSON");
    let nothing = json!({ "name": null, "media_type": null, "text": "" });
    assert_eq!(read["picture"], nothing);
}

#[tokio::test]
async fn parts_outside_their_schema_do_not_reach_the_handler() {
    let layer = Layer::start().await;
    let title = field("title");
    let title = (&*title, "Lamp");
    let picture = file("picture", "image/png");
    let picture = (&*picture, "png");
    for (parts, part) in [
        (vec![title], "missing field `picture`"),
        (vec![picture], "missing field `title`"),
        (vec![title, title, picture], "`title`: it is there twice"),
        (
            vec![title, picture, picture],
            "`picture`: it is there twice",
        ),
        (vec![(title.0, ""), picture], "shorter than 1"),
        (vec![title, picture, (&field("count"), "0")], "at least 1"),
        (
            vec![title, picture, (&field("count"), "x")],
            "`count`: `x` is not an integer",
        ),
        (
            vec![title, picture, (&field("color"), "x")],
            "`color`: `x` is not JSON",
        ),
        (
            vec![title, picture, (&field("color"), "{\"R\":1}")],
            "missing field `G`",
        ),
        (
            vec![title, (&file("picture", "text/html"), "")],
            "must be `image/png` or `image/jpeg`",
        ),
        (
            vec![
                title,
                picture,
                (&file("others", "a/b"), ""),
                (&file("others", "a/b"), ""),
                (&file("others", "a/b"), ""),
            ],
            "at most 2 items",
        ),
    ] {
        let request = post(&layer, "/uploads", &parts);
        refused(request, StatusCode::BAD_REQUEST, part).await;
    }
    let parts = [title, picture];
    let typed = |content_type: &'static str, body: String| {
        let request = layer.post("/uploads").header("content-type", content_type);
        request.body(body)
    };
    let request = typed("multipart/form-data", body(&parts));
    refused(request, StatusCode::BAD_REQUEST, "no boundary").await;
    let request = typed("multipart/form-data; boundary=c", body(&parts));
    refused(request, StatusCode::BAD_REQUEST, "not valid").await;
    let ends = body(&parts).replace("--b--", "");
    let request = typed("multipart/form-data; boundary=b", ends);
    refused(request, StatusCode::BAD_REQUEST, "not valid").await;
    let request = typed("application/json", "{}".into());
    refused(request, StatusCode::BAD_REQUEST, "`multipart/form-data`").await;
    let huge = "x".repeat(MAX_STREAM as usize);
    let request = post(&layer, "/uploads", &[title, (picture.0, &huge)]);
    refused(request, StatusCode::BAD_REQUEST, "larger than").await;
}

#[tokio::test]
async fn parts_without_files_are_read_as_the_schema_says() {
    let layer = Layer::start().await;
    let parts = [
        (&*field("quantity"), "2"),
        (&*field("notes"), "a"),
        (&*field("notes"), "[1]"),
        (&*field("express"), "true"),
    ];
    let request = post(&layer, "/uploads/plain", &parts);
    let response = request.send().await.expect("an answer");
    assert_eq!(
        response.json::<Value>().await.expect("JSON"),
        json!({ "quantity": 2, "notes": ["a", "[1]"], "express": true })
    );
    let none = post(&layer, "/uploads/plain", &[(&*field("quantity"), "0")]);
    refused(none, StatusCode::BAD_REQUEST, "at least 1").await;
}

#[tokio::test]
async fn parts_without_names_stand_in_the_order_of_the_properties() {
    let layer = Layer::start().await;
    for parts in [
        [
            ("Content-Type: application/json", r#"{"R":1,"G":2}"#),
            ("Content-Type: image/png", "png"),
        ],
        [
            ("Content-ID: <file>\r\nContent-Type: image/png", "png"),
            ("Content-ID: <about>", r#"{"R":1,"G":2}"#),
        ],
    ] {
        let request = layer
            .post("/uploads/related")
            .header(
                "content-type",
                "multipart/related; boundary=\"b\"; type=\"application/json\"",
            )
            .body(body(&parts));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        let read: Value = response.json().await.expect("JSON");
        assert_eq!(read["about"], json!({ "R": 1, "G": 2 }));
        assert_eq!(read["file"]["text"], "png");
    }
}

#[tokio::test]
async fn parts_of_which_nothing_is_known_come_as_they_are() {
    let layer = Layer::start().await;
    let post = || layer.post("/uploads/parts");
    let mixed = post().header("content-type", "multipart/mixed; boundary=b");
    let request = mixed.body(body(&[("Content-Type: a/b", "one"), (&*field("x"), "two")]));
    let response = request.send().await.expect("an answer");
    assert_eq!(
        response.headers()["content-type"],
        "multipart/mixed; boundary=x"
    );
    assert_eq!(
        response.text().await.expect("text"),
        "--x\r\n\r\none\r\n--x\r\n\r\ntwo\r\n--x--\r\n"
    );
    // The body may be left out.
    let response = post().send().await.expect("an answer");
    assert_eq!(response.text().await.expect("text"), "--x--\r\n");
}

#[tokio::test]
async fn a_range_of_media_types_is_known_by_the_one_that_was_sent() {
    let layer = Layer::start().await;
    let post = |content_type: &'static str, body: String| {
        layer
            .post("/media")
            .header("content-type", content_type)
            .body(body)
    };
    let request = post("image/svg+xml; charset=utf-8", "<svg/>".into());
    let response = request.send().await.expect("an answer");
    assert_eq!(
        response.headers()["content-type"],
        "image/svg+xml; charset=utf-8"
    );
    assert_eq!(response.text().await.expect("text"), "<svg/>");
    let parts = body(&[(&*field("title"), "L"), (&*field("picture"), "p")]);
    let request = post("multipart/form-data; boundary=b", parts);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.headers()["content-type"], "image/x-picture");
    assert_eq!(response.text().await.expect("text"), "p");
    let request = post("audio/ogg", String::new());
    refused(request, StatusCode::BAD_REQUEST, "`image/*`").await;
    // An answer that the contract does not have is none.
    let request = post("application/json", r#"{"kind":"part"}"#.into());
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let log = layer.log().join("\n");
    assert!(log.contains("must be `image/*`"), "{log}");
}
