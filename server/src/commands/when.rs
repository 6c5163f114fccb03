//! Times as people write them: `2026-01-31T12:00:00Z`, or how long ago, `2h`.

use std::str::FromStr;

use anyhow::{Context as _, ensure};
use chrono::{DateTime, Duration, SecondsFormat, Utc};

/// The end of the year 9999: what RFC 3339 can write.
const LAST: i64 = 253_402_300_799_999;

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

/// An instant that is to come, or one that lies so far ahead: `2027-01-31T12:00:00Z`, `90d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    At(DateTime<Utc>),
    In(Duration),
}

impl Until {
    pub(super) fn at(self, now: DateTime<Utc>) -> anyhow::Result<DateTime<Utc>> {
        let at = match self {
            Self::At(at) => at,
            Self::In(time) => now
                .checked_add_signed(time)
                .context("a time that far ahead cannot be told")?,
        };
        ensure!(
            at > now,
            "{} is over: name a time that is to come",
            at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
        );
        ensure!(
            at.timestamp_millis() <= LAST,
            "a time that far ahead cannot be told: leave it out for what has no end"
        );
        Ok(at)
    }
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(at) = DateTime::parse_from_rfc3339(text) {
            return Ok(Self::At(at.to_utc()));
        }
        age(text).map(Self::In).map_err(|_| {
            "use a time as 2027-01-31T12:00:00Z, or how long from now, as 12h or 90d".into()
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

    #[test]
    fn an_end_is_an_instant_to_come_or_so_far_ahead() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).expect("in range");
        for (text, seconds) in [
            ("90s", 90),
            ("90d", 7_776_000),
            ("2027-01-15T08:00:01Z", 1),
            ("2027-01-15T09:00:01+01:00", 1),
        ] {
            let at = text.parse::<Until>().expect("a time").at(now);
            assert_eq!(
                (at.expect("to come") - now).num_seconds(),
                seconds,
                "{text}"
            );
        }
        for over in [
            "0s",
            "2027-01-15T08:00:00Z",
            "1999-12-31T00:00:00Z",
            "9000y",
        ] {
            assert!(
                over.parse::<Until>().expect("a time").at(now).is_err(),
                "{over}"
            );
        }
        for bad in ["", "90", "-1d", "never", "99999999999999999999d"] {
            assert!(bad.parse::<Until>().is_err(), "{bad:?}");
        }
    }
}
