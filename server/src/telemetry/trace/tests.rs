//! What becomes of a trace, without a collector.

use http::HeaderMap;
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use super::{Tracer, child, current, current_id, within};

const THEIRS: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn tracer(sampler: Sampler) -> Tracer {
    let sampler = Sampler::ParentBased(Box::new(sampler));
    let provider = SdkTracerProvider::builder().with_sampler(sampler).build();
    Tracer::of(&provider)
}

fn headers(traceparent: &str) -> HeaderMap {
    let value = traceparent.parse().expect("a value");
    HeaderMap::from_iter([(http::HeaderName::from_static("traceparent"), value)])
}

#[tokio::test]
async fn a_trace_is_taken_up_and_handed_on() {
    let tracer = tracer(Sampler::AlwaysOff);
    let request = tracer.request("GetUserMfa", &headers(THEIRS));
    let handed_on = within(request.as_ref(), async {
        let call = child("call", SpanKind::Client).expect("whoever began it keeps it");
        let id = current_id().expect("a trace").to_string();
        assert_eq!(id, "0af7651916cd43dd8448eb211c80319c");
        call.headers()
    })
    .await;
    let [(name, value)] = &handed_on[..] else {
        panic!("{handed_on:?}");
    };
    assert_eq!(*name, "traceparent");
    assert!(value.starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
    assert!(value.ends_with("-01"), "{value}");
    assert!(!value.contains("b7ad6b7169203331"), "the call's own id");
}

#[tokio::test]
async fn what_is_not_kept_has_an_id_and_no_children() {
    let tracer = tracer(Sampler::AlwaysOff);
    for headers in [HeaderMap::new(), headers("00-nonsense-01"), headers("")] {
        let request = tracer.request("GetUserMfa", &headers);
        within(request.as_ref(), async {
            assert!(current_id().is_some());
            assert!(child("store", SpanKind::Internal).is_none());
        })
        .await;
    }
    let theirs = THEIRS.replace("-01", "-00");
    let request = tracer.request("GetUserMfa", &headers(&theirs));
    let told = request.expect("a span").headers();
    assert!(told[0].1.ends_with("-00"), "they do not keep it: {told:?}");
}

#[tokio::test]
async fn without_a_collector_there_is_nothing() {
    let none = Tracer::default();
    assert!(!none.is_on());
    let request = none.request("GetUserMfa", &headers(THEIRS));
    within(request.as_ref(), async {
        assert!(current().is_none());
        assert!(child("store", SpanKind::Internal).is_none());
    })
    .await;
}
