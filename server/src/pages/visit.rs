//! From a request for a page to its response: what the person did is told to the domain, and what came
//! of it is said in a page.
//!
//! A form is never answered by a page, unless that leaves for another service: the browser is sent to
//! the link's own page, which says what came of the form. So whoever reloads or goes back sends
//! nothing twice.

use chrono::{DateTime, Utc};
use dropshot::{Body, RequestContext};
use http::{HeaderMap, Request, StatusCode};

use super::browser;
use super::csrf::{self, CsrfToken};
use super::endpoints::PagesContext;
use super::form::{self, BadForm, Sent};
use super::note::{Note, Told, Way};
use super::reply::Reply;
use super::views::{
    self, Asked, CodesView, ContinueView, DoneView, EnrollView, Error, Frame, Message,
    VerifiedView, VerifyView, WaitView,
};
use crate::contract::runtime::client_of;
use crate::mfa::{
    BrowserToken, Failure, Host, LinkToken, Outcome, Parameters, Prompt, Purpose, RequestOrigin,
    Service, StateToken, UserId, Visit, Visited,
};

/// The one who stands before a page.
pub(super) struct Visitor<'a> {
    mfa: &'a Service,
    headers: &'a HeaderMap,
    note: Note,
    browser: BrowserToken,
    request: RequestOrigin,
    now: DateTime<Utc>,
}

impl<'a> Visitor<'a> {
    pub(super) fn of<C: PagesContext>(context: &'a RequestContext<C>) -> Result<Self, Failure> {
        let headers = context.request.headers();
        Ok(Self {
            mfa: context.context().mfa(),
            headers,
            note: Note::of(context.request.uri().query()),
            browser: browser::token_of(headers)?,
            request: RequestOrigin {
                id: context.request_id.clone(),
                address: client_of(&context.request),
            },
            now: context.context().now(),
        })
    }

    fn visit(&self) -> Visit<'_> {
        Visit {
            browser: &self.browser,
            request: Some(&self.request),
            now: self.now,
        }
    }

    pub(super) async fn open(&self, token: Option<&LinkToken>) -> Result<Reply, Failure> {
        match token {
            Some(token) => {
                let visited = self.mfa.open_link(token, self.visit()).await?;
                self.page(visited, Some(token))
            }
            None => Ok(unknown()),
        }
    }

    pub(super) async fn come_back(
        &self,
        back: Option<(&StateToken, &Parameters)>,
    ) -> Result<Reply, Failure> {
        let Some((state, parameters)) = back else {
            return Ok(not_the_newest());
        };
        let visited = self.mfa.come_back(state, parameters, self.visit()).await?;
        match visited.outcome {
            Outcome::Unknown => Ok(not_the_newest()),
            _ => self.page(visited, None),
        }
    }

    pub(super) async fn submit(
        &self,
        token: Option<&LinkToken>,
        request: Request<Body>,
    ) -> Result<Reply, Failure> {
        // No form of ours leads to what is no token.
        let Some(token) = token else {
            return Ok(unknown());
        };
        let form = match form::read(request).await {
            Ok(form) => form,
            Err(BadForm::TooLarge) => return Ok(self.back_to(token, Some(Told::TooLarge))),
            Err(BadForm::Malformed) => return Ok(self.back_to(token, Some(Told::BadForm))),
        };
        if !csrf::is_own_form(self.headers, &form.csrf, self.mfa.public_url()) {
            return Ok(self.back_to(token, Some(Told::NotOurs)));
        }
        let visit = self.visit();
        let (way, visited) = match &form.sent {
            Sent::Code(way, code) => (*way, self.mfa.submit(token, code, visit).await?),
            Sent::Continue => (Way::Code, self.mfa.submit(token, "", visit).await?),
            Sent::NewCodes => (Way::Code, self.mfa.renew_codes(token, visit).await?),
            Sent::Saved => (Way::Code, self.mfa.codes_saved(token, visit).await?),
        };
        let told = match &visited.outcome {
            Outcome::WrongCode { .. } => Some(Told::WrongCode(way)),
            Outcome::NotACode => Some(Told::NotACode(way)),
            Outcome::Denied => Some(Told::Denied),
            // What is the server's affair is told at once: sending the form again is right.
            Outcome::Leave(_) | Outcome::NotConfigured(_) => {
                return self.page(visited, Some(token));
            }
            _ => None,
        };
        let reply = self.back_to(token, told).called(word(&visited.outcome));
        Ok(reply.of(visited.host))
    }

    /// Sends the browser to the link's page after a form.
    fn back_to(&self, token: &LinkToken, told: Option<Told>) -> Reply {
        let cookie = browser::cookie(&self.browser, self.mfa.public_url());
        let to = self.note.with(told).at(&token.expose());
        let reply = Reply::see_other(&to).with_cookie(&cookie);
        match told {
            Some(Told::NotOurs) => reply.called("not_our_form"),
            Some(Told::BadForm | Told::TooLarge) => reply.called("bad_form"),
            _ => reply,
        }
    }

    fn page(&self, visited: Visited, token: Option<&LinkToken>) -> Result<Reply, Failure> {
        let Visited { host, outcome } = visited;
        let back = host
            .as_ref()
            .and_then(|host| host.returns.to(self.note.return_to.as_deref()));
        let frame = Frame {
            organization: host.as_ref().map(|host: &Host| host.name.as_str()),
            back: back.as_ref(),
        };
        let called = word(&outcome);
        let message = |status, message: Message<'_>| {
            Reply::page(called, status, &Message { frame, ..message })
        };
        let reply = match outcome {
            Outcome::Prompt {
                account,
                prompt,
                tries_left,
            } => self.asked(frame, token, &account, &prompt, tries_left)?,
            Outcome::Leave(to) => {
                let cookie = browser::cookie(&self.browser, self.mfa.public_url());
                Reply::leave(frame, &to).with_cookie(&cookie)
            }
            Outcome::Codes { purpose, codes } => {
                let csrf = CsrfToken::of(self.headers)?;
                let view = CodesView::new(frame, csrf.as_str(), purpose, &codes);
                self.with_cookies(Reply::page(called, StatusCode::OK, &view), &csrf)
            }
            Outcome::Verified {
                recovery_left,
                by_recovery_code,
            } => {
                let csrf = CsrfToken::of(self.headers)?;
                let view = VerifiedView::new(frame, csrf.as_str(), recovery_left, by_recovery_code);
                self.with_cookies(Reply::page(called, StatusCode::OK, &view), &csrf)
            }
            Outcome::Done(purpose) => {
                let view = DoneView {
                    frame,
                    enrolled: purpose == Purpose::Enroll,
                };
                Reply::page(called, StatusCode::OK, &view)
            }
            // Told at the form, where there is one.
            Outcome::WrongCode { .. } | Outcome::NotACode | Outcome::Denied => {
                message(StatusCode::FORBIDDEN, views::DENIED)
            }
            Outcome::OtherBrowser => message(StatusCode::FORBIDDEN, views::OTHER_BROWSER),
            Outcome::CameBackBefore => message(StatusCode::GONE, views::CAME_BACK_BEFORE),
            Outcome::Locked { until } => Reply::locked(frame, until, self.now),
            Outcome::NotConfigured(factor_type) => Reply::not_configured(frame, factor_type),
            Outcome::Ended(end) => message(StatusCode::GONE, views::ended(end)),
            Outcome::Unknown => unknown(),
        };
        Ok(reply.of(host))
    }

    /// The form of an open link, or what is told in place of it.
    fn asked(
        &self,
        frame: Frame<'_>,
        token: Option<&LinkToken>,
        account: &UserId,
        prompt: &Prompt,
        tries_left: u32,
    ) -> Result<Reply, Failure> {
        let again = token.map(|token| self.note.with(None).at(&token.expose()));
        let instead = |called: &'static str, status, message: Message<'_>| {
            let view = Message {
                frame,
                again: again.as_deref(),
                ..message
            };
            Ok(Reply::page(called, status, &view))
        };
        let error = match self.note.told {
            None => None,
            Some(Told::WrongCode(way)) => Some((way, views::wrong_code(way, tries_left))),
            Some(Told::NotACode(way)) => Some((way, views::not_a_code(prompt, way).to_owned())),
            Some(Told::Denied) => return instead("denied", StatusCode::FORBIDDEN, views::DENIED),
            Some(Told::NotOurs) => {
                return instead("not_our_form", StatusCode::FORBIDDEN, views::NOT_OURS);
            }
            Some(Told::BadForm) => {
                return instead("bad_form", StatusCode::BAD_REQUEST, views::BAD_FORM);
            }
            Some(Told::TooLarge) => {
                return instead("bad_form", StatusCode::PAYLOAD_TOO_LARGE, views::BAD_FORM);
            }
        };
        let csrf = CsrfToken::of(self.headers)?;
        let asked = Asked {
            account: account.as_str(),
            csrf: csrf.as_str(),
            error: error.as_ref().map(|(way, text)| Error { way: *way, text }),
        };
        Ok(self.with_cookies(prompted(frame, prompt, asked), &csrf))
    }

    /// What a form of ours comes with: against forgery, and so that the one who sent it is told what
    /// came of it, and nobody else.
    fn with_cookies(&self, reply: Reply, csrf: &CsrfToken) -> Reply {
        let public_url = self.mfa.public_url();
        reply
            .with_cookie(&csrf.cookie(public_url))
            .with_cookie(&browser::cookie(&self.browser, public_url))
    }
}

fn prompted(frame: Frame<'_>, prompt: &Prompt, asked: Asked<'_>) -> Reply {
    let ok = StatusCode::OK;
    match prompt {
        Prompt::SetUp { otpauth, secret } => {
            let view = EnrollView::new(frame, asked, otpauth, secret);
            Reply::page("enroll", ok, &view)
        }
        Prompt::Code => Reply::page("verify", ok, &VerifyView { frame, asked }),
        Prompt::Continue { service } => {
            let view = ContinueView {
                frame,
                asked,
                service,
            };
            Reply::page("continue", ok, &view)
        }
        Prompt::Wait {
            service,
            begun,
            again,
        } => {
            let view = WaitView {
                frame,
                asked,
                service,
                begun: *begun,
            };
            Reply::page("wait", ok, &view).again_after(*again)
        }
    }
}

/// A state that no link has as its newest.
fn not_the_newest() -> Reply {
    Reply::page(
        "not_the_newest",
        StatusCode::NOT_FOUND,
        &views::NOT_THE_NEWEST,
    )
}

fn unknown() -> Reply {
    Reply::page("unknown", StatusCode::NOT_FOUND, &views::UNKNOWN)
}

/// An outcome in a word, for the request log.
fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Prompt { .. } => "prompt",
        Outcome::Leave(_) => "leave",
        Outcome::Codes {
            purpose: Purpose::Enroll,
            ..
        } => "enrolled",
        Outcome::Codes {
            purpose: Purpose::Verify,
            ..
        } => "new_codes",
        Outcome::Done(Purpose::Enroll) => "enrolled",
        Outcome::Done(Purpose::Verify) => "saved",
        Outcome::Verified { .. } => "verified",
        Outcome::WrongCode { .. } => "wrong_code",
        Outcome::NotACode => "no_code",
        Outcome::Denied => "denied",
        Outcome::OtherBrowser => "other_browser",
        Outcome::CameBackBefore => "came_back_before",
        Outcome::Locked { .. } => "locked",
        Outcome::NotConfigured(_) => "not_configured",
        Outcome::Ended(end) => match end {
            crate::mfa::LinkEnd::Used => "used",
            crate::mfa::LinkEnd::Replaced => "replaced",
            crate::mfa::LinkEnd::Expired => "expired",
            crate::mfa::LinkEnd::Disabled => "disabled",
        },
        Outcome::Unknown => "unknown",
    }
}
