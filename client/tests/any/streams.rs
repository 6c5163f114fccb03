//! Bodies without an end, and items of many pages.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt};
use httpmock::MockServer;
use serde_json::json;

use crate::client;
use crate::contract::mocks::MockServerExt;
use crate::contract::responses::ExportSuccess;
use crate::contract::runtime::File;
use crate::contract::{Client, Error, types};

/// A service that takes one request, says `head`, then `piece` for ever. It ends with the client.
fn endless(head: &'static str, piece: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let _ = stream.read(&mut [0; 4096]);
        let head = format!("HTTP/1.1 200 OK\r\n{head}\r\ntransfer-encoding: chunked\r\n\r\n");
        let chunk = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
        let mut result = stream.write_all(head.as_bytes());
        while result.is_ok() {
            result = stream.write_all(&chunk);
            if piece.len() < 1_000 {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    });
    url
}

/// A client that waits a short time for all but streams.
fn hasty(url: String) -> Client {
    let builder = Client::builder(url).timeout(Duration::from_millis(200));
    builder.build().expect("a client")
}

#[tokio::test]
async fn events_are_read_as_they_happen() {
    let event = b"event: tick\ndata: 1\n\n";
    let client = hasty(endless("content-type: text/event-stream", event));
    let events = client.events().send().await.expect("events");
    assert_eq!(events.status(), 200);
    // Longer than the client waits for other responses.
    let found: Vec<_> = events
        .into_inner()
        .take(25)
        .try_collect()
        .await
        .expect("events");
    assert!(
        found
            .iter()
            .all(|event| event.event == "tick" && event.data == "1")
    );
    assert_eq!(found.len(), 25);
}

#[tokio::test]
async fn bytes_are_read_as_they_come() {
    const PIECE: &[u8] = &[b'x'; 64 * 1024];
    let client = hasty(endless("content-type: application/octet-stream", PIECE));
    let bytes = client.put_bytes().body("go").send().await.expect("bytes");
    let mut bytes = bytes.into_inner_stream();
    let mut read = 0;
    while read < 50 * 1024 * 1024 {
        read += bytes.next().await.expect("more").expect("bytes").len();
    }
}

/// A service that takes one request and sends so many bytes; and how many of them it got rid of.
fn long(status: u16, size: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&sent);
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        let _ = stream.read(&mut [0; 4096]);
        let head = format!("HTTP/1.1 {status} Yes\r\ncontent-length: {size}\r\n\r\n");
        let mut result = stream.write_all(head.as_bytes());
        while result.is_ok() && counter.load(Ordering::SeqCst) < size {
            result = stream.write_all(&[b'x'; 64 * 1024]);
            counter.fetch_add(64 * 1024, Ordering::SeqCst);
        }
    });
    (url, sent)
}

/// Bytes and texts that stand beside JSON are not read into memory either.
#[tokio::test]
async fn bytes_beside_json_are_read_as_they_come() {
    const SIZE: usize = 100 * 1024 * 1024;
    // What fits into the buffers of a connection.
    const BUFFERED: usize = 32 * 1024 * 1024;
    for status in [200, 203] {
        let (url, sent) = long(status, SIZE);
        let export = hasty(url).export().id("a").send().await.expect("bytes");
        assert_eq!(export.status(), status);
        // Longer than the client waits for other responses, with nobody reading.
        tokio::time::sleep(Duration::from_millis(400)).await;
        let waiting = sent.load(Ordering::SeqCst);
        assert!(waiting < BUFFERED, "{waiting} bytes are read already");
        let mut bytes = match export.into_inner() {
            ExportSuccess::Ok(bytes) if status == 200 => bytes,
            ExportSuccess::NonAuthoritativeInformation(text) => text,
            other => panic!("{other:?}"),
        };
        let (mut read, mut ahead) = (0, 0);
        while let Some(piece) = bytes.next().await {
            read += piece.expect("bytes").len();
            ahead = ahead.max(sent.load(Ordering::SeqCst).saturating_sub(read));
        }
        assert_eq!(read, SIZE);
        assert!(ahead < BUFFERED, "{ahead} bytes were in memory");
    }
}

#[tokio::test]
async fn json_beside_bytes_is_read_at_once() {
    for status in [202_u16, 204] {
        let server = MockServer::start();
        server.export(|_, then| {
            match status {
                202 => then.accepted(&crate::thing("a")),
                _ => then.no_content(),
            };
        });
        let found = client(&server).export().id("a").send().await;
        let found = found.expect("a success").into_inner();
        match (status, &found) {
            (202, ExportSuccess::Accepted(_)) | (204, ExportSuccess::NoContent) => {}
            _ => panic!("{found:?}"),
        }
        assert!(serde_json::to_value(&found).is_ok());
    }
}

/// A success without a body beside one of bytes is an empty stream.
#[tokio::test]
async fn no_body_is_an_empty_stream() {
    let server = MockServer::start();
    server.put_bytes(|_, then| {
        then.no_content();
    });
    let nothing = client(&server).put_bytes().body("go").send().await;
    let nothing = nothing.expect("nothing");
    assert_eq!(nothing.status(), 204);
    let pieces: Vec<_> = nothing.into_inner_stream().collect().await;
    assert_eq!(pieces.iter().flatten().map(Bytes::len).sum::<usize>(), 0);
}

/// What is sent is made while it is sent: more of it than a machine holds would do.
#[tokio::test]
async fn bytes_and_files_are_sent_as_they_are_made() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let received = std::thread::spawn(move || {
        let mut sizes = Vec::new();
        for _ in 0..2 {
            let (mut stream, _) = listener.accept().expect("a connection");
            let mut buffer = vec![0; 64 * 1024];
            let (mut size, mut end) = (0, Vec::new());
            while !end.ends_with(b"\r\n0\r\n\r\n") {
                let read = stream.read(&mut buffer).expect("a request");
                assert!(read > 0, "the request ends early");
                size += read;
                end.extend(&buffer[..read]);
                end.drain(..end.len().saturating_sub(16));
            }
            let response = "HTTP/1.1 204 Done\r\nconnection: close\r\n\r\n";
            stream.write_all(response.as_bytes()).expect("a client");
            sizes.push(size);
        }
        sizes
    });
    let chunks = || {
        let chunk = Bytes::from_static(&[b'x'; 64 * 1024]);
        futures::stream::iter((0..1024).map(move |_| Ok::<_, std::io::Error>(chunk.clone())))
    };
    let client = hasty(url);
    let raw = reqwest::Body::wrap_stream(chunks());
    client
        .put_picture()
        .id("a")
        .body(raw)
        .send()
        .await
        .expect("done");
    let upload = client.upload();
    let picture = File::stream(chunks()).named("large.png");
    let upload = upload.body_map(|body| body.title("Large").picture(picture));
    upload.send().await.expect("done");
    for size in received.join().expect("two requests") {
        assert!(size > 64 * 1024 * 1024, "{size}");
    }
}

#[tokio::test]
async fn the_items_of_all_pages_are_one_stream() {
    let server = MockServer::start();
    let order = |id: u32| json!({ "id": format!("o-{id}"), "state": "open" });
    let first = server.mock(|when, then| {
        when.path("/orders")
            .query_param("state", "open")
            .query_param("limit", "2")
            .query_param_missing("page_token");
        then.status(200)
            .json_body(json!({ "items": [order(1), order(2)], "next_page": "two" }));
    });
    // An empty page is not the last one.
    for (token, page) in [
        ("two", json!({ "items": [], "next_page": "three" })),
        ("three", json!({ "items": [order(3)], "next_page": null })),
    ] {
        server.mock(|when, then| {
            when.path("/orders")
                .query_param("page_token", token)
                .query_param("limit", "2")
                .query_param_missing("state");
            then.status(200).json_body(page);
        });
    }
    let client = client(&server);
    let orders = client.list_orders().state(types::State::Open);
    let orders = orders.limit(std::num::NonZeroU64::new(2).expect("two"));
    let all: Result<Vec<_>, _> = orders.clone().stream().try_collect().await;
    let ids: Vec<String> = all
        .expect("orders")
        .into_iter()
        .map(|it| it.id.to_string())
        .collect();
    assert_eq!(ids, ["o-1", "o-2", "o-3"]);
    first.assert_calls(1);
    // One page is asked for at a time, and an error is the last item.
    let some: Vec<_> = orders.stream().take(2).collect().await;
    assert!(some.iter().all(Result::is_ok));
    first.assert_calls(2);
    let gone = MockServer::start();
    let failed: Vec<_> = crate::client(&gone).list_orders().stream().collect().await;
    assert!(matches!(
        failed[..],
        [Err(
            Error::ErrorResponse(_) | Error::InvalidResponsePayload(_)
        )]
    ));
}
