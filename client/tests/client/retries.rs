//! Trying again: when, how often, and how long between.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant, SystemTime};

use httpmock::MockServer;
use mfa_client::mocks::MockServerExt;
use mfa_client::{Client, Retry};

use crate::service::{active, ask, inactive, problem, started};

fn quick() -> Retry {
    Retry::new().backoff(Duration::from_millis(1), Duration::from_millis(5))
}

fn client(url: String, retry: Retry) -> Client {
    Client::builder(url).retry(retry).build().expect("a client")
}

#[tokio::test]
async fn the_pause_is_the_one_that_the_server_asks_for() {
    let in_two_seconds = || httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    for retry_after in [|| "1".to_owned(), in_two_seconds] {
        let retry_after = retry_after();
        let server = MockServer::start_async().await;
        let busy = server.post_profile_mfa(|_, then| {
            then.too_many_requests(&problem(429, "Enough."))
                .into_inner()
                .header("Retry-After", &retry_after);
        });
        busy.up_to_n_times_async(1).await;
        let made = server.post_profile_mfa(|_, then| {
            then.created(&started(inactive()));
        });
        let start = Instant::now();
        let client = client(server.base_url(), quick());
        client
            .post_profile_mfa()
            .send()
            .await
            .expect("the second answer");
        // A date has whole seconds: of two, at least most of one remains.
        assert!(
            start.elapsed() > Duration::from_millis(500),
            "{retry_after}: {:?}",
            start.elapsed()
        );
        busy.assert_calls_async(1).await;
        made.assert_calls_async(1).await;
    }
}

#[tokio::test]
async fn a_server_that_asks_for_too_much_is_not_waited_for() {
    let server = MockServer::start_async().await;
    let busy = server.post_profile_mfa(|_, then| {
        then.too_many_requests(&problem(429, "Enough."))
            .into_inner()
            .header("Retry-After", "120");
    });
    let start = Instant::now();
    let client = client(
        server.base_url(),
        quick().max_wait(Duration::from_secs(119)),
    );
    let error = client.post_profile_mfa().send().await.expect_err("429");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    assert!(start.elapsed() < Duration::from_secs(5));
    busy.assert_calls_async(1).await;
}

#[tokio::test]
async fn attempts_are_counted() {
    let server = MockServer::start_async().await;
    let busy = server.get_profile_mfa(|_, then| {
        then.into_inner().status(503);
    });
    for (attempts, calls) in [(0, 1), (1, 2), (3, 5)] {
        let client = client(server.base_url(), quick().max_attempts(attempts));
        client.get_profile_mfa().send().await.expect_err("503");
        busy.assert_calls_async(calls).await;
    }
}

/// A request that the service may have carried out is not sent twice, unless
/// that makes no difference.
#[tokio::test]
async fn only_idempotent_requests_follow_an_unavailable_service() {
    let server = MockServer::start_async().await;
    let post = server.post_profile_mfa(|_, then| {
        then.into_inner().status(503).header("Retry-After", "0");
    });
    let delete = server.delete_profile_mfa(|_, then| {
        then.into_inner().status(503).header("Retry-After", "0");
    });
    let client = client(server.base_url(), quick().max_attempts(2));
    client.post_profile_mfa().send().await.expect_err("503");
    client.delete_profile_mfa().send().await.expect_err("503");
    post.assert_calls_async(1).await;
    delete.assert_calls_async(2).await;
}

#[tokio::test]
async fn what_the_contract_refuses_is_not_asked_again() {
    let server = MockServer::start_async().await;
    let refused = server.get_profile_mfa(|_, then| {
        then.forbidden(&problem(403, "No."));
    });
    let client = client(server.base_url(), quick());
    client.get_profile_mfa().send().await.expect_err("403");
    refused.assert_calls_async(1).await;
}

/// A connection that breaks after the request was sent: GET is sent again,
/// POST is not.
#[tokio::test]
async fn a_broken_connection_is_made_again() {
    let (url, requests) = breaks_first_connection();
    let client = client(url, quick());
    let mfa = client
        .get_profile_mfa()
        .send()
        .await
        .expect("the second answer");
    assert_eq!(mfa.into_inner(), active("2026-01-01T00:00:00Z"));
    assert_eq!(requests.join().expect("two connections"), 2);

    let (url, _) = breaks_first_connection();
    let client = self::client(url, quick());
    client
        .post_profile_mfa()
        .send()
        .await
        .expect_err("the connection broke");
}

/// A service that hangs up once after reading, and then answers.
fn breaks_first_connection() -> (String, std::thread::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let body = serde_json::to_string(&active("2026-01-01T00:00:00Z")).expect("a body");
    let served = std::thread::spawn(move || {
        for count in 1.. {
            let (mut stream, _) = listener.accept().expect("a connection");
            let _ = stream.read(&mut [0; 4096]).expect("a request");
            if count == 2 {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
                stream
                    .write_all(head.as_bytes())
                    .and_then(|()| stream.write_all(body.as_bytes()))
                    .expect("written");
                return count;
            }
        }
        unreachable!("the second connection ends it")
    });
    (url, served)
}

/// Nothing listens, so nothing was carried out: even POST is tried again.
#[tokio::test]
async fn a_connection_that_cannot_be_made_is_tried_again() {
    let pauses = Duration::from_millis(40);
    let retry = Retry::new().max_attempts(30).backoff(pauses, pauses);
    let start = Instant::now();
    let client = client("http://127.0.0.1:1".to_owned(), retry);
    client
        .post_profile_mfa()
        .send()
        .await
        .expect_err("nothing listens");
    // 29 pauses of up to 40 ms: their sum is far from nothing.
    assert!(
        start.elapsed() > Duration::from_millis(100),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn the_command_line_tries_again_when_told_to() {
    let server = MockServer::start();
    let busy = server.get_profile_mfa(|_, then| {
        then.into_inner().status(503).header("Retry-After", "0");
    });
    let told = ask(&server, &["profile", "get"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    busy.assert_calls(1);
    ask(&server, &["profile", "get", "--retry", "2"]);
    busy.assert_calls(4);
}
