//! Bodies, and that none is sent where there is none.

use std::io::Write;

use bytes::Bytes;
use futures::StreamExt;
use serde_json::{Value, json};

use crate::form::form;
use crate::{BodyPart, File, Style};

#[test]
fn forms_are_written_as_browsers_write_them() {
    let value = json!({ "a": "b c", "n": 1e21, "ü": "+" });
    let written = form(&value, &[]);
    let expected = "a=b+c&n=1000000000000000000000&%C3%BC=%2B";
    assert_eq!(written.as_deref(), Ok(expected));
    form(&json!(7), &[]).expect_err("no form");
}

#[test]
fn fields_of_a_form_have_their_styles() {
    let value = json!({
        "color": { "R": 1 }, "deep": { "x": [1] }, "ids": [1, 2], "none": null, "tags": ["a", "b&c"],
    });
    let styles = [("ids", Style::Form), ("deep", Style::DeepObject)];
    let body = form(&value, &styles).expect("a form");
    let expected = "color=%7B%22R%22%3A1%7D&deep%5Bx%5D%5B%5D=1&ids=1,2&tags=a&tags=b%26c";
    assert_eq!(body, expected);
}

/// A body of several parts; its boundary is `B`.
fn multipart(
    media_type: &str,
    body: &impl serde::Serialize,
    media_types: &[(&str, &str)],
) -> String {
    let written = crate::multipart::multipart(media_type, body, media_types).expect("a body");
    let content_type = written.content_type();
    let body = written.into_body();
    let body = String::from_utf8(body.as_bytes().expect("bytes").to_vec()).expect("UTF-8");
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
    let Err(reason) = crate::multipart::multipart("multipart/mixed", &7, &[]) else {
        panic!("7 has no parts");
    };
    assert_eq!(reason, "the body is no object and no list of parts");
}

#[derive(serde::Serialize)]
struct Files {
    f: Vec<File>,
}

/// Mocks compare whole bodies, and every byte of a file arrives.
#[test]
fn the_same_body_is_written_the_same_way() {
    let bytes: Vec<u8> = (0..=255).collect();
    let write = || {
        let files = Files {
            f: vec![File::new(bytes.clone())],
        };
        let written = crate::multipart::multipart("multipart/form-data", &files, &[]);
        let written = written.expect("a body");
        let media_type = written.content_type();
        let body = written.into_body();
        (media_type, body.as_bytes().expect("bytes").to_vec())
    };
    let (media_type, body) = write();
    assert_eq!((media_type, body.clone()), write());
    assert!(body.windows(256).any(|window| window == bytes), "{body:?}");
}

/// What is on disk, or still to come, is read while it is sent.
#[tokio::test]
async fn files_are_sent_in_pieces() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large");
    std::fs::write(&path, vec![b'x'; 1_000_000]).expect("a file");
    let chunks = (0..1_000).map(|_| Ok(Bytes::from_static(&[b'y'; 1_000])));
    let files = Files {
        f: vec![
            File::open(&path).expect("the file"),
            File::stream(futures::stream::iter(chunks)),
        ],
    };
    let written = crate::multipart::multipart("multipart/form-data", &files, &[]);
    let mut pieces = written.expect("a body").into_pieces();
    let (mut x, mut y, mut longest) = (0, 0, 0);
    while let Some(piece) = pieces.next().await {
        let piece = piece.expect("a piece");
        longest = longest.max(piece.len());
        if piece.len() >= 1_000 {
            x += piece.iter().filter(|byte| **byte == b'x').count();
            y += piece.iter().filter(|byte| **byte == b'y').count();
        }
    }
    assert_eq!((x, y), (1_000_000, 1_000_000));
    assert!(longest <= 64 * 1024, "{longest}");
    // The stream is used up.
    let again = crate::multipart::multipart("multipart/form-data", &files, &[]);
    let again: Vec<_> = again.expect("a body").into_pieces().collect().await;
    assert!(again.iter().any(Result::is_err));
}

#[test]
fn a_file_is_given_as_text_path_or_object() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.txt");
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(b"on disk").expect("a file");
    let path = path.to_str().expect("UTF-8");
    let on_disk = || File::open(path).expect("the file");
    assert_eq!(
        File::read(path).expect("the file"),
        File::new("on disk").named("a.txt")
    );
    for (given, file) in [
        (json!("text"), File::new("text")),
        (json!(format!("@{path}")), on_disk()),
        (
            json!({ "path": path, "media_type": "a/b" }),
            on_disk().media_type("a/b"),
        ),
        (json!({ "path": path, "name": "b" }), on_disk().named("b")),
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
