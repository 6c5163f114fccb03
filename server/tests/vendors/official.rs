//! The vendors' own clients against the simulators: unchanged, from PyPI.
//!
//! `.ci/run` installs them into `target/venv`. Where they are missing each story says that it is
//! skipped; in CI that is a failure.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

use crate::world::World;

/// A Python that has the package. None, and a word about it, where there is none.
pub fn python(story: &str, module: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let candidates = [
        std::env::var_os("MFA_TEST_PYTHON").map(PathBuf::from),
        Some(root.join("target/venv/bin/python")),
        Some("python3".into()),
    ];
    let has_it = |python: &PathBuf| {
        let import = format!("import {module}");
        let ran = Command::new(python).args(["-c", &import]).output();
        ran.is_ok_and(|ran| ran.status.success())
    };
    let found = candidates.into_iter().flatten().find(has_it);
    if found.is_none() {
        let why = format!("no Python has {module}: .ci/run installs it into target/venv");
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "{story}: {why}"
        );
        // Not captured, unlike what is printed.
        let _ = writeln!(std::io::stderr(), "SKIPPED {story}: {why}");
    }
    found
}

#[tokio::test]
async fn the_client_of_duo_works_unchanged() {
    let story = "the_client_of_duo_works_unchanged";
    works(story, "duo_universal", "duo_client.py", "13 stories").await;
}

#[tokio::test]
async fn the_client_of_auth0_works_unchanged() {
    let story = "the_client_of_auth0_works_unchanged";
    works(story, "auth0.management", "auth0_client.py", "11 stories").await;
}

/// Runs a script with the client against the simulators of a new service.
async fn works(story: &str, module: &str, script: &str, last: &str) {
    let Some(python) = python(story, module) else {
        return;
    };
    let world = World::start().await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vendors");
    let ran = Command::new(python)
        .arg(format!("{folder}/{script}"))
        .env_clear()
        .envs(world.place.env())
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8(ran.stdout), String::from_utf8(ran.stderr));
    let (out, err) = (out.unwrap(), err.unwrap());
    assert!(ran.status.success(), "{out}\n{err}");
    assert_eq!(out.lines().last(), Some(last), "{out}\n{err}");
}
