//! What is tried again, how often, and after which pauses: on a clock that runs when nothing else
//! does.

use std::slice;
use std::time::{Duration, SystemTime};

use reqwest::{Body, Client, Method, Request};
use tokio::time::Instant;

use super::http;
use super::server::{Say, Server};
use crate::Retry;

fn request(method: &Method, url: &str) -> Request {
    Request::new(method.clone(), url.parse().expect("a URL"))
}

/// The status in the end, and the pauses between the attempts; none for an error.
async fn outcome(retry: &Retry, method: &Method, script: &[Say]) -> (Option<u16>, Vec<u64>) {
    let server = Server::start(script.to_vec()).await;
    let result = retry.execute(&http(), request(method, &server.url)).await;
    let status = result.ok().map(|response| response.status().as_u16());
    (status, server.pauses())
}

const OK: Say = Say::Status(200, &[]);
const LATER: Say = Say::Status(429, &["retry-after: 3"]);
const BUSY: Say = Say::Status(503, &["retry-after: 3"]);

#[tokio::test(start_paused = true)]
async fn only_what_may_not_have_been_carried_out_is_sent_again() {
    let retry = Retry::new();
    for (method, is_idempotent) in [
        (Method::GET, true),
        (Method::HEAD, true),
        (Method::PUT, true),
        (Method::DELETE, true),
        (Method::OPTIONS, true),
        (Method::POST, false),
        (Method::PATCH, false),
    ] {
        let of = async |script: &[Say]| outcome(&retry, &method, script).await;
        assert_eq!(of(&[LATER, OK]).await, (Some(200), vec![3]), "{method}");
        let again = is_idempotent;
        let expected = if again {
            (Some(200), vec![3])
        } else {
            (Some(503), vec![])
        };
        assert_eq!(of(&[BUSY, OK]).await, expected, "{method}");
        let (status, pauses) = of(&[Say::Break, OK]).await;
        let expected = if again { (Some(200), 1) } else { (None, 0) };
        assert_eq!((status, pauses.len()), expected, "{method}");
        for status in [200, 302, 400, 404, 500, 502, 504] {
            let said = Say::With(status, "retry-after: 3".to_owned());
            assert_eq!(of(&[said, OK]).await, (Some(status), vec![]), "{method}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_and_pauses_are_bounded() {
    let get = Method::GET;
    let long = Say::Status(429, &["retry-after: 61"]);
    let endless = Say::Status(429, &["retry-after: 18446744073709551615"]);
    let five = Duration::from_secs(5);
    for (retry, script, status, pauses) in [
        (Retry::new(), vec![LATER], 429, vec![3, 3, 3]),
        (Retry::new().max_attempts(2), vec![LATER], 429, vec![3]),
        (Retry::new().max_attempts(1), vec![LATER, OK], 429, vec![]),
        (Retry::new().max_attempts(0), vec![LATER, OK], 429, vec![]),
        // All pauses together, and not the attempts.
        (Retry::new().max_wait(five), vec![LATER], 429, vec![3]),
        (
            Retry::new().max_wait(five * 2),
            vec![LATER, LATER, OK],
            200,
            vec![3, 3],
        ),
        (Retry::new(), vec![long, OK], 429, vec![]),
        (Retry::new(), vec![endless, OK], 429, vec![]),
    ] {
        let found = outcome(&retry, &get, &script).await;
        assert_eq!(found, (Some(status), pauses), "{retry:?} {script:?}");
    }
}

/// RFC 9110, section 10.2.3.
#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() {
    let in_a_while = SystemTime::now() + Duration::from_secs(30);
    let date = |time: SystemTime| format!("retry-after: {}", httpdate::fmt_http_date(time));
    for (header, pauses) in [
        ("retry-after: 0".to_owned(), 0..=0),
        ("retry-after:  7 ".to_owned(), 7..=7),
        // Dates have no fractions of a second, and the clock of dates goes on.
        (date(in_a_while), 20..=30),
        (date(SystemTime::UNIX_EPOCH), 0..=0),
    ] {
        let script = [Say::With(429, header.clone()), OK];
        let (status, found) = outcome(&Retry::new(), &Method::POST, &script).await;
        assert_eq!((status, found.len()), (Some(200), 1), "{header}");
        assert!(pauses.contains(&found[0]), "{header}: {found:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_word_of_the_server_pauses_grow_and_are_random() {
    let retry = Retry::new()
        .max_attempts(6)
        .max_wait(Duration::from_secs(100_000))
        .backoff(Duration::from_secs(1000), Duration::from_secs(4000));
    let bounds = [1000, 2000, 4000, 4000, 4000];
    for said in [
        Say::Status(429, &[]),
        Say::Status(429, &["retry-after: soon"]),
        Say::Status(429, &["retry-after: -1"]),
    ] {
        let mut all = Vec::new();
        for _ in 0..5 {
            let (status, pauses) = outcome(&retry, &Method::POST, slice::from_ref(&said)).await;
            assert_eq!((status, pauses.len()), (Some(429), 5));
            let are_bounded = pauses
                .iter()
                .zip(bounds)
                .all(|(pause, bound)| *pause <= bound);
            assert!(are_bounded, "{pauses:?}");
            all.push(pauses);
        }
        assert!(all.iter().any(|pauses| *pauses != all[0]), "{all:?}");
        // Half of all fifteen long pauses are longer than the first bound.
        assert!(all.iter().flatten().any(|pause| *pause > 1000), "{all:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_was_never_made_is_made_again() {
    let free = Server::start(vec![OK]).await.url;
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let url = format!("http://{}", gone.local_addr().expect("an address"));
    assert_ne!(url, free);
    drop(gone);
    let hour = Duration::from_secs(3600);
    let retry = Retry::new().max_wait(hour * 100).backoff(hour, hour);
    let start = Instant::now();
    let result = retry.execute(&http(), request(&Method::POST, &url)).await;
    assert!(result.expect_err("nobody there").is_connect());
    // Three random pauses of up to an hour.
    assert!(
        start.elapsed() > Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn an_attempt_that_takes_too_long_is_made_again() {
    let quick = Client::builder()
        .no_proxy()
        .timeout(Duration::from_millis(500));
    let quick = quick.build().expect("a client");
    let retry = Retry::new().backoff(Duration::ZERO, Duration::ZERO);
    for (method, is_idempotent) in [(Method::GET, true), (Method::POST, false)] {
        let server = Server::start(vec![Say::Wait, OK]).await;
        let result = retry.execute(&quick, request(&method, &server.url)).await;
        match result {
            Ok(response) => assert!(is_idempotent && response.status() == 200),
            Err(error) => assert!(!is_idempotent && error.is_timeout(), "{error:?}"),
        }
        assert_eq!(server.requests().len(), if is_idempotent { 2 } else { 1 });
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_is_sent_again_unless_it_is_a_stream() {
    let chunks = futures::stream::iter([Ok::<_, std::io::Error>("chunk")]);
    for (body, requests, part) in [
        (Body::from("whole"), 2, "\r\n\r\nwhole"),
        (Body::wrap_stream(chunks), 1, "chunk\r\n"),
    ] {
        let server = Server::start(vec![LATER, OK]).await;
        let mut request = request(&Method::PUT, &server.url);
        *request.body_mut() = Some(body);
        let response = Retry::new()
            .execute(&http(), request)
            .await
            .expect("a response");
        let status = if requests == 2 { 200 } else { 429 };
        assert_eq!(response.status(), status);
        assert_eq!(server.requests().len(), requests);
        assert!(
            server
                .requests()
                .iter()
                .all(|request| request.contains(part))
        );
    }
}
