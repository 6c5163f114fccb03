//! The organization's budget of requests.

use chrono::{DateTime, Utc};

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
    /// Counts a request: the window as it is to be kept, and what the request learns; or that
    /// there is no budget left, and nothing is to be kept.
    ///
    /// `running` is the window that was counted in last. One that lies a little ahead is that of a
    /// server with a faster clock: it goes on. One that lies far ahead is the trace of a wrong
    /// clock: a new one begins.
    pub fn count(
        &self,
        running: Option<Window>,
        now: DateTime<Utc>,
    ) -> Result<(Window, Quota), Exceeded> {
        let start = self.window_start(now);
        let window = running
            .filter(|running| (start..=start + self.seconds()).contains(&running.start))
            .unwrap_or(Window { start, used: 0 });
        if window.used >= self.limit {
            return Err(self.exceeded(window.start, now));
        }
        let used = window.used + 1;
        let quota = Quota {
            limit: self.limit,
            remaining: self.limit - used,
        };
        Ok((Window { used, ..window }, quota))
    }

    /// The start of the fixed window that `now` lies in. Windows are aligned to the epoch, so that
    /// several processes agree without talking.
    fn window_start(&self, now: DateTime<Utc>) -> i64 {
        now.timestamp().div_euclid(self.seconds()) * self.seconds()
    }

    fn exceeded(&self, window_start: i64, now: DateTime<Utc>) -> Exceeded {
        let retry_at = window_start + self.seconds();
        Exceeded {
            limit: self.limit,
            retry_at,
            retry_after: u64::try_from(retry_at - now.timestamp())
                .unwrap_or(0)
                .max(1),
        }
    }

    fn seconds(&self) -> i64 {
        i64::from(self.window_seconds.max(1))
    }
}

/// A window with what was counted in it. A store keeps the newest one of each organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// UTC epoch second.
    pub start: i64,
    pub used: u32,
}

/// The organization's budget after a counted request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub limit: u32,
    pub remaining: u32,
}

/// The organization's budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the organization's {limit} requests are used up until {retry_at}")]
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

    const RATE: RateLimit = RateLimit {
        limit: 2,
        window_seconds: 600,
    };

    #[test]
    fn a_window_counts_to_its_limit_and_says_when_the_next_one_begins() {
        let (first, quota) = RATE.count(None, at(7)).expect("the first");
        // 1 800 000 000 is a multiple of 600.
        let start = at(0).timestamp();
        assert_eq!((first, quota.remaining), (Window { start, used: 1 }, 1));
        let (second, quota) = RATE.count(Some(first), at(8)).expect("the second");
        assert_eq!((second, quota.remaining), (Window { start, used: 2 }, 0));
        let exceeded = Exceeded {
            limit: 2,
            retry_at: at(600).timestamp(),
            retry_after: 593,
        };
        assert_eq!(RATE.count(Some(second), at(7)), Err(exceeded));
        let (next, _) = RATE.count(Some(second), at(600)).expect("a new window");
        assert_eq!(next.used, 1);
        // A limit that was lowered since counts at once.
        let lowered = RateLimit { limit: 1, ..RATE };
        assert!(lowered.count(Some(second), at(9)).is_err());
        let nothing = RateLimit { limit: 0, ..RATE };
        assert!(nothing.count(None, at(9)).is_err());
    }

    #[test]
    fn a_window_a_little_ahead_goes_on_and_one_far_ahead_does_not() {
        let window = |seconds| Window {
            start: at(seconds).timestamp(),
            used: 1,
        };
        for (start, used) in [(600, 2), (1200, 1), (-600, 1), (600_000, 1)] {
            let (counted, _) = RATE.count(Some(window(start)), at(599)).expect("counted");
            assert_eq!(counted.used, used, "{start}");
        }
    }
}
