//! The domain: the MFA state of the users of an organization, and what changes it.
//!
//! - `model`, `ids`, `email`, `caller`, `scope`, `recovery`, `public_url`: the things that it is
//!   about; [`text`]: what others wrote, as people can read it.
//! - [`rules`]: what is allowed and what it changes, as pure functions of what was loaded.
//! - `store` and `factor`: the ports. A [`Store`] loads, locks and writes, and decides nothing; a
//!   [`Factor`] finds out whether a person is who they say.
//! - `audit`: what is told of all that happens, and the port to where that is kept.
//! - `webhook`: where an organization is told of it, and the port to the outbox.
//! - `service`, `follow`: the operations of the contract, and what a person does who follows a link.
//!   Each comes to a result, to a refusal (`refusal`: the one who asked can know it, and do
//!   something about it), or to a [`Failure`], which is ours.
//!
//! Invariants: nothing here depends on another module of this crate, nothing here knows HTTP, SQL or
//! HTML, and nothing here asks for the time: it is passed in. `tests/architecture.rs` holds the
//! first two.

mod audit;
mod caller;
mod email;
mod factor;
mod follow;
mod ids;
mod model;
mod observer;
mod outcome;
mod public_url;
pub mod recovery;
mod refusal;
mod refusals;
mod returns;
pub mod rules;
mod scope;
mod sealing;
mod service;
mod store;
mod strength;
pub mod text;
mod webhook;

pub use audit::{
    Actor, Asked, AuditQuery, AuditTrail, Entry, Event, Origin, RequestOrigin, SUMMED_FOR, Told,
    Why,
};
pub use caller::{Caller, Credential};
pub use email::{InvalidEmail, checked_email};
pub use factor::{
    Attempt, Destination, Enrolled, Evidence, Factor, FactorError, Factors, Parameters, Prompt,
    Step,
};
pub use follow::Visit;
pub use ids::{
    ApiKeyId, BrowserHash, BrowserToken, InvalidId, LinkHash, LinkToken, MAX_ID_LENGTH,
    OrganizationId, RecoveryHash, SecretHash, StateHash, StateToken, UserId, WebhookId, sha256,
};
pub use model::{
    ApiKey, Departed, Departure, FactorRecord, FactorState, FactorType, Finished, Imported,
    ImportedFactor, ImportedUser, InvalidFactorType, JwtSettings, KeySource, KeyUse, Link,
    ListedUser, NewCodes, NewLink, Organization, Prepared, Purpose, Reset, Sealed, Stage, Switch,
    User, UserState,
};
pub use observer::Observer;
pub use outcome::{EnrollmentLink, Host, MfaState, Outcome, Started, Status, Visited};
pub use public_url::{InvalidPublicUrl, PublicUrl};
pub use recovery::RecoveryCode;
pub use refusal::{
    DisableRefusal, Error, Failure, NoProfile, OutOfScope, ProfileRefusal, StartRefusal,
    UserRefusal,
};
pub use returns::{InvalidReturn, ReturnOrigin, ReturnUrl, Returns};
pub use rules::{
    Acceptance, Attempts, Disabled, Ended, Exceeded, FollowUp, FollowedUp, Judgement,
    KeptElsewhere, LinkEnd, NotBack, NotDisabled, NotOpen, Proof, Quota, RateLimit, RecoveryChange,
    StartedLink, Submission, Window,
};
pub use scope::{Scope, Scopes, UnknownScope};
pub use sealing::{
    KeyCheck, KeyInUse, SealedAnew, SealedCount, SealedKind, SealedLink, SealedPlace, SealedValue,
    SealedValues,
};
pub use service::{ENROLLMENT_PATH, Service};
pub use store::{
    CameBack, Condition, Counted, Load, Moment, PoolLoad, Store, StoreError, WriterLoad,
};
pub use strength::{is_guessable, is_known};
pub use webhook::{
    ANNOUNCED, Again, Claimed, Delivery, DeliveryState, InvalidWebhookUrl, MAX_WEBHOOKS, Outbox,
    Posted, TEST_EVENT, Webhook, WebhookUrl, Webhooks, announcement,
};
