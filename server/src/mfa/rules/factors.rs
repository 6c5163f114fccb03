//! When a factor may be taken off.

use chrono::{DateTime, Utc};

use super::clock;
use crate::mfa::{FactorType, Sealed, UserState};

/// How old the last authentication may be when a factor is taken off, in seconds.
pub const FRESH_SECONDS: i64 = 600;

/// Whether `last` is recent enough to change the factor: 600 s passes, 601 s does not.
///
/// Both instants count in whole milliseconds, the precision that stores keep. One that lies a little
/// ahead (another server's clock) is fresh, one that lies far ahead (a wrong clock) is not.
pub fn is_fresh(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last.and_then(|last| clock::happened(last, now))
        .is_some_and(|last| {
            now.timestamp_millis() - last.timestamp_millis() <= FRESH_SECONDS * 1000
        })
}

/// What came of a wish to take a factor off that is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disabled {
    /// It is off.
    Done,
    /// It is there still: a service keeps it, where it must be withdrawn first.
    Elsewhere(KeptElsewhere),
}

/// A factor of which nothing is kept here, with what its organization has set for the service that
/// keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptElsewhere {
    pub factor_type: FactorType,
    pub settings: Sealed,
}

/// Why a factor stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDisabled {
    #[error("there is no such user")]
    UnknownUser,
    #[error("the user has no factor")]
    NotEnrolled,
    #[error("a factor of type duo cannot be changed here")]
    TypeFixed,
    #[error("the last authentication is more than {FRESH_SECONDS} seconds ago")]
    TooOld,
}

/// Whether the user's factor may be taken off now: with its recovery codes and open links.
pub fn disable(user: UserState, now: DateTime<Utc>) -> Result<(), NotDisabled> {
    match user {
        UserState::Unknown => Err(NotDisabled::UnknownUser),
        UserState::NotEnrolled => Err(NotDisabled::NotEnrolled),
        UserState::Enrolled(factor) if factor.factor_type == FactorType::DUO => {
            Err(NotDisabled::TypeFixed)
        }
        UserState::Enrolled(factor) if !is_fresh(factor.last_auth_time, now) => {
            Err(NotDisabled::TooOld)
        }
        UserState::Enrolled(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::mfa::FactorState;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
    }

    #[test]
    fn ten_minutes_are_fresh_and_one_second_more_is_not() {
        assert!(is_fresh(Some(at(0)), at(0)));
        assert!(is_fresh(Some(at(0)), at(600)));
        assert!(!is_fresh(Some(at(0)), at(601)));
        assert!(!is_fresh(Some(at(0)), at(600) + Duration::milliseconds(1)));
        assert!(is_fresh(Some(at(1)), at(0)), "a clock ahead of ours");
        assert!(!is_fresh(Some(at(86_400)), at(0)), "a wrong clock");
        assert!(!is_fresh(None, at(0)), "never authenticated");
    }

    #[test]
    fn a_fresh_factor_comes_off_unless_it_is_of_duo() {
        let user = |factor_type: &str, last_auth_time| {
            UserState::Enrolled(FactorState {
                factor_type: factor_type.parse().expect("a type"),
                active: true,
                last_auth_time,
            })
        };
        for (user, expected) in [
            (UserState::Unknown, Err(NotDisabled::UnknownUser)),
            (UserState::NotEnrolled, Err(NotDisabled::NotEnrolled)),
            (user("duo", Some(at(0))), Err(NotDisabled::TypeFixed)),
            (user("guardian", None), Err(NotDisabled::TooOld)),
            (user("guardian", Some(at(-601))), Err(NotDisabled::TooOld)),
            (user("guardian", Some(at(-600))), Ok(())),
        ] {
            assert_eq!(disable(user, at(0)), expected, "{user:?}");
        }
    }
}
