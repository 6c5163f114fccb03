//! What people do who confirm by Duo: in a browser that goes there and comes back by itself.

use std::sync::Arc;

use mfa_client::types::{MfaStatus, MfaType};
use serde_json::json;

use crate::chromium::{Chromium, chromium};
use crate::service::Service;
use crate::tab::Tab;

const DUO: &str = "MFA_DUO_HOST";

fn service() -> Service {
    let service = Service::start();
    service.set(&["--enrollment-type", "duo"]);
    service
}

/// A window of a person who trusts the simulators.
fn window(chromium: &Arc<Chromium>) -> Tab {
    let tab = Tab::open(chromium);
    tab.trust_simulators();
    tab
}

/// From the link's page to Duo's.
fn go_on(tab: &Tab) {
    assert_eq!(tab.heading(), "Confirm with Duo");
    tab.click("[name=continue]");
    tab.comes_to("Duo");
}

fn answer(tab: &Tab, answer: &str, heading: &str) {
    tab.click(&format!("[value={answer}]"));
    tab.comes_to(heading);
}

#[test]
fn alice_confirms_by_duo() {
    let Some(chromium) = chromium("alice_confirms_by_duo") else {
        return;
    };
    let service = service();
    let tab = window(&chromium);
    let link = service.link();
    tab.go(&link);
    assert!(tab.words().contains("alice"), "{}", tab.words());
    assert_eq!(tab.complaints(), [json!(null); 0]);
    go_on(&tab);
    assert_eq!(service.state().status, MfaStatus::Inactive);
    answer(&tab, "approve", "You are all set");
    let enrolled = service.state();
    assert_eq!(enrolled.status, MfaStatus::Active);
    assert_eq!(enrolled.type_, Some(MfaType::Duo));
    // Where she came back to is good for nothing more than to tell her.
    tab.reload();
    assert_eq!(tab.heading(), "You are all set");
    assert_eq!(service.state(), enrolled);

    // Duo tells whole seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    tab.go(&service.link());
    go_on(&tab);
    answer(&tab, "approve", "Confirmed");
    let verified = service.state();
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );
}

#[test]
fn alice_says_no_goes_back_and_tries_again() {
    let Some(chromium) = chromium("alice_says_no_goes_back_and_tries_again") else {
        return;
    };
    let service = service();
    let tab = window(&chromium);
    let link = service.link();
    tab.go(&link);
    for how in ["deny", "deny_in_token"] {
        go_on(&tab);
        answer(&tab, how, "That was not confirmed");
        assert_eq!(service.state().status, MfaStatus::Inactive);
        tab.go(&link);
    }
    // She lets it be, and comes back by the browser's button.
    go_on(&tab);
    answer(&tab, "time_out", "Timed out");
    tab.go(&link);
    // The provider is down, and comes back.
    service.faults(DUO, json!({ "down": true }));
    tab.click_to("[name=continue]");
    assert_eq!(tab.heading(), "Duo could not be asked");
    service.faults(DUO, json!({}));
    tab.go(&link);
    go_on(&tab);
    // It is down while she comes back: the code went with it.
    let before = tab.text("location.href");
    service.faults(
        DUO,
        json!({ "slow_seconds": 0.0, "refuse": "invalid_grant" }),
    );
    answer(&tab, "approve", "That was not confirmed");
    assert_ne!(tab.text("location.href"), before);
    service.faults(DUO, json!({}));
    tab.go(&link);
    go_on(&tab);
    answer(&tab, "approve", "You are all set");
    assert_eq!(service.state().status, MfaStatus::Active);
}

#[test]
fn two_tabs_another_person_and_a_link_that_is_over() {
    let Some(chromium) = chromium("two_tabs_another_person_and_a_link_that_is_over") else {
        return;
    };
    let service = service();
    let first = window(&chromium);
    let link = service.link();
    first.go(&link);
    go_on(&first);
    let second = Tab::beside(&first);
    second.trust_simulators();
    second.go(&link);
    go_on(&second);
    // The newer tab counts, and the older one says that it does not.
    first.click("[value=approve]");
    first.comes_to("This is not the newest page");
    assert_eq!(service.state().status, MfaStatus::Inactive);
    // Somebody else got hold of the link, goes on with it, and is asked to be alice.
    let other = window(&chromium);
    other.go(&link);
    go_on(&other);
    assert!(other.words().contains("alice"), "{}", other.words());
    answer(&other, "deny", "That was not confirmed");
    // Which took the second tab's place: it begins again.
    second.click("[value=approve]");
    second.comes_to("This is not the newest page");
    second.go(&link);
    go_on(&second);
    // A newer link ends this one while she is away.
    let newer = service.link();
    answer(&second, "approve", "This link was replaced");
    assert_eq!(service.state().status, MfaStatus::Inactive);
    second.go(&newer);
    go_on(&second);
    answer(&second, "approve", "You are all set");
    first.go(&newer);
    assert_eq!(first.heading(), "You are all set", "the same window");
    other.go(&newer);
    assert_eq!(other.heading(), "This link was already used");
    assert_eq!(service.state().status, MfaStatus::Active);
}
