//! Organizations, keys and users: kept, found, and never seen from another organization.

use std::sync::Arc;

use futures::future::join_all;

use super::{
    BY, at, count_request, enrol, link, org_id, organization, state_of, user_id, with_alice,
    with_secret,
};
use crate::factor::TotpSecret;
use crate::mfa::{
    ApiKey, ApiKeyId, DisableRefusal, Error, FactorType, Imported, ImportedFactor, ImportedUser,
    JwtSettings, KeyCheck, KeySource, NotDisabled, Organization, Outcome, RateLimit, Reset,
    SecretHash, StartRefusal, Status, Store, StoreError, User, UserRefusal, UserState,
};

pub(crate) async fn organizations_are_kept_and_their_issuers_are_unique(store: Arc<dyn Store>) {
    let settings = |audience: &str| {
        let mut settings = JwtSettings::new(
            "https://issuer.test".into(),
            audience.into(),
            vec!["RS256".into()],
            KeySource::Url("https://issuer.test/jwks".parse().expect("a URL")),
        );
        settings.typ = Some("at+jwt".into());
        Some(settings)
    };
    let mut blue = Organization {
        jwt: settings("blue"),
        ..organization("blue")
    };
    store.insert_organization(&blue, &BY).await.expect("made");
    assert_eq!(
        store.organization(&blue.id).await.expect("read").as_ref(),
        Some(&blue)
    );

    let again = store
        .insert_organization(&blue, &BY)
        .await
        .expect_err("taken");
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
        .insert_organization(&red, &BY)
        .await
        .expect_err("issuer taken");
    assert!(matches!(&clash, StoreError::AlreadyExists { what } if what.contains("issuer")));
    red.jwt = settings("red");
    store
        .insert_organization(&red, &BY)
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
    store
        .update_organization(&blue, &BY, at(0))
        .await
        .expect("updated");
    assert_eq!(store.organizations().await.expect("read"), [blue, red]);
    let ghost = store
        .update_organization(&organization("ghost"), &BY, at(0))
        .await;
    assert!(matches!(ghost, Err(StoreError::NotFound { .. })));
}

pub(crate) async fn api_keys_are_revoked_at_once_and_within_their_organization(
    store: Arc<dyn Store>,
) {
    let (_, blue, alice) = with_alice(&store).await;
    store
        .insert_organization(&organization("red"), &BY)
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
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    store.insert_api_key(&key, &BY).await.expect("made");
    assert!(matches!(
        store.insert_api_key(&key, &BY).await,
        Err(StoreError::AlreadyExists { .. })
    ));
    let homeless = ApiKey {
        id: ApiKeyId::new("key2").expect("id"),
        organization: org_id("red"),
        ..key.clone()
    };
    let error = store
        .insert_api_key(&homeless, &BY)
        .await
        .expect_err("alice is not of red");
    assert!(matches!(error, StoreError::NotFound { .. }), "{error}");

    assert_eq!(key_of(&store, &key.id).await.as_deref(), Some(&key));
    let foreign = store
        .revoke_api_key(&org_id("red"), &key.id, &BY, at(5))
        .await;
    assert!(matches!(foreign, Err(StoreError::NotFound { .. })));
    assert!(
        store
            .api_keys(&org_id("red"))
            .await
            .expect("read")
            .is_empty()
    );

    store
        .revoke_api_key(&blue, &key.id, &BY, at(5))
        .await
        .expect("revoked");
    store
        .revoke_api_key(&blue, &key.id, &BY, at(9))
        .await
        .expect("again");
    let revoked = key_of(&store, &key.id).await.expect("there");
    assert_eq!(revoked.revoked_at, Some(at(5)));
    assert_eq!(
        store.api_keys(&blue).await.expect("read"),
        [(*revoked).clone()]
    );
}

/// The key, of now.
async fn key_of(store: &Arc<dyn Store>, id: &ApiKeyId) -> Option<Arc<ApiKey>> {
    let moment = store.latest().await.expect("a moment");
    store.api_key(id, moment).await.expect("read")
}

/// `one` and `other` are two servers on one database.
pub(crate) async fn what_one_server_changes_the_other_sees_at_once(
    one: Arc<dyn Store>,
    other: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&one).await;
    let key = ApiKey {
        id: ApiKeyId::new("key1").expect("id"),
        organization: blue.clone(),
        user: None,
        scopes: Vec::new(),
        secret_hash: SecretHash::from_bytes([7; 32]),
        label: String::new(),
        created_at: at(0),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    assert_eq!(key_of(&other, &key.id).await, None);
    one.insert_api_key(&key, &BY).await.expect("made");
    for store in [&one, &other, &one, &other] {
        assert_eq!(key_of(store, &key.id).await.as_deref(), Some(&key));
    }

    // Others keep asking, so that there is always something remembered that may be too old.
    let busy: Vec<_> = (0..3)
        .map(|_| {
            let (one, blue, alice) = (Arc::clone(&one), blue.clone(), alice.clone());
            tokio::spawn(async move {
                loop {
                    let moment = one.latest().await.expect("a moment");
                    let state = one.user_state(&blue, &alice, moment).await;
                    assert_ne!(state.expect("read"), UserState::Unknown);
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for round in 0..50 {
        let with_factor = ImportedUser {
            id: alice.clone(),
            email: None,
            factor: Some(ImportedFactor {
                factor_type: FactorType::DUO,
                secret: None,
                last_auth_time: Some(at(round)),
            }),
        };
        let imported = other
            .import_users(&blue, vec![with_factor], &BY, at(0))
            .await;
        assert_eq!(imported.expect("imported").factors_added, 1);
        let seen = state_of(&mfa, &blue, &alice).await.expect("known");
        assert_eq!(seen.last_auth_time, Some(at(round)));
        let reset = other.reset_factor(&blue, &alice, &BY, at(0)).await;
        assert_eq!(reset.expect("done"), Reset::Done);
        let seen = state_of(&mfa, &blue, &alice).await.expect("known");
        assert_eq!(seen.factor_type, None, "round {round}");
    }
    for task in busy {
        task.abort();
        assert!(task.await.expect_err("endless").is_cancelled());
    }

    let revoked = other.revoke_api_key(&blue, &key.id, &BY, at(5)).await;
    revoked.expect("revoked");
    let seen = key_of(&one, &key.id).await.expect("there");
    assert_eq!(seen.revoked_at, Some(at(5)));
}

pub(crate) async fn users_are_made_once_and_listed_in_pages(store: Arc<dyn Store>) {
    let (_, blue, alice) = with_alice(&store).await;
    assert!(
        !store
            .ensure_user(&blue, &alice, &BY, at(9))
            .await
            .expect("there")
    );
    let made = join_all((0..16).map(|_| {
        let (store, blue) = (Arc::clone(&store), blue.clone());
        async move {
            store
                .ensure_user(&blue, &user_id("bob"), &BY, at(1))
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
        disabled_at: None,
    };
    store.insert_user(&carol, &BY).await.expect("made");
    assert!(matches!(
        store.insert_user(&carol, &BY).await,
        Err(StoreError::AlreadyExists { .. })
    ));
    assert_eq!(
        store.user(&blue, &carol.id).await.expect("read"),
        Some(carol)
    );
    let nowhere = store
        .ensure_user(&org_id("ghost"), &alice, &BY, at(0))
        .await;
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
        .insert_organization(&organization("red"), &BY)
        .await
        .expect("made");
    let red = org_id("red");
    let (app, _) = enrol(&mfa, &blue, &alice, at(0)).await;

    assert!(matches!(
        state_of(&mfa, &red, &alice).await,
        Err(Error::Refused(UserRefusal::UnknownUser))
    ));
    assert!(matches!(
        mfa.start_for(&red, &alice, at(0)).await,
        Err(Error::Refused(StartRefusal::UnknownUser))
    ));
    assert!(matches!(
        mfa.disable_for(&red, &alice, at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(
            NotDisabled::UnknownUser
        )))
    ));
    assert!(store.user(&red, &alice).await.expect("read").is_none());
    assert!(store.users(&red, None, 10).await.expect("read").is_empty());
    assert_eq!(
        store
            .reset_factor(&red, &alice, &BY, at(0))
            .await
            .expect("done"),
        Reset::UnknownUser
    );

    // A user of the same name there is another person.
    store
        .ensure_user(&red, &alice, &BY, at(0))
        .await
        .expect("made");
    assert_eq!(
        state_of(&mfa, &red, &alice).await.expect("known").status,
        Status::Inactive
    );
    let token = link(&mfa, &red, &alice, at(60)).await;
    let other = mfa
        .give(&token, &app.code_at(at(60)), at(60))
        .await
        .expect("an outcome");
    assert!(matches!(other, Outcome::WrongCode { .. }), "{other:?}");
    assert_eq!(
        state_of(&mfa, &blue, &alice).await.expect("known").status,
        Status::Active
    );
    // And neither spends the other's budget.
    assert_eq!(
        count_request(&store, &blue, at(0))
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
    let users = vec![
        ImportedUser {
            email: Some("a@example.com".into()),
            ..with_secret(&blue, alice.clone(), &brought, Some(at(-5)))
        },
        with_secret(&blue, user_id("bob"), &brought, Some(at(-5))),
        ImportedUser {
            id: user_id("dan"),
            email: None,
            factor: Some(ImportedFactor {
                factor_type: FactorType::DUO,
                secret: None,
                last_auth_time: None,
            }),
        },
    ];
    let imported = store
        .import_users(&blue, users, &BY, at(60))
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
        .give(&token, &own.code_at(at(60)), at(60))
        .await
        .expect("an outcome");
    assert!(
        matches!(outcome, Outcome::Verified { .. }),
        "alice keeps her own: {outcome:?}"
    );
    let bob = state_of(&mfa, &blue, &user_id("bob")).await.expect("known");
    assert_eq!(
        (bob.status, bob.last_auth_time),
        (Status::Active, Some(at(-5)))
    );
    let dan = state_of(&mfa, &blue, &user_id("dan")).await.expect("known");
    assert_eq!(dan.factor_type, Some(FactorType::DUO));

    // Into an organization that is not there: nothing at all.
    let users = vec![ImportedUser {
        id: user_id("eve"),
        email: None,
        factor: None,
    }];
    assert!(
        store
            .import_users(&org_id("ghost"), users, &BY, at(0))
            .await
            .is_err()
    );
}

pub(crate) async fn its_condition_tells_the_schema_and_the_keys_that_were_seen(
    store: Arc<dyn Store>,
) {
    let before = store.condition().await.expect("read");
    assert_eq!(before.schema, before.known_schema, "just made");
    assert!(before.encryption_keys.is_empty());
    let check = |id: &str| KeyCheck {
        id: id.into(),
        check: vec![1],
    };
    let checks = vec![check("old"), check("new")];
    let kept = store.keep_key_checks(Vec::new(), checks, &BY, at(0)).await;
    assert!(kept.expect("kept"));
    let mut keys = store.condition().await.expect("read").encryption_keys;
    keys.sort_unstable();
    assert_eq!(keys, ["new", "old"]);
}
