//! What is counted: codes, wrong codes, requests.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;

use super::{BY, at, count_request, enrol, link, organization, scan, user_id, with_alice};
use crate::factor::TotpSecret;
use crate::mfa::{
    BrowserHash, DisableRefusal, Error, Exceeded, Judgement, LinkEnd, NotDisabled, Organization,
    Outcome, Prompt, Proof, RateLimit, StartRefusal, Store, Submission,
};

fn wrong_code(app: &TotpSecret, now: DateTime<Utc>) -> String {
    // One that the app shows at none of the steps that would pass.
    (0..)
        .map(|n| format!("{n:06}"))
        .find(|code| app.step_of(code, now).is_none())
        .expect("most codes are wrong")
}

pub(crate) async fn a_code_passes_once_and_a_late_one_never(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let submit = |code: String, now: DateTime<Utc>| {
        let (mfa, blue, alice) = (&mfa, &blue, &alice);
        async move {
            let token = link(mfa, blue, alice, now).await;
            mfa.give(&token, &code, now).await.expect("an outcome")
        }
    };
    let reused = submit(app.code_at(at(0)), at(10)).await;
    assert!(
        matches!(reused, Outcome::WrongCode { tries_left: 4 }),
        "the confirming code is used"
    );
    let ahead = submit(app.code_at(at(90)), at(60)).await;
    assert!(
        matches!(ahead, Outcome::Verified { .. }),
        "one step ahead passes: {ahead:?}"
    );
    let earlier = submit(app.code_at(at(60)), at(61)).await;
    assert!(
        matches!(earlier, Outcome::WrongCode { tries_left: 4 }),
        "an earlier step is spent"
    );
    let too_late = submit(app.code_at(at(120)), at(180)).await;
    assert!(
        matches!(too_late, Outcome::WrongCode { tries_left: 3 }),
        "two steps are too many"
    );
    let late = submit(app.code_at(at(150)), at(180)).await;
    assert!(
        matches!(late, Outcome::Verified { .. }),
        "one step behind passes: {late:?}"
    );
}

pub(crate) async fn one_code_submitted_many_times_at_once_passes_once(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let mfa = Arc::new(mfa);
    let token = link(&mfa, &blue, &alice, at(60)).await;
    let tasks = (0..32).map(|_| {
        let (mfa, token, code) = (Arc::clone(&mfa), token.clone(), app.code_at(at(60)));
        tokio::spawn(async move { mfa.give(&token, &code, at(60)).await.expect("an outcome") })
    });
    let outcomes: Vec<_> = join_all(tasks)
        .await
        .into_iter()
        .map(|outcome| outcome.expect("no panic"))
        .collect();
    let passed = outcomes
        .iter()
        .filter(|o| matches!(o, Outcome::Verified { .. }))
        .count();
    let used = outcomes
        .iter()
        .filter(|o| matches!(o, Outcome::Ended(LinkEnd::Used)))
        .count();
    assert_eq!((passed, used), (1, 31));

    // Below the link, the step itself passes once.
    let replay = link(&mfa, &blue, &alice, at(61)).await;
    let step = app.step_of(&app.code_at(at(60)), at(60)).expect("its step");
    let again = store
        .submit(
            &replay.hash(),
            &BrowserHash::from_bytes([1; 32]),
            Submission::Verify(Proof::Step(step)),
            &BY,
            at(61),
        )
        .await
        .expect("judged");
    assert!(
        matches!(again, Judgement::Wrong(attempts) if attempts.failures == 1),
        "{again:?}"
    );
}

pub(crate) async fn a_recovery_code_passes_once_and_few_are_told(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (_, codes) = enrol(&mfa, &blue, &alice, at(0)).await;
    for (index, code) in codes.iter().enumerate() {
        let token = link(&mfa, &blue, &alice, at(60)).await;
        let typed = code.expose().to_uppercase().replace('-', " ");
        let outcome = mfa.give(&token, &typed, at(60)).await.expect("an outcome");
        let Outcome::Verified {
            recovery_left: Some(recovery_left),
            by_recovery_code: true,
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(recovery_left as usize, 9 - index);

        let token = link(&mfa, &blue, &alice, at(60)).await;
        let again = mfa
            .give(&token, &code.expose(), at(60))
            .await
            .expect("an outcome");
        assert!(
            matches!(again, Outcome::WrongCode { tries_left: 4 }),
            "{again:?}"
        );
    }
}

pub(crate) async fn wrong_codes_lock_out_and_no_new_link_helps(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let wrong = wrong_code(&app, at(60));
    for left in [4, 3, 2, 1] {
        // A new link for each: the count is not the link's.
        let token = link(&mfa, &blue, &alice, at(60)).await;
        let outcome = mfa.give(&token, &wrong, at(60)).await.expect("an outcome");
        assert!(matches!(outcome, Outcome::WrongCode { tries_left } if tries_left == left));
    }
    let token = link(&mfa, &blue, &alice, at(60)).await;
    let fifth = mfa.give(&token, &wrong, at(60)).await.expect("an outcome");
    assert!(
        matches!(fifth, Outcome::Locked { until } if until == at(90)),
        "{fifth:?}"
    );

    let token = link(&mfa, &blue, &alice, at(61)).await;
    let page = mfa.look(&token, at(61)).await.expect("a page");
    assert!(
        matches!(page, Outcome::Locked { until } if until == at(90)),
        "{page:?}"
    );
    let right = mfa
        .give(&token, &app.code_at(at(89)), at(89))
        .await
        .expect("an outcome");
    assert!(
        matches!(right, Outcome::Locked { .. }),
        "not even looked at: {right:?}"
    );

    let wrong = wrong_code(&app, at(90));
    let sixth = mfa.give(&token, &wrong, at(90)).await.expect("an outcome");
    assert!(
        matches!(sixth, Outcome::Locked { until } if until == at(150)),
        "it doubles: {sixth:?}"
    );
    let right = mfa
        .give(&token, &app.code_at(at(150)), at(150))
        .await
        .expect("an outcome");
    assert!(matches!(right, Outcome::Verified { .. }), "{right:?}");
    let token = link(&mfa, &blue, &alice, at(151)).await;
    let wrong = wrong_code(&app, at(151));
    let fresh = mfa.give(&token, &wrong, at(151)).await.expect("an outcome");
    assert!(
        matches!(fresh, Outcome::WrongCode { tries_left: 4 }),
        "success forgives: {fresh:?}"
    );
    // So does a day without a wrong one.
    let day = 86_400 + 151;
    let token = link(&mfa, &blue, &alice, at(day)).await;
    let wrong = wrong_code(&app, at(day));
    let fresh = mfa.give(&token, &wrong, at(day)).await.expect("an outcome");
    assert!(
        matches!(fresh, Outcome::WrongCode { tries_left: 4 }),
        "{fresh:?}"
    );

    // An enrolment cannot be guessed without end, either.
    let bob = user_id("bob");
    store
        .ensure_user(&blue, &bob, &BY, at(0))
        .await
        .expect("made");
    for _ in 0..5 {
        let token = link(&mfa, &blue, &bob, at(200)).await;
        let app = scan(&mfa, &token, at(200)).await;
        mfa.give(&token, &wrong_code(&app, at(200)), at(200))
            .await
            .expect("an outcome");
    }
    let token = link(&mfa, &blue, &bob, at(200)).await;
    let page = mfa.look(&token, at(200)).await.expect("a page");
    assert!(matches!(page, Outcome::Locked { .. }), "{page:?}");
}

pub(crate) async fn what_cannot_be_a_code_costs_no_try(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let bob = user_id("bob");
    store
        .ensure_user(&blue, &bob, &BY, at(0))
        .await
        .expect("made");
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let (verifies, enrols) = (
        link(&mfa, &blue, &alice, at(60)).await,
        link(&mfa, &blue, &bob, at(60)).await,
    );
    for token in [&verifies, &enrols] {
        for typed in [
            "",
            " ",
            "letters",
            "12345",
            "1234567",
            "ABCD-EFGH",
            "①②③④⑤⑥",
        ] {
            let outcome = mfa.give(token, typed, at(60)).await.expect("an outcome");
            assert!(matches!(outcome, Outcome::NotACode), "{typed}: {outcome:?}");
        }
    }
    // Who enrols has no recovery codes: even a well-formed one is none.
    let recovery = "ABCD-EFGH-JKMN-PQRS";
    let outcome = mfa.give(&enrols, recovery, at(60)).await;
    assert!(matches!(outcome, Ok(Outcome::NotACode)), "{outcome:?}");
    let outcome = mfa.give(&verifies, recovery, at(60)).await;
    let four = Outcome::WrongCode { tries_left: 4 };
    assert_eq!(
        format!("{:?}", outcome.expect("an outcome")),
        format!("{four:?}")
    );
    let arabic: String = app
        .code_at(at(60))
        .chars()
        .filter_map(|c| char::from_u32(u32::from(c) - u32::from('0') + 0x0660))
        .collect();
    let outcome = mfa.give(&verifies, &arabic, at(60)).await;
    assert!(
        matches!(outcome, Ok(Outcome::Verified { .. })),
        "{outcome:?}"
    );
}

pub(crate) async fn the_rate_limit_is_exact_when_many_ask_at_once(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let limited = Organization {
        rate_limit: RateLimit {
            limit: 50,
            window_seconds: 600,
        },
        ..organization("blue")
    };
    store
        .update_organization(&limited, &BY, at(0))
        .await
        .expect("updated");
    let mfa = Arc::new(mfa);
    let tasks = (0..64).map(|n| {
        let (mfa, blue, alice) = (Arc::clone(&mfa), blue.clone(), alice.clone());
        tokio::spawn(async move {
            match n % 2 {
                0 => count_request(mfa.store(), &blue, at(n)).await,
                _ => match mfa.start_for(&blue, &alice, at(n)).await {
                    Ok(started) => Ok(started.quota),
                    Err(Error::Refused(StartRefusal::RateLimited(exceeded))) => Err(exceeded),
                    Err(other) => panic!("{other}"),
                },
            }
        })
    });
    let mut remaining = Vec::new();
    let mut refused = 0;
    for result in join_all(tasks).await {
        match result.expect("no panic") {
            Ok(quota) => remaining.push(quota.remaining),
            Err(Exceeded {
                limit,
                retry_at,
                retry_after,
            }) => {
                assert_eq!(limit, 50);
                assert_eq!(retry_at, at(600).timestamp());
                assert!((537..=600).contains(&retry_after), "{retry_after}");
                refused += 1;
            }
        }
    }
    remaining.sort_unstable();
    assert_eq!(remaining, (0..50).collect::<Vec<_>>(), "each number once");
    assert_eq!(refused, 14);
}

pub(crate) async fn refused_requests_count_and_the_next_window_is_new(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let limited = Organization {
        rate_limit: RateLimit {
            limit: 3,
            window_seconds: 60,
        },
        ..organization("blue")
    };
    store
        .update_organization(&limited, &BY, at(0))
        .await
        .expect("updated");
    let ghost = user_id("ghost");
    assert!(matches!(
        mfa.start_for(&blue, &ghost, at(0)).await,
        Err(Error::Refused(StartRefusal::UnknownUser))
    ));
    assert!(matches!(
        mfa.disable_for(&blue, &alice, at(1)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::NotEnrolled
        )))
    ));
    assert_eq!(
        mfa.start_for(&blue, &alice, at(2))
            .await
            .expect("the third")
            .quota
            .remaining,
        0
    );
    let token = link(&mfa, &blue, &alice, at(60)).await;
    // A server whose clock is a little behind goes on in the window that has begun.
    assert_eq!(
        count_request(&store, &blue, at(59))
            .await
            .expect("counted")
            .remaining,
        1
    );
    assert_eq!(
        count_request(&store, &blue, at(61))
            .await
            .expect("counted")
            .remaining,
        0
    );
    let refused = mfa
        .start_for(&blue, &alice, at(62))
        .await
        .expect_err("used up");
    assert!(
        matches!(refused, Error::Refused(StartRefusal::RateLimited(e)) if e.retry_at == at(120).timestamp() && e.retry_after == 58)
    );
    let page = mfa.look(&token, at(62)).await.expect("a page");
    assert!(
        matches!(
            page,
            Outcome::Prompt {
                prompt: Prompt::SetUp { .. },
                ..
            }
        ),
        "a refused request voids nothing: {page:?}"
    );
    // A wrong clock that jumped far ahead does not stop the organization for good.
    count_request(&store, &blue, at(0) + Duration::days(400))
        .await
        .expect("counted");
    assert_eq!(
        count_request(&store, &blue, at(120))
            .await
            .expect("counted")
            .remaining,
        2
    );
}
