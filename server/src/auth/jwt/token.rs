//! A token taken apart, before anything in it is believed.
//!
//! The names here say `Unverified` on purpose: the organization is chosen from what the token says
//! about itself, and only then is the signature checked, with that organization's settings alone.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// The longest token that is looked at. Header and claims of real issuers stay far below; what is
/// longer would only cost memory and time.
pub const MAX_TOKEN_BYTES: usize = 8 * 1024;

/// A token's three parts, decoded but not believed.
pub struct UnverifiedToken<'a> {
    pub header: Header,
    pub claims: UnverifiedClaims,
    /// What was signed: the first two parts with the dot between them.
    pub signed: &'a [u8],
    /// The third part, still in base64url.
    pub signature: &'a str,
}

/// The members of the JOSE header that decide anything (RFC 7515 section 4.1).
///
/// `jku`, `jwk`, `x5u` and `x5c` are not here: a key comes from the organization's settings, never
/// from the token that it is to prove.
#[derive(Deserialize)]
pub struct Header {
    pub alg: String,
    pub kid: Option<String>,
    pub typ: Option<String>,
    /// Present means refused: this service understands no extension (RFC 7515 section 4.1.11).
    #[serde(default, deserialize_with = "present")]
    pub crit: Option<Value>,
    /// RFC 7797. Anything but `true` changes what the signature covers.
    #[serde(default, deserialize_with = "present")]
    pub b64: Option<Value>,
}

/// Reads a member as `Some` even when it is `null`: its presence is what counts.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// The claims object; use [`super::verify::verify`] to turn it into something to rely on.
pub struct UnverifiedClaims(pub(super) Map<String, Value>);

impl UnverifiedClaims {
    /// `iss`, for the choice of the organization.
    pub fn issuer(&self) -> Option<&str> {
        self.0.get("iss")?.as_str()
    }

    /// Whether `aud`, a string or an array of strings (RFC 7519 section 4.1.3), contains exactly
    /// this audience.
    pub fn is_for(&self, audience: &str) -> bool {
        match self.0.get("aud") {
            Some(Value::String(one)) => one == audience,
            Some(Value::Array(several)) => several.iter().any(|one| one.as_str() == Some(audience)),
            _ => false,
        }
    }
}

impl<'a> UnverifiedToken<'a> {
    /// Takes a compact JWS (RFC 7515 section 7.1) apart. Five parts would be an encrypted token,
    /// which nobody here can read; padding and whitespace are malformed.
    pub fn parse(token: &'a str) -> Result<Self, Refusal> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(Refusal::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(Refusal::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(Refusal::Malformed)?;
        // An empty signature is what `alg: none` tokens carry; they get to say so, below.
        if claims.contains('.') {
            return Err(Refusal::Malformed);
        }
        Ok(Self {
            header: decode(header)?,
            claims: UnverifiedClaims(decode(claims)?),
            signed: signed.as_bytes(),
            signature,
        })
    }
}

fn decode<T: serde::de::DeserializeOwned>(part: &str) -> Result<T, Refusal> {
    let bytes = BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| Refusal::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| Refusal::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_three_parts_of_json_in_base64url_is_malformed() {
        let object = BASE64URL_NOPAD.encode(br#"{"alg":"ES256"}"#);
        let twice = BASE64URL_NOPAD.encode(br#"{"alg":"none","alg":"ES256"}"#);
        let array = BASE64URL_NOPAD.encode(b"[]");
        for token in [
            String::new(),
            ".".into(),
            "..".into(),
            "a.b.c".into(),
            object.clone(),
            format!("{object}.{object}"),
            format!("{object}.{array}.x"),
            format!("{array}.{object}.x"),
            format!("{object}=.{object}.x"),
            format!(" {object}.{object}.x"),
            format!("{object}.{object}.x.y.z"),
            format!("{twice}.{object}.x"),
        ] {
            assert!(
                matches!(UnverifiedToken::parse(&token), Err(Refusal::Malformed)),
                "{token}"
            );
        }
        assert!(UnverifiedToken::parse(&format!("{object}.{object}.x")).is_ok());
    }

    #[test]
    fn a_long_token_is_not_even_decoded() {
        let token = "a".repeat(MAX_TOKEN_BYTES + 1);
        assert!(matches!(
            UnverifiedToken::parse(&token),
            Err(Refusal::TooLong)
        ));
    }
}
