//! The desk of the proxy: looks at what went by, by the contract as it is now, tells what is new,
//! and reports at the end.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::copy::Extent;
use super::exchanges::{Job, Passed, SeenRequest, SeenResponse, seen_response};
use super::seen::{BOUNDS, Coverage};
use super::watcher::Watcher;
use crate::document::{Document, Sources};
use crate::exchange::{self, Operations, Request};
use crate::report::{Finding, Format, Level, Record, Results, counted, write_records};
use crate::rules;
use crate::serve::desk::{Desk, Next};
use crate::serve::problem;
use crate::serve::words::sentence;

/// What went by, as numbers.
#[derive(Default)]
struct Counts {
    passed: u64,
    refused_requests: u64,
    refused_responses: u64,
    failed: u64,
    unseen: u64,
    /// Bodies that were longer than what is kept.
    cut: u64,
}

/// What there is to say so far, also by readings of the contract before this one.
#[derive(Default)]
pub struct Said {
    counts: Counts,
    coverage: Coverage,
    /// By earlier readings.
    records: Vec<Record>,
    notes: Vec<String>,
}

impl Said {
    /// The report of the command.
    pub fn results(self, subject: String) -> Results {
        Results {
            command: "proxy",
            subject,
            rules: rules::PROXY.to_vec(),
            records: self.records,
            notes: self.notes,
            table: None,
            data: None,
            nothing: "nothing found",
            fails_from: Level::Error,
            versions: None,
        }
    }

    fn notes(&self, watcher: &Watcher<'_, '_>, operations: &Operations<'_>) -> Vec<String> {
        let counts = &self.counts;
        let mut notes = self.coverage.lines(operations);
        let mut say = |count: u64, noun: &str, what: &str| {
            if count > 0 {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                notes.push(format!("{} {what}", counted(count, noun)));
            }
        };
        say(
            counts.refused_requests,
            "request",
            "refused before they came to the service.",
        );
        say(
            counts.refused_responses,
            "response",
            "kept from their consumers.",
        );
        say(
            counts.failed,
            "request",
            "that the service did not respond to.",
        );
        say(
            counts.unseen,
            "request",
            "passed on and not looked at: too many came.",
        );
        say(
            counts.cut,
            "message",
            "too long to be looked at whole: see --most-bytes.",
        );
        say(
            watcher.others,
            "finding",
            "more, of which only this number is known.",
        );
        notes
    }
}

fn records(watcher: &Watcher<'_, '_>, sources: &Sources) -> Vec<Record> {
    let found = watcher.found.values().map(|found| {
        let mut record = Record::new(&found.finding, sources);
        if found.count > 1 {
            record
                .message
                .push_str(&format!(" [{} times]", found.count));
        }
        record
    });
    let mut found: Vec<Record> = found.collect();
    found.sort_by(|one, other| {
        let place = |record: &Record| {
            record
                .place
                .as_ref()
                .map(|place| (place.line, place.column))
        };
        (place(one), &one.message).cmp(&(place(other), &other.message))
    });
    found
}

/// Works until the server ends. `looked` is called for each job that took a place; `log` hears of
/// each finding that is new, and of every request if it `is_told`.
pub fn run(
    mut document: Document,
    mut desk: Desk<Job>,
    looked: impl Fn(),
    is_told: bool,
    log: &mut dyn Write,
) -> io::Result<Said> {
    let mut said = Said::default();
    loop {
        said.coverage.reread();
        let operations = Operations::read(&document);
        let mut worker = Worker {
            watcher: Watcher::new(&operations),
            operations: &operations,
            said: &mut said,
            is_told,
            log: &mut *log,
        };
        let next = loop {
            match desk.next() {
                Next::Job(job) => worker.work(job, &looked)?,
                Next::Unreadable(why) => {
                    writeln!(
                        worker.log,
                        "{why}\nThe contract as it was before is held to."
                    )?;
                }
                Next::Quiet => {}
                Next::Reread(document) => break Some(*document),
                Next::End => break None,
            }
        };
        let watcher = worker.watcher;
        said.records.extend(records(&watcher, &document.sources));
        let Some(next) = next else {
            said.notes = said.notes(&watcher, &operations);
            return Ok(said);
        };
        drop(watcher);
        drop(operations);
        writeln!(log, "The contract changed, and was read again.")?;
        document = next;
    }
}

/// The same for traffic that was recorded.
pub fn recorded(document: &Document, traffic: &[(SeenRequest, SeenResponse)]) -> Said {
    let operations = Operations::read(document);
    let mut said = Said::default();
    let mut watcher = Watcher::new(&operations);
    for (request, response) in traffic {
        said.counts.passed += 1;
        watcher.look(request, response, None, &mut said.coverage);
    }
    said.records = records(&watcher, &document.sources);
    said.notes = said.notes(&watcher, &operations);
    said
}

struct Worker<'w, 'o, 'a> {
    watcher: Watcher<'o, 'a>,
    operations: &'o Operations<'a>,
    said: &'w mut Said,
    is_told: bool,
    log: &'w mut dyn Write,
}

impl Worker<'_, '_, '_> {
    fn work(&mut self, job: Job, looked: &impl Fn()) -> io::Result<()> {
        match job {
            Job::Passed(passed) => {
                self.look(*passed)?;
                looked();
            }
            Job::Request(request, reply) => {
                let refusal = self.refused(&request)?;
                let _ = reply.send(refusal);
            }
            Job::Response(passed, reply) => {
                let refusal = self.kept(*passed)?;
                let _ = reply.send(refusal);
            }
            Job::Unseen => self.said.counts.unseen += 1,
            Job::Failed => self.said.counts.failed += 1,
            Job::Figures(reply) => {
                let _ = reply.send(self.figures());
            }
            Job::Report(reply) => {
                let _ = reply.send(self.report());
            }
        }
        Ok(())
    }

    fn look(&mut self, passed: Passed) -> io::Result<(Request, SeenResponse)> {
        let (request, response) = taken(&passed);
        let counts = &mut self.said.counts;
        counts.passed += 1;
        let is_cut = |extent| extent == Extent::Cut;
        counts.cut += u64::from(is_cut(request.extent)) + u64::from(is_cut(response.extent));
        let took = Some(passed.took);
        let new = self
            .watcher
            .look(&request, &response, took, &mut self.said.coverage);
        self.tell(&new)?;
        self.line(
            &request.message,
            response.message.status,
            &format!("{:.1} ms", passed.took.as_secs_f64() * 1000.0),
        )?;
        Ok((request.message, response))
    }

    /// By the operation, and not by the path, which may hold what nobody else should see.
    fn line(&mut self, request: &Request, status: u16, more: &str) -> io::Result<()> {
        if !self.is_told {
            return Ok(());
        }
        let name = self.watcher.name(&request.method, request.path());
        writeln!(self.log, "{name} {status} {more}")
    }

    /// What a request is refused with that is not as documented.
    fn refused(&mut self, request: &SeenRequest) -> io::Result<Option<exchange::Response>> {
        let violations = self.watcher.of_request(request);
        if violations.is_empty() {
            return Ok(None);
        }
        self.said.counts.refused_requests += 1;
        let new = self.watcher.note_refused(&request.message, &violations);
        self.tell(&new)?;
        self.line(&request.message, 400, "refused by the proxy")?;
        let told: Vec<String> = violations.iter().map(sentence).collect();
        let detail = format!(
            "the request is not as the contract documents it: {}",
            told.join("; ")
        );
        let sources = &self.operations.document.sources;
        Ok(Some(problem::of_violations(
            400,
            &detail,
            &violations,
            sources,
        )))
    }

    /// What a consumer gets in the place of a response that is not as documented.
    fn kept(&mut self, passed: Passed) -> io::Result<Option<exchange::Response>> {
        let (request, response) = self.look(passed)?;
        let violations = self.watcher.of_exchange(&request, &response);
        if violations.is_empty() {
            return Ok(None);
        }
        self.said.counts.refused_responses += 1;
        let told: Vec<String> = violations.iter().map(sentence).collect();
        let detail = format!(
            "the service's response is not as the contract documents it: {}",
            told.join("; ")
        );
        let sources = &self.operations.document.sources;
        Ok(Some(problem::of_violations(
            502,
            &detail,
            &violations,
            sources,
        )))
    }

    fn tell(&mut self, new: &[Finding]) -> io::Result<()> {
        if new.is_empty() {
            return Ok(());
        }
        let results = Results::new("proxy", "", new, &self.operations.document.sources);
        write_records(&results, false, self.log)
    }

    fn report(&self) -> String {
        let mut results = Said::default().results(String::new());
        let earlier = self
            .said
            .records
            .iter()
            .map(|record| record.message.clone());
        results.notes = earlier.collect();
        results.records = records(&self.watcher, &self.operations.document.sources);
        results
            .notes
            .extend(self.said.notes(&self.watcher, self.operations));
        let mut out = Vec::new();
        let _ = Format::Json.write(&results, false, &mut out);
        String::from_utf8_lossy(&out).into_owned()
    }

    /// In the text format of Prometheus.
    fn figures(&self) -> String {
        let counts = &self.said.counts;
        let mut out = String::new();
        let mut plain = |name: &str, help: &str, value: u64| {
            let _ = writeln!(
                out,
                "# HELP contract_proxy_{name} {help}\n# TYPE contract_proxy_{name} counter\ncontract_proxy_{name} {value}"
            );
        };
        plain(
            "passed_total",
            "Requests that were passed on and looked at.",
            counts.passed,
        );
        plain(
            "refused_requests_total",
            "Requests that did not get to the service.",
            counts.refused_requests,
        );
        plain(
            "refused_responses_total",
            "Responses that did not get to their consumers.",
            counts.refused_responses,
        );
        plain(
            "failed_total",
            "Requests that the service did not respond to.",
            counts.failed,
        );
        plain(
            "unseen_total",
            "Requests that were passed on and not looked at.",
            counts.unseen,
        );
        out.push_str("# HELP contract_proxy_findings_total Findings by their rules.\n# TYPE contract_proxy_findings_total counter\n");
        for rule in rules::PROXY {
            let found = self.watcher.found.values();
            let own = found.filter(|found| found.finding.rule == *rule);
            let count: u64 = own.map(|found| found.count).sum();
            let _ = writeln!(
                out,
                "contract_proxy_findings_total{{rule=\"{}\"}} {count}",
                rule.id()
            );
        }
        out.push_str("# HELP contract_proxy_responses_total Responses by operation and status.\n# TYPE contract_proxy_responses_total counter\n");
        for (title, seen) in &self.said.coverage.operations {
            for (status, count) in &seen.statuses {
                let _ = writeln!(
                    out,
                    "contract_proxy_responses_total{{operation=\"{}\",status=\"{status}\"}} {count}",
                    label(title)
                );
            }
        }
        out.push_str("# HELP contract_proxy_response_seconds Time until the head of a response.\n# TYPE contract_proxy_response_seconds histogram\n");
        for (title, seen) in &self.said.coverage.operations {
            let title = label(title);
            let all: u64 = seen.statuses.values().sum();
            for (count, bound) in seen.times.iter().zip(BOUNDS) {
                let _ = writeln!(
                    out,
                    "contract_proxy_response_seconds_bucket{{operation=\"{title}\",le=\"{bound}\"}} {count}"
                );
            }
            let _ = writeln!(
                out,
                "contract_proxy_response_seconds_bucket{{operation=\"{title}\",le=\"+Inf\"}} {all}\ncontract_proxy_response_seconds_sum{{operation=\"{title}\"}} {}\ncontract_proxy_response_seconds_count{{operation=\"{title}\"}} {all}",
                seen.time
            );
        }
        out
    }
}

fn label(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', " ")
}

/// What went by, as it is judged. A request's body that is still under way is not known.
fn taken(passed: &Passed) -> (SeenRequest, SeenResponse) {
    let request = match &passed.request {
        Some(copy) => passed.head.with(copy),
        None => passed.head.without_body(),
    };
    (
        request,
        seen_response(passed.status, &passed.headers, &passed.response),
    )
}
