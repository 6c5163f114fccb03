//! What is made of responses: those of a newer service, those that are not what the contract says,
//! and their headers.

use chrono::{DateTime, NaiveDate, Utc};
use httpmock::MockServer;
use serde_json::{Value, json};

use crate::client;
use crate::contract::{Client, Error, Reading, ResponseHeaders, types};

fn strict(server: &MockServer) -> Client {
    let builder = Client::builder(server.base_url());
    builder.reading(Reading::Strict).build().expect("a client")
}

/// A service that responds to `makeOrder` with this.
fn responding(order: &Value) -> MockServer {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path("/orders");
        then.status(200).json_body(order.clone());
    });
    server
}

fn order() -> types::builder::Order {
    let order = types::Order::builder();
    order.id("o-1").state(types::State::Open)
}

async fn made(client: &Client) -> Result<types::Order, Error<()>> {
    let made = client.make_order().body(order()).send().await;
    made.map(|made| made.into_inner())
        .map_err(Error::into_untyped)
}

fn with(member: &str, value: Value) -> Value {
    let mut order = json!({ "id": "o-1", "state": "open" });
    order[member] = value;
    order
}

#[tokio::test]
async fn what_a_newer_service_adds_is_read_and_kept() {
    let newer = [
        ("note", json!("more")),
        ("state", json!("returned")),
        ("urgency", json!("none")),
        ("id", json!("another-kind-of-id")),
        ("payment", json!({ "kind": "coupon", "code": 7 })),
        (
            "payment",
            json!({ "kind": "card", "number": "1", "more": 1 }),
        ),
        ("wrap", json!({ "of": "cloth", "color": "red" })),
        ("wrap", json!({ "of": "box", "size": 1, "more": 1 })),
    ];
    for (member, value) in newer {
        let order = with(member, value.clone());
        let server = responding(&order);
        let read = made(&client(&server)).await;
        let read = read.unwrap_or_else(|error| panic!("{order}: {error}"));
        let written = serde_json::to_value(&read).expect("JSON");
        // Members of closed objects are passed over, all else is kept.
        if !order.to_string().contains("more") {
            assert_eq!(written, order);
        }
        match made(&strict(&server)).await {
            Err(Error::InvalidResponsePayload(response)) => assert_eq!(response.status, 200),
            // `Card` is open to other members, by the contract.
            Ok(_) if value["kind"] == "card" => {}
            other => panic!("{order}: {other:?}"),
        }
    }
    let server = responding(&with("wrap", json!({ "of": "box", "size": 1, "more": 1 })));
    let read = made(&client(&server)).await.expect("an order");
    let wrap = types::Box2 {
        of: types::Box2Of::Box,
        size: Some(1),
    };
    assert_eq!(read.wrap, Some(types::OrderWrap::Box2(wrap)));
    let server = responding(&with("state", json!("returned")));
    let read = made(&client(&server)).await.expect("an order");
    let returned = types::State::UnknownValue("returned".into());
    assert_eq!(read.state, returned);
    assert_eq!(read.state.to_string(), "returned");
}

/// In both readings, what the contract knows is what it was.
#[tokio::test]
async fn what_the_contract_has_is_read_in_either_way() {
    let known = json!({
        "id": "o-1", "state": "unknown", "urgency": "low",
        "payment": { "kind": "cash" }, "wrap": { "of": "paper" },
    });
    let server = responding(&known);
    for client in [client(&server), strict(&server)] {
        let read = made(&client).await.expect("an order");
        assert_eq!(read.state, types::State::Unknown);
        assert_eq!(serde_json::to_value(&read).expect("JSON"), known);
    }
    for broken in [
        json!({}),
        with("state", json!(1)),
        with("payment", json!({ "kind": "card" })),
    ] {
        let server = responding(&broken);
        for client in [client(&server), strict(&server)] {
            let result = made(&client).await;
            assert!(
                matches!(result, Err(Error::InvalidResponsePayload(_))),
                "{broken}: {result:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_known_is_sent_knowingly_or_not_at_all() {
    for (member, value) in [
        ("state", json!("returned")),
        ("id", json!("another-kind-of-id")),
        ("payment", json!({ "kind": "coupon" })),
    ] {
        let newer = with(member, value);
        let server = responding(&newer);
        let read = made(&client(&server)).await.expect("an order");
        let result = client(&server).make_order().body(read.clone()).send().await;
        match result {
            Err(Error::InvalidRequest(reason)) => {
                assert!(reason.contains("the contract does not know it"), "{reason}");
            }
            other => panic!("{newer}: {other:?}"),
        }
        let knowing = Client::builder(server.base_url()).send_unknown_values();
        let knowing = knowing.build().expect("a client");
        let again = knowing.make_order().body(read.clone()).send().await;
        assert_eq!(again.expect("an order").into_inner(), read);
    }
    // Nor as a parameter, nor by a slip of the pen.
    let server = MockServer::start();
    let unknown = types::State::UnknownValue("x".into());
    let result = client(&server).list_orders().state(unknown).send().await;
    assert!(
        matches!(result, Err(Error::InvalidRequest(_))),
        "{result:?}"
    );
    let result = client(&server).list_orders().state("opn").send().await;
    assert!(
        matches!(result, Err(Error::InvalidRequest(_))),
        "{result:?}"
    );
}

/// A proxy's page, where the contract has JSON: for a success, one of several errors, and one error.
#[tokio::test]
async fn a_response_that_is_not_what_the_contract_says_is_kept() {
    let page = "<html>Try again later.</html>";
    for status in [200, 404, 503] {
        let server = MockServer::start();
        server.mock(|when, then| {
            when.any_request();
            then.status(status)
                .header("content-type", "text/html")
                .header("retry-after", "7")
                .header("x-code", "3")
                .body(page);
        });
        let client = client(&server);
        let mut errors = vec![
            client
                .headers()
                .send()
                .await
                .map(|_| ())
                .map_err(Error::into_untyped),
        ];
        if status != 503 {
            let thing = client.get_thing().id("a").send().await;
            errors.push(thing.map(|_| ()).map_err(Error::into_untyped));
        }
        for result in errors {
            // A success without a body has none to be read.
            let Err(error) = result else {
                continue;
            };
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.x_code(), Some(3));
            let headers = error.response_headers().expect("headers");
            assert_eq!(headers["retry-after"], "7");
            match error {
                Error::InvalidResponsePayload(kept) => assert_eq!(&kept.body[..], page.as_bytes()),
                other => panic!("{status}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn headers_of_responses_have_their_types() {
    let server = MockServer::start();
    server.mock(|when, then| {
        when.path("/headers");
        then.status(200)
            .header("link", "<a>; rel=next, <b>; rel=\"last, of all\"")
            .header("link", "<c>")
            .header("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT")
            .header("set-cookie", "b=2")
            .header("x-list", "1,2")
            .header("x-day", "2026-01-02")
            .header("expires-at", "2026-01-02T03:04:05+01:00")
            .header("x-id", "67e55044-10b1-426f-9247-bb680e5fe0c8")
            .header("x-json", "{\"a\":1}");
    });
    let found = client(&server).headers().send().await.expect("headers");
    let links = ["<a>; rel=next", "<b>; rel=\"last, of all\"", "<c>"];
    assert_eq!(found.link().expect("links"), links);
    let cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
    assert_eq!(found.set_cookie().expect("cookies"), cookies);
    assert_eq!(found.x_list(), Some(vec![1_i64, 2]));
    assert_eq!(found.x_day(), NaiveDate::from_ymd_opt(2026, 1, 2));
    let expected: DateTime<Utc> = "2026-01-02T02:04:05Z".parse().expect("an instant");
    assert_eq!(found.expires_at(), Some(expected));
    assert!(found.x_id().is_some_and(|id| id.get_version_num() == 4));
    assert_eq!(found.x_json(), Some(json!({ "a": 1 })));
    assert_eq!(found.x_code(), None);
}
