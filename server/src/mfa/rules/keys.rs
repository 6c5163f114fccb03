//! When an API key ends.

use chrono::{DateTime, Utc};

use crate::mfa::ApiKey;

/// Why a key lets nobody in any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    #[error("it has been revoked")]
    Revoked,
    #[error("it has expired")]
    Expired,
}

impl ApiKey {
    /// Whether the key has ended, and how.
    pub fn ended(&self, now: DateTime<Utc>) -> Option<Ended> {
        if self.revoked_at.is_some() {
            return Some(Ended::Revoked);
        }
        let has_expired = self.expires_at.is_some_and(|end| end <= now);
        has_expired.then_some(Ended::Expired)
    }
}

/// When a key ends that another takes the place of at `until`: not later than it would have ended
/// anyway. One that has ended has no successor: whoever has it must not be given another.
pub fn overlap(
    key: &ApiKey,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Ended> {
    match key.ended(now) {
        Some(ended) => Err(ended),
        None => Ok(key.expires_at.map_or(until, |end| end.min(until))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::at;
    use crate::mfa::{ApiKeyId, OrganizationId, SecretHash};

    fn key(expires: Option<i64>, revoked: Option<i64>) -> ApiKey {
        ApiKey {
            id: ApiKeyId::new("key").expect("an id"),
            organization: OrganizationId::new("org").expect("an id"),
            user: None,
            scopes: Vec::new(),
            secret_hash: SecretHash::of(b"secret"),
            label: String::new(),
            created_at: at(0),
            expires_at: expires.map(at),
            revoked_at: revoked.map(at),
            last_used_at: None,
            owner_disabled: false,
        }
    }

    #[test]
    fn a_key_ends_at_its_end_and_when_it_is_revoked() {
        for (expires, revoked, ended) in [
            (None, None, None),
            (Some(101), None, None),
            (Some(100), None, Some(Ended::Expired)),
            (Some(99), None, Some(Ended::Expired)),
            (None, Some(99), Some(Ended::Revoked)),
            (Some(99), Some(98), Some(Ended::Revoked)),
        ] {
            let key = key(expires, revoked);
            assert_eq!(key.ended(at(100)), ended, "{expires:?} {revoked:?}");
        }
    }

    #[test]
    fn an_overlap_makes_no_key_last_longer() {
        for (expires, until, end) in [
            (None, 200, Ok(at(200))),
            (Some(300), 200, Ok(at(200))),
            (Some(150), 200, Ok(at(150))),
            (None, 100, Ok(at(100))),
            (Some(100), 200, Err(Ended::Expired)),
        ] {
            let end_of = overlap(&key(expires, None), at(until), at(100));
            assert_eq!(end_of, end, "{expires:?} {until}");
        }
        let revoked = overlap(&key(None, Some(1)), at(200), at(100));
        assert_eq!(revoked, Err(Ended::Revoked));
    }
}
