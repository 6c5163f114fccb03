//! The bytes of a connection: counted for its watchdog, and closed so that the last response is
//! not lost.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use super::admission::Place;
use super::watch::Watch;

/// How long, and for how many bytes, a client is listened to after the last response: closing
/// before it has sent what it sends would reset the connection, and take the response away.
const LINGER: Duration = Duration::from_secs(2);
const LINGER_BYTES: usize = 8 * 1024 * 1024;

/// The response to a head that hyper refuses by itself, as bytes.
pub(super) type HeadRefused = Arc<dyn Fn(StatusCode) -> Vec<u8> + Send + Sync>;

/// A client's stream, plain or within TLS. Holds the connection's place.
pub(super) struct Stream<I> {
    io: I,
    watch: Arc<Watch>,
    head_refused: HeadRefused,
    /// Whether the request line of the last head has come whole.
    line_ended: bool,
    /// Our bytes, written instead of hyper's.
    own: Option<Own>,
    linger: Option<Linger>,
    _place: Place,
}

struct Own {
    bytes: Vec<u8>,
    written: usize,
    /// How many bytes of hyper they stand for.
    instead_of: usize,
}

struct Linger {
    end: Pin<Box<Sleep>>,
    bytes: usize,
}

impl<I> Stream<I> {
    pub(super) fn new(io: I, watch: Arc<Watch>, head_refused: HeadRefused, place: Place) -> Self {
        Stream {
            io,
            watch,
            head_refused,
            line_ended: false,
            own: None,
            linger: None,
            _place: place,
        }
    }
}

impl<I: AsyncWrite + Unpin> Stream<I> {
    /// Prepares our own bytes, where `bytes` are what hyper says of a head that it cannot read.
    fn look_for_refused_head(&mut self, bytes: &[u8]) {
        if self.own.is_some() || !self.watch.is_idle() {
            return;
        }
        let Some(status) = refused_head(bytes) else {
            return;
        };
        self.watch.leave_bytes();
        // Of a head that is too large hyper does not say what is.
        let status = match self.line_ended {
            false if status == StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
                StatusCode::URI_TOO_LONG
            }
            _ => status,
        };
        self.own = Some(Own {
            bytes: (self.head_refused)(status),
            written: 0,
            instead_of: bytes.len(),
        });
    }

    fn poll_write_own(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Some(own) = &mut self.own else {
            return Poll::Ready(Ok(0));
        };
        while own.written < own.bytes.len() {
            let rest = &own.bytes[own.written..];
            let written = Pin::new(&mut self.io).poll_write(cx, rest);
            own.written += ready!(told(&self.watch, written))?;
        }
        let instead_of = own.instead_of;
        self.own = None;
        Poll::Ready(Ok(instead_of))
    }
}

impl<I: AsyncRead + Unpin> AsyncRead for Stream<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.io).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.line_ended &= !self.watch.bytes_came();
            if !self.line_ended {
                self.line_ended = buffer.filled()[before..].contains(&b'\n');
            }
        }
        read
    }
}

impl<I: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<I> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.look_for_refused_head(bytes);
        if self.own.is_some() {
            return self.poll_write_own(cx);
        }
        let written = Pin::new(&mut self.io).poll_write(cx, bytes);
        told(&self.watch, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        // A head that hyper writes about a refused one comes alone.
        if let [head] = slices {
            self.look_for_refused_head(head);
        }
        if self.own.is_some() {
            return self.poll_write_own(cx);
        }
        let written = Pin::new(&mut self.io).poll_write_vectored(cx, slices);
        told(&self.watch, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.io).poll_flush(cx);
        if flushed.is_pending() {
            self.watch.write_blocked();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            ready!(Pin::new(&mut self.io).poll_shutdown(cx))?;
            if !self.watch.leaves_bytes() {
                return Poll::Ready(Ok(()));
            }
        }
        let this = &mut *self;
        let linger = this.linger.get_or_insert_with(|| Linger {
            end: Box::pin(tokio::time::sleep(LINGER)),
            bytes: 0,
        });
        let mut scratch = [0; 8 * 1024];
        while linger.bytes < LINGER_BYTES && linger.end.as_mut().poll(cx).is_pending() {
            let mut buffer = ReadBuf::new(&mut scratch);
            ready!(Pin::new(&mut this.io).poll_read(cx, &mut buffer))?;
            if buffer.filled().is_empty() {
                break;
            }
            linger.bytes += buffer.filled().len();
        }
        Poll::Ready(Ok(()))
    }
}

fn told<T>(watch: &Watch, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
    match &written {
        Poll::Pending => watch.write_blocked(),
        Poll::Ready(_) => watch.bytes_went(),
    }
    written
}

/// The status, if `bytes` are what hyper 1 writes by itself about a head that it cannot read: no
/// body, and no header but these. It has no hook for it; our own responses have a request's id.
fn refused_head(bytes: &[u8]) -> Option<StatusCode> {
    // Any response with a body ends otherwise.
    let text = match bytes.ends_with(b"\r\n\r\n") {
        true => std::str::from_utf8(bytes).ok()?,
        false => return None,
    };
    let head = text
        .strip_prefix("HTTP/1.1 ")
        .or(text.strip_prefix("HTTP/1.0 "))?;
    let (status_line, headers) = head.strip_suffix("\r\n\r\n")?.split_once("\r\n")?;
    let status = status_line.get(..3)?;
    let is_hypers = headers.split("\r\n").all(|header| {
        let name = header.split_once(':').map_or(header, |(name, _)| name);
        ["connection", "content-length", "date"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    });
    match (status, is_hypers) {
        ("400" | "414" | "431", true) => status.parse::<StatusCode>().ok(),
        _ => None,
    }
}
