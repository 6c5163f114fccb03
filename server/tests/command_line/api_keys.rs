//! API keys as their owners meet them: with an end, a successor, a last use, and no more rights than
//! they were given.

use reqwest::Method;
use serde_json::{Value, json};

use crate::operators::with_config;
use crate::program::{Place, Server};

/// An organization with alice and bob, and a server.
fn served() -> (Place, Server) {
    let place = crate::operators::configured();
    place.write(
        "mfa.toml",
        &format!(
            "listen = '127.0.0.1:0'\n{}[log]\nformat = 'json'\n",
            place.read("mfa.toml")
        ),
    );
    place.done(&with_config(&["organization", "add", "acme"]));
    for user in ["alice", "bob"] {
        place.done(&with_config(&["user", "add", user]));
    }
    let server = place.server(&with_config(&["serve"]));
    (place, server)
}

fn made(place: &Place, more: &[&str]) -> Value {
    place.json(&with_config(&[&["key", "create"], more].concat()))
}

/// One entry a line.
fn trail(place: &Place, what: &str) -> Value {
    let lines = place.done(&with_config(&["audit", "--what", what, "--json"]));
    lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

async fn ask(server: &Server, method: Method, path: &str, key: &Value) -> (u16, Value, String) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.request(method, server.url(path));
    let response = request.header("REB-APIKEY", text(&key["key"])).send();
    let response = response.await.unwrap();
    let status = response.status().as_u16();
    let challenge = response.headers().get("www-authenticate");
    let challenge = challenge
        .map_or("", |value| value.to_str().unwrap())
        .to_owned();
    let body = response.json().await.unwrap_or(Value::Null);
    (status, body, challenge)
}

#[tokio::test]
async fn a_key_is_rotated_with_an_overlap_and_ends_like_a_revoked_one() {
    let (place, server) = served();
    let path = "/users/bob/mfa";
    let first = made(&place, &["--label", "billing", "--scope", "users:mfa:read"]);
    let unused = made(&place, &["--expires", "2100-01-31T12:00:00Z"]);
    assert_eq!(unused["expires_at"], "2100-01-31T12:00:00Z");

    let id = text(&first["id"]);
    let second = place.json(&with_config(&["key", "rotate", id, "--overlap", "1h"]));
    assert_eq!(
        (
            &second["label"],
            &second["scopes"],
            &second["replaces"]["id"]
        ),
        (&json!("billing"), &json!(["users:mfa:read"]), &first["id"])
    );
    for key in [&first, &second] {
        assert_eq!(ask(&server, Method::GET, path, key).await.0, 200);
    }
    // One that ends is given a successor whose end is said.
    let refused = place.run(&with_config(&["key", "rotate", id]));
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("--expires 90d"), "{}", refused.err);
    let third = place.json(&with_config(&[
        "key",
        "rotate",
        id,
        "--overlap",
        "0s",
        "--expires",
        "90d",
    ]));

    place.done(&with_config(&["key", "revoke", text(&second["id"])]));
    let expired = ask(&server, Method::GET, path, &first).await;
    let revoked = ask(&server, Method::GET, path, &second).await;
    assert_eq!(
        (expired.0, &expired.1["detail"]),
        (401, &json!("The API key is not valid."))
    );
    let same = |(status, mut body, challenge): (u16, Value, String)| {
        body.as_object_mut().unwrap().remove("instance");
        (status, body, challenge)
    };
    assert_eq!(
        same(expired),
        same(revoked),
        "nobody outside tells them apart"
    );
    for (key, told) in [(&first, "has expired"), (&second, "has been revoked")] {
        let line = server.line_with(told);
        assert!(line.contains(text(&key["id"])), "{line}");
    }
    let late = place.run(&with_config(&["key", "rotate", id, "--expires", "90d"]));
    assert!(
        late.code == Some(1) && late.err.contains("as it has expired"),
        "{}",
        late.err
    );
    assert_eq!(ask(&server, Method::GET, path, &third).await.0, 200);

    // When they were used is kept at the latest when the server stops.
    assert_eq!(server.stop().0, Some(0));
    let list = place.json(&with_config(&["key", "list"]));
    let told: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|key| {
            let was_used = !key["last_used_at"].is_null();
            (key["id"].clone(), was_used, key["ended"].clone())
        })
        .collect();
    assert_eq!(
        told,
        [
            (first["id"].clone(), true, json!("expired")),
            (unused["id"].clone(), false, Value::Null),
            (second["id"].clone(), true, json!("revoked")),
            (third["id"].clone(), true, Value::Null),
        ]
    );
    let table = place.done(&with_config(&["key", "list"]));
    assert!(table.starts_with("ID "), "{table}");
    assert!(
        table.contains("LAST USED") && table.contains("EXPIRES"),
        "{table}"
    );
    let trail = trail(&place, "key");
    let words: Vec<_> = trail
        .as_array()
        .unwrap()
        .iter()
        .map(|told| &told["what"])
        .collect();
    assert_eq!(
        words,
        [
            "key.created",
            "key.created",
            "key.created",
            "key.rotated",
            "key.created",
            "key.rotated",
            "key.revoked",
        ]
    );
    assert!(!trail.to_string().contains("mfask_"), "{trail}");
}

#[tokio::test]
async fn a_key_does_what_its_scopes_say_and_one_without_does_all_for_its_user() {
    let (place, server) = served();
    let own = ["--user", "alice"];
    let (own_path, users) = ("/profile/mfa", "/users/alice/mfa");
    for (scopes, [get, post, delete, as_user, other]) in [
        (&[][..], [200, 201, 404, 200, 403]),
        (&["users:mfa:read"], [200, 201, 404, 200, 200]),
        (&["profile:mfa:read"], [200, 403, 403, 200, 403]),
        (&["profile:mfa:write"], [403, 201, 404, 403, 403]),
        (
            &["profile:mfa:read", "profile:mfa:write"],
            [200, 201, 404, 200, 403],
        ),
        (
            &["profile:mfa:read", "users:mfa:read"],
            [200, 403, 403, 200, 200],
        ),
    ] {
        let mut arguments = own.to_vec();
        arguments.extend(scopes.iter().flat_map(|scope| ["--scope", scope]));
        let key = made(&place, &arguments);
        for (method, path, expected) in [
            (Method::GET, own_path, get),
            (Method::POST, own_path, post),
            (Method::DELETE, own_path, delete),
            (Method::GET, users, as_user),
            (Method::GET, "/users/bob/mfa", other),
        ] {
            let (status, body, _) = ask(&server, method.clone(), path, &key).await;
            assert_eq!(status, expected, "{scopes:?} {method} {path}: {body}");
            if status == 403 && path == own_path {
                let detail = text(&body["detail"]);
                assert!(detail.contains("profile:mfa:"), "{detail}");
            }
        }
    }
    let wrong = place.run(&with_config(&["key", "create", "--scope", "profile:mfa"]));
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("profile:mfa:write"), "{}", wrong.err);
    let over = place.run(&with_config(&[
        "key",
        "create",
        "--expires",
        "2020-01-01T00:00:00Z",
    ]));
    assert_eq!(over.code, Some(1));
    assert!(over.err.contains("is over"), "{}", over.err);
    assert_eq!(server.stop().0, Some(0));
    // What was refused is told.
    let trail = trail(&place, "request.refused");
    let refused = trail.as_array().unwrap();
    let of = |asked: &str| refused.iter().any(|told| told["detail"]["asked"] == asked);
    assert!(of("read") && of("start") && of("disable"), "{trail}");
}
