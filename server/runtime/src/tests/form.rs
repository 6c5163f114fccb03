//! Bodies that are forms, read and written.

use http::StatusCode;
use serde_json::{Value, json};

use super::{body, told};
use crate::{RefusalKind, ResponseBuilder, Shape, Style, form_body};

const WORDS: Shape = Shape::List(&Shape::String);
const COLOR: Shape = Shape::Object(&[("R", Shape::Integer)], None);

fn fields() -> Vec<(&'static str, Style, Shape)> {
    vec![
        ("name", Style::FormExploded, Shape::String),
        ("count", Style::FormExploded, Shape::Integer),
        ("tags", Style::FormExploded, WORDS),
        ("ids", Style::Form, WORDS),
        ("color", Style::Json, COLOR),
        (
            "either",
            Style::FormExploded,
            Shape::Either(&[Shape::Integer, Shape::String]),
        ),
    ]
}

#[test]
fn a_form_is_the_object_of_its_fields() {
    for (form, value) in [
        ("", json!({})),
        ("name=bl%C3%BCe+%26", json!({ "name": "blüe &" })),
        ("name", json!({ "name": "" })),
        ("count=7&&name=x", json!({ "count": 7, "name": "x" })),
        (
            "tags=a&tags=b&ids=a,b",
            json!({ "tags": ["a", "b"], "ids": ["a", "b"] }),
        ),
        ("color=%7B%22R%22%3A1%7D", json!({ "color": { "R": 1 } })),
        ("color[R]=1", json!({ "color": { "R": 1 } })),
        ("either=x", json!({ "either": "x" })),
        // What the contract does not have is text: a type that takes nothing else refuses it.
        (
            "extra=1&extra[x]=2",
            json!({ "extra": "1", "extra[x]": "2" }),
        ),
    ] {
        let read = form_body::<Value>(form.as_bytes(), &fields());
        assert_eq!(told(read), Ok(value), "{form}");
    }
}

#[test]
fn what_is_no_such_form_is_refused() {
    for (form, part) in [
        (&b"name=\xff"[..], "it is not UTF-8"),
        (b"count=x", "`count`: `x` is not an integer"),
        (b"name=a&name=b", "`name`: it is there twice"),
        (b"extra=a&extra=b", "`extra` is there twice"),
        (b"color=x", "`color`: it is not JSON"),
        (b"color[R]=x", "`color`: `x` is not an integer"),
    ] {
        let refusal = form_body::<Value>(form, &fields()).expect_err(part);
        assert_eq!(refusal.kind(), RefusalKind::Body);
        let start = format!("The body is not valid: {part}");
        assert!(refusal.detail().starts_with(&start), "{}", refusal.detail());
    }
}

#[tokio::test]
async fn a_form_is_written_as_it_is_read() {
    let media_type = "application/x-www-form-urlencoded";
    let value =
        json!({ "color": { "R": 1 }, "count": 7, "name": "ü &", "none": null, "tags": ["a", "b"] });
    let response = ResponseBuilder::new(StatusCode::OK).form(media_type, &value);
    let response = response.expect("a form");
    assert_eq!(response.headers()["content-type"], media_type);
    let form = body(response).await;
    let mut read: Value = told(form_body(form.as_bytes(), &fields())).expect("a form");
    read["none"] = Value::Null;
    assert_eq!(read, value, "{form}");
}
