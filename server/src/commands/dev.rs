//! `mfa-server dev`: a sample organization with people, keys and tokens, ready to be tried.

mod directory;
mod env_file;
mod issuer;
mod sample;
#[cfg(any(debug_assertions, feature = "simulators"))]
mod simulators;
#[cfg(not(any(debug_assertions, feature = "simulators")))]
#[path = "dev/no_simulators.rs"]
mod simulators;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use slog::Level;
use url::Url;

pub(super) use directory::DataDirectory;

use self::sample::Sample;
use self::simulators::Simulators;
use super::background::Background;
use super::data::open_for_serving;
use super::seen::Seen;
use super::serve::{exit_code, make, run};
use crate::clock;
use crate::config::{Environment, KEYS_MAX_AGE_DEFAULT, WebhooksConfig, limits_default, traces};
use crate::contract::runtime::Proxies;
use crate::mfa::PublicUrl;
use crate::service::{self, StartError};
use crate::telemetry::{self, Format};

pub(super) const DEFAULT_DATA: &str = ".mfa";

/// Serve a sample organization, to try things out
///
/// The first start makes the organization `sample` with the users alice, bob (ordinary), carol
/// (may read users) and dave (has a factor, verified just now), secret API keys for the
/// organization, alice and dave, and a JWT for each user. They are in DIR/dev.env, readable by you
/// alone. A later start keeps all data and keys, and renews the JWTs, which are valid for 24 hours.
/// Beside the service run simulators of vendors (Duo), with pages where you play the person; a
/// release build has them only with the feature `simulators`. Nothing of this is for production: see
/// `mfa-server serve`.
#[derive(clap::Args)]
pub(super) struct Dev {
    /// Where to listen; port 0 takes any free one
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where operators' tools ask: /healthz, /readyz and /metrics. Port 0 takes any free one
    #[arg(long, value_name = "IP:PORT", default_value = "127.0.0.1:0")]
    monitoring: SocketAddr,
    /// Where everything is kept
    #[arg(long, value_name = "DIR", default_value = DEFAULT_DATA)]
    data: PathBuf,
    /// auto, json or terminal
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "auto",
        env = "MFA_SERVER_LOG_FORMAT"
    )]
    log_format: Format,
    /// Log more: debug records too
    #[arg(long)]
    verbose: bool,
}

impl Dev {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let level = if self.verbose {
            Level::Debug
        } else {
            Level::Info
        };
        let directory = DataDirectory::create(&self.data)?;
        let listen = concrete(self.listen)?;
        let public_url: PublicUrl =
            Url::parse(&format!("http://{}", reachable(listen)))?.try_into()?;
        let url = public_url.as_str().to_owned();
        let (log, guard) = telemetry::start(self.log_format, level);
        let keys = directory.encryption_keys()?;
        let keyring = keys.keyring()?;
        let stopped = run(Duration::from_secs(10), async move |signals, grace| {
            let store = open_for_serving(&directory.located(), &keyring, &log).await?;
            let simulators = Simulators::start(&directory).await?;
            let traces = traces(&Environment::of_process())?;
            let mut seen = Seen::prepare(Some(self.monitoring), traces.as_ref()).await?;
            let (app, made) = make(
                store.clone(),
                keyring,
                public_url,
                KEYS_MAX_AGE_DEFAULT,
                simulators.reach()?,
                &seen,
                &log,
            );
            let (served, limits) = (service::served(), limits_default());
            // Before anything is written: a second server on this address changes nothing.
            let proxies = Proxies::default();
            let running = service::start(served, app, &log, listen, None, limits, proxies)?;
            let connections = running.connections();
            let monitoring = seen.start(&made, keys.keyring()?, connections, &log)?;
            let mut sample = Sample::ensure(&*store, &directory, &url, clock::now()).await?;
            let keyring = keys.keyring()?;
            simulators
                .connect(&*store, &keyring, &mut sample.env)
                .await?;
            if let Some(monitoring) = &monitoring {
                let url = format!("http://{}", reachable(monitoring.local_addr()));
                sample.env.push("MFA_MONITORING_URL", url.into());
            }
            let file = directory.write_env(&sample)?;
            print!("{}", introduction(&url, &file, &self.data, &sample));
            print!("{}", simulators.introduction(&shell_quoted(&self.data)));
            println!(
                "\nCtrl-C stops the server. Remove {} to start over.",
                shell_quoted(&self.data)
            );
            let webhooks = WebhooksConfig::development();
            let background =
                Background::start(&made, keys.keyring()?, webhooks, &seen.tracer, None, &log);
            let stopping = || {
                if let Some(monitoring) = &monitoring {
                    monitoring.drain();
                }
            };
            let stopped = running.until_stopped(signals, grace, stopping).await;
            background.stop().await;
            seen.stop().await;
            Ok(stopped)
        })?;
        drop(guard);
        Ok(exit_code(stopped))
    }
}

/// A port for 0: links are made from the URL, so it must be known before the server is. That
/// binds it a moment later; should someone else be faster, that is told as for any other port.
fn concrete(listen: SocketAddr) -> anyhow::Result<SocketAddr> {
    if listen.port() != 0 {
        return Ok(listen);
    }
    let probe = TcpListener::bind(listen).map_err(|error| StartError::CannotListen {
        address: listen,
        error,
    })?;
    probe.local_addr().context("the free port cannot be told")
}

/// An address that a browser on this machine can go to.
fn reachable(listen: SocketAddr) -> SocketAddr {
    if listen.ip().is_unspecified() {
        SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), listen.port())
    } else {
        listen
    }
}

fn introduction(url: &str, file: &Path, data: &Path, sample: &Sample) -> String {
    let (file, data) = (shell_quoted(file), shell_quoted(data));
    let was = if sample.is_new {
        "A sample organization is ready"
    } else {
        "The sample organization is as you left it, with new JWTs"
    };
    format!(
        r#"{was}: {url}

Keys and tokens are in {file}, readable by you alone. In another terminal, try:

  . {file}
  curl -i -H "REB-APIKEY: $MFA_ALICE_API_KEY" "$MFA_URL/profile/mfa"
  curl -i -X POST -H "REB-APIKEY: $MFA_ALICE_API_KEY" "$MFA_URL/profile/mfa"
      (then open the enrollment link of the response in a browser)
  curl -i -H "REB-APIKEY: $MFA_SECRET_API_KEY" "$MFA_URL/users/alice/mfa"
  curl -i -H "Authorization: Bearer $MFA_JWT_CAROL" "$MFA_URL/users/bob/mfa"
  curl -i -H "Authorization: Bearer $MFA_JWT_BOB" "$MFA_URL/users/alice/mfa"
      (403: bob may not read others)

  curl "$MFA_MONITORING_URL/readyz"
      (/metrics tells figures)
  mfa-server user list --data {data}
  mfa-server audit --data {data}
      (who did what; `mfa-server webhook --help` tells how an application is told)
"#
    )
}

/// A path as a shell takes it.
fn shell_quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if text.contains('/') && text.chars().all(plain) {
        text
    } else if text.chars().all(plain) {
        // `. dev.env` would be looked for in PATH.
        format!("./{text}")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
