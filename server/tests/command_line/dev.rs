//! `mfa-server dev`: the first five minutes, and the second start.

use std::os::unix::fs::PermissionsExt as _;

use crate::program::Place;

const DEV: [&str; 3] = ["dev", "--listen", "127.0.0.1:0"];

#[test]
fn a_first_start_makes_a_sample_and_a_second_one_keeps_it() {
    let place = Place::new();
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    let first = place.env();
    let names: Vec<_> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "MFA_URL",
            "MFA_SECRET_API_KEY",
            "MFA_ALICE_API_KEY",
            "MFA_DAVE_API_KEY",
            "MFA_JWT_ALICE",
            "MFA_JWT_BOB",
            "MFA_JWT_CAROL",
            "MFA_JWT_DAVE",
            "MFA_DAVE_TOTP_SECRET",
            "MFA_SIMULATOR_CA",
            "MFA_DUO_HOST",
            "MFA_DUO_CLIENT_ID",
            "MFA_DUO_CLIENT_SECRET",
            "MFA_AUTH0_DOMAIN",
            "MFA_AUTH0_CLIENT_ID",
            "MFA_AUTH0_CLIENT_SECRET",
            "MFA_MONITORING_URL"
        ]
    );
    assert_eq!(first[0].1, format!("http://{}", server.address));

    // Nobody else can read any of it.
    for (name, wanted) in [
        (".mfa", 0o700),
        (".mfa/dev.env", 0o600),
        (".mfa/encryption.keys", 0o600),
        (".mfa/issuer.key", 0o600),
        (".mfa/mfa.db", 0o600),
        (".mfa/simulator-ca.key", 0o600),
    ] {
        let mode = std::fs::metadata(place.path(name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, wanted, "{name}");
    }

    // What a shell reads it hands on, whichever it is.
    for shell in ["sh", "bash", "dash", "zsh", "ksh"] {
        let script = ". .mfa/dev.env && exec env";
        let ran = std::process::Command::new(shell)
            .args(["-c", script])
            .current_dir(place.path(""))
            .output();
        let Ok(ran) = ran else { continue };
        let environment = String::from_utf8(ran.stdout).unwrap();
        for (name, value) in &first {
            let line = format!("{name}={value}");
            assert!(
                environment.lines().any(|found| found == line),
                "{shell}: no {name}"
            );
        }
    }

    // Operators work on the same data while the server runs.
    let users = place.json(&["user", "list"]);
    let ids: Vec<_> = users
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["id"].clone())
        .collect();
    assert_eq!(ids, ["alice", "bob", "carol", "dave"]);
    for user in users.as_array().unwrap() {
        let status = if user["id"] == "dave" {
            "active"
        } else {
            "inactive"
        };
        assert_eq!(user["status"], status, "{user}");
    }
    place.done(&["user", "add", "dora"]);

    let (code, printed) = server.stop();
    assert_eq!(code, Some(0));
    assert!(printed.contains("$MFA_ALICE_API_KEY"), "{printed}");
    for (name, value) in &first[1..] {
        let is_secret = !matches!(
            name.as_str(),
            "MFA_SIMULATOR_CA" | "MFA_DUO_HOST" | "MFA_AUTH0_DOMAIN"
        );
        assert!(!is_secret || !printed.contains(value), "{name} is printed");
    }
    assert!(
        printed.contains(&place.env_value("MFA_DUO_HOST")),
        "{printed}"
    );

    // The second a token is issued in is part of it.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    let second = place.env();
    for ((name, before), (_, after)) in first.iter().zip(&second) {
        // Ports are free ones.
        if matches!(
            name.as_str(),
            "MFA_URL" | "MFA_DUO_HOST" | "MFA_AUTH0_DOMAIN" | "MFA_MONITORING_URL"
        ) {
            continue;
        }
        let kept = before == after;
        assert_eq!(kept, !name.contains("JWT"), "{name}");
    }
    assert_eq!(place.json(&["user", "list"]).as_array().unwrap().len(), 5);
    assert_eq!(server.stop_by("INT").0, Some(0));
}

#[test]
fn a_revoked_sample_key_is_replaced_at_the_next_start() {
    let place = Place::new();
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    let (organizations, alices) = (
        place.env_value("MFA_SECRET_API_KEY"),
        place.env_value("MFA_ALICE_API_KEY"),
    );
    server.stop();
    let id = organizations.split('_').nth(1).unwrap();
    let revoked = place.json(&["key", "revoke", id]);
    assert!(revoked["revoked_at"].is_string(), "{revoked}");

    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    assert_ne!(place.env_value("MFA_SECRET_API_KEY"), organizations);
    assert_eq!(place.env_value("MFA_ALICE_API_KEY"), alices);
    server.stop();

    // A lost dev.env: the keys that were in it are worth nothing any more.
    std::fs::remove_file(place.path(".mfa/dev.env")).unwrap();
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    assert_ne!(place.env_value("MFA_ALICE_API_KEY"), alices);
    let keys = place.json(&["key", "list"]);
    let open = keys
        .as_array()
        .unwrap()
        .iter()
        .filter(|key| key["revoked_at"].is_null());
    assert_eq!(open.count(), 3);
}

#[test]
fn a_port_in_use_is_told_and_changes_nothing() {
    let place = Place::new();
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    let before = place.read(".mfa/dev.env");
    let ran = place.run(&["dev", "--listen", &server.address]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains(&server.address), "{}", ran.err);
    assert!(
        ran.err
            .contains("another process does already. Stop it, or choose"),
        "{}",
        ran.err
    );
    assert_eq!(place.read(".mfa/dev.env"), before);
}

#[test]
fn data_without_its_encryption_key_is_not_touched() {
    let place = Place::new();
    let server = place.server(&DEV);
    server.announced_in(&place.path(".mfa/dev.env"));
    server.stop();
    std::fs::remove_file(place.path(".mfa/encryption.keys")).unwrap();
    let ran = place.run(&DEV);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("encryption.keys is missing"),
        "{}",
        ran.err
    );
    assert!(!place.path(".mfa/encryption.keys").exists());
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let place = Place::new();
    place.write("file", "");
    let ran = place.run(&["dev", "--listen", "127.0.0.1:0", "--data", "file/data"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err
            .contains("cannot be made: choose another with --data"),
        "{}",
        ran.err
    );
}

#[test]
fn a_link_that_someone_follows_is_in_no_log() {
    use std::io::{Read as _, Write as _};

    let place = Place::new();
    let server = place.server(&["dev", "--listen", "127.0.0.1:0", "--verbose"]);
    let token = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I";
    let mut page = String::new();
    let mut stream = std::net::TcpStream::connect(&server.address).unwrap();
    write!(
        stream,
        "GET /enrollment/{token} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    let line = server.line_with("request completed");
    for told in [
        r#""status":404"#,
        r#""operation":"#,
        r#""outcome":"#,
        r#""duration_us":"#,
    ] {
        assert!(line.contains(told), "{line}");
    }
    let all = server.lines_to_the_end();
    assert!(all.iter().any(|line| line.contains("stopped")), "{all:?}");
    for line in all.iter().chain([&line]) {
        assert!(!line.contains("c2VjcmV0"), "{line}");
    }
}
