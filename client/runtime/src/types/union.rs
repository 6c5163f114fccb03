//! Alternatives (`oneOf`, `anyOf`) as the variants of an enum.

/// An enum of alternatives, each of which holds a value of its own type:
/// `union! { pub enum Pet { Cat(Cat), Dog(Dog), } }`.
///
/// What is read is the first alternative that takes the value; with `best` after it the one that
/// keeps most of it ([`best`](crate::best)); with `by "kind"` the one whose values that member
/// has, as `Cat(Cat) = "cat" | "lion"` lists them. With `or Unknown` there is a variant more, for
/// alternatives that the contract does not know. It is made of what its variants hold by `From`,
/// unless `without From` says that this would be ambiguous.
#[macro_export]
macro_rules! union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$of:meta])* $variant:ident($held:ty $(,)?) $(= $($tag:literal)|+)?,)*
        } $($how:tt)*
    ) => {
        $crate::union!(@declare $(#[$meta])* $name { $($(#[$of])* $variant($held),)* } $($how)*);
        $crate::union!(@read $name { $($variant $([$($tag),+])?)* } $($how)*);
        $crate::union!(@from $name { $($variant($held))|* } $($how)*);
    };
    (
        @declare $(#[$meta:meta])* $name:ident {
            $($(#[$of:meta])* $variant:ident($held:ty $(,)?),)*
        } $(by $property:literal)? $(best)? $(or $unknown:ident)? $(without From)?
    ) => {
        #[derive(Clone, Debug, PartialEq)]
        $(#[$meta])*
        pub enum $name {
            $($(#[$of])* $variant($held),)*
            $(
                /// An alternative that this contract does not know.
                $unknown(::serde_json::Value),
            )?
        }

        impl ::serde::Serialize for $name {
            fn serialize<S>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error>
            where
                S: ::serde::Serializer,
            {
                match self {
                    $(Self::$variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                    $(Self::$unknown(value) => $crate::write_unknown(value, serializer),)?
                }
            }
        }
    };
    (@read $name:ident { $($variant:ident)* } best or $unknown:ident $(without From)?) => {
        $crate::union!(@deserialize $name deserializer
            $crate::read_best(
                deserializer,
                &[$(|value| ::serde::Deserialize::deserialize(value).map(Self::$variant)),*],
                Some(Self::$unknown),
            ));
    };
    (@read $name:ident { $($variant:ident)* } best $(without From)?) => {
        $crate::union!(@deserialize $name deserializer
            $crate::read_best(
                deserializer,
                &[$(|value| ::serde::Deserialize::deserialize(value).map(Self::$variant)),*],
                None,
            ));
    };
    (@read $name:ident { $($variant:ident [$($tag:literal),+])* } by $property:literal or $unknown:ident $(without From)?) => {
        $crate::union!(@deserialize $name deserializer
            $crate::read_tagged(
                deserializer,
                $property,
                &[$((&[$($tag),+], |value| ::serde::Deserialize::deserialize(value).map(Self::$variant))),*],
                Some(Self::$unknown),
            ));
    };
    (@read $name:ident { $($variant:ident [$($tag:literal),+])* } by $property:literal $(without From)?) => {
        $crate::union!(@deserialize $name deserializer
            $crate::read_tagged(
                deserializer,
                $property,
                &[$((&[$($tag),+], |value| ::serde::Deserialize::deserialize(value).map(Self::$variant))),*],
                None,
            ));
    };
    (@read $name:ident { $($variant:ident)* } $(without From)?) => {
        $crate::union!(@deserialize $name deserializer
            $crate::read_first(
                deserializer,
                &[$(|value| ::serde::Deserialize::deserialize(value).map(Self::$variant)),*],
            ));
    };
    (@deserialize $name:ident $deserializer:ident $read:expr) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>($deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                $read
            }
        }
    };
    (@from $name:ident { $($variants:tt)* } $(by $property:literal)? $(best)? $(or $unknown:ident)?) => {
        $crate::from!($name: $($variants)*);
    };
    (@from $name:ident { $($variants:tt)* } $($how:tt)*) => {};
}
// inline: pub(crate) use union;
