//! Bodies of several parts, as senders write them and as they should not.

use futures::FutureExt;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{headers, told};
use crate::{
    BodyPart, File, Property, PropertyKind, Refusal, RefusalKind, RequestParts, Shape, body_parts,
    multipart_body,
};

const TYPE: &str = "multipart/form-data; boundary=b";

fn sent_as(media_type: &str) -> RequestParts {
    headers(&[("content-type", media_type)])
}

/// A body of parts, each with its headers and its content.
fn written(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (head, content) in parts {
        body.push_str(&format!("--b\r\n{head}\r\n\r\n{content}\r\n"));
    }
    (body + "--b--\r\n").into_bytes()
}

fn field(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"")
}

const fn property(name: &'static str, kind: PropertyKind) -> Property {
    Property {
        name,
        kind,
        media_types: &[],
    }
}

const PROPERTIES: &[Property] = &[
    property("title", PropertyKind::Value(Shape::String)),
    property("count", PropertyKind::Value(Shape::Integer)),
    property("tags", PropertyKind::Value(Shape::List(&Shape::String))),
    property("ids", PropertyKind::Value(Shape::List(&Shape::Integer))),
    property(
        "color",
        PropertyKind::Value(Shape::Object(&[("R", Shape::Integer)], None)),
    ),
    property("meta", PropertyKind::Json),
    Property {
        name: "picture",
        kind: PropertyKind::File,
        media_types: &["image/*"],
    },
    property("others", PropertyKind::Files),
];

/// What bodies are read as: files with the number of their bytes.
#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(default)]
struct Upload {
    title: Option<String>,
    count: Option<i64>,
    tags: Vec<String>,
    ids: Vec<i64>,
    color: Value,
    meta: Value,
    picture: Option<File>,
    others: Vec<File>,
    extra: Option<String>,
}

fn upload(parts: &[(&str, &str)]) -> Result<Upload, Refusal> {
    let rest = PropertyKind::Value(Shape::Any);
    at_once(multipart_body(
        &sent_as(TYPE),
        written(parts).into(),
        PROPERTIES,
        rest,
    ))
}

/// What needs not wait: the whole body is there, and small.
fn at_once<T>(read: impl Future<Output = T>) -> T {
    read.now_or_never().expect("nothing to wait for")
}

#[test]
fn parts_are_the_properties_of_an_object() {
    let file = |name: &str, media_type: &str| {
        format!(
            "{}; filename=\"a.png\"\r\nContent-Type: {media_type}",
            field(name)
        )
    };
    let parts = [
        (&*field("title"), "Lamp"),
        (&*field("count"), "2"),
        (&*field("tags"), "a"),
        (&*field("tags[]"), "[b]"),
        (&*field("ids"), "[1,2]"),
        (&*field("color[R]"), "1"),
        (&*field("meta"), "{\"x\":[true]}"),
        (&*file("picture", "image/png"), "\u{1}png"),
        (&*file("others", "text/plain"), "one"),
        (&*file("others", "text/plain"), "two"),
        (&*field("extra"), "x"),
    ];
    let file = |media_type: &str, text: &str| {
        let name = Some("a.png".to_owned());
        File::new(name, Some(media_type.to_owned()), text.to_owned())
    };
    let expected = Upload {
        title: Some("Lamp".to_owned()),
        count: Some(2),
        tags: vec!["a".to_owned(), "[b]".to_owned()],
        ids: vec![1, 2],
        color: json!({ "R": 1 }),
        meta: json!({ "x": [true] }),
        picture: Some(file("image/png", "\u{1}png")),
        others: vec![file("text/plain", "one"), file("text/plain", "two")],
        extra: Some("x".to_owned()),
    };
    assert_eq!(told(upload(&parts)), Ok(expected));
    let printed = format!("{:?}", file("image/png", "secret"));
    assert!(
        printed.contains("6 bytes") && !printed.contains("secret"),
        "{printed}"
    );
}

#[test]
fn lists_are_parts_or_one_part_in_json() {
    let json = format!("{}\r\nContent-Type: application/json", field("tags"));
    let read = told(upload(&[(&json, "[\"a\",\"b\"]")])).expect("a body");
    assert_eq!(read.tags, ["a", "b"]);
    // Text that only looks like a list is an item.
    let read = told(upload(&[(&field("tags"), "[\"a\"]")])).expect("a body");
    assert_eq!(read.tags, ["[\"a\"]"]);
    let ids = [(&*field("ids[]"), "1"), (&*field("ids[]"), "2")];
    assert_eq!(told(upload(&ids)).expect("a body").ids, [1, 2]);
}

#[test]
fn what_is_no_such_body_is_refused() {
    let html = format!("{}\r\nContent-Type: text/html", field("picture"));
    let title = field("title");
    for (parts, part) in [
        (
            vec![(&*title, "a"), (&*title, "b")],
            "`title`: it is there twice",
        ),
        (
            vec![(&*field("count"), "x")],
            "`count`: `x` is not an integer",
        ),
        (vec![(&*field("ids"), "x")], "`ids`: `x` is not an integer"),
        (vec![(&*field("color"), "x")], "`color`: `x` is not JSON"),
        (
            vec![(&*field("color[R]"), "x")],
            "`color`: `x` is not an integer",
        ),
        (vec![(&*field("meta"), "{")], "`meta`: it is not JSON"),
        (
            vec![(&*html, "x")],
            "`picture` is `text/html`, but must be `image/*`",
        ),
    ] {
        let refusal = upload(&parts).expect_err(part);
        assert_eq!(refusal.kind(), RefusalKind::Body, "{part}");
        let start = format!("The body is not valid: {part}");
        assert!(refusal.detail().starts_with(&start), "{}", refusal.detail());
    }
    let parts = [b"--b\r\n", title.as_bytes(), b"\r\n\r\n\xff\r\n--b--\r\n"].concat();
    let rest = PropertyKind::File;
    let sent = sent_as(TYPE);
    let refusal = multipart_body::<Upload>(&sent, parts.into(), PROPERTIES, rest);
    let refusal = at_once(refusal);
    let detail = "The body is not valid: `title`: it is not UTF-8.";
    assert_eq!(told(refusal), Err(detail.to_owned()));
}

#[test]
fn a_body_needs_a_boundary_and_an_end() {
    let whole = written(&[(&field("title"), "x")]);
    for (media_type, body, part) in [
        (
            "multipart/form-data",
            &whole[..],
            "`Content-Type` has no boundary",
        ),
        ("multipart/form-data; boundary=", &whole, ""),
        ("multipart/form-data; boundary=other", &whole, ""),
        (TYPE, &whole[..whole.len() - 8], ""),
        (TYPE, &whole[..20], ""),
        (TYPE, b"", ""),
    ] {
        let refusal = at_once(body_parts(&sent_as(media_type), body.to_vec().into()));
        let refusal = refusal.expect_err(media_type);
        let start = format!("The body is not valid: {part}");
        assert!(refusal.detail().starts_with(&start), "{}", refusal.detail());
    }
    let refusal = at_once(body_parts(&headers(&[]), whole.into())).expect_err("no media type");
    assert_eq!(refusal.kind(), RefusalKind::Body);
    let none = at_once(body_parts(&sent_as(TYPE), b"--b--\r\n".to_vec().into()));
    assert_eq!(told(none), Ok(Vec::new()));
}

#[test]
fn parts_come_as_they_are() {
    let parts = [
        (
            "Content-Disposition: form-data; name=\"f\"; filename=\"../a \\\"b\\\".txt\"",
            "1",
        ),
        ("Content-Disposition: form-data; name=f; filename=\"\"", "2"),
        (
            "Content-ID: <id>\r\nContent-Type: text/plain; charset=utf-8",
            "3",
        ),
        (
            "Content-Type: multipart/mixed; boundary=c",
            "--c\r\n\r\ninner\r\n--c--",
        ),
        ("X-Other: 1", ""),
    ];
    let expected = [
        (Some("f"), Some("../a \"b\".txt"), None, "1"),
        (Some("f"), Some(""), None, "2"),
        (Some("id"), None, Some("text/plain; charset=utf-8"), "3"),
        // A body within the body is content: what it is, is for the server to say.
        (
            None,
            None,
            Some("multipart/mixed; boundary=c"),
            "--c\r\n\r\ninner\r\n--c--",
        ),
        (None, None, None, ""),
    ];
    let expected = expected.map(|(name, file_name, media_type, text)| BodyPart {
        name: name.map(str::to_owned),
        file: File::new(
            file_name.map(str::to_owned),
            media_type.map(str::to_owned),
            text,
        ),
    });
    for media_type in [
        TYPE,
        "multipart/mixed; boundary=\"b\"",
        "Multipart/Related; a=c; boundary=b",
    ] {
        let read = at_once(body_parts(&sent_as(media_type), written(&parts).into()));
        assert_eq!(told(read), Ok(expected.to_vec()), "{media_type}");
    }
}

/// As in `multipart/related`: what has no name stands for what no part names.
#[test]
fn parts_without_names_are_the_properties_in_their_order() {
    let parts = [
        ("Content-Type: text/plain", "Lamp"),
        (&*field("count"), "2"),
        ("Content-Type: text/plain", "a"),
    ];
    let read = told(upload(&parts)).expect("a body");
    assert_eq!(read.title.as_deref(), Some("Lamp"));
    assert_eq!((read.count, read.tags), (Some(2), vec!["a".to_owned()]));
    // More parts than properties: the others are passed over.
    let ids = [property("ids", PropertyKind::Value(Shape::Integer))];
    let body = written(&[("A: 1", "1"), ("A: 1", "2")]);
    let sent = sent_as(TYPE);
    let read = multipart_body::<Value>(&sent, body.into(), &ids, PropertyKind::Json);
    let read = at_once(read);
    assert_eq!(told(read), Ok(json!({ "ids": 1 })));
}
