//! Requests, as they arrive.

use serde_json::json;

use super::server::{Say, Server};
use super::{Client, Secrets};
use crate::{Error, Reading, Request, Style};

async fn client() -> (Server, Client) {
    let server = Server::start(vec![Say::Status(200, &[])]).await;
    let mut client = Client::new(Secrets::default());
    client.base_url = server.url.clone();
    (server, client)
}

#[tokio::test]
async fn a_request_has_the_headers_of_the_contract_and_no_others() {
    let (server, client) = client().await;
    let request = Request::new(&client, "GET", "op", "/v");
    request.send::<_, ()>().await.expect("a response");
    let request = Request::new(&client, "OPTIONS", "op", "/v");
    let request = request.header("api-version", Ok(Some("2024-01-01")));
    request.send::<_, ()>().await.expect("a response");
    let requests = server.requests();
    assert!(!requests[0].contains("api-version"), "{}", requests[0]);
    assert!(requests[1].starts_with("OPTIONS /v "), "{}", requests[1]);
    let versions: Vec<_> = requests[1].matches("api-version: ").collect();
    assert_eq!(versions.len(), 1, "{}", requests[1]);
    assert!(requests[1].contains("api-version: 2024-01-01\r\n"));
}

/// RFC 3986, section 5.2.4, and what URL parsers do to `%2E`.
#[tokio::test]
async fn segments_that_would_be_taken_away_are_refused() {
    let (server, client) = client().await;
    let within = |path, value: serde_json::Value, style| {
        let request = Request::new(&client, "DELETE", "op", path);
        request.styled_path_value("id", Ok(value), style)
    };
    let value = |value, style| within("/items/{id}", value, style);
    for request in [
        value(json!("."), Style::Simple),
        value(json!(".."), Style::Simple),
        value(json!(""), Style::Simple),
        value(json!([".."]), Style::Simple),
        value(json!([]), Style::Simple),
        value(json!(""), Style::Label),
        value(json!("."), Style::Label),
        value(json!(["", ""]), Style::LabelExploded),
        value(json!([""]), Style::Matrix),
        within("/items/{id}.", json!("."), Style::Simple),
        within("/items/{id}/more", json!(".."), Style::Simple),
    ] {
        let result = request.send::<_, ()>().await;
        assert!(
            matches!(result, Err(Error::InvalidRequest(_))),
            "{result:?}"
        );
    }
    assert_eq!(server.requests().len(), 0);
    for (request, path) in [
        (value(json!("..."), Style::Simple), "/items/..."),
        (value(json!("%2e"), Style::Simple), "/items/%252e"),
        (value(json!("a/../b"), Style::Simple), "/items/a%2F..%2Fb"),
        (value(json!("\\.."), Style::Simple), "/items/%5C.."),
        (
            within("/items/{id}.json", json!(".."), Style::Simple),
            "/items/...json",
        ),
        (value(json!(""), Style::Matrix), "/items/;id"),
        (value(json!("."), Style::Matrix), "/items/;id=."),
    ] {
        request.send::<_, ()>().await.expect("a response");
        let requests = server.requests();
        let last = requests.last().expect("a request");
        assert!(
            last.starts_with(&format!("DELETE {path} ")),
            "{path}: {last}"
        );
    }
}

#[tokio::test]
async fn a_response_is_read_as_the_client_says() {
    let (_server, mut client) = client().await;
    for reading in [Reading::Tolerant, Reading::Strict] {
        client.settings.reading = reading;
        let response = Request::new(&client, "GET", "op", "/v")
            .send::<_, ()>()
            .await;
        let response = response.expect("a response");
        assert_eq!(response.extensions().get(), Some(&reading));
    }
}
