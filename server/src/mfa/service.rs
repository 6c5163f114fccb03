//! The operations of the contract, and what a person does who follows a link.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};

use super::{
    Enroll, EnrollmentLink, Error, InvalidPublicUrl, LinkPage, LinkToken, MfaState, NewFactor,
    NewProof, NewUser, OrganizationId, Outcome, Quota, Started, UserId, rules,
};
use crate::factor::{Keyring, RecoveryCode, TotpSecret, Typed};
use crate::store::{
    Counted, Disabled, Imported, ImportedFactor, ImportedProof, ImportedUser, Link, LinkPurpose,
    LinkStarted, Moment, NewLink, Proof, Reset, Store, StoreError, Submitted,
};

/// Where links lead, below the public URL.
pub const ENROLLMENT_PATH: &str = "/enrollment";

/// The domain's operations on one store.
pub struct Service {
    store: Arc<dyn Store>,
    keyring: Keyring,
    /// Without a slash at its end.
    public_url: String,
}

impl Service {
    /// `public_url` is how browsers reach this server, with the path that a proxy may add.
    pub fn new(
        store: Arc<dyn Store>,
        keyring: Keyring,
        public_url: &str,
    ) -> Result<Self, InvalidPublicUrl> {
        let public_url = public_url.trim_end_matches('/');
        let rest = public_url
            .strip_prefix("https://")
            .or_else(|| public_url.strip_prefix("http://"))
            .ok_or(InvalidPublicUrl)?;
        let clean = !rest.contains(|c: char| {
            matches!(c, '?' | '#' | '\\' | '"' | '<' | '>' | ';')
                || c.is_whitespace()
                || c.is_control()
        });
        if rest.is_empty() || rest.starts_with('/') || !clean {
            return Err(InvalidPublicUrl);
        }
        Ok(Self {
            store,
            keyring,
            public_url: public_url.to_owned(),
        })
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    // ── the contract's operations ────────────────────────────────────────────────────────────

    pub async fn state(
        &self,
        org: &OrganizationId,
        user: &UserId,
        moment: Moment,
    ) -> Result<MfaState, Error> {
        self.store
            .factor_state(org, user, moment)
            .await?
            .map(MfaState::from)
            .ok_or(Error::UnknownUser)
    }

    /// Makes a fresh link; older ones of the user are void.
    pub async fn start(
        &self,
        org: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Started, Error> {
        let token = LinkToken::generate()?;
        // Whether the link enrols is known inside the store's transaction alone. A secret costs
        // microseconds, another transaction would cost a commit.
        let secret = self.keyring.seal(org, user, &TotpSecret::generate()?)?;
        let link = NewLink {
            hash: token.hash(),
            expires_at: now + Duration::seconds(rules::LINK_SECONDS),
            secret,
        };
        let (started, quota) = within(self.store.start_link(org, user, link, now).await?)?;
        match started {
            LinkStarted::UnknownUser => Err(Error::UnknownUser),
            LinkStarted::Started(factor) => Ok(Started {
                state: factor.into(),
                link: EnrollmentLink(format!(
                    "{}{ENROLLMENT_PATH}/{}",
                    self.public_url,
                    token.expose()
                )),
                quota,
            }),
        }
    }

    /// Takes the user's factor off.
    pub async fn disable(
        &self,
        org: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Quota, Error> {
        let (disabled, quota) = within(self.store.disable_factor(org, user, now).await?)?;
        match disabled {
            Disabled::Done => Ok(quota),
            Disabled::UnknownUser => Err(Error::UnknownUser),
            Disabled::NotEnrolled => Err(Error::NotEnrolled),
            Disabled::TypeFixed => Err(Error::TypeFixed),
            Disabled::TooOld => Err(Error::TooOld),
        }
    }

    /// Counts a request that is refused before any operation runs.
    pub async fn count_request(
        &self,
        org: &OrganizationId,
        now: DateTime<Utc>,
    ) -> Result<Quota, Error> {
        within(self.store.count_request(org, now).await?).map(|((), quota)| quota)
    }

    // ── what a person does who follows a link ────────────────────────────────────────────────

    /// What the link is good for at this moment. Changes nothing, so that mail scanners and
    /// previews may look.
    pub async fn open_link(
        &self,
        token: &LinkToken,
        now: DateTime<Utc>,
    ) -> Result<LinkPage, Error> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(LinkPage::Unknown);
        };
        if let Some(end) = link.end(now) {
            return Ok(LinkPage::Ended(end));
        }
        if let Some(until) = link.attempts.locked(now) {
            return Ok(LinkPage::Locked { until });
        }
        Ok(match link.purpose {
            LinkPurpose::EnrollAuthenticator => {
                let secret = self.secret(&link)?;
                LinkPage::Enroll(Enroll {
                    otpauth: secret.otpauth(&link.organization_name, link.user.as_str()),
                    secret: secret.to_base32(),
                    organization_name: link.organization_name,
                    account: link.user,
                })
            }
            LinkPurpose::VerifyAuthenticator => LinkPage::Verify {
                organization_name: link.organization_name,
                account: link.user,
            },
            LinkPurpose::Duo => LinkPage::DuoNotConfigured {
                organization_name: link.organization_name,
            },
        })
    }

    /// Whose link it is, for the log.
    pub async fn organization_of(
        &self,
        token: &LinkToken,
    ) -> Result<Option<OrganizationId>, Error> {
        Ok(self
            .store
            .link(&token.hash())
            .await?
            .map(|link| link.organization))
    }

    /// A code, as it was typed.
    pub async fn submit(
        &self,
        token: &LinkToken,
        typed: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome, Error> {
        let hash = token.hash();
        let Some(link) = self.store.link(&hash).await? else {
            return Ok(Outcome::Unknown);
        };
        // Also asked inside the transaction, where it counts. Here it spares the work, and the
        // secret of a link that has ended is gone.
        if let Some(end) = link.end(now) {
            return Ok(Outcome::Ended(end));
        }
        let typed = Typed::read(typed);
        match link.purpose {
            LinkPurpose::EnrollAuthenticator => {
                let proof = match &typed {
                    Typed::Totp(code) => self.step(&link, code.as_str(), now)?,
                    Typed::Recovery(_) | Typed::Neither => Proof::Wrong,
                };
                let codes = RecoveryCode::generate_set()?;
                let hashes = codes
                    .iter()
                    .map(|code| code.hash(&link.organization, &link.user))
                    .collect();
                let submitted = self
                    .store
                    .confirm_enrollment(&hash, proof, hashes, now)
                    .await?;
                Ok(outcome(submitted, now, |_| Outcome::Enrolled {
                    recovery_codes: codes,
                }))
            }
            LinkPurpose::VerifyAuthenticator => {
                let proof = match &typed {
                    Typed::Totp(code) => self.step(&link, code.as_str(), now)?,
                    Typed::Recovery(code) => {
                        Proof::Recovery(code.hash(&link.organization, &link.user))
                    }
                    Typed::Neither => Proof::Wrong,
                };
                let by_recovery_code = matches!(proof, Proof::Recovery(_));
                let submitted = self.store.verify(&hash, proof, now).await?;
                Ok(outcome(submitted, now, |recovery_left| Outcome::Verified {
                    recovery_left,
                    by_recovery_code,
                }))
            }
            LinkPurpose::Duo => Ok(Outcome::DuoNotConfigured {
                organization_name: link.organization_name,
            }),
        }
    }

    // ── what operators do ────────────────────────────────────────────────────────────────────

    /// All of them or none; see [`Store::import_users`].
    pub async fn import_users(
        &self,
        org: &OrganizationId,
        users: Vec<NewUser>,
        now: DateTime<Utc>,
    ) -> Result<Imported, Error> {
        let sealed = users
            .into_iter()
            .map(|user| {
                let factor = user
                    .factor
                    .map(|factor| self.seal(org, &user.id, factor))
                    .transpose()?;
                Ok(ImportedUser {
                    id: user.id,
                    email: user.email,
                    factor,
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        Ok(self.store.import_users(org, sealed, now).await?)
    }

    /// For a person who lost the authenticator and the recovery codes.
    pub async fn reset(
        &self,
        org: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Reset, Error> {
        Ok(self.store.reset_factor(org, user, now).await?)
    }

    fn seal(
        &self,
        org: &OrganizationId,
        user: &UserId,
        factor: NewFactor,
    ) -> Result<ImportedFactor, Error> {
        Ok(ImportedFactor {
            proof: match factor.proof {
                NewProof::Guardian(secret) => {
                    ImportedProof::Guardian(self.keyring.seal(org, user, &secret)?)
                }
                NewProof::Duo => ImportedProof::Duo,
            },
            last_auth_time: factor.last_auth_time,
        })
    }

    fn step(&self, link: &Link, code: &str, now: DateTime<Utc>) -> Result<Proof, Error> {
        let step = self.secret(link)?.step_of(code, now);
        Ok(step.map_or(Proof::Wrong, Proof::Step))
    }

    fn secret(&self, link: &Link) -> Result<TotpSecret, Error> {
        let sealed = link.secret.as_ref().ok_or_else(|| StoreError::NotFound {
            what: "the secret of an open link".into(),
        })?;
        Ok(self.keyring.open(&link.organization, &link.user, sealed)?)
    }
}

fn within<T>(counted: Counted<T>) -> Result<(T, Quota), Error> {
    match counted {
        Counted::Within { quota, value } => Ok((value, quota)),
        Counted::Exceeded(exceeded) => Err(Error::RateLimited(exceeded)),
    }
}

fn outcome(
    submitted: Submitted,
    now: DateTime<Utc>,
    accepted: impl FnOnce(u32) -> Outcome,
) -> Outcome {
    match submitted {
        Submitted::Accepted { recovery_left } => accepted(recovery_left),
        Submitted::Refused(attempts) => match attempts.locked(now) {
            Some(until) => Outcome::Locked { until },
            None => Outcome::WrongCode {
                tries_left: attempts.tries_left(),
            },
        },
        Submitted::Locked { until } => Outcome::Locked { until },
        Submitted::Ended(end) => Outcome::Ended(end),
        Submitted::Unknown => Outcome::Unknown,
    }
}
