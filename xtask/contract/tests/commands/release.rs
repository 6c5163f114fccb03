//! The contract is released: a copy is kept, the changelog says what changed,
//! and neither says what is not so. `check` holds the contract to what its
//! version promises.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::common::{text, xtask};

const FIRST: &str = r#"openapi: 3.1.1
info: {title: Library, version: 1.0.0}
servers: [{url: /}]
security: []
paths:
  /books:
    get:
      operationId: list_books
      summary: List books
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
      responses:
        '200': {description: All of them.}
        '400': {description: Wrong.}
"#;

const BREAK: (&str, &str) = ("maximum: 100", "maximum: 50");
const ADDITION: (&str, &str) = (
    "        - {name: limit",
    "        - {name: author, in: query, schema: {type: string}}\n        - {name: limit",
);
const TEXT: (&str, &str) = ("List books", "List all books");

/// A folder with a contract.
struct Team {
    folder: TempDir,
}

impl Team {
    fn new() -> Self {
        let team = Team {
            folder: tempfile::tempdir().expect("a directory"),
        };
        team.write("openapi.yaml", FIRST);
        team
    }

    /// One that released its first contract.
    fn released() -> Self {
        let team = Team::new();
        let (code, said) = team.release(&[]);
        assert_eq!(code, Some(0), "{said}");
        team
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

    fn change(&self, (from, to): (&str, &str)) {
        let before = self.read("openapi.yaml");
        assert_eq!(before.matches(from).count(), 1, "{from}");
        self.write("openapi.yaml", &before.replace(from, to));
    }

    fn version(&self, version: &str) {
        let before = self.read("openapi.yaml");
        let (start, rest) = before.split_once("version: ").expect("a version");
        let (_, end) = rest.split_once('}').expect("an end");
        self.write("openapi.yaml", &format!("{start}version: {version}}}{end}"));
    }

    fn run(&self, command: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let spec = self.path("openapi.yaml").display().to_string();
        let output = xtask(&[&[command, "--spec", &spec], arguments].concat());
        let said = text(&output.stdout) + &text(&output.stderr);
        let here = format!("{}/", self.folder.path().display());
        (output.status.code(), said.replace(&here, ""))
    }

    fn release(&self, arguments: &[&str]) -> (Option<i32>, String) {
        self.run("release", arguments)
    }

    fn check(&self) -> (Option<i32>, String) {
        self.run("check", &["--only", "compatibility"])
    }

    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(self.folder.path(), self.folder.path(), &mut found);
        found.sort();
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, found);
        } else {
            let relative = path.strip_prefix(root).expect("below");
            found.push(relative.display().to_string());
        }
    }
}

#[test]
fn the_first_release_keeps_a_copy_and_begins_the_changelog() {
    let team = Team::new();
    let (code, said) = team.check();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("no version was released"), "{said}");

    let (code, said) = team.release(&["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Would write released/1.0.0.yaml."), "{said}");
    assert_eq!(team.files(), ["openapi.yaml"]);

    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(team.read("released/1.0.0.yaml"), FIRST);
    assert!(team.read("CHANGELOG.md").ends_with(
        "## 1.0.0\n\nThe first release.\n\n### Operations\n\n- `GET /books`: List books.\n"
    ));
    let (code, said) = team.check();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("nothing changed since 1.0.0"), "{said}");

    // Once more: it is released already, and nothing is written.
    let changelog = team.read("CHANGELOG.md");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("released before"), "{said}");
    assert_eq!(team.read("CHANGELOG.md"), changelog);
}

#[test]
fn a_version_has_to_say_what_changed() {
    for (change, version, check, release, told) in [
        (BREAK, "1.0.0", 4, 4, "major-version-not-raised"),
        (BREAK, "1.0.1", 4, 4, "major-version-not-raised"),
        (BREAK, "1.1.0", 4, 4, "set `info.version` to 2.0.0"),
        (BREAK, "2.0.0", 0, 0, ""),
        (ADDITION, "1.0.0", 4, 4, "minor-version-not-raised"),
        (ADDITION, "1.0.1", 4, 4, "set `info.version` to 1.1.0"),
        (ADDITION, "1.1.0", 0, 0, ""),
        (ADDITION, "2.0.0", 0, 0, ""),
        // What people read may change between two releases.
        (TEXT, "1.0.0", 0, 4, "-version-not-raised"),
        (TEXT, "1.0.1", 0, 0, ""),
        (BREAK, "0.9.0", 4, 4, "version-went-back"),
        (BREAK, "next", 4, 4, "version-unreadable"),
        // What `diff` does not compare changes the contract, too.
        (("'400'", "x-note: 1\n        '400'"), "1.0.0", 0, 4, ""),
    ] {
        let team = Team::released();
        let before = team.files();
        let changelog = team.read("CHANGELOG.md");
        team.change(change);
        team.version(version);
        let (code, said) = team.check();
        assert_eq!(code, Some(check), "{change:?} {version}: {said}");
        assert!(said.contains(told), "{change:?} {version}: {said}");
        let (code, said) = team.release(&[]);
        assert_eq!(code, Some(release), "{change:?} {version}: {said}");
        if release == 4 {
            assert_eq!(team.files(), before, "{change:?} {version}");
            assert_eq!(team.read("CHANGELOG.md"), changelog);
            assert_eq!(team.read("released/1.0.0.yaml"), FIRST);
        } else {
            let copy = team.read(&format!("released/{version}.yaml"));
            assert_eq!(copy, team.read("openapi.yaml"));
            let (code, said) = team.check();
            assert_eq!(code, Some(0), "{said}");
        }
    }
}

#[test]
fn the_newest_release_counts_and_the_changelog_tells_all() {
    let team = Team::released();
    for minor in 1..=10 {
        team.change((
            "- {name: limit",
            &format!(
                "- {{name: p{minor}, in: query, schema: {{type: string}}}}\n        - {{name: limit"
            ),
        ));
        team.version(&format!("1.{minor}.0"));
        let (code, said) = team.release(&[]);
        assert_eq!(code, Some(0), "{said}");
    }
    team.change(BREAK);
    team.version("2.0.0");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    let changelog = team.read("CHANGELOG.md");
    let expected = "## 2.0.0\n\n### Breaking changes\n\n#### `GET /books`\n\n- The query parameter `limit` has `maximum` 50 instead of 100.";
    assert!(changelog.contains(expected), "{changelog}");
    // 1.10.0 is newer than 1.9.0, and has its own change alone.
    let expected = "## 1.10.0\n\n### Added\n\n#### `GET /books`\n\n- The query parameter `p10` is new.\n\n## 1.9.0";
    assert!(changelog.contains(expected), "{changelog}");
}

#[test]
fn a_lost_changelog_is_written_again_from_the_released_copies() {
    let team = Team::released();
    team.change(ADDITION);
    team.version("1.1.0");
    assert_eq!(team.release(&[]).0, Some(0));
    team.change(BREAK);
    team.version("2.0.0");
    assert_eq!(team.release(&[]).0, Some(0));
    let written = team.read("CHANGELOG.md");
    // Lost after the release, and lost before the next one.
    std::fs::remove_file(team.path("CHANGELOG.md")).expect("it was there");
    let (code, said) = team.release(&["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!team.path("CHANGELOG.md").exists());
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("it is written again"), "{said}");
    assert_eq!(team.read("CHANGELOG.md"), written);
    team.write("CHANGELOG.md", "");
    team.change(TEXT);
    team.version("2.0.1");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    let again = team.read("CHANGELOG.md");
    let first = written.find("## 2.0.0").expect("an entry");
    assert!(again.contains("## 2.0.1\n"), "{again}");
    assert!(again.ends_with(&written[first..]), "{again}");
}

/// Dates are versions as well: they keep their spelling, and any newer one may break.
#[test]
fn a_contract_may_be_versioned_by_date() {
    let team = Team::new();
    team.version("2024-06-01");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        team.files()
            .contains(&"released/2024-06-01.yaml".to_owned())
    );
    assert!(team.read("CHANGELOG.md").contains("\n## 2024-06-01\n"));
    team.change(BREAK);
    let (code, said) = team.check();
    assert_eq!(code, Some(4), "{said}");
    team.version("2024-05-31");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("2024-06-01 was released already"), "{said}");
    team.version("2024-10-01");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        team.files()
            .contains(&"released/2024-10-01.yaml".to_owned())
    );
    let changelog = team.read("CHANGELOG.md");
    assert!(
        changelog.find("## 2024-10-01") < changelog.find("## 2024-06-01"),
        "{changelog}"
    );
}

/// Whoever reads the changelog learns of every operation that a change is about.
#[test]
fn a_change_of_many_operations_names_them_all() {
    let team = Team::new();
    let schema =
        "components: {schemas: {Book: {type: object, properties: {title: {type: string}}}}}\n";
    let operation = |n: usize| {
        format!(
            "  /shelf{n}:\n    get:\n      operationId: shelf{n}\n      summary: Shelf\n      responses:\n        '200': {{description: It., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Book'}}}}}}}}\n        '400': {{description: Wrong.}}\n"
        )
    };
    let more: String = (1..=6).map(operation).collect();
    let contract = format!("{FIRST}{more}{schema}");
    team.write("openapi.yaml", &contract);
    assert_eq!(team.release(&[]).0, Some(0));
    team.change((
        "title: {type: string}",
        "title: {type: string}, author: {type: string}",
    ));
    team.version("1.1.0");
    assert_eq!(team.release(&[]).0, Some(0));
    let changelog = team.read("CHANGELOG.md");
    let expected = "#### 6 operations\n\n`GET /shelf1`, `GET /shelf2`, `GET /shelf3`, `GET /shelf4`, `GET /shelf5`, `GET /shelf6`.\n\n- ";
    assert!(changelog.contains(expected), "{changelog}");
}

#[test]
fn what_the_team_knows_about_needs_no_version() {
    let team = Team::released();
    team.change(BREAK);
    team.write(
        "diff.toml",
        "[[known]]\nid = \"request-parameter-max-decreased\"\nreason = \"Nobody asks for more.\"\nuntil = \"9999-01-01\"\n",
    );
    let (code, said) = team.check();
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("nothing changed since 1.0.0 beside a change that is known"),
        "{said}"
    );
    // Who is called does not know it: the changelog has it all the same.
    team.version("1.0.1");
    let (code, said) = team.release(&["--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("- The query parameter `limit` has `maximum` 50 instead of 100."),
        "{said}"
    );
    let renamed = team.path("diff.toml");
    std::fs::rename(renamed, team.path("other.toml")).expect("a file to rename");
    assert_eq!(team.check().0, Some(4));
    let other = team.path("other.toml").display().to_string();
    let known = ["--only", "compatibility", "--known", &other];
    assert_eq!(team.run("check", &known).0, Some(0));
}

#[test]
fn a_contract_of_several_files_is_released_as_a_folder() {
    let team = Team::new();
    team.change((
        "{type: integer, maximum: 100}",
        "{$ref: schemas/limit.yaml}",
    ));
    team.write("schemas/limit.yaml", "{type: integer, maximum: 100}\n");
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        team.read("released/1.0.0/schemas/limit.yaml"),
        "{type: integer, maximum: 100}\n"
    );
    assert_eq!(team.check().0, Some(0));
    team.write("schemas/limit.yaml", "{type: integer, maximum: 50}\n");
    let (code, said) = team.check();
    assert_eq!(code, Some(4), "{said}");
    assert!(
        said.contains("released/1.0.0/schemas/limit.yaml:1"),
        "{said}"
    );

    // A file outside of the folder would go on changing.
    let inner = team.path("inner/openapi.yaml").display().to_string();
    team.write(
        "inner/openapi.yaml",
        &FIRST.replace(
            "{type: integer, maximum: 100}",
            "{$ref: ../schemas/limit.yaml}",
        ),
    );
    let output = xtask(&["release", "--spec", &inner]);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stdout).contains("release-outside"));
    assert!(!team.path("inner/released").exists());
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["release", "--spec", "openapi.yaml"])
        .current_dir(team.path("inner"))
        .output()
        .expect("xtask runs");
    assert!(text(&output.stdout).contains("release-outside"));
}

#[test]
fn a_contract_with_a_fault_is_not_released() {
    let team = Team::new();
    team.change((
        "type: integer, maximum: 100",
        "type: integer, minimum: 200, maximum: 100",
    ));
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("no-impossible-bounds"), "{said}");
    assert_eq!(team.files(), ["openapi.yaml"]);
}

#[test]
fn a_changelog_that_tells_of_the_version_already_is_not_overwritten() {
    let team = Team::released();
    team.change(ADDITION);
    team.version("1.1.0");
    let changelog = team
        .read("CHANGELOG.md")
        .replace("## 1.0.0", "## 1.1.0\n\n- No.\n\n## 1.0.0");
    team.write("CHANGELOG.md", &changelog);
    let (code, said) = team.release(&[]);
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("changelog-has-version"), "{said}");
    assert!(!team.path("released/1.1.0.yaml").exists());
}

#[test]
fn a_released_copy_under_another_name_is_told() {
    let team = Team::released();
    team.write("released/1.2.0.yaml", FIRST);
    let (code, said) = team.check();
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("warning[released-misnamed]"), "{said}");
}

#[test]
fn our_own_contract_is_what_was_released_or_newer() {
    let output = xtask(&["check", "--only", "compatibility"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}
