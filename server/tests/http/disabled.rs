//! What operators do with people and organizations, and what these notice.

use serde_json::json;

use crate::person;
use crate::program::Place;
use crate::world::{
    Caller, LONGEST_WINDOW, Organization, configured, create_key, link_of, operate, path_of, serve,
};

async fn status(caller: &Caller, server: &crate::program::Server) -> u16 {
    match caller.client(server).get_profile_mfa().send().await {
        Ok(_) => 200,
        Err(error) => error.status().unwrap().as_u16(),
    }
}

fn listed(place: &Place, user: &str) -> serde_json::Value {
    let users = operate(place, &["user", "list", "--organization", "blue"]);
    let users = users.as_array().unwrap();
    users.iter().find(|one| one["id"] == user).cloned().unwrap()
}

#[tokio::test]
async fn who_is_disabled_does_not_get_in_until_enabled_again() {
    let place = configured();
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    let red = Organization::add(&place, "red", &LONGEST_WINDOW);
    for organization in [&blue, &red] {
        organization.users(&place, &["alice", "bob"]);
    }
    let key = Caller::ByKey(create_key(&place, "blue", &["--user", "alice"]));
    let server = serve(&place);
    let token = blue.user("alice");
    let started = token
        .client(&server)
        .post_profile_mfa()
        .send()
        .await
        .unwrap();
    let path = path_of(link_of(&started)).to_owned();
    assert_eq!(person::open(&server, &path).await.unwrap().status, 200);

    for (off, on) in [
        (
            &["user", "disable", "alice", "--organization", "blue"][..],
            &["user", "enable", "alice", "--organization", "blue"][..],
        ),
        (
            &["organization", "disable", "blue"],
            &["organization", "enable", "blue"],
        ),
    ] {
        let is_for_all = off[0] == "organization";
        let disabled = operate(&place, off);
        assert!(disabled["disabled_at"].is_string(), "{disabled}");
        assert_eq!(operate(&place, off), disabled, "the first time counts");
        for caller in [&key, &token] {
            assert_eq!(status(caller, &server).await, 401, "{off:?}");
        }
        let page = person::open(&server, &path).await.unwrap();
        assert_eq!(page.status, 410, "{}", page.body);
        assert!(
            page.body.contains("This link does not work now"),
            "{}",
            page.body
        );
        // Others: of the organization, and of another one.
        let others = if is_for_all { 401 } else { 200 };
        assert_eq!(status(&blue.user("bob"), &server).await, others);
        assert_eq!(status(&red.user("alice"), &server).await, 200);
        if !is_for_all {
            let seen = blue.by_key().client(&server);
            seen.get_user_mfa().id("alice").send().await.unwrap();
            assert!(listed(&place, "alice")["disabled_at"].is_string());
        }
        let enabled = operate(&place, on);
        assert_eq!(enabled["disabled_at"], json!(null));
        for caller in [&key, &token] {
            assert_eq!(status(caller, &server).await, 200, "{on:?}");
        }
        assert_eq!(person::open(&server, &path).await.unwrap().status, 200);
    }
}

#[tokio::test]
async fn a_person_who_mistyped_is_unlocked() {
    let place = configured();
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    blue.users(&place, &["alice"]);
    let server = serve(&place);
    let client = blue.user("alice").client(&server);
    let started = client.post_profile_mfa().send().await.unwrap();
    let path = path_of(link_of(&started)).to_owned();
    let page = person::open(&server, &path).await.unwrap();
    let app = page.authenticator();
    assert_eq!(listed(&place, "alice")["locked_until"], json!(null));
    for _ in 0..5 {
        page.submit(&server, &path, &app.wrong_code())
            .await
            .unwrap();
    }
    let locked = page.submit(&server, &path, &app.code()).await.unwrap();
    assert_eq!(locked.status, 429);
    assert!(listed(&place, "alice")["locked_until"].is_string());
    operate(&place, &["user", "unlock", "alice"]);
    assert_eq!(listed(&place, "alice")["locked_until"], json!(null));
    let done = page.submit(&server, &path, &app.code()).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
}

#[tokio::test]
async fn a_deleted_user_is_gone_with_all_that_was_theirs() {
    let place = configured();
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    blue.users(&place, &["alice", "bob"]);
    let key = Caller::ByKey(create_key(&place, "blue", &["--user", "alice"]));
    let server = serve(&place);
    let client = blue.user("alice").client(&server);
    let started = client.post_profile_mfa().send().await.unwrap();
    person::enrol(&server, path_of(link_of(&started))).await;
    let again = client.post_profile_mfa().send().await.unwrap();
    operate(&place, &["user", "delete", "alice"]);
    let gone = person::open(&server, path_of(link_of(&again)))
        .await
        .unwrap();
    assert_eq!(gone.status, 404);
    assert_eq!(status(&key, &server).await, 401);
    // The token is still the issuer's, and nobody is known by it.
    assert_eq!(status(&blue.user("alice"), &server).await, 404);
    assert_eq!(status(&blue.user("bob"), &server).await, 200);
    let users = operate(&place, &["user", "list"]);
    assert_eq!(users.as_array().unwrap().len(), 1);
    blue.users(&place, &["alice"]);
    assert_eq!(listed(&place, "alice")["type"], json!(null));
    let nobody = place.run(&["user", "delete", "nobody", "--config", "mfa.toml"]);
    assert_eq!(nobody.code, Some(1));
    assert!(
        nobody
            .err
            .contains("user nobody of organization blue does not exist"),
        "{}",
        nobody.err
    );
}
