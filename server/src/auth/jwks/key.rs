//! Keys that verify signatures, read from a JWK set (RFC 7517).

use std::fmt;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use curve25519_dalek::edwards::CompressedEdwardsY;
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::DecodingKey;
use serde::Deserialize;
use serde_json::Value;

use super::fault::{Fault, FaultyKey};
use super::purpose::Purpose;
use super::rsa;
use crate::auth::jwt::Algorithm;
use crate::mfa::{is_guessable, is_known};

/// RFC 7518 section 3.2: an HS256 key is at least as long as the hash.
const MIN_HMAC_BYTES: usize = 32;

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
    #[error("none of its keys can be used; {0}")]
    Faulty(FaultyKey),
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

/// What a set holds: keys to verify with, and those that must not be relied on.
#[derive(Debug)]
pub struct KeySet {
    pub keys: Vec<VerificationKey>,
    pub faulty: Vec<FaultyKey>,
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

/// The members of private halves (RFC 7518, sections 6.2.2 and 6.3.2; RFC 8037, section 2).
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "oth"];

/// Reads a JWK set. A key that is not for verifying one of the known algorithms is passed over, as
/// RFC 7517 section 5 asks: issuers publish encryption keys and keys of newer algorithms in the same
/// set. One that is, and must not be relied on, is not among the keys, and told.
pub fn read_key_set(document: &[u8]) -> Result<KeySet, UnusableKeys> {
    let document: Document =
        serde_json::from_slice(document).map_err(|_| UnusableKeys::NotAKeySet)?;
    let mut set = KeySet {
        keys: Vec::new(),
        faulty: Vec::new(),
    };
    for (position, jwk) in (1..).zip(document.keys) {
        let kid = jwk.get("kid").and_then(Value::as_str).map(str::to_owned);
        let faulty = |fault| FaultyKey {
            position,
            kid: kid.clone(),
            fault,
        };
        match usable(jwk) {
            Ok(Some(key)) => {
                // Both stay: which one is meant is asked when a token names it.
                if key.id.is_some() && set.keys.iter().any(|before| before.id == key.id) {
                    set.faulty.push(faulty(Fault::DoubledKid));
                }
                set.keys.push(key);
            }
            Ok(None) => {}
            Err(fault) => set.faulty.push(faulty(fault)),
        }
    }
    match (set.keys.is_empty(), set.faulty.first()) {
        (true, Some(faulty)) => Err(UnusableKeys::Faulty(faulty.clone())),
        (true, None) => Err(UnusableKeys::NoUsableKey),
        (false, _) => Ok(set),
    }
}

fn usable(jwk: Value) -> Result<Option<VerificationKey>, Fault> {
    let asymmetric = jwk.get("kty").is_some_and(|kty| kty != "oct");
    if let Some(member) = PRIVATE.into_iter().find(|name| jwk.get(name).is_some())
        && asymmetric
    {
        return Err(Fault::Private(member));
    }
    let Ok(jwk) = serde_json::from_value::<Jwk>(jwk) else {
        return Ok(None);
    };
    let algorithm = match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => Algorithm::Rs256,
        ("EC", Some("P-256")) => Algorithm::Es256,
        ("OKP", Some("Ed25519")) => Algorithm::EdDsa,
        ("oct", _) => Algorithm::Hs256,
        _ => return Ok(None),
    };
    let purpose = Purpose {
        of: jwk.purpose.as_deref(),
        operations: jwk.key_ops.as_deref(),
        algorithm: jwk.alg.as_deref(),
    };
    if !purpose.verifies(algorithm)? {
        return Ok(None);
    }
    let key = match algorithm {
        Algorithm::Rs256 => rsa_key(&jwk)?,
        Algorithm::Es256 => p256(&jwk)?,
        Algorithm::EdDsa => ed25519(&jwk)?,
        Algorithm::Hs256 => hmac(&jwk)?,
    };
    Ok(Some(VerificationKey {
        id: jwk.kid,
        algorithm,
        key,
    }))
}

fn rsa_key(jwk: &Jwk) -> Result<DecodingKey, Fault> {
    let (n, e) = (bytes("n", jwk.n.as_ref())?, bytes("e", jwk.e.as_ref())?);
    rsa::check(&n, &e)?;
    Ok(DecodingKey::from_rsa_raw_components(&n, &e))
}

fn p256(jwk: &Jwk) -> Result<DecodingKey, Fault> {
    let (x, y) = (bytes("x", jwk.x.as_ref())?, bytes("y", jwk.y.as_ref())?);
    let off = || Fault::NotOnCurve("P-256");
    // The length is fixed (RFC 7518, section 6.2.1.2).
    if x.len() != 32 || y.len() != 32 {
        return Err(off());
    }
    let point = [&[4][..], &x, &y].concat();
    ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &point).map_err(|_| off())?;
    let encoded = [&x, &y].map(|coordinate| BASE64URL_NOPAD.encode(coordinate));
    DecodingKey::from_ec_components(&encoded[0], &encoded[1]).map_err(|_| off())
}

fn ed25519(jwk: &Jwk) -> Result<DecodingKey, Fault> {
    let x = bytes("x", jwk.x.as_ref())?;
    let point = CompressedEdwardsY::from_slice(&x).ok();
    let point = point.and_then(|compressed| compressed.decompress());
    match point {
        None => Err(Fault::NotOnCurve("Ed25519")),
        Some(point) if point.is_small_order() => Err(Fault::SmallOrder),
        Some(_) => Ok(DecodingKey::from_ed_der(&x)),
    }
}

fn hmac(jwk: &Jwk) -> Result<DecodingKey, Fault> {
    let k = zeroize::Zeroizing::new(bytes("k", jwk.k.as_ref())?);
    if k.len() < MIN_HMAC_BYTES {
        return Err(Fault::ShortSecret { bits: k.len() * 8 });
    }
    if is_known(&k) {
        return Err(Fault::KnownSecret);
    }
    if is_guessable(&k) {
        return Err(Fault::GuessableSecret);
    }
    Ok(DecodingKey::from_secret(&k))
}

fn bytes(name: &'static str, member: Option<&String>) -> Result<Vec<u8>, Fault> {
    let decoded = member.and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok());
    decoded.ok_or(Fault::Member(name))
}
