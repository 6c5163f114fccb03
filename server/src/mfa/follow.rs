//! What a person does who follows a link: opens it, sends its form, comes back from another service.
//! Each time the link's factor says what happens next, and that is done here. What came of it is
//! told to the same browser again, as often as it asks, for a while.

use chrono::{DateTime, Utc};

use super::rules::{self, FollowUp, Judgement, NotBack, NotOpen, Submission};
use super::{
    Actor, Attempt, BrowserToken, Departed, Departure, Evidence, Factor, Failure, Link, LinkToken,
    Origin, Outcome, Parameters, Purpose, RequestOrigin, Sealed, Service, Stage, StateToken, Step,
    Visited, Why,
};

/// Who stands before a link, and when. A browser that has no token gets a new one, which then is
/// nobody's so far.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    pub browser: &'a BrowserToken,
    /// For the audit trail.
    pub request: Option<&'a RequestOrigin>,
    pub now: DateTime<Utc>,
}

impl Visit<'_> {
    fn origin(&self) -> Origin {
        Origin {
            actor: Actor::Person,
            request: self.request.cloned(),
        }
    }
}

enum Event<'a> {
    Opened,
    Submitted(&'a str),
    CameBack(&'a Parameters),
}

impl Service {
    /// What the link is good for at this moment, or what came of it. Looking changes nothing, so that
    /// mail scanners and previews may look; unless this browser was sent to another service, and is
    /// done there.
    pub async fn open_link(&self, token: &LinkToken, visit: Visit<'_>) -> Result<Visited, Failure> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(Visited::nobodys(Outcome::Unknown));
        };
        let outcome = match self.finished(&link, visit)? {
            Some(outcome) => outcome,
            None => self.open(&link, visit).await?,
        };
        Ok(Visited::of(&link, outcome))
    }

    async fn open(&self, link: &Link, visit: Visit<'_>) -> Result<Outcome, Failure> {
        if let Err(refusal) = rules::follow(link, visit.now) {
            return Ok(refusal.into());
        }
        let departed = link.departed.as_ref();
        let own = departed.filter(|departed| departed.browser == visit.browser.hash());
        let kept = own.map(|departed| &departed.kept);
        self.proceed(link, Event::Opened, kept, visit).await
    }

    /// What was typed into the link's form.
    pub async fn submit(
        &self,
        token: &LinkToken,
        typed: &str,
        visit: Visit<'_>,
    ) -> Result<Visited, Failure> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(Visited::nobodys(Outcome::Unknown));
        };
        // Also asked inside the transaction, where it counts. Here it spares the work, and what was
        // prepared for a link that has ended is gone.
        if let Err(refusal) = rules::follow(&link, visit.now) {
            return Ok(Visited::of(&link, refusal));
        }
        let event = Event::Submitted(typed);
        let outcome = self.proceed(&link, event, None, visit).await?;
        Ok(Visited::of(&link, outcome))
    }

    /// A browser that comes back from another service, with what that gave it. Coming back counts
    /// once, whatever comes of it; the person can open the link again.
    pub async fn come_back(
        &self,
        state: &StateToken,
        parameters: &Parameters,
        visit: Visit<'_>,
    ) -> Result<Visited, Failure> {
        let (state, browser) = (state.hash(), visit.browser.hash());
        let refusal = match self.store.come_back(&state, &browser, visit.now).await? {
            Ok(back) => {
                let event = Event::CameBack(parameters);
                let outcome = self.proceed(&back.link, event, Some(&back.kept), visit);
                return Ok(Visited::of(&back.link, outcome.await?));
            }
            Err(refusal) => refusal,
        };
        let Some(link) = self.store.link_by_state(&state).await? else {
            return Ok(Visited::nobodys(refusal.into()));
        };
        if refusal == NotBack::OtherBrowser {
            self.proof_refused(&link, Why::OtherBrowser, visit);
        }
        // One that came back before, and loads the page once more.
        let outcome = self.finished(&link, visit)?;
        Ok(Visited::of(&link, outcome.unwrap_or(refusal.into())))
    }

    /// New recovery codes in place of the old ones, for a person who was verified by this link just
    /// now, in this browser. What is not possible changes nothing: the link tells what it is.
    pub async fn renew_codes(
        &self,
        token: &LinkToken,
        visit: Visit<'_>,
    ) -> Result<Visited, Failure> {
        let Some(link) = self.store.link(&token.hash()).await? else {
            return Ok(Visited::nobodys(Outcome::Unknown));
        };
        let factor = self.factors.of(link.factor_type);
        let codes = match factor {
            Some(factor) => factor.new_codes(&link.organization, &link.user)?,
            None => None,
        };
        match codes {
            Some(codes) => {
                self.follow_up(token, FollowUp::NewCodes(codes), visit)
                    .await
            }
            None => self.open_link(token, visit).await,
        }
    }

    /// The person has the recovery codes that were shown: they are forgotten here.
    pub async fn codes_saved(
        &self,
        token: &LinkToken,
        visit: Visit<'_>,
    ) -> Result<Visited, Failure> {
        self.follow_up(token, FollowUp::Saved, visit).await
    }

    async fn follow_up(
        &self,
        token: &LinkToken,
        follow_up: FollowUp,
        visit: Visit<'_>,
    ) -> Result<Visited, Failure> {
        let (hash, browser) = (token.hash(), visit.browser.hash());
        let by = visit.origin();
        let link = self
            .store
            .follow_up(&hash, &browser, follow_up, &by, visit.now);
        let Some(link) = link.await? else {
            return Ok(Visited::nobodys(Outcome::Unknown));
        };
        let outcome = match self.finished(&link, visit)? {
            Some(outcome) => outcome,
            None => self.open(&link, visit).await?,
        };
        Ok(Visited::of(&link, outcome))
    }

    /// What came of a link, for the browser that it was followed with.
    fn finished(&self, link: &Link, visit: Visit<'_>) -> Result<Option<Outcome>, Failure> {
        let stage = rules::finished(link, &visit.browser.hash(), visit.now);
        let told = stage.map(|stage| self.told(link, stage));
        told.transpose()
    }

    fn told(&self, link: &Link, stage: &Stage) -> Result<Outcome, Failure> {
        Ok(match stage {
            Stage::Verified {
                recovery_left,
                by_recovery_code,
            } => Outcome::Verified {
                recovery_left: *recovery_left,
                by_recovery_code: *by_recovery_code,
            },
            Stage::Codes(sealed) => match self.factors.of(link.factor_type) {
                Some(factor) => Outcome::Codes {
                    purpose: link.purpose,
                    codes: factor.open_codes(&link.organization, &link.user, sealed)?,
                },
                None => Outcome::NotConfigured(link.factor_type),
            },
            Stage::Done => Outcome::Done(link.purpose),
        })
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
            settings: link.settings.as_ref(),
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
                account: link.user.clone(),
                prompt,
                tries_left: link.attempts.tries_left(visit.now),
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
            Step::Prove(evidence) => self.prove(link, factor, evidence, visit).await,
            Step::Wrong => {
                let judged = self.judged(link, Submission::Wrong, visit).await?;
                Ok(not_accepted(judged, visit.now))
            }
            Step::NotACode => Ok(Outcome::NotACode),
            Step::Deny => {
                self.proof_refused(link, Why::Denied, visit);
                Ok(Outcome::Denied)
            }
            Step::NotConfigured => Ok(Outcome::NotConfigured(link.factor_type)),
        }
    }

    async fn prove(
        &self,
        link: &Link,
        factor: &dyn Factor,
        evidence: Evidence,
        visit: Visit<'_>,
    ) -> Result<Outcome, Failure> {
        let Evidence { proof, secret } = evidence;
        let codes = match (link.purpose, &secret) {
            (Purpose::Enroll, Some(_)) => factor.new_codes(&link.organization, &link.user)?,
            _ => None,
        };
        let submission = match link.purpose {
            Purpose::Enroll => Submission::Enroll {
                proof,
                secret,
                codes,
            },
            Purpose::Verify => Submission::Verify(proof),
        };
        match self.judged(link, submission, visit).await? {
            Judgement::Accepted(accepted) => self.told(link, &accepted.stage),
            judged => Ok(not_accepted(judged, visit.now)),
        }
    }

    async fn judged(
        &self,
        link: &Link,
        submission: Submission,
        visit: Visit<'_>,
    ) -> Result<Judgement, Failure> {
        let (browser, by) = (visit.browser.hash(), visit.origin());
        let judged = self
            .store
            .submit(&link.hash, &browser, submission, &by, visit.now);
        let judged = judged.await?;
        for event in rules::telling::of_judgement(link, &judged, visit.now) {
            self.observer.happened(&event);
        }
        Ok(judged)
    }

    /// Nothing changes by it, and whoever has the link can do it again.
    fn proof_refused(&self, link: &Link, why: Why, visit: Visit<'_>) {
        let event = super::Event::ProofRefused {
            factor_type: link.factor_type,
            purpose: link.purpose,
            why,
        };
        self.observer.happened(&event);
        let (organization, user) = (&link.organization, Some(&link.user));
        self.refusals
            .add(organization, user, visit.origin(), event, visit.now);
    }
}

fn not_accepted(judged: Judgement, now: DateTime<Utc>) -> Outcome {
    match judged {
        Judgement::Wrong(attempts) => match attempts.locked(now) {
            Some(until) => Outcome::Locked { until },
            None => Outcome::WrongCode {
                tries_left: attempts.tries_left(now),
            },
        },
        Judgement::NotOpen(refusal) => refusal.into(),
        // A wrong code is never accepted.
        Judgement::Stale | Judgement::Accepted(_) => Outcome::Denied,
    }
}

impl From<NotBack> for Outcome {
    fn from(refusal: NotBack) -> Self {
        match refusal {
            NotBack::OtherBrowser => Self::OtherBrowser,
            NotBack::Before => Self::CameBackBefore,
            NotBack::NotOpen(refusal) => refusal.into(),
        }
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
