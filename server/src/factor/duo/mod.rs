//! Duo's Universal Prompt: the person goes to Duo, which says whether it is they.

use super::vendor::{Kind, Setting, Vendor};
use crate::mfa::FactorType;

/// What an organization sets, as Duo's Admin Panel names it.
pub const VENDOR: Vendor = Vendor {
    factor_type: FactorType::DUO,
    service: SERVICE,
    settings: &[
        Setting {
            name: HOST,
            about: "API hostname of the Web SDK application, as api-1234abcd.duosecurity.com",
            kind: Kind::Host,
            usual: None,
        },
        Setting {
            name: CLIENT_ID,
            about: "its Client ID",
            kind: Kind::Text(20..=20),
            usual: None,
        },
        Setting {
            name: CLIENT_SECRET,
            about: "a file that holds its Client secret; - reads standard input",
            kind: Kind::Secret(40..=40),
            usual: None,
        },
        Setting {
            name: FAIL_MODE,
            about: "whether people who have enrolled get in while Duo cannot be reached: closed or open",
            kind: Kind::Choice(&[CLOSED, OPEN]),
            usual: Some(CLOSED),
        },
    ],
};

const SERVICE: &str = "Duo";
const HOST: &str = "host";
const CLIENT_ID: &str = "client_id";
const CLIENT_SECRET: &str = "client_secret";
const FAIL_MODE: &str = "fail_mode";
const CLOSED: &str = "closed";
const OPEN: &str = "open";
