//! From a request with a trace's context to the spans that the collector gets.

use std::time::{Duration, Instant};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;
use serde_json::Value;

use crate::receiver::{Got, Receiver};
use crate::world::World;

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

fn spans(got: &[Got]) -> Vec<Span> {
    let requests = got.iter().map(|one| {
        assert!(one.head.starts_with("post /v1/traces http"), "{}", one.head);
        assert_eq!(one.header("content-type"), Some("application/x-protobuf"));
        ExportTraceServiceRequest::decode(&one.body[..]).unwrap()
    });
    let resources = requests.flat_map(|request| request.resource_spans);
    let scopes = resources.flat_map(|resource| resource.scope_spans);
    scopes.flat_map(|scope| scope.spans).collect()
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

async fn ask(world: &World, flags: &str) {
    let profile = format!("{}/profile/mfa", world.place.env_value("MFA_URL"));
    let key = world.place.env_value("MFA_ALICE_API_KEY");
    let request = world.http.get(profile).header("REB-APIKEY", key);
    let traceparent = format!("00-{TRACE}-{PARENT}-{flags}");
    let sent = request.header("traceparent", traceparent).send().await;
    assert_eq!(sent.unwrap().status(), 200);
}

#[tokio::test]
async fn a_request_goes_on_with_its_trace_and_the_log_names_it() {
    let collector = Receiver::start(true).await;
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", &*collector.url)];
    let world = World::start_with(&variables).await;
    ask(&world, "01").await;
    let all = collector.until(|got| {
        let spans = spans(got);
        let is_whole = spans.iter().any(|span| span.name == "GetProfileMfa");
        is_whole.then_some(spans)
    });
    let all = all.await;
    let of = |name: &str| {
        let mut found = all.iter().filter(|span| span.name == name);
        let span = found.next().unwrap_or_else(|| panic!("{name}: {all:#?}"));
        assert_eq!(hex(&span.trace_id), TRACE, "{name}");
        span
    };
    let request = of("GetProfileMfa");
    assert_eq!(hex(&request.parent_span_id), PARENT);
    let authenticate = of("authenticate");
    assert_eq!(authenticate.parent_span_id, request.span_id);
    assert_eq!(of("store api_key").parent_span_id, authenticate.span_id);
    assert_eq!(of("store user_state").parent_span_id, request.span_id);
    let text = format!("{all:?}");
    for word in ["alice", "mfask_", "127.0.0.1"] {
        assert!(!text.contains(word), "{word} is in a span");
    }

    let line = world.server.line_with("\"operation\":\"GetProfileMfa\"");
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["trace_id"], TRACE);
    assert_eq!(line["user"], "alice");
    assert_eq!(line["client"], "127.0.0.1");
    assert!(line["key"].is_string(), "{line}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_keeps_no_trace_gets_none_and_deliveries_tell_of_theirs() {
    let collector = Receiver::start(true).await;
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", &*collector.url)];
    let world = World::start_with(&variables).await;
    let hooks = Receiver::start(true).await;
    let add = ["webhook", "add", &hooks.url, "--organization", "sample"];
    let added = world.operate(&add);
    ask(&world, "00").await;
    world.operate(&["webhook", "test", added["id"].as_str().unwrap()]);
    let delivered = hooks.until(|got| got.first().cloned()).await;
    let traceparent = delivered.header("traceparent").expect("a trace");
    assert_eq!(traceparent.len(), 55, "{traceparent}");
    // The last spans are sent before the end.
    let (_, log) = {
        world.server.signal("TERM");
        world.server.end()
    };
    let line = log.iter().find(|line| line.contains(TRACE));
    assert!(line.is_some(), "the log names it all the same");
    let kept = spans(&collector.got());
    assert!(
        kept.iter().all(|span| hex(&span.trace_id) != TRACE),
        "{kept:?}"
    );
}

#[tokio::test]
async fn a_collector_that_is_away_or_silent_costs_nothing_and_holds_no_stop() {
    let silent = Receiver::start(false).await;
    for url in ["http://127.0.0.1:9", &*silent.url] {
        let world = World::start_with(&[("OTEL_EXPORTER_OTLP_ENDPOINT", url)]).await;
        for _ in 0..50 {
            ask(&world, "01").await;
        }
        if url == silent.url {
            silent.until(|got| got.first().cloned()).await;
        } else {
            let failed = r#"mfa_trace_exports_total{outcome="failed"} 1"#;
            let end = Instant::now() + Duration::from_secs(30);
            while !crate::metrics::scrape(&world.place).await.contains(failed) {
                assert!(Instant::now() < end, "nothing was tried");
            }
        }
        let asked = Instant::now();
        let (code, _) = world.server.stop();
        assert_eq!(code, Some(0), "{url}");
        assert!(
            asked.elapsed() < Duration::from_secs(8),
            "{url}: {:?}",
            asked.elapsed()
        );
    }
}
