//! What a finding shows is there: its case is tried again, and its lines are run.

use std::process::Command;

use serde_json::Value;

use super::{Running, SECRETS, folder, has_python};

/// One fault of each kind of evidence: a response, what it needs before it, walks with what they
/// take from responses.
const FAULTS: [(&str, &str); 5] = [
    ("library", "crash.emoji"),
    ("library", "scope.patchBook"),
    ("library", "page-repeats"),
    ("library", "if-match-ignored.patchBook"),
    ("workshop", "report-link-wrong"),
];

fn contract(service: &str, url: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--format", "json", "--url", url])
        .arg("--spec")
        .arg(folder().join(format!("{service}.yaml")))
        .arg("--config")
        .arg(folder().join(format!("{service}.toml")))
        .args(arguments)
        .envs(SECRETS.iter().copied())
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let report = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(report.starts_with('{'), "{service}: {said}");
    (output.status.code(), report)
}

/// The lines for a shell that a finding has.
fn lines(finding: &Value) -> String {
    let help = finding["help"].as_str().expect("a help");
    let is_line = |line: &&str| {
        ["curl ", "printf ", "response"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    let mut lines = help.lines().skip_while(|line| !is_line(line));
    let first = lines.next().expect("a line for a shell");
    let rest = lines.fold(first.to_owned(), |text, line| text + "\n" + line);
    rest + "\n"
}

/// The statuses that a script's responses have.
fn statuses(script: &str) -> Vec<u64> {
    let output = Command::new("sh")
        .args(["-c", script])
        .envs(SECRETS.iter().copied())
        .output()
        .expect("a shell runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().filter_map(|line| line.strip_prefix("HTTP/1."));
    let statuses = lines.filter_map(|line| line.get(2..5)?.parse().ok());
    statuses.collect()
}

fn has_no_secret(service: &str, fault: &str, report: &str) {
    for (name, secret) in SECRETS {
        assert!(!report.contains(secret), "{service} {fault}: {name}");
    }
    // As basic authentication has them.
    for encoded in ["ZWFzdDpzZXNhbWUtZWFzdA", "d2VzdDpzZXNhbWUtd2VzdA"] {
        assert!(!report.contains(encoded), "{service} {fault}: {encoded}");
    }
}

#[test]
fn what_was_found_is_shown_again_and_gone_without_its_fault() {
    if !has_python() {
        return;
    }
    let path = std::env::temp_dir().join(format!("contract-replay-{}.json", std::process::id()));
    let mut wrong = String::new();
    for (service, fault) in FAULTS {
        let running = Running::start(service, Some(fault));
        let (code, report) = contract(service, &running.url, &["--cases", "3"]);
        assert_eq!(code, Some(4), "{service} {fault}: nothing is found");
        has_no_secret(service, fault, &report);
        std::fs::write(&path, &report).expect("written");
        let replay = ["--replay", path.to_str().expect("UTF-8")];
        let found: Value = serde_json::from_str(&report).expect("JSON");
        let found = found["findings"].as_array().expect("findings");

        // Another one with the fault, where nothing is that was made.
        let other = Running::start(service, Some(fault));
        let (code, again) = contract(service, &other.url, &replay);
        let none_gone = again.contains(", 0 are gone, and 0 could not be tried");
        if code != Some(4) || !none_gone {
            let notes: Value = serde_json::from_str(&again).expect("JSON");
            wrong.push_str(&format!("{service} {fault}: {code:?} {}\n", notes["notes"]));
        }
        // The lines show the status that is told.
        for finding in found {
            let origin = running.url.split('/').take(3).collect::<Vec<_>>().join("/");
            let there = other.url.split('/').take(3).collect::<Vec<_>>().join("/");
            let script = lines(finding).replace(&origin, &there);
            let case = &finding["case"]["requests"];
            let case = case.as_array().expect("requests");
            let told: Vec<u64> = case
                .iter()
                .filter_map(|request| request["status"].as_u64())
                .collect();
            let seen = statuses(&script);
            // What was changed there may be made here.
            let class = |all: &[u64]| all.iter().map(|status| status / 100).collect::<Vec<_>>();
            if class(&seen) != class(&told) {
                wrong.push_str(&format!(
                    "{service} {fault}: {seen:?} and not {told:?}:\n{script}\n"
                ));
            }
        }
        // One without it.
        let clean = Running::start(service, None);
        let (code, again) = contract(service, &clean.url, &replay);
        if code != Some(0) {
            let notes: Value = serde_json::from_str(&again).expect("JSON");
            wrong.push_str(&format!(
                "{service} without {fault}: {code:?} {}\n",
                notes["notes"]
            ));
        }
    }
    let _ = std::fs::remove_file(&path);
    assert!(wrong.is_empty(), "{wrong}");
}
