//! Times as people write them: `2026-01-31T12:00:00Z`, or how long ago, `2h`.

use std::str::FromStr;

use anyhow::Context as _;
use chrono::{DateTime, Duration, Utc};

/// An instant, or one that lies so far before now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    At(DateTime<Utc>),
    Ago(Duration),
}

impl When {
    pub(super) fn at(self, now: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
        match self {
            Self::At(at) => Ok(at),
            Self::Ago(age) => now
                .checked_sub_signed(age)
                .context("a time that long ago cannot be told"),
        }
    }
}

impl FromStr for When {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(at.to_utc()));
        }
        age(text).map(Self::Ago).map_err(|_| {
            "use a time as 2026-01-31T12:00:00Z, or how long ago it was, as 30m, 2h or 7d".into()
        })
    }
}

/// How long: a number with its unit, or several.
pub(super) fn age(text: &str) -> Result<Duration, String> {
    let parsed = humantime::parse_duration(text).ok();
    let parsed = parsed.and_then(|age| Duration::from_std(age).ok());
    parsed.ok_or_else(|| "use a number with its unit: 30m, 2h, 400d".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_an_instant_or_so_long_ago() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("in range");
        for (text, seconds_ago) in [
            ("90s", 90),
            ("2h", 7200),
            ("7d", 604_800),
            ("1h 30m", 5400),
            ("0m", 0),
            ("2027-01-15T09:00:00+01:00", 0),
            ("2027-01-15T07:59:59Z", 1),
        ] {
            let at = text.parse::<When>().expect("a time").at(now);
            let ago = now - at.expect("in range");
            assert_eq!(ago.num_seconds(), seconds_ago, "{text}");
        }
        for bad in [
            "",
            "2",
            "h",
            "-2h",
            "+2h",
            "2x",
            "٢h",
            "yesterday",
            "99999999999999999999d",
            "2026-01-31",
        ] {
            assert!(bad.parse::<When>().is_err(), "{bad:?}");
        }
    }
}
