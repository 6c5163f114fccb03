//! What is told about two contracts that differ in one place, in few words: how values
//! are written, where operations are served, what is demanded of who calls.
//!
//! A case in `compat/pairs/` is a contract with `…` in one place, and what stands there
//! before and after, parted by `----`; beside it, what is told.

use std::process::Command;

use serde_json::Value;

use crate::common::{assert_expected, cases, text};

#[test]
fn a_change_is_what_it_does_on_the_wire() {
    for case in cases("compat/pairs", "pair") {
        let written = std::fs::read_to_string(&case).expect("a case");
        let parts: Vec<&str> = written.trim_end().split("\n----\n").collect();
        let [within, before, after] = parts[..] else {
            panic!("{}: three parts", case.display());
        };
        let directory = tempfile::tempdir().expect("a directory");
        for (name, part) in [("base.yaml", before), ("revision.yaml", after)] {
            let contract = within.replacen('…', part, 1);
            std::fs::write(directory.path().join(name), contract).expect("a file is written");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_contract"))
            .args(["diff", "base.yaml", "revision.yaml", "--format", "json"])
            .current_dir(directory.path())
            .output()
            .expect("xtask runs");
        let report: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}: {}", case.display(), text(&output.stderr)));
        let findings = report["findings"].as_array().expect("findings");
        let mut told: String = findings
            .iter()
            .filter(|finding| finding["id"] != "api-major-version-not-bumped")
            .map(|finding| {
                let word = |key: &str| finding[key].as_str().unwrap_or_default();
                let witness = match &finding["witness"]["value"] {
                    Value::Null => String::new(),
                    value => format!(" ({value})"),
                };
                let (level, id, message) = (word("level"), word("id"), word("message"));
                format!("{level} {id}: {message}{witness}\n")
            })
            .collect();
        if told.is_empty() {
            told = "nothing\n".to_owned();
        }
        assert_expected(&told, &case.with_extension("txt"));
    }
}
