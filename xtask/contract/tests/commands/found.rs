//! What the commands find beside the rules of `lint` and the changes of `diff`:
//! each rule has a case, which `explain` shows.
//!
//! A case in `found/` is named after the rule. `--- FILE` begins a file, and
//! `$ COMMAND` is run where the files are (`rm` takes one away); what the last
//! command says by the rule stands beside it.

use std::path::Path;
use std::process::Command;

use crate::common::{assert_expected, cases, text};

fn run(case: &str, folder: &Path) -> String {
    let mut file: Option<std::path::PathBuf> = None;
    let mut said = String::new();
    for line in case.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
            std::fs::write(&path, "").expect("a file is written");
            file = Some(path);
        } else if let Some(name) = line.strip_prefix("$ rm ") {
            std::fs::remove_file(folder.join(name)).expect("a file is taken away");
        } else if let Some(command) = line.strip_prefix("$ ") {
            let output = Command::new(env!("CARGO_BIN_EXE_contract"))
                .args(command.split(' '))
                .current_dir(folder)
                .output()
                .expect("contract runs");
            said = text(&output.stdout) + &text(&output.stderr);
        } else {
            let path = file.as_ref().expect("a file begins with its name");
            let before = std::fs::read_to_string(path).expect("the file");
            std::fs::write(path, format!("{before}{line}\n")).expect("a file is written");
        }
    }
    said
}

#[test]
fn every_rule_is_found_in_the_case_with_its_name() {
    for case in cases("found", "case") {
        let folder = tempfile::tempdir().expect("a directory");
        let said = run(
            &std::fs::read_to_string(&case).expect("a case"),
            folder.path(),
        );
        let mark = format!("[{}]: ", case.file_stem().expect("a name").display());
        let lines = said.lines().skip_while(|line| !line.contains(&mark));
        let found: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
        assert!(!found.is_empty(), "{mark}{said}");
        assert_expected(
            &format!("{}\n", found.join("\n")),
            &case.with_extension("txt"),
        );
    }
}
