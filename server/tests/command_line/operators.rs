//! What operators do: organizations, users, keys, and the mistakes that one makes at it.

use serde_json::json;

use crate::program::Place;

/// A place with a configured database and no server.
pub fn configured() -> Place {
    let place = Place::new();
    place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write(
        "mfa.toml",
        "public_url = 'https://mfa.example'\ndatabase = 'mfa.db'\n[encryption]\nkeys_file = 'keys'\n",
    );
    place
}

pub fn with_config<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
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
        (&["--enrollment-type", "duo"], "has not set up Duo"),
    ] {
        let ran = run(&[&["organization", "set", "acme"], more].concat());
        assert_eq!(ran.code, Some(1), "{more:?}");
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    for wrong in [
        &["--jwt-algorithm", "none"][..],
        &["--jwt-algorithm", "HS512"],
        &["--enrollment-type", "pigeon"],
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
fn a_key_set_with_a_faulty_key_is_refused_by_its_name() {
    let place = configured();
    let good = r#"{"kty":"oct","kid":"good","k":"ycIZlgseHJPmzP3m0M6NDWy19pTVU1776BfWU-SmAKM"}"#;
    let set = |keys: &[&str]| {
        place.write("jwks.json", &format!(r#"{{"keys":[{}]}}"#, keys.join(",")));
        let jwt = ["--jwt-issuer", "https://i.example", "--jwt-audience", "mfa"];
        let keys = ["--jwt-algorithm", "HS256", "--jwt-keys", "jwks.json"];
        let add = ["organization", "add", "acme"];
        place.run(&with_config(&[&add[..], &jwt, &keys].concat()))
    };
    for (faulty, told) in [
        (
            r#"{"kty":"RSA","kid":"\u001b[2J","n":"AQAB","e":"AQAB"}"#,
            r#"key 2, `kid` "\u{1b}[2J": its modulus has 17 bits"#,
        ),
        (
            r#"{"kty":"EC","crv":"P-256","kid":"own","x":"AA","y":"AA","d":"AA"}"#,
            r#"key 2, `kid` "own": its member `d` is of the private half"#,
        ),
        (
            r#"{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
            "key 2: its secret can be guessed",
        ),
        (
            good,
            r#"key 2, `kid` "good": another key before it has the same"#,
        ),
    ] {
        let ran = set(&[good, faulty]);
        assert_eq!(ran.code, Some(1), "{told}");
        assert!(ran.err.contains(told), "no {told} in {}", ran.err);
    }
    let other = r#"{"kty":"OKP","crv":"Ed25519","kid":"d","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let none = set(&[other]);
    assert!(
        none.err.contains("has no key for HS256 that can be used"),
        "{}",
        none.err
    );
    // Others could sign with a secret that they can read.
    let ran = set(&[good, other]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    use std::os::unix::fs::PermissionsExt as _;
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(place.path("jwks.json"), open).unwrap();
    let set = ["organization", "set", "acme", "--jwt-algorithm", "HS256"];
    let ran = place.run(&with_config(&set));
    assert!(ran.err.contains("jwks.json holds a secret"), "{}", ran.err);
}

#[test]
fn addresses_ids_and_names_are_looked_at() {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    for (arguments, told) in [
        (
            &["user", "add", "alice", "--email", "alice"][..],
            "not an e-mail address",
        ),
        (
            &["user", "add", "alice", "--email", "a\u{1b}[2J@example.com"],
            "not an e-mail address",
        ),
        (&["user", "add", ".."], "neither . nor .."),
        (&["organization", "add", "."], "neither . nor .."),
        (
            &["organization", "set", "acme", "--name", "a\u{202e}b"],
            "nothing hidden in it",
        ),
        (
            &["key", "create", "--label", "a\u{1b}[2Jb"],
            "nothing hidden in it",
        ),
    ] {
        let ran = place.run(&with_config(arguments));
        assert!(matches!(ran.code, Some(1 | 2)), "{arguments:?}");
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    place.write("users.csv", "id,email\n..,a@example.com\n");
    let ran = place.run(&with_config(&["user", "import", "users.csv"]));
    assert!(
        ran.err
            .contains("nothing was imported: 1 line is wrong in users.csv:"),
        "{}",
        ran.err
    );
    place.write("users.csv", "id,email,\u{1b}]0;x\u{7}\na,b,c\nd,e,f\n");
    let ran = place.run(&with_config(&["user", "import", "users.csv"]));
    assert!(
        ran.err.contains(r"unknown column `\u{1b}]0;x\u{7}`"),
        "{}",
        ran.err
    );
    place.write("users.csv", "id\nalice\n");
    let told = place.done(&with_config(&["user", "import", "users.csv"]));
    assert!(
        told.starts_with("1 user read from users.csv: 1 new, 0 known; 0 factors added"),
        "{told}"
    );
}

/// What an earlier version let pass is in the database, and nowhere else.
#[test]
fn what_others_wrote_never_reaches_a_terminal_raw() {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    place.done(&with_config(&["user", "add", "alice"]));
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    let hostile = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}moc.elpmaxe@ecila\nbob  active";
    database
        .execute("UPDATE organizations SET name = ?1", [hostile])
        .unwrap();
    database
        .execute("UPDATE users SET email = ?1", [hostile])
        .unwrap();
    let dots = "INSERT INTO users (organization, id, created_at) VALUES ('acme', '..', 0)";
    database.execute(dots, []).unwrap();
    drop(database);
    for arguments in [&["organization", "list"][..], &["user", "list"]] {
        let told = place.done(&with_config(arguments));
        let hidden = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!told.contains(hidden), "{told:?}");
        assert!(
            told.contains(r"\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}moc"),
            "{told}"
        );
        assert_eq!(
            told.lines().count(),
            if arguments[0] == "user" { 3 } else { 2 }
        );
        let json = place.done(&with_config(&[arguments, &["--json"]].concat()));
        assert!(!json.contains(hidden), "{json:?}");
        let listed: serde_json::Value = serde_json::from_str(&json).unwrap();
        let last = listed.as_array().unwrap().last().unwrap().clone();
        let name = if arguments[0] == "user" {
            "email"
        } else {
            "name"
        };
        assert_eq!(last[name], hostile, "the same text");
    }
    // And whom nobody can ask for can be taken away.
    place.done(&with_config(&["user", "delete", ".."]));
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
        &["organization", "disable"],
        &["organization", "enable"],
        &["user", "import"],
        &["user", "reset-mfa"],
        &["user", "unlock"],
        &["user", "disable"],
        &["user", "enable"],
        &["user", "delete"],
        &["key", "create"],
        &["database", "check"],
    ] {
        let out = place.done(&[command, &["--help"]].concat());
        assert!(out.contains("Usage: mfa-server"), "{command:?}");
    }
    assert!(place.done(&["serve", "--help"]).contains("public_url = "));
    let document: serde_json::Value = serde_json::from_str(&place.done(&["openapi"])).unwrap();
    assert!(document["openapi"].is_string());
    assert_eq!(place.run(&["no-such-command"]).code, Some(2));
}
