//! The pages as Dropshot endpoints. They are unpublished: the contract does not know them.

use std::borrow::Cow;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, Body, HttpError,
    Path, RawRequest, RequestContext,
};
use futures::FutureExt;
use http::{Method, Response, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;

use super::csrf::{self, CsrfToken};
use super::form::{self, BadForm};
use super::reply::Reply;
use super::views::{self, EnrollView, EnrolledView, VerifiedView, VerifyView};
use crate::contract::runtime::to_its_end;
use crate::mfa::{Error, LinkPage, LinkToken, OrganizationId, Outcome, Service};

/// What the pages need of the server that they run in.
pub trait PagesContext: Send + Sync + 'static {
    fn mfa(&self) -> &Service;

    fn now(&self) -> DateTime<Utc>;

    /// Called once for each page, for the request log.
    fn page_served(&self, served: &PageServed<'_>);
}

/// What happened, without any token or code.
#[derive(Debug)]
pub struct PageServed<'a> {
    pub request_id: &'a str,
    pub operation: &'static str,
    pub status: u16,
    /// One word: `enroll`, `verify`, `enrolled`, `verified`, `wrong_code`, `locked`, `used`, …
    pub outcome: &'static str,
    /// Of the link, where there is one.
    pub organization: Option<&'a OrganizationId>,
    pub duration: Duration,
    /// Our own failure; the person saw none of it.
    pub error: Option<&'a Error>,
}

/// A path as a log may show it: what follows `/enrollment/` is a secret. Dropshot's own log lines
/// carry the request's URI, so the drain behind them must use this.
pub fn redacted_path(path: &str) -> Cow<'_, str> {
    // The router decodes before it compares, so `/%65nrollment/` leads to the same page.
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    match decoded.find("/enrollment/") {
        Some(at) => Cow::Owned(format!("{}/enrollment/…", &decoded[..at])),
        None => Cow::Borrowed(path),
    }
}

/// Adds the pages to the server's API.
pub fn register<C: PagesContext>(
    api: &mut ApiDescription<C>,
) -> Result<(), ApiDescriptionRegisterError> {
    const FORM: &str = "application/x-www-form-urlencoded";
    const LINK: &str = "/enrollment/{token}";
    const STYLE: &str = "/enrollment-assets/style.css";
    let all = || ApiEndpointVersions::All;
    let show = ApiEndpoint::new(
        "show_page".into(),
        show::<C>,
        Method::GET,
        FORM,
        LINK,
        all(),
    );
    let submit = ApiEndpoint::new(
        "submit_page".into(),
        submit::<C>,
        Method::POST,
        FORM,
        LINK,
        all(),
    );
    let style = ApiEndpoint::new(
        "page_style".into(),
        style::<C>,
        Method::GET,
        FORM,
        STYLE,
        all(),
    );
    api.register(show.visible(false))?;
    api.register(submit.visible(false))?;
    api.register(style.visible(false))
}

#[derive(Deserialize, JsonSchema)]
struct LinkPath {
    token: String,
}

type Answer = Result<Response<Body>, HttpError>;

async fn show<C: PagesContext>(context: RequestContext<C>, path: Path<LinkPath>) -> Answer {
    let served = async move {
        let token = LinkToken::parse(&path.into_inner().token);
        let page = show_page(&context, token.as_ref());
        shielded(&context, "show_enrollment_page", token.as_ref(), page).await
    };
    Ok(to_its_end(served).await)
}

async fn submit<C: PagesContext>(
    context: RequestContext<C>,
    path: Path<LinkPath>,
    request: RawRequest,
) -> Answer {
    let served = async move {
        let token = LinkToken::parse(&path.into_inner().token);
        let page = submit_page(&context, token.as_ref(), request);
        shielded(&context, "submit_enrollment_page", token.as_ref(), page).await
    };
    Ok(to_its_end(served).await)
}

async fn style<C: PagesContext>(context: RequestContext<C>) -> Answer {
    let style = async { Ok(Reply::style()) };
    Ok(shielded(&context, "enrollment_style", None, style).await)
}

/// Whatever happens inside, a person gets a page and the log gets its line.
async fn shielded<C: PagesContext>(
    context: &RequestContext<C>,
    operation: &'static str,
    token: Option<&LinkToken>,
    page: impl Future<Output = Result<Reply, Error>>,
) -> Response<Body> {
    let started = Instant::now();
    let server = context.context();
    let result = AssertUnwindSafe(page).catch_unwind().await;
    let (reply, error) = match result {
        Ok(Ok(reply)) => (reply, None),
        Ok(Err(error)) => (Reply::failed(&context.request_id), Some(error)),
        Err(_panic) => (Reply::failed(&context.request_id), None),
    };
    // One point read, for the log alone: it must not fail a page that succeeded.
    let organization = match token {
        Some(token) => server.mfa().organization_of(token).await.unwrap_or(None),
        None => None,
    };
    server.page_served(&PageServed {
        request_id: &context.request_id,
        operation,
        status: reply.response.status().as_u16(),
        outcome: reply.outcome,
        organization: organization.as_ref(),
        duration: started.elapsed(),
        error: error.as_ref(),
    });
    reply.response
}

async fn show_page<C: PagesContext>(
    context: &RequestContext<C>,
    token: Option<&LinkToken>,
) -> Result<Reply, Error> {
    let Some(token) = token else {
        return Ok(unknown());
    };
    page_of_link(context, token, None).await
}

/// The page of a link, with what is wrong with the code given before, if one was.
async fn page_of_link<C: PagesContext>(
    context: &RequestContext<C>,
    token: &LinkToken,
    error: Option<&str>,
) -> Result<Reply, Error> {
    let (mfa, now) = (context.context().mfa(), context.context().now());
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let outcome = |shown| if error.is_some() { "wrong_code" } else { shown };
    let csrf = CsrfToken::of(context.request.headers())?;
    let cookie = csrf.cookie(mfa.public_url());
    Ok(match mfa.open_link(token, now).await? {
        LinkPage::Enroll(page) => {
            let view = EnrollView::new(&page, csrf.as_str(), error);
            Reply::page(outcome("enroll"), status, &view).with_cookie(&cookie)
        }
        LinkPage::Verify {
            organization_name,
            account,
        } => {
            let view = VerifyView {
                organization: &organization_name,
                account: account.as_str(),
                csrf: csrf.as_str(),
                error,
            };
            Reply::page(outcome("verify"), status, &view).with_cookie(&cookie)
        }
        LinkPage::DuoNotConfigured { .. } => duo(),
        LinkPage::Locked { until } => Reply::locked(until, now),
        LinkPage::Ended(end) => ended(end),
        LinkPage::Unknown => unknown(),
    })
}

async fn submit_page<C: PagesContext>(
    context: &RequestContext<C>,
    token: Option<&LinkToken>,
    request: RawRequest,
) -> Result<Reply, Error> {
    let (mfa, now) = (context.context().mfa(), context.context().now());
    let form = match form::read(request.into_inner()).await {
        Ok(form) => form,
        Err(bad) => {
            let status = match bad {
                BadForm::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
                BadForm::Malformed => StatusCode::BAD_REQUEST,
            };
            return Ok(Reply::page("bad_form", status, &views::BAD_FORM));
        }
    };
    if !csrf::is_own_form(context.request.headers(), &form.csrf, mfa.public_url()) {
        return Ok(Reply::page(
            "not_our_form",
            StatusCode::FORBIDDEN,
            &views::NOT_OURS,
        ));
    }
    let Some(token) = token else {
        return Ok(unknown());
    };
    if form.code.trim().is_empty() {
        return page_of_link(context, token, Some(views::NO_CODE)).await;
    }
    Ok(match mfa.submit(token, &form.code, now).await? {
        Outcome::Enrolled { recovery_codes } => Reply::page(
            "enrolled",
            StatusCode::OK,
            &EnrolledView::new(&recovery_codes),
        ),
        Outcome::Verified {
            recovery_left,
            by_recovery_code,
        } => Reply::page(
            "verified",
            StatusCode::OK,
            &VerifiedView::new(recovery_left, by_recovery_code),
        ),
        Outcome::WrongCode { tries_left } => {
            return page_of_link(context, token, Some(&views::wrong_code(tries_left))).await;
        }
        Outcome::Locked { until } => Reply::locked(until, now),
        Outcome::DuoNotConfigured { .. } => duo(),
        Outcome::Ended(end) => ended(end),
        Outcome::Unknown => unknown(),
    })
}

fn unknown() -> Reply {
    Reply::page("unknown", StatusCode::NOT_FOUND, &views::UNKNOWN)
}

fn duo() -> Reply {
    Reply::page(
        "duo_not_configured",
        StatusCode::NOT_IMPLEMENTED,
        &views::DUO,
    )
}

fn ended(end: crate::mfa::LinkEnd) -> Reply {
    use crate::mfa::LinkEnd;
    let outcome = match end {
        LinkEnd::Used => "used",
        LinkEnd::Replaced => "replaced",
        LinkEnd::Expired => "expired",
    };
    Reply::page(outcome, StatusCode::GONE, &views::ended(end))
}
