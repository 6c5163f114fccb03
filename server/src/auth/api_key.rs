//! Secret API keys: `mfask_<id>_<secret><checksum>`.
//!
//! The prefix lets secret scanners and people recognize a key; the checksum lets them, and this
//! service, tell a key from a typing error without asking the store. The id finds the record and is
//! no secret. The secret is 43 characters of base62 (256.03 bits) from the operating system's
//! generator. With that much entropy a plain SHA-256 keeps it safe at rest: a slow hash protects
//! guessable secrets, and would only slow each request down here.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use crate::mfa::{ApiKeyId, SecretHash, sha256};

pub const PREFIX: &str = "mfask_";
const ID_CHARACTERS: usize = 12;
const SECRET_CHARACTERS: usize = 43;
const CHECKSUM_CHARACTERS: usize = 6;
/// Lower case, so that an id reads the same wherever it is shown.
const ID_ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A key that has just been made: the one time that it can be shown.
pub struct NewApiKey {
    pub id: ApiKeyId,
    /// The whole key, as the client presents it.
    pub key: SecretString,
    pub secret_hash: SecretHash,
}

impl NewApiKey {
    /// Draws a key from the operating system's generator.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let id = draw(ID_ALPHABET, ID_CHARACTERS)?;
        let secret = zeroize::Zeroizing::new(draw(BASE62, SECRET_CHARACTERS)?);
        let mut key = format!("{PREFIX}{id}_{}", *secret);
        let checksum = checksum(&key);
        key.extend(checksum.map(char::from));
        Ok(Self {
            // The alphabet and the length are those of an id.
            id: ApiKeyId::new(id).map_err(|_| getrandom::Error::UNEXPECTED)?,
            secret_hash: SecretHash::of(secret.as_bytes()),
            key: key.into(),
        })
    }
}

/// A key as a client presented it: well formed, and nothing more.
pub struct PresentedApiKey {
    pub id: ApiKeyId,
    secret_hash: SecretHash,
}

/// What was presented has not the form of a key of this service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an API key of this service: wrong form or checksum")]
pub struct MalformedKey;

impl PresentedApiKey {
    pub fn parse(key: &SecretString) -> Result<Self, MalformedKey> {
        let key = key.expose_secret();
        let (body, given_checksum) = key
            .len()
            .checked_sub(CHECKSUM_CHARACTERS)
            .and_then(|length| key.split_at_checked(length))
            .ok_or(MalformedKey)?;
        let (id, secret) = body
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('_'))
            .ok_or(MalformedKey)?;
        let well_formed = id.len() == ID_CHARACTERS
            && id.bytes().all(|byte| ID_ALPHABET.contains(&byte))
            && secret.len() == SECRET_CHARACTERS
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !well_formed || checksum(body) != given_checksum.as_bytes() {
            return Err(MalformedKey);
        }
        Ok(Self {
            id: ApiKeyId::new(id).map_err(|_| MalformedKey)?,
            secret_hash: SecretHash::of(secret.as_bytes()),
        })
    }

    /// Whether this is the secret of the key with this hash, in a time that says nothing of how much
    /// of it fits. Without a record the comparison takes place all the same.
    pub fn matches(&self, kept: Option<&SecretHash>) -> bool {
        let nobodys = SecretHash::from_bytes([0; 32]);
        let same = self
            .secret_hash
            .as_bytes()
            .ct_eq(kept.unwrap_or(&nobodys).as_bytes());
        bool::from(same) & kept.is_some()
    }
}

impl fmt::Debug for PresentedApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PresentedApiKey({}, …)", self.id)
    }
}

/// The first 32 bits of the SHA-256 of what stands before, in base62. It only catches mistakes:
/// whoever can read this can compute it.
fn checksum(body: &str) -> [u8; CHECKSUM_CHARACTERS] {
    let digest = sha256(body.as_bytes());
    let mut number = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    let mut digits = [b'0'; CHECKSUM_CHARACTERS];
    for digit in digits.iter_mut().rev() {
        *digit = BASE62[(number % 62) as usize];
        number /= 62;
    }
    digits
}

/// `length` characters, each equally likely: bytes that would favour the first ones of the alphabet
/// are drawn again.
fn draw(alphabet: &[u8], length: usize) -> Result<String, getrandom::Error> {
    let fair = 256 - 256 % alphabet.len();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = zeroize::Zeroizing::new([0; 64]);
        getrandom::fill(&mut bytes[..])?;
        let characters = bytes
            .iter()
            .filter(|byte| usize::from(**byte) < fair)
            .map(|byte| char::from(alphabet[usize::from(*byte) % alphabet.len()]));
        text.extend(characters.take(length - text.len()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_is_recognized_and_matches_its_hash_alone() {
        let (one, two) = (
            NewApiKey::generate().unwrap(),
            NewApiKey::generate().unwrap(),
        );
        let presented = PresentedApiKey::parse(&one.key).unwrap();
        assert_eq!(presented.id, one.id);
        assert!(presented.matches(Some(&one.secret_hash)));
        assert!(!presented.matches(Some(&two.secret_hash)));
        assert!(!presented.matches(None));
        assert_eq!(one.key.expose_secret().len(), 6 + 12 + 1 + 43 + 6);
    }

    #[test]
    fn a_damaged_key_is_malformed() {
        let key = NewApiKey::generate().unwrap().key;
        let key = key.expose_secret();
        let mut damaged: Vec<String> = (0..key.len())
            .map(|at| {
                let other = if &key[at..=at] == "a" { "b" } else { "a" };
                format!("{}{other}{}", &key[..at], &key[at + 1..])
            })
            .collect();
        damaged.extend([
            String::new(),
            "mfask_".into(),
            "é".repeat(34),
            key[1..].into(),
            key[..key.len() - 1].into(),
            format!("{key}0"),
            format!("{key} "),
            key.to_uppercase(),
        ]);
        for text in damaged {
            assert_eq!(
                PresentedApiKey::parse(&text.clone().into()).err(),
                Some(MalformedKey),
                "{text}"
            );
        }
    }

    #[test]
    fn keys_and_hashes_do_not_print_themselves() {
        let new = NewApiKey::generate().unwrap();
        let presented = PresentedApiKey::parse(&new.key).unwrap();
        let printed = format!("{presented:?} {:?}", new.key);
        assert!(
            !printed.contains(&new.key.expose_secret()[20..]),
            "{printed}"
        );
    }
}
