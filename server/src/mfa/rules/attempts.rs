//! The wait after wrong codes, and when they are forgotten.

use chrono::{DateTime, Duration, Utc};

use super::clock;

/// Wrong codes that cost nothing but a new try.
pub const FREE_TRIES: u32 = 5;

const FIRST_WAIT_SECONDS: i64 = 30;
const LONGEST_WAIT_SECONDS: i64 = 3600;

/// How long wrong codes are remembered. Who tries one now and then slips the count no faster than
/// who waits for the longest lock-out each time: 24 a day.
const REMEMBERED: Duration = Duration::days(1);

/// The wrong codes given for a user since the last right one, and the wait that they cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attempts {
    pub failures: u32,
    /// When the last one was given; `None` if that is not known.
    pub last: Option<DateTime<Utc>>,
    pub locked_until: Option<DateTime<Utc>>,
}

impl Attempts {
    /// The end of a running lock-out, which is not longer than so many wrong codes cost.
    pub fn locked(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let longest = wait(self.failures)?;
        let until = clock::ends(self.locked_until?, longest, now)?;
        (now < until).then_some(until)
    }

    /// How many still count: all of them, until a day has passed without another wrong one. Those
    /// of a wrong clock count no more.
    fn remembered(&self, now: DateTime<Utc>) -> u32 {
        let Some(last) = self.last else {
            return self.failures;
        };
        match clock::happened(last, now) {
            Some(last) if now - last < REMEMBERED => self.failures,
            _ => 0,
        }
    }

    /// After one more wrong code: from the fifth on a wait of 30 s that doubles, up to an hour.
    pub fn after_wrong(self, now: DateTime<Utc>) -> Self {
        let failures = self.remembered(now).saturating_add(1);
        Self {
            failures,
            last: Some(now),
            locked_until: wait(failures).map(|wait| now + wait),
        }
    }

    /// Wrong codes left before the first wait; 0 once every further one costs a wait.
    pub fn tries_left(&self, now: DateTime<Utc>) -> u32 {
        FREE_TRIES.saturating_sub(self.remembered(now))
    }
}

fn wait(failures: u32) -> Option<Duration> {
    let doublings = failures.checked_sub(FREE_TRIES)?;
    // 2^7 · 30 s is already more than an hour; the bound keeps the shift from overflowing.
    let seconds = (FIRST_WAIT_SECONDS << doublings.min(7)).min(LONGEST_WAIT_SECONDS);
    Some(Duration::seconds(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
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
            ..Attempts::default()
        }
        .after_wrong(at(0));
        assert_eq!(forever.locked_until, Some(at(3600)));
    }

    #[test]
    fn wrong_codes_are_forgotten_a_day_after_the_last_one() {
        let mut attempts = Attempts::default();
        for _ in 0..7 {
            attempts = attempts.after_wrong(at(0));
        }
        let day = 86_400;
        assert_eq!(attempts.tries_left(at(day - 1)), 0);
        assert_eq!(attempts.tries_left(at(day)), FREE_TRIES);
        let still = attempts.after_wrong(at(day - 1));
        assert_eq!(
            (still.failures, still.locked_until),
            (8, Some(at(day + 239)))
        );
        let anew = attempts.after_wrong(at(day));
        assert_eq!((anew.failures, anew.locked_until), (1, None));
        assert_eq!(anew.tries_left(at(day)), 4);
        // A clock that was ahead, and is right again.
        assert_eq!(attempts.after_wrong(at(-60)).failures, 8);
        assert_eq!(attempts.after_wrong(at(-61)).failures, 1);
        // Counted by a version that did not say when.
        let undated = Attempts {
            last: None,
            ..attempts
        };
        assert_eq!(undated.after_wrong(at(9 * day)).failures, 8);
    }

    #[test]
    fn a_lock_out_ends_at_its_second() {
        let locked = Attempts {
            failures: 5,
            last: None,
            locked_until: Some(at(30)),
        };
        assert_eq!(locked.locked(at(29)), Some(at(30)));
        assert_eq!(locked.locked(at(30)), None);
    }

    #[test]
    fn a_lock_out_of_a_wrong_clock_has_ended_and_the_next_wrong_code_locks_again() {
        let by_wrong_clock = Attempts {
            failures: 5,
            last: None,
            locked_until: Some(at(86_400 + 30)),
        };
        assert_eq!(by_wrong_clock.locked(at(0)), None);
        let next = by_wrong_clock.after_wrong(at(0));
        assert_eq!(next.locked(at(0)), Some(at(60)));
    }
}
