// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Numbers and arrays within the contract's bounds.

use serde::{Deserialize, Deserializer, Serialize};

/// The HTTP status code of the response.
///
/// It is at least 100 and at most 599.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemStatus(i32);

impl TryFrom<i32> for ProblemStatus {
    type Error = &'static str;
    fn try_from(value: i32) -> Result<Self, Self::Error> {
        if (100..=599).contains(&value) {
            Ok(ProblemStatus(value))
        } else {
            Err("must be at least 100 and at most 599")
        }
    }
}

impl std::ops::Deref for ProblemStatus {
    type Target = i32;
    fn deref(&self) -> &i32 {
        &self.0
    }
}

impl From<ProblemStatus> for i32 {
    fn from(value: ProblemStatus) -> Self {
        value.0
    }
}

impl<'de> Deserialize<'de> for ProblemStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <i32>::deserialize(deserializer)?;
        value.try_into().map_err(serde::de::Error::custom)
    }
}

impl std::fmt::Display for ProblemStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::str::FromStr for ProblemStatus {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let value: i32 = text
            .parse()
            .map_err(|_| "must be at least 100 and at most 599".to_owned())?;
        value.try_into().map_err(str::to_owned)
    }
}
