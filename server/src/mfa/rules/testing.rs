//! Records for the tests of the rules.

use chrono::{DateTime, Utc};

use super::{Attempts, LINK_SECONDS};
use crate::mfa::{
    FactorRecord, FactorState, FactorType, Link, LinkHash, OrganizationId, Purpose, Returns, UserId,
};

const TYPE: FactorType = FactorType::named("guardian");

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
}

/// Made at 0, for a user who has a factor unless it enrols one.
pub fn link(purpose: Purpose) -> Link {
    Link {
        hash: LinkHash::from_bytes([9; 32]),
        organization: OrganizationId::new("blue").expect("an id"),
        organization_name: "Blue".into(),
        returns: Returns::default(),
        user: UserId::new("alice").expect("an id"),
        factor_type: TYPE,
        purpose,
        settings: None,
        prepared: None,
        created_at: at(0),
        expires_at: at(LINK_SECONDS),
        used_at: None,
        replaced_at: None,
        departed: None,
        owner_disabled: false,
        finished: None,
        attempts: Attempts::default(),
        factor: (purpose == Purpose::Verify).then(|| factor(None)),
    }
}

pub fn factor(last_step: Option<i64>) -> FactorRecord {
    FactorRecord {
        state: FactorState {
            factor_type: TYPE,
            active: true,
            last_auth_time: None,
        },
        secret: None,
        last_step,
    }
}
