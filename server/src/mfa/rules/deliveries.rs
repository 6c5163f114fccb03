//! When an event is tried again that a webhook's receiver did not take.

use chrono::{DateTime, Duration, Utc};

/// The waits between tries, in seconds: most faults pass in minutes, and the last try is most of a
/// day after the first.
const WAITS: [i64; 9] = [5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200];

/// How often an event is tried before it is given up.
pub const TRIES: usize = WAITS.len() + 1;

/// When to try again after the try of this number, from 1; `None` to give up. `jitter` makes each wait
/// up to a fifth longer, so that what failed together does not come again together.
pub fn next_try(attempt: u32, jitter: u8, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let before = usize::try_from(attempt.saturating_sub(1)).ok()?;
    let wait = *WAITS.get(before)? * 1000;
    Some(now + Duration::milliseconds(wait + wait * i64::from(jitter) / (5 * 255)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::at;

    #[test]
    fn waits_grow_to_an_end_and_no_two_are_quite_alike() {
        let after = |attempt, jitter| next_try(attempt, jitter, at(0)).map(|next| next - at(0));
        let waits: Vec<_> = (1..)
            .map_while(|attempt| after(attempt, 0))
            .map(|wait| wait.num_seconds())
            .collect();
        assert_eq!(waits, WAITS);
        assert_eq!(waits.len() + 1, TRIES);
        assert!(waits.is_sorted());
        assert_eq!(after(1, 255), Some(Duration::seconds(6)));
        assert_eq!(after(3, 51), Some(Duration::milliseconds(124_800)));
        assert_eq!(after(u32::MAX, 0), None);
    }
}
