//! What the audit trail is told of what a rule decided.

use chrono::{DateTime, Utc};

use super::factors::NotDisabled;
use super::finish::FollowedUp;
use super::links::StartedLink;
use super::proofs::{Judgement, RecoveryChange};
use crate::mfa::{
    Asked, Event, FactorState, Link, Organization, Purpose, Stage, Switch, UserState, Why,
};

/// Of a request for a link.
pub fn of_start(started: Option<&StartedLink>) -> Event {
    match started {
        Some(link) => Event::LinkCreated {
            purpose: link.purpose,
            factor_type: link.factor_type,
        },
        None => Event::RequestRefused {
            asked: Asked::Start,
            why: Why::UnknownUser,
        },
    }
}

/// Of a request to take a factor off. `user` is the state before.
pub fn of_disable(user: UserState, disabled: Result<(), NotDisabled>) -> Event {
    let why = match (disabled, user) {
        (Ok(()), UserState::Enrolled(FactorState { factor_type, .. })) => {
            return Event::FactorDeleted { factor_type };
        }
        (Err(NotDisabled::UnknownUser), _) | (Ok(()), UserState::Unknown) => Why::UnknownUser,
        (Err(NotDisabled::NotEnrolled), _) | (Ok(()), UserState::NotEnrolled) => Why::NotEnrolled,
        (Err(NotDisabled::TypeFixed), _) => Why::TypeFixed,
        (Err(NotDisabled::TooOld), _) => Why::TooOld,
    };
    Event::RequestRefused {
        asked: Asked::Disable,
        why,
    }
}

/// Of what was given through a link. A link that cannot be followed tells nothing: whoever has it
/// could give something as often as they like, also while codes are refused after wrong ones.
pub fn of_judgement(link: &Link, judgement: &Judgement, now: DateTime<Utc>) -> Vec<Event> {
    let (factor_type, purpose) = (link.factor_type, link.purpose);
    match judgement {
        Judgement::Accepted(_) if purpose == Purpose::Enroll => {
            vec![Event::Enrolled { factor_type }]
        }
        Judgement::Accepted(accepted) => {
            let spent = matches!(accepted.recovery, RecoveryChange::Spent(_));
            let mut events = vec![Event::Verified {
                factor_type,
                by_recovery_code: spent,
            }];
            if spent
                && let Stage::Verified {
                    recovery_left: Some(left),
                    ..
                } = accepted.stage
            {
                events.push(Event::RecoveryUsed { left });
            }
            if accepted.waived {
                events.push(Event::FactorWaived { factor_type });
            }
            events
        }
        Judgement::Wrong(attempts) => {
            let mut events = vec![Event::CodeRefused {
                factor_type,
                purpose,
                failures: attempts.failures,
            }];
            events.extend(
                attempts
                    .locked(now)
                    .map(|until| Event::UserLocked { until }),
            );
            events
        }
        Judgement::Stale => vec![Event::ProofRefused {
            factor_type,
            purpose,
            why: Why::Stale,
        }],
        Judgement::NotOpen(_) => Vec::new(),
    }
}

/// Of what a person did who was verified.
pub fn of_follow_up(followed: &FollowedUp) -> Event {
    match followed.recovery {
        RecoveryChange::New(_) => Event::RecoveryRenewed,
        RecoveryChange::Spent(_) | RecoveryChange::None => Event::RecoverySaved,
    }
}

/// Of a change of settings: nothing, where nothing changed.
pub fn of_update(before: &Organization, after: &Organization) -> Vec<Event> {
    // Named one by one, so that a new setting cannot be forgotten here.
    let Organization {
        id: _,
        name,
        enrollment_type,
        users_from_jwt,
        rate_limit,
        jwt,
        returns,
        created_at: _,
        disabled_at,
    } = before;
    let changed: Vec<_> = [
        ("name", *name != after.name),
        ("enrollment_type", *enrollment_type != after.enrollment_type),
        ("users_from_jwt", *users_from_jwt != after.users_from_jwt),
        ("rate_limit", *rate_limit != after.rate_limit),
        ("jwt", *jwt != after.jwt),
        ("returns", *returns != after.returns),
    ]
    .into_iter()
    .filter_map(|(name, is_changed)| is_changed.then_some(name))
    .collect();
    let mut events = Vec::new();
    if !changed.is_empty() {
        events.push(Event::OrganizationChanged(changed));
    }
    match (disabled_at, after.disabled_at) {
        (None, Some(_)) => events.push(Event::OrganizationDisabled),
        (Some(_), None) => events.push(Event::OrganizationEnabled),
        _ => {}
    }
    events
}

/// Of a user who is let in no more, or again: nothing, where that was so before.
pub fn of_switch(disabled_at: Option<DateTime<Utc>>, switch: Switch) -> Option<Event> {
    match (disabled_at, switch) {
        (None, Switch::Off { .. }) => Some(Event::UserDisabled),
        (Some(_), Switch::On) => Some(Event::UserEnabled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::rules::testing::{at, factor, link};
    use crate::mfa::rules::{NotOpen, Proof, Submission, judge};
    use crate::mfa::{FactorType, RateLimit, Returns};

    const TYPE: FactorType = FactorType::named("guardian");

    fn words(events: &[Event]) -> Vec<&'static str> {
        events.iter().map(Event::what).collect()
    }

    #[test]
    fn wrong_codes_are_told_and_the_wait_that_they_cost() {
        let mut link = link(Purpose::Verify);
        for failures in 1..=5 {
            let judged = judge(&link, &[], Submission::Wrong, at(0));
            let Judgement::Wrong(attempts) = judged else {
                panic!("{judged:?}")
            };
            let expected: &[_] = match failures {
                5 => &["code.refused", "user.locked"],
                _ => &["code.refused"],
            };
            assert_eq!(words(&of_judgement(&link, &judged, at(0))), expected);
            link.attempts = attempts;
        }
        let locked = judge(&link, &[], Submission::Wrong, at(1));
        assert!(matches!(locked, Judgement::NotOpen(NotOpen::Locked { .. })));
        assert!(of_judgement(&link, &locked, at(1)).is_empty());
    }

    #[test]
    fn a_right_code_is_told_by_what_it_was_for() {
        let enrols = link(Purpose::Enroll);
        let given = Submission::Enroll {
            proof: Proof::Step(1),
            secret: None,
            codes: None,
        };
        let judged = judge(&enrols, &[], given, at(0));
        assert_eq!(
            of_judgement(&enrols, &judged, at(0)),
            [Event::Enrolled { factor_type: TYPE }]
        );

        let verifies = link(Purpose::Verify);
        let code = crate::mfa::RecoveryHash::from_bytes([1; 32]);
        let other = crate::mfa::RecoveryHash::from_bytes([2; 32]);
        let given = Submission::Verify(Proof::Recovery(code));
        let judged = judge(&verifies, &[code, other], given, at(0));
        assert_eq!(
            of_judgement(&verifies, &judged, at(0)),
            [
                Event::Verified {
                    factor_type: TYPE,
                    by_recovery_code: true
                },
                Event::RecoveryUsed { left: 1 }
            ]
        );
    }

    #[test]
    fn who_passes_without_a_proof_is_told_as_that() {
        let link = link(Purpose::Verify);
        let given = Submission::Verify(Proof::Waived);
        let events = of_judgement(&link, &judge(&link, &[], given, at(0)), at(0));
        assert_eq!(words(&events), ["factor.verified", "factor.waived"]);
    }

    #[test]
    fn a_factor_that_stays_is_told_with_the_reason() {
        let enrolled = UserState::Enrolled(factor(None).state);
        for (user, disabled, what, reason) in [
            (enrolled, Ok(()), "factor.deleted", None),
            (
                enrolled,
                Err(NotDisabled::TooOld),
                "request.refused",
                Some("too_old"),
            ),
            (
                UserState::NotEnrolled,
                Err(NotDisabled::NotEnrolled),
                "request.refused",
                Some("not_enrolled"),
            ),
        ] {
            let event = of_disable(user, disabled);
            assert_eq!(event.what(), what);
            assert_eq!(event.detail()["reason"].as_str(), reason);
        }
    }

    #[test]
    fn settings_are_told_by_their_names_and_only_if_they_changed() {
        let before = Organization {
            id: crate::mfa::OrganizationId::new("blue").expect("an id"),
            name: "Blue".into(),
            enrollment_type: TYPE,
            users_from_jwt: false,
            rate_limit: RateLimit::default(),
            jwt: None,
            returns: Returns::default(),
            created_at: at(0),
            disabled_at: None,
        };
        assert!(of_update(&before, &before).is_empty());
        let after = Organization {
            name: "Bluer".into(),
            users_from_jwt: true,
            disabled_at: Some(at(1)),
            ..before.clone()
        };
        assert_eq!(
            of_update(&before, &after),
            [
                Event::OrganizationChanged(vec!["name", "users_from_jwt"]),
                Event::OrganizationDisabled
            ]
        );
        assert_eq!(
            of_update(&after, &before)[1..],
            [Event::OrganizationEnabled]
        );
    }
}
