//! How long clients may take, and how many they may be.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::super::{Admitted, Limits};
use super::world::{ask, connect, exchange, first, rest, short, start};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// An empty SETTINGS frame of HTTP/2.
const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];

async fn ends_within(stream: &mut TcpStream, most: Duration) {
    let start = Instant::now();
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(most, stream.read_to_end(&mut bytes)).await;
    assert!(ended.is_ok(), "open after {:?}", start.elapsed());
}

#[tokio::test]
async fn who_says_nothing_or_half_is_not_waited_for() {
    let running = start(short());
    for sent in [
        &b""[..],
        b"G",
        b"GET /hello HTTP/1.1\r\nhost: x\r\n",
        &PREFACE[..10],
    ] {
        let mut stream = connect(&running).await;
        stream.write_all(sent).await.unwrap();
        ends_within(&mut stream, Duration::from_secs(5)).await;
    }
    // One byte from time to time is no head, either.
    let mut stream = connect(&running).await;
    let start = Instant::now();
    while stream.write_all(b"G").await.is_ok() {
        assert!(start.elapsed() < Duration::from_secs(5));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn idle_connections_end() {
    let running = start(short());
    // HTTP/2, without a request: it has a preface, and pings.
    let mut stream = connect(&running).await;
    stream
        .write_all(&[PREFACE, SETTINGS].concat())
        .await
        .unwrap();
    ends_within(&mut stream, Duration::from_secs(5)).await;
    // HTTP/1.1, after its request, and with half a head after it.
    for more in ["", "GET /hello HT"] {
        let mut stream = connect(&running).await;
        let request = format!("GET /hello HTTP/1.1\r\nhost: x\r\n\r\n{more}");
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(first(&mut stream).await.starts_with("HTTP/1.1 200"));
        ends_within(&mut stream, Duration::from_secs(5)).await;
    }
}

#[tokio::test]
async fn a_body_comes_at_a_least_rate() {
    let running = start(Limits {
        body_bytes_per_second: 1000,
        ..short()
    });
    let head = "POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 4000\r\n\r\n";
    // Nothing comes after the first bytes.
    let response = exchange(&running, format!("{head}abc")).await;
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    assert!(response.contains("application/problem+json"), "{response}");
    // As little as keeps a limit of silence away.
    let mut stream = connect(&running).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let trickle = async {
        while writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let mut said = [0; 12];
    let read = async { reader.read_exact(&mut said).await.unwrap() };
    tokio::select! {
        _ = tokio::time::timeout(Duration::from_secs(8), read) => {}
        () = trickle => {}
    }
    assert_eq!(&said, b"HTTP/1.1 408");
    // Slow, and fast enough: longer than the limit of silence.
    let mut stream = connect(&running).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..8 {
        stream.write_all(&[b'x'; 500]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(first(&mut stream).await.ends_with("4000 bytes"));
}

#[tokio::test]
async fn a_large_body_gets_its_response() {
    let running = start(short());
    let body = vec![b'x'; 5_000_000];
    let head = "POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 5000000\r\n\r\n";
    let mut stream = connect(&running).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    // As clients do that send everything before they read anything.
    stream.write_all(&body).await.unwrap();
    assert!(first(&mut stream).await.starts_with("HTTP/1.1 413"));
    // And the connection goes on.
    stream
        .write_all(b"GET /hello HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    assert!(first(&mut stream).await.contains("hello"));
    // Who asks first need not send at all.
    let head = head.replace("content-length", "expect: 100-continue\r\ncontent-length");
    let mut stream = connect(&running).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    assert!(first(&mut stream).await.starts_with("HTTP/1.1 100"));
}

#[tokio::test]
async fn who_takes_nothing_of_the_response_is_not_waited_for() {
    let running = start(short());
    let mut stream = connect(&running).await;
    stream
        .write_all(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    first(&mut stream).await;
    // What was on its way comes; then the connection ends, though the response does not.
    tokio::time::sleep(Duration::from_millis(2000)).await;
    let mut taken = 0;
    let mut buffer = vec![0; 1 << 20];
    loop {
        match tokio::time::timeout(Duration::from_secs(5), stream.read(&mut buffer))
            .await
            .unwrap()
        {
            Ok(0) | Err(_) => break,
            Ok(read) => taken += read,
        }
        assert!(taken < 1 << 28, "the server goes on sending");
    }
}

#[tokio::test]
async fn silent_connections_give_way() {
    let running = start(Limits {
        connections: 8,
        connections_per_address: Some(6),
        ..Limits::default()
    });
    let mut silent = Vec::new();
    for _ in 0..40 {
        silent.push(connect(&running).await);
    }
    // A connection that has brought a request stays before those that have not.
    let mut good = connect(&running).await;
    for _ in 0..5 {
        good.write_all(b"GET /hello HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        assert!(first(&mut good).await.contains("hello"));
        silent.push(connect(&running).await);
    }
    let response = ask(&running, "GET", "/hello").await;
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    for stream in silent.iter_mut().take(35) {
        ends_within(stream, Duration::from_secs(5)).await;
    }
}

#[tokio::test]
async fn where_all_have_requests_in_flight_others_are_told() {
    let running = start(Limits {
        connections: 2,
        connections_per_address: Some(2),
        ..Limits::default()
    });
    let mut busy = Vec::new();
    for _ in 0..2 {
        let mut stream = connect(&running).await;
        stream
            .write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        busy.push(stream);
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut late = connect(&running).await;
    let response = rest(&mut late).await;
    assert!(response.starts_with("HTTP/1.1 503"), "{response}");
    assert!(response.contains("retry-after: 1"), "{response}");
    for stream in &mut busy {
        assert!(first(stream).await.ends_with("slow"));
    }
}

#[test]
fn files_are_kept_for_other_things() {
    let limits = Limits::default();
    let admitted = |files| limits.admitted_with(files);
    let both = |connections, per_address| Admitted {
        connections,
        per_address,
    };
    assert_eq!(admitted(Some(128)), both(80, 40));
    assert_eq!(admitted(Some(1024)), both(768, 384));
    assert_eq!(admitted(Some(20)), both(10, 5));
    assert_eq!(admitted(None), both(10_000, 5_000));
}
