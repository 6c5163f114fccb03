//! What every store must do, as stories. A store's own tests call [`store_suite!`] with a way to
//! open an empty store, and run all of them.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use futures::future::join_all;
use zeroize::Zeroizing;

use super::*;
use crate::factor::{Keyring, RecoveryCode, TotpSecret};
use crate::mfa::{
    Error, Exceeded, LinkEnd, LinkPage, LinkToken, NewFactor, NewProof, NewUser, Outcome,
    RateLimit, SecretHash, Service, Status,
};

/// Makes one test of each story. `$open` is an expression that gives `(Arc<dyn Store>, guard)`.
macro_rules! store_suite {
    ($open:expr) => {
        store_suite!(@ $open;
            organizations_are_kept_and_their_issuers_are_unique,
            api_keys_are_revoked_at_once_and_within_their_organization,
            users_are_made_once_and_listed_in_pages,
            two_organizations_never_see_each_other,
            an_import_is_all_or_nothing_and_keeps_factors,
            a_person_enrols_and_verifies_and_leaves,
            a_newer_link_voids_the_older_ones,
            a_link_ends_after_ten_minutes,
            a_code_passes_once_and_a_late_one_never,
            one_code_submitted_many_times_at_once_passes_once,
            a_recovery_code_passes_once_and_few_are_told,
            wrong_codes_lock_out_and_no_new_link_helps,
            the_factor_comes_off_while_fresh_alone,
            an_operator_resets_a_factor_and_its_lock_out,
            the_rate_limit_is_exact_when_many_ask_at_once,
            refused_requests_count_and_the_next_window_is_new,
            users_of_duo_get_a_link_that_says_so
        );
    };
    (@ $open:expr; $($story:ident),*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                let (store, _guard) = $open;
                crate::store::suite::$story(store).await;
            }
        )*
    };
}
pub(crate) use store_suite;

pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    // A multiple of 600 and of 30: windows and steps begin here.
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
}

pub(crate) fn org_id(text: &str) -> OrganizationId {
    OrganizationId::new(text).expect("an id")
}

pub(crate) fn user_id(text: &str) -> UserId {
    UserId::new(text).expect("an id")
}

pub(crate) fn organization(id: &str) -> Organization {
    Organization {
        id: org_id(id),
        name: format!("The {id} company"),
        enrollment_type: FactorType::Guardian,
        users_from_jwt: false,
        rate_limit: RateLimit::default(),
        jwt: None,
        created_at: at(0),
    }
}

pub(crate) fn keyring() -> Keyring {
    Keyring::new("k1", [("k1".to_owned(), Zeroizing::new([7; 32]))]).expect("a keyring")
}

pub(crate) fn service(store: &Arc<dyn Store>) -> Service {
    Service::new(Arc::clone(store), keyring(), "https://mfa.test/").expect("a public URL")
}

/// An organization `blue` with `alice`.
pub(crate) async fn with_alice(store: &Arc<dyn Store>) -> (Service, OrganizationId, UserId) {
    store
        .insert_organization(&organization("blue"))
        .await
        .expect("made");
    store
        .ensure_user(&org_id("blue"), &user_id("alice"), at(0))
        .await
        .expect("made");
    (service(store), org_id("blue"), user_id("alice"))
}

/// The token of a fresh link.
pub(crate) async fn link(
    mfa: &Service,
    org: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> LinkToken {
    let started = mfa.start(org, user, now).await.expect("started");
    let token = started.link.expose().rsplit('/').next().expect("a token");
    LinkToken::parse(token).expect("a token")
}

/// What the app shows after scanning: read off the enrolment page.
pub(crate) async fn scan(mfa: &Service, token: &LinkToken, now: DateTime<Utc>) -> TotpSecret {
    match mfa.open_link(token, now).await.expect("a page") {
        LinkPage::Enroll(page) => TotpSecret::from_base32(&page.secret).expect("a secret"),
        other => panic!("not an enrolment: {other:?}"),
    }
}

/// Enrols the user; the app's secret and the recovery codes.
pub(crate) async fn enrol(
    mfa: &Service,
    org: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> (TotpSecret, Vec<RecoveryCode>) {
    let token = link(mfa, org, user, now).await;
    let app = scan(mfa, &token, now).await;
    match mfa
        .submit(&token, &app.code_at(now), now)
        .await
        .expect("an answer")
    {
        Outcome::Enrolled { recovery_codes } => (app, recovery_codes),
        other => panic!("not enrolled: {other:?}"),
    }
}

fn wrong_code(app: &TotpSecret, now: DateTime<Utc>) -> String {
    // One that the app shows at none of the steps that would pass.
    (0..)
        .map(|n| format!("{n:06}"))
        .find(|code| app.step_of(code, now).is_none())
        .expect("most codes are wrong")
}

pub(crate) async fn organizations_are_kept_and_their_issuers_are_unique(store: Arc<dyn Store>) {
    let settings = |audience: &str| {
        let mut settings = JwtSettings::new(
            "https://issuer.test".into(),
            audience.into(),
            vec!["RS256".into()],
            KeySource::Url("https://issuer.test/jwks".into()),
        );
        settings.typ = Some("at+jwt".into());
        Some(settings)
    };
    let mut blue = Organization {
        jwt: settings("blue"),
        ..organization("blue")
    };
    store.insert_organization(&blue).await.expect("made");
    assert_eq!(
        store.organization(&blue.id).await.expect("read").as_ref(),
        Some(&blue)
    );

    let again = store.insert_organization(&blue).await.expect_err("taken");
    assert!(
        again
            .to_string()
            .starts_with("organization blue already exists"),
        "{again}"
    );

    let mut red = Organization {
        jwt: settings("blue"),
        ..organization("red")
    };
    let clash = store
        .insert_organization(&red)
        .await
        .expect_err("issuer taken");
    assert!(matches!(&clash, StoreError::AlreadyExists { what } if what.contains("issuer")));
    red.jwt = settings("red");
    store
        .insert_organization(&red)
        .await
        .expect("another audience");

    let of_issuer = store
        .organizations_by_issuer("https://issuer.test")
        .await
        .expect("read");
    assert_eq!(of_issuer, [blue.clone(), red.clone()]);
    assert!(
        store
            .organizations_by_issuer("https://issuer.tes")
            .await
            .expect("read")
            .is_empty()
    );

    blue.name = "Bluer".into();
    blue.rate_limit = RateLimit {
        limit: 1,
        window_seconds: 2,
    };
    blue.jwt = None;
    store.update_organization(&blue).await.expect("updated");
    assert_eq!(store.organizations().await.expect("read"), [blue, red]);
    let ghost = store.update_organization(&organization("ghost")).await;
    assert!(matches!(ghost, Err(StoreError::NotFound { .. })));
}

pub(crate) async fn api_keys_are_revoked_at_once_and_within_their_organization(
    store: Arc<dyn Store>,
) {
    let (_, blue, alice) = with_alice(&store).await;
    store
        .insert_organization(&organization("red"))
        .await
        .expect("made");
    let key = ApiKey {
        id: ApiKeyId::new("key1").expect("an id"),
        organization: blue.clone(),
        user: Some(alice),
        scopes: vec!["mfa:read".into()],
        secret_hash: SecretHash::of(b"secret"),
        label: "the nightly job".into(),
        created_at: at(0),
        revoked_at: None,
    };
    store.insert_api_key(&key).await.expect("made");
    assert!(matches!(
        store.insert_api_key(&key).await,
        Err(StoreError::AlreadyExists { .. })
    ));
    let homeless = ApiKey {
        id: ApiKeyId::new("key2").expect("id"),
        organization: org_id("red"),
        ..key.clone()
    };
    let error = store
        .insert_api_key(&homeless)
        .await
        .expect_err("alice is not of red");
    assert!(matches!(error, StoreError::NotFound { .. }), "{error}");

    assert_eq!(
        store.api_key(&key.id).await.expect("read").as_ref(),
        Some(&key)
    );
    let foreign = store.revoke_api_key(&org_id("red"), &key.id, at(5)).await;
    assert!(matches!(foreign, Err(StoreError::NotFound { .. })));
    assert!(
        store
            .api_keys(&org_id("red"))
            .await
            .expect("read")
            .is_empty()
    );

    store
        .revoke_api_key(&blue, &key.id, at(5))
        .await
        .expect("revoked");
    store
        .revoke_api_key(&blue, &key.id, at(9))
        .await
        .expect("again");
    let revoked = store.api_key(&key.id).await.expect("read").expect("there");
    assert_eq!(revoked.revoked_at, Some(at(5)));
    assert_eq!(store.api_keys(&blue).await.expect("read"), [revoked]);
}

pub(crate) async fn users_are_made_once_and_listed_in_pages(store: Arc<dyn Store>) {
    let (_, blue, alice) = with_alice(&store).await;
    assert!(
        !store
            .ensure_user(&blue, &alice, at(9))
            .await
            .expect("there")
    );
    let made = join_all((0..16).map(|_| {
        let (store, blue) = (Arc::clone(&store), blue.clone());
        async move {
            store
                .ensure_user(&blue, &user_id("bob"), at(1))
                .await
                .expect("made")
        }
    }))
    .await;
    assert_eq!(made.into_iter().filter(|made| *made).count(), 1);
    let carol = User {
        organization: blue.clone(),
        id: user_id("carol"),
        email: Some("carol@example.com".into()),
        created_at: at(2),
    };
    store.insert_user(&carol).await.expect("made");
    assert!(matches!(
        store.insert_user(&carol).await,
        Err(StoreError::AlreadyExists { .. })
    ));
    assert_eq!(
        store.user(&blue, &carol.id).await.expect("read"),
        Some(carol)
    );
    let nowhere = store.ensure_user(&org_id("ghost"), &alice, at(0)).await;
    assert!(matches!(nowhere, Err(StoreError::NotFound { .. })));

    let page = |after: Option<&'static str>| {
        let (store, blue) = (Arc::clone(&store), blue.clone());
        async move {
            let after = after.map(user_id);
            let page = store.users(&blue, after.as_ref(), 2).await.expect("read");
            page.into_iter()
                .map(|listed| listed.user.id.to_string())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(page(None).await, ["alice", "bob"]);
    assert_eq!(page(Some("bob")).await, ["carol"]);
    assert!(page(Some("carol")).await.is_empty());
}

pub(crate) async fn two_organizations_never_see_each_other(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    store
        .insert_organization(&organization("red"))
        .await
        .expect("made");
    let red = org_id("red");
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;

    assert!(matches!(
        mfa.state(&red, &alice).await,
        Err(Error::UnknownUser)
    ));
    assert!(matches!(
        mfa.start(&red, &alice, at(0)).await,
        Err(Error::UnknownUser)
    ));
    assert!(matches!(
        mfa.disable(&red, &alice, at(0)).await,
        Err(Error::UnknownUser)
    ));
    assert!(store.user(&red, &alice).await.expect("read").is_none());
    assert!(store.users(&red, None, 10).await.expect("read").is_empty());
    assert_eq!(
        store.reset_factor(&red, &alice, at(0)).await.expect("done"),
        Reset::UnknownUser
    );

    // A user of the same name there is another person.
    store.ensure_user(&red, &alice, at(0)).await.expect("made");
    assert_eq!(
        mfa.state(&red, &alice).await.expect("known").status,
        Status::Inactive
    );
    let token = link(&mfa, &red, &alice, at(60)).await;
    let other = mfa
        .submit(&token, &app.code_at(at(60)), at(60))
        .await
        .expect("an answer");
    assert!(matches!(other, Outcome::WrongCode { .. }), "{other:?}");
    assert_eq!(
        mfa.state(&blue, &alice).await.expect("known").status,
        Status::Active
    );
    // And neither spends the other's budget.
    assert_eq!(
        mfa.count_request(&blue, at(0))
            .await
            .expect("counted")
            .remaining,
        2998
    );
}

pub(crate) async fn an_import_is_all_or_nothing_and_keeps_factors(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (own, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let brought = TotpSecret::generate().expect("randomness");
    let brought_again = TotpSecret::from_bytes(brought.as_bytes()).expect("a secret");
    let guardian = |secret| {
        Some(NewFactor {
            proof: NewProof::Guardian(secret),
            last_auth_time: Some(at(-5)),
        })
    };
    let users = vec![
        NewUser {
            id: alice.clone(),
            email: Some("a@example.com".into()),
            factor: guardian(brought),
        },
        NewUser {
            id: user_id("bob"),
            email: None,
            factor: guardian(brought_again),
        },
        NewUser {
            id: user_id("dan"),
            email: None,
            factor: Some(NewFactor {
                proof: NewProof::Duo,
                last_auth_time: None,
            }),
        },
    ];
    let imported = mfa
        .import_users(&blue, users, at(60))
        .await
        .expect("imported");
    let expected = Imported {
        created: 2,
        updated: 1,
        factors_added: 2,
        factors_kept: 1,
    };
    assert_eq!(imported, expected);
    let user = store
        .user(&blue, &alice)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(user.email.as_deref(), Some("a@example.com"));

    let token = link(&mfa, &blue, &alice, at(60)).await;
    let outcome = mfa
        .submit(&token, &own.code_at(at(60)), at(60))
        .await
        .expect("an answer");
    assert!(
        matches!(outcome, Outcome::Verified { .. }),
        "alice keeps her own: {outcome:?}"
    );
    let bob = mfa.state(&blue, &user_id("bob")).await.expect("known");
    assert_eq!(
        (bob.status, bob.last_auth_time),
        (Status::Active, Some(at(-5)))
    );
    let dan = mfa.state(&blue, &user_id("dan")).await.expect("known");
    assert_eq!(dan.factor_type, Some(FactorType::Duo));

    // Into an organization that is not there: nothing at all.
    let users = vec![NewUser {
        id: user_id("eve"),
        email: None,
        factor: None,
    }];
    assert!(
        mfa.import_users(&org_id("ghost"), users, at(0))
            .await
            .is_err()
    );
}

pub(crate) async fn a_person_enrols_and_verifies_and_leaves(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert!(matches!(
        mfa.state(&blue, &user_id("nobody")).await,
        Err(Error::UnknownUser)
    ));
    let before = mfa.state(&blue, &alice).await.expect("known");
    assert_eq!(
        (before.status, before.factor_type, before.last_auth_time),
        (Status::Inactive, None, None)
    );

    let token = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &token, at(1)).await;
    scan(&mfa, &token, at(2)).await; // looking twice changes nothing
    assert_eq!(mfa.state(&blue, &alice).await.expect("known"), before);
    let enrolled = mfa
        .submit(&token, &app.code_at(at(5)), at(5))
        .await
        .expect("an answer");
    let Outcome::Enrolled { recovery_codes } = enrolled else {
        panic!("{enrolled:?}")
    };
    assert_eq!(recovery_codes.len(), 10);
    let state = mfa.state(&blue, &alice).await.expect("known");
    assert_eq!(
        (state.status, state.factor_type, state.last_auth_time),
        (Status::Active, Some(FactorType::Guardian), Some(at(5)))
    );
    let page = mfa.open_link(&token, at(6)).await.expect("a page");
    assert!(matches!(page, LinkPage::Ended(LinkEnd::Used)));
    let again = mfa
        .submit(&token, &app.code_at(at(60)), at(60))
        .await
        .expect("an answer");
    assert!(matches!(again, Outcome::Ended(LinkEnd::Used)), "{again:?}");

    let started = mfa.start(&blue, &alice, at(60)).await.expect("started");
    assert_eq!(started.state, state, "POST answers with the state as it is");
    let token = started
        .link
        .expose()
        .strip_prefix("https://mfa.test/enrollment/")
        .expect("ours");
    let token = LinkToken::parse(token).expect("a token");
    assert!(matches!(
        mfa.open_link(&token, at(61)).await.expect("a page"),
        LinkPage::Verify { .. }
    ));
    let verified = mfa
        .submit(&token, &app.code_at(at(90)), at(90))
        .await
        .expect("an answer");
    assert!(matches!(
        verified,
        Outcome::Verified {
            recovery_left: 10,
            by_recovery_code: false
        }
    ));
    assert_eq!(
        mfa.state(&blue, &alice)
            .await
            .expect("known")
            .last_auth_time,
        Some(at(90))
    );

    mfa.disable(&blue, &alice, at(690))
        .await
        .expect("still fresh");
    assert_eq!(mfa.state(&blue, &alice).await.expect("known"), before);
    assert!(matches!(
        mfa.disable(&blue, &alice, at(690)).await,
        Err(Error::NotEnrolled)
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
    let page = mfa.open_link(&first, at(1)).await.expect("a page");
    assert!(matches!(page, LinkPage::Ended(LinkEnd::Replaced)));
    let outcome = mfa
        .submit(&first, &app.code_at(at(1)), at(1))
        .await
        .expect("an answer");
    assert!(matches!(outcome, Outcome::Ended(LinkEnd::Replaced)));
    assert!(matches!(
        mfa.open_link(&second, at(1)).await.expect("a page"),
        LinkPage::Enroll(_)
    ));
    let unknown = LinkToken::generate().expect("randomness");
    assert!(matches!(
        mfa.open_link(&unknown, at(1)).await.expect("a page"),
        LinkPage::Unknown
    ));
    // Many at once leave one that works.
    let links = join_all((0..16).map(|_| link(&mfa, &blue, &alice, at(2)))).await;
    let mut open = 0;
    for token in &links {
        let page = mfa.open_link(token, at(2)).await.expect("a page");
        open += usize::from(matches!(page, LinkPage::Enroll(_)));
    }
    assert_eq!(open, 1);
}

pub(crate) async fn a_link_ends_after_ten_minutes(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let token = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &token, at(600)).await;
    let late = mfa
        .submit(&token, &app.code_at(at(601)), at(601))
        .await
        .expect("an answer");
    assert!(matches!(late, Outcome::Ended(LinkEnd::Expired)), "{late:?}");
    // The store itself decides so, too, whatever was read before.
    let hash = token.hash();
    let late = store
        .confirm_enrollment(&hash, Proof::Step(1), vec![], at(601))
        .await;
    assert_eq!(late.expect("an answer"), Submitted::Ended(LinkEnd::Expired));
    let other = store
        .verify(&hash, Proof::Step(1), at(1))
        .await
        .expect("an answer");
    assert_eq!(
        other,
        Submitted::Unknown,
        "a link for enrolling does not verify"
    );
    let in_time = mfa
        .submit(&token, &app.code_at(at(600)), at(600))
        .await
        .expect("an answer");
    assert!(matches!(in_time, Outcome::Enrolled { .. }), "{in_time:?}");
}

pub(crate) async fn a_code_passes_once_and_a_late_one_never(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;
    let submit = |code: String, now: DateTime<Utc>| {
        let (mfa, blue, alice) = (&mfa, &blue, &alice);
        async move {
            let token = link(mfa, blue, alice, now).await;
            mfa.submit(&token, &code, now).await.expect("an answer")
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
        tokio::spawn(async move { mfa.submit(&token, &code, at(60)).await.expect("an answer") })
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
        .verify(&replay.hash(), Proof::Step(step), at(61))
        .await
        .expect("an answer");
    assert!(
        matches!(again, Submitted::Refused(attempts) if attempts.failures == 1),
        "{again:?}"
    );
}

pub(crate) async fn a_recovery_code_passes_once_and_few_are_told(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (_, codes) = enrol(&mfa, &blue, &alice, at(0)).await;
    for (index, code) in codes.iter().enumerate() {
        let token = link(&mfa, &blue, &alice, at(60)).await;
        let typed = code.expose().to_uppercase().replace('-', " ");
        let outcome = mfa.submit(&token, &typed, at(60)).await.expect("an answer");
        let Outcome::Verified {
            recovery_left,
            by_recovery_code: true,
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(recovery_left as usize, 9 - index);

        let token = link(&mfa, &blue, &alice, at(60)).await;
        let again = mfa
            .submit(&token, &code.expose(), at(60))
            .await
            .expect("an answer");
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
        let outcome = mfa.submit(&token, &wrong, at(60)).await.expect("an answer");
        assert!(matches!(outcome, Outcome::WrongCode { tries_left } if tries_left == left));
    }
    let token = link(&mfa, &blue, &alice, at(60)).await;
    let fifth = mfa.submit(&token, &wrong, at(60)).await.expect("an answer");
    assert!(
        matches!(fifth, Outcome::Locked { until } if until == at(90)),
        "{fifth:?}"
    );

    let token = link(&mfa, &blue, &alice, at(61)).await;
    let page = mfa.open_link(&token, at(61)).await.expect("a page");
    assert!(
        matches!(page, LinkPage::Locked { until } if until == at(90)),
        "{page:?}"
    );
    let right = mfa
        .submit(&token, &app.code_at(at(89)), at(89))
        .await
        .expect("an answer");
    assert!(
        matches!(right, Outcome::Locked { .. }),
        "not even looked at: {right:?}"
    );

    let wrong = wrong_code(&app, at(90));
    let sixth = mfa.submit(&token, &wrong, at(90)).await.expect("an answer");
    assert!(
        matches!(sixth, Outcome::Locked { until } if until == at(150)),
        "it doubles: {sixth:?}"
    );
    let right = mfa
        .submit(&token, &app.code_at(at(150)), at(150))
        .await
        .expect("an answer");
    assert!(matches!(right, Outcome::Verified { .. }), "{right:?}");
    let token = link(&mfa, &blue, &alice, at(151)).await;
    let fresh = mfa.submit(&token, "000", at(151)).await.expect("an answer");
    assert!(
        matches!(fresh, Outcome::WrongCode { tries_left: 4 }),
        "success forgives: {fresh:?}"
    );

    // An enrolment cannot be guessed without end, either.
    let bob = user_id("bob");
    store.ensure_user(&blue, &bob, at(0)).await.expect("made");
    for _ in 0..5 {
        let token = link(&mfa, &blue, &bob, at(200)).await;
        mfa.submit(&token, "nonsense", at(200))
            .await
            .expect("an answer");
    }
    let token = link(&mfa, &blue, &bob, at(200)).await;
    let page = mfa.open_link(&token, at(200)).await.expect("a page");
    assert!(matches!(page, LinkPage::Locked { .. }), "{page:?}");
}

pub(crate) async fn the_factor_comes_off_while_fresh_alone(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert!(matches!(
        mfa.disable(&blue, &alice, at(0)).await,
        Err(Error::NotEnrolled)
    ));
    assert!(matches!(
        mfa.disable(&blue, &user_id("x"), at(0)).await,
        Err(Error::UnknownUser)
    ));
    enrol(&mfa, &blue, &alice, at(0)).await;
    assert!(matches!(
        mfa.disable(&blue, &alice, at(601)).await,
        Err(Error::TooOld)
    ));
    let open = link(&mfa, &blue, &alice, at(100)).await;
    mfa.disable(&blue, &alice, at(600))
        .await
        .expect("600 s passes");
    let page = mfa.open_link(&open, at(600)).await.expect("a page");
    assert!(
        matches!(page, LinkPage::Ended(LinkEnd::Replaced)),
        "its links are void: {page:?}"
    );

    let users = vec![
        NewUser {
            id: user_id("dan"),
            email: None,
            factor: Some(NewFactor {
                proof: NewProof::Duo,
                last_auth_time: Some(at(0)),
            }),
        },
        NewUser {
            id: user_id("eve"),
            email: None,
            factor: Some(NewFactor {
                proof: NewProof::Guardian(TotpSecret::generate().expect("randomness")),
                last_auth_time: None,
            }),
        },
    ];
    mfa.import_users(&blue, users, at(0))
        .await
        .expect("imported");
    assert!(matches!(
        mfa.disable(&blue, &user_id("dan"), at(0)).await,
        Err(Error::TypeFixed)
    ));
    assert!(matches!(
        mfa.disable(&blue, &user_id("eve"), at(0)).await,
        Err(Error::TooOld)
    ));
}

pub(crate) async fn an_operator_resets_a_factor_and_its_lock_out(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert_eq!(
        mfa.reset(&blue, &alice, at(0)).await.expect("done"),
        Reset::NothingEnrolled
    );
    let (_, codes) = enrol(&mfa, &blue, &alice, at(0)).await;
    let token = link(&mfa, &blue, &alice, at(1)).await;
    for _ in 0..5 {
        mfa.submit(&token, "nonsense", at(1))
            .await
            .expect("an answer");
    }
    assert_eq!(
        mfa.reset(&blue, &alice, at(2)).await.expect("done"),
        Reset::Done
    );
    assert_eq!(
        mfa.state(&blue, &alice).await.expect("known").factor_type,
        None
    );
    let page = mfa.open_link(&token, at(2)).await.expect("a page");
    assert!(matches!(page, LinkPage::Ended(LinkEnd::Replaced)));
    enrol(&mfa, &blue, &alice, at(3)).await;
    let token = link(&mfa, &blue, &alice, at(4)).await;
    let old = mfa
        .submit(&token, &codes[0].expose(), at(4))
        .await
        .expect("an answer");
    assert!(
        matches!(old, Outcome::WrongCode { .. }),
        "old recovery codes are gone: {old:?}"
    );
    let ghost = mfa
        .reset(&blue, &user_id("ghost"), at(0))
        .await
        .expect("done");
    assert_eq!(ghost, Reset::UnknownUser);
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
    store.update_organization(&limited).await.expect("updated");
    let mfa = Arc::new(mfa);
    let tasks = (0..64).map(|n| {
        let (mfa, blue, alice) = (Arc::clone(&mfa), blue.clone(), alice.clone());
        tokio::spawn(async move {
            match n % 2 {
                0 => mfa.count_request(&blue, at(n)).await,
                _ => mfa
                    .start(&blue, &alice, at(n))
                    .await
                    .map(|started| started.quota),
            }
        })
    });
    let mut remaining = Vec::new();
    let mut refused = 0;
    for result in join_all(tasks).await {
        match result.expect("no panic") {
            Ok(quota) => remaining.push(quota.remaining),
            Err(Error::RateLimited(Exceeded {
                limit: 50,
                retry_at,
                retry_after,
            })) => {
                assert_eq!(retry_at, at(600).timestamp());
                assert!((537..=600).contains(&retry_after), "{retry_after}");
                refused += 1;
            }
            Err(other) => panic!("{other}"),
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
    store.update_organization(&limited).await.expect("updated");
    let ghost = user_id("ghost");
    assert!(matches!(
        mfa.start(&blue, &ghost, at(0)).await,
        Err(Error::UnknownUser)
    ));
    assert!(matches!(
        mfa.disable(&blue, &alice, at(1)).await,
        Err(Error::NotEnrolled)
    ));
    assert_eq!(
        mfa.start(&blue, &alice, at(2))
            .await
            .expect("the third")
            .quota
            .remaining,
        0
    );
    let token = link(&mfa, &blue, &alice, at(60)).await;
    // A server whose clock is a little behind goes on in the window that has begun.
    assert_eq!(
        mfa.count_request(&blue, at(59))
            .await
            .expect("counted")
            .remaining,
        1
    );
    assert_eq!(
        mfa.count_request(&blue, at(61))
            .await
            .expect("counted")
            .remaining,
        0
    );
    let refused = mfa.start(&blue, &alice, at(62)).await.expect_err("used up");
    assert!(
        matches!(refused, Error::RateLimited(e) if e.retry_at == at(120).timestamp() && e.retry_after == 58)
    );
    let page = mfa.open_link(&token, at(62)).await.expect("a page");
    assert!(
        matches!(page, LinkPage::Enroll(_)),
        "a refused request voids nothing: {page:?}"
    );
    // A wrong clock that jumped far ahead does not stop the organization for good.
    mfa.count_request(&blue, at(0) + Duration::days(400))
        .await
        .expect("counted");
    assert_eq!(
        mfa.count_request(&blue, at(120))
            .await
            .expect("counted")
            .remaining,
        2
    );
}

pub(crate) async fn users_of_duo_get_a_link_that_says_so(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let duo = Organization {
        enrollment_type: FactorType::Duo,
        ..organization("blue")
    };
    store.update_organization(&duo).await.expect("updated");
    let token = link(&mfa, &blue, &alice, at(0)).await;
    let page = mfa.open_link(&token, at(0)).await.expect("a page");
    assert!(
        matches!(page, LinkPage::DuoNotConfigured { .. }),
        "{page:?}"
    );
    let outcome = mfa
        .submit(&token, "123456", at(0))
        .await
        .expect("an answer");
    assert!(
        matches!(outcome, Outcome::DuoNotConfigured { .. }),
        "{outcome:?}"
    );
    assert_eq!(
        mfa.state(&blue, &alice).await.expect("known").status,
        Status::Inactive
    );
    // The link keeps its purpose when the organization changes its mind.
    store
        .update_organization(&organization("blue"))
        .await
        .expect("updated");
    let page = mfa.open_link(&token, at(1)).await.expect("a page");
    assert!(
        matches!(page, LinkPage::DuoNotConfigured { .. }),
        "{page:?}"
    );
    let token = link(&mfa, &blue, &alice, at(2)).await;
    assert!(matches!(
        mfa.open_link(&token, at(2)).await.expect("a page"),
        LinkPage::Enroll(_)
    ));
}
