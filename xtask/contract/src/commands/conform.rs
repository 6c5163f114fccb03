//! `contract conform`: whether the running service keeps its word.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::conform::{self, Config, Environment, Options, Run, Service, Summary};
use crate::document::Document;
use crate::exchange::Operations;
use crate::report::{Finding, Level, Results, complete_pointers, counted};
use crate::rules;

/// Ask the running service whether it keeps its word.
///
/// Starts the service as conformance.toml beside the contract says, or takes the one
/// at `--url`, and sends requests that are made from the contract: its examples, each
/// constraint met at its edge and broken in one place, wrong and missing credentials,
/// methods and media types that are not documented, messages that are no HTTP, and
/// some at random. Every response is held against the contract and against HTTP.
///
/// It talks only to the address that is given, and follows no redirect. What could
/// not be tried is listed with the reason; a run that could try nothing fails.
///
/// Exit codes: 0 nothing found, 4 something was found, 100 could not be done.
#[derive(Args)]
pub struct Conform {
    /// Where a service runs: `http://127.0.0.1:8080`. A path stands for that of the
    /// contract's first server.
    #[arg(long)]
    url: Option<String>,
    /// The contract [default: spec/openapi.yaml, or .json].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The configuration [default: conformance.toml beside the contract, if it is
    /// there].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write a first conformance.toml from the contract, and nothing else.
    #[arg(long)]
    init: bool,
    /// Only this operation: its operationId, or `GET /users/{id}`. May be given more
    /// than once.
    #[arg(long, value_name = "NAME")]
    operation: Vec<String>,
    /// Only what this rule finds: `conform-body`. May be given more than once.
    #[arg(long, value_name = "RULE")]
    check: Vec<String>,
    /// How many requests at random for each operation.
    #[arg(long, value_name = "COUNT", default_value_t = 40)]
    cases: usize,
    /// Where chance begins: the same seed makes the same requests.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many requests are on their way at a time.
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    concurrency: usize,
    /// The most requests in a second.
    #[arg(long, value_name = "COUNT")]
    rate: Option<u32>,
    /// Send nothing more after so many seconds.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Say what would be called, with which credentials, and send nothing.
    #[arg(long)]
    dry_run: bool,
    /// Fail when an operation was never carried out.
    #[arg(long)]
    fail_on_untried: bool,
    /// Try again what a report in JSON found: only its operations and its rules.
    #[arg(long, value_name = "FILE")]
    replay: Option<PathBuf>,
    /// Write the traffic to a file, as HAR 1.2, without credentials.
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

impl Conform {
    /// As somebody gets it who says no more than that.
    #[cfg(feature = "generate")]
    pub(super) fn usual(url: Option<String>, config: Option<PathBuf>) -> Conform {
        #[derive(clap::Parser)]
        struct Usual {
            #[command(flatten)]
            conform: Conform,
        }
        let Usual { conform } = clap::Parser::parse_from(["conform"]);
        Conform {
            url,
            config,
            ..conform
        }
    }

    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref());
        let document = load("conform", &spec, &self.reporting, terminal)?;
        if self.init {
            return self.init(&spec, &Operations::read(&document), terminal);
        }
        let Some(told) = self.told(project, &spec, &document, terminal)? else {
            return Ok(Outcome::Fine);
        };
        let fails = told.fails();
        let mut results = Results::new(
            "conform",
            spec.display().to_string(),
            &told.findings,
            &document.sources,
        );
        results.notes = told.notes;
        if self.reporting.is_text() {
            results.notes.push(told.figures);
        }
        self.reporting.write(results, terminal)?;
        if let Some(failure) = told.failure {
            return Err(failure);
        }
        Ok(if fails {
            Outcome::OutOfStep
        } else {
            Outcome::Fine
        })
    }

    /// Asks as the arguments say. None after a dry run, which finds nothing.
    pub(super) fn told(
        &self,
        project: &Project,
        spec: &Path,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<Option<Told>, Failure> {
        let operations = Operations::read(document);
        if let Some(unknown) = self.check.iter().find(|id| rules::find(id).is_none()) {
            return Err(Failure::new(format!(
                "no rule is called `{unknown}`: `{} explain conform-body` shows one.",
                project.command()
            )));
        }
        if operations.all.is_empty() {
            return Err(Failure::new(format!(
                "{} has no operation: there is nothing to try.",
                spec.display()
            )));
        }
        for name in &self.operation {
            if !operations
                .all
                .iter()
                .any(|operation| operation.is_called(name))
            {
                return Err(Failure::new(format!(
                    "no operation is called `{name}`: give an operationId, or `GET /path`."
                )));
            }
        }
        let config = self.config(spec)?;
        let mut environment = Environment::default();
        let service = match (&self.url, &config.service) {
            (Some(_), _) => None,
            (None, _) if self.dry_run => None,
            (None, Some(service)) => {
                if terminal.progress {
                    writeln!(terminal.err, "Starting the service …")?;
                }
                let started = Service::start(service, project.root(), &mut environment);
                Some(started.map_err(|error| {
                    Failure::new(format!(
                        "{error}. It is started as `[service]` of conformance.toml says."
                    ))
                })?)
            }
            (None, None) => {
                return Err(Failure::new(format!(
                    "there is no service to ask: give its address with --url, or say in {} how it is started (--init writes one).",
                    spec.with_file_name("conformance.toml").display()
                )));
            }
        };
        let url = self
            .url
            .clone()
            .or_else(|| service.as_ref().map(|service| service.url.clone()))
            .unwrap_or_else(|| "http://127.0.0.1".to_owned());
        let mut options = self.options(&url)?;
        if let Some(path) = &self.replay {
            let (names, found) = reported(path, &operations)?;
            options.operations.extend(names);
            options.checks.extend(found);
        }
        let run = Run::new(
            &operations,
            &config,
            options,
            &environment,
            self.har.is_some(),
        );
        if self.dry_run {
            dry(&run, terminal)?;
            return Ok(None);
        }
        let summary = self.carried_out(run, terminal)?;
        drop(service);
        Ok(Some(self.summed_up(
            summary,
            document,
            &operations,
            &config,
        )))
    }

    fn config(&self, spec: &Path) -> Result<Config, Failure> {
        let beside = spec.with_file_name("conformance.toml");
        let path = match &self.config {
            Some(path) => path.clone(),
            None if beside.exists() => beside,
            None => return Ok(Config::default()),
        };
        Config::read(&path).map_err(|error| Failure::new(error.to_string()))
    }

    fn init(
        &self,
        spec: &Path,
        operations: &Operations<'_>,
        terminal: &mut Terminal<'_>,
    ) -> Result<Outcome, Failure> {
        let path = self
            .config
            .clone()
            .unwrap_or_else(|| spec.with_file_name("conformance.toml"));
        if path.exists() {
            return Err(Failure::new(format!(
                "{} is there already: nothing was written.",
                path.display()
            )));
        }
        std::fs::write(&path, conform::initial_config(operations))
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
        writeln!(
            terminal.out,
            "{} written: say there how the service is started, and who asks.",
            path.display()
        )?;
        Ok(Outcome::Fine)
    }

    fn options(&self, url: &str) -> Result<Options, Failure> {
        let Some(rest) = url.strip_prefix("http://") else {
            return Err(Failure::new(format!(
                "`{url}` is no http:// address: conform speaks HTTP/1.1 without TLS, to a service that is started for it."
            )));
        };
        let (host, path) = rest
            .find('/')
            .map_or((rest, ""), |start| rest.split_at(start));
        let host = if host.contains(':') {
            host.to_owned()
        } else {
            format!("{host}:80")
        };
        let path = path.trim_end_matches('/');
        Ok(Options {
            origin: format!("http://{host}"),
            base: (!path.is_empty()).then(|| path.to_owned()),
            operations: self.operation.clone(),
            checks: self.check.clone(),
            cases: self.cases,
            seed: self.seed,
            concurrency: self.concurrency,
            rate: self.rate,
            time: self.time.map(Duration::from_secs),
        })
    }

    fn carried_out(&self, run: Run<'_>, terminal: &mut Terminal<'_>) -> Result<Summary, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let origin = run.options.origin.clone();
        if let Err(error) = runtime.block_on(run.transport.connect()) {
            return Err(Failure::new(format!(
                "nothing can be asked at {origin}: {error}. Is the service running?"
            )));
        }
        let is_watched = terminal.progress;
        let mut told = |done: usize, all: usize, sent: usize| {
            if is_watched {
                anstream::eprint!("\r\x1b[K{done} of {all} operations, {sent} requests …");
            }
        };
        let summary = runtime.block_on(conform::conform(run, &mut told));
        if is_watched {
            anstream::eprint!("\r\x1b[K");
        }
        if let (Some(path), Some(entries)) = (&self.har, &summary.har) {
            let har = json!({ "log": {
                "version": "1.2",
                "creator": { "name": "contract conform", "version": env!("CARGO_PKG_VERSION") },
                "entries": entries,
            }});
            std::fs::write(path, har.to_string()).map_err(|error| {
                Failure::new(format!("cannot write {}: {error}", path.display()))
            })?;
        }
        Ok(summary)
    }

    fn summed_up(
        &self,
        summary: Summary,
        document: &Document,
        operations: &Operations<'_>,
        config: &Config,
    ) -> Told {
        let mut findings = known(summary.findings, operations, config);
        if summary.untried > 0 {
            let level = if self.fail_on_untried {
                Level::Error
            } else {
                Level::Warning
            };
            findings.push(Finding {
                level,
                ..Finding::new(
                    rules::CONFORM_UNTRIED,
                    format!(
                        "{} never carried out: see the notes",
                        counted(summary.untried, "operation")
                    ),
                )
            });
        }
        complete_pointers(&mut findings, document);
        let failure = (summary.untried >= operations.all.len()).then(|| {
            Failure::new(
                "nothing was carried out: no operation of the contract had a response of 2xx or 3xx, so the run proves nothing. The notes say what was lacking.",
            )
        });
        Told {
            findings,
            notes: summary.notes,
            figures: format!(
                "{} in {:.1} s, seed {}.",
                counted(summary.requests, "request"),
                summary.took.as_secs_f64(),
                self.seed
            ),
            failure,
        }
    }
}

/// What a run found.
pub(super) struct Told {
    pub findings: Vec<Finding>,
    /// What was not tried.
    pub notes: Vec<String>,
    /// How much was asked, in what time.
    pub figures: String,
    /// Why the run proves nothing, when it does not.
    pub failure: Option<Failure>,
}

impl Told {
    fn fails(&self) -> bool {
        let mut levels = self.findings.iter().map(|finding| finding.level);
        levels.any(|level| level == Level::Error)
    }
}

/// The operations and the rules of a report.
fn reported(
    path: &Path,
    operations: &Operations<'_>,
) -> Result<(Vec<String>, Vec<String>), Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read {shown}: {error}")))?;
    let report: serde_json::Value = serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!(
            "{shown} is no report of `conform --format json`: {error}"
        ))
    })?;
    let findings = report["findings"].as_array().into_iter().flatten();
    let (mut names, mut ids) = (Vec::new(), Vec::new());
    for finding in findings {
        let message = finding["message"].as_str().unwrap_or_default();
        let titles = operations.all.iter().map(|operation| operation.title());
        let Some(title) = titles
            .into_iter()
            .find(|title| message.starts_with(&format!("{title}: ")))
        else {
            continue;
        };
        names.push(title);
        ids.extend(finding["id"].as_str().map(str::to_owned));
    }
    match names.is_empty() {
        true => Err(Failure::new(format!(
            "{shown} has no finding of an operation of this contract."
        ))),
        false => Ok((names, ids)),
    }
}

/// What is known is passed over; entries that are past their day, or unused, are told.
fn known(findings: Vec<Finding>, operations: &Operations<'_>, config: &Config) -> Vec<Finding> {
    let today = chrono::Local::now().date_naive();
    let mut out = findings;
    for entry in &config.known {
        let titles: Vec<String> = match &entry.operation {
            Some(name) => operations
                .all
                .iter()
                .filter(|one| one.is_called(name))
                .map(|one| format!("{}: ", one.title()))
                .collect(),
            None => vec![String::new()],
        };
        let is_it = |finding: &Finding| {
            finding.rule.id() == entry.check
                && titles
                    .iter()
                    .any(|title| finding.message.starts_with(title.as_str()))
        };
        let count = out.iter().filter(|finding| is_it(finding)).count();
        let of = entry.operation.as_deref().unwrap_or("all operations");
        if entry.until < today {
            out.push(Finding::new(
                rules::CONFORM_KNOWN_ENDED,
                format!(
                    "known until {}: `{}` of {of} ({})",
                    entry.until, entry.check, entry.reason
                ),
            ));
        } else if count == 0 {
            out.push(Finding::new(
                rules::CONFORM_KNOWN_ENDED,
                format!(
                    "nothing needs the entry: `{}` of {of} ({})",
                    entry.check, entry.reason
                ),
            ));
        } else {
            out.retain(|finding| !is_it(finding));
        }
    }
    out
}

fn dry(run: &Run<'_>, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    for operation in &run.operations.all {
        let said = match (run.skipped(operation), run.calls(operation)) {
            (Some(reason), _) => format!("not called: {reason}"),
            (None, false) => "not asked for".to_owned(),
            (None, true) => match run.credentials(operation, run.actor()) {
                None => "without credentials: there are none for it".to_owned(),
                Some(all) if all.is_empty() => "by anybody".to_owned(),
                Some(all) => {
                    let schemes: Vec<&str> = all.iter().map(|one| one.scheme.as_str()).collect();
                    format!("with {}", schemes.join(" and "))
                }
            },
        };
        writeln!(terminal.out, "{}: {said}", operation.title())?;
    }
    Ok(())
}
