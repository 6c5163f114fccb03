//! Parameters in every style, location and kind.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{headers, parts, query, told};
use crate::{RefusalKind, RequestParts, Shape, Style, path_segment, styled_segment};

/// A row of `styles.json`: the table of OpenAPI 3.1.1, section 4.8.12.4 (its members in the order
/// of their names), and what stands between words within words. The client's tests write the same
/// rows that are read here.
#[derive(Debug, Deserialize)]
struct Row {
    r#in: String,
    style: String,
    explode: bool,
    value: Value,
    text: String,
}

impl Row {
    fn all() -> Vec<Row> {
        serde_json::from_str(include_str!("styles.json")).expect("the table")
    }

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

    fn shape(&self) -> Shape {
        match self.value {
            Value::Array(_) => WORDS,
            Value::Object(_) => COLOR,
            _ => Shape::String,
        }
    }

    fn read(&self) -> Result<Option<Value>, String> {
        let (style, shape, text) = (self.style(), self.shape(), &*self.text);
        told(match &*self.r#in {
            "path" => parts("/of/{color}", &format!("/of/{text}"), &[])
                .styled_path("color", style, shape)
                .map(Some),
            "query" => query(text).styled_query("color", style, shape, &[]),
            "header" => headers(&[("color", text)]).styled_header("color", style, shape),
            "cookie" => headers(&[("cookie", text)]).styled_cookie("color", style, shape),
            other => panic!("{other} is no location"),
        })
    }
}

const WORDS: Shape = Shape::List(&Shape::String);
const COLOR: Shape = Shape::Object(
    &[
        ("B", Shape::Integer),
        ("G", Shape::Integer),
        ("R", Shape::Integer),
    ],
    Some(&Shape::String),
);

#[test]
fn every_style_is_read_as_the_specification_writes_it() {
    for row in Row::all() {
        assert_eq!(row.read(), Ok(Some(row.value.clone())), "{row:?}");
    }
}

#[test]
fn links_are_written_as_they_are_read() {
    let in_paths = Row::all().into_iter().filter(|row| row.r#in == "path");
    for row in in_paths {
        let written = styled_segment("color", &row.value, row.style());
        assert_eq!(written, row.text, "{row:?}");
    }
    assert_eq!(path_segment(&["a,b", "ü"]), "a%2Cb,%C3%BC");
    assert_eq!(path_segment(&"alice@example.com"), "alice@example.com");
    assert_eq!(path_segment(&7), "7");
}

/// Beyond the specification's table: what other senders write for the same.
#[test]
fn other_senders_are_understood() {
    use Style::*;
    let words = json!(["a", "b"]);
    let color = json!({ "B": 1, "G": 2 });
    for (style, shape, text, value) in [
        (FormExploded, COLOR, "G=2&B=1", &color),
        (SpaceDelimited, WORDS, "color=a+b", &words),
        (SpaceDelimited, WORDS, "color=a&color=b", &words),
        (PipeDelimited, WORDS, "color=a|b", &words),
        (PipeDelimited, WORDS, "color=a&color=b", &words),
        (DeepObject, COLOR, "color[B]=1&color[G]=2", &color),
        (DeepObject, WORDS, "color[1]=b&color[0]=a", &words),
        (DeepObject, WORDS, "color=a&color=b", &words),
        // Encoded as a whole.
        (Form, WORDS, "color=a%2Cb", &json!(["a,b"])),
        (Form, COLOR, "color=B%2C1%2CG%2C2", &color),
    ] {
        let read = query(text).styled_query("color", style, shape, &[]);
        assert_eq!(told(read), Ok(Some(value.clone())), "{text}");
    }
    for (style, shape, text, value) in [
        // OpenAPI 3.0 has dots in all labels.
        (Label, WORDS, ".a.b", &words),
        (Label, COLOR, ".B.1.G.2", &color),
        // RFC 6570, section 3.2.7: the `=` of an empty value may be missing.
        (MatrixExploded, WORDS, ";color=a;color", &json!(["a", ""])),
        (Simple, COLOR, "B%2C1%2CG%2C2", &color),
    ] {
        let read = parts("/{color}", &format!("/{text}"), &[]).styled_path("color", style, shape);
        assert_eq!(told(read), Ok(value.clone()), "{text}");
    }
}

#[test]
fn lines_of_one_header_are_one_list() {
    let lines = headers(&[("color", "a, b"), ("color", " c")]);
    let read = lines.styled_header("color", Style::Simple, WORDS);
    assert_eq!(told(read), Ok(Some(json!(["a", "b", "c"]))));
    let none = headers(&[]).styled_header::<Value>("color", Style::Simple, WORDS);
    assert_eq!(told(none), Ok(None));
    let unfit = headers(&[("color", "ü")]).styled_header::<Value>("color", Style::Simple, WORDS);
    let detail = "The header parameter `color` is not valid: it is not visible ASCII.";
    assert_eq!(told(unfit), Err(detail.to_owned()));
}

#[test]
fn what_is_not_in_its_style_is_refused() {
    use Style::*;
    type Read = fn(&str, Style, Shape) -> Result<Value, crate::Refusal>;
    let in_path: Read =
        |text, style, shape| parts("/{c}", &format!("/{text}"), &[]).styled_path("c", style, shape);
    let in_query: Read = |text, style, shape| {
        let read = query(text).styled_query("c", style, shape, &[]);
        read.map(|value| value.unwrap_or_default())
    };
    let in_cookie: Read = |text, style, shape| {
        let read = headers(&[("cookie", text)]).styled_cookie("c", style, shape);
        read.map(|value| value.unwrap_or_default())
    };
    for (read, style, shape, text, detail) in [
        (in_path, Label, WORDS, "a", "`a` does not start with `.`"),
        (
            in_path,
            Matrix,
            WORDS,
            ";d=a",
            "`;d=a` does not start with `;c=`",
        ),
        (
            in_path,
            MatrixExploded,
            WORDS,
            ";c=a;d=b",
            "`d=b` does not start with `c=`",
        ),
        (in_path, Simple, COLOR, "B,1,G", "no value follows `G`"),
        (in_path, Simple, COLOR, "B,1,B,2", "`B` is there twice"),
        (in_path, Simple, COLOR, "B,x", "`x` is not an integer"),
        (
            in_path,
            SimpleExploded,
            COLOR,
            "B,1",
            "`B` is not `name=value`",
        ),
        (in_path, Simple, WORDS, "%FF", "it is not UTF-8"),
        (in_query, Form, WORDS, "c=a&c=b", "it is there twice"),
        (
            in_query,
            FormExploded,
            Shape::Integer,
            "c=1&c=2",
            "it is there twice",
        ),
        (
            in_query,
            Json,
            WORDS,
            "c=[",
            "it is not JSON: EOF while parsing a list at line 1 column 1",
        ),
        (
            in_query,
            DeepObject,
            COLOR,
            "c[B]=1&c[B]=2",
            "it is there twice",
        ),
        (
            in_query,
            DeepObject,
            COLOR,
            "c[B][x]=1",
            "an object stands where it has none",
        ),
        (in_cookie, Form, WORDS, "c=a; c=b", "it is there twice"),
        (
            in_cookie,
            Form,
            Shape::Boolean,
            "c=yes",
            "`yes` is not `true` or `false`",
        ),
    ] {
        let refusal = read(text, style, shape).expect_err(text);
        let end = format!(" is not valid: {detail}.");
        assert!(
            refusal.detail().ends_with(&end),
            "{text}: {}",
            refusal.detail()
        );
        let kind = match refusal.detail().contains("path") {
            true => RefusalKind::PathParameter,
            false => RefusalKind::Parameter,
        };
        assert_eq!(refusal.kind(), kind, "{text}");
    }
}

#[test]
fn an_open_object_takes_all_that_no_other_parameter_is() {
    let open = Shape::Object(&[("B", Shape::Integer)], Some(&Shape::Integer));
    let read = query("B=1&x=2&page=3").styled_query("color", Style::FormExploded, open, &["page"]);
    assert_eq!(told(read), Ok(Some(json!({ "B": 1, "x": 2 }))));
    let closed = Shape::Object(&[("B", Shape::Integer)], None);
    let read = query("B=1&x=2").styled_query("color", Style::FormExploded, closed, &[]);
    assert_eq!(told(read), Ok(Some(json!({ "B": 1 }))));
    let none = query("x=2").styled_query::<Value>("color", Style::FormExploded, closed, &[]);
    assert_eq!(told(none), Ok(None));
}

#[test]
fn brackets_lead_as_deep_as_the_shape() {
    const SIZES: Shape = Shape::List(&Shape::Object(&[("w", Shape::Integer)], None));
    let shape = Shape::Object(&[("sizes", SIZES), ("tags", WORDS)], Some(&Shape::Any));
    let text = "f[sizes][1][w]=2&f[sizes][0][w]=1&f[tags][]=a&f[tags][]=b&f[x][y]=true&g[x]=0";
    let read = query(text).styled_query("f", Style::DeepObject, shape, &[]);
    let value =
        json!({ "sizes": [{ "w": 1 }, { "w": 2 }], "tags": ["a", "b"], "x": { "y": true } });
    assert_eq!(told(read), Ok(Some(value)));
}

#[test]
fn of_alternatives_the_first_that_is_valid_is_taken() {
    let either = Shape::Either(&[Shape::Integer, WORDS]);
    let read = |text: &str| told(query(text).styled_query::<Value>("c", Style::Form, either, &[]));
    assert_eq!(read("c=7"), Ok(Some(json!(7))));
    assert_eq!(read("c=a,b"), Ok(Some(json!(["a", "b"]))));
    assert_eq!(read("d=7"), Ok(None));
    // What is read as decides: a list of words is no number.
    let parts: RequestParts = query("c=7");
    let words = parts.styled_query::<Vec<String>>("c", Style::Form, either, &[]);
    assert_eq!(told(words), Ok(Some(vec!["7".to_owned()])));
}
