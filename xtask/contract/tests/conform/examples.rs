//! The examples of rules, as `contract explain` shows them: found in services with one fault.
//!
//! `SNAPSHOTS=overwrite cargo test -p contract-tools --test conform examples` finds them anew, and
//! with `RULES="conform-late conform-leak"` those of these rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use super::{Running, SECRETS, expected, folder, has_python, is_overwriting};

/// Rules that no fault of these services shows: their parts are tried by other tests.
const WITHOUT: [&str; 1] = ["conform-page-repeats"];

/// What other configurations of the odd service show.
const ODD: [(&str, &str); 5] = [
    ("conform-service-ended", "die"),
    ("conform-service-trace", "die"),
    ("conform-late", "slow"),
    ("conform-head-is-not-get", "head"),
    ("conform-known-ended", "fine"),
];

fn path() -> PathBuf {
    folder().join("findings.txt")
}

/// All rules of conform, as their table has them.
fn rules() -> Vec<String> {
    let table = folder().join("../../src/rules/conform.rs");
    let text = std::fs::read_to_string(table).expect("the table");
    let lines = text
        .lines()
        .filter(|line| line.trim_start().starts_with("CONFORM_"));
    let ids = lines.filter_map(|line| Some(line.split('"').nth(1)?.to_owned()));
    ids.collect()
}

/// The finding of a rule in a report: up to the next empty line.
fn finding(report: &str, rule: &str) -> Option<String> {
    let mark = format!("[{rule}]: ");
    let lines = report.lines().skip_while(|line| !line.contains(&mark));
    let found: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// Without what is another one each time: ports, and where this lies.
fn plain(text: &str, url: Option<&str>) -> String {
    let here = format!("{}/", folder().display());
    let mut text = text.replace(&here, "");
    if let Some(port) = url.and_then(|url| url.split(':').nth(2)?.split('/').next()) {
        text = text.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:8080");
        text = text.replace(&format!("127.0.0.1 {port}"), "127.0.0.1 8080");
    }
    text
}

fn found_with(service: &str, fault: &str) -> String {
    let running = Running::start(service, Some(fault));
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--url", &running.url])
        .arg("--spec")
        .arg(folder().join(format!("{service}.yaml")))
        .arg("--config")
        .arg(folder().join(format!("{service}.toml")))
        .envs(SECRETS.iter().copied())
        .output()
        .expect("it runs");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    plain(&report, Some(&running.url))
}

/// What is found of the odd service, started by the run itself.
fn found_of_odd(how: &str) -> String {
    let directory = tempfile::tempdir().expect("a folder");
    let config = directory.path().join("conformance.toml");
    let own = std::fs::read_to_string(folder().join("odd/conformance.toml")).expect("text");
    let service = folder().join("odd/service.py");
    let known = "[[known]]\ncheck = \"conform-body\"\noperation = \"GET /fast\"\nreason = \"it comes with 2.0\"\nuntil = \"2026-01-31\"\n";
    let text = format!(
        "[service]\ncommand = [\"python3\", {service:?}, \"{{port}}\", \"{how}\"]\nurl = \"http://127.0.0.1:{{port}}\"\n{own}\n{known}"
    );
    std::fs::write(&config, text).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--spec"])
        .arg(folder().join("odd/openapi.yaml"))
        .arg("--config")
        .arg(&config)
        .env("ODD_KEY", "odd-secret-value")
        .output()
        .expect("it runs");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    let url = report.split("http://127.0.0.1:").nth(1);
    let url = url.map(|rest| {
        let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
        format!("http://127.0.0.1:{port}/")
    });
    plain(&report, url.as_deref())
}

/// A run that could not try everything: without credentials.
fn found_without_credentials() -> String {
    let running = Running::start("library", None);
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--url", &running.url, "--cases", "0"])
        .arg("--spec")
        .arg(folder().join("library.yaml"))
        .output()
        .expect("it runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Of each rule, the fault that shows it and the least beside it.
fn faults() -> BTreeMap<String, (&'static str, String)> {
    let mut all: Vec<(usize, String, &'static str, String)> = Vec::new();
    for service in ["library", "workshop"] {
        for (fault, (_, ids)) in expected(service) {
            let ids: Vec<&str> = ids.split(' ').collect();
            let own = ids
                .iter()
                .map(|id| (ids.len(), (*id).to_owned(), service, fault.clone()));
            all.extend(own);
        }
    }
    all.sort();
    let mut chosen = BTreeMap::new();
    for (_, id, service, fault) in all {
        chosen.entry(id).or_insert((service, fault));
    }
    chosen
}

fn overwrite() {
    let rules = rules();
    let asked = std::env::var("RULES").unwrap_or_default();
    let is_asked = |rule: &&String| asked.is_empty() || asked.split(' ').any(|one| one == *rule);
    let renewed: Vec<&String> = rules.iter().filter(is_asked).collect();
    let odd: BTreeMap<&str, &str> = ODD.into_iter().collect();
    let faults = faults();
    let waiting = Mutex::new(renewed.into_iter());
    let found: Mutex<BTreeMap<String, String>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no thread panics").next();
                    let Some(rule) = next else { break };
                    let report = match (odd.get(rule.as_str()), faults.get(rule)) {
                        (Some(how), _) => found_of_odd(how),
                        (None, Some((service, fault))) => found_with(service, fault),
                        (None, None) if rule == "conform-untried" => found_without_credentials(),
                        (None, None) => continue,
                    };
                    let Some(one) = finding(&report, rule) else {
                        eprintln!("{rule}: {report}");
                        continue;
                    };
                    let mut found = found.lock().expect("no thread panics");
                    found.insert(rule.clone(), one);
                }
            });
        }
    });
    let found = found.into_inner().expect("no thread panics");
    let known = std::fs::read_to_string(path()).unwrap_or_default();
    let texts = rules.iter().filter_map(|rule| {
        let own = found.get(rule).cloned();
        own.or_else(|| finding(&known, rule))
    });
    let text = texts.collect::<Vec<_>>().join("\n\n");
    std::fs::write(path(), text + "\n").expect("written");
}

#[test]
fn examples_of_all_rules_are_there() {
    if is_overwriting() && has_python() {
        overwrite();
    }
    let text = std::fs::read_to_string(path()).expect("examples");
    let all = rules();
    assert!(all.len() > 40, "{all:?}");
    let missing: BTreeSet<&str> = all
        .iter()
        .filter(|rule| finding(&text, rule).is_none())
        .map(String::as_str)
        .collect();
    assert_eq!(missing, BTreeSet::from(WITHOUT));
    // And none of what there is no more, or of what is secret.
    let shown = text.lines().filter_map(|line| {
        let (level, rest) = line.split_once('[')?;
        let is_title = ["error", "warning"].contains(&level);
        is_title.then(|| rest.split(']').next().unwrap_or_default())
    });
    for rule in shown {
        assert!(all.iter().any(|known| known == rule), "{rule}");
    }
    for (name, secret) in SECRETS {
        assert!(!text.contains(secret), "{name}");
    }
}
