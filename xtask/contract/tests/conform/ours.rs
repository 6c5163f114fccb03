//! Our own service keeps its word.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// As `spec/conformance.toml` says, but that it is built already: the server of this build.
fn config(workspace: &Path) -> String {
    let server = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
    if !server.exists() {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "mfa-server"])
            .current_dir(workspace)
            .status();
        assert!(status.expect("cargo runs").success());
    }
    let path = workspace.join("spec/conformance.toml");
    let text = std::fs::read_to_string(path).expect("the configuration");
    let lines = text.lines().filter(|line| !line.starts_with("build = "));
    let server = server.display().to_string();
    lines
        .map(|line| line.replace("{target}/debug/mfa-server", &server) + "\n")
        .collect()
}

/// Every operation is carried out, and nothing is found.
#[test]
fn our_own_service_keeps_its_word() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the package is in a workspace");
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("conformance.toml");
    std::fs::write(&path, config(workspace)).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--fail-on-untried", "--format", "json"])
        .arg("--config")
        .arg(&path)
        .current_dir(workspace)
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}{errors}");
    let told: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(told["findings"], serde_json::json!([]), "{said}");
}
