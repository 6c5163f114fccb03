//! What is wrong with a document is found, told in every form, and corrected
//! where there is one right answer.
//!
//! A case in `lint/` is a change to a document without fault (the text to
//! find, and the text to put in its place), beside what `lint` tells about it.
//! It is named after the rule that it breaks; `--3.0` at the end means that it
//! is a change to the base of that version. Every rule is switched on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::{assert_expected, cases, relative, text, workspace, xtask};
use crate::formats::{FORMATS, assert_sarif};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

/// The ids in the table of rules.
fn rules() -> Vec<String> {
    let output = xtask(&["lint", "--rules"]);
    text(&output.stdout)
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(id, _)| id.to_owned())
        .collect()
}

/// Settings that switch every rule on.
fn strict() -> String {
    let table = text(&xtask(&["lint", "--rules"]).stdout);
    let off = table
        .lines()
        .filter(|line| line.contains("| off |"))
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(id, _)| format!("\"{id}\" = \"warning\"\n"));
    format!("[levels]\n{}", off.collect::<String>())
}

/// `lint` on a text, with the name of its file instead of its path.
fn lint(document: &str, settings: &str, arguments: &[&str]) -> (Output, String) {
    let directory = tempfile::tempdir().expect("a directory");
    let spec = directory.path().join("openapi.yaml");
    std::fs::write(&spec, document).expect("a file is written");
    std::fs::write(directory.path().join("lint.toml"), settings).expect("a file is written");
    let path = spec.display().to_string();
    let output = xtask(&[&["lint", &path][..], arguments].concat());
    let parent = format!("{}/", directory.path().display());
    let said = text(&output.stdout) + &text(&output.stderr);
    (output, said.replace(&parent, ""))
}

fn changed(base: &str, case: &Path) -> String {
    let change = std::fs::read_to_string(case).expect("a case");
    let mut changed = base.to_owned();
    for step in change.split("\n====\n").filter(|step| !step.is_empty()) {
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
    changed
}

fn name_of(case: &Path) -> String {
    case.file_name()
        .and_then(|name| name.to_str())
        .and_then(|name| name.strip_suffix(".change"))
        .expect("a name")
        .to_owned()
}

#[test]
fn every_rule_finds_its_cases_and_nothing_in_the_bases() {
    let strict = strict();
    let read = |name: &str| std::fs::read_to_string(folder("lint").join(name)).expect("a base");
    let (base, base_30) = (read("base.yaml"), read("base-3.0.yaml"));
    for base in [&base, &base_30] {
        let (output, said) = lint(base, &strict, &["--fail-on", "any"]);
        assert_eq!(output.status.code(), Some(0), "{said}");
    }
    for case in cases("lint", "change") {
        let name = name_of(&case);
        let base = if name.ends_with("--3.0") {
            &base_30
        } else {
            &base
        };
        let settings = std::fs::read_to_string(case.with_file_name(format!("{name}.toml")));
        let settings = format!("{strict}\n{}", settings.unwrap_or_default());
        let (output, said) = lint(&changed(base, &case), &settings, &["--fail-on", "any"]);
        let rule = name.split("--").next().unwrap_or_default();
        assert_eq!(output.status.code(), Some(4), "{name}: {said}");
        assert!(said.contains(&format!("[{rule}]")), "{name}: {said}");
        assert_expected(&said, &case.with_file_name(format!("{name}.txt")));
    }
}

#[test]
fn every_rule_has_a_case() {
    let named: BTreeSet<String> = cases("lint", "change")
        .iter()
        .map(|case| {
            name_of(case)
                .split("--")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect();
    for rule in rules() {
        assert!(
            named.contains(&rule),
            "there is no case for `{rule}` in xtask/contract/tests/lint"
        );
    }
}

#[test]
fn our_own_contract_has_no_fault() {
    let output = xtask(&["lint", "--fail-on", "any"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
}

#[test]
fn the_documentation_is_the_table_of_rules() {
    let path = workspace().join("docs/lint-rules.md");
    let introduction = "# Rules of `cargo xtask lint`\n\nMade from the code by `cargo xtask lint --rules`; renew it with `SNAPSHOTS=overwrite cargo test -p xtask`.\n\nAn error is a document that contradicts itself or its specification; a warning, one that is harder to use than it has to be. A rule that is off can be switched on in `lint.toml`, beside the contract:\n\n```toml\n[levels]\ninfo-contact = \"error\" # off, info, warning, error\ninfo-license = { level = \"off\", reason = \"The API is our own.\" }\n\n[[exceptions]]\nrule = \"operation-4xx-response\"\nat = \"/paths/~1health/**\" # JSON Pointer; `*` is any text in a token, `**` any tokens\nfile = \"paths/health.yaml\" # beside lint.toml; without it, in any file\nreason = \"The health check takes no input.\"\n```\n\nA rule whose meaning is the same as one of Redocly's `recommended` set or Spectral's `oas` set has its name.\n\n";
    let table = text(&xtask(&["lint", "--rules"]).stdout);
    assert_expected(&format!("{introduction}{table}"), &path);
}

/// What OpenAPI 3.2 adds is understood in a document that says so, and told by its name in
/// another one.
#[test]
fn what_a_version_has_is_known_and_what_it_has_not_is_named() {
    let written = std::fs::read_to_string(folder("refused").join("openapi-3.2.yaml"));
    let written = written.expect("the document");
    let (_, said) = lint(&written, "", &[]);
    // What cannot be generated is no fault of the document.
    let errors = said.lines().filter(|line| line.starts_with("error["));
    let mut errors = errors.filter(|line| !line.starts_with("error[inexpressible]"));
    assert_eq!(errors.next(), None, "{said}");
    let (_, said) = lint(&written.replace("3.2.0", "3.1.1"), "", &[]);
    for field in [
        "$self",
        "name",
        "summary",
        "kind",
        "parent",
        "query",
        "additionalOperations",
        "itemSchema",
        "prefixEncoding",
        "itemEncoding",
        "$ref",
        "mediaTypes",
        "defaultMapping",
        "nodeType",
        "deprecated",
        "oauth2MetadataUrl",
        "deviceAuthorization",
    ] {
        let told = format!("error[struct]: `{field}` is not a field of ");
        assert!(said.contains(&told), "{field}: {said}");
    }
    assert!(
        said.contains("`querystring` is not possible here"),
        "{said}"
    );
    let faults = written
        .replace("parent: all", "parent: none")
        .replace("{url: /, name: production}", "{url: /, label: production}");
    let (_, said) = lint(&faults, "", &[]);
    assert!(
        said.contains("the parent `none` is not among the tags"),
        "{said}"
    );
    assert!(
        said.contains("`label` is not a field of a Server Object"),
        "{said}"
    );
}

/// A case in `fixed/` is a document, beside the difference that `--fix` makes.
#[test]
fn what_has_one_right_answer_is_corrected_and_nothing_else_is_touched() {
    for case in [cases("fixed", "yaml"), cases("fixed", "json")].concat() {
        let directory = tempfile::tempdir().expect("a directory");
        let name = case.file_name().expect("a name");
        let spec = directory.path().join(name);
        std::fs::copy(&case, &spec).expect("a copy");
        let path = spec.display().to_string();
        let output = xtask(&["lint", "--fix", &path]);
        let parent = format!("{}/", directory.path().display());
        let diff = text(&output.stderr).replace(&path, &name.display().to_string());
        let case_name = relative(&case);
        assert!(!diff.contains(&parent), "{case_name}: {diff}");
        assert_expected(&diff, &case.with_extension("txt"));
        let before = std::fs::read_to_string(&spec).expect("a file");
        let again = xtask(&["lint", "--fix", &path]);
        assert_eq!(
            text(&again.stderr),
            "",
            "{case_name}: not all was corrected"
        );
        assert_eq!(before, std::fs::read_to_string(&spec).expect("a file"));
    }
}

/// Findings whose texts have what each format has to escape.
const TRICKY: &str = r#"openapi: 3.1.1
info:
  title: Case
  version: 1.0.0
  description: Says *nothing* <script>alert("&")</script>
  license: {name: MIT, identifier: MIT}
servers: [{url: /}]
security: []
paths:
  /a|b/{%c,d:e}:
    get:
      operationId: "100%: é"
      tags: [a<b>]
      summary: A `case`
      responses:
        '200': {description: Fine.}
        default: {$ref: '#/components/responses/No*where'}
"#;

#[test]
fn every_format_tells_the_same() {
    for (format, file) in FORMATS {
        let (output, said) = lint(TRICKY, "", &["--format", format]);
        assert_eq!(output.status.code(), Some(4), "{said}");
        // The table of rules has a snapshot of its own.
        let said = match format {
            "sarif" => without_rules(&said),
            _ => said,
        };
        assert_expected(&said, &folder("formats/lint").join(file));
    }
}

fn without_rules(log: &str) -> String {
    let mut log: serde_json::Value = serde_json::from_str(log).expect("JSON");
    log["runs"][0]["tool"]["driver"]["rules"] = serde_json::json!([]);
    serde_json::to_string_pretty(&log).expect("JSON") + "\n"
}

#[test]
fn sarif_is_valid() {
    assert_sarif(&lint(TRICKY, "", &["--format", "sarif"]).1);
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    let (_, said) = lint(TRICKY, "", &["--format", "junit"]);
    let mut reader = quick_xml::Reader::from_str(&said);
    let (mut cases, mut failures, mut told) = (0, 0, None);
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(element) => match element.name().as_ref() {
                b"testcase" => cases += 1,
                b"failure" => failures += 1,
                b"testsuite" => {
                    let number = |name: &str| {
                        let attribute = element.try_get_attribute(name).expect("attributes");
                        let value = attribute.expect("a count").value;
                        text(&value).parse::<usize>().expect("a number")
                    };
                    told = Some((number("tests"), number("failures")));
                }
                _ => {}
            },
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(cases > 0);
    assert_eq!(told, Some((cases, failures)));
}

#[test]
fn a_report_goes_to_a_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("report.json").display().to_string();
    let output = xtask(&["lint", "--format", "json", "--output", &path]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("0 findings, written to"));
    let report = std::fs::read_to_string(&path).expect("the report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["summary"]["errors"], 0);
}

#[test]
fn what_fails_is_for_the_team_to_say() {
    let base = std::fs::read_to_string(folder("lint").join("base.yaml")).expect("a base");
    let warned = base.replace("      summary: Add a book\n", "");
    let code =
        |settings: &str, arguments: &[&str]| lint(&warned, settings, arguments).0.status.code();
    assert_eq!(code("", &[]), Some(0));
    assert_eq!(code("", &["--fail-on", "warning"]), Some(4));
    let rule = "[levels]\noperation-summary = ";
    assert_eq!(code(&format!("{rule}\"error\""), &[]), Some(4));
    assert_eq!(
        code(&format!("{rule}\"off\""), &["--fail-on", "any"]),
        Some(0)
    );
    let info = format!("{rule}\"info\"");
    assert_eq!(code(&info, &["--fail-on", "warning"]), Some(0));
    assert_eq!(code(&info, &["--fail-on", "any"]), Some(4));
    let excepted = "[[exceptions]]\nrule = \"operation-summary\"\nat = \"/paths/*/post\"\nreason = \"Its name says it.\"\n";
    assert_eq!(code(excepted, &["--fail-on", "any"]), Some(0));
}

/// The same pointer may be there in several files.
#[test]
fn an_exception_may_be_about_one_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        std::fs::write(directory.path().join(name), text).expect("a file is written");
    };
    let item = "get: {operationId: ID, responses: {'200': {description: Fine.}, '400': {description: Wrong.}}}\n";
    write(
        "openapi.yaml",
        "openapi: 3.1.1\ninfo: {title: A, version: 1.0.0}\nservers: [{url: /}]\nsecurity: []\npaths:\n  /a: {$ref: a.yaml}\n  /b: {$ref: b.yaml}\n",
    );
    write("a.yaml", &item.replace("ID", "readA"));
    write("b.yaml", &item.replace("ID", "readB"));
    let told = |file: &str| {
        let settings = format!(
            "[[exceptions]]\nrule = \"operation-summary\"\nat = \"/get\"\n{file}reason = \"Its name says it.\"\n"
        );
        write("lint.toml", &settings);
        let spec = directory.path().join("openapi.yaml");
        let output = xtask(&["lint", &spec.display().to_string()]);
        text(&output.stdout) + &text(&output.stderr)
    };
    let of = |told: &str, file: &str| {
        let place = format!("{file}:1:");
        let parts = told
            .split("\n\n")
            .filter(|part| part.contains("[operation-summary]"));
        parts.filter(|part| part.contains(&place)).count()
    };
    let everywhere = told("");
    assert_eq!(
        [of(&everywhere, "a.yaml"), of(&everywhere, "b.yaml")],
        [0, 0]
    );
    let one = told("file = \"b.yaml\"\n");
    assert_eq!([of(&one, "a.yaml"), of(&one, "b.yaml")], [1, 0], "{one}");
    let unused = told("file = \"openapi.yaml\"\n");
    assert!(unused.contains("finds nothing at /get of "), "{unused}");
    let wrong = told("file = \"c.yaml\"\n");
    assert!(wrong.contains("there is no file `c.yaml`"), "{wrong}");
}

#[test]
fn settings_that_cannot_be_followed_are_refused_where_they_stand() {
    for (settings, expected) in [
        (
            "[levels]\noperation-sumary = \"error\"\n",
            "did you mean `operation-summary`?",
        ),
        ("[levels]\noperation-summary = \"fatal\"\n", "lint.toml:2:"),
        (
            "[levels]\noperation-summary = { level = \"off\" }\n",
            "the level has no reason",
        ),
        (
            "[levels]\noperation-summary = { level = \"off\", why = \"x\" }\n",
            "there is no `why` of a level",
        ),
        (
            "[[exceptions]]\nrule = \"struct\"\nat = \"info\"\nreason = \"x\"\n",
            "`info` is not a JSON Pointer",
        ),
        (
            "[[exceptions]]\nrule = \"struct\"\nat = \"/info\"\nreason = \" \"\n",
            "the exception has no reason",
        ),
        (
            "[[exceptions]]\nrule = \"struct\"\nat = \"/info\"\n",
            "missing field `reason`",
        ),
        ("levels = [", "lint.toml:1:"),
    ] {
        let (output, said) = lint("openapi: 3.1.1\n", settings, &[]);
        assert_eq!(output.status.code(), Some(100), "{said}");
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn a_place_in_a_very_long_line_has_its_own_column() {
    let padding = "x".repeat(3_000);
    let document = format!(
        "{{\"openapi\":\"3.1.1\",\"info\":{{\"title\":\"{padding}\",\"version\":\"1.0.0\"}},\"paths\":{{}},\"wrong\":1}}"
    );
    let column = document.find("\"wrong\"").expect("it is there") + 1;
    let (_, said) = lint(&document, "", &[]);
    assert!(
        said.contains(&format!("openapi.yaml:1:{column}\n")),
        "{said}"
    );
}

#[test]
fn arguments_that_make_no_sense_are_told_apart_from_help() {
    for (arguments, code) in [
        (&["lint", "--help"][..], 0),
        (&["--version"], 0),
        (&["lint", "--nonsense"], 100),
        (&["diff", "only-one"], 100),
        (&["lint", "--format", "pdf"], 100),
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}
