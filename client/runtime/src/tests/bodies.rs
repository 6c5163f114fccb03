//! Bodies, and that none is sent where there is none.

use std::io::Write;

use progenitor_client::Error;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

use super::http;
use crate::{
    BodyPart, File, Style, with_body, with_form, with_json, with_multipart, with_styled_form,
};

fn post() -> RequestBuilder {
    http().post("http://localhost/")
}

/// `Content-Type` and the body, as they are sent.
fn sent(request: RequestBuilder) -> (Option<String>, String) {
    let request = request.build().expect("a request");
    let media_type = request.headers().get("content-type");
    let body = request
        .body()
        .and_then(|body| body.as_bytes())
        .unwrap_or_default();
    (
        media_type.map(|value| value.to_str().expect("text").to_owned()),
        String::from_utf8(body.to_vec()).expect("UTF-8"),
    )
}

fn written<T>(result: Result<T, Error<()>>) -> T {
    result
        .map_err(|error| error.to_string())
        .expect("a request")
}

#[test]
fn a_body_is_sent_with_its_media_type_or_not_at_all() {
    let value = json!({ "a": "b c", "n": 1 });
    let form = "application/x-www-form-urlencoded";
    for (request, media_type, body) in [
        (
            with_json(post(), Some(&value)),
            "application/json",
            "{\"a\":\"b c\",\"n\":1}",
        ),
        (written(with_form(post(), Some(&value))), form, "a=b+c&n=1"),
        (
            written(with_styled_form(post(), Some(&value), &[])),
            form,
            "a=b%20c&n=1",
        ),
        (
            with_body(post(), "text/plain", Some("x".into())),
            "text/plain",
            "x",
        ),
    ] {
        assert_eq!(
            sent(request),
            (Some(media_type.to_owned()), body.to_owned())
        );
    }
    let none = None::<&Value>;
    for request in [
        with_json(post(), none),
        written(with_form(post(), none)),
        written(with_styled_form(post(), none, &[])),
        with_body(post(), "text/plain", None),
        written(with_multipart(post(), "multipart/form-data", none, &[])),
    ] {
        assert_eq!(sent(request), (None, String::new()));
    }
    let nested = with_form::<()>(post(), Some(&json!({ "a": { "b": 1 } })));
    assert!(
        matches!(nested, Err(Error::InvalidRequest(_))),
        "{nested:?}"
    );
}

#[test]
fn fields_of_a_form_have_their_styles() {
    let value = json!({
        "color": { "R": 1 }, "deep": { "x": [1] }, "ids": [1, 2], "none": null, "tags": ["a", "b&c"],
    });
    let styles = [("ids", Style::Form), ("deep", Style::DeepObject)];
    let (_, body) = sent(written(with_styled_form(post(), Some(&value), &styles)));
    let expected = "color=%7B%22R%22%3A1%7D&deep%5Bx%5D%5B%5D=1&ids=1,2&tags=a&tags=b%26c";
    assert_eq!(body, expected);
}

/// Sends a body of several parts; its boundary is `B`.
fn multipart(
    media_type: &str,
    body: &impl serde::Serialize,
    media_types: &[(&str, &str)],
) -> String {
    let request = with_multipart(post(), media_type, Some(body), media_types);
    let (content_type, body) = sent(written(request));
    let content_type = content_type.expect("a media type");
    let boundary = content_type.strip_prefix(&format!("{media_type}; boundary="));
    let boundary = boundary.expect("a boundary");
    assert!(body.ends_with(&format!("--{boundary}--\r\n")), "{body}");
    body.replace(boundary, "B")
}

#[derive(serde::Serialize)]
struct Upload {
    title: Option<&'static str>,
    none: Option<&'static str>,
    tags: Vec<i64>,
    color: Value,
    meta: &'static str,
    picture: File,
    more: Vec<File>,
}

#[test]
fn properties_are_parts_in_their_order() {
    let upload = Upload {
        title: Some("Lämp"),
        none: None,
        tags: vec![1, 2],
        color: json!({ "R": 1 }),
        meta: "text",
        picture: File::new("png").named("a \"b\"\r\n.png"),
        more: vec![
            File::new("x").media_type("text/plain\r\nx: y"),
            File::new(""),
        ],
    };
    let media_types = [("picture", "image/png"), ("meta", "application/json")];
    let body = multipart("multipart/form-data", &upload, &media_types);
    let mut parts: Vec<&str> = body.split("--B").filter(|part| !part.is_empty()).collect();
    assert_eq!(parts.pop(), Some("--\r\n"));
    parts.sort();
    let field = |rest: &str| format!("\r\nContent-Disposition: form-data; name={rest}\r\n");
    let mut expected = [
        field("\"title\"\r\n\r\nLämp"),
        field("\"tags\"\r\n\r\n1"),
        field("\"tags\"\r\n\r\n2"),
        field("\"color\"\r\nContent-Type: application/json\r\n\r\n{\"R\":1}"),
        field("\"meta\"\r\nContent-Type: application/json\r\n\r\n\"text\""),
        field(
            "\"picture\"; filename=\"a %22b%22%0D%0A.png\"\r\nContent-Type: image/png\r\n\r\npng",
        ),
        // Line breaks would begin another header.
        field("\"more\"; filename=\"more\"\r\nContent-Type: text/plainx: y\r\n\r\nx"),
        field("\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream\r\n\r\n"),
    ];
    expected.sort();
    assert_eq!(parts, expected);
}

#[test]
fn parts_that_the_contract_does_not_name_are_sent_as_they_are() {
    let part = |name: Option<&str>, text: &str| BodyPart {
        name: name.map(str::to_owned),
        file: File::new(text),
    };
    let parts = [part(Some("a"), "1"), part(None, "2")];
    let body = multipart("multipart/mixed", &parts, &[]);
    let expected = "--B\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n1\r\n\
                    --B\r\nContent-Disposition: form-data; filename=\"file\"\r\n\
                    Content-Type: application/octet-stream\r\n\r\n2\r\n--B--\r\n";
    assert_eq!(body, expected);
    let refused = with_multipart::<()>(post(), "multipart/mixed", Some(&7), &[]);
    let Err(Error::InvalidRequest(reason)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(reason, "the body is no object and no list of parts");
}

/// Mocks compare whole bodies, and every byte of a file arrives.
#[test]
fn the_same_body_is_written_the_same_way() {
    let bytes: Vec<u8> = (0..=255).collect();
    let write = || {
        let request = with_multipart::<()>(
            post(),
            "multipart/form-data",
            Some(&json!({ "f": File::new(bytes.clone()) })),
            &[],
        );
        let request = written(request).build().expect("a request");
        let body = request
            .body()
            .and_then(|body| body.as_bytes())
            .expect("bytes")
            .to_vec();
        (request.headers()["content-type"].clone(), body)
    };
    let (media_type, body) = write();
    assert_eq!((media_type, body.clone()), write());
    assert!(body.windows(256).any(|window| window == bytes), "{body:?}");
}

#[test]
fn a_file_is_given_as_text_path_or_object() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(b"on disk").expect("a file");
    let path = path.to_str().expect("UTF-8");
    let on_disk = || File::new("on disk").named("a.txt");
    assert_eq!(File::read(path).expect("the file"), on_disk());
    for (given, file) in [
        (json!("text"), File::new("text")),
        (json!(format!("@{path}")), on_disk()),
        (
            json!({ "path": path, "media_type": "a/b" }),
            on_disk().media_type("a/b"),
        ),
        (
            json!({ "path": path, "name": "b" }),
            File::new("on disk").named("b"),
        ),
        (
            json!({ "text": "t", "name": "b", "else": [] }),
            File::new("t").named("b"),
        ),
    ] {
        let read: Result<File, _> = serde_json::from_value(given.clone());
        assert_eq!(read.map_err(|error| error.to_string()), Ok(file), "{given}");
    }
    let error = "@/no/such/file".parse::<File>().expect_err("no file");
    assert!(
        error.starts_with("/no/such/file cannot be read: "),
        "{error}"
    );
    let printed = format!("{:?}", File::new("s3cret"));
    assert!(
        printed.contains("6 bytes") && !printed.contains("s3cret"),
        "{printed}"
    );
}
