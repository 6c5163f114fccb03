//! What is counted where it happens.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::labels::{
    Answered, Asked, Build, Call, Failed, OfType, Operation, Outcome, Reason, Vendor,
};
use crate::mfa::{DeliveryState, Event, Observer, Purpose, StoreError, Why};

type Timed<L> = Family<L, Histogram, fn() -> Histogram>;

/// Counts, from the start of the process. Cheap to tell: no system call, and locks held for
/// nanoseconds.
pub struct Metrics {
    requests: Family<Answered, Counter>,
    request_duration: Timed<Operation>,
    in_flight: Gauge,
    unauthenticated: Family<Reason, Counter>,
    store_duration: Timed<Operation>,
    store_failures: Family<Failed, Counter>,
    enrollments: Family<OfType, Counter>,
    verifications: Family<OfType, Counter>,
    lockouts: Counter,
    rate_limited: Family<Asked, Counter>,
    vendor_calls: Family<Call, Counter>,
    vendor_duration: Timed<Vendor>,
    vendor_left_alone: Family<Vendor, Counter>,
    deliveries: Family<Outcome, Counter>,
}

/// A request to the API takes a tenth of a millisecond, a page that asks a vendor up to seconds.
fn of_requests() -> Histogram {
    Histogram::new([
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
        2.5, 5.0, 10.0,
    ])
}

/// What is remembered takes a microsecond, a commit milliseconds, one that waits for others seconds.
fn of_the_store() -> Histogram {
    Histogram::new([
        0.000_01, 0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0,
        2.5, 5.0,
    ])
}

fn of_vendors() -> Histogram {
    Histogram::new([0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 12.5])
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            request_duration: Family::new_with_constructor(of_requests),
            in_flight: Gauge::default(),
            unauthenticated: Family::default(),
            store_duration: Family::new_with_constructor(of_the_store),
            store_failures: Family::default(),
            enrollments: Family::default(),
            verifications: Family::default(),
            lockouts: Counter::default(),
            rate_limited: Family::default(),
            vendor_calls: Family::default(),
            vendor_duration: Family::new_with_constructor(of_vendors),
            vendor_left_alone: Family::default(),
            deliveries: Family::default(),
        }
    }
}

/// A request in flight, until it is dropped.
pub struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub fn begun(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// A request to an operation, or for a page, or to nothing that there is.
    pub fn answered(&self, operation: &'static str, status: u16, duration: Duration) {
        let answered = Answered { operation, status };
        self.requests.get_or_create(&answered).inc();
        let of = Operation { operation };
        let histogram = self.request_duration.get_or_create(&of);
        histogram.observe(duration.as_secs_f64());
    }

    /// Credentials that let nobody in, by a word that says why.
    pub fn unauthenticated(&self, reason: &'static str) {
        self.unauthenticated.get_or_create(&Reason { reason }).inc();
    }

    pub(super) fn stored(
        &self,
        operation: &'static str,
        duration: Duration,
        failure: Option<&StoreError>,
    ) {
        let of = Operation { operation };
        let histogram = self.store_duration.get_or_create(&of);
        histogram.observe(duration.as_secs_f64());
        let kind = match failure {
            Some(StoreError::Unavailable { .. }) => "unavailable",
            Some(StoreError::Failed(_)) => "failed",
            // What operators are told of is no failure.
            Some(StoreError::AlreadyExists { .. } | StoreError::NotFound { .. }) | None => return,
        };
        self.store_failures
            .get_or_create(&Failed { operation, kind })
            .inc();
    }

    pub(super) fn called(
        &self,
        (vendor, call, outcome): (&'static str, &'static str, &'static str),
        duration: Duration,
        is_left_alone: bool,
    ) {
        let called = Call {
            vendor,
            call,
            outcome,
        };
        self.vendor_calls.get_or_create(&called).inc();
        let of = Vendor { vendor };
        let histogram = self.vendor_duration.get_or_create(&of);
        histogram.observe(duration.as_secs_f64());
        if is_left_alone {
            self.vendor_left_alone.get_or_create(&of).inc();
        }
    }

    /// What came of a try to deliver an event.
    pub(super) fn posted(&self, state: &DeliveryState) {
        let outcome = match state {
            DeliveryState::Delivered => "delivered",
            DeliveryState::Failed => "given_up",
            _ => "to_be_tried_again",
        };
        self.deliveries.get_or_create(&Outcome { outcome }).inc();
    }

    /// A registry of all of these.
    pub(super) fn registry(&self) -> Registry {
        let mut all = Registry::default();
        let version = env!("CARGO_PKG_VERSION");
        all.register(
            "mfa_build",
            "The version that runs",
            Info::new(Build { version }),
        );
        all.register(
            "mfa_http_requests",
            "Requests that were answered",
            self.requests.clone(),
        );
        all.register(
            "mfa_http_request_duration_seconds",
            "From a request's head to its finished response",
            self.request_duration.clone(),
        );
        all.register(
            "mfa_http_requests_in_flight",
            "Requests that are being answered",
            self.in_flight.clone(),
        );
        all.register(
            "mfa_authentications_refused",
            "Requests whose credentials let nobody in",
            self.unauthenticated.clone(),
        );
        all.register(
            "mfa_store_operation_duration_seconds",
            "Operations of the store, with the wait for others",
            self.store_duration.clone(),
        );
        all.register(
            "mfa_store_failures",
            "Operations of the store that failed",
            self.store_failures.clone(),
        );
        all.register(
            "mfa_enrollments",
            "What came of proofs by which people enrol",
            self.enrollments.clone(),
        );
        all.register(
            "mfa_verifications",
            "What came of proofs by which people verify",
            self.verifications.clone(),
        );
        all.register(
            "mfa_lockouts",
            "Wrong codes that cost a wait",
            self.lockouts.clone(),
        );
        all.register(
            "mfa_rate_limited",
            "Requests that were refused in the rate limit",
            self.rate_limited.clone(),
        );
        all.register(
            "mfa_vendor_calls",
            "Calls of vendors",
            self.vendor_calls.clone(),
        );
        all.register(
            "mfa_vendor_call_duration_seconds",
            "Calls of vendors, with all tries",
            self.vendor_duration.clone(),
        );
        all.register(
            "mfa_vendor_left_alone",
            "Times that a vendor's host was left alone for a while",
            self.vendor_left_alone.clone(),
        );
        all.register(
            "mfa_webhook_deliveries",
            "What came of tries to deliver an event",
            self.deliveries.clone(),
        );
        all
    }
}

impl Observer for Metrics {
    fn happened(&self, event: &Event) {
        let proof = |purpose: Purpose, of: OfType| {
            let family = match purpose {
                Purpose::Enroll => &self.enrollments,
                Purpose::Verify => &self.verifications,
            };
            family.get_or_create(&of).inc();
        };
        match event {
            Event::Enrolled { factor_type } => {
                proof(Purpose::Enroll, OfType::of(*factor_type, "done"));
            }
            Event::Verified {
                factor_type,
                by_recovery_code,
            } => {
                let outcome = match by_recovery_code {
                    true => "done_by_recovery_code",
                    false => "done",
                };
                proof(Purpose::Verify, OfType::of(*factor_type, outcome));
            }
            // Beside `done`: it is told of as a verification, too.
            Event::FactorWaived { factor_type } => {
                proof(Purpose::Verify, OfType::of(*factor_type, "waived"));
            }
            Event::CodeRefused {
                factor_type,
                purpose,
                ..
            } => proof(*purpose, OfType::of(*factor_type, "wrong_code")),
            Event::ProofRefused {
                factor_type,
                purpose,
                why,
            } => proof(*purpose, OfType::of(*factor_type, why.word())),
            Event::UserLocked { .. } => {
                self.lockouts.inc();
            }
            Event::RequestRefused {
                asked,
                why: Why::RateLimited,
            } => {
                let asked = asked.word();
                self.rate_limited.get_or_create(&Asked { asked }).inc();
            }
            _ => {}
        }
    }
}
