//! What operators do: organizations, users, keys, and the mistakes that one makes at it.

use serde_json::json;

use crate::program::Place;

/// A place with a configured database and no server.
fn configured() -> Place {
    let place = Place::new();
    place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write(
        "mfa.toml",
        "public_url = 'https://mfa.example'\ndatabase = 'mfa.db'\n[encryption]\nkeys_file = 'keys'\n",
    );
    place
}

fn with_config<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [arguments, &["--config", "mfa.toml"]].concat()
}

#[test]
fn an_organization_is_added_changed_and_listed() {
    let place = configured();
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    assert_eq!(
        run(&["organization", "add", "acme", "--name", "Acme & Co."]).code,
        Some(0)
    );
    let again = run(&["organization", "add", "acme"]);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("already exists"), "{}", again.err);

    place.write(
        "jwks.json",
        r#"{"keys":[{"kty":"oct","k":"ycIZlgseHJPmzP3m0M6NDWy19pTVU1776BfWU-SmAKM"}]}"#,
    );
    let jwt = [
        "--jwt-issuer",
        "https://i.example",
        "--jwt-audience",
        "mfa",
        "--jwt-keys",
        "jwks.json",
    ];
    for (more, told) in [
        (
            &["--jwt-issuer", "https://i.example"][..],
            "JWTs need all of",
        ),
        (
            &[&jwt[..], &["--jwt-algorithm", "ES256"]].concat(),
            "has no key for ES256",
        ),
        (&["--name", ""], "--name"),
    ] {
        let ran = run(&[&["organization", "set", "acme"], more].concat());
        assert_eq!(ran.code, Some(1), "{more:?}");
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    for wrong in [
        &["--jwt-algorithm", "none"][..],
        &["--jwt-algorithm", "HS512"],
        &["--enrollment-type", "duo"],
        &["--rate-limit", "0"],
        &["--rate-limit", "many"],
    ] {
        let ran = run(&[&["organization", "set", "acme"], wrong].concat());
        assert_eq!(ran.code, Some(2), "{wrong:?}");
    }
    let settings = [
        &jwt[..],
        &[
            "--jwt-algorithm",
            "HS256",
            "--users-from-jwt",
            "true",
            "--rate-limit",
            "10",
        ],
    ];
    let set = place.json(&with_config(
        &[
            &["organization", "set", "acme"],
            settings.concat().as_slice(),
        ]
        .concat(),
    ));
    assert_eq!(
        set["jwt"]["keys"],
        place.path("jwks.json").display().to_string()
    );
    assert_eq!(set["name"], "Acme & Co.");
    let http = run(&[
        "organization",
        "set",
        "acme",
        "--jwt-keys",
        "http://i.example/jwks.json",
    ]);
    assert_eq!(http.code, Some(1));
    assert!(http.err.contains("must use https"), "{}", http.err);
    // What was not given is as it was.
    let set = place.json(&with_config(&[
        "organization",
        "set",
        "acme",
        "--jwt-type",
        "at+jwt",
    ]));
    assert_eq!(set["jwt"]["issuer"], "https://i.example");
    assert_eq!(
        (&set["rate_limit"], &set["users_from_jwt"]),
        (&json!(10), &json!(true))
    );
    assert_eq!(
        place.json(&with_config(&["organization", "set", "acme", "--no-jwt"]))["jwt"],
        json!(null)
    );
    let unknown = run(&["organization", "set", "nobody"]);
    assert_eq!(unknown.code, Some(1));
}

#[test]
fn users_are_imported_all_or_none() {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    place.write(
        "users.csv",
        "id,email,mfa_type,totp_secret,last_auth_time\n\
         alice,a@example.com,guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP,2026-01-31T12:00:00Z\n\
         b b,,,,\n\
         carol,,duo,,\n\
         dora,,guardian,1,\n",
    );
    let ran = place.run(&with_config(&["user", "import", "users.csv"]));
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("users.csv:3: ") && ran.err.contains("users.csv:5: "),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("JBSWY"), "{}", ran.err);
    assert_eq!(place.json(&with_config(&["user", "list"])), json!([]));

    let text = place
        .read("users.csv")
        .replace("b b", "bob")
        .replace(",1,", ",JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP,");
    place.write("users.csv", &text);
    let imported = place.json(&with_config(&["user", "import", "users.csv"]));
    assert_eq!(
        (&imported["created"], &imported["factors_added"]),
        (&json!(4), &json!(3))
    );
    let users = place.json(&with_config(&["user", "list"]));
    assert_eq!(users[0]["type"], "guardian");
    assert_eq!(users[0]["last_auth_time"], "2026-01-31T12:00:00Z");
    assert_eq!(
        (&users[1]["status"], &users[1]["type"]),
        (&json!("inactive"), &json!(null))
    );
    assert_eq!(
        (&users[2]["status"], &users[2]["type"]),
        (&json!("active"), &json!("duo"))
    );

    let reset = place.json(&with_config(&["user", "reset-mfa", "alice"]));
    assert_eq!(reset["reset"], true);
    assert_eq!(
        place.json(&with_config(&["user", "reset-mfa", "alice"]))["reset"],
        false
    );
    assert_eq!(
        place.json(&with_config(&["user", "list"]))[0]["status"],
        "inactive"
    );
    let nobody = place.run(&with_config(&["user", "reset-mfa", "nobody"]));
    assert_eq!(nobody.code, Some(1));
    assert!(nobody.err.contains("no user nobody"), "{}", nobody.err);
}

#[test]
fn a_key_is_shown_once_and_revoked() {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    place.done(&with_config(&[
        "user",
        "add",
        "alice",
        "--email",
        "a@example.com",
    ]));
    let key = place.json(&with_config(&["key", "create", "--label", "portal"]));
    assert_eq!(key["scopes"], json!(["users:mfa:read"]));
    let text = key["key"].as_str().unwrap();
    let id = key["id"].as_str().unwrap();
    assert!(text.starts_with(&format!("mfask_{id}_")));
    let bound = place.json(&with_config(&["key", "create", "--user", "alice"]));
    assert_eq!(
        (&bound["user"], &bound["scopes"]),
        (&json!("alice"), &json!([]))
    );
    let unknown = place.run(&with_config(&["key", "create", "--user", "nobody"]));
    assert_eq!(unknown.code, Some(1));
    let unknown = place.run(&with_config(&["key", "create", "--scope", "everything"]));
    assert_eq!(unknown.code, Some(2));

    // The secret is in no list, and in no file.
    let list = place.done(&with_config(&["key", "list", "--json"]));
    assert!(list.contains("portal") && !list.contains(text), "{list}");
    let secret = &text[text.len() - 49..];
    for file in std::fs::read_dir(place.path("")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(
            !bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        );
    }
    place.done(&with_config(&["key", "revoke", id]));
    let list = place.json(&with_config(&["key", "list"]));
    assert!(
        list[0]["revoked_at"].is_string() && list[1]["revoked_at"].is_null(),
        "{list}"
    );
    let unknown = place.run(&with_config(&["key", "revoke", "nosuchkey"]));
    assert_eq!(unknown.code, Some(1));
}

#[test]
fn which_organization_must_be_clear() {
    let place = configured();
    let none = place.run(&with_config(&["user", "list"]));
    assert!(none.err.contains("organization add"), "{}", none.err);
    for id in ["acme", "other"] {
        place.done(&with_config(&["organization", "add", id]));
    }
    let several = place.run(&with_config(&["user", "list"]));
    assert_eq!(several.code, Some(1));
    assert!(
        several.err.contains("--organization ID: acme, other"),
        "{}",
        several.err
    );
    place.done(&with_config(&[
        "user",
        "add",
        "alice",
        "--organization",
        "acme",
    ]));
    let others = place.json(&with_config(&["user", "list", "--organization", "other"]));
    assert_eq!(others, json!([]));
    let unknown = place.run(&with_config(&["user", "list", "--organization", "third"]));
    assert!(
        unknown.err.contains("there are: acme, other"),
        "{}",
        unknown.err
    );
}

#[test]
fn without_any_data_the_next_step_is_told() {
    let place = Place::new();
    for arguments in [
        &["user", "list"][..],
        &["key", "create"],
        &["organization", "list"],
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("--config FILE"), "{}", ran.err);
        assert!(!ran.err.contains('\u{1b}'), "no colour for a pipe");
    }
    let ran = place.run(&["user", "list", "--data", "nowhere"]);
    assert!(ran.err.contains("nowhere holds no data"), "{}", ran.err);
}

#[test]
fn every_command_explains_itself() {
    let place = Place::new();
    for command in [
        &[][..],
        &["dev"],
        &["serve"],
        &["openapi"],
        &["organization"],
        &["organization", "add"],
        &["organization", "set"],
        &["user", "import"],
        &["user", "reset-mfa"],
        &["key", "create"],
    ] {
        let out = place.done(&[command, &["--help"]].concat());
        assert!(out.contains("Usage: mfa-server"), "{command:?}");
    }
    assert!(place.done(&["serve", "--help"]).contains("public_url = "));
    let document: serde_json::Value = serde_json::from_str(&place.done(&["openapi"])).unwrap();
    assert!(document["openapi"].is_string());
    assert_eq!(place.run(&["no-such-command"]).code, Some(2));
}
