//! What an operator sets for a vendor, and who can read it.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::json;

use crate::operators::{configured, with_config};
use crate::program::Place;

const SECRET: &str = "abcdefghijABCDEFGHIJabcdefghijABCDEFGHIJ";
const DUO: [&str; 6] = [
    "organization",
    "factor",
    "set",
    "acme",
    "duo",
    "host=API-1234.duosecurity.com",
];
const CLIENT: &str = "client_id=DIAAAAAAAAAAAAAAAAAA";

fn with_acme() -> Place {
    let place = configured();
    place.done(&with_config(&["organization", "add", "acme"]));
    place.write("secret", &format!("{SECRET}\n"));
    place
}

fn set(place: &Place, more: &[&str]) -> serde_json::Value {
    place.json(&with_config(&[&DUO[..], more].concat()))
}

#[test]
fn duo_is_set_shown_without_its_secret_changed_and_taken_away() {
    let place = with_acme();
    let run = |arguments: &[&str]| place.run(&with_config(arguments));
    let enrol_by_duo = ["organization", "set", "acme", "--enrollment-type", "duo"];
    assert_eq!(run(&enrol_by_duo).code, Some(1), "nobody could enrol");

    let described = set(&place, &[CLIENT, "--secret-file", "secret"]);
    let settings = json!({
        "host": "api-1234.duosecurity.com",
        "client_id": "DIAAAAAAAAAAAAAAAAAA",
        "fail_mode": "closed",
    });
    let expected = json!({ "type": "duo", "service": "Duo", "settings": settings });
    assert_eq!(described, expected);
    let show = ["organization", "factor", "show", "acme"];
    assert_eq!(place.json(&with_config(&show)), json!([expected]));
    let shown = run(&show).out;
    assert!(shown.contains("client_secret  (not shown)"), "{shown}");
    // It is sealed where it is kept, too.
    for name in ["mfa.db", "mfa.db-wal"] {
        let bytes = std::fs::read(place.path(name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains(SECRET) && !text.contains("duosecurity"),
            "{name}"
        );
    }

    // What is not given stays: the secret, too.
    let changed = set(&place, &["fail_mode=open"]);
    assert_eq!(changed["settings"]["fail_mode"], "open");
    assert_eq!(run(&enrol_by_duo).code, Some(0));
    let unset = ["organization", "factor", "unset", "acme", "duo"];
    let refused = run(&unset);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("--enrollment-type guardian"),
        "{}",
        refused.err
    );
    place.done(&with_config(&[
        "organization",
        "set",
        "acme",
        "--enrollment-type",
        "guardian",
    ]));
    place.done(&with_config(&unset));
    assert_eq!(place.json(&with_config(&show)), json!([]));
}

#[test]
fn what_cannot_be_is_told_and_no_secret_repeated() {
    let place = with_acme();
    place.write("short", "abcdef-too-short");
    let open = place.write("open", SECRET);
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(open, std::fs::Permissions::from_mode(0o644)).unwrap();
    let given = format!("client_secret={SECRET}");
    for (more, code, told) in [
        (
            &[CLIENT][..],
            1,
            "the client_secret is missing: give it with --secret-file",
        ),
        (&["--secret-file", "secret"], 1, "client_id=… is missing"),
        (
            &["client_id=short", "--secret-file", "secret"],
            1,
            "client_id must have 20 characters",
        ),
        (
            &[CLIENT, "--secret-file", "short"],
            1,
            "client_secret must have 40 characters",
        ),
        (
            &[CLIENT, "--secret-file", "open"],
            1,
            "others can read or change it",
        ),
        (&[CLIENT, "--secret-file", "none"], 1, "none cannot be read"),
        (
            &[
                CLIENT,
                "--secret-command",
                r#"["/bin/sh", "-c", "cat secret secret >&2; exit 4"]"#,
            ],
            1,
            "the command /bin/sh failed (exit status: 4), and wrote 82 bytes to standard error",
        ),
        (
            &[CLIENT, "--secret-command", "[1]"],
            2,
            "must be a program, or a JSON array",
        ),
        (&[CLIENT, &given], 1, "a secret is given with --secret-file"),
        (
            &["pin=1"],
            1,
            "Duo has no setting \"pin\"; it has: host, client_id",
        ),
        (
            &["host=https://duo.example/"],
            1,
            "host must be a host name alone",
        ),
        (&["host=10.0.0.1"], 1, "must be a name, not an IP address"),
        (
            &["fail_mode=sometimes"],
            1,
            "fail_mode must be closed or open",
        ),
        (
            &["host=localhost:8443", CLIENT, "--secret-file", "secret"],
            1,
            "localhost:8443 is this machine",
        ),
    ] {
        let ran = place.run(&with_config(&[&DUO[..], more].concat()));
        assert_eq!(ran.code, Some(code), "{more:?}: {}", ran.err);
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
        assert!(!ran.err.contains("abcdef"), "{}", ran.err);
    }
    let unknown = ["organization", "factor", "set", "acme", "pigeon"];
    let ran = place.run(&with_config(&unknown));
    assert!(
        ran.code == Some(2) && ran.err.contains("use duo"),
        "{}",
        ran.err
    );
}

#[test]
fn a_secret_is_what_a_command_prints() {
    let place = with_acme();
    let described = set(
        &place,
        &[CLIENT, "--secret-command", r#"["/bin/cat", "secret"]"#],
    );
    assert_eq!(described["settings"]["client_id"], "DIAAAAAAAAAAAAAAAAAA");
}

#[test]
fn a_secret_is_read_from_standard_input() {
    let place = with_acme();
    let more = [CLIENT, "--secret-file", "-"];
    let mut command = place.command(&with_config(&[&DUO[..], &more].concat()));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{SECRET}").unwrap();
    drop(input);
    assert!(child.wait().unwrap().success());
    assert_eq!(
        set(&place, &[])["settings"]["client_id"],
        "DIAAAAAAAAAAAAAAAAAA"
    );

    // The key that sealed it is needed as long as it is there.
    place.write("keys", "2027:HrdAzIfOCYYA3wjy8tVGybVXCaYUJMNlBLhSCgPZ2Po=");
    let ran = place.run(&with_config(&["database", "check"]));
    assert_eq!(ran.code, Some(1));
    let told = "the encryption key 2026 is not configured, and 1 vendor configuration is sealed";
    assert!(ran.out.contains(told), "{}", ran.out);
}
