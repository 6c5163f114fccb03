//! Bodies that are too large for memory, or never end, in both directions.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::contract::runtime::{ByteStream, Limits};
use crate::refused;
use crate::server::{Layer, MAX_STREAM};

const MEGABYTE: usize = 1024 * 1024;
/// What goes through.
const LARGE: usize = 200 * MEGABYTE;
/// How much more memory than for small requests that may take at its peak.
const MORE_MEMORY: usize = 40 * MEGABYTE;

/// The layer in a process of its own, whose memory is known.
struct Process {
    process: std::process::Child,
    address: SocketAddr,
}

/// Not a test: [`Process`] runs it.
#[tokio::test]
#[ignore = "serves until its standard input ends"]
async fn serve_in_a_process() {
    let layer = Layer::start_with(Limits::default()).await;
    println!("at {}", layer.server.local_addr());
    let wait = || std::io::stdin().read_to_end(&mut Vec::new());
    let _ = tokio::task::spawn_blocking(wait).await;
}

impl Process {
    fn start() -> Self {
        let this_program = std::env::current_exe().expect("a path");
        let mut process = Command::new(this_program)
            .args([
                "--exact",
                "streams::serve_in_a_process",
                "--ignored",
                "--nocapture",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once("at ")?.1.trim().parse().ok());
        Process {
            process,
            address: address.expect("an address"),
        }
    }

    /// The most memory that it had at a time, in bytes.
    fn peak(&self) -> usize {
        let status = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(status).expect("Linux tells");
        let mut lines = status.lines();
        let peak = lines.find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = peak.expect("a peak").trim().trim_end_matches(" kB");
        kilobytes.parse::<usize>().expect("a number") * 1024
    }

    /// Sends a request with a body of `before`, `LARGE` bytes, and `after`, while the response is
    /// read. The head of the response, and how many bytes of a body came, chunks' heads included.
    fn send(&self, head: &str, before: &str, after: &str) -> (String, usize) {
        let length = before.len() + LARGE + after.len();
        let head = format!(
            "{head}\r\nhost: x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{before}"
        );
        let stream = TcpStream::connect(self.address).expect("a connection");
        let mut writer = stream.try_clone().expect("the same connection");
        let after = after.to_owned();
        let sending = std::thread::spawn(move || {
            writer.write_all(head.as_bytes())?;
            let piece = vec![b'x'; MEGABYTE];
            for _ in 0..LARGE / MEGABYTE {
                writer.write_all(&piece)?;
            }
            writer.write_all(after.as_bytes())
        });
        let came = read_counting(stream);
        sending.join().expect("no panic").expect("all is sent");
        came
    }

    fn get(&self, path: &str) -> (String, usize) {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let head = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("it is sent");
        read_counting(stream)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The first bytes of a response as text, and how many follow the head.
fn read_counting(mut stream: TcpStream) -> (String, usize) {
    let (mut first, mut bytes) = (Vec::new(), 0);
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = stream.read(&mut piece).expect("the response");
        if length == 0 {
            break;
        }
        bytes += length;
        if first.len() < 4096 {
            first.extend_from_slice(&piece[..length]);
        }
    }
    let first = String::from_utf8_lossy(&first).into_owned();
    let head = first.find("\r\n\r\n").expect("the end of a head") + 4;
    (first, bytes - head)
}

#[test]
fn what_is_larger_than_memory_goes_through() {
    let process = Process::start();
    let (small, _) = process.get("/streams/bytes?bytes=10");
    assert!(small.starts_with("HTTP/1.1 200"), "{small}");
    let small = process.peak();
    let bounded = |what: &str| {
        let more = process.peak() - small;
        assert!(more < MORE_MEMORY, "{what} takes {} MB", more / MEGABYTE);
    };
    let octets = "content-type: application/octet-stream";

    let (response, _) = process.send(&format!("PUT /streams/bytes HTTP/1.1\r\n{octets}"), "", "");
    assert!(response.ends_with(&LARGE.to_string()), "{response}");
    bounded("an upload");

    let (_, bytes) = process.get(&format!("/streams/bytes?bytes={LARGE}"));
    assert!(bytes >= LARGE, "{bytes}");
    bounded("a download");

    let (response, bytes) =
        process.send(&format!("POST /streams/bytes HTTP/1.1\r\n{octets}"), "", "");
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    assert!(bytes >= LARGE, "{bytes}");
    bounded("both at a time");

    // A value may come after a large file.
    let head = "POST /streams/parts HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=b";
    let before = "--b\r\nContent-Disposition: form-data; name=picture\r\n\r\n";
    let after = "\r\n--b\r\nContent-Disposition: form-data; name=title\r\n\r\nLamp\r\n--b--\r\n";
    let (response, _) = process.send(head, before, after);
    assert!(response.ends_with(&LARGE.to_string()), "{response}");
    bounded("a large part");

    let (response, _) = process.send(head, before, "\r\n--b--\r\n");
    assert!(response.starts_with("HTTP/1.1 400"), "{response}");
    assert!(response.contains("missing field `title`"), "{response}");
}

#[tokio::test]
async fn a_stream_has_a_limit_where_it_is_read() {
    let layer = Layer::start().await;
    let put = |body: Vec<u8>| {
        let request = layer.request(Method::PUT, "/streams/bytes");
        request
            .header("content-type", "application/octet-stream")
            .body(body)
    };
    let most = usize::try_from(MAX_STREAM).expect("a size");
    let response = put(vec![0; most]).send().await.expect("a response");
    assert_eq!(response.json::<Value>().await.expect("JSON"), MAX_STREAM);
    let detail = format!("larger than {MAX_STREAM} bytes");
    refused(
        put(vec![0; most + 1]),
        StatusCode::PAYLOAD_TOO_LARGE,
        &detail,
    )
    .await;
    assert!(
        layer
            .log()
            .last()
            .is_some_and(|line| line.starts_with("upload 413")),
        "{:?}",
        layer.log()
    );

    // The length is not said: the handler has begun.
    let address = layer.server.local_addr();
    let sent = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = "PUT /streams/bytes HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\
                    connection: close\r\ncontent-type: application/octet-stream\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("it is sent");
        for _ in 0..most / 1024 + 1 {
            let chunk = [b"400\r\n", &[b'x'; 1024][..], b"\r\n"].concat();
            stream.write_all(&chunk).expect("it is sent");
        }
        stream.write_all(b"0\r\n\r\n").expect("it is sent");
        read_counting(stream).0
    });
    let response = sent.await.expect("no panic");
    assert!(response.starts_with("HTTP/1.1 413"), "{response}");
    assert!(
        response.contains("application/problem+json") && response.contains(&detail),
        "{response}"
    );
}

#[tokio::test]
async fn what_a_handler_does_not_read_is_read_away() {
    let layer = Layer::start_with(Limits::default()).await;
    for reads in [0, 1000] {
        let request = layer.request(Method::PUT, &format!("/streams/bytes?reads={reads}"));
        let request = request.header("content-type", "application/octet-stream");
        let response = request
            .body(vec![0; 5 * MEGABYTE])
            .send()
            .await
            .expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn an_operation_without_a_body_takes_no_large_one() {
    let layer = Layer::start_with(Limits::default()).await;
    let login = |bytes: usize| layer.get("/login").body(vec![b'x'; bytes]);
    for small in [0, 1, 16 * 1024] {
        let response = login(small).send().await.expect("a response");
        assert_eq!(response.status(), StatusCode::OK, "{small}");
    }
    let detail = "takes no body";
    for large in [16 * 1024 + 1, 5 * MEGABYTE] {
        refused(login(large), StatusCode::PAYLOAD_TOO_LARGE, detail).await;
    }
    let address = layer.server.local_addr();
    let sent = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = "GET /login HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\
                    connection: close\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("it is sent");
        for _ in 0..1024 {
            let chunk = [b"400\r\n", &[b'x'; 1024][..], b"\r\n"].concat();
            stream.write_all(&chunk).expect("it is sent");
        }
        stream.write_all(b"0\r\n\r\n").expect("it is sent");
        read_counting(stream).0
    });
    let response = sent.await.expect("no panic");
    assert!(
        response.starts_with("HTTP/1.1 413") && response.contains(detail),
        "{response}"
    );
}

#[tokio::test]
async fn who_stops_sending_is_not_waited_for() {
    let layer = Layer::start_with(Limits {
        body: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    let address = layer.server.local_addr();
    let sent = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = "PUT /streams/bytes HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\
                    content-type: application/octet-stream\r\n\r\nabc";
        stream.write_all(head.as_bytes()).expect("it is sent");
        read_counting(stream).0
    });
    let response = sent.await.expect("no panic");
    assert!(response.starts_with("HTTP/1.1 408"), "{response}");
}

#[tokio::test]
async fn a_body_may_be_left_out_and_be_of_several_media_types() {
    let layer = Layer::start().await;
    for (media_type, body, expected, same) in [
        (
            Some("application/octet-stream"),
            "\u{1}x",
            "image/x-same",
            "\u{1}x",
        ),
        (
            Some("text/event-stream"),
            "data: x\n\n",
            "text/event-stream",
            "data: x\n\n",
        ),
        (
            Some("application/json"),
            "{\"kind\":\"part\"}",
            "text/plain",
            "JSON",
        ),
        (
            Some("application/octet-stream"),
            "",
            "text/plain",
            "nothing",
        ),
        (None, "", "text/plain", "nothing"),
    ] {
        let mut request = layer.post("/streams/bytes").body(body);
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        let response = request.send().await.expect("a response");
        assert_eq!(response.headers()["content-type"], expected);
        assert_eq!(response.text().await.expect("text"), same);
    }
}

#[tokio::test]
async fn a_stream_that_fails_is_never_taken_for_a_whole_one() {
    let layer = Layer::start().await;
    for says in [true, false] {
        let path = format!("/streams/bytes?bytes=100000&says={says}");
        let response = layer.get(&path).send().await.expect("a response");
        assert_eq!(response.content_length(), says.then_some(100_000));
        assert_eq!(response.bytes().await.expect("all of it").len(), 100_000);
        // HEAD says the same, and makes nothing.
        let response = layer
            .request(Method::HEAD, &path)
            .send()
            .await
            .expect("a response");
        assert_eq!(response.status(), StatusCode::OK);
        let length = response.headers().get("content-length");
        let length = length.map(|length| length.to_str().expect("a number"));
        assert_eq!(length, says.then_some("100000"));

        let fails = layer.get(&path.replace("bytes=100000", "bytes=100000&fails=true"));
        let whole = async { fails.send().await?.bytes().await };
        // With its length all has come before it fails.
        assert_eq!(whole.await.is_ok(), says);
    }
    assert_eq!(layer.live(), 0);
}

#[tokio::test]
async fn events_are_written_as_the_standard_says() {
    let layer = Layer::start().await;
    let get = |query: &str| layer.get(&format!("/streams/events{query}"));
    let request = get("").header("last-event-id", "7");
    let response = request.send().await.expect("a response");
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    assert_eq!(
        response.text().await.expect("text"),
        "id: 1\nevent: began\nretry: 1500\ndata: a\ndata: b\ndata: c\ndata: d\n\n\
         data: after Some(\"7\")\n\n"
    );
    // What would begin another field is not sent, and nothing is taken for the end.
    let address = layer.server.local_addr();
    let sent = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let head = "GET /streams/events?hostile=true HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(head.as_bytes()).expect("it is sent");
        let mut all = String::new();
        stream
            .read_to_string(&mut all)
            .expect("the connection ends");
        all
    });
    let response = sent.await.expect("no panic");
    assert!(
        !response.contains("forged") && !response.ends_with("0\r\n\r\n"),
        "{response}"
    );
}

#[tokio::test]
async fn events_end_when_their_client_or_the_server_goes() {
    let layer = Layer::start().await;
    let endless = || layer.get("/streams/events?endless=true");
    let mut response = endless().send().await.expect("a response");
    response.chunk().await.expect("an event");
    // A comment comes from time to time.
    let comment = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            if chunk == ":\n\n" {
                return true;
            }
        }
        false
    };
    let comment = tokio::time::timeout(Duration::from_secs(10), comment);
    assert_eq!(comment.await, Ok(true));
    assert_eq!(layer.live(), 1);
    drop(response);
    let start = Instant::now();
    while layer.live() > 0 {
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "nobody told the stream"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    // They end as a whole body does: the client comes back by itself.
    let response = endless().send().await.expect("a response");
    let stop = layer.server.stop();
    let both = async { tokio::join!(response.text(), stop) };
    let (text, ()) = tokio::time::timeout(Duration::from_secs(10), both)
        .await
        .expect("the end of the events and of the server");
    assert!(text.expect("a whole body").contains("data: after None"));
}

#[tokio::test]
async fn streams_are_made_of_what_is_there() {
    let whole = ByteStream::from("text");
    assert_eq!(whole.length(), Some(4));
    assert_eq!(whole.collect_at_most(4).await.expect("four bytes"), "text");
    let reader = ByteStream::from_reader(&b"0123456789"[..]);
    assert_eq!(reader.length(), None);
    reader.collect_at_most(9).await.expect_err("ten bytes");
    let mut copied = Vec::new();
    let mut reader = ByteStream::from(vec![7; 3]).into_reader();
    tokio::io::copy(&mut reader, &mut copied)
        .await
        .expect("three bytes");
    assert_eq!(copied, [7, 7, 7]);
}
