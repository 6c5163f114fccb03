//! Files among the parts of a body: in memory while the body is small, else in a temporary file of
//! the whole body, which has no name and goes with the last part of it.

use std::cell::RefCell;
use std::fmt;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::Bytes;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::body::{BodyError, ByteStream};

/// How much of a file is read at a time.
const PIECE: u64 = 128 * 1024;

/// A part that is a file. It may be read more than once.
#[derive(Clone, PartialEq, Deserialize)]
pub struct File {
    /// The name that the sender gives it: it may hold anything, and is no path
    /// to write to.
    #[serde(default)]
    pub name: Option<String>,
    /// The value of `Content-Type`.
    #[serde(default)]
    pub media_type: Option<String>,
    /// Without any transfer encoding undone.
    #[serde(deserialize_with = "handed_over")]
    content: Content,
}

/// Where the content is.
#[derive(Clone)]
pub(super) enum Content {
    Memory(Bytes),
    /// A piece of the temporary file.
    Disk {
        file: Arc<std::fs::File>,
        start: u64,
        length: u64,
    },
}

impl Default for Content {
    fn default() -> Self {
        Content::Memory(Bytes::new())
    }
}

/// In memory it is the same if its bytes are, in a temporary file if its place is.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Content::Memory(bytes), Content::Memory(others)) => bytes == others,
            (
                Content::Disk {
                    file,
                    start,
                    length,
                },
                Content::Disk {
                    file: other,
                    start: other_start,
                    length: other_length,
                },
            ) => Arc::ptr_eq(file, other) && (start, length) == (other_start, other_length),
            _ => false,
        }
    }
}

impl File {
    /// A file whose content is in memory.
    pub fn new(
        name: Option<String>,
        media_type: Option<String>,
        content: impl Into<Bytes>,
    ) -> Self {
        Self::of(name, media_type, Content::Memory(content.into()))
    }

    pub(super) fn of(name: Option<String>, media_type: Option<String>, content: Content) -> Self {
        File {
            name,
            media_type,
            content,
        }
    }

    /// How many bytes it has.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> u64 {
        match &self.content {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::Disk { length, .. } => *length,
        }
    }

    /// The content from its beginning, a piece at a time.
    pub fn stream(&self) -> ByteStream {
        match self.content.clone() {
            Content::Memory(bytes) => bytes.into(),
            Content::Disk {
                file,
                start,
                length,
            } => {
                let pieces = futures::stream::try_unfold(0, move |at| {
                    let (file, wanted) = (Arc::clone(&file), PIECE.min(length - at));
                    async move {
                        if wanted == 0 {
                            return Ok(None);
                        }
                        let read = move || read(&file, start + at, wanted);
                        let piece = tokio::task::spawn_blocking(read).await??;
                        Ok::<_, std::io::Error>(Some((piece, at + wanted)))
                    }
                });
                ByteStream::new(pieces).of_length(length)
            }
        }
    }

    /// All of the content, in memory.
    ///
    /// # Errors
    /// [`BodyError::TooLarge`] when it is larger than `limit` bytes, and what the system says when
    /// the temporary file cannot be read.
    pub async fn collect_at_most(&self, limit: usize) -> Result<Bytes, BodyError> {
        self.stream().collect_at_most(limit).await
    }

    /// The content of a part that is a value: it is read whole in any case.
    pub(super) fn value(self, limit: usize) -> Result<Vec<u8>, BodyError> {
        let (file, start, length) = match self.content {
            Content::Memory(bytes) => return Ok(bytes.into()),
            Content::Disk {
                file,
                start,
                length,
            } => (file, start, length),
        };
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        if length > limit {
            return Err(BodyError::TooLarge { limit });
        }
        let bytes = read(&file, start, length).map_err(|error| BodyError::Failed(error.into()))?;
        Ok(bytes.into())
    }

    /// What stands for the content while Serde takes the file to its place.
    pub(super) fn hand_over(self) -> u64 {
        HANDED_OVER.with_borrow_mut(|handed| {
            handed.push(self.content);
            handed.len() as u64 - 1
        })
    }
}

fn read(file: &std::fs::File, at: u64, length: u64) -> std::io::Result<Bytes> {
    let mut bytes = vec![0; usize::try_from(length).map_err(std::io::Error::other)?];
    file.read_exact_at(&mut bytes, at)?;
    Ok(bytes.into())
}

thread_local! {
    /// Serde's model has no open files: while parts become a type, contents wait here, and numbers
    /// stand for them.
    static HANDED_OVER: RefCell<Vec<Content>> = const { RefCell::new(Vec::new()) };
}

/// Runs `deserialize`, in which files are handed over.
pub(super) fn handing_over<T>(deserialize: impl FnOnce() -> T) -> T {
    let result = deserialize();
    HANDED_OVER.with_borrow_mut(Vec::clear);
    result
}

fn handed_over<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Content, D::Error> {
    let number = u64::deserialize(deserializer)?;
    let found = HANDED_OVER.with_borrow(|handed| {
        let index = usize::try_from(number).ok()?;
        handed.get(index).cloned()
    });
    found.ok_or_else(|| serde::de::Error::custom("a file is a part of a body, and nothing else"))
}

/// Without the content: nothing is sent of it.
impl Serialize for File {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("File", 3)?;
        fields.serialize_field("name", &self.name)?;
        fields.serialize_field("media_type", &self.media_type)?;
        fields.serialize_field("length", &self.len())?;
        fields.end()
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("content", &format_args!("{} bytes", self.len()))
            .finish()
    }
}
