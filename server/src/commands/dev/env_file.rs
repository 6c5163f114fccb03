//! `dev.env`: lines of `export NAME=value`, which every shell reads, and hands on to what it starts.

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
        // Earlier versions exported nothing.
        let unexported = |line: &str| line.trim().trim_start_matches("export ").to_owned();
        let lines = text.lines().map(unexported).map(Zeroizing::new);
        let pair = |line: Zeroizing<String>| {
            let (name, value) = line.split_once('=')?;
            Some((name.to_owned(), SecretString::from(value)))
        };
        Self {
            values: lines.filter_map(pair).collect(),
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
            let _ = writeln!(text, "export {name}={}", value.expose_secret());
        }
        text
    }
}
