//! Texts with a name of their own, and with the rules of the contract.

use std::sync::OnceLock;

use super::ConversionError;

/// What a text must be. The methods have the names of the contract's keywords (JSON Schema
/// 2020-12, validation, section 6.3).
#[derive(Debug)]
pub struct TextRules {
    min: usize,
    max: usize,
    pattern: Option<&'static str>,
    compiled: OnceLock<Option<regress::Regex>>,
}

#[allow(non_snake_case)]
impl TextRules {
    /// Any text.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Self {
        TextRules {
            min: 0,
            max: usize::MAX,
            pattern: None,
            compiled: OnceLock::new(),
        }
    }

    /// At least so many characters.
    pub const fn minLength(mut self, min: usize) -> Self {
        self.min = min;
        self
    }

    /// At most so many characters.
    pub const fn maxLength(mut self, max: usize) -> Self {
        self.max = max;
        self
    }

    /// A regular expression (ECMA-262), anywhere in the text.
    pub const fn pattern(mut self, pattern: &'static str) -> Self {
        self.pattern = Some(pattern);
        self
    }

    /// Checks a text.
    ///
    /// # Errors
    /// The first rule that it does not follow. The text is not in the error: it may be a secret.
    pub fn check(&self, text: &str) -> Result<(), ConversionError> {
        if self.max < usize::MAX && text.chars().count() > self.max {
            return Err(format!("longer than {} characters", self.max).into());
        }
        if self.min > 0 && text.chars().count() < self.min {
            return Err(format!("shorter than {} characters", self.min).into());
        }
        let Some(pattern) = self.pattern else {
            return Ok(());
        };
        let compiled = self
            .compiled
            .get_or_init(|| regress::Regex::new(pattern).ok());
        match compiled {
            Some(compiled) if compiled.find(text).is_some() => Ok(()),
            _ => Err(format!("doesn't match pattern \"{pattern}\"").into()),
        }
    }
}

/// A text with a name of its own: any, `text! { pub struct Note(pub String); }`, or one that
/// follows rules, `text! { pub struct Name(String); minLength 1; pattern "^[a-z]+$"; }`. With
/// `tolerant;` before the rules, a text that does not follow them is read, and kept.
#[macro_export]
macro_rules! text {
    (
        $(#[$meta:meta])*
        pub struct $name:ident(pub String $(,)?);
    ) => {
        #[derive(
            Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, ::serde::Deserialize, ::serde::Serialize
        )]
        #[serde(transparent)]
        $(#[$meta])*
        pub struct $name(pub ::std::string::String);

        $crate::newtype!(@holds $name ::std::string::String);
        $crate::newtype!(@Display $name ::std::string::String);

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self(value)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(Self(value.to_owned()))
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident(String $(,)?);
        tolerant;
        $($keyword:ident $value:literal;)*
    ) => {
        $crate::text!(@ruled $(#[$meta])* $name $($keyword $value;)*);

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::read_text(deserializer, Self)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: ::serde::Serializer,
            {
                $crate::write_text::<S, Self>(self, serializer)
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident(String $(,)?);
        $($keyword:ident $value:literal;)*
    ) => {
        $crate::text!(@ruled #[derive(::serde::Serialize)] #[serde(transparent)] $(#[$meta])* $name $($keyword $value;)*);

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::read_parsed(deserializer)
            }
        }
    };
    (@ruled $(#[$meta:meta])* $name:ident $($keyword:ident $value:literal;)*) => {
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        $(#[$meta])*
        pub struct $name(::std::string::String);

        $crate::newtype!(@holds $name ::std::string::String);

        impl ::std::str::FromStr for $name {
            type Err = $crate::ConversionError;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                static RULES: $crate::TextRules = $crate::TextRules::new()$(.$keyword($value))*;
                RULES.check(value)?;
                Ok(Self(value.to_owned()))
            }
        }

        $crate::parsed_from!($name, $crate::ConversionError);
    };
}
// inline: pub(crate) use text;
