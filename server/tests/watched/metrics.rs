//! Every metric is described, every described one is there, and what dashboard and alerts ask for is.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::deploy::{ALERTS, DASHBOARD};
use crate::program::Place;
use crate::receiver::Receiver;
use crate::world::World;

const GUIDE: &str = include_str!("../../../docs/operating.md");
/// Metrics of a store that is not SQLite are described, and not there.
const OF_ANOTHER_STORE: &str = "(PostgreSQL)";

/// A metric by its name: its kind, and its labels.
type Metrics = BTreeMap<String, (String, BTreeSet<String>)>;

pub async fn scrape(place: &Place) -> String {
    let url = format!("{}/metrics", place.env_value("MFA_MONITORING_URL"));
    let response = reqwest::get(url).await.unwrap();
    assert_eq!(response.status(), 200);
    let content_type = response.headers()["content-type"].to_str().unwrap();
    assert!(content_type.contains("version=0.0.4"), "{content_type}");
    response.text().await.unwrap()
}

/// What a scrape has.
fn scraped(text: &str) -> Metrics {
    let mut metrics = Metrics::new();
    for line in text.lines() {
        if let Some(described) = line.strip_prefix("# TYPE ") {
            let (name, kind) = described.split_once(' ').unwrap();
            metrics.insert(name.into(), (kind.into(), BTreeSet::new()));
            continue;
        }
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let (series, _) = line.rsplit_once(' ').unwrap();
        let (sample, labels) = series.split_once('{').unwrap_or((series, ""));
        let suffixes = ["", "_bucket", "_sum", "_count"];
        let mut names = suffixes.iter().filter_map(|s| sample.strip_suffix(s));
        let name = names.find(|name| metrics.contains_key(*name));
        let name = name.unwrap_or_else(|| panic!("{sample} has no type"));
        let all = &mut metrics.get_mut(name).unwrap().1;
        for label in labels.trim_end_matches('}').split("\",") {
            if let Some((label, _)) = label.split_once('=') {
                all.insert(label.to_owned());
            }
        }
        all.remove("le");
    }
    metrics
}

/// The guide's table; and which of its metrics another store has.
fn described() -> (Metrics, BTreeSet<String>) {
    let (mut metrics, mut elsewhere) = (Metrics::new(), BTreeSet::new());
    let table = GUIDE.split_once("### Metrics").unwrap().1;
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    for row in rows.take_while(|row| row.contains("mfa_") || row.contains("process_")) {
        let columns: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [name, kind, labels, tells] = columns[..] else {
            panic!("{row}");
        };
        let name = name.trim_matches('`').to_owned();
        // Prometheus's format writes what tells a version as a gauge.
        let kind = kind.replace("info", "gauge");
        let labels = labels.split(", ").filter(|label| !label.is_empty());
        if tells.contains(OF_ANOTHER_STORE) {
            elsewhere.insert(name.clone());
        }
        metrics.insert(name, (kind, labels.map(str::to_owned).collect()));
    }
    (metrics, elsewhere)
}

/// A service in which everything has happened that is counted.
pub async fn eventful(collector: &Receiver) -> World {
    let world = World::start_with(&[("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url)]).await;
    let hooks = Receiver::start(true).await;
    let hook = format!("{}/hook", hooks.url);
    let add = ["webhook", "add", &hook, "--organization", "sample"];
    world.place.done(&add);

    // Wrong codes, until they cost a wait.
    let browser = Browser::new(&world);
    let link = world.link("dave").await;
    let mut page = browser.open(&link).await;
    for _ in 0..5 {
        page = browser.submit(&page, &[("code", "000000")]).await;
    }
    assert_eq!(page.status, 429, "{}", page.body);

    // By Duo, to the end; then Duo is away, until it is left alone.
    world.enrol_by("duo");
    let host = world.place.env_value("MFA_DUO_HOST");
    for (user, answer) in [("bob", "approve"), ("bob", "deny"), ("carol", "approve")] {
        let page = browser.open(&world.link(user).await).await;
        let left = browser.submit(&page, &[("continue", "")]).await;
        let duo = browser.open(left.leads_to.unwrap().as_str()).await;
        browser.submit(&duo, &[("answer", answer)]).await;
    }
    world.faults(&host, json!({ "status": 500 })).await;
    let page = browser.open(&world.link("bob").await).await;
    for _ in 0..6 {
        let failed = browser.submit(&page, &[("continue", "")]).await;
        assert_eq!(failed.status, 502, "{}", failed.body);
    }

    // A revoked key's holder, and one who asks too often.
    let profile = format!("{}/profile/mfa", world.place.env_value("MFA_URL"));
    let traced = world.http.get(&profile);
    let kept = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    traced.header("traceparent", kept).send().await.unwrap();
    let refused = world.http.get(&profile).bearer_auth("x.y.z").send().await;
    assert_eq!(refused.unwrap().status(), 401);
    // Somebody holds the database, and a request waits in vain.
    let database = rusqlite::Connection::open(world.place.path(".mfa/mfa.db")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    let token = world.place.env_value("MFA_JWT_ALICE");
    let post = || world.http.post(&profile).bearer_auth(&token).send();
    assert_eq!(post().await.unwrap().status(), 503);
    database.execute_batch("COMMIT").unwrap();
    world.operate(&["organization", "set", "sample", "--rate-limit", "1"]);
    assert_eq!(post().await.unwrap().status(), 429);

    hooks.until(|got| (got.len() > 1).then_some(())).await;
    collector.until(|got| (!got.is_empty()).then_some(())).await;
    world
}

/// Who is posted to has a thread of its own: commands wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn every_metric_is_described_and_every_described_one_is_there() {
    let collector = Receiver::start(true).await;
    let world = eventful(&collector).await;
    let text = scrape(&world.place).await;
    let (there, (described, elsewhere)) = (scraped(&text), described());
    let here = described
        .iter()
        .filter(|(name, _)| !elsewhere.contains(*name));
    for (name, told) in here {
        assert_eq!(there.get(name), Some(told), "{name} of the guide");
    }
    for name in there.keys() {
        assert!(described.contains_key(name), "{name} is not in the guide");
        let is_named_well = ["mfa_", "process_"].iter().any(|p| name.starts_with(p));
        assert!(is_named_well, "{name}");
    }
    // Nobody is a label, and nothing secret.
    for word in [
        "alice",
        "bob",
        "dave",
        "sample",
        "mfask",
        "@",
        "enrollment/",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    let open = |text: &str| text.matches("# TYPE ").count();
    let url = format!("{}/metrics", world.place.env_value("MFA_MONITORING_URL"));
    let accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";
    let request = world.http.get(url).header("accept", accept);
    let open_metrics = request.send().await.unwrap().text().await.unwrap();
    assert!(open_metrics.ends_with("# EOF\n"));
    assert_eq!(open(&open_metrics), open(&text));
    promtool(&["check", "metrics"], &text);

    // What dashboard and alerts ask for is among it, or of another store.
    let known: BTreeSet<_> = there.keys().chain(&elsewhere).cloned().collect();
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let alerts: Value = serde_saphyr::from_str(ALERTS).unwrap();
    for (what, asked, least) in [
        ("dashboard", expressions(&dashboard), 15),
        ("alerts", expressions(&alerts), 8),
    ] {
        assert!(asked.len() >= least, "{what}: {asked:?}");
        for expression in asked {
            let names = names(&expression);
            assert!(
                !names.is_empty() || expression.contains("up{"),
                "{expression}"
            );
            for name in names {
                assert!(known.contains(&name), "{what}: {name} of {expression}");
            }
        }
    }
}

/// Every `expr` in it.
pub fn expressions(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value {
                Value::String(text) if name == "expr" => vec![text.clone()],
                value => expressions(value),
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(expressions).collect(),
        _ => Vec::new(),
    }
}

/// The metrics that an expression names, without what a histogram adds to its own.
fn names(expression: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words = expression.split(|c: char| !is_name(c));
    let metrics = words.filter(|word| word.starts_with("mfa_") || word.starts_with("process_"));
    let of_histogram = |name: &str| {
        let ends = ["_bucket", "_sum", "_count"].into_iter();
        let mut whole = ends.filter_map(|end| name.strip_suffix(end));
        whole.next().unwrap_or(name).to_owned()
    };
    metrics.map(of_histogram).collect()
}

/// Asks Prometheus's own tool, where the machine has it.
pub fn promtool(arguments: &[&str], input: &str) {
    let started = Command::new("promtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut tool) = started else {
        println!("NOT CHECKED by promtool {arguments:?}: this machine has none");
        return;
    };
    let mut stdin = tool.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = tool.wait_with_output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    assert!(output.status.success(), "{arguments:?}: {told}");
}
