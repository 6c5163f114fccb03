//! What was found: one for each cause and operation, with how often, and what shows it.

use std::rc::Rc;

use indexmap::IndexMap;

use super::run::{Exchange, Run};
use super::shown::{Address, Manner, Proof, Record, Step, Text, raw, script, sequence};
use crate::document::Position;
use crate::report::{Finding, Rule};

/// The cause of what is only known to have come at random.
pub const AT_RANDOM: &str = "at random";

/// Something that a check says of an exchange.
#[derive(Clone, Debug)]
pub struct Found {
    pub rule: &'static Rule,
    /// `GET /users/{id}`; none when it is about the service.
    pub operation: Option<String>,
    /// What makes it another one of the same rule and operation: a place, a keyword.
    pub cause: String,
    pub message: String,
    pub at: Option<Position>,
    pub expected: String,
    pub seen: String,
    pub evidence: Evidence,
    /// How much is sent: the smallest case is the one that is told.
    pub size: usize,
}

/// What shows it.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// One exchange.
    Response(Rc<Exchange>),
    /// GET, and HEAD after it.
    Head(Rc<Exchange>, Rc<Exchange>),
    /// What was sent is no HTTP.
    Bytes {
        bytes: Vec<u8>,
        what: String,
        must_refuse: bool,
    },
    /// Several exchanges, of a walk with this seed.
    Walk { steps: Vec<Step>, seed: u64 },
}

type Key = (String, Option<String>, String);

/// All that was found, each once.
#[derive(Debug, Default)]
pub struct FoundOnce(IndexMap<Key, (Found, usize)>);

impl FoundOnce {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn add(&mut self, found: Found) {
        // What chance finds was mostly found before, with less around it.
        if found.cause == AT_RANDOM {
            let same = |known: &&mut (Found, usize)| {
                known.0.rule == found.rule && known.0.operation == found.operation
            };
            if let Some((_, count)) = self.0.values_mut().find(same) {
                *count += 1;
                return;
            }
        }
        match self.0.get_mut(&key(&found)) {
            Some((known, count)) => {
                *count += 1;
                if found.size < known.size {
                    *known = found;
                }
            }
            None => {
                self.0.insert(key(&found), (found, 1));
            }
        }
    }

    pub fn all(&self) -> Vec<Found> {
        self.0.values().map(|(found, _)| found.clone()).collect()
    }

    /// Shows one by another case.
    pub fn replace(&mut self, found: Found) {
        if let Some((known, _)) = self.0.get_mut(&key(&found)) {
            *known = found;
        }
    }

    pub fn into_findings(self, run: &Run<'_>) -> Vec<Finding> {
        let all = self.0.into_values();
        let mut findings: Vec<Finding> = all
            .map(|(found, count)| finding(run, found, count))
            .collect();
        findings.sort_by(|one, other| {
            let key =
                |finding: &Finding| (finding.at, finding.rule.id.clone(), finding.message.clone());
            key(one).cmp(&key(other))
        });
        findings
    }
}

fn key(found: &Found) -> Key {
    let id = found.rule.id().to_owned();
    (id, found.operation.clone(), found.cause.clone())
}

fn finding(run: &Run<'_>, found: Found, count: usize) -> Finding {
    let times = match count {
        1 => String::new(),
        count => format!(" ({count} times)"),
    };
    let of = found.operation.as_ref();
    let of = of.map(|title| format!("{title}: ")).unwrap_or_default();
    let mut help = format!("expected: {}\nseen: {}", found.expected, found.seen);
    let record = record(run, &found);
    if let Some(record) = &record {
        help.push('\n');
        help.push_str(&lines(run, record));
    }
    let case = record.and_then(|record| serde_json::to_value(record).ok());
    Finding::new(found.rule, format!("{of}{}{times}", found.message))
        .maybe_at(found.at)
        .help(help)
        .case(case)
}

fn lines(run: &Run<'_>, record: &Record) -> String {
    let ca = run.transport.ca().map(|path| path.display().to_string());
    let address = Address {
        origin: run.transport.origin().to_owned(),
        authority: run.transport.authority().to_owned(),
        ca,
    };
    match &record.manner {
        Manner::Bytes { bytes, .. } => raw(&address, bytes),
        _ => script(&address, &record.requests),
    }
}

fn record(run: &Run<'_>, found: &Found) -> Option<Record> {
    let (manner, steps, secrets) = match &found.evidence {
        Evidence::Response(exchange) => {
            let case = &exchange.case;
            let proofs = case.credentials.iter().filter_map(|one| {
                Some(Proof {
                    scheme: one.scheme.clone(),
                    value: one.shell.clone()?,
                })
            });
            let manner = Manner::Response {
                expect: case.expect,
                why: case.why.clone(),
                why_cause: case.cause.clone(),
                credentials: proofs.collect(),
            };
            (
                manner,
                run.steps_to(exchange),
                run.secrets_of(&case.credentials),
            )
        }
        Evidence::Head(got, headed) => {
            let mut steps = run.steps_to(got);
            steps.push(run.step(headed));
            (Manner::Head, steps, run.secrets.clone())
        }
        Evidence::Bytes {
            bytes,
            what,
            must_refuse,
        } => {
            let text = String::from_utf8_lossy(bytes);
            let manner = Manner::Bytes {
                what: what.clone(),
                must_refuse: *must_refuse,
                bytes: Text::of(&text, &run.secrets),
            };
            (manner, Vec::new(), Vec::new())
        }
        Evidence::Walk { steps, seed } => (
            Manner::Walk { seed: *seed },
            steps.clone(),
            run.secrets.clone(),
        ),
    };
    Some(Record {
        operation: found.operation.clone()?,
        cause: found.cause.clone(),
        manner,
        requests: sequence(&steps, &secrets),
    })
}
