//! A server that is watched: what it says of itself while it works, while its store hangs, and while
//! it stops.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use slog::{Discard, Logger, o};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Calls, Metrics, Monitor, Monitoring, Observed, listener::WHOLE};
use crate::clock;
use crate::factor::Keyring;
use crate::mfa::{KeyCheck, Moment, Observer as _, Origin, Purpose, Store, Why};
use crate::outbound::{Client, Reach};
use crate::store::SqliteStore;
use crate::telemetry::CallLog;

struct World {
    metrics: Arc<Metrics>,
    store: Arc<dyn Store>,
    monitoring: Monitoring,
    directory: tempfile::TempDir,
}

fn keyring() -> Keyring {
    let key = zeroize::Zeroizing::new([7; 32]);
    Keyring::new("2026", [("2026".to_owned(), key)]).expect("a key")
}

async fn world() -> World {
    let directory = tempfile::tempdir().expect("a directory");
    let log = Logger::root(Discard, o!());
    let metrics = Arc::<Metrics>::default();
    let sqlite = SqliteStore::open(&directory.path().join("mfa.db")).expect("a store");
    let store: Arc<dyn Store> = Arc::new(Observed {
        store: Arc::new(sqlite),
        metrics: Some(Arc::clone(&metrics)),
    });
    let calls = Calls {
        log: CallLog(log.clone()),
        metrics: Some(Arc::clone(&metrics)),
    };
    let monitor = Monitor {
        metrics: Arc::clone(&metrics),
        store: Arc::clone(&store),
        keyring: keyring(),
        client: Arc::new(Client::new(Reach::Public, Arc::new(calls))),
        connections: Arc::default(),
        exports: None,
        now: clock::now,
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
    let monitoring = monitor.start(listener, &log).expect("starts");
    World {
        metrics,
        store,
        monitoring,
        directory,
    }
}

impl World {
    async fn get(&self, path: &str) -> (u16, String) {
        let url = format!("http://{}{path}", self.monitoring.local_addr());
        let response = reqwest::get(url).await.expect("an answer");
        let status = response.status().as_u16();
        (status, response.text().await.expect("a body"))
    }

    async fn ready(&self) -> (u16, Value) {
        let (status, body) = self.get("/readyz").await;
        (status, serde_json::from_str(&body).expect("JSON"))
    }

    /// Asks until a check says so: what is known of the database may be a moment old.
    async fn until_checked(&self, check: &str, problem: Option<&str>) -> u16 {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            let (status, answer) = self.ready().await;
            let told = answer["checks"][check].as_str();
            if told.is_some() == problem.is_some()
                && told.unwrap_or("").contains(problem.unwrap_or(""))
            {
                return status;
            }
            assert!(Instant::now() < end, "{answer}");
        }
    }

    async fn has(&self, line: &str) {
        let (_, metrics) = self.get("/metrics").await;
        assert!(metrics.lines().any(|l| l == line), "{line}\n{metrics}");
    }
}

#[tokio::test]
async fn what_happens_is_counted() {
    let world = world().await;
    let in_flight = world.metrics.begun();
    world.has("mfa_http_requests_in_flight 1").await;
    drop(in_flight);
    let took = Duration::from_millis(3);
    world.metrics.answered("GetUserMfa", 200, took);
    world.metrics.unauthenticated("revoked_key");
    for event in [
        crate::mfa::Event::UserLocked {
            until: clock::now(),
        },
        crate::mfa::Event::ProofRefused {
            factor_type: crate::factor::DUO,
            purpose: Purpose::Verify,
            why: Why::Denied,
        },
        crate::mfa::Event::Enrolled {
            factor_type: crate::factor::GUARDIAN,
        },
        crate::mfa::Event::RequestRefused {
            asked: crate::mfa::Asked::Start,
            why: Why::RateLimited,
        },
        // Counted elsewhere, as requests are.
        crate::mfa::Event::RequestRefused {
            asked: crate::mfa::Asked::Start,
            why: Why::NoProfile,
        },
    ] {
        world.metrics.happened(&event);
    }
    let nobody = crate::mfa::ApiKeyId::new("0123456789ab").expect("an id");
    let found = world.store.api_key(&nobody, Moment(0)).await;
    assert!(found.expect("read").is_none());
    for line in [
        r#"mfa_http_requests_total{operation="GetUserMfa",status="200"} 1"#,
        r#"mfa_http_request_duration_seconds_bucket{operation="GetUserMfa",le="0.0025"} 0"#,
        r#"mfa_http_request_duration_seconds_bucket{operation="GetUserMfa",le="0.005"} 1"#,
        "mfa_http_requests_in_flight 0",
        r#"mfa_authentications_refused_total{reason="revoked_key"} 1"#,
        "mfa_lockouts_total 1",
        r#"mfa_verifications_total{type="duo",outcome="denied"} 1"#,
        r#"mfa_enrollments_total{type="guardian",outcome="done"} 1"#,
        r#"mfa_rate_limited_total{asked="start"} 1"#,
        r#"mfa_store_operation_duration_seconds_count{operation="api_key"} 1"#,
        "mfa_webhook_outbox_waiting 0.0",
        "mfa_draining 0.0",
    ] {
        world.has(line).await;
    }
    let (_, metrics) = world.get("/metrics").await;
    assert!(metrics.contains("# TYPE mfa_http_requests_total counter\n"));
    assert!(metrics.contains("mfa_build_info{version="), "{metrics}");
}

#[tokio::test]
async fn it_is_ready_until_it_stops_or_a_key_is_missing() {
    let world = world().await;
    let (status, answer) = world.ready().await;
    assert_eq!((status, &answer["ready"]), (200, &Value::Bool(true)));
    assert_eq!(answer["checks"]["database"], Value::Null);

    // A key that sealed nothing is no reason.
    let check = KeyCheck {
        id: "gone".into(),
        check: vec![1],
    };
    let now = clock::now();
    let kept = world
        .store
        .keep_key_checks(Vec::new(), vec![check], &Origin::SERVICE, now);
    assert!(kept.await.expect("kept"));
    let raw = rusqlite::Connection::open(world.directory.path().join("mfa.db")).expect("opens");
    assert_eq!(world.until_checked("encryption_keys", None).await, 200);

    raw.execute_batch("PRAGMA user_version = 1").expect("set");
    let told = world.until_checked("schema", Some("schema version 1"));
    assert_eq!(told.await, 503);

    world.monitoring.drain();
    let (status, answer) = world.ready().await;
    assert_eq!((status, answer["ready"].as_bool()), (503, Some(false)));
    assert!(answer["checks"]["draining"].is_string(), "{answer}");
    world.has("mfa_draining 1.0").await;
    assert_eq!(world.get("/healthz").await.0, 200, "it lives all the same");
}

#[tokio::test]
async fn who_hangs_or_reads_nothing_holds_nobody_up_and_is_cut_off() {
    let world = world().await;
    let address = world.monitoring.local_addr();
    let began = Instant::now();
    let mut hung = Vec::new();
    for number in 0..20 {
        let mut stream = TcpStream::connect(address).await.expect("connects");
        if number % 2 == 0 {
            // Half a request; the others ask, and read nothing.
            stream.write_all(b"GET /met").await.expect("writes");
        } else {
            let request = b"GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n";
            stream.write_all(request).await.expect("writes");
        }
        hung.push(stream);
    }
    assert_eq!(world.get("/healthz").await.0, 200);
    for mut stream in hung {
        let mut rest = Vec::new();
        let read = stream.read_to_end(&mut rest);
        let ended = tokio::time::timeout(WHOLE * 2, read).await;
        assert!(ended.is_ok(), "it ends");
    }
    assert!(began.elapsed() < WHOLE * 2);

    for (path, status) in [("/", 404), ("/metrics/", 404), ("/enrollment/x", 404)] {
        assert_eq!(world.get(path).await.0, status, "{path}");
    }
    let url = format!("http://{address}/metrics");
    let posted = reqwest::Client::new().post(url).send().await;
    assert_eq!(posted.expect("an answer").status(), 405);
}
