//! `dev.env`: NAME=value lines that a shell, a container and a test can read.

use std::fmt::Write as _;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

/// What the file tells. Values need no quotes: they are URLs, keys and tokens.
#[derive(Default)]
pub(super) struct DevEnv {
    values: Vec<(String, SecretString)>,
}

impl DevEnv {
    pub(super) fn parse(text: &str) -> Self {
        let pairs = text.lines().filter_map(|line| line.trim().split_once('='));
        let values = pairs.map(|(name, value)| (name.to_owned(), value.to_owned().into()));
        Self {
            values: values.collect(),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&SecretString> {
        let mut named = self.values.iter().filter(|(known, _)| known == name);
        named.next().map(|(_, value)| value)
    }

    pub(super) fn push(&mut self, name: &str, value: SecretString) {
        self.values.push((name.to_owned(), value));
    }

    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        for (name, value) in &self.values {
            let _ = writeln!(text, "{name}={}", value.expose_secret());
        }
        text
    }
}
