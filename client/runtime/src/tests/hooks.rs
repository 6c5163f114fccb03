//! What happens around every request.

use progenitor_client::Error;
use reqwest::{Method, Request};

use super::server::{Say, Server};
use super::{Client, Secrets};
use crate::{Carrier, Retry, authenticate, execute};

fn secrets() -> Secrets {
    Secrets(vec![
        ("key", Carrier::Query("key"), "s3cret".into()),
        ("token", Carrier::Bearer, "t0ken".into()),
    ])
}

fn get(url: &str) -> Request {
    Request::new(Method::GET, url.parse().expect("a URL"))
}

#[test]
fn only_what_an_operation_accepts_is_sent_to_it() {
    let client = Client::new(secrets());
    for (operation, query, token) in [
        ("both", Some("key=s3cret"), Some("Bearer t0ken")),
        ("token_alone", None, Some("Bearer t0ken")),
        ("neither", None, None),
    ] {
        let mut request = get("http://localhost/");
        authenticate::<_, ()>(&client, &mut request, operation).expect("secrets that can be sent");
        assert_eq!(request.url().query(), query, "{operation}");
        let found = request
            .headers()
            .get("authorization")
            .map(|it| it.to_str().expect("text"));
        assert_eq!(found, token, "{operation}");
    }
    let client = Client::new(Secrets::one("token", Carrier::Bearer, "t0ken\n"));
    let result = authenticate::<_, ()>(&client, &mut get("http://localhost/"), "both");
    let Err(Error::InvalidRequest(reason)) = result else {
        panic!("{result:?}");
    };
    assert!(
        reason.starts_with("the credential `token` cannot be sent: "),
        "{reason}"
    );
    assert!(!reason.contains("t0ken"), "{reason}");
    // What is not accepted is not looked at.
    authenticate::<_, ()>(&client, &mut get("http://localhost/"), "neither").expect("nothing");
}

#[tokio::test]
async fn neither_responses_nor_errors_show_a_secret_of_the_query() {
    let server = Server::start(vec![Say::Status(418, &["x-a: 1"])]).await;
    let client = Client::new(secrets());
    let url = &server.url;
    let response = execute(&client, get(&format!("{url}/p?x=a%20b&key=s3cret"))).await;
    let response = response.expect("a response");
    assert!(server.requests()[0].starts_with("GET /p?x=a%20b&key=s3cret "));
    assert_eq!(
        response.url().as_str(),
        format!("{url}/p?x=a+b&key=REDACTED")
    );
    assert_eq!(
        (response.status().as_u16(), &response.headers()["x-a"]),
        (418, &"1".parse().expect("a value"))
    );
    assert!(!format!("{response:?}").contains("s3cret"), "{response:?}");
    assert_eq!(response.text().await.expect("a body"), "body");
    // A URL without secrets stays as it is.
    for path in ["/p?x=a%20b", "/p"] {
        let response = execute(&client, get(&format!("{url}{path}")))
            .await
            .expect("a response");
        assert_eq!(response.url().as_str(), format!("{url}{path}"));
    }

    let server = Server::start(vec![Say::Break]).await;
    let error = execute(&client, get(&format!("{}/?key=s3cret", server.url))).await;
    let error = error.expect_err("the connection broke");
    assert_eq!(error.url().expect("a URL").query(), Some("key=REDACTED"));
    assert!(
        !format!("{error} {error:?}").contains("s3cret"),
        "{error:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_client_s_settings_say_what_is_tried_again() {
    let script = vec![Say::Status(429, &["retry-after: 3"]), Say::Status(200, &[])];
    for (retry, status, requests) in [(None, 429, 1), (Some(Retry::new()), 200, 2)] {
        let server = Server::start(script.clone()).await;
        let mut client = Client::new(secrets());
        client.settings.retry = retry;
        let response = execute(&client, get(&format!("{}/?key=s3cret", server.url))).await;
        let response = response.expect("a response");
        assert_eq!(
            (response.status().as_u16(), server.requests().len()),
            (status, requests)
        );
        assert_eq!(response.url().query(), Some("key=REDACTED"));
    }
}
