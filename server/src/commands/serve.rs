//! `mfa-server serve`: the service, with a configuration and nothing sample.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use slog::Logger;

use super::background::Background;
use super::data;
use crate::app::App;
use crate::auth::Authenticator;
use crate::auth::jwks::JwksCache;
use crate::config::{Config, Environment};
use crate::factor::{self, Keyring};
use crate::mfa::{PublicUrl, Service, Store};
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
            data::check(&config.database, &keyring)?;
            println!("The configuration is fine.");
            return Ok(ExitCode::SUCCESS);
        }
        let (log, guard) = telemetry::start(config.log.format, config.log.level);
        let stopped = run(config.shutdown_grace, async move |signals, grace| {
            let store = data::open_for_serving(&config.database, &keyring, &log).await?;
            let app = app(
                store,
                keyring,
                config.public_url,
                config.keys_max_age,
                Reach::Public,
                &log,
            );
            let mfa = Arc::clone(&app.mfa);
            let running = service::start(
                service::served(),
                app,
                &log,
                config.listen,
                config.tls,
                config.limits,
            )?;
            let keyring = config.encryption_keys.keyring()?;
            let background = Background::start(&mfa, keyring, config.webhooks, &log);
            let stopped = running.until_stopped(signals, grace).await;
            background.stop().await;
            Ok(stopped)
        })?;
        drop(guard);
        Ok(exit_code(stopped))
    }
}

/// What the handlers work with.
pub(super) fn app(
    store: Arc<dyn Store>,
    keyring: Keyring,
    public_url: PublicUrl,
    keys_max_age: Duration,
    reach: Reach,
    log: &Logger,
) -> App {
    let client = Arc::new(Client::new(reach, Arc::new(CallLog(log.clone()))));
    let factors = factor::configured(keyring, client);
    let jwks = JwksCache::new(log.clone(), keys_max_age);
    App {
        log: log.clone(),
        authenticator: Authenticator::new(Arc::clone(&store), jwks),
        mfa: Arc::new(Service::new(store, factors, public_url)),
    }
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
