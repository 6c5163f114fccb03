//! Whether a token is to be believed: every check that jsonwebtoken leaves out unless told
//! otherwise, in the order of RFC 8725.
//!
//! The time is passed in, and the keys are: nothing here reads a clock, a file or the network.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use super::algorithm::Algorithm;
use super::refusal::Refusal;
use super::token::{Header, UnverifiedClaims, UnverifiedToken};
use crate::auth::jwks::VerificationKey;

/// How far an issuer's clock may be from ours, in seconds. It is added to `exp` and taken off `nbf`
/// and `iat`. Short on purpose: machines that keep time by NTP differ by well under a second.
pub const LEEWAY_SECONDS: i64 = 30;

/// What one organization expects of its tokens.
pub struct Expectations<'a> {
    pub issuer: &'a str,
    pub audience: &'a str,
    pub algorithms: &'a [Algorithm],
    /// The `typ` that the issuer sets. `None` accepts what access tokens carry: no `typ`, `JWT` or
    /// `at+jwt` (RFC 9068), and so still refuses logout, DPoP and security event tokens.
    pub token_type: Option<&'a str>,
}

/// Claims of a token whose signature, issuer, audience and times have been checked.
pub struct VerifiedClaims(Map<String, Value>);

impl VerifiedClaims {
    /// A claim that must be a string, like the user claim.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The words of a scope claim: a string of words separated by spaces (RFC 8693 section 4.2), or
    /// an array of strings, as several issuers write it. Anything else grants nothing.
    pub fn words(&self, name: &str) -> Vec<&str> {
        match self.0.get(name) {
            Some(Value::String(words)) => {
                words.split(' ').filter(|word| !word.is_empty()).collect()
            }
            Some(Value::Array(words)) => words.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Checks the header against the organization's expectations, before any key is looked for.
///
/// Returns the algorithm that the token's key must be of.
pub fn check_header(header: &Header, expected: &Expectations<'_>) -> Result<Algorithm, Refusal> {
    if header.crit.is_some() {
        return Err(Refusal::CriticalExtension);
    }
    if header
        .b64
        .as_ref()
        .is_some_and(|b64| *b64 != Value::Bool(true))
    {
        return Err(Refusal::UnencodedPayload);
    }
    if !type_fits(header.typ.as_deref(), expected.token_type) {
        return Err(Refusal::WrongType);
    }
    let algorithm: Algorithm = header.alg.parse().map_err(|_| Refusal::UnknownAlgorithm)?;
    if !expected.algorithms.contains(&algorithm) {
        return Err(Refusal::AlgorithmNotAllowed(algorithm));
    }
    Ok(algorithm)
}

/// Media types compare without case, and `application/` may be left out (RFC 7515 section 4.1.9).
fn type_fits(typ: Option<&str>, pinned: Option<&str>) -> bool {
    fn bare(name: &str) -> &str {
        match name.split_at_checked("application/".len()) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("application/") => rest,
            _ => name,
        }
    }
    match (typ, pinned) {
        (Some(typ), Some(pinned)) => bare(typ).eq_ignore_ascii_case(bare(pinned)),
        (None, Some(_)) => false,
        (None, None) => true,
        (Some(typ), None) => ["jwt", "at+jwt"]
            .iter()
            .any(|usual| bare(typ).eq_ignore_ascii_case(usual)),
    }
}

/// The key among `keys` that the token says it was signed with.
///
/// The algorithm is a property of the key (see [`VerificationKey`]), so that a public RSA key can
/// never serve as an HMAC secret, whatever the token says.
pub fn choose_key<'k>(
    keys: &'k [VerificationKey],
    kid: Option<&str>,
    algorithm: Algorithm,
) -> Result<&'k VerificationKey, Refusal> {
    let mut candidates = keys
        .iter()
        .filter(|key| key.algorithm() == algorithm && (kid.is_none() || key.id() == kid));
    match (candidates.next(), candidates.next(), kid) {
        (Some(key), None, _) => Ok(key),
        (None, _, _) => Err(Refusal::UnknownKey),
        (Some(_), Some(_), None) => Err(Refusal::KeyIdMissing),
        (Some(_), Some(_), Some(_)) => Err(Refusal::AmbiguousKey),
    }
}

/// Checks the signature with `key`, then the registered claims (RFC 7519 section 4.1).
pub fn verify(
    token: UnverifiedToken<'_>,
    key: &VerificationKey,
    expected: &Expectations<'_>,
    now: DateTime<Utc>,
) -> Result<VerifiedClaims, Refusal> {
    if check_header(&token.header, expected)? != key.algorithm() {
        return Err(Refusal::UnknownKey);
    }
    if !key.has_signed(token.signed, token.signature) {
        return Err(Refusal::WrongSignature);
    }
    check_claims(&token.claims, expected, now)?;
    Ok(VerifiedClaims(token.claims.0))
}

fn check_claims(
    claims: &UnverifiedClaims,
    expected: &Expectations<'_>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    match claims.0.get("iss") {
        None => return Err(Refusal::ClaimMissing("iss")),
        Some(issuer) if issuer.as_str() == Some(expected.issuer) => {}
        Some(_) => return Err(Refusal::WrongIssuer),
    }
    if !claims.0.contains_key("aud") {
        return Err(Refusal::ClaimMissing("aud"));
    }
    if !claims.is_for(expected.audience) {
        return Err(Refusal::WrongAudience);
    }
    let now = now.timestamp_millis() as f64 / 1000.0;
    let leeway = LEEWAY_SECONDS as f64;
    let expiry = numeric_date(claims, "exp")?.ok_or(Refusal::ClaimMissing("exp"))?;
    // RFC 7519 section 4.1.4: "on or after" the expiry the token must not be accepted.
    if now >= expiry + leeway {
        return Err(Refusal::Expired);
    }
    if numeric_date(claims, "nbf")?.is_some_and(|not_before| now + leeway < not_before) {
        return Err(Refusal::NotYetValid);
    }
    if numeric_date(claims, "iat")?.is_some_and(|issued| now + leeway < issued) {
        return Err(Refusal::IssuedInTheFuture);
    }
    Ok(())
}

/// A NumericDate (RFC 7519 section 2): a JSON number of seconds, fractions allowed. A date as text
/// is malformed, even if it reads as a number.
fn numeric_date(claims: &UnverifiedClaims, name: &'static str) -> Result<Option<f64>, Refusal> {
    match claims.0.get(name) {
        None => Ok(None),
        Some(value) => match value.as_f64() {
            Some(seconds) if seconds.is_finite() => Ok(Some(seconds)),
            _ => Err(Refusal::ClaimMalformed(name)),
        },
    }
}
