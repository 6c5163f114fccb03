//! What time it is. The one place that asks the machine: everything else is told.
//!
//! A machine without a battery for its clock starts in 1970, and one whose clock was set wrongly can
//! be before that. chrono's own `Utc::now` panics there.

use std::time::SystemTime;

use chrono::{DateTime, Utc};

/// The clock cannot be right: nothing that has to do with time would be.
#[derive(Debug, thiserror::Error)]
#[error(
    "the clock of this machine says {0}, which is before 1970: set it (`timedatectl` tells whether it \
     is synchronized), and start again"
)]
pub struct WrongClock(String);

/// What the clock says, whatever that is.
pub fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// Looks whether the clock can be right. Codes, tokens and links are held against it.
pub fn check() -> Result<(), WrongClock> {
    let now = now();
    if now < DateTime::UNIX_EPOCH {
        return Err(WrongClock(now.format("%Y-%m-%d %H:%M:%S UTC").to_string()));
    }
    Ok(())
}
