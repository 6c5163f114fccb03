//! Two organizations with the same user ids, which never see each other.

use mfa_client::ResponseHeaders as _;
use mfa_client::types::{MfaStatus, MfaType};

use crate::person;
use crate::world::{Caller, LONGEST_WINDOW, Organization, configured, link_of, path_of, serve};

#[tokio::test]
async fn what_happens_in_one_is_unknown_in_the_other() {
    let place = configured();
    let server = serve(&place);
    let [blue, green] = ["blue", "green"].map(|id| {
        let organization = Organization::add(&place, id, &LONGEST_WINDOW);
        organization.users(&place, &["alice", "bob"]);
        organization
    });
    blue.users(&place, &["only-blue"]);

    // Blue's alice enrols.
    let alice = blue.user("alice").client(&server);
    let started = alice.post_profile_mfa().send().await.unwrap();
    person::enrol(&server, path_of(link_of(&started))).await;
    let state = alice.get_profile_mfa().send().await.unwrap();
    assert_eq!(
        (state.status.clone(), state.type_.clone()),
        (MfaStatus::Active, Some(MfaType::Guardian))
    );

    // Green's is not touched, whoever of green looks, and by whatever credential.
    let (by_key, by_token) = (green.by_key(), green.reader("carol"));
    let both = Caller::ByBoth {
        key: green.key.clone(),
        token: green.issuer.readers_token("carol"),
    };
    for caller in [by_key, by_token, both] {
        let client = caller.client(&server);
        let alice = client.get_user_mfa().id("alice").send().await.unwrap();
        assert_eq!(
            (alice.status.clone(), alice.last_auth_time),
            (MfaStatus::Inactive, None)
        );
        // Blue's own user is to green what no user at all is.
        let foreign = client
            .get_user_mfa()
            .id("only-blue")
            .send()
            .await
            .unwrap_err();
        let unknown = client.get_user_mfa().id("nobody").send().await.unwrap_err();
        let bodies = [foreign, unknown].map(|error| match error {
            mfa_client::Error::ErrorResponse(problem) => problem.into_inner(),
            other => panic!("{other}"),
        });
        assert_eq!(bodies[0].status, Some(404));
        assert_eq!(bodies[0], bodies[1]);
    }
    // Nor can green's alice take blue's factor away.
    let greens = green.user("alice").client(&server);
    let refused = greens.delete_profile_mfa().send().await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 404);
    let state = alice.get_profile_mfa().send().await.unwrap();
    assert_eq!(state.status, MfaStatus::Active);
    // Credentials of both at once are nobody's.
    let mixed = Caller::ByBoth {
        key: green.key.clone(),
        token: blue.issuer.readers_token("carol"),
    };
    let refused = mixed
        .client(&server)
        .get_user_mfa()
        .id("alice")
        .send()
        .await
        .unwrap_err();
    assert_eq!(refused.status().unwrap(), 401);
    // A link of one voids no link of the other's user of that name.
    let blues = alice.post_profile_mfa().send().await.unwrap();
    greens.post_profile_mfa().send().await.unwrap();
    let page = person::open(&server, path_of(link_of(&blues)))
        .await
        .unwrap();
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains(">blue<") && !page.body.contains("green"));
}

#[tokio::test]
async fn one_that_has_used_up_its_requests_slows_nobody_else() {
    let place = configured();
    let server = serve(&place);
    let limits = [&["--rate-limit", "3"], &LONGEST_WINDOW[..]].concat();
    let [blue, green] = ["blue", "green"].map(|id| {
        let organization = Organization::add(&place, id, &limits);
        organization.users(&place, &["alice", "bob"]);
        organization
    });
    for _ in 0..3 {
        blue.user("alice")
            .client(&server)
            .post_profile_mfa()
            .send()
            .await
            .unwrap();
    }
    for caller in [blue.user("bob"), blue.by_key()] {
        let refused = caller
            .client(&server)
            .post_profile_mfa()
            .send()
            .await
            .unwrap_err();
        assert_eq!(refused.status().unwrap(), 429);
    }
    let client = green.user("alice").client(&server);
    let started = client.post_profile_mfa().send().await.unwrap();
    assert_eq!(started.x_rate_limit_remaining(), Some(2));
}
