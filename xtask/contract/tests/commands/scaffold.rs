//! A workspace for another contract: what is in it, and when none is made. That
//! one compiles, runs and passes its own check is told in docs/evolving.md,
//! which is run, too.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::common::text;

const CONTRACT: &str = r#"openapi: 3.1.1
info: {title: Library, version: 1.0.0}
servers: [{url: /}]
security: []
paths:
  /books:
    get:
      operationId: ListBooks
      responses:
        '200': {description: All of them.}
"#;

/// An operation that cannot be expressed.
const UNSUPPORTED: &str = r#"    post:
      operationId: AddBook
      requestBody:
        content:
          application/json:
            schema: {type: string, minLength: many}
      responses:
        '204': {description: Done.}
"#;

struct Team {
    folder: TempDir,
}

impl Team {
    fn new() -> Self {
        Team {
            folder: tempfile::tempdir().expect("a directory"),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file is written");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    /// In this folder, with paths as they are seen from here.
    fn scaffold(&self, arguments: &[&str]) -> (Option<i32>, String) {
        self.contract(".", &[&["scaffold"], arguments].concat())
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

    /// The workspace is in step with its contract, wherever that lies.
    fn is_in_step(&self, workspace: &str) {
        let (code, said) = self.contract(workspace, &["check", "--only", "generated"]);
        assert_eq!(code, Some(0), "{said}");
        let (code, said) = self.contract(workspace, &["generate"]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("nothing changed"), "{said}");
        let (code, said) = self.contract(workspace, &["lint"]);
        assert!(code == Some(0) || code == Some(4), "{said}");
    }
}

#[test]
fn a_workspace_has_contract_server_client_and_pipeline() {
    let team = Team::new();
    team.write("library.yaml", CONTRACT);
    let (code, said) = team.scaffold(&["library.yaml", "made/library"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("cd made/library"), "{said}");
    for file in [
        ".cargo/config.toml",
        ".github/workflows/contract.yml",
        ".gitignore",
        ".pre-commit-config.yaml",
        "Cargo.lock",
        "Cargo.toml",
        "README.md",
        "client/Cargo.toml",
        "client/src/generated/mod.rs",
        "client/src/lib.rs",
        "client/src/main.rs",
        "server/Cargo.toml",
        "server/src/app.rs",
        "server/src/contract/api.rs",
        "server/src/handlers.rs",
        "server/src/main.rs",
        "xtask/Cargo.toml",
        "xtask/src/main.rs",
        "xtask/contract/templates/scaffold/README.md",
    ] {
        let path = team.path("made/library").join(file);
        assert!(path.is_file(), "{file}");
    }
    assert_eq!(team.read("made/library/spec/openapi.yaml"), CONTRACT);
    let handlers = team.read("made/library/server/src/handlers.rs");
    assert!(handlers.contains("async fn list_books("), "{handlers}");
    // Nothing of this workspace's own service goes along.
    for file in [
        ".github/workflows/contract.yml",
        ".pre-commit-config.yaml",
        "Cargo.toml",
        "README.md",
        "server/Cargo.toml",
        "client/Cargo.toml",
    ] {
        let text = team.read(&format!("made/library/{file}"));
        assert!(!text.to_lowercase().contains("mfa"), "{file}: {text}");
    }
    team.is_in_step("made/library");
}

#[test]
fn a_directory_with_something_in_it_is_left_alone() {
    let team = Team::new();
    team.write("library.yaml", CONTRACT);
    team.write("library/notes.txt", "mine");
    let (code, said) = team.scaffold(&["library.yaml", "library"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("library is not empty"), "{said}");
    let entries = std::fs::read_dir(team.path("library")).expect("a directory");
    assert_eq!(entries.count(), 1);
    let (code, said) = team.scaffold(&["library.yaml", "library.yaml"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("cannot use library.yaml"), "{said}");

    // An empty one may be there.
    std::fs::create_dir(team.path("empty")).expect("a directory");
    let (code, said) = team.scaffold(&["library.yaml", "empty"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn nothing_is_made_of_a_contract_that_cannot_be_generated_from() {
    let team = Team::new();
    team.write("library.yaml", &format!("{CONTRACT}{UNSUPPORTED}"));
    let (code, said) = team.scaffold(&["library.yaml", "library"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("library.yaml:16"), "{said}");
    assert!(said.contains("--skip-unsupported"), "{said}");
    assert!(!team.path("library").exists());

    let (code, said) = team.scaffold(&["missing.yaml", "library"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(!team.path("library").exists());

    let (code, said) = team.scaffold(&["library.yaml", "library", "--skip-unsupported"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("left out: POST /books"), "{said}");
    let manifest = team.read("library/spec/contract.toml");
    assert!(manifest.contains("skip-unsupported = true"), "{manifest}");
    let handlers = team.read("library/server/src/handlers.rs");
    assert!(!handlers.contains("add_book"), "{handlers}");
}

#[test]
fn references_between_files_stay_true() {
    let team = Team::new();
    let response = "{description: All of them.}";
    let refers = CONTRACT.replace(response, "{$ref: '../common/all.yaml#/Books'}");
    assert_ne!(refers, CONTRACT);
    team.write("specs/api/library.yaml", &refers);
    // It refers back by the name that the contract has.
    team.write(
        "specs/common/all.yaml",
        "Books:\n  description: All of them.\n  content:\n    application/json:\n      schema: {$ref: '../api/library.yaml#/components/schemas/Books'}\n",
    );
    let schema = "components:\n  schemas:\n    Books: {type: array, items: {type: string}}\n";
    team.write("specs/api/library.yaml", &format!("{refers}{schema}"));
    std::fs::create_dir(team.path("elsewhere")).expect("a directory");
    let arguments = ["scaffold", "../specs/api/library.yaml", "made"];
    let (code, said) = team.contract("elsewhere", &arguments);
    assert_eq!(code, Some(0), "{said}");
    for file in ["spec/api/library.yaml", "spec/common/all.yaml"] {
        assert!(team.path("elsewhere/made").join(file).is_file(), "{file}");
    }
    let workflow = team.read("elsewhere/made/.github/workflows/contract.yml");
    assert!(
        workflow.contains("CONTRACT: spec/api/library.yaml"),
        "{workflow}"
    );
    team.is_in_step("elsewhere/made");
}

#[test]
fn a_contract_that_names_itself_keeps_its_name() {
    let team = Team::new();
    let refers = CONTRACT.replace(
        "{description: All of them.}",
        "{$ref: 'library.yaml#/components/responses/All'}",
    );
    let all = "components:\n  responses:\n    All: {description: All of them.}\n";
    team.write("library.yaml", &format!("{refers}{all}"));
    // A file of the usual name that is another one.
    let (code, said) = team.scaffold(&["./library.yaml", "./made/"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(team.path("made/spec/library.yaml").is_file());
    team.is_in_step("made");
}

#[test]
fn json_stays_json() {
    let team = Team::new();
    team.write(
        "library.json",
        r#"{"openapi": "3.0.3", "info": {"title": "Library", "version": "1"}, "paths": {}}"#,
    );
    let (code, said) = team.scaffold(&["library.json", "made"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(team.path("made/spec/openapi.json").is_file());
    assert!(team.read("made/README.md").contains("spec/openapi.json"));
    team.is_in_step("made");
}

#[test]
fn a_title_may_be_anything() {
    for title in [
        r#""Books \"and\" {{ more }}\n\n*/ // {% if %} \\""#,
        r#""\u202e\u0000#\r## ```""#,
        r#""""#,
    ] {
        let team = Team::new();
        let contract = CONTRACT.replace("title: Library", &format!("title: {title}"));
        team.write("library.yaml", &contract);
        let (code, said) = team.scaffold(&["library.yaml", "made"]);
        assert_eq!(code, Some(0), "{title}: {said}");
        // rustfmt reads it, and would leave alone what it cannot read.
        let status = Command::new("cargo")
            .args(["fmt", "--all", "--check"])
            .current_dir(team.path("made"))
            .output()
            .expect("cargo runs");
        assert!(status.status.success(), "{title}: {}", text(&status.stdout));
        let readme = team.read("made/README.md");
        let head = readme.lines().next().expect("a title");
        assert!(head.len() > "# ".len(), "{head}");
    }
}
