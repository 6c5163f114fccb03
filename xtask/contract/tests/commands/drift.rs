//! Drift is found: between the contract and the running implementation, and
//! between the contract and the files generated from it.
//!
//! A case in `drift/` is a change to our own contract (the text to find, and
//! the text to put in its place), beside what `check` tells about it when
//! nothing else was changed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::common::{assert_expected, cases, text, workspace, xtask};

/// The document that the server of this very build emits.
fn emitted() -> &'static Path {
    static EMITTED: OnceLock<PathBuf> = OnceLock::new();
    EMITTED.get_or_init(|| {
        let sibling = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
        let output = if sibling.exists() {
            Command::new(sibling).arg("openapi").output()
        } else {
            Command::new(env!("CARGO"))
                .args(["run", "--quiet", "--package", "mfa-server", "--", "openapi"])
                .current_dir(workspace())
                .output()
        };
        let output = output.expect("the server runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("emitted.json");
        std::fs::write(&path, output.stdout).expect("a file is written");
        path
    })
}

fn contract() -> String {
    std::fs::read_to_string(workspace().join("spec/openapi.yaml")).expect("the contract")
}

/// `check` on a changed contract, with what is in the tree otherwise.
fn check(contract: &str, only: &str) -> (Option<i32>, String) {
    let directory = tempfile::tempdir().expect("a directory");
    let spec = directory.path().join("openapi.yaml");
    std::fs::write(&spec, contract).expect("a file is written");
    let spec = spec.display().to_string();
    let emitted = emitted().display().to_string();
    let output = xtask(&[
        "check",
        "--spec",
        &spec,
        "--only",
        only,
        "--emitted",
        &emitted,
    ]);
    let said = text(&output.stdout).replace(&spec, "openapi.yaml");
    (
        output.status.code(),
        format!("{said}{}", text(&output.stderr)),
    )
}

#[test]
fn our_own_contract_code_and_server_are_in_step() {
    let (code, said) = check(&contract(), "implementation");
    assert_eq!(code, Some(0), "{said}");
    let output = xtask(&["check", "--only", "generated"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn every_change_of_the_contract_alone_is_found() {
    let contract = contract();
    for case in cases("drift", "change") {
        let change = std::fs::read_to_string(&case).expect("a case");
        let mut changed = contract.clone();
        for step in change.split("\n====\n") {
            let (find, replace) = step
                .split_once("\n----\n")
                .unwrap_or_else(|| panic!("{}: no line `----`", case.display()));
            let replace = replace.strip_suffix('\n').unwrap_or(replace);
            assert_eq!(
                changed.matches(find).count(),
                1,
                "{}: the text to find must be there once: {find}",
                case.display()
            );
            changed = changed.replace(find, replace);
        }
        // Some changes can be seen in the generated code alone: what Dropshot
        // cannot say is guaranteed there.
        let (implementation, said) = check(&changed, "implementation");
        let (generated, diff) = check(&changed, "generated");
        assert_eq!(generated, Some(4), "{}: {diff}", case.display());
        let differences: String = said
            .split("Not in the emitted document")
            .next()
            .unwrap_or_default()
            .to_owned();
        let told = format!(
            "exit code {}\n\n{differences}",
            implementation.unwrap_or(-1)
        );
        assert_expected(&told, &case.with_extension("txt"));
    }
}

#[test]
fn one_character_in_a_generated_file_is_found() {
    let directory = tempfile::tempdir().expect("a directory");
    let server = directory.path().join("server").display().to_string();
    let client = directory.path().join("client").display().to_string();
    let arguments = ["--server-out", &server, "--client-out", &client];
    let output = xtask(&[&["generate"][..], &arguments[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let again = xtask(&[&["generate"][..], &arguments[..]].concat());
    assert!(
        text(&again.stdout).contains("nothing changed"),
        "{}",
        text(&again.stdout)
    );

    let file = directory.path().join("server/operations.rs");
    let code = std::fs::read_to_string(&file).expect("a generated file");
    std::fs::write(
        &file,
        code.replacen("get_user", "get_usar", 1)
            .replacen("404", "405", 1),
    )
    .expect("a file is written");
    std::fs::remove_file(directory.path().join("client/mod.rs")).expect("a file to remove");
    let stale = directory.path().join("server/old.rs");
    std::fs::write(&stale, "// @generated from something else\n").expect("a file is written");

    let output = xtask(&[&["check", "--only", "generated"][..], &arguments[..]].concat());
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("-") && said.contains("405"), "{said}");
    assert!(said.contains("mod.rs is missing"), "{said}");
    assert!(
        said.contains("old.rs would not be generated any more"),
        "{said}"
    );
    assert!(said.contains("3 files out of step"), "{said}");
}

#[test]
fn an_endpoint_registered_by_hand_is_found() {
    let mut document: serde_json::Value =
        serde_json::from_slice(&std::fs::read(emitted()).expect("the document")).expect("JSON");
    document["paths"]["/health"]["get"] = serde_json::json!({
        "operationId": "health",
        "responses": { "200": { "description": "fine" } },
    });
    document["paths"]["/profile/mfa"]["put"] = document["paths"]["/profile/mfa"]["get"].clone();
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("emitted.json").display().to_string();
    std::fs::write(&path, document.to_string()).expect("a file is written");
    let output = xtask(&["check", "--only", "implementation", "--emitted", &path]);
    let said = text(&output.stdout);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(
        said.contains("the server emits the path `/health`"),
        "{said}"
    );
    assert!(
        said.contains("the server emits the operation `PUT /profile/mfa`"),
        "{said}"
    );
}

/// The stories of the server's generated layer run on a contract with one of
/// everything. It is in step too.
#[test]
fn a_contract_with_one_of_everything_is_in_step() {
    let spec = "server/tests/layer/openapi.yaml";
    let output = xtask(&[
        "check",
        "--only",
        "implementation",
        "--spec",
        spec,
        "--emitted",
        "server/tests/layer/emitted.json",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert!(
        text(&output.stdout).contains("the query parameter `tag`"),
        "{}",
        text(&output.stdout)
    );

    let directory = tempfile::tempdir().expect("a directory");
    let client = directory.path().join("client").display().to_string();
    let server = directory.path().join("server");
    let out = server.display().to_string();
    let output = xtask(&[
        "generate",
        "--spec",
        spec,
        "--server-out",
        &out,
        "--client-out",
        &client,
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let checked_in = workspace().join("server/tests/layer/contract");
    for name in [
        "api.rs",
        "operations.rs",
        "types.rs",
        "emitted.json",
        "constrained.rs",
        "credentials.rs",
    ] {
        let read =
            |path: &Path| std::fs::read_to_string(path.join(name)).expect("a generated file");
        assert!(
            read(&server) == read(&checked_in),
            "{name} is out of step: cargo xtask generate --spec {spec} --server-out server/tests/layer/contract --client-out /tmp/client"
        );
    }
}

#[test]
fn what_cannot_be_checked_is_no_drift() {
    let output = xtask(&["check", "--spec", "no/such/file.yaml"]);
    assert_eq!(output.status.code(), Some(100));
    assert!(
        text(&output.stderr).contains("no/such/file.yaml cannot be read"),
        "{}",
        text(&output.stderr)
    );
    let output = xtask(&[
        "check",
        "--only",
        "implementation",
        "--emitted",
        "Cargo.toml",
    ]);
    assert_eq!(output.status.code(), Some(100));
    assert!(
        text(&output.stderr).contains("is not JSON"),
        "{}",
        text(&output.stderr)
    );
}
