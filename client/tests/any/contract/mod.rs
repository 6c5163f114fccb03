// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The client: one method for each operation, and its types.

#![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]

#[cfg(feature = "cli")]
#[allow(clippy::all, unused)]
pub mod commands;
mod credentials;
mod headers;
#[cfg(feature = "mocks")]
#[allow(clippy::all, unused)]
pub mod mocks;
pub mod responses;
mod setup;

/// What the generated code calls.
pub use contract_client as runtime;

runtime::requires!("1.2");

pub use credentials::Credentials;
pub use headers::ResponseHeaders;
pub use runtime::{BuildError, Error, ErrorStream, Reading, Retry};
pub use setup::{Builder, Settings};
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, ResponseValue};
use progenitor_client::ClientHooks;

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    #[allow(unused_imports)]
    use super::runtime;
    /// `Box2`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(remote = "Self")]
    pub struct Box2 {
        pub of: Box2Of,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<i64>,
    }

    super::runtime::closed!(Box2 "of" "size");
    impl Box2 {
        pub fn builder() -> builder::Box2 {
            Default::default()
        }
    }

    /// `Box2Of`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum Box2Of {
        #[serde(rename = "box")]
        Box,
    }

    impl ::std::fmt::Display for Box2Of {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Box => f.write_str("box"),
            }
        }
    }

    impl ::std::str::FromStr for Box2Of {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "box" => Ok(Self::Box),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for Box2Of {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for Box2Of {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `Card`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Card {
        pub kind: ::std::string::String,
        pub number: ::std::string::String,
    }

    impl Card {
        pub fn builder() -> builder::Card {
            Default::default()
        }
    }

    /// `Cash`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Cash {
        pub kind: ::std::string::String,
    }

    impl Cash {
        pub fn builder() -> builder::Cash {
            Default::default()
        }
    }

    /// `Color`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Color {
        #[serde(rename = "B", skip_serializing_if = "::std::option::Option::is_none")]
        pub b: ::std::option::Option<i64>,
        #[serde(rename = "G")]
        pub g: i64,
        #[serde(rename = "R")]
        pub r: i64,
    }

    impl Color {
        pub fn builder() -> builder::Color {
            Default::default()
        }
    }

    /// `Filter`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Filter {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub inner: ::std::option::Option<::std::boxed::Box<Filter>>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub list: ::std::vec::Vec<i64>,
        pub name: ::std::string::String,
    }

    impl Filter {
        pub fn builder() -> builder::Filter {
            Default::default()
        }
    }

    /// `FormThingBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct FormThingBody {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub name: ::std::option::Option<::std::string::String>,
    }

    impl FormThingBody {
        pub fn builder() -> builder::FormThingBody {
            Default::default()
        }
    }

    /// `ListsTheme`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum ListsTheme {
        #[serde(rename = "light")]
        Light,
        #[serde(rename = "dark")]
        Dark,
    }

    impl ::std::fmt::Display for ListsTheme {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Light => f.write_str("light"),
                Self::Dark => f.write_str("dark"),
            }
        }
    }

    impl ::std::str::FromStr for ListsTheme {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "light" => Ok(Self::Light),
                "dark" => Ok(Self::Dark),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for ListsTheme {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for ListsTheme {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// One that is closed to members that it does not have.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(remote = "Self")]
    pub struct Order {
        pub id: OrderId,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub payment: ::std::option::Option<Payment>,
        pub state: State,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub urgency: ::std::option::Option<OrderUrgency>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub wrap: ::std::option::Option<OrderWrap>,
    }

    super::runtime::closed!(Order "id" "payment" "state" "urgency" "wrap");
    impl Order {
        pub fn builder() -> builder::Order {
            Default::default()
        }
    }

    /// `OrderId`
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub struct OrderId(::std::string::String);
    super::runtime::text!(struct OrderId);
    impl ::std::ops::Deref for OrderId {
        type Target = ::std::string::String;
        fn deref(&self) -> &::std::string::String {
            &self.0
        }
    }

    impl ::std::convert::From<OrderId> for ::std::string::String {
        fn from(value: OrderId) -> Self {
            value.0
        }
    }

    impl ::std::str::FromStr for OrderId {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            if value.chars().count() > 8usize {
                return Err("longer than 8 characters".into());
            }
            static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
            { ::regress::Regex::new("^o-[0-9]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(r#"doesn't match pattern "^o-[0-9]+$""#.into());
            }
            Ok(Self(value.to_string()))
        }
    }

    impl ::std::convert::TryFrom<&str> for OrderId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for OrderId {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `OrderPage`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct OrderPage {
        pub items: ::std::vec::Vec<Order>,
        #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
        #[serde(default)]
        pub next_page: super::runtime::Member<::std::string::String>,
    }

    impl OrderPage {
        pub fn builder() -> builder::OrderPage {
            Default::default()
        }
    }

    /// `OrderUrgency`
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum OrderUrgency {
        Low,
        High,
        /// A value that this contract does not know.
        Unknown(::std::string::String),
    }

    super::runtime::text!(enum OrderUrgency Unknown);
    impl ::std::fmt::Display for OrderUrgency {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Low => f.write_str("low"),
                Self::High => f.write_str("high"),
                Self::Unknown(text) => f.write_str(text),
            }
        }
    }

    impl ::std::str::FromStr for OrderUrgency {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "low" => Ok(Self::Low),
                "high" => Ok(Self::High),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for OrderUrgency {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for OrderUrgency {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `OrderWrap`
    #[derive(::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum OrderWrap {
        Paper(Paper),
        Box2(Box2),
        /// An alternative that this contract does not know.
        #[serde(serialize_with = "super::runtime::write_unknown")]
        Unknown(::serde_json::Value),
    }

    impl<'de> ::serde::Deserialize<'de> for OrderWrap {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            super::runtime::read_best(
                deserializer,
                &[
                    |value| ::serde::Deserialize::deserialize(value).map(Self::Paper),
                    |value| ::serde::Deserialize::deserialize(value).map(Self::Box2),
                ],
                ::std::option::Option::Some(Self::Unknown),
            )
        }
    }

    impl ::std::convert::From<Paper> for OrderWrap {
        fn from(value: Paper) -> Self {
            Self::Paper(value)
        }
    }

    impl ::std::convert::From<Box2> for OrderWrap {
        fn from(value: Box2) -> Self {
            Self::Box2(value)
        }
    }

    /// `Paper`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(remote = "Self")]
    pub struct Paper {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub color: ::std::option::Option<::std::string::String>,
        pub of: PaperOf,
    }

    super::runtime::closed!(Paper "color" "of");
    impl Paper {
        pub fn builder() -> builder::Paper {
            Default::default()
        }
    }

    /// `PaperOf`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum PaperOf {
        #[serde(rename = "paper")]
        Paper,
    }

    impl ::std::fmt::Display for PaperOf {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Paper => f.write_str("paper"),
            }
        }
    }

    impl ::std::str::FromStr for PaperOf {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "paper" => Ok(Self::Paper),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for PaperOf {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for PaperOf {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `Payment`
    #[derive(::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(untagged)]
    pub enum Payment {
        Card(Card),
        Cash(Cash),
        /// An alternative that this contract does not know.
        #[serde(serialize_with = "super::runtime::write_unknown")]
        Unknown(::serde_json::Value),
    }

    impl<'de> ::serde::Deserialize<'de> for Payment {
        fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
        where
            D: ::serde::Deserializer<'de>,
        {
            super::runtime::read_tagged(
                deserializer,
                "kind",
                &[
                    (
                        &["card"],
                        |value| ::serde::Deserialize::deserialize(value).map(Self::Card),
                    ),
                    (
                        &["cash"],
                        |value| ::serde::Deserialize::deserialize(value).map(Self::Cash),
                    ),
                ],
                ::std::option::Option::Some(Self::Unknown),
            )
        }
    }

    impl ::std::convert::From<Card> for Payment {
        fn from(value: Card) -> Self {
            Self::Card(value)
        }
    }

    impl ::std::convert::From<Cash> for Payment {
        fn from(value: Cash) -> Self {
            Self::Cash(value)
        }
    }

    /// `Problem`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct Problem {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
    }

    impl Problem {
        pub fn builder() -> builder::Problem {
            Default::default()
        }
    }

    /// `PutThingBadRequestBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
    pub struct PutThingBadRequestBody {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub reason: ::std::option::Option<::std::string::String>,
    }

    impl PutThingBadRequestBody {
        pub fn builder() -> builder::PutThingBadRequestBody {
            Default::default()
        }
    }

    /// `SearchBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct SearchBody {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub color: ::std::option::Option<Color>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub filter: ::std::option::Option<::std::boxed::Box<Filter>>,
        pub words: Words,
    }

    impl SearchBody {
        pub fn builder() -> builder::SearchBody {
            Default::default()
        }
    }

    /// `State`
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum State {
        Open,
        Shipped,
        Unknown,
        /// A value that this contract does not know.
        UnknownValue(::std::string::String),
    }

    super::runtime::text!(enum State UnknownValue);
    impl ::std::fmt::Display for State {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Open => f.write_str("open"),
                Self::Shipped => f.write_str("shipped"),
                Self::Unknown => f.write_str("unknown"),
                Self::UnknownValue(text) => f.write_str(text),
            }
        }
    }

    impl ::std::str::FromStr for State {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "open" => Ok(Self::Open),
                "shipped" => Ok(Self::Shipped),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for State {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for State {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `Thing`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Thing {
        pub name: ::std::string::String,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub size: ::std::option::Option<i64>,
    }

    impl Thing {
        pub fn builder() -> builder::Thing {
            Default::default()
        }
    }

    /// `UploadBody`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct UploadBody {
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub color: ::std::option::Option<Color>,
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub count: ::std::option::Option<i64>,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub others: ::std::vec::Vec<runtime::File>,
        pub picture: runtime::File,
        #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
        pub tags: ::std::vec::Vec<::std::string::String>,
        pub title: ::std::string::String,
    }

    impl UploadBody {
        pub fn builder() -> builder::UploadBody {
            Default::default()
        }
    }

    /// `VersionedApiVersion`
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    pub enum VersionedApiVersion {
        #[serde(rename = "2023-01-01")]
        X20230101,
        #[serde(rename = "2024-01-01")]
        X20240101,
    }

    impl ::std::fmt::Display for VersionedApiVersion {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::X20230101 => f.write_str("2023-01-01"),
                Self::X20240101 => f.write_str("2024-01-01"),
            }
        }
    }

    impl ::std::str::FromStr for VersionedApiVersion {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "2023-01-01" => Ok(Self::X20230101),
                "2024-01-01" => Ok(Self::X20240101),
                _ => Err("invalid value".into()),
            }
        }
    }

    impl ::std::convert::TryFrom<&str> for VersionedApiVersion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    impl ::std::convert::TryFrom<::std::string::String> for VersionedApiVersion {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }

    /// `Words`
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[serde(transparent)]
    pub struct Words(pub ::std::vec::Vec<::std::string::String>);
    impl ::std::ops::Deref for Words {
        type Target = ::std::vec::Vec<::std::string::String>;
        fn deref(&self) -> &::std::vec::Vec<::std::string::String> {
            &self.0
        }
    }

    impl ::std::convert::From<Words> for ::std::vec::Vec<::std::string::String> {
        fn from(value: Words) -> Self {
            value.0
        }
    }

    impl ::std::convert::From<::std::vec::Vec<::std::string::String>> for Words {
        fn from(value: ::std::vec::Vec<::std::string::String>) -> Self {
            Self(value)
        }
    }

    /// Types for composing complex structures.
    pub mod builder {
        #[allow(unused_imports)]
        use super::super::runtime;
        #[derive(Clone, Debug)]
        pub struct Box2 {
            of: ::std::result::Result<super::Box2Of, ::std::string::String>,
            size: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for Box2 {
            fn default() -> Self {
                Self {
                    of: Err("no value supplied for of".to_string()),
                    size: Ok(Default::default()),
                }
            }
        }

        impl Box2 {
            pub fn of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Box2Of>,
                T::Error: ::std::fmt::Display,
            {
                self.of = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for of: {e}"));
                self
            }
            pub fn size<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.size = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for size: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Box2> for super::Box2 {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Box2,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    of: value.of?,
                    size: value.size?,
                })
            }
        }

        impl ::std::convert::From<super::Box2> for Box2 {
            fn from(value: super::Box2) -> Self {
                Self {
                    of: Ok(value.of),
                    size: Ok(value.size),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Card {
            kind: ::std::result::Result<::std::string::String, ::std::string::String>,
            number: ::std::result::Result<::std::string::String, ::std::string::String>,
        }

        impl ::std::default::Default for Card {
            fn default() -> Self {
                Self {
                    kind: Err("no value supplied for kind".to_string()),
                    number: Err("no value supplied for number".to_string()),
                }
            }
        }

        impl Card {
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
            pub fn number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for number: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Card> for super::Card {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Card,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    kind: value.kind?,
                    number: value.number?,
                })
            }
        }

        impl ::std::convert::From<super::Card> for Card {
            fn from(value: super::Card) -> Self {
                Self {
                    kind: Ok(value.kind),
                    number: Ok(value.number),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Cash {
            kind: ::std::result::Result<::std::string::String, ::std::string::String>,
        }

        impl ::std::default::Default for Cash {
            fn default() -> Self {
                Self {
                    kind: Err("no value supplied for kind".to_string()),
                }
            }
        }

        impl Cash {
            pub fn kind<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.kind = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for kind: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Cash> for super::Cash {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Cash,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { kind: value.kind? })
            }
        }

        impl ::std::convert::From<super::Cash> for Cash {
            fn from(value: super::Cash) -> Self {
                Self { kind: Ok(value.kind) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Color {
            b: ::std::result::Result<::std::option::Option<i64>, ::std::string::String>,
            g: ::std::result::Result<i64, ::std::string::String>,
            r: ::std::result::Result<i64, ::std::string::String>,
        }

        impl ::std::default::Default for Color {
            fn default() -> Self {
                Self {
                    b: Ok(Default::default()),
                    g: Err("no value supplied for g".to_string()),
                    r: Err("no value supplied for r".to_string()),
                }
            }
        }

        impl Color {
            pub fn b<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.b = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for b: {e}"));
                self
            }
            pub fn g<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.g = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for g: {e}"));
                self
            }
            pub fn r<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<i64>,
                T::Error: ::std::fmt::Display,
            {
                self.r = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for r: {e}"));
                self
            }
        }

        impl ::std::convert::TryFrom<Color> for super::Color {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Color,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    b: value.b?,
                    g: value.g?,
                    r: value.r?,
                })
            }
        }

        impl ::std::convert::From<super::Color> for Color {
            fn from(value: super::Color) -> Self {
                Self {
                    b: Ok(value.b),
                    g: Ok(value.g),
                    r: Ok(value.r),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Filter {
            inner: ::std::result::Result<
                ::std::option::Option<::std::boxed::Box<super::Filter>>,
                ::std::string::String,
            >,
            list: ::std::result::Result<::std::vec::Vec<i64>, ::std::string::String>,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
        }

        impl ::std::default::Default for Filter {
            fn default() -> Self {
                Self {
                    inner: Ok(Default::default()),
                    list: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                }
            }
        }

        impl Filter {
            pub fn inner<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::boxed::Box<super::Filter>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.inner = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for inner: {e}")
                    });
                self
            }
            pub fn list<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.list = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for list: {e}")
                    });
                self
            }
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Filter> for super::Filter {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Filter,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    inner: value.inner?,
                    list: value.list?,
                    name: value.name?,
                })
            }
        }

        impl ::std::convert::From<super::Filter> for Filter {
            fn from(value: super::Filter) -> Self {
                Self {
                    inner: Ok(value.inner),
                    list: Ok(value.list),
                    name: Ok(value.name),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct FormThingBody {
            name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for FormThingBody {
            fn default() -> Self {
                Self {
                    name: Ok(Default::default()),
                }
            }
        }

        impl FormThingBody {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<FormThingBody> for super::FormThingBody {
            type Error = super::error::ConversionError;
            fn try_from(
                value: FormThingBody,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { name: value.name? })
            }
        }

        impl ::std::convert::From<super::FormThingBody> for FormThingBody {
            fn from(value: super::FormThingBody) -> Self {
                Self { name: Ok(value.name) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Order {
            id: ::std::result::Result<super::OrderId, ::std::string::String>,
            payment: ::std::result::Result<
                ::std::option::Option<super::Payment>,
                ::std::string::String,
            >,
            state: ::std::result::Result<super::State, ::std::string::String>,
            urgency: ::std::result::Result<
                ::std::option::Option<super::OrderUrgency>,
                ::std::string::String,
            >,
            wrap: ::std::result::Result<
                ::std::option::Option<super::OrderWrap>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for Order {
            fn default() -> Self {
                Self {
                    id: Err("no value supplied for id".to_string()),
                    payment: Ok(Default::default()),
                    state: Err("no value supplied for state".to_string()),
                    urgency: Ok(Default::default()),
                    wrap: Ok(Default::default()),
                }
            }
        }

        impl Order {
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::OrderId>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            pub fn payment<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Payment>>,
                T::Error: ::std::fmt::Display,
            {
                self.payment = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for payment: {e}")
                    });
                self
            }
            pub fn state<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::State>,
                T::Error: ::std::fmt::Display,
            {
                self.state = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for state: {e}")
                    });
                self
            }
            pub fn urgency<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OrderUrgency>>,
                T::Error: ::std::fmt::Display,
            {
                self.urgency = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for urgency: {e}")
                    });
                self
            }
            pub fn wrap<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::OrderWrap>>,
                T::Error: ::std::fmt::Display,
            {
                self.wrap = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for wrap: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Order> for super::Order {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Order,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    id: value.id?,
                    payment: value.payment?,
                    state: value.state?,
                    urgency: value.urgency?,
                    wrap: value.wrap?,
                })
            }
        }

        impl ::std::convert::From<super::Order> for Order {
            fn from(value: super::Order) -> Self {
                Self {
                    id: Ok(value.id),
                    payment: Ok(value.payment),
                    state: Ok(value.state),
                    urgency: Ok(value.urgency),
                    wrap: Ok(value.wrap),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct OrderPage {
            items: ::std::result::Result<
                ::std::vec::Vec<super::Order>,
                ::std::string::String,
            >,
            next_page: ::std::result::Result<
                super::super::runtime::Member<::std::string::String>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for OrderPage {
            fn default() -> Self {
                Self {
                    items: Err("no value supplied for items".to_string()),
                    next_page: Ok(Default::default()),
                }
            }
        }

        impl OrderPage {
            pub fn items<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Order>>,
                T::Error: ::std::fmt::Display,
            {
                self.items = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for items: {e}")
                    });
                self
            }
            pub fn next_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    super::super::runtime::Member<::std::string::String>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.next_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<OrderPage> for super::OrderPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: OrderPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    items: value.items?,
                    next_page: value.next_page?,
                })
            }
        }

        impl ::std::convert::From<super::OrderPage> for OrderPage {
            fn from(value: super::OrderPage) -> Self {
                Self {
                    items: Ok(value.items),
                    next_page: Ok(value.next_page),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Paper {
            color: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            of: ::std::result::Result<super::PaperOf, ::std::string::String>,
        }

        impl ::std::default::Default for Paper {
            fn default() -> Self {
                Self {
                    color: Ok(Default::default()),
                    of: Err("no value supplied for of".to_string()),
                }
            }
        }

        impl Paper {
            pub fn color<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.color = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for color: {e}")
                    });
                self
            }
            pub fn of<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::PaperOf>,
                T::Error: ::std::fmt::Display,
            {
                self.of = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for of: {e}"));
                self
            }
        }

        impl ::std::convert::TryFrom<Paper> for super::Paper {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Paper,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    color: value.color?,
                    of: value.of?,
                })
            }
        }

        impl ::std::convert::From<super::Paper> for Paper {
            fn from(value: super::Paper) -> Self {
                Self {
                    color: Ok(value.color),
                    of: Ok(value.of),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Problem {
            title: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for Problem {
            fn default() -> Self {
                Self {
                    title: Ok(Default::default()),
                }
            }
        }

        impl Problem {
            pub fn title<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Problem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { title: value.title? })
            }
        }

        impl ::std::convert::From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self { title: Ok(value.title) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct PutThingBadRequestBody {
            reason: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for PutThingBadRequestBody {
            fn default() -> Self {
                Self {
                    reason: Ok(Default::default()),
                }
            }
        }

        impl PutThingBadRequestBody {
            pub fn reason<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.reason = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for reason: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<PutThingBadRequestBody>
        for super::PutThingBadRequestBody {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PutThingBadRequestBody,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self { reason: value.reason? })
            }
        }

        impl ::std::convert::From<super::PutThingBadRequestBody>
        for PutThingBadRequestBody {
            fn from(value: super::PutThingBadRequestBody) -> Self {
                Self { reason: Ok(value.reason) }
            }
        }

        #[derive(Clone, Debug)]
        pub struct SearchBody {
            color: ::std::result::Result<
                ::std::option::Option<super::Color>,
                ::std::string::String,
            >,
            filter: ::std::result::Result<
                ::std::option::Option<::std::boxed::Box<super::Filter>>,
                ::std::string::String,
            >,
            words: ::std::result::Result<super::Words, ::std::string::String>,
        }

        impl ::std::default::Default for SearchBody {
            fn default() -> Self {
                Self {
                    color: Ok(Default::default()),
                    filter: Ok(Default::default()),
                    words: Err("no value supplied for words".to_string()),
                }
            }
        }

        impl SearchBody {
            pub fn color<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Color>>,
                T::Error: ::std::fmt::Display,
            {
                self.color = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for color: {e}")
                    });
                self
            }
            pub fn filter<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::boxed::Box<super::Filter>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.filter = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for filter: {e}")
                    });
                self
            }
            pub fn words<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::Words>,
                T::Error: ::std::fmt::Display,
            {
                self.words = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for words: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<SearchBody> for super::SearchBody {
            type Error = super::error::ConversionError;
            fn try_from(
                value: SearchBody,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    color: value.color?,
                    filter: value.filter?,
                    words: value.words?,
                })
            }
        }

        impl ::std::convert::From<super::SearchBody> for SearchBody {
            fn from(value: super::SearchBody) -> Self {
                Self {
                    color: Ok(value.color),
                    filter: Ok(value.filter),
                    words: Ok(value.words),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Thing {
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            size: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for Thing {
            fn default() -> Self {
                Self {
                    name: Err("no value supplied for name".to_string()),
                    size: Ok(Default::default()),
                }
            }
        }

        impl Thing {
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            pub fn size<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.size = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for size: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Thing> for super::Thing {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Thing,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    name: value.name?,
                    size: value.size?,
                })
            }
        }

        impl ::std::convert::From<super::Thing> for Thing {
            fn from(value: super::Thing) -> Self {
                Self {
                    name: Ok(value.name),
                    size: Ok(value.size),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct UploadBody {
            color: ::std::result::Result<
                ::std::option::Option<super::Color>,
                ::std::string::String,
            >,
            count: ::std::result::Result<
                ::std::option::Option<i64>,
                ::std::string::String,
            >,
            others: ::std::result::Result<
                ::std::vec::Vec<runtime::File>,
                ::std::string::String,
            >,
            picture: ::std::result::Result<runtime::File, ::std::string::String>,
            tags: ::std::result::Result<
                ::std::vec::Vec<::std::string::String>,
                ::std::string::String,
            >,
            title: ::std::result::Result<::std::string::String, ::std::string::String>,
        }

        impl ::std::default::Default for UploadBody {
            fn default() -> Self {
                Self {
                    color: Ok(Default::default()),
                    count: Ok(Default::default()),
                    others: Ok(Default::default()),
                    picture: Err("no value supplied for picture".to_string()),
                    tags: Ok(Default::default()),
                    title: Err("no value supplied for title".to_string()),
                }
            }
        }

        impl UploadBody {
            pub fn color<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::Color>>,
                T::Error: ::std::fmt::Display,
            {
                self.color = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for color: {e}")
                    });
                self
            }
            pub fn count<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i64>>,
                T::Error: ::std::fmt::Display,
            {
                self.count = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for count: {e}")
                    });
                self
            }
            pub fn others<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<runtime::File>>,
                T::Error: ::std::fmt::Display,
            {
                self.others = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for others: {e}")
                    });
                self
            }
            pub fn picture<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<runtime::File>,
                T::Error: ::std::fmt::Display,
            {
                self.picture = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for picture: {e}")
                    });
                self
            }
            pub fn tags<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.tags = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for tags: {e}")
                    });
                self
            }
            pub fn title<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.title = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for title: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<UploadBody> for super::UploadBody {
            type Error = super::error::ConversionError;
            fn try_from(
                value: UploadBody,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    color: value.color?,
                    count: value.count?,
                    others: value.others?,
                    picture: value.picture?,
                    tags: value.tags?,
                    title: value.title?,
                })
            }
        }

        impl ::std::convert::From<super::UploadBody> for UploadBody {
            fn from(value: super::UploadBody) -> Self {
                Self {
                    color: Ok(value.color),
                    count: Ok(value.count),
                    others: Ok(value.others),
                    picture: Ok(value.picture),
                    tags: Ok(value.tags),
                    title: Ok(value.title),
                }
            }
        }
    }

    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }

        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}

/// Client for Things
///
/// Version: 1.0.0
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: Settings,
}

impl Client {
    /// Create a new client.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: Settings) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }

    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: Settings,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<Settings> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &Settings {
        &self.inner
    }
}

const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<Settings>,
    {}
};

impl Client {
    /// Sends a `GET` request to `/events`
    ///
    /// ```text
    /// let response = client.events()
    /// .send()
    /// .await;
    /// ```
    pub fn events(&self) -> builder::Events<'_> {
        builder::Events::new(self)
    }

    /// Sends a `GET` request to `/goto/{id}`
    ///
    /// ```text
    /// let response = client.goto()
    /// .id(id)
    /// .send()
    /// .await;
    /// ```
    pub fn goto(&self) -> builder::Goto<'_> {
        builder::Goto::new(self)
    }

    /// Sends a `GET` request to `/headers`
    ///
    /// ```text
    /// let response = client.headers()
    /// .send()
    /// .await;
    /// ```
    pub fn headers(&self) -> builder::Headers<'_> {
        builder::Headers::new(self)
    }

    /// Sends a `GET` request to `/lists/{ids}`
    ///
    /// ```text
    /// let response = client.lists()
    /// .ids(ids)
    /// .comma(comma)
    /// .many(many)
    /// .pipe(pipe)
    /// .space(space)
    /// .session(session)
    /// .theme(theme)
    /// .x_mood(x_mood)
    /// .x_tags(x_tags)
    /// .send()
    /// .await;
    /// ```
    pub fn lists(&self) -> builder::Lists<'_> {
        builder::Lists::new(self)
    }

    /// Sends a `POST` request to `/media`
    ///
    /// Arguments:
    /// - `content_type`: The media type of the body: `application/octet-stream` unless set.
    /// - `body`
    /// ```text
    /// let response = client.post_media()
    /// .content_type(content_type)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn post_media(&self) -> builder::PostMedia<'_> {
        builder::PostMedia::new(self)
    }

    /// Sends a `GET` request to `/names`
    ///
    /// ```text
    /// let response = client.new2()
    /// .send()
    /// .await;
    /// ```
    pub fn new2(&self) -> builder::New2<'_> {
        builder::New2::new(self)
    }

    /// Sends a `PUT` request to `/names`
    ///
    /// ```text
    /// let response = client.name_nothing()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn name_nothing(&self) -> builder::NameNothing<'_> {
        builder::NameNothing::new(self)
    }

    /// Sends a `POST` request to `/names`
    ///
    /// ```text
    /// let response = client.new3()
    /// .body2(body2)
    /// .foo_bar(foo_bar)
    /// .foo_bar2(foo_bar2)
    /// .id(id)
    /// .send2(send2)
    /// .url(url)
    /// .id2(id2)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn new3(&self) -> builder::New3<'_> {
        builder::New3::new(self)
    }

    /// Sends a `GET` request to `/orders`
    ///
    /// ```text
    /// let response = client.list_orders()
    /// .limit(limit)
    /// .page_token(page_token)
    /// .state(state)
    /// .send()
    /// .await;
    /// ```
    pub fn list_orders(&self) -> builder::ListOrders<'_> {
        builder::ListOrders::new(self)
    }

    /// Sends a `POST` request to `/orders`
    ///
    /// ```text
    /// let response = client.make_order()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn make_order(&self) -> builder::MakeOrder<'_> {
        builder::MakeOrder::new(self)
    }

    /// Sends a `PUT` request to `/raw`
    ///
    /// ```text
    /// let response = client.put_bytes()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_bytes(&self) -> builder::PutBytes<'_> {
        builder::PutBytes::new(self)
    }

    /// Sends a `POST` request to `/raw`
    ///
    /// ```text
    /// let response = client.post_xml()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn post_xml(&self) -> builder::PostXml<'_> {
        builder::PostXml::new(self)
    }

    /// Sends a `POST` request to `/searches`
    ///
    /// ```text
    /// let response = client.search()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn search(&self) -> builder::Search<'_> {
        builder::Search::new(self)
    }

    /// Sends a `GET` request to `/styles/{simple}/{exploded}/{label}/{matrix}/{json}`
    ///
    /// ```text
    /// let response = client.styles()
    /// .simple(simple)
    /// .exploded(exploded)
    /// .label(label)
    /// .matrix(matrix)
    /// .json(json)
    /// .color(color)
    /// .deep(deep)
    /// .form(form)
    /// .pipe(pipe)
    /// .query(query)
    /// .reserved(reserved)
    /// .space(space)
    /// .color2(color2)
    /// .json2(json2)
    /// .x_color(x_color)
    /// .x_exploded(x_exploded)
    /// .x_json(x_json)
    /// .send()
    /// .await;
    /// ```
    pub fn styles(&self) -> builder::Styles<'_> {
        builder::Styles::new(self)
    }

    /// Sends a `GET` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.get_thing()
    /// .id(id)
    /// .send()
    /// .await;
    /// ```
    pub fn get_thing(&self) -> builder::GetThing<'_> {
        builder::GetThing::new(self)
    }

    /// Sends a `PUT` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.put_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_thing(&self) -> builder::PutThing<'_> {
        builder::PutThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.tag_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn tag_thing(&self) -> builder::TagThing<'_> {
        builder::TagThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}/form`
    ///
    /// ```text
    /// let response = client.form_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn form_thing(&self) -> builder::FormThing<'_> {
        builder::FormThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}/note`
    ///
    /// ```text
    /// let response = client.note_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn note_thing(&self) -> builder::NoteThing<'_> {
        builder::NoteThing::new(self)
    }

    /// Sends a `PUT` request to `/things/{id}/picture`
    ///
    /// ```text
    /// let response = client.put_picture()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_picture(&self) -> builder::PutPicture<'_> {
        builder::PutPicture::new(self)
    }

    /// Sends a `GET` request to `/times/{at}`
    ///
    /// ```text
    /// let response = client.time()
    /// .at(at)
    /// .share(share)
    /// .x_since(x_since)
    /// .send()
    /// .await;
    /// ```
    pub fn time(&self) -> builder::Time<'_> {
        builder::Time::new(self)
    }

    /// Sends a `PUT` request to `/uploads`
    ///
    /// ```text
    /// let response = client.upload_parts()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn upload_parts(&self) -> builder::UploadParts<'_> {
        builder::UploadParts::new(self)
    }

    /// Sends a `POST` request to `/uploads`
    ///
    /// ```text
    /// let response = client.upload()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn upload(&self) -> builder::Upload<'_> {
        builder::Upload::new(self)
    }

    /// Sends a `OPTIONS` request to `/versions`
    ///
    /// ```text
    /// let response = client.versioned()
    /// .api_version(api_version)
    /// .send()
    /// .await;
    /// ```
    pub fn versioned(&self) -> builder::Versioned<'_> {
        builder::Versioned::new(self)
    }

    /// Sends a `TRACE` request to `/versions`
    ///
    /// ```text
    /// let response = client.traced()
    /// .send()
    /// .await;
    /// ```
    pub fn traced(&self) -> builder::Traced<'_> {
        builder::Traced::new(self)
    }
}

/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
