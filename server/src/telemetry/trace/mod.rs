//! Traces, by OpenTelemetry: one span for a request, and below it one for each thing that takes its
//! time. Nothing of it is there unless a collector is configured.
//!
//! The span that something happens in goes with the task ([`within`]), so that nobody has to hand it
//! on. Spans wait in a queue that has an end, and a thread of its own sends them: a collector that is
//! away or slow holds nobody up, and loses spans alone. No span holds a secret, a link, or who a user is.

mod export;

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::{
    SpanBuilder, Status, TraceContextExt as _, TraceId, Tracer as _, TracerProvider as _,
};
use opentelemetry::{Context, KeyValue, Value};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};

pub use opentelemetry::trace::SpanKind;

pub use export::{CannotTrace, Collector, Exports};

/// Begins traces. The default begins none.
#[derive(Clone, Default)]
pub struct Tracer(Option<SdkTracer>);

/// A span that has begun, as what happens in it needs it. It ends when [`Active::end`] says so.
#[derive(Clone)]
pub struct Active {
    tracer: SdkTracer,
    context: Context,
}

tokio::task_local! {
    static CURRENT: Active;
}

impl Tracer {
    pub(super) fn of(provider: &SdkTracerProvider) -> Self {
        Self(Some(provider.tracer("mfa-server")))
    }

    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// A request's span: below that of who sent it, if the headers say so (W3C Trace Context).
    pub fn request(&self, operation: &'static str, headers: &HeaderMap) -> Option<Active> {
        let parent = TraceContextPropagator::new()
            .extract_with_context(&Context::new(), &HeaderExtractor(headers));
        self.begin(operation, SpanKind::Server, &parent)
    }

    /// A trace of its own, of what nobody asked for at this moment.
    pub fn root(&self, name: &'static str, kind: SpanKind) -> Option<Active> {
        self.begin(name, kind, &Context::new())
    }

    fn begin(&self, name: &'static str, kind: SpanKind, parent: &Context) -> Option<Active> {
        Some(Active::below(self.0.as_ref()?, parent, name.into(), kind))
    }
}

impl Active {
    fn below(
        tracer: &SdkTracer,
        parent: &Context,
        name: Cow<'static, str>,
        kind: SpanKind,
    ) -> Self {
        let builder = SpanBuilder::from_name(name).with_kind(kind);
        let span = tracer.build_with_context(builder, parent);
        Self {
            tracer: tracer.clone(),
            context: parent.with_span(span),
        }
    }

    pub fn set(&self, key: &'static str, value: impl Into<Value>) {
        self.context.span().set_attribute(KeyValue::new(key, value));
    }

    /// It failed, for a reason that is no secret.
    pub fn failed(&self, reason: impl fmt::Display) {
        let span = self.context.span();
        if span.is_recording() {
            span.set_status(Status::error(reason.to_string()));
        }
    }

    pub fn end(&self) {
        self.context.span().end();
    }

    /// What another service gets, so that its spans are below this one: names and values of headers.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut injected = std::collections::HashMap::<String, String>::new();
        TraceContextPropagator::new().inject_context(&self.context, &mut injected);
        ["traceparent", "tracestate"]
            .into_iter()
            .filter_map(|name| Some((name, injected.remove(name)?)))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    fn trace_id(&self) -> TraceId {
        self.context.span().span_context().trace_id()
    }
}

/// The span that this happens in.
pub fn current() -> Option<Active> {
    CURRENT.try_with(Clone::clone).ok()
}

/// The trace that this belongs to, for the log.
pub fn current_id() -> Option<TraceId> {
    CURRENT.try_with(Active::trace_id).ok()
}

/// A span below the one that this happens in. None where that is not kept.
pub fn child(name: impl Into<Cow<'static, str>>, kind: SpanKind) -> Option<Active> {
    CURRENT
        .try_with(|above| {
            let is_kept = above.context.span().is_recording();
            is_kept.then(|| Active::below(&above.tracer, &above.context, name.into(), kind))
        })
        .ok()
        .flatten()
}

/// Runs `work` in this span, if there is one.
pub async fn within<W: Future>(active: Option<&Active>, work: W) -> W::Output {
    match active {
        Some(active) => CURRENT.scope(active.clone(), work).await,
        None => work.await,
    }
}

#[cfg(test)]
mod tests;
