//! What an organization sets for a factor that asks a vendor's service: which settings there are, and
//! what may stand in them. All of them are kept together, sealed.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;

use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{Keyring, KeyringError};
use crate::mfa::{Attempt, FactorError, FactorType, Sealed};
use crate::outbound::{Answer, Fault, Host};

/// A vendor whose service a factor asks.
#[derive(Debug)]
pub struct Vendor {
    pub factor_type: FactorType,
    /// As people know it.
    pub service: &'static str,
    pub settings: &'static [Setting],
}

/// One thing to set.
#[derive(Debug)]
pub struct Setting {
    pub name: &'static str,
    /// For people who set it: what it is, and where they find it.
    pub about: &'static str,
    pub kind: Kind,
    /// What counts where nothing is set. One without it must be set.
    pub usual: Option<&'static str>,
}

#[derive(Debug)]
pub enum Kind {
    Host,
    /// Visible ASCII of so many characters.
    Text(RangeInclusive<usize>),
    Choice(&'static [&'static str]),
    /// Visible ASCII that names each user by having this in it once.
    Naming(&'static str),
    /// As text, and never shown. A vendor has one at most.
    Secret(RangeInclusive<usize>),
}

impl Kind {
    fn is_secret(&self) -> bool {
        matches!(self, Self::Secret(_))
    }

    /// The value as it is kept, or what is allowed. Nothing of a secret is repeated.
    fn read(&self, text: &str) -> Result<String, String> {
        match self {
            Self::Host => match text.parse::<Host>() {
                Ok(host) => Ok(host.to_string()),
                Err(error) => Err(error.to_string()),
            },
            Self::Text(length) | Self::Secret(length) => {
                let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
                if visible && length.contains(&text.len()) {
                    return Ok(text.to_owned());
                }
                Err(match (length.start(), length.end()) {
                    (least, most) if least == most => {
                        format!("must have {least} characters, and no spaces")
                    }
                    (least, most) => format!("must have {least} to {most} characters, no spaces"),
                })
            }
            Self::Choice(choices) if choices.contains(&text) => Ok(text.to_owned()),
            Self::Choice(choices) => Err(format!("must be {}", choices.join(" or "))),
            Self::Naming(user) => {
                let visible = text.bytes().all(|byte| byte.is_ascii_graphic());
                if visible && text.len() <= 128 && text.matches(user).count() == 1 {
                    return Ok(text.to_owned());
                }
                Err(format!(
                    "must have {user} in it, once, and no spaces: else all users would be one"
                ))
            }
        }
    }
}

impl Vendor {
    fn setting(&self, name: &str) -> Option<&'static Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    /// What its secret is called, if it has one.
    pub fn secret(&self) -> Option<&'static str> {
        let mut secret = self.settings.iter().filter(|one| one.kind.is_secret());
        secret.next().map(|setting| setting.name)
    }

    /// For people: each setting on a line, with what it is.
    pub fn help(&self) -> String {
        let mut text = format!("TYPE {} ({}):\n", self.factor_type, self.service);
        for setting in self.settings {
            let name = if setting.kind.is_secret() {
                "--secret-file".to_owned()
            } else {
                format!("{}=…", setting.name)
            };
            let usual = match setting.usual {
                Some("") => " [default: none]".to_owned(),
                Some(usual) => format!(" [default: {usual}]"),
                None => String::new(),
            };
            text.push_str(&format!("  {name:<16} {}{usual}\n", setting.about));
        }
        text
    }
}

/// What is set, by name. Values never print.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Settings(BTreeMap<String, Zeroizing<String>>);

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Settings {
    /// Sets what is given, keeps the rest, and checks that nothing is missing. `Err` for people.
    pub fn change(
        mut self,
        vendor: &Vendor,
        given: impl IntoIterator<Item = (String, Zeroizing<String>)>,
    ) -> Result<Self, String> {
        for (name, value) in given {
            let Some(setting) = vendor.setting(&name) else {
                let known: Vec<_> = vendor.settings.iter().map(|known| known.name).collect();
                let (service, known) = (vendor.service, known.join(", "));
                return Err(format!(
                    "{service} has no setting {name:?}; it has: {known}"
                ));
            };
            let value = match (value.as_str(), setting.usual) {
                ("", Some("")) => String::new(),
                (text, _) => (setting.kind.read(text)).map_err(|why| format!("{name} {why}"))?,
            };
            self.0.insert(name, Zeroizing::new(value));
        }
        for setting in vendor.settings {
            match setting.usual {
                Some(usual) => {
                    let value = || Zeroizing::new(usual.to_owned());
                    self.0.entry(setting.name.to_owned()).or_insert_with(value);
                }
                None if self.0.contains_key(setting.name) => {}
                None if setting.kind.is_secret() => {
                    let name = setting.name;
                    return Err(format!(
                        "the {name} is missing: give it with --secret-file, or --secret-file - \
                         to type or pipe it"
                    ));
                }
                None => {
                    let (name, about) = (setting.name, setting.about);
                    return Err(format!("{name}=… is missing: {about}"));
                }
            }
        }
        Ok(self)
    }

    /// All but secrets, for people.
    pub fn shown(&self, vendor: &Vendor) -> Vec<(&'static str, String)> {
        let shown = |setting: &'static Setting| {
            if setting.kind.is_secret() {
                return None;
            }
            Some((setting.name, self.get(setting.name)?.to_owned()))
        };
        vendor.settings.iter().filter_map(shown).collect()
    }

    /// Hosts that are this machine: for development alone.
    pub fn local_hosts(&self, vendor: &Vendor) -> Vec<Host> {
        let hosts = vendor
            .settings
            .iter()
            .filter_map(|setting| match setting.kind {
                Kind::Host => self.host(setting.name).ok(),
                Kind::Text(_) | Kind::Choice(_) | Kind::Naming(_) | Kind::Secret(_) => None,
            });
        hosts.filter(Host::is_local).collect()
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.as_str())
    }

    /// One that was checked to be there.
    pub fn required(&self, name: &'static str) -> Result<&str, FactorError> {
        self.get(name)
            .ok_or_else(|| FactorError::Internal(Box::new(Incomplete(name))))
    }

    pub fn host(&self, name: &'static str) -> Result<Host, FactorError> {
        let host = self.required(name)?.parse::<Host>();
        host.map_err(|error| FactorError::Internal(Box::new(error)))
    }

    pub(super) fn to_json(&self) -> Zeroizing<Vec<u8>> {
        let all: BTreeMap<_, _> = self.0.iter().map(|(k, v)| (k, v.as_str())).collect();
        // A map of texts can be written always.
        Zeroizing::new(serde_json::to_vec(&all).unwrap_or_default())
    }

    pub(super) fn from_json(json: &[u8]) -> Option<Self> {
        let all: BTreeMap<String, String> = serde_json::from_slice(json).ok()?;
        let all = all.into_iter().map(|(k, v)| (k, Zeroizing::new(v)));
        Some(Self(all.collect()))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the organization's setting {0} of the factor is missing: set it again")]
struct Incomplete(&'static str);

/// What the organization of a link has set. `None` where it has not.
pub fn settings_of(
    keyring: &Keyring,
    factor_type: FactorType,
    attempt: &Attempt<'_>,
) -> Result<Option<Settings>, FactorError> {
    let open = |sealed: &Sealed| keyring.open_settings(attempt.organization, factor_type, sealed);
    Ok(attempt.settings.map(open).transpose()?)
}

/// A call that came to nothing, as a factor tells of it.
pub fn failed(service: &'static str, fault: &Fault) -> FactorError {
    FactorError::Service {
        service,
        reason: fault.to_string(),
    }
}

/// A word out of a response that says no, for the log: nothing that is longer, or stranger.
pub fn said(answer: &Answer, name: &str) -> String {
    let is_word = |text: &&str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        (1..=40).contains(&text.len()) && text.bytes().all(plain)
    };
    let word = answer
        .body
        .get(name)
        .and_then(Value::as_str)
        .filter(is_word);
    let status = answer.status.as_u16();
    match word {
        Some(word) => format!("{word} (status {status})"),
        None => format!("status {status}"),
    }
}

/// 256 bits, which nobody guesses: 43 characters.
pub fn unguessable() -> Result<Zeroizing<String>, KeyringError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(&mut bytes[..])?;
    Ok(Zeroizing::new(BASE64URL_NOPAD.encode(&bytes[..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VENDOR: Vendor = Vendor {
        factor_type: FactorType::named("test"),
        service: "Test",
        settings: &[
            Setting {
                name: "host",
                about: "where",
                kind: Kind::Host,
                usual: None,
            },
            Setting {
                name: "id",
                about: "who",
                kind: Kind::Text(2..=4),
                usual: None,
            },
            Setting {
                name: "mode",
                about: "how",
                kind: Kind::Choice(&["a", "b"]),
                usual: Some("a"),
            },
            Setting {
                name: "more",
                about: "what",
                kind: Kind::Text(1..=4),
                usual: Some(""),
            },
            Setting {
                name: "naming",
                about: "whom",
                kind: Kind::Naming("{user}"),
                usual: Some("{user}"),
            },
            Setting {
                name: "key",
                about: "secret",
                kind: Kind::Secret(8..=8),
                usual: None,
            },
        ],
    };

    fn given(pairs: &[(&str, &str)]) -> Vec<(String, Zeroizing<String>)> {
        let owned = |(name, value): &(&str, &str)| {
            ((*name).to_owned(), Zeroizing::new((*value).to_owned()))
        };
        pairs.iter().map(owned).collect()
    }

    const GOOD: [(&str, &str); 3] = [("host", "A.test"), ("id", "me"), ("key", "12345678")];

    #[test]
    fn what_is_set_is_checked_and_the_rest_kept() {
        let set = Settings::default()
            .change(&VENDOR, given(&GOOD))
            .expect("set");
        let shown = [
            ("host", "a.test"),
            ("id", "me"),
            ("mode", "a"),
            ("more", ""),
            ("naming", "{user}"),
        ];
        assert_eq!(set.shown(&VENDOR), shown.map(|(k, v)| (k, v.to_owned())));
        let changed = set
            .clone()
            .change(&VENDOR, given(&[("mode", "b"), ("more", "x")]));
        let changed = changed.expect("changed");
        assert_eq!(
            (changed.get("mode"), changed.get("key")),
            (Some("b"), Some("12345678"))
        );
        assert_eq!(
            Settings::from_json(&changed.to_json()),
            Some(changed.clone())
        );
        assert!(!format!("{changed:?}").contains("12345678"));
        for (wrong, why) in [
            (("host", "127.0.0.1"), "host must be a name"),
            (("id", "a b"), "id must have 2 to 4 characters"),
            (("id", "abcde"), "id must have 2 to 4 characters"),
            (("mode", "c"), "mode must be a or b"),
            (("mode", ""), "mode must be a or b"),
            (("naming", "alice"), "naming must have {user} in it"),
            (("naming", "{user}{user}"), "naming must have {user} in it"),
            (("naming", "a {user}"), "naming must have {user} in it"),
            (("key", "1234567"), "key must have 8 characters"),
            (
                ("ky", "12345678"),
                "no setting \"ky\"; it has: host, id, mode, more, naming, key",
            ),
        ] {
            let error = set
                .clone()
                .change(&VENDOR, given(&[wrong]))
                .expect_err("wrong");
            assert!(error.contains(why), "{error}");
            assert!(!error.contains("1234567"), "{error}");
        }
    }

    #[test]
    fn what_is_missing_is_told() {
        for (missing, why) in [
            (0, "host=… is missing"),
            (1, "id=… is missing"),
            (2, "--secret-file"),
        ] {
            let mut some = given(&GOOD);
            some.remove(missing);
            let error = Settings::default()
                .change(&VENDOR, some)
                .expect_err("missing");
            assert!(error.contains(why), "{error}");
        }
    }
}
