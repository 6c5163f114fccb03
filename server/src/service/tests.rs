//! A real server on a real socket: what a stop does to requests, and what Dropshot may not log.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use dropshot::{HttpError, HttpResponseOk, RequestContext, endpoint};
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};

use super::*;
use crate::config::limits_default;
use crate::contract::runtime::{Completed, Denied, Exchange, Service, to_its_end};
use crate::telemetry::{RequestRecord, request_completed};

struct Slow {
    entered: Notify,
    finished: Arc<AtomicBool>,
    log: Logger,
}

impl Service for Slow {
    type Caller = ();
    type Credentials = ();

    async fn authenticate(&self, (): (), _: &Exchange) -> Result<(), Denied> {
        Ok(())
    }

    fn completed(&self, completed: &Completed<'_, ()>) {
        request_completed(
            &self.log,
            &RequestRecord {
                request_id: &completed.exchange.request_id,
                operation: completed.exchange.operation_id,
                status: completed.status.as_u16(),
                organization: None,
                user: None,
                key: None,
                client: None,
                duration: completed.duration,
                outcome: None,
                reason: None,
            },
        );
    }
}

/// Takes its time, and tells that it came to its end.
#[endpoint { method = GET, path = "/enrollment/{token}" }]
async fn slow(
    context: RequestContext<Slow>,
    _: dropshot::Path<Token>,
) -> Result<HttpResponseOk<u8>, HttpError> {
    let work = async move {
        context.context().entered.notify_one();
        tokio::time::sleep(Duration::from_millis(300)).await;
        context.context().finished.store(true, Ordering::SeqCst);
        Ok(HttpResponseOk(7))
    };
    to_its_end(work).await
}

#[derive(serde::Deserialize, schemars::JsonSchema)]
struct Token {
    #[allow(dead_code, reason = "only its place in the path counts")]
    token: String,
}

const SECRET: &str = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";

#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn anywhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}

fn serve(log: &Logger) -> (Running<Slow>, Arc<AtomicBool>) {
    let context = slowly(log);
    let finished = Arc::clone(&context.finished);
    (
        start(
            beside(),
            context,
            log,
            anywhere(),
            None,
            limits_default(),
            Proxies::default(),
        )
        .unwrap(),
        finished,
    )
}

fn slowly(log: &Logger) -> Slow {
    Slow {
        entered: Notify::new(),
        finished: Arc::default(),
        log: log.clone(),
    }
}

fn beside() -> Served<Slow> {
    Served {
        operations: Vec::new(),
        beside: vec![slow.into()],
    }
}

async fn request(address: SocketAddr, target: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nhost: x\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

async fn response(mut stream: TcpStream) -> String {
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8(response).unwrap()
}

fn quiet() -> Logger {
    Logger::root(slog::Discard, slog::o!())
}

#[tokio::test]
async fn a_stop_lets_requests_finish_and_takes_no_more() {
    let (running, finished) = serve(&quiet());
    let address = running.local_addr();
    let idle = TcpStream::connect(address).await.unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let client = tokio::spawn(async move {
        let stream = request(address, &format!("/enrollment/{SECRET}")).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.send(()).unwrap();
        response(stream).await
    });
    let first = async { stopped.await.unwrap() };
    let end = running
        .until(first, std::future::pending(), Duration::from_secs(5))
        .await;
    assert_eq!(end, Stopped::Gracefully);
    assert!(finished.load(Ordering::SeqCst));
    assert!(client.await.unwrap().starts_with("HTTP/1.1 200"));
    assert!(TcpStream::connect(address).await.is_err());
    drop(idle);
}

#[tokio::test]
async fn the_grace_and_a_second_signal_cut_requests_off() {
    for (grace, second_after) in [(50, 10_000), (10_000, 50)] {
        let (running, finished) = serve(&quiet());
        let stream = request(running.local_addr(), &format!("/enrollment/{SECRET}")).await;
        let first = running.server.service().entered.notified();
        tokio::time::timeout(Duration::from_secs(5), first)
            .await
            .unwrap();
        let start = Instant::now();
        let second = tokio::time::sleep(Duration::from_millis(second_after));
        let grace = Duration::from_millis(grace);
        let end = running.until(std::future::ready(()), second, grace).await;
        assert_eq!(end, Stopped::Abruptly);
        assert!(
            start.elapsed() < Duration::from_millis(290),
            "{:?}",
            start.elapsed()
        );
        assert!(!finished.load(Ordering::SeqCst));
        drop(stream);
    }
}

#[tokio::test]
async fn a_client_that_goes_away_stops_no_handler_and_its_link_is_not_logged() {
    let output = Output::default();
    let (log, guard) = telemetry::json_logger(output.clone(), slog::Level::Debug);
    let (running, finished) = serve(&log);
    let address = running.local_addr();
    for target in [
        format!("/enrollment/{SECRET}"),
        format!("/nowhere/{SECRET}?t={SECRET}"),
    ] {
        drop(request(address, &target).await);
    }
    let not_found = request(address, &format!("/nowhere/{SECRET}?t={SECRET}")).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let end = running
        .until(
            std::future::ready(()),
            std::future::pending(),
            Duration::from_secs(5),
        )
        .await;
    assert_eq!(end, Stopped::Gracefully);
    assert!(finished.load(Ordering::SeqCst));
    assert!(response(not_found).await.starts_with("HTTP/1.1 404"));
    drop(log);
    drop(guard);

    let text = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("c2VjcmV0"), "{text}");
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let with = |message: &str| {
        lines
            .iter()
            .filter(|line| line["message"] == message)
            .count()
    };
    // The front's own response, like any request. Dropshot sees no disconnect.
    let unrouted = lines
        .iter()
        .find(|line| line["operation"] == "none")
        .unwrap();
    assert_eq!(unrouted["status"], 404);
    assert!(unrouted["request_id"].as_str().unwrap().len() == 36);
    assert_eq!(with("accepted connection"), 0, "{text}");
}

#[tokio::test]
async fn an_address_in_use_is_told_with_what_to_do() {
    let (running, _) = serve(&quiet());
    let address = running.local_addr();
    let again = |address| {
        let (log, limits) = (quiet(), limits_default());
        let context = slowly(&log);
        start(
            beside(),
            context,
            &log,
            address,
            None,
            limits,
            Proxies::default(),
        )
        .err()
    };
    let error = again(address).unwrap();
    assert!(matches!(error, StartError::InUse { .. }), "{error}");
    assert!(error.to_string().contains(&address.to_string()), "{error}");
    let nowhere = SocketAddr::from(([192, 0, 2, 1], 0));
    let error = again(nowhere).unwrap();
    assert!(matches!(error, StartError::NotOurs { .. }), "{error}");
}
