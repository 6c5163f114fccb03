//! What clients write, servers read: any value, in any style, is the same on the other side, or is
//! refused before it is sent.

use contract_server::{RequestParts, Shape, Style as Read};
use http::Request;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::contract::runtime::{Style, cookie, header, path, with_query, with_reserved_query};

const STYLES: &[(Style, Read)] = &[
    (Style::Simple, Read::Simple),
    (Style::SimpleExploded, Read::SimpleExploded),
    (Style::Label, Read::Label),
    (Style::LabelExploded, Read::LabelExploded),
    (Style::Matrix, Read::Matrix),
    (Style::MatrixExploded, Read::MatrixExploded),
    (Style::Form, Read::Form),
    (Style::FormExploded, Read::FormExploded),
    (Style::SpaceDelimited, Read::SpaceDelimited),
    (Style::PipeDelimited, Read::PipeDelimited),
    (Style::DeepObject, Read::DeepObject),
    (Style::Json, Read::Json),
];

/// What makes texts hard to write.
const PIECES: &[&str] = &[
    ",", "|", " ", ".", "..", ";", "=", "&", "%", "%2C", "%2e", "%7C", "+", "/", "\\", "?", "#",
    "[", "]", "[]", "\"", "'", "ü", "😀", "\t", "\n", "a", "B", "1", "name", "p", "{", "}", "~",
    "",
];

fn text(random: &mut fastrand::Rng) -> Value {
    let count = random.usize(..4);
    let pieces = (0..count).map(|_| PIECES[random.usize(..PIECES.len())]);
    Value::from(pieces.collect::<String>())
}

fn value(shape: &Shape, random: &mut fastrand::Rng) -> Value {
    match shape {
        Shape::List(_) => (0..random.usize(1..4)).map(|_| text(random)).collect(),
        Shape::Object(_, _) => json!({ "a": text(random), "b": text(random) }),
        _ => text(random),
    }
}

/// The value on the other side; none where the writer refuses it.
fn through(location: &str, style: Style, read: Read, shape: Shape, value: &Value) -> Option<Value> {
    let request = Request::builder();
    let received = |request: http::request::Builder| {
        let (head, ()) = request.body(()).expect("a request").into_parts();
        RequestParts::new("/x/{p}/y", head)
    };
    let url = |url: String| {
        let url = reqwest::Url::parse(&format!("http://localhost{url}")).expect("a URL");
        received(Request::builder().uri(url.as_str()))
    };
    let optional = |result: Result<Option<Value>, contract_server::Refusal>| {
        result.unwrap_or_else(|refusal| panic!("{location} {style:?} {value}: {refusal:?}"))
    };
    let is_plain = !matches!(shape, Shape::List(_) | Shape::Object(_, _));
    match location {
        "path" => {
            let segment = path("p", value, style).ok()?;
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            if plain == "." || plain == ".." {
                // `Request::send` refuses the whole path.
                return None;
            }
            let parts = url(format!("/x/{segment}/y"));
            let read = match style {
                Style::Simple if is_plain => parts.path("p", shape),
                _ => parts.styled_path("p", read, shape),
            };
            optional(read.map(Some))
        }
        "query" => {
            let parts = url(with_query("/".to_owned(), "p", value, style).ok()?);
            optional(parts.styled_query("p", read, shape, &[]))
        }
        "reserved" => {
            let parts = url(with_reserved_query("/".to_owned(), "p", value, style).ok()?);
            optional(parts.styled_query("p", read, shape, &[]))
        }
        "header" => {
            let text = header("p", value, style).ok()?;
            // Servers refuse what is not ASCII.
            let value = text.is_ascii().then_some(text)?;
            let value = http::HeaderValue::from_str(&value).ok()?;
            optional(received(request.header("p", value)).styled_header("p", read, shape))
        }
        _ => {
            let mut headers = HeaderMap::new();
            cookie(&mut headers, "p", value, style).ok()?;
            let cookies = headers.remove("cookie")?;
            optional(received(request.header("cookie", cookies)).styled_cookie("p", read, shape))
        }
    }
}

#[test]
fn every_value_arrives_as_it_is_or_is_refused() {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let members: &[(&str, Shape)] = &[("a", Shape::String), ("b", Shape::String)];
    let shapes = [
        Shape::String,
        Shape::List(&Shape::String),
        Shape::Object(members, None),
    ];
    let (mut arrived, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let (style, read) = STYLES[random.usize(..STYLES.len())];
        let shape = shapes[random.usize(..shapes.len())];
        let locations: &[&str] = match style {
            Style::Simple | Style::SimpleExploded => &["path", "header"],
            Style::Label | Style::LabelExploded | Style::Matrix | Style::MatrixExploded => {
                &["path"]
            }
            Style::Form | Style::FormExploded => &["query", "reserved", "cookie"],
            Style::SpaceDelimited | Style::PipeDelimited => &["query", "reserved"],
            Style::DeepObject => &["query"],
            Style::Json => &["path", "query", "header", "cookie"],
        };
        let is_plain = matches!(shape, Shape::String);
        if style == Style::DeepObject && !matches!(shape, Shape::Object(_, _)) {
            continue;
        }
        if matches!(style, Style::SpaceDelimited | Style::PipeDelimited) && is_plain {
            continue;
        }
        let location = locations[random.usize(..locations.len())];
        let value = value(&shape, &mut random);
        match through(location, style, read, shape, &value) {
            Some(read) => {
                assert_eq!(read, value, "seed {seed}: {location} {style:?}");
                arrived += 1;
            }
            None => refused += 1,
        }
    }
    assert!(
        arrived > 10_000 && refused > 500,
        "{arrived} arrived, {refused} were refused"
    );
}
