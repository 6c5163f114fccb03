//! People who are sent to another service, and come back.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::StatusCode;
use url::Url;

use super::{Page, World};
use crate::mfa::Organization;
use crate::store::suite::elsewhere::{self, ELSEWHERE};
use crate::store::suite::organization;

/// Alice's organization confirms with another service.
async fn with_elsewhere() -> (World, Arc<AtomicBool>) {
    let (factors, done) = elsewhere::factors();
    let world = World::with(factors).await;
    let there = Organization {
        enrollment_type: ELSEWHERE,
        ..organization("blue")
    };
    world.change(&there).await;
    (world, done)
}

impl World {
    /// Goes on from a link's page; the page that takes the browser away, and where to.
    async fn leave(&self, path: &str) -> (Page, Url) {
        let asks = self.get(path).await;
        assert!(asks.says("Continue to Elsewhere") && !asks.says("name=\"code\""));
        let request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", asks.cookie())
            .body(format!("csrf={}&continue=", asks.csrf()));
        let leaves = self.send(request).await;
        assert_eq!(leaves.status, 200, "{}", leaves.body);
        let to = leaves.header("refresh").strip_prefix("0;url=");
        let to = Url::parse(to.expect("a way out")).expect("a URL");
        assert!(
            leaves.says(&to.as_str().replace('&', "&#38;")),
            "a link, too"
        );
        (leaves, to)
    }

    /// The service sends the browser back, as `redirect_uri` says.
    async fn back(&self, to: &Url, cookie: &str, with: &str) -> Page {
        let callback = elsewhere::parameter(to, "redirect_uri");
        let path = callback.strip_prefix("https://mfa.test").expect("ours");
        let state = elsewhere::parameter(to, "state");
        let url = self.url(&format!("{path}?state={state}&{with}"));
        self.send(self.http.get(url).header("cookie", cookie)).await
    }
}

#[tokio::test]
async fn a_person_is_sent_to_another_service_and_comes_back() {
    let (world, _) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let cookie = leaves.set_cookie("mfa_browser");
    assert!(
        cookie.ends_with("; Path=/enrollment; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let code = format!("code={}", elsewhere::code_for(&to, 0));

    let other = world.back(&to, "", &code).await;
    assert!(
        other.status == 403 && other.says("another browser"),
        "{}",
        other.body
    );
    let twice = world
        .back(&to, &leaves.cookie(), &format!("{code}&code=x"))
        .await;
    assert!(twice.status == 404 && twice.says("not the newest"));
    for query in [
        "",
        "?state=",
        "?state=x",
        "?code=1",
        &format!("?state={}", "A".repeat(43)),
    ] {
        let page = world.get(&format!("/enrollment/callback{query}")).await;
        assert!(page.status == 404 && page.says("not the newest"), "{query}");
    }
    let done = world.back(&to, &leaves.cookie(), &code).await;
    assert!(
        done.status == 200 && done.says("You are all set"),
        "{}",
        done.body
    );
    let reloaded = world.back(&to, &leaves.cookie(), &code).await;
    assert!(reloaded.status == 200 && reloaded.says("You are all set"));
    let replayed = world.back(&to, "", &code).await;
    assert!(replayed.status == StatusCode::GONE && replayed.says("already used"));

    world.at(60);
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let code = format!("code={}", elsewhere::code_for(&to, 60));
    let verified = world.back(&to, &leaves.cookie(), &code).await;
    assert!(verified.status == 200 && verified.says("Confirmed"));
    assert!(!verified.says("recovery code"), "it has none");
    let log = world.app.log.lock().expect("a log").join("\n");
    assert!(
        log.contains("enrollment_callback") && log.contains("other_browser"),
        "{log}"
    );
    let state = elsewhere::parameter(&to, "state");
    let (_, browser) = leaves
        .cookie()
        .split_once('=')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("a cookie");
    for secret in [&state, &browser, &code["code=".len()..].to_owned()] {
        assert!(!log.contains(secret.as_str()), "{secret} in {log}");
    }
}

#[tokio::test]
async fn who_says_no_elsewhere_may_try_again_and_a_failing_service_lets_nobody_in() {
    let (world, _) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let denied = world
        .back(&to, &leaves.cookie(), "error=access_denied")
        .await;
    assert!(
        denied.status == 403 && denied.says("not confirmed"),
        "{}",
        denied.body
    );
    let again = world
        .back(&to, &leaves.cookie(), "error=access_denied")
        .await;
    assert!(again.status == StatusCode::GONE && again.says("come back here before"));

    let (leaves, to) = world.leave(&path).await;
    let failed = world.back(&to, &leaves.cookie(), "code=nonsense").await;
    assert_eq!(failed.status, StatusCode::BAD_GATEWAY);
    assert!(failed.says("Elsewhere could not be asked") && !failed.says("no such code"));
    assert!(failed.says(failed.header("x-request-id")));

    let (leaves, to) = world.leave(&path).await;
    let code = format!("code={}", elsewhere::code_for(&to, 0));
    assert_eq!(world.back(&to, &leaves.cookie(), &code).await.status, 200);
}

#[tokio::test]
async fn a_page_waits_for_what_is_done_elsewhere() {
    let (world, done) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, _) = world.leave(&path).await;
    let look = || {
        world.send(
            world
                .http
                .get(world.url(&path))
                .header("cookie", leaves.cookie()),
        )
    };
    let waits = look().await;
    assert!(waits.status == 200 && waits.says("Finish with Elsewhere"));
    assert_eq!(waits.header("refresh"), "3");
    done.store(true, Ordering::SeqCst);
    assert!(
        world.get(&path).await.says("Continue to Elsewhere"),
        "another browser"
    );
    assert!(look().await.says("You are all set"));
}
