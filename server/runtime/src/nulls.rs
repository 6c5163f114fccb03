//! The difference between null and nothing, which Serde passes over.

use serde::{Deserialize, Deserializer};

/// A member that may be missing, but not null: for `#[serde(default,
/// deserialize_with = "…")]`.
///
/// # Errors
/// Null, where `T` takes none, and all else that is not a `T`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
