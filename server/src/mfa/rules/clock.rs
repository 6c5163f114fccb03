//! What a stored instant is worth. A clock may have been wrong when it was written, and have been
//! corrected since: what lies ahead of now is bounded here, wherever a rule reads it, so that no
//! trace of such a clock locks anybody out, or lets anybody in, until the clocks have caught up.

use chrono::{DateTime, Duration, Utc};

/// How far the clocks of two servers, or of a server and another service, may differ.
pub const CLOCK_SKEW: Duration = Duration::seconds(60);

/// How many time steps (RFC 6238) lie between two codes that are accepted at the same instant, at
/// most: each may be a step early or late, and so many more fit into [`CLOCK_SKEW`].
const STEPS_APART: i64 = 4;

/// When something happened. What lies a little ahead comes from a faster clock, and happened just
/// now; what lies far ahead comes from a wrong one, and nobody knows when it happened.
pub fn happened(at: DateTime<Utc>, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (at <= now + CLOCK_SKEW).then_some(at.min(now))
}

/// When something ends that lasts for `longest` at most. What would go on for longer was begun by a
/// wrong clock, and has ended.
pub fn ends(at: DateTime<Utc>, longest: Duration, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (at <= now + longest + CLOCK_SKEW).then_some(at)
}

/// Whether a code of `step`, which is one of now, is of a later step than the last one accepted. A
/// last one that lies far ahead was accepted by a wrong clock.
pub fn is_later(step: i64, last: Option<i64>) -> bool {
    last.is_none_or(|last| step > last || last > step.saturating_add(STEPS_APART))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
    }

    #[test]
    fn a_little_ahead_is_now_and_far_ahead_is_unknown() {
        assert_eq!(happened(at(-5), at(0)), Some(at(-5)));
        assert_eq!(happened(at(60), at(0)), Some(at(0)));
        assert_eq!(happened(at(61), at(0)), None);
    }

    #[test]
    fn what_lasts_too_long_has_ended() {
        let longest = Duration::seconds(600);
        assert_eq!(ends(at(660), longest, at(0)), Some(at(660)));
        assert_eq!(ends(at(661), longest, at(0)), None);
        assert_eq!(ends(at(-1), longest, at(0)), Some(at(-1)));
    }

    #[test]
    fn a_step_that_a_wrong_clock_accepted_does_not_count() {
        for (step, last, later) in [
            (8, None, true),
            (8, Some(7), true),
            (8, Some(8), false),
            (8, Some(12), false),
            (8, Some(13), true),
            (i64::MAX, Some(i64::MAX), false),
        ] {
            assert_eq!(is_later(step, last), later, "{step} after {last:?}");
        }
    }
}
