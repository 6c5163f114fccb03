//! What may depend on what: docs/architecture.md, held against the sources and the manifests.

mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use uses::{Rooms, rooms};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn own() -> Rooms {
    rooms(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

/// Rooms of the pipeline, and those that they must not use, whatever comes between.
const NEVER: &[(&str, &[&str])] = &[
    (
        "compat",
        &["model", "generate", "check", "lint", "commands"],
    ),
    ("embedded", &["generate", "scaffold", "commands"]),
    ("instances", &["generate", "check", "compat", "commands"]),
    ("lint", &["generate", "check", "compat", "commands"]),
    (
        "model",
        &["generate", "check", "compat", "lint", "commands"],
    ),
    ("generate", &["check", "compat", "scaffold", "commands"]),
    ("check", &["scaffold", "commands"]),
    ("explain", &["check", "scaffold", "commands"]),
    (
        "serve",
        &["model", "generate", "check", "compat", "lint", "commands"],
    ),
];

#[test]
fn documents_depend_on_nothing_and_reports_on_documents_alone() {
    let rooms = own();
    assert_eq!(rooms["document"], BTreeSet::new());
    let allowed = BTreeSet::from(["document".to_owned(), "rules".to_owned()]);
    assert!(rooms["report"].is_subset(&allowed), "{:?}", rooms["report"]);
}

#[test]
fn rooms_use_none_that_they_must_not_use() {
    let rooms = own();
    for (room, others) in NEVER {
        let reached = reached(&rooms, room);
        for other in *others {
            assert!(
                !reached.contains(*other),
                "{room} uses {other}: {reached:?}"
            );
        }
    }
}

/// All rooms that one uses, and those that they use.
fn reached(rooms: &Rooms, room: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![room.to_owned()];
    while let Some(room) = waiting.pop() {
        for other in rooms.get(&room).into_iter().flatten() {
            if found.insert(other.clone()) {
                waiting.push(other.clone());
            }
        }
    }
    found
}

/// Packages of the workspace, and those of it that they depend on, tests aside.
#[test]
fn packages_point_one_way() {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    assert!(output.status.success());
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut edges = BTreeMap::new();
    for package in metadata["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let own = package["dependencies"].as_array().into_iter().flatten();
        let own: BTreeSet<&str> = own
            .filter(|dependency| dependency["kind"].is_null() && !dependency["path"].is_null())
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|name| *name != "workspace-hack")
            .collect();
        edges.insert(name, own);
    }
    edges.remove("workspace-hack");
    let expected = BTreeMap::from([
        ("contract-client", BTreeSet::new()),
        ("contract-server", BTreeSet::new()),
        ("contract-tools", BTreeSet::new()),
        ("mfa-client", BTreeSet::from(["contract-client"])),
        (
            "mfa-server",
            BTreeSet::from(["contract-server", "mfa-simulators"]),
        ),
        ("mfa-simulators", BTreeSet::new()),
        ("mfa-test-postgres", BTreeSet::new()),
        ("xtask", BTreeSet::from(["contract-tools"])),
    ]);
    assert_eq!(edges, expected);
}

/// Programs that people run one after the other. Each dependency is compiled once for all of them
/// and for the tests, if it has the same features everywhere.
#[test]
fn programs_and_tests_share_what_is_compiled() {
    let all = features(&["--edges", "normal,build,dev", "--workspace"]);
    let mut missing = BTreeSet::new();
    for program in ["mfa-server", "mfa-client", "xtask"] {
        for (package, own) in features(&["--edges", "normal,build", "--package", program]) {
            let known = &all[&package];
            if !own.is_subset(known) {
                missing.insert(format!(
                    "{package}: {program} has {own:?}, all together {known:?}"
                ));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "features to add to xtask/workspace-hack/Cargo.toml:\n{}",
        missing.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// The sets of features that packages from elsewhere are compiled with.
fn features(arguments: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--prefix",
            "none",
            "--format",
            "{p}|{f}",
        ])
        .args(arguments)
        .current_dir(workspace())
        .output()
        .expect("cargo runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(output.status.success());
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let line = line.trim_end_matches(" (*)");
        let Some((package, features)) = line.split_once('|') else {
            continue;
        };
        let package = package.trim_end_matches(" (proc-macro)");
        // Those of this workspace say where they are.
        if !package.contains('/') {
            let sets: &mut BTreeSet<String> = found.entry(package.to_owned()).or_default();
            sets.insert(features.to_owned());
        }
    }
    found
}
