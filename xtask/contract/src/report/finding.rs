//! One thing that was found, wherever it was found.

use std::io::ErrorKind;

use crate::document::{LoadError, Position, ReferenceError};

#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing; nothing has to be done.
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// What happened, where, why, and what to do next.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable name of the rule, for lists of exceptions and searches.
    pub rule: &'static str,
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
    /// `request` or `response`, when the change is about values that travel.
    pub direction: Option<&'static str>,
    pub base: Option<Position>,
    pub base_pointer: Option<String>,
    /// Nothing but what people read has changed.
    pub only_text: bool,
    /// The operations that it reaches, as `GET /users/{id}`; none when it is
    /// about the whole document.
    pub operations: Vec<String>,
}

impl Finding {
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Finding {
            rule,
            level: Level::Error,
            message: message.into(),
            at: None,
            pointer: None,
            help: None,
            compared: None,
        }
    }

    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Finding {
            level: Level::Warning,
            ..Finding::error(rule, message)
        }
    }

    pub fn info(rule: &'static str, message: impl Into<String>) -> Self {
        Finding {
            level: Level::Info,
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
        let comparison = self.comparison()?;
        Some(match self.level {
            Level::Error => Bump::Major,
            _ if comparison.only_text => Bump::Patch,
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

impl From<LoadError> for Finding {
    fn from(error: LoadError) -> Self {
        let help = match &error {
            LoadError::Read { error, .. } if error.kind() == ErrorKind::InvalidData => {
                "save the file as UTF-8"
            }
            LoadError::Read { .. } => "check the path, and that the file may be read",
            LoadError::Syntax { .. } => "the file must be one well-formed YAML or JSON document",
            LoadError::TooDeep { .. } => "give a name to what is inside, and refer to it",
            LoadError::TooLarge { .. } => "refer to what is there many times, instead of aliases",
            LoadError::DuplicateKey { .. } => {
                "keep one of the two: readers disagree on which one counts"
            }
            LoadError::Remote { .. } => {
                "download the file, and refer to the copy by a relative path"
            }
        };
        let at = error.at();
        Finding::error("unreadable", error.to_string())
            .maybe_at(at)
            .help(help)
    }
}

impl From<ReferenceError> for Finding {
    fn from(error: ReferenceError) -> Self {
        let at = error.at();
        Finding::error("unresolved-reference", error.to_string())
            .at(at)
            .help("correct the reference, or add what it should lead to")
    }
}
