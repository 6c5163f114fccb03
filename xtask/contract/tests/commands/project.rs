//! The program in any directory: what `contract.toml` says, from wherever a command is called, and
//! what holds without one.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::common::text;

const CONTRACT: &str = "openapi: 3.1.1
info: {title: Library, version: 1.0.0}
paths:
  /books:
    get: {operationId: ListBooks, responses: {'204': {description: None.}}}
";

struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder(tempfile::tempdir().expect("a directory"));
        for (name, text) in files {
            let path = folder.path(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
            std::fs::write(path, text).expect("a file");
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn contract(&self, directory: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_contract"))
            .args(arguments)
            .current_dir(self.path(directory))
            .output()
            .expect("contract runs");
        let said = text(&output.stdout) + &text(&output.stderr);
        (output.status.code(), said)
    }
}

#[test]
fn without_a_project_the_usual_names_are_taken_in_the_current_folder() {
    let folder = Folder::with(&[("spec/openapi.yaml", CONTRACT), ("other.yaml", CONTRACT)]);
    let (code, said) = folder.contract(".", &["generate"]);
    assert_eq!(code, Some(0), "{said}");
    let api = std::fs::read_to_string(folder.path("server/src/contract/api.rs")).expect("made");
    assert!(
        api.starts_with("// @generated from spec/openapi.yaml by `contract generate`."),
        "{api}"
    );
    assert!(folder.path("client/src/generated/mod.rs").is_file());
    let (code, said) = folder.contract(".", &["lint", "other.yaml"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = folder.contract(".", &["diff", "other.yaml", "spec/openapi.yaml"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = folder.contract("spec", &["generate"]);
    assert_eq!(code, Some(100), "{said}");
}

#[test]
fn a_project_says_where_everything_is_and_is_found_from_below() {
    let settings = "command = \"just api\"
spec = \"v1/library.yaml\"
server-out = \"../backend/src/api\"
client-out = \"../sdk/src/api\"
";
    let folder = Folder::with(&[
        ("spec/contract.toml", settings),
        ("spec/v1/library.yaml", CONTRACT),
        ("backend/src/lib.rs", ""),
    ]);
    let (code, said) = folder.contract("backend/src", &["generate"]);
    assert_eq!(code, Some(0), "{said}");
    let api = std::fs::read_to_string(folder.path("backend/src/api/api.rs")).expect("made");
    assert!(
        api.starts_with("// @generated from spec/v1/library.yaml by `just api generate`."),
        "{api}"
    );
    // From the root, paths are told as they are seen from there.
    std::fs::write(folder.path("backend/src/api/api.rs"), "changed").expect("a file");
    let (code, said) = folder.contract(".", &["check", "--only", "generated"]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains(" backend/src/api/api.rs"), "{said}");
    assert!(said.contains("`just api generate`"), "{said}");
    // By name, from outside.
    let project = folder.path("spec/contract.toml").display().to_string();
    let elsewhere = Folder::with(&[]);
    let (code, said) = elsewhere.contract(".", &["lint", "--project", &project]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("spec/v1/library.yaml"), "{said}");
}

#[test]
fn settings_that_cannot_be_followed_are_told_with_their_place() {
    let folder = Folder::with(&[
        ("contract.toml", "command = \"x\"\nserver = \"src\"\n"),
        ("openapi.yaml", CONTRACT),
    ]);
    let (code, said) = folder.contract(".", &["lint", "openapi.yaml"]);
    assert_eq!(code, Some(100), "{said}");
    for part in ["contract.toml", "line 2", "`server`", "`server-out`"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (code, said) = folder.contract(".", &["lint", "--project", "none.toml"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("cannot read none.toml"), "{said}");
}

#[test]
fn shells_and_man_are_told_of_every_command() {
    let folder = Folder::with(&[]);
    let (_, help) = folder.contract(".", &["--help"]);
    let (_, list) = help.split_once("Commands:").expect("a list of commands");
    let (list, _) = list.split_once("Options:").expect("a list of options");
    let commands: Vec<&str> = list
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .filter(|word| word.chars().all(char::is_lowercase))
        .collect();
    assert!(
        commands.contains(&"lint") && commands.contains(&"upgrade"),
        "{commands:?}"
    );
    let (code, pages) = folder.contract(".", &["man", "--output", "man"]);
    assert_eq!(code, Some(0), "{pages}");
    for shell in ["bash", "fish", "zsh"] {
        let (code, script) = folder.contract(".", &["completions", shell]);
        assert_eq!(code, Some(0), "{script}");
        for command in &commands {
            assert!(script.contains(command), "{command} for {shell}");
        }
    }
    for command in commands.iter().filter(|command| **command != "help") {
        let page = folder.path(&format!("man/contract-{command}.1"));
        assert!(page.is_file(), "{}", page.display());
    }
    let (code, page) = folder.contract(".", &["man"]);
    assert_eq!(code, Some(0), "{page}");
    assert!(page.contains(".TH contract 1"), "{page}");
}
