//! Whether a proof counts, and what it changes.

use chrono::{DateTime, Utc};

use super::attempts::Attempts;
use super::clock::{CLOCK_SKEW, is_later};
use super::links::{NotOpen, follow};
use crate::mfa::{FactorRecord, FactorState, Link, NewCodes, Purpose, RecoveryHash, Sealed, Stage};

/// What a factor found proven. Whether it still counts is judged beside the user's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// A code of this time step (RFC 6238, `T`).
    Step(i64),
    /// A recovery code, if it is one of the user's.
    Recovery(RecoveryHash),
    /// Another service vouches that this user, and no other, authenticated there, at this time.
    Vouched { at: DateTime<Utc> },
    /// The other service cannot be reached, and the organization lets who has enrolled pass
    /// meanwhile. Nobody enrols by it.
    Waived,
}

/// What came of what a person gave, or did elsewhere.
#[derive(Debug, Clone)]
pub enum Submission {
    /// Nothing that proves anything: a wrong code, to be counted.
    Wrong,
    Enroll {
        proof: Proof,
        /// What the factor keeps from now on.
        secret: Option<Sealed>,
        /// The recovery codes that the person gets, where the factor has some.
        codes: Option<NewCodes>,
    },
    Verify(Proof),
}

/// What a store does with a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Keep what it changes; the link is used, and the wrong codes before it are forgiven.
    Accepted(Box<Acceptance>),
    /// Wrong, or used before: keep the attempts as they are now.
    Wrong(Attempts),
    /// What is vouched for lies before the link, or nothing is, and the person enrols: it proves
    /// nothing, and is nobody's guess.
    Stale,
    /// Not looked at.
    NotOpen(NotOpen),
}

/// What an accepted proof changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The user's factor from now on, in place of the one before, if there was one.
    pub factor: FactorRecord,
    pub recovery: RecoveryChange,
    /// How far the person has come by it.
    pub stage: Stage,
    /// Whether nobody vouched for the person ([`Proof::Waived`]).
    pub waived: bool,
}

/// What becomes of the user's recovery codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryChange {
    /// These, and no others.
    New(Vec<RecoveryHash>),
    /// This one is used up.
    Spent(RecoveryHash),
    None,
}

/// Judges a submission for a link. `recovery` are all the recovery codes that the user has.
///
/// A time step counts if it is later than every one accepted, a recovery code if it is there: so
/// each code counts once, as long as the store lets nobody else in between loading and keeping.
pub fn judge(
    link: &Link,
    recovery: &[RecoveryHash],
    submission: Submission,
    now: DateTime<Utc>,
) -> Judgement {
    if let Err(refusal) = follow(link, now) {
        return Judgement::NotOpen(refusal);
    }
    let judged = match (link.purpose, &link.factor, submission) {
        (_, _, Submission::Wrong) => Err(Unproven::Wrong),
        (
            Purpose::Enroll,
            None,
            Submission::Enroll {
                proof,
                secret,
                codes,
            },
        ) => enroll(link, proof, secret, codes, now),
        (Purpose::Verify, Some(factor), Submission::Verify(proof)) => {
            verify(link, factor.clone(), recovery, proof, now)
        }
        _ => return Judgement::NotOpen(NotOpen::Unknown),
    };
    match judged {
        Ok(acceptance) => Judgement::Accepted(Box::new(acceptance)),
        Err(Unproven::Wrong) => Judgement::Wrong(link.attempts.after_wrong(now)),
        Err(Unproven::Stale) => Judgement::Stale,
    }
}

enum Unproven {
    Wrong,
    Stale,
}

fn enroll(
    link: &Link,
    proof: Proof,
    secret: Option<Sealed>,
    codes: Option<NewCodes>,
    now: DateTime<Utc>,
) -> Result<Acceptance, Unproven> {
    let (last_step, last_auth_time) = match proof {
        // The code that confirms an enrolment counts as used.
        Proof::Step(step) => (Some(step), now),
        Proof::Vouched { at } => (None, vouched(link, at, now)?),
        // There are none yet.
        Proof::Recovery(_) => return Err(Unproven::Wrong),
        Proof::Waived => return Err(Unproven::Stale),
    };
    let (recovery, stage) = match codes {
        Some(codes) => (
            RecoveryChange::New(codes.hashes),
            Stage::Codes(codes.sealed),
        ),
        None => (RecoveryChange::None, Stage::Done),
    };
    Ok(Acceptance {
        factor: FactorRecord {
            state: FactorState {
                factor_type: link.factor_type,
                active: true,
                last_auth_time: Some(last_auth_time),
            },
            secret,
            last_step,
        },
        recovery,
        stage,
        waived: false,
    })
}

fn verify(
    link: &Link,
    mut factor: FactorRecord,
    recovery: &[RecoveryHash],
    proof: Proof,
    now: DateTime<Utc>,
) -> Result<Acceptance, Unproven> {
    let mut last_auth_time = now;
    let (change, recovery_left) = match proof {
        Proof::Step(step) if is_later(step, factor.last_step) => {
            factor.last_step = Some(step);
            (RecoveryChange::None, Some(count(recovery)))
        }
        Proof::Recovery(hash) if recovery.contains(&hash) => {
            let left = count(recovery).saturating_sub(1);
            (RecoveryChange::Spent(hash), Some(left))
        }
        Proof::Step(_) | Proof::Recovery(_) => return Err(Unproven::Wrong),
        Proof::Vouched { at } => {
            last_auth_time = vouched(link, at, now)?;
            (RecoveryChange::None, None)
        }
        Proof::Waived => (RecoveryChange::None, None),
    };
    factor.state.active = true;
    factor.state.last_auth_time = Some(last_auth_time);
    Ok(Acceptance {
        factor,
        stage: Stage::Verified {
            recovery_left,
            by_recovery_code: matches!(change, RecoveryChange::Spent(_)),
        },
        recovery: change,
        waived: matches!(proof, Proof::Waived),
    })
}

/// When somebody authenticated elsewhere, unless it was for something before this link.
fn vouched(link: &Link, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Unproven> {
    if at < link.created_at - CLOCK_SKEW {
        return Err(Unproven::Stale);
    }
    Ok(at.min(now))
}

fn count(codes: &[RecoveryHash]) -> u32 {
    u32::try_from(codes.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::{at, factor, link};

    const CODE: RecoveryHash = RecoveryHash::from_bytes([1; 32]);
    const OTHER: RecoveryHash = RecoveryHash::from_bytes([2; 32]);

    fn accepted(judgement: Judgement) -> Acceptance {
        match judgement {
            Judgement::Accepted(acceptance) => *acceptance,
            other => panic!("not accepted: {other:?}"),
        }
    }

    fn enrol(proof: Proof) -> Submission {
        Submission::Enroll {
            proof,
            secret: None,
            codes: Some(NewCodes {
                hashes: vec![CODE, OTHER],
                sealed: sealed(),
            }),
        }
    }

    fn sealed() -> Sealed {
        Sealed {
            key_id: "k".into(),
            bytes: vec![1],
        }
    }

    fn left(acceptance: &Acceptance) -> Option<u32> {
        match acceptance.stage {
            Stage::Verified { recovery_left, .. } => recovery_left,
            Stage::Codes(_) | Stage::Done => None,
        }
    }

    #[test]
    fn the_code_that_enrols_is_used() {
        let judged = judge(&link(Purpose::Enroll), &[], enrol(Proof::Step(7)), at(5));
        let acceptance = accepted(judged);
        assert_eq!(acceptance.factor.last_step, Some(7));
        let state = acceptance.factor.state;
        assert!(state.active && state.last_auth_time == Some(at(5)));
        assert_eq!(acceptance.recovery, RecoveryChange::New(vec![CODE, OTHER]));
        assert_eq!(acceptance.stage, Stage::Codes(sealed()));
        let by_recovery = enrol(Proof::Recovery(CODE));
        let judged = judge(&link(Purpose::Enroll), &[CODE], by_recovery, at(5));
        assert!(matches!(judged, Judgement::Wrong(attempts) if attempts.failures == 1));
    }

    #[test]
    fn a_step_counts_if_it_is_later_and_a_recovery_code_if_it_is_there() {
        let link = |last| Link {
            factor: Some(factor(last)),
            ..link(Purpose::Verify)
        };
        let verify = |last, proof| {
            judge(
                &link(last),
                &[CODE, OTHER],
                Submission::Verify(proof),
                at(5),
            )
        };
        for (last, step, counts) in [
            (None, 0, true),
            (Some(7), 8, true),
            (Some(7), 7, false),
            (Some(7), 6, false),
            // Accepted by a clock that was a day ahead.
            (Some(7 + 2880), 7, true),
        ] {
            let judged = verify(last, Proof::Step(step));
            assert_eq!(
                matches!(judged, Judgement::Accepted(_)),
                counts,
                "{last:?} {step}"
            );
            if counts {
                let acceptance = accepted(judged);
                assert_eq!(acceptance.factor.last_step, Some(step));
                assert_eq!(left(&acceptance), Some(2));
            }
        }
        let acceptance = accepted(verify(Some(7), Proof::Recovery(OTHER)));
        assert_eq!(acceptance.recovery, RecoveryChange::Spent(OTHER));
        assert_eq!(
            (left(&acceptance), acceptance.factor.last_step),
            (Some(1), Some(7))
        );
        let unknown = Proof::Recovery(RecoveryHash::from_bytes([3; 32]));
        assert!(matches!(verify(None, unknown), Judgement::Wrong(_)));
    }

    #[test]
    fn another_service_vouches_for_this_link_and_not_for_an_older_one() {
        for purpose in [Purpose::Enroll, Purpose::Verify] {
            let vouch = |seconds| {
                let proof = Proof::Vouched { at: at(seconds) };
                let submission = match purpose {
                    Purpose::Enroll => Submission::Enroll {
                        proof,
                        secret: None,
                        codes: None,
                    },
                    Purpose::Verify => Submission::Verify(proof),
                };
                judge(&link(purpose), &[], submission, at(10))
            };
            for (seconds, last) in [(4, 4), (-60, -60), (70, 10)] {
                let acceptance = accepted(vouch(seconds));
                assert_eq!(acceptance.factor.state.last_auth_time, Some(at(last)));
                assert_eq!(left(&acceptance), None);
            }
            assert_eq!(vouch(-61), Judgement::Stale);
        }
    }

    #[test]
    fn nobody_enrols_by_what_was_waived() {
        let waived = Proof::Waived;
        let verified = accepted(judge(
            &link(Purpose::Verify),
            &[],
            Submission::Verify(waived),
            at(5),
        ));
        assert_eq!(verified.factor.state.last_auth_time, Some(at(5)));
        let enrolled = judge(&link(Purpose::Enroll), &[], enrol(waived), at(5));
        assert_eq!(enrolled, Judgement::Stale);
    }

    #[test]
    fn a_link_proves_what_it_is_for_alone() {
        let unknown = Judgement::NotOpen(NotOpen::Unknown);
        let verify = Submission::Verify(Proof::Step(7));
        assert_eq!(judge(&link(Purpose::Enroll), &[], verify, at(0)), unknown);
        let enrol = enrol(Proof::Step(7));
        assert_eq!(judge(&link(Purpose::Verify), &[], enrol, at(0)), unknown);
    }
}
