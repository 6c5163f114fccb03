//! The settings that are secret, each of them given in one of four ways.

use std::path::Path;

use secrecy::ExposeSecret;

use super::load::Reader;
use super::private::kept_from_others;
use super::problem::{Place, Problem};
use super::secret::SecretSource;
use super::settings::{self, Given};
use super::values::{self, EncryptionKey, EncryptionKeys};

/// A secret as it was given, or where it is.
enum Secret {
    Given(Vec<Given>),
    Elsewhere(SecretSource),
}

impl Reader {
    pub(super) fn encryption_keys(&mut self) -> Option<EncryptionKeys> {
        let before = self.problems.len();
        let keys = match self.secret(&settings::KEYS)? {
            Secret::Given(given) => {
                self.check_file_of(&given);
                self.parse_keys(given)
            }
            Secret::Elsewhere(source) => values::read_keys(&source, &mut self.problems),
        };
        if self.problems.len() > before {
            return None;
        }
        match EncryptionKeys::new(keys) {
            Ok(keys) => Some(keys),
            Err(problem) => {
                self.problems.push(Problem::new(Place::Nowhere, problem));
                None
            }
        }
    }

    /// A secret, or where it is, if the settings say that in one way.
    fn secret(&mut self, secret: &settings::Secret) -> Option<Secret> {
        let mut found: Vec<_> = secret
            .all()
            .into_iter()
            .filter_map(|setting| Some((setting, self.settings.take(setting)?)))
            .collect();
        let (setting, given) = found.pop()?;
        if let Some((other, _)) = found.first() {
            let message = format!("`{other}` and `{setting}` are both set: keep one");
            self.problems.push(Problem::new(Place::Nowhere, message));
            return None;
        }
        if setting == secret.given {
            return Some(Secret::Given(given));
        }
        let place = given.first()?.place.clone();
        let mut texts: Vec<_> = given
            .iter()
            .map(|given| given.text.expose_secret().to_owned())
            .collect();
        let source = match (texts.len(), texts.pop()) {
            (1, Some(text)) if setting == secret.command => SecretSource::command(&text),
            (1, Some(text)) if setting == secret.file => Ok(SecretSource::File(text.into())),
            (1, Some(text)) => {
                SecretSource::credential(&text, self.credentials_directory.as_deref())
            }
            (_, Some(last)) if setting == secret.command => {
                texts.push(last);
                SecretSource::command_of(texts)
            }
            _ => Err("must be one value".into()),
        };
        match source {
            Ok(source) => Some(Secret::Elsewhere(source)),
            Err(problem) => {
                let message = format!("`{setting}` {problem}");
                self.problems.push(Problem::new(place, message));
                None
            }
        }
    }

    /// A configuration file that holds keys is a file of keys.
    fn check_file_of(&mut self, given: &[Given]) {
        if let Some(Place::File { name, .. }) = given.first().map(|given| &given.place)
            && let Err(problem) = kept_from_others(Path::new(name))
        {
            self.problems.push(Problem::new(Place::Nowhere, problem));
        }
    }

    fn parse_keys(&mut self, given: Vec<Given>) -> Vec<EncryptionKey> {
        let mut keys = Vec::new();
        for Given { text, place } in given {
            match EncryptionKey::parse(text.expose_secret()) {
                Ok(key) => keys.push(key),
                Err(problem) => self.problems.push(Problem::new(place, problem)),
            }
        }
        keys
    }
}
