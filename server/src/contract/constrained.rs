// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Numbers and arrays within the contract's bounds.

use super::runtime;

/// The HTTP status code of the response.
///
/// It is at least 100 and at most 599.
pub type ProblemStatus = runtime::Bounded<i32, 100, 599>;
