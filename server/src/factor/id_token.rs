//! Whether an ID token (OpenID Connect Core 1.0, section 3.1.3.7) of a vendor is to be believed: every
//! check that jsonwebtoken leaves out unless told otherwise (RFC 8725).
//!
//! The time is passed in, and the key is: nothing here reads a clock or asks anyone.

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

/// How far the vendor's clock may be from ours, in seconds.
pub const LEEWAY_SECONDS: f64 = 60.0;
const LONGEST: usize = 16 * 1024;

/// What a token must be.
pub struct Expected<'a> {
    /// The key's, whatever the token says.
    pub algorithm: Algorithm,
    pub key: &'a DecodingKey,
    pub issuer: &'a str,
    /// The only one: a token that is for others too was not made for us alone.
    pub audience: &'a str,
    /// What the browser was sent away with.
    pub nonce: &'a str,
}

/// What a token fails on. `Display` is for the log: nothing out of the token is in it but names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("its ID token is longer than 16 KiB")]
    TooLong,
    #[error("its ID token is not three parts of JSON in base64url")]
    Malformed,
    #[error(
        "its ID token names extensions that must be understood (`crit`), or an unencoded payload"
    )]
    Extension,
    #[error("its ID token has another `typ`")]
    Type,
    #[error("its ID token has another `alg` than the key")]
    Algorithm,
    #[error("the signature of its ID token is wrong")]
    Signature,
    #[error("the claim `{0}` of its ID token is missing, or has the wrong form")]
    Claim(&'static str),
    #[error("its ID token has another `iss`")]
    Issuer,
    #[error("its ID token has another `aud`, or several")]
    Audience,
    #[error("its ID token has another `nonce`")]
    Nonce,
    #[error("its ID token has expired, or its clock is behind")]
    Expired,
    #[error(
        "its ID token is of the future (`iat`, `nbf` or `auth_time`): its clock is ahead, or ours behind"
    )]
    Future,
    #[error("its ID token is about another person")]
    OtherPerson,
}

/// The claims of a token that is to be believed.
#[derive(Debug)]
pub struct Claims {
    all: Map<String, Value>,
    /// When the person authenticated.
    pub auth_time: DateTime<Utc>,
}

impl Claims {
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.all.get(name)
    }

    /// Refuses a token that is not about this person.
    pub fn are_about(&self, claim: &'static str, person: &str) -> Result<(), Refusal> {
        match self.get(claim) {
            Some(Value::String(name)) if name == person => Ok(()),
            Some(Value::String(_)) => Err(Refusal::OtherPerson),
            _ => Err(Refusal::Claim(claim)),
        }
    }
}

/// Checks everything that is the same for all vendors.
pub fn verify(token: &str, expected: &Expected<'_>, now: DateTime<Utc>) -> Result<Claims, Refusal> {
    if token.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Refusal::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(Refusal::Malformed)?;
    check_header(&part(header)?, expected.algorithm)?;
    let (key, algorithm) = (expected.key, expected.algorithm);
    let verified = jsonwebtoken::crypto::verify(signature, signed.as_bytes(), key, algorithm);
    if !matches!(verified, Ok(true)) {
        return Err(Refusal::Signature);
    }
    check_claims(part(claims)?, expected, now)
}

/// The header of a token that nobody has verified, for a key to be chosen by.
pub fn unverified_header(token: &str) -> Result<Map<String, Value>, Refusal> {
    if token.len() > LONGEST {
        return Err(Refusal::TooLong);
    }
    let (header, _) = token.split_once('.').ok_or(Refusal::Malformed)?;
    part(header)
}

fn part(text: &str) -> Result<Map<String, Value>, Refusal> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes());
    let bytes = bytes.map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)
}

fn check_header(header: &Map<String, Value>, algorithm: Algorithm) -> Result<(), Refusal> {
    if header.contains_key("crit") || header.contains_key("b64") {
        return Err(Refusal::Extension);
    }
    let is_jwt = |typ: &Value| {
        typ.as_str()
            .is_some_and(|typ| typ.eq_ignore_ascii_case("JWT"))
    };
    if !header.get("typ").is_none_or(is_jwt) {
        return Err(Refusal::Type);
    }
    let alg = header.get("alg").and_then(Value::as_str);
    match alg.map(str::parse::<Algorithm>) {
        Some(Ok(alg)) if alg == algorithm => Ok(()),
        _ => Err(Refusal::Algorithm),
    }
}

fn check_claims(
    claims: Map<String, Value>,
    expected: &Expected<'_>,
    now: DateTime<Utc>,
) -> Result<Claims, Refusal> {
    let text = |name: &'static str| match claims.get(name) {
        Some(Value::String(text)) => Ok(text.as_str()),
        _ => Err(Refusal::Claim(name)),
    };
    if text("iss")? != expected.issuer {
        return Err(Refusal::Issuer);
    }
    match claims.get("aud") {
        Some(Value::String(audience)) if audience == expected.audience => {}
        Some(Value::Array(all)) if *all == [expected.audience] => {}
        None => return Err(Refusal::Claim("aud")),
        Some(_) => return Err(Refusal::Audience),
    }
    let now = seconds(now);
    if now >= required(&claims, "exp")? + LEEWAY_SECONDS {
        return Err(Refusal::Expired);
    }
    let auth_time = required(&claims, "auth_time")?;
    let issued_at = required(&claims, "iat")?;
    let not_before = numeric_date(&claims, "nbf")?.unwrap_or(issued_at);
    if [auth_time, issued_at, not_before]
        .iter()
        .any(|at| *at > now + LEEWAY_SECONDS)
    {
        return Err(Refusal::Future);
    }
    // After the times: a wrong clock is told as one.
    if text("nonce")? != expected.nonce {
        return Err(Refusal::Nonce);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it saturates, and is checked then"
    )]
    let millis = (auth_time * 1000.0) as i64;
    let auth_time = DateTime::from_timestamp_millis(millis);
    Ok(Claims {
        auth_time: auth_time.ok_or(Refusal::Claim("auth_time"))?,
        all: claims,
    })
}

fn required(claims: &Map<String, Value>, name: &'static str) -> Result<f64, Refusal> {
    numeric_date(claims, name)?.ok_or(Refusal::Claim(name))
}

/// A NumericDate (RFC 7519, section 2): a JSON number of seconds, fractions allowed.
fn numeric_date(claims: &Map<String, Value>, name: &'static str) -> Result<Option<f64>, Refusal> {
    match claims.get(name) {
        None => Ok(None),
        Some(Value::Number(number)) => Ok(number.as_f64()),
        Some(_) => Err(Refusal::Claim(name)),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this era have 41 bits"
)]
fn seconds(at: DateTime<Utc>) -> f64 {
    at.timestamp_millis() as f64 / 1000.0
}

#[cfg(test)]
mod tests;
