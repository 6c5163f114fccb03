//! Every fault that a contract lets think of, made one at a time by a proxy between `contract
//! conform` and a service that has none: our own, and the mock of a contract.
//!
//! Each is found, and nothing is found where no fault is made. What is not found stands in
//! `NAME.missed`, with the reason. By default one fault of each kind is made; `FAULTS=all` makes
//! all of them, `FAULTS="body- let-in/"` those whose names begin so, and tells what was found of
//! each. `SERVICES="ours library"` chooses among the services, and `CONTRACT` names another build of
//! the program.

mod contract;
mod faults;
mod proxy;
mod services;
mod wire;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use serde_json::Value;

use contract::Contract;
use faults::{Fault, derived};
use proxy::Proxy;
use services::{Running, Service};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/injected")
}

/// What is found of a service with a fault.
struct Found {
    /// Ids of rules, each with a message.
    findings: BTreeMap<String, String>,
    /// How often the fault was made.
    fired: usize,
}

fn conform(service: &Service, contract: &Arc<Contract>, fault: Option<Fault>) -> Found {
    let name = fault
        .as_ref()
        .map_or("no fault", |fault| fault.name.as_str())
        .to_owned();
    let running = Running::start(service);
    let proxy = Proxy::start(
        Arc::clone(contract),
        fault,
        &running.address,
        running.tenants.clone(),
    );
    let output = Command::new(services::contract())
        .args(["conform", "--format", "json"])
        .args([
            "--url",
            &format!("http://{}{}", proxy.address, running.path),
        ])
        .arg("--spec")
        .arg(&service.spec)
        .arg("--config")
        .arg(&running.config)
        .envs(
            running
                .environment
                .iter()
                .map(|(name, value)| (name, value)),
        )
        .output()
        .expect("it runs");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        panic!("{name}: no report: {said}")
    });
    let findings = told["findings"].as_array().expect("findings").iter();
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
    let errors = findings.filter(|finding| finding["level"] == "error");
    Found {
        findings: errors
            .map(|finding| (text(finding, "id"), text(finding, "message")))
            .collect(),
        fired: proxy.fired(),
    }
}

/// Makes faults, two at a time.
fn made(
    service: &Service,
    contract: &Arc<Contract>,
    faults: Vec<Fault>,
) -> BTreeMap<String, Found> {
    let waiting = Mutex::new(faults.into_iter());
    let all = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no thread panics").next();
                    let Some(fault) = next else { break };
                    let name = fault.name.clone();
                    let found = conform(service, contract, Some(fault));
                    if std::env::var_os("FAULTS").is_some() {
                        println!(
                            "{} {name} ({} times): {}",
                            service.name,
                            found.fired,
                            ids(&found)
                        );
                    }
                    all.lock().expect("no thread panics").insert(name, found);
                }
            });
        }
    });
    all.into_inner().expect("no thread panics")
}

fn ids(found: &Found) -> String {
    let all: Vec<&str> = found.findings.keys().map(String::as_str).collect();
    if all.is_empty() {
        "-".to_owned()
    } else {
        all.join(" ")
    }
}

/// What is not found, and why.
fn missed(service: &Service) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder().join(format!("{}.missed", service.name)));
    let text = text.unwrap_or_default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once('\t'));
    pairs
        .map(|(name, why)| (name.to_owned(), why.to_owned()))
        .collect()
}

fn chosen(all: Vec<Fault>, missed: &BTreeMap<String, String>) -> Vec<Fault> {
    let asked = std::env::var("FAULTS").unwrap_or_default();
    if asked == "all" {
        return all;
    }
    if !asked.is_empty() {
        let is_asked = |fault: &Fault| {
            asked
                .split_whitespace()
                .any(|start| fault.name.starts_with(start))
        };
        return all.into_iter().filter(is_asked).collect();
    }
    let mut kinds = HashSet::new();
    let known = all
        .into_iter()
        .filter(|fault| !missed.contains_key(&fault.name));
    // Where there are few, the first response of all is the one that every run sees.
    known
        .filter(|fault| kinds.insert(fault.kind().to_owned()))
        .collect()
}

fn holds(name: &str) {
    let Some(service) = Service::named(name) else {
        return;
    };
    let chosen_services = std::env::var("SERVICES").unwrap_or_default();
    let is_asked = chosen_services.split_whitespace().any(|one| one == name);
    if !is_asked && (service.is_slow || !chosen_services.is_empty()) {
        return;
    }
    let contract = Arc::new(Contract::read(&service.spec));
    let clean = conform(&service, &contract, None);
    assert!(
        clean.findings.is_empty(),
        "nothing is wrong: {:#?}",
        clean.findings
    );
    let missed = missed(&service);
    let all = derived(&contract);
    let names: BTreeSet<String> = all.iter().map(|fault| fault.name.clone()).collect();
    let unknown: Vec<&String> = missed
        .keys()
        .filter(|name| !names.contains(*name))
        .collect();
    assert!(unknown.is_empty(), "no such faults: {unknown:?}");
    let made = made(&service, &contract, chosen(all, &missed));
    let fired: Vec<_> = made.iter().filter(|(_, found)| found.fired > 0).collect();
    let (found, not_found): (Vec<_>, Vec<_>) = fired
        .iter()
        .partition(|(_, found)| !found.findings.is_empty());
    println!(
        "{name}: {} faults, {} made, {} found",
        made.len(),
        fired.len(),
        found.len()
    );
    assert!(fired.len() * 3 >= made.len(), "most were never made");
    let new: Vec<&&String> = not_found
        .iter()
        .map(|(name, _)| name)
        .filter(|name| !missed.contains_key(**name))
        .collect();
    assert!(new.is_empty(), "made, and not found:\n{new:#?}");
    let gone: Vec<&&String> = found
        .iter()
        .map(|(name, _)| name)
        .filter(|name| missed.contains_key(**name))
        .collect();
    assert!(
        gone.is_empty(),
        "found now: take them out of {name}.missed:\n{gone:#?}"
    );
}

#[test]
fn each_fault_of_our_own_service_is_found_and_nothing_without() {
    holds("ours");
}

#[test]
fn each_fault_of_a_mock_is_found_and_nothing_without() {
    holds("shop");
}

#[test]
fn each_fault_of_the_library_is_found_and_nothing_without() {
    holds("library");
}

#[test]
fn each_fault_of_the_workshop_is_found_and_nothing_without() {
    holds("workshop");
}
