//! The mock as its consumers meet it: over HTTP.
//!
//! A case in `mock/` is a contract, behind `$ ` and the arguments, and requests, each behind
//! `>>> `: a line, headers, and after an empty line a body. What comes stands beside it. The
//! contract may be another file, behind `@`.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::common::{assert_expected, cases, text, workspace};
use crate::served::{Reply, Served};

fn told(request: &str, reply: &Reply) -> String {
    let mut out = format!(">>> {request}\n{}\n", reply.status);
    let is_left_out = |name: &str| matches!(name, "date" | "connection" | "content-length");
    let mut headers = reply.headers.clone();
    headers.sort();
    for (name, value) in headers.iter().filter(|(name, _)| !is_left_out(name)) {
        out.push_str(&format!("{name}: {value}\n"));
    }
    if !reply.body.is_empty() {
        let body = without_now(reply.body.trim_end());
        out.push_str(&format!("\n{body}\n"));
    }
    out.push('\n');
    out
}

/// The times of this run, which end in milliseconds, as `NOW`.
fn without_now(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(end) = rest.find("Z\"") {
        let (before, after) = rest.split_at(end);
        let start = before.rfind('"').map_or(0, |start| start + 1);
        let is_now = before.len() - start == "2026-01-01T00:00:00.000".len();
        match is_now {
            true => out.push_str(&format!("{}NOW\"", &before[..start])),
            false => out.push_str(&format!("{before}Z\"")),
        }
        rest = &after[2..];
    }
    out + rest
}

/// The responses to the requests of a case.
fn played(case: &str) -> String {
    let mut parts = case.split(">>> ");
    let (arguments, contract) = parts
        .next()
        .and_then(|first| first.strip_prefix("$ ")?.split_once('\n'))
        .expect("a case begins with its command");
    let folder = tempfile::tempdir().expect("a directory");
    let other = contract.strip_prefix('@').map(|name| {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        std::fs::read_to_string(tests.join(name.trim())).expect("another file")
    });
    let contract = other.as_deref().unwrap_or(contract);
    std::fs::write(folder.path().join("openapi.yaml"), contract).expect("a contract");
    let mut all: Vec<&str> = arguments.split(' ').collect();
    all.extend(["--spec", "openapi.yaml"]);
    let mock = Served::start(folder.path(), &all);
    let mut out = String::new();
    for request in parts {
        let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
        let mut lines = head.lines();
        let line = lines.next().expect("a request has a line");
        let headers: Vec<(&str, &str)> = lines.filter_map(|line| line.split_once(": ")).collect();
        let reply = mock.ask(line, &headers, body.trim_end());
        out.push_str(&told(line, &reply));
    }
    let (code, _) = mock.end();
    assert_eq!(code, Some(0));
    out
}

#[test]
fn a_mock_responds_as_its_contract_documents() {
    for case in cases("mock", "case") {
        let said = played(&std::fs::read_to_string(&case).expect("a case"));
        assert_expected(&said, &case.with_extension("txt"));
    }
}

const TEXT: &str = "openapi: 3.1.0
info: {title: T, version: 1.0.0}
paths:
  /word:
    get:
      responses:
        '200': {description: A word., content: {text/plain: {schema: {type: string}, example: WORD}}}
        '503': {description: Not now.}
";

fn contract(folder: &Path, word: &str) -> PathBuf {
    let path = folder.join("openapi.yaml");
    std::fs::write(&path, TEXT.replace("WORD", word)).expect("a contract");
    path
}

#[test]
fn a_changed_contract_is_read_again_and_a_broken_one_is_not_served() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = contract(folder.path(), "one");
    let mock = Served::start(folder.path(), &["mock", "--spec", "openapi.yaml"]);
    assert_eq!(mock.get("/word").body, "one");
    contract(folder.path(), "second");
    mock.wait_for("The contract changed, and was read again.");
    assert_eq!(mock.get("/word").body, "second");
    std::fs::write(&path, "paths: [").expect("a broken contract");
    mock.wait_for("The contract as it was before is served on.");
    assert!(mock.said().contains("[unreadable]"), "{}", mock.said());
    assert_eq!(mock.get("/word").body, "second");
    contract(folder.path(), "a third one");
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(mock.get("/word").body, "a third one");
}

#[test]
fn a_changed_file_that_the_contract_refers_to_is_read_again() {
    let folder = tempfile::tempdir().expect("a directory");
    let words = |word: &str| {
        let text = format!("Word: {{type: string, enum: [{word}]}}");
        std::fs::write(folder.path().join("words.yaml"), text).expect("a file");
    };
    let text = TEXT.replace("type: string}, example: WORD", "$ref: 'words.yaml#/Word'}");
    std::fs::write(folder.path().join("openapi.yaml"), text).expect("a contract");
    words("one");
    let mock = Served::start(folder.path(), &["mock", "--spec", "openapi.yaml"]);
    assert_eq!(mock.get("/word").body, "one");
    words("another");
    mock.wait_for("The contract changed, and was read again.");
    assert_eq!(mock.get("/word").body, "another");
}

#[test]
fn pages_of_other_origins_may_call_unless_they_may_not() {
    let folder = tempfile::tempdir().expect("a directory");
    contract(folder.path(), "one");
    let mock = Served::start(folder.path(), &["mock", "--spec", "openapi.yaml"]);
    let origin = ("Origin", "https://app.example");
    let reply = mock.ask("GET /word", &[origin], "");
    assert_eq!(reply.header("access-control-allow-origin"), Some(origin.1));
    let asks = [
        origin,
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "x-key"),
    ];
    let reply = mock.ask("OPTIONS /word", &asks, "");
    assert_eq!(reply.status, 204);
    assert_eq!(reply.header("access-control-allow-methods"), Some("PUT"));
    assert_eq!(reply.header("access-control-allow-headers"), Some("x-key"));
    let closed = Served::start(
        folder.path(),
        &["mock", "--spec", "openapi.yaml", "--no-cors"],
    );
    let reply = closed.ask("GET /word", &[origin], "");
    assert_eq!(reply.header("access-control-allow-origin"), None);
    // The path's own OPTIONS.
    assert_eq!(
        closed.ask("OPTIONS /word", &asks, "").header("allow"),
        Some("GET, HEAD, OPTIONS")
    );
}

#[test]
fn responses_come_late_and_some_fail_the_same_with_the_same_seed() {
    let folder = tempfile::tempdir().expect("a directory");
    contract(folder.path(), "one");
    let statuses = |seed: &str| -> Vec<u16> {
        let arguments = [
            "mock",
            "--spec",
            "openapi.yaml",
            "--fail",
            "30%",
            "--seed",
            seed,
        ];
        let mock = Served::start(folder.path(), &arguments);
        (0..30).map(|_| mock.get("/word").status).collect()
    };
    let one = statuses("1");
    assert!(one.contains(&200) && one.contains(&503), "{one:?}");
    assert_eq!(one, statuses("1"));
    assert_ne!(one, statuses("2"));
    let slow = Served::start(
        folder.path(),
        &["mock", "--spec", "openapi.yaml", "--delay", "300ms"],
    );
    let start = Instant::now();
    assert_eq!(slow.get("/word").status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn requests_that_are_no_http_are_refused() {
    let folder = tempfile::tempdir().expect("a directory");
    contract(folder.path(), "one");
    let mock = Served::start(folder.path(), &["mock", "--spec", "openapi.yaml"]);
    for (text, status) in [
        ("GET /word HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        (
            "GET /word HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
            "400",
        ),
        ("GET /word HTTP/1.1\r\nHost: a\r\n no header\r\n\r\n", "400"),
        (
            "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "204",
        ),
        (
            "GET http://a/word HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "200",
        ),
    ] {
        let mut stream = TcpStream::connect(&mock.address).expect("a connection");
        stream.write_all(text.as_bytes()).expect("a request");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("a response");
        assert_eq!(said.split(' ').nth(1), Some(status), "{text}{said}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_with_the_way_out() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let folder = tempfile::tempdir().expect("a directory");
    contract(folder.path(), "one");
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["mock", "--spec", "openapi.yaml", "--port", &port])
        .current_dir(folder.path())
        .output()
        .expect("contract runs");
    assert_eq!(output.status.code(), Some(100));
    let said = text(&output.stderr);
    assert!(
        said.contains("`--port 0` takes a port that is free"),
        "{said}"
    );
}

/// Those whom a configuration names may ask, and nobody else.
#[test]
fn identities_of_a_configuration_may_ask_what_they_may() {
    let folder = tempfile::tempdir().expect("a directory");
    let text = TEXT
        .replace("paths:", "components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}, login: {type: http, scheme: basic}}}\nsecurity: [{key: []}, {login: []}]\npaths:")
        .replace("'503'", "'401': {description: Who are you?}\n        '403': {description: You may not.}\n        '503'");
    std::fs::write(folder.path().join("openapi.yaml"), text).expect("a contract");
    // What is there in every test's environment.
    let (name, value) = std::env::vars()
        .find(|(name, value)| {
            name.starts_with("CARGO_PKG_") && value.is_ascii() && !value.is_empty()
        })
        .expect("a variable of Cargo's");
    let config = format!(
        "[identities.alice]\ncredentials = {{ key = \"{name}\" }}\n\n[identities.reader]\nforbidden = [\"GET /word\"]\ncredentials = {{ login = \"{name}\" }}\n\n[identities.bob]\ncredentials = {{ key = \"NOBODY_HAS_THIS\" }}\n"
    );
    std::fs::write(folder.path().join("c.toml"), config).expect("a configuration");
    let start = ["mock", "--spec", "openapi.yaml", "--config", "c.toml"];
    let mock = Served::start(folder.path(), &start);
    let basic = format!("Basic {}", data_encoding::BASE64.encode(value.as_bytes()));
    let status = |header: (&str, &str)| mock.ask("GET /word", &[header], "").status;
    assert_eq!(status(("X-Key", &value)), 200);
    assert_eq!(status(("X-Key", "other")), 401);
    assert_eq!(status(("Authorization", &basic)), 403);
    assert_eq!(mock.get("/word").status, 401);
    let said = mock.said();
    assert!(
        said.contains("not in the environment: NOBODY_HAS_THIS"),
        "{said}"
    );
    assert!(!said.contains(&value), "{said}");
}

/// The generated client of this workspace, as its users run it.
#[test]
fn the_generated_client_works_against_the_mock() {
    let folder = tempfile::tempdir().expect("a directory");
    let spec = workspace().join("spec/openapi.yaml").display().to_string();
    let mock = Served::start(folder.path(), &["mock", "--spec", &spec]);
    let program = mfa();
    let run = |arguments: &[&str], token: Option<&str>| {
        let mut command = Command::new(&program);
        command
            .args(arguments)
            .env("MFA_URL", format!("http://{}", mock.address));
        command
            .env_remove("MFA_SECRET_API_KEY")
            .env_remove("MFA_JWT");
        if let Some(token) = token {
            command.env("MFA_JWT", token);
        }
        command.output().expect("mfa runs")
    };
    for arguments in [
        &["api", "get-profile-mfa"][..],
        &["api", "post-profile-mfa"],
        &["api", "delete-profile-mfa"],
        &["api", "get-user-mfa", "--id", "u-1"],
    ] {
        let output = run(arguments, Some("a.b.c"));
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }
    let output = run(&["api", "get-profile-mfa"], None);
    assert!(!output.status.success(), "{output:?}");
}

/// The client's command line, built if it is not there.
fn mfa() -> PathBuf {
    let sibling = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa");
    if !sibling.exists() {
        let status = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "mfa-client",
                "--bin",
                "mfa",
            ])
            .current_dir(workspace())
            .status();
        assert!(status.expect("cargo runs").success());
    }
    sibling
}
