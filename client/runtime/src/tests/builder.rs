//! Making a client: what is wrong with its settings is found before the first request.

use std::time::Duration;

use super::Secrets;
use super::server::{Say, Server};
use crate::{BuildError, Builder, Carrier, Retry, Settings};

type Made = (String, reqwest::Client, Settings<Secrets>);

fn build(builder: Builder<Secrets>) -> Result<Made, BuildError> {
    builder.build(|url, http, settings| (url.to_owned(), http, settings))
}

#[test]
fn a_base_url_is_one_of_a_service() {
    for (given, made) in [
        ("https://example.com", "https://example.com"),
        ("https://example.com/", "https://example.com"),
        (
            " http://example.com:8080/api/ \n",
            "http://example.com:8080/api",
        ),
        ("HTTPS://EXAMPLE.com", "https://example.com"),
    ] {
        let (url, _, _) = build(Builder::new(given, "test")).expect(given);
        assert_eq!(url, made, "{given}");
    }
    for (given, reason) in [
        (
            "",
            "relative URL without a base; it starts with https:// or http://",
        ),
        (
            "example.com",
            "relative URL without a base; it starts with https:// or http://",
        ),
        (
            "localhost:8080",
            "it does not start with https:// or http://",
        ),
        (
            "ftp://example.com",
            "it does not start with https:// or http://",
        ),
        ("https://", "empty host; it starts with https:// or http://"),
        (
            "https://s3cret@example.com",
            "it holds a user name or password; credentials are set by the methods for them",
        ),
        (
            "https://u:s3cret@example.com",
            "it holds a user name or password; credentials are set by the methods for them",
        ),
        (
            "https://example.com/?key=s3cret",
            "it ends in a query or fragment; the paths of the operations follow it",
        ),
        (
            "https://example.com/#s3cret",
            "it ends in a query or fragment; the paths of the operations follow it",
        ),
    ] {
        let error = build(Builder::new(given, "test")).expect_err(given);
        assert_eq!(
            error.to_string(),
            format!("the base URL cannot be used: {reason}"),
            "{given}"
        );
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}

#[test]
fn secrets_that_cannot_be_sent_are_found_and_not_printed() {
    let with = |carrier: Carrier, secret: &str| {
        let mut builder = Builder::new("https://example.com", "test");
        builder.credentials = Secrets::one("key", carrier, secret);
        builder
    };
    for carrier in [
        Carrier::Header("X-Key"),
        Carrier::Bearer,
        Carrier::Cookie("sid"),
    ] {
        let error = build(with(carrier, "s3cret\n")).expect_err("a line break");
        let text = error.to_string();
        assert!(
            text.starts_with("the credential `key` cannot be sent: it has characters"),
            "{text}"
        );
        assert!(!format!("{error:?}{text}").contains("s3cret"), "{error:?}");
    }
    let builder = with(Carrier::Bearer, "s3cret");
    assert!(!format!("{builder:?}").contains("s3cret"), "{builder:?}");
    let (_, _, settings) = build(builder).expect("a client");
    assert!(!format!("{settings:?}").contains("s3cret"), "{settings:?}");
    let error = build(Builder::new("https://example.com", "a\nb")).expect_err("a line break");
    assert!(matches!(error, BuildError::UserAgent), "{error:?}");
}

#[tokio::test]
async fn a_client_is_made_of_its_settings() {
    let server = Server::start(vec![Say::Status(302, &["location: /elsewhere"])]).await;
    let mut builder = Builder::new(&*server.url, "test/1");
    assert_eq!(
        (builder.timeout, builder.connect_timeout),
        (Duration::from_secs(30), Duration::from_secs(10))
    );
    builder.retry = Some(Retry::new().max_attempts(2));
    let (url, http, settings) = build(builder).expect("a client");
    assert_eq!(settings.retry, Some(Retry::new().max_attempts(2)));
    let response = http.get(url).send().await.expect("a response");
    // API keys would go along.
    assert_eq!(response.status(), 302);
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(
        requests[0].contains("user-agent: test/1\r\n"),
        "{}",
        requests[0]
    );
}

#[tokio::test]
async fn an_attempt_takes_no_longer_than_the_timeout() {
    let server = Server::start(vec![Say::Wait]).await;
    let mut builder = Builder::new(&*server.url, "test");
    builder.timeout = Duration::from_millis(50);
    let (url, http, _) = build(builder).expect("a client");
    let error = http.get(url).send().await.expect_err("nothing came");
    assert!(error.is_timeout(), "{error:?}");
}
