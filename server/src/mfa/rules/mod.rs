//! The rules of the domain, as pure functions of what a store loaded. A store calls them between
//! loading and writing, under its lock, and writes what they say: so every store decides alike.
//!
//! No rule changes anything, loads anything or asks for the time.

mod attempts;
mod clock;
mod deliveries;
mod factors;
mod finish;
mod keys;
mod links;
mod proofs;
mod requests;
pub mod telling;
#[cfg(test)]
pub(super) mod testing;

pub use attempts::{Attempts, FREE_TRIES};
pub use clock::{CLOCK_SKEW, ends, happened, is_later};
pub use deliveries::{TRIES, next_try};
pub use factors::{Disabled, FRESH_SECONDS, KeptElsewhere, NotDisabled, disable, is_fresh};
pub use finish::{FollowUp, FollowedUp, SHOWN_SECONDS, finished, follow_up};
pub use keys::{Ended, overlap};
pub use links::{LINK_SECONDS, LinkEnd, NotBack, NotOpen, StartedLink, come_back, follow, start};
pub use proofs::{Acceptance, Judgement, Proof, RecoveryChange, Submission, judge};
pub use requests::{Exceeded, Quota, RateLimit, Window};
