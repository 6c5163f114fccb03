//! Parameters that are more than one word: lists and objects in the styles of
//! OpenAPI (3.1.1, section 4.8.12.3, after RFC 6570), and parameters that are
//! JSON. Parameters of one word are read in [`request`](super::request).
//!
//! What stands between words is looked for before percent-encoding is undone,
//! so that a word may hold it encoded. A sender that encodes both is understood
//! where what it meant is the only valid reading.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::pairs::{Decode, Pairs, Values};
use super::refusal::{Refusal, Unexpected};
use super::request::{RequestParts, Shape, decode, decoded, encoded, invalid};
use super::response::{ResponseBuilder, header_text};

/// How a parameter is written. The examples are the list `a`, `b` and the
/// object `x: 1`, `y: 2`, called `name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` and `x,1,y,2`
    Simple,
    /// `a,b` and `x=1,y=2`
    SimpleExploded,
    /// `.a,b` and `.x,1,y,2`
    Label,
    /// `.a.b` and `.x=1.y=2`
    LabelExploded,
    /// `;name=a,b` and `;name=x,1,y,2`
    Matrix,
    /// `;name=a;name=b` and `;x=1;y=2`
    MatrixExploded,
    /// `name=a,b` and `name=x,1,y,2`
    Form,
    /// `name=a&name=b` and `x=1&y=2`
    FormExploded,
    /// `name=a%20b` and `name=x%201%20y%202`
    SpaceDelimited,
    /// `name=a%7Cb` and `name=x%7C1%7Cy%7C2`
    PipeDelimited,
    /// `name[]=a&name[]=b` and `name[x]=1&name[y]=2`
    DeepObject,
    /// JSON text.
    Json,
}

impl RequestParts {
    /// A parameter of the path in any style.
    ///
    /// # Errors
    /// [`RefusalKind::PathParameter`](super::RefusalKind), when it is not of the
    /// style and shape, or not a `T`.
    pub fn styled_path<T: DeserializeOwned>(
        &self,
        name: &str,
        style: Style,
        shape: Shape,
    ) -> Result<T, Refusal> {
        decode(
            Ok(in_text(self.raw_path(name), name, style, shape, decoded)),
            "path",
            name,
        )
    }

    /// A parameter of the query in any style; none when it is not there.
    ///
    /// `others` are the names of the other parameters: what they are called
    /// is no property of an object that may have any.
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`](super::RefusalKind), when it is not of the style
    /// and shape, is there twice, or is not a `T`.
    pub fn styled_query<T: DeserializeOwned>(
        &self,
        name: &str,
        style: Style,
        shape: Shape,
        others: &[&str],
    ) -> Result<Option<T>, Refusal> {
        let pairs = Pairs::parse(self.head.uri.query().unwrap_or_default());
        match pairs.read(name, style, shape, others) {
            Ok(None) => Ok(None),
            Ok(Some(values)) => decode(Ok(values), "query", name).map(Some),
            Err(error) => Err(invalid("query", name, &error)),
        }
    }

    /// A header in any style; none when it is not there.
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`](super::RefusalKind), when it is not visible
    /// ASCII, not of the style and shape, or not a `T`.
    pub fn styled_header<T: DeserializeOwned>(
        &self,
        name: &str,
        style: Style,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        let mut texts = Vec::new();
        for value in self.head.headers.get_all(name) {
            match value.to_str() {
                Ok(text) => texts.push(text),
                Err(_) => return Err(invalid("header", name, "it is not visible ASCII")),
            }
        }
        if texts.is_empty() {
            return Ok(None);
        }
        // Lines of one name are one list (RFC 9110, section 5.3).
        let trimmed: Decode = |word| Ok(word.trim().to_owned());
        let values = in_text(&texts.join(","), name, style, shape, trimmed);
        decode(Ok(values), "header", name).map(Some)
    }

    /// Cookies in any style; none when there are none.
    ///
    /// # Errors
    /// [`RefusalKind::Parameter`](super::RefusalKind), when they are not of the
    /// style and shape, are there twice, or are not a `T`.
    pub fn styled_cookie<T: DeserializeOwned>(
        &self,
        name: &str,
        style: Style,
        shape: Shape,
    ) -> Result<Option<T>, Refusal> {
        let pairs = self
            .cookies()
            .map(|(name, raw)| (name.to_owned(), raw.to_owned()));
        let pairs = Pairs::new(pairs.collect(), decoded);
        match pairs.read(name, style, shape, &[]) {
            Ok(None) => Ok(None),
            Ok(Some(values)) => decode(Ok(values), "cookie", name).map(Some),
            Err(error) => Err(invalid("cookie", name, &error)),
        }
    }
}

/// What a text of its own may be.
pub(super) fn in_text(raw: &str, name: &str, style: Style, shape: Shape, decode: Decode) -> Values {
    use Style::{Label, LabelExploded, Matrix, MatrixExploded, SimpleExploded};
    if style == Style::Json {
        let text = decode(raw);
        let value = text.and_then(|text| {
            serde_json::from_str(&text).map_err(|error| format!("it is not JSON: {error}"))
        });
        return vec![value];
    }
    if let Shape::Either(shapes) = shape {
        let values = shapes
            .iter()
            .flat_map(|shape| in_text(raw, name, style, *shape, decode));
        return values.collect();
    }
    let is_whole = !matches!(shape, Shape::List(_) | Shape::Object(_, _));
    let text = match style {
        Label | LabelExploded => raw.strip_prefix('.'),
        Matrix | MatrixExploded => raw.strip_prefix(';'),
        _ => Some(raw),
    };
    let text = match (style, text) {
        (Matrix, Some(text)) => named(text, name),
        (MatrixExploded, Some(text)) if is_whole => named(text, name),
        (_, text) => text,
    };
    let Some(text) = text else {
        let start = match style {
            Label | LabelExploded => ".".to_owned(),
            _ => format!(";{name}="),
        };
        return vec![Err(format!("`{raw}` does not start with `{start}`"))];
    };
    if is_whole {
        return match decode(text) {
            Ok(text) => shape.values(&text),
            Err(error) => vec![Err(error)],
        };
    }
    let is_exploded = matches!(style, SimpleExploded | LabelExploded | MatrixExploded);
    let separator = match style {
        LabelExploded => '.',
        MatrixExploded => ';',
        // OpenAPI 3.0 has dots in all labels.
        Label if !text.contains(',') => '.',
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    };
    let as_is: Decode = |word| Ok(word.to_owned());
    let whole = decode(text).map(|text| words(&text, separator, is_exploded, name, shape, as_is));
    if matches!(style, Style::SpaceDelimited | Style::PipeDelimited) {
        return vec![whole.and_then(|value| value)];
    }
    let mut values = vec![words(text, separator, is_exploded, name, shape, decode)];
    if text.contains('%') {
        values.push(whole.and_then(|value| value));
    }
    values
}

/// What follows `name=`. The name alone is empty (RFC 6570, section 3.2.7).
fn named<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(name)?;
    if rest.is_empty() {
        return Some("");
    }
    rest.strip_prefix('=')
}

/// A list or an object, from its words.
fn words(
    text: &str,
    separator: char,
    is_exploded: bool,
    name: &str,
    shape: Shape,
    decode: Decode,
) -> Result<Value, String> {
    let words = || text.split(separator).filter(|_| !text.is_empty());
    let Shape::Object(members, rest) = shape else {
        let Shape::List(item) = shape else {
            return shape.value(&decode(text)?);
        };
        let items = words().map(|word| {
            let word = match separator {
                ';' => named(word, name)
                    .ok_or_else(|| format!("`{word}` does not start with `{name}=`"))?,
                _ => word,
            };
            item.value(&decode(word)?)
        });
        return items.collect();
    };
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if is_exploded {
        for word in words() {
            let pair = word.split_once('=');
            pairs.push(pair.ok_or_else(|| format!("`{word}` is not `name=value`"))?);
        }
    } else {
        let mut words = words();
        while let Some(member) = words.next() {
            let value = words.next();
            let value = value.ok_or_else(|| format!("no value follows `{member}`"))?;
            pairs.push((member, value));
        }
    }
    let mut object = Map::new();
    for (member, value) in pairs {
        let member = decode(member)?;
        let known = members.iter().find(|(known, _)| *known == member);
        let shape = known.map_or(rest.copied(), |(_, shape)| Some(*shape));
        let value = shape.unwrap_or(Shape::Any).value(&decode(value)?)?;
        if object.insert(member.clone(), value).is_some() {
            return Err(format!("`{member}` is there twice"));
        }
    }
    Ok(Value::Object(object))
}

/// A value as a segment of a path in any style, for links to operations. Null
/// when the value cannot be written.
pub fn styled_segment(name: &str, value: &impl Serialize, style: Style) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    if style == Style::Json {
        return encoded(&value.to_string().into());
    }
    let is_exploded = matches!(
        style,
        Style::SimpleExploded | Style::LabelExploded | Style::MatrixExploded
    );
    let separator = match style {
        Style::LabelExploded => ".",
        Style::MatrixExploded => ";",
        _ => ",",
    };
    // Dots stand between the words of labels.
    let encoded = |value: &Value| match style {
        Style::Label | Style::LabelExploded => encoded(value).replace('.', "%2E"),
        _ => encoded(value),
    };
    let start = format!("{name}=");
    let text = match &value {
        Value::Array(items) => {
            let items = items.iter().map(|item| match style {
                Style::MatrixExploded => format!("{start}{}", encoded(item)),
                _ => encoded(item),
            });
            items.collect::<Vec<_>>().join(separator)
        }
        Value::Object(members) => {
            let joint = if is_exploded { "=" } else { "," };
            let pairs = members.iter().map(|(member, value)| {
                let member = encoded(&member.as_str().into());
                format!("{member}{joint}{}", encoded(value))
            });
            pairs.collect::<Vec<_>>().join(separator)
        }
        scalar => encoded(scalar),
    };
    let is_list = value.is_array() || value.is_object();
    match style {
        Style::Label | Style::LabelExploded => format!(".{text}"),
        Style::MatrixExploded if is_list => format!(";{text}"),
        Style::Matrix | Style::MatrixExploded if text.is_empty() => format!(";{name}"),
        Style::Matrix | Style::MatrixExploded => format!(";{start}{text}"),
        _ => text,
    }
}

impl ResponseBuilder {
    /// A header whose value is JSON ([`Style::Json`]), or an object as `x=1,y=2`
    /// (all others; OpenAPI 3.1.1, section 4.8.21). One that is null is left out.
    ///
    /// # Errors
    /// A value that no header may hold.
    ///
    /// # Panics
    /// When `name` is not in small letters.
    pub fn styled_header(
        self,
        name: &'static str,
        value: Option<&impl Serialize>,
        style: Style,
    ) -> Result<Self, Unexpected> {
        self.header_as(
            name,
            value,
            match style {
                Style::Json => json_text,
                _ => exploded_text,
            },
        )
    }
}

/// JSON in ASCII, as a header must be.
fn json_text(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() {
            text.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

fn exploded_text(value: &Value) -> String {
    let Value::Object(members) = value else {
        return header_text(value);
    };
    let pairs = members
        .iter()
        .map(|(member, value)| format!("{member}={}", header_text(value)));
    pairs.collect::<Vec<_>>().join(",")
}
