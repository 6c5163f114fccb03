//! What a server does beside answering requests.

use std::sync::Arc;

use slog::{Logger, warn};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::renewal::Renewal;
use super::serve::Made;
use crate::auth::{KEPT_EVERY, KeyUses};
use crate::config::WebhooksConfig;
use crate::factor::Keyring;
use crate::mfa::{SUMMED_FOR, Service, Store};
use crate::outbound::Poster;
use crate::telemetry::trace::Tracer;
use crate::webhook::Dispatcher;

/// The tasks of a running server. Dropped, they end at once.
pub(super) struct Background {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Background {
    pub(super) fn start(
        made: &Made,
        keyring: Keyring,
        webhooks: WebhooksConfig,
        tracer: &Tracer,
        renewal: Option<Renewal>,
        log: &Logger,
    ) -> Self {
        let (stop, stopping) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(tell_refusals(
            Arc::clone(&made.mfa),
            log.clone(),
            stopping.clone(),
        ));
        tasks.spawn(keep_key_uses(
            Arc::clone(made.mfa.store()),
            Arc::clone(&made.key_uses),
            log.clone(),
            stopping.clone(),
        ));
        if let Some(renewal) = renewal {
            tasks.spawn(renewal.run(stopping.clone()));
        }
        let WebhooksConfig { timeout, networks } = webhooks;
        let poster = Poster::new(networks, timeout);
        let (store, log) = (Arc::clone(made.mfa.store()), log.clone());
        let dispatcher =
            Dispatcher::new(store, keyring, poster, timeout, log).traced_by(tracer.clone());
        tasks.spawn(Arc::new(dispatcher).run(stopping));
        Self { stop, tasks }
    }

    /// After the last request: what is left to be kept is kept.
    pub(super) async fn stop(mut self) {
        let _ = self.stop.send(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Keeps the refusals that were summed up, now and then and at the end.
async fn tell_refusals(mfa: Arc<Service>, log: Logger, mut stopping: watch::Receiver<bool>) {
    loop {
        let stops = tokio::time::timeout(SUMMED_FOR, stopping.wait_for(|stops| *stops));
        let stops = stops.await.is_ok();
        if let Err(error) = mfa.tell_refusals().await {
            warn!(log, "refusals of the last {} s are not in the audit trail", SUMMED_FOR.as_secs();
                "reason" => %error);
        }
        if stops {
            return;
        }
    }
}

/// Keeps when API keys were used, now and then and at the end.
async fn keep_key_uses(
    store: Arc<dyn Store>,
    uses: Arc<KeyUses>,
    log: Logger,
    mut stopping: watch::Receiver<bool>,
) {
    loop {
        let stops = tokio::time::timeout(KEPT_EVERY, stopping.wait_for(|stops| *stops));
        let stops = stops.await.is_ok();
        let uses = uses.take();
        if !uses.is_empty()
            && let Err(error) = store.keep_key_uses(uses).await
        {
            warn!(log, "the last use of API keys was not kept"; "reason" => %error);
        }
        if stops {
            return;
        }
    }
}
