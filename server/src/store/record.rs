//! What stores keep, read back: what comes out of a database is checked like everything else from
//! outside, whichever database it is.

use chrono::{DateTime, Utc};

use crate::mfa::{
    ApiKeyId, FactorType, InvalidFactorType, InvalidReturn, OrganizationId, Purpose, ReturnOrigin,
    Returns, Sealed, Stage, UserId, WebhookId,
};

/// A value that this program does not write.
#[derive(Debug)]
pub(super) struct InvalidRecord {
    pub what: &'static str,
    pub why: String,
}

impl InvalidRecord {
    pub(super) fn new(what: &'static str, why: impl ToString) -> Self {
        let why = why.to_string();
        Self { what, why }
    }
}

type Result<T> = std::result::Result<T, InvalidRecord>;

pub(super) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

pub(super) fn instant(millis: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(millis)
        .ok_or_else(|| InvalidRecord::new("an instant", format!("{millis} ms is out of range")))
}

pub(super) fn maybe_instant(millis: Option<i64>) -> Result<Option<DateTime<Utc>>> {
    millis.map(instant).transpose()
}

pub(super) fn organization_id(text: String) -> Result<OrganizationId> {
    OrganizationId::kept(text).map_err(|error| InvalidRecord::new("an organization", error))
}

pub(super) fn user_id(text: String) -> Result<UserId> {
    UserId::kept(text).map_err(|error| InvalidRecord::new("a user", error))
}

pub(super) fn key_id(text: String) -> Result<ApiKeyId> {
    ApiKeyId::new(text).map_err(|error| InvalidRecord::new("an API key", error))
}

pub(super) fn webhook_id(text: String) -> Result<WebhookId> {
    WebhookId::kept(text).map_err(|error| InvalidRecord::new("a webhook", error))
}

pub(super) fn factor_type(text: &str) -> Result<FactorType> {
    text.parse().map_err(|error: InvalidFactorType| {
        InvalidRecord::new("a factor type", format!("{text:?}: {error}"))
    })
}

pub(super) fn purpose(text: &str) -> Result<Purpose> {
    Purpose::parse(text)
        .ok_or_else(|| InvalidRecord::new("a link", format!("purpose {text:?} is not known")))
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// JSON in a column.
pub(super) fn json<T: serde::de::DeserializeOwned>(what: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| InvalidRecord::new(what, error))
}

pub(super) fn to_json(what: &'static str, value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| InvalidRecord::new(what, error))
}

/// How far a person has come with a link: the name of the stage, and what is kept beside it.
pub(super) fn stage(name: &str, left: Option<i64>, codes: Option<Sealed>) -> Result<Stage> {
    let verified = |by_recovery_code| Stage::Verified {
        recovery_left: left.map(count),
        by_recovery_code,
    };
    match (name, codes) {
        ("verified", None) => Ok(verified(false)),
        ("recovered", None) => Ok(verified(true)),
        ("codes", Some(codes)) => Ok(Stage::Codes(codes)),
        ("done", None) => Ok(Stage::Done),
        _ => Err(InvalidRecord::new(
            "a link",
            format!("stage {name:?} is not known, or does not go with its codes"),
        )),
    }
}

/// The other way.
pub(super) fn stage_columns(stage: &Stage) -> (&'static str, Option<u32>, Option<&Sealed>) {
    match stage {
        Stage::Verified {
            recovery_left,
            by_recovery_code: false,
        } => ("verified", *recovery_left, None),
        Stage::Verified {
            recovery_left,
            by_recovery_code: true,
        } => ("recovered", *recovery_left, None),
        Stage::Codes(codes) => ("codes", None, Some(codes)),
        Stage::Done => ("done", None, None),
    }
}

/// Where an organization leads people back to: a URL, and a JSON array of origins.
pub(super) fn returns(url: Option<String>, origins: &str) -> Result<Returns> {
    const WHAT: &str = "where an organization leads back to";
    let origins: Vec<String> = json(WHAT, origins)?;
    let origin = |text: String| {
        let origin = text.parse::<ReturnOrigin>();
        origin.map_err(|error| InvalidRecord::new(WHAT, error))
    };
    Ok(Returns {
        url: url
            .map(|text| text.parse())
            .transpose()
            .map_err(|error: InvalidReturn| InvalidRecord::new(WHAT, error))?,
        origins: origins.into_iter().map(origin).collect::<Result<_>>()?,
    })
}
