//! Parameters of one word, credentials, media types, and bodies of one piece.

use serde_json::{Value, json};

use super::{headers, parts, query, told};
use crate::{
    RefusalKind, RequestParts, Secret, Shape, json_body, media_body, or_default, required,
    text_body,
};

#[test]
fn a_text_stands_for_the_value_of_its_shape() {
    const WORDS: Shape = Shape::List(&Shape::String);
    const EITHER: Shape = Shape::Either(&[Shape::Integer, Shape::Boolean]);
    for (shape, text, value) in [
        (Shape::String, "7", Ok(json!("7"))),
        (Shape::String, "", Ok(json!(""))),
        (Shape::Integer, "-7", Ok(json!(-7))),
        (Shape::Integer, "18446744073709551615", Ok(json!(u64::MAX))),
        (Shape::Integer, "7.0", Err("`7.0` is not an integer")),
        (
            Shape::Integer,
            "18446744073709551616",
            Err("is not an integer"),
        ),
        (Shape::Integer, "", Err("`` is not an integer")),
        (Shape::Number, "7.5", Ok(json!(7.5))),
        (Shape::Number, "1e3", Ok(json!(1000.0))),
        (Shape::Number, "NaN", Err("`NaN` is not a number")),
        (Shape::Number, "1e999", Err("is not a number")),
        (Shape::Boolean, "false", Ok(json!(false))),
        (Shape::Boolean, "TRUE", Err("is not `true` or `false`")),
        (WORDS, "[\"a\"]", Ok(json!(["a"]))),
        (WORDS, "a", Err("`a` is not JSON")),
        (EITHER, "7", Ok(json!(7))),
        (EITHER, "true", Ok(json!(true))),
        (EITHER, "x", Err("`x` is not an integer")),
        (Shape::Any, "[1]", Ok(json!([1]))),
        (Shape::Any, "x", Ok(json!("x"))),
    ] {
        let read = query(&form(text)).query::<Value>("p", shape);
        match value {
            Ok(value) => assert_eq!(told(read), Ok(Some(value)), "{shape:?} {text}"),
            Err(part) => {
                let detail = told(read).expect_err(text);
                assert!(detail.contains(part), "{detail}");
            }
        }
    }
}

fn form(text: &str) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("p", text).finish()
}

/// `Any` is read as JSON first: what is asked for may still be the text.
#[test]
fn what_is_read_chooses_among_the_readings() {
    let parts = query("p=7");
    assert_eq!(told(parts.query("p", Shape::Any)), Ok(Some(7)));
    assert_eq!(told(parts.query("p", Shape::Any)), Ok(Some("7".to_owned())));
}

#[test]
fn one_word_is_read_where_it_stands() {
    let sent = [
        ("x-word", "blue"),
        ("cookie", "other=1; word=bl%C3%BCe"),
        ("cookie", "late=2"),
    ];
    let parts = parts(
        "/of/{word}/{more}.json",
        "/of/bl%C3%BCe/a.b.json?word=bl+ue&e=",
        &sent,
    );
    let word = Shape::String;
    assert_eq!(told(parts.path("word", word)), Ok("blüe".to_owned()));
    assert_eq!(told(parts.path("more", word)), Ok("a.b".to_owned()));
    assert_eq!(
        told(parts.query("word", word)),
        Ok(Some("bl ue".to_owned()))
    );
    assert_eq!(
        told(parts.header("x-word", word)),
        Ok(Some("blue".to_owned()))
    );
    assert_eq!(
        told(parts.cookie_parameter("word", word)),
        Ok(Some("blüe".to_owned()))
    );
    assert_eq!(
        told(parts.cookie_parameter("late", Shape::Integer)),
        Ok(Some(2))
    );
    assert_eq!(told(parts.query::<String>("none", word)), Ok(None));
    assert_eq!(told(parts.header::<String>("none", word)), Ok(None));
    assert_eq!(
        told(parts.cookie_parameter::<String>("none", word)),
        Ok(None)
    );
    assert!(parts.has_empty("e") && !parts.has_empty("word") && !parts.has_empty("none"));
}

#[test]
fn what_is_not_one_word_is_refused() {
    let twice = query("p=1&p=2").query::<i64>("p", Shape::Integer);
    let detail = "The query parameter `p` is not valid: it is there twice.";
    assert_eq!(told(twice), Err(detail.to_owned()));
    let path = parts("/{p}", "/%FF", &[]).path::<String>("p", Shape::String);
    let refusal = path.expect_err("no UTF-8");
    assert_eq!(refusal.kind(), RefusalKind::PathParameter);
    assert_eq!(
        refusal.detail(),
        "The path parameter `p` is not valid: it is not UTF-8."
    );
    let header = headers(&[("p", "ü")]).header::<String>("p", Shape::String);
    assert_eq!(header.expect_err("no ASCII").kind(), RefusalKind::Parameter);
    let missing = required::<i64>(None, "header", "p");
    let detail = "The header parameter `p` is missing.";
    assert_eq!(told(missing), Err(detail.to_owned()));
    assert_eq!(told(required(Some(7), "header", "p")), Ok(7));
}

#[test]
fn a_parameter_that_is_left_out_is_its_default() {
    assert_eq!(told(or_default(Some(7), "1")), Ok(7));
    assert_eq!(told(or_default(None::<i64>, "1")), Ok(1));
    let detail = told(or_default(None::<i64>, "\"x\"")).expect_err("no number");
    assert!(
        detail.starts_with("The default \"x\" cannot be taken: "),
        "{detail}"
    );
}

#[test]
fn credentials_are_found_as_they_came() {
    let exposed = |secret: Option<Secret>| secret.map(|secret| secret.expose().to_owned());
    let sent = [
        ("authorization", "bearer  abc "),
        ("x-key", "k"),
        ("cookie", "sid=%41; sid=later"),
    ];
    let parts = parts("/", "/?key=a%20b&key=later", &sent);
    assert_eq!(
        exposed(parts.authorization("Bearer")).as_deref(),
        Some("abc")
    );
    assert_eq!(exposed(parts.authorization("Basic")), None);
    assert_eq!(
        exposed(parts.header_credential("x-key")).as_deref(),
        Some("k")
    );
    assert_eq!(
        exposed(parts.query_credential("key")).as_deref(),
        Some("a b")
    );
    assert_eq!(
        exposed(parts.cookie_credential("sid")).as_deref(),
        Some("%41")
    );
    let secret = parts.header_credential("x-key");
    assert_eq!(format!("{secret:?}"), "Some(Secret(…))");
    // Neither of two keys, so that no proxy and no server take another one each.
    let twice = headers(&[("x-key", "a"), ("x-key", "b")]);
    assert_eq!(
        exposed(twice.header_credential("x-key")).as_deref(),
        Some("a, b")
    );
    let only = headers(&[("authorization", "Bearer")]);
    assert_eq!(exposed(only.authorization("Bearer")).as_deref(), Some(""));
    let none = headers(&[]);
    assert!(none.authorization("Bearer").is_none() && none.header_credential("x-key").is_none());
}

#[test]
fn the_most_specific_media_type_is_chosen() {
    let json = "application/json";
    for (sent, expected, chosen) in [
        (Some("application/json"), &[json][..], Some(0)),
        (Some("Application/JSON; charset=utf-8"), &[json], Some(0)),
        (
            Some("application/merge-patch+json"),
            &["*/*", json],
            Some(1),
        ),
        (Some("image/png"), &["*/*", "image/*", "image/png"], Some(2)),
        (Some("image/gif"), &["*/*", "image/*", "image/png"], Some(1)),
        (Some("text/plain"), &["*/*", "image/*"], Some(0)),
        (Some("imagery/png"), &["image/*"], None),
        (Some("text/plain"), &[json, "image/*"], None),
        (None, &["application/octet-stream"], Some(0)),
        (None, &[json], None),
    ] {
        let sent: Vec<_> = sent
            .map(|sent| ("content-type", sent))
            .into_iter()
            .collect();
        let found = headers(&sent).choose_media_type(expected);
        assert_eq!(found.ok(), chosen, "{sent:?} {expected:?}");
    }
    let refused = |parts: RequestParts| {
        let refusal = parts
            .choose_media_type(&[json, "image/*"])
            .expect_err("another");
        assert_eq!(refusal.kind(), RefusalKind::MediaType);
        refusal.detail().to_owned()
    };
    assert_eq!(
        refused(headers(&[("content-type", "text/plain; charset=utf-8")])),
        "The body is `text/plain; charset=utf-8`, but must be `application/json` or `image/*`."
    );
    assert_eq!(
        refused(headers(&[])),
        "The request has no `Content-Type`; it must be `application/json` or `image/*`."
    );
}

#[test]
fn bodies_are_json_text_or_bytes_of_their_own_media_type() {
    assert_eq!(told(json_body::<Vec<i64>>(b"[1]")), Ok(vec![1]));
    let refusal = json_body::<Vec<i64>>(b"[1").expect_err("no JSON");
    assert_eq!(refusal.kind(), RefusalKind::Body);
    assert_eq!(
        refusal.detail(),
        "The body is not valid: EOF while parsing a list at line 1 column 2."
    );
    assert_eq!(told(text_body("ü".into())), Ok("ü".to_owned()));
    let detail = "The body is not valid: it is not UTF-8.";
    assert_eq!(told(text_body(vec![0xff])), Err(detail.to_owned()));
    let of = |sent: &[(&str, &str)]| {
        let media = media_body(&headers(sent), vec![1].into());
        media.expect("a body").media_type
    };
    assert_eq!(of(&[("content-type", "Image/PNG; a=b")]), "Image/PNG; a=b");
    assert_eq!(of(&[]), "application/octet-stream");
}
