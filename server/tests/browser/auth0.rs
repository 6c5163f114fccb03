//! What people do who confirm by Guardian of Auth0: they enrol in a window beside the link's page, and
//! verify by going there and back.

use std::sync::Arc;

use mfa_client::types::{MfaStatus, MfaType};
use serde_json::json;

use crate::chromium::{Chromium, chromium};
use crate::service::Service;
use crate::tab::Tab;

const AUTH0: &str = "MFA_AUTH0_DOMAIN";

fn service() -> Service {
    let service = Service::start();
    service.place.set_up_auth0();
    service
}

/// A window of a person who trusts the simulators.
fn window(chromium: &Arc<Chromium>) -> Tab {
    let tab = Tab::open(chromium);
    tab.trust_simulators();
    tab
}

/// The window of Auth0 that the link's page opens.
fn beside(tab: &Tab) -> Tab {
    let opened = tab.opens(|| tab.click("[name=continue]"));
    opened.trust_simulators();
    opened.comes_to_after_reloading("Guardian");
    opened
}

#[test]
fn alice_enrols_in_a_window_beside_and_verifies_there_and_back() {
    let story = "alice_enrols_in_a_window_beside_and_verifies_there_and_back";
    let Some(chromium) = chromium(story) else {
        return;
    };
    let service = service();
    let tab = window(&chromium);
    // Nothing of it needs a script.
    tab.without_javascript();
    tab.go(&service.link());
    assert_eq!(tab.heading(), "Set up with Auth0");
    assert!(tab.words().contains("alice"), "{}", tab.words());
    assert_eq!(tab.complaints(), [json!(null); 0]);
    let guardian = beside(&tab);
    assert!(guardian.words().contains("auth0|alice"));
    tab.comes_to("Finish with Auth0");
    assert_eq!(service.state().status, MfaStatus::Inactive);
    guardian.click("[value=confirm]");
    guardian.comes_to("Enrolled");
    tab.comes_to("You are all set");
    let enrolled = service.state();
    assert_eq!(enrolled.status, MfaStatus::Active);
    assert_eq!(enrolled.type_, Some(MfaType::Guardian));

    std::thread::sleep(std::time::Duration::from_millis(1100));
    let link = service.link();
    tab.go(&link);
    for (way, heading) in [
        ("password", "That was not confirmed"),
        ("deny", "That was not confirmed"),
        ("mfa", "Confirmed"),
    ] {
        assert_eq!(tab.heading(), "Confirm with Auth0");
        tab.click("[name=continue]");
        tab.comes_to("Log in with Auth0");
        assert_eq!(service.state(), enrolled);
        tab.click(&format!("[value={way}]"));
        tab.comes_to(heading);
        if way != "mfa" {
            tab.go(&link);
        }
    }
    let verified = service.state();
    assert!(
        verified.last_auth_time > enrolled.last_auth_time,
        "{verified:?}"
    );
}

#[test]
fn auth0_is_down_in_the_middle_and_the_page_goes_on_waiting() {
    let story = "auth0_is_down_in_the_middle_and_the_page_goes_on_waiting";
    let Some(chromium) = chromium(story) else {
        return;
    };
    let service = service();
    let tab = window(&chromium);
    let link = service.link();
    tab.go(&link);
    let guardian = beside(&tab);
    service.faults(AUTH0, json!({ "down": true }));
    tab.go(&link);
    assert_eq!(tab.heading(), "Finish with Auth0");
    service.faults(AUTH0, json!({}));
    // Another person who has the link gets a page of their own, and nothing of hers.
    let other = window(&chromium);
    other.go(&link);
    assert_eq!(other.heading(), "Set up with Auth0");
    guardian.click("[value=confirm]");
    guardian.comes_to("Enrolled");
    tab.comes_to("You are all set");
    assert_eq!(service.state().status, MfaStatus::Active);
    other.comes_to("This link was already used");
}

#[test]
fn two_tabs_and_a_link_that_is_over() {
    let Some(chromium) = chromium("two_tabs_and_a_link_that_is_over") else {
        return;
    };
    let service = service();
    let first = window(&chromium);
    first.go(&service.link());
    let guardian = beside(&first);
    guardian.click("[value=confirm]");
    guardian.comes_to("Enrolled");
    first.comes_to("You are all set");
    let enrolled = service.state();

    let go_on = |tab: &Tab| {
        assert_eq!(tab.heading(), "Confirm with Auth0");
        tab.click("[name=continue]");
        tab.comes_to("Log in with Auth0");
    };
    let log_in = |tab: &Tab, heading: &str| {
        tab.click("[value=mfa]");
        tab.comes_to(heading);
    };
    let link = service.link();
    first.go(&link);
    go_on(&first);
    let second = Tab::beside(&first);
    second.trust_simulators();
    second.go(&link);
    go_on(&second);
    // The newer tab counts, and the older one says that it does not.
    log_in(&first, "This is not the newest page");
    // A newer link ends this one while she is away.
    let newer = service.link();
    log_in(&second, "This link was replaced");
    assert_eq!(service.state(), enrolled);
    second.go(&newer);
    go_on(&second);
    log_in(&second, "Confirmed");
    // The window that it was done in is told so; the link is over for everybody else.
    first.go(&newer);
    assert_eq!(first.heading(), "Confirmed", "the same window");
    let other = window(&chromium);
    other.go(&newer);
    assert_eq!(other.heading(), "This link was already used");
}
