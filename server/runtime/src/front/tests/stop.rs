//! What a stop waits for, and what not.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::super::Limits;
use super::world::{connect, first, rest, start};

#[tokio::test]
async fn requests_finish_and_what_is_none_is_not_waited_for() {
    let running = start(Limits::default());
    let address = running.local_addr();
    let finished = Arc::clone(&running.service().finished);
    let mut others = Vec::new();
    for sent in [
        &b""[..],
        b"GET /hello HTTP/1.1\r\nho",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        b"POST /upload HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc",
    ] {
        let mut stream = connect(&running).await;
        stream.write_all(sent).await.unwrap();
        others.push(stream);
    }
    let mut kept = connect(&running).await;
    kept.write_all(b"GET /hello HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    first(&mut kept).await;
    let mut slow = connect(&running).await;
    slow.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    // Its client goes away; its handler goes on.
    let mut gone = connect(&running).await;
    gone.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(gone);
    let stopping = Instant::now();
    let stop = tokio::spawn(running.stop());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(TcpStream::connect(address).await.is_err());
    assert!(rest(&mut slow).await.ends_with("slow"));
    stop.await.unwrap();
    let took = stopping.elapsed();
    assert!(took < Duration::from_secs(9), "{took:?}");
    assert_eq!(finished.load(Ordering::SeqCst), 2);
    assert!(rest(&mut others[3]).await.starts_with("HTTP/1.1 408"));
}
