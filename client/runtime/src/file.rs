//! Files in bodies of several parts, and what stands for bytes on a command line. What is not in
//! memory is read while it is sent, in pieces.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::multipart::{CONTENT, attach};

/// Bytes as they come.
pub(super) type Pieces = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// How much is in memory of what is read while it is sent.
const PIECE: usize = 64 * 1024;

/// A part that is a file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    /// The name that the receiver is told.
    pub name: Option<String>,
    /// The media type; without one it is what the contract says.
    pub media_type: Option<String>,
    content: Content,
}

/// Where the bytes of a file are.
#[derive(Clone)]
pub(super) enum Content {
    Bytes(Bytes),
    Path(PathBuf),
    /// It can be sent once, by whichever clone is sent first.
    Stream(Arc<Mutex<Option<Pieces>>>),
}

impl File {
    /// A file of `bytes`, without a name and media type of its own.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        File {
            content: Content::Bytes(bytes.into().into()),
            ..File::default()
        }
    }

    /// The file at `path`, under its own name. It is read when it is sent, in pieces, and may be
    /// as large as it likes.
    ///
    /// # Errors
    /// When there is no file, or it may not be read.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        std::fs::File::open(path)?;
        Ok(File {
            name: path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
            media_type: None,
            content: Content::Path(path.to_owned()),
        })
    }

    /// The file at `path`, under its own name. It is read at once, and blocks until
    /// it is.
    ///
    /// # Errors
    /// What goes wrong in reading it.
    pub fn read(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path)?;
        let name = path.file_name();
        Ok(File {
            name: name.map(|name| name.to_string_lossy().into_owned()),
            ..File::new(bytes)
        })
    }

    /// A file of what `stream` yields. A request with it is sent once, and never again by itself.
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        File {
            content: Content::Stream(Arc::new(Mutex::new(Some(Box::pin(stream))))),
            ..File::default()
        }
    }

    /// Tells the receiver this name instead of the property's.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sends this media type instead of the contract's.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes, where they are in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Path(_) | Content::Stream(_) => None,
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Content::Bytes(Bytes::new())
    }
}

/// Streams are the same where they are one.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Path(a), Content::Path(b)) => a == b,
            (Content::Stream(a), Content::Stream(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

impl Eq for Content {}

impl Content {
    /// The bytes as they are sent.
    pub(super) fn into_pieces(self) -> Pieces {
        match self {
            Content::Bytes(bytes) => futures::stream::iter([Ok(bytes)]).boxed(),
            Content::Path(path) => {
                let opened = async move {
                    let named = |error: io::Error| named(&path, &error);
                    let file = std::fs::File::open(&path).map_err(named)?;
                    Ok::<_, io::Error>(pieces(file))
                };
                futures::stream::once(opened).try_flatten().boxed()
            }
            Content::Stream(stream) => match stream.lock().map(|mut stream| stream.take()) {
                Ok(Some(stream)) => stream,
                _ => {
                    let error = io::Error::other("the stream of a file was sent before");
                    futures::stream::iter([Err(error)]).boxed()
                }
            },
        }
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("{} cannot be read: {error}", path.display()),
    )
}

/// What a reader has, read in threads that may block.
pub(super) fn pieces(reader: impl Read + Send + 'static) -> Pieces {
    futures::stream::try_unfold(reader, |mut reader| async move {
        let read = move || {
            let mut piece = vec![0; PIECE];
            let length = reader.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, io::Error>((piece, reader))
        };
        let read = tokio::task::spawn_blocking(read).await;
        let (piece, reader) = read.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!piece.is_empty()).then(|| (piece.into(), reader)))
    })
    .boxed()
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("File");
        shown.field("name", &self.name);
        shown.field("media_type", &self.media_type);
        match &self.content {
            Content::Bytes(bytes) => {
                shown.field("bytes", &format_args!("{} bytes", bytes.len()));
            }
            Content::Path(path) => {
                shown.field("path", path);
            }
            Content::Stream(_) => {
                shown.field("stream", &format_args!("…"));
            }
        }
        shown.finish()
    }
}

/// From the command line: `@path` is the file there, all else is its text.
impl FromStr for File {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix('@') {
            Some(path) => {
                File::open(path).map_err(|error| format!("{path} cannot be read: {error}"))
            }
            None => Ok(File::new(text)),
        }
    }
}

/// In a body of several parts, the content is attached to what Serde writes, and only told apart
/// by its number. Elsewhere it has none.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &self.name {
            map.serialize_entry("name", name)?;
        }
        if let Some(media_type) = &self.media_type {
            map.serialize_entry("media_type", media_type)?;
        }
        if let Some(number) = attach(&self.content) {
            map.serialize_entry(CONTENT, &number)?;
        }
        map.end()
    }
}

/// From a file of a body in JSON, as the command line takes it: a text as
/// [`FromStr`] reads it, or an object with the `path` or the `text`, and a `name`
/// and `media_type` of its own.
impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Written;

        impl<'de> Visitor<'de> for Written {
            type Value = File;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, `@path`, or an object with a `path` or `text`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<File, E> {
                text.parse().map_err(E::custom)
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<File, M::Error> {
                use serde::de::Error;
                let mut file = File::default();
                let (mut name, mut media_type) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "name" => name = map.next_value()?,
                        "media_type" => media_type = map.next_value()?,
                        "path" => {
                            let path: String = map.next_value()?;
                            file = format!("@{path}").parse().map_err(M::Error::custom)?;
                        }
                        "text" => file = File::new(map.next_value::<String>()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                file.name = name.or(file.name);
                file.media_type = media_type;
                Ok(file)
            }
        }
        deserializer.deserialize_any(Written)
    }
}
