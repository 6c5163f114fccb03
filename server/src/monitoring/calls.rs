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
        let above = trace::current()?;
        let span = trace::child(format!("{service} {what}"), trace::SpanKind::Client);
        if let Some(span) = &span {
            span.set("peer.service", service);
        }
        // Of a trace that is not kept, who is called is told so.
        let headers = span.as_ref().unwrap_or(&above).headers();
        Some(Box::new(Traced { span, headers }))
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

struct Traced {
    /// None where it is not kept.
    span: Option<Active>,
    headers: Vec<(&'static str, String)>,
}

impl Ongoing for Traced {
    fn headers(&self) -> Vec<(&'static str, String)> {
        self.headers.clone()
    }

    fn ended(self: Box<Self>, tries: u32, result: Result<u16, &Fault>) {
        let Some(span) = self.span else {
            return;
        };
        span.set("mfa.tries", i64::from(tries));
        match result {
            Ok(status) => span.set("http.response.status_code", i64::from(status)),
            // Its word alone: what was looked up and reached is the log's.
            Err(fault) => span.failed(fault.word()),
        }
        span.end();
    }
}
