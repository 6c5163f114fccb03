//! docs/conformance.md: a team with a service in Python, from its document to its pipeline.

use serde_json::Value;

use crate::markdown::{Commands, fenced};
use crate::place::{Place, workspace};

/// The workshop of the tests of `conform`, as the guide's `service.py`; a variable makes a fault.
const SERVICE: &str = r#"import os, runpy, sys
if os.environ.get("FAULT"):
    sys.argv += ["--fault", os.environ["FAULT"]]
runpy.run_path("SERVICE", run_name="__main__")
"#;

const CREDENTIALS: &str = "\
export ALICE_API_KEY=workshop-east-5a
export ALICE_BASIC=east:sesame-east
export BOB_API_KEY=workshop-west-7b
export BOB_BASIC=west:sesame-west
";

const GUIDE: &str = "docs/conformance.md";

/// Where the guide says that the service is.
const URL: &str = "http://127.0.0.1:8000/api";

#[test]
fn a_team_with_another_service_gets_from_its_document_to_its_pipeline() {
    let place = Place::empty();
    if std::process::Command::new("python3")
        .arg("--version")
        .output()
        .is_err()
    {
        assert!(std::env::var_os("CI").is_none(), "python3 is needed");
        return;
    }
    let tests = workspace().join("xtask/contract/tests/conform");
    let contract = std::fs::read_to_string(tests.join("workshop.yaml")).expect("a contract");
    place.write("openapi.yaml", &contract);
    let service = tests.join("workshop/service.py").display().to_string();
    place.write("service.py", &SERVICE.replace("SERVICE", &service));
    place.write("credentials.env", CREDENTIALS);
    let mut guide = Commands::of(GUIDE);
    let mut take = |command: &str| guide.take(command).command;

    // 1. Who asks.
    place.done(&take("contract conform --init --spec openapi.yaml"));
    let config = place.read("conformance.toml");
    let [identities, known, started] = &fenced(GUIDE, "toml")[..] else {
        panic!("the guide shows three parts of the configuration")
    };
    for line in identities.lines() {
        assert!(
            config.contains(line),
            "--init does not write `{line}`: {config}"
        );
    }
    let environment = take(". ./credentials.env");

    // 2. The first run.
    let running = place.start("exec python3 service.py");
    let at = running.line_with("http://").trim().to_owned();
    let typed = |at: &str, command: &str| format!("{environment}\n{}", command.replace(URL, at));
    let dry =
        take("contract conform --spec openapi.yaml --url http://127.0.0.1:8000/api --dry-run");
    let told = place.done(&typed(&at, &dry));
    assert!(told.contains("GET /customers: with api_key"), "{told}");
    let first = take("contract conform --spec openapi.yaml --url http://127.0.0.1:8000/api");
    let told = place.done(&typed(&at, &first));
    assert!(
        told.contains("nothing found") && told.contains("never seen"),
        "{told}"
    );
    drop(running);

    // 3. What is found.
    let running = place.start("FAULT=note-lost exec python3 service.py");
    let at = running.line_with("http://").trim().to_owned();
    let (code, told) = place.run(&typed(&at, &first));
    assert_eq!(code, Some(4), "{told}");
    for line in fenced(GUIDE, "text")[0].lines() {
        assert!(told.contains(line), "not told: {line}\n{told}");
    }
    assert!(told.contains("curl -sS"), "{told}");
    place.done(&take("contract explain conform-sent-value-is-lost"));

    // 4. Again, and put off: a fault that one request shows, and the one of before.
    let refusing = place.start("FAULT=null-note-refused exec python3 service.py");
    let there = refusing.line_with("http://").trim().to_owned();
    let kept = take(
        "contract conform --spec openapi.yaml --url http://127.0.0.1:8000/api --format json --output found.json",
    );
    assert_eq!(place.run(&typed(&there, &kept)).0, Some(4));
    let again = take(
        "contract conform --spec openapi.yaml --url http://127.0.0.1:8000/api --replay found.json",
    );
    let (code, told) = place.run(&typed(&there, &again));
    assert_eq!(code, Some(4), "{told}");
    assert!(told.contains("conform-valid-refused"), "{told}");
    drop(refusing);
    place.write("conformance.toml", &format!("{config}\n{known}"));
    let told = place.done(&typed(&at, &first));
    assert!(told.contains("nothing found"), "{told}");
    drop(running);

    // 5. The step of the pipeline, which starts the service.
    place.write("conformance.toml", &format!("{started}\n{config}"));
    let steps: Value = serde_saphyr::from_str(&fenced(GUIDE, "yaml")[0]).expect("YAML");
    let step = steps[0]["run"].as_str().expect("a command");
    place.done(step);
    let (code, told) = place.run(&format!("FAULT=note-lost {step}"));
    assert_eq!(code, Some(4), "{told}");
    assert!(told.contains("::error file=openapi.yaml,line="), "{told}");
    for report in [&steps[1]["with"]["sarif_file"], &steps[2]["with"]["path"]] {
        let found = place.read(report.as_str().expect("a file"));
        assert!(found.contains("conform-sent-value-is-lost"), "{found}");
    }
    guide.all_were_run();
}
