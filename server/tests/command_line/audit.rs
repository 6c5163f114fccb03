//! The audit trail, as an operator reads it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::operators::{configured, with_config};
use crate::program::Place;

fn lines(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let arguments = [&["audit", "--json"], arguments].concat();
    let printed = place.done(&with_config(&arguments));
    let lines = printed.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn words(place: &Place, arguments: &[&str]) -> Vec<String> {
    let word = |line: Value| line["what"].as_str().unwrap().to_owned();
    lines(place, arguments).into_iter().map(word).collect()
}

fn account() -> String {
    let name = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(name.stdout).unwrap().trim().to_owned()
}

#[test]
fn what_operators_did_is_told_with_their_account() {
    let place = configured();
    let run = |arguments: &[&str]| place.done(&with_config(arguments));
    assert!(lines(&place, &[]).is_empty(), "nothing happened yet");
    run(&["organization", "add", "acme"]);
    run(&["organization", "set", "acme", "--rate-limit", "10"]);
    run(&["user", "add", "alice"]);
    run(&["user", "disable", "alice"]);
    run(&["user", "enable", "alice"]);
    run(&["user", "unlock", "alice"]);
    run(&["user", "reset-mfa", "alice"]);
    let created = run(&["key", "create", "--user", "alice", "--json"]);
    let created: Value = serde_json::from_str(&created).unwrap();
    let (id, key) = (
        created["id"].as_str().unwrap(),
        created["key"].as_str().unwrap(),
    );
    run(&["key", "revoke", id]);
    run(&["user", "delete", "alice"]);
    run(&["organization", "disable", "acme"]);
    let expected = [
        "organization.created",
        "organization.changed",
        "user.created",
        "user.disabled",
        "user.enabled",
        "user.unlocked",
        "factor.reset",
        "key.created",
        "key.revoked",
        "user.deleted",
        "organization.disabled",
    ];
    assert_eq!(words(&place, &[]), expected);
    for line in lines(&place, &[]) {
        assert_eq!(line["actor"]["kind"], "operator");
        assert_eq!(line["actor"]["id"], account().as_str());
        assert_eq!(line["organization"], "acme");
        assert_eq!(
            (&line["address"], &line["request_id"]),
            (&Value::Null, &Value::Null)
        );
    }
    let changed = &lines(&place, &["--what", "organization.changed"])[0];
    assert_eq!(
        changed["detail"]["changed"],
        serde_json::json!(["rate_limit"])
    );

    assert_eq!(
        words(&place, &["--user", "alice", "--what", "key"]),
        expected[7..9]
    );
    assert_eq!(words(&place, &["--limit", "2"]), expected[9..]);
    assert_eq!(words(&place, &["--since", "1h", "--until", "0s"]), expected);
    assert!(words(&place, &["--until", "1h"]).is_empty());
    assert!(words(&place, &["--organization", "ghost"]).is_empty());

    let printed = run(&["audit"]);
    assert_eq!(printed.lines().count(), expected.len());
    assert!(!printed.contains(key) && printed.contains(id), "{printed}");
    let line = format!(
        "key.revoked           done     acme/alice  by operator:{}  key={id}",
        account()
    );
    assert!(printed.contains(&line), "{line}\n{printed}");
}

#[test]
fn what_is_asked_wrongly_is_told_with_what_is_right() {
    let place = configured();
    for (wrong, told) in [
        (
            &["--since", "yesterday"][..],
            "2026-01-31T12:00:00Z, or how long ago",
        ),
        (&["--what", "Factor!"], "factor.verified"),
        (&["--limit", "0"], "--limit"),
        (&["--follow", "--until", "1h"], "cannot be used with"),
        (&["prune"], "--older-than"),
        (&["prune", "--older-than", "everything"], "400d"),
    ] {
        let ran = place.run(&with_config(&[&["audit"], wrong].concat()));
        assert_eq!(ran.code, Some(2), "{wrong:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
    }
    let ran = place.run(&with_config(&["audit", "--since", "1h", "--until", "2h"]));
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("--since must be before --until"),
        "{}",
        ran.err
    );
}

#[test]
fn the_trail_is_pruned_and_the_deleted_are_erased_by_command() {
    let place = configured();
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    place.done(&with_config(&["organization", "add", "acme"]));
    place.done(&with_config(&["user", "add", "alice"]));
    let early = run(&["audit", "erase", "--user", "alice"]);
    assert_eq!(early.code, Some(1));
    assert!(
        early.err.contains("mfa-server user delete alice"),
        "{}",
        early.err
    );
    place.done(&with_config(&["user", "delete", "alice"]));
    let erased = place.json(&with_config(&["audit", "erase", "--user", "alice"]));
    assert_eq!(erased["erased"], 2);
    let expected = [
        "organization.created",
        "user.created",
        "user.deleted",
        "audit.erased",
    ];
    assert_eq!(words(&place, &[]), expected);
    assert!(!run(&["audit"]).out.contains("alice"));

    let kept = place.json(&with_config(&["audit", "prune", "--older-than", "1d"]));
    assert_eq!(kept["pruned"], 0);
    let pruned = place.json(&with_config(&["audit", "prune", "--older-than", "0s"]));
    assert_eq!(pruned["pruned"], 5, "that nothing was pruned was told, too");
    assert_eq!(words(&place, &[]), ["audit.pruned"]);
    let ghost = run(&[
        "audit",
        "prune",
        "--older-than",
        "1d",
        "--organization",
        "ghost",
    ]);
    assert!(
        ghost.err.contains("there is no organization ghost"),
        "{}",
        ghost.err
    );
    let whole = run(&["database", "check"]);
    assert_eq!(whole.code, Some(0), "{}", whole.err);
}

#[test]
fn who_follows_the_trail_sees_what_comes_and_who_has_seen_enough_goes() {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    let mut following = place
        .command(&with_config(&["audit", "--follow"]))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(following.stdout.take().unwrap()).lines();
    assert!(
        lines
            .next()
            .unwrap()
            .unwrap()
            .contains("organization.created")
    );
    place.done(&with_config(&["user", "add", "alice"]));
    assert!(lines.next().unwrap().unwrap().contains("user.created"));
    drop(lines);
    place.done(&with_config(&["user", "add", "bob"]));
    let ended = following.wait().unwrap();
    assert_eq!(ended.code(), Some(0), "nobody reads any more");
}
