//! Whether the configured keys are those that sealed what a store holds. A key of the same id and
//! another value opens nothing: found out when a person gives a right code, that is too late.

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead as _, Payload};

use super::{Keyring, KeyringError, NONCE_BYTES};
use crate::mfa::{KeyCheck, KeyInUse};

/// What is sealed to know a key again.
const KNOWN: &[u8] = b"mfa-server knows this key";

/// A key of the store that the configuration does not open. `Display` says which, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error(
        "the encryption key {id} is not configured, and {sealed} with it: bring the key back (it \
         need not be the first)"
    )]
    Missing { id: String, sealed: String },
    #[error(
        "the encryption key {id} has another value than the one that sealed what is kept: {sealed} \
         with it. Bring its value back, and give a new key an id of its own"
    )]
    OtherValue { id: String, sealed: String },
}

impl Keyring {
    /// Holds the keys against what a store holds. Gives what the store should keep from now on, to
    /// know the keys again.
    pub fn fit(&self, in_use: &[KeyInUse]) -> Result<Vec<KeyCheck>, Vec<Unfit>> {
        let unfit: Vec<_> = in_use.iter().filter_map(|key| self.unfit(key)).collect();
        if !unfit.is_empty() {
            return Err(unfit);
        }
        let is_known = |id: &String| {
            in_use.iter().any(|key| {
                let opens = |check: &Vec<u8>| self.opens(id, check);
                key.id == *id && key.check.as_ref().is_some_and(opens)
            })
        };
        let new = self.keys.keys().filter(|id| !is_known(id));
        let checks = new.map(|id| self.check_value(id)).collect::<Result<_, _>>();
        // Sealing something that is known cannot fail, but for want of randomness.
        Ok(checks.unwrap_or_default())
    }

    fn unfit(&self, key: &KeyInUse) -> Option<Unfit> {
        let sealed = sealed(key)?;
        let id = key.id.clone();
        if !self.keys.contains_key(&id) {
            return Some(Unfit::Missing { id, sealed });
        }
        let opens = match (&key.check, &key.sample) {
            (Some(check), _) => self.opens(&id, check),
            // Kept by a version that looked at no key.
            (None, Some((organization, user, sealed))) => {
                self.open(organization, user, sealed).is_ok()
            }
            (None, None) => true,
        };
        (!opens).then_some(Unfit::OtherValue { id, sealed })
    }

    fn check_value(&self, id: &str) -> Result<KeyCheck, KeyringError> {
        let mut nonce = [0; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let aad = bound_to(id);
        let payload = Payload {
            msg: KNOWN,
            aad: &aad,
        };
        let cipher = self.cipher(id)?;
        let ciphertext = cipher.encrypt(&XNonce::from(nonce), payload);
        let ciphertext = ciphertext.map_err(|_| KeyringError::Undecipherable { id: id.into() })?;
        Ok(KeyCheck {
            id: id.to_owned(),
            check: [nonce.as_slice(), &ciphertext].concat(),
        })
    }

    fn opens(&self, id: &str, check: &[u8]) -> bool {
        let Some((nonce, ciphertext)) = check.split_first_chunk::<NONCE_BYTES>() else {
            return false;
        };
        let aad = bound_to(id);
        let payload = Payload {
            msg: ciphertext,
            aad: &aad,
        };
        let opened = self.cipher(id).ok().and_then(|cipher| {
            let opened = cipher.decrypt(&XNonce::from(*nonce), payload);
            opened.ok()
        });
        opened.is_some_and(|opened| opened == KNOWN)
    }
}

fn bound_to(id: &str) -> Vec<u8> {
    format!("mfa key 1\0{id}").into_bytes()
}

/// What a key sealed that is still of use: `3 factors are sealed`. `None` if there is nothing.
fn sealed(key: &KeyInUse) -> Option<String> {
    let counted = |number: u64, one: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {one}s")),
    };
    let parts = [
        counted(key.factors, "factor"),
        counted(key.links, "open link"),
        counted(key.settings, "vendor configuration"),
        counted(key.webhooks, "webhook secret"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let verb = if key.factors + key.links + key.settings + key.webhooks == 1 {
        "is"
    } else {
        "are"
    };
    (!parts.is_empty()).then(|| format!("{} {verb} sealed", parts.join(" and ")))
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::factor::TotpSecret;
    use crate::mfa::{OrganizationId, UserId};

    fn keyring(keys: &[(&str, u8)]) -> Keyring {
        let with_value = |(id, byte): &(&str, u8)| ((*id).to_owned(), Zeroizing::new([*byte; 32]));
        Keyring::new(keys[0].0, keys.iter().map(with_value)).expect("keys")
    }

    fn in_use(id: &str, check: Option<Vec<u8>>, factors: u64, links: u64) -> KeyInUse {
        KeyInUse {
            id: id.to_owned(),
            check,
            factors,
            links,
            settings: 0,
            webhooks: 0,
            sample: None,
        }
    }

    fn checks(keyring: &Keyring) -> Vec<KeyCheck> {
        keyring.fit(&[]).expect("nothing is kept")
    }

    #[test]
    fn a_key_is_known_again_and_another_value_is_not() {
        let keys = keyring(&[("2026", 1), ("2025", 2)]);
        let kept: Vec<_> = checks(&keys)
            .into_iter()
            .map(|kept| in_use(&kept.id, Some(kept.check), 3, 0))
            .collect();
        assert_eq!(kept.len(), 2);
        assert_eq!(keys.fit(&kept), Ok(vec![]));
        let other = keyring(&[("2026", 9), ("2025", 2)]);
        let unfit = other.fit(&kept).expect_err("another value");
        let told: Vec<_> = unfit.iter().map(Unfit::to_string).collect();
        assert_eq!(told.len(), 1);
        assert!(
            told[0].starts_with("the encryption key 2026 has another value")
                && told[0].contains("3 factors are sealed with it"),
            "{told:?}"
        );
        // The value of one key under the id of the other, and keys in another order.
        assert!(keyring(&[("2026", 2), ("2025", 1)]).fit(&kept).is_err());
        assert_eq!(keyring(&[("2025", 2), ("2026", 1)]).fit(&kept), Ok(vec![]));
    }

    #[test]
    fn a_key_is_missed_as_long_as_something_needs_it() {
        let keys = keyring(&[("2026", 1)]);
        for (factors, links, told) in [
            (1, 0, "1 factor is sealed"),
            (2, 1, "2 factors and 1 open link are sealed"),
            (0, 1, "1 open link is sealed"),
        ] {
            let unfit = keys.fit(&[in_use("2025", Some(vec![]), factors, links)]);
            let unfit = unfit.expect_err("it is needed")[0].to_string();
            assert!(
                unfit.starts_with("the encryption key 2025 is not configured, and ")
                    && unfit.contains(told),
                "{unfit}"
            );
        }
        let unused = keys.fit(&[in_use("2025", Some(vec![]), 0, 0)]);
        assert_eq!(unused.expect("nothing needs it").len(), 1, "2026 is new");
        // An id that nothing needs any more may get another value.
        let reused = keys.fit(&[in_use("2026", Some(vec![7; 60]), 0, 0)]);
        assert_eq!(reused.expect("nothing needs it").len(), 1);
    }

    #[test]
    fn what_an_earlier_version_kept_is_opened_to_know_its_key() {
        let (org, user) = (
            OrganizationId::new("blue").expect("an id"),
            UserId::new("alice").expect("an id"),
        );
        let keys = keyring(&[("2026", 1)]);
        let secret = TotpSecret::generate().expect("randomness");
        let sealed = keys.seal(&org, &user, &secret).expect("sealed");
        let kept = KeyInUse {
            sample: Some((org, user, sealed)),
            ..in_use("2026", None, 1, 0)
        };
        assert_eq!(
            keys.fit(std::slice::from_ref(&kept))
                .expect("it opens")
                .len(),
            1
        );
        assert!(keyring(&[("2026", 9)]).fit(&[kept]).is_err());
    }
}
