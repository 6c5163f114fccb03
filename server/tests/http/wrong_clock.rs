//! A server whose clock was a day ahead, and is corrected: nobody is locked out by it, and nobody is
//! let in.

use crate::clock::WrongClock;
use crate::person;
use crate::program::{Place, Server};
use crate::world::{
    LONGEST_WINDOW, Organization, configured, link_of, path_of, serve, serve_command,
};

const DAY: i64 = 86_400;

fn ahead(place: &Place, by: i64) -> Option<Server> {
    let clock = WrongClock::in_directory(&place.path(""))?;
    let mut command = serve_command(place);
    clock.set(&mut command, by);
    Some(Server::start(&mut command))
}

#[tokio::test]
async fn a_clock_that_was_a_day_ahead() {
    let place = configured();
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    blue.users(&place, &["alice", "bob"]);
    let Some(server) = ahead(&place, DAY) else {
        eprintln!("SKIPPED a_clock_that_was_a_day_ahead: there is no C compiler");
        return;
    };
    let keys = ["alice", "bob"].map(|user| {
        let key = crate::world::create_key(&place, "blue", &["--user", user]);
        crate::world::Caller::ByKey(key)
    });
    let [alice, bob] = keys;
    // Alice enrols, with an app whose clock is as wrong.
    let started = alice
        .client(&server)
        .post_profile_mfa()
        .send()
        .await
        .unwrap();
    let path = path_of(link_of(&started)).to_owned();
    let page = person::open(&server, &path).await.unwrap();
    let app = page.authenticator();
    let done = page
        .submit(&server, &path, &app.code_in(DAY))
        .await
        .unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
    // Bob is locked out, and has a link.
    let started = bob.client(&server).post_profile_mfa().send().await.unwrap();
    let old = path_of(link_of(&started)).to_owned();
    let page = person::open(&server, &old).await.unwrap();
    for _ in 0..8 {
        page.submit(&server, &old, "000000").await.unwrap();
    }
    assert_eq!(person::open(&server, &old).await.unwrap().status, 429);
    assert_eq!(server.stop().0, Some(0));

    let server = serve(&place);
    // When she authenticated, nobody knows: so she may not take her factor off.
    let seen = alice
        .client(&server)
        .get_profile_mfa()
        .send()
        .await
        .unwrap();
    assert_eq!(seen.last_auth_time, None);
    let refused = alice
        .client(&server)
        .delete_profile_mfa()
        .send()
        .await
        .unwrap_err();
    assert_eq!(refused.status().unwrap(), 403);
    // Her right code counts, and then she may.
    let started = alice
        .client(&server)
        .post_profile_mfa()
        .send()
        .await
        .unwrap();
    let path = path_of(link_of(&started)).to_owned();
    let page = person::open(&server, &path).await.unwrap();
    let done = page.submit(&server, &path, &app.code()).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
    alice
        .client(&server)
        .delete_profile_mfa()
        .send()
        .await
        .unwrap();
    // Bob's link would be good for a day, and is not; with a new one he is not locked out.
    assert_eq!(person::open(&server, &old).await.unwrap().status, 410);
    let started = bob.client(&server).post_profile_mfa().send().await.unwrap();
    person::enrol(&server, path_of(link_of(&started))).await;
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_clock_before_1970() {
    let place = configured();
    let Some(clock) = WrongClock::in_directory(&place.path("")) else {
        eprintln!("SKIPPED a_clock_before_1970: there is no C compiler");
        return;
    };
    let config = ["--config", "mfa.toml"];
    for command in [&["serve"][..], &["organization", "add", "blue"]] {
        let mut command = place.command(&[command, &config].concat());
        clock.set(&mut command, -4_000_000_000);
        let ran: crate::program::Ran = command.output().unwrap().into();
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.err.contains("before 1970: set it"), "{}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
    assert!(!place.path("mfa.db").exists());
}
