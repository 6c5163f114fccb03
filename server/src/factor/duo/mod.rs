//! Duo's Universal Prompt: the person goes to Duo, which says whether it is they.
//!
//! Before they go, Duo is asked whether it is there (`health_check`). They go with a request that is
//! signed with the client's secret, and come back with a code; what Duo gives for that is looked at in
//! every respect (`answer`). Nothing of it is kept: Duo knows who has enrolled what.

mod answer;
mod request;

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;

use super::vendor::{Kind, Setting, Settings, Vendor, failed, said, settings_of, unguessable};
use super::{Keyring, KeyringError};
use crate::mfa::{
    Attempt, Evidence, Factor, FactorError, FactorType, Parameters, Prompt, Proof, Purpose, Step,
};
use crate::outbound::{Client, Fault, Host, Repeat};

use answer::Answered;

const SERVICE: &str = "Duo";
const HOST: &str = "host";
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const FAIL_MODE: &str = "fail_mode";
const CLOSED: &str = "closed";
const OPEN: &str = "open";

/// What an organization sets, as Duo's Admin Panel names it.
pub const VENDOR: Vendor = Vendor {
    factor_type: FactorType::DUO,
    service: SERVICE,
    settings: &[
        Setting {
            name: HOST,
            about: "API hostname of the Web SDK application, as api-1234abcd.duosecurity.com",
            kind: Kind::Host,
            usual: None,
        },
        Setting {
            name: CLIENT_ID,
            about: "its Client ID",
            kind: Kind::Text(20..=20),
            usual: None,
        },
        Setting {
            name: CLIENT_SECRET,
            about: "a file that holds its Client secret; - reads standard input",
            kind: Kind::Secret(40..=40),
            usual: None,
        },
        Setting {
            name: FAIL_MODE,
            about: "whether people who have enrolled get in while Duo cannot be reached: closed or open",
            kind: Kind::Choice(&[CLOSED, OPEN]),
            usual: Some(CLOSED),
        },
    ],
};

/// What is kept while a browser is away: the nonce.
pub(super) const KEPT: &str = "mfa duo kept 1";

/// The factor, for all organizations that have set Duo up.
pub struct Duo {
    keyring: Arc<Keyring>,
    client: Arc<Client>,
}

/// An organization's application of Duo.
struct Application {
    host: Host,
    client_id: String,
    client_secret: SecretString,
    is_open: bool,
}

impl Application {
    fn of(settings: &Settings) -> Result<Self, FactorError> {
        Ok(Self {
            host: settings.host(HOST)?,
            client_id: settings.required(CLIENT_ID)?.to_owned(),
            client_secret: settings.required(CLIENT_SECRET)?.into(),
            is_open: settings.get(FAIL_MODE) == Some(OPEN),
        })
    }
}

/// Whether Duo is there to be asked.
enum Health {
    Well,
    /// It said no, which trying again does not change: the client's id or secret is wrong.
    Refuses(String),
    /// It is not known what it would say.
    Away(Fault),
}

impl Duo {
    pub fn new(keyring: Arc<Keyring>, client: Arc<Client>) -> Self {
        Self { keyring, client }
    }

    fn application(&self, attempt: &Attempt<'_>) -> Result<Option<Application>, FactorError> {
        let settings = settings_of(&self.keyring, FactorType::DUO, attempt)?;
        settings.as_ref().map(Application::of).transpose()
    }

    async fn health(&self, duo: &Application, attempt: &Attempt<'_>) -> Health {
        let ask = || request::health_check(duo, attempt.now);
        let call = (SERVICE, "health_check");
        match self
            .client
            .call(call, &duo.host, Repeat::Allowed, ask)
            .await
        {
            Ok(answer) if answer.status.is_success() && answer.body["stat"] == "OK" => Health::Well,
            Ok(answer) => Health::Refuses(said(&answer, "message")),
            Err(fault) => Health::Away(fault),
        }
    }

    fn leave(&self, duo: &Application, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        let nonce = unguessable()?;
        let to =
            request::authorize(duo, attempt, &nonce).map_err(|fault| failed(SERVICE, &fault))?;
        let (organization, user) = (attempt.organization, attempt.user);
        Ok(Step::Leave {
            to: to.into(),
            keep: self.keyring.seal_text(KEPT, organization, user, &nonce)?,
        })
    }
}

#[async_trait]
impl Factor for Duo {
    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        Ok(match self.application(attempt)? {
            Some(_) => Step::Show(Prompt::Continue { service: SERVICE }),
            None => Step::NotConfigured,
        })
    }

    async fn submit(&self, attempt: &Attempt<'_>, _typed: &str) -> Result<Step, FactorError> {
        let Some(duo) = self.application(attempt)? else {
            return Ok(Step::NotConfigured);
        };
        match self.health(&duo, attempt).await {
            Health::Well => self.leave(&duo, attempt),
            Health::Away(_) if duo.is_open && attempt.purpose == Purpose::Verify => {
                Ok(Step::Prove(Proof::Waived.into()))
            }
            Health::Away(fault) => Err(failed(SERVICE, &fault)),
            Health::Refuses(why) => Err(FactorError::Service {
                service: SERVICE,
                reason: format!("its health check refuses this client: {why}"),
            }),
        }
    }

    async fn come_back(
        &self,
        attempt: &Attempt<'_>,
        parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        let Some(duo) = self.application(attempt)? else {
            return Ok(Step::NotConfigured);
        };
        let kept = attempt.kept.ok_or(KeyringError::NothingSealed)?;
        let (organization, user) = (attempt.organization, attempt.user);
        let nonce = self.keyring.open_text(KEPT, organization, user, kept)?;
        // Who is denied comes back without a code, if at all: Duo documents neither.
        let code = parameters.get("duo_code").or(parameters.get("code"));
        let (None, Some(code)) = (parameters.get("error"), code) else {
            return Ok(Step::Deny);
        };
        let ask = || request::token(&duo, attempt, code);
        // A code counts once: sent again, it would be refused even if the first time went well.
        let call = self
            .client
            .call((SERVICE, "token"), &duo.host, Repeat::Never, ask);
        let answer = call.await.map_err(|fault| failed(SERVICE, &fault))?;
        match answer::read(&answer, &duo, attempt, &nonce) {
            Ok(Answered::Allowed { at }) => Ok(Step::Prove(Evidence::from(Proof::Vouched { at }))),
            Ok(Answered::Denied) => Ok(Step::Deny),
            Err(reason) => Err(FactorError::Service {
                service: SERVICE,
                reason,
            }),
        }
    }
}
