//! Carol confirms by Guardian of an Auth0 tenant: in every order that people and browsers find.

use std::time::Duration;

use chrono::Utc;
use mfa_client::types::{MfaStatus, MfaType};
use serde_json::{Value, json};

use crate::browser::{Browser, Page};
use crate::world::World;

/// A service whose sample organization has set Auth0 up.
pub async fn world() -> (World, String) {
    let world = World::start().await;
    world.place.set_up_auth0();
    let domain = world.place.env_value("MFA_AUTH0_DOMAIN");
    (world, domain)
}

/// Follows a link to the page of Auth0 where one enrols.
async fn take_ticket(browser: &Browser<'_>, link: &str) -> Page {
    let page = browser.open(link).await;
    assert_eq!(page.heading(), "Set up with Auth0", "{}", page.body);
    let left = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(left.heading(), "One moment", "{}", left.body);
    let guardian = browser.open(left.leads_to.unwrap().as_str()).await;
    assert_eq!(guardian.heading(), "Guardian", "{}", guardian.body);
    guardian
}

/// Follows a link to the page of Auth0 where one logs in.
pub async fn leave(browser: &Browser<'_>, link: &str) -> Page {
    let page = browser.open(link).await;
    let left = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(left.heading(), "One moment", "{}", left.body);
    let login = browser.open(left.leads_to.unwrap().as_str()).await;
    assert_eq!(login.heading(), "Log in with Auth0", "{}", login.body);
    login
}

/// Logs in as a user of Auth0; the page that the browser comes back to.
pub async fn log_in(browser: &Browser<'_>, login: &Page, user: &str, way: &str) -> Page {
    browser.submit(login, &[("user", user), ("way", way)]).await
}

/// From a link to being enrolled.
pub async fn enrol(browser: &Browser<'_>, link: &str) -> Page {
    let guardian = take_ticket(browser, link).await;
    browser.submit(&guardian, &[("answer", "confirm")]).await;
    browser.open(link).await
}

/// What Auth0 has of a user.
async fn enrolled_there(world: &World, user: &str) -> Vec<Value> {
    let value = |name: &str| world.place.env_value(name);
    let domain = value("MFA_AUTH0_DOMAIN");
    let ask = json!({
        "grant_type": "client_credentials",
        "client_id": value("MFA_AUTH0_CLIENT_ID"),
        "client_secret": value("MFA_AUTH0_CLIENT_SECRET"),
        "audience": format!("https://{domain}/api/v2/"),
    });
    let token = world
        .http
        .post(format!("https://{domain}/oauth/token"))
        .json(&ask);
    let token: Value = token.send().await.unwrap().json().await.unwrap();
    let url = format!("https://{domain}/api/v2/users/auth0%7C{user}/enrollments");
    let all = world
        .http
        .get(url)
        .bearer_auth(token["access_token"].as_str().unwrap());
    all.send().await.unwrap().json().await.unwrap()
}

async fn delete(world: &World, user: &str) -> reqwest::Response {
    let url = world.place.env_value("MFA_URL");
    let token = format!("MFA_JWT_{}", user.to_uppercase());
    let delete = world
        .http
        .delete(format!("{url}/profile/mfa"))
        .bearer_auth(world.place.env_value(&token));
    delete.send().await.unwrap()
}

#[tokio::test]
async fn carol_enrols_by_a_ticket_verifies_by_logging_in_and_leaves() {
    let (world, _) = world().await;
    let browser = Browser::new(&world);
    let before = world.state("carol").await;
    let link = world.link("carol").await;
    let guardian = take_ticket(&browser, &link).await;
    assert!(guardian.body.contains("auth0|carol"), "{}", guardian.body);
    // Her page waits, and asks again by itself, without a script; another browser's does not wait.
    let waiting = browser.open(&link).await;
    assert_eq!(waiting.heading(), "Finish with Auth0", "{}", waiting.body);
    assert!(waiting.again, "it asks again");
    let other = Browser::new(&world).open(&link).await;
    assert_eq!(other.heading(), "Set up with Auth0", "{}", other.body);
    // Scanned, and not confirmed, is not enrolled.
    browser.submit(&guardian, &[("answer", "scan")]).await;
    assert_eq!(browser.open(&link).await.heading(), "Finish with Auth0");
    assert_eq!(world.state("carol").await, before);
    let guardian = {
        let left = browser.submit(&waiting, &[("continue", "")]).await;
        browser.open(left.leads_to.unwrap().as_str()).await
    };
    browser.submit(&guardian, &[("answer", "confirm")]).await;
    assert_eq!(world.state("carol").await, before, "not looked at yet");
    let done = browser.open(&link).await;
    assert_eq!(
        (done.status.as_u16(), done.heading()),
        (200, "You are all set")
    );
    assert!(!done.body.contains("recovery"), "Auth0 has its own way");
    let enrolled = world.state("carol").await;
    assert_eq!(
        (enrolled.status, enrolled.type_),
        (MfaStatus::Active, Some(MfaType::Guardian))
    );
    let age = Utc::now() - enrolled.last_auth_time.unwrap();
    assert!((0..30).contains(&age.num_seconds()), "{age}");

    tokio::time::sleep(Duration::from_millis(1100)).await;
    let login = leave(&browser, &world.link("carol").await).await;
    assert!(login.body.contains("auth0|carol"), "{}", login.body);
    let done = log_in(&browser, &login, "auth0|carol", "mfa").await;
    assert_eq!((done.status.as_u16(), done.heading()), (200, "Confirmed"));
    let verified = world.state("carol").await;
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );

    // Taken off here and there.
    assert_eq!(enrolled_there(&world, "carol").await.len(), 2);
    assert_eq!(delete(&world, "carol").await.status(), 204);
    assert_eq!(world.state("carol").await, before);
    assert_eq!(enrolled_there(&world, "carol").await, Vec::<Value>::new());
}

#[tokio::test]
async fn while_auth0_is_away_a_factor_stays_whole() {
    let (world, domain) = world().await;
    let browser = Browser::new(&world);
    enrol(&browser, &world.link("carol").await).await;
    let enrolled = world.state("carol").await;
    for faults in [
        json!({ "down": true }),
        json!({ "status": 500 }),
        json!({ "not_json": true }),
    ] {
        world.faults(&domain, faults.clone()).await;
        let refused = delete(&world, "carol").await;
        assert_eq!(refused.status(), 503, "{faults}");
        assert!(refused.headers().contains_key("retry-after"), "{faults}");
        assert_eq!(world.state("carol").await, enrolled, "{faults}");
        world.faults(&domain, json!({})).await;
        assert_eq!(enrolled_there(&world, "carol").await.len(), 1, "{faults}");
    }
    // It is left alone for a while after that; then it goes, also if somebody at Auth0 was quicker.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(delete(&world, "carol").await.status(), 204);
    assert_eq!(world.state("carol").await.status, MfaStatus::Inactive);
    assert_eq!(delete(&world, "carol").await.status(), 404);
}

#[tokio::test]
async fn who_has_enrolled_at_auth0_before_proves_it() {
    let (world, _) = world().await;
    let (hers, other) = (Browser::new(&world), Browser::new(&world));
    enrol(&hers, &world.link("carol").await).await;
    // An operator forgets it here: at Auth0 it is there still.
    world.operate(&["user", "reset-mfa", "carol"]);
    let before = world.state("carol").await;
    assert_eq!(before.status, MfaStatus::Inactive);
    let link = world.link("carol").await;
    let login = leave(&hers, &link).await;
    let refused = [
        ("auth0|mallory", "mfa"),
        ("auth0|carol", "password"),
        ("auth0|carol", "session"),
        ("auth0|carol", "deny"),
    ];
    let mut login = login;
    for (user, way) in refused {
        let denied = log_in(&hers, &login, user, way).await;
        assert_eq!(
            (denied.status.as_u16(), denied.heading()),
            (403, "That was not confirmed"),
            "{user} {way}"
        );
        assert_eq!(world.state("carol").await, before, "{user} {way}");
        login = leave(&hers, &link).await;
    }
    // In another browser than the one that left.
    let elsewhere = log_in(&other, &login, "auth0|carol", "mfa").await;
    assert_eq!(
        (elsewhere.status.as_u16(), elsewhere.heading()),
        (403, "This is another browser")
    );
    // Two tabs: the newer one counts.
    let (first, second) = (leave(&hers, &link).await, leave(&hers, &link).await);
    let late = log_in(&hers, &first, "auth0|carol", "mfa").await;
    assert_eq!(late.status, 404, "{}", late.body);
    let done = log_in(&hers, &second, "auth0|carol", "mfa").await;
    assert_eq!(done.heading(), "You are all set", "{}", done.body);
    assert_eq!(world.state("carol").await.status, MfaStatus::Active);
}

#[tokio::test]
async fn who_has_the_embedded_authenticator_keeps_it_and_the_other_way_round() {
    let world = World::start().await;
    let browser = Browser::new(&world);
    // Bob has a secret here, before Auth0 is set up.
    let users = world.place.write(
        "users.csv",
        "id,email,mfa_type,totp_secret\nbob,,guardian,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n",
    );
    world.operate(&["user", "import", &users, "--organization", "sample"]);
    world.place.set_up_auth0();
    let page = browser.open(&world.link("bob").await).await;
    assert_eq!(page.heading(), "Confirm that it is you", "{}", page.body);
    let page = enrol(&browser, &world.link("carol").await).await;
    assert_eq!(page.heading(), "You are all set", "{}", page.body);
    // Hers is at Auth0, and when that is not set up any more, nobody is let in for that.
    let unset = ["organization", "factor", "unset", "sample", "guardian"];
    world.operate(&unset);
    let page = browser.open(&world.link("carol").await).await;
    assert_eq!(page.status, 501, "{}", page.body);
    // Who enrols now gets the embedded one.
    let page = browser.open(&world.link("alice").await).await;
    assert_eq!(page.heading(), "Set up your authenticator", "{}", page.body);
    world.place.set_up_auth0();
    let page = browser.open(&world.link("carol").await).await;
    assert_eq!(page.heading(), "Confirm with Auth0", "{}", page.body);
}
