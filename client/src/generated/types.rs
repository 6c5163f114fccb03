// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract's schemas as types, and builders of these.

super::runtime::object! {
    /// The multi-factor authentication of a user.
    pub struct Mfa {
        /// When the user last passed a verification; null if never. MFA can be
        /// disabled within 10 minutes of it.
        #[serde(
            rename = "lastAuthTime",
            deserialize_with = "::std::option::Option::deserialize"
        )]
        pub last_auth_time: Option<::chrono::DateTime<::chrono::offset::Utc>>,
        #[serde(rename = "_links")]
        pub links: MfaLinks,
        pub status: MfaStatus,
        /// Type of the factor; null as long as none is enrolled. It follows from
        /// the organization's settings and cannot be changed by the user.
        #[serde(rename = "type", deserialize_with = "::std::option::Option::deserialize")]
        pub type_: Option<MfaType>,
    }
}

super::runtime::object! {
    /// A link, and what it leads to.
    pub struct MfaLink {
        /// Where the link leads.
        pub href: String,
        /// What the link leads to: the MFA status itself, or the page on which
        /// the user enrolls or verifies a factor.
        pub rel: MfaLinkRel,
    }
}

super::runtime::words! {
    /// What the link leads to: the MFA status itself, or the page on which
    /// the user enrolls or verifies a factor.
    pub enum MfaLinkRel {
        Self_ = "self",
        Enrollment = "enrollment",
    } or Unknown
}

super::runtime::newtype! {
    /// Related links.
    pub struct MfaLinks(pub Vec<MfaLink>);
}

super::runtime::words! {
    /// Whether a factor protects the user.
    pub enum MfaStatus {
        Active = "active",
        Inactive = "inactive",
    } or Unknown
}

super::runtime::words! {
    /// Type of the factor; null as long as none is enrolled. It follows from
    /// the organization's settings and cannot be changed by the user.
    pub enum MfaType {
        Duo = "duo",
        Guardian = "guardian",
    } or Unknown
}

super::runtime::object! {
    /// What went wrong (RFC 9457).
    pub struct Problem {
        /// What went wrong this time.
        pub detail: Option<String> = None,
        /// Identifies this occurrence of the problem.
        pub instance: Option<String> = None,
        /// The HTTP status code of the response.
        pub status: Option<i32> = None,
        /// Short summary of the type of problem, always the same for it.
        pub title: Option<String> = None,
        /// Identifies the type of problem; `about:blank` when absent.
        #[serde(rename = "type", default = "defaults::problem_type")]
        pub type_: String => defaults::problem_type(),
    }
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

super::runtime::text! {
    /// Identifier of a user, unique within its organization. No user is called `.` or `..`.
    pub struct UserId(String);
    minLength 1;
    maxLength 50;
    pattern r"^[@~\-\.\w]+$";
}

/// Generation of default values for serde.
pub mod defaults {
    pub(super) fn problem_type() -> String {
        "about:blank".to_string()
    }
}

/// Error types.
pub mod error {
    pub use super::super::runtime::ConversionError;
}

/// Types for composing complex structures.
pub mod builder {
    super::super::runtime::builders! {
        Mfa,
        MfaLink,
        Problem,
    }
}
