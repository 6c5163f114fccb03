//! Two schemas, and their name.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value, json};

use super::{found, random, table};

/// Where a case comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Found(usize),
    Table(usize),
    /// A seed, and which of its cases it is.
    Random(u64, u64),
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Name::Found(index) => write!(f, "F{index}"),
            Name::Table(index) => write!(f, "T{index}"),
            Name::Random(seed, index) => write!(f, "R{seed}.{index}"),
        }
    }
}

impl FromStr for Name {
    type Err = String;

    fn from_str(text: &str) -> Result<Name, String> {
        let wrong = || format!("`{text}` is no case: F3, T12 and R0.345 are");
        let number = |text: &str| text.parse().map_err(|_| wrong());
        match text.split_at_checked(1) {
            Some(("F", rest)) => Ok(Name::Found(number(rest)? as usize)),
            Some(("T", rest)) => Ok(Name::Table(number(rest)? as usize)),
            Some(("R", rest)) => {
                let (seed, index) = rest.split_once('.').ok_or_else(wrong)?;
                Ok(Name::Random(number(seed)?, number(index)?))
            }
            _ => Err(wrong()),
        }
    }
}

/// A schema before and after, with the schemas that they refer to: those of the
/// components are called `A`, `B` and so on.
#[derive(Clone, Debug)]
pub struct Side {
    pub schema: Value,
    pub components: Map<String, Value>,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub name: Name,
    pub is_30: bool,
    pub base: Side,
    pub revision: Side,
}

impl Case {
    pub fn new(name: Name) -> Case {
        match name {
            Name::Found(index) => found::case(index),
            Name::Table(index) => table::case(index),
            Name::Random(seed, index) => random::case(seed, index),
        }
    }

    pub fn sides(&self) -> [&Side; 2] {
        [&self.base, &self.revision]
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = if self.is_30 { "3.0" } else { "3.1" };
        let [base, revision] = self.sides().map(Side::to_json);
        write!(
            f,
            "{} ({version})\n  base     {base}\n  revision {revision}",
            self.name
        )
    }
}

impl Side {
    /// As it is shown, and made smaller.
    pub fn to_json(&self) -> Value {
        match self.components.is_empty() {
            true => self.schema.clone(),
            false => json!({ "schema": self.schema, "components": self.components }),
        }
    }
}
