//! The sample organization's issuer of JWTs: an Ed25519 key in the data directory.

use anyhow::{Context as _, anyhow};
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::BASE64URL_NOPAD;
use secrecy::SecretString;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::mfa::sha256;

pub(super) const ISSUER: &str = "https://issuer.sample.invalid";
pub(super) const AUDIENCE: &str = "mfa-server-dev";
pub(super) const ALGORITHM: &str = "EdDSA";
const VALID_HOURS: i64 = 24;

pub(super) struct SampleIssuer {
    key: Ed25519KeyPair,
}

impl SampleIssuer {
    pub(super) fn generate() -> anyhow::Result<Self> {
        let key =
            Ed25519KeyPair::generate().map_err(|_| anyhow!("no signing key could be made"))?;
        Ok(Self { key })
    }

    pub(super) fn from_pkcs8(bytes: &[u8]) -> anyhow::Result<Self> {
        let key = Ed25519KeyPair::from_pkcs8(bytes).map_err(|error| anyhow!("{error}"))?;
        Ok(Self { key })
    }

    pub(super) fn to_pkcs8(&self) -> anyhow::Result<Zeroizing<Vec<u8>>> {
        let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = self
            .key
            .as_der()
            .ok()
            .context("the signing key cannot be written")?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    /// The public key, as issuers publish it.
    pub(super) fn jwks(&self) -> Value {
        let x = encoded(self.key.public_key().as_ref());
        let kid = self.kid();
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": ALGORITHM, "kid": kid, "x": x }] })
    }

    /// A token for a user of the sample organization.
    pub(super) fn token(&self, user: &str, scopes: &str, now: DateTime<Utc>) -> SecretString {
        let header = json!({ "alg": ALGORITHM, "typ": "JWT", "kid": self.kid() });
        let mut claims = json!({
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": user,
            "iat": now.timestamp(),
            "exp": (now + TimeDelta::hours(VALID_HOURS)).timestamp(),
        });
        if !scopes.is_empty() {
            claims["scope"] = json!(scopes);
        }
        let parts = [header, claims].map(|part| encoded(part.to_string().as_bytes()));
        let signed = parts.join(".");
        let signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", encoded(signature.as_ref())).into()
    }

    fn kid(&self) -> String {
        let hash = sha256(self.key.public_key().as_ref());
        encoded(&hash[..9])
    }
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
