//! The life of operations and parameters: deprecated, until when, how stable.
//!
//! `x-sunset` is a date (RFC 3339), `x-stability-level` one of draft, alpha,
//! beta, stable. What is a draft or alpha promises nothing: its changes are
//! reported, and break nobody.

use super::change::Change;
use super::context::OperationPair;
use super::edition::member_or_self;
use crate::document::Node;
use crate::instances::fits;
use crate::report::Rule;
use crate::rules::changes as rules;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl Stability {
    fn parse(name: &str) -> Option<Stability> {
        match name {
            "draft" => Some(Stability::Draft),
            "alpha" => Some(Stability::Alpha),
            "beta" => Some(Stability::Beta),
            "stable" => Some(Stability::Stable),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Stability::Draft => "draft",
            Stability::Alpha => "alpha",
            Stability::Beta => "beta",
            Stability::Stable => "stable",
        }
    }

    pub fn promises_nothing(self) -> bool {
        self <= Stability::Alpha
    }
}

/// What is said; stable when nothing is, none when it is no known level.
pub fn stability(node: Option<&Node>) -> Option<Stability> {
    match node {
        None => Some(Stability::Stable),
        Some(node) => node.as_str().and_then(Stability::parse),
    }
}

/// The end of something that is to be removed.
pub enum Sunset<'a> {
    /// Not deprecated.
    None,
    /// Deprecated, without a date.
    Open,
    Date(&'a str),
    Invalid(&'a Node),
}

pub fn sunset(node: &Node) -> Sunset<'_> {
    if !node.flag("deprecated") {
        return Sunset::None;
    }
    match node.get("x-sunset") {
        None => Sunset::Open,
        Some(at) => match at.as_str() {
            Some(date) if is_date(date) => Sunset::Date(date),
            _ => Sunset::Invalid(at),
        },
    }
}

/// `2026-11-22`, or a time of that day (RFC 3339).
pub fn is_date(text: &str) -> bool {
    fits("date", text) || fits("date-time", text)
}

/// Today's date in UTC, as text that compares by time.
pub fn today() -> String {
    chrono::Utc::now().date_naive().to_string()
}

/// What is said about an operation's life.
pub fn compare_operation<'a>(operation: &OperationPair<'a>) -> Vec<Change<'a>> {
    const KEY: &str = "x-stability-level";
    let (base, revision) = (operation.base, operation.revision);
    let mut found = Vec::new();
    match (stability(base.get(KEY)), stability(revision.get(KEY))) {
        (Some(before), Some(after)) if before != after => {
            let rule = if after < before {
                rules::API_STABILITY_DECREASED
            } else {
                rules::API_STABILITY_INCREASED
            };
            let what = format!(
                "the operation is {} instead of {}",
                after.name(),
                before.name()
            );
            let (base, revision) = (member_or_self(base, KEY), member_or_self(revision, KEY));
            found.push(Change::new(rule, what, base, revision));
        }
        (Some(_), Some(_)) => {}
        _ if base.get(KEY) == revision.get(KEY) => {}
        _ => {
            let what =
                "the operation's `x-stability-level` is not one of draft, alpha, beta, stable";
            let rule = rules::API_INVALID_STABILITY_LEVEL;
            found.push(Change::new(rule, what, base.get(KEY), revision.get(KEY)));
        }
    }
    found.extend(deprecation(base, revision, "the operation", &OPERATION));
    found
}

pub fn compare_parameter<'a>(
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
) -> Option<Change<'a>> {
    deprecation(base, revision, subject, &PARAMETER)
}

/// The rules about the end of something.
struct Deprecation {
    deprecated: &'static Rule,
    with_sunset: &'static Rule,
    reactivated: &'static Rule,
    sunset_invalid: &'static Rule,
    sunset_deleted: &'static Rule,
    sunset_earlier: &'static Rule,
    sunset_added: &'static Rule,
    sunset_later: &'static Rule,
}

const OPERATION: Deprecation = Deprecation {
    deprecated: rules::ENDPOINT_DEPRECATED,
    with_sunset: rules::ENDPOINT_DEPRECATED_WITH_SUNSET,
    reactivated: rules::ENDPOINT_REACTIVATED,
    sunset_invalid: rules::API_DEPRECATED_SUNSET_PARSE,
    sunset_deleted: rules::SUNSET_DELETED,
    sunset_earlier: rules::API_SUNSET_DATE_CHANGED_TOO_SMALL,
    sunset_added: rules::SUNSET_ADDED,
    sunset_later: rules::API_SUNSET_DATE_CHANGED,
};

const PARAMETER: Deprecation = Deprecation {
    deprecated: rules::REQUEST_PARAMETER_DEPRECATED,
    with_sunset: rules::REQUEST_PARAMETER_DEPRECATED,
    reactivated: rules::REQUEST_PARAMETER_REACTIVATED,
    sunset_invalid: rules::REQUEST_PARAMETER_SUNSET_PARSE,
    sunset_deleted: rules::REQUEST_PARAMETER_SUNSET_DELETED,
    sunset_earlier: rules::REQUEST_PARAMETER_SUNSET_DATE_CHANGED_TOO_SMALL,
    sunset_added: rules::REQUEST_PARAMETER_SUNSET_ADDED,
    sunset_later: rules::REQUEST_PARAMETER_SUNSET_DATE_CHANGED,
};

fn deprecation<'a>(
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
    rules: &Deprecation,
) -> Option<Change<'a>> {
    let flag = |node: &'a Node| member_or_self(node, "deprecated");
    let date = |node: &'a Node| member_or_self(node, "x-sunset");
    let (rule, what, at) = match (sunset(base), sunset(revision)) {
        (Sunset::None, Sunset::None) => return None,
        (Sunset::None, Sunset::Open) => (
            rules.deprecated,
            format!("{subject} is now deprecated"),
            flag(revision),
        ),
        (Sunset::None, Sunset::Date(end)) => (
            rules.with_sunset,
            format!("{subject} is now deprecated, until {end}"),
            flag(revision),
        ),
        (_, Sunset::None) => (
            rules.reactivated,
            format!("{subject} is no longer deprecated"),
            revision,
        ),
        (Sunset::Invalid(before), Sunset::Invalid(after)) if before == after => return None,
        (_, Sunset::Invalid(at)) => (
            rules.sunset_invalid,
            format!(
                "{subject} has the sunset {}, which is not a date",
                at.to_json()
            ),
            at,
        ),
        (Sunset::Date(end), Sunset::Open) => (
            rules.sunset_deleted,
            format!("{subject} no longer has its sunset date {end}"),
            revision,
        ),
        (Sunset::Date(before), Sunset::Date(after)) if after != before => {
            let rule = if after < before {
                rules.sunset_earlier
            } else {
                rules.sunset_later
            };
            let what = format!("{subject} has the sunset date {after} instead of {before}");
            (rule, what, date(revision))
        }
        (Sunset::Open | Sunset::Invalid(_), Sunset::Date(end)) => (
            rules.sunset_added,
            format!("{subject}, which is deprecated, now has the sunset date {end}"),
            date(revision),
        ),
        _ => return None,
    };
    Some(Change::new(rule, what, flag(base), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_are_dates() {
        for good in ["2026-11-22", "2026-11-22T10:00:00Z"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "soon",
            "2026-13-01",
            "22.11.2026",
            "2026-11-22x",
            "2026-1-2",
            "2026-02-30",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
