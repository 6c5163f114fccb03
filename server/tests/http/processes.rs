//! Two server processes on one database: whatever one does, the other knows at once.

use std::collections::BTreeSet;

use futures::future::join_all;
use mfa_client::ResponseHeaders as _;
use mfa_client::types::MfaStatus;

use crate::person;
use crate::program::Place;
use crate::world::{
    Caller, LONGEST_WINDOW, Organization, configured, configured_at, create_key, key_id, link_of,
    operate, path_of, serve,
};

/// Makes two tests of each story: on SQLite, and on PostgreSQL.
macro_rules! on_both {
    ($($story:ident),*) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $story() {
                super::$story(&super::configured()).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $story() {
                let Some(database) = mfa_test_postgres::database(stringify!($story)) else {
                    return;
                };
                super::$story(&super::configured_at(&database.url())).await;
            })*
        }
    };
}

on_both!(
    a_link_made_at_one_is_followed_at_the_other,
    wrong_codes_are_counted_together,
    a_revoked_key_is_refused_at_once_everywhere,
    the_rate_limit_is_exact_across_both
);

async fn a_link_made_at_one_is_followed_at_the_other(place: &Place) {
    let (one, other) = (serve(place), serve(place));
    let blue = Organization::add(place, "blue", &LONGEST_WINDOW);
    blue.users(place, &["alice"]);
    let (at_one, at_other) = (
        blue.user("alice").client(&one),
        blue.user("alice").client(&other),
    );

    let started = at_one.post_profile_mfa().send().await.unwrap();
    let path = path_of(link_of(&started));
    // Shown by one, sent to the other.
    let page = person::open(&one, path).await.unwrap();
    let app = page.authenticator();
    let done = page.submit(&other, path, &app.code()).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(
        person::open(&one, path).await.unwrap().status,
        410,
        "used at the other"
    );
    let seen = at_one.get_profile_mfa().send().await.unwrap();
    assert_eq!(seen.status, MfaStatus::Active);

    // A code that one has accepted is used up at the other.
    let started = at_other.post_profile_mfa().send().await.unwrap();
    let path = path_of(link_of(&started));
    let again = person::open(&one, path).await.unwrap();
    let used = again.submit(&one, path, &app.code()).await.unwrap();
    assert!(used.body.contains("4 more tries"), "{}", used.body);
    let verified = again.submit(&other, path, &app.next_code()).await.unwrap();
    assert_eq!(verified.status, 200, "{}", verified.body);
    at_one.delete_profile_mfa().send().await.unwrap();
    let seen = at_other.get_profile_mfa().send().await.unwrap();
    assert_eq!(seen.status, MfaStatus::Inactive);
}

async fn wrong_codes_are_counted_together(place: &Place) {
    let (one, other) = (serve(place), serve(place));
    let blue = Organization::add(place, "blue", &LONGEST_WINDOW);
    blue.users(place, &["alice"]);
    let client = blue.user("alice").client(&one);
    let started = client.post_profile_mfa().send().await.unwrap();
    let path = path_of(link_of(&started));
    let page = person::open(&one, path).await.unwrap();
    let wrong = page.authenticator().wrong_code();
    // All at once, at both: five are too many, however they come.
    let tries = (0..12).map(|number| {
        let server = if number % 2 == 0 { &one } else { &other };
        page.submit(server, path, &wrong)
    });
    let responses = join_all(tries).await;
    let wrong = responses
        .iter()
        .filter(|page| page.as_ref().unwrap().status == 200)
        .count();
    let locked = responses
        .iter()
        .filter(|page| page.as_ref().unwrap().status == 429)
        .count();
    assert_eq!(wrong + locked, 12);
    // The page that follows a wrong code is made after it was counted, and may tell of the lock.
    assert!(wrong <= 4 && locked >= 8, "{wrong} wrong, {locked} locked");
    let right = page
        .submit(&other, path, &page.authenticator().code())
        .await
        .unwrap();
    assert_eq!(right.status, 429, "locked for the right code too");
}

async fn a_revoked_key_is_refused_at_once_everywhere(place: &Place) {
    let (one, other) = (serve(place), serve(place));
    let blue = Organization::add(place, "blue", &LONGEST_WINDOW);
    blue.users(place, &["alice"]);
    let key = create_key(place, "blue", &["--user", "alice"]);
    let caller = Caller::ByKey(key.clone());
    let clients = [&one, &other].map(|server| caller.client(server));
    for client in &clients {
        client.get_profile_mfa().send().await.unwrap();
    }
    operate(
        place,
        &["key", "revoke", key_id(&key), "--organization", "blue"],
    );
    for client in &clients {
        let refused = client.get_profile_mfa().send().await.unwrap_err();
        assert_eq!(refused.status().unwrap(), 401);
    }
    // An organization that accepts no tokens any more, likewise.
    let by_token = [&one, &other].map(|server| blue.user("alice").client(server));
    for client in &by_token {
        client.get_profile_mfa().send().await.unwrap();
    }
    operate(place, &["organization", "set", "blue", "--no-jwt"]);
    for client in &by_token {
        let refused = client.get_profile_mfa().send().await.unwrap_err();
        assert_eq!(refused.status().unwrap(), 401);
    }
}

async fn the_rate_limit_is_exact_across_both(place: &Place) {
    const LIMIT: usize = 40;
    let servers = [serve(place), serve(place)];
    let limits = [&["--rate-limit", "40"], &LONGEST_WINDOW[..]].concat();
    let blue = Organization::add(place, "blue", &limits);
    let ids: Vec<_> = (0..100).map(|number| format!("user-{number}")).collect();
    blue.users(place, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    let clients: Vec<_> = ids
        .iter()
        .enumerate()
        .map(|(number, id)| blue.user(id).client(&servers[number % 2]))
        .collect();
    let responses = join_all(
        clients
            .iter()
            .map(|client| client.post_profile_mfa().send()),
    )
    .await;
    let mut remaining = BTreeSet::new();
    let mut refused = 0;
    for response in responses {
        match response {
            Ok(started) => {
                let left = started.x_rate_limit_remaining().unwrap();
                assert!(remaining.insert(left), "{left} was told twice");
            }
            Err(error) => {
                assert_eq!(error.status().unwrap(), 429, "{error}");
                refused += 1;
            }
        }
    }
    assert_eq!((remaining.len(), refused), (LIMIT, 100 - LIMIT));
    assert_eq!(remaining.first(), Some(&0));
}
