// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas as types; values that are not valid cannot be made.

/// `Circle`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Circle {
    pub kind: ::std::string::String,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub radius: ::std::option::Option<f64>,
}

super::runtime::object!(Circle);

/// `Color`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
#[serde(remote = "Self")]
pub struct Color {
    #[serde(rename = "B", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub b: ::std::option::Option<i64>,
    #[serde(rename = "G")]
    pub g: i64,
    #[serde(rename = "R")]
    pub r: super::constrained::ColorR,
}

super::runtime::object!(Color);

/// `Complaint`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Complaint {
    pub code: ComplaintCode,
    pub message: ComplaintMessage,
    pub operation: ::std::string::String,
}

super::runtime::object!(Complaint);

/// `ComplaintCode`
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
pub enum ComplaintCode {
    #[serde(rename = "bad")]
    Bad,
    #[serde(rename = "denied")]
    Denied,
    #[serde(rename = "failed")]
    Failed,
}

impl ::std::fmt::Display for ComplaintCode {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Bad => f.write_str("bad"),
            Self::Denied => f.write_str("denied"),
            Self::Failed => f.write_str("failed"),
        }
    }
}

impl ::std::str::FromStr for ComplaintCode {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "bad" => Ok(Self::Bad),
            "denied" => Ok(Self::Denied),
            "failed" => Ok(Self::Failed),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for ComplaintCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ComplaintCode {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `ComplaintMessage`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct ComplaintMessage(::std::string::String);

impl ::std::ops::Deref for ComplaintMessage {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<ComplaintMessage> for ::std::string::String {
    fn from(value: ComplaintMessage) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for ComplaintMessage {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for ComplaintMessage {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ComplaintMessage {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for ComplaintMessage {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Crew`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct Crew {
    #[serde(default, skip_serializing_if = "::serde_json::Map::is_empty")]
    pub headers: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub parent: ::std::option::Option<::std::boxed::Box<Leg>>,
}

super::runtime::object!(Crew);

/// `Echo`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Echo {
    #[serde(deserialize_with = "::std::option::Option::deserialize")]
    pub archived: ::std::option::Option<bool>,
    pub ids: ::std::vec::Vec<i64>,
    #[serde(deserialize_with = "::std::option::Option::deserialize")]
    pub limit: ::std::option::Option<i64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub ratio: ::std::option::Option<f64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub sort: ::std::option::Option<::std::string::String>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub sorting: ::std::option::Option<Sorting>,
    pub tags: ::std::vec::Vec<::std::string::String>,
    pub trace: ::std::string::String,
}

super::runtime::object!(Echo);

/// `Filter`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Filter {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub colors: ::std::vec::Vec<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub inner: ::std::option::Option<::std::boxed::Box<Filter>>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub limit: ::std::option::Option<i64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub list: ::std::option::Option<super::constrained::FilterList>,
    pub name: FilterName,
}

super::runtime::object!(Filter);

/// `FilterName`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct FilterName(::std::string::String);

impl ::std::ops::Deref for FilterName {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<FilterName> for ::std::string::String {
    fn from(value: FilterName) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for FilterName {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 12usize {
            return Err("longer than 12 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for FilterName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for FilterName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for FilterName {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `GetShelfBookExtension`
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
pub enum GetShelfBookExtension {
    #[serde(rename = "pdf")]
    Pdf,
    #[serde(rename = "txt")]
    Txt,
}

impl ::std::fmt::Display for GetShelfBookExtension {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Pdf => f.write_str("pdf"),
            Self::Txt => f.write_str("txt"),
        }
    }
}

impl ::std::str::FromStr for GetShelfBookExtension {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "pdf" => Ok(Self::Pdf),
            "txt" => Ok(Self::Txt),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for GetShelfBookExtension {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for GetShelfBookExtension {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `Instants`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Instants {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub at: ::std::vec::Vec<super::runtime::DateTime>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub either: ::std::option::Option<InstantsEither>,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub on: ::std::vec::Vec<super::runtime::Date>,
    #[serde(default = "defaults::instants_until")]
    pub until: super::runtime::DateTime,
}

super::runtime::object!(Instants);

impl ::std::default::Default for Instants {
    fn default() -> Self {
        Self {
            at: Default::default(),
            either: Default::default(),
            on: Default::default(),
            until: defaults::instants_until(),
        }
    }
}

/// `InstantsEither`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum InstantsEither {
    String(super::runtime::Date),
    Integer(i64),
}

impl ::std::fmt::Display for InstantsEither {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match self {
            Self::String(x) => x.fmt(f),
            Self::Integer(x) => x.fmt(f),
        }
    }
}

impl ::std::str::FromStr for InstantsEither {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if let Ok(v) = value.parse() {
            Ok(Self::String(v))
        } else if let Ok(v) = value.parse() {
            Ok(Self::Integer(v))
        } else {
            Err("string conversion failed for all variants".into())
        }
    }
}

impl ::std::convert::TryFrom<&str> for InstantsEither {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for InstantsEither {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::From<super::runtime::Date> for InstantsEither {
    fn from(value: super::runtime::Date) -> Self {
        Self::String(value)
    }
}

impl ::std::convert::From<i64> for InstantsEither {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

/// `Leg`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct Leg {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub crews: ::std::vec::Vec<Crew>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub parent: ::std::option::Option<::std::boxed::Box<Leg>>,
}

super::runtime::object!(Leg);

/// `ListWidgetsSort`
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
pub enum ListWidgetsSort {
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    MinusName,
    #[serde(rename = "Name")]
    Name2,
}

impl ::std::fmt::Display for ListWidgetsSort {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Name => f.write_str("name"),
            Self::MinusName => f.write_str("-name"),
            Self::Name2 => f.write_str("Name"),
        }
    }
}

impl ::std::str::FromStr for ListWidgetsSort {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "name" => Ok(Self::Name),
            "-name" => Ok(Self::MinusName),
            "Name" => Ok(Self::Name2),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for ListWidgetsSort {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ListWidgetsSort {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `ListWidgetsTagItem`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct ListWidgetsTagItem(::std::string::String);

impl ::std::ops::Deref for ListWidgetsTagItem {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<ListWidgetsTagItem> for ::std::string::String {
    fn from(value: ListWidgetsTagItem) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for ListWidgetsTagItem {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[a-z]+$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[a-z]+$\"".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for ListWidgetsTagItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ListWidgetsTagItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for ListWidgetsTagItem {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `ListWidgetsXTrace`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct ListWidgetsXTrace(::std::string::String);

impl ::std::ops::Deref for ListWidgetsXTrace {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<ListWidgetsXTrace> for ::std::string::String {
    fn from(value: ListWidgetsXTrace) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for ListWidgetsXTrace {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 8usize {
            return Err("longer than 8 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for ListWidgetsXTrace {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ListWidgetsXTrace {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for ListWidgetsXTrace {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Member`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Member {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub friends: ::std::vec::Vec<Member>,
    pub id: i64,
    pub name: ::std::string::String,
    pub password: MemberPassword,
}

super::runtime::object!(Member);

/// `MemberPassword`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct MemberPassword(::std::string::String);

impl ::std::ops::Deref for MemberPassword {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<MemberPassword> for ::std::string::String {
    fn from(value: MemberPassword) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for MemberPassword {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() < 8usize {
            return Err("shorter than 8 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for MemberPassword {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for MemberPassword {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for MemberPassword {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `MemberRequest`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct MemberRequest {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub friends: ::std::vec::Vec<MemberRequest>,
    pub name: ::std::string::String,
    pub password: MemberRequestPassword,
}

super::runtime::object!(MemberRequest);

/// `MemberRequestPassword`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct MemberRequestPassword(::std::string::String);

impl ::std::ops::Deref for MemberRequestPassword {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<MemberRequestPassword> for ::std::string::String {
    fn from(value: MemberRequestPassword) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for MemberRequestPassword {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() < 8usize {
            return Err("shorter than 8 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for MemberRequestPassword {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for MemberRequestPassword {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for MemberRequestPassword {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `MemberResponse`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct MemberResponse {
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub friends: ::std::vec::Vec<MemberResponse>,
    pub id: i64,
    pub name: ::std::string::String,
}

super::runtime::object!(MemberResponse);

/// `Order`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Order {
    #[serde(default)]
    pub express: bool,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub notes: ::std::vec::Vec<::std::string::String>,
    pub quantity: super::constrained::OrderQuantity,
}

super::runtime::object!(Order);

/// `Origin`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
pub struct Origin(pub ::std::option::Option<OriginValue>);

impl ::std::ops::Deref for Origin {
    type Target = ::std::option::Option<OriginValue>;
    fn deref(&self) -> &::std::option::Option<OriginValue> {
        &self.0
    }
}

impl ::std::convert::From<Origin> for ::std::option::Option<OriginValue> {
    fn from(value: Origin) -> Self {
        value.0
    }
}

impl ::std::convert::From<::std::option::Option<OriginValue>> for Origin {
    fn from(value: ::std::option::Option<OriginValue>) -> Self {
        Self(value)
    }
}

/// `OriginValue`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct OriginValue {
    #[serde(default)]
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    pub from: super::runtime::Member<::std::boxed::Box<Origin>>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub weight: ::std::option::Option<f32>,
}

super::runtime::object!(OriginValue);

/// `Part`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Part {
    #[serde(default = "defaults::default_u64::<u64, 1>")]
    pub count: u64,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub inner: ::std::option::Option<::std::boxed::Box<Part>>,
    pub kind: PartKind,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub mixed: ::std::option::Option<super::checked::PartMixed>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub position: ::std::option::Option<super::constrained::PartPosition>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub step: ::std::option::Option<super::checked::PartStep>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub unlisted: ::std::option::Option<super::checked::PartUnlisted>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub weight: ::std::option::Option<super::constrained::PartWeight>,
}

super::runtime::object!(Part);

/// `PartKind`
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
pub enum PartKind {
    #[serde(rename = "part")]
    Part,
}

impl ::std::fmt::Display for PartKind {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Part => f.write_str("part"),
        }
    }
}

impl ::std::str::FromStr for PartKind {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "part" => Ok(Self::Part),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for PartKind {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for PartKind {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `PostMediaBody`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct PostMediaBody {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub color: ::std::option::Option<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub count: ::std::option::Option<super::constrained::PostMediaBodyCount>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub others: ::std::option::Option<super::constrained::PostMediaBodyOthers>,
    pub picture: super::runtime::File,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub tags: ::std::vec::Vec<::std::string::String>,
    pub title: PostMediaBodyTitle,
}

super::runtime::object!(PostMediaBody);

/// `PostMediaBodyTitle`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct PostMediaBodyTitle(::std::string::String);

impl ::std::ops::Deref for PostMediaBodyTitle {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<PostMediaBodyTitle> for ::std::string::String {
    fn from(value: PostMediaBodyTitle) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for PostMediaBodyTitle {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 10usize {
            return Err("longer than 10 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for PostMediaBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for PostMediaBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for PostMediaBodyTitle {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `PostRelatedBody`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct PostRelatedBody {
    pub about: Color,
    pub file: super::runtime::File,
}

super::runtime::object!(PostRelatedBody);

/// `PostSearchBody`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct PostSearchBody {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub color: ::std::option::Option<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub filter: ::std::option::Option<::std::boxed::Box<Filter>>,
    pub words: super::constrained::Words,
}

super::runtime::object!(PostSearchBody);

/// `PostUploadBody`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct PostUploadBody {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub color: ::std::option::Option<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub count: ::std::option::Option<super::constrained::PostUploadBodyCount>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub others: ::std::option::Option<super::constrained::PostUploadBodyOthers>,
    pub picture: super::runtime::File,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub tags: ::std::vec::Vec<::std::string::String>,
    pub title: PostUploadBodyTitle,
}

super::runtime::object!(PostUploadBody);

/// `PostUploadBodyTitle`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct PostUploadBodyTitle(::std::string::String);

impl ::std::ops::Deref for PostUploadBodyTitle {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<PostUploadBodyTitle> for ::std::string::String {
    fn from(value: PostUploadBodyTitle) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for PostUploadBodyTitle {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 10usize {
            return Err("longer than 10 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for PostUploadBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for PostUploadBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for PostUploadBodyTitle {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Problem`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct Problem {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub detail: ::std::option::Option<::std::string::String>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub status: ::std::option::Option<i64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub title: ::std::option::Option<::std::string::String>,
    #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub type_: ::std::option::Option<::std::string::String>,
}

super::runtime::object!(Problem);

/// `Profile`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct Profile {
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub age: super::runtime::Member<u64>,
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub color: super::runtime::Member<Color>,
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub mood: super::runtime::Member<ProfileMood>,
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub nick: super::runtime::Member<::std::string::String>,
}

super::runtime::object!(Profile);

/// `ProfileMood`
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
pub enum ProfileMood {
    #[serde(rename = "good")]
    Good,
    #[serde(rename = "bad")]
    Bad,
}

impl ::std::fmt::Display for ProfileMood {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Good => f.write_str("good"),
            Self::Bad => f.write_str("bad"),
        }
    }
}

impl ::std::str::FromStr for ProfileMood {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "good" => Ok(Self::Good),
            "bad" => Ok(Self::Bad),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for ProfileMood {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for ProfileMood {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `PutPictureSize`
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
pub struct PutPictureSize(i64);

impl ::std::ops::Deref for PutPictureSize {
    type Target = i64;
    fn deref(&self) -> &i64 {
        &self.0
    }
}

impl ::std::convert::From<PutPictureSize> for i64 {
    fn from(value: PutPictureSize) -> Self {
        value.0
    }
}

impl ::std::convert::TryFrom<i64> for PutPictureSize {
    type Error = self::error::ConversionError;
    fn try_from(
        value: i64,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if ![64_i64, 128_i64].contains(&value) {
            Err("invalid value".into())
        } else {
            Ok(Self(value))
        }
    }
}

impl<'de> ::serde::Deserialize<'de> for PutPictureSize {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        Self::try_from(<i64>::deserialize(deserializer)?)
            .map_err(|e| { <D::Error as ::serde::de::Error>::custom(e.to_string()) })
    }
}

/// `PutTagsBodyItem`
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[serde(transparent)]
pub struct PutTagsBodyItem(pub ::std::string::String);

impl ::std::ops::Deref for PutTagsBodyItem {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<PutTagsBodyItem> for ::std::string::String {
    fn from(value: PutTagsBodyItem) -> Self {
        value.0
    }
}

impl ::std::convert::From<::std::string::String> for PutTagsBodyItem {
    fn from(value: ::std::string::String) -> Self {
        Self(value)
    }
}

impl ::std::fmt::Display for PutTagsBodyItem {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ::std::str::FromStr for PutTagsBodyItem {
    type Err = ::std::convert::Infallible;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.to_string()))
    }
}

/// `PutTextBody`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct PutTextBody(::std::string::String);

impl ::std::ops::Deref for PutTextBody {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<PutTextBody> for ::std::string::String {
    fn from(value: PutTextBody) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for PutTextBody {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 5usize {
            return Err("longer than 5 characters".into());
        }

        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[a-zü]+$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[a-zü]+$\"".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for PutTextBody {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for PutTextBody {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for PutTextBody {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `PutTextOkBody`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct PutTextOkBody(::std::string::String);

impl ::std::ops::Deref for PutTextOkBody {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<PutTextOkBody> for ::std::string::String {
    fn from(value: PutTextOkBody) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for PutTextOkBody {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 5usize {
            return Err("longer than 5 characters".into());
        }

        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[a-zü]+$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[a-zü]+$\"".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for PutTextOkBody {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for PutTextOkBody {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for PutTextOkBody {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `QueryStylesEither`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum QueryStylesEither {
    QueryStylesEitherObject(QueryStylesEitherObject),
    Integer(i64),
}

impl ::std::convert::From<QueryStylesEitherObject> for QueryStylesEither {
    fn from(value: QueryStylesEitherObject) -> Self {
        Self::QueryStylesEitherObject(value)
    }
}

impl ::std::convert::From<i64> for QueryStylesEither {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

/// `QueryStylesEitherObject`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct QueryStylesEitherObject {
    pub from: i64,
}

super::runtime::object!(QueryStylesEitherObject);

/// `QueryStylesText`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct QueryStylesText(::std::string::String);

impl ::std::ops::Deref for QueryStylesText {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<QueryStylesText> for ::std::string::String {
    fn from(value: QueryStylesText) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for QueryStylesText {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 5usize {
            return Err("longer than 5 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for QueryStylesText {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for QueryStylesText {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for QueryStylesText {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Shape`
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum Shape {
    Circle(Circle),
    Square(Square),
}

impl<'de> ::serde::Deserialize<'de> for Shape {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        let value = ::serde_json::Value::deserialize(deserializer)?;
        super::runtime::tagged(
                &value,
                "kind",
                &[
                    (
                        &["circle"],
                        |value| {
                            ::serde::Deserialize::deserialize(value).map(Self::Circle)
                        },
                    ),
                    (
                        &["square"],
                        |value| {
                            ::serde::Deserialize::deserialize(value).map(Self::Square)
                        },
                    ),
                ],
            )
            .map_err(::serde::de::Error::custom)
    }
}

impl ::std::convert::From<Circle> for Shape {
    fn from(value: Circle) -> Self {
        Self::Circle(value)
    }
}

impl ::std::convert::From<Square> for Shape {
    fn from(value: Square) -> Self {
        Self::Square(value)
    }
}

/// `Sorting`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Sorting {
    #[serde(default = "defaults::sorting_by")]
    pub by: ::std::vec::Vec<::std::option::Option<SortingByItem>>,
    #[serde(default = "defaults::sorting_order")]
    pub order: SortingOrder,
    #[serde(default = "defaults::sorting_then")]
    pub then: SortingThen,
}

super::runtime::object!(Sorting);

impl ::std::default::Default for Sorting {
    fn default() -> Self {
        Self {
            by: defaults::sorting_by(),
            order: defaults::sorting_order(),
            then: defaults::sorting_then(),
        }
    }
}

/// `SortingByItem`
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
pub enum SortingByItem {
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    MinusName,
    #[serde(rename = "Name")]
    Name2,
}

impl ::std::fmt::Display for SortingByItem {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Name => f.write_str("name"),
            Self::MinusName => f.write_str("-name"),
            Self::Name2 => f.write_str("Name"),
        }
    }
}

impl ::std::str::FromStr for SortingByItem {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "name" => Ok(Self::Name),
            "-name" => Ok(Self::MinusName),
            "Name" => Ok(Self::Name2),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for SortingByItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for SortingByItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `SortingOrder`
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
pub enum SortingOrder {
    #[serde(rename = "asc")]
    Asc,
    #[serde(rename = "ASC")]
    Asc2,
    #[serde(rename = "desc")]
    Desc,
}

impl ::std::fmt::Display for SortingOrder {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Asc => f.write_str("asc"),
            Self::Asc2 => f.write_str("ASC"),
            Self::Desc => f.write_str("desc"),
        }
    }
}

impl ::std::str::FromStr for SortingOrder {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "asc" => Ok(Self::Asc),
            "ASC" => Ok(Self::Asc2),
            "desc" => Ok(Self::Desc),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for SortingOrder {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for SortingOrder {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `SortingThen`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct SortingThen {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub order: ::std::option::Option<SortingThenOrder>,
}

super::runtime::object!(SortingThen);

/// `SortingThenOrder`
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
pub enum SortingThenOrder {
    #[serde(rename = "asc")]
    Asc,
    #[serde(rename = "ASC")]
    Asc2,
    #[serde(rename = "desc")]
    Desc,
}

impl ::std::fmt::Display for SortingThenOrder {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Asc => f.write_str("asc"),
            Self::Asc2 => f.write_str("ASC"),
            Self::Desc => f.write_str("desc"),
        }
    }
}

impl ::std::str::FromStr for SortingThenOrder {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "asc" => Ok(Self::Asc),
            "ASC" => Ok(Self::Asc2),
            "desc" => Ok(Self::Desc),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for SortingThenOrder {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for SortingThenOrder {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `Square`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Square {
    pub kind: ::std::string::String,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub side: ::std::option::Option<f64>,
}

super::runtime::object!(Square);

/// `Stop`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Stop {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub next: ::std::option::Option<::std::boxed::Box<Stop>>,
    #[serde(deserialize_with = "::serde::Deserialize::deserialize")]
    pub origin: Origin,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub seen: ::std::vec::Vec<::std::string::String>,
}

super::runtime::object!(Stop);

/// What Rust's types cannot say.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[serde(remote = "Self")]
pub struct UncheckedParcel {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub code: ::std::option::Option<super::checked::ParcelCode>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub either: ::std::option::Option<super::checked::ParcelEither>,
    #[serde(rename = "fooBar", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub foo_bar: ::std::option::Option<::std::string::String>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(rename = "foo_bar")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub foo_bar2: ::std::option::Option<i64>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub gift: ::std::option::Option<bool>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub inner: ::std::option::Option<super::checked::Parcel>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub labels: ::std::option::Option<super::checked::ParcelLabels>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub never: ::std::option::Option<super::checked::ParcelNever>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub odd: ::std::option::Option<super::checked::ParcelOdd>,
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub origin: super::runtime::Member<Origin>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub shape: ::std::option::Option<Shape>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub size: ::std::option::Option<super::checked::ParcelSize>,
}

super::runtime::object!(UncheckedParcel);

/// `UncheckedParcelEither`
#[derive(::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum UncheckedParcelEither {
    Circle(Circle),
    Square(Square),
}

impl<'de> ::serde::Deserialize<'de> for UncheckedParcelEither {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        let value = ::serde_json::Value::deserialize(deserializer)?;
        super::runtime::best(
                &value,
                &[
                    |value| ::serde::Deserialize::deserialize(value).map(Self::Circle),
                    |value| ::serde::Deserialize::deserialize(value).map(Self::Square),
                ],
            )
            .map_err(::serde::de::Error::custom)
    }
}

impl ::std::convert::From<Circle> for UncheckedParcelEither {
    fn from(value: Circle) -> Self {
        Self::Circle(value)
    }
}

impl ::std::convert::From<Square> for UncheckedParcelEither {
    fn from(value: Square) -> Self {
        Self::Square(value)
    }
}

/// `Upload`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Upload {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub color: ::std::option::Option<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub count: ::std::option::Option<super::constrained::UploadCount>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub others: ::std::option::Option<super::constrained::UploadOthers>,
    pub picture: ::std::string::String,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub tags: ::std::vec::Vec<::std::string::String>,
    pub title: UploadTitle,
}

super::runtime::object!(Upload);

/// `UploadOthersItem`
#[derive(
    ::serde::Deserialize,
    ::serde::Serialize,
    Clone,
    Debug,
    Eq,
    Hash,
    Ord,
    PartialEq,
    PartialOrd
)]
#[serde(transparent)]
pub struct UploadOthersItem(pub ::std::string::String);

impl ::std::ops::Deref for UploadOthersItem {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<UploadOthersItem> for ::std::string::String {
    fn from(value: UploadOthersItem) -> Self {
        value.0
    }
}

impl ::std::convert::From<::std::string::String> for UploadOthersItem {
    fn from(value: ::std::string::String) -> Self {
        Self(value)
    }
}

impl ::std::fmt::Display for UploadOthersItem {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ::std::str::FromStr for UploadOthersItem {
    type Err = ::std::convert::Infallible;
    fn from_str(value: &str) -> ::std::result::Result<Self, Self::Err> {
        Ok(Self(value.to_string()))
    }
}

/// `UploadPartsBody`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct UploadPartsBody {
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub color: ::std::option::Option<Color>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub count: ::std::option::Option<super::constrained::UploadPartsBodyCount>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub others: ::std::option::Option<super::constrained::UploadPartsBodyOthers>,
    pub picture: super::runtime::File,
    #[serde(default, skip_serializing_if = "::std::vec::Vec::is_empty")]
    pub tags: ::std::vec::Vec<::std::string::String>,
    pub title: UploadPartsBodyTitle,
}

super::runtime::object!(UploadPartsBody);

/// `UploadPartsBodyTitle`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct UploadPartsBodyTitle(::std::string::String);

impl ::std::ops::Deref for UploadPartsBodyTitle {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<UploadPartsBodyTitle> for ::std::string::String {
    fn from(value: UploadPartsBodyTitle) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for UploadPartsBodyTitle {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 10usize {
            return Err("longer than 10 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for UploadPartsBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for UploadPartsBodyTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for UploadPartsBodyTitle {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `UploadTitle`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct UploadTitle(::std::string::String);

impl ::std::ops::Deref for UploadTitle {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<UploadTitle> for ::std::string::String {
    fn from(value: UploadTitle) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for UploadTitle {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 10usize {
            return Err("longer than 10 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for UploadTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for UploadTitle {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for UploadTitle {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Widget`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
#[serde(remote = "Self")]
pub struct Widget {
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub color: super::runtime::Member<WidgetColor>,
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub made: ::std::option::Option<super::runtime::Date>,
    pub name: WidgetName,
    pub parts: super::constrained::WidgetParts,
    #[serde(skip_serializing_if = "super::runtime::Member::is_absent")]
    #[serde(default)]
    pub weight: super::runtime::Member<super::constrained::WidgetWeight>,
}

super::runtime::object!(Widget);

/// `WidgetColor`
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
pub enum WidgetColor {
    #[serde(rename = "red")]
    Red,
    #[serde(rename = "green")]
    Green,
}

impl ::std::fmt::Display for WidgetColor {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Red => f.write_str("red"),
            Self::Green => f.write_str("green"),
        }
    }
}

impl ::std::str::FromStr for WidgetColor {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "red" => Ok(Self::Red),
            "green" => Ok(Self::Green),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for WidgetColor {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for WidgetColor {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// `WidgetName`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct WidgetName(::std::string::String);

impl ::std::ops::Deref for WidgetName {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<WidgetName> for ::std::string::String {
    fn from(value: WidgetName) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for WidgetName {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 20usize {
            return Err("longer than 20 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for WidgetName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for WidgetName {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for WidgetName {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `Word`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct Word(::std::string::String);

impl ::std::ops::Deref for Word {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<Word> for ::std::string::String {
    fn from(value: Word) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for Word {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 12usize {
            return Err("longer than 12 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for Word {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for Word {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for Word {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// `WordsItem`
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct WordsItem(::std::string::String);

impl ::std::ops::Deref for WordsItem {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<WordsItem> for ::std::string::String {
    fn from(value: WordsItem) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for WordsItem {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 12usize {
            return Err("longer than 12 characters".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for WordsItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for WordsItem {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for WordsItem {
    fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'de>,
    {
        ::std::string::String::deserialize(deserializer)?
            .parse()
            .map_err(|e: self::error::ConversionError| {
                <D::Error as ::serde::de::Error>::custom(e.to_string())
            })
    }
}

/// Generation of default values for serde.
pub mod defaults {
    pub(super) fn default_u64<T, const V: u64>() -> T
    where
        T: ::std::convert::TryFrom<u64>,
        <T as ::std::convert::TryFrom<u64>>::Error: ::std::fmt::Debug,
    {
        T::try_from(V).unwrap()
    }

    pub(super) fn instants_until() -> super::super::runtime::DateTime {
        ::serde_json::from_str::<
            super::super::runtime::DateTime,
        >("\"2026-01-31T08:30:00Z\"")
            .unwrap()
    }

    pub(super) fn sorting_by() -> ::std::vec::Vec<
        ::std::option::Option<super::SortingByItem>,
    > {
        vec![
            ::std::option::Option::Some(super::SortingByItem::MinusName),
            ::std::option::Option::None,
            ::std::option::Option::Some(super::SortingByItem::Name2)
        ]
    }

    pub(super) fn sorting_order() -> super::SortingOrder {
        super::SortingOrder::Asc2
    }

    pub(super) fn sorting_then() -> super::SortingThen {
        ::serde_json::from_str("{\"order\":\"ASC\"}").unwrap()
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
