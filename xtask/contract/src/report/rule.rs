//! What can be found: a rule, as far as whoever reports a finding has to know it.
//!
//! The rules themselves, and what finds them, are in `rules`.

use std::borrow::Cow;

#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
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

/// Who sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The consumer.
    Request,
    /// The provider.
    Response,
}

impl Direction {
    pub fn name(self) -> &'static str {
        match self {
            Direction::Request => "request",
            Direction::Response => "response",
        }
    }
}

/// One rule. Two with the same id are the same.
#[derive(Debug)]
pub struct Rule {
    /// Stable: lists of exceptions and searches go by it.
    pub id: Cow<'static, str>,
    /// The level of its findings, unless a team or the circumstances say
    /// otherwise. None: off, unless a team switches it on.
    pub level: Option<Level>,
    /// What has happened; of a rule of `lint`, what a document has to be like.
    pub says: &'static str,
    pub kind: Kind,
    pub example: Example,
}

/// Which commands find it, and what only they know of it.
#[derive(Debug)]
pub enum Kind {
    Lint {
        group: &'static str,
        origin: Origin,
        /// Whether `--fix` corrects what it finds, or some of it.
        fixable: bool,
    },
    /// A change between two contracts.
    Change {
        /// Of values that travel.
        direction: Option<Direction>,
        /// Nothing but what people read changes.
        only_text: bool,
        /// Why it has its level.
        why: &'static str,
    },
    /// A refusal, or drift.
    Other {
        /// The commands, as a reader names them.
        commands: &'static str,
        to_do: &'static str,
    },
}

/// Where the name of a rule of `lint` comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Only this tool has it.
    Own,
    Redocly,
    Spectral,
    /// Redocly's name, and what Spectral calls it.
    Both(&'static str),
}

/// Where a reader can see it found.
#[derive(Debug)]
pub enum Example {
    /// A report that holds such a finding. A test holds the report.
    Report(&'static str),
    /// Two contracts that differ in it: what stands in `within` for `…`.
    Contracts {
        within: &'static str,
        before: &'static str,
        after: &'static str,
    },
    /// It is a mistake of the tool: there is none as long as none is known.
    Unknown,
}

impl Rule {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn direction(&self) -> Option<Direction> {
        match self.kind {
            Kind::Change { direction, .. } => direction,
            _ => None,
        }
    }

    /// Whether nothing but what people read changes.
    pub fn only_text(&self) -> bool {
        matches!(
            self.kind,
            Kind::Change {
                only_text: true,
                ..
            }
        )
    }

    /// Why a change has its level; nothing of other rules.
    pub fn why(&self) -> &'static str {
        match self.kind {
            Kind::Change { why, .. } => why,
            _ => "",
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}
