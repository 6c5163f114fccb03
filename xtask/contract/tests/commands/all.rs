//! `check --all`: the three drifts and conformance, as one report.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::common::{text, workspace};
use crate::formats::{FORMATS, assert_sarif};

/// The server of this build.
fn server() -> PathBuf {
    let sibling = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
    if !sibling.exists() {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "mfa-server"])
            .current_dir(workspace())
            .status();
        assert!(status.expect("cargo runs").success());
    }
    sibling
}

/// Our contract with changes, and the service started as `spec/conformance.toml` says, but that
/// it is built already.
struct Checked {
    folder: tempfile::TempDir,
    spec: PathBuf,
}

impl Checked {
    fn with(changes: &[(&str, &str)], program: &str) -> Checked {
        let folder = tempfile::tempdir().expect("a directory");
        let read = |name: &str| std::fs::read_to_string(workspace().join(name)).expect(name);
        let mut contract = read("spec/openapi.yaml");
        for (find, replace) in changes {
            assert!(contract.contains(find), "{find}");
            contract = contract.replace(find, replace);
        }
        let config: String = read("spec/conformance.toml")
            .lines()
            .filter(|line| !line.starts_with("build = "))
            .map(|line| line.replace("{target}/debug/mfa-server", program) + "\n")
            .collect();
        let emitted = Command::new(server()).arg("openapi").output();
        let emitted = emitted.expect("the server runs").stdout;
        for (name, text) in [
            ("openapi.yaml", contract.as_bytes()),
            ("conformance.toml", config.as_bytes()),
            ("emitted.json", &emitted),
        ] {
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        // Generated code names the contract: where nothing is changed, it is the one in the tree.
        let spec = match changes {
            [] => PathBuf::from("spec/openapi.yaml"),
            _ => folder.path().join("openapi.yaml"),
        };
        Checked { folder, spec }
    }

    fn check(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let spec = &self.spec;
        let output: Output = Command::new(env!("CARGO_BIN_EXE_contract"))
            .args(["check", "--released", "spec/released", "--spec"])
            .arg(spec)
            .arg("--emitted")
            .arg(self.folder.path().join("emitted.json"))
            .arg("--config")
            .arg(self.folder.path().join("conformance.toml"))
            .args(arguments)
            .current_dir(workspace())
            .output()
            .expect("it runs");
        let said = text(&output.stdout).replace(&spec.display().to_string(), "openapi.yaml");
        (output.status.code(), said, text(&output.stderr))
    }
}

/// What each part finds of the broken contract.
const FOUND: [&str; 4] = [
    "generated-differs",
    "implementation-differs",
    "request-parameter-max-length-decreased",
    "conform-header",
];

#[test]
fn what_is_in_step_and_keeps_its_word_is_fine() {
    let checked = Checked::with(&[], &server().display().to_string());
    let (code, said, errors) = checked.check(&["--all"]);
    assert_eq!(code, Some(0), "{said}{errors}");
    for part in [
        "Generated code: in step",
        "Implementation: the emitted document equals",
        "Compatibility: ",
        "Conformance: 0 findings; ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // Without it, the service is left alone.
    let (code, said, _) = checked.check(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("Conformance"), "{said}");
}

#[test]
fn what_is_found_of_all_four_is_one_report_in_every_form() {
    let checked = Checked::with(
        &[
            ("maxLength: 50", "maxLength: 40"),
            (
                "format: int64\n        minimum: 0\n      example: 3000",
                "format: int64\n        minimum: 4000\n      example: 4000",
            ),
        ],
        &server().display().to_string(),
    );
    for (format, _) in FORMATS {
        let (code, said, errors) = checked.check(&["--all", "--format", format]);
        assert_eq!(code, Some(4), "{format}: {said}{errors}");
        for id in FOUND {
            assert!(said.contains(id), "{format} has no {id}: {said}");
        }
        if format == "sarif" {
            assert_sarif(&said);
        }
    }
    let (code, said, _) = checked.check(&["--only", "conformance"]);
    assert_eq!(code, Some(4), "{said}");
    assert!(
        said.contains("conform-header") && !said.contains("generated-differs"),
        "{said}"
    );
}

/// What the other parts find is told all the same.
#[test]
fn a_service_that_does_not_start_is_told_with_the_rest() {
    let checked = Checked::with(&[("maxLength: 50", "maxLength: 40")], "/nowhere/mfa-server");
    let (code, said, errors) = checked.check(&["--all"]);
    assert_eq!(code, Some(100), "{said}{errors}");
    assert!(
        said.contains("request-parameter-max-length-decreased"),
        "{said}"
    );
    assert!(errors.contains("/nowhere/mfa-server"), "{errors}");
}
