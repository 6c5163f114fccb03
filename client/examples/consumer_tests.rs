//! How a consumer of the client tests its own code, without a service: the
//! typed mocks answer, and only what the contract documents can be answered.
//!
//! `cargo run -p mfa-client --example consumer_tests --features mocks`
//!
//! In a project of one's own, `mfa-client` with the feature `mocks` goes to
//! `[dev-dependencies]`, and each function below `main` is a `#[tokio::test]`.

use std::error::Error;
use std::time::Duration;

use httpmock::MockServer;
use mfa_client::mocks::MockServerExt;
use mfa_client::{Client, Retry, types};

/// The consumer's own code: may this user do what needs a second factor?
async fn may_pay_out(
    client: &Client,
    user: &str,
) -> Result<bool, mfa_client::Error<types::Problem>> {
    match client.get_user_mfa().id(user).send().await {
        Ok(mfa) => Ok(mfa.status == types::MfaStatus::Active),
        Err(error) if error.status().is_some_and(|status| status == 404) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The consumer's own code: sends a user to the page that enrolls a factor.
async fn enrollment_link(
    client: &Client,
) -> Result<Option<String>, mfa_client::Error<types::Problem>> {
    let mfa = client.post_profile_mfa().send().await?;
    let link = mfa
        .links
        .iter()
        .find(|link| link.rel == types::MfaLinkRel::Enrollment);
    Ok(link.map(|link| link.href.clone()))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    a_protected_user_may().await?;
    println!("a protected user may                  ok");
    an_unknown_user_may_not().await?;
    println!("an unknown user may not               ok");
    a_busy_service_is_asked_again().await?;
    println!("a busy service is asked again         ok");
    Ok(())
}

async fn a_protected_user_may() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let alice: types::UserId = "alice".parse()?;
    let mock = server.get_user_mfa(|when, then| {
        when.id(&alice);
        then.ok(&mfa(types::MfaStatus::Active, &[]));
    });

    assert!(may_pay_out(&client(&server)?, "alice").await?);

    mock.assert_async().await;
    Ok(())
}

async fn an_unknown_user_may_not() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    server.get_user_mfa(|_, then| {
        then.not_found(&problem(404, "There is no such user."));
    });

    assert!(!may_pay_out(&client(&server)?, "mallory").await?);
    Ok(())
}

/// The first answer is 429 with `Retry-After`, the second is a link.
async fn a_busy_service_is_asked_again() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let busy = server.post_profile_mfa(|_, then| {
        // Headers, and all else that has no method, are set on httpmock's type.
        then.too_many_requests(&problem(429, "Try again in a second."))
            .into_inner()
            .header("Retry-After", "1");
    });
    busy.up_to_n_times_async(1).await;
    let link = "http://127.0.0.1:8080/enrollment/example";
    let made = server.post_profile_mfa(|_, then| {
        then.created(&mfa(
            types::MfaStatus::Inactive,
            &[(types::MfaLinkRel::Enrollment, link)],
        ));
    });

    assert_eq!(
        enrollment_link(&client(&server)?).await?.as_deref(),
        Some(link)
    );

    busy.assert_calls_async(1).await;
    made.assert_calls_async(1).await;
    Ok(())
}

fn client(server: &MockServer) -> Result<Client, mfa_client::BuildError> {
    Client::builder(server.base_url())
        .secret_api_key("an example, not a secret")
        .timeout(Duration::from_secs(5))
        .retry(Retry::new())
        .build()
}

fn mfa(status: types::MfaStatus, links: &[(types::MfaLinkRel, &str)]) -> types::Mfa {
    let links = links
        .iter()
        .map(|(rel, href)| types::MfaLink {
            rel: rel.clone(),
            href: (*href).to_owned(),
        })
        .collect();
    types::Mfa {
        status,
        type_: None,
        last_auth_time: None,
        links: types::MfaLinks(links),
    }
}

fn problem(status: i32, detail: &str) -> types::Problem {
    types::Problem {
        status: Some(status),
        detail: Some(detail.to_owned()),
        ..types::Problem::default()
    }
}
