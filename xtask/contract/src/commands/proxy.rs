//! `contract proxy`: what goes between consumers and a service, held against the contract.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;

use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::document::Document;
use crate::report::{Level, Results};
use crate::serve::desk::{Desk, Letter, Watch};
use crate::serve::http;
use crate::serve::proxy::{Admin, Budget, Forward, Manner, Upstream, read_har, recorded, run};
use crate::serve::trouble::duration;

/// Watch the traffic of a service, and hold it against the contract.
///
/// Requests go on to the service, and its responses back, as they are: streams
/// too, and without waiting for who looks at them. What is not as documented is
/// told when it is first seen, and reported at the end (Ctrl-C), with what of
/// the contract was seen and what never was. With --enforce, requests that are
/// not as documented are refused (400), and so are responses (502).
///
/// Values are never written, neither credentials nor bodies: findings name
/// parts of the contract.
///
/// Exit codes: 0 all was as documented, 4 the service broke the contract, 100
/// could not be done.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub struct Proxy {
    /// The service: `http://127.0.0.1:8080`.
    #[arg(long, value_name = "URL", required_unless_present = "har")]
    upstream: Option<String>,
    /// Look at traffic that was recorded, a HAR file, instead.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["upstream", "enforce", "admin_port"])]
    har: Option<PathBuf>,
    /// The contract [default: spec/openapi.yaml, or .json, or `spec` of
    /// contract.toml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Trust the certificates in this file (PEM), instead of those that the system
    /// trusts, when the service is behind TLS.
    #[arg(long, value_name = "FILE", conflicts_with = "har")]
    ca: Option<PathBuf>,
    /// Where to listen; with 0 at a free port, which is printed.
    #[arg(long, value_name = "NUMBER", default_value_t = 4020)]
    port: u16,
    /// The address to listen at: `0.0.0.0` for consumers on other machines.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: String,
    /// Refuse what is not as documented, instead of passing it on.
    #[arg(long)]
    enforce: bool,
    /// Serve `/metrics` (Prometheus) and `/report` (JSON) at this port, on
    /// 127.0.0.1; with 0 at a free one.
    #[arg(long, value_name = "NUMBER")]
    admin_port: Option<u16>,
    /// Longer bodies go by without being looked at.
    #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024)]
    most_bytes: usize,
    /// How long the service may take until its response begins.
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "60s")]
    timeout: Duration,
    /// Pass on for which host a request came, instead of the service's own.
    #[arg(long)]
    keep_host: bool,
    /// Say who asked: X-Forwarded-For, -Host and -Proto.
    #[arg(long)]
    forwarded: bool,
    /// Print a line for each request.
    #[arg(long)]
    verbose: bool,
    #[command(flatten)]
    reporting: Reporting,
}

/// How much memory the copies of all bodies that are under way may take.
const MEMORY: usize = 64 * 1024 * 1024;

impl Proxy {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref());
        let document = load("proxy", &spec, &self.reporting, terminal)?;
        let subject = spec.display().to_string();
        let results = match (&self.har, &self.upstream) {
            (Some(har), _) => {
                let traffic = read_har(har).map_err(|error| Failure::new(format!("{error}.")))?;
                recorded(&document, &traffic).results(subject)
            }
            (None, Some(upstream)) => {
                let watch = Watch::new(&spec, &document);
                self.watch(upstream, document, watch, &subject, terminal)?
            }
            (None, None) => {
                return Err(Failure::new(
                    "there is nothing to watch: give --upstream URL",
                ));
            }
        };
        let is_broken = results
            .records
            .iter()
            .any(|record| record.level == Level::Error);
        self.reporting.write(results, terminal)?;
        Ok(match is_broken {
            true => Outcome::OutOfStep,
            false => Outcome::Fine,
        })
    }

    /// Passes traffic on until the program is asked to end.
    fn watch(
        &self,
        upstream: &str,
        document: Document,
        watch: Watch,
        subject: &str,
        terminal: &mut Terminal<'_>,
    ) -> Result<Results, Failure> {
        let service = Upstream::new(upstream, self.ca.as_deref())
            .map_err(|error| Failure::new(format!("{error}.")))?;
        let runtime = http::runtime()?;
        let bind = |host: &str, port| {
            runtime.block_on(http::bind(host, port)).map_err(|error| {
                Failure::new(format!(
                    "cannot listen at {host}:{port}: {error}. `--port 0` takes a port that is free."
                ))
            })
        };
        let (listener, address) = bind(&self.host, self.port)?;
        let out = &mut *terminal.out;
        writeln!(
            out,
            "{upstream} is watched at http://{address}, held against {subject}"
        )?;
        let (sender, letters) = mpsc::channel();
        if let Some(port) = self.admin_port {
            let (listener, address) = bind("127.0.0.1", port)?;
            writeln!(
                out,
                "Figures and the report so far are at http://{address}/metrics and /report"
            )?;
            runtime.spawn(http::serve(listener, Arc::new(Admin::new(sender.clone()))));
        }
        out.flush()?;
        let manner = Manner {
            enforce: self.enforce,
            keep_host: self.keep_host,
            forwarded: self.forwarded,
            timeout: self.timeout,
        };
        let budget = Budget::new(MEMORY, self.most_bytes);
        let forward = Arc::new(Forward::new(service, manner, budget, sender.clone()));
        let looked = forward.looked();
        runtime.spawn(async move {
            http::serve(listener, forward).await;
            let _ = sender.send(Letter::End);
        });
        let desk = Desk::new(letters, watch);
        let said = run(document, desk, looked, self.verbose, &mut *terminal.err)?;
        // Streams that do not end do not keep the program.
        runtime.shutdown_background();
        Ok(said.results(subject.to_owned()))
    }
}
