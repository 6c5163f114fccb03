//! Enums of texts.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

/// An enum whose values are texts.
pub trait Word: Sized {
    /// The texts that the contract knows.
    const TEXTS: &'static [&'static str];

    /// The value of one of the texts.
    fn of(text: &str) -> Option<Self>;

    /// The text of the value.
    fn text(&self) -> &str;
}

/// Reads one of the texts.
///
/// # Errors
/// All that is none of them.
pub fn read_word<'de, D: Deserializer<'de>, T: Word>(deserializer: D) -> Result<T, D::Error> {
    struct Reading<T>(std::marker::PhantomData<T>);

    impl<T: Word> Visitor<'_> for Reading<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "one of `{}`", T::TEXTS.join("`, `"))
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::of(text).ok_or_else(|| E::unknown_variant(text, T::TEXTS))
        }
    }

    deserializer.deserialize_str(Reading(std::marker::PhantomData))
}

/// An enum of texts, and what they are called: `words! { pub enum Light { Red = "red", } }`. With
/// `or Unknown` after it, it has a variant more, for texts that the contract does not know.
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$of:meta])* $variant:ident = $text:literal,)*
        }
    ) => {
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        $(#[$meta])*
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        $crate::words!(@texts $name { $($variant = $text,)* });

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::read_word(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: ::serde::Serializer,
            {
                serializer.serialize_str($crate::Word::text(self))
            }
        }
    };
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$of:meta])* $variant:ident = $text:literal,)*
        } or $unknown:ident
    ) => {
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        $(#[$meta])*
        pub enum $name {
            $($(#[$of])* $variant,)*
            /// A value that this contract does not know.
            $unknown(::std::string::String),
        }

        $crate::words!(@texts $name { $($variant = $text,)* } $unknown);

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $crate::read_text(deserializer, Self::$unknown)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: ::serde::Serializer,
            {
                $crate::write_text::<S, Self>($crate::Word::text(self), serializer)
            }
        }
    };
    (@texts $name:ident { $($variant:ident = $text:literal,)* } $($unknown:ident)?) => {
        impl $crate::Word for $name {
            const TEXTS: &'static [&'static str] = &[$($text),*];

            fn of(text: &str) -> ::std::option::Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn text(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $(Self::$unknown(text) => text,)?
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::Word::text(self))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ConversionError;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::Word::of(value).ok_or("invalid value".into())
            }
        }

        $crate::parsed_from!($name, $crate::ConversionError);
    };
}
// inline: pub(crate) use words;
