//! Calls of other services: to the log, to figures, and to the trace that they are part of.

use std::sync::Arc;

use super::Metrics;
use crate::outbound::{Called, Fault, Observer, Ongoing};
use crate::telemetry::CallLog;
use crate::telemetry::trace::{self, Active};

/// Told of each call.
pub struct Calls {
    pub log: CallLog,
    pub metrics: Option<Arc<Metrics>>,
}

impl Observer for Calls {
    fn calling(&self, service: &'static str, what: &'static str) -> Option<Box<dyn Ongoing>> {
        let span = trace::child(format!("{service} {what}"), trace::SpanKind::Client)?;
        span.set("peer.service", service);
        Some(Box::new(Traced(span)))
    }

    fn called(&self, call: &Called<'_>) {
        self.log.called(call);
        if let Some(metrics) = &self.metrics {
            let outcome = match call.result {
                Ok(status) if status.is_success() => "answered",
                Ok(_) => "refused",
                Err(fault) => fault.word(),
            };
            let called = (call.service, call.what, outcome);
            metrics.called(called, call.duration, call.left_alone.is_some());
        }
    }
}

struct Traced(Active);

impl Ongoing for Traced {
    fn headers(&self) -> Vec<(&'static str, String)> {
        self.0.headers()
    }

    fn ended(self: Box<Self>, tries: u32, result: Result<u16, &Fault>) {
        self.0.set("mfa.tries", i64::from(tries));
        match result {
            Ok(status) => self.0.set("http.response.status_code", i64::from(status)),
            // Its word alone: what was looked up and reached is the log's.
            Err(fault) => self.0.failed(fault.word()),
        }
        self.0.end();
    }
}
