//! `text/event-stream` (the HTML standard, section 9.2): the events of a response, as they come.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use progenitor_client::{ByteStream, ResponseValue};
use reqwest::Response;

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// What kind of event it is: `message` unless the service says otherwise.
    pub event: String,
    /// The data; lines have `\n` between them.
    pub data: String,
    /// The last id that the service gave, to this event or to one before it: the value of
    /// `Last-Event-ID` for going on after it.
    pub id: Option<String>,
    /// How long to wait before coming back, where the service said it since the event before.
    pub retry: Option<Duration>,
}

/// Why there are no more events.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventsError {
    /// The connection broke.
    #[error("the connection broke within the events")]
    Broken(#[from] reqwest::Error),
    /// An event does not end.
    #[error("an event is longer than {0} bytes")]
    TooLarge(usize),
}

/// The events of a response: a [`Stream`], which ends with the response. One event is in memory at
/// a time; one that the response ends within is passed over, as the standard says.
pub struct Events {
    bytes: ByteStream,
    parser: Parser,
    found: VecDeque<Event>,
    limit: usize,
    is_over: bool,
}

/// How long an event may be, unless said otherwise: 1 MiB.
const LIMIT: usize = 1024 * 1024;

impl Events {
    /// The events in a response.
    pub fn new(bytes: ByteStream) -> Self {
        Events {
            bytes,
            parser: Parser::default(),
            found: VecDeque::new(),
            limit: LIMIT,
            is_over: false,
        }
    }

    /// The events of a response, with its status and headers.
    pub fn response(response: Response) -> ResponseValue<Self> {
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = ResponseValue::stream(response).into_inner();
        ResponseValue::new(Events::new(bytes), status, headers)
    }

    /// Takes events of up to `bytes`: 1 MiB unless set.
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The bytes of a response instead, as far as they were not read.
    pub fn into_bytes(response: ResponseValue<Self>) -> ResponseValue<ByteStream> {
        let (status, headers) = (response.status(), response.headers().clone());
        ResponseValue::new(response.into_inner().bytes, status, headers)
    }

    /// The next event; none when the response is over.
    ///
    /// # Errors
    /// As the stream's.
    pub async fn next_event(&mut self) -> Result<Option<Event>, EventsError> {
        self.next().await.transpose()
    }
}

impl std::fmt::Debug for Events {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl Stream for Events {
    type Item = Result<Event, EventsError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(event) = this.found.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            if this.is_over {
                return Poll::Ready(None);
            }
            let error = match std::task::ready!(this.bytes.as_mut().poll_next(cx)) {
                None => None,
                Some(Err(error)) => Some(error.into()),
                Some(Ok(bytes)) => {
                    this.parser.take(&bytes, &mut this.found);
                    if this.parser.length() <= this.limit {
                        continue;
                    }
                    Some(EventsError::TooLarge(this.limit))
                }
            };
            this.is_over = true;
            if let Some(error) = error {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }
}

/// Lines to events (section 9.2.6).
#[derive(Default)]
struct Parser {
    /// The line that has not ended.
    line: Vec<u8>,
    /// A line feed after a carriage return ends no line of its own.
    after_return: bool,
    is_begun: bool,
    event: String,
    data: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
}

impl Parser {
    fn length(&self) -> usize {
        self.line.len() + self.data.as_ref().map_or(0, String::len)
    }

    fn take(&mut self, bytes: &Bytes, found: &mut VecDeque<Event>) {
        let mut rest: &[u8] = bytes;
        if self.after_return && !rest.is_empty() {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            self.after_return = false;
        }
        while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
            self.line.extend(&rest[..end]);
            let line = std::mem::take(&mut self.line);
            found.extend(self.line(&line));
            let is_return = rest[end] == b'\r';
            rest = &rest[end + 1..];
            if is_return {
                self.after_return = rest.is_empty();
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
        }
        self.line.extend(rest);
    }

    /// An empty line ends an event.
    fn line(&mut self, line: &[u8]) -> Option<Event> {
        let line = match std::mem::replace(&mut self.is_begun, true) {
            true => line,
            false => line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line),
        };
        let line = String::from_utf8_lossy(line);
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => self.event = value.to_owned(),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        None
    }

    /// An event without data is none.
    fn dispatch(&mut self) -> Option<Event> {
        let event = std::mem::take(&mut self.event);
        let data = self.data.take()?;
        Some(Event {
            event: match event.is_empty() {
                true => "message".to_owned(),
                false => event,
            },
            data,
            id: self.id.clone(),
            retry: self.retry.take(),
        })
    }
}
