//! How a client says who it is: a JWT for one endpoint, short-lived, good once.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::jwt::hs512_claims;

/// The furthest that `exp` may lie ahead, in seconds.
pub(super) const LONGEST: f64 = 300.0;
/// For clocks that differ.
pub(super) const LEEWAY: f64 = 60.0;
const JTI_LENGTH: usize = 36;

/// An error of OAuth 2.0 (RFC 6749, section 5.2), and why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused {
    pub error: &'static str,
    pub why: &'static str,
}

impl Refused {
    pub(crate) const fn client(why: &'static str) -> Self {
        let error = "invalid_client";
        Self { error, why }
    }

    pub(crate) const fn grant(why: &'static str) -> Self {
        let error = "invalid_grant";
        Self { error, why }
    }

    pub(crate) const fn request(why: &'static str) -> Self {
        let error = "invalid_request";
        Self { error, why }
    }
}

/// Those that were used, by `jti`, with their ends.
#[derive(Default)]
pub(super) struct Assertions(BTreeMap<String, f64>);

impl Assertions {
    pub(super) fn accept(
        &mut self,
        assertion: &str,
        (client_id, secret): (&str, &str),
        audience: &str,
        now: i64,
    ) -> Result<(), Refused> {
        let claims = hs512_claims(assertion, secret).map_err(Refused::client)?;
        if claims["iss"] != json!(client_id) || claims["sub"] != json!(client_id) {
            return Err(Refused::client(
                "iss and sub of the assertion must be the client_id",
            ));
        }
        if claims["aud"] != json!(audience) {
            return Err(Refused::client(
                "aud of the assertion is not this endpoint's URL",
            ));
        }
        let exp = expiry(&claims, now)?;
        let jti = claims["jti"].as_str().unwrap_or_default();
        if jti.len() != JTI_LENGTH {
            return Err(Refused::client(
                "jti of the assertion must have 36 characters",
            ));
        }
        let seconds = as_seconds(now);
        self.0.retain(|_, exp| *exp + LEEWAY >= seconds);
        match self.0.insert(jti.to_owned(), exp) {
            None => Ok(()),
            Some(_) => Err(Refused::client("jti of the assertion was used before")),
        }
    }
}

/// A client may write it with a fraction.
pub(super) fn expiry(claims: &Value, now: i64) -> Result<f64, Refused> {
    let exp = claims["exp"].as_f64();
    let exp = exp.ok_or(Refused::client("exp is missing, or not a number"))?;
    let now = as_seconds(now);
    if exp + LEEWAY < now {
        return Err(Refused::client("it has expired"));
    }
    if exp > now + LONGEST + LEEWAY {
        return Err(Refused::client("exp is more than 300 s ahead"));
    }
    Ok(exp)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of this era have 31 bits"
)]
fn as_seconds(now: i64) -> f64 {
    now as f64
}
