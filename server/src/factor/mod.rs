//! What proves a person, behind the port [`Factor`](crate::mfa::Factor). Here: the embedded
//! authenticator, which serves the type `guardian` without any vendor's account.
//!
//! A new factor is a module here, its type in [`TYPES`], [`enrollable`] and [`brought_along`], a
//! line in [`configured`], and, if it asks a vendor, one in [`VENDORS`] and what it keeps meanwhile in
//! [`SEALED_TEXTS`]; beside its value in the contract's enum. Nothing here keeps anything or asks for the time.

mod auth0;
pub mod authenticator;
mod duo;
mod guardian;
mod id_token;
pub mod keyring;
pub mod totp;
mod typed;
pub mod vendor;

use std::sync::Arc;

pub use auth0::Auth0;
pub use authenticator::Authenticator;
pub use duo::Duo;
pub use guardian::Guardian;
pub use keyring::{Keyring, KeyringError, Unfit};
pub use totp::TotpSecret;
pub use vendor::{Settings, Vendor};

use crate::mfa::{FactorType, Factors, InvalidFactorType};
use crate::outbound::Client;

/// Codes of an authenticator app.
pub const GUARDIAN: FactorType = FactorType::named("guardian");
pub const DUO: FactorType = FactorType::DUO;

/// Every type that a user can have here: those of the contract, as a test of the handlers holds.
pub const TYPES: [FactorType; 2] = [GUARDIAN, DUO];

/// What new enrolments get unless the organization says otherwise.
pub const USUAL: FactorType = GUARDIAN;

/// The vendors whose services factors ask, each for the type that its settings are of.
pub const VENDORS: [&Vendor; 2] = [&duo::VENDOR, &auth0::VENDOR];

/// What factors keep by [`Keyring::seal_text`], by what they call it there.
pub const SEALED_TEXTS: [&str; 2] = [duo::KEPT, auth0::KEPT];

/// The vendor of a type, if an organization can set one up.
pub fn vendor(factor_type: FactorType) -> Option<&'static Vendor> {
    VENDORS
        .into_iter()
        .find(|vendor| vendor.factor_type == factor_type)
}

/// Whether nobody can enrol before the organization has set the vendor up.
pub fn needs_vendor(factor_type: FactorType) -> bool {
    factor_type == DUO
}

/// What can be set, for people.
pub fn vendors_help() -> String {
    VENDORS.map(Vendor::help).join("\n")
}

/// A type that new enrolments of an organization can get, as an operator names it.
pub fn enrollable(text: &str) -> Result<FactorType, &'static str> {
    match text.parse() {
        Ok(factor_type) if TYPES.contains(&factor_type) => Ok(factor_type),
        _ => Err("use guardian or duo"),
    }
}

/// A factor that a user brings along from elsewhere.
pub struct BroughtAlong {
    pub factor_type: FactorType,
    pub secret: Option<TotpSecret>,
}

/// Reads such a factor, as an operator gives it: its type and, in base32, its TOTP secret.
pub fn brought_along(
    factor_type: Option<&str>,
    totp_secret: Option<&str>,
) -> Result<Option<BroughtAlong>, String> {
    let factor_type = factor_type.map(str::parse).transpose();
    match (factor_type, totp_secret) {
        (Ok(None), None) => Ok(None),
        (Ok(Some(DUO)), None) => Ok(Some(BroughtAlong {
            factor_type: DUO,
            secret: None,
        })),
        (Ok(Some(GUARDIAN)), Some(secret)) => match TotpSecret::from_base32(secret) {
            Ok(secret) => Ok(Some(BroughtAlong {
                factor_type: GUARDIAN,
                secret: Some(secret),
            })),
            Err(error) => Err(format!("totp_secret: {error}")),
        },
        (Ok(Some(GUARDIAN)), None) => Err("guardian needs a totp_secret".into()),
        (Ok(Some(DUO) | None), Some(_)) => Err("totp_secret is for mfa_type guardian alone".into()),
        (Ok(Some(_)) | Err(InvalidFactorType), _) => {
            Err("mfa_type: use guardian or duo, or leave it empty".into())
        }
    }
}

/// The factors of a server. `client` asks the vendors.
pub fn configured(keyring: Keyring, client: Arc<Client>) -> Factors {
    let keyring = Arc::new(keyring);
    Factors::default()
        .with(
            GUARDIAN,
            Guardian {
                authenticator: Authenticator::new(Arc::clone(&keyring)),
                auth0: Auth0::new(Arc::clone(&keyring), Arc::clone(&client)),
            },
        )
        .with(DUO, Duo::new(keyring, client))
}
