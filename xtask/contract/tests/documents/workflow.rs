//! The workflow and the hooks: what they run is run, as it stands there.

use serde_json::Value;

use crate::place::{Place, executable, workspace};

fn yaml(path: &str) -> Value {
    let text = std::fs::read_to_string(workspace().join(path)).expect(path);
    serde_saphyr::from_str(&text).expect(path)
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a Vec<Value> {
    let found = value.pointer(pointer).and_then(Value::as_array);
    found.unwrap_or_else(|| panic!("no list {pointer}"))
}

/// What the steps of a job run, in their order.
fn scripts(workflow: &Value, job: &str) -> Vec<String> {
    list(workflow, &format!("/jobs/{job}/steps"))
        .iter()
        .filter_map(|step| Some(step.get("run")?.as_str()?.to_owned()))
        .collect()
}

/// A workspace as a pull request is checked out: `HEAD^1` is the base.
fn pull_request(change: &str) -> Place {
    let place = Place::workspace();
    let git = "git -c user.name=Team -c user.email=team@example.com";
    place.done(&format!(
        "git switch --quiet --create change\n{change}\n{git} commit --quiet --all --allow-empty -m change\n\
         git switch --quiet --detach main\n{git} merge --quiet --no-ff -m merge change"
    ));
    place
}

fn environment(workflow: &Value) -> String {
    let contract = workflow.pointer("/env/CONTRACT").and_then(Value::as_str);
    format!(
        "export CONTRACT={} GITHUB_STEP_SUMMARY=summary.md",
        contract.expect("where the contract is")
    )
}

#[test]
fn the_workflow_passes_what_is_fine_and_tells_what_changed() {
    let workflow = yaml(".github/workflows/contract.yml");
    let environment = environment(&workflow);
    let fine = pull_request(
        "sed -i 's/credentials are missing or not valid/credentials are absent or not valid/' spec/openapi.yaml\ncargo xtask generate",
    );
    let mut run = 0;
    for script in scripts(&workflow, "contract") {
        if script.starts_with("rustup ") {
            continue; // installs Rust, which is here
        }
        fine.done(&format!("{environment}\n{script}"));
        run += 1;
    }
    assert_eq!(run, 3);
    let changelog = fine.read("changelog.md");
    assert!(changelog.contains("absent or not valid"), "{changelog}");
    let tests = fine.read("contract.xml");
    assert!(
        tests.contains("<testsuite ") && !tests.contains("<failure"),
        "{tests}"
    );
    assert_eq!(fine.read("summary.md"), changelog);

    // The first comment is made, the next push changes it.
    for (id, method) in [
        ("", "POST repos/o/r/issues/7/comments"),
        ("42", "PATCH repos/o/r/issues/comments/42"),
    ] {
        executable(
            &fine.path("gh"),
            &format!(
                "#!/bin/sh\ncase \"$2\" in --paginate) echo {id} ;; *) echo \"$*\" >> calls ;; esac\n"
            ),
        );
        for script in scripts(&workflow, "comment") {
            fine.done(&format!(
                "export PATH=\"$PWD:$PATH\" REPOSITORY=o/r NUMBER=7\n{script}"
            ));
        }
        assert!(
            fine.read("calls").contains(method),
            "{}",
            fine.read("calls")
        );
    }
    assert!(fine.read("comment.md").ends_with(&changelog));
}

#[test]
fn the_workflow_fails_at_a_break_and_says_where() {
    let workflow = yaml(".github/workflows/contract.yml");
    let environment = environment(&workflow);
    let broken = pull_request(
        "sed -i -e 's/maxLength: 50/maxLength: 40/' \
         -e '/^    X-RateLimit-Limit:/,/example/ {s/minimum: 0/minimum: 4000/; s/3000/4000/}' \
         spec/openapi.yaml\ncargo xtask generate",
    );
    let said: Vec<_> = scripts(&workflow, "contract")
        .into_iter()
        .filter(|script| !script.starts_with("rustup "))
        .map(|script| broken.run(&format!("{environment}\n{script}")))
        .collect();
    let [lint, check, changelog] = &said[..] else {
        panic!("{said:?}")
    };
    assert_eq!(lint.0, Some(0), "{}", lint.1);
    assert_eq!(check.0, Some(4), "{}", check.1);
    let annotation = "::error file=spec/openapi.yaml,line=";
    assert!(check.1.contains(annotation), "{}", check.1);
    for report in ["contract.sarif", "contract.xml"] {
        let found = broken.read(report);
        // A break, and a service that does not keep its word.
        for rule in ["request-parameter-max-length-decreased", "conform-header"] {
            assert!(found.contains(rule), "{report}: {found}");
        }
    }
    assert_eq!(changelog.0, Some(0), "{}", changelog.1);
    let text = broken.read("changelog.md");
    assert!(text.contains("Breaking changes"), "{text}");
}

/// What a later step or job takes, an earlier one has made.
#[test]
fn what_is_uploaded_and_downloaded_is_made() {
    let workflow = yaml(".github/workflows/contract.yml");
    let jobs = workflow["jobs"].as_object().expect("jobs");
    let steps = |job: &str| list(&workflow, &format!("/jobs/{job}/steps"));
    let text = |step: &Value, pointer: &str| {
        let found = step.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_default().to_owned()
    };
    let mut kept = Vec::new();
    let mut scripts = String::new();
    for step in steps("contract") {
        scripts.push_str(&text(step, "/run"));
        if !text(step, "/uses").starts_with("actions/upload-artifact@") {
            continue;
        }
        let files: Vec<String> = text(step, "/with/path")
            .lines()
            .map(str::to_owned)
            .collect();
        for file in &files {
            assert!(scripts.contains(file), "no step before makes {file}");
        }
        kept.push((text(step, "/with/name"), files));
    }
    assert_eq!(kept.len(), 2);
    for job in jobs.keys().filter(|job| *job != "contract") {
        assert_eq!(workflow["jobs"][job]["needs"], "contract");
        let mut has = String::new();
        for step in steps(job) {
            if text(step, "/uses").starts_with("actions/download-artifact@") {
                let name = text(step, "/with/name");
                let files = kept.iter().find(|(known, _)| *known == name);
                has.push_str(&files.expect("an artifact").1.join("\n"));
            }
            let file = text(step, "/with/sarif_file");
            assert!(has.contains(&file), "{job} has no {file}");
        }
    }
}

#[test]
fn a_token_that_can_write_meets_no_code_of_a_pull_request() {
    let workflow = yaml(".github/workflows/contract.yml");
    assert!(workflow["on"].get("pull_request_target").is_none());
    assert_eq!(
        workflow["permissions"],
        serde_json::json!({ "contents": "read" })
    );
    for (name, job) in workflow["jobs"].as_object().expect("jobs") {
        let steps = job["steps"].as_array().expect("steps");
        for step in steps {
            if let Some(uses) = step.get("uses").and_then(Value::as_str) {
                let (_, version) = uses.split_once("@v").expect("a version");
                assert!(version.parse::<u32>().is_ok(), "{uses}: a major version");
            }
        }
        if job.get("permissions").is_some() {
            let said = serde_json::to_string(steps).expect("JSON");
            assert!(
                !said.contains("checkout") && !said.contains("cargo"),
                "{name}"
            );
        }
    }
}

#[test]
fn the_hooks_pass_on_this_workspace() {
    let config = yaml(".pre-commit-config.yaml");
    let place = Place::workspace();
    let hooks = list(&config, "/repos/0/hooks");
    assert!(!hooks.is_empty());
    for hook in hooks {
        place.done(hook["entry"].as_str().expect("an entry"));
    }
}
