//! What is told of a link that did its work, and what the person can still do there.

use chrono::{DateTime, Duration, Utc};

use super::clock;
use super::proofs::RecoveryChange;
use crate::mfa::{BrowserHash, Link, NewCodes, Stage};

/// How long the browser that a link was followed with is told what came of it, in seconds.
pub const SHOWN_SECONDS: i64 = 900;

/// What a person does who was verified.
#[derive(Debug, Clone)]
pub enum FollowUp {
    /// Asks for new recovery codes, which are these.
    NewCodes(NewCodes),
    /// Says that the recovery codes are saved.
    Saved,
}

/// What a follow-up changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedUp {
    pub recovery: RecoveryChange,
    pub stage: Stage,
}

/// How far this browser has come with the link, if it is the one that used it, not long ago, and
/// the factor is still there.
pub fn finished<'a>(
    link: &'a Link,
    browser: &BrowserHash,
    now: DateTime<Utc>,
) -> Option<&'a Stage> {
    let finished = link.finished.as_ref()?;
    let since = now - clock::happened(link.used_at?, now)?;
    let factor = link.factor.as_ref()?;
    let own = finished.browser == *browser;
    let recent = since <= Duration::seconds(SHOWN_SECONDS);
    let there = factor.state.factor_type == link.factor_type;
    (own && recent && there).then_some(&finished.stage)
}

/// What a follow-up changes now. `None` if nothing: what was done already is told once more, so that
/// a form that is sent twice does no harm.
pub fn follow_up(
    link: &Link,
    browser: &BrowserHash,
    follow_up: FollowUp,
    now: DateTime<Utc>,
) -> Option<FollowedUp> {
    match (finished(link, browser, now)?, follow_up) {
        (
            Stage::Verified {
                recovery_left: Some(_),
                ..
            },
            FollowUp::NewCodes(new),
        ) => Some(FollowedUp {
            recovery: RecoveryChange::New(new.hashes),
            stage: Stage::Codes(new.sealed),
        }),
        (Stage::Codes(_), FollowUp::Saved) => Some(FollowedUp {
            recovery: RecoveryChange::None,
            stage: Stage::Done,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::{at, factor, link};
    use crate::mfa::{FactorType, Finished, Purpose, RecoveryHash, Sealed};

    const OWN: BrowserHash = BrowserHash::from_bytes([1; 32]);
    const OTHER: BrowserHash = BrowserHash::from_bytes([2; 32]);

    fn used(stage: Stage) -> Link {
        Link {
            used_at: Some(at(0)),
            finished: Some(Finished {
                browser: OWN,
                stage,
            }),
            factor: Some(factor(None)),
            ..link(Purpose::Verify)
        }
    }

    fn verified(recovery_left: Option<u32>) -> Link {
        used(Stage::Verified {
            recovery_left,
            by_recovery_code: false,
        })
    }

    fn codes() -> Sealed {
        Sealed {
            key_id: "k".into(),
            bytes: vec![1],
        }
    }

    fn new_codes() -> FollowUp {
        FollowUp::NewCodes(NewCodes {
            hashes: vec![RecoveryHash::from_bytes([3; 32])],
            sealed: codes(),
        })
    }

    #[test]
    fn the_browser_that_used_the_link_is_told_for_a_quarter_of_an_hour() {
        let link = used(Stage::Done);
        assert_eq!(finished(&link, &OWN, at(900)), Some(&Stage::Done));
        assert_eq!(finished(&link, &OWN, at(901)), None);
        assert_eq!(finished(&link, &OTHER, at(0)), None);
        assert_eq!(finished(&link, &OWN, at(-61)), None, "of a wrong clock");
        let gone = Link {
            factor: None,
            ..used(Stage::Done)
        };
        assert_eq!(finished(&gone, &OWN, at(0)), None);
        let mut changed = used(Stage::Done);
        changed.factor_type = FactorType::DUO;
        assert_eq!(finished(&changed, &OWN, at(0)), None);
        let open = Link {
            used_at: None,
            ..used(Stage::Done)
        };
        assert_eq!(finished(&open, &OWN, at(0)), None);
    }

    #[test]
    fn new_codes_take_the_place_of_the_old_ones_until_they_are_saved() {
        let renewed = follow_up(&verified(Some(2)), &OWN, new_codes(), at(5)).expect("renewed");
        let hashes = vec![RecoveryHash::from_bytes([3; 32])];
        assert_eq!(renewed.recovery, RecoveryChange::New(hashes));
        assert_eq!(renewed.stage, Stage::Codes(codes()));
        let shown = used(renewed.stage);
        // Sent twice: the codes that are shown stay.
        assert_eq!(follow_up(&shown, &OWN, new_codes(), at(6)), None);
        let saved = follow_up(&shown, &OWN, FollowUp::Saved, at(7)).expect("saved");
        assert_eq!(saved.stage, Stage::Done);
        assert_eq!(saved.recovery, RecoveryChange::None);
        assert_eq!(
            follow_up(&used(saved.stage), &OWN, new_codes(), at(8)),
            None
        );
    }

    #[test]
    fn nobody_else_gets_new_codes_and_no_factor_that_has_none() {
        let link = verified(Some(2));
        assert_eq!(follow_up(&link, &OTHER, new_codes(), at(5)), None);
        assert_eq!(follow_up(&link, &OWN, new_codes(), at(901)), None);
        assert_eq!(follow_up(&link, &OWN, FollowUp::Saved, at(5)), None);
        assert_eq!(follow_up(&verified(None), &OWN, new_codes(), at(5)), None);
    }
}
