//! What `mfa` prints, and the exit codes that scripts rely on.

use httpmock::MockServer;
use mfa_client::mocks::MockServerExt;
use mfa_client::types::Mfa;

use crate::service::{KEY, TOKEN, Told, active, ask, inactive, mfa, problem};

#[test]
fn text_is_aligned_and_has_no_colours_in_a_pipe() {
    let server = MockServer::start();
    server.get_profile_mfa(|_, then| {
        then.ok(&active("2020-01-01T00:00:00Z"));
    });
    let told = ask(&server, &["profile", "get"]);
    assert_eq!(told.code, Some(0), "{told:?}");
    let lines: Vec<&str> = told.out.lines().collect();
    assert_eq!(lines[0], "status         active");
    assert_eq!(lines[1], "type           guardian");
    assert!(
        lines[2].starts_with("last verified  2020-01-01T00:00:00Z ("),
        "{told:?}"
    );
    assert_eq!(
        lines[3],
        "links          self       http://127.0.0.1:8080/profile/mfa"
    );
    assert!(!told.out.contains('\u{1b}'));
    assert_eq!(told.err, "");
}

#[test]
fn nothing_is_told_as_nothing() {
    let server = MockServer::start();
    server.get_profile_mfa(|_, then| {
        then.ok(&inactive());
    });
    let told = ask(&server, &["profile", "get"]);
    assert!(
        told.out
            .contains("type           none\nlast verified  never\n"),
        "{told:?}"
    );
}

#[test]
fn json_is_the_body_on_one_line() {
    let server = MockServer::start();
    let expected = active("2026-01-01T00:00:00Z");
    let alice = "alice".parse().expect("an id");
    let mock = server.get_user_mfa(|when, then| {
        when.id(&alice);
        then.ok(&expected);
    });
    for arguments in [
        ["user", "get", "alice", "--output", "json"].as_slice(),
        ["--output=json", "api", "get-user-mfa", "--id", "alice"].as_slice(),
    ] {
        let told = ask(&server, arguments);
        assert_eq!(told.code, Some(0), "{told:?}");
        assert_eq!(told.out.lines().count(), 1);
        assert_eq!(
            serde_json::from_str::<Mfa>(&told.out).expect("the body"),
            expected
        );
    }
    mock.assert_calls(2);
}

#[test]
fn an_answer_without_a_body_prints_nothing_in_json() {
    let server = MockServer::start();
    server.delete_profile_mfa(|_, then| {
        then.no_content();
    });
    assert_eq!(
        ask(&server, &["profile", "delete", "--output", "json"]).out,
        ""
    );
    let told = ask(&server, &["profile", "delete"]);
    assert_eq!(told.out, "The factor was taken away: MFA is disabled.\n");
}

#[test]
fn each_refusal_has_an_exit_code_a_reason_and_a_next_step() {
    let server = MockServer::start();
    let url = server.base_url();
    for (status, code, next) in [
        (401, 3, "check that the credential is whole"),
        (403, 4, "verify again with `mfa profile enrol`"),
        (404, 5, "check the id of the user"),
        (429, 6, "try again in 2m"),
    ] {
        let mut mock = server.delete_profile_mfa(|_, then| {
            let problem = problem(status, "It is a test.");
            match status {
                401 => then.unauthorized(&problem),
                403 => then.forbidden(&problem),
                404 => then.not_found(&problem),
                _ => then.too_many_requests(&problem),
            }
            .into_inner()
            .header("Retry-After", "120");
        });
        let told = ask(&server, &["profile", "delete"]);
        assert_eq!(told.code, Some(code), "{told:?}");
        assert_eq!(told.out, "");
        assert!(
            told.err
                .starts_with(&format!("error: {url} answered {status} ")),
            "{told:?}"
        );
        assert!(told.err.contains("\n  why:  It is a test.\n"), "{told:?}");
        assert!(told.err.contains(next), "{told:?}");
        mock.delete();
    }
}

#[test]
fn without_credentials_the_next_step_is_to_give_some() {
    let server = MockServer::start();
    server.get_profile_mfa(|_, then| {
        then.unauthorized(&problem(401, "The request carries no credentials."));
    });
    // An empty variable is one that is not set.
    let told = Told::by(mfa(&["profile", "get", "--url", &server.base_url()]).env("MFA_JWT", ""));
    assert_eq!(told.code, Some(3), "{told:?}");
    assert!(
        told.err.contains("next: set MFA_SECRET_API_KEY or MFA_JWT"),
        "{told:?}"
    );
}

#[test]
fn what_is_not_in_the_contract_is_a_failure() {
    let server = MockServer::start();
    server.get_profile_mfa(|_, then| {
        then.into_inner().status(500).body("{\"boom\": true}");
    });
    let told = ask(&server, &["profile", "get"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.err.contains("answered 500 Internal Server Error"),
        "{told:?}"
    );
    assert!(told.err.contains("not in the contract"), "{told:?}");

    let server = MockServer::start();
    server.get_profile_mfa(|_, then| {
        then.into_inner().status(200).body("<html>");
    });
    let told = ask(&server, &["profile", "get"]);
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.err.contains("is not what the contract says"),
        "{told:?}"
    );
}

#[test]
fn a_service_that_is_not_there_is_named() {
    let told = Told::by(&mut mfa(&["profile", "get", "--url", "http://127.0.0.1:1"]));
    assert_eq!(told.code, Some(1), "{told:?}");
    assert!(
        told.err
            .starts_with("error: there is no connection to http://127.0.0.1:1\n"),
        "{told:?}"
    );
    assert!(told.err.contains("why:  Connection refused"), "{told:?}");
}

#[test]
fn wrong_arguments_are_told_before_anything_is_sent() {
    for arguments in [
        ["user", "get", "two words"].as_slice(),
        ["user", "get", ""].as_slice(),
        ["profile", "get", "--url", "http://user:pass@host"].as_slice(),
        ["profile", "get", "--url", "nonsense"].as_slice(),
        ["profile", "get", "--api-key", "line\nbreak"].as_slice(),
        ["profile", "get", "--jwt-file", "/no/such/file"].as_slice(),
        ["profile", "enrol", "--every", "1s"].as_slice(),
        ["profile"].as_slice(),
    ] {
        let told = Told::by(&mut mfa(arguments));
        assert_eq!(told.code, Some(2), "{arguments:?}: {told:?}");
        assert_eq!(told.out, "", "{arguments:?}");
        assert!(!told.err.contains("user:pass"), "{told:?}");
    }
}

#[test]
fn credentials_come_from_files_too() {
    let server = MockServer::start();
    let mock = server.get_profile_mfa(|when, then| {
        when.into_inner()
            .header("REB-APIKEY", KEY)
            .header("Authorization", format!("Bearer {TOKEN}"));
        then.ok(&inactive());
    });
    let directory = tempfile::tempdir().expect("a directory");
    let file = |name: &str, secret: &str| {
        let path = directory.path().join(name);
        std::fs::write(&path, format!("{secret}\n")).expect("a file");
        path.display().to_string()
    };
    let (key, token) = (file("key", KEY), file("token", TOKEN));
    let told = Told::by(
        // A file goes before the environment.
        mfa(&[
            "profile",
            "get",
            "--api-key-file",
            &key,
            "--jwt-file",
            &token,
        ])
        .env("MFA_URL", server.base_url())
        .env("MFA_JWT", "another"),
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    mock.assert();
}

#[test]
fn help_tells_the_exit_codes_and_no_credential() {
    let told = Told::by(
        mfa(&["--help"])
            .env("MFA_JWT", TOKEN)
            .env("MFA_SECRET_API_KEY", KEY),
    );
    assert_eq!(told.code, Some(0));
    assert!(
        told.out.contains("  6  too many requests (429)\n"),
        "{told:?}"
    );
    // What an operation does is told in the contract's words.
    let told = Told::by(&mut mfa(&["profile", "--help"]));
    assert!(told.out.contains("Retrieve own MFA status"), "{told:?}");
    assert!(told.out.contains("[alias: enroll]"), "{told:?}");
}
