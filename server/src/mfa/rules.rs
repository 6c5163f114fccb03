//! The rules of the domain as pure functions: freshness, lock-out, the state of a link, the
//! rate-limit window. The stores call them inside their transactions, so that every store decides
//! alike.

use chrono::{DateTime, Duration, Utc};

/// How old the last authentication may be when a factor is taken off, in seconds.
pub const FRESH_SECONDS: i64 = 600;

/// How long an enrolment link can be followed, in seconds.
pub const LINK_SECONDS: i64 = 600;

/// Wrong codes that cost nothing but a new try.
pub const FREE_TRIES: u32 = 5;

const FIRST_WAIT_SECONDS: i64 = 30;
const LONGEST_WAIT_SECONDS: i64 = 3600;

/// Whether `last` is recent enough to change the factor: 600 s passes, 601 s does not.
///
/// Both instants count in whole milliseconds, the precision that stores keep. One that lies ahead
/// (another server's clock) is fresh.
pub fn is_fresh(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    last.is_some_and(|last| {
        now.timestamp_millis() - last.timestamp_millis() <= FRESH_SECONDS * 1000
    })
}

/// The wrong codes given for a user since the last right one, and the wait that they cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    pub failures: u32,
    pub locked_until: Option<DateTime<Utc>>,
}

impl Attempts {
    /// The end of a running lock-out.
    pub fn locked(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.locked_until.filter(|until| now < *until)
    }

    /// After one more wrong code: from the fifth on a wait of 30 s that doubles, up to an hour.
    pub fn after_wrong(self, now: DateTime<Utc>) -> Self {
        let failures = self.failures.saturating_add(1);
        Self {
            failures,
            locked_until: wait(failures).map(|wait| now + wait),
        }
    }

    /// Wrong codes left before the first wait; 0 once every further one costs a wait.
    pub fn tries_left(&self) -> u32 {
        FREE_TRIES.saturating_sub(self.failures)
    }
}

fn wait(failures: u32) -> Option<Duration> {
    let doublings = failures.checked_sub(FREE_TRIES)?;
    // 2^7 · 30 s is already more than an hour; the bound keeps the shift from overflowing.
    let seconds = (FIRST_WAIT_SECONDS << doublings.min(7)).min(LONGEST_WAIT_SECONDS);
    Some(Duration::seconds(seconds))
}

/// Why a link no longer works although it once did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkEnd {
    Used,
    /// A newer link was made, or the factor was removed.
    Replaced,
    Expired,
}

/// Whether a link can be followed. The use of a link outlasts its time: a person who comes back to
/// a link that worked reads "used", not "expired".
pub fn link_end(
    used_at: Option<DateTime<Utc>>,
    replaced_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Option<LinkEnd> {
    if used_at.is_some() {
        Some(LinkEnd::Used)
    } else if replaced_at.is_some() {
        Some(LinkEnd::Replaced)
    } else if now > expires_at {
        Some(LinkEnd::Expired)
    } else {
        None
    }
}

/// How many requests an organization may make in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RateLimit {
    pub limit: u32,
    pub window_seconds: u32,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            limit: 3000,
            window_seconds: 600,
        }
    }
}

impl RateLimit {
    /// The start of the fixed window that `now` lies in, as an epoch second. Windows are aligned to
    /// the epoch, so that several processes agree without talking.
    pub fn window_start(&self, now: DateTime<Utc>) -> i64 {
        let seconds = i64::from(self.window_seconds.max(1));
        now.timestamp().div_euclid(seconds) * seconds
    }

    /// What a request learns when it is number `used` (counted from 1) of its window.
    pub fn quota(&self, used: u32) -> Quota {
        Quota {
            limit: self.limit,
            remaining: self.limit.saturating_sub(used),
        }
    }

    /// The refusal of a request in the window that starts at `window_start`.
    pub fn exceeded(&self, window_start: i64, now: DateTime<Utc>) -> Exceeded {
        let retry_at = window_start + i64::from(self.window_seconds.max(1));
        Exceeded {
            limit: self.limit,
            retry_at,
            retry_after: u64::try_from(retry_at - now.timestamp())
                .unwrap_or(0)
                .max(1),
        }
    }
}

/// The organization's budget after a counted request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub limit: u32,
    pub remaining: u32,
}

/// The organization's budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded {
    pub limit: u32,
    /// UTC epoch second at which to retry.
    pub retry_at: i64,
    /// Seconds until then, at least 1.
    pub retry_after: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(!is_fresh(None, at(0)), "never authenticated");
    }

    #[test]
    fn the_wait_starts_at_the_fifth_wrong_code_doubles_and_ends_at_an_hour() {
        let mut attempts = Attempts::default();
        let mut waits = Vec::new();
        for _ in 0..14 {
            attempts = attempts.after_wrong(at(0));
            waits.push(
                attempts
                    .locked_until
                    .map_or(0, |until| (until - at(0)).num_seconds()),
            );
        }
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600
            ]
        );
        let forever = Attempts {
            failures: u32::MAX,
            locked_until: None,
        }
        .after_wrong(at(0));
        assert_eq!(forever.locked_until, Some(at(3600)));
    }

    #[test]
    fn a_lock_out_ends_at_its_second() {
        let locked = Attempts {
            failures: 5,
            locked_until: Some(at(30)),
        };
        assert_eq!(locked.locked(at(29)), Some(at(30)));
        assert_eq!(locked.locked(at(30)), None);
    }

    #[test]
    fn a_link_works_for_ten_minutes_unless_used_or_replaced() {
        let expires = at(LINK_SECONDS);
        assert_eq!(link_end(None, None, expires, at(600)), None);
        assert_eq!(
            link_end(None, None, expires, at(601)),
            Some(LinkEnd::Expired)
        );
        assert_eq!(
            link_end(Some(at(5)), None, expires, at(6)),
            Some(LinkEnd::Used)
        );
        assert_eq!(
            link_end(Some(at(5)), Some(at(9)), expires, at(900)),
            Some(LinkEnd::Used)
        );
        assert_eq!(
            link_end(None, Some(at(9)), expires, at(10)),
            Some(LinkEnd::Replaced)
        );
    }

    #[test]
    fn a_window_says_when_the_next_one_begins() {
        let rate = RateLimit {
            limit: 2,
            window_seconds: 600,
        };
        let start = rate.window_start(at(7));
        assert_eq!(start % 600, 0);
        assert_eq!(
            start,
            rate.window_start(at(0)),
            "1 800 000 000 is a multiple of 600"
        );
        assert_eq!(rate.exceeded(start, at(7)).retry_after, 593);
        assert_eq!(rate.exceeded(start, at(7)).retry_at, at(600).timestamp());
        assert_eq!(rate.quota(1).remaining, 1);
        assert_eq!(rate.quota(9).remaining, 0);
    }
}
