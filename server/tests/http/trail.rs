//! From a request to its line in the audit trail.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::person;
use crate::program::Place;
use crate::world::{Caller, Organization, configured, create_key, http, key_id, path_of, serve};

/// The entries of the audit trail that are asked for.
pub fn entries(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let all = ["audit", "--json", "--config", "mfa.toml", "--since", "1h"];
    let printed = place.done(&[&all[..], arguments].concat());
    let lines = printed.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The users that a word was told of; each of them once.
pub fn told_of(place: &Place, what: &str) -> BTreeSet<String> {
    let mut users = BTreeSet::new();
    for entry in entries(place, &["--what", what]) {
        let user = entry["user"].as_str().unwrap().to_owned();
        assert!(users.insert(user), "{entry} is there twice");
    }
    users
}

#[tokio::test]
async fn what_a_person_does_is_told_with_the_request_that_did_it() {
    let place = configured();
    let server = serve(&place);
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice"]);
    let key = create_key(&place, "blue", &["--user", "alice"]);
    let alice = Caller::ByKey(key.clone());

    let profile = server.url("/profile/mfa");
    let got = alice.sign(http().get(&profile)).send().await.unwrap();
    assert_eq!(got.status(), 200);
    let posted = alice.sign(http().post(&profile)).send().await.unwrap();
    let id = posted.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let posted: Value = posted.json().await.unwrap();
    let link = posted["_links"][1]["href"].as_str().unwrap();
    let (_, codes) = person::enrol(&server, path_of(link)).await;
    let deleted = alice.sign(http().delete(&profile)).send().await.unwrap();
    assert_eq!(deleted.status(), 204);

    let told = entries(&place, &["--user", "alice"]);
    let words: Vec<_> = told
        .iter()
        .map(|entry| entry["what"].as_str().unwrap())
        .collect();
    let expected = [
        "user.imported",
        "key.created",
        "link.created",
        "factor.enrolled",
        "factor.deleted",
    ];
    assert_eq!(words, expected, "and nothing of a GET");
    assert_eq!(told[2]["request_id"], id.as_str());
    assert_eq!(told[2]["address"], "127.0.0.1");
    assert_eq!(told[2]["actor"]["kind"], "key");
    assert_eq!(told[2]["actor"]["id"], key_id(&key));
    assert_eq!(told[3]["actor"]["kind"], "person");
    assert_eq!(told[1]["actor"]["kind"], "operator");

    // The log tells of the same requests.
    let form = told[3]["request_id"].as_str().unwrap().to_owned();
    for (id, operation) in [(&id, "postProfileMfa"), (&form, "submit_enrollment_page")] {
        let line: Value = serde_json::from_str(&server.line_with(id)).unwrap();
        let named = line["operation"].as_str().unwrap();
        assert!(
            named
                .replace('_', "")
                .eq_ignore_ascii_case(&operation.replace('_', "")),
            "{line}"
        );
    }
    let printed = place.done(&["audit", "--config", "mfa.toml"]);
    let token = path_of(link).rsplit('/').next().unwrap();
    for secret in [token, &key, &codes[0], &blue.key] {
        assert!(!printed.contains(secret), "a secret in {printed}");
    }
}

#[tokio::test]
async fn a_flood_that_is_refused_is_one_entry_when_the_server_has_stopped() {
    let place = configured();
    let server = serve(&place);
    let settings = ["--rate-limit", "1", "--rate-window", "86400"];
    let blue = Organization::add(&place, "blue", &settings);
    blue.users(&place, &["alice", "bob"]);
    let alice = blue.user("alice");
    let mut statuses = Vec::new();
    for _ in 0..20 {
        let post = alice.sign(http().post(server.url("/profile/mfa")));
        statuses.push(post.send().await.unwrap().status().as_u16());
    }
    assert_eq!((statuses[0], &statuses[1..]), (201, &[429; 19][..]));
    for _ in 0..3 {
        let get = alice.sign(http().get(server.url("/users/bob/mfa")));
        assert_eq!(get.send().await.unwrap().status(), 403);
    }
    assert_eq!(server.stop().0, Some(0));
    let told = entries(&place, &["--what", "request.refused"]);
    let mut sums: Vec<_> = told
        .iter()
        .map(|entry| {
            assert_eq!(entry["actor"]["id"], "alice", "{entry}");
            let reason = entry["detail"]["reason"].as_str().unwrap();
            (reason, entry["times"].as_u64().unwrap())
        })
        .collect();
    sums.sort_unstable();
    assert_eq!(sums, [("not_permitted", 3), ("rate_limited", 19)]);
}
