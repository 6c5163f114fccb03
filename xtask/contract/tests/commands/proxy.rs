//! The proxy as consumers and operators meet it: over HTTP, before a service that a test plays.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

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

/// A service behind TLS that is trusted by nobody but who has its certificate.
fn behind_tls(folder: &Path) -> (String, String) {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let file = folder.join("ca.pem");
    std::fs::write(&file, own.cert.pem()).expect("a file");
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key.into())
        .expect("a certificate with its key");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let tls = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let stream = rustls::StreamOwned::new(tls, stream.expect("a connection"));
            let mut reader = BufReader::new(stream);
            let mut head = String::new();
            // Who does not trust it says nothing.
            while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap_or(0) > 0 {}
            let mut stream = reader.into_inner();
            let _ = stream.write_all(RIGHT.as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    let file = file.display().to_string();
    (format!("https://localhost:{port}"), file)
}

#[test]
fn a_service_behind_tls_is_asked_when_its_certificate_is_trusted() {
    let folder = tempfile::tempdir().expect("a directory");
    std::fs::write(folder.path().join("openapi.yaml"), CONTRACT).expect("a contract");
    let (upstream, ca) = behind_tls(folder.path());
    let start = ["proxy", "--spec", "openapi.yaml", "--upstream", &upstream];
    let key = ("Authorization", "Bearer k");
    let stranger = Served::start(folder.path(), &start);
    let reply = stranger.ask("GET /things/1", &[key], "");
    assert_eq!(reply.status, 502);
    assert!(
        reply.body.contains("--ca names the certificates"),
        "{}",
        reply.body
    );
    drop(stranger);
    let proxy = Served::start(folder.path(), &[&start[..], &["--ca", &ca]].concat());
    let reply = proxy.ask("GET /things/1", &[key], "");
    assert_eq!((reply.status, reply.body.as_str()), (200, "{\"id\":1}"));
    let (code, report) = proxy.end();
    assert_eq!(code, Some(0), "{report}");
    let wrong = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(start)
        .args(["--ca", "openapi.yaml", "--port", "0"])
        .current_dir(folder.path())
        .output()
        .expect("contract runs");
    assert_eq!(wrong.status.code(), Some(100));
    let said = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        said.contains("openapi.yaml has no certificates in PEM"),
        "{said}"
    );
}

/// A consumer that says `Expect: 100-continue` waits for the word before it sends the body; a
/// response has trailers; and one connection takes several requests.
#[test]
fn what_http_has_beside_heads_and_bodies_goes_by_too() {
    let folder = tempfile::tempdir().expect("a directory");
    let service = Service::start(|head, body, mut stream| {
        let text = match head.starts_with("POST") {
            true => {
                assert_eq!(body, b"{\"name\":\"a\"}");
                "HTTP/1.1 201 Made\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            }
            false => {
                assert!(
                    head.to_ascii_lowercase().contains("\r\nte: trailers\r\n"),
                    "{head}"
                );
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n9\r\ndata: 1\n\n\r\n0\r\nX-Sum: 1\r\n\r\n"
            }
        };
        let _ = stream.write_all(text.as_bytes());
    });
    for more in [&[][..], &["--enforce"]] {
        let proxy = service.watched(folder.path(), more);
        let mut stream = TcpStream::connect(&proxy.address).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        let mut reader = BufReader::new(stream.try_clone().expect("a connection"));
        let mut line = || {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a line");
            line
        };
        stream
            .write_all(b"POST /things HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n")
            .expect("a request");
        assert_eq!(line(), "HTTP/1.1 100 Continue\r\n");
        assert_eq!(line(), "\r\n");
        stream.write_all(b"{\"name\":\"a\"}").expect("a body");
        assert!(line().starts_with("HTTP/1.1 201 "));
        while line() != "\r\n" {}
        // On the same connection.
        stream
            .write_all(
                b"GET /events HTTP/1.1\r\nHost: h\r\nTE: trailers\r\nConnection: TE, close\r\n\r\n",
            )
            .expect("a request");
        let mut text = String::new();
        while !text.to_ascii_lowercase().ends_with("x-sum: 1\r\n\r\n") {
            let next = line();
            assert!(!next.is_empty(), "{text}");
            text.push_str(&next);
        }
        assert!(text.contains("data: 1"), "{text}");
        let (code, report) = proxy.end();
        assert_eq!(code, Some(0), "{report}");
    }
}

/// One round trip on a connection that stays.
fn round_trip(stream: &mut TcpStream) -> Duration {
    let request = b"GET /things/1 HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer k\r\n\r\n";
    let start = Instant::now();
    stream.write_all(request).expect("a request");
    let mut seen = Vec::new();
    let mut bytes = [0; 1024];
    while !seen.ends_with(b"{\"id\":1}") {
        let count = stream.read(&mut bytes).expect("a response");
        assert!(count > 0, "{}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&bytes[..count]);
    }
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// What the proxy adds to a round trip, in pairs: by itself and through the proxy. A figure of a
/// release build on a machine that does nothing else; `CONTRACT` names another program.
#[test]
#[ignore = "a figure: cargo test --release -p contract-tools --test commands -- --ignored adds"]
fn the_proxy_adds_less_than_half_a_millisecond() {
    let folder = tempfile::tempdir().expect("a directory");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address").to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            stream.set_nodelay(true).expect("an option");
            std::thread::spawn(move || {
                let mut head = Vec::new();
                let mut bytes = [0; 4096];
                while let Ok(count) = stream.read(&mut bytes)
                    && count > 0
                {
                    head.extend_from_slice(&bytes[..count]);
                    if head.ends_with(b"\r\n\r\n") {
                        head.clear();
                        let text = RIGHT.replace("Connection: close\r\n", "");
                        let _ = stream.write_all(text.as_bytes());
                    }
                }
            });
        }
    });
    std::fs::write(folder.path().join("openapi.yaml"), CONTRACT).expect("a contract");
    let upstream = format!("http://{address}");
    let start = ["proxy", "--spec", "openapi.yaml", "--upstream", &upstream];
    for more in [&[][..], &["--enforce"]] {
        let proxy = Served::start(folder.path(), &[&start[..], more].concat());
        let connect = |address: &str| {
            let stream = TcpStream::connect(address).expect("a connection");
            stream.set_nodelay(true).expect("an option");
            stream
        };
        let (mut own, mut passed) = (connect(&address), connect(&proxy.address));
        let (mut alone, mut through) = (Vec::new(), Vec::new());
        for number in 0..3_000 {
            let pair = (round_trip(&mut own), round_trip(&mut passed));
            // The first ones fill caches.
            if number >= 500 {
                alone.push(pair.0);
                through.push(pair.1);
            }
        }
        let (alone, through) = (median(alone), median(through));
        let added = through.saturating_sub(alone);
        println!("{more:?}: alone {alone:?}, through the proxy {through:?}, added {added:?}");
        assert!(added < Duration::from_micros(500), "{added:?}");
    }
}
