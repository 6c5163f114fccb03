//! Reads a configuration, and finds what of it cannot be meant.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::parts::Config;
use crate::exchange::{Operations, SchemeKind};
use crate::rules;

/// Why the configuration cannot be followed.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read {path}: {error}")]
    Read { path: String, error: std::io::Error },
    #[error("{path} cannot be followed: {error}")]
    Syntax {
        path: String,
        error: Box<toml::de::Error>,
    },
    #[error("{path}:{line}: {what}")]
    Meaning {
        path: String,
        line: usize,
        what: String,
    },
}

/// The file that a configuration is from.
#[derive(Debug, Default)]
pub struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The line of what keys and places in lists lead to; of the last one that is there.
    fn line(&self, path: &[&str]) -> usize {
        let Ok(table) = DeTable::parse(&self.text) else {
            return 1;
        };
        let mut start = table.span().start;
        let mut here: Option<&DeValue<'_>> = None;
        for step in path {
            let next = match here {
                Some(DeValue::Array(items)) => {
                    let index: usize = step.parse().unwrap_or_default();
                    items
                        .get(index)
                        .map(|item| (item.span().start, item.get_ref()))
                }
                Some(DeValue::Table(table)) => entry(table, step),
                Some(_) => None,
                None => entry(table.get_ref(), step),
            };
            let Some((place, value)) = next else { break };
            start = place;
            here = Some(value);
        }
        self.text[..start.min(self.text.len())]
            .matches('\n')
            .count()
            + 1
    }

    fn error(&self, path: &[&str], what: String) -> ConfigError {
        ConfigError::Meaning {
            path: self.path.clone(),
            line: self.line(path),
            what,
        }
    }
}

fn entry<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<(usize, &'t DeValue<'i>)> {
    let mut all = table.iter();
    let (key, value) = all.find(|(key, _)| key.get_ref() == name)?;
    Some((key.span().start, value.get_ref()))
}

impl Config {
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read {
            path: shown.clone(),
            error,
        })?;
        let mut config: Config = toml::from_str(&text).map_err(|error| ConfigError::Syntax {
            path: shown.clone(),
            error: Box::new(error),
        })?;
        config.source = Source { path: shown, text };
        Ok(config)
    }

    /// Finds what names nothing of the contract, or of the configuration itself: it would be
    /// passed over in silence.
    pub fn check(&self, operations: &Operations<'_>) -> Result<(), ConfigError> {
        self.check_identities(operations)?;
        self.check_names(operations)?;
        self.check_steps()?;
        self.check_known(operations)
    }

    fn check_identities(&self, operations: &Operations<'_>) -> Result<(), ConfigError> {
        for (name, identity) in &self.identities {
            for scheme in identity.credentials.keys() {
                let path = ["identities", name, "credentials", scheme];
                let known = operations.schemes.get(scheme.as_str());
                let what = match known.map(|scheme| &scheme.kind) {
                    None => format!(
                        "the contract has no security scheme `{scheme}`: it has {}",
                        listed(operations.schemes.keys().copied())
                    ),
                    Some(SchemeKind::MutualTls) => {
                        format!("`{scheme}` is no part of a request: it cannot be sent")
                    }
                    Some(_) => continue,
                };
                return Err(self.source.error(&path, what));
            }
            for called in &identity.forbidden {
                self.is_called(operations, called, &["identities", name, "forbidden"])?;
            }
        }
        Ok(())
    }

    fn check_names(&self, operations: &Operations<'_>) -> Result<(), ConfigError> {
        let all = operations.all.iter();
        let all: Vec<&str> = all
            .flat_map(|operation| &operation.parameters)
            .map(|parameter| parameter.name)
            .collect();
        let is_in_step = |name: &str| {
            let mut steps = self.setup.iter().chain(&self.cleanup);
            steps.any(|step| step.request.contains(&format!("{{{name}}}")))
        };
        let unknown = |name: &str| {
            let known = all.iter().any(|known| known.eq_ignore_ascii_case(name));
            !known && !is_in_step(name)
        };
        if let Some(name) = self.parameters.keys().find(|name| unknown(name)) {
            let what = format!("no operation has a parameter `{name}`");
            return Err(self.source.error(&["parameters", name], what));
        }
        for (called, own) in &self.operations {
            self.is_called(operations, called, &["operations", called])?;
            if let Some(name) = own.parameters.keys().find(|name| unknown(name)) {
                let what = format!("no operation has a parameter `{name}`");
                let path = ["operations", called, "parameters", name];
                return Err(self.source.error(&path, what));
            }
        }
        Ok(())
    }

    fn check_steps(&self) -> Result<(), ConfigError> {
        for (part, steps) in [("setup", &self.setup), ("cleanup", &self.cleanup)] {
            for (index, step) in steps.iter().enumerate() {
                let index = index.to_string();
                let (method, target) = step.request();
                let is_method =
                    !method.is_empty() && method.chars().all(|c| c.is_ascii_uppercase());
                if !is_method || !target.starts_with('/') {
                    let what = format!(
                        "`{}` is no request: write `POST /items`, as it is sent after the base path",
                        step.request
                    );
                    return Err(self.source.error(&[part, &index, "request"], what));
                }
                if let Some(name) = &step.identity
                    && !self.identities.contains_key(name)
                {
                    let what = format!(
                        "`{}` is sent by `{name}`, who is none of the identities: they are {}",
                        step.request,
                        listed(self.identities.keys().map(String::as_str))
                    );
                    return Err(self.source.error(&[part, &index, "identity"], what));
                }
            }
        }
        Ok(())
    }

    fn check_known(&self, operations: &Operations<'_>) -> Result<(), ConfigError> {
        for (index, known) in self.known.iter().enumerate() {
            let index = index.to_string();
            if known.reason.trim().is_empty() {
                let what = format!("a known `{}` has no reason", known.check);
                return Err(self.source.error(&["known", &index, "reason"], what));
            }
            let is_rule = rules::find(&known.check).is_some();
            if !is_rule || !known.check.starts_with("conform-") {
                let what = format!("no rule of conform is called `{}`", known.check);
                return Err(self.source.error(&["known", &index, "check"], what));
            }
            if let Some(called) = &known.operation {
                self.is_called(operations, called, &["known", &index, "operation"])?;
            }
        }
        Ok(())
    }

    fn is_called(
        &self,
        operations: &Operations<'_>,
        name: &str,
        path: &[&str],
    ) -> Result<(), ConfigError> {
        match operations.all.iter().any(|one| one.is_called(name)) {
            true => Ok(()),
            false => Err(self.source.error(
                path,
                format!(
                    "no operation is called `{name}`: write an operationId, or `GET /users/{{id}}`"
                ),
            )),
        }
    }
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let all: Vec<&str> = names.collect();
    match all.is_empty() {
        true => "none".to_owned(),
        false => all.join(", "),
    }
}
