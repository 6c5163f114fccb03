//! `mfa profile enrol`: from the link to the state after it was followed.

use httpmock::MockServer;
use mfa_client::mocks::MockServerExt;
use mfa_client::types::{Mfa, MfaStatus};

use crate::service::{LINK, active, ask, inactive, started};

#[test]
fn it_prints_the_link_and_how_long_it_works() {
    let server = MockServer::start();
    server.post_profile_mfa(|_, then| {
        then.created(&started(inactive()));
    });
    for name in ["enrol", "enroll"] {
        let told = ask(&server, &["profile", name]);
        assert_eq!(told.code, Some(0), "{told:?}");
        assert!(
            told.out
                .starts_with("Follow this link to enroll a factor:\n"),
            "{told:?}"
        );
        assert!(told.out.contains(&format!("\n  {LINK}\n")), "{told:?}");
        assert!(
            told.out.contains("It works once, for 10 minutes"),
            "{told:?}"
        );
    }
}

#[test]
fn it_waits_until_a_factor_is_enrolled() {
    let server = MockServer::start();
    server.post_profile_mfa(|_, then| {
        then.created(&started(inactive()));
    });
    let unchanged = server.get_profile_mfa(|_, then| {
        then.ok(&inactive());
    });
    unchanged.up_to_n_times(2);
    let enrolled = server.get_profile_mfa(|_, then| {
        then.ok(&active("2026-01-01T00:00:00Z"));
    });
    let told = ask(&server, &["profile", "enrol", "--wait", "--every", "20ms"]);
    assert_eq!(told.code, Some(0), "{told:?}");
    assert!(
        told.out
            .contains("\nThe link has been followed.\n\nstatus         active\n"),
        "{told:?}"
    );
    // No terminal: no progress.
    assert_eq!(told.err, "");
    unchanged.assert_calls(2);
    enrolled.assert_calls(1);
}

#[test]
fn it_waits_until_an_enrolled_factor_is_verified_anew() {
    let server = MockServer::start();
    server.post_profile_mfa(|_, then| {
        then.created(&started(active("2026-01-01T00:00:00Z")));
    });
    // Active already, but not by this link; and the service may stumble.
    let unchanged = server.get_profile_mfa(|_, then| {
        then.ok(&active("2026-01-01T00:00:00Z"));
    });
    unchanged.up_to_n_times(1);
    let stumbling = server.get_profile_mfa(|_, then| {
        then.into_inner().status(503);
    });
    stumbling.up_to_n_times(1);
    server.get_profile_mfa(|_, then| {
        then.ok(&active("2026-01-01T00:05:00Z"));
    });
    let told = ask(
        &server,
        &[
            "profile",
            "enrol",
            "--wait=1m",
            "--every",
            "20ms",
            "--output",
            "json",
        ],
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    let bodies: Vec<Mfa> = told
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a body"))
        .collect();
    assert_eq!(bodies.len(), 2, "{told:?}");
    assert_eq!(bodies[0].links[1].href, LINK);
    assert_eq!(bodies[1].status, MfaStatus::Active);
    assert_ne!(bodies[0].last_auth_time, bodies[1].last_auth_time);
    stumbling.assert_calls(1);
}

#[test]
fn it_says_when_nobody_followed_the_link() {
    let server = MockServer::start();
    server.post_profile_mfa(|_, then| {
        then.created(&started(inactive()));
    });
    server.get_profile_mfa(|_, then| {
        then.ok(&inactive());
    });
    let told = ask(
        &server,
        &["profile", "enrol", "--wait=100ms", "--every", "20ms"],
    );
    assert_eq!(told.code, Some(7), "{told:?}");
    assert!(told.out.contains(LINK));
    assert!(
        told.err
            .starts_with("error: the link was not followed within 100ms\n"),
        "{told:?}"
    );
}
