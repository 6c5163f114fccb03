//! What the audit trail is told, by whom, and that it keeps it.

use std::sync::Arc;

use futures::future::join_all;

use super::{
    BY, at, enrol, link, org_id, organization, scan, user_id, visit, with_alice, with_secret,
};
use crate::factor::TotpSecret;
use crate::mfa::{
    ApiKey, ApiKeyId, AuditQuery, BrowserToken, Caller, Credential, DisableRefusal, Error,
    ImportedUser, KeyCheck, Moment, Organization, OrganizationId, Origin, RateLimit, RequestOrigin,
    Scopes, SecretHash, StartRefusal, Store, StoreError, Switch, Told, User, UserRefusal,
};

async fn trail(store: &Arc<dyn Store>, query: &AuditQuery) -> Vec<Told> {
    store.told(query, 0, 10_000).await.expect("read")
}

async fn everything(store: &Arc<dyn Store>) -> Vec<Told> {
    trail(store, &AuditQuery::default()).await
}

/// What happened since, as `what` or `what by kind:id`.
async fn words_since(store: &Arc<dyn Store>, number: i64) -> Vec<String> {
    let told = store.told(&AuditQuery::default(), number, 10_000).await;
    let word = |told: &Told| match (&told.outcome[..], told.times) {
        ("done", 1) => told.what.clone(),
        (outcome, times) => format!("{} {outcome} {times}", told.what),
    };
    told.expect("read").iter().map(word).collect()
}

async fn last(store: &Arc<dyn Store>) -> i64 {
    everything(store).await.last().map_or(0, |told| told.number)
}

fn request(id: &str) -> Option<RequestOrigin> {
    Some(RequestOrigin {
        id: id.into(),
        address: [192, 0, 2, 7].into(),
    })
}

fn by_key(org: &OrganizationId, user: Option<&str>, id: &str) -> Caller {
    Caller {
        organization: org.clone(),
        user: user.map(user_id),
        scopes: Scopes::of_key([]),
        credential: Credential::ApiKey(ApiKeyId::new("key1").expect("an id")),
        moment: Moment(0),
        request: request(id),
    }
}

pub(crate) async fn the_way_of_a_person_is_told_from_link_to_link(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let caller = by_key(&blue, Some("alice"), "r1");
    mfa.start(&caller, at(0)).await.expect("started");
    let token = link(&mfa, &blue, &alice, at(0)).await;
    let app = scan(&mfa, &token, at(0)).await;
    let browser = BrowserToken::generate().expect("randomness");
    let from = request("r2");
    let visit = crate::mfa::Visit {
        request: from.as_ref(),
        ..visit(&browser, at(0))
    };
    let page = mfa.submit(&token, &app.code_at(at(0)), visit).await;
    page.expect("enrolled");
    mfa.codes_saved(&token, visit).await.expect("saved");
    mfa.disable(&caller, at(1)).await.expect("disabled");

    let told = everything(&store).await;
    let words: Vec<_> = told.iter().map(|told| told.what.as_str()).collect();
    let expected = [
        "organization.created",
        "user.created",
        "link.created",
        "link.created",
        "factor.enrolled",
        "recovery.saved",
        "factor.deleted",
    ];
    assert_eq!(words, expected);
    for told in &told[2..] {
        let whose = (told.organization.as_deref(), told.user.as_deref());
        assert_eq!(whose, (Some("blue"), Some("alice")), "{told:?}");
        assert_eq!((told.outcome.as_str(), told.times), ("done", 1), "{told:?}");
    }
    let by = |told: &Told| (told.actor_kind.clone(), told.actor.clone());
    assert_eq!(by(&told[2]), ("key".into(), Some("key1".into())));
    assert_eq!(by(&told[3]), ("user".into(), Some("alice".into())));
    assert_eq!(by(&told[4]), ("person".into(), None));
    let from = |told: &Told| (told.request_id.clone(), told.address.clone());
    let address = Some("192.0.2.7".to_owned());
    assert_eq!(from(&told[2]), (Some("r1".into()), address.clone()));
    assert_eq!(from(&told[3]), (None, None));
    assert_eq!(from(&told[4]), (Some("r2".into()), address));
    assert_eq!(told[2].detail["purpose"], "enroll");
    assert_eq!(told[4].detail["type"], "guardian");
    assert_eq!((told[4].at, told[6].at), (at(0), at(1)));
    assert!(told.windows(2).all(|two| two[0].number < two[1].number));
}

pub(crate) async fn wrong_codes_lock_outs_and_recovery_codes_are_told(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let (_, codes) = enrol(&mfa, &blue, &alice, at(0)).await;
    let token = link(&mfa, &blue, &alice, at(60)).await;
    let before = last(&store).await;
    for _ in 0..7 {
        // The form of a recovery code, and nobody's.
        let given = mfa.give(&token, "0000-0000-0000-0000", at(60)).await;
        given.expect("an outcome");
    }
    let mut expected = vec!["code.refused refused 1"; 5];
    expected.push("user.locked");
    assert_eq!(
        words_since(&store, before).await,
        expected,
        "what is tried against a lock-out is no news"
    );
    store
        .unlock_user(&blue, &alice, &BY, at(61))
        .await
        .expect("unlocked");
    let before = last(&store).await;
    mfa.give(&token, &codes[1].expose(), at(62))
        .await
        .expect("verified");
    assert_eq!(
        words_since(&store, before).await,
        ["factor.verified", "recovery.used"]
    );
    let told = everything(&store).await;
    let used = told.last().expect("told");
    assert_eq!(used.detail["left"], 9);
    let locked = told.iter().find(|told| told.what == "user.locked");
    assert_eq!(
        locked.expect("told").detail["until"],
        "2027-01-15T08:01:30.000Z"
    );
    let everything = format!("{told:?}");
    for code in &codes {
        assert!(!everything.contains(code.expose().as_str()));
    }
}

pub(crate) async fn what_operators_do_is_told_and_what_changes_nothing_is_not(
    store: Arc<dyn Store>,
) {
    let (_, blue, alice) = with_alice(&store).await;
    let root = Origin::operator("root");
    let mut before = last(&store).await;
    let mut since = async |expected: &[&str]| {
        assert_eq!(words_since(&store, before).await, expected);
        before = last(&store).await;
    };

    let key = ApiKey {
        id: ApiKeyId::new("key1").expect("an id"),
        organization: blue.clone(),
        user: Some(alice.clone()),
        scopes: vec!["users:mfa:read".into()],
        secret_hash: SecretHash::from_bytes([1; 32]),
        label: String::new(),
        created_at: at(1),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    store.insert_api_key(&key, &root).await.expect("made");
    store.insert_api_key(&key, &root).await.expect_err("taken");
    for _ in 0..2 {
        let revoked = store.revoke_api_key(&blue, &key.id, &root, at(2));
        revoked.await.expect("revoked");
    }
    since(&["key.created", "key.revoked"]).await;

    let renamed = Organization {
        name: "Another".into(),
        ..organization("blue")
    };
    for _ in 0..2 {
        let updated = store.update_organization(&renamed, &root, at(3));
        updated.await.expect("updated");
    }
    since(&["organization.changed"]).await;

    for (switch, expected) in [
        (Switch::Off { now: at(4) }, &["user.disabled"][..]),
        (Switch::Off { now: at(5) }, &[]),
        (Switch::On, &["user.enabled"]),
        (Switch::On, &[]),
    ] {
        let switched = store.switch_user(&blue, &alice, switch, &root, at(4));
        switched.await.expect("switched");
        since(expected).await;
    }

    let secret = TotpSecret::generate().expect("randomness");
    let users = || {
        let known = ImportedUser {
            id: alice.clone(),
            email: Some("a@b.test".into()),
            factor: None,
        };
        vec![known, with_secret(&blue, user_id("bob"), &secret, None)]
    };
    for expected in [
        &["user.changed", "user.imported", "factor.imported"][..],
        &[],
    ] {
        let imported = store.import_users(&blue, users(), &root, at(6)).await;
        imported.expect("imported");
        since(expected).await;
    }
    let ghost = org_id("ghost");
    let nobody = store.import_users(&ghost, users(), &root, at(6)).await;
    nobody.expect_err("no such organization");
    since(&[]).await;

    store
        .reset_factor(&blue, &user_id("bob"), &root, at(7))
        .await
        .expect("reset");
    store
        .reset_factor(&blue, &user_id("ghost"), &root, at(7))
        .await
        .expect("unknown");
    store
        .delete_user(&blue, &user_id("bob"), &root, at(8))
        .await
        .expect("deleted");
    store
        .delete_user(&blue, &user_id("bob"), &root, at(8))
        .await
        .expect_err("gone");
    since(&["factor.reset", "user.deleted"]).await;

    let check = KeyCheck {
        id: "2027".into(),
        check: vec![1],
    };
    let kept = store.keep_key_checks(Vec::new(), vec![check.clone()], &root, at(9));
    assert!(kept.await.expect("kept"));
    let late = store.keep_key_checks(Vec::new(), vec![check], &root, at(9));
    assert!(!late.await.expect("looked"));
    since(&["encryption_key.added"]).await;

    // The trail of the deleted is there.
    let of_bob = AuditQuery {
        user: Some("bob".into()),
        ..AuditQuery::default()
    };
    let told = trail(&store, &of_bob).await;
    assert_eq!(told.len(), 4);
    for told in told {
        let by = (told.actor_kind.as_str(), told.actor.as_deref());
        assert_eq!(by, ("operator", Some("root")));
    }
}

pub(crate) async fn refusals_are_told_and_a_flood_of_them_is_one_entry(store: Arc<dyn Store>) {
    let (mfa, blue, _) = with_alice(&store).await;
    let limited = Organization {
        rate_limit: RateLimit {
            limit: 3,
            window_seconds: 600,
        },
        ..organization("blue")
    };
    let updated = store.update_organization(&limited, &BY, at(0)).await;
    updated.expect("updated");
    let before = last(&store).await;
    let nobody = by_key(&blue, None, "r0");
    assert!(mfa.start(&nobody, at(0)).await.is_err());
    let caller = by_key(&blue, Some("alice"), "r1");
    assert!(matches!(
        mfa.disable(&caller, at(0)).await,
        Err(Error::Refused(DisableRefusal::NotDisabled(_)))
    ));
    let ghost = by_key(&blue, Some("ghost"), "r2");
    assert!(mfa.start(&ghost, at(0)).await.is_err());
    let each = ["request.refused refused 1"; 3];
    assert_eq!(words_since(&store, before).await, each);

    let before = last(&store).await;
    for number in 0..500 {
        let caller = by_key(&blue, Some("alice"), &format!("flood{number}"));
        assert!(matches!(
            mfa.start(&caller, at(1)).await,
            Err(Error::Refused(StartRefusal::RateLimited(_)))
        ));
        assert!(matches!(
            mfa.state_of(&caller, "bob", at(1)).await,
            Err(Error::Refused(UserRefusal::NotPermitted))
        ));
    }
    assert!(words_since(&store, before).await.is_empty(), "summed up");
    for _ in 0..2 {
        mfa.tell_refusals().await.expect("told");
    }
    let told = store.told(&AuditQuery::default(), before, 10).await;
    let told = told.expect("read");
    let reasons: Vec<_> = told
        .iter()
        .map(|told| (told.detail["reason"].as_str().expect("one"), told.times))
        .collect();
    assert!(
        reasons.contains(&("rate_limited", 500)) && reasons.contains(&("not_permitted", 500)),
        "{reasons:?}"
    );
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].request_id.as_deref(), Some("flood0"), "the first");
}

pub(crate) async fn the_trail_is_read_by_what_is_asked_for_and_in_pages(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    enrol(&mfa, &blue, &alice, at(0)).await;
    store
        .insert_organization(&organization("red"), &BY)
        .await
        .expect("made");
    let bob = User {
        organization: org_id("red"),
        id: user_id("alice"),
        email: None,
        created_at: at(100),
        disabled_at: None,
    };
    store.insert_user(&bob, &BY).await.expect("made");
    let words = async |query: AuditQuery| -> Vec<String> {
        let told = trail(&store, &query).await;
        told.into_iter().map(|told| told.what).collect()
    };
    let all = AuditQuery::default;
    let of_red = AuditQuery {
        organization: Some(org_id("red")),
        ..all()
    };
    assert_eq!(
        words(of_red).await,
        ["organization.created", "user.created"]
    );
    let factors = AuditQuery {
        what: vec!["factor".into(), "link.created".into()],
        ..all()
    };
    assert_eq!(words(factors).await, ["link.created", "factor.enrolled"]);
    for no_word in ["fact", "factor.enrol", "%", "user_created"] {
        let none = AuditQuery {
            what: vec![no_word.into()],
            ..all()
        };
        assert!(words(none).await.is_empty(), "{no_word}");
    }
    let late = AuditQuery {
        since: Some(at(100)),
        ..all()
    };
    assert_eq!(words(late).await, ["user.created"]);
    let early = AuditQuery {
        until: Some(at(100)),
        user: Some("alice".into()),
        ..all()
    };
    assert_eq!(words(early).await.len(), 3);

    let mut pages = Vec::new();
    let mut after = 0;
    loop {
        let page = store.told(&all(), after, 2).await.expect("read");
        let Some(last) = page.last() else { break };
        after = last.number;
        pages.extend(page);
    }
    assert_eq!(pages, everything(&store).await);
    let before = store.told_before_last(&all(), 2).await.expect("read");
    assert_eq!(
        store.told(&all(), before, 10).await.expect("read"),
        pages[pages.len() - 2..]
    );
    assert_eq!(store.told_before_last(&all(), 1000).await.expect("read"), 0);
}

pub(crate) async fn old_entries_go_and_the_deleted_are_forgotten_by_command_alone(
    store: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let root = Origin::operator("root");
    enrol(&mfa, &blue, &alice, at(50)).await;
    let ours = store.erase_trail(&blue, &alice, &root, at(99)).await;
    assert!(matches!(ours, Err(StoreError::AlreadyExists { .. })));
    store
        .delete_user(&blue, &alice, &root, at(100))
        .await
        .expect("deleted");
    let whole = everything(&store).await;

    let pruned = store
        .prune_trail(Some(&org_id("red")), at(50), &root, at(101))
        .await;
    assert_eq!(pruned.expect("pruned"), 0);
    let pruned = store.prune_trail(Some(&blue), at(50), &root, at(102)).await;
    assert_eq!(pruned.expect("pruned"), 2, "organization and user of 0");
    let left = everything(&store).await;
    assert_eq!(left[..whole.len() - 2], whole[2..]);
    let told = left.last().expect("told");
    assert_eq!(
        (told.what.as_str(), &told.detail["entries"]),
        ("audit.pruned", &2.into())
    );

    let erased = store.erase_trail(&blue, &alice, &root, at(103)).await;
    assert_eq!(erased.expect("erased"), 3);
    let left = everything(&store).await;
    assert!(!format!("{left:?}").contains("alice"), "{left:?}");
    assert_eq!(left.len(), whole.len() - 2 + 3, "all are there");
    assert_eq!(left.last().expect("told").what, "audit.erased");
    assert_eq!(left.last().expect("told").actor.as_deref(), Some("root"));

    // What is pruned away to the last entry begins no number again.
    let newest = last(&store).await;
    store
        .prune_trail(None, at(10_000), &root, at(10_000))
        .await
        .expect("pruned");
    assert!(last(&store).await > newest);
    assert_eq!(everything(&store).await.len(), 1);
}

pub(crate) async fn as_many_changes_as_entries_when_many_write_at_once(store: Arc<dyn Store>) {
    let (_, blue, _) = with_alice(&store).await;
    let before = last(&store).await;
    let made = (0..64).map(|n| {
        let (store, blue) = (Arc::clone(&store), blue.clone());
        tokio::spawn(async move {
            let user = user_id(&format!("u{}", n % 48));
            store
                .ensure_user(&blue, &user, &BY, at(1))
                .await
                .expect("made")
        })
    });
    let made = join_all(made).await;
    let made = made
        .into_iter()
        .filter(|made| *made.as_ref().expect("no panic"))
        .count();
    assert_eq!(made, 48);
    assert_eq!(words_since(&store, before).await, vec!["user.created"; 48]);
}
