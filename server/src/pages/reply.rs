//! Pages as HTTP responses: the status and the headers that every page has.

use askama::Template;
use chrono::{DateTime, Utc};
use dropshot::Body;
use http::header::{
    CACHE_CONTROL, CONTENT_TYPE, HeaderValue, REFERRER_POLICY, RETRY_AFTER, SET_COOKIE,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{Response, StatusCode};

use super::views::{self, Message};

const CSP: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A page, and in a word what it says (for the request log).
pub(super) struct Reply {
    pub(super) outcome: &'static str,
    pub(super) response: Response<Body>,
}

impl Reply {
    pub(super) fn page(outcome: &'static str, status: StatusCode, view: &impl Template) -> Self {
        // A template writes into memory: it fails for no reason that a page could tell of.
        let response = match view.render() {
            Ok(html) => html_response(status, html),
            Err(_) => html_response(StatusCode::INTERNAL_SERVER_ERROR, String::new()),
        };
        Self { outcome, response }
    }

    pub(super) fn with_cookie(mut self, cookie: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(cookie) {
            self.response.headers_mut().insert(SET_COOKIE, value);
        }
        self
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
            outcome: "style",
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
