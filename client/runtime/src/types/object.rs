//! Objects, and the builders that make them member by member.

use std::collections::HashMap;
use std::fmt;

use super::super::Member;

/// What a member that is not required is when it is left out.
pub trait LeftOut {
    /// Whether it is left out.
    fn is_left_out(&self) -> bool;
}

impl<T> LeftOut for Option<T> {
    fn is_left_out(&self) -> bool {
        self.is_none()
    }
}

impl<T> LeftOut for Member<T> {
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

impl<T> LeftOut for Vec<T> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> LeftOut for HashMap<K, V> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

impl LeftOut for serde_json::Map<String, serde_json::Value> {
    fn is_left_out(&self) -> bool {
        self.is_empty()
    }
}

/// A type that a builder makes.
pub trait HasBuilder {
    /// The builder: it has a method for each member.
    type Builder;
}

/// The builder of a type.
pub type BuilderOf<T> = <T as HasBuilder>::Builder;

/// What a builder holds of a member that it is not given.
///
/// # Errors
/// That there is none, where the member has no default.
pub fn initial<T>(default: Option<T>, name: &str) -> Result<T, String> {
    default.ok_or_else(|| format!("no value supplied for {name}"))
}

/// What a builder holds of a member that it is given.
///
/// # Errors
/// Why it is no value of the member.
pub fn given<T, V>(value: V, name: &str) -> Result<T, String>
where
    V: TryInto<T, Error: fmt::Display>,
{
    let converted = value.try_into();
    converted.map_err(|error| format!("error converting supplied value for {name}: {error}"))
}

/// An object with its members, and its builder. A member that may be left out says what it is then:
/// `pub nick: Option<String> = None`. One that has a default of the contract (`#[serde(default = "…")]`)
/// says it to the builder: `pub size: u8 => defaults::size()`.
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $(
                $(#[$of:meta])*
                pub $member:ident: $held:ty $(= $left_out:expr)? $(=> $default:expr)?,
            )*
        }
    ) => {
        #[derive(Clone, Debug, PartialEq, ::serde::Deserialize, ::serde::Serialize)]
        $(#[$meta])*
        pub struct $name {
            $(
                $(#[$of])*
                $(
                    #[doc = concat!("\n\nNot required: `", stringify!($left_out), "`.")]
                    #[serde(default, skip_serializing_if = "super::runtime::LeftOut::is_left_out")]
                )?
                pub $member: $held,
            )*
        }

        impl $name {
            /// Makes a value member by member.
            pub fn builder() -> builder::$name {
                ::std::default::Default::default()
            }
        }

        const _: () = {
            #[derive(Clone, Debug)]
            pub struct Builder_ {
                $($member: ::std::result::Result<$held, ::std::string::String>,)*
            }

            impl $crate::HasBuilder for $name {
                type Builder = Builder_;
            }

            impl ::std::default::Default for Builder_ {
                fn default() -> Self {
                    Self {
                        $(
                            $member: $crate::initial(
                                None$(.or(Some($left_out)))?$(.or(Some($default)))?,
                                stringify!($member),
                            ),
                        )*
                    }
                }
            }

            impl Builder_ {
                $(
                    pub fn $member<Given_>(mut self, value: Given_) -> Self
                    where
                        Given_: ::std::convert::TryInto<$held>,
                        Given_::Error: ::std::fmt::Display,
                    {
                        self.$member = $crate::given(value, stringify!($member));
                        self
                    }
                )*
            }

            impl ::std::convert::TryFrom<Builder_> for $name {
                type Error = $crate::ConversionError;

                #[allow(unused_variables)]
                fn try_from(value: Builder_) -> ::std::result::Result<Self, Self::Error> {
                    Ok(Self {
                        $($member: value.$member?,)*
                    })
                }
            }

            impl ::std::convert::From<$name> for Builder_ {
                #[allow(unused_variables)]
                fn from(value: $name) -> Self {
                    Self {
                        $($member: Ok(value.$member),)*
                    }
                }
            }
        };
    };
}
// inline: pub(crate) use object;

/// The builders of types, under the names of these, in a module within theirs.
#[macro_export]
macro_rules! builders {
    ($($name:ident,)*) => {
        $(pub type $name = super::super::runtime::BuilderOf<super::$name>;)*
    };
}
// inline: pub(crate) use builders;
