//! An organization's issuer of JWTs. Tokens are made byte by byte: a test can write a header that
//! no library would.

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use chrono::Utc;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

pub struct Issuer {
    key: Ed25519KeyPair,
    url: String,
}

pub const AUDIENCE: &str = "mfa";

impl Issuer {
    pub fn new(organization: &str) -> Self {
        Self {
            key: Ed25519KeyPair::generate().unwrap(),
            url: format!("https://{organization}.test"),
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn jwks(&self) -> String {
        let x = encoded(self.key.public_key().as_ref());
        json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "kid": "one", "x": x }] }).to_string()
    }

    pub fn header(&self) -> Value {
        json!({ "alg": "EdDSA", "typ": "JWT", "kid": "one" })
    }

    pub fn claims(&self, user: &str) -> Value {
        let now = Utc::now().timestamp();
        json!({ "iss": self.url, "aud": AUDIENCE, "sub": user, "iat": now, "exp": now + 3600 })
    }

    /// A token that is as it should be.
    pub fn token(&self, user: &str) -> String {
        self.sign(&self.header(), &self.claims(user))
    }

    /// That of someone who may read other users.
    pub fn readers_token(&self, user: &str) -> String {
        let mut claims = self.claims(user);
        claims["scope"] = "users:mfa:read".into();
        self.sign(&self.header(), &claims)
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed = unsigned(header, claims);
        let signature = encoded(self.key.sign(signed.as_bytes()).as_ref());
        format!("{signed}.{signature}")
    }

    /// What an attacker makes who takes the public key for a shared secret.
    pub fn sign_with_public_key(&self, header: &Value, claims: &Value) -> String {
        let signed = unsigned(header, claims);
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key.public_key().as_ref());
        let signature = encoded(hmac::sign(&key, signed.as_bytes()).as_ref());
        format!("{signed}.{signature}")
    }
}

/// The first two parts of a token.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let [header, claims] = [header, claims].map(|part| encoded(part.to_string().as_bytes()));
    format!("{header}.{claims}")
}

fn encoded(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
