//! An encryption key is given up: everything is sealed anew, beside a server, and whatever happens
//! meanwhile.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::keys::{FIRST, SECOND, import, refused, starts, with_factors};
use crate::operators::with_config;
use crate::program::Place;

fn keys(place: &Place, ids: &[&str]) {
    let value = |id: &&str| match *id {
        "2026" => format!("2026:{FIRST}\n"),
        id => format!("{id}:{SECOND}\n"),
    };
    place.write("keys", &ids.iter().map(value).collect::<String>());
}

fn status(place: &Place) -> Vec<Value> {
    let status = place.json(&with_config(&["encryption", "status"]));
    status.as_array().unwrap().clone()
}

/// What each key seals in all.
fn totals(place: &Place) -> Vec<(String, String, u64)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |key: &Value| {
        (
            text(&key["key"]),
            text(&key["state"]),
            key["total"].as_u64().unwrap(),
        )
    };
    status(place).iter().map(of).collect()
}

fn total(id: &str, state: &str, values: u64) -> (String, String, u64) {
    (id.to_owned(), state.to_owned(), values)
}

#[test]
fn everything_is_sealed_anew_beside_a_server_and_the_old_key_goes() {
    let place = with_factors();
    place.write("secret", "abcdefghijABCDEFGHIJabcdefghijABCDEFGHIJ");
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    let duo = ["organization", "factor", "set", "acme", "duo"];
    let duo = [&duo[..], &["host=api-1234.duosecurity.com"]].concat();
    let duo = [
        &duo[..],
        &["client_id=DIAAAAAAAAAAAAAAAAAA", "--secret-file", "secret"],
    ]
    .concat();
    place.done(&with_config(&duo));
    let hook = place.json(&with_config(&[
        "webhook",
        "add",
        "https://app.example/hook",
    ]));
    place.done(&with_config(&[
        "webhook",
        "rotate",
        hook["id"].as_str().unwrap(),
    ]));
    assert_eq!(totals(&place), [total("2026", "first", 5)]);
    let sealed = json!({
        "factors": 2, "factor_settings": 1, "webhooks": 1, "webhooks_before": 1,
        "links_prepared": 0, "links_departed": 0, "recovery_codes": 0,
    });
    assert_eq!(status(&place)[0]["sealed"], sealed);

    // A server that does not know the key could open nothing any more.
    let before = place.server(&with_config(&["serve"]));
    keys(&place, &["2027", "2026"]);
    let early = run(&["encryption", "rotate"]);
    assert_eq!(early.code, Some(1));
    assert!(
        early
            .err
            .contains("no server has started with the encryption key 2027")
    );
    assert_eq!(before.stop().0, Some(0));
    keys(&place, &["2026", "2027"]);
    let server = place.server(&with_config(&["serve"]));
    keys(&place, &["2027", "2026"]);

    let rotated = place.json(&with_config(&["encryption", "rotate"]));
    let expected = json!({
        "key": "2027", "sealed_anew": 5, "left": 0, "failed": [], "still_needed": [],
    });
    assert_eq!(rotated, expected);
    assert_eq!(
        totals(&place),
        [total("2027", "first", 5), total("2026", "configured", 0)]
    );
    // This one seals with the old key as long as it runs, and what it seals comes along later.
    assert_eq!(server.stop().0, Some(0));
    keys(&place, &["2027"]);
    starts(&place);
    assert_eq!(totals(&place)[1], total("2026", "not configured", 0));
    let again = run(&["encryption", "rotate"]);
    assert!(
        again.out.starts_with("0 values are sealed anew"),
        "{}",
        again.out
    );
    let table = run(&["encryption", "status"]).out;
    assert!(
        table.starts_with("KEY   STATE           FACTORS"),
        "{table}"
    );

    let trail = place.done(&with_config(&[
        "audit",
        "--what",
        "encryption_key",
        "--json",
    ]));
    let told: Vec<Value> = trail
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|told: &Value| told["what"] != "encryption_key.added")
        .collect();
    let told: Vec<_> = told
        .iter()
        .map(|told| (&told["what"], &told["detail"]))
        .collect();
    assert_eq!(
        told,
        [
            (
                &json!("encryption_key.rotation_started"),
                &json!({ "key": "2027" })
            ),
            (
                &json!("encryption_key.rotated"),
                &json!({ "key": "2027", "values": 5, "left": 0 })
            ),
        ]
    );
    // All of it can still be opened: by the key that sealed it last.
    place.write("keys", &format!("2028:{FIRST}\n2027:{SECOND}\n"));
    let offline = place.json(&with_config(&["encryption", "rotate", "--offline"]));
    assert_eq!(
        (&offline["sealed_anew"], &offline["failed"]),
        (&json!(5), &json!([]))
    );
}

#[test]
fn killed_in_the_middle_it_goes_on_where_it_was() {
    let place = with_factors();
    let users: Vec<_> = (0..6000).map(|number| format!("u{number}")).collect();
    import(
        &place,
        &users.iter().map(String::as_str).collect::<Vec<_>>(),
    );
    let all = 6002;
    keys(&place, &["2027", "2026"]);
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    let anew = || -> u64 {
        let sql = "SELECT count(*) FROM factors WHERE secret_key_id = '2027'";
        let count: i64 = database.query_row(sql, [], |row| row.get(0)).unwrap();
        count.unsigned_abs()
    };
    let mut rotating = place
        .command(&with_config(&["encryption", "rotate", "--offline"]))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    while anew() == 0 {
        assert!(Instant::now() < end, "nothing is sealed anew");
    }
    rotating.kill().unwrap();
    rotating.wait().unwrap();
    let half = anew();
    assert!(half > 0 && half < all, "{half}");
    assert_eq!(
        totals(&place),
        [
            total("2027", "first", half),
            total("2026", "configured", all - half)
        ]
    );
    keys(&place, &["2027"]);
    refused(&place, "the encryption key 2026 is not configured");
    keys(&place, &["2027", "2026"]);
    starts(&place);
    let rotated = place.json(&with_config(&["encryption", "rotate"]));
    assert_eq!(
        (&rotated["sealed_anew"], &rotated["left"]),
        (&json!(all - half), &json!(0))
    );
    keys(&place, &["2027"]);
    starts(&place);
}

#[test]
fn what_cannot_be_opened_is_named_and_keeps_its_key() {
    let place = with_factors();
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    let altered = "UPDATE factors SET secret = (SELECT secret FROM factors WHERE user = 'alice')
                    WHERE user = 'bob'";
    assert_eq!(database.execute(altered, []).unwrap(), 1);
    drop(database);
    keys(&place, &["2027", "2026"]);
    let rotated = place.run(&with_config(&["encryption", "rotate", "--offline"]));
    assert_eq!(rotated.code, Some(1), "{}", rotated.out);
    for (told, text) in [
        (&rotated.out, "1 value is sealed anew with the key 2027."),
        (&rotated.out, "cannot be opened: the factor of bob of acme"),
        (&rotated.err, "still needs its key (needed: 2026)"),
    ] {
        assert!(told.contains(text), "no {text:?} in {told}");
    }
    keys(&place, &["2027"]);
    refused(
        &place,
        "the encryption key 2026 is not configured, and 1 factor is sealed",
    );
    keys(&place, &["2027", "2026"]);
    place.done(&with_config(&["user", "reset-mfa", "bob"]));
    place.done(&with_config(&["encryption", "rotate"]));
    keys(&place, &["2027"]);
    starts(&place);
}
