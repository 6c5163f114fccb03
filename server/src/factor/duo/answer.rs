//! What Duo gives for a code, looked at in every respect.

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey};
use secrecy::ExposeSecret as _;

use super::Application;
use super::request::TOKEN;
use crate::factor::id_token::{self, Expected};
use crate::factor::vendor::said;
use crate::mfa::Attempt;
use crate::outbound::Answer;

/// What Duo says of the person.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answered {
    /// It is they, and was at this time.
    Allowed { at: DateTime<Utc> },
    /// It is not, or the code is no longer good for anything.
    Denied,
}

/// `Err` if it cannot be believed: why, for the log.
pub(super) fn read(
    answer: &Answer,
    duo: &Application,
    attempt: &Attempt<'_>,
    nonce: &str,
) -> Result<Answered, String> {
    let body = &answer.body;
    if !answer.status.is_success() {
        // Used before, or too late: the person can try again.
        if body["error"] == "invalid_grant" {
            return Ok(Answered::Denied);
        }
        let why = said(answer, "error");
        return Err(format!("it gives no token: {why}"));
    }
    let is_bearer = |kind: &str| kind.eq_ignore_ascii_case("Bearer");
    if !body["token_type"].as_str().is_some_and(is_bearer) {
        return Err("its token has another token_type".into());
    }
    if !body["expires_in"]
        .as_f64()
        .is_some_and(|seconds| seconds > 0.0)
    {
        return Err("its token has expired already, or does not say when".into());
    }
    let token = body["id_token"].as_str().ok_or("it gives no ID token")?;
    let secret = duo.client_secret.expose_secret();
    let expected = Expected {
        algorithm: Algorithm::HS512,
        key: &DecodingKey::from_secret(secret.as_bytes()),
        issuer: &format!("{}{TOKEN}", duo.host.origin()),
        audience: &duo.client_id,
        nonce,
    };
    let claims = id_token::verify(token, &expected, attempt.now).map_err(|why| why.to_string())?;
    let person = attempt.user.as_str();
    claims
        .are_about("preferred_username", person)
        .map_err(|why| why.to_string())?;
    // No official client looks at it: they trust that Duo sends nobody back whom it denies.
    match claims
        .get("auth_result")
        .and_then(|result| result["result"].as_str())
    {
        Some("allow") => Ok(Answered::Allowed {
            at: claims.auth_time,
        }),
        Some(_) => Ok(Answered::Denied),
        None => Err("its ID token does not say whether the person is allowed (auth_result)".into()),
    }
}
