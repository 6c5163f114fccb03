// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

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
    /// The multi-factor authentication of a user.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct Mfa {
        /// When the user last passed a verification; null if never. MFA can be
        /// disabled within 10 minutes of it.
        #[serde(
            rename = "lastAuthTime",
            deserialize_with = "::std::option::Option::deserialize"
        )]
        pub last_auth_time: ::std::option::Option<
            ::chrono::DateTime<::chrono::offset::Utc>,
        >,
        #[serde(rename = "_links")]
        pub links: MfaLinks,
        pub status: MfaStatus,
        /// Type of the factor; null as long as none is enrolled. It follows from
        /// the organization's settings and cannot be changed by the user.
        #[serde(
            rename = "type",
            deserialize_with = "::std::option::Option::deserialize"
        )]
        pub type_: ::std::option::Option<MfaType>,
    }

    impl Mfa {
        pub fn builder() -> builder::Mfa {
            Default::default()
        }
    }

    /// A link, and what it leads to.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    pub struct MfaLink {
        /// Where the link leads.
        pub href: ::std::string::String,
        /// What the link leads to: the MFA status itself, or the page on which
        /// the user enrolls or verifies a factor.
        pub rel: MfaLinkRel,
    }

    impl MfaLink {
        pub fn builder() -> builder::MfaLink {
            Default::default()
        }
    }

    /// What the link leads to: the MFA status itself, or the page on which
    /// the user enrolls or verifies a factor.
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum MfaLinkRel {
        Self_,
        Enrollment,
        /// A value that this contract does not know.
        Unknown(::std::string::String),
    }

    super::runtime::text!(enum MfaLinkRel Unknown);
    impl ::std::fmt::Display for MfaLinkRel {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Self_ => f.write_str("self"),
                Self::Enrollment => f.write_str("enrollment"),
                Self::Unknown(text) => f.write_str(text),
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
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum MfaStatus {
        Active,
        Inactive,
        /// A value that this contract does not know.
        Unknown(::std::string::String),
    }

    super::runtime::text!(enum MfaStatus Unknown);
    impl ::std::fmt::Display for MfaStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Active => f.write_str("active"),
                Self::Inactive => f.write_str("inactive"),
                Self::Unknown(text) => f.write_str(text),
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
    #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    pub enum MfaType {
        Duo,
        Guardian,
        /// A value that this contract does not know.
        Unknown(::std::string::String),
    }

    super::runtime::text!(enum MfaType Unknown);
    impl ::std::fmt::Display for MfaType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match self {
                Self::Duo => f.write_str("duo"),
                Self::Guardian => f.write_str("guardian"),
                Self::Unknown(text) => f.write_str(text),
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
    pub struct Problem {
        /// What went wrong this time.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub detail: ::std::option::Option<::std::string::String>,
        /// Identifies this occurrence of the problem.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub instance: ::std::option::Option<::std::string::String>,
        /// The HTTP status code of the response.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<i32>,
        /// Short summary of the type of problem, always the same for it.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub title: ::std::option::Option<::std::string::String>,
        /// Identifies the type of problem; `about:blank` when absent.
        #[serde(rename = "type", default = "defaults::problem_type")]
        pub type_: ::std::string::String,
    }

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

    impl Problem {
        pub fn builder() -> builder::Problem {
            Default::default()
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
            { ::regress::Regex::new(r"^[@~\-\.\w]+$").unwrap() });
            if PATTERN.find(value).is_none() {
                return Err(r#"doesn't match pattern "^[@~\-\.\w]+$""#.into());
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

    /// Types for composing complex structures.
    pub mod builder {
        #[derive(Clone, Debug)]
        pub struct Mfa {
            last_auth_time: ::std::result::Result<
                ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                ::std::string::String,
            >,
            links: ::std::result::Result<super::MfaLinks, ::std::string::String>,
            status: ::std::result::Result<super::MfaStatus, ::std::string::String>,
            type_: ::std::result::Result<
                ::std::option::Option<super::MfaType>,
                ::std::string::String,
            >,
        }

        impl ::std::default::Default for Mfa {
            fn default() -> Self {
                Self {
                    last_auth_time: Err(
                        "no value supplied for last_auth_time".to_string(),
                    ),
                    links: Err("no value supplied for links".to_string()),
                    status: Err("no value supplied for status".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                }
            }
        }

        impl Mfa {
            pub fn last_auth_time<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::chrono::DateTime<::chrono::offset::Utc>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.last_auth_time = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for last_auth_time: {e}"
                        )
                    });
                self
            }
            pub fn links<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MfaLinks>,
                T::Error: ::std::fmt::Display,
            {
                self.links = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for links: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MfaStatus>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<super::MfaType>>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Mfa> for super::Mfa {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Mfa,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    last_auth_time: value.last_auth_time?,
                    links: value.links?,
                    status: value.status?,
                    type_: value.type_?,
                })
            }
        }

        impl ::std::convert::From<super::Mfa> for Mfa {
            fn from(value: super::Mfa) -> Self {
                Self {
                    last_auth_time: Ok(value.last_auth_time),
                    links: Ok(value.links),
                    status: Ok(value.status),
                    type_: Ok(value.type_),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct MfaLink {
            href: ::std::result::Result<::std::string::String, ::std::string::String>,
            rel: ::std::result::Result<super::MfaLinkRel, ::std::string::String>,
        }

        impl ::std::default::Default for MfaLink {
            fn default() -> Self {
                Self {
                    href: Err("no value supplied for href".to_string()),
                    rel: Err("no value supplied for rel".to_string()),
                }
            }
        }

        impl MfaLink {
            pub fn href<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.href = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for href: {e}")
                    });
                self
            }
            pub fn rel<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<super::MfaLinkRel>,
                T::Error: ::std::fmt::Display,
            {
                self.rel = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for rel: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<MfaLink> for super::MfaLink {
            type Error = super::error::ConversionError;
            fn try_from(
                value: MfaLink,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    href: value.href?,
                    rel: value.rel?,
                })
            }
        }

        impl ::std::convert::From<super::MfaLink> for MfaLink {
            fn from(value: super::MfaLink) -> Self {
                Self {
                    href: Ok(value.href),
                    rel: Ok(value.rel),
                }
            }
        }

        #[derive(Clone, Debug)]
        pub struct Problem {
            detail: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            instance: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<i32>,
                ::std::string::String,
            >,
            title: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
        }

        impl ::std::default::Default for Problem {
            fn default() -> Self {
                Self {
                    detail: Ok(Default::default()),
                    instance: Ok(Default::default()),
                    status: Ok(Default::default()),
                    title: Ok(Default::default()),
                    type_: Ok(super::defaults::problem_type()),
                }
            }
        }

        impl Problem {
            pub fn detail<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.detail = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for detail: {e}")
                    });
                self
            }
            pub fn instance<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.instance = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for instance: {e}")
                    });
                self
            }
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<i32>>,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
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
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
        }

        impl ::std::convert::TryFrom<Problem> for super::Problem {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Problem,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    detail: value.detail?,
                    instance: value.instance?,
                    status: value.status?,
                    title: value.title?,
                    type_: value.type_?,
                })
            }
        }

        impl ::std::convert::From<super::Problem> for Problem {
            fn from(value: super::Problem) -> Self {
                Self {
                    detail: Ok(value.detail),
                    instance: Ok(value.instance),
                    status: Ok(value.status),
                    title: Ok(value.title),
                    type_: Ok(value.type_),
                }
            }
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
}

/// Client for MFA
///
/// Tells whether multi-factor authentication (MFA) protects a user, and lets
/// users enroll a factor, verify it, and take it away.
///
/// A user has no factor, or exactly one. Changing it is a matter of the user's
/// own profile; reading it is possible for other users too, with permission.
///
/// Version: 1.1.0
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
        "1.1.0"
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
    /// Retrieve own MFA status
    ///
    /// Retrieves the MFA status of the user on whose behalf the request is made.
    ///
    /// Sends a `GET` request to `/profile/mfa`
    ///
    /// ```text
    /// let response = client.get_profile_mfa()
    /// .send()
    /// .await;
    /// ```
    pub fn get_profile_mfa(&self) -> builder::GetProfileMfa<'_> {
        builder::GetProfileMfa::new(self)
    }

    /// Start enrollment or verification
    ///
    /// Makes a link that the user follows to enroll a factor, or to verify the
    /// one that is enrolled. The link works once, for 10 minutes, and replaces
    /// every link made for the user before. The status changes when the link
    /// has been followed to its end.
    ///
    /// Sends a `POST` request to `/profile/mfa`
    ///
    /// ```text
    /// let response = client.post_profile_mfa()
    /// .send()
    /// .await;
    /// ```
    pub fn post_profile_mfa(&self) -> builder::PostProfileMfa<'_> {
        builder::PostProfileMfa::new(self)
    }

    /// Disable own MFA
    ///
    /// Takes the factor of the user away. The latest verification must be at
    /// most 10 minutes old. A factor of type `duo` cannot be taken away here.
    ///
    /// Sends a `DELETE` request to `/profile/mfa`
    ///
    /// ```text
    /// let response = client.delete_profile_mfa()
    /// .send()
    /// .await;
    /// ```
    pub fn delete_profile_mfa(&self) -> builder::DeleteProfileMfa<'_> {
        builder::DeleteProfileMfa::new(self)
    }

    /// Retrieve MFA status of a user
    ///
    /// Retrieves the MFA status of a user of the caller's organization. Without
    /// the permission to read others, only the caller's own id is answered.
    ///
    /// Sends a `GET` request to `/users/{id}/mfa`
    ///
    /// Arguments:
    /// - `id`: Identifier of the user.
    /// ```text
    /// let response = client.get_user_mfa()
    /// .id(id)
    /// .send()
    /// .await;
    /// ```
    pub fn get_user_mfa(&self) -> builder::GetUserMfa<'_> {
        builder::GetUserMfa::new(self)
    }
}

/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
