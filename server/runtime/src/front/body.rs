//! Bodies on their way: of requests, which have to come at a least rate; of responses, which keep
//! their request in flight until they are sent.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use slog::{Logger, warn};
use tokio::time::Sleep;

use super::limits::Limits;
use super::watch::{InFlight, Watch};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How much of a body that nobody wants is read, so that its sender comes to read the response.
const DRAINED_BYTES: u64 = 64 * 1024 * 1024;
const DRAINED_FOR: Duration = Duration::from_secs(10);
/// How long a silent sender is waited for when the server stops.
const AT_STOP: Duration = Duration::from_secs(3);
/// How often a wait is looked at.
const TICK: Duration = Duration::from_millis(250);

/// The body of a request did not come in time.
#[derive(Debug)]
struct TooSlow;

impl std::fmt::Display for TooSlow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body does not come: its sender is too slow")
    }
}

impl std::error::Error for TooSlow {}

/// The body of a request. What nobody reads of it is read away on HTTP/1, within bounds: a sender
/// that is still sending does not see the response when the connection is closed.
pub(super) struct Received {
    incoming: Option<Incoming>,
    watch: Arc<Watch>,
    /// Told to who answers: a body that came too slowly is 408 (RFC 9110, section 15.5.9).
    too_slow: Arc<AtomicBool>,
    limit: Duration,
    least_rate: u64,
    bytes: u64,
    waited: Duration,
    waiting: Option<Waiting>,
    /// Whether the client waits for `100 Continue`, and has sent nothing.
    is_expected: bool,
}

struct Waiting {
    since: Instant,
    tick: Pin<Box<Sleep>>,
}

impl Received {
    pub(super) fn new(
        incoming: Incoming,
        is_expected: bool,
        watch: Arc<Watch>,
        too_slow: Arc<AtomicBool>,
        limits: &Limits,
    ) -> Self {
        Received {
            incoming: Some(incoming),
            watch,
            too_slow,
            limit: limits.body,
            least_rate: limits.body_bytes_per_second,
            bytes: 0,
            waited: Duration::ZERO,
            waiting: None,
            is_expected,
        }
    }

    fn give_up(&mut self) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.too_slow.store(true, Ordering::Relaxed);
        self.incoming = None;
        self.watch.leave_bytes();
        Poll::Ready(Some(Err(TooSlow.into())))
    }

    /// Whether the wait for more has been too long.
    fn is_too_slow(&self, waiting: Duration) -> bool {
        let silent_at_stop = self.watch.is_stopping() && waiting > AT_STOP;
        match self.least_rate {
            0 => waiting > self.limit || silent_at_stop,
            rate => {
                let earned = Duration::from_millis(self.bytes.saturating_mul(1000) / rate);
                self.waited + waiting > self.limit + earned || silent_at_stop
            }
        }
    }
}

impl Body for Received {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let Some(incoming) = &mut this.incoming else {
            return Poll::Ready(Some(Err(TooSlow.into())));
        };
        this.is_expected = false;
        if let Poll::Ready(frame) = Pin::new(incoming).poll_frame(cx) {
            if let Some(waiting) = this.waiting.take() {
                this.waited += waiting.since.elapsed();
            }
            if let Some(Ok(frame)) = &frame {
                let length = frame.data_ref().map_or(0, Bytes::len);
                this.bytes += u64::try_from(length).unwrap_or(u64::MAX);
                // Less than a tick between two bytes can be too slow, too.
                if this.is_too_slow(Duration::ZERO) {
                    return this.give_up();
                }
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(Into::into)));
        }
        let mut waiting = this.waiting.take().unwrap_or_else(|| Waiting {
            since: Instant::now(),
            tick: Box::pin(tokio::time::sleep(TICK)),
        });
        while waiting.tick.as_mut().poll(cx).is_ready() {
            if this.is_too_slow(waiting.since.elapsed()) {
                return this.give_up();
            }
            waiting.tick = Box::pin(tokio::time::sleep(TICK));
        }
        this.waiting = Some(waiting);
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.as_ref().is_none_or(Body::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming
            .as_ref()
            .map_or_else(SizeHint::default, Body::size_hint)
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        let Some(incoming) = self.incoming.take() else {
            return;
        };
        // HTTP/2 resets the stream, and no more comes of it.
        if incoming.is_end_stream() || self.watch.is_http2() {
            return;
        }
        if self.is_expected {
            self.watch.leave_bytes();
            return;
        }
        // Without a runtime there is no connection left, either.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(drain(incoming, Arc::clone(&self.watch)));
        }
    }
}

async fn drain(mut incoming: Incoming, watch: Arc<Watch>) {
    let mut bytes = 0;
    let all = async {
        while let Some(Ok(frame)) = incoming.frame().await {
            bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
            if bytes > DRAINED_BYTES {
                return;
            }
        }
    };
    let _ = tokio::time::timeout(DRAINED_FOR, all).await;
    if !incoming.is_end_stream() {
        watch.leave_bytes();
    }
}

/// The body of a response. Its request is in flight for as long as this lives.
pub(super) struct Sent {
    body: dropshot::Body,
    in_flight: InFlight,
    /// Comes when the server stops, of a body that may end after any piece.
    end: Option<Pin<Box<dyn Future<Output = ()> + Send + Sync>>>,
    /// Told when a body fails that has begun.
    log: Logger,
    request_id: String,
}

impl Sent {
    pub(super) fn new(
        body: dropshot::Body,
        mut in_flight: InFlight,
        log: Logger,
        request_id: String,
    ) -> Self {
        in_flight.answered();
        in_flight.rest();
        Sent {
            body,
            in_flight,
            end: None,
            log,
            request_id,
        }
    }

    pub(super) fn ending_at(
        mut self,
        end: impl Future<Output = ()> + Send + Sync + 'static,
    ) -> Self {
        self.end = Some(Box::pin(end));
        self
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        if let Some(end) = &mut this.end
            && end.as_mut().poll(cx).is_ready()
        {
            this.body = dropshot::Body::empty();
            this.end = None;
        }
        let polled = Pin::new(&mut this.body).poll_frame(cx);
        match polled.is_pending() {
            true => this.in_flight.work(),
            false => this.in_flight.rest(),
        }
        if let Poll::Ready(Some(Err(error))) = &polled {
            warn!(this.log, "a response ended in the middle"; "request_id" => &this.request_id,
                "error" => %error);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
