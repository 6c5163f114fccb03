//! `mfa profile enrol`: a link, and waiting until it has been followed.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use mfa_client::Client;
use mfa_client::types::{Mfa, MfaLinkRel, MfaStatus};

use super::args::Connection;
use super::failure::Failure;
use super::output::{Output, plain};

#[derive(clap::Args)]
pub struct Enrol {
    /// Wait until the link has been followed: as long as it works, or for
    /// DURATION.
    #[arg(long, value_name = "DURATION", num_args = 0..=1, require_equals = true, default_missing_value = "10m", value_parser = humantime::parse_duration)]
    wait: Option<Duration>,

    /// How often to look while waiting.
    #[arg(long, value_name = "DURATION", default_value = "2s", requires = "wait", value_parser = humantime::parse_duration)]
    every: Duration,
}

/// In JSON, the body that has the link is printed first, and the state after
/// waiting second.
pub async fn run(
    enrol: &Enrol,
    client: &Client,
    connection: &Connection,
    output: &Output,
) -> Result<(), Failure> {
    let failed = |error| Failure::of_request(error, connection);
    let started = client.post_profile_mfa().send().await.map_err(failed)?;
    let link = started
        .links
        .iter()
        .find(|link| link.rel == MfaLinkRel::Enrollment);
    let Some(link) = link else {
        return Err(Failure::other(
            "the answer has no link to enroll or verify with".to_owned(),
        ));
    };
    let purpose = match started.type_ {
        Some(_) => "verify your factor",
        None => "enroll a factor",
    };
    output.link(&started, purpose, &plain(&link.href))?;
    let Some(limit) = enrol.wait else {
        return Ok(());
    };
    match wait(client, &started, limit, enrol.every)
        .await
        .map_err(failed)?
    {
        Some(mfa) => Ok(output.followed(&mfa)?),
        None => Err(Failure::wait_timed_out(limit)),
    }
}

/// The state after the link was followed; none when it was not, in time.
async fn wait(
    client: &Client,
    before: &Mfa,
    limit: Duration,
    every: Duration,
) -> Result<Option<Mfa>, mfa_client::Error<mfa_client::types::Problem>> {
    let start = Instant::now();
    let progress = Progress::new();
    loop {
        let remaining = limit.saturating_sub(start.elapsed());
        if remaining.is_zero() {
            return Ok(None);
        }
        progress.show(remaining);
        tokio::time::sleep(every.min(remaining)).await;
        match client.get_profile_mfa().send().await {
            Ok(now) if was_followed(before, &now) => return Ok(Some(now.into_inner())),
            Ok(_) => {}
            // The service may come back while the person is at it.
            Err(error) if error.is_retryable() => {}
            Err(error) => return Err(error),
        }
    }
}

/// Passing a verification makes the state active and renews its time.
fn was_followed(before: &Mfa, now: &Mfa) -> bool {
    now.status == MfaStatus::Active && now.last_auth_time != before.last_auth_time
}

/// A line on the terminal that goes away when waiting ends.
struct Progress {
    is_terminal: bool,
}

impl Progress {
    fn new() -> Self {
        Progress {
            is_terminal: io::stderr().is_terminal(),
        }
    }

    fn show(&self, remaining: Duration) {
        if self.is_terminal {
            let remaining = humantime::format_duration(Duration::from_secs(remaining.as_secs()));
            let mut err = io::stderr();
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(
                err,
                "\r\x1b[2KWaiting until the link has been followed; {remaining} left …"
            );
            let _ = err.flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_terminal {
            let _ = write!(io::stderr(), "\r\x1b[2K");
        }
    }
}
