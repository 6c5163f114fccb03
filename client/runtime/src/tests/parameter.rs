//! Parameters in every style, location and kind.

use reqwest::header::{COOKIE, HeaderMap};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Style, cookie, header, path, with_query, with_reserved_query, word};

/// A row of `styles.json`: the table of OpenAPI 3.1.1, section 4.8.12.4 (its members in the order
/// of their names), and what stands between words within words. The server's tests read the same
/// rows that are written here.
#[derive(Debug, Deserialize)]
struct Row {
    r#in: String,
    style: String,
    explode: bool,
    value: Value,
    text: String,
}

impl Row {
    fn style(&self) -> Style {
        match (&*self.style, self.explode) {
            ("simple", false) => Style::Simple,
            ("simple", true) => Style::SimpleExploded,
            ("label", false) => Style::Label,
            ("label", true) => Style::LabelExploded,
            ("matrix", false) => Style::Matrix,
            ("matrix", true) => Style::MatrixExploded,
            ("form", false) => Style::Form,
            ("form", true) => Style::FormExploded,
            ("spaceDelimited", false) => Style::SpaceDelimited,
            ("pipeDelimited", false) => Style::PipeDelimited,
            ("deepObject", true) => Style::DeepObject,
            ("json", _) => Style::Json,
            other => panic!("{other:?} is no style"),
        }
    }

    fn written(&self) -> Result<String, String> {
        let (style, value) = (self.style(), &self.value);
        match &*self.r#in {
            "path" => path("color", value, style),
            "query" => {
                with_query(String::new(), "color", value, style).map(|query| query[1..].to_owned())
            }
            "header" => header("color", value, style),
            "cookie" => cookies(&[("color", value, style)]),
            other => panic!("{other} is no location"),
        }
    }
}

fn cookies(all: &[(&str, &Value, Style)]) -> Result<String, String> {
    let mut headers = HeaderMap::new();
    for (name, value, style) in all {
        cookie(&mut headers, name, value, *style)?;
    }
    let found = headers
        .get(COOKIE)
        .map_or("", |found| found.to_str().expect("text"));
    Ok(found.to_owned())
}

#[test]
fn every_style_is_written_as_the_specification_does() {
    let rows: Vec<Row> = serde_json::from_str(include_str!("styles.json")).expect("the table");
    for row in rows {
        assert_eq!(row.written().as_ref(), Ok(&row.text), "{row:?}");
    }
}

#[test]
fn what_is_null_or_has_no_items_is_left_out() {
    let no_members = json!({ "x": null });
    for (style, nothing) in [
        (Style::Form, &Value::Null),
        (Style::Form, &json!([])),
        (Style::FormExploded, &Value::Null),
        (Style::FormExploded, &json!([])),
        (Style::FormExploded, &no_members),
        (Style::PipeDelimited, &json!([])),
        (Style::DeepObject, &json!([])),
        (Style::DeepObject, &no_members),
        (Style::Json, &Value::Null),
    ] {
        let url = with_query("/p".to_owned(), "c", nothing, style);
        assert_eq!(url.as_deref(), Ok("/p"), "{style:?} {nothing}");
        let cookies = cookies(&[("c", nothing, style)]);
        assert_eq!(cookies.as_deref(), Ok(""), "{style:?} {nothing}");
    }
    let written = with_query(
        "/p?a=1".to_owned(),
        "c",
        &json!({ "x": null, "y": 2 }),
        Style::Form,
    );
    assert_eq!(written.as_deref(), Ok("/p?a=1&c=y,2"));
    for nothing in [Value::Null, json!(""), json!([])] {
        let refused = path("c", &nothing, Style::Simple);
        let expected = "`c` is empty, and the path would be another one";
        assert_eq!(refused, Err(expected.to_owned()), "{nothing}");
    }
}

#[test]
fn brackets_lead_to_what_is_in_lists_and_objects() {
    let value = json!({ "a": { "b": [1, 2] }, "c": [{ "d": true }, { "d": null, "e": "x y" }] });
    let url = with_query(String::new(), "f", &value, Style::DeepObject).expect("a query");
    let plain = url.replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        plain,
        "?f[a][b][]=1&f[a][b][]=2&f[c][0][d]=true&f[c][1][e]=x%20y"
    );
}

/// `allowReserved`: what would end a value or the query is encoded all the same.
#[test]
fn reserved_characters_stay_in_the_query_where_the_contract_allows_it() {
    let value = "a/b?c:d@e!f$g'h(i)j*k,l;m-._~&=+#[]% ü";
    let url = with_reserved_query("/p".to_owned(), "r[]", &value, Style::Form);
    let kept = "/p?r%5B%5D=a/b?c:d@e!f$g'h(i)j*k,l;m-._~%26%3D%2B%23%5B%5D%25%20%C3%BC";
    assert_eq!(url.as_deref(), Ok(kept));
    let url = with_query("/p".to_owned(), "r", &"a/b?", Style::Form);
    assert_eq!(url.as_deref(), Ok("/p?r=a%2Fb%3F"));
}

#[test]
fn what_no_header_or_cookie_can_hold_is_not_sent() {
    let refused = header("X-Tags", &["a", "b,c"], Style::Simple);
    assert_eq!(
        refused,
        Err("`b,c` in `X-Tags` has `,` in it, which stands between words there".to_owned())
    );
    assert_eq!(header("X-Tag", &"b,c", Style::Simple).as_deref(), Ok("b,c"));
    let emoji = header("X-Json", &json!({ "a": "😀" }), Style::Json);
    assert_eq!(emoji.as_deref(), Ok("{\"a\":\"\\ud83d\\ude00\"}"));
    // A line break would begin another header: it is refused where the header is made.
    let broken = header("X-Tag", &"a\r\nx: y", Style::Simple).expect("a text");
    reqwest::header::HeaderValue::try_from(broken).expect_err("a line break");
    let all = [
        ("a", &json!("1"), Style::Form),
        ("b", &json!("x; c=2\r\n"), Style::Form),
    ];
    assert_eq!(cookies(&all).as_deref(), Ok("a=1; b=x%3B%20c%3D2%0D%0A"));
    let broken = cookies(&[("a\n", &json!("1"), Style::Form)]);
    assert_eq!(broken, Err("the cookie `a\n` cannot be sent".to_owned()));
}

/// What stands between words survives in a word, or the word is refused.
#[test]
fn no_word_is_taken_for_several() {
    for (style, item) in [
        (Style::PipeDelimited, "x|y"),
        (Style::SpaceDelimited, "x y"),
    ] {
        for value in [
            json!([item, "z"]),
            json!({ "a": item }),
            json!({ item: "a" }),
        ] {
            with_query(String::new(), "p", &value, style).expect_err("it would be split");
        }
    }
    for (style, text) in [
        (Style::Form, "?p=x%2Cy,z"),
        (Style::FormExploded, "?p=x%2Cy&p=z"),
        (Style::PipeDelimited, "?p=x%2Cy%7Cz"),
    ] {
        let written = with_query(String::new(), "p", &["x,y", "z"], style);
        assert_eq!(written.as_deref(), Ok(text));
    }
    let reserved = with_reserved_query(String::new(), "p", &["x,y", "z"], Style::Form);
    assert_eq!(reserved.as_deref(), Ok("?p=x%2Cy,z"));
    for name in ["a]", "[", ""] {
        with_query(String::new(), "p", &json!({ name: 1 }), Style::DeepObject)
            .expect_err("it would be another member");
    }
    header("X-A", &json!({ "a=b": 1 }), Style::SimpleExploded).expect_err("another member");
    for value in [json!(" a"), json!(["a", "b "])] {
        header("X-A", &value, Style::Simple).expect_err("the blank would be lost");
    }
    for style in [Style::Form, Style::PipeDelimited, Style::SpaceDelimited] {
        with_query(String::new(), "p", &[""], style).expect_err("no items");
    }
    cookies(&[("c", &json!({ "a;b": 1 }), Style::FormExploded)]).expect_err("another cookie");
}

/// Without exponents, and as short as the type is exact.
#[test]
fn scalars_are_written_as_openapi_says() {
    for (value, text) in [
        (word(&true), "true"),
        (word(&1e21), "1000000000000000000000"),
        (word(&1e-7), "0.0000001"),
        (word(&2.0), "2"),
        (word(&0.1_f32), "0.1"),
        (word(&u64::MAX), "18446744073709551615"),
        (word(&"a b"), "a b"),
    ] {
        assert_eq!(value.as_deref(), Ok(text));
    }
    let list = with_query(String::new(), "p", &[0.1_f32, 1e10], Style::Form);
    assert_eq!(list.as_deref(), Ok("?p=0.1,10000000000"));
}
