//! Dates and instants, read as RFC 3339 says and not otherwise: `chrono` reads more.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use chrono::{
    Datelike as _, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeZone, Timelike, Utc,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant: `date-time` (RFC 3339, section 5.6). It is written in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(chrono::DateTime<Utc>);

/// A day: `full-date` (RFC 3339, section 5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Why a text is no date or instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRfc3339(&'static str);

impl fmt::Display for NotRfc3339 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it is no {} of RFC 3339", self.0)
    }
}

impl std::error::Error for NotRfc3339 {}

impl FromStr for DateTime {
    type Err = NotRfc3339;

    fn from_str(text: &str) -> Result<Self, NotRfc3339> {
        date_time(text).map(DateTime).ok_or(NotRfc3339("date-time"))
    }
}

impl FromStr for Date {
    type Err = NotRfc3339;

    fn from_str(text: &str) -> Result<Self, NotRfc3339> {
        let day = full_date(text).filter(|(_, rest)| rest.is_empty());
        day.map(|(day, _)| Date(day)).ok_or(NotRfc3339("full-date"))
    }
}

/// `2026-01-31T08:30:00.5+01:00`
fn date_time(text: &str) -> Option<chrono::DateTime<Utc>> {
    let (day, rest) = full_date(text)?;
    let rest = rest.strip_prefix(['T', 't'])?;
    let (hour, rest) = digits(rest, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (nanosecond, rest) = match rest.strip_prefix('.') {
        Some(rest) => fraction(rest)?,
        None => (0, rest),
    };
    // Chrono keeps a leap second in the one before.
    let is_leap = second == 60;
    let (second, nanosecond) = match is_leap {
        true => (59, nanosecond + 1_000_000_000),
        false => (second, nanosecond),
    };
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanosecond)?;
    let local = day.and_time(time);
    let instant = offset(rest)?.from_local_datetime(&local).single()?.to_utc();
    // Leap seconds are at the end of a day in UTC (section 5.7).
    (!is_leap || instant.hour() == 23 && instant.minute() == 59).then_some(instant)
}

fn full_date(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    Some((
        NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?,
        rest,
    ))
}

/// Digits of a second's fraction, of which a billionth is the smallest that is kept.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (all, rest) = text.split_at(end);
    let kept = &all[..all.len().min(9)];
    let value: u32 = kept.parse().ok()?;
    Some((value * 10_u32.pow(9 - kept.len() as u32), rest))
}

fn offset(text: &str) -> Option<FixedOffset> {
    if matches!(text, "Z" | "z") {
        return FixedOffset::east_opt(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..], 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let is_one = rest.is_empty() && hours < 24 && minutes < 60;
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    is_one
        .then(|| FixedOffset::east_opt(sign * seconds))
        .flatten()
}

fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (found, rest) = text.split_at_checked(count)?;
    let are_digits = found.bytes().all(|byte| byte.is_ascii_digit());
    are_digits
        .then(|| found.parse().ok())
        .flatten()
        .map(|value| (value, rest))
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl DateTime {
    /// Whether RFC 3339 has a text for it: leap seconds are at the end of a day in UTC.
    fn has_text(&self) -> bool {
        let is_leap = self.0.nanosecond() >= 1_000_000_000;
        let ends_a_day = self.0.hour() == 23 && self.0.minute() == 59 && self.0.second() == 59;
        (0..=9999).contains(&self.0.year()) && (!is_leap || ends_a_day)
    }
}

impl Date {
    fn has_text(&self) -> bool {
        (0..=9999).contains(&self.0.year())
    }
}

macro_rules! as_text {
    ($own:ty, $of:ty) => {
        impl From<$of> for $own {
            fn from(value: $of) -> Self {
                Self(value)
            }
        }

        impl From<$own> for $of {
            fn from(value: $own) -> Self {
                value.0
            }
        }

        impl Deref for $own {
            type Target = $of;

            fn deref(&self) -> &$of {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $own {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        /// Years have four digits.
        impl Serialize for $own {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.has_text() {
                    true => serializer.collect_str(self),
                    false => Err(serde::ser::Error::custom(format_args!(
                        "{self} is nothing that RFC 3339 can say"
                    ))),
                }
            }
        }
    };
}

as_text!(DateTime, chrono::DateTime<Utc>);
as_text!(Date, NaiveDate);
