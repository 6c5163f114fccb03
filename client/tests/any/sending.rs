//! What `send` does for every operation.

use chrono::{DateTime, Utc};
use httpmock::MockServer;
use httpmock::prelude::GET;

use crate::client;
use crate::contract::mocks::MockServerExt;
use crate::contract::{Error, types};

#[tokio::test]
async fn a_request_may_be_sent_from_another_task() {
    let server = MockServer::start();
    server.goto(|when, then| {
        when.id("a");
        then.found();
    });
    let client = client(&server);
    let sent = tokio::spawn(async move {
        let found = client.goto().id("a").send().await;
        found.map(|found| found.status())
    });
    let status = sent.await.expect("the task").expect("a response");
    assert_eq!(status, 302);
}

#[tokio::test]
async fn the_first_value_that_is_missing_is_the_error_and_nothing_is_sent() {
    let server = MockServer::start();
    let any = server.mock(|when, then| {
        when.any_request();
        then.status(204);
    });
    let client = client(&server);
    let lists = || client.lists().ids(vec![1]);
    let reasons = [
        (client.lists().send().await, "ids was not initialized"),
        (lists().send().await, "pipe was not initialized"),
        (
            lists().pipe(vec![1]).send().await,
            "session was not initialized",
        ),
    ];
    for (result, expected) in reasons {
        match result {
            Err(Error::InvalidRequest(reason)) => assert_eq!(reason, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
    match client.put_picture().id("a").send().await {
        Err(Error::InvalidRequest(reason)) => assert_eq!(reason, "body was not initialized"),
        other => panic!("{other:?}"),
    }
    match client.new3().body_map(|thing| thing).send().await {
        Err(Error::InvalidRequest(reason)) => assert!(reason.contains("name"), "{reason}"),
        other => panic!("{other:?}"),
    }
    any.assert_calls(0);
}

/// In the path and in headers as in JSON: RFC 3339 says how.
#[tokio::test]
async fn words_are_written_as_in_json() {
    let at: DateTime<Utc> = "2024-02-29T12:30:00Z".parse().expect("a time");
    let server = MockServer::start();
    let asked = server.time(|when, then| {
        when.at(&at).x_since(&at).share(2.0);
        then.ok("noon and a half");
    });
    let raw = server.mock(|when, then| {
        when.method(GET)
            .path("/times/2024-02-29T12:30:00Z")
            .header("x-since", "2024-02-29T12:30:00Z")
            .query_param("share", "0.5")
            .header("accept", "text/plain")
            .header_missing("api-version");
        then.status(200).body("half");
    });
    let client = client(&server);
    let request = || client.time().at(at).x_since(at);
    request().share(2.0).send().await.expect("the mock agrees");
    request().share(0.5).send().await.expect("as it is written");
    asked.assert();
    raw.assert();
}

#[tokio::test]
async fn all_documented_media_types_are_accepted() {
    let server = MockServer::start();
    let asked = server.tag_thing(|when, then| {
        when.id("a")
            .into_inner()
            .header("accept", "application/problem+json");
        then.default_response(500, &types::Problem { title: None });
    });
    let client = client(&server);
    let error = client.tag_thing().id("a").send().await;
    error.expect_err("a problem");
    asked.assert();
}

#[tokio::test]
async fn every_method_of_a_contract_is_sent() {
    let server = MockServer::start();
    let versioned = server.versioned(|when, then| {
        when.api_version(types::VersionedApiVersion::X20240101);
        then.no_content();
    });
    let traced = server.traced(|_, then| {
        then.ok("TRACE /versions");
    });
    let client = client(&server);
    let request = client.versioned().api_version("2024-01-01");
    request.send().await.expect("done");
    client.traced().send().await.expect("what was sent");
    versioned.assert();
    traced.assert();
}

#[tokio::test]
async fn mocks_expect_bodies_that_are_no_json() {
    let server = MockServer::start();
    let xml = server.post_xml(|when, then| {
        when.body("<a/>");
        then.no_content();
    });
    let bytes = server.put_bytes(|when, then| {
        when.body(b"\x00\xff");
        then.ok(b"\x00\xff");
    });
    let search = server.search(|when, then| {
        let words = vec!["a b".to_owned(), "c&d".to_owned()];
        let words = types::Words(words);
        when.body(&types::SearchBody {
            words,
            color: None,
            filter: None,
        });
        then.no_content();
    });
    let client = client(&server);
    client.post_xml().body("<a/>").send().await.expect("done");
    let same = client.put_bytes().body(&b"\x00\xff"[..]).send().await;
    same.expect("the same");
    let words = vec!["a b".to_owned(), "c&d".to_owned()];
    let searched = client
        .search()
        .body_map(|body| body.words(types::Words(words)));
    searched.send().await.expect("done");
    xml.assert();
    bytes.assert();
    search.assert();
}
