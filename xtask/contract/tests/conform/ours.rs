//! Our own service keeps its word.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

fn workspace() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors()
        .nth(2)
        .expect("the package is in a workspace")
}

/// The server of this build.
fn server() -> PathBuf {
    let server = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
    if !server.exists() {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "mfa-server"])
            .current_dir(workspace())
            .status();
        assert!(status.expect("cargo runs").success());
    }
    server
}

/// As `spec/conformance.toml` says, but that it is built already.
fn config() -> String {
    let path = workspace().join("spec/conformance.toml");
    let text = std::fs::read_to_string(path).expect("the configuration");
    let lines = text.lines().filter(|line| !line.starts_with("build = "));
    let server = server().display().to_string();
    lines
        .map(|line| line.replace("{target}/debug/mfa-server", &server) + "\n")
        .collect()
}

/// Every operation is carried out, and nothing is found.
#[test]
fn our_own_service_keeps_its_word() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("conformance.toml");
    std::fs::write(&path, config()).expect("written");
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--fail-on-untried", "--format", "json"])
        .arg("--config")
        .arg(&path)
        .current_dir(workspace())
        .output()
        .expect("it runs");
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}{errors}");
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(told["findings"], serde_json::json!([]), "{said}");
    println!("conform: start, run and stop of the service took {time:.1?}");
}

/// What another tester finds of our service, with all of its phases and checks: nothing.
/// `SCHEMATHESIS` names its program; CI has one.
#[test]
fn schemathesis_finds_nothing_in_our_own_service() {
    let Some(program) = std::env::var_os("SCHEMATHESIS") else {
        assert!(std::env::var_os("CI").is_none(), "SCHEMATHESIS is not set");
        eprintln!("skipped: SCHEMATHESIS does not say where schemathesis is");
        return;
    };
    let folder = tempfile::tempdir().expect("a directory");
    let mut process = Command::new(server())
        .args([
            "dev",
            "--listen",
            "127.0.0.1:0",
            "--log-format",
            "json",
            "--data",
        ])
        .arg(folder.path().join("data"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    let out = BufReader::new(process.stdout.take().expect("an output"));
    let mut lines = out.lines().map_while(Result::ok);
    let url = lines.find_map(|line| Some(line[line.find("http://")?..].to_owned()));
    let url = url.expect("its address");
    let environment = std::fs::read_to_string(folder.path().join("data/dev.env")).expect("keys");
    let value = |name: &str| {
        let values = environment
            .lines()
            .filter_map(|line| line.strip_prefix("export ")?.split_once('='));
        let mut values = values.filter(|(known, _)| *known == name);
        values.next().expect("a key").1.to_owned()
    };
    let mut told = String::new();
    // One who has no factor, and one who has.
    for user in ["ALICE", "DAVE"] {
        let config = format!(
            "[auth.openapi.SecretApiKey]\napi_key = {:?}\n[auth.openapi.JWT]\nbearer = {:?}\n",
            value(&format!("MFA_{user}_API_KEY")),
            value(&format!("MFA_JWT_{user}")),
        );
        std::fs::write(folder.path().join("schemathesis.toml"), config).expect("written");
        let start = Instant::now();
        let output = Command::new(&program)
            .arg("run")
            .arg(workspace().join("spec/openapi.yaml"))
            .args([
                "--url",
                &url,
                "--checks",
                "all",
                "--continue-on-failure",
                "--seed",
                "1",
            ])
            .args(["--phases", "examples,coverage,fuzzing,stateful"])
            .args(["--max-examples", "50", "--max-time", "30"])
            .current_dir(folder.path())
            .output()
            .expect("schemathesis runs");
        if !output.status.success() {
            told.push_str(&format!("as {user}: {}\n", output.status));
            told.push_str(&String::from_utf8_lossy(&output.stdout));
            told.push_str(&String::from_utf8_lossy(&output.stderr));
        }
        let said = String::from_utf8_lossy(&output.stdout);
        let count = said.lines().find(|line| line.contains(" generated, "));
        let (count, time) = (count.unwrap_or("nothing is told").trim(), start.elapsed());
        println!("schemathesis as {user}: {count}, in {time:.1?}");
    }
    let _ = process.kill();
    let _ = process.wait();
    assert!(told.is_empty(), "{told}");
}
