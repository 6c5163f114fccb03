//! Types that hold one value of another type.

/// A type with a name of its own that holds any value of another type:
/// `newtype! { pub struct Count(pub u64); as Display FromStr }`, with those of the two traits that
/// the other type has.
#[macro_export]
macro_rules! newtype {
    (
        $(#[$meta:meta])*
        pub struct $name:ident(pub $held:ty $(,)?);
        $(as $($trait:ident)+)?
    ) => {
        #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        #[serde(transparent)]
        $(#[$meta])*
        pub struct $name(pub $held);

        $crate::newtype!(@holds $name $held);

        impl ::std::convert::From<$held> for $name {
            fn from(value: $held) -> Self {
                Self(value)
            }
        }

        $($($crate::newtype!(@$trait $name $held);)+)?
    };
    (@holds $name:ident $held:ty) => {
        impl ::std::ops::Deref for $name {
            type Target = $held;

            fn deref(&self) -> &$held {
                &self.0
            }
        }

        impl ::std::convert::From<$name> for $held {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
    (@Display $name:ident $held:ty) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
    (@FromStr $name:ident $held:ty) => {
        impl ::std::str::FromStr for $name {
            type Err = <$held as ::std::str::FromStr>::Err;

            fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
                value.parse().map(Self)
            }
        }

        $crate::parsed_from!($name, <$held as ::std::str::FromStr>::Err);
    };
}
// inline: pub(crate) use newtype;

/// A type that holds some values of another type: those that the contract lists, or all but those:
/// `values! { pub struct Size(i64); enum [512, 2048] }`, `values! { pub struct Name(String); not ["me"] }`.
#[macro_export]
macro_rules! values {
    (@is_valid enum $list:tt $value:ident) => {
        $list.contains($value)
    };
    (@is_valid not $list:tt $value:ident) => {
        !$list.contains($value)
    };
    (
        $(#[$meta:meta])*
        pub struct $name:ident($held:ty $(,)?);
        $keyword:tt $list:tt
    ) => {
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
        #[serde(transparent)]
        $(#[$meta])*
        pub struct $name($held);

        $crate::newtype!(@holds $name $held);

        impl ::std::convert::TryFrom<$held> for $name {
            type Error = $crate::ConversionError;

            fn try_from(value: $held) -> ::std::result::Result<Self, Self::Error> {
                let given = &value;
                if $crate::values!(@is_valid $keyword $list given) {
                    Ok(Self(value))
                } else {
                    Err("invalid value".into())
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                let value = <$held as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::try_from(value).map_err(::serde::de::Error::custom)
            }
        }
    };
}
// inline: pub(crate) use values;
