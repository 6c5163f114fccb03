//! Everything that Duo, or someone who plays it, can do wrong: nobody is let in by any of it, every
//! page is clear, and the same link works when it is over.

use mfa_client::types::MfaType;
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::duo::{confirm, leave, world};

const AWAY: (u16, &str) = (502, "Duo could not be asked");
const SERVICE_FAILED: &str = "\"outcome\":\"service_failed\"";
const DENIED: (u16, &str) = (403, "That was not confirmed");

/// Before the person is sent there.
fn before() -> Vec<Value> {
    vec![
        json!({ "down": true }),
        json!({ "status": 500 }),
        json!({ "status": 503, "not_json": true }),
        json!({ "status": 302 }),
        json!({ "status": 429 }),
        json!({ "not_json": true }),
        json!({ "skew_seconds": 600 }),
        json!({ "skew_seconds": -600 }),
    ]
}

/// While the person is there: what the page then says, and the log.
fn meanwhile() -> Vec<(Value, (u16, &'static str), &'static str)> {
    let forged = |what: &str, page, log| (json!({ "forge": [what] }), page, log);
    vec![
        (json!({ "down": true }), AWAY, "cannot be reached"),
        (json!({ "status": 500 }), AWAY, "status 500"),
        (json!({ "not_json": true }), AWAY, "not JSON"),
        (json!({ "status": 400, "not_json": true }), AWAY, "not JSON"),
        (json!({ "refuse": "invalid_grant" }), DENIED, ""),
        (
            json!({ "refuse": "invalid_client" }),
            AWAY,
            "invalid_client",
        ),
        forged("signature", AWAY, "signature"),
        forged("alg_none", AWAY, "`alg`"),
        forged("alg", AWAY, "`alg`"),
        forged("crit", AWAY, "`crit`"),
        forged("iss", AWAY, "`iss`"),
        forged("aud", AWAY, "`aud`"),
        forged("second_aud", AWAY, "`aud`"),
        forged("nonce", AWAY, "`nonce`"),
        forged("no_nonce", AWAY, "`nonce`"),
        forged("user", AWAY, "another person"),
        forged("expired", AWAY, "expired"),
        forged("no_exp", AWAY, "`exp`"),
        forged("iat", AWAY, "of the future"),
        forged("not_before", AWAY, "of the future"),
        forged("auth_time_future", AWAY, "of the future"),
        forged("auth_time_old", DENIED, ""),
        forged("no_auth_time", AWAY, "`auth_time`"),
        forged("deny", DENIED, ""),
        forged("no_result", AWAY, "auth_result"),
        forged("garbage", AWAY, "three parts"),
        forged("absent", AWAY, "no ID token"),
        forged("token_type", AWAY, "token_type"),
    ]
}

#[tokio::test]
async fn nobody_enrols_by_what_duo_does_wrong() {
    let (world, host) = world().await;
    let browser = Browser::new(&world);
    let nobody = world.state("bob").await;
    for faults in before() {
        let link = world.link("bob").await;
        let page = browser.open(&link).await;
        world.faults(&host, faults.clone()).await;
        let failed = browser.submit(&page, &[("continue", "")]).await;
        assert_eq!((failed.status.as_u16(), failed.heading()), AWAY, "{faults}");
        world.server.line_with(SERVICE_FAILED);
        assert_eq!(world.state("bob").await, nobody, "{faults}");
        world.faults(&host, json!({})).await;
        leave(&browser, &link).await;
    }
    for (faults, page, log) in meanwhile() {
        let link = world.link("bob").await;
        let duo = leave(&browser, &link).await;
        // The code is given out before anything goes wrong.
        let back = browser_back(&world, &duo).await;
        world.faults(&host, faults.clone()).await;
        let failed = browser.open(&back).await;
        assert_eq!((failed.status.as_u16(), failed.heading()), page, "{faults}");
        if page == AWAY {
            let line = world.server.line_with(SERVICE_FAILED);
            assert!(line.contains(log), "{faults}: {line}");
        }
        assert_eq!(world.state("bob").await, nobody, "{faults}");
        world.faults(&host, json!({})).await;
        // The code was given once; the link lives.
        assert_ne!(browser.open(&back).await.status, 200, "{faults}");
        leave(&browser, &link).await;
    }
    let done = confirm(&browser, &world.link("bob").await).await;
    assert_eq!(done.heading(), "You are all set", "{}", done.body);
}

/// Where the person is sent back to who approves.
async fn browser_back(world: &crate::world::World, duo: &crate::browser::Page) -> String {
    let prompt = duo.body.split("name=\"prompt\" value=\"").nth(1).unwrap();
    let prompt = prompt.split('"').next().unwrap();
    let answered = world
        .http
        .post(duo.url.join("/simulator/answer").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("prompt={prompt}&answer=approve"));
    let answered = answered.send().await.unwrap();
    answered.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn who_has_enrolled_is_not_verified_by_it_and_the_api_answers_at_once() {
    let (world, host) = world().await;
    let browser = Browser::new(&world);
    confirm(&browser, &world.link("bob").await).await;
    let enrolled = world.state("bob").await;
    assert_eq!(enrolled.type_, Some(MfaType::Duo));
    // Slow: for longer than anybody waits.
    for (slow, then) in [
        (json!({ "slow_seconds": 30 }), AWAY),
        (json!({ "forge": ["deny"] }), DENIED),
    ] {
        let link = world.link("bob").await;
        let duo = leave(&browser, &link).await;
        let back = browser_back(&world, &duo).await;
        world.faults(&host, slow.clone()).await;
        let waiting = browser.open(&back);
        let asking = async {
            let started = std::time::Instant::now();
            let state = world.state("bob").await;
            assert_eq!(state, enrolled);
            world.link("alice").await;
            assert!(started.elapsed() < std::time::Duration::from_secs(3));
        };
        let (failed, ()) = tokio::join!(waiting, asking);
        assert_eq!((failed.status.as_u16(), failed.heading()), then, "{slow}");
        assert_eq!(world.state("bob").await, enrolled, "{slow}");
        world.faults(&host, json!({})).await;
    }

    // It fails again and again: then it is not even asked.
    world.faults(&host, json!({ "status": 500 })).await;
    let page = browser.open(&world.link("bob").await).await;
    for _ in 0..6 {
        let failed = browser.submit(&page, &[("continue", "")]).await;
        assert_eq!((failed.status.as_u16(), failed.heading()), AWAY);
    }
    world.server.line_with("service is left alone for a while");
    world.server.line_with("\"fault\":\"left_alone\"");
    world.faults(&host, json!({})).await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    let left = browser.submit(&page, &[("continue", "")]).await;
    assert_eq!(left.heading(), "One moment", "{}", left.body);
    assert_eq!(world.state("bob").await, enrolled);
}
