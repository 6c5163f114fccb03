//! Pages as HTTP responses: the status and the headers that every page has.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use chrono::{DateTime, Utc};
use dropshot::Body;
use http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderValue, LOCATION, REFERRER_POLICY, REFRESH, RETRY_AFTER,
    SET_COOKIE, X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};

use super::views::{self, Frame, LeaveView, LockedView, Message};
use crate::mfa::{Destination, FactorType, Host, OrganizationId, UserId};

const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page, and in a word what it says (for the request log).
pub(super) struct Reply {
    pub(super) outcome: Cow<'static, str>,
    /// Whose link it is about, for the request log.
    pub(super) organization: Option<OrganizationId>,
    pub(super) user: Option<UserId>,
    pub(super) response: Response<Body>,
}

impl Reply {
    pub(super) fn page(
        outcome: impl Into<Cow<'static, str>>,
        status: StatusCode,
        view: &impl Template,
    ) -> Self {
        // A template writes into memory: it fails for no reason that a page could tell of.
        let response = match view.render() {
            Ok(html) => html_response(status, html),
            Err(_) => html_response(StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        };
        Self::new(outcome, response)
    }

    fn new(outcome: impl Into<Cow<'static, str>>, response: Response<Body>) -> Self {
        Self {
            outcome: outcome.into(),
            organization: None,
            user: None,
            response,
        }
    }

    /// Sends the browser on, by GET, to another page of a link (RFC 9110, section 15.4.4). `to` is
    /// relative to this one, so that it holds behind every proxy.
    pub(super) fn see_other(to: &str) -> Self {
        let mut response = html_response(StatusCode::SEE_OTHER, String::new());
        if let Ok(to) = HeaderValue::from_str(to) {
            response.headers_mut().insert(LOCATION, to);
        }
        Self::new("see_other", response)
    }

    /// In another word.
    pub(super) fn called(mut self, outcome: &'static str) -> Self {
        self.outcome = outcome.into();
        self
    }

    pub(super) fn of(mut self, host: Option<Host>) -> Self {
        (self.organization, self.user) = host.map(|host| (host.id, host.user)).unzip();
        self
    }

    pub(super) fn with_cookie(mut self, cookie: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            self.response.headers_mut().append(SET_COOKIE, value);
        }
        self
    }

    /// Asks for the page again after a while.
    pub(super) fn again_after(self, wait: Duration) -> Self {
        self.refreshing(&wait.as_secs().max(1).to_string())
    }

    /// Takes the browser to another site. As a page, and not as a redirect: browsers count a redirect
    /// that follows a form as a target of the form, which `form-action` allows to be ours alone, and
    /// nobody can list where that site leads to in turn.
    pub(super) fn leave(frame: Frame<'_>, to: &Destination) -> Self {
        let to = to.expose();
        let page = Self::page("leave", StatusCode::OK, &LeaveView { frame, to });
        page.refreshing(&format!("0;url={to}"))
    }

    fn refreshing(mut self, how: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(how) {
            self.response.headers_mut().insert(REFRESH, value);
        }
        self
    }

    pub(super) fn not_configured(frame: Frame<'_>, factor_type: FactorType) -> Self {
        let name = views::capitalized(factor_type.as_str());
        let message = Message {
            title: &format!("{name} is not set up here"),
            what: &format!(
                "Your organization confirms with {name}, and this server has no {name} configured \
                 yet. Nothing was changed."
            ),
            next: views::NOT_CONFIGURED_NEXT,
            frame,
            ..views::UNKNOWN
        };
        Self::page(
            format!("{factor_type}_not_configured"),
            StatusCode::NOT_IMPLEMENTED,
            &message,
        )
    }

    /// Another service could not say whether it is the person, so nobody is let in.
    pub(super) fn service_failed(service: &str, request_id: &str) -> Self {
        let message = Message {
            title: &format!("{service} could not be asked"),
            what: &format!(
                "{service}, which confirms that it is you, did not respond as it should. Nothing was \
                 changed."
            ),
            next: "Open your link again in a moment. If it happens again, tell your organization's \
                   support the request number below.",
            request_id: Some(request_id),
            ..views::UNKNOWN
        };
        Self::page("service_failed", StatusCode::BAD_GATEWAY, &message)
    }

    /// The page counts down, and is asked for again when the wait is over: without any script.
    pub(super) fn locked(frame: Frame<'_>, until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        // Rounded up: who comes back then finds the door open.
        let seconds = ((until - now).num_milliseconds().max(1) + 999) / 1000;
        let wait = views::wait(seconds);
        let view = LockedView {
            frame,
            wait: &wait,
            seconds,
        };
        let mut reply = Self::page("locked", StatusCode::TOO_MANY_REQUESTS, &view);
        let headers = reply.response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        reply.refreshing(&seconds.to_string())
    }

    /// Our own failure: the person gets a number that finds the log's entry, and no detail.
    pub(super) fn failed(request_id: &str) -> Self {
        let message = Message {
            title: "Something went wrong here",
            what: "That is this server's fault, not yours.",
            next: "Try again in a moment. If it happens again, tell your organization's support \
                   the request number below.",
            request_id: Some(request_id),
            ..views::UNKNOWN
        };
        Self::page("failed", StatusCode::INTERNAL_SERVER_ERROR, &message)
    }

    /// A passing condition: the page is asked for again when it may have passed. That of a form is
    /// then the link's page, and the form is not sent again.
    pub(super) fn unavailable(retry_after: Duration, request_id: &str) -> Self {
        let message = Message {
            title: "Please try again in a moment",
            what: "This service cannot do it right now. Nothing was changed.",
            next: "Stay here: this page tries again by itself. If it takes long, tell your \
                   organization's support the request number below.",
            request_id: Some(request_id),
            ..views::UNKNOWN
        };
        let mut reply = Self::page("unavailable", StatusCode::SERVICE_UNAVAILABLE, &message);
        let seconds = retry_after.as_secs().max(1);
        let headers = reply.response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        reply.refreshing(&seconds.to_string())
    }

    pub(super) fn style() -> Self {
        Self::new(
            "style",
            css(include_str!("../../templates/style.css").into()),
        )
    }

    /// What counts a wait down: how long it is cannot stand in the page, as its policy allows no
    /// style there.
    pub(super) fn countdown(seconds: u32) -> Self {
        let rules = format!(
            "@keyframes left {{ from {{ --left: {seconds} }} to {{ --left: 0 }} }}\n\
             .countdown {{ animation: left {seconds}s steps({}) both }}\n",
            seconds.max(1)
        );
        Self::new("style", css(rules.into()))
    }
}

fn css(rules: Body) -> Response<Body> {
    let mut response = Response::new(rules);
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/css; charset=utf-8"),
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn html_response(status: StatusCode, html: String) -> Response<Body> {
    let mut response = Response::new(Body::from(html));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        http::header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CSP),
    );
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
