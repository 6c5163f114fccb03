//! The cases of a report, tried again.

use std::collections::HashMap;
use std::rc::Rc;

use super::super::credentials::{Credential, Secret};
use super::super::found::Found;
use super::super::malformed::Malformed;
use super::super::shown::{Manner, Proof, Record, Sent};
use super::super::{checks, known, walking};
use super::case::{Case, Exchange, Expect};
use super::state::Run;
use crate::exchange::{Arguments, Operation, Written};

/// A finding of a report, tried again.
#[derive(Debug)]
pub struct Replayed {
    pub rule: String,
    pub message: String,
    pub verdict: Verdict,
}

#[derive(Debug)]
pub enum Verdict {
    Shows,
    Gone,
    /// It cannot be tried, and why.
    Open(String),
}

/// Tries cases again, in their order: findings that still show are reported by the run.
pub async fn replay(run: &Run<'_>, all: Vec<(String, String, Option<Record>)>) -> Vec<Replayed> {
    let mut walked: HashMap<u64, Vec<Found>> = HashMap::new();
    let mut out = Vec::new();
    for (rule, message, record) in all {
        let verdict = match &record {
            None => Verdict::Open("the report has no case of it".to_owned()),
            Some(record) => {
                let found = run.again(&rule, record, &mut walked).await;
                match found {
                    Ok(Some(found)) => {
                        run.report(found);
                        Verdict::Shows
                    }
                    Ok(None) => Verdict::Gone,
                    Err(why) => Verdict::Open(why),
                }
            }
        };
        out.push(Replayed {
            rule,
            message,
            verdict,
        });
    }
    out
}

impl<'a> Run<'a> {
    async fn again(
        &self,
        rule: &str,
        record: &Record,
        walked: &mut HashMap<u64, Vec<Found>>,
    ) -> Result<Option<Found>, String> {
        let operation = self.titled(&record.operation)?;
        if let Some(reason) = self.skipped(operation) {
            return Err(format!("{} is not called: {reason}", operation.title()));
        }
        let is_it = |found: &Found| {
            found.rule.id() == rule && found.operation.as_deref() == Some(&record.operation)
        };
        let found = match &record.manner {
            Manner::Walk { seed } => {
                if !walked.contains_key(seed) {
                    let all = walking::discovered(self, *seed).await;
                    walked.insert(*seed, all);
                }
                let all = walked.get(seed).into_iter().flatten();
                return match all.clone().find(|found| is_it(found)) {
                    Some(found) => Ok(Some(found.clone())),
                    None => self.unless_over(None),
                };
            }
            Manner::Response {
                expect,
                why,
                why_cause,
                credentials,
            } => {
                let mut exchanges = self
                    .sequence(record, credentials, (*expect, why, why_cause))
                    .await?;
                let Some(last) = exchanges.pop() else {
                    return Err("the case has no request".to_owned());
                };
                checks::all(self, &last)
            }
            Manner::Head => {
                let why = "HEAD of it".to_owned();
                let exchanges = self
                    .sequence(record, &[], (Expect::Anything, &why, &why))
                    .await?;
                let [.., got, headed] = exchanges.as_slice() else {
                    return Err("the case has no pair of requests".to_owned());
                };
                checks::head_as_get(self, got, headed)
            }
            Manner::Bytes {
                what,
                must_refuse,
                bytes,
            } => {
                let text = bytes
                    .filled(self.environment, &|_| None)
                    .ok_or_else(|| missing(&bytes.shown()))?;
                let message = Malformed {
                    bytes: text.into_bytes(),
                    what: what.clone(),
                    must_refuse: *must_refuse,
                };
                if !self.may_send().await {
                    return self.unless_over(None);
                }
                let received = self.transport.send_raw(&message.bytes).await;
                let found = checks::of_raw(operation, &message, &received);
                found.into_iter().collect()
            }
        };
        let mut found = found.into_iter();
        let same = found.find(|found| is_it(found) && found.cause == record.cause);
        self.unless_over(same)
    }

    /// Nothing is gone that was not asked.
    fn unless_over(&self, found: Option<Found>) -> Result<Option<Found>, String> {
        match (found, self.ends_because()) {
            (None, Some(why)) => Err(why),
            (found, _) => Ok(found),
        }
    }

    fn titled(&self, title: &str) -> Result<&'a Operation<'a>, String>
    where
        'a: 'a,
    {
        let operations: &'a crate::exchange::Operations<'a> = self.operations;
        let mut all = operations.all.iter();
        all.find(|operation| operation.title() == title)
            .ok_or_else(|| format!("the contract has no {title} any more"))
    }

    /// Sends the requests of a case, with what they take from the responses before.
    async fn sequence(
        &self,
        record: &Record,
        proofs: &[Proof],
        (expect, why, cause): (Expect, &String, &String),
    ) -> Result<Vec<Rc<Exchange>>, String> {
        let mut taken: HashMap<&str, String> = HashMap::new();
        let mut exchanges = Vec::new();
        let last = record.requests.len().saturating_sub(1);
        for (index, sent) in record.requests.iter().enumerate() {
            let operation = self.titled(&sent.operation)?;
            let given = |name: &str| taken.get(name).cloned();
            let mut request = sent
                .filled(self.environment, &given)
                .ok_or_else(|| missing(&shown(sent)))?;
            for (name, value) in &mut request.headers.0 {
                if known::is_unique(name) && index < last {
                    *value = self.unique_key();
                }
            }
            let body = serde_json::from_slice(&request.body).ok();
            let case = Case {
                operation: operation.index,
                method: (sent.method != operation.method).then(|| sent.method.clone()),
                arguments: Arguments {
                    body: body.map(|value| (String::new(), Written::Value(value))),
                    ..Arguments::default()
                },
                credentials: self.proofs(proofs),
                expect: if index == last {
                    expect
                } else {
                    Expect::Anything
                },
                why: why.clone(),
                cause: cause.clone(),
                at: operation.at,
            };
            let exchange = self.exchange_only(case, request).await.ok_or_else(|| {
                let over = self.ends_because();
                over.unwrap_or_else(|| "it cannot be sent".to_owned())
            })?;
            for (name, take) in &sent.takes {
                let response = exchange.received.result.as_ref().ok();
                let value = response.and_then(|response| take.from.value(response));
                taken.insert(name, value.unwrap_or_else(|| take.was.clone()));
            }
            exchanges.push(exchange);
        }
        Ok(exchanges)
    }

    fn proofs(&self, proofs: &[Proof]) -> Vec<Credential> {
        let all = proofs.iter().filter_map(|proof| {
            Some(Credential {
                scheme: proof.scheme.clone(),
                value: Secret::new(self.environment.said(&proof.value)?.expose()),
                shell: Some(proof.value.clone()),
            })
        });
        all.collect()
    }
}

fn shown(sent: &Sent) -> String {
    let headers = sent.headers.iter();
    let headers: Vec<String> = headers
        .map(|(name, value)| format!("{name}: {}", value.shown()))
        .collect();
    format!("{} {}", sent.target.shown(), headers.join(" "))
}

/// Which variable is not set, of those that a text has.
fn missing(text: &str) -> String {
    let names = text.split("${").skip(1);
    let names = names.filter_map(|rest| rest.split(['}', '%']).next());
    let unset: Vec<&str> = names
        .filter(|name| std::env::var_os(name).is_none())
        .collect();
    match unset.is_empty() {
        true => "its requests cannot be written".to_owned(),
        false => format!("not set: {}", unset.join(", ")),
    }
}

impl Found {
    /// Whether two are one finding.
    pub fn is_same(&self, other: &Found) -> bool {
        self.rule.id() == other.rule.id()
            && self.operation == other.operation
            && self.cause == other.cause
    }
}
