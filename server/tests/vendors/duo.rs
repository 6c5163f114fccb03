//! Bob confirms by Duo: in every order that people and browsers find.

use chrono::{TimeDelta, Utc};
use mfa_client::types::{MfaStatus, MfaType};
use serde_json::json;

use crate::browser::{Browser, Page};
use crate::world::World;

/// A service whose sample organization enrols by Duo.
pub async fn world() -> (World, String) {
    let world = World::start().await;
    world.enrol_by("duo");
    let host = world.place.env_value("MFA_DUO_HOST");
    (world, host)
}

/// Follows a link to Duo's own page.
pub async fn leave(browser: &Browser<'_>, link: &str) -> Page {
    let page = browser.open(link).await;
    assert_eq!(page.heading(), "Confirm with Duo", "{}", page.body);
    let left = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(left.heading(), "One moment", "{}", left.body);
    let duo = browser.open(left.leads_to.unwrap().as_str()).await;
    assert_eq!(duo.heading(), "Duo", "{}", duo.body);
    duo
}

/// What the person answers there; the page that they come back to.
pub async fn answer(browser: &Browser<'_>, duo: &Page, answer: &str) -> Page {
    browser.submit(duo, &[("answer", answer)]).await
}

/// From the link to its end.
pub async fn confirm(browser: &Browser<'_>, link: &str) -> Page {
    let duo = leave(browser, link).await;
    answer(browser, &duo, "approve").await
}

#[tokio::test]
async fn bob_enrols_verifies_and_is_reset_by_an_operator() {
    let (world, _) = world().await;
    let browser = Browser::new(&world);
    let before = world.state("bob").await;
    assert_eq!(before.status, MfaStatus::Inactive);
    assert!(before.type_.is_none(), "{before:?}");

    let link = world.link("bob").await;
    let duo = leave(&browser, &link).await;
    assert!(duo.body.contains("<b>bob</b>"), "{}", duo.body);
    assert_eq!(world.state("bob").await, before, "not there yet");
    let done = answer(&browser, &duo, "approve").await;
    assert_eq!(
        (done.status.as_u16(), done.heading()),
        (200, "You are all set")
    );
    let enrolled = world.state("bob").await;
    assert_eq!(enrolled.status, MfaStatus::Active);
    assert_eq!(enrolled.type_, Some(MfaType::Duo));
    let at: chrono::DateTime<Utc> = enrolled.last_auth_time.unwrap();
    let age = Utc::now() - at;
    assert!(
        age >= TimeDelta::zero() && age < TimeDelta::seconds(30),
        "{age}"
    );

    // Later he is asked again. Duo tells whole seconds.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let link = world.link("bob").await;
    let done = confirm(&browser, &link).await;
    assert_eq!((done.status.as_u16(), done.heading()), (200, "Confirmed"));
    let verified = world.state("bob").await;
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );
    // The link is used up, and tells this browser what it came to.
    assert_eq!(browser.open(&link).await.heading(), "Confirmed");
    let stranger = Browser::new(&world).open(&link).await;
    assert_eq!(
        (stranger.status.as_u16(), stranger.heading()),
        (410, "This link was already used")
    );

    // It cannot be taken off here, and that says who can.
    let url = world.place.env_value("MFA_URL");
    let token = world.place.env_value("MFA_JWT_BOB");
    let delete = world
        .http
        .delete(format!("{url}/profile/mfa"))
        .bearer_auth(token);
    let refused = delete.send().await.unwrap();
    assert_eq!(refused.status(), 403);
    let problem: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(
        problem["type"], "urn:mfa-server:problem:reset-by-operator",
        "{problem}"
    );
    assert!(
        problem["detail"].as_str().unwrap().contains("operator"),
        "{problem}"
    );
    assert_eq!(world.state("bob").await, verified);
    world.operate(&["user", "reset-mfa", "bob"]);
    assert_eq!(world.state("bob").await, before);
}

#[tokio::test]
async fn who_says_no_or_nothing_may_try_again_with_the_same_link() {
    let (world, _) = world().await;
    let browser = Browser::new(&world);
    let before = world.state("bob").await;
    let link = world.link("bob").await;
    for how in ["deny", "deny_in_token"] {
        let duo = leave(&browser, &link).await;
        let denied = answer(&browser, &duo, how).await;
        assert_eq!(
            (denied.status.as_u16(), denied.heading()),
            (403, "That was not confirmed"),
            "{how}"
        );
        // The page, loaded once more: that he was back counts once.
        let again = browser.open(denied.url.as_str()).await;
        assert_eq!(
            (again.status.as_u16(), again.heading()),
            (410, "This page was already used")
        );
        assert_eq!(world.state("bob").await, before);
    }
    let duo = leave(&browser, &link).await;
    let nothing = answer(&browser, &duo, "time_out").await;
    assert_eq!(nothing.heading(), "Timed out");
    assert_eq!(world.state("bob").await, before);
    let done = confirm(&browser, &link).await;
    assert_eq!(done.heading(), "You are all set", "{}", done.body);
}

#[tokio::test]
async fn two_tabs_two_browsers_and_what_was_copied() {
    let (world, _) = world().await;
    let (bobs, other) = (Browser::new(&world), Browser::new(&world));
    let before = world.state("bob").await;
    let link = world.link("bob").await;
    // Two tabs: the newer one counts.
    let (first, second) = (leave(&bobs, &link).await, leave(&bobs, &link).await);
    let late = answer(&bobs, &first, "approve").await;
    assert_eq!(late.status, 404);
    assert_eq!(late.heading(), "This is not the newest page");
    // Somebody else gets hold of where Bob is led back to: with his code, in another browser.
    let answered = world
        .http
        .post(second.url.join("/simulator/answer").unwrap());
    let prompt = second
        .body
        .split("name=\"prompt\" value=\"")
        .nth(1)
        .unwrap();
    let prompt = prompt.split('"').next().unwrap();
    let answered = answered
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("prompt={prompt}&answer=approve"));
    let answered = answered.send().await.unwrap();
    let back = answered.headers()["location"].to_str().unwrap().to_owned();
    let elsewhere = other.open(&back).await;
    assert_eq!(
        (elsewhere.status.as_u16(), elsewhere.heading()),
        (403, "This is another browser")
    );
    // A state or a code that is another's, or nobody's.
    let copied = back.replace("duo_code=", "duo_code=x&duo_code=");
    for wrong in [copied.as_str(), &back.replace("state=", "state=x")] {
        let page = bobs.open(wrong).await;
        assert_eq!(page.status, 404, "{wrong}: {}", page.body);
    }
    assert_eq!(world.state("bob").await, before);
    let done = bobs.open(&back).await;
    assert_eq!(done.heading(), "You are all set", "{}", done.body);
    // Loaded again, it tells the same, and is good for nothing elsewhere.
    assert_eq!(bobs.open(&back).await.heading(), "You are all set");
    assert_eq!(other.open(&back).await.status, 410);
}

#[tokio::test]
async fn a_link_that_ends_while_he_is_away_changes_nothing() {
    let (world, _) = world().await;
    let browser = Browser::new(&world);
    let before = world.state("bob").await;
    let link = world.link("bob").await;
    let duo = leave(&browser, &link).await;
    let database = rusqlite::Connection::open(world.place.path(".mfa/mfa.db")).unwrap();
    let past = Utc::now().timestamp_millis() - 1;
    let ended = "UPDATE links SET expires_at = ?1 WHERE used_at IS NULL AND replaced_at IS NULL";
    assert_eq!(database.execute(ended, [past]).unwrap(), 1);
    let late = answer(&browser, &duo, "approve").await;
    assert_eq!(
        (late.status.as_u16(), late.heading()),
        (410, "This link has expired")
    );
    assert_eq!(world.state("bob").await, before);

    // The same of one that a newer one replaces, and of a user who is disabled meanwhile.
    let duo = leave(&browser, &world.link("bob").await).await;
    let newer = world.link("bob").await;
    assert_eq!(answer(&browser, &duo, "approve").await.status, 410);
    let duo = leave(&browser, &newer).await;
    world.operate(&["user", "disable", "bob"]);
    assert_eq!(answer(&browser, &duo, "approve").await.status, 410);
    world.operate(&["user", "enable", "bob"]);
    assert_eq!(world.state("bob").await, before);
}

#[tokio::test]
async fn without_duo_set_up_nobody_confirms_and_nobody_is_let_in() {
    let (world, host) = world().await;
    let browser = Browser::new(&world);
    confirm(&browser, &world.link("bob").await).await;
    let before = world.state("bob").await;
    let duo = leave(&browser, &world.link("bob").await).await;
    world.enrol_by("guardian");
    world.operate(&["organization", "factor", "unset", "sample", "duo"]);
    let back = answer(&browser, &duo, "approve").await;
    assert_eq!(
        (back.status.as_u16(), back.heading()),
        (501, "Duo is not set up here")
    );
    let page = browser.open(&world.link("bob").await).await;
    assert_eq!(
        (page.status.as_u16(), page.heading()),
        (501, "Duo is not set up here")
    );
    assert_eq!(world.state("bob").await, before);

    // With a secret that is another's, Duo refuses us, and it is nobody's way in.
    let secret = world
        .place
        .write("secret", "0123456789012345678901234567890123456789");
    let client = format!("client_id={}", world.place.env_value("MFA_DUO_CLIENT_ID"));
    let host = format!("host={host}");
    let open = "fail_mode=open";
    let set = ["organization", "factor", "set", "sample", "duo"];
    world.operate(&[&set[..], &[&host, &client, open, "--secret-file", &secret]].concat());
    let page = browser.open(&world.link("bob").await).await;
    let refused = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.heading()),
        (502, "Duo could not be asked")
    );
    let line = world.server.line_with("refuses this client");
    assert!(
        line.contains("invalid_client") && !line.contains("0123456789"),
        "{line}"
    );
    assert_eq!(world.state("bob").await, before);
}

#[tokio::test]
async fn while_duo_is_away_an_organization_may_let_in_who_has_enrolled() {
    let (world, host) = world().await;
    let browser = Browser::new(&world);
    let away = json!({ "down": true });
    let set = [
        "organization",
        "factor",
        "set",
        "sample",
        "duo",
        "fail_mode=open",
    ];
    world.operate(&set);
    let link = world.link("bob").await;
    let page = browser.open(&link).await;
    world.faults(&host, away.clone()).await;
    let refused = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(refused.status, 502, "nobody enrols by it");
    assert_eq!(world.state("bob").await.status, MfaStatus::Inactive);

    world.faults(&host, json!({})).await;
    confirm(&browser, &link).await;
    let enrolled = world.state("bob").await;
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let page = browser.open(&world.link("bob").await).await;
    world.faults(&host, away).await;
    let waived = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(waived.heading(), "Confirmed", "{}", waived.body);
    let verified = world.state("bob").await;
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );
}
