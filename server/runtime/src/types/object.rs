//! Objects: of objects alone (what Serde derives would take a list for one, too, as its members in
//! order), with members that are not required but are not null either.

use std::collections::HashMap;

use serde::de::{Deserialize, Deserializer, Visitor};

use super::super::{Member, present};

/// What a member that is not required is when it is left out.
pub trait LeftOut {
    /// Whether it is left out.
    fn is_left_out(&self) -> bool;
}

/// How a member that is not required is read when it is there.
pub trait ReadOptional<'de>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Null, where the member may not be null, and all else that is no value of it.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<T> LeftOut for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<'de, T: Deserialize<'de>> ReadOptional<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        present(deserializer)
    }
}

impl<T> LeftOut for Member<T> {
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

impl<'de, T: Deserialize<'de>> ReadOptional<'de> for Member<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Member::deserialize(deserializer)
    }
}

impl<T> LeftOut for Vec<T> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<'de, T: Deserialize<'de>> ReadOptional<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer)
    }
}

impl<K, V> LeftOut for HashMap<K, V> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<'de, K, V> ReadOptional<'de> for HashMap<K, V>
where
    K: Deserialize<'de> + Eq + std::hash::Hash,
    V: Deserialize<'de>,
{
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        HashMap::deserialize(deserializer)
    }
}

impl LeftOut for serde_json::Map<String, serde_json::Value> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<'de> ReadOptional<'de> for serde_json::Map<String, serde_json::Value> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_json::Map::deserialize(deserializer)
    }
}

/// An object with its members. One that may be left out says what it is then:
/// `pub nick: Option<String> = None`.
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$of:meta])* pub $member:ident: $held:ty $(= $left_out:expr)?,)*
        }
    ) => {
        #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[serde(remote = "Self")]
        $(#[$meta])*
        pub struct $name {
            $(
                $(#[$of])*
                $(
                    #[doc = concat!("\n\nNot required: `", stringify!($left_out), "`.")]
                    #[serde(
                        default,
                        deserialize_with = "super::runtime::ReadOptional::read",
                        skip_serializing_if = "super::runtime::LeftOut::is_left_out"
                    )]
                )?
                pub $member: $held,
            )*
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                Self::deserialize($crate::Object(deserializer))
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
// inline: pub(crate) use object;

/// A deserializer that reads objects alone: whatever is asked for, what is there
/// must be one.
pub struct Object<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
