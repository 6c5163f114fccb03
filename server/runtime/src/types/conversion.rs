//! Conversions of the types of a contract: from texts, into texts, from their parts.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};

/// Why a value is none of a type of the contract.
pub struct ConversionError(Cow<'static, str>);

impl std::error::Error for ConversionError {}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&'static str> for ConversionError {
    fn from(reason: &'static str) -> Self {
        ConversionError(reason.into())
    }
}

impl From<String> for ConversionError {
    fn from(reason: String) -> Self {
        ConversionError(reason.into())
    }
}

/// Reads a value from its text.
///
/// # Errors
/// What is no text, and what `T` does not take.
pub fn read_parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

/// The conversions from texts that go by `FromStr`: of a type, with its error.
#[macro_export]
macro_rules! parsed_from {
    ($name:ident, $error:ty) => {
        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $error;

            fn try_from(value: &str) -> ::std::result::Result<Self, $error> {
                value.parse()
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $error;

            fn try_from(value: ::std::string::String) -> ::std::result::Result<Self, $error> {
                value.parse()
            }
        }
    };
}
// inline: pub(crate) use parsed_from;

/// Has an enum parsed as the first of its variants that takes the text.
#[macro_export]
macro_rules! parsed {
    ($name:ident: $($variant:ident)|+) => {
        impl ::std::str::FromStr for $name {
            type Err = $crate::ConversionError;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                $(
                    if let Ok(value) = value.parse() {
                        return Ok(Self::$variant(value));
                    }
                )+
                Err("string conversion failed for all variants".into())
            }
        }

        $crate::parsed_from!($name, $crate::ConversionError);
    };
}
// inline: pub(crate) use parsed;

/// Has an enum written as what its variants hold.
#[macro_export]
macro_rules! shown {
    ($name:ident: $($variant:ident)|+) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                match self {
                    $(Self::$variant(value) => value.fmt(f),)+
                }
            }
        }
    };
}
// inline: pub(crate) use shown;

/// Makes an enum of what its variants hold.
#[macro_export]
macro_rules! from {
    ($name:ident: $($variant:ident($held:ty $(,)?))|+) => {
        $(
            impl ::std::convert::From<$held> for $name {
                fn from(value: $held) -> Self {
                    Self::$variant(value)
                }
            }
        )+
    };
}
// inline: pub(crate) use from;

/// The default of a type, as the contract says.
#[macro_export]
macro_rules! default {
    ($name:ident = $default:expr) => {
        impl ::std::default::Default for $name {
            fn default() -> Self {
                $default
            }
        }
    };
}
// inline: pub(crate) use default;
