//! Pages as HTTP responses: the status and the headers that every page has.

use std::borrow::Cow;
use std::time::Duration;

use askama::Template;
use chrono::{DateTime, Utc};
use dropshot::Body;
use http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, REFRESH, RETRY_AFTER, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};

use super::views::{self, LeaveView, Message};
use crate::mfa::{Destination, FactorType, LinkEnd};

const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page, and in a word what it says (for the request log).
pub(super) struct Reply {
    pub(super) outcome: Cow<'static, str>,
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
        Self {
            outcome: outcome.into(),
            response,
        }
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
    pub(super) fn leave(to: &Destination) -> Self {
        let to = to.expose();
        let page = Self::page("leave", StatusCode::OK, &LeaveView { to });
        page.refreshing(&format!("0;url={to}"))
    }

    fn refreshing(mut self, how: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(how) {
            self.response.headers_mut().insert(REFRESH, value);
        }
        self
    }

    pub(super) fn not_configured(factor_type: FactorType) -> Self {
        let name = views::capitalized(factor_type.as_str());
        let message = Message {
            title: &format!("{name} is not set up here"),
            what: &format!(
                "Your organization confirms with {name}, and this server has no {name} configured \
                 yet. Nothing was changed."
            ),
            next: views::NOT_CONFIGURED_NEXT,
            request_id: None,
        };
        Self::page(
            format!("{factor_type}_not_configured"),
            StatusCode::NOT_IMPLEMENTED,
            &message,
        )
    }

    pub(super) fn ended(end: LinkEnd) -> Self {
        let outcome = match end {
            LinkEnd::Used => "used",
            LinkEnd::Replaced => "replaced",
            LinkEnd::Expired => "expired",
            LinkEnd::Disabled => "disabled",
        };
        Self::page(outcome, StatusCode::GONE, &views::ended(end))
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
        };
        Self::page("service_failed", StatusCode::BAD_GATEWAY, &message)
    }

    pub(super) fn locked(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let what = format!(
            "Too many wrong codes were entered. No code is accepted for another {}.",
            views::wait(until, now)
        );
        let message = Message {
            title: "Please wait a moment",
            what: &what,
            next: "Wait, then open this link again. If it has expired by then, ask for a new one \
                   where you got it. If the wrong codes were not yours, tell your organization.",
            request_id: None,
        };
        let mut reply = Self::page("locked", StatusCode::TOO_MANY_REQUESTS, &message);
        let seconds = (until - now).num_seconds().max(1);
        reply
            .response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
        reply
    }

    /// Our own failure: the person gets a number that finds the log's entry, and no detail.
    pub(super) fn failed(request_id: &str) -> Self {
        let message = Message {
            title: "Something went wrong here",
            what: "That is this server's fault, not yours.",
            next: "Try again in a moment. If it happens again, tell your organization's support \
                   the request number below.",
            request_id: Some(request_id),
        };
        Self::page("failed", StatusCode::INTERNAL_SERVER_ERROR, &message)
    }

    /// A passing condition: the person may try again soon.
    pub(super) fn unavailable(retry_after: Duration, request_id: &str) -> Self {
        let message = Message {
            title: "Please try again in a moment",
            what: "This service cannot do it right now. Nothing was changed.",
            next: "Wait a little, then open your link again. If it takes long, tell your \
                   organization's support the request number below.",
            request_id: Some(request_id),
        };
        let mut reply = Self::page("unavailable", StatusCode::SERVICE_UNAVAILABLE, &message);
        let seconds = retry_after.as_secs().max(1);
        let headers = reply.response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        reply
    }

    pub(super) fn style() -> Self {
        let mut response = Response::new(Body::from(include_str!("../../templates/style.css")));
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
        Self {
            outcome: "style".into(),
            response,
        }
    }
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
