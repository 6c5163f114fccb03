//! Versions of contracts, and what they promise: those of Semantic Versioning 2.0.0 by
//! their numbers, and dates and others only that they are newer.

use std::cmp::Ordering;

use chrono::{Days, NaiveDate};

use super::lifecycle::today;
use crate::report::Bump;

/// What `info.version` says, as it is written there; `1`, `1.0` and `v1.0.0` are one
/// version all the same.
#[derive(Clone, Debug)]
pub struct Version {
    written: String,
    kind: Kind,
    order: Order,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Parts that are left out are 0.
    Semantic(semver::Version),
    /// `2024-06-01`, `2024-06`, `20240601`: how it is written.
    Date(&'static str),
    /// `1.2.3.4`, `R5`, `v2beta1`.
    Other,
}

/// In which order versions are, of whatever kinds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    numbers: Vec<u64>,
    rest: Rest,
    build: Vec<Run>,
}

/// What follows the numbers: of a version before them, or of one after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rest {
    Before(Vec<Run>),
    Nothing,
    After(Vec<Run>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Run {
    Number(u64),
    Text(String),
}

/// How dates are written, and how many characters that takes.
const DATES: [(&str, usize); 5] = [
    ("%Y-%m-%d", 10),
    ("%Y.%m.%d", 10),
    ("%Y%m%d", 8),
    ("%Y-%m", 7),
    ("%Y.%m", 7),
];

/// What comes before the version that it is added to.
const EARLY: [&str; 9] = [
    "alpha", "beta", "rc", "pre", "draft", "dev", "snapshot", "preview", "m",
];

impl Version {
    /// None when there is no number in it, or when a file cannot be called so.
    pub fn parse(text: &str) -> Option<Version> {
        let written = text.trim();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
        // `v1`, `R5`: no whole words, which other files are called.
        let start = written.find(|c: char| c.is_ascii_digit())?;
        let is_short = start <= 2 && written[..start].chars().all(|c| c.is_ascii_alphabetic());
        if !is_short || !written.chars().all(is_plain) {
            return None;
        }
        let (prefix, text) = written.split_at(start);
        let is_usual = matches!(prefix, "" | "v" | "V");
        let usual = || dated(text).or_else(|| semantic(text));
        let usual = is_usual.then(usual).flatten();
        let (kind, order) = usual.or_else(|| other(text))?;
        Some(Version {
            written: written.to_owned(),
            kind,
            order,
        })
    }

    /// Whether this version says, after an earlier one, that so much changed.
    /// Before 1.0.0 the second number is the one that promises; a pre-release
    /// promises nothing, and dates only that they are newer.
    pub fn announces(&self, bump: Bump, since: &Version) -> bool {
        let (Kind::Semantic(old), Kind::Semantic(new)) = (&since.kind, &self.kind) else {
            return self > since;
        };
        if new <= old || !old.pre.is_empty() {
            return new > old;
        }
        let is_early = old.major == 0 && new.major == 0;
        match bump {
            Bump::Major if is_early => new.minor > old.minor,
            Bump::Major => new.major > old.major,
            Bump::Minor if is_early => true,
            Bump::Minor => (new.major, new.minor) > (old.major, old.minor),
            Bump::Patch => true,
        }
    }

    /// The next version that says so.
    pub fn next(&self, bump: Bump) -> String {
        match &self.kind {
            Kind::Semantic(version) => next_semantic(version, bump),
            Kind::Date(format) => self.next_date(format),
            Kind::Other => with_last_number_raised(&self.written),
        }
    }

    /// Today, or the first day after the version that is written otherwise.
    fn next_date(&self, format: &str) -> String {
        let today = today().parse::<NaiveDate>().ok();
        let own = self.date();
        let later = own.and_then(|own| own.checked_add_days(Days::new(1)));
        let mut days = today.into_iter().chain(later).max();
        while let Some(day) = days {
            let written = day.format(format).to_string();
            if Version::parse(&written).is_some_and(|version| version > *self) {
                return written;
            }
            days = day.checked_add_days(Days::new(1));
        }
        with_last_number_raised(&self.written)
    }

    fn date(&self) -> Option<NaiveDate> {
        let [year, month, day] = self.order.numbers[..] else {
            return None;
        };
        let number = |number: u64| u32::try_from(number).ok();
        NaiveDate::from_ymd_opt(year.try_into().ok()?, number(month)?, number(day)?.max(1))
    }
}

fn semantic(text: &str) -> Option<(Kind, Order)> {
    let end = text.find(['-', '+']).unwrap_or(text.len());
    let (numbers, rest) = text.split_at(end);
    let missing = 2usize.checked_sub(numbers.matches('.').count())?;
    let full = format!("{numbers}{}{rest}", ".0".repeat(missing));
    let version = semver::Version::parse(&full).ok()?;
    let identifiers = |text: &str| -> Vec<Run> {
        let all = text.split('.').filter(|text| !text.is_empty());
        all.map(|text| match text.parse() {
            Ok(number) => Run::Number(number),
            Err(_) => Run::Text(text.to_owned()),
        })
        .collect()
    };
    let order = Order {
        numbers: vec![version.major, version.minor, version.patch],
        rest: match identifiers(&version.pre) {
            nothing if nothing.is_empty() => Rest::Nothing,
            before => Rest::Before(before),
        },
        build: identifiers(&version.build),
    };
    Some((Kind::Semantic(version), order))
}

/// A date of our time, and what may follow it: `2024-06-01-preview`.
fn dated(text: &str) -> Option<(Kind, Order)> {
    DATES.iter().find_map(|(format, length)| {
        let (date, rest) = text.split_at_checked(*length)?;
        // A month has no day of its own.
        let has_day = format.contains("%d");
        let day = match has_day {
            true => NaiveDate::parse_from_str(date, format),
            false => NaiveDate::parse_from_str(&format!("{date}-01"), &format!("{format}-%d")),
        };
        let day = day.ok()?.format("%Y %m %d").to_string();
        let mut numbers: Vec<u64> = day.split(' ').filter_map(|one| one.parse().ok()).collect();
        if !has_day {
            numbers[2] = 0;
        }
        let is_end = !rest.starts_with(|c: char| c.is_ascii_digit());
        let is_ours = (1990..2200).contains(&numbers[0]);
        // What looks like a month is the first number of more.
        let is_whole = has_day || !rest.starts_with(['.', '_']);
        let order = Order {
            numbers,
            rest: rest_of(rest),
            build: Vec::new(),
        };
        (is_end && is_ours && is_whole).then_some((Kind::Date(format), order))
    })
}

fn other(text: &str) -> Option<(Kind, Order)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
    let (leading, rest) = text.split_at(end.unwrap_or(text.len()));
    let parts = leading.split('.').filter(|part| !part.is_empty());
    let mut numbers = parts
        .map(|part| part.parse().ok())
        .collect::<Option<Vec<u64>>>()?;
    numbers.resize(numbers.len().max(3), 0);
    let order = Order {
        numbers,
        rest: rest_of(rest),
        build: Vec::new(),
    };
    Some((Kind::Other, order))
}

fn rest_of(text: &str) -> Rest {
    let runs = runs(text);
    match runs.first() {
        None => Rest::Nothing,
        Some(Run::Text(word)) if EARLY.contains(&word.to_lowercase().as_str()) => {
            Rest::Before(runs)
        }
        Some(_) => Rest::After(runs),
    }
}

/// Numbers and words, by turns.
fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let is_other = |c: char| !c.is_ascii_alphanumeric() || c.is_ascii_digit() != is_digit;
        let (run, after) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
        found.push(match run.parse() {
            Ok(number) => Run::Number(number),
            Err(_) => Run::Text(run.to_owned()),
        });
        rest = after.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    }
    found
}

fn next_semantic(version: &semver::Version, bump: Bump) -> String {
    let (major, minor, patch) = (version.major, version.minor, version.patch);
    match bump {
        _ if !version.pre.is_empty() => format!("{major}.{minor}.{patch}"),
        Bump::Major if major > 0 => format!("{}.0.0", major + 1),
        Bump::Minor if major > 0 => format!("{major}.{}.0", minor + 1),
        Bump::Major => format!("0.{}.0", minor + 1),
        Bump::Minor | Bump::Patch => format!("{major}.{minor}.{}", patch + 1),
    }
}

fn with_last_number_raised(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.rfind(is_digit).map_or(0, |index| index + 1);
    let start = text[..end]
        .rfind(|c: char| !is_digit(c))
        .map_or(0, |index| index + 1);
    let number: u64 = text[start..end].parse().unwrap_or(0);
    format!(
        "{}{}{}",
        &text[..start],
        number.saturating_add(1),
        &text[end..]
    )
}

impl PartialEq for Version {
    fn eq(&self, other: &Version) -> bool {
        self.order == other.order
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Version) -> Ordering {
        self.order.cmp(&other.order)
    }
}

/// As it is written in the contract.
impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn versions_are_in_order() {
        let ordered = ["0.9", "1", "1.2.0-rc.1", "v1.2", "1.10.0", "2.0.0"].map(version);
        assert!(ordered.is_sorted_by(|a, b| a < b));
        for wrong in ["", "one", "draft-3", "../1.0.0", "1.0/2", "1.0 beta"] {
            assert_eq!(Version::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_and_others_are_in_order_too_and_keep_their_spelling() {
        for ordered in [
            &[
                "2023-12-31",
                "2024-06-01-preview",
                "2024-06-01",
                "2024-06-01-2",
                "2024-10-01",
            ][..],
            &["2024-05", "2024-06", "2025-01"],
            &["20240531", "20240601"],
            &["1.4.0", "2.0.0", "2024-06-01"],
            &["1.2.3.4", "1.2.3.10", "1.2.4.0"],
            &["v1", "v2alpha1", "v2beta1", "v2beta2", "v2"],
            &["R4", "R5", "R10"],
            &["1.0.2", "1.0.2k", "1.0.3"],
            &["2024.06.01", "2024.6.2", "2024.10.01"],
        ] {
            let versions: Vec<Version> = ordered.iter().map(|text| version(text)).collect();
            assert!(versions.is_sorted_by(|a, b| a < b), "{versions:#?}");
            for (text, version) in ordered.iter().zip(&versions) {
                assert_eq!(version.to_string(), *text);
            }
            for pair in versions.windows(2) {
                let [old, new] = pair else {
                    continue;
                };
                let next = version(&old.next(Bump::Major));
                assert!(next > *old, "{next} {old}");
                let is_semantic = matches!(new.kind, Kind::Semantic(_));
                assert!(
                    is_semantic || new.announces(Bump::Major, old),
                    "{old} {new}"
                );
            }
        }
        assert_eq!(version("1.0"), version("v1.0.0"));
        assert_eq!(version("2999-01-01"), version("2999-01-01"));
        assert_eq!(version("R5").next(Bump::Major), "R6");
        assert_eq!(version("1.2.3.9").next(Bump::Patch), "1.2.3.10");
        assert_eq!(version("2199-12-30").next(Bump::Major), "2199-12-31");
    }

    #[test]
    fn a_version_announces_what_it_raises() {
        for (old, new, bump) in [
            ("1.2.3", "1.2.4", Some(Bump::Patch)),
            ("1.2.3", "1.3.0", Some(Bump::Minor)),
            ("1.2.3", "2.0.0", Some(Bump::Major)),
            ("1.2.3", "1.2.3", None),
            ("1.2.3", "1.0.0", None),
            ("0.2.3", "0.2.4", Some(Bump::Minor)),
            ("0.2.3", "0.3.0", Some(Bump::Major)),
            ("0.2.3", "1.0.0", Some(Bump::Major)),
            ("2.0.0-rc.1", "2.0.0-rc.2", Some(Bump::Major)),
            ("2.0.0-rc.1", "2.0.0", Some(Bump::Major)),
        ] {
            let most = [Bump::Patch, Bump::Minor, Bump::Major]
                .into_iter()
                .filter(|bump| version(new).announces(*bump, &version(old)))
                .max();
            assert_eq!(most, bump, "{old} {new}");
        }
    }

    #[test]
    fn the_next_version_announces_what_it_is_for() {
        for old in ["1.2.3", "0.2.3", "2.0.0", "2.0.0-rc.1"] {
            for bump in [Bump::Patch, Bump::Minor, Bump::Major] {
                let next = version(old).next(bump);
                assert!(
                    version(&next).announces(bump, &version(old)),
                    "{old} {next}"
                );
            }
        }
    }
}
