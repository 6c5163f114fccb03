//! A service in Python is asked whether it keeps its word: it does, until a fault is made.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use crate::common::{text, workspace};

const FOLDER: &str = "xtask/contract/tests/conform";

struct Library {
    child: Child,
    url: String,
}

impl Library {
    /// None where there is no Python.
    fn start(fault: Option<&str>) -> Option<Library> {
        let mut command = Command::new("python3");
        command
            .arg(workspace().join(FOLDER).join("library/service.py"))
            .args(["--port", "0"]);
        if let Some(fault) = fault {
            command.args(["--fault", fault]);
        }
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut()?)
            .read_line(&mut line)
            .ok()?;
        let url = line.trim().trim_end_matches("/v1").to_owned();
        Some(Library { child, url })
    }

    fn conform(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_contract"))
            .args(["conform", "--url", &self.url, "--cases", "5"])
            .args(["--spec", &format!("{FOLDER}/library.yaml")])
            .args(["--config", &format!("{FOLDER}/library.toml")])
            .args(arguments)
            .env("LIBRARY_NORTH_KEY", "key-north-1f7c")
            .env("LIBRARY_NORTH_TOKEN", "token-north-a41e")
            .env("LIBRARY_SOUTH_KEY", "key-south-93ab")
            .env("LIBRARY_SOUTH_TOKEN", "token-south-d2e9")
            .env("LIBRARY_READER_TOKEN", "token-north-reader-77d0")
            .env("LIBRARY_EXPIRED_TOKEN", "token-north-expired-0c52")
            .current_dir(workspace())
            .output()
            .expect("it runs")
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_service_that_keeps_its_word_yields_no_finding() {
    let Some(library) = Library::start(None) else {
        return;
    };
    let output = library.conform(&["--fail-on-untried"]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("nothing found"), "{said}");
    // What was not tried is said.
    assert!(
        said.contains("operation ") && said.contains("never seen"),
        "{said}"
    );
    assert!(
        said.contains("--verbose tells each with the reason"),
        "{said}"
    );
    for secret in ["key-north-1f7c", "token-north-a41e"] {
        assert!(!said.contains(secret), "{said}");
    }
}

#[test]
fn one_fault_is_found_by_its_rule_and_by_a_line_that_shows_it() {
    for (fault, rule) in [
        ("taken.authors-none", "conform-invalid-accepted"),
        ("taken.pages-too-many", "conform-invalid-accepted"),
    ] {
        let Some(library) = Library::start(Some(fault)) else {
            return;
        };
        let output = library.conform(&["--operation", "createBook"]);
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(4), "{fault}: {said}");
        assert!(said.contains(&format!("error[{rule}]")), "{fault}: {said}");
        // The line is run as it stands: it shows what the finding says.
        let line = said
            .lines()
            .find_map(|line| line.find("curl -sS").map(|start| line[start..].to_owned()))
            .expect("a line for a shell");
        let shown = Command::new("sh")
            .args(["-c", &line])
            .env("LIBRARY_NORTH_KEY", "key-north-1f7c")
            .output()
            .expect("a shell runs");
        let shown = text(&shown.stdout);
        assert!(shown.starts_with("HTTP/1.1 201"), "{line}: {shown}");
    }
}

#[test]
fn a_run_that_proves_nothing_fails() {
    let Some(library) = Library::start(None) else {
        return;
    };
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--url", &format!("{}/nowhere", library.url)])
        .args(["--spec", &format!("{FOLDER}/library.yaml"), "--cases", "0"])
        .current_dir(workspace())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(100));
    let said = text(&output.stderr);
    assert!(said.contains("nothing was carried out"), "{said}");
}

#[test]
fn nothing_is_sent_when_nothing_is_asked_for() {
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--dry-run", "--url", "http://127.0.0.1:1"])
        .args(["--spec", &format!("{FOLDER}/library.yaml")])
        .current_dir(workspace())
        .output()
        .expect("it runs");
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("GET /books: without credentials"), "{said}");
}

#[test]
fn the_first_identity_of_the_file_is_the_one_that_acts() {
    let folder = tempfile::tempdir().expect("a directory");
    let config = folder.path().join("conformance.toml");
    let identities = "[identities.zoe]\ncredentials = { key = \"OF_ZOE\" }\n\
        [identities.adam]\ncredentials = { bearer = \"OF_ADAM\" }\n";
    std::fs::write(&config, identities).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--dry-run", "--url", "http://127.0.0.1:1"])
        .args(["--spec", &format!("{FOLDER}/library.yaml")])
        .arg("--config")
        .arg(&config)
        .env("OF_ZOE", "z")
        .env("OF_ADAM", "a")
        .current_dir(workspace())
        .output()
        .expect("it runs");
    let said = text(&output.stdout);
    assert!(said.contains("GET /books: with key\n"), "{said}");
}
