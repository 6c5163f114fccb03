//! The team's settings: levels of rules, and exceptions with their reasons.
//!
//! ```toml
//! [levels]
//! info-contact = "error" # off, info, warning, error
//! info-license = { level = "off", reason = "The API is our own." }
//!
//! [[exceptions]]
//! rule = "operation-4xx-response"
//! at = "/paths/~1health/**" # JSON Pointer; `*` is any text in a token, `**` any tokens
//! file = "paths/health.yaml" # beside these settings; without it, in any file
//! reason = "The health check takes no input."
//! ```
//!
//! An exception that nothing needs is a finding: lists of exceptions do not
//! grow stale.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::walk::Found;
use crate::document::{FileId, Position, Sources};
use crate::report::Rule;
use crate::report::{Finding, Level, did_you_mean};
use crate::rules::{SETTINGS, lint as rules};

#[derive(Default)]
pub struct Settings {
    levels: BTreeMap<&'static str, Option<Level>>,
    exceptions: Vec<Exception>,
}

struct Exception {
    rule: &'static Rule,
    at: String,
    /// The only file that it is about.
    file: Option<PathBuf>,
    position: Position,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    levels: BTreeMap<String, Spanned<toml::Value>>,
    #[serde(default)]
    exceptions: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: Spanned<String>,
    at: Spanned<String>,
    file: Option<Spanned<String>>,
    reason: Spanned<String>,
}

impl Settings {
    /// Reads a file of settings. Its text is added to the sources, so that
    /// findings about it can show it.
    pub fn read(path: &Path, sources: &mut Sources) -> Result<Settings, Finding> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Finding::error(
                SETTINGS,
                format!("{} cannot be read: {error}", path.display()),
            )
            .help("check the path, and that the file may be read")
        })?;
        let parsed: Result<File, toml::de::Error> = toml::from_str(&text);
        let file = sources.add(path.to_owned(), text);
        let parsed = parsed.map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            Finding::error(SETTINGS, error.message())
                .at(sources.position(file, start))
                .help("the settings are `[levels]`, and `[[exceptions]]` with `rule`, `at`, `reason`, and `file` where it is about one")
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Settings::from_file(parsed, (file, folder), sources)
    }

    fn from_file(
        parsed: File,
        (file, folder): (FileId, &Path),
        sources: &Sources,
    ) -> Result<Settings, Finding> {
        let mut settings = Settings::default();
        for (name, setting) in &parsed.levels {
            let at = sources.position(file, setting.span().start);
            let rule = known(name, at)?;
            let level = level_of(setting.get_ref());
            let level = level
                .map_err(|(message, help)| Finding::error(SETTINGS, message).at(at).help(help))?;
            settings.levels.insert(&rule.id, level);
        }
        for entry in &parsed.exceptions {
            let position = sources.position(file, entry.span().start);
            let entry = entry.get_ref();
            let at = sources.position(file, entry.rule.span().start);
            let rule = known(entry.rule.get_ref(), at)?;
            if entry.reason.get_ref().trim().is_empty() {
                return Err(Finding::error(SETTINGS, "the exception has no reason")
                    .at(sources.position(file, entry.reason.span().start))
                    .help("say why the rule does not hold there, for those who come after you"));
            }
            let pattern = entry.at.get_ref();
            if !(pattern.is_empty() || pattern.starts_with(['/', '*'])) {
                let message = format!("`{pattern}` is not a JSON Pointer");
                return Err(Finding::error(SETTINGS, message)
                    .at(sources.position(file, entry.at.span().start))
                    .help("write what findings show after `at`: `/paths/~1things/get`"));
            }
            if let Some(named) = &entry.file
                && !folder.join(named.get_ref()).is_file()
            {
                let message = format!("there is no file `{}`", named.get_ref());
                return Err(Finding::error(SETTINGS, message)
                    .at(sources.position(file, named.span().start))
                    .help("write its path as seen from these settings, or leave `file` out"));
            }
            settings.exceptions.push(Exception {
                rule,
                at: pattern.clone(),
                file: entry.file.as_ref().map(|file| folder.join(file.get_ref())),
                position,
            });
        }
        Ok(settings)
    }

    pub fn level(&self, rule: &Rule) -> Option<Level> {
        self.levels.get(rule.id()).copied().unwrap_or(rule.level)
    }

    /// What is left of what was found: with its level, without what is off or
    /// excepted.
    pub fn apply(&self, found: Vec<Found>, sources: &Sources) -> Vec<(Finding, Found)> {
        let mut is_used = vec![false; self.exceptions.len()];
        let mut left = Vec::new();
        for found in found {
            let Some(level) = self.level(found.rule) else {
                continue;
            };
            let exception = self.exceptions.iter().position(|exception| {
                let is_in = |file: &PathBuf| is_same(file, sources.path(found.at.file));
                exception.rule == found.rule
                    && matches(&exception.at, &found.pointer)
                    && exception.file.as_ref().is_none_or(is_in)
            });
            match exception {
                Some(index) => is_used[index] = true,
                None => left.push((finding(&found, level), found)),
            }
        }
        if let Some(level) = self.level(rules::UNUSED_EXCEPTION) {
            for (exception, _) in self
                .exceptions
                .iter()
                .zip(is_used)
                .filter(|(_, used)| !used)
            {
                let found = Found {
                    rule: rules::UNUSED_EXCEPTION,
                    message: format!(
                        "`{}` finds nothing at {}{}",
                        exception.rule.id(),
                        exception.at,
                        exception
                            .file
                            .as_ref()
                            .map_or_else(String::new, |file| format!(" of {}", file.display()))
                    ),
                    at: exception.position,
                    pointer: String::new(),
                    help: Some("remove the exception".into()),
                    fix: None,
                };
                let mut finding = finding(&found, level);
                finding.pointer = None;
                left.push((finding, found));
            }
        }
        left
    }
}

fn finding(found: &Found, level: Level) -> Finding {
    Finding {
        level,
        at: Some(found.at),
        pointer: Some(found.pointer.clone()),
        help: found.help.clone(),
        ..Finding::error(found.rule, found.message.clone())
    }
}

/// A level, or a table of a level and the reason for it.
fn level_of(setting: &toml::Value) -> Result<Option<Level>, (String, &'static str)> {
    const LEVELS: &str = "the levels are `off`, `info`, `warning`, `error`";
    const TABLE: &str = "write `\"warning\"`, or `{ level = \"warning\", reason = \"…\" }`";
    match setting {
        toml::Value::String(name) => match name.as_str() {
            "off" => Ok(None),
            "info" => Ok(Some(Level::Info)),
            "warning" => Ok(Some(Level::Warning)),
            "error" => Ok(Some(Level::Error)),
            _ => Err((format!("`{name}` is not a level"), LEVELS)),
        },
        toml::Value::Table(table) => {
            if let Some(name) = table
                .keys()
                .find(|name| !["level", "reason"].contains(&name.as_str()))
            {
                return Err((format!("there is no `{name}` of a level"), TABLE));
            }
            let reason = table.get("reason").and_then(toml::Value::as_str);
            if reason.is_none_or(|reason| reason.trim().is_empty()) {
                return Err((
                    "the level has no reason".to_owned(),
                    "say why, for those who come after you",
                ));
            }
            match table.get("level") {
                Some(level @ toml::Value::String(_)) => level_of(level),
                _ => Err(("there is no level".to_owned(), TABLE)),
            }
        }
        _ => Err((
            format!("this is not a level but {}", setting.type_str()),
            TABLE,
        )),
    }
}

fn known(name: &str, at: Position) -> Result<&'static Rule, Finding> {
    let known = rules::ALL.iter().find(|rule| rule.id() == name);
    known.copied().ok_or_else(|| {
        let help = match did_you_mean(name, rules::ALL.iter().map(|rule| rule.id())) {
            Some(similar) => format!("did you mean `{similar}`? `--rules` lists all"),
            None => "`--rules` lists all".to_owned(),
        };
        Finding::error(SETTINGS, format!("there is no rule `{name}`"))
            .at(at)
            .help(help)
    })
}

/// Whether two paths lead to one file, however they are written.
fn is_same(one: &Path, other: &Path) -> bool {
    let whole = |path: &Path| path.canonicalize().ok();
    one == other || whole(one).is_some_and(|path| whole(other) == Some(path))
}

/// Whether a pointer fits a pattern, token by token.
fn matches(pattern: &str, pointer: &str) -> bool {
    fn tokens_match(patterns: &[&str], tokens: &[&str]) -> bool {
        match (patterns, tokens) {
            ([], []) => true,
            (["**", rest @ ..], tokens) => {
                (0..=tokens.len()).any(|skipped| tokens_match(rest, &tokens[skipped..]))
            }
            ([pattern, patterns @ ..], [token, tokens @ ..]) => {
                token_matches(pattern, token) && tokens_match(patterns, tokens)
            }
            _ => false,
        }
    }
    fn token_matches(pattern: &str, token: &str) -> bool {
        let Some((before, after)) = pattern.split_once('*') else {
            return pattern == token;
        };
        token.strip_prefix(before).is_some_and(|rest| {
            (0..=rest.len())
                .filter(|index| rest.is_char_boundary(*index))
                .any(|index| token_matches(after, &rest[index..]))
        })
    }
    let patterns: Vec<&str> = pattern.split('/').collect();
    let tokens: Vec<&str> = pointer.split('/').collect();
    tokens_match(&patterns, &tokens)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_match_pointers_token_by_token() {
        for (pattern, pointer, expected) in [
            ("/paths/~1a/get", "/paths/~1a/get", true),
            ("/paths/~1a/get", "/paths/~1a/get/tags", false),
            ("/paths/*/get", "/paths/~1a/get", true),
            ("/paths/*", "/paths/~1a/get", false),
            ("/paths/**", "/paths/~1a/get", true),
            ("/paths/**", "/paths", true),
            ("/**/responses/4*", "/paths/~1a/get/responses/404", true),
            ("/**/responses/4*", "/paths/~1a/get/responses/200", false),
            ("**", "", true),
            ("", "", true),
            ("", "/info", false),
        ] {
            assert_eq!(matches(pattern, pointer), expected, "{pattern} {pointer}");
        }
    }
}
