//! What a link does from its making to its end, and how a factor goes.

use std::sync::Arc;

use futures::future::join_all;

use super::{BY, at, enrol, link, organization, scan, state_of, user_id, with_alice, with_secret};
use crate::factor::{GUARDIAN, TotpSecret};
use crate::mfa::{
    BrowserHash, DisableRefusal, Error, FactorType, ImportedFactor, ImportedUser, Judgement,
    LinkEnd, LinkToken, NotDisabled, NotOpen, Organization, Outcome, Prompt, Proof, Reset, Status,
    Store, Submission, UserRefusal,
};

pub(crate) async fn a_person_enrols_and_verifies_and_leaves(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert!(matches!(
        state_of(&mfa, &blue, &user_id("nobody")).await,
        Err(Error::Refused(UserRefusal::UnknownUser))
    ));
    let before = state_of(&mfa, &blue, &alice).await.expect("known");
    assert_eq!(
        (before.status, before.factor_type, before.last_auth_time),
        (Status::Inactive, None, None)
    );

    let token = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &token, at(1)).await;
    scan(&mfa, &token, at(2)).await; // looking twice changes nothing
    assert_eq!(state_of(&mfa, &blue, &alice).await.expect("known"), before);
    let enrolled = mfa
        .give(&token, &app.code_at(at(5)), at(5))
        .await
        .expect("an outcome");
    let Outcome::Codes { codes, .. } = enrolled else {
        panic!("{enrolled:?}")
    };
    assert_eq!(codes.len(), 10);
    let state = state_of(&mfa, &blue, &alice).await.expect("known");
    assert_eq!(
        (state.status, state.factor_type, state.last_auth_time),
        (Status::Active, Some(GUARDIAN), Some(at(5)))
    );
    let page = mfa.look(&token, at(6)).await.expect("a page");
    assert!(matches!(page, Outcome::Ended(LinkEnd::Used)));
    let again = mfa
        .give(&token, &app.code_at(at(60)), at(60))
        .await
        .expect("an outcome");
    assert!(matches!(again, Outcome::Ended(LinkEnd::Used)), "{again:?}");

    let started = mfa.start_for(&blue, &alice, at(60)).await.expect("started");
    assert_eq!(started.state, state, "POST tells the state as it is");
    let token = started
        .link
        .expose()
        .strip_prefix("https://mfa.test/enrollment/")
        .expect("ours");
    let token = LinkToken::parse(token).expect("a token");
    assert!(matches!(
        mfa.look(&token, at(61)).await.expect("a page"),
        Outcome::Prompt {
            prompt: Prompt::Code,
            ..
        }
    ));
    let verified = mfa
        .give(&token, &app.code_at(at(90)), at(90))
        .await
        .expect("an outcome");
    assert!(matches!(
        verified,
        Outcome::Verified {
            recovery_left: Some(10),
            by_recovery_code: false
        }
    ));
    assert_eq!(
        state_of(&mfa, &blue, &alice)
            .await
            .expect("known")
            .last_auth_time,
        Some(at(90))
    );

    mfa.disable_for(&blue, &alice, at(690))
        .await
        .expect("still fresh");
    assert_eq!(state_of(&mfa, &blue, &alice).await.expect("known"), before);
    assert!(matches!(
        mfa.disable_for(&blue, &alice, at(690)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::NotEnrolled
        )))
    ));
    // What comes next is a new enrolment, with a new secret.
    let token = link(&mfa, &blue, &alice, at(700)).await;
    assert_ne!(scan(&mfa, &token, at(700)).await.as_bytes(), app.as_bytes());
}

pub(crate) async fn a_newer_link_voids_the_older_ones(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let first = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &first, at(0)).await;
    let second = link(&mfa, &blue, &alice, at(1)).await;
    let page = mfa.look(&first, at(1)).await.expect("a page");
    assert!(matches!(page, Outcome::Ended(LinkEnd::Replaced)));
    let outcome = mfa
        .give(&first, &app.code_at(at(1)), at(1))
        .await
        .expect("an outcome");
    assert!(matches!(outcome, Outcome::Ended(LinkEnd::Replaced)));
    assert!(matches!(
        mfa.look(&second, at(1)).await.expect("a page"),
        Outcome::Prompt {
            prompt: Prompt::SetUp { .. },
            ..
        }
    ));
    let unknown = LinkToken::generate().expect("randomness");
    assert!(matches!(
        mfa.look(&unknown, at(1)).await.expect("a page"),
        Outcome::Unknown
    ));
    // Many at once leave one that works.
    let links = join_all((0..16).map(|_| link(&mfa, &blue, &alice, at(2)))).await;
    let mut open = 0;
    for token in &links {
        let page = mfa.look(token, at(2)).await.expect("a page");
        open += usize::from(matches!(
            page,
            Outcome::Prompt {
                prompt: Prompt::SetUp { .. },
                ..
            }
        ));
    }
    assert_eq!(open, 1);
}

pub(crate) async fn a_link_ends_after_ten_minutes(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let token = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &token, at(600)).await;
    let late = mfa
        .give(&token, &app.code_at(at(601)), at(601))
        .await
        .expect("an outcome");
    assert!(matches!(late, Outcome::Ended(LinkEnd::Expired)), "{late:?}");
    // The store itself decides so, too, whatever was read before.
    let hash = token.hash();
    let enrol = Submission::Enroll {
        proof: Proof::Step(1),
        secret: None,
        codes: None,
    };
    let browser = BrowserHash::from_bytes([1; 32]);
    let late = store.submit(&hash, &browser, enrol, &BY, at(601)).await;
    let late = late.expect("judged");
    assert_eq!(late, Judgement::NotOpen(NotOpen::Ended(LinkEnd::Expired)));
    let verify = Submission::Verify(Proof::Step(1));
    let other = store.submit(&hash, &browser, verify, &BY, at(1)).await;
    assert_eq!(
        other.expect("judged"),
        Judgement::NotOpen(NotOpen::Unknown),
        "a link for enrolling does not verify"
    );
    let in_time = mfa
        .give(&token, &app.code_at(at(600)), at(600))
        .await
        .expect("an outcome");
    assert!(matches!(in_time, Outcome::Codes { .. }), "{in_time:?}");
}

pub(crate) async fn users_of_duo_get_a_link_that_says_so(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let duo = Organization {
        enrollment_type: FactorType::DUO,
        ..organization("blue")
    };
    store
        .update_organization(&duo, &BY, at(0))
        .await
        .expect("updated");
    let token = link(&mfa, &blue, &alice, at(0)).await;
    let page = mfa.look(&token, at(0)).await.expect("a page");
    assert!(
        matches!(page, Outcome::NotConfigured(FactorType::DUO)),
        "{page:?}"
    );
    let outcome = mfa.give(&token, "123456", at(0)).await.expect("an outcome");
    assert!(
        matches!(outcome, Outcome::NotConfigured(FactorType::DUO)),
        "{outcome:?}"
    );
    assert_eq!(
        state_of(&mfa, &blue, &alice).await.expect("known").status,
        Status::Inactive
    );
    // The link keeps its purpose when the organization changes its mind.
    store
        .update_organization(&organization("blue"), &BY, at(0))
        .await
        .expect("updated");
    let page = mfa.look(&token, at(1)).await.expect("a page");
    assert!(
        matches!(page, Outcome::NotConfigured(FactorType::DUO)),
        "{page:?}"
    );
    let token = link(&mfa, &blue, &alice, at(2)).await;
    assert!(matches!(
        mfa.look(&token, at(2)).await.expect("a page"),
        Outcome::Prompt {
            prompt: Prompt::SetUp { .. },
            ..
        }
    ));
}

pub(crate) async fn the_factor_comes_off_while_fresh_alone(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert!(matches!(
        mfa.disable_for(&blue, &alice, at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::NotEnrolled
        )))
    ));
    assert!(matches!(
        mfa.disable_for(&blue, &user_id("x"), at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::UnknownUser
        )))
    ));
    enrol(&mfa, &blue, &alice, at(0)).await;
    assert!(matches!(
        mfa.disable_for(&blue, &alice, at(601)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::TooOld
        )))
    ));
    let open = link(&mfa, &blue, &alice, at(100)).await;
    mfa.disable_for(&blue, &alice, at(600))
        .await
        .expect("600 s passes");
    let page = mfa.look(&open, at(600)).await.expect("a page");
    assert!(
        matches!(page, Outcome::Ended(LinkEnd::Replaced)),
        "its links are void: {page:?}"
    );

    let dan = ImportedUser {
        id: user_id("dan"),
        email: None,
        factor: Some(ImportedFactor {
            factor_type: FactorType::DUO,
            secret: None,
            last_auth_time: Some(at(0)),
        }),
    };
    let secret = TotpSecret::generate().expect("randomness");
    let eve = with_secret(&blue, user_id("eve"), &secret, None);
    let imported = store.import_users(&blue, vec![dan, eve], &BY, at(0)).await;
    imported.expect("imported");
    assert!(matches!(
        mfa.disable_for(&blue, &user_id("dan"), at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::TypeFixed
        )))
    ));
    assert!(matches!(
        mfa.disable_for(&blue, &user_id("eve"), at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::TooOld
        )))
    ));
}

pub(crate) async fn an_operator_resets_a_factor_and_its_lock_out(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert_eq!(
        store
            .reset_factor(&blue, &alice, &BY, at(0))
            .await
            .expect("done"),
        Reset::NothingEnrolled
    );
    let (_, codes) = enrol(&mfa, &blue, &alice, at(0)).await;
    let token = link(&mfa, &blue, &alice, at(1)).await;
    for _ in 0..5 {
        mfa.give(&token, "ABCD-EFGH-JKMN-PQRS", at(1))
            .await
            .expect("an outcome");
    }
    assert_eq!(
        store
            .reset_factor(&blue, &alice, &BY, at(2))
            .await
            .expect("done"),
        Reset::Done
    );
    assert_eq!(
        state_of(&mfa, &blue, &alice)
            .await
            .expect("known")
            .factor_type,
        None
    );
    let page = mfa.look(&token, at(2)).await.expect("a page");
    assert!(matches!(page, Outcome::Ended(LinkEnd::Replaced)));
    enrol(&mfa, &blue, &alice, at(3)).await;
    let token = link(&mfa, &blue, &alice, at(4)).await;
    let old = mfa
        .give(&token, &codes[0].expose(), at(4))
        .await
        .expect("an outcome");
    assert!(
        matches!(old, Outcome::WrongCode { .. }),
        "old recovery codes are gone: {old:?}"
    );
    let ghost = store
        .reset_factor(&blue, &user_id("ghost"), &BY, at(0))
        .await
        .expect("done");
    assert_eq!(ghost, Reset::UnknownUser);
}
