//! `mfa-server serve`: nothing sample, everything configured.

use std::io::{Read, Write};
use std::time::Duration;

use crate::program::{Place, Server};

const KEY: &str = "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=";

#[test]
fn check_config_tells_everything_at_once() {
    let place = Place::new();
    let file = place.write(
        "mfa.toml",
        "listen = 'everywhere'\npublic_ulr = 'https://mfa.example'\n[log]\nlevel = 'loud'\n",
    );
    let ran = place.run(&["serve", "--config", &file, "--check-config"]);
    assert_eq!(ran.code, Some(1));
    for told in [
        "mfa.toml:1:10: `listen`",
        "mfa.toml:2:1: unknown setting `public_ulr`: did you mean `public_url`?",
        "mfa.toml:4:9: `log.level`",
        "`database` (or MFA_SERVER_DATABASE) is missing",
        "`public_url` (or MFA_SERVER_PUBLIC_URL) is missing",
        "MFA_SERVER_ENCRYPTION_KEYS_FILE) is missing",
        "6 problems",
    ] {
        assert!(ran.err.contains(told), "{told}\nis not in\n{}", ran.err);
    }
    // The same without the check: nothing is started, nothing is made.
    let ran = place.run(&["serve", "--config", &file]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_good_configuration_is_said_to_be_good_and_nothing_is_made() {
    let place = Place::new();
    let keys = place.write("keys", KEY);
    let file = place.write(
        "mfa.toml",
        &format!("public_url = 'https://mfa.example'\ndatabase = 'mfa.db'\n[encryption]\nkeys_file = '{keys}'\n"),
    );
    let out = place.done(&["serve", "--config", &file, "--check-config"]);
    assert!(out.contains("fine"), "{out}");
    assert!(!place.path("mfa.db").exists());
}

#[test]
fn the_environment_configures_server_and_operators_alike() {
    let place = Place::new();
    let environment = [
        ("MFA_SERVER_LISTEN", "127.0.0.1:0"),
        ("MFA_SERVER_PUBLIC_URL", "https://mfa.example"),
        ("MFA_SERVER_DATABASE", "sqlite:mfa.db"),
        ("MFA_SERVER_ENCRYPTION_KEYS", KEY),
    ];
    let server = Server::start(place.command(&["serve"]).envs(environment));
    let list = || {
        let output = place
            .command(&["organization", "list", "--json"])
            .envs(environment)
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert_eq!(list().trim(), "[]");
    let added = place
        .command(&["organization", "add", "acme"])
        .envs(environment)
        .status();
    assert!(added.unwrap().success());
    assert!(list().contains("acme"));
    assert_eq!(server.stop().0, Some(0));
}

#[tokio::test]
async fn with_a_certificate_it_speaks_https_and_nothing_else() {
    let place = Place::new();
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = place.write("certificate.pem", &own.cert.pem());
    let key = place.write("key.pem", &own.signing_key.serialize_pem());
    let environment = [
        ("MFA_SERVER_LISTEN", "127.0.0.1:0"),
        ("MFA_SERVER_PUBLIC_URL", "https://localhost"),
        ("MFA_SERVER_DATABASE", "sqlite:mfa.db"),
        ("MFA_SERVER_ENCRYPTION_KEYS", KEY),
        ("MFA_SERVER_TLS_CERTIFICATE", &certificate),
        ("MFA_SERVER_TLS_KEY", &key),
        ("MFA_SERVER_LIMITS_HEAD_SECONDS", "1"),
    ];
    let server = Server::start(place.command(&["serve"]).envs(environment));
    let port = server.address.rsplit(':').next().unwrap();
    let url = format!("https://localhost:{port}/profile/mfa");
    let trusted = reqwest::Certificate::from_pem(own.cert.pem().as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([trusted])
        .build()
        .unwrap();
    // Whoever responds, and whatever it is: browsers come back by HTTPS only (RFC 6797).
    for (path, status) in [
        ("/profile/mfa", 401),
        ("/nothing", 404),
        ("/profile/mfa/", 401),
        ("/enrollment/nothing", 404),
        ("/enrollment-assets/style.css", 200),
    ] {
        let request = client.get(format!("https://localhost:{port}{path}"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{path}");
        let security = &response.headers()["strict-transport-security"];
        assert_eq!(security, "max-age=31536000", "{path}");
    }
    let stranger = reqwest::Client::new();
    assert!(stranger.get(&url).send().await.is_err(), "not trusted");
    let plain = stranger.get(server.url("/profile/mfa")).send().await;
    assert!(plain.is_err(), "{plain:?}");
    // Half a handshake is not waited for, and holds up neither others nor the end.
    let half = || {
        let mut stream = std::net::TcpStream::connect(&*server.address).unwrap();
        stream.write_all(&[0x16, 3, 1, 2, 0]).unwrap();
        stream
    };
    let mut halves: Vec<_> = (0..20).map(|_| half()).collect();
    let response = client.get(&url).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let mut first = halves.swap_remove(0);
    first
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let ended = first.read(&mut [0; 64]);
    assert!(matches!(ended, Ok(0)), "{ended:?}");
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_database_that_is_none_is_told() {
    let place = Place::new();
    place.write("mfa.db", "this is a letter, and no database at all");
    let environment = [
        ("MFA_SERVER_LISTEN", "127.0.0.1:0"),
        ("MFA_SERVER_PUBLIC_URL", "https://mfa.example"),
        ("MFA_SERVER_DATABASE", "sqlite:mfa.db"),
        ("MFA_SERVER_ENCRYPTION_KEYS", KEY),
    ];
    let output = place
        .command(&["serve"])
        .envs(environment)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("mfa.db"), "{err}");
}
