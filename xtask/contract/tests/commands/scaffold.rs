//! A workspace for another contract: what is in it, and when none is made. That
//! one compiles, runs and passes its own check is told in docs/evolving.md,
//! which is run, too.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::common::{text, workspace};

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
        "pipeline/pipeline.toml",
        "pipeline/contract-tools/Cargo.toml",
        "pipeline/contract-server/src/lib.rs",
        "pipeline/contract-client/src/lib.rs",
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
        let said = [text(&status.stdout), text(&status.stderr)].concat();
        assert!(status.status.success(), "{title}: {said}");
        let readme = team.read("made/README.md");
        let head = readme.lines().next().expect("a title");
        assert!(head.len() > "# ".len(), "{head}");
    }
}

#[test]
fn a_vendored_pipeline_is_renewed_as_a_whole() {
    let team = Team::new();
    team.write("library.yaml", CONTRACT);
    let (code, said) = team.scaffold(&["library.yaml", "made"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = team.contract("made", &["upgrade"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("nothing changed"), "{said}");

    // An earlier version, as it was written then: one file was another one, one was not there,
    // and one is gone since.
    let label = team.read("made/pipeline/pipeline.toml");
    let changed = "made/pipeline/contract-tools/src/main.rs";
    let (new_main, gone) = (
        team.read(changed),
        "made/pipeline/contract-tools/src/gone.rs",
    );
    team.write(changed, "fn main() {}\n");
    team.write(gone, "\n");
    std::fs::remove_file(team.path("made/pipeline/contract-server/src/lib.rs")).expect("a file");
    let (code, said) = team.contract("made", &["upgrade"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("were edited"), "{said}");
    assert_eq!(team.read(changed), "fn main() {}\n");

    // Seen from `server/`, too.
    let (code, said) = team.contract("made/server", &["upgrade", "--force", "--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("1 file changed, 1 new, 1 gone"), "{said}");
    assert_eq!(team.read(changed), "fn main() {}\n");
    let (code, said) = team.contract("made/server", &["upgrade", "--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("`cargo xtask generate`"), "{said}");
    assert_eq!(team.read(changed), new_main);
    assert!(!team.path(gone).exists());
    assert!(
        team.path("made/pipeline/contract-server/src/lib.rs")
            .is_file()
    );
    assert_eq!(team.read("made/pipeline/pipeline.toml"), label);
    // Stopped between taking the old folder away and putting the new one there.
    std::fs::rename(team.path("made/pipeline"), team.path("made/.pipeline-old")).expect("a folder");
    let (code, said) = team.contract("made", &["upgrade"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(team.path("made/pipeline/pipeline.toml").is_file());

    // What changed for teams is told from the version that they had.
    team.write(
        "made/pipeline/pipeline.toml",
        &label.replace("version = \"1", "version = \"0"),
    );
    team.write(changed, "fn main() {}\n");
    let (code, said) = team.contract("made", &["upgrade", "--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("## 1.0.0"), "{said}");
    // A newer one is not put back.
    team.write(
        "made/pipeline/pipeline.toml",
        &label.replace("version = \"", "version = \"9"),
    );
    let (code, said) = team.contract("made", &["upgrade"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("install a newer one"), "{said}");
}

#[test]
fn the_pipeline_can_come_from_elsewhere() {
    let team = Team::new();
    team.write("library.yaml", CONTRACT);
    for (source, dependency) in [
        (
            "git:https://example.org/pipeline#1a2b3c",
            r#"contract-server = { git = "https://example.org/pipeline", rev = "1a2b3c" }"#,
        ),
        ("registry:1.2", r#"contract-server = { version = "1.2" }"#),
        (
            "path:checkout",
            r#"contract-server = { path = "../checkout/server/runtime" }"#,
        ),
    ] {
        let _ = std::fs::remove_dir_all(team.path("made"));
        let (code, said) = team.scaffold(&["library.yaml", "made", "--pipeline", source]);
        assert_eq!(code, Some(0), "{said}");
        assert!(!team.path("made/pipeline").exists(), "{source}");
        let manifest = team.read("made/Cargo.toml");
        assert!(manifest.contains(dependency), "{manifest}");
        let (code, said) = team.contract("made", &["upgrade"]);
        assert_eq!(code, Some(100), "{said}");
        assert!(said.contains("Cargo.toml"), "{said}");
    }
    let (code, said) = team.scaffold(&["library.yaml", "other", "--pipeline", "svn:x"]);
    assert_eq!(code, Some(100), "{said}");
    assert!(said.contains("git:URL#REV"), "{said}");
}

/// A contract with one of everything, and all that its code calls beside it: the packages of the
/// runtimes are not there.
#[test]
fn an_inlined_runtime_compiles_and_stays_in_step() {
    let team = Team::new();
    let spec = workspace().join("server/tests/layer/openapi.yaml");
    let spec = spec.display().to_string();
    let (code, said) = team.scaffold(&[&spec, "made", "--inline-runtime"]);
    assert_eq!(code, Some(0), "{said}");
    for side in ["server/src/contract", "client/src/generated"] {
        assert!(
            team.path("made")
                .join(side)
                .join("runtime/mod.rs")
                .is_file()
        );
    }
    let manifest = team.read("made/Cargo.toml");
    assert!(!manifest.contains("contract-server"), "{manifest}");
    team.is_in_step("made");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--workspace",
            "--exclude",
            "xtask",
            "--all-targets",
        ])
        .args(["--quiet", "--offline"])
        .current_dir(team.path("made"))
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", target.join("inlined"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}
