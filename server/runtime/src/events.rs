//! Server-sent events (the HTML standard, section 9.2): bodies of `text/event-stream`.

use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, TryStreamExt};
use serde::Serialize;
use tokio::time::{Instant, Sleep};

use super::body::{BodyError, ByteStream};
use super::refusal::Unexpected;

type BoxError = Box<dyn Error + Send + Sync>;

/// A server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What the client sends as `Last-Event-ID` when it comes back after this event.
    pub id: Option<String>,
    /// What kind of event it is: `message` where nothing is said.
    pub event: Option<String>,
    /// The data. It may have several lines; a client sees `\n` at the end of each.
    pub data: String,
    /// How long a client waits before it comes back; in milliseconds on the wire.
    pub retry: Option<Duration>,
}

impl Event {
    /// An event of the kind `message`.
    pub fn new(data: impl Into<String>) -> Self {
        Event {
            data: data.into(),
            ..Event::default()
        }
    }

    /// An event whose data is in JSON.
    ///
    /// # Errors
    /// A value that Serde cannot write.
    pub fn json(data: &impl Serialize) -> Result<Self, Unexpected> {
        let data = serde_json::to_string(data).map_err(Unexpected::new)?;
        Ok(Event::new(data))
    }

    /// The event as it is sent. Lines may end in any of the three ways of the standard, and are
    /// lines of data then.
    ///
    /// # Errors
    /// A line break in `id` or `event`, which would begin another field, and NUL in `id`, which
    /// clients pass over.
    fn written(&self) -> Result<Bytes, BodyError> {
        let mut text = String::with_capacity(self.data.len() + 32);
        let fields = [("id", &self.id), ("event", &self.event)];
        for (name, value) in fields {
            let Some(value) = value else { continue };
            if value.contains(['\n', '\r']) || (name == "id" && value.contains('\0')) {
                let error = format!("the `{name}` of an event has a line break or NUL");
                return Err(BodyError::Failed(error.into()));
            }
            text.extend([name, ": ", value, "\n"]);
        }
        if let Some(retry) = self.retry {
            text.extend(["retry: ", &retry.as_millis().to_string(), "\n"]);
        }
        let data = self.data.replace("\r\n", "\n");
        for line in data.split(['\n', '\r']) {
            text.extend(["data: ", line, "\n"]);
        }
        text.push('\n');
        Ok(text.into())
    }
}

/// A body of server-sent events, as they happen.
///
/// It is sent until its stream ends or fails, the client goes away (the stream is dropped then), or
/// the server stops: events end at once then, and clients come back by themselves.
pub struct Events {
    events: BoxStream<'static, Result<Bytes, BodyError>>,
    keep_alive: Duration,
}

/// The standard proposes "every 15 seconds or so" (section 9.2.7).
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl Events {
    /// Events as they come. After one that fails, the connection ends.
    pub fn new<E: Into<BoxError>>(
        events: impl Stream<Item = Result<Event, E>> + Send + 'static,
    ) -> Self {
        let events = events.map_err(|error| BodyError::Failed(error.into()));
        Events {
            events: events.and_then(async |event| event.written()).boxed(),
            keep_alive: KEEP_ALIVE,
        }
    }

    /// After how long a silence a comment is sent, so that no proxy takes the connection for a dead
    /// one: 15 seconds unless set.
    #[must_use]
    pub fn keep_alive(mut self, after: Duration) -> Self {
        self.keep_alive = after;
        self
    }
}

impl From<Vec<Event>> for Events {
    fn from(events: Vec<Event>) -> Self {
        Events::new(futures::stream::iter(
            events.into_iter().map(Ok::<_, BoxError>),
        ))
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl From<Events> for ByteStream {
    fn from(events: Events) -> Self {
        ByteStream::pieces(Written {
            events: events.events,
            keep_alive: events.keep_alive,
            silence: None,
        })
    }
}

/// Each piece is an event, or a comment: between two of them the stream may end at any time.
struct Written {
    events: BoxStream<'static, Result<Bytes, BodyError>>,
    keep_alive: Duration,
    silence: Option<Pin<Box<Sleep>>>,
}

impl Stream for Written {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let until = Instant::now() + this.keep_alive;
        if let Poll::Ready(event) = this.events.poll_next_unpin(cx) {
            this.silence = None;
            return Poll::Ready(event);
        }
        let silence = this
            .silence
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        if silence.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        this.silence = None;
        Poll::Ready(Some(Ok(Bytes::from_static(b":\n\n"))))
    }
}
