//! kill -9 in the middle of writes: what was acknowledged is there after the next start.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::join_all;
use mfa_client::ResponseHeaders as _;
use mfa_client::types::MfaStatus;
use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::person;
use crate::program::{Place, Server};
use crate::trail::told_of;
use crate::world::{LONGEST_WINDOW, Organization, configured, link_of, operate, path_of, serve};

/// How many people are at it at once.
const AT_ONCE: usize = 24;

/// What a person was told.
#[derive(Clone)]
enum Told {
    /// Here is your link.
    Link { path: String },
    /// They sent the code, and no response came.
    Sent,
    /// Your authenticator is on.
    Enrolled {
        app: Authenticator,
        recovery: String,
    },
}

#[tokio::test]
async fn nothing_that_was_acknowledged_is_lost() {
    let place = configured();
    let server = serve(&place);
    // Users come into being by their first token: more writes.
    let settings = [&["--users-from-jwt", "true"], &LONGEST_WINDOW[..]].concat();
    let blue = Organization::add(&place, "blue", &settings);
    let told = Mutex::new(BTreeMap::new());
    let server = crash(&place, server, &blue, &told, "a").await;
    let server = crash(&place, server, &blue, &told, "b").await;
    let told = told.into_inner().unwrap();

    // No change without its entry, and no entry without its change.
    let listed = operate(&place, &["user", "list"]);
    let users = |is: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        let users = listed.as_array().unwrap().iter().filter(|user| is(user));
        users
            .map(|user| user["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(told_of(&place, "user.created"), users(&|_| true));
    let active = users(&|user| user["status"] == "active");
    assert_eq!(told_of(&place, "factor.enrolled"), active);
    assert!(active.len() > 10, "{}", active.len());

    let by_key = blue.by_key().client(&server);
    let (mut links, mut enrolled) = (0, 0);
    for (user, told) in &told {
        let client = blue.user(user).client(&server);
        match told {
            Told::Sent => {
                // Either is honest, as nothing was said.
                client.get_profile_mfa().send().await.unwrap();
            }
            Told::Link { path } => {
                links += 1;
                person::enrol(&server, path).await;
                let state = by_key
                    .get_user_mfa()
                    .id(user.as_str())
                    .send()
                    .await
                    .unwrap();
                assert_eq!(state.status, MfaStatus::Active, "{user}");
            }
            Told::Enrolled { app, recovery } => {
                enrolled += 1;
                let state = by_key
                    .get_user_mfa()
                    .id(user.as_str())
                    .send()
                    .await
                    .unwrap();
                assert_eq!(state.status, MfaStatus::Active, "{user}");
                let started = client.post_profile_mfa().send().await.unwrap();
                let path = path_of(link_of(&started));
                let page = person::open(&server, path).await.unwrap();
                // The factor is that of the app, and the recovery codes are those that were shown.
                let code = if enrolled % 2 == 0 {
                    &app.next_code()
                } else {
                    recovery
                };
                let done = page.submit(&server, path, code).await.unwrap();
                assert_eq!(done.status, 200, "{user}: {}", done.body);
            }
        }
    }
    assert!(
        links > 10 && enrolled > 10,
        "{links} links, {enrolled} enrolled"
    );
    // Nor did anyone get a request for nothing.
    let last = blue
        .user("last")
        .client(&server)
        .post_profile_mfa()
        .send()
        .await
        .unwrap();
    let used = last.x_rate_limit_limit().unwrap() - last.x_rate_limit_remaining().unwrap();
    let counted = i64::try_from(told.len() + enrolled + 1).unwrap();
    assert!(used >= counted, "{used} counted, {counted} answered");
}

/// People come until the server is killed in the midst of them. Gives the next server.
async fn crash(
    place: &Place,
    server: Server,
    blue: &Organization,
    told: &Mutex<BTreeMap<String, Told>>,
    name: &str,
) -> Server {
    let responses = AtomicUsize::new(0);
    // An enrolment takes three requests, and a link one.
    let enough = 150;
    let person = async |seat: usize| {
        for turn in 0.. {
            let user = format!("{name}-{seat}-{turn}");
            let keep = |what: Told| {
                told.lock().unwrap().insert(user.clone(), what);
                // Whoever gets this response pulls the plug, while the others wait for theirs.
                if responses.fetch_add(1, Ordering::SeqCst) == enough {
                    server.signal("KILL");
                }
            };
            if visit(&server, blue, &user, seat.is_multiple_of(2), keep)
                .await
                .is_none()
            {
                return;
            }
        }
    };
    join_all((0..AT_ONCE).map(person)).await;
    let (code, _) = server.end();
    assert_eq!(code, None, "by a signal");
    assert!(place.path("mfa.db-wal").exists(), "no tidy end");
    serve(place)
}

/// One user's visit; none when the server went away.
async fn visit(
    server: &Server,
    blue: &Organization,
    user: &str,
    enrols: bool,
    keep: impl Fn(Told),
) -> Option<()> {
    let client = blue.user(user).client(server);
    let started = match client.post_profile_mfa().send().await {
        Ok(started) => started,
        Err(error) if error.status().is_none() => return None,
        Err(error) => panic!("{user}: {error}"),
    };
    let path = path_of(link_of(&started)).to_owned();
    keep(Told::Link { path: path.clone() });
    if enrols {
        let page = person::open(server, &path).await.ok()?;
        let app = page.authenticator();
        keep(Told::Sent);
        let done = page.submit(server, &path, &app.code()).await.ok()?;
        assert_eq!(done.status, 200, "{}", done.body);
        let recovery = done.recovery_codes().remove(0);
        keep(Told::Enrolled { app, recovery });
    }
    Some(())
}
