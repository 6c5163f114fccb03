//! The same secrets under another key.

use super::{CODES, Keyring, KeyringError, SETTINGS, TOTP, WEBHOOK, bound_to, cannot_be_opened};
use crate::factor::SEALED_TEXTS;
use crate::mfa::{Sealed, SealedPlace, SealedValue};

impl Keyring {
    /// The id of the key that seals.
    pub fn active(&self) -> &str {
        &self.active
    }

    /// The ids of all keys.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// Seals what a value holds with the active key. What it is bound to stays the same.
    pub fn seal_anew(&self, value: &SealedValue) -> Result<Sealed, KeyringError> {
        let mut error = cannot_be_opened(&value.sealed);
        // What a factor keeps says itself what it is: only one of them opens it.
        for aad in bindings(&value.place) {
            match self.open_bytes(&aad, &value.sealed) {
                Ok(secret) => return self.seal_bytes(&aad, &secret),
                Err(why) => error = why,
            }
        }
        Err(error)
    }
}

/// All that what is at a place can be bound to.
fn bindings(place: &SealedPlace) -> Vec<Vec<u8>> {
    let (own, organization, user) = match place {
        SealedPlace::Settings {
            organization,
            factor_type,
        } => return vec![bound_to(SETTINGS, organization, factor_type)],
        SealedPlace::Webhook {
            organization,
            webhook,
        }
        | SealedPlace::OldWebhook {
            organization,
            webhook,
        } => return vec![bound_to(WEBHOOK, organization, webhook)],
        SealedPlace::Codes(link) => {
            return vec![bound_to(CODES, &link.organization, &link.user)];
        }
        SealedPlace::Factor { organization, user } => (Some(TOTP), organization, user),
        SealedPlace::Prepared(link) => (Some(TOTP), &link.organization, &link.user),
        SealedPlace::Departed(link) => (None, &link.organization, &link.user),
    };
    let what = own.into_iter().chain(SEALED_TEXTS);
    what.map(|what| bound_to(what, organization, user))
        .collect()
}

#[cfg(test)]
mod tests {
    use zeroize::Zeroizing;

    use super::*;
    use crate::factor::{DUO, Settings, TotpSecret};
    use crate::mfa::{
        LinkHash, OrganizationId, RecoveryCode, SealedKind, SealedLink, UserId, WebhookId,
    };

    fn keyring(ids: &[&str]) -> Keyring {
        let key = |id: &&str| ((*id).to_owned(), Zeroizing::new([id.as_bytes()[0]; 32]));
        Keyring::new(ids[0], ids.iter().map(key)).expect("keys")
    }

    #[test]
    fn what_is_sealed_anew_is_the_same_and_needs_the_new_key_alone() {
        let (old, both, new) = (
            keyring(&["old"]),
            keyring(&["new", "old"]),
            keyring(&["new"]),
        );
        let org = OrganizationId::new("org").expect("an id");
        let user = UserId::new("alice").expect("an id");
        let webhook = WebhookId::new("hook").expect("an id");
        let link = || SealedLink {
            hash: LinkHash::from_bytes([1; 32]),
            organization: org.clone(),
            user: user.clone(),
        };
        let factor = SealedPlace::Factor {
            organization: org.clone(),
            user: user.clone(),
        };
        let anew = |place: SealedPlace, sealed: Sealed| {
            let value = SealedValue { place, sealed };
            assert!(old.seal_anew(&value).is_ok(), "{value:?}");
            assert!(new.seal_anew(&value).is_err(), "{value:?}");
            let anew = both.seal_anew(&value).expect("sealed anew");
            assert_eq!(anew.key_id, "new");
            assert_ne!(anew.bytes, value.sealed.bytes);
            (value.place.kind(), anew)
        };
        let mut kinds = Vec::new();

        let secret = TotpSecret::generate().expect("randomness");
        let sealed = old.seal(&org, &user, &secret).expect("sealed");
        for place in [factor.clone(), SealedPlace::Prepared(link())] {
            let (kind, anew) = anew(place, sealed.clone());
            let opened = new.open(&org, &user, &anew).expect("opens");
            assert_eq!(opened.as_bytes(), secret.as_bytes());
            kinds.push(kind);
        }
        for what in SEALED_TEXTS {
            let sealed = old.seal_text(what, &org, &user, "kept").expect("sealed");
            let places = [SealedPlace::Departed(link()), SealedPlace::Prepared(link())];
            for place in places.into_iter().chain([factor.clone()]) {
                let (kind, anew) = anew(place, sealed.clone());
                let opened = new.open_text(what, &org, &user, &anew).expect("opens");
                assert_eq!(*opened, "kept", "{what}");
                kinds.push(kind);
            }
        }
        let codes = RecoveryCode::generate_set().expect("randomness");
        let sealed = old.seal_codes(&org, &user, &codes).expect("sealed");
        let (kind, of_codes) = anew(SealedPlace::Codes(link()), sealed);
        assert_eq!(new.open_codes(&org, &user, &of_codes), Ok(codes));
        kinds.push(kind);

        let settings = Settings::from_json(br#"{"client_secret":"s"}"#).expect("settings");
        let sealed = old.seal_settings(&org, DUO, &settings).expect("sealed");
        let place = SealedPlace::Settings {
            organization: org.clone(),
            factor_type: DUO,
        };
        let (kind, of_settings) = anew(place, sealed);
        assert_eq!(new.open_settings(&org, DUO, &of_settings), Ok(settings));
        kinds.push(kind);

        let sealed = old.seal_webhook(&org, &webhook, b"signs").expect("sealed");
        let (organization, id) = (org.clone(), webhook.clone());
        for place in [
            SealedPlace::Webhook {
                organization: organization.clone(),
                webhook: id.clone(),
            },
            SealedPlace::OldWebhook {
                organization,
                webhook: id,
            },
        ] {
            let (kind, anew) = anew(place, sealed.clone());
            let opened = new.open_webhook(&org, &webhook, &anew).expect("opens");
            assert_eq!(*opened, b"signs");
            kinds.push(kind);
        }
        for kind in SealedKind::ALL {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
    }

    #[test]
    fn what_is_of_another_place_is_not_sealed_anew() {
        let keys = keyring(&["new", "old"]);
        let org = OrganizationId::new("org").expect("an id");
        let place = |user: &str| SealedPlace::Factor {
            organization: org.clone(),
            user: UserId::new(user).expect("an id"),
        };
        let secret = TotpSecret::generate().expect("randomness");
        let alice = UserId::new("alice").expect("an id");
        let sealed = keyring(&["old"]).seal(&org, &alice, &secret);
        let sealed = sealed.expect("sealed");
        let value = |user| SealedValue {
            place: place(user),
            sealed: sealed.clone(),
        };
        assert!(keys.seal_anew(&value("alice")).is_ok());
        let error = keys.seal_anew(&value("bob")).expect_err("not bob's");
        assert!(error.to_string().contains("\"old\""), "{error}");
    }
}
