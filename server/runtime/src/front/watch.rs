//! What is known of a connection while it is served, and how long it may go on like that.
//!
//! Counters only: nothing here reads or writes. Times are milliseconds since the connection began.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use http::Version;
use tokio::sync::Notify;

use super::limits::Limits;

/// More requests than that may be cancelled by a client for each two that it lets finish: an
/// HTTP/2 client that opens streams only to reset them costs more than it pays (CVE-2023-44487).
const CANCELLED_AT_LEAST: u64 = 100;
/// How long a connection may take to say goodbye, once nothing is in flight on it.
const PARTING: Duration = Duration::from_millis(500);

/// A connection, seen by its stream, its requests and its watchdog.
pub(super) struct Watch {
    began: Instant,
    /// Requests whose head has come, and whose response has not been sent or dropped.
    in_flight: AtomicUsize,
    /// Those of them for which the server has something to do: a handler runs, or the next part of
    /// a response is being made. The others wait for the client.
    working: AtomicUsize,
    requests: AtomicU64,
    cancelled: AtomicU64,
    idle_since: AtomicU64,
    /// When the first byte came that belongs to no request yet; 0 when there is none.
    head_since: AtomicU64,
    written_at: AtomicU64,
    /// Whether bytes wait that the client does not take.
    write_blocked: AtomicBool,
    is_http2: AtomicU8,
    /// A body was given up, or a head refused, with bytes still to come.
    leaves_bytes: AtomicBool,
    stopping: AtomicBool,
    /// Told to bodies that end when the server stops.
    stopped: Notify,
    /// The connection has to go: its place is needed, or its client misbehaves.
    pub(super) evicted: Notify,
}

/// What the watchdog does next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Looks again, then.
    LookAgain(Instant),
    /// Says goodbye: a request may be on its way.
    Finish,
    /// Drops the connection.
    Drop,
}

impl Watch {
    pub(super) fn new() -> Self {
        Watch {
            began: Instant::now(),
            in_flight: AtomicUsize::new(0),
            working: AtomicUsize::new(0),
            requests: AtomicU64::new(0),
            cancelled: AtomicU64::new(0),
            idle_since: AtomicU64::new(0),
            head_since: AtomicU64::new(0),
            written_at: AtomicU64::new(0),
            write_blocked: AtomicBool::new(false),
            is_http2: AtomicU8::new(0),
            leaves_bytes: AtomicBool::new(false),
            stopping: AtomicBool::new(false),
            stopped: Notify::new(),
            evicted: Notify::new(),
        }
    }

    /// Never 0, which stands for never.
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).map_or(u64::MAX, |now| now + 1)
    }

    fn at(&self, millis: u64) -> Instant {
        self.began + Duration::from_millis(millis.saturating_sub(1))
    }

    /// Whether they are the first of a head.
    pub(super) fn bytes_came(&self) -> bool {
        let is_first = self.is_idle() && self.head_since.load(Relaxed) == 0;
        if is_first {
            self.head_since.store(self.now(), Relaxed);
        }
        is_first
    }

    pub(super) fn bytes_went(&self) {
        self.written_at.store(self.now(), Relaxed);
        self.write_blocked.store(false, Relaxed);
    }

    pub(super) fn write_blocked(&self) {
        self.write_blocked.store(true, Relaxed);
    }

    pub(super) fn request_began(&self, version: Version) {
        let is_http2 = version == Version::HTTP_2;
        self.is_http2.store(u8::from(is_http2), Relaxed);
        self.requests.fetch_add(1, Relaxed);
        self.in_flight.fetch_add(1, Relaxed);
        self.working.fetch_add(1, Relaxed);
        self.head_since.store(0, Relaxed);
    }

    pub(super) fn request_ended(&self) {
        self.idle_since.store(self.now(), Relaxed);
        self.in_flight.fetch_sub(1, Relaxed);
    }

    pub(super) fn request_cancelled(&self) {
        let cancelled = self.cancelled.fetch_add(1, Relaxed) + 1;
        if cancelled >= CANCELLED_AT_LEAST && cancelled > self.requests.load(Relaxed) / 3 {
            self.evicted.notify_one();
        }
    }

    pub(super) fn work_began(&self) {
        self.working.fetch_add(1, Relaxed);
    }

    pub(super) fn work_ended(&self) {
        self.written_at.store(self.now(), Relaxed);
        self.working.fetch_sub(1, Relaxed);
    }

    pub(super) fn is_http2(&self) -> bool {
        self.is_http2.load(Relaxed) == 1
    }

    pub(super) fn leave_bytes(&self) {
        self.leaves_bytes.store(true, Relaxed);
    }

    pub(super) fn leaves_bytes(&self) -> bool {
        self.leaves_bytes.load(Relaxed)
    }

    pub(super) fn stop(&self) {
        self.stopping.store(true, Relaxed);
        self.stopped.notify_waiters();
    }

    /// Until the server stops.
    pub(super) async fn stopped(&self) {
        let stopped = self.stopped.notified();
        if !self.is_stopping() {
            stopped.await;
        }
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.stopping.load(Relaxed)
    }

    pub(super) fn is_idle(&self) -> bool {
        self.in_flight.load(Relaxed) == 0
    }

    /// Which connection goes first when its place is needed: one that never brought a request
    /// before those that did, then the one that has waited for longest.
    pub(super) fn order_of_eviction(&self) -> (bool, Instant) {
        let served = self.requests.load(Relaxed) > 0;
        (served, self.at(self.idle_since.load(Relaxed)))
    }

    /// Whether the connection may go on; `leaving` is since when it has been told to finish.
    pub(super) fn verdict(&self, limits: &Limits, leaving: Option<Instant>) -> Verdict {
        let now = Instant::now();
        if !self.is_idle() {
            return self.verdict_in_flight(limits, now);
        }
        let idle_since = self.at(self.idle_since.load(Relaxed));
        if let Some(leaving) = leaving {
            let blocked = self.write_blocked.load(Relaxed);
            let last = idle_since
                .max(leaving)
                .max(self.at(self.written_at.load(Relaxed)));
            let limit = if blocked { limits.write } else { PARTING };
            return until(now, last + limit, Verdict::Drop);
        }
        if self.requests.load(Relaxed) == 0 {
            return until(now, self.began + limits.head, Verdict::Drop);
        }
        let head_since = self.head_since.load(Relaxed);
        if head_since > 0 && !self.is_http2() {
            return until(now, self.at(head_since) + limits.head, Verdict::Drop);
        }
        // A head may begin meanwhile, whose limit is nearer.
        match until(now, idle_since + limits.idle, Verdict::Finish) {
            Verdict::LookAgain(then) => Verdict::LookAgain(then.min(now + limits.head)),
            verdict => verdict,
        }
    }

    fn verdict_in_flight(&self, limits: &Limits, now: Instant) -> Verdict {
        let soon = Verdict::LookAgain(now + limits.write.min(limits.head));
        if self.working.load(Relaxed) > 0 && !self.write_blocked.load(Relaxed) {
            return soon;
        }
        let last = self.at(self.written_at.load(Relaxed));
        match until(now, last + limits.write, Verdict::Drop) {
            Verdict::LookAgain(then) => Verdict::LookAgain(then.min(now + limits.head)),
            verdict => verdict,
        }
    }
}

fn until(now: Instant, then: Instant, verdict: Verdict) -> Verdict {
    match then > now {
        true => Verdict::LookAgain(then),
        false => verdict,
    }
}

/// A request in flight. Ends when it is dropped: with its response, or when its client goes away.
pub(super) struct InFlight {
    watch: std::sync::Arc<Watch>,
    answered: bool,
    working: bool,
}

impl InFlight {
    pub(super) fn new(watch: std::sync::Arc<Watch>, version: Version) -> Self {
        watch.request_began(version);
        InFlight {
            watch,
            answered: false,
            working: true,
        }
    }

    pub(super) fn answered(&mut self) {
        self.answered = true;
    }

    pub(super) fn work(&mut self) {
        if !self.working {
            self.working = true;
            self.watch.work_began();
        }
    }

    pub(super) fn rest(&mut self) {
        if self.working {
            self.working = false;
            self.watch.work_ended();
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.rest();
        if !self.answered {
            self.watch.request_cancelled();
        }
        self.watch.request_ended();
    }
}
