//! What a user has enrolled at Auth0.

use chrono::{DateTime, Duration, Utc};
use form_urlencoded::byte_serialize;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use url::Url;

use super::management::{self, Management};
use super::{Application, SERVICE};
use crate::factor::id_token::LEEWAY_SECONDS;
use crate::factor::vendor::said;
use crate::mfa::FactorError;
use crate::outbound::{Answer, Body};

/// Those of one user.
pub(super) struct Enrollments<'a> {
    pub management: &'a Management,
    pub auth0: &'a Application,
    pub user_id: String,
}

/// One that is confirmed: the person has used it.
#[derive(Debug)]
pub(super) struct Confirmed {
    /// When it was enrolled, or used last.
    at: Option<DateTime<Utc>>,
}

impl Confirmed {
    /// `Err` for one of the future: Auth0's clock, or ours, is wrong.
    pub(super) fn at(&self, now: DateTime<Utc>) -> Result<DateTime<Utc>, FactorError> {
        #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
        let leeway = Duration::seconds(LEEWAY_SECONDS as i64);
        match self.at {
            Some(at) if at > now + leeway => Err(wrong(
                "an enrollment is of the future: its clock is ahead, or ours behind".into(),
            )),
            at => Ok(at.unwrap_or(now)),
        }
    }
}

impl Enrollments<'_> {
    async fn all(&self) -> Result<Vec<Value>, FactorError> {
        let path = format!("users/{}/enrollments", segment(&self.user_id));
        let answer = self
            .management
            .ask(self.auth0, "enrollments", (Method::GET, &path), || {
                Body::None
            })
            .await?;
        match &answer.body {
            Value::Array(all) if answer.status.is_success() => Ok(all.clone()),
            _ => Err(refused("it lists no enrollments", &answer)),
        }
    }

    pub(super) async fn confirmed(&self) -> Result<Option<Confirmed>, FactorError> {
        let all = self.all().await?;
        let confirmed = all.iter().filter(|one| one["status"] == "confirmed");
        let at = |one: &Value| {
            let of = |name: &str| one[name].as_str()?.parse::<DateTime<Utc>>().ok();
            of("enrolled_at").max(of("last_auth"))
        };
        let latest = confirmed.map(at).max();
        Ok(latest.map(|at| Confirmed { at }))
    }

    /// Where the person enrols.
    pub(super) async fn ticket(&self) -> Result<Url, FactorError> {
        let path = "guardian/enrollments/ticket";
        let body = || management::ticket(&self.user_id);
        let answer = self
            .management
            .ask(self.auth0, "enrollment ticket", (Method::POST, path), body)
            .await?;
        if !answer.status.is_success() {
            return Err(refused("it gives no enrollment ticket", &answer));
        }
        let url = answer.body["ticket_url"].as_str();
        let url = url.and_then(|url| Url::parse(url).ok());
        let url = url.filter(|url| url.scheme() == "https" && url.has_host());
        url.ok_or_else(|| wrong("its ticket has no ticket_url of https".into()))
    }

    /// Takes all of them off, also those that the person never confirmed. Doing it again finds
    /// nothing to do.
    pub(super) async fn remove(&self) -> Result<(), FactorError> {
        for one in self.all().await? {
            let Some(id) = one["id"].as_str() else {
                return Err(wrong("an enrollment has no id".into()));
            };
            let path = format!("guardian/enrollments/{}", segment(id));
            let answer = self
                .management
                .ask(
                    self.auth0,
                    "removal of an enrollment",
                    (Method::DELETE, &path),
                    || Body::None,
                )
                .await?;
            // Somebody else was quicker, or a try before this one was.
            let is_gone = answer.status == StatusCode::NOT_FOUND;
            if !(is_gone || answer.status.is_success()) {
                return Err(refused("it removes no enrollment", &answer));
            }
        }
        Ok(())
    }
}

fn segment(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

fn refused(what: &str, answer: &Answer) -> FactorError {
    wrong(format!("{what}: {}", said(answer, "errorCode")))
}

fn wrong(reason: String) -> FactorError {
    FactorError::Service {
        service: SERVICE,
        reason,
    }
}
