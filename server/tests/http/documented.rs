//! Every response that the contract documents, got from the running service through the generated
//! client, and held against the contract: status, headers, media type and body.

use std::collections::BTreeSet;

use chrono::{SecondsFormat, TimeDelta, Utc};
use mfa_client::types::Problem;
use mfa_client::{Client, Error, ResponseHeaders as _, ResponseValue};
use reqwest::header::HeaderMap;
use serde::Serialize;
use serde_json::Value;

use crate::contract::{self, Documented};
use crate::program::{Place, Server};
use crate::world::{
    Caller, LONGEST_WINDOW, Organization, configured, create_key, http, operate, serve,
};

/// (operation, status, who asks, about whom, a part of what the problem says)
type Row = (&'static str, u16, Who, &'static str, &'static str);

#[derive(Clone, Copy, Debug)]
enum Who {
    Nobody,
    /// By the organization's own key, which has no profile.
    Organization,
    /// By a key that was made for alice.
    AlicesKey,
    /// By a token.
    User(&'static str),
    /// By a token that may read others.
    Reader,
    /// By a token of an organization that has used up its requests.
    Late,
    /// By a token of an organization whose issuer cannot be reached now.
    Far,
}
use Who::{AlicesKey, Far, Late, Nobody, Organization as Org, Reader, User};

/// How to get each documented response. A status that the contract gains needs a row here.
const TABLE: &[Row] = &[
    ("GetProfileMfa", 200, User("alice"), "", ""),
    ("GetProfileMfa", 200, AlicesKey, "", ""),
    ("GetProfileMfa", 200, User("fresh"), "", ""),
    ("GetProfileMfa", 200, User("duo"), "", ""),
    ("GetProfileMfa", 401, Nobody, "", "credentials"),
    ("GetProfileMfa", 403, Org, "", "has no profile"),
    ("GetProfileMfa", 404, User("nobody"), "", "no such user"),
    ("GetProfileMfa", 503, Far, "", "at this time"),
    ("PostProfileMfa", 201, User("alice"), "", ""),
    ("PostProfileMfa", 201, AlicesKey, "", ""),
    ("PostProfileMfa", 201, User("fresh"), "", ""),
    ("PostProfileMfa", 401, Nobody, "", "credentials"),
    ("PostProfileMfa", 403, Org, "", "has no profile"),
    ("PostProfileMfa", 404, User("nobody"), "", "no such user"),
    ("PostProfileMfa", 429, Late, "", "used up its 1 requests"),
    ("PostProfileMfa", 503, Far, "", "at this time"),
    ("DeleteProfileMfa", 204, User("fresh"), "", ""),
    ("DeleteProfileMfa", 401, Nobody, "", "credentials"),
    ("DeleteProfileMfa", 403, Org, "", "has no profile"),
    (
        "DeleteProfileMfa",
        403,
        User("stale"),
        "",
        "more than 10 minutes old",
    ),
    ("DeleteProfileMfa", 403, User("duo"), "", "type duo"),
    ("DeleteProfileMfa", 404, User("alice"), "", "has no factor"),
    ("DeleteProfileMfa", 404, User("fresh"), "", "has no factor"), // since the 204 above
    ("DeleteProfileMfa", 404, User("nobody"), "", "no such user"),
    ("DeleteProfileMfa", 429, Late, "", "used up its 1 requests"),
    ("DeleteProfileMfa", 503, Far, "", "at this time"),
    ("GetUserMfa", 200, Org, "alice", ""),
    ("GetUserMfa", 200, Org, "stale", ""),
    ("GetUserMfa", 200, Reader, "duo", ""),
    ("GetUserMfa", 200, User("alice"), "alice", ""),
    ("GetUserMfa", 200, AlicesKey, "alice", ""),
    ("GetUserMfa", 401, Nobody, "alice", "credentials"),
    ("GetUserMfa", 403, User("alice"), "duo", "not permit"),
    ("GetUserMfa", 403, AlicesKey, "duo", "not permit"),
    // No response tells who may not read others which ids there are.
    ("GetUserMfa", 403, User("alice"), "nobody", "not permit"),
    ("GetUserMfa", 404, Org, "nobody", "no such user"),
    ("GetUserMfa", 404, Reader, "nobody", "no such user"),
    ("GetUserMfa", 404, User("nobody"), "nobody", "no such user"),
    ("GetUserMfa", 503, Far, "alice", "at this time"),
];

/// Those who ask.
struct Cast {
    blue: Organization,
    late: Organization,
    far: Organization,
    alices_key: String,
}

impl Cast {
    fn gather(place: &Place) -> Self {
        let blue = Organization::add(place, "blue", &LONGEST_WINDOW);
        let before = |seconds| {
            let at = Utc::now() - TimeDelta::seconds(seconds);
            at.to_rfc3339_opts(SecondsFormat::Secs, true)
        };
        let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        blue.import(
            place,
            &[
                "alice,,,".to_owned(),
                format!("fresh,guardian,{secret},{}", before(5)),
                format!("stale,guardian,{secret},{}", before(700)),
                format!("duo,duo,,{}", before(5)),
            ],
        );
        let one_request = [&["--rate-limit", "1"], &LONGEST_WINDOW[..]].concat();
        let late = Organization::add(place, "late", &one_request);
        late.users(place, &["alice"]);
        let far = Organization::add(place, "far", &[]);
        // Nobody listens there.
        let keys = ["--jwt-keys", "http://127.0.0.1:9/jwks.json"];
        operate(
            place,
            &[&["organization", "set", "far"], &keys[..]].concat(),
        );
        Self {
            alices_key: create_key(place, "blue", &["--user", "alice"]),
            blue,
            late,
            far,
        }
    }

    fn caller(&self, who: Who) -> Caller {
        match who {
            Nobody => Caller::Nobody,
            Org => self.blue.by_key(),
            AlicesKey => Caller::ByKey(self.alices_key.clone()),
            User(id) => self.blue.user(id),
            Reader => self.blue.reader("carol"),
            Late => self.late.user("alice"),
            Far => self.far.user("alice"),
        }
    }
}

/// A response as the generated client gives it.
struct Response {
    status: u16,
    headers: HeaderMap,
    body: Value,
}

async fn ask(client: &Client, operation: &str, id: &str) -> Response {
    match operation {
        "GetProfileMfa" => response(client.get_profile_mfa().send().await),
        "PostProfileMfa" => response(client.post_profile_mfa().send().await),
        "DeleteProfileMfa" => response(client.delete_profile_mfa().send().await),
        "GetUserMfa" => response(client.get_user_mfa().id(id).send().await),
        other => panic!("how is {other} asked?"),
    }
}

fn response<T: Serialize>(result: Result<ResponseValue<T>, Error<Problem>>) -> Response {
    fn parts<T: Serialize>(value: ResponseValue<T>) -> Response {
        Response {
            status: value.status().as_u16(),
            headers: value.headers().clone(),
            body: serde_json::to_value(value.into_inner()).unwrap(),
        }
    }
    match result {
        Ok(value) => parts(value),
        Err(Error::ErrorResponse(problem)) => parts(problem),
        Err(other) => panic!("that is not in the contract: {other:?}"),
    }
}

#[tokio::test]
async fn every_documented_response_is_given_and_is_as_documented() {
    let place = configured();
    let server = serve(&place);
    let cast = Cast::gather(&place);
    // The one request that it has.
    let first = cast.late.user("alice").client(&server);
    assert_eq!(ask(&first, "PostProfileMfa", "").await.status, 201);

    let all = contract::documented();
    let wanted: BTreeSet<_> = all
        .iter()
        .map(|one| (one.operation.as_str(), one.status))
        .collect();
    let rows: BTreeSet<_> = TABLE.iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(wanted, rows, "documented responses, and those with a row");

    for row in TABLE {
        let (operation, status, who, id, says) = *row;
        let caller = cast.caller(who);
        let documented = all
            .iter()
            .find(|one| one.operation == operation && one.status == status)
            .unwrap();

        let response = ask(&caller.client(&server), operation, id).await;
        assert_eq!(response.status, status, "{row:?}: {}", response.body);
        let faults = documented.faults_of_headers(&response.headers);
        assert!(faults.is_empty(), "{row:?}: {faults:#?}");
        if status >= 400 {
            assert_eq!(
                response.body["status"], status,
                "{row:?}: {}",
                response.body
            );
            let detail = response.body["detail"].as_str().unwrap();
            assert!(detail.contains(says), "{row:?}: {detail}");
        }
        if documented.media_type().is_none() {
            assert!(!response.headers.contains_key("content-type"), "{row:?}");
            continue;
        }
        let raw = ask_raw(&server, &caller, documented, id).await;
        assert_eq!(raw.status, status, "{row:?}: {}", raw.body);
        let faults = documented.faults_of_body(&raw.body);
        assert!(faults.is_empty(), "{row:?}: {faults:#?}");
        let media_type = raw.headers["content-type"].to_str().unwrap();
        assert_eq!(Some(media_type), documented.media_type(), "{row:?}");
        // The client's types lose nothing. A second link is another one.
        if status != 201 && status != 429 {
            assert_eq!(raw.body, response.body, "{row:?}");
        }
    }
}

/// The same request without the client, which does not show bodies as they came.
async fn ask_raw(server: &Server, caller: &Caller, documented: &Documented, id: &str) -> Response {
    let method = documented.method.parse().unwrap();
    let path = documented.path.replace("{id}", id);
    let request = http().request(method, server.url(&path));
    let response = caller.sign(request).send().await.unwrap();
    Response {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.json().await.unwrap(),
    }
}

#[tokio::test]
async fn headers_tell_the_quota_and_when_to_come_back() {
    let place = configured();
    let server = serve(&place);
    let limits = [&["--rate-limit", "4"], &LONGEST_WINDOW[..]].concat();
    let blue = Organization::add(&place, "blue", &limits);
    blue.users(&place, &["alice"]);
    // As a consumer makes it.
    let token = blue.issuer.token("alice");
    let client = Client::builder(server.url("")).jwt(token).build().unwrap();

    let started = client.post_profile_mfa().send().await.unwrap();
    assert_eq!(started.location(), Some("https://mfa.test/profile/mfa"));
    assert_eq!(
        (
            started.x_rate_limit_limit(),
            started.x_rate_limit_remaining()
        ),
        (Some(4), Some(3))
    );
    // Reading costs nothing, and every other request does, also one that is refused.
    client.get_profile_mfa().send().await.unwrap();
    client.delete_profile_mfa().send().await.unwrap_err();
    let by_key = blue.by_key().client(&server);
    by_key.post_profile_mfa().send().await.unwrap_err();
    let started = client.post_profile_mfa().send().await.unwrap();
    assert_eq!(started.x_rate_limit_remaining(), Some(0));

    let before = Utc::now().timestamp();
    let refused = client.post_profile_mfa().send().await.unwrap_err();
    let wait = refused.retry_after().unwrap();
    let until = refused.x_rate_limit_retry_after().unwrap();
    assert!((1..=86_400).contains(&wait), "{wait}");
    assert_eq!(until % 86_400, 0, "windows are the clock's");
    assert!(
        (until - before - wait).abs() <= 1,
        "{until} and {wait} agree"
    );
    let again = by_key.delete_profile_mfa().send().await.unwrap_err();
    assert_eq!(
        again.status().unwrap(),
        429,
        "the quota is the organization's"
    );
    client.get_profile_mfa().send().await.unwrap();
}
