//! From the arguments to a run.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::reading::load;
use super::super::{Failure, Outcome, Project, Terminal};
use super::told::Told;
use super::{Conform, replay, told};
use crate::conform::{
    self, Address, Config, Environment, Interrupt, Options, Progress, Run, Service, ServiceError,
    Transport,
};
use crate::document::Document;
use crate::exchange::Operations;
use crate::report::{Finding, did_you_mean};
use crate::rules;

/// How often progress is told.
const PAUSE: Duration = Duration::from_millis(100);

impl Conform {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref());
        let document = load("conform", &spec, &self.reporting, terminal)?;
        if self.init {
            return self.init(&spec, &Operations::read(&document), terminal);
        }
        match self.told(project, &spec, &document, terminal)? {
            Some(told) => self.tell(told, &document, &spec, terminal),
            None => Ok(Outcome::Fine),
        }
    }

    /// Asks as the arguments say. None after a dry run, which finds nothing.
    pub(in crate::commands) fn told(
        &self,
        project: &Project,
        spec: &Path,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<Option<Told>, Failure> {
        let operations = Operations::read(document);
        self.check_names(spec, &operations, project)?;
        let config = self.config(spec)?;
        config
            .check(&operations)
            .map_err(|error| Failure::new(format!("{error}.")))?;
        let interrupt = Interrupt::listen()?;
        let mut environment = Environment::default();
        for identity in config.identities.values() {
            environment.know(identity.credentials.values());
        }
        let mut service = self.service(project, &config, &mut environment, &interrupt, terminal)?;
        let url = match (&self.url, &service) {
            (Some(url), _) => url.clone(),
            (None, Some(service)) => service.url.clone(),
            (None, None) => "http://127.0.0.1".to_owned(),
        };
        let mut address = Address::read(&url, self.ca.as_deref())
            .map_err(|error| Failure::new(format!("{error}.")))?;
        let options = self.options(address.base.take());
        let patience = Duration::from_millis(config.limits.response_within.saturating_mul(4));
        let transport = Transport::new(address, patience, config.limits.response_bytes);
        let run = Run::new(
            &operations,
            &config,
            options,
            &environment,
            transport,
            interrupt,
        );
        if self.dry_run {
            told::dry(&run, terminal)?;
            return Ok(None);
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        if let Err(error) = runtime.block_on(run.transport.connect()) {
            let origin = run.transport.origin();
            let next = match (origin.starts_with("https"), &self.ca) {
                (false, _) => "Is the service running?",
                (true, None) => {
                    "Is it running, and does it speak TLS? `--ca FILE` names the authority that signed its certificate."
                }
                (true, Some(_)) => "Is it running, and was its certificate signed by that of --ca?",
            };
            return Err(Failure::new(format!(
                "nothing can be asked at {origin}: {error}. {next}"
            )));
        }
        if self.har.is_some() {
            run.keep_traffic();
        }
        if let Some(path) = &self.replay {
            let cases = self.cases_of(path, &operations)?;
            let replayed = runtime.block_on(replay::again(run, cases));
            self.write_har(replayed.har.as_deref())?;
            drop(service);
            return Ok(Some(replay::told(replayed, document)));
        }
        let summary = runtime.block_on(conform::conform(run, &mut telling(terminal.progress)));
        if terminal.progress {
            anstream::eprint!("\r\x1b[K");
        }
        self.write_har(summary.har.as_deref())?;
        let of_service = service
            .as_mut()
            .map(|service| of_service(service, summary.is_lost, &environment))
            .unwrap_or_default();
        drop(service);
        Ok(Some(self.summed_up(
            summary,
            of_service,
            document,
            &operations,
            &config,
        )))
    }

    /// What is named has to be there: a name that is passed over would make a green run.
    fn check_names(
        &self,
        spec: &Path,
        operations: &Operations<'_>,
        project: &Project,
    ) -> Result<(), Failure> {
        let is_rule = |id: &str| id.starts_with("conform-") && rules::find(id).is_some();
        if let Some(unknown) = self.check.iter().find(|id| !is_rule(id)) {
            let meant = did_you_mean(unknown, rules::conform_ids());
            let meant = meant.map(|id| format!(" (`{id}`?)")).unwrap_or_default();
            return Err(Failure::new(format!(
                "no rule of conform is called `{unknown}`{meant}: `{} explain conform-body` shows one.",
                project.command()
            )));
        }
        if operations.all.is_empty() {
            return Err(Failure::new(format!(
                "{} has no operation: there is nothing to try.",
                spec.display()
            )));
        }
        let is_called = |name: &String| operations.all.iter().any(|one| one.is_called(name));
        match self.operation.iter().find(|name| !is_called(name)) {
            None => Ok(()),
            Some(name) => Err(Failure::new(format!(
                "no operation is called `{name}`: give an operationId, or `GET /path`."
            ))),
        }
    }

    fn service(
        &self,
        project: &Project,
        config: &Config,
        environment: &mut Environment,
        interrupt: &Interrupt,
        terminal: &mut Terminal<'_>,
    ) -> Result<Option<Service>, Failure> {
        let service = match (&self.url, &config.service) {
            (Some(_), _) => return Ok(None),
            (None, _) if self.dry_run => return Ok(None),
            (None, Some(service)) => service,
            (None, None) => {
                return Err(Failure::new(
                    "there is no service to ask: give its address with --url, or say in conformance.toml how it is started (--init writes one).",
                ));
            }
        };
        if terminal.progress {
            writeln!(terminal.err, "Starting the service …")?;
        }
        match Service::start(service, project.root(), environment, interrupt) {
            Ok(started) => Ok(Some(started)),
            Err(ServiceError::Interrupted) => Err(Failure::new("it was interrupted.")),
            Err(error) => Err(Failure::new(format!(
                "{error}\nIt is started as `[service]` of conformance.toml says."
            ))),
        }
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

    fn options(&self, base: Option<String>) -> Options {
        Options {
            base,
            operations: self.operation.clone(),
            checks: self.check.clone(),
            cases: self.cases,
            seed: self.seed,
            concurrency: self.concurrency,
            rate: self.rate,
            time: self.time.map(Duration::from_secs),
        }
    }

    fn write_har(&self, entries: Option<&[serde_json::Value]>) -> Result<(), Failure> {
        let (Some(path), Some(entries)) = (&self.har, entries) else {
            return Ok(());
        };
        let har = json!({ "log": {
            "version": "1.2",
            "creator": { "name": "contract conform", "version": env!("CARGO_PKG_VERSION") },
            "entries": entries,
        }});
        std::fs::write(path, har.to_string())
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
    }
}

/// Tells who watches how far it is, and what is left.
fn telling(is_watched: bool) -> impl FnMut(Progress<'_>) {
    let mut last: Option<Instant> = None;
    move |progress| {
        let is_due = last.is_none_or(|last| last.elapsed() > PAUSE);
        if !is_watched || !is_due {
            return;
        }
        last = Some(Instant::now());
        let left = match progress.left {
            Some(left) => format!(", {} s left", left.as_secs()),
            None => format!(", {} left", progress.all.saturating_sub(progress.done)),
        };
        anstream::eprint!(
            "\r\x1b[K{} of {} operations{left}; {} requests, {} found; {} …",
            progress.done,
            progress.all,
            progress.sent,
            progress.found,
            progress.doing
        );
    }
}

/// What the service itself says of the run: whether it ended, and stack traces that it wrote.
fn of_service(service: &mut Service, is_lost: bool, environment: &Environment) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some((status, log)) = service.ended(environment).filter(|_| is_lost) {
        let message = format!("the service ended in the middle of the run ({status})");
        found.push(
            Finding::new(rules::CONFORM_SERVICE_ENDED, message)
                .help(log.to_string().trim_start_matches("; ").to_owned()),
        );
    }
    if let Some(trace) = service.trace(environment) {
        let message = "the service wrote a stack trace during the run";
        found.push(
            Finding::new(rules::CONFORM_SERVICE_TRACE, message)
                .help(trace.to_string().trim_start_matches("; ").to_owned()),
        );
    }
    found
}
