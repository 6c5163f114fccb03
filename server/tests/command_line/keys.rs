//! Encryption keys that are not those of the data: told at the start, and not when a person gives a
//! right code.

use std::os::unix::fs::PermissionsExt as _;

use crate::program::{Place, Ran};

pub const FIRST: &str = "kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=";
pub const SECOND: &str = "ycIZlgseHJPmzP3m0M6NDWy19pTVU1776BfWU+SmAKM=";

/// A database in which alice and bob have a factor, sealed with the first key.
pub fn with_factors() -> Place {
    let place = Place::new();
    place.write("keys", &format!("2026:{FIRST}\n"));
    place.write(
        "mfa.toml",
        "listen = '127.0.0.1:0'\npublic_url = 'https://mfa.example'\ndatabase = 'mfa.db'\n\
         [encryption]\nkeys_file = 'keys'\n[log]\nformat = 'json'\n",
    );
    place.done(&["organization", "add", "acme", "--config", "mfa.toml"]);
    import(&place, &["alice", "bob"]);
    place
}

pub fn import(place: &Place, users: &[&str]) {
    let line = |user: &&str| format!("{user},guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n");
    let lines: String = users.iter().map(line).collect();
    place.write("users.csv", &format!("id,mfa_type,totp_secret\n{lines}"));
    place.done(&["user", "import", "users.csv", "--config", "mfa.toml"]);
}

fn check_config(place: &Place) -> Ran {
    place.run(&["serve", "--config", "mfa.toml", "--check-config"])
}

/// Neither start nor check goes on with these keys, and both say why.
#[track_caller]
pub fn refused(place: &Place, told: &str) {
    for ran in [
        check_config(place),
        place.run(&["serve", "--config", "mfa.toml"]),
    ] {
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        for part in ["do not fit the database mfa.db", told] {
            assert!(ran.err.contains(part), "no {part:?} in {}", ran.err);
        }
        assert!(!ran.err.contains(&FIRST[..8]) && !ran.err.contains(&SECOND[..8]));
    }
}

#[track_caller]
pub fn starts(place: &Place) {
    let checked = check_config(place);
    assert_eq!(checked.code, Some(0), "{}", checked.err);
    let server = place.server(&["serve", "--config", "mfa.toml"]);
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_key_with_another_value_is_told_and_with_its_own_it_goes_on() {
    let place = with_factors();
    starts(&place);
    place.write("keys", &format!("2026:{SECOND}\n"));
    refused(
        &place,
        "the encryption key 2026 has another value than the one that sealed what is kept: \
         2 factors are sealed with it. Bring its value back",
    );
    // An import would seal with it.
    place.write(
        "users.csv",
        "id,mfa_type,totp_secret\ncarol,guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n",
    );
    let import = place.run(&["user", "import", "users.csv", "--config", "mfa.toml"]);
    assert_eq!(import.code, Some(1));
    assert!(import.err.contains("another value"), "{}", import.err);
    place.write("keys", &format!("2026:{FIRST}\n"));
    starts(&place);
}

#[test]
fn a_key_is_rotated_and_the_old_one_is_missed_as_long_as_it_is_needed() {
    let place = with_factors();
    place.write("keys", &format!("2027:{SECOND}\n"));
    refused(
        &place,
        "the encryption key 2026 is not configured, and 2 factors are sealed with it: bring the \
         key back (it need not be the first)",
    );
    place.write("keys", &format!("2027:{SECOND}\n2026:{FIRST}\n"));
    starts(&place);
    import(&place, &["carol"]);
    for user in ["alice", "bob"] {
        place.done(&["user", "reset-mfa", user, "--config", "mfa.toml"]);
    }
    place.write("keys", &format!("2027:{SECOND}\n"));
    starts(&place);
    place.write("keys", &format!("2026:{FIRST}\n"));
    refused(
        &place,
        "the encryption key 2027 is not configured, and 1 factor is sealed",
    );
}

#[test]
fn a_database_that_knows_no_keys_yet_is_opened_to_know_them() {
    let place = with_factors();
    // As the version before left it.
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    database.execute("DELETE FROM encryption_keys", []).unwrap();
    drop(database);
    place.write("keys", &format!("2026:{SECOND}\n"));
    refused(&place, "the encryption key 2026 has another value");
    place.write("keys", &format!("2026:{FIRST}\n"));
    starts(&place);
}

#[test]
fn keys_that_others_can_read_are_refused() {
    let place = with_factors();
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(place.path("keys"), open).unwrap();
    for ran in [
        check_config(&place),
        place.run(&["user", "import", "users.csv", "--config", "mfa.toml"]),
    ] {
        assert_eq!(ran.code, Some(1));
        assert!(
            ran.err.contains("(mode 644): chmod 600 keys"),
            "{}",
            ran.err
        );
    }
    place.write(
        "keys",
        "2026:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    );
    let zeros = check_config(&place);
    assert!(
        zeros
            .err
            .contains("keys:1:1: the encryption key 2026 can be guessed"),
        "{}",
        zeros.err
    );
}
