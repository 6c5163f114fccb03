//! A factor that proves nothing itself: the person goes to another service, which vouches for them.
//! It stands for those of vendors, in all that the domain and the pages have to do with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;
use url::Url;

use crate::mfa::{
    Attempt, Factor, FactorError, FactorType, Factors, Parameters, Prompt, Proof, Sealed, Step,
};

pub(crate) const ELSEWHERE: FactorType = FactorType::named("elsewhere");
const SERVICE: &str = "Elsewhere";

/// The factor, and a switch: whether the service says that the person is done, when it is asked.
#[derive(Default)]
pub(crate) struct Elsewhere {
    done: Arc<AtomicBool>,
}

pub(crate) fn factors() -> (Factors, Arc<AtomicBool>) {
    let factor = Elsewhere::default();
    let done = Arc::clone(&factor.done);
    (Factors::default().with(ELSEWHERE, factor), done)
}

#[async_trait]
impl Factor for Elsewhere {
    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        Ok(match attempt.kept {
            Some(_) if self.done.load(Ordering::SeqCst) => {
                Step::Prove(Proof::Vouched { at: attempt.now }.into())
            }
            Some(_) => Step::Show(Prompt::Wait {
                service: SERVICE,
                begun: true,
                again: Duration::from_secs(3),
            }),
            None => Step::Show(Prompt::Continue { service: SERVICE }),
        })
    }

    async fn submit(&self, attempt: &Attempt<'_>, typed: &str) -> Result<Step, FactorError> {
        assert_eq!(typed, "", "it asks for no code");
        let nonce = attempt.state.expose()[..16]
            .chars()
            .rev()
            .collect::<String>();
        let mut to = Url::parse("https://elsewhere.test/authorize").expect("a URL");
        to.query_pairs_mut()
            .append_pair("state", &attempt.state.expose())
            .append_pair("nonce", &nonce)
            .append_pair("redirect_uri", attempt.callback.as_str())
            .append_pair("user", attempt.user.as_str());
        Ok(Step::Leave {
            to: to.into(),
            keep: Sealed {
                key_id: "elsewhere".into(),
                bytes: nonce.into_bytes(),
            },
        })
    }

    /// `code` is what the service vouches for, as `NONCE.SECONDS`: when, and for which departure.
    async fn come_back(
        &self,
        attempt: &Attempt<'_>,
        parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        let failed = |reason: &str| FactorError::Service {
            service: SERVICE,
            reason: reason.into(),
        };
        if parameters.get("error") == Some("access_denied") {
            return Ok(Step::Deny);
        }
        let code = parameters.get("code").ok_or(failed("no code"))?;
        let (nonce, seconds) = code.split_once('.').ok_or(failed("no such code"))?;
        let seconds = seconds.parse().map_err(|_| failed("no time"))?;
        let at = DateTime::from_timestamp(seconds, 0).ok_or(failed("no time"))?;
        let kept = attempt.kept.ok_or(failed("nothing kept"))?;
        if kept.bytes != nonce.as_bytes() {
            return Err(failed("another nonce"));
        }
        Ok(Step::Prove(Proof::Vouched { at }.into()))
    }
}

/// What the service would send a browser back with that came by this URL.
pub(crate) fn code_for(to: &Url, seconds: i64) -> String {
    format!(
        "{}.{}",
        parameter(to, "nonce"),
        super::at(seconds).timestamp()
    )
}

pub(crate) fn parameter(url: &Url, name: &str) -> String {
    let mut found = url.query_pairs().filter(|(key, _)| key == name);
    found.next().expect("the parameter").1.into_owned()
}
