//! `contract mock`: a service before there is one.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;

use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::conform::{Config, Environment, Role};
use crate::exchange::Operations;
use crate::serve::desk::{Desk, Letter, Watch};
use crate::serve::http;
use crate::serve::mock::{Front, Identity, Standing, Store, run};
use crate::serve::trouble::{Share, Trouble, duration};

/// Serve what a contract documents, before there is a service.
///
/// A request that is as documented gets the documented response: the examples
/// of the contract, and where it has none, instances that are made of its
/// schemas, the same for the same request. Every response is held against the
/// contract before it leaves. A request that is not as documented is refused in
/// the contract's own form of errors, which says what is wrong with it; so is
/// one without the credentials that are demanded. Whose they are is not asked;
/// those that begin or end with `wrong` are refused as wrong. With --config, the
/// identities of a conformance.toml may ask, and nobody else.
///
/// A request chooses its response by a header:
///
///   Prefer: code=404           the documented response of this status
///   Prefer: example=empty      the example of this name
///   Prefer: dynamic=true       made of the schema, also where there are examples
///
/// The contract is read again when it changes. Ctrl-C ends the mock.
///
/// Exit codes: 0 ended, 100 could not be done.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Mock {
    /// The contract [default: spec/openapi.yaml, or .json, or `spec` of
    /// contract.toml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Where to listen; with 0 at a free port, which is printed.
    #[arg(long, value_name = "NUMBER", default_value_t = 4010)]
    port: u16,
    /// The address to listen at: `0.0.0.0` for consumers on other machines.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Keep what is made: what POST makes is read, listed, changed by PUT and
    /// PATCH, and gone after DELETE. Resources are told by their paths (`/things`
    /// and `/things/{id}`); each is seen with the credentials that made it. Lists
    /// are paged, filtered and sorted by the contract's own parameters; If-Match,
    /// Idempotency-Key and conflicts are heeded where they are documented, and what
    /// a 202 began gets done while it is polled.
    #[arg(long)]
    stateful: bool,
    /// Who may ask: the identities of this conformance.toml, with the credentials in
    /// the environment variables that it names. All others are wrong, a lesser
    /// identity may do less, and an expired one nothing.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Let each response wait: `250ms`, `2s`.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "0s")]
    delay: Duration,
    /// Let a share of the requests fail, such as `2%`, by a documented 503 or 500.
    #[arg(long, value_name = "SHARE", default_value = "0%")]
    fail: Share,
    /// Which ones fail: the same with the same number.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    seed: u64,
    /// Do not let pages of other origins call (CORS).
    #[arg(long)]
    no_cors: bool,
    /// Do not print a line for each request.
    #[arg(long)]
    quiet: bool,
}

impl Mock {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref());
        let document = load("mock", &spec, &Reporting::default(), terminal)?;
        let identities = self.identities(terminal)?;
        let watch = Watch::new(&spec, &document);
        let runtime = http::runtime()?;
        let bound = runtime.block_on(http::bind(&self.host, self.port));
        let (listener, address) = bound.map_err(|error| {
            Failure::new(format!(
                "cannot listen at {}:{}: {error}. `--port 0` takes a port that is free.",
                self.host, self.port
            ))
        })?;
        let base = Operations::read(&document)
            .all
            .first()
            .map(|operation| operation.base.clone())
            .unwrap_or_default();
        writeln!(
            terminal.out,
            "{} is mocked at http://{address}{base}",
            spec.display()
        )?;
        terminal.out.flush()?;
        let (sender, letters) = mpsc::channel();
        let trouble = Trouble::new(self.delay, self.fail, self.seed);
        let front = Arc::new(Front::new(sender.clone(), trouble, !self.no_cors));
        runtime.spawn(async move {
            http::serve(listener, front).await;
            let _ = sender.send(Letter::End);
        });
        let store = self.stateful.then(Store::default);
        let mut silence = std::io::sink();
        let log = match self.quiet {
            true => &mut silence,
            false => &mut *terminal.err,
        };
        run(document, Desk::new(letters, watch), &identities, store, log)?;
        // Connections that stay open do not keep the program.
        runtime.shutdown_background();
        Ok(Outcome::Fine)
    }
    /// Those who may ask; none when whoever has credentials may.
    fn identities(&self, terminal: &mut Terminal<'_>) -> Result<Vec<Identity>, Failure> {
        let Some(path) = &self.config else {
            return Ok(Vec::new());
        };
        let config = Config::read(path).map_err(|error| Failure::new(error.to_string()))?;
        let environment = Environment::default();
        let mut missing = Vec::new();
        let mut identities = Vec::new();
        for (name, identity) in &config.identities {
            let mut credentials = Vec::new();
            for (scheme, variable) in &identity.credentials {
                match environment.get(variable) {
                    Some(value) => credentials.push((scheme.clone(), value.expose().to_owned())),
                    None => missing.push(variable.as_str()),
                }
            }
            let forbidden = identity.forbidden.clone();
            let standing = match identity.role {
                Role::Tenant => Standing::Full { forbidden },
                Role::Lesser => Standing::Lesser {
                    scopes: identity.scopes.clone(),
                    forbidden,
                },
                Role::Expired => Standing::Expired,
                Role::Wrong => Standing::Nobody,
            };
            identities.push(Identity {
                name: name.clone(),
                standing,
                credentials,
            });
        }
        let missing = missing.join(", ");
        if identities.iter().all(|one| one.credentials.is_empty()) {
            let path = path.display();
            return Err(Failure::new(match missing.is_empty() {
                true => format!("{path} has no identities with credentials."),
                false => {
                    format!("none of the credentials of {path} is in the environment: {missing}.")
                }
            }));
        }
        if !missing.is_empty() {
            writeln!(terminal.err, "note: not in the environment: {missing}")?;
        }
        Ok(identities)
    }
}
