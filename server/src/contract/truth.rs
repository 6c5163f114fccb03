// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the types make of values: asked by `cargo xtask truth`.

#[allow(unused_imports)]
use super::{constrained, runtime, types};

runtime::truths! {
    "UserId" => types::UserId,
    "Mfa" => types::Mfa,
    "MfaStatus" => types::MfaStatus,
    "MfaLinks" => types::MfaLinks,
    "MfaLink" => types::MfaLink,
    "Problem" => types::Problem,
}
