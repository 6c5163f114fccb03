//! What ID tokens are signed with.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use crate::AuthorityError;

pub(super) const KID: &str = "simulator-1";

/// The tenant's key, and one that is nobody's.
pub(super) struct Keys {
    own: KeyPair,
    other: KeyPair,
}

impl Keys {
    pub(super) fn generate() -> Result<Self, AuthorityError> {
        let key = || KeyPair::generate(KeySize::Rsa2048).map_err(|_| AuthorityError::Key);
        Ok(Self {
            own: key()?,
            other: key()?,
        })
    }

    /// As a JWK Set (RFC 7517, section 5).
    pub(super) fn public(&self) -> Value {
        let public = self.own.public_key();
        let modulus = public.modulus();
        let exponent = public.exponent();
        json!({ "keys": [{
            "kty": "RSA",
            "use": "sig",
            "alg": "RS256",
            "kid": KID,
            "n": BASE64URL_NOPAD.encode(modulus.big_endian_without_leading_zero()),
            "e": BASE64URL_NOPAD.encode(exponent.big_endian_without_leading_zero()),
        }] })
    }

    /// By RS256, with the tenant's key or the other one.
    pub(super) fn sign(&self, signed: &[u8], is_forged: bool) -> Vec<u8> {
        let key = if is_forged { &self.other } else { &self.own };
        let mut signature = vec![0; key.public_modulus_len()];
        let random = SystemRandom::new();
        // An empty signature is a wrong one.
        match key.sign(&RSA_PKCS1_SHA256, &random, signed, &mut signature) {
            Ok(()) => signature,
            Err(_) => Vec::new(),
        }
    }
}
