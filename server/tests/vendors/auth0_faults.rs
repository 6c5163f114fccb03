//! Everything that Auth0, or someone who plays it, can do wrong: nobody is let in by any of it, every
//! page is clear, and the same link works when it is over.

use serde_json::{Value, json};

use crate::auth0::{enrol, leave, log_in, world};
use crate::browser::{Browser, Page};
use crate::world::World;

const AWAY: (u16, &str) = (502, "Auth0 could not be asked");
const SERVICE_FAILED: &str = "\"outcome\":\"service_failed\"";
const DENIED: (u16, &str) = (403, "That was not confirmed");

/// While the person logs in: what the page then says, and the log.
fn meanwhile() -> Vec<(Value, (u16, &'static str), &'static str)> {
    let forged = |what: &str, page, log| (json!({ "forge": [what] }), page, log);
    vec![
        (json!({ "down": true }), AWAY, "cannot be reached"),
        (json!({ "status": 500 }), AWAY, "status 500"),
        (json!({ "not_json": true }), AWAY, "not JSON"),
        (json!({ "refuse": "invalid_grant" }), DENIED, ""),
        (
            json!({ "refuse": "invalid_client" }),
            AWAY,
            "invalid_client",
        ),
        forged("signature", AWAY, "signature"),
        forged("kid", AWAY, "does not publish"),
        forged("alg_none", AWAY, "`alg`"),
        forged("alg", AWAY, "`alg`"),
        forged("crit", AWAY, "`crit`"),
        forged("iss", AWAY, "`iss`"),
        forged("aud", AWAY, "`aud`"),
        forged("second_aud", AWAY, "`aud`"),
        forged("nonce", AWAY, "`nonce`"),
        forged("no_nonce", AWAY, "`nonce`"),
        forged("user", DENIED, ""),
        forged("expired", AWAY, "expired"),
        forged("no_exp", AWAY, "`exp`"),
        forged("iat", AWAY, "of the future"),
        forged("not_before", AWAY, "of the future"),
        forged("auth_time_future", AWAY, "of the future"),
        forged("auth_time_old", DENIED, ""),
        forged("no_auth_time", AWAY, "`auth_time`"),
        forged("deny", DENIED, ""),
        forged("no_result", DENIED, ""),
        forged("garbage", AWAY, "three parts"),
        forged("absent", AWAY, "no ID token"),
        forged("token_type", AWAY, "token_type"),
    ]
}

#[tokio::test]
async fn nobody_is_verified_by_what_auth0_does_wrong() {
    let (world, domain) = world().await;
    let browser = Browser::new(&world);
    enrol(&browser, &world.link("carol").await).await;
    let enrolled = world.state("carol").await;
    for (faults, page, log) in meanwhile() {
        let link = world.link("carol").await;
        let login = leave(&browser, &link).await;
        let back = back(&world, &login).await;
        world.faults(&domain, faults.clone()).await;
        let failed = browser.open(&back).await;
        assert_eq!((failed.status.as_u16(), failed.heading()), page, "{faults}");
        if page == AWAY {
            let line = world.server.line_with(SERVICE_FAILED);
            assert!(line.contains(log), "{faults}: {line}");
        }
        assert_eq!(world.state("carol").await, enrolled, "{faults}");
        world.faults(&domain, json!({})).await;
        // The code was given once; the link lives.
        assert_ne!(browser.open(&back).await.status, 200, "{faults}");
        leave(&browser, &link).await;
    }
    let login = leave(&browser, &world.link("carol").await).await;
    let done = log_in(&browser, &login, "auth0|carol", "mfa").await;
    assert_eq!(done.heading(), "Confirmed", "{}", done.body);
}

#[tokio::test]
async fn nobody_enrols_while_auth0_is_away_and_who_waits_goes_on_waiting() {
    let (world, domain) = world().await;
    let browser = Browser::new(&world);
    let nobody = world.state("carol").await;
    let link = world.link("carol").await;
    for faults in [
        json!({ "down": true }),
        json!({ "status": 503, "not_json": true }),
        json!({ "refuse": "invalid_client" }),
    ] {
        let page = browser.open(&link).await;
        world.faults(&domain, faults.clone()).await;
        let failed = browser.submit(&page, &[("continue", "")]).await;
        assert_eq!((failed.status.as_u16(), failed.heading()), AWAY, "{faults}");
        assert_eq!(world.state("carol").await, nobody, "{faults}");
        world.faults(&domain, json!({})).await;
    }
    let page = browser.open(&link).await;
    let left = browser.submit(&page, &[("continue", "")]).await;
    let guardian = browser.open(left.leads_to.unwrap().as_str()).await;
    world.faults(&domain, json!({ "status": 500 })).await;
    let waiting = browser.open(&link).await;
    assert_eq!(waiting.heading(), "Finish with Auth0", "{}", waiting.body);
    world.faults(&domain, json!({})).await;
    browser.submit(&guardian, &[("answer", "confirm")]).await;
    let done = browser.open(&link).await;
    assert_eq!(done.heading(), "You are all set", "{}", done.body);
}

/// Where the person is sent back to who logs in.
async fn back(world: &World, login: &Page) -> String {
    let id = login.body.split("name=\"login\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let answered = world
        .http
        .post(login.url.join("/simulator/login").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("login={id}&user=auth0%7Ccarol&way=mfa"));
    let answered = answered.send().await.unwrap();
    answered.headers()["location"].to_str().unwrap().to_owned()
}
