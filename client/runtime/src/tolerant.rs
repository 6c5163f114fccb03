//! Reading what a newer service says, and not sending what this contract does not know.
//!
//! A service of a newer minor version adds members to objects, values to enums and alternatives to
//! unions. [`Reading::Tolerant`] reads them: members that are not known are passed over, values and
//! alternatives become the variant for what is not known, and a text outside of its pattern or
//! length is kept. What a Rust type cannot hold stays an error in either reading: a required member
//! that is missing, another JSON type, a number that its type has no room for, a date that is none.
//!
//! Requests are as strict as the contract: a value that was read so is not sent by accident.
//!
//! Serde has no place for such a choice: it is the thread's, for as long as one value is read or
//! written.

use std::cell::Cell;
use std::fmt::Display;
use std::str::FromStr;
use std::thread::LocalKey;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::choice::{self, Read};

/// How responses are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// With what a newer service adds.
    #[default]
    Tolerant,
    /// Exactly as the contract says, for tests of a service.
    Strict,
}

thread_local! {
    static READING: Cell<Reading> = const { Cell::new(Reading::Tolerant) };
    static CHECKS_SENT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `run` with another value in `cell`, and puts back what was there.
fn within<V: Copy + 'static, T>(
    cell: &'static LocalKey<Cell<V>>,
    value: V,
    run: impl FnOnce() -> T,
) -> T {
    struct Back<V: Copy + 'static>(&'static LocalKey<Cell<V>>, V);
    impl<V: Copy> Drop for Back<V> {
        fn drop(&mut self) {
            self.0.set(self.1);
        }
    }
    let _back = Back(cell, cell.replace(value));
    run()
}

impl Reading {
    /// Reads in this way what `read` reads, in this thread. Outside of it, and of clients that say
    /// otherwise, reading is tolerant.
    pub fn read<T>(self, read: impl FnOnce() -> T) -> T {
        within(&READING, self, read)
    }

    fn is_strict() -> bool {
        READING.get() == Reading::Strict
    }
}

/// Writes something that is sent. Unless they are allowed, values that the contract does not know
/// are errors of Serde's.
pub(super) fn sent<T>(unknown_allowed: bool, write: impl FnOnce() -> T) -> T {
    within(&CHECKS_SENT, !unknown_allowed, write)
}

/// A text of which the contract knows more than that it is one: its values, its pattern or its
/// length. `unknown` holds what is none of them.
///
/// # Errors
/// What is no text; in a strict reading, what `T` does not take.
pub fn read_text<'de, D, T>(deserializer: D, unknown: fn(String) -> T) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let text = String::deserialize(deserializer)?;
    match text.parse() {
        Ok(known) => Ok(known),
        Err(_) if !Reading::is_strict() => Ok(unknown(text)),
        Err(error) => Err(D::Error::custom(format_args!("`{text}`: {error}"))),
    }
}

/// Writes a text that `T` is read from.
///
/// # Errors
/// When it is sent, and `T` does not take it.
pub fn write_text<S, T>(text: &str, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: FromStr<Err: Display>,
{
    if CHECKS_SENT.get()
        && let Err(error) = text.parse::<T>()
    {
        return Err(S::Error::custom(format_args!(
            "`{text}` is not sent, for the contract does not know it: {error}"
        )));
    }
    serializer.serialize_str(text)
}

/// Has a struct that derives with `#[serde(remote = "Self")]` take no members but these, unless
/// the reading is tolerant.
#[macro_export]
macro_rules! closed {
    ($name:ident $($member:literal)*) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::read_closed(
                    deserializer,
                    &[$($member),*],
                    |given| Self::deserialize(given),
                    |value| Self::deserialize(value),
                )
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: ::serde::Serializer,
            {
                Self::serialize(self, serializer)
            }
        }
    };
}
// inline: pub(crate) use closed;

/// An object that has no members but `members`.
///
/// # Errors
/// What `T` does not take; in a strict reading, a member of another name.
pub fn read_closed<'de, D, T>(
    deserializer: D,
    members: &[&str],
    read: impl FnOnce(D) -> Result<T, D::Error>,
    read_value: impl FnOnce(Value) -> serde_json::Result<T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    if !Reading::is_strict() {
        return read(deserializer);
    }
    let value = Value::deserialize(deserializer)?;
    let mut names = value
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys());
    if let Some(other) = names.find(|name| !members.contains(&name.as_str())) {
        return Err(D::Error::custom(format_args!(
            "unknown field `{other}`, expected one of `{}`",
            members.join("`, `")
        )));
    }
    read_value(value).map_err(D::Error::custom)
}

/// The first of several alternatives that takes what is read.
///
/// # Errors
/// What each alternative says, when none takes it.
pub fn read_first<'de, D, T>(deserializer: D, alternatives: &[Read<T>]) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    choice::first(&value, alternatives).map_err(D::Error::custom)
}

/// One of several alternatives ([`best`](super::best)): one that takes the value exactly, else one
/// that takes it with what a newer service adds, else `unknown`.
///
/// # Errors
/// When no alternative takes it, and there is no `unknown`, or the reading is strict.
pub fn read_best<'de, D, T>(
    deserializer: D,
    alternatives: &[Read<T>],
    unknown: Option<fn(Value) -> T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Serialize,
{
    let value = Value::deserialize(deserializer)?;
    let strict = Reading::Strict.read(|| choice::best(&value, alternatives));
    if strict.is_ok() || Reading::is_strict() {
        return strict.map_err(D::Error::custom);
    }
    match (choice::best(&value, alternatives), unknown) {
        (Ok(read), _) => Ok(read),
        (Err(_), Some(unknown)) => Ok(unknown(value)),
        (Err(error), None) => Err(D::Error::custom(error)),
    }
}

/// The alternative that a member names ([`tagged`](super::tagged)), or `unknown` where it names
/// none of them.
///
/// # Errors
/// When the named alternative does not take the value; when none is named, and there is no
/// `unknown`, or the reading is strict.
pub fn read_tagged<'de, D, T>(
    deserializer: D,
    property: &str,
    alternatives: &[(&[&str], Read<T>)],
    unknown: Option<fn(Value) -> T>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
{
    let value = Value::deserialize(deserializer)?;
    let tag = value.get(property).and_then(Value::as_str);
    let mut tags = alternatives.iter().flat_map(|(tags, _)| tags.iter());
    let is_known = tag.is_some_and(|tag| tags.any(|known| *known == tag));
    match unknown {
        Some(unknown) if !is_known && !Reading::is_strict() => Ok(unknown(value)),
        _ => choice::tagged(&value, property, alternatives).map_err(D::Error::custom),
    }
}

/// Writes an alternative that the contract does not know.
///
/// # Errors
/// When it is sent.
pub fn write_unknown<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    if CHECKS_SENT.get() {
        return Err(S::Error::custom(format_args!(
            "{value} is not sent, for the contract does not know it"
        )));
    }
    value.serialize(serializer)
}

/// Reads JSON as `reading` says.
pub(super) fn from_json<T: DeserializeOwned>(
    reading: Reading,
    bytes: &[u8],
) -> serde_json::Result<T> {
    reading.read(|| serde_json::from_slice(bytes))
}
