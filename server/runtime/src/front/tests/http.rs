//! What HTTP asks of every server.

use super::super::Limits;
use super::world::{ask, connect, exchange, first, start};
use tokio::io::AsyncWriteExt;

fn header<'r>(response: &'r str, name: &str) -> Option<&'r str> {
    let (head, _) = response.split_once("\r\n\r\n")?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn assert_problem(response: &str, status: u16) {
    assert!(
        response.starts_with(&format!("HTTP/1.1 {status} ")),
        "{response}"
    );
    assert_eq!(
        header(response, "content-type"),
        Some("application/problem+json"),
        "{response}"
    );
    let (_, body) = response.split_once("\r\n\r\n").unwrap();
    let problem: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(problem["status"], status);
    assert_eq!(
        header(response, "cache-control"),
        Some("no-store"),
        "{response}"
    );
}

#[tokio::test]
async fn head_is_as_get_without_content() {
    let running = start(Limits::default());
    let (get, head) = (
        ask(&running, "GET", "/hello").await,
        ask(&running, "HEAD", "/hello").await,
    );
    assert!(get.starts_with("HTTP/1.1 200"), "{get}");
    assert!(get.ends_with("\r\n\r\nhello 127.0.0.1"), "{get}");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    assert_eq!(
        header(&head, "content-length"),
        header(&get, "content-length")
    );
    assert_eq!(header(&head, "content-length"), Some("15"));
    let none = ask(&running, "HEAD", "/nowhere").await;
    assert!(
        none.starts_with("HTTP/1.1 404") && none.ends_with("\r\n\r\n"),
        "{none}"
    );
}

#[tokio::test]
async fn what_a_path_has_is_told_by_allow() {
    let running = start(Limits::default());
    let options = ask(&running, "OPTIONS", "/hello").await;
    assert!(options.starts_with("HTTP/1.1 204"), "{options}");
    assert_eq!(header(&options, "allow"), Some("GET, HEAD, OPTIONS"));
    let all = ask(&running, "OPTIONS", "*").await;
    assert_eq!(
        header(&all, "allow"),
        Some("GET, HEAD, OPTIONS, POST"),
        "{all}"
    );
    // Methods are case-sensitive (RFC 9110, section 9.1).
    for method in ["DELETE", "get", "Get", "BREW"] {
        let response = ask(&running, method, "/hello").await;
        assert_problem(&response, 405);
        assert_eq!(header(&response, "allow"), Some("GET, HEAD, OPTIONS"));
    }
    let head = ask(&running, "HEAD", "/upload").await;
    assert!(head.starts_with("HTTP/1.1 405"), "{head}");
    assert_eq!(header(&head, "allow"), Some("OPTIONS, POST"));
    assert_problem(&ask(&running, "OPTIONS", "/nowhere").await, 404);
}

#[tokio::test]
async fn requests_that_are_none_are_refused_as_problems() {
    let running = start(Limits::default());
    let long = "x".repeat(70_000);
    for (request, status) in [
        (
            "GET /hello HTTP/1.1\r\nconnection: close\r\n\r\n".to_owned(),
            400,
        ),
        (
            "GET /hello HTTP/1.1\r\nhost: a\r\nhost: a\r\nconnection: close\r\n\r\n".into(),
            400,
        ),
        (
            "GET /hello HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n".into(),
            400,
        ),
        (
            "GET /a/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".into(),
            400,
        ),
        (
            "GET /a/%ff HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".into(),
            400,
        ),
        (
            "GET /a/../hello HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".into(),
            400,
        ),
        (
            "GET /nowhere HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n".into(),
            404,
        ),
        ("NOT HTTP AT ALL\r\n\r\n".into(), 400),
        (format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n"), 414),
        (
            format!("GET /hello HTTP/1.1\r\nhost: x\r\nx: {long}{long}\r\n\r\n"),
            431,
        ),
    ] {
        let shown: String = request.chars().take(60).collect();
        println!("{shown}");
        assert_problem(&exchange(&running, request).await, status);
    }
    let old = exchange(&running, "GET /hello HTTP/1.0\r\n\r\n").await;
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
}

#[tokio::test]
async fn requests_and_what_becomes_of_them_are_told_apart() {
    let running = start(Limits::default());
    let (hello, public) = (
        ask(&running, "GET", "/hello").await,
        ask(&running, "GET", "/public").await,
    );
    assert_eq!(header(&hello, "cache-control"), Some("no-store"));
    assert_eq!(header(&public, "cache-control"), None);
    let id = header(&hello, "x-request-id").unwrap();
    assert_eq!(id.len(), 36);
    assert_ne!(Some(id), header(&public, "x-request-id"));
    assert_eq!(header(&hello, "strict-transport-security"), None);
    ask(&running, "GET", "/nowhere").await;
    assert_eq!(*running.service().unrouted.lock().unwrap(), ["none 404"]);
}

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other() {
    let running = start(Limits::default());
    let mut stream = connect(&running).await;
    for _ in 0..3 {
        let head = "GET /hello HTTP/1.1\r\nhost: x\r\n\r\n";
        stream.write_all(head.as_bytes()).await.unwrap();
        assert!(first(&mut stream).await.ends_with("hello 127.0.0.1"));
    }
}
