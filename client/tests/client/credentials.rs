//! Credentials: what is sent, what is refused, and that none prints itself.

use httpmock::MockServer;
use mfa_client::mocks::MockServerExt;
use mfa_client::{BuildError, Client, Credentials, ResponseHeaders, Retry};

use crate::service::{KEY, TOKEN, inactive, problem};

#[tokio::test]
async fn both_are_sent_when_both_are_set() {
    let server = MockServer::start_async().await;
    let mock = server.get_profile_mfa(|when, then| {
        when.into_inner()
            .header("REB-APIKEY", KEY)
            .header("Authorization", format!("Bearer {TOKEN}"));
        then.ok(&inactive());
    });
    let client = Client::builder(server.base_url())
        .secret_api_key(KEY)
        .jwt(TOKEN)
        .build()
        .expect("a client");
    client.get_profile_mfa().send().await.expect("an answer");
    mock.assert_async().await;
}

#[tokio::test]
async fn what_is_not_set_is_not_sent() {
    let server = MockServer::start_async().await;
    let mock = server.get_profile_mfa(|when, then| {
        when.into_inner()
            .header("REB-APIKEY", KEY)
            .header_missing("Authorization");
        then.ok(&inactive());
    });
    let client = Client::builder(server.base_url())
        .secret_api_key(KEY)
        .build()
        .expect("a client");
    client.get_profile_mfa().send().await.expect("an answer");
    mock.assert_async().await;
}

/// A redirect would take the API key along to another host.
#[tokio::test]
async fn redirects_are_not_followed() {
    let server = MockServer::start_async().await;
    let elsewhere = MockServer::start_async().await;
    let trap = elsewhere.mock_async(|when, then| {
        when.path("/");
        then.status(200);
    });
    let trap = trap.await;
    server.get_profile_mfa(|_, then| {
        then.into_inner()
            .status(302)
            .header("Location", elsewhere.url("/"));
    });
    let client = Client::builder(server.base_url())
        .secret_api_key(KEY)
        .build()
        .expect("a client");
    let error = client
        .get_profile_mfa()
        .send()
        .await
        .expect_err("302 is not in the contract");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    trap.assert_calls_async(0).await;
}

#[test]
fn secrets_never_print_themselves() {
    let credentials = Credentials {
        secret_api_key: Some(KEY.into()),
        jwt: Some(TOKEN.into()),
    };
    let builder = Client::builder("http://127.0.0.1:1").credentials(credentials.clone());
    let client = builder
        .clone()
        .retry(Retry::new())
        .build()
        .expect("a client");
    for printed in [
        format!("{credentials:?}"),
        format!("{builder:?}"),
        format!("{client:?}"),
        format!("{:?}", client.get_profile_mfa()),
    ] {
        assert!(
            !printed.contains(KEY) && !printed.contains(TOKEN),
            "{printed}"
        );
    }
}

#[tokio::test]
async fn errors_hold_no_secret() {
    let server = MockServer::start_async().await;
    server.get_profile_mfa(|_, then| {
        then.into_inner().status(500);
    });
    for url in [server.base_url(), "http://127.0.0.1:1".to_owned()] {
        let client = Client::builder(url)
            .secret_api_key(KEY)
            .jwt(TOKEN)
            .build()
            .expect("a client");
        let error = client
            .get_profile_mfa()
            .send()
            .await
            .expect_err("no documented answer");
        let printed = format!("{error:?} {error} {error:#}");
        assert!(
            !printed.contains(KEY) && !printed.contains(TOKEN),
            "{printed}"
        );
    }
}

#[test]
fn what_cannot_be_sent_is_refused_when_the_client_is_made() {
    for secret in ["", "two\nlines"] {
        let error = Client::builder("http://127.0.0.1:1")
            .jwt(secret)
            .build()
            .expect_err("refused");
        assert!(
            matches!(error, BuildError::Credential { scheme: "JWT", .. }),
            "{error}"
        );
    }
    for url in [
        "",
        "127.0.0.1:8080",
        "ftp://host",
        "http://",
        "http://user:secret@host",
        "http://host?a=b",
        "http://host#a",
    ] {
        let error = Client::builder(url).build().expect_err(url);
        assert!(
            matches!(error, BuildError::BaseUrl { .. }),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let error = Client::builder("http://host")
        .user_agent("a\nb")
        .build()
        .expect_err("refused");
    assert!(matches!(error, BuildError::UserAgent), "{error}");
}

#[tokio::test]
async fn a_service_may_be_under_a_path() {
    let server = MockServer::start_async().await;
    let mock = server
        .mock_async(|when, then| {
            when.path("/mfa/v1/profile/mfa");
            then.status(200).json_body_obj(&inactive());
        })
        .await;
    for url in [server.url("/mfa/v1"), server.url("/mfa/v1/")] {
        let client = Client::builder(url).build().expect("a client");
        client.get_profile_mfa().send().await.expect("an answer");
    }
    mock.assert_calls_async(2).await;
}

#[tokio::test]
async fn response_headers_are_values() {
    let server = MockServer::start_async().await;
    let mut limited = server.delete_profile_mfa(|_, then| {
        then.too_many_requests(&problem(429, "Enough."))
            .into_inner()
            .header("Retry-After", "120")
            .header("X-RateLimit-Retry-After", "1767225600");
    });
    let client = Client::builder(server.base_url())
        .build()
        .expect("a client");
    let error = client.delete_profile_mfa().send().await.expect_err("429");
    assert_eq!(error.retry_after(), Some(120));
    assert_eq!(error.x_rate_limit_retry_after(), Some(1_767_225_600));
    assert_eq!(error.x_rate_limit_limit(), None);

    limited.delete();
    server.delete_profile_mfa(|_, then| {
        then.no_content()
            .into_inner()
            .header("X-RateLimit-Limit", "3000")
            .header("X-RateLimit-Remaining", "many");
    });
    let done = client.delete_profile_mfa().send().await.expect("204");
    assert_eq!(done.x_rate_limit_limit(), Some(3000));
    // Not what the contract says: no value.
    assert_eq!(done.x_rate_limit_remaining(), None);
}
