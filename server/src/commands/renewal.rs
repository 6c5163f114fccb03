//! What is read again while a server runs: its certificate, and JWK sets in files.

use std::sync::Arc;
use std::time::Duration;

use slog::{Logger, info, warn};
use tokio::signal::unix::Signal;
use tokio::sync::watch;

use crate::auth::jwks::JwksCache;
use crate::config::Certificate;

/// How often the files of the certificate are looked at.
const LOOKED_EVERY: Duration = Duration::from_secs(5);

pub(super) struct Renewal {
    /// Where the server speaks TLS itself.
    pub certificate: Option<Arc<Certificate>>,
    pub jwks: Arc<JwksCache>,
    /// SIGHUP: everything is read at once.
    pub hangup: Signal,
    pub log: Logger,
}

impl Renewal {
    pub(super) async fn run(mut self, mut stopping: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                _ = stopping.wait_for(|stops| *stops) => return,
                hung_up = self.hangup.recv() => {
                    // Nobody sends signals any more.
                    if hung_up.is_none() {
                        return;
                    }
                    info!(self.log, "SIGHUP: files are read again");
                    self.jwks.read_files_again();
                    if let Some(certificate) = self.certificate.clone() {
                        self.told(&certificate, certificate.renew());
                    }
                }
                () = tokio::time::sleep(LOOKED_EVERY) => {
                    if let Some(certificate) = self.certificate.clone()
                        && let Some(renewed) = certificate.renew_if_changed()
                    {
                        self.told(&certificate, renewed);
                    }
                }
            }
        }
    }

    fn told(&self, certificate: &Certificate, renewed: Result<(), String>) {
        let file = certificate.path().display().to_string();
        match renewed {
            Ok(()) => info!(self.log, "read the certificate again"; "file" => file),
            Err(reason) => warn!(self.log,
                "the certificate was read again and cannot be used: the one before is shown";
                "file" => file, "reason" => reason),
        }
    }
}
