//! Issuers for tests: real keys of each kind, and tokens made byte by byte, so that a test can write
//! the header that no library would.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use aws_lc_rs::{hmac, rsa};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::jwt::Algorithm;

/// A key that can sign, and tell its public half (or, for HMAC, all of it) as a JWK.
pub enum Issuer {
    Rs256(Box<RsaKeyPair>),
    Es256(Box<EcdsaKeyPair>),
    EdDsa(Box<Ed25519KeyPair>),
    Hs256(Vec<u8>),
}

impl Issuer {
    pub fn new(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Rs256 => Self::Rs256(Box::new(
                RsaKeyPair::generate(rsa::KeySize::Rsa2048).unwrap(),
            )),
            Algorithm::Es256 => {
                let curve = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
                Self::Es256(Box::new(EcdsaKeyPair::generate(curve).unwrap()))
            }
            Algorithm::EdDsa => Self::EdDsa(Box::new(Ed25519KeyPair::generate().unwrap())),
            Algorithm::Hs256 => {
                let mut secret = vec![0; 32];
                getrandom::fill(&mut secret).unwrap();
                Self::Hs256(secret)
            }
        }
    }

    /// The key as an issuer publishes it.
    pub fn jwk(&self, kid: &str) -> Value {
        match self {
            Self::Rs256(key) => json!({
                "kty": "RSA", "kid": kid, "use": "sig", "alg": "RS256",
                "n": base64(key.public_key().modulus().big_endian_without_leading_zero()),
                "e": base64(key.public_key().exponent().big_endian_without_leading_zero()),
            }),
            Self::Es256(key) => {
                let point = key.public_key().as_ref();
                json!({ "kty": "EC", "crv": "P-256", "kid": kid,
                        "x": base64(&point[1..33]), "y": base64(&point[33..]) })
            }
            Self::EdDsa(key) => json!({
                "kty": "OKP", "crv": "Ed25519", "kid": kid, "x": base64(key.public_key().as_ref()),
            }),
            Self::Hs256(secret) => json!({ "kty": "oct", "kid": kid, "k": base64(secret) }),
        }
    }

    /// What an attacker who wants HMAC with a public key would take for the secret.
    pub fn public_bytes(&self) -> Vec<u8> {
        match self {
            Self::Rs256(key) => key.public_key().as_ref().to_vec(),
            Self::Es256(key) => key.public_key().as_ref().to_vec(),
            Self::EdDsa(key) => key.public_key().as_ref().to_vec(),
            Self::Hs256(secret) => secret.clone(),
        }
    }

    pub fn token(&self, header: &Value, claims: &Value) -> String {
        let signed = unsigned(header, claims);
        let signature = base64(&self.sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rs256(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(
                    &signature::RSA_PKCS1_SHA256,
                    &random,
                    message,
                    &mut signature,
                )
                .unwrap();
                signature
            }
            Self::Es256(key) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            Self::EdDsa(key) => key.sign(message).as_ref().to_vec(),
            Self::Hs256(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
                hmac::sign(&key, message).as_ref().to_vec()
            }
        }
    }
}

/// The first two parts of a token.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    let (header, claims) = (header.to_string(), claims.to_string());
    format!(
        "{}.{}",
        base64(header.as_bytes()),
        base64(claims.as_bytes())
    )
}

pub fn key_set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

fn base64(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}
