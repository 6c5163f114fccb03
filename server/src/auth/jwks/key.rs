//! Keys that verify signatures, read from a JWK set (RFC 7517).

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use serde_json::Value;

use crate::auth::jwt::Algorithm;

/// RFC 7518 section 3.2: an HS256 key is at least as long as the hash.
const MIN_HMAC_BYTES: usize = 32;
/// RFC 7518 section 3.3: an RS256 key is at least 2048 bits.
const MIN_RSA_BYTES: usize = 256;

/// One key, with the one algorithm that it may be used for.
///
/// The algorithm follows from the key's own type, never from a token: `RSA` is RS256, `EC` on P-256
/// is ES256, `OKP` on Ed25519 is EdDSA, `oct` is HS256.
pub struct VerificationKey {
    id: Option<String>,
    algorithm: Algorithm,
    key: DecodingKey,
}

impl VerificationKey {
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether `signature` (base64url) is this key's signature of `message`. HMACs are compared in
    /// constant time by the library.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &str) -> bool {
        let algorithm = self.algorithm.in_library();
        matches!(
            jsonwebtoken::crypto::verify(signature, message, &self.key, algorithm),
            Ok(true)
        )
    }
}

impl fmt::Debug for VerificationKey {
    /// Says which key, and never its value: an `oct` key is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerificationKey({:?}, {})", self.id, self.algorithm)
    }
}

/// Why a document is not a JWK set that can be used. Says nothing of the keys' values.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnusableKeys {
    #[error("it is not a JWK set: a JSON object with a `keys` array (RFC 7517 section 5)")]
    NotAKeySet,
    #[error(
        "none of its keys can be used: RS256 needs an RSA key of 2048 bits or more, ES256 an EC key on P-256, EdDSA an OKP key on Ed25519, HS256 an oct key of 256 bits or more; `use` must be `sig`"
    )]
    NoUsableKey,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// RFC 7517 section 4: `use` and `key_ops` limit what a key is for, `alg` the algorithm.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
    k: Option<String>,
}

/// Reads a JWK set. A key that cannot verify one of the known algorithms is passed over, as RFC
/// 7517 section 5 asks: issuers publish encryption keys and keys of newer algorithms in the same
/// set.
pub fn read_key_set(document: &[u8]) -> Result<Vec<VerificationKey>, UnusableKeys> {
    let set: KeySet = serde_json::from_slice(document).map_err(|_| UnusableKeys::NotAKeySet)?;
    let keys: Vec<_> = set.keys.into_iter().filter_map(usable).collect();
    if keys.is_empty() {
        return Err(UnusableKeys::NoUsableKey);
    }
    Ok(keys)
}

fn usable(jwk: Value) -> Option<VerificationKey> {
    let jwk: Jwk = serde_json::from_value(jwk).ok()?;
    let (algorithm, key) = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => (Algorithm::Rs256, rsa(&jwk)?),
        ("EC", Some("P-256")) => (Algorithm::Es256, p256(&jwk)?),
        ("OKP", Some("Ed25519")) => (Algorithm::EdDsa, ed25519(&jwk)?),
        ("oct", _) => (Algorithm::Hs256, hmac(&jwk)?),
        _ => return None,
    };
    let fits = jwk.alg.as_deref().is_none_or(|alg| alg == algorithm.name())
        && jwk
            .purpose
            .as_deref()
            .is_none_or(|purpose| purpose == "sig")
        && jwk
            .key_ops
            .is_none_or(|operations| operations.iter().any(|operation| operation == "verify"));
    fits.then_some(VerificationKey {
        id: jwk.kid,
        algorithm,
        key,
    })
}

fn rsa(jwk: &Jwk) -> Option<DecodingKey> {
    let (n, e) = (bytes(jwk.n.as_ref())?, bytes(jwk.e.as_ref())?);
    let modulus = n.iter().skip_while(|byte| **byte == 0).count();
    (modulus >= MIN_RSA_BYTES).then(|| DecodingKey::from_rsa_raw_components(&n, &e))
}

fn p256(jwk: &Jwk) -> Option<DecodingKey> {
    let (x, y) = (jwk.x.as_ref()?, jwk.y.as_ref()?);
    let right_size = bytes(Some(x))?.len() == 32 && bytes(Some(y))?.len() == 32;
    right_size.then(|| DecodingKey::from_ec_components(x, y).ok())?
}

fn ed25519(jwk: &Jwk) -> Option<DecodingKey> {
    let x = bytes(jwk.x.as_ref())?;
    (x.len() == 32).then(|| DecodingKey::from_ed_der(&x))
}

fn hmac(jwk: &Jwk) -> Option<DecodingKey> {
    let k = zeroize::Zeroizing::new(bytes(jwk.k.as_ref())?);
    (k.len() >= MIN_HMAC_BYTES).then(|| DecodingKey::from_secret(&k))
}

fn bytes(member: Option<&String>) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(member?.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(keys: Value) -> Result<Vec<(Option<String>, Algorithm)>, UnusableKeys> {
        let document = json!({ "keys": keys }).to_string();
        let keys = read_key_set(document.as_bytes())?;
        Ok(keys
            .into_iter()
            .map(|key| (key.id, key.algorithm))
            .collect())
    }

    fn encoded(length: usize) -> String {
        BASE64URL_NOPAD.encode(&vec![0xff; length])
    }

    #[test]
    fn a_keys_type_decides_its_algorithm() {
        let keys = read(json!([
            { "kty": "RSA", "kid": "r", "n": encoded(256), "e": "AQAB" },
            { "kty": "EC", "crv": "P-256", "kid": "e", "x": encoded(32), "y": encoded(32) },
            { "kty": "OKP", "crv": "Ed25519", "kid": "d", "x": encoded(32), "use": "sig" },
            { "kty": "oct", "k": encoded(32), "alg": "HS256", "key_ops": ["verify"] },
        ]));
        let algorithms: Vec<_> = keys
            .unwrap()
            .into_iter()
            .map(|(_, algorithm)| algorithm)
            .collect();
        assert_eq!(algorithms, Algorithm::ALL);
    }

    #[test]
    fn keys_of_other_uses_and_weak_keys_are_passed_over() {
        for key in [
            json!({ "kty": "RSA", "n": encoded(255), "e": "AQAB" }),
            json!({ "kty": "RSA", "n": BASE64URL_NOPAD.encode(&[vec![0; 200], vec![1; 100]].concat()), "e": "AQAB" }),
            json!({ "kty": "RSA", "n": encoded(256), "e": "AQAB", "use": "enc" }),
            json!({ "kty": "RSA", "n": encoded(256), "e": "AQAB", "alg": "PS256" }),
            json!({ "kty": "RSA", "n": encoded(256), "e": "AQAB", "alg": "HS256" }),
            json!({ "kty": "RSA", "n": encoded(256), "e": "AQAB", "key_ops": ["encrypt"] }),
            json!({ "kty": "RSA", "n": encoded(256) }),
            json!({ "kty": "EC", "crv": "P-384", "x": encoded(48), "y": encoded(48) }),
            json!({ "kty": "EC", "crv": "P-256", "x": encoded(31), "y": encoded(32) }),
            json!({ "kty": "OKP", "crv": "Ed448", "x": encoded(57) }),
            json!({ "kty": "oct", "k": encoded(31) }),
            json!({ "kty": "oct" }),
            json!({ "kty": "AKP", "pub": "AA" }),
            json!({ "kid": "no type" }),
            json!("not an object"),
        ] {
            assert_eq!(read(json!([key])), Err(UnusableKeys::NoUsableKey), "{key}");
        }
    }

    #[test]
    fn what_is_no_key_set_is_said_to_be_none() {
        for document in ["", "[]", "{}", "<html>", r#"{"keys":{}}"#] {
            assert!(matches!(
                read_key_set(document.as_bytes()),
                Err(UnusableKeys::NotAKeySet)
            ));
        }
    }

    #[test]
    fn a_key_never_prints_its_value() {
        let secret = encoded(32);
        let document = json!({ "keys": [{ "kty": "oct", "kid": "h", "k": secret }] }).to_string();
        let printed = format!("{:?}", read_key_set(document.as_bytes()).unwrap());
        assert_eq!(printed, r#"[VerificationKey(Some("h"), HS256)]"#);
    }
}
