//! The port to what proves a person: an authenticator app, or a service elsewhere.
//!
//! A person follows a link, and the domain asks the factor of the link's type what happens
//! ([`Step`]): first when the link's page is opened ([`Factor::begin`]), then when its form is sent
//! ([`Factor::submit`]), and, if that led to another service, when the browser comes back from
//! there ([`Factor::come_back`]). The domain sees to everything that is the same for all of them:
//! links and their ends, wrong codes and the wait after them, that a browser comes back once, to the
//! link that it left and as the one that left, and that a proof counts once.
//!
//! A factor keeps nothing itself. What it needs later, it gives to the domain, sealed.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use url::Url;
use zeroize::Zeroizing;

use super::rules::Proof;
use super::{
    FactorType, NewCodes, OrganizationId, Prepared, Purpose, RecoveryCode, Sealed, StateToken,
    UserId,
};

/// What a factor is asked about: a link that can be followed.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    pub purpose: Purpose,
    pub organization: &'a OrganizationId,
    /// As people read it.
    pub organization_name: &'a str,
    pub user: &'a UserId,
    /// What the organization has set for this type of factor, where it asks a service elsewhere.
    pub settings: Option<&'a Sealed>,
    /// When enrolling, what the factor prepared; when verifying, what it kept of the enrolment.
    pub secret: Option<&'a Sealed>,
    /// What the factor kept when it sent this browser away, while it may still come back. While a
    /// link's page is asked for, only if it is that browser.
    pub kept: Option<&'a Sealed>,
    /// What a browser that is sent away now must come back with, as a parameter of that name. A
    /// new one each time; a factor may bind more to it, as a nonce of its own in what it keeps.
    pub state: &'a StateToken,
    /// Where it must come back to: the same for all links, for services that know it beforehand.
    pub callback: &'a Url,
    pub now: DateTime<Utc>,
}

/// What happens next on a link's way.
#[derive(Debug)]
pub enum Step {
    /// The person sees this. After a form was sent, the page is asked for anew
    /// ([`Factor::begin`]): a browser that reloads it sends no form again.
    Show(Prompt),
    /// The browser goes there. `keep` is what the factor needs when it comes back.
    Leave { to: Destination, keep: Sealed },
    /// The person is who they say.
    Prove(Evidence),
    /// What was given proves nothing: it counts as a wrong code.
    Wrong,
    /// What was given cannot be a code, whoever gives it: it is told so, and counts for nothing.
    NotACode,
    /// The person, or the service that was asked, said no. Nothing changes.
    Deny,
    /// The organization has not set up what the factor needs.
    NotConfigured,
}

/// What a person is asked for. How it looks is the pages' matter.
pub enum Prompt {
    /// To set up an authenticator app, and for a code of it.
    SetUp {
        /// For the QR picture.
        otpauth: Zeroizing<String>,
        /// For typing, base32.
        secret: Zeroizing<String>,
    },
    /// For a code.
    Code,
    /// To go on to a service of this name: what the form then sends is [`Factor::submit`]'s, with
    /// an empty text.
    Continue { service: &'static str },
    /// To do something at a service of this name, in a window of its own: nothing leads back from there.
    /// The page is asked for again after a while, so [`Factor::begin`] can look whether it is done.
    Wait {
        service: &'static str,
        /// Whether the person has gone there.
        begun: bool,
        again: Duration,
    },
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SetUp { .. } => "SetUp(…)",
            Self::Code => "Code",
            Self::Continue { .. } => "Continue",
            Self::Wait { .. } => "Wait",
        })
    }
}

/// A URL at another service. What is behind its host may hold secrets, so it does not print them.
#[derive(Clone, PartialEq, Eq)]
pub struct Destination(Url);

impl From<Url> for Destination {
    fn from(url: Url) -> Self {
        Self(url)
    }
}

impl Destination {
    /// For the browser alone, never for a log.
    pub fn expose(&self) -> &Url {
        &self.0
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Destination({}/…)",
            self.0.origin().ascii_serialization()
        )
    }
}

/// What proves a person.
#[derive(Debug)]
pub struct Evidence {
    pub proof: Proof,
    /// When enrolling: what the factor keeps.
    pub secret: Option<Sealed>,
}

impl From<Proof> for Evidence {
    fn from(proof: Proof) -> Self {
        Self {
            proof,
            secret: None,
        }
    }
}

/// What a browser brings back from another service, without the state. Values never print.
#[derive(Default)]
pub struct Parameters(BTreeMap<String, Zeroizing<String>>);

impl Parameters {
    /// `None` if one is there twice (RFC 6749, section 3.1, forbids it).
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Option<Self> {
        let mut parameters = BTreeMap::new();
        for (name, value) in pairs {
            if parameters.insert(name, Zeroizing::new(value)).is_some() {
                return None;
            }
        }
        Some(Self(parameters))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.as_str())
    }

    pub fn take(&mut self, name: &str) -> Option<Zeroizing<String>> {
        self.0.remove(name)
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Why a factor could not find out. Nobody gets in by it, and nothing counts.
#[derive(Debug, thiserror::Error)]
pub enum FactorError {
    /// A service could not be reached, or what it said makes no sense: trying again may help. The
    /// reason is for the log, and holds no secret.
    #[error("{service} failed: {reason}")]
    Service {
        service: &'static str,
        reason: String,
    },
    /// On our side: a key that is missing, a record that was altered.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// A factor that somebody has enrolled.
#[derive(Debug, Clone, Copy)]
pub struct Enrolled<'a> {
    pub organization: &'a OrganizationId,
    pub user: &'a UserId,
    /// What the organization has set for its type.
    pub settings: &'a Sealed,
}

/// A way to prove a person. One serves all users of its type.
#[async_trait]
pub trait Factor: Send + Sync + 'static {
    /// What an enrolment needs that is the same however often its page is looked at. Made with
    /// every link, without asking anyone.
    fn prepare(
        &self,
        _organization: &OrganizationId,
        _user: &UserId,
    ) -> Result<Option<Sealed>, FactorError> {
        Ok(None)
    }

    /// The link's page is asked for: by the person, as often as they like, or by a program that
    /// looks at mail. So it changes nothing here or elsewhere, and asks the person for something;
    /// unless this browser was sent away ([`Attempt::kept`]) and what it left for is done.
    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError>;

    /// The form of the page was sent, with what was typed.
    async fn submit(&self, attempt: &Attempt<'_>, typed: &str) -> Result<Step, FactorError>;

    /// The browser that was sent away came back: once, and [`Attempt::kept`] is there.
    async fn come_back(
        &self,
        attempt: &Attempt<'_>,
        parameters: &Parameters,
    ) -> Result<Step, FactorError>;

    /// Takes away what the service keeps of an enrolment, before it is forgotten here. Asked only where
    /// nothing of it is kept here, and there is a service that is set up. What is gone there already
    /// is as good as taken away: after a fault in the middle, all of it is done again.
    async fn withdraw(&self, _enrolled: &Enrolled<'_>) -> Result<(), FactorError> {
        Ok(())
    }

    /// Recovery codes for a person who enrols something of which a secret is kept here, or wants new
    /// ones: they let them in should they lose the factor. `None` where the factor has another way.
    fn new_codes(
        &self,
        _organization: &OrganizationId,
        _user: &UserId,
    ) -> Result<Option<NewCodes>, FactorError> {
        Ok(None)
    }

    /// Opens codes that [`Factor::new_codes`] sealed, to be shown once more.
    fn open_codes(
        &self,
        _organization: &OrganizationId,
        _user: &UserId,
        _sealed: &Sealed,
    ) -> Result<Vec<RecoveryCode>, FactorError> {
        Ok(Vec::new())
    }
}

/// The factors of a server, one for each type that it serves.
#[derive(Default)]
pub struct Factors(Vec<(FactorType, Box<dyn Factor>)>);

impl Factors {
    /// Adds a factor for a type that has none yet.
    #[must_use]
    pub fn with(mut self, factor_type: FactorType, factor: impl Factor) -> Self {
        self.0.push((factor_type, Box::new(factor)));
        self
    }

    pub(super) fn of(&self, factor_type: FactorType) -> Option<&dyn Factor> {
        let mut fitting = self.0.iter().filter(|(of, _)| *of == factor_type);
        fitting.next().map(|(_, factor)| &**factor)
    }

    pub(super) fn prepare(
        &self,
        organization: &OrganizationId,
        user: &UserId,
    ) -> Result<Prepared, FactorError> {
        let mut prepared = Prepared::new();
        for (factor_type, factor) in &self.0 {
            if let Some(sealed) = factor.prepare(organization, user)? {
                prepared.push((*factor_type, sealed));
            }
        }
        Ok(prepared)
    }
}
