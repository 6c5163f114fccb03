//! What a link is for, and whether it can be followed.

use chrono::{DateTime, Duration, Utc};

use super::clock;
use crate::mfa::{BrowserHash, FactorType, Link, LinkHash, NewLink, Purpose, Sealed, UserState};

/// How long an enrolment link can be followed, in seconds.
pub const LINK_SECONDS: i64 = 600;

/// A link as it is to be kept.
#[derive(Debug, Clone)]
pub struct StartedLink {
    pub hash: LinkHash,
    pub expires_at: DateTime<Utc>,
    pub factor_type: FactorType,
    pub purpose: Purpose,
    pub prepared: Option<Sealed>,
}

/// What a new link is for: a user who has a factor verifies it, one who has none enrols what the
/// organization says. `None` for an unknown user, who gets no link. The user's older links end.
pub fn start(user: UserState, enrollment_type: FactorType, link: NewLink) -> Option<StartedLink> {
    let (factor_type, purpose) = match user {
        UserState::Unknown => return None,
        UserState::NotEnrolled => (enrollment_type, Purpose::Enroll),
        UserState::Enrolled(factor) => (factor.factor_type, Purpose::Verify),
    };
    let mut prepared = link.prepared.into_iter();
    Some(StartedLink {
        hash: link.hash,
        expires_at: link.expires_at,
        factor_type,
        purpose,
        prepared: match purpose {
            Purpose::Enroll => {
                prepared.find_map(|(of, sealed)| (of == factor_type).then_some(sealed))
            }
            Purpose::Verify => None,
        },
    })
}

/// Why a link no longer works although it once did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkEnd {
    Used,
    /// A newer link was made, or the factor was removed.
    Replaced,
    Expired,
    /// The user, or its organization, is disabled at this time.
    Disabled,
}

/// Why a link cannot be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpen {
    /// There never was such a link, or not for this purpose.
    Unknown,
    Ended(LinkEnd),
    /// Too many wrong codes were given for the user.
    Locked {
        until: DateTime<Utc>,
    },
}

/// Whether the link can be followed now.
pub fn follow(link: &Link, now: DateTime<Utc>) -> Result<(), NotOpen> {
    if let Some(end) = link_end(link, now) {
        return Err(NotOpen::Ended(end));
    }
    if let Some(until) = link.attempts.locked(now) {
        return Err(NotOpen::Locked { until });
    }
    Ok(())
}

/// The use of a link outlasts its time: a person who comes back to a link that worked reads "used",
/// not "expired".
fn link_end(link: &Link, now: DateTime<Utc>) -> Option<LinkEnd> {
    if link.used_at.is_some() {
        return Some(LinkEnd::Used);
    }
    if link.owner_disabled {
        return Some(LinkEnd::Disabled);
    }
    // A link is made for the factor that the user has, and another one replaces it.
    let own = link.factor.as_ref().map(|factor| factor.state.factor_type);
    let fits = match link.purpose {
        Purpose::Enroll => own.is_none(),
        Purpose::Verify => own == Some(link.factor_type),
    };
    if link.replaced_at.is_some() || !fits {
        Some(LinkEnd::Replaced)
    } else {
        let open = clock::ends(link.expires_at, Duration::seconds(LINK_SECONDS), now);
        match open {
            Some(expires_at) if now <= expires_at => None,
            _ => Some(LinkEnd::Expired),
        }
    }
}

/// Why a browser that comes back from another service is not let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotBack {
    NotOpen(NotOpen),
    /// It is not the one that was sent away.
    OtherBrowser,
    /// It came back already.
    Before,
}

/// What was kept for a browser that comes back: given out once, so the store forgets it.
pub fn come_back(
    link: &Link,
    browser: &BrowserHash,
    now: DateTime<Utc>,
) -> Result<Sealed, NotBack> {
    follow(link, now).map_err(NotBack::NotOpen)?;
    let departed = link.departed.as_ref().ok_or(NotBack::Before)?;
    if *browser != departed.browser {
        return Err(NotBack::OtherBrowser);
    }
    Ok(departed.kept.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::{at, factor, link};
    use crate::mfa::{Departed, FactorState};

    #[test]
    fn a_link_is_for_the_factor_that_there_is_or_will_be() {
        let guardian = FactorType::named("guardian");
        let sealed = |key: &str| Sealed {
            key_id: key.into(),
            bytes: vec![],
        };
        let new = || NewLink {
            hash: LinkHash::from_bytes([1; 32]),
            expires_at: at(LINK_SECONDS),
            prepared: vec![
                (FactorType::named("other"), sealed("other")),
                (guardian, sealed("own")),
            ],
        };
        assert!(start(UserState::Unknown, guardian, new()).is_none());
        let enrols = start(UserState::NotEnrolled, guardian, new()).expect("a link");
        assert_eq!(
            (enrols.factor_type, enrols.purpose),
            (guardian, Purpose::Enroll)
        );
        assert_eq!(enrols.prepared, Some(sealed("own")));
        let other = start(UserState::NotEnrolled, FactorType::DUO, new()).expect("a link");
        assert_eq!((other.factor_type, other.prepared), (FactorType::DUO, None));
        let has = UserState::Enrolled(FactorState {
            factor_type: guardian,
            active: true,
            last_auth_time: None,
        });
        let verifies = start(has, FactorType::DUO, new()).expect("a link");
        assert_eq!(
            (verifies.factor_type, verifies.purpose),
            (guardian, Purpose::Verify)
        );
        assert_eq!(verifies.prepared, None, "a secret without use is not kept");
    }

    #[test]
    fn a_link_works_for_ten_minutes_unless_used_or_replaced() {
        let end = |used_at, replaced_at, now| {
            let link = Link {
                used_at,
                replaced_at,
                ..link(Purpose::Enroll)
            };
            match follow(&link, now) {
                Ok(()) => None,
                Err(NotOpen::Ended(end)) => Some(end),
                Err(other) => panic!("{other:?}"),
            }
        };
        assert_eq!(end(None, None, at(600)), None);
        assert_eq!(end(None, None, at(601)), Some(LinkEnd::Expired));
        // Made by a clock that was ahead: it would be good for a day.
        assert_eq!(end(None, None, at(-86_400)), Some(LinkEnd::Expired));
        assert_eq!(end(None, None, at(-60)), None);
        assert_eq!(end(Some(at(5)), None, at(6)), Some(LinkEnd::Used));
        assert_eq!(end(Some(at(5)), Some(at(9)), at(900)), Some(LinkEnd::Used));
        assert_eq!(end(None, Some(at(9)), at(10)), Some(LinkEnd::Replaced));
    }

    #[test]
    fn a_link_of_who_is_disabled_does_not_work_until_that_ends() {
        let mut link = link(Purpose::Enroll);
        link.owner_disabled = true;
        let refused = follow(&link, at(0)).expect_err("disabled");
        assert_eq!(refused, NotOpen::Ended(LinkEnd::Disabled));
        link.owner_disabled = false;
        assert!(follow(&link, at(0)).is_ok());
    }

    #[test]
    fn a_link_ends_with_the_factor_that_it_was_made_for() {
        let enrols = Link {
            factor: Some(factor(None)),
            ..link(Purpose::Enroll)
        };
        let verifies = Link {
            factor: None,
            ..link(Purpose::Verify)
        };
        let mut other = link(Purpose::Verify);
        other.factor_type = FactorType::DUO;
        for link in [enrols, verifies, other] {
            let refused = follow(&link, at(0)).expect_err("replaced");
            assert_eq!(refused, NotOpen::Ended(LinkEnd::Replaced));
        }
    }

    #[test]
    fn a_lock_out_closes_the_link_until_its_end() {
        let mut link = link(Purpose::Verify);
        link.attempts.failures = 5;
        link.attempts.locked_until = Some(at(30));
        let refused = follow(&link, at(29)).expect_err("locked");
        assert_eq!(refused, NotOpen::Locked { until: at(30) });
        assert!(follow(&link, at(30)).is_ok());
    }

    #[test]
    fn the_browser_that_was_sent_away_comes_back_and_no_other() {
        let browser = BrowserHash::from_bytes([1; 32]);
        let kept = Sealed {
            key_id: "k".into(),
            bytes: vec![1],
        };
        let mut link = link(Purpose::Verify);
        assert_eq!(come_back(&link, &browser, at(0)), Err(NotBack::Before));
        link.departed = Some(Departed {
            browser,
            kept: kept.clone(),
        });
        assert_eq!(come_back(&link, &browser, at(0)), Ok(kept));
        let other = BrowserHash::from_bytes([0; 32]);
        assert_eq!(come_back(&link, &other, at(0)), Err(NotBack::OtherBrowser));
        let late = come_back(&link, &browser, at(601));
        let ended = NotBack::NotOpen(NotOpen::Ended(LinkEnd::Expired));
        assert_eq!(late, Err(ended));
    }
}
