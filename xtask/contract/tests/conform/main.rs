//! Services that are not ours, in Python's standard library, each with one thing wrong at a time:
//! `contract conform` finds what can be found, and nothing in what is as it should be.
//!
//! What is found of each fault stands in `library.found`, `workshop.found`, `helpdesk.found` and
//! `fleet.found`: its name, who can show it, and the ids of the findings; `-` where nothing is. The
//! latter two were written without a look at what `conform` does. `FAULTS=all` tries all of them
//! instead of one of each kind, `FAULTS="a b"` those that it names, and `SNAPSHOTS=overwrite`
//! writes the files anew and tells the rates.

mod examples;
mod mocked;
mod ours;
mod shown;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

/// The secrets of both services, as their tables have them.
const SECRETS: &[(&str, &str)] = &[
    ("LIBRARY_NORTH_KEY", "key-north-1f7c"),
    ("LIBRARY_NORTH_TOKEN", "token-north-a41e"),
    ("LIBRARY_SOUTH_KEY", "key-south-93ab"),
    ("LIBRARY_SOUTH_TOKEN", "token-south-d2e9"),
    ("LIBRARY_READER_TOKEN", "token-north-reader-77d0"),
    ("LIBRARY_EXPIRED_TOKEN", "token-north-expired-0c52"),
    ("EAST_KEY", "workshop-east-5a"),
    ("EAST_PASSWORD", "east:sesame-east"),
    ("WEST_KEY", "workshop-west-7b"),
    ("WEST_PASSWORD", "west:sesame-west"),
    ("RED_KEY", "red-key-4711"),
    ("RED_TOKEN", "red-token-abcdef"),
    ("BLUE_KEY", "blue-key-0815"),
    ("BLUE_TOKEN", "blue-token-fedcba"),
    ("FLEET_NORTH_USER", "north:s3cret-north"),
    ("FLEET_NORTH_TOKEN", "tok-north-9f8e7d"),
    ("FLEET_SOUTH_USER", "south:s3cret-south"),
    ("FLEET_SOUTH_TOKEN", "tok-south-1a2b3c"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conform")
}

fn program(service: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(folder().join(service).join("service.py"));
    command
}

/// Services that read their document themselves have it in JSON.
fn spec(service: &str) -> PathBuf {
    let json = folder().join(format!("{service}.json"));
    match json.exists() {
        true => json,
        false => folder().join(format!("{service}.yaml")),
    }
}

/// A service, until it is dropped.
struct Running {
    process: Child,
    url: String,
}

impl Running {
    fn start(service: &str, fault: Option<&str>) -> Running {
        let mut command = program(service);
        command.args(fault.into_iter().flat_map(|fault| ["--fault", fault]));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("python3 starts");
        let mut out = BufReader::new(process.stdout.take().expect("an output"));
        let mut url = String::new();
        out.read_line(&mut url).expect("its address");
        Running {
            process,
            url: url.trim().to_owned(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a run finds: ids with their messages.
struct Found {
    findings: Vec<(String, String)>,
    time: Duration,
}

impl Found {
    fn ids(&self) -> String {
        let ids: BTreeSet<&str> = self.findings.iter().map(|(id, _)| id.as_str()).collect();
        match ids.is_empty() {
            true => "-".to_owned(),
            false => ids.into_iter().collect::<Vec<_>>().join(" "),
        }
    }
}

fn conform(service: &str, fault: Option<&str>) -> Found {
    let running = Running::start(service, fault);
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["conform", "--format", "json", "--url", &running.url])
        .arg("--spec")
        .arg(spec(service))
        .arg("--config")
        .arg(folder().join(format!("{service}.toml")))
        .envs(SECRETS.iter().copied())
        .output()
        .expect("it runs");
    let time = start.elapsed();
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!("{service} {fault:?}: no report: {said}")
    });
    let findings = told["findings"].as_array().expect("findings").iter();
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let findings: Vec<(String, String)> = findings
        .map(|finding| (text(finding, "id"), text(finding, "message")))
        .collect();
    let expected = if findings.is_empty() { 0 } else { 4 };
    assert_eq!(output.status.code(), Some(expected), "{service} {fault:?}");
    Found { findings, time }
}

fn has_python() -> bool {
    let is_there = Command::new("python3").arg("--version").output().is_ok();
    assert!(
        is_there || std::env::var_os("CI").is_none(),
        "python3 is needed"
    );
    if !is_there {
        eprintln!("skipped: there is no python3");
    }
    is_there
}

/// The faults of a service, and who can show each of them.
fn faults(service: &str) -> BTreeMap<String, String> {
    let output = program(service).arg("--faults").output().expect("a list");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = text.lines().filter_map(|line| {
        let mut parts = line.split('\t');
        Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
    });
    lines.collect()
}

/// Tries faults, two at a time.
fn tried(service: &str, names: &[String]) -> BTreeMap<String, Found> {
    let waiting = Mutex::new(names.iter());
    let found = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no thread panics").next();
                    let Some(name) = next else { break };
                    let own = conform(service, Some(name));
                    found
                        .lock()
                        .expect("no thread panics")
                        .insert(name.clone(), own);
                }
            });
        }
    });
    found.into_inner().expect("no thread panics")
}

fn expected(service: &str) -> BTreeMap<String, (String, String)> {
    let path = folder().join(format!("{service}.found"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t').map(str::to_owned);
        Some((parts.next()?, (parts.next()?, parts.next()?)))
    });
    lines.collect()
}

fn is_overwriting() -> bool {
    std::env::var("SNAPSHOTS").is_ok_and(|how| how == "overwrite")
}

/// Writes what is found of all faults, and tells how many are.
fn overwrite(service: &str, all: &BTreeMap<String, String>) {
    let names: Vec<String> = all.keys().cloned().collect();
    let found = tried(service, &names);
    let mut text = String::new();
    let mut rates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut longest = Duration::ZERO;
    for (name, shown_by) in all {
        let ids = found[name].ids();
        let rate = rates.entry(shown_by).or_default();
        rate.0 += usize::from(ids != "-");
        rate.1 += 1;
        longest = longest.max(found[name].time);
        text.push_str(&format!("{name}\t{shown_by}\t{ids}\n"));
    }
    std::fs::write(folder().join(format!("{service}.found")), text).expect("written");
    for (shown_by, (found, all)) in rates {
        println!("{service}, shown by {shown_by}: {found} of {all} found");
    }
    println!("{service}: the longest run took {longest:?}");
}

/// Which ones are tried: those that are asked for, or one of each kind.
fn chosen(expected: &BTreeMap<String, (String, String)>) -> Vec<String> {
    let asked = std::env::var("FAULTS").unwrap_or_default();
    if asked == "all" {
        return expected.keys().cloned().collect();
    }
    if !asked.is_empty() {
        return asked.split_whitespace().map(str::to_owned).collect();
    }
    let mut kinds = HashSet::new();
    let found: Vec<_> = expected.iter().filter(|(_, (_, ids))| ids != "-").collect();
    let found = found.into_iter();
    let first =
        found.filter(|(_, (_, ids))| kinds.insert(ids.split(' ').next().map(str::to_owned)));
    first.map(|(name, _)| name.clone()).collect()
}

fn holds(service: &str) {
    if !has_python() {
        return;
    }
    let clean = conform(service, None);
    assert!(clean.findings.is_empty(), "{:#?}", clean.findings);
    let all = faults(service);
    if is_overwriting() {
        return overwrite(service, &all);
    }
    let expected = expected(service);
    let gone: Vec<&String> = expected
        .keys()
        .filter(|name| !all.contains_key(*name))
        .collect();
    assert!(gone.is_empty(), "SNAPSHOTS=overwrite: {gone:?}");
    let mut differing = String::new();
    for (name, found) in tried(service, &chosen(&expected)) {
        let ids = expected.get(&name).map_or("-", |(_, ids)| ids.as_str());
        // Which findings show a fault may change; that it is shown must not.
        if (ids == "-") != (found.ids() == "-") || std::env::var_os("FAULTS").is_some() {
            let messages: Vec<&str> = found
                .findings
                .iter()
                .map(|(_, told)| told.as_str())
                .collect();
            let (told, time) = (messages.join("\n  "), found.time);
            differing.push_str(&format!(
                "{name} ({ids}), {time:?}: {}\n  {told}\n",
                found.ids()
            ));
        }
    }
    match std::env::var_os("FAULTS") {
        Some(_) => println!("{differing}"),
        None => assert!(differing.is_empty(), "{differing}"),
    }
}

#[test]
fn faults_of_the_library_are_found_and_nothing_without() {
    holds("library");
}

#[test]
fn faults_of_the_workshop_are_found_and_nothing_without() {
    holds("workshop");
}

#[test]
fn faults_of_the_helpdesk_are_found_and_nothing_without() {
    holds("helpdesk");
}

#[test]
fn faults_of_the_fleet_are_found_and_nothing_without() {
    holds("fleet");
}
