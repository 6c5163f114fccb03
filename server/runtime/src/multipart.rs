//! Bodies of several parts: `multipart/form-data` (RFC 7578), `multipart/mixed`
//! (RFC 2046, section 5.1.3), `multipart/related` (RFC 2387); what their parts are is in OpenAPI
//! 3.1.1, section 4.8.15. The whole body is in memory: its size is bounded where it is read.

use std::collections::HashMap;
use std::fmt;

use futures::FutureExt;
use serde::de::value::{BytesDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::media::fits;
use super::pairs::Pairs;
use super::refusal::Refusal;
use super::request::{RequestParts, Shape, invalid_body};
use super::styled::Style;

/// A part that is a file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The name that the sender gives it: it may hold anything, and is no path
    /// to write to.
    #[serde(default)]
    pub name: Option<String>,
    /// The value of `Content-Type`.
    #[serde(default)]
    pub media_type: Option<String>,
    /// The content, without any transfer encoding undone.
    #[serde(deserialize_with = "bytes")]
    pub bytes: Vec<u8>,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}

/// A part as it comes, of a body whose parts the contract does not name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyPart {
    /// The name of the field: `name` of `Content-Disposition` (RFC 7578, section
    /// 4.2), else `Content-ID` without its brackets (RFC 2387).
    pub name: Option<String>,
    /// The content, and what the part says of it.
    pub file: File,
}

/// What the contract says of the parts of one name.
pub struct Property {
    /// The name of the property, and of its parts.
    pub name: &'static str,
    /// What its parts are.
    pub kind: PropertyKind,
    /// The media types and ranges that a part may have, if it says which it has;
    /// any where there is none.
    pub media_types: &'static [&'static str],
}

/// What the parts of one name are.
#[derive(Clone, Copy)]
pub enum PropertyKind {
    /// The value that the text stands for. Lists are a part for each item, or
    /// one part in JSON.
    Value(Shape),
    /// The value that the part is in JSON.
    Json,
    /// The one part, as a [`File`].
    File,
    /// A file in each part.
    Files,
}

/// Reads the parts as the properties of an object. `rest` is what parts are
/// that the contract does not name. Parts without a name stand for the properties
/// that no part names, in their order; what is left over is passed over.
///
/// # Errors
/// [`RefusalKind::Body`](super::RefusalKind), when it is not such a body, a part
/// is not of its kind, has another media type or is there twice, or the object is
/// not a `T`.
pub fn multipart_body<T: DeserializeOwned>(
    request: &RequestParts,
    body: Vec<u8>,
    properties: &[Property],
    rest: PropertyKind,
) -> Result<T, Refusal> {
    let mut parts = body_parts(request, body)?;
    name_parts(&mut parts, properties);
    let mut fields = in_brackets(&mut parts, properties)?;
    for (name, files) in by_name(parts) {
        let known = properties.iter().find(|property| property.name == name);
        if let Some(property) = known {
            check_media_types(property, &files)?;
        }
        let kind = known.map_or(rest, |property| property.kind);
        let field = field(kind, files, known.is_some());
        let field = field.map_err(|error| invalid_body(&format!("`{name}`: {error}")))?;
        fields.push((name, field));
    }
    let fields = MapDeserializer::<_, serde_json::Error>::new(fields.into_iter());
    T::deserialize(fields).map_err(|error| invalid_body(&error.to_string()))
}

/// The parts as they come, in their order.
///
/// # Errors
/// [`RefusalKind::Body`](super::RefusalKind), when `Content-Type` has no
/// boundary (RFC 2046, section 5.1.1), the body ends early, or the head of a part
/// cannot be read.
pub fn body_parts(request: &RequestParts, body: Vec<u8>) -> Result<Vec<BodyPart>, Refusal> {
    let content_type = request.header_text("content-type").unwrap_or_default();
    // The parser wants this subtype; the format is the same for all.
    let (_, parameters) = content_type.split_once(';').unwrap_or_default();
    let boundary = multer::parse_boundary(format!("multipart/form-data;{parameters}"))
        .map_err(|_| invalid_body("`Content-Type` has no boundary"))?;
    let stream = futures::stream::iter([Ok::<_, std::io::Error>(body)]);
    let mut multipart = multer::Multipart::new(stream, boundary);
    let parts = async {
        let mut parts = Vec::new();
        while let Some(field) = multipart.next_field().await? {
            let header = |name: &str| field.headers().get(name)?.to_str().ok().map(str::to_owned);
            let id = header("content-id");
            let name = field.name().map(str::to_owned);
            let name = name.or(id.map(|id| id.trim_matches(['<', '>']).to_owned()));
            let file_name = field.file_name().map(str::to_owned);
            let media_type = header("content-type");
            let bytes = field.bytes().await?.to_vec();
            parts.push(BodyPart {
                name,
                file: File {
                    name: file_name,
                    media_type,
                    bytes,
                },
            });
        }
        Ok::<_, multer::Error>(parts)
    };
    // All of the body is there: nothing is waited for.
    match parts.now_or_never() {
        Some(Ok(parts)) => Ok(parts),
        Some(Err(error)) => Err(invalid_body(&error.to_string())),
        None => Err(invalid_body("it ends early")),
    }
}

/// The files of each name, in the order in which the names come first.
fn by_name(parts: Vec<BodyPart>) -> Vec<(String, Vec<File>)> {
    let mut groups: Vec<(String, Vec<File>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for BodyPart { name, file } in parts {
        let Some(name) = name else { continue };
        let next = groups.len();
        let place = *places.entry(name.clone()).or_insert(next);
        if place == next {
            groups.push((name, Vec::new()));
        }
        groups[place].1.push(file);
    }
    groups
}

/// Parts without a name that is known stand for the properties in their order,
/// as in `multipart/related`.
fn name_parts(parts: &mut [BodyPart], properties: &[Property]) {
    let mut free: Vec<&Property> = properties
        .iter()
        .filter(|property| {
            let is_named = |part: &BodyPart| part.name.as_deref() == Some(property.name);
            !parts.iter().any(is_named)
        })
        .collect();
    free.reverse();
    for part in parts.iter_mut().filter(|part| part.name.is_none()) {
        part.name = free.pop().map(|property| property.name.to_owned());
    }
}

/// Takes the parts whose names have brackets: `name[]` is an item of a list,
/// `name[x]` a property of an object, as in the style `deepObject`.
fn in_brackets(
    parts: &mut Vec<BodyPart>,
    properties: &[Property],
) -> Result<Vec<(String, Field)>, Refusal> {
    let mut fields = Vec::new();
    for property in properties {
        let start = format!("{}[", property.name);
        let item = format!("{start}]");
        let is_meant = |part: &BodyPart| {
            let name = part.name.as_deref().unwrap_or_default();
            name.starts_with(&start) && name != item
        };
        for part in parts.iter_mut() {
            if part.name.as_ref() == Some(&item) {
                part.name = Some(property.name.to_owned());
            }
        }
        let PropertyKind::Value(shape @ Shape::Object(_, _)) = property.kind else {
            continue;
        };
        let (meant, others): (Vec<_>, Vec<_>) = parts.drain(..).partition(is_meant);
        *parts = others;
        let refuse = |error: String| invalid_body(&format!("`{}`: {error}", property.name));
        let mut pairs = Vec::new();
        for part in meant {
            let content = text(part.file).map_err(refuse)?;
            pairs.push((part.name.unwrap_or_default(), content));
        }
        let pairs = Pairs::new(pairs, |text| Ok(text.to_owned()));
        let read = pairs.read(property.name, Style::DeepObject, shape, &[]);
        let mut values = read.map_err(refuse)?.into_iter().flatten();
        if let Some(value) = values.next() {
            let value = value.map_err(refuse)?;
            fields.push((property.name.to_owned(), Field::Value(value)));
        }
    }
    Ok(fields)
}

fn check_media_types(property: &Property, files: &[File]) -> Result<(), Refusal> {
    let unfit = files.iter().find_map(|file| {
        let found = file.media_type.as_deref()?;
        let ranges = property.media_types;
        (!ranges.is_empty() && !ranges.iter().any(|range| fits(found, range))).then_some(found)
    });
    match unfit {
        None => Ok(()),
        Some(found) => {
            let expected = property.media_types.join("` or `");
            let name = property.name;
            let detail = format!("`{name}` is `{found}`, but must be `{expected}`");
            Err(invalid_body(&detail))
        }
    }
}

/// A property as it is deserialized.
enum Field {
    Value(Value),
    File(File),
    Files(Vec<File>),
}

fn field(kind: PropertyKind, mut files: Vec<File>, is_known: bool) -> Result<Field, String> {
    let value = match kind {
        PropertyKind::Files => return Ok(Field::Files(files)),
        PropertyKind::Value(Shape::List(item)) => {
            if let [single] = &files[..]
                && (is_json(single) || !matches!(item, Shape::String))
                && let Ok(Value::Array(items)) = serde_json::from_slice(&single.bytes)
            {
                Value::Array(items)
            } else {
                let items = files.into_iter().map(|file| item.value(&text(file)?));
                items.collect::<Result<Value, String>>()?
            }
        }
        _ if files.len() > 1 && is_known => return Err("it is there twice".into()),
        kind => {
            let Some(file) = files.pop() else {
                return Ok(Field::Value(Value::Null));
            };
            match kind {
                PropertyKind::File | PropertyKind::Files => return Ok(Field::File(file)),
                PropertyKind::Json => serde_json::from_slice(&file.bytes)
                    .map_err(|error| format!("it is not JSON: {error}"))?,
                PropertyKind::Value(shape) => shape.value(&text(file)?)?,
            }
        }
    };
    Ok(Field::Value(value))
}

fn is_json(file: &File) -> bool {
    let media_type = file.media_type.as_deref().unwrap_or_default();
    fits(media_type, "application/json")
}

fn text(file: File) -> Result<String, String> {
    String::from_utf8(file.bytes).map_err(|_| "it is not UTF-8".to_owned())
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for Field {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Field {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Field::Value(value) => value.deserialize_any(visitor),
            Field::Files(files) => {
                let files = files.into_iter().map(Field::File);
                SeqDeserializer::new(files).deserialize_any(visitor)
            }
            Field::File(file) => visitor.visit_map(FileFields { file, next: 0 }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Field::Value(value) => value.deserialize_option(visitor),
            field => visitor.visit_some(field),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self {
            Field::Value(value) => value.deserialize_newtype_struct(name, visitor),
            field => visitor.visit_newtype_struct(field),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self {
            Field::Value(value) => value.deserialize_enum(name, variants, visitor),
            field => field.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// The fields of a [`File`], one after the other.
struct FileFields {
    file: File,
    next: usize,
}

const FILE_FIELDS: [&str; 3] = ["name", "media_type", "bytes"];

impl<'de> serde::de::MapAccess<'de> for FileFields {
    type Error = serde_json::Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        match FILE_FIELDS.get(self.next) {
            Some(name) => {
                self.next += 1;
                seed.deserialize((*name).into_deserializer()).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Self::Error> {
        match self.next {
            1 => seed.deserialize(Value::from(self.file.name.take())),
            2 => seed.deserialize(Value::from(self.file.media_type.take())),
            _ => seed.deserialize(BytesDeserializer::new(&self.file.bytes)),
        }
    }
}

fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    struct Bytes;
    impl<'de> Visitor<'de> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }

        fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
            Ok(bytes)
        }
    }
    deserializer.deserialize_byte_buf(Bytes)
}
