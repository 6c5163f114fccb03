//! The domain: the MFA state of the users of an organization, and what changes it.
//!
//! Invariants: nothing here knows HTTP, SQL or HTML, and nothing here asks for the time: it is
//! passed in.

pub mod answers;
pub mod ids;
pub mod rules;
pub mod service;

pub use answers::{
    Enroll, EnrollmentLink, Error, InvalidPublicUrl, LinkPage, MfaState, NewFactor, NewProof,
    NewUser, Outcome, Started, Status,
};
pub use ids::{
    ApiKeyId, InvalidId, LinkHash, LinkToken, OrganizationId, RecoveryHash, SecretHash, UserId,
    sha256,
};
pub use rules::{Attempts, Exceeded, LinkEnd, Quota, RateLimit};
pub use service::Service;
