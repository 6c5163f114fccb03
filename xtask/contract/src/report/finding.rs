//! One thing that was found, wherever it was found.

use super::rule::{Level, Rule};
use crate::document::Position;

/// What happened, where, why, and what to do next.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub level: Level,
    pub message: String,
    /// The place in the contract that it is about.
    pub at: Option<Position>,
    /// JSON Pointer of what differs, when it is known.
    pub pointer: Option<String>,
    /// The way out.
    pub help: Option<String>,
    /// What else is known, when something was compared.
    pub compared: Option<Box<Compared>>,
    /// What shows it, for who tries it again: data of the command that found it.
    pub case: Option<Box<serde_json::Value>>,
}

/// What was compared.
#[derive(Clone, Debug)]
pub enum Compared {
    /// Two documents: where it was before, and whom it concerns.
    Documents(Comparison),
    /// Two texts: how they differ, as `diff -u` shows it.
    Texts(String),
}

/// What a finding of a comparison knows beside its place, which is the one in
/// the revision.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    pub base: Option<Position>,
    pub base_pointer: Option<String>,
    /// A value that shows it; the inner one is none when none was found, the outer
    /// one when none was sought.
    pub witness: Option<Option<Witness>>,
    /// The operations that it reaches, as `GET /users/{id}`; none when it is
    /// about the whole document.
    pub operations: Vec<String>,
}

/// A value of which two schemas do not say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    pub value: serde_json::Value,
    pub was_allowed: bool,
    pub is_allowed: bool,
}

impl Finding {
    /// With the level of its rule.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Finding {
            level: rule.level.unwrap_or(Level::Warning),
            ..Finding::error(rule, message)
        }
    }

    pub fn error(rule: &'static Rule, message: impl Into<String>) -> Self {
        Finding {
            rule,
            level: Level::Error,
            message: message.into(),
            at: None,
            pointer: None,
            help: None,
            compared: None,
            case: None,
        }
    }

    pub fn warning(rule: &'static Rule, message: impl Into<String>) -> Self {
        Finding {
            level: Level::Warning,
            ..Finding::error(rule, message)
        }
    }

    pub fn at(mut self, position: Position) -> Self {
        self.at = Some(position);
        self
    }

    pub fn maybe_at(mut self, position: Option<Position>) -> Self {
        self.at = position;
        self
    }

    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    pub fn difference(mut self, difference: impl Into<String>) -> Self {
        self.compared = Some(Box::new(Compared::Texts(difference.into())));
        self
    }

    pub fn documents(mut self, comparison: Comparison) -> Self {
        self.compared = Some(Box::new(Compared::Documents(comparison)));
        self
    }

    pub fn case(mut self, case: Option<serde_json::Value>) -> Self {
        self.case = case.map(Box::new);
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl Finding {
    pub fn comparison(&self) -> Option<&Comparison> {
        match self.compared.as_deref() {
            Some(Compared::Documents(comparison)) => Some(comparison),
            _ => None,
        }
    }

    pub fn comparison_mut(&mut self) -> Option<&mut Comparison> {
        match self.compared.as_deref_mut() {
            Some(Compared::Documents(comparison)) => Some(comparison),
            _ => None,
        }
    }

    /// How two texts differ.
    pub fn text_difference(&self) -> Option<&str> {
        match self.compared.as_deref() {
            Some(Compared::Texts(difference)) => Some(difference),
            _ => None,
        }
    }

    /// What a new version of the contract has to be, for this change.
    pub fn asks_for(&self) -> Option<Bump> {
        self.comparison()?;
        Some(match self.level {
            Level::Error => Bump::Major,
            _ if self.rule.only_text() => Bump::Patch,
            _ => Bump::Minor,
        })
    }
}

/// The part of a version that is raised (Semantic Versioning 2.0.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nothing but texts changed.
    Patch,
    /// Something was added, or changed without breaking anybody.
    Minor,
    /// Something breaks.
    Major,
}
