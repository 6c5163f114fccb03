//! What mocks expect is what clients send for the same value.

use httpmock::{MockServer, When};
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::json;

use super::http;
use crate::{
    File, Style, cookie, header, when_cookie, when_header, when_multipart, when_no_cookie,
    when_query, when_styled, with_multipart, with_query,
};

/// Whether a mock that expects `when` takes the request.
async fn takes(when: impl FnOnce(When) -> When, send: impl FnOnce(&str) -> RequestBuilder) -> bool {
    let server = MockServer::start_async().await;
    let mock = server.mock_async(|given, then| {
        when(given);
        then.status(200);
    });
    let mock = mock.await;
    send(&server.url("/p")).send().await.expect("a response");
    mock.calls_async().await == 1
}

#[tokio::test]
async fn parameters_of_a_request_are_those_of_the_mock() {
    let list = json!(["a&b", "c"]);
    for (sent, is_taken) in [(&list, true), (&json!(["a&b", "d"]), false)] {
        for style in [
            Style::Form,
            Style::FormExploded,
            Style::PipeDelimited,
            Style::DeepObject,
            Style::Json,
        ] {
            let when = |when: When| when_styled(when, "q", &list, style);
            let send = |url: &str| {
                http().get(with_query(url.to_owned(), "q", sent, style).expect("a URL"))
            };
            assert_eq!(takes(when, send).await, is_taken, "{style:?} {sent}");
        }
        let when = |when: When| when_query(when, "q", &list);
        let send = |url: &str| {
            http().get(with_query(url.to_owned(), "q", sent, Style::FormExploded).expect("a URL"))
        };
        assert_eq!(takes(when, send).await, is_taken, "{sent}");
        let cookies = |value: &serde_json::Value| {
            let mut headers = HeaderMap::new();
            cookie(&mut headers, "other", &1, Style::Form).expect("a cookie");
            cookie(&mut headers, "q", value, Style::FormExploded).expect("a cookie");
            headers
        };
        let when = |when: When| when_cookie(when, "q", &list, Style::FormExploded);
        let send = |url: &str| http().get(url).headers(cookies(sent));
        assert_eq!(takes(when, send).await, is_taken, "{sent}");
        let when = |when: When| when_no_cookie(when, "q");
        assert!(!takes(when, |url| http().get(url).headers(cookies(sent))).await);
        assert!(takes(when, |url| http().get(url)).await);
    }
    for (sent, is_taken) in [(7, true), (8, false)] {
        let when = |when: When| when_header(when, "x-n", &7);
        let text = header("x-n", &sent, Style::Simple).expect("a text");
        assert_eq!(
            takes(when, |url| http().get(url).header("x-n", text)).await,
            is_taken
        );
    }
}

#[tokio::test]
async fn a_body_of_a_request_is_that_of_the_mock() {
    let body = |text: &str| json!({ "f": File::new(text), "n": 1 });
    for (sent, is_taken) in [("a", true), ("b", false)] {
        let when = |when: When| when_multipart(when, "multipart/form-data", &body("a"), &[]);
        let send = |url: &str| {
            let request = http().post(url);
            with_multipart::<()>(request, "multipart/form-data", Some(&body(sent)), &[])
                .expect("a body")
        };
        assert_eq!(takes(when, send).await, is_taken, "{sent}");
    }
}
