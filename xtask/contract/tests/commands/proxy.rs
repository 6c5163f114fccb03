//! The proxy as consumers and operators meet it: over HTTP, before a service that a test plays.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::json;

use crate::served::{Served, ask};

const CONTRACT: &str = "openapi: 3.1.0
info: {title: Things, version: 1.0.0}
components:
  securitySchemes:
    Key: {type: http, scheme: bearer}
paths:
  /things/{id}:
    get:
      security: [{Key: []}]
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: fields, in: query, schema: {type: string}}
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: integer}, note: {type: string}}}
        '404': {description: There is none.}
  /things:
    post:
      requestBody:
        content: {application/json: {schema: {type: object, required: [name]}}}
      responses:
        '201': {description: Made.}
  /events:
    get:
      responses:
        '200': {description: What happens., content: {text/event-stream: {schema: {type: string}}}}
";

/// A service that a test plays: `respond` gets the head and the body of a request, and the
/// connection.
struct Service {
    address: String,
    asked: Arc<AtomicUsize>,
}

impl Service {
    fn start(respond: impl Fn(&str, &[u8], TcpStream) + Send + Sync + 'static) -> Service {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let respond = Arc::new(respond);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (count, respond) = (Arc::clone(&count), Arc::clone(&respond));
                std::thread::spawn(move || {
                    let stream = stream.expect("a connection");
                    let mut reader = BufReader::new(stream.try_clone().expect("a connection"));
                    let mut head = String::new();
                    while !head.ends_with("\r\n\r\n") {
                        if reader.read_line(&mut head).unwrap_or(0) == 0 {
                            return;
                        }
                    }
                    let length = head.to_ascii_lowercase();
                    let length = length.split("content-length: ").nth(1);
                    let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
                    let mut body = vec![0; length.unwrap_or(0)];
                    reader.read_exact(&mut body).expect("a body");
                    count.fetch_add(1, Ordering::SeqCst);
                    respond(&head, &body, stream);
                });
            }
        });
        Service { address, asked }
    }

    fn saying(text: &'static str) -> Service {
        Service::start(move |_, _, mut stream| {
            let _ = stream.write_all(text.as_bytes());
        })
    }

    fn watched(&self, folder: &Path, more: &[&str]) -> Served {
        std::fs::write(folder.join("openapi.yaml"), CONTRACT).expect("a contract");
        let upstream = format!("http://{}", self.address);
        let start = ["proxy", "--spec", "openapi.yaml", "--upstream", &upstream];
        Served::start(folder, &[&start, more].concat())
    }
}

const WRONG: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Own: kept\r\nKeep-Alive: timeout=5\r\nContent-Length: 11\r\nConnection: close\r\n\r\n{\"id\":\"no\"}";
const RIGHT: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"id\":1}";

#[test]
fn traffic_is_passed_on_as_it_is_and_what_breaks_the_contract_is_told() {
    let folder = tempfile::tempdir().expect("a directory");
    let (heads, head) = mpsc::channel();
    let heads = std::sync::Mutex::new(heads);
    let service = Service::start(move |head, _, mut stream| {
        let heads = heads.lock().expect("a sender");
        heads.send(head.to_owned()).expect("a test that listens");
        stream.write_all(WRONG.as_bytes()).expect("a consumer");
    });
    let proxy = service.watched(folder.path(), &[]);
    let secret = ("Authorization", "Bearer SECRET-TOKEN");
    let own = [secret, ("X-Mine", "1"), ("Keep-Alive", "5")];
    let reply = proxy.ask("GET /things/1?unknown=SECRET-QUERY", &own, "");
    assert_eq!(reply.status, 200);
    assert_eq!(reply.body, "{\"id\":\"no\"}");
    assert_eq!(reply.header("x-own"), Some("kept"));
    assert_eq!(reply.header("keep-alive"), None);
    let head = head.recv().expect("a request").to_ascii_lowercase();
    assert!(
        head.starts_with("get /things/1?unknown=secret-query http/1.1\r\n"),
        "{head}"
    );
    assert!(head.contains("\r\nx-mine: 1\r\n"), "{head}");
    assert!(
        head.contains("\r\nauthorization: bearer secret-token\r\n"),
        "{head}"
    );
    assert!(
        !head.contains("keep-alive: 5") && !head.contains("x-forwarded"),
        "{head}"
    );
    assert!(
        head.contains(&format!("\r\nhost: {}\r\n", service.address)),
        "{head}"
    );
    for _ in 0..2 {
        proxy.ask("GET /things/1", &[], "");
    }
    proxy.ask("GET /things/first", &[secret], "");
    proxy.ask("GET /stuff", &[secret], "");
    proxy.wait_for("[undocumented-operation]");
    let said = proxy.said();
    // Each once, when it is new.
    assert_eq!(said.matches("[response-differs]").count(), 1, "{said}");
    let (code, report) = proxy.end();
    assert_eq!(code, Some(4), "{report}");
    for words in [
        "error[response-differs]: GET /things/{id}, 200: the body at `/id`: ",
        "[4 times]",
        "openapi.yaml:18:",
        "warning[request-differs]: GET /things/{id}: the path parameter `id`",
        "error[credentials-not-demanded]: GET /things/{id}",
        "[2 times]",
        "warning[undocumented-operation]: GET /stuff: 200 came",
        "GET /things/{id}: seen 200 (4); never 404, query parameter `fields`, `/note` in 200 as application/json",
        "Never asked for, of 3 operations: POST /things, GET /events.",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!(said + &report).contains("SECRET"), "{report}");
}

#[test]
fn a_stream_goes_by_while_it_comes() {
    let folder = tempfile::tempdir().expect("a directory");
    let (go_on, wait) = mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let service = Service::start(move |_, _, mut stream| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("a consumer");
        stream
            .write_all(b"9\r\ndata: 1\n\n\r\n")
            .expect("a consumer");
        wait.lock()
            .expect("a receiver")
            .recv()
            .expect("a test that goes on");
        stream
            .write_all(b"9\r\ndata: 2\n\n\r\n0\r\n\r\n")
            .expect("a consumer");
    });
    for more in [&[][..], &["--enforce"]] {
        let proxy = service.watched(folder.path(), more);
        let mut stream = TcpStream::connect(&proxy.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        stream
            .write_all(b"GET /events HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut seen = String::new();
        let mut bytes = [0; 1024];
        while !seen.contains("data: 1") {
            let count = stream.read(&mut bytes).expect("the first event");
            seen.push_str(std::str::from_utf8(&bytes[..count]).expect("UTF-8"));
        }
        assert!(!seen.contains("data: 2"));
        go_on.send(()).expect("a service");
        stream.read_to_string(&mut seen).expect("the second event");
        assert!(seen.contains("data: 2"), "{seen}");
        let (code, report) = proxy.end();
        assert_eq!(code, Some(0), "{report}");
        assert!(report.contains("GET /events: seen 200 (1)"), "{report}");
    }
}

#[test]
fn what_breaks_the_contract_is_refused_when_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a directory");
    let key = ("Authorization", "Bearer k");
    let wrong = Service::saying(WRONG);
    let proxy = wrong.watched(folder.path(), &["--enforce"]);
    let reply = proxy.ask("GET /things/first", &[key], "");
    assert_eq!((reply.status, wrong.asked.load(Ordering::SeqCst)), (400, 0));
    assert_eq!(
        reply.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(
        reply.json()["violations"][0]["in"],
        "the path parameter `id`"
    );
    let reply = proxy.ask("GET /stuff", &[key], "");
    assert_eq!((reply.status, wrong.asked.load(Ordering::SeqCst)), (400, 0));
    let reply = proxy.ask(
        "POST /things",
        &[("Content-Type", "application/json")],
        "{}",
    );
    assert_eq!(reply.json()["violations"][0]["rule"], "required");
    let reply = proxy.ask("GET /things/1", &[key], "");
    assert_eq!((reply.status, wrong.asked.load(Ordering::SeqCst)), (502, 1));
    assert_eq!(reply.json()["violations"][0]["pointer"], "/id");
    let (code, report) = proxy.end();
    assert_eq!(code, Some(4));
    assert!(
        report.contains("3 requests refused before they came to the service."),
        "{report}"
    );
    let right = Service::saying(RIGHT);
    let proxy = right.watched(folder.path(), &["--enforce"]);
    assert_eq!(proxy.ask("GET /things/1", &[key], "").body, "{\"id\":1}");
    assert_eq!(proxy.end().0, Some(0));
}

#[test]
fn long_bodies_go_by_whole_and_are_not_kept() {
    let folder = tempfile::tempdir().expect("a directory");
    let service = Service::start(|_, body, mut stream| {
        let head = format!(
            "HTTP/1.1 201 Made\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("a consumer");
        stream.write_all(body).expect("a consumer");
    });
    let body = format!("{{\"name\":\"{}\"}}", "x".repeat(3 * 1024 * 1024));
    for more in [&[][..], &["--enforce"]] {
        let proxy = service.watched(folder.path(), &[&["--most-bytes", "1000"], more].concat());
        let kind = ("Content-Type", "application/json");
        let reply = proxy.ask("POST /things", &[kind], &body);
        assert_eq!((reply.status, reply.body.len()), (201, body.len()));
        let (code, report) = proxy.end();
        assert_eq!(code, Some(0), "{report}");
        assert!(
            report.contains("2 messages too long to be looked at whole"),
            "{report}"
        );
    }
}

#[test]
fn operators_ask_for_figures_at_a_port_of_its_own() {
    let folder = tempfile::tempdir().expect("a directory");
    let service = Service::saying(WRONG);
    let mut proxy = service.watched(folder.path(), &["--admin-port", "0", "--verbose"]);
    let line = proxy.line();
    let admin = line
        .split("http://")
        .nth(1)
        .and_then(|rest| rest.split('/').next());
    let admin = admin.expect("an address").to_owned();
    proxy.ask("GET /things/1", &[("Authorization", "Bearer k")], "");
    proxy.wait_for("GET /things/{id} 200");
    let figures = ask(&admin, "GET /metrics", &[], "").body;
    for line in [
        "contract_proxy_passed_total 1\n",
        "contract_proxy_findings_total{rule=\"response-differs\"} 1\n",
        "contract_proxy_responses_total{operation=\"GET /things/{id}\",status=\"200\"} 1\n",
        "contract_proxy_response_seconds_count{operation=\"GET /things/{id}\"} 1\n",
    ] {
        assert!(figures.contains(line), "{line}{figures}");
    }
    let report = ask(&admin, "GET /report", &[], "").json();
    assert_eq!(
        report["findings"][0]["id"],
        json!("response-differs"),
        "{report}"
    );
    // Not at the port of the service.
    assert_eq!(proxy.get("/metrics").body, "{\"id\":\"no\"}");
}

#[test]
fn a_connection_that_becomes_another_protocol_is_passed_on() {
    let folder = tempfile::tempdir().expect("a directory");
    let service = Service::start(|head, _, mut stream| {
        assert!(
            head.to_ascii_lowercase().contains("\r\nupgrade: echo\r\n"),
            "{head}"
        );
        let head =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("a consumer");
        let mut bytes = [0; 4];
        stream.read_exact(&mut bytes).expect("four bytes");
        stream.write_all(&bytes).expect("a consumer");
    });
    let proxy = service.watched(folder.path(), &[]);
    let mut stream = TcpStream::connect(&proxy.address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a limit");
    stream
        .write_all(
            b"GET /channel HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n",
        )
        .expect("a request");
    let mut reader = BufReader::new(stream.try_clone().expect("a connection"));
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        reader.read_line(&mut head).expect("a head");
    }
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    stream.write_all(b"ping").expect("a service");
    let mut bytes = [0; 4];
    reader.read_exact(&mut bytes).expect("an echo");
    assert_eq!(&bytes, b"ping");
}

#[test]
fn a_service_that_is_not_there_is_told_as_such() {
    let folder = tempfile::tempdir().expect("a directory");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let gone = Service {
        address: taken.local_addr().expect("an address").to_string(),
        asked: Arc::default(),
    };
    drop(taken);
    let proxy = gone.watched(folder.path(), &[]);
    let reply = proxy.get("/events");
    assert_eq!(reply.status, 502);
    let detail = reply.json()["detail"].to_string();
    assert!(detail.contains("the service cannot be asked: "), "{detail}");
    let (_, report) = proxy.end();
    assert!(
        report.contains("1 request that the service did not respond to."),
        "{report}"
    );
    let slow = Service::start(|_, _, stream| {
        std::thread::sleep(Duration::from_secs(5));
        drop(stream);
    });
    let proxy = slow.watched(folder.path(), &["--timeout", "200ms"]);
    assert_eq!(proxy.get("/events").status, 504);
}
