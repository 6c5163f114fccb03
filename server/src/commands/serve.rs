//! `mfa-server serve`: the service, with a configuration and nothing sample.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use slog::Logger;
use tokio::signal::unix::{SignalKind, signal};

use super::background::Background;
use super::data;
use super::renewal::Renewal;
use super::seen::Seen;
use crate::app::App;
use crate::auth::jwks::JwksCache;
use crate::auth::{Authenticator, KeyUses};
use crate::config::{Config, Environment};
use crate::factor::{self, Keyring};
use crate::mfa::{PublicUrl, Service, Store};
use crate::monitoring::Calls;
use crate::outbound::{Client, Reach};
use crate::service::{self, StopSignals, Stopped};
use crate::telemetry::{self, CallLog};

/// Serve with a configuration
///
/// Settings come from the file and from the environment, which counts first; either alone is enough.
/// SIGTERM and SIGINT stop the server once the requests in flight are answered; a second one stops
/// it at once. Logs go to standard error.
#[derive(clap::Args)]
#[command(after_long_help = concat!("A whole configuration:\n\n", include_str!("../config/example.toml")))]
pub(super) struct Serve {
    /// The configuration file
    #[arg(long, value_name = "FILE", env = "MFA_SERVER_CONFIG")]
    config: Option<PathBuf>,
    /// Tell everything that is wrong with the configuration, also beside the database that is there,
    /// and start nothing
    #[arg(long)]
    check_config: bool,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let config = Config::load(self.config.as_deref(), &Environment::of_process())?;
        let keyring = config.encryption_keys.keyring()?;
        if self.check_config {
            return super::once(async {
                data::check(&config.database, &keyring).await?;
                println!("The configuration is fine.");
                Ok(())
            });
        }
        let (log, guard) = telemetry::start(config.log.format, config.log.level);
        let stopped = run(config.shutdown_grace, async move |signals, grace| {
            let mut seen = Seen::prepare(config.monitoring, config.traces.as_ref()).await?;
            let store = data::open_for_serving(&config.database, &keyring, &log).await?;
            let (app, made) = make(
                store,
                keyring,
                config.public_url,
                config.keys_max_age,
                Reach::Public,
                &seen,
                &log,
            );
            let renewal = Renewal {
                certificate: config.tls.as_ref().map(|tls| Arc::clone(tls.certificate())),
                jwks: Arc::clone(app.authenticator.jwks()),
                hangup: signal(SignalKind::hangup()).context("cannot listen for SIGHUP")?,
                log: log.clone(),
            };
            let running = service::start(
                service::served(),
                app,
                &log,
                config.listen,
                config.tls,
                config.limits,
                config.proxies.proxies(),
            )?;
            let keyring = || config.encryption_keys.keyring();
            let monitoring = seen.start(&made, keyring()?, running.connections(), &log)?;
            let background = Background::start(
                &made,
                keyring()?,
                config.webhooks,
                &seen.tracer,
                Some(renewal),
                &log,
            );
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

/// What else works with what the handlers have.
pub(super) struct Made {
    pub mfa: Arc<Service>,
    pub client: Arc<Client>,
    pub key_uses: Arc<KeyUses>,
}

/// What the handlers work with.
pub(super) fn make(
    store: Arc<dyn Store>,
    keyring: Keyring,
    public_url: PublicUrl,
    keys_max_age: Duration,
    reach: Reach,
    seen: &Seen,
    log: &Logger,
) -> (App, Made) {
    let store = seen.observed(store);
    let calls = Calls {
        log: CallLog(log.clone()),
        metrics: seen.metrics.clone(),
    };
    let client = Arc::new(Client::new(reach, Arc::new(calls)));
    let factors = factor::configured(keyring, Arc::clone(&client));
    let mut mfa = Service::new(Arc::clone(&store), factors, public_url);
    if let Some(metrics) = &seen.metrics {
        mfa = mfa.observed_by(Arc::clone(metrics) as _);
    }
    let mfa = Arc::new(mfa);
    let authenticator = Authenticator::new(store, JwksCache::new(log.clone(), keys_max_age));
    let key_uses = Arc::clone(authenticator.key_uses());
    let app = App {
        log: log.clone(),
        authenticator,
        mfa: Arc::clone(&mfa),
        metrics: seen.metrics.clone(),
        tracer: seen.tracer.clone(),
    };
    let made = Made {
        mfa,
        client,
        key_uses,
    };
    (app, made)
}

/// Runs a server on its own runtime, with the signals that stop it.
pub(super) fn run(
    grace: Duration,
    server: impl AsyncFnOnce(StopSignals, Duration) -> anyhow::Result<Stopped>,
) -> anyhow::Result<Stopped> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the server's threads")?;
    let result = runtime.block_on(async {
        let signals = StopSignals::new().context("cannot listen for signals")?;
        server(signals, grace).await
    });
    // Requests that were cut off must not hold the process up.
    runtime.shutdown_background();
    result
}

pub(super) fn exit_code(stopped: Stopped) -> ExitCode {
    match stopped {
        Stopped::Gracefully => ExitCode::SUCCESS,
        Stopped::Abruptly => ExitCode::FAILURE,
    }
}
