//! Bodies of several parts: `multipart/form-data` (RFC 7578), `multipart/mixed`
//! (RFC 2046, section 5.1.3), `multipart/related` (RFC 2387); what their parts are is in OpenAPI
//! 3.1.1, section 4.8.15.
//!
//! All parts are there before a handler is called, so that what is missing or not valid never
//! reaches it, whatever the order of the parts: a value may come after a file. Of a body within the
//! limit for bodies in memory all is in memory; what comes after that is in a temporary file, which
//! the limit for other bodies bounds.

use std::collections::HashMap;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde_json::Value;

use super::body::{BodyError, RequestBody};
use super::file::{Content, File, handing_over};
use super::media::fits;
use super::pairs::Pairs;
use super::refusal::{Refusal, Unexpected};
use super::request::{RequestParts, Shape, invalid_body};
use super::styled::Style;

/// A part as it comes, of a body whose parts the contract does not name.
#[derive(Clone, Debug, PartialEq)]
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
/// not a `T`; [`RefusalKind::BodyTooLarge`](super::RefusalKind), when the body is larger than the
/// server takes, or a value than what it reads into memory.
pub async fn multipart_body<T: DeserializeOwned>(
    request: &RequestParts,
    body: RequestBody,
    properties: &[Property],
    rest: PropertyKind,
) -> Result<T, Refusal> {
    let limit = body.sizes.whole;
    let mut parts = body_parts(request, body).await?;
    name_parts(&mut parts, properties);
    let mut fields = in_brackets(&mut parts, properties, limit)?;
    for (name, files) in by_name(parts) {
        let known = properties.iter().find(|property| property.name == name);
        if let Some(property) = known {
            check_media_types(property, &files)?;
        }
        let kind = known.map_or(rest, |property| property.kind);
        let field = field(kind, files, known.is_some(), limit);
        let field = field.map_err(|unfit| unfit.of(&name))?;
        fields.push((name, field));
    }
    let fields = MapDeserializer::<_, serde_json::Error>::new(fields.into_iter());
    let read = handing_over(|| T::deserialize(fields));
    read.map_err(|error| invalid_body(&error.to_string()))
}

/// The parts as they come, in their order.
///
/// # Errors
/// [`RefusalKind::Body`](super::RefusalKind), when `Content-Type` has no
/// boundary (RFC 2046, section 5.1.1), the body ends early, or the head of a part
/// cannot be read; [`RefusalKind::BodyTooLarge`](super::RefusalKind), when it is larger than the
/// server takes.
pub async fn body_parts(
    request: &RequestParts,
    body: RequestBody,
) -> Result<Vec<BodyPart>, Refusal> {
    let content_type = request.header_text("content-type").unwrap_or_default();
    // The parser wants this subtype; the format is the same for all.
    let (_, parameters) = content_type.split_once(';').unwrap_or_default();
    let boundary = multer::parse_boundary(format!("multipart/form-data;{parameters}"))
        .map_err(|_| invalid_body("`Content-Type` has no boundary"))?;
    let mut store = Store::new(body.sizes.whole);
    let mut multipart = multer::Multipart::new(body.stream()?, boundary);
    let mut parts = Vec::new();
    while let Some(mut field) = multipart.next_field().await.map_err(unread)? {
        let header = |name: &str| field.headers().get(name)?.to_str().ok().map(str::to_owned);
        let id = header("content-id");
        let name = field.name().map(str::to_owned);
        let name = name.or(id.map(|id| id.trim_matches(['<', '>']).to_owned()));
        let file_name = field.file_name().map(str::to_owned);
        let media_type = header("content-type");
        store.begin([&name, &file_name, &media_type])?;
        while let Some(piece) = field.chunk().await.map_err(unread)? {
            store.add(piece).await?;
        }
        let file = File::of(file_name, media_type, store.end());
        parts.push(BodyPart { name, file });
    }
    Ok(parts)
}

/// Why a body cannot be read on: as its stream says it, or the parser.
fn unread(error: multer::Error) -> Refusal {
    match error {
        multer::Error::StreamReadFailed(error) => match error.downcast::<BodyError>() {
            Ok(error) => (*error).into(),
            Err(error) => invalid_body(&error.to_string()),
        },
        error => invalid_body(&error.to_string()),
    }
}

/// Where the contents of parts go.
struct Store {
    /// How many bytes of heads more may be in memory.
    heads: usize,
    /// How many bytes of contents more may be in memory.
    room: usize,
    memory: Vec<Bytes>,
    disk: Option<Arc<std::fs::File>>,
    /// Where the content begins and ends that is being written to the file.
    start: u64,
    end: u64,
}

/// What a part takes without its content, about as much as its head has on the wire.
const PART: usize = 64;

impl Store {
    fn new(room: usize) -> Self {
        Store {
            heads: room,
            room,
            memory: Vec::new(),
            disk: None,
            start: 0,
            end: 0,
        }
    }

    fn begin(&mut self, head: [&Option<String>; 3]) -> Result<(), Refusal> {
        let head = head.iter().filter_map(|text| text.as_deref());
        let taken = head.map(str::len).sum::<usize>() + PART;
        self.heads = self
            .heads
            .checked_sub(taken)
            .ok_or_else(|| invalid_body("it has more parts than the server reads into memory"))?;
        self.start = self.end;
        Ok(())
    }

    /// The content of one part is in one place.
    async fn add(&mut self, piece: Bytes) -> Result<(), Refusal> {
        let is_on_disk = self.end > self.start;
        if !is_on_disk && let Some(room) = self.room.checked_sub(piece.len()) {
            self.room = room;
            self.memory.push(piece);
            return Ok(());
        }
        let before = std::mem::take(&mut self.memory);
        self.room += before.iter().map(Bytes::len).sum::<usize>();
        for piece in before.into_iter().chain([piece]) {
            self.write(piece).await?;
        }
        Ok(())
    }

    async fn write(&mut self, piece: Bytes) -> Result<(), Refusal> {
        let (disk, at) = (self.disk.clone(), self.end);
        self.end += piece.len() as u64;
        let write = move || {
            let disk = match disk {
                Some(disk) => disk,
                None => Arc::new(tempfile::tempfile()?),
            };
            disk.write_all_at(&piece, at)?;
            Ok::<_, std::io::Error>(disk)
        };
        let written = tokio::task::spawn_blocking(write).await;
        let written = written.map_err(std::io::Error::other).flatten();
        let disk = written.map_err(|error| Refusal::failure(&Unexpected::new(error)))?;
        self.disk = Some(disk);
        Ok(())
    }

    fn end(&mut self) -> Content {
        let memory = std::mem::take(&mut self.memory);
        match (&self.disk, self.end - self.start) {
            (Some(file), length @ 1..) => Content::Disk {
                file: Arc::clone(file),
                start: self.start,
                length,
            },
            _ => Content::Memory(match <[Bytes; 1]>::try_from(memory) {
                Ok([single]) => single,
                Err(memory) => memory.concat().into(),
            }),
        }
    }
}

/// A part that is not what its property is.
enum Unfit {
    Invalid(String),
    Unread(BodyError),
}

impl Unfit {
    fn of(self, name: &str) -> Refusal {
        match self {
            Unfit::Invalid(error) => invalid_body(&format!("`{name}`: {error}")),
            Unfit::Unread(error) => error.into(),
        }
    }
}

impl From<String> for Unfit {
    fn from(error: String) -> Self {
        Unfit::Invalid(error)
    }
}

impl From<BodyError> for Unfit {
    fn from(error: BodyError) -> Self {
        Unfit::Unread(error)
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
    limit: usize,
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
            let content = text(part.file, limit).map_err(|unfit| unfit.of(property.name))?;
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

fn field(
    kind: PropertyKind,
    mut files: Vec<File>,
    is_known: bool,
    limit: usize,
) -> Result<Field, Unfit> {
    let value = match kind {
        PropertyKind::Files => return Ok(Field::Files(files)),
        PropertyKind::Value(Shape::List(item)) => {
            if let [single] = &files[..]
                && (is_json(single) || !matches!(item, Shape::String))
                && let Ok(Value::Array(items)) =
                    serde_json::from_slice(&single.clone().value(limit)?)
            {
                Value::Array(items)
            } else {
                let items = files
                    .into_iter()
                    .map(|file| Ok(item.value(&text(file, limit)?)?));
                items.collect::<Result<Value, Unfit>>()?
            }
        }
        _ if files.len() > 1 && is_known => return Err("it is there twice".to_owned().into()),
        kind => {
            let Some(file) = files.pop() else {
                return Ok(Field::Value(Value::Null));
            };
            match kind {
                PropertyKind::File | PropertyKind::Files => return Ok(Field::File(file)),
                PropertyKind::Json => serde_json::from_slice(&file.value(limit)?)
                    .map_err(|error| format!("it is not JSON: {error}"))?,
                PropertyKind::Value(shape) => shape.value(&text(file, limit)?)?,
            }
        }
    };
    Ok(Field::Value(value))
}

fn is_json(file: &File) -> bool {
    let media_type = file.media_type.as_deref().unwrap_or_default();
    fits(media_type, "application/json")
}

fn text(file: File, limit: usize) -> Result<String, Unfit> {
    let text = String::from_utf8(file.value(limit)?);
    text.map_err(|_| "it is not UTF-8".to_owned().into())
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

const FILE_FIELDS: [&str; 3] = ["name", "media_type", "content"];

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
            _ => seed.deserialize(Value::from(self.file.clone().hand_over())),
        }
    }
}
