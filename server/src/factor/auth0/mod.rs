//! Guardian of an organization's Auth0 tenant.
//!
//! Who has nothing enrolled there gets a ticket (`management`): it leads to a page of Auth0, in a window
//! of its own, and the link's page asks meanwhile whether it is done. Who has, logs in there with
//! Guardian (`login`), as everybody does who verifies. Nothing is kept here: what a person has
//! enrolled, Auth0 knows.

mod enrollments;
mod keys;
mod login;
mod management;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use zeroize::Zeroizing;

use self::enrollments::Enrollments;
use self::keys::Keys;
use self::management::Management;
use super::vendor::{Kind, Setting, Settings, Vendor, settings_of};
use super::{GUARDIAN, Keyring, KeyringError};
use crate::mfa::{
    Attempt, Enrolled, Factor, FactorError, Parameters, Prompt, Proof, Purpose, Step, UserId,
};
use crate::outbound::{Client, Host};

const SERVICE: &str = "Auth0";
const DOMAIN: &str = "domain";
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const USER_ID: &str = "user_id";

/// What an organization sets, as Auth0's dashboard names it.
pub const VENDOR: Vendor = Vendor {
    factor_type: GUARDIAN,
    service: SERVICE,
    settings: &[
        Setting {
            name: DOMAIN,
            about: "the tenant's domain, as example.eu.auth0.com",
            kind: Kind::Host,
            usual: None,
        },
        Setting {
            name: CLIENT_ID,
            about: "Client ID of a Regular Web Application that may use the Management API",
            kind: Kind::Text(1..=128),
            usual: None,
        },
        Setting {
            name: CLIENT_SECRET,
            about: "a file that holds its Client Secret; - reads standard input",
            kind: Kind::Secret(32..=256),
            usual: None,
        },
        Setting {
            name: USER_ID,
            about: "how Auth0 names a user, {user} being the id here",
            kind: Kind::Naming("{user}"),
            usual: Some("auth0|{user}"),
        },
    ],
};

/// What is kept while a browser is away.
pub(super) const KEPT: &str = "mfa auth0 kept 1";

enum Kept {
    /// It has a ticket.
    Ticket,
    /// It logs in.
    Login {
        nonce: Zeroizing<String>,
        verifier: Zeroizing<String>,
    },
}

impl Kept {
    fn write(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Ticket => "ticket".to_owned(),
            Self::Login { nonce, verifier } => format!("login {} {}", **nonce, **verifier),
        })
    }

    fn read(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let secret = |words: &mut std::str::Split<'_, char>| {
            words.next().map(|word| Zeroizing::new(word.to_owned()))
        };
        match words.next()? {
            "ticket" => Some(Self::Ticket),
            "login" => Some(Self::Login {
                nonce: secret(&mut words)?,
                verifier: secret(&mut words)?,
            }),
            _ => None,
        }
    }
}

/// How soon the page asks again whether the person has enrolled.
const AGAIN: Duration = Duration::from_secs(4);

/// The factor, for all organizations that have set Auth0 up.
pub struct Auth0 {
    keyring: Arc<Keyring>,
    client: Arc<Client>,
    management: Management,
    keys: Keys,
}

/// An organization's application at Auth0.
struct Application {
    domain: Host,
    client_id: String,
    client_secret: SecretString,
    naming: String,
}

impl Application {
    fn of(settings: &Settings) -> Result<Self, FactorError> {
        Ok(Self {
            domain: settings.host(DOMAIN)?,
            client_id: settings.required(CLIENT_ID)?.to_owned(),
            client_secret: settings.required(CLIENT_SECRET)?.into(),
            naming: settings.required(USER_ID)?.to_owned(),
        })
    }

    /// As Auth0 names the user: the `sub` of tokens.
    fn user_id(&self, user: &UserId) -> String {
        self.naming.replace("{user}", user.as_str())
    }
}

impl Auth0 {
    pub fn new(keyring: Arc<Keyring>, client: Arc<Client>) -> Self {
        Self {
            keyring,
            management: Management::new(Arc::clone(&client)),
            keys: Keys::new(Arc::clone(&client)),
            client,
        }
    }

    fn application(&self, attempt: &Attempt<'_>) -> Result<Option<Application>, FactorError> {
        let settings = settings_of(&self.keyring, GUARDIAN, attempt)?;
        settings.as_ref().map(Application::of).transpose()
    }

    fn enrollments<'a>(&'a self, auth0: &'a Application, user: &UserId) -> Enrollments<'a> {
        Enrollments {
            management: &self.management,
            auth0,
            user_id: auth0.user_id(user),
        }
    }

    fn kept(&self, attempt: &Attempt<'_>) -> Result<Option<Kept>, FactorError> {
        let Some(sealed) = attempt.kept else {
            return Ok(None);
        };
        let (organization, user) = (attempt.organization, attempt.user);
        let text = self.keyring.open_text(KEPT, organization, user, sealed)?;
        let kept = Kept::read(&text).ok_or(KeyringError::NothingSealed)?;
        Ok(Some(kept))
    }

    fn leave(&self, attempt: &Attempt<'_>, to: url::Url, kept: &Kept) -> Result<Step, FactorError> {
        let text = kept.write();
        let (organization, user) = (attempt.organization, attempt.user);
        Ok(Step::Leave {
            to: to.into(),
            keep: self.keyring.seal_text(KEPT, organization, user, &text)?,
        })
    }

    fn log_in(&self, auth0: &Application, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        let (to, nonce, verifier) = login::request(auth0, attempt)?;
        self.leave(attempt, to, &Kept::Login { nonce, verifier })
    }
}

#[async_trait]
impl Factor for Auth0 {
    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        let Some(auth0) = self.application(attempt)? else {
            return Ok(Step::NotConfigured);
        };
        if attempt.purpose == Purpose::Verify {
            return Ok(Step::Show(Prompt::Continue { service: SERVICE }));
        }
        let begun = matches!(self.kept(attempt)?, Some(Kept::Ticket));
        if begun {
            // Whether Auth0 is away, its client's log tells. The person goes on waiting meanwhile.
            let found = self.enrollments(&auth0, attempt.user).confirmed().await;
            if let Ok(Some(enrollment)) = found {
                let at = enrollment.at(attempt.now)?;
                return Ok(Step::Prove(Proof::Vouched { at }.into()));
            }
        }
        Ok(Step::Show(Prompt::Wait {
            service: SERVICE,
            begun,
            again: AGAIN,
        }))
    }

    async fn submit(&self, attempt: &Attempt<'_>, _typed: &str) -> Result<Step, FactorError> {
        let Some(auth0) = self.application(attempt)? else {
            return Ok(Step::NotConfigured);
        };
        if attempt.purpose == Purpose::Verify {
            return self.log_in(&auth0, attempt);
        }
        let enrollments = self.enrollments(&auth0, attempt.user);
        // Who has something enrolled proves that it is theirs: a ticket would give anybody with the
        // link another one beside it.
        if enrollments.confirmed().await?.is_some() {
            return self.log_in(&auth0, attempt);
        }
        let ticket = enrollments.ticket().await?;
        self.leave(attempt, ticket, &Kept::Ticket)
    }

    async fn come_back(
        &self,
        attempt: &Attempt<'_>,
        parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        let Some(auth0) = self.application(attempt)? else {
            return Ok(Step::NotConfigured);
        };
        let Some(Kept::Login { nonce, verifier }) = self.kept(attempt)? else {
            return Ok(Step::Deny);
        };
        // RFC 6749, section 4.1.2.1.
        let (None, Some(code)) = (parameters.get("error"), parameters.get("code")) else {
            return Ok(Step::Deny);
        };
        let ask = || Ok(login::redeem(&auth0, attempt, code, &verifier));
        let answer = login::ask(&self.client, &auth0.domain, ask).await?;
        login::judge(&answer, &auth0, &self.keys, attempt, &nonce).await
    }

    async fn withdraw(&self, enrolled: &Enrolled<'_>) -> Result<(), FactorError> {
        let (organization, sealed) = (enrolled.organization, enrolled.settings);
        let settings = self.keyring.open_settings(organization, GUARDIAN, sealed)?;
        let auth0 = Application::of(&settings)?;
        self.enrollments(&auth0, enrolled.user).remove().await
    }
}
