//! What a person does who follows a link: opens it, sends its form, comes back from another service.
//! Each time the link's factor says what happens next, and that is done here.

use chrono::{DateTime, Utc};

use super::rules::{self, Judgement, NotBack, NotOpen, Proof, Submission};
use super::{
    Attempt, BrowserToken, Departed, Departure, Evidence, Failure, Link, LinkToken, OrganizationId,
    Outcome, Parameters, Purpose, RecoveryCode, Sealed, Service, StateToken, Step,
};

/// Who stands before a link, and when. A browser that has no token gets a new one, which then is
/// nobody's so far.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    pub browser: &'a BrowserToken,
    pub now: DateTime<Utc>,
}

enum Event<'a> {
    Opened,
    Submitted(&'a str),
    CameBack(&'a Parameters),
}

impl Service {
    /// What the link is good for at this moment. Looking changes nothing, so that mail scanners and
    /// previews may look; unless this browser was sent to another service, and is done there.
    pub async fn open_link(&self, token: &LinkToken, visit: Visit<'_>) -> Result<Outcome, Failure> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(Outcome::Unknown);
        };
        if let Err(refusal) = rules::follow(&link, visit.now) {
            return Ok(refusal.into());
        }
        let departed = link.departed.as_ref();
        let own = departed.filter(|departed| departed.browser == visit.browser.hash());
        let kept = own.map(|departed| &departed.kept);
        self.proceed(&link, Event::Opened, kept, visit).await
    }

    /// What was typed into the link's form.
    pub async fn submit(
        &self,
        token: &LinkToken,
        typed: &str,
        visit: Visit<'_>,
    ) -> Result<Outcome, Failure> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(Outcome::Unknown);
        };
        // Also asked inside the transaction, where it counts. Here it spares the work, and what was
        // prepared for a link that has ended is gone.
        if let Err(refusal) = rules::follow(&link, visit.now) {
            return Ok(refusal.into());
        }
        let event = Event::Submitted(typed);
        self.proceed(&link, event, None, visit).await
    }

    /// A browser that comes back from another service, with what that gave it. Coming back counts
    /// once, whatever comes of it; the person can open the link again.
    pub async fn come_back(
        &self,
        state: &StateToken,
        parameters: &Parameters,
        visit: Visit<'_>,
    ) -> Result<Outcome, Failure> {
        let (state, browser) = (state.hash(), visit.browser.hash());
        match self.store.come_back(&state, &browser, visit.now).await? {
            Ok(back) => {
                let event = Event::CameBack(parameters);
                self.proceed(&back.link, event, Some(&back.kept), visit)
                    .await
            }
            Err(NotBack::OtherBrowser) => Ok(Outcome::OtherBrowser),
            Err(NotBack::Before) => Ok(Outcome::CameBackBefore),
            Err(NotBack::NotOpen(refusal)) => Ok(refusal.into()),
        }
    }

    /// Whose link it is, for the log.
    pub async fn organization_of(
        &self,
        token: &LinkToken,
    ) -> Result<Option<OrganizationId>, Failure> {
        let link = self.store.link(&token.hash()).await?;
        Ok(link.map(|link| link.organization))
    }

    /// Whose link a browser came back to, for the log.
    pub async fn organization_of_state(
        &self,
        state: &StateToken,
    ) -> Result<Option<OrganizationId>, Failure> {
        let link = self.store.link_by_state(&state.hash()).await?;
        Ok(link.map(|link| link.organization))
    }

    /// Asks the factor of an open link what happens next, and does it.
    async fn proceed(
        &self,
        link: &Link,
        event: Event<'_>,
        kept: Option<&Sealed>,
        visit: Visit<'_>,
    ) -> Result<Outcome, Failure> {
        let Some(factor) = self.factors.of(link.factor_type) else {
            return Ok(Outcome::NotConfigured(link.factor_type));
        };
        let state = StateToken::generate()?;
        let attempt = Attempt {
            purpose: link.purpose,
            organization: &link.organization,
            organization_name: &link.organization_name,
            user: &link.user,
            secret: link.secret(),
            kept,
            state: &state,
            callback: &self.callback,
            now: visit.now,
        };
        let step = match event {
            Event::Opened => factor.begin(&attempt).await?,
            Event::Submitted(typed) => factor.submit(&attempt, typed).await?,
            Event::CameBack(parameters) => factor.come_back(&attempt, parameters).await?,
        };
        match step {
            Step::Show(prompt) => Ok(Outcome::Prompt {
                organization_name: link.organization_name.clone(),
                account: link.user.clone(),
                prompt,
            }),
            Step::Leave { to, keep } => {
                let departure = Departure {
                    state: state.hash(),
                    departed: Departed {
                        browser: visit.browser.hash(),
                        kept: keep,
                    },
                };
                let departed = self.store.depart(&link.hash, departure, visit.now).await?;
                Ok(departed.map_or_else(Outcome::from, |()| Outcome::Leave(to)))
            }
            Step::Prove(evidence) => self.prove(link, evidence, visit.now).await,
            Step::Wrong => {
                let judged = self.store.submit(&link.hash, Submission::Wrong, visit.now);
                Ok(not_accepted(judged.await?, visit.now))
            }
            Step::Deny => Ok(Outcome::Denied),
        }
    }

    async fn prove(
        &self,
        link: &Link,
        evidence: Evidence,
        now: DateTime<Utc>,
    ) -> Result<Outcome, Failure> {
        let Evidence {
            proof,
            secret,
            recovery_codes,
        } = evidence;
        let hashed = |code: &RecoveryCode| code.hash(&link.organization, &link.user);
        let submission = match link.purpose {
            Purpose::Enroll => Submission::Enroll {
                proof,
                secret,
                recovery: recovery_codes.iter().map(hashed).collect(),
            },
            Purpose::Verify => Submission::Verify(proof),
        };
        let judged = self.store.submit(&link.hash, submission, now).await?;
        Ok(match (judged, link.purpose) {
            (Judgement::Accepted(_), Purpose::Enroll) => Outcome::Enrolled { recovery_codes },
            (Judgement::Accepted(accepted), Purpose::Verify) => Outcome::Verified {
                recovery_left: accepted.recovery_left,
                by_recovery_code: matches!(proof, Proof::Recovery(_)),
            },
            (judged, _) => not_accepted(judged, now),
        })
    }
}

fn not_accepted(judged: Judgement, now: DateTime<Utc>) -> Outcome {
    match judged {
        Judgement::Wrong(attempts) => match attempts.locked(now) {
            Some(until) => Outcome::Locked { until },
            None => Outcome::WrongCode {
                tries_left: attempts.tries_left(),
            },
        },
        Judgement::NotOpen(refusal) => refusal.into(),
        // A wrong code is never accepted.
        Judgement::Stale | Judgement::Accepted(_) => Outcome::Denied,
    }
}

impl From<NotOpen> for Outcome {
    fn from(refusal: NotOpen) -> Self {
        match refusal {
            NotOpen::Unknown => Self::Unknown,
            NotOpen::Ended(end) => Self::Ended(end),
            NotOpen::Locked { until } => Self::Locked { until },
        }
    }
}
