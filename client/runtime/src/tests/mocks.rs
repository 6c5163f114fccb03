//! What mocks expect is what clients send for the same value.

use httpmock::{MockServer, When};
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use serde_json::json;

use super::http;
use crate::{
    File, Style, cookie, header, when_body, when_cookie, when_form, when_header, when_multipart,
    when_no_cookie, when_query, when_styled, with_query,
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

#[derive(serde::Serialize)]
struct Body {
    f: File,
    n: i64,
}

#[tokio::test]
async fn a_body_of_a_request_is_that_of_the_mock() {
    let folder = tempfile::tempdir().expect("a folder");
    let on_disk = |text: &str| {
        let path = folder.path().join(text);
        std::fs::write(&path, text).expect("a file");
        File::open(path).expect("the file").named("f")
    };
    let in_memory = |text: &str| File::new(text);
    let files: [&dyn Fn(&str) -> File; 2] = [&in_memory, &on_disk];
    for file in files {
        for (sent, is_taken) in [("a", true), ("b", false)] {
            let body = |text| Body {
                f: file(text),
                n: 1,
            };
            let when = |when: When| when_multipart(when, "multipart/form-data", &body("a"), &[]);
            let send = |url: &str| {
                let written = crate::multipart::multipart("multipart/form-data", &body(sent), &[]);
                let written = written.expect("a body");
                let request = http().post(url);
                let request = request.header("content-type", written.content_type());
                request.body(written.into_body())
            };
            assert_eq!(takes(when, send).await, is_taken, "{sent}");
        }
    }
    for (sent, is_taken) in [("a b", true), ("b", false)] {
        let raw = |when: When| when_body(when, b"a b");
        let send = |url: &str| http().post(url).body(sent);
        assert_eq!(takes(raw, send).await, is_taken, "{sent}");
        let form = |when: When| when_form(when, &json!({ "x": "a b" }), &[]);
        let send = |url: &str| {
            http()
                .post(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("x={}", sent.replace(' ', "+")))
        };
        assert_eq!(takes(form, send).await, is_taken, "{sent}");
    }
}
