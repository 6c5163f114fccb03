//! Documents that nobody would write, or only to do harm: a clear answer in
//! bounded time and memory, from every command that reads them.
//!
//! A case in `hostile/` is a document, or one that is made here because it is
//! large, beside what a person reads about it. What chance finds, and was a
//! mistake once, becomes one, too: see `xtask/contract/tests/fuzz`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::common::{assert_expected, cases, text, workspace, xtask};

/// In a debug build, on a machine that does other work as well.
const TIME: Duration = Duration::from_secs(120);
/// In kB, with the stacks (512 MB for each of three threads).
const MEMORY: u64 = 4_000_000;
/// What a report may be before the rest of it is left out here.
const SHOWN: usize = 3_000;

/// The program, with no more memory than it may have.
#[cfg(unix)]
fn limited(arguments: &[&str]) -> Output {
    let script = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let mut process = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_contract")])
        .args(arguments)
        .current_dir(workspace())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("sh runs");
    let reader = |mut pipe: Box<dyn Read + Send>| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).map(|_| bytes)
        })
    };
    let out = reader(Box::new(process.stdout.take().expect("it is piped")));
    let err = reader(Box::new(process.stderr.take().expect("it is piped")));
    let start = Instant::now();
    let status = loop {
        match process.try_wait().expect("a status") {
            Some(status) => break status,
            None if start.elapsed() > TIME => {
                process.kill().expect("the process is ours");
                panic!("{arguments:?} takes more than {TIME:?}");
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let bytes = |reader: std::thread::JoinHandle<std::io::Result<Vec<u8>>>| {
        reader.join().expect("a reader").expect("all is read")
    };
    Output {
        status,
        stdout: bytes(out),
        stderr: bytes(err),
    }
}

#[cfg(not(unix))]
fn limited(arguments: &[&str]) -> Output {
    xtask(arguments)
}

/// What a person reads after each command, with its exit code.
fn told(name: &str, document: &Path) -> String {
    let directory = document.parent().expect("a directory");
    let place = |name: &str| directory.join(name).display().to_string();
    let (spec, server, client) = (
        document.display().to_string(),
        place("server"),
        place("client"),
    );
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint/base.yaml");
    let base = base.display().to_string();
    let generate = ["generate", "--spec", &spec, "--server-out", &server];
    let generate = [&generate[..], &["--client-out", &client]].concat();
    let commands = [
        ("lint", vec!["lint", spec.as_str()]),
        ("generate", generate),
        ("diff: from another", vec!["diff", &base, &spec]),
        ("diff: to another", vec!["diff", &spec, &base]),
        (
            "diff: the same",
            vec!["diff", &spec, &spec, "--fail-on", "any"],
        ),
    ];
    std::fs::write(directory.join("lint.toml"), settings()).expect("settings");
    let mut told = String::new();
    let mut before = String::new();
    for (title, arguments) in commands {
        let output = limited(&arguments);
        let said = text(&output.stdout) + &text(&output.stderr);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 4 | 100)),
            "{name}: {title}: {code:?}: {said}"
        );
        assert!(!said.contains("panicked"), "{name}: {title}: {said}");
        // Of what two documents do not share, the count says enough.
        let ends = said.trim_end().rsplit('\n').next().unwrap_or_default();
        let said = match code {
            Some(0 | 4) if title.starts_with("diff") => format!("{ends}\n"),
            _ => said,
        };
        let said = said
            .replace(&format!("{}/", directory.display()), "")
            .replace(&base, "another.yaml");
        let shown = said.floor_char_boundary(SHOWN);
        let rest = match said[shown..].lines().count() {
            0 => String::new(),
            count => format!("\n… and {count} lines more\n"),
        };
        let code = code.unwrap_or_default();
        if said == before {
            told.push_str(&format!("── {title}: {code}, and says the same\n\n"));
        } else {
            told.push_str(&format!("── {title}: {code}\n{}{rest}\n", &said[..shown]));
        }
        before = said;
    }
    told
}

/// Nothing about style.
fn settings() -> String {
    let table = text(&xtask(&["lint", "--rules"]).stdout);
    let warnings = table
        .lines()
        .filter(|line| !line.contains("| error |"))
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(id, _)| format!("\"{id}\" = \"off\"\n"));
    format!("[levels]\n{}", warnings.collect::<String>())
}

#[test]
fn what_nobody_would_write_is_told() {
    for case in cases("hostile", "yaml") {
        let directory = tempfile::tempdir().expect("a directory");
        let document = directory.path().join("openapi.yaml");
        std::fs::copy(&case, &document).expect("a copy");
        let name = case.display().to_string();
        assert_expected(&told(&name, &document), &case.with_extension("txt"));
    }
}

/// YAML allows what JSON does not: a file that is called JSON is held to it.
#[test]
fn what_json_does_not_allow_is_an_error_with_its_place() {
    let directory = tempfile::tempdir().expect("a directory");
    let document = directory.path().join("openapi.json");
    for (wrong, column) in [
        ("{\"openapi\": \"3.1.1\", \"paths\": {},}", 33),
        ("{\"openapi\": \"3.1.1\", \"tags\": [{},]}", 33),
        ("{\"openapi\": \"3.1.1\", # a comment\n\"paths\": {}}", 22),
        ("{\"openapi\": '3.1.1', \"paths\": {}}", 13),
        ("{openapi: \"3.1.1\"}", 2),
        ("openapi: 3.1.1", 1),
    ] {
        std::fs::write(&document, wrong).expect("a file");
        let output = xtask(&["lint", &document.display().to_string()]);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(100), "{wrong}: {said}");
        assert!(said.contains("error[unreadable]"), "{wrong}: {said}");
        let place = format!("openapi.json:1:{column}\n");
        assert!(said.contains(&place), "{wrong}: {said}");
    }
    // Of YAML, braces are a style.
    let yaml = directory.path().join("openapi.yaml");
    std::fs::write(&yaml, "{\"openapi\": \"3.1.1\", \"paths\": {},}").expect("a file");
    let output = xtask(&["lint", &yaml.display().to_string()]);
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(!said.contains("unreadable"), "{said}");
}

#[test]
fn what_is_too_large_or_too_deep_is_told_or_read() {
    for (name, make) in LARGE {
        let directory = tempfile::tempdir().expect("a directory");
        let document = directory.path().join("openapi.yaml");
        std::fs::write(&document, make()).expect("a file");
        let expected: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/hostile/large", name]
            .iter()
            .collect();
        assert_expected(&told(name, &document), &expected.with_extension("txt"));
    }
}

type Make = fn() -> Vec<u8>;

const LARGE: &[(&str, Make)] = &[
    ("nested-brackets", || "[".repeat(100_000).into()),
    ("nested-braces", || "{\"a\":".repeat(100_000).into()),
    ("nested-blocks", || "- ".repeat(100_000).into()),
    ("nested-in-the-document", || {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        with(
            "a",
            &format!("{{\"type\": \"string\", \"example\": {deep}}}"),
        )
    }),
    ("nested-schemas-300", || {
        let deep = "{\"type\": \"array\", \"items\": ".repeat(300);
        with(
            "a",
            &format!("{deep}{{\"type\": \"string\"}}{}", "}".repeat(300)),
        )
    }),
    ("billion-laughs", || laughs(false)),
    ("billion-merges", || laughs(true)),
    ("large-scalar", || {
        with(
            "a",
            &format!(
                "{{\"type\": \"string\", \"description\": \"{}\"}}",
                "x".repeat(50_000_000)
            ),
        )
    }),
    ("many-properties", || {
        let names: Vec<String> = (0..100_000)
            .map(|n| format!("\"p{n}\": {{\"type\": \"string\"}}"))
            .collect();
        with(
            "a",
            &format!(
                "{{\"type\": \"object\", \"properties\": {{{}}}}}",
                names.join(",\n")
            ),
        )
    }),
    ("many-enum-values", || {
        let values: Vec<String> = (0..100_000).map(|n| format!("\"v{n}\"")).collect();
        with(
            "a",
            &format!(
                "{{\"type\": \"string\", \"enum\": [{}]}}",
                values.join(",\n")
            ),
        )
    }),
    ("all-of-diamonds", || diamonds("allOf")),
    ("one-of-diamonds", || diamonds("oneOf")),
    ("any-of-diamonds", || diamonds("anyOf")),
    ("property-diamonds", || {
        let schemas: Vec<String> = (0..40)
            .map(|n| {
                let next = format!("{{\"$ref\": \"#/components/schemas/s{}\"}}", n + 1);
                format!("\"s{n}\": {{\"type\": \"object\", \"properties\": {{\"a\": {next}, \"b\": {next}}}}}")
            })
            .collect();
        with_schemas(
            "s0",
            &format!("{}, \"s40\": {{\"type\": \"string\"}}", schemas.join(",\n")),
        )
    }),
    ("members-of-its-own-type", || {
        let members: Vec<String> = (0..300)
            .map(|n| format!("\"m{n}\": {{\"$ref\": \"#/components/schemas/a\"}}"))
            .collect();
        let schema = format!(
            "\"a\": {{\"type\": \"object\", \"properties\": {{\"id\": {{\"type\": \"integer\", \"readOnly\": true}}, {}}}}}",
            members.join(",\n")
        );
        in_a_query("a", &schema)
    }),
    ("alternatives-in-a-query", || {
        in_a_query(
            "s0",
            &chain(40, |next| format!("{{\"anyOf\": [{next}, {next}]}}")),
        )
    }),
    ("ten-parts-of-ten-parts", || {
        let parts = |next: &str| vec![next.to_owned(); 10].join(", ");
        with_schemas(
            "s0",
            &chain(40, |next| format!("{{\"allOf\": [{}]}}", parts(next))),
        )
    }),
    ("parts-with-members-of-their-own", || {
        let next = |next: &str| {
            let part = |n| {
                format!(
                    "{{\"properties\": {{\"p{n}\": {next}, \"own\": {{\"allOf\": [{next}]}}}}}}"
                )
            };
            let parts: Vec<String> = (0..4).map(part).collect();
            format!("{{\"allOf\": [{next}, {}]}}", parts.join(", "))
        };
        with_schemas("s0", &chain(8, next))
    }),
    ("alternatives-beside-a-base", || {
        let next = |next: &str| {
            format!(
                "{{\"type\": \"object\", \"properties\": {{\"a\": {{\"type\": \"string\"}}}}, \"oneOf\": [{{\"allOf\": [{next}], \"required\": [\"a\"]}}, {{\"allOf\": [{next}], \"properties\": {{\"b\": {next}}}}}]}}"
            )
        };
        with_schemas("s0", &chain(12, next))
    }),
    ("required-members-of-their-own-type", || {
        let schema = |name: &str| {
            let names: Vec<String> = (0..100).map(|n| format!("\"m{n}\"")).collect();
            let members: Vec<String> = names
                .iter()
                .map(|member| format!("{member}: {{\"$ref\": \"#/components/schemas/{name}\"}}"))
                .collect();
            format!(
                "\"{name}\": {{\"type\": \"object\", \"required\": [{}], \"properties\": {{{}}}}}",
                names.join(", "),
                members.join(", ")
            )
        };
        let both = "\"both\": {\"oneOf\": [{\"$ref\": \"#/components/schemas/a\"}, {\"$ref\": \"#/components/schemas/b\"}]}";
        with_schemas(
            "both",
            &format!("{},\n{},\n{both}", schema("a"), schema("b")),
        )
    }),
    ("levels-of-inheritance", || {
        let heirs: Vec<String> = (1..120)
            .map(|n| {
                format!(
                    "\"s{n}\": {{\"allOf\": [{{\"$ref\": \"#/components/schemas/s{}\"}}]}}",
                    n - 1
                )
            })
            .collect();
        let base =
            "\"s0\": {\"type\": \"object\", \"discriminator\": {\"propertyName\": \"kind\"}}";
        with_schemas("s0", &format!("{base},\n{}", heirs.join(",\n")))
    }),
    ("chain-to-what-is-read-only", || {
        let last = "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"string\", \"readOnly\": true}}}";
        let schemas: Vec<String> = (0..1_500)
            .map(|n| format!("\"s{n}\": {{\"type\": \"object\", \"properties\": {{\"next\": {{\"$ref\": \"#/components/schemas/s{}\"}}}}}}", n + 1))
            .collect();
        in_a_query(
            "s0",
            &format!("{},\n\"s1500\": {last}", schemas.join(",\n")),
        )
    }),
    ("long-chain-of-references", || {
        let schemas: Vec<String> = (0..5_000)
            .map(|n| {
                format!(
                    "\"s{n}\": {{\"$ref\": \"#/components/schemas/s{}\"}}",
                    n + 1
                )
            })
            .collect();
        with_schemas(
            "s0",
            &format!(
                "{}, \"s5000\": {{\"type\": \"string\"}}",
                schemas.join(",\n")
            ),
        )
    }),
    ("many-operations-with-one-id", || {
        let paths: Vec<String> = (0..3_000)
            .map(|n| format!("\"/p{n}\": {{\"get\": {{\"operationId\": \"same\", \"responses\": {{\"204\": {{\"description\": \"d\"}}}}}}}}"))
            .collect();
        document(&paths.join(",\n"), "")
    }),
    ("not-utf-8", || {
        b"openapi: 3.1.1\ninfo: {title: \xff\xfe}\n".to_vec()
    }),
    ("utf-16", || {
        "openapi: 3.1.1\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    }),
    ("nothing-but-bytes", || {
        (0..=255).cycle().take(100_000).collect()
    }),
];

/// So many schemas that each refer to the next one: `s0`, `s1`, …; the last is an object.
fn chain(count: usize, refer: impl Fn(&str) -> String) -> String {
    let schemas: Vec<String> = (0..count)
        .map(|n| {
            let next = format!("{{\"$ref\": \"#/components/schemas/s{}\"}}", n + 1);
            format!("\"s{n}\": {}", refer(&next))
        })
        .collect();
    let last = "{\"type\": \"object\", \"properties\": {\"z\": {\"type\": \"string\"}}}";
    format!("{},\n\"s{count}\": {last}", schemas.join(",\n"))
}

/// A document whose only operation has the schema in its query, and in its body.
fn in_a_query(name: &str, schemas: &str) -> Vec<u8> {
    let schema = format!("{{\"$ref\": \"#/components/schemas/{name}\"}}");
    let paths = format!(
        "\"/a\": {{\"post\": {{\"operationId\": \"postA\", \"parameters\": [{{\"name\": \"q\", \"in\": \"query\", \"style\": \"deepObject\", \"schema\": {schema}}}], \"requestBody\": {{\"content\": {{\"application/x-www-form-urlencoded\": {{\"schema\": {schema}}}}}}}, \"responses\": {{\"204\": {{\"description\": \"d\"}}}}}}}}"
    );
    document(
        &paths,
        &format!(", \"components\": {{\"schemas\": {{\n{schemas}\n}}}}"),
    )
}

/// A document whose only operation answers with the schema.
fn with(name: &str, schema: &str) -> Vec<u8> {
    with_schemas(name, &format!("\"{name}\": {schema}"))
}

fn with_schemas(name: &str, schemas: &str) -> Vec<u8> {
    let content = format!(
        "{{\"application/json\": {{\"schema\": {{\"$ref\": \"#/components/schemas/{name}\"}}}}}}"
    );
    let paths = format!(
        "\"/a\": {{\"get\": {{\"operationId\": \"getA\", \"responses\": {{\"200\": {{\"description\": \"d\", \"content\": {content}}}}}}}}}"
    );
    document(
        &paths,
        &format!(", \"components\": {{\"schemas\": {{\n{schemas}\n}}}}"),
    )
}

fn document(paths: &str, more: &str) -> Vec<u8> {
    format!(
        "{{\"openapi\": \"3.1.1\", \"info\": {{\"title\": \"Case\", \"version\": \"1.0.0\"}}, \"paths\": {{\n{paths}\n}}{more}}}"
    )
    .into()
}

/// Each level stands for ten of the one below it.
fn laughs(merges: bool) -> Vec<u8> {
    let mut text = "openapi: 3.1.1\nx-0: &l0 {a: lol, b: lol}\n".to_owned();
    for level in 1..10 {
        let below = vec![format!("*l{}", level - 1); 10].join(", ");
        let line = if merges {
            let names: Vec<String> = below
                .split(", ")
                .enumerate()
                .map(|(n, alias)| format!("k{level}{n}: {alias}"))
                .collect();
            format!(
                "x-{level}: &l{level} {{<<: [{below}], {}}}\n",
                names.join(", ")
            )
        } else {
            format!("x-{level}: &l{level} [{below}]\n")
        };
        text.push_str(&line);
    }
    text.into()
}

/// Each schema refers to the next one twice.
fn diamonds(keyword: &str) -> Vec<u8> {
    let schemas: Vec<String> = (0..40)
        .map(|n| {
            let next = format!("{{\"$ref\": \"#/components/schemas/s{}\"}}", n + 1);
            format!("\"s{n}\": {{\"{keyword}\": [{next}, {next}]}}")
        })
        .collect();
    let last = "\"s40\": {\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}}";
    with_schemas("s0", &format!("{},\n{last}", schemas.join(",\n")))
}
