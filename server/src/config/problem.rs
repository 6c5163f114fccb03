//! What is wrong with a configuration, and where.

use std::fmt;

/// Where a value was given.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    File {
        name: String,
        line: usize,
        column: usize,
    },
    Environment {
        variable: String,
    },
    /// Nowhere: it is missing.
    Nowhere,
}

impl Place {
    pub(super) fn environment(variable: &str) -> Self {
        Self::Environment {
            variable: variable.to_owned(),
        }
    }
}

/// The place of a byte of a file, counted in lines and characters from 1.
pub(super) fn position(name: &str, text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place::File {
        name: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// One thing that is wrong. Never repeats a value that may be a secret. Ordered by place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    place: Place,
    message: String,
}

impl Problem {
    pub(super) fn new(place: Place, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File { name, line, column } => write!(f, "{name}:{line}:{column}: ")?,
            Place::Environment { variable } => write!(f, "{variable}: ")?,
            Place::Nowhere => {}
        }
        f.write_str(&self.message)
    }
}

/// Everything that is wrong, one thing a line.
#[derive(Debug, thiserror::Error)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let things = if count == 1 { "problem" } else { "problems" };
        write!(f, "{count} {things} in the configuration:")?;
        for problem in &self.0 {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}
