//! The keys that tokens are verified with: where they are ([`JwksSource`]), what they may be used
//! for ([`VerificationKey`]), and when they are read again ([`JwksCache`]).

mod cache;
#[cfg(test)]
mod cache_tests;
mod fault;
mod key;
#[cfg(test)]
mod key_tests;
mod purpose;
mod rsa;
mod source;

pub use cache::{JwksCache, Keys, KeysUnavailable, MIN_FETCH_INTERVAL, REFRESH_AGE};
pub use fault::{Fault, FaultyKey};
pub use key::{KeySet, UnusableKeys, VerificationKey, read_key_set};
pub use source::{JwksSource, ReadError, UnsafeUrl, is_loopback};
