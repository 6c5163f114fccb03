//! What people are asked, and what they answer.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::assertion::{Refused, expiry};
use crate::jwt::hs512_claims;
use crate::site::{Asked, Parameters, may_be_sent_back_to, with_query};

/// How long a person may take, in seconds.
const ANSWER_WITHIN: i64 = 300;
/// How long a code is good for.
const REDEEM_WITHIN: i64 = 60;
const STATE_LENGTH: RangeInclusive<usize> = 22..=1024;
const NONCE_LENGTH: RangeInclusive<usize> = 16..=1024;

/// A person is to say that it is they.
#[derive(Debug, Clone)]
pub(super) struct Prompt {
    pub user: String,
    redirect_uri: Url,
    /// As it was sent: it must be the same when the code is redeemed.
    redirect_text: String,
    state: String,
    pub nonce: Option<String>,
    /// Whether the code is called `duo_code`, and not `code`.
    duo_code: bool,
}

impl Prompt {
    /// `GET /oauth/v1/authorize`: who is to be asked, by a request that the client signed.
    pub(super) fn asked_for(
        asked: &Asked,
        (client_id, secret): (&str, &str),
        origin: &str,
    ) -> Result<Self, Refused> {
        let parameters = Parameters::anywhere(asked);
        if parameters.get("response_type") != Some("code") {
            return Err(Refused::request("response_type must be code"));
        }
        if parameters.get("client_id") != Some(client_id) {
            return Err(Refused::client("the client_id is not known"));
        }
        let request = parameters.get("request");
        let request = request.ok_or(Refused::request("the request is missing"))?;
        let claims = hs512_claims(request, secret).map_err(Refused::request)?;
        for (claim, must_be) in [
            ("client_id", json!(client_id)),
            ("iss", json!(client_id)),
            ("aud", json!(origin)),
            ("response_type", json!("code")),
            ("scope", json!("openid")),
        ] {
            if claims[claim] != must_be {
                return Err(Refused::request(
                    "a claim of the request is missing or wrong",
                ));
            }
        }
        expiry(&claims, asked.now())?;
        let text = |name: &str| claims[name].as_str().map(str::to_owned);
        let state = text("state").filter(|state| STATE_LENGTH.contains(&state.len()));
        let state = state.ok_or(Refused::request("state must have 22 to 1024 characters"))?;
        let nonce = text("nonce").or_else(|| parameters.get("nonce").map(str::to_owned));
        if nonce
            .as_ref()
            .is_some_and(|nonce| !NONCE_LENGTH.contains(&nonce.len()))
        {
            return Err(Refused::request("nonce must have 16 to 1024 characters"));
        }
        let user = text("duo_uname").filter(|user| !user.is_empty());
        let user = user.ok_or(Refused::request("duo_uname is missing"))?;
        let redirect_text = text("redirect_uri").unwrap_or_default();
        let redirect_uri = Url::parse(&redirect_text).ok().filter(may_be_sent_back_to);
        let redirect_uri =
            redirect_uri.ok_or(Refused::request("redirect_uri is missing, or not https"))?;
        let duo_code = matches!(&claims["use_duo_code_attribute"], Value::Bool(true))
            || claims["use_duo_code_attribute"]
                .as_str()
                .is_some_and(|t| t.eq_ignore_ascii_case("true"));
        Ok(Self {
            user,
            redirect_uri,
            redirect_text,
            state,
            nonce,
            duo_code,
        })
    }
}

/// What a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Approve,
    Deny,
    DenyInToken,
    TimeOut,
}

impl Answer {
    const ALL: [Self; 4] = [Self::Approve, Self::Deny, Self::DenyInToken, Self::TimeOut];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Deny => "deny",
            Self::DenyInToken => "deny_in_token",
            Self::TimeOut => "time_out",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == text)
    }
}

/// What a code stands for.
#[derive(Debug)]
pub(super) struct Granted {
    pub user: String,
    pub nonce: Option<String>,
    pub allowed: bool,
    /// When the person answered, by this site's clock.
    pub at: i64,
    redirect_text: String,
}

#[derive(Default)]
pub(super) struct Prompts {
    open: BTreeMap<Uuid, (Prompt, i64)>,
    codes: BTreeMap<String, Granted>,
}

impl Prompts {
    pub(super) fn keep(&mut self, prompt: Prompt, now: i64) -> Uuid {
        self.open.retain(|_, (_, at)| now - *at <= ANSWER_WITHIN);
        let id = Uuid::new_v4();
        self.open.insert(id, (prompt, now));
        id
    }

    /// Where the browser goes: nowhere, when nobody answers. `None` for what is not asked any more.
    pub(super) fn answer(&mut self, id: Uuid, answer: Answer, now: i64) -> Option<Option<Url>> {
        let (prompt, at) = self.open.remove(&id)?;
        if now - at > ANSWER_WITHIN {
            return None;
        }
        let allowed = match answer {
            Answer::Approve => true,
            Answer::DenyInToken => false,
            Answer::TimeOut => return Some(None),
            Answer::Deny => {
                let denied = [
                    ("error", "access_denied"),
                    ("error_description", "the person said no"),
                    ("state", prompt.state.as_str()),
                ];
                return Some(Some(with_query(&prompt.redirect_uri, &denied)));
            }
        };
        let code = Uuid::new_v4().simple().to_string();
        let name = if prompt.duo_code { "duo_code" } else { "code" };
        let brought = [("state", prompt.state.as_str()), (name, code.as_str())];
        let back = with_query(&prompt.redirect_uri, &brought);
        let granted = Granted {
            user: prompt.user,
            nonce: prompt.nonce,
            allowed,
            at: now,
            redirect_text: prompt.redirect_text,
        };
        self.codes
            .retain(|_, granted| now - granted.at <= REDEEM_WITHIN);
        self.codes.insert(code, granted);
        Some(Some(back))
    }

    /// Once, whatever comes of it.
    pub(super) fn redeem(
        &mut self,
        code: &str,
        redirect_uri: Option<&str>,
        now: i64,
    ) -> Result<Granted, Refused> {
        let granted = self.codes.remove(code);
        let granted = granted.ok_or(Refused::grant("the code is not known, or was used"))?;
        if now - granted.at > REDEEM_WITHIN {
            return Err(Refused::grant("the code has expired"));
        }
        if redirect_uri != Some(granted.redirect_text.as_str()) {
            return Err(Refused::grant("redirect_uri is not that of the request"));
        }
        Ok(granted)
    }
}
