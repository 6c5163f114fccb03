//! Requests that are made to cost much: their reading takes time that grows with their size alone,
//! and no more of the stack than others.

use std::time::{Duration, Instant};

use futures::FutureExt;
use serde_json::Value;

use super::{headers, parts, query, told};
use crate::route::matches;
use crate::{Property, PropertyKind, Shape, Style, form_body, multipart_body};

const ANY: Shape = Shape::Object(&[], Some(&Shape::Any));

/// A megabyte of `text`, with a number in place of each `#`.
fn much(text: &str) -> String {
    let mut much = String::new();
    for number in 0.. {
        if much.len() > 1_000_000 {
            break;
        }
        much.push_str(&text.replace('#', &number.to_string()));
    }
    much
}

fn in_time(what: &str, read: impl FnOnce()) {
    let start = Instant::now();
    read();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(5), "{what} took {took:?}");
}

#[test]
fn brackets_do_not_lead_without_end() {
    let deep = format!("f{}=1", "[a]".repeat(20_000));
    let refusal = query(&deep).styled_query::<Value>("f", Style::DeepObject, ANY, &[]);
    let refusal = refusal.expect_err("too deep");
    assert!(
        refusal.detail().contains("nested too deeply"),
        "{}",
        refusal.detail()
    );
    let fields = [("f", Style::Json, ANY)];
    let deep = format!("f{}=1", "[a]".repeat(300_000));
    let refusal = form_body::<Value>(deep.as_bytes(), &fields).expect_err("too deep");
    assert!(
        refusal.detail().contains("nested too deeply"),
        "{}",
        refusal.detail()
    );
    let deep = format!("f{}=1", "[a]".repeat(100));
    form_body::<Value>(deep.as_bytes(), &fields).expect("deep, but not too deep");
}

#[test]
fn many_fields_take_no_longer_than_their_bytes() {
    in_time("unknown fields", || {
        form_body::<Value>(much("a#&").as_bytes(), &[]).expect("a form");
    });
    let fields = [("f", Style::Json, ANY)];
    in_time("properties", || {
        form_body::<Value>(much("f[#]&").as_bytes(), &fields).expect("a form");
    });
    in_time("parts", || {
        let body = much("--b\r\nContent-Disposition: form-data; name=#\r\n\r\n\r\n") + "--b--\r\n";
        let request = headers(&[("content-type", "multipart/form-data; boundary=b")]);
        let properties: [Property; 0] = [];
        let rest = PropertyKind::Value(Shape::String);
        let read = multipart_body::<Value>(&request, body.into_bytes().into(), &properties, rest);
        read.now_or_never().expect("all is there").expect("a body");
    });
}

#[test]
fn a_path_is_compared_with_its_template_once() {
    let path = format!("/{}", "-".repeat(60_000));
    in_time("a path", || {
        assert!(!matches("/{a}-{b}-{c}.json", &path));
        let read = parts("/{a}-{b}-{c}", &path, &[]).path::<String>("b", Shape::String);
        assert_eq!(told(read), Ok("-".to_owned()));
    });
}
