//! What proves who asks, and how it is sent.

use std::collections::HashMap;

use data_encoding::BASE64;

use crate::exchange::{Arguments, Location, Operations, SchemeKind};

/// A credential. It never prints itself.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

/// A credential of one scheme, as a request has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    pub scheme: String,
    pub value: Secret,
    /// How a shell says it, by the environment variable that it is from: `${NAME}`. None when it
    /// is made up and no secret.
    pub shell: Option<String>,
}

/// Where credentials come from: the environment, and what the service wrote.
#[derive(Clone, Debug, Default)]
pub struct Environment(pub HashMap<String, Secret>);

impl Environment {
    pub fn get(&self, name: &str) -> Option<Secret> {
        let own = self.0.get(name).cloned();
        let set = || std::env::var(name).ok().filter(|value| !value.is_empty());
        own.or_else(|| set().map(Secret))
    }

    /// Takes over variables of the process: their values are secrets.
    pub fn know<'n>(&mut self, names: impl Iterator<Item = &'n String>) {
        for name in names {
            if let Some(value) = self.get(name) {
                self.0.insert(name.clone(), value);
            }
        }
    }

    /// What a shell makes of a credential: `${NAME}`, `${NAME}x`, `${NAME%.*}.AAAA`.
    pub fn said(&self, shell: &str) -> Option<Secret> {
        let (name, rest) = shell.strip_prefix("${")?.split_once('}')?;
        let value = match name.strip_suffix("%.*") {
            None => self.get(name)?.expose().to_owned(),
            Some(name) => {
                let value = self.get(name)?;
                let cut = value.expose().rsplit_once('.');
                cut.map_or(value.expose(), |(before, _)| before).to_owned()
            }
        };
        Some(Secret(format!("{value}{rest}")))
    }

    /// A text with variables in place of their values.
    pub fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut all: Vec<(&String, &Secret)> = self.0.iter().collect();
        all.sort_by_key(|(_, secret)| std::cmp::Reverse(secret.0.len()));
        for (name, secret) in all {
            if secret.0.len() >= 6 {
                text = text.replace(secret.0.as_str(), &format!("${{{name}}}"));
            }
        }
        text
    }

    /// Reads `NAME=value` lines, as a shell would: with `export` before them, and quotes.
    pub fn add(&mut self, text: &str) {
        for line in text.lines() {
            let line = line.trim();
            let line = line.strip_prefix("export ").unwrap_or(line);
            if let Some((name, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                let value = value.trim();
                let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
                let value = inside('\'').or_else(|| inside('"')).unwrap_or(value);
                self.0
                    .insert(name.trim().to_owned(), Secret(value.to_owned()));
            }
        }
    }
}

/// As basic authentication sends it.
pub fn base64(text: &str) -> String {
    BASE64.encode(text.as_bytes())
}

/// Puts a credential where its scheme has it; false when the scheme cannot be spoken.
pub fn apply(
    operations: &Operations<'_>,
    credential: &Credential,
    arguments: &mut Arguments,
) -> bool {
    let Some(scheme) = operations.schemes.get(credential.scheme.as_str()) else {
        return false;
    };
    let value = credential.value.expose().to_owned();
    let authorization =
        |scheme: &str, value: &str| ("Authorization".to_owned(), format!("{scheme} {value}"));
    match &scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            let pair = ((*name).to_owned(), value);
            match location {
                Location::Query => arguments.query.push(pair),
                Location::Cookie => arguments.cookies.push(pair),
                Location::Header => arguments.headers.push(pair),
                Location::Path => return false,
            }
        }
        SchemeKind::Http(scheme) if scheme == "basic" => {
            arguments
                .headers
                .push(authorization("Basic", &base64(&value)));
        }
        SchemeKind::Http(scheme) if scheme == "bearer" => {
            arguments.headers.push(authorization("Bearer", &value));
        }
        SchemeKind::Http(scheme) => arguments.headers.push(authorization(scheme, &value)),
        SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            arguments.headers.push(authorization("Bearer", &value));
        }
        SchemeKind::MutualTls | SchemeKind::Unknown => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_shell_are_read() {
        let mut environment = Environment::default();
        environment.add("# a comment\nexport A='x y'\nB=\"z\"\nC=plain\n");
        for (name, value) in [("A", "x y"), ("B", "z"), ("C", "plain")] {
            assert_eq!(environment.get(name), Some(Secret::new(value)));
        }
        assert_eq!(format!("{environment:?}").matches("plain").count(), 0);
    }
}
