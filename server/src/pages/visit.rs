//! From a request for a page to its response: what the person did is told to the domain, and what came
//! of it is said in a page.

use chrono::{DateTime, Utc};
use dropshot::{Body, RequestContext};
use http::{HeaderMap, Request, StatusCode};

use super::browser;
use super::csrf::{self, CsrfToken};
use super::endpoints::PagesContext;
use super::form::{self, BadForm, Sent};
use super::reply::Reply;
use super::views::{
    self, Asked, ContinueView, EnrollView, EnrolledView, VerifiedView, VerifyView, WaitView,
};
use crate::mfa::{
    BrowserToken, Failure, LinkToken, Outcome, Parameters, Prompt, Service, StateToken, Visit,
};

/// The one who stands before a page.
pub(super) struct Visitor<'a> {
    mfa: &'a Service,
    headers: &'a HeaderMap,
    browser: BrowserToken,
    now: DateTime<Utc>,
}

impl<'a> Visitor<'a> {
    pub(super) fn of<C: PagesContext>(context: &'a RequestContext<C>) -> Result<Self, Failure> {
        let headers = context.request.headers();
        Ok(Self {
            mfa: context.context().mfa(),
            headers,
            browser: browser::token_of(headers)?,
            now: context.context().now(),
        })
    }

    fn visit(&self) -> Visit<'_> {
        Visit {
            browser: &self.browser,
            now: self.now,
        }
    }

    pub(super) async fn open(&self, token: Option<&LinkToken>) -> Result<Reply, Failure> {
        match token {
            Some(token) => self.page_of_link(token, None).await,
            None => Ok(unknown()),
        }
    }

    /// The page of a link, with what is wrong with the code given before, if one was.
    async fn page_of_link(&self, token: &LinkToken, error: Option<&str>) -> Result<Reply, Failure> {
        let outcome = self.mfa.open_link(token, self.visit()).await?;
        self.reply(outcome, error)
    }

    pub(super) async fn submit(
        &self,
        token: Option<&LinkToken>,
        request: Request<Body>,
    ) -> Result<Reply, Failure> {
        let form = match form::read(request).await {
            Ok(form) => form,
            Err(bad) => {
                let status = match bad {
                    BadForm::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                    BadForm::Malformed => StatusCode::BAD_REQUEST,
                };
                return Ok(Reply::page("bad_form", status, &views::BAD_FORM));
            }
        };
        if !csrf::is_own_form(self.headers, &form.csrf, self.mfa.public_url()) {
            return Ok(Reply::page(
                "not_our_form",
                StatusCode::FORBIDDEN,
                &views::NOT_OURS,
            ));
        }
        let Some(token) = token else {
            return Ok(unknown());
        };
        let typed = match &form.sent {
            Sent::Code(code) if code.trim().is_empty() => {
                return self.page_of_link(token, Some(views::NO_CODE)).await;
            }
            Sent::Code(code) => code.as_str(),
            Sent::Continue => "",
        };
        match self.mfa.submit(token, typed, self.visit()).await? {
            Outcome::WrongCode { tries_left } => {
                let error = views::wrong_code(tries_left);
                self.page_of_link(token, Some(&error)).await
            }
            outcome => self.reply(outcome, None),
        }
    }

    pub(super) async fn come_back(
        &self,
        back: Option<(&StateToken, &Parameters)>,
    ) -> Result<Reply, Failure> {
        let Some((state, parameters)) = back else {
            return Ok(unknown());
        };
        let outcome = self.mfa.come_back(state, parameters, self.visit()).await?;
        self.reply(outcome, None)
    }

    fn reply(&self, outcome: Outcome, error: Option<&str>) -> Result<Reply, Failure> {
        Ok(match outcome {
            Outcome::Prompt {
                organization_name,
                account,
                prompt,
            } => {
                let csrf = CsrfToken::of(self.headers)?;
                let asked = Asked {
                    organization: &organization_name,
                    account: account.as_str(),
                    csrf: csrf.as_str(),
                    error,
                };
                prompted(&prompt, asked).with_cookie(&csrf.cookie(self.mfa.public_url()))
            }
            Outcome::Leave(to) => {
                let cookie = browser::cookie(&self.browser, self.mfa.public_url());
                Reply::leave(&to).with_cookie(&cookie)
            }
            Outcome::Enrolled { recovery_codes } if recovery_codes.is_empty() => {
                confirmed("enrolled", None, false)
            }
            Outcome::Enrolled { recovery_codes } => {
                let view = EnrolledView::new(&recovery_codes);
                Reply::page("enrolled", StatusCode::OK, &view)
            }
            Outcome::Verified {
                recovery_left,
                by_recovery_code,
            } => confirmed("verified", recovery_left, by_recovery_code),
            // Told at the form, where there is one.
            Outcome::WrongCode { .. } | Outcome::Denied => {
                Reply::page("denied", StatusCode::FORBIDDEN, &views::DENIED)
            }
            Outcome::OtherBrowser => Reply::page(
                "other_browser",
                StatusCode::FORBIDDEN,
                &views::OTHER_BROWSER,
            ),
            Outcome::CameBackBefore => Reply::page(
                "came_back_before",
                StatusCode::GONE,
                &views::CAME_BACK_BEFORE,
            ),
            Outcome::Locked { until } => Reply::locked(until, self.now),
            Outcome::NotConfigured(factor_type) => Reply::not_configured(factor_type),
            Outcome::Ended(end) => Reply::ended(end),
            Outcome::Unknown => unknown(),
        })
    }
}

fn prompted(prompt: &Prompt, asked: Asked<'_>) -> Reply {
    let status = match asked.error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let outcome = |shown| match asked.error {
        Some(_) => "wrong_code",
        None => shown,
    };
    match prompt {
        Prompt::SetUp { otpauth, secret } => {
            let view = EnrollView::new(asked, otpauth, secret);
            Reply::page(outcome("enroll"), status, &view)
        }
        Prompt::Code => Reply::page(outcome("verify"), status, &VerifyView { asked }),
        Prompt::Continue { service } => {
            let view = ContinueView { asked, service };
            Reply::page(outcome("continue"), status, &view)
        }
        Prompt::Wait { service, again } => {
            let view = WaitView { asked, service };
            Reply::page(outcome("wait"), status, &view).again_after(*again)
        }
    }
}

fn confirmed(outcome: &'static str, recovery_left: Option<u32>, by_recovery_code: bool) -> Reply {
    let view = VerifiedView::new(recovery_left, by_recovery_code);
    Reply::page(outcome, StatusCode::OK, &view)
}

fn unknown() -> Reply {
    Reply::page("unknown", StatusCode::NOT_FOUND, &views::UNKNOWN)
}
