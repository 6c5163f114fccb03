//! The same report in every form, for every command: what `diff` and `check`
//! tell is written as what `lint` tells.
//!
//! A folder of `formats/` holds what is expected of a command, in every form.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::{assert_expected, text, xtask};

/// The forms, and the files of what is expected.
pub const FORMATS: [(&str, &str); 8] = [
    ("text", "report.txt"),
    ("json", "report.json"),
    ("yaml", "report.yaml"),
    ("markdown", "report.md"),
    ("html", "report.html"),
    ("junit", "report.xml"),
    ("github", "report.github"),
    ("sarif", "report.sarif"),
];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/formats")
        .join(name)
}

/// Two contracts that differ in one of everything: what breaks, what may
/// concern somebody, what is new, what reads otherwise.
fn diff(format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "base.yaml", "revision.yaml", "--format", format])
        .current_dir(folder("diff"))
        .output()
        .expect("xtask runs");
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn changes_are_told_in_every_form() {
    for (format, file) in FORMATS {
        assert_expected(&diff(format), &folder("diff").join(file));
    }
}

/// What SARIF 2.1.0 asks of the parts that are written, section by section.
pub fn assert_sarif(log: &str) {
    let schema = std::fs::read_to_string(folder("sarif-2.1.0-subset.schema.json"));
    let schema = serde_json::from_str(&schema.expect("the schema")).expect("JSON");
    let validator = jsonschema::draft7::new(&schema).expect("a schema");
    let log: serde_json::Value = serde_json::from_str(log).expect("JSON");
    let errors: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let run = &log["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("an index");
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(index).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_of_changes_has_both_places() {
    let log = diff("sarif");
    assert_sarif(&log);
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let file = |location: &serde_json::Value| {
            location["physicalLocation"]["artifactLocation"]["uri"].clone()
        };
        assert_eq!(file(&result["locations"][0]), "revision.yaml", "{result}");
        assert_eq!(
            file(&result["relatedLocations"][0]),
            "base.yaml",
            "{result}"
        );
        assert!(result["ruleIndex"].is_u64(), "{result}");
    }
}

/// `check` of a contract that is out of step with its last release.
fn check(format: &str) -> String {
    let spec = "xtask/contract/tests/formats/check/openapi.yaml";
    let output = xtask(&[
        "check",
        "--only",
        "compatibility",
        "--spec",
        spec,
        "--format",
        format,
    ]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn drift_is_told_in_every_form() {
    for (format, file) in FORMATS {
        assert_expected(&check(format), &folder("check").join(file));
    }
    assert_sarif(&check("sarif"));
}

#[test]
fn what_is_in_the_way_of_generating_is_told_in_every_form() {
    let out = tempfile::tempdir().expect("a directory");
    let out = out.path().display().to_string();
    for (format, _) in FORMATS {
        let output = xtask(&[
            "generate",
            "--spec",
            "xtask/contract/tests/refused/style-of-another-location.yaml",
            "--server-out",
            &out,
            "--client-out",
            &out,
            "--format",
            format,
        ]);
        assert_eq!(output.status.code(), Some(100), "{format}");
        // A person reads it where errors stand, a program where reports are.
        let (report, other) = match format {
            "text" => (output.stderr, output.stdout),
            _ => (output.stdout, output.stderr),
        };
        let (report, other) = (text(&report), text(&other));
        assert!(report.contains("inexpressible"), "{format}: {report}");
        assert!(!other.contains("inexpressible"), "{format}: {other}");
        if format == "sarif" {
            assert_sarif(&report);
        }
    }
}
