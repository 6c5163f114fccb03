//! The files of `server/deploy`: each is read as what will read it does, as far as this machine can,
//! and what cannot be checked here is named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::metrics::promtool;
use crate::program::{Place, Ran};

pub const ALERTS: &str = include_str!("../../deploy/alerts.yaml");
pub const DASHBOARD: &str = include_str!("../../deploy/dashboard.json");
const COMPOSE: &str = include_str!("../../deploy/compose.yaml");
const CONTAINER: &str = include_str!("../../deploy/container.toml");
const CONTAINERFILE: &str = include_str!("../../deploy/Containerfile");
const CADDYFILE: &str = include_str!("../../deploy/Caddyfile");
const UNIT: &str = include_str!("../../deploy/mfa-server.service");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy")
}

/// What a tool says; none where the machine has no such tool.
fn tool(name: &str, arguments: &[&str]) -> Option<Ran> {
    let ran = Command::new(name)
        .args(arguments)
        .current_dir(folder())
        .output();
    match ran {
        Ok(output) => Some(output.into()),
        Err(error) => {
            println!("NOT CHECKED by {name} {arguments:?}: {error}");
            None
        }
    }
}

/// Whether a server takes this configuration, once its database and keys are in `place`.
fn check_config(configuration: &str, variables: &[(String, String)]) {
    let place = Place::new();
    let keys = place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write("mfa.toml", configuration);
    let mut command = place.command(&["serve", "--config", "mfa.toml", "--check-config"]);
    command.env_remove("MFA_SERVER_MONITORING_LISTEN");
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    // These are not on this machine. All else is taken as it is.
    command.env("MFA_SERVER_ENCRYPTION_KEYS_FILE", keys);
    command.env("MFA_SERVER_DATABASE", "sqlite:mfa.db");
    let ran: Ran = command.output().unwrap().into();
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}

#[test]
fn prometheus_takes_the_rules_and_every_alert_says_what_to_do() {
    let rules: Value = serde_saphyr::from_str(ALERTS).unwrap();
    let rules = rules["groups"][0]["rules"].as_array().unwrap();
    let names: BTreeSet<_> = rules
        .iter()
        .map(|rule| rule["alert"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), rules.len(), "each name once");
    for rule in rules {
        let severity = rule["labels"]["severity"].as_str().unwrap();
        assert!(
            ["critical", "warning", "info"].contains(&severity),
            "{rule}"
        );
        for text in ["summary", "description"] {
            assert!(rule["annotations"][text].is_string(), "{rule}");
        }
    }
    let at = |name: &str| folder().join(name).display().to_string();
    promtool(&["check", "rules", &at("alerts.yaml")], "");
    promtool(&["check", "config", &at("prometheus.yaml")], "");
}

#[test]
fn the_dashboard_is_whole() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let ids: BTreeSet<_> = panels
        .iter()
        .map(|panel| panel["id"].as_u64().unwrap())
        .collect();
    assert_eq!(ids.len(), panels.len());
    let mut taken = BTreeSet::new();
    for panel in panels {
        let at = |name: &str| panel["gridPos"][name].as_u64().unwrap();
        for x in at("x")..at("x") + at("w") {
            for y in at("y")..at("y") + at("h") {
                assert!(
                    x < 24 && taken.insert((x, y)),
                    "{} is in the way",
                    panel["title"]
                );
            }
        }
        if panel["type"] != "row" {
            assert!(!panel["targets"].as_array().unwrap().is_empty(), "{panel}");
        }
    }
    println!("NOT CHECKED by Grafana itself: {} panels", panels.len());
}

/// The program that the unit names is this one, so that systemd finds it.
#[test]
fn systemd_takes_the_unit_and_finds_it_hardened() {
    let place = Place::new();
    let program = env!("CARGO_BIN_EXE_mfa-server");
    let unit = UNIT.replace("/usr/local/bin/mfa-server", program);
    assert_ne!(unit, UNIT);
    let unit = place.write("mfa-server.service", &unit);
    if let Some(ran) = tool("systemd-analyze", &["verify", "--man=no", &unit]) {
        // Units of this machine are none of ours.
        let of_ours = |line: &&str| line.contains("mfa-server");
        let told: Vec<_> = ran.err.lines().filter(of_ours).collect();
        assert!(told.is_empty(), "{told:#?}");
    }
    // 100 is no protection at all.
    let security = [
        "security",
        "--offline=yes",
        "--threshold=15",
        "--no-pager",
        &unit,
    ];
    if let Some(ran) = tool("systemd-analyze", &security) {
        let is_older = ran.err.contains("unrecognized option");
        assert!(is_older || ran.code == Some(0), "{}{}", ran.out, ran.err);
    }
    let variables = UNIT
        .lines()
        .filter_map(|line| line.strip_prefix("Environment="));
    let pairs = variables.map(|pair| pair.split_once('=').unwrap());
    let pairs: Vec<_> = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    assert_eq!(pairs.len(), 2);
    let configuration = "public_url = 'https://mfa.example.com'\n";
    check_config(configuration, &pairs);
}

#[test]
fn the_container_has_no_root_and_its_configuration_is_taken() {
    let stages: Vec<_> = CONTAINERFILE.split("\nFROM ").collect();
    assert_eq!(stages.len(), 3, "what builds is not in what runs");
    // What is built is there, and not what lies beside it: a target folder, secrets.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = std::fs::read_to_string(workspace.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    let folders = members
        .iter()
        .map(|member| member.as_str().unwrap().split('/').next().unwrap());
    for folder in folders {
        let copied = format!("COPY {folder} {folder}\n");
        assert!(stages[1].contains(&copied), "{copied}");
    }
    assert!(!stages[1].contains("COPY . "));
    let last = stages[2];
    assert!(last.starts_with("gcr.io/distroless/"), "no shell: {last}");
    for line in [
        "USER 65532:65532",
        "VOLUME [\"/var/lib/mfa-server\"]",
        "ENTRYPOINT [\"/usr/local/bin/mfa-server\"]",
        "CMD [\"serve\", \"--config\", \"/etc/mfa-server/mfa.toml\"]",
    ] {
        assert!(last.lines().any(|l| l == line), "{line}");
    }
    let variables = last.lines().filter_map(|line| line.strip_prefix("ENV "));
    let pairs = variables.map(|pair| pair.split_once('=').unwrap());
    let pairs: Vec<_> = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    check_config(CONTAINER, &pairs);
    println!("NOT CHECKED by a build: the machine that tests run on builds no images");
}

#[test]
fn the_servers_of_compose_are_alike_confined_and_behind_the_proxy() {
    let compose: Value = serde_saphyr::from_str(COMPOSE).unwrap();
    let container: toml::Table = CONTAINER.parse().unwrap();
    let network = compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
        .as_str()
        .unwrap();
    assert_eq!(container["trusted_proxies"][0].as_str(), Some(network));
    let secrets = compose["secrets"].as_object().unwrap();
    let mut servers = Vec::new();
    for (name, service) in compose["services"].as_object().unwrap() {
        if !name.starts_with("server-") {
            continue;
        }
        servers.push(name);
        assert_eq!(service["read_only"], true, "{name}");
        assert_eq!(service["user"], "65532:65532");
        assert_eq!(service["cap_drop"][0], "ALL");
        assert_eq!(service["security_opt"][0], "no-new-privileges:true");
        assert!(service.get("ports").is_none(), "only the proxy is reached");
        let secret = service["secrets"][0].as_str().unwrap();
        assert!(secrets.contains_key(secret));
        let file = format!("/run/secrets/{secret}");
        assert_eq!(container["encryption"]["keys_file"].as_str(), Some(&*file));
        let variables = service["environment"].as_object().unwrap();
        let pairs = variables
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
        check_config(CONTAINER, &pairs.collect::<Vec<_>>());
        assert!(CADDYFILE.contains(&format!("{name}:8080")), "{name}");
        let grace = container["shutdown_grace_seconds"].as_integer().unwrap();
        let stop = service["stop_grace_period"].as_str().unwrap();
        let stop: i64 = stop.trim_end_matches('s').parse().unwrap();
        assert!(stop > grace, "{stop} s are not {grace} s and a little");
    }
    assert_eq!(servers.len(), 2, "{servers:?}");
    for (setting, said) in [("listen", ":8080"), ("monitoring", "health_port 9464")] {
        assert!(CADDYFILE.contains(said), "{setting}");
    }
    let listens = container["monitoring"]["listen"].as_str().unwrap();
    assert!(listens.ends_with(":9464"));
    // Docker's own reading, where it can read such files.
    let version = tool("docker", &["compose", "version"]);
    if version.is_some_and(|ran| ran.code == Some(0)) {
        let config = ["compose", "-f", "compose.yaml", "config", "--quiet"];
        let mut command = Command::new("docker");
        command
            .args(config)
            .current_dir(folder())
            .env("POSTGRES_PASSWORD", "x");
        let ran = Ran::from(command.output().unwrap());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    } else {
        println!("NOT CHECKED by docker compose: this machine has none");
    }
    if let Some(ran) = tool(
        "caddy",
        &[
            "validate",
            "--adapter",
            "caddyfile",
            "--config",
            "Caddyfile",
        ],
    ) {
        assert_eq!(ran.code, Some(0), "{}", ran.err);
    }
}
