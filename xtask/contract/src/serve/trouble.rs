//! For consumers who test their patience: responses that come late, or fail.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A share of requests: `2%`, `0.5%`, or `0.02`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Share(f64);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (number, whole) = match text.trim().strip_suffix('%') {
            Some(number) => (number, 100.0),
            None => (text, 1.0),
        };
        let share = number.trim().parse::<f64>().map(|number| number / whole);
        match share {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Share(share)),
            _ => Err(format!(
                "`{text}` is no share of requests: write `2%` or `0.02`, from 0% to 100%"
            )),
        }
    }
}

/// A time as people write it: `250ms`, `2s`, `1m`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let seconds = match unit.trim() {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        _ => f64::NAN,
    };
    let number = number.parse::<f64>().unwrap_or(f64::NAN);
    Duration::try_from_secs_f64(number * seconds)
        .map_err(|_| format!("`{text}` is no time: write `250ms`, `2s` or `1m`"))
}

/// Which requests fail, and how long all of them wait.
#[derive(Debug, Default)]
pub struct Trouble {
    pub delay: Duration,
    pub fail: Share,
    pub seed: u64,
    seen: AtomicU64,
}

impl Trouble {
    pub fn new(delay: Duration, fail: Share, seed: u64) -> Self {
        Trouble {
            delay,
            fail,
            seed,
            seen: AtomicU64::new(0),
        }
    }

    /// Whether the next request fails: with one seed, always the same ones of a row.
    pub fn strikes(&self) -> bool {
        let number = self.seen.fetch_add(1, Ordering::Relaxed);
        let mut hasher = DefaultHasher::new();
        (self.seed, number).hash(&mut hasher);
        // 53 bits are what a float tells apart.
        let drawn = (hasher.finish() >> 11) as f64 / (1_u64 << 53) as f64;
        drawn < self.fail.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_requests_fails_and_it_is_the_same_with_the_same_seed() {
        let struck = |seed| -> Vec<bool> {
            let share = "2%".parse().expect("a share");
            let trouble = Trouble::new(Duration::ZERO, share, seed);
            (0..10_000).map(|_| trouble.strikes()).collect()
        };
        let one = struck(7);
        let count = one.iter().filter(|is_struck| **is_struck).count();
        assert!((150..250).contains(&count), "{count} of 10000");
        assert_eq!(one, struck(7));
        assert_ne!(one, struck(8));
        for (share, all) in [("0%", 0), ("100%", 100), ("1", 100)] {
            let trouble = Trouble::new(Duration::ZERO, share.parse().expect("a share"), 1);
            assert_eq!((0..100).filter(|_| trouble.strikes()).count(), all);
        }
        for wrong in ["two", "101%", "-1%", "2"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_written_as_people_write_them() {
        for (text, milliseconds) in [
            ("250ms", 250),
            ("2s", 2000),
            ("1.5 s", 1500),
            ("1m", 60_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)));
        }
        for wrong in ["", "2", "s", "-1s", "2h", "1e99s"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
