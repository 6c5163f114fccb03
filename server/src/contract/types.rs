// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas as types; values that are not valid cannot be made.

/// The multi-factor authentication of a user.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Mfa {
    /// When the user last passed a verification; null if never. MFA can be
    /// disabled within 10 minutes of it.
    #[serde(
        rename = "lastAuthTime",
        deserialize_with = "::std::option::Option::deserialize"
    )]
    pub last_auth_time: ::std::option::Option<super::runtime::DateTime>,
    #[serde(rename = "_links")]
    pub links: MfaLinks,
    pub status: MfaStatus,
    /// Type of the factor; null as long as none is enrolled. It follows from
    /// the organization's settings and cannot be changed by the user.
    #[serde(rename = "type", deserialize_with = "::std::option::Option::deserialize")]
    pub type_: ::std::option::Option<MfaType>,
}

super::runtime::object!(Mfa);

/// A link, and what it leads to.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct MfaLink {
    /// Where the link leads.
    pub href: ::std::string::String,
    /// What the link leads to: the MFA status itself, or the page on which
    /// the user enrolls or verifies a factor.
    pub rel: MfaLinkRel,
}

super::runtime::object!(MfaLink);

/// What the link leads to: the MFA status itself, or the page on which
/// the user enrolls or verifies a factor.
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
pub enum MfaLinkRel {
    #[serde(rename = "self")]
    Self_,
    #[serde(rename = "enrollment")]
    Enrollment,
}

impl ::std::fmt::Display for MfaLinkRel {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Self_ => f.write_str("self"),
            Self::Enrollment => f.write_str("enrollment"),
        }
    }
}

impl ::std::str::FromStr for MfaLinkRel {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "self" => Ok(Self::Self_),
            "enrollment" => Ok(Self::Enrollment),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for MfaLinkRel {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for MfaLinkRel {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// Related links.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
pub struct MfaLinks(pub ::std::vec::Vec<MfaLink>);

impl ::std::ops::Deref for MfaLinks {
    type Target = ::std::vec::Vec<MfaLink>;
    fn deref(&self) -> &::std::vec::Vec<MfaLink> {
        &self.0
    }
}

impl ::std::convert::From<MfaLinks> for ::std::vec::Vec<MfaLink> {
    fn from(value: MfaLinks) -> Self {
        value.0
    }
}

impl ::std::convert::From<::std::vec::Vec<MfaLink>> for MfaLinks {
    fn from(value: ::std::vec::Vec<MfaLink>) -> Self {
        Self(value)
    }
}

/// Whether a factor protects the user.
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
pub enum MfaStatus {
    #[serde(rename = "active")]
    Active,
    #[serde(rename = "inactive")]
    Inactive,
}

impl ::std::fmt::Display for MfaStatus {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Active => f.write_str("active"),
            Self::Inactive => f.write_str("inactive"),
        }
    }
}

impl ::std::str::FromStr for MfaStatus {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "active" => Ok(Self::Active),
            "inactive" => Ok(Self::Inactive),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for MfaStatus {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for MfaStatus {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// Type of the factor; null as long as none is enrolled. It follows from
/// the organization's settings and cannot be changed by the user.
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
pub enum MfaType {
    #[serde(rename = "duo")]
    Duo,
    #[serde(rename = "guardian")]
    Guardian,
}

impl ::std::fmt::Display for MfaType {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        match *self {
            Self::Duo => f.write_str("duo"),
            Self::Guardian => f.write_str("guardian"),
        }
    }
}

impl ::std::str::FromStr for MfaType {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        match value {
            "duo" => Ok(Self::Duo),
            "guardian" => Ok(Self::Guardian),
            _ => Err("invalid value".into()),
        }
    }
}

impl ::std::convert::TryFrom<&str> for MfaType {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for MfaType {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

/// What went wrong (RFC 9457).
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(remote = "Self")]
pub struct Problem {
    /// What went wrong this time.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub detail: ::std::option::Option<::std::string::String>,
    /// Identifies this occurrence of the problem.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub instance: ::std::option::Option<::std::string::String>,
    /// The HTTP status code of the response.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub status: ::std::option::Option<super::constrained::ProblemStatus>,
    /// Short summary of the type of problem, always the same for it.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, deserialize_with = "super::runtime::present")]
    pub title: ::std::option::Option<::std::string::String>,
    /// Identifies the type of problem; `about:blank` when absent.
    #[serde(rename = "type", default = "defaults::problem_type")]
    pub type_: ::std::string::String,
}

super::runtime::object!(Problem);

impl ::std::default::Default for Problem {
    fn default() -> Self {
        Self {
            detail: Default::default(),
            instance: Default::default(),
            status: Default::default(),
            title: Default::default(),
            type_: defaults::problem_type(),
        }
    }
}

/// Identifier of a user, unique within its organization. No user is called `.` or `..`.
#[derive(::serde::Serialize, Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct UserId(::std::string::String);

impl ::std::ops::Deref for UserId {
    type Target = ::std::string::String;
    fn deref(&self) -> &::std::string::String {
        &self.0
    }
}

impl ::std::convert::From<UserId> for ::std::string::String {
    fn from(value: UserId) -> Self {
        value.0
    }
}

impl ::std::str::FromStr for UserId {
    type Err = self::error::ConversionError;
    fn from_str(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        if value.chars().count() > 50usize {
            return Err("longer than 50 characters".into());
        }

        if value.chars().count() < 1usize {
            return Err("shorter than 1 characters".into());
        }

        static PATTERN: ::std::sync::LazyLock<::regress::Regex> = ::std::sync::LazyLock::new(||
        { ::regress::Regex::new("^[@~\\-\\.\\w]+$").unwrap() });
        if PATTERN.find(value).is_none() {
            return Err("doesn't match pattern \"^[@~\\-\\.\\w]+$\"".into());
        }

        Ok(Self(value.to_string()))
    }
}

impl ::std::convert::TryFrom<&str> for UserId {
    type Error = self::error::ConversionError;
    fn try_from(
        value: &str,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl ::std::convert::TryFrom<::std::string::String> for UserId {
    type Error = self::error::ConversionError;
    fn try_from(
        value: ::std::string::String,
    ) -> ::std::result::Result<Self, self::error::ConversionError> {
        value.parse()
    }
}

impl<'de> ::serde::Deserialize<'de> for UserId {
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
    pub(super) fn problem_type() -> ::std::string::String {
        "about:blank".to_string()
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
