//! An Auth0 tenant, as far as Guardian needs it: tokens of the Management API, enrolments and the
//! tickets for them, and `/authorize`, where a person who is enrolled shows that it is they.
//!
//! Every user whose id has the form of Auth0's (`CONNECTION|NAME`) is there; what they have enrolled is
//! forgotten with the process.

mod authorize;
mod enrollments;
mod keys;
mod tokens;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use self::authorize::Logins;
use self::enrollments::Enrollments;
use self::keys::Keys;
use crate::site::{Asked, Parameters, Reply, Site};

const TOKEN: &str = "/oauth/token";
const AUTHORIZE: &str = "/authorize";
const LOGIN: &str = "/simulator/login";
/// Where a ticket leads.
const ENROLL: &str = "/guardian/enroll";
const CONFIRM: &str = "/simulator/enroll";
const MANAGEMENT: &str = "/api/v2/";
const JWKS: &str = "/.well-known/jwks.json";
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// How long a token of the Management API is valid, in seconds.
const ACCESS_VALID: i64 = 86_400;

/// A tenant with one application, which may use the Management API and log people in.
pub struct Auth0 {
    host: String,
    client_id: String,
    client_secret: String,
    keys: Keys,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// With their ends.
    access_tokens: BTreeMap<String, i64>,
    enrollments: Enrollments,
    logins: Logins,
}

/// What is wrong with a request, as Auth0 tells it.
struct Refused {
    status: StatusCode,
    body: Value,
}

impl Refused {
    /// Of OAuth 2.0 (RFC 6749, section 5.2).
    fn oauth(status: StatusCode, error: &str, why: &str) -> Self {
        let body = json!({ "error": error, "error_description": why });
        Self { status, body }
    }

    /// Of the Management API.
    fn management(status: StatusCode, code: &str, message: &str) -> Self {
        let error = status.canonical_reason().unwrap_or_default();
        let body = json!({
            "statusCode": status.as_u16(),
            "error": error,
            "message": message,
            "errorCode": code,
        });
        Self { status, body }
    }
}

impl From<Refused> for Reply {
    fn from(refused: Refused) -> Self {
        Self::json(refused.status, &refused.body)
    }
}

impl Auth0 {
    /// `host` is how clients name it, with its port.
    pub fn new(
        host: String,
        client_id: String,
        client_secret: String,
    ) -> Result<Self, crate::AuthorityError> {
        Ok(Self {
            host,
            client_id,
            client_secret,
            keys: Keys::generate()?,
            state: Mutex::default(),
        })
    }

    fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.host)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn discovery(&self) -> Value {
        json!({
            "issuer": self.url("/"),
            "authorization_endpoint": self.url(AUTHORIZE),
            "token_endpoint": self.url(TOKEN),
            "jwks_uri": self.url(JWKS),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid"],
            "claims_supported": ["iss", "aud", "sub", "exp", "iat", "nonce", "auth_time", "amr", "acr"],
        })
    }

    /// `POST /oauth/token`, with a form or JSON.
    fn token(&self, asked: &Asked) -> Result<Value, Refused> {
        let parameters = Parameters::sent(asked);
        let forbidden = |error, why| Refused::oauth(StatusCode::FORBIDDEN, error, why);
        let grant_type = parameters.get("grant_type").unwrap_or_default();
        if parameters.get("client_id") != Some(self.client_id.as_str())
            || parameters.get("client_secret") != Some(self.client_secret.as_str())
        {
            let status = StatusCode::UNAUTHORIZED;
            return Err(Refused::oauth(status, "access_denied", "Unauthorized"));
        }
        match asked.faults.refuse.as_deref() {
            Some("invalid_client") => {
                let status = StatusCode::UNAUTHORIZED;
                return Err(Refused::oauth(
                    status,
                    "invalid_client",
                    "a simulated fault",
                ));
            }
            Some(error) => return Err(forbidden(error, "a simulated fault")),
            None => {}
        }
        match grant_type {
            "client_credentials" => {
                if parameters.get("audience") != Some(self.url(MANAGEMENT).as_str()) {
                    let why = "Service not enabled within domain, or the audience is wrong";
                    return Err(forbidden("access_denied", why));
                }
                Ok(self.access_token(asked.now()))
            }
            "authorization_code" => {
                let login = self.state().logins.redeem(&parameters, asked.now())?;
                Ok(tokens::response(self, &login, asked.now(), &asked.faults))
            }
            _ => {
                let status = StatusCode::FORBIDDEN;
                let error = "unsupported_grant_type";
                Err(Refused::oauth(status, error, "Unsupported grant type"))
            }
        }
    }

    fn access_token(&self, now: i64) -> Value {
        let token = Uuid::new_v4().simple().to_string();
        let mut state = self.state();
        state.access_tokens.retain(|_, end| *end > now);
        state
            .access_tokens
            .insert(token.clone(), now + ACCESS_VALID);
        json!({
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": ACCESS_VALID,
            "scope": "read:users create:guardian_enrollment_tickets read:guardian_enrollments \
                      delete:guardian_enrollments",
        })
    }

    /// The Management API, for who has a token of it.
    fn manage(&self, asked: &Asked, path: &str) -> Result<Reply, Refused> {
        let denied = |message| {
            let status = StatusCode::UNAUTHORIZED;
            Refused::management(status, "invalid_token", message)
        };
        let authorization = asked.headers.get(AUTHORIZATION);
        let authorization = authorization.ok_or_else(|| denied("Missing authentication"))?;
        let authorization = authorization.to_str().unwrap_or_default();
        let token = authorization.strip_prefix("Bearer ");
        let token = token.ok_or_else(|| denied("Bad HTTP authentication header format"))?;
        let now = asked.now();
        let mut state = self.state();
        match state.access_tokens.get(token) {
            Some(end) if *end > now => {}
            Some(_) => {
                return Err(denied(
                    "Expired token received for JSON Web Token validation",
                ));
            }
            None => return Err(denied("Invalid token")),
        }
        state.enrollments.manage(asked, path, &self.url(ENROLL))
    }
}

#[async_trait]
impl Site for Auth0 {
    async fn respond(&self, asked: Asked) -> Reply {
        if let Some(path) = asked.path.strip_prefix(MANAGEMENT) {
            return self.manage(&asked, path).unwrap_or_else(Reply::from);
        }
        match (&asked.method, asked.path.as_str()) {
            (&Method::POST, TOKEN) => match self.token(&asked) {
                Ok(body) => Reply::json(StatusCode::OK, &body),
                Err(refused) => refused.into(),
            },
            (&Method::GET, JWKS) => Reply::json(StatusCode::OK, &self.keys.public()),
            (&Method::GET, DISCOVERY) => Reply::json(StatusCode::OK, &self.discovery()),
            (&Method::GET, AUTHORIZE) => self.authorize(&asked),
            (&Method::POST, LOGIN) => self.log_in(&asked),
            (&Method::GET, ENROLL) => self.state().enrollments.page(&asked),
            (&Method::POST, CONFIRM) => self.state().enrollments.answer(&asked),
            _ => Refused::management(StatusCode::NOT_FOUND, "not_found", "Not Found").into(),
        }
    }
}

/// Whether a user is there: by the form of the id alone.
fn is_user(id: &str) -> bool {
    id.split_once('|')
        .is_some_and(|(connection, name)| !connection.is_empty() && !name.is_empty())
}
