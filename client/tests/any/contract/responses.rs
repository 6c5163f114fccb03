// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The responses of operations that have several types of them.

use serde::{Serialize, Serializer};
use super::ByteStream;
use super::runtime::Answer;
use super::types;

/// The successes of [`Client::get_thing`](super::Client::get_thing), by status.
#[derive(Clone, Debug, PartialEq)]
pub enum GetThingSuccess {
    /// `200`: The thing.
    Ok(types::Thing),
    /// `304`: As before.
    NotModified,
}

impl Answer for GetThingSuccess {
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self> {
        match status {
            200 => serde_json::from_slice(body).map(Self::Ok),
            304 => Ok(Self::NotModified),
            _ => {
                Err(serde::de::Error::custom(format_args!("{status} is not documented")))
            }
        }
    }
}

/// The body alone, as it travels.
impl Serialize for GetThingSuccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ok(body) => body.serialize(serializer),
            Self::NotModified => serializer.serialize_unit(),
        }
    }
}

/// The errors of [`Client::get_thing`](super::Client::get_thing), by status.
#[derive(Clone, Debug, PartialEq)]
pub enum GetThingError {
    /// `400`: Wrong.
    BadRequest(String),
    /// `404`: Not there.
    NotFound(types::Problem),
    /// `409`: In the way.
    Conflict,
    /// `4XX`: Refused.
    ClientError(Vec<String>),
    /// `default`: Failed.
    Default(Vec<u8>),
}

impl Answer for GetThingError {
    #[allow(clippy::match_overlapping_arm, reason = "what is exact comes first")]
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self> {
        match status {
            400 => Ok(Self::BadRequest(String::from_utf8_lossy(body).into_owned())),
            404 => serde_json::from_slice(body).map(Self::NotFound),
            409 => Ok(Self::Conflict),
            400..=499 => serde_json::from_slice(body).map(Self::ClientError),
            _ => Ok(Self::Default(body.to_vec())),
        }
    }
}

/// The body alone, as it travels.
impl Serialize for GetThingError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::BadRequest(body) => body.serialize(serializer),
            Self::NotFound(body) => body.serialize(serializer),
            Self::Conflict => serializer.serialize_unit(),
            Self::ClientError(body) => body.serialize(serializer),
            Self::Default(body) => body.serialize(serializer),
        }
    }
}

/// The successes of [`Client::put_thing`](super::Client::put_thing), by status.
#[derive(Clone, Debug, PartialEq)]
pub enum PutThingSuccess {
    /// `200`: Changed.
    Ok(types::Thing),
    /// `201`: Made.
    Created(i64),
    /// `204`: Nothing changed.
    NoContent,
}

impl Answer for PutThingSuccess {
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self> {
        match status {
            200 => serde_json::from_slice(body).map(Self::Ok),
            201 => serde_json::from_slice(body).map(Self::Created),
            204 => Ok(Self::NoContent),
            _ => {
                Err(serde::de::Error::custom(format_args!("{status} is not documented")))
            }
        }
    }
}

/// The body alone, as it travels.
impl Serialize for PutThingSuccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ok(body) => body.serialize(serializer),
            Self::Created(body) => body.serialize(serializer),
            Self::NoContent => serializer.serialize_unit(),
        }
    }
}

/// The successes of [`Client::export`](super::Client::export), by status.
pub enum ExportSuccess {
    /// `200`: All of it.
    Ok(ByteStream),
    /// `202`: Not yet.
    Accepted(types::Thing),
    /// `203`: From elsewhere.
    NonAuthoritativeInformation(ByteStream),
    /// `204`: Nothing to tell.
    NoContent,
}

impl Answer for ExportSuccess {
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self> {
        match status {
            202 => serde_json::from_slice(body).map(Self::Accepted),
            204 => Ok(Self::NoContent),
            _ => {
                Err(serde::de::Error::custom(format_args!("{status} is not documented")))
            }
        }
    }

    fn streamed(status: u16) -> Option<fn(ByteStream) -> Self> {
        match status {
            200 => Some(Self::Ok),
            203 => Some(Self::NonAuthoritativeInformation),
            _ => None,
        }
    }

    fn into_stream(self) -> Result<ByteStream, Self> {
        match self {
            Self::Ok(body) | Self::NonAuthoritativeInformation(body) => Ok(body),
            read => Err(read),
        }
    }
}

impl std::fmt::Debug for ExportSuccess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ok(_) => f.write_str("Ok(..)"),
            Self::Accepted(body) => f.debug_tuple("Accepted").field(body).finish(),
            Self::NonAuthoritativeInformation(_) => {
                f.write_str("NonAuthoritativeInformation(..)")
            }
            Self::NoContent => f.write_str("NoContent"),
        }
    }
}

/// The body alone, as it travels.
impl Serialize for ExportSuccess {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Ok(_) => Err(serde::ser::Error::custom("a stream is no value")),
            Self::Accepted(body) => body.serialize(serializer),
            Self::NonAuthoritativeInformation(_) => {
                Err(serde::ser::Error::custom("a stream is no value"))
            }
            Self::NoContent => serializer.serialize_unit(),
        }
    }
}
