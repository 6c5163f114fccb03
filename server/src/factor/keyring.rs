//! Encryption of TOTP secrets, of recovery codes until they are saved, of what organizations set for
//! vendors, of what signs their webhooks' deliveries, and of what factors keep while a person is there,
//! at rest:
//! XChaCha20-Poly1305 under a key from the configuration.
//!
//! Each ciphertext is bound to its user and to what it is, so that moving it to another row makes it
//! unreadable, and names its key, so that a new key can be put in use while the old one still opens old secrets.

mod anew;
mod fit;

use std::collections::BTreeMap;
use std::fmt;

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

pub use fit::Unfit;

use super::{SEALED_TEXTS, Settings, TotpSecret};
use crate::mfa::{
    FactorError, FactorType, OrganizationId, RecoveryCode, Sealed, UserId, WebhookId,
};

const NONCE_BYTES: usize = 24;

/// The keys by id; one of them seals.
pub struct Keyring {
    active: String,
    keys: BTreeMap<String, XChaCha20Poly1305>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    #[error("the active encryption key {id:?} is not among the configured keys")]
    NoActiveKey { id: String },
    #[error(
        "a secret was encrypted with key {id:?}, which is not configured: \
         configure that key again (it need not be the active one)"
    )]
    MissingKey { id: String },
    #[error(
        "a secret cannot be decrypted with key {id:?}: \
         the key's value changed, or the record was altered"
    )]
    Undecipherable { id: String },
    #[error("the TOTP secret of a link or a factor is missing")]
    NothingSealed,
    #[error("the operating system gives no random numbers")]
    NoRandomness,
}

impl From<KeyringError> for FactorError {
    fn from(error: KeyringError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl From<getrandom::Error> for KeyringError {
    fn from(_: getrandom::Error) -> Self {
        Self::NoRandomness
    }
}

impl Keyring {
    /// `active` names the key that seals; every key opens what it sealed.
    pub fn new(
        active: impl Into<String>,
        keys: impl IntoIterator<Item = (String, Zeroizing<[u8; 32]>)>,
    ) -> Result<Self, KeyringError> {
        let active = active.into();
        let keys: BTreeMap<_, _> = keys
            .into_iter()
            .map(|(id, key)| (id, XChaCha20Poly1305::new((&*key).into())))
            .collect();
        if keys.contains_key(&active) {
            Ok(Self { active, keys })
        } else {
            Err(KeyringError::NoActiveKey { id: active })
        }
    }

    /// Whether a key has this id.
    pub fn knows(&self, id: &str) -> bool {
        self.keys.contains_key(id)
    }

    pub fn seal(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        secret: &TotpSecret,
    ) -> Result<Sealed, KeyringError> {
        self.seal_bytes(&bound_to(TOTP, organization, user), secret.as_bytes())
    }

    pub fn open(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        sealed: &Sealed,
    ) -> Result<TotpSecret, KeyringError> {
        let bytes = self.open_bytes(&bound_to(TOTP, organization, user), sealed)?;
        TotpSecret::from_bytes(&bytes).map_err(|_| cannot_be_opened(sealed))
    }

    pub fn seal_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        codes: &[RecoveryCode],
    ) -> Result<Sealed, KeyringError> {
        let mut text = Zeroizing::new(String::with_capacity(codes.len() * 20));
        for code in codes {
            text.push_str(&code.expose().replace('-', ""));
            text.push('\n');
        }
        self.seal_bytes(&bound_to(CODES, organization, user), text.as_bytes())
    }

    pub fn open_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        sealed: &Sealed,
    ) -> Result<Vec<RecoveryCode>, KeyringError> {
        let bytes = self.open_bytes(&bound_to(CODES, organization, user), sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| cannot_be_opened(sealed))?;
        let codes: Option<Vec<_>> = text.lines().map(RecoveryCode::parse).collect();
        codes.ok_or_else(|| cannot_be_opened(sealed))
    }

    /// What an organization has set for a type of factor.
    pub fn seal_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
        settings: &Settings,
    ) -> Result<Sealed, KeyringError> {
        let aad = bound_to(SETTINGS, organization, &factor_type);
        self.seal_bytes(&aad, &settings.to_json())
    }

    pub fn open_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
        sealed: &Sealed,
    ) -> Result<Settings, KeyringError> {
        let aad = bound_to(SETTINGS, organization, &factor_type);
        let json = self.open_bytes(&aad, sealed)?;
        Settings::from_json(&json).ok_or_else(|| cannot_be_opened(sealed))
    }

    /// What a factor keeps for a user while a browser is away, or of an enrolment elsewhere. `what`
    /// says of which factor it is, and for what.
    pub fn seal_text(
        &self,
        what: &'static str,
        organization: &OrganizationId,
        user: &UserId,
        text: &str,
    ) -> Result<Sealed, KeyringError> {
        debug_assert!(
            SEALED_TEXTS.contains(&what),
            "{what} is not among SEALED_TEXTS: it could not be sealed anew with another key"
        );
        self.seal_bytes(&bound_to(what, organization, user), text.as_bytes())
    }

    pub fn open_text(
        &self,
        what: &'static str,
        organization: &OrganizationId,
        user: &UserId,
        sealed: &Sealed,
    ) -> Result<Zeroizing<String>, KeyringError> {
        let bytes = self.open_bytes(&bound_to(what, organization, user), sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| cannot_be_opened(sealed))?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// What signs the deliveries of a webhook.
    pub fn seal_webhook(
        &self,
        organization: &OrganizationId,
        webhook: &WebhookId,
        secret: &[u8],
    ) -> Result<Sealed, KeyringError> {
        self.seal_bytes(&bound_to(WEBHOOK, organization, webhook), secret)
    }

    pub fn open_webhook(
        &self,
        organization: &OrganizationId,
        webhook: &WebhookId,
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        self.open_bytes(&bound_to(WEBHOOK, organization, webhook), sealed)
    }

    fn seal_bytes(&self, aad: &[u8], secret: &[u8]) -> Result<Sealed, KeyringError> {
        let cipher = self.cipher(&self.active)?;
        // 192 random bits do not repeat, however many secrets a key seals.
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: secret, aad };
        let ciphertext = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| {
            KeyringError::Undecipherable {
                id: self.active.clone(),
            }
        })?;
        // The nonce (24 bytes), then ciphertext and tag.
        Ok(Sealed {
            key_id: self.active.clone(),
            bytes: [nonce.as_slice(), &ciphertext].concat(),
        })
    }

    fn open_bytes(&self, aad: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, KeyringError> {
        let cipher = self.cipher(&sealed.key_id)?;
        let (nonce, ciphertext) = sealed
            .bytes
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or_else(|| cannot_be_opened(sealed))?;
        let payload = Payload {
            msg: ciphertext,
            aad,
        };
        cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| cannot_be_opened(sealed))
    }

    fn cipher(&self, id: &str) -> Result<&XChaCha20Poly1305, KeyringError> {
        self.keys
            .get(id)
            .ok_or_else(|| KeyringError::MissingKey { id: id.to_owned() })
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.keys.keys().collect();
        f.debug_struct("Keyring")
            .field("active", &self.active)
            .field("ids", &ids)
            .finish()
    }
}

fn cannot_be_opened(sealed: &Sealed) -> KeyringError {
    KeyringError::Undecipherable {
        id: sealed.key_id.clone(),
    }
}

/// What a ciphertext holds, and how.
const TOTP: &str = "mfa totp 1";
const CODES: &str = "mfa codes 1";
const SETTINGS: &str = "mfa settings 1";
const WEBHOOK: &str = "mfa webhook 1";

fn bound_to(what: &str, organization: &OrganizationId, whose: &impl fmt::Display) -> Vec<u8> {
    // Ids and types hold no NUL, so the parts cannot run into each other.
    format!("{what}\0{organization}\0{whose}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, byte: u8) -> (String, Zeroizing<[u8; 32]>) {
        (id.to_owned(), Zeroizing::new([byte; 32]))
    }

    fn alice() -> (OrganizationId, UserId) {
        (
            OrganizationId::new("org").expect("an id"),
            UserId::new("alice").expect("an id"),
        )
    }

    #[test]
    fn a_new_key_seals_while_the_old_one_still_opens() {
        let (org, user) = alice();
        let secret = TotpSecret::generate().expect("randomness");
        let before = Keyring::new("2026", [key("2026", 1)]).expect("keys");
        let old = before.seal(&org, &user, &secret).expect("seals");

        let after = Keyring::new("2027", [key("2026", 1), key("2027", 2)]).expect("keys");
        let new = after.seal(&org, &user, &secret).expect("seals");
        assert_eq!((old.key_id.as_str(), new.key_id.as_str()), ("2026", "2027"));
        for sealed in [&old, &new] {
            let opened = after.open(&org, &user, sealed).expect("opens");
            assert_eq!(opened.as_bytes(), secret.as_bytes());
        }

        let error = before.open(&org, &user, &new).expect_err("no such key");
        assert!(error.to_string().contains("\"2027\""), "{error}");
    }

    #[test]
    fn a_sealed_secret_opens_for_its_user_and_unaltered_alone() {
        let (org, user) = alice();
        let keys = Keyring::new("k", [key("k", 1)]).expect("keys");
        let secret = TotpSecret::generate().expect("randomness");
        let sealed = keys.seal(&org, &user, &secret).expect("seals");
        let windows: Vec<_> = sealed.bytes.windows(20).collect();
        assert!(!windows.contains(&secret.as_bytes()), "it is encrypted");

        let bob = UserId::new("bob").expect("an id");
        let elsewhere = OrganizationId::new("other").expect("an id");
        assert!(keys.open(&org, &bob, &sealed).is_err());
        assert!(keys.open(&elsewhere, &user, &sealed).is_err());
        for index in [0, 24, sealed.bytes.len() - 1] {
            let mut altered = sealed.clone();
            altered.bytes[index] ^= 1;
            assert!(keys.open(&org, &user, &altered).is_err());
        }
        let short = Sealed {
            key_id: "k".into(),
            bytes: vec![0; 5],
        };
        assert!(keys.open(&org, &user, &short).is_err());
        let other_value = Keyring::new("k", [key("k", 9)]).expect("keys");
        assert!(other_value.open(&org, &user, &sealed).is_err());
    }

    #[test]
    fn recovery_codes_open_as_what_they_are_and_for_their_user_alone() {
        let (org, user) = alice();
        let keys = Keyring::new("k", [key("k", 1)]).expect("keys");
        let codes = RecoveryCode::generate_set().expect("randomness");
        let sealed = keys.seal_codes(&org, &user, &codes).expect("seals");
        assert_eq!(keys.open_codes(&org, &user, &sealed), Ok(codes));
        let bob = UserId::new("bob").expect("an id");
        assert!(keys.open_codes(&org, &bob, &sealed).is_err());
        assert!(keys.open(&org, &user, &sealed).is_err(), "no TOTP secret");
        let secret = TotpSecret::generate().expect("randomness");
        let sealed = keys.seal(&org, &user, &secret).expect("seals");
        assert!(keys.open_codes(&org, &user, &sealed).is_err(), "no codes");
    }

    #[test]
    fn settings_open_for_their_organization_and_type_alone() {
        let (org, _) = alice();
        let other = OrganizationId::new("other").expect("an id");
        let keys = Keyring::new("k", [key("k", 1)]).expect("keys");
        let settings = Settings::from_json(br#"{"client_secret":"s"}"#).expect("settings");
        let duo = FactorType::DUO;
        let sealed = keys.seal_settings(&org, duo, &settings).expect("seals");
        assert_eq!(keys.open_settings(&org, duo, &sealed), Ok(settings));
        assert!(keys.open_settings(&other, duo, &sealed).is_err());
        let guardian = FactorType::named("guardian");
        assert!(keys.open_settings(&org, guardian, &sealed).is_err());
    }

    #[test]
    fn the_active_key_must_be_there_and_no_key_is_printed() {
        let error = Keyring::new("b", [key("a", 1)]).expect_err("not there");
        assert_eq!(error, KeyringError::NoActiveKey { id: "b".into() });
        let keys = Keyring::new("a", [key("a", 1)]).expect("keys");
        assert_eq!(
            format!("{keys:?}"),
            r#"Keyring { active: "a", ids: ["a"] }"#
        );
    }
}
