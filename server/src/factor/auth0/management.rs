//! The Management API, with a token that is asked for when it is needed and kept until shortly before
//! it ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::{Application, SERVICE};
use crate::factor::vendor::{failed, said};
use crate::mfa::{FactorError, sha256};
use crate::outbound::{Answer, Body, Client, Fault, Repeat, Request};

pub(super) const TOKEN: &str = "/oauth/token";
const API: &str = "/api/v2/";

/// So long before its end, a token is not used any more.
const SPARE: Duration = Duration::from_secs(60);

/// Whose token it is. The secret is part of it: who does not know it gets nobody's token.
type Key = (String, String, [u8; 32]);
/// One at a time asks for a token; the others wait for it.
type Place = Arc<tokio::sync::Mutex<Option<Token>>>;

struct Token {
    text: SecretString,
    good_until: Instant,
}

pub(super) struct Management {
    client: Arc<Client>,
    tokens: Mutex<HashMap<Key, Place>>,
}

impl Management {
    pub(super) fn new(client: Arc<Client>) -> Self {
        let tokens = Mutex::default();
        Self { client, tokens }
    }

    /// Asks the API, for what may be asked twice. `what` names the call in the log; `path` follows
    /// `/api/v2/`.
    pub(super) async fn ask(
        &self,
        auth0: &Application,
        what: &'static str,
        (method, path): (Method, &str),
        body: impl Fn() -> Body + Send + Sync,
    ) -> Result<Answer, FactorError> {
        let place = self.place(auth0);
        let mut is_new = false;
        loop {
            let token = {
                let mut token = place.lock().await;
                let good = token
                    .take()
                    .filter(|token| Instant::now() < token.good_until);
                let good = match good {
                    Some(good) => good,
                    None => {
                        is_new = true;
                        self.token(auth0).await?
                    }
                };
                token.insert(good).text.clone()
            };
            let request = || {
                Ok(Request {
                    method: method.clone(),
                    path: format!("{API}{path}"),
                    bearer: Some(token.clone()),
                    body: body(),
                })
            };
            let call = (SERVICE, what);
            let asked = self
                .client
                .call(call, &auth0.domain, Repeat::Allowed, request);
            let answer = asked.await.map_err(|fault| failed(SERVICE, &fault))?;
            // Taken back, or its key was rotated: once anew.
            if answer.status == StatusCode::UNAUTHORIZED && !is_new {
                *place.lock().await = None;
                continue;
            }
            return Ok(answer);
        }
    }

    fn place(&self, auth0: &Application) -> Place {
        let secret = sha256(auth0.client_secret.expose_secret().as_bytes());
        let key = (auth0.domain.to_string(), auth0.client_id.clone(), secret);
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(tokens.entry(key).or_default())
    }

    async fn token(&self, auth0: &Application) -> Result<Token, FactorError> {
        let request = || -> Result<Request, Fault> {
            Ok(form(&[
                ("grant_type", "client_credentials"),
                ("client_id", &auth0.client_id),
                ("client_secret", auth0.client_secret.expose_secret()),
                ("audience", &format!("{}{API}", auth0.domain.origin())),
            ]))
        };
        let call = (SERVICE, "management token");
        let asked = self
            .client
            .call(call, &auth0.domain, Repeat::Allowed, request);
        let answer = asked.await.map_err(|fault| failed(SERVICE, &fault))?;
        let why = |reason: String| FactorError::Service {
            service: SERVICE,
            reason,
        };
        if !answer.status.is_success() {
            let said = said(&answer, "error");
            return Err(why(format!(
                "it gives no token of the Management API: {said}"
            )));
        }
        let text = answer.body["access_token"].as_str();
        let seconds = answer.body["expires_in"].as_u64();
        let (Some(text), Some(seconds)) = (text, seconds) else {
            return Err(why(
                "its token of the Management API says neither access_token nor expires_in".into(),
            ));
        };
        let valid = Duration::from_secs(seconds.min(86_400)).saturating_sub(SPARE);
        Ok(Token {
            text: text.into(),
            good_until: Instant::now() + valid,
        })
    }
}

/// A form for the token endpoint.
pub(super) fn form(pairs: &[(&str, &str)]) -> Request {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(pairs);
    Request {
        method: Method::POST,
        path: TOKEN.to_owned(),
        bearer: None,
        body: Body::Form(SecretString::from(body.finish())),
    }
}

/// The body of a request for an enrolment ticket. Auth0 sends no mail: the person is there already.
pub(super) fn ticket(user_id: &str) -> Body {
    Body::Json(json!({ "user_id": user_id, "send_mail": false }))
}
