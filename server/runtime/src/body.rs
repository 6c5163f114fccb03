//! Bodies as bytes: those of requests, which have not been read yet when a handler is called, and
//! those of responses, which need not be there when it returns. A stream is in memory by one piece
//! at a time. It knows no media type.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use http_body_util::{BodyDataStream, BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::AsyncRead;
use tokio_util::io::{ReaderStream, StreamReader};

use super::refusal::{Refusal, RefusalKind, Unexpected};
use super::request::invalid_body;

/// How much of a body that the contract does not have is read away, at most.
const UNASKED: usize = 16 * 1024;

type BoxError = Box<dyn Error + Send + Sync>;

/// How much of a reader is read at a time.
const PIECE: usize = 64 * 1024;

/// Bytes that are there, or come in pieces: a [`Stream`] of `Result<Bytes, BodyError>`.
///
/// The body of a request is one where the contract has bytes (`application/octet-stream`, images, a
/// range as `*/*`). What comes of it is checked against the server's limits while it is read, and
/// `?` on a [`BodyError`] is the operation's documented response for it, as 413. What nobody reads
/// is read away within bounds, or the connection is closed.
///
/// For a response it is made by `into` of what is in memory, by [`ByteStream::new`] of a stream, and
/// by [`ByteStream::from_reader`] of a file. It is dropped when the client goes away. When a stream
/// fails, the connection ends without the end of the body: no client takes it for a whole one.
pub struct ByteStream {
    source: Source,
    length: Option<u64>,
}

enum Source {
    Whole(Option<Bytes>),
    /// The lock is never taken: it makes requests and responses `Sync`.
    Pieces(Mutex<BoxStream<'static, Result<Bytes, BodyError>>>),
}

/// Why the rest of a body does not come.
#[derive(Debug)]
pub enum BodyError {
    /// It has more bytes than are taken. A response of 413 (RFC 9110, section 15.5.14).
    TooLarge {
        /// How many are.
        limit: u64,
    },
    /// Its sender broke off, or is too slow. A response of 400, which hardly arrives.
    Broken(BoxError),
    /// It is made by the server, and that failed. A response of 500.
    Failed(BoxError),
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BodyError::TooLarge { limit } => write!(f, "the body is larger than {limit} bytes"),
            BodyError::Broken(error) => write!(f, "the body ends early: {error}"),
            BodyError::Failed(error) => write!(f, "the body cannot be made: {error}"),
        }
    }
}

impl Error for BodyError {}

impl BodyError {
    fn refusal(self) -> Result<Refusal, BoxError> {
        match self {
            BodyError::TooLarge { limit } => Ok(too_large(limit)),
            BodyError::Broken(error) => {
                Ok(invalid_body("it ends early").because(error.to_string()))
            }
            BodyError::Failed(error) => Err(error),
        }
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        let failed = |error: BoxError| Refusal::failure(&Unexpected::new(error));
        error.refusal().unwrap_or_else(failed)
    }
}

/// What a handler cannot go on without: the operation's documented response for the fault, if it is
/// the sender's.
impl From<BodyError> for Unexpected {
    fn from(error: BodyError) -> Self {
        match error.refusal() {
            Ok(refusal) => Unexpected::refused(refusal),
            Err(error) => Unexpected::new(error),
        }
    }
}

impl From<BodyError> for io::Error {
    fn from(error: BodyError) -> Self {
        io::Error::other(error)
    }
}

impl ByteStream {
    /// Pieces as they come. One that fails is the last.
    pub fn new<S, B, E>(pieces: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        let pieces = pieces.map_ok(Into::into);
        Self::pieces(pieces.map_err(|error| BodyError::Failed(error.into())))
    }

    /// What a reader gives until its end: a file, the output of a program.
    pub fn from_reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(ReaderStream::with_capacity(reader, PIECE))
    }

    pub(super) fn pieces(
        pieces: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
    ) -> Self {
        ByteStream {
            source: Source::Pieces(Mutex::new(pieces.boxed())),
            length: None,
        }
    }

    /// Says how many bytes there are, where it is known before: the response then has
    /// `Content-Length`. A stream that ends earlier ends the connection.
    #[must_use]
    pub fn of_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// How many bytes there are, or were at the beginning, where it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// As the stream's.
    pub async fn piece(&mut self) -> Result<Option<Bytes>, BodyError> {
        self.try_next().await
    }

    /// All of it, in memory.
    ///
    /// # Errors
    /// [`BodyError::TooLarge`] when there are more than `limit` bytes, and as the stream's.
    pub async fn collect_at_most(mut self, limit: usize) -> Result<Bytes, BodyError> {
        let too_large = BodyError::TooLarge {
            limit: limit.try_into().unwrap_or(u64::MAX),
        };
        let mut all = BytesMut::new();
        while let Some(piece) = self.piece().await? {
            if all.len() + piece.len() > limit {
                return Err(too_large);
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// The bytes for who reads, as `tokio::io::copy` does. Its errors have a [`BodyError`] within.
    pub fn into_reader(self) -> impl AsyncRead + Send + Unpin + 'static {
        StreamReader::new(self.map_err(io::Error::from))
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        ByteStream {
            length: bytes.len().try_into().ok(),
            source: Source::Whole(Some(bytes)),
        }
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for ByteStream {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for ByteStream {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from(bytes).into()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "ByteStream({length} bytes)"),
            None => f.write_str("ByteStream(…)"),
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.source {
            Source::Whole(bytes) => {
                let bytes = bytes.take().filter(|bytes| !bytes.is_empty());
                Poll::Ready(bytes.map(Ok))
            }
            Source::Pieces(pieces) => {
                let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
                let piece = ready!(pieces.poll_next_unpin(cx));
                if !matches!(piece, Some(Ok(_))) {
                    // What is at its end, or has failed, is not asked again.
                    self.source = Source::Whole(None);
                }
                Poll::Ready(piece)
            }
        }
    }
}

/// A stream as HTTP has it.
struct Framed(ByteStream);

impl Body for Framed {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.0.poll_next_unpin(cx).map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.0.length;
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl From<ByteStream> for dropshot::Body {
    fn from(stream: ByteStream) -> Self {
        match stream.source {
            Source::Whole(bytes) => bytes.unwrap_or_default().into(),
            Source::Pieces(_) => dropshot::Body::wrap(Framed(stream)),
        }
    }
}

/// How large the bodies of requests may be, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    /// Of those that are read into memory.
    pub whole: usize,
    /// Of those that are not.
    pub streamed: u64,
}

impl Sizes {
    pub(super) fn of(limit: usize) -> Self {
        Sizes {
            whole: limit,
            streamed: limit.try_into().unwrap_or(u64::MAX),
        }
    }
}

/// The body of a request, of which nothing was read: generated code reads it as the contract says.
pub struct RequestBody {
    /// What was read to know whether there is a body.
    first: Option<Bytes>,
    body: dropshot::Body,
    pub(super) sizes: Sizes,
}

impl RequestBody {
    pub(super) fn new(body: dropshot::Body, sizes: Sizes) -> Self {
        RequestBody {
            first: None,
            body,
            sizes,
        }
    }

    /// All of it.
    ///
    /// # Errors
    /// [`RefusalKind::BodyTooLarge`], when it is larger than the server reads into memory;
    /// [`RefusalKind::Body`], when its sender breaks off.
    pub async fn whole(mut self) -> Result<Vec<u8>, Refusal> {
        let limit = self.sizes.whole;
        let refuse = || too_large(limit.try_into().unwrap_or(u64::MAX));
        self.check_size(limit.try_into().unwrap_or(u64::MAX))?;
        let first = self.first.take().unwrap_or_default();
        let rest = limit.checked_sub(first.len()).ok_or_else(refuse)?;
        match Limited::new(self.body, rest).collect().await {
            Ok(collected) if first.is_empty() => Ok(collected.to_bytes().into()),
            Ok(collected) => Ok([first, collected.to_bytes()].concat()),
            Err(error) if error.is::<LengthLimitError>() => Err(refuse()),
            Err(error) => Err(BodyError::Broken(error).into()),
        }
    }

    /// The body; none when it has no bytes.
    ///
    /// # Errors
    /// [`RefusalKind::Body`], when its sender breaks off.
    pub async fn if_any(mut self) -> Result<Option<Self>, Refusal> {
        while self.first.as_ref().is_none_or(Bytes::is_empty) {
            match self.body.frame().await {
                None => return Ok(None),
                Some(Ok(frame)) => self.first = frame.into_data().ok(),
                Some(Err(error)) => return Err(BodyError::Broken(error).into()),
            }
        }
        Ok(Some(self))
    }

    /// The body as it comes, for a handler.
    ///
    /// # Errors
    /// [`RefusalKind::BodyTooLarge`], when it says that it is larger than the server takes.
    pub fn stream(mut self) -> Result<ByteStream, Refusal> {
        let limit = self.sizes.streamed;
        self.check_size(limit)?;
        let first = self.first.take();
        let before = first.as_ref().map_or(0, |first| first.len() as u64);
        let length = self.body.size_hint().exact();
        let rest = BodyDataStream::new(self.body).map_err(BodyError::Broken);
        let mut read = 0;
        let pieces = futures::stream::iter(first.map(Ok))
            .chain(rest)
            .map(move |piece| {
                let piece = piece?;
                read += piece.len() as u64;
                match read > limit {
                    true => Err(BodyError::TooLarge { limit }),
                    false => Ok(piece),
                }
            });
        Ok(ByteStream {
            length: length.map(|length| before + length),
            ..ByteStream::pieces(pieces)
        })
    }

    /// The body of an operation that has none. It means nothing (RFC 9110, section 9.3.1), and is
    /// read away where it is small.
    ///
    /// # Errors
    /// [`RefusalKind::BodyTooLarge`], when it is not; [`RefusalKind::Body`], when its sender breaks
    /// off.
    pub(super) async fn none(mut self) -> Result<Self, Refusal> {
        if self.body.is_end_stream() {
            return Ok(self);
        }
        self.sizes.whole = self.sizes.whole.min(UNASKED);
        let refused = |refusal: Refusal| match refusal.kind() {
            RefusalKind::BodyTooLarge => {
                let detail = "The operation takes no body, and the request has a large one.";
                Refusal::new(RefusalKind::BodyTooLarge, detail)
            }
            _ => refusal,
        };
        let sizes = self.sizes;
        self.whole().await.map_err(refused)?;
        Ok(RequestBody::new(dropshot::Body::empty(), sizes))
    }

    fn check_size(&self, limit: u64) -> Result<(), Refusal> {
        match self.body.size_hint().lower() > limit {
            true => Err(too_large(limit)),
            false => Ok(()),
        }
    }
}

/// A body that is there, without limits.
impl From<Vec<u8>> for RequestBody {
    fn from(bytes: Vec<u8>) -> Self {
        RequestBody::new(bytes.into(), Sizes::of(usize::MAX))
    }
}

fn too_large(limit: u64) -> Refusal {
    let detail = format!("The body is larger than {limit} bytes.");
    Refusal::new(RefusalKind::BodyTooLarge, detail)
}
