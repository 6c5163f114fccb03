//! Reading alternatives, by the [`choice`](super::choice) among them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::choice::{Read, best, first, tagged};

/// The first alternative that takes what is read.
///
/// # Errors
/// What each alternative says, when none takes it.
pub fn read_first<'de, D, T>(deserializer: D, alternatives: &[Read<T>]) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    first(&value, alternatives).map_err(D::Error::custom)
}

/// The alternative that keeps most of what is read ([`best`]).
///
/// # Errors
/// What each alternative says, when none takes it.
pub fn read_best<'de, D, T>(deserializer: D, alternatives: &[Read<T>]) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Serialize,
{
    let value = Value::deserialize(deserializer)?;
    best(&value, alternatives).map_err(D::Error::custom)
}

/// The alternative that a member of what is read names ([`tagged`]).
///
/// # Errors
/// When it names none, or the named one does not take the value.
pub fn read_tagged<'de, D, T>(
    deserializer: D,
    property: &str,
    alternatives: &[(&[&str], Read<T>)],
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    tagged(&value, property, alternatives).map_err(D::Error::custom)
}
