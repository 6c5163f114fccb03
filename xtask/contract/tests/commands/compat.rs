//! Two contracts are compared by meaning: what breaks somebody is found, what
//! changes nothing is passed over.
//!
//! A case in `compat/` is a change to `compat/base.yaml` (the text to find, and
//! the text to put in its place; several are parted by `====`), beside what a
//! person reads about it. A case in `compat/same/` changes nothing.

use std::path::Path;
use std::process::{Command, Output};

use crate::common::{assert_expected, cases, text};

fn base() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compat/base.yaml");
    std::fs::read_to_string(path).expect("the base document")
}

fn changed(base: &str, case: &Path) -> String {
    let change = std::fs::read_to_string(case).expect("a case");
    let mut changed = base.to_owned();
    for step in change.trim_end().split("\n====\n") {
        let (find, replace) = step
            .split_once("\n----")
            .unwrap_or_else(|| panic!("{}: no line `----`", case.display()));
        let replace = replace.strip_prefix('\n').unwrap_or(replace);
        assert_eq!(
            changed.matches(find).count(),
            1,
            "{}: not there once: {find}",
            case.display()
        );
        changed = changed.replace(find, replace);
    }
    changed
}

/// `diff base.yaml revision.yaml`, in a directory that holds both.
fn diff(base: &str, revision: &str, arguments: &[&str]) -> Output {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, text: &str| {
        std::fs::write(directory.path().join(name), text).expect("a file is written");
    };
    write("base.yaml", base);
    write("revision.yaml", revision);
    Command::new(env!("CARGO_BIN_EXE_contract"))
        .args([&["diff", "base.yaml", "revision.yaml"], arguments].concat())
        .current_dir(directory.path())
        .output()
        .expect("xtask runs")
}

#[test]
fn every_change_is_told_with_its_places_and_whom_it_breaks() {
    let base = base();
    for case in cases("compat", "change") {
        let output = diff(&base, &changed(&base, &case), &[]);
        let told = format!(
            "exit code {}\n\n{}{}",
            output.status.code().unwrap_or(-1),
            text(&output.stdout),
            text(&output.stderr)
        );
        assert_expected(&told, &case.with_extension("txt"));
    }
}

#[test]
fn a_rewriting_without_effect_is_no_change() {
    let base = base();
    for case in cases("compat/same", "change") {
        let revision = changed(&base, &case);
        for (from, to) in [(&base, &revision), (&revision, &base)] {
            let output = diff(from, to, &["--fail-on", "any"]);
            let told = text(&output.stdout);
            assert_eq!(told, "No changes.\n", "{}", case.display());
            assert_eq!(output.status.code(), Some(0), "{}", case.display());
        }
    }
}

#[test]
fn a_document_does_not_differ_from_itself() {
    for case in cases("compat", "change") {
        let document = changed(&base(), &case);
        let output = diff(&document, &document, &["--fail-on", "any"]);
        assert_eq!(text(&output.stdout), "No changes.\n", "{}", case.display());
    }
}

#[test]
fn what_breaks_one_way_is_told_the_other_way_too() {
    let base = base();
    for case in cases("compat", "change") {
        let output = diff(&changed(&base, &case), &base, &["--fail-on", "any"]);
        assert_eq!(output.status.code(), Some(4), "{}", case.display());
    }
}

#[test]
fn what_makes_it_fail_can_be_chosen() {
    let base = base();
    let warned = base.replace("https://library.example", "https://books.example");
    for (fail_on, code) in [("breaking", 0), ("warning", 4), ("any", 4)] {
        let output = diff(&base, &warned, &["--fail-on", fail_on]);
        assert_eq!(output.status.code(), Some(code), "{fail_on}");
    }
}

#[test]
fn a_program_gets_ids_places_and_operations() {
    let base = base();
    let revision = base.replace("maxLength: 200", "maxLength: 100");
    let output = diff(&base, &revision, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let finding = &report["findings"][0];
    assert_eq!(finding["id"], "request-property-max-length-decreased");
    assert_eq!(finding["level"], "error");
    assert_eq!(finding["direction"], "request");
    assert_eq!(
        finding["base"]["pointer"],
        "/components/schemas/Book/properties/title/maxLength"
    );
    assert_eq!(finding["base"]["file"], "base.yaml");
    assert_eq!(finding["file"], "revision.yaml");
    assert_eq!(finding["asks_for"], "major");
    assert_eq!(finding["operations"], serde_json::json!(["POST /books"]));
}

#[test]
fn documents_that_are_not_quite_valid_are_compared() {
    let base = "paths: {/a: {get: {parameters: [{$ref: '#/nowhere'}, 7]}, post: {}}}";
    let output = diff(base, "paths: {/a: {get: {responses: {'200': 1}}}}", &[]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("api-removed-without-deprecation"));
    for wrong in ["[]", "null", "a: 1", "openapi: 4.0.0"] {
        let output = diff(wrong, base, &[]);
        assert_eq!(output.status.code(), Some(100), "{wrong}");
        let told = text(&output.stdout) + &text(&output.stderr);
        assert!(told.contains("this is not an OpenAPI 3 document"), "{told}");
    }
    let cycle = |maximum| {
        format!(
            "paths: {{/a: {{get: {{parameters: [{{name: a, in: query, schema: {{$ref: '#/S'}}}}]}}}}}}\n\
             S: {{maximum: {maximum}, anyOf: [{{$ref: '#/S'}}], allOf: [{{$ref: '#/S'}}], not: {{$ref: '#/S'}}}}"
        )
    };
    let output = diff(&cycle(2), &cycle(1), &[]);
    assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
    let output = diff("a: [", base, &[]);
    assert_eq!(output.status.code(), Some(100), "{}", text(&output.stdout));
}

/// Whatever can be read is compared, and what is wrong with it is told: it is
/// no change.
#[test]
fn what_is_wrong_with_a_document_is_told_and_does_not_stop_the_comparison() {
    let operation = "post: {parameters: [{name: a, in: query, schema: {type: integer}}]";
    let document = |rest: &str| {
        format!(
            "openapi: 3.1.1\ninfo: {{title: A, version: 1.0.0}}\npaths: {{/a: {{{operation}{rest}}}}}}}\n"
        )
    };
    let valid = document(", responses: {'200': {description: Fine.}}");
    for (what, broken, told) in [
        ("no responses", document(""), ""),
        (
            "no info",
            valid.replace("info: {title: A, version: 1.0.0}\n", ""),
            "",
        ),
        (
            "no version",
            valid.replace("openapi: 3.1.1\n", ""),
            "warning[not-openapi]",
        ),
        (
            "a dangling reference",
            document(", requestBody: {$ref: '#/nowhere'}"),
            "warning[unresolved-reference]: `#/nowhere` leads nowhere",
        ),
        (
            "a dangling schema",
            document(", requestBody: {content: {a/b: {schema: {$ref: '#/nowhere'}}}}"),
            "warning[unresolved-reference]",
        ),
        (
            "a dangling default response",
            document(", responses: {default: {$ref: '#/nowhere'}}"),
            "warning[unresolved-reference]: `#/nowhere` leads nowhere",
        ),
        (
            "a reference to itself",
            format!(
                "{}c: {{$ref: '#/c'}}\n",
                document(", requestBody: {$ref: '#/c'}")
            ),
            "`#/c` leads back to itself",
        ),
        (
            "a file that is not there",
            document(", requestBody: {$ref: 'no.yaml#/a'}"),
            "warning[unreadable]: no.yaml cannot be read",
        ),
        (
            "a reference to the network",
            document(", requestBody: {$ref: 'https://a.example/b.yaml'}"),
            "warning[unreadable]",
        ),
        (
            "a name that is there twice",
            document(", tags: [a], tags: [b]"),
            "`tags` is there twice",
        ),
        (
            "wrong types everywhere",
            document(", responses: 7, tags: {}, security: x, requestBody: [], callbacks: 1"),
            "",
        ),
        ("a path without a slash", valid.replace("/a:", "a:"), ""),
        (
            "a schema of no kind",
            document(", requestBody: {content: {a/b: {schema: [1]}}}"),
            "",
        ),
    ] {
        let output = diff(&broken, &broken, &["--fail-on", "any"]);
        let said = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{what}: {said}{}",
            text(&output.stderr)
        );
        assert!(said.contains(told), "{what}: {said}");
        assert!(said.contains("No changes"), "{what}: {said}");
        // The change beside it is found all the same, in both directions.
        let changed = broken.replace("type: integer", "type: boolean");
        for (base, revision) in [(&broken, &changed), (&changed, &broken)] {
            let output = diff(base, revision, &[]);
            let said = text(&output.stdout);
            assert_eq!(output.status.code(), Some(4), "{what}: {said}");
            assert!(
                said.contains("request-parameter-type-changed"),
                "{what}: {said}"
            );
        }
    }
    for (what, hopeless, told) in [
        (
            "Swagger 2.0",
            "swagger: '2.0'\npaths: {}\n",
            "error[unsupported-version]",
        ),
        ("no YAML", "a: [\n", "error[unreadable]"),
        ("nothing", "", "error[unreadable]: the file is empty"),
    ] {
        for (base, revision) in [(hopeless, valid.as_str()), (valid.as_str(), hopeless)] {
            let output = diff(base, revision, &[]);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(100), "{what}: {said}");
            assert!(said.contains(told), "{what}: {said}");
        }
    }
}

#[test]
fn a_callback_that_is_sent_elsewhere_is_the_same_callback() {
    let document = |callbacks: &str| {
        format!(
            "openapi: 3.1.1\npaths: {{/a: {{post: {{responses: {{}}, callbacks: {{done: {callbacks}}}}}}}}}\n"
        )
    };
    let to = |url: &str, kind: &str| {
        format!(
            "{{'{url}': {{post: {{requestBody: {{content: {{application/json: {{schema: {{type: {kind}}}}}}}}}}}}}}}"
        )
    };
    let told = |base: &str, revision: &str| {
        let output = diff(&document(base), &document(revision), &[]);
        (output.status.code(), text(&output.stdout))
    };
    // What the provider sends, the consumer receives.
    let (code, said) = told(&to("{$url}", "integer"), &to("{$other}", "number"));
    assert_eq!(code, Some(4), "{said}");
    assert!(said.contains("warning[callback-url-changed]"), "{said}");
    assert!(
        said.contains("error[response-body-type-generalized]"),
        "{said}"
    );
    let (code, said) = told(&to("{$url}", "number"), &to("{$url}", "integer"));
    assert_eq!(code, Some(0), "{said}");
}

/// An API with one operation, and the requirements of both.
fn demanding(whole: &str, operation: &str) -> String {
    let key = "key: {type: apiKey, in: header, name: X-Key}";
    let login = "login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example', scopes: {read: R, write: W}}}}";
    format!(
        "{whole}\npaths: {{/a: {{get: {{{operation} responses: {{}}}}}}}}\n\
         components: {{securitySchemes: {{{key}, {login}}}}}\n"
    )
}

#[test]
fn a_demand_for_credentials_breaks_and_a_widening_does_not() {
    let open = "";
    let key = "security: [{key: []}],";
    let optional = "security: [{}, {key: []}],";
    let both = "security: [{key: [], login: [read]}],";
    let either = "security: [{key: []}, {login: [read]}],";
    let read = "security: [{login: [read]}],";
    let write = "security: [{login: [write]}],";
    let read_write = "security: [{login: [read, write]}],";
    let read_or_write = "security: [{login: [read]}, {login: [write]}],";
    for (before, after, expected) in [
        (
            open,
            key,
            "error[api-security-added]: the operation now demands `key`",
        ),
        (
            open,
            either,
            "error[api-security-added]: the operation now demands `key` or `login`",
        ),
        (
            open,
            optional,
            "note[api-security-added]: the operation now takes `key`",
        ),
        (
            optional,
            key,
            "error[api-security-added]: the operation now demands `key`",
        ),
        (
            key,
            optional,
            "note[api-security-added]: the operation now takes calls without credentials",
        ),
        (
            key,
            open,
            "note[api-security-removed]: the operation no longer demands `key`",
        ),
        (
            key,
            both,
            "error[api-security-added]: the operation now demands `login` besides `key`",
        ),
        (
            both,
            key,
            "note[api-security-removed]: the operation no longer demands `login` besides `key`",
        ),
        (
            key,
            either,
            "note[api-security-added]: the operation now takes `login` with the scope `read`",
        ),
        (
            either,
            key,
            "error[api-security-removed]: the operation no longer takes `login`",
        ),
        (
            read,
            key,
            "error[api-security-removed]: the operation no longer takes `login`",
        ),
        (
            read,
            read_write,
            "warning[api-security-scope-added]: the operation now demands the scope `login: write`",
        ),
        (
            read_write,
            read,
            "note[api-security-scope-removed]: the operation no longer demands the scope `login: write`",
        ),
        (
            read,
            write,
            "warning[api-security-scope-added]: the operation now demands the scope `login: write`",
        ),
        (
            read_or_write,
            write,
            "warning[api-security-removed]: the operation no longer takes `login` with the scope `read`",
        ),
        (
            write,
            read_or_write,
            "note[api-security-added]: the operation now takes `login` with the scope `read`",
        ),
    ] {
        let output = diff(&demanding("", before), &demanding("", after), &[]);
        let told = text(&output.stdout);
        assert!(
            told.contains(&format!("{expected}\n")),
            "{before} {after}: {told}"
        );
        let code = if expected.starts_with("error") { 4 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{before} {after}: {told}");
    }
}

#[test]
fn where_a_requirement_stands_is_no_demand() {
    let (whole, own) = ("security: [{key: []}]", "security: [{key: []}],");
    for (base, revision) in [
        (demanding(whole, ""), demanding("", own)),
        (demanding("", own), demanding(whole, "")),
        (
            demanding("", "security: [],"),
            demanding(whole, "security: [],"),
        ),
    ] {
        let output = diff(&base, &revision, &["--fail-on", "warning"]);
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{told}");
        assert!(told.contains("note[api-global-security-"), "{told}");
    }
    let output = diff(&demanding("", ""), &demanding(whole, ""), &[]);
    let told = text(&output.stdout);
    assert!(
        told.contains("error[api-global-security-added]: the whole API now demands `key`"),
        "{told}"
    );
    assert!(told.contains("in GET /a"), "{told}");
}

#[test]
fn what_a_webhook_sends_breaks_who_receives_it() {
    let message = "post: {parameters: PARAMETERS, requestBody: BODY}";
    let webhook = |document: &str| format!("openapi: 3.1.1\nwebhooks: {{told: {{{document}}}}}\n");
    let callback = |document: &str| {
        format!(
            "openapi: 3.1.1\npaths: {{/a: {{post: {{callbacks: {{told: {{'{{$url}}': {{{document}}}}}}}}}}}}}\n"
        )
    };
    let parameters = |list: &str| message.replace("PARAMETERS", list).replace("BODY", "{}");
    let body = |body: &str| message.replace("PARAMETERS", "[]").replace("BODY", body);
    let [none, optional, required] = [
        "[]",
        "[{name: X-A, in: header}]",
        "[{name: X-A, in: header, required: true}]",
    ]
    .map(parameters);
    let [json, sure, both] = [
        "{content: {application/json: {}}}",
        "{required: true, content: {application/json: {}}}",
        "{content: {application/json: {}, text/csv: {}}}",
    ]
    .map(body);
    for (before, after, expected) in [
        (
            &required,
            &none,
            "error[required-response-parameter-removed]",
        ),
        (
            &optional,
            &none,
            "warning[optional-response-parameter-removed]",
        ),
        (
            &required,
            &optional,
            "error[response-parameter-became-optional]",
        ),
        (
            &optional,
            &required,
            "note[response-parameter-became-required]",
        ),
        (&none, &required, "note[response-parameter-added]"),
        (&sure, &json, "error[request-body-became-optional]"),
        (&json, &sure, "note[request-body-became-required]"),
        (&json, &both, "error[request-body-media-type-added]"),
        (&both, &json, "note[request-body-media-type-removed]"),
    ] {
        for (base, revision) in [
            (webhook(before), webhook(after)),
            (callback(before), callback(after)),
        ] {
            let output = diff(&base, &revision, &[]);
            let told = text(&output.stdout);
            assert!(told.contains(expected), "{expected}: {told}");
            let code = if expected.starts_with("error") { 4 } else { 0 };
            assert_eq!(output.status.code(), Some(code), "{expected}: {told}");
        }
    }
    let gone = "openapi: 3.1.1\npaths: {/a: {post: {}}}\n";
    for (base, expected) in [
        (webhook(&none), "error[webhook-removed]"),
        (callback(&none), "error[callback-removed]"),
    ] {
        let told = text(&diff(&base, gone, &[]).stdout);
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn the_variables_of_a_server_are_compared() {
    let document = |variable: &str| {
        format!(
            "openapi: 3.1.1\nservers: [{{url: 'https://{{at}}.example', variables: {{at: {variable}}}}}]\n"
        )
    };
    let [eu, us, both, listed, any] = [
        "{default: eu}",
        "{default: us}",
        "{default: eu, enum: [eu, us]}",
        "{default: eu, enum: [eu]}",
        "{default: eu, description: Where.}",
    ]
    .map(document);
    let [gone, none] = [
        "openapi: 3.1.1\nservers: [{url: 'https://{at}.example'}]\n",
        "openapi: 3.1.1\nservers: [{url: 'https://{at}.example', variables: {}}]\n",
    ];
    for (before, after, expected) in [
        (&eu, &us, "warning[server-variable-default-changed]"),
        (
            &both,
            &listed,
            "warning[server-variable-enum-value-removed]",
        ),
        (&listed, &both, "note[server-variable-enum-value-added]"),
        (&eu, &listed, "warning[server-variable-became-enum]"),
        (&listed, &eu, "note[server-variable-became-not-enum]"),
        (&eu, &any, "note[server-text-changed]"),
        (&eu, &gone.to_owned(), "warning[server-variable-removed]"),
        (&none.to_owned(), &eu, "note[server-variable-added]"),
    ] {
        let output = diff(before, after, &[]);
        let told = text(&output.stdout);
        assert!(told.contains(expected), "{expected}: {told}");
        assert!(told.contains("1 change: 0 breaking"), "{expected}: {told}");
    }
}

#[test]
fn a_link_that_is_described_otherwise_is_told() {
    let document = |text: &str| {
        format!(
            "openapi: 3.1.1\npaths: {{/a: {{get: {{responses: {{'200': {{links: {{b: {{description: {text}}}}}}}}}}}}}}}\n"
        )
    };
    let told = text(&diff(&document("Next."), &document("Last."), &[]).stdout);
    assert!(told.contains("note[link-text-changed]"), "{told}");
}

#[test]
fn a_revision_of_git_is_read_with_the_files_that_it_refers_to() {
    let directory = tempfile::tempdir().expect("a directory");
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(directory.path())
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
    };
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file is written");
    };
    git(&["init", "--quiet"]);
    write(
        "spec/openapi.yaml",
        "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {$ref: ../parts/a.yaml}}}}}}}}",
    );
    write("parts/a.yaml", "type: integer");
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "first"]);
    write("parts/a.yaml", "type: number");
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "HEAD:spec", "spec"])
        .current_dir(directory.path())
        .output()
        .expect("xtask runs");
    let told = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(4),
        "{told}{}",
        text(&output.stderr)
    );
    assert!(told.contains("response-body-type-generalized"), "{told}");
    assert!(told.contains("HEAD:parts/a.yaml:1"), "{told}");
    // Code scanning knows the files of a repository, and no revisions.
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "HEAD:spec", "spec", "--format", "sarif"])
        .current_dir(directory.path())
        .output()
        .expect("xtask runs");
    let log: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    let artifact = |list: &str| &result[list][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(artifact("locations")["uri"], "parts/a.yaml");
    assert_eq!(
        artifact("relatedLocations"),
        &serde_json::json!({
            "uri": "parts/a.yaml",
            "description": { "text": "parts/a.yaml as it was at HEAD" },
        })
    );
}

#[test]
fn a_team_decides_on_levels_and_known_changes() {
    let base = base();
    let revision = base
        .replace("maxLength: 200", "maxLength: 100")
        .replace("default: 20", "default: 10");
    let with = |known: &str| {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("known.toml");
        std::fs::write(&path, known).expect("a file is written");
        let output = diff(&base, &revision, &["--known", &path.display().to_string()]);
        (
            output.status.code(),
            format!("{}{}", text(&output.stdout), text(&output.stderr)),
        )
    };
    let entry = "[[known]]\nid = \"request-property-max-length-decreased\"\nreason = \"Titles are short.\"\nuntil = \"UNTIL\"\n";
    let levels = "[[levels]]\nid = \"request-parameter-default-value-changed\"\nlevel = \"info\"\nreason = \"Nobody counts.\"\nuntil = \"9999-01-01\"\n";
    let (code, told) = with(&format!("{levels}{}", entry.replace("UNTIL", "9999-01-01")));
    assert_eq!(code, Some(0), "{told}");
    assert!(
        !told.contains("request-property-max-length-decreased"),
        "{told}"
    );
    let (code, told) = with(&format!("{levels}{}", entry.replace("UNTIL", "2001-01-01")));
    assert_eq!(code, Some(4), "{told}");
    assert!(told.contains("known-change-ended"), "{told}");
    let end = "reason = \"It comes.\"\nuntil = \"9999-01-01\"\n";
    let (_, told) = with(&format!("[[known]]\nid = \"endpoint-added\"\n{end}"));
    assert!(told.contains("known-change-unused"), "{told}");
    let (_, told) = with(&levels.replace("9999", "2001"));
    assert!(told.contains("known-change-ended"), "{told}");
    assert!(
        told.contains("error[request-parameter-default-value-changed]"),
        "{told}"
    );
    let (_, told) = with(&format!(
        "[[levels]]\nid = \"endpoint-added\"\nlevel = \"error\"\n{end}"
    ));
    assert!(told.contains("note[known-change-unused]"), "{told}");
    for (wrong, expected) in [
        (
            format!("[[known]]\nid = \"endpoint-aded\"\n{end}"),
            "did you mean `endpoint-added`?",
        ),
        (
            "[[known]]\nid = \"endpoint-added\"\nreason = \"It comes.\"\n".to_owned(),
            "missing field `until`",
        ),
        (
            format!(
                "[[known]]\nid = \"endpoint-added\"\n{}",
                end.replace("It comes.", " ")
            ),
            "has no reason",
        ),
        (
            format!(
                "[[known]]\nid = \"endpoint-added\"\n{}",
                end.replace("9999-01-01", "soon")
            ),
            "is not a date",
        ),
        ("known = 1\n".to_owned(), "known.toml:1:"),
    ] {
        let (code, told) = with(&wrong);
        assert_eq!(code, Some(100), "{told}");
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn the_documentation_is_the_table_of_rules() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diff-rules.md");
    let introduction = "# Changes that `cargo xtask diff` finds\n\nMade from the code by `cargo xtask diff --rules`; renew it with `SNAPSHOTS=overwrite cargo test -p xtask`.\n\nAn error breaks somebody; a warning may concern somebody, which the contract does not say; what is for information breaks nobody. Ids are those of oasdiff where the meaning is the same. `cargo xtask explain ID` says more, with an example.\n\nA change of a schema that breaks somebody is shown by a value: one that was allowed before and is refused now, where clients send it; one that is allowed only now, where they receive it. A validator has confirmed it by both schemas. Where the report says that no example was found, the change may be without effect: a limit that no value reaches, or a keyword that validators do not check.\n\nA demand for credentials is an error, also where none were needed before: who calls as before is refused. Where the API demanded them all along, and the contract only says so now, the change is one to write down as known. A demand for a scope is a warning: whether clients have it is not in the contract.\n\nA team can decide otherwise in `diff.toml`, beside the contract. Every entry has a reason and an end; one that has ended, or that nothing needs, is told:\n\n```toml\n[[levels]]\nid = \"api-security-scope-added\"\nlevel = \"error\" # error, warning, info\nreason = \"Our clients' scopes are fixed.\"\nuntil = \"2027-01-31\"\n\n[[known]]\nid = \"request-property-removed\"\noperation = \"POST /users\" # when it is about that one alone\nmessage = \"`nickname`\" # a part of the message\nreason = \"It was never read.\"\nuntil = \"2027-01-31\"\n```\n\n";
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "--rules"])
        .output()
        .expect("xtask runs");
    assert_expected(&format!("{introduction}{}", text(&output.stdout)), &path);
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "--rules=all"])
        .output()
        .expect("xtask runs");
    let all = text(&output.stdout);
    assert!(
        all.contains("| `request-property-max-length-decreased` | error |"),
        "{all}"
    );
}
