//! API keys that end and are used, and encryption keys that are given up.

use std::sync::Arc;

use super::{BY, at, enrol, link, organization, user_id, with_alice, with_secret};
use crate::factor::{DUO, TotpSecret};
use crate::mfa::{
    ApiKey, ApiKeyId, AuditQuery, BrowserHash, Departed, Departure, Ended, KeyUse, OrganizationId,
    Sealed, SealedAnew, SealedKind, SealedPlace, SealedValue, SecretHash, StateHash, Store,
    StoreError, Webhook, WebhookId,
};

fn api_key(organization: &OrganizationId, id: &str, seconds: i64) -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(id).expect("an id"),
        organization: organization.clone(),
        user: None,
        scopes: vec!["users:mfa:read".into()],
        secret_hash: SecretHash::of(id.as_bytes()),
        label: String::new(),
        created_at: at(seconds),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    }
}

async fn kept(store: &Arc<dyn Store>, key: &ApiKey) -> ApiKey {
    let moment = store.latest().await.expect("a moment");
    let found = store.api_key(&key.id, moment).await.expect("read");
    (*found.expect("there")).clone()
}

pub(crate) async fn an_api_key_is_rotated_and_both_count_until_the_overlap_ends(
    store: Arc<dyn Store>,
) {
    let (_, blue, _) = with_alice(&store).await;
    let red = organization("red");
    store.insert_organization(&red, &BY).await.expect("made");
    let first = ApiKey {
        expires_at: Some(at(1000)),
        ..api_key(&blue, "first", 0)
    };
    store.insert_api_key(&first, &BY).await.expect("made");
    assert_eq!(kept(&store, &first).await, first);

    let rotate = async |id: &ApiKey, successor: &ApiKey, until| {
        let rotated = store.rotate_api_key(&id.id, successor, at(until), &BY);
        rotated.await
    };
    let second = api_key(&blue, "second", 10);
    let of_red = api_key(&red.id, "foreign", 10);
    let foreign = rotate(&first, &of_red, 100).await;
    assert!(
        matches!(foreign, Err(StoreError::NotFound { .. })),
        "{foreign:?}"
    );
    let taken = rotate(&first, &first, 100).await;
    assert!(
        matches!(taken, Err(StoreError::AlreadyExists { .. })),
        "{taken:?}"
    );
    assert_eq!(kept(&store, &first).await, first, "nothing was done");
    assert_eq!(store.api_keys(&red.id).await.expect("read"), []);

    let until = rotate(&first, &second, 100).await.expect("rotated");
    assert_eq!(until, Ok(at(100)));
    let ends = kept(&store, &first).await;
    assert_eq!((ends.expires_at, ends.revoked_at), (Some(at(100)), None));
    assert_eq!(kept(&store, &second).await, second);
    let of_keys = AuditQuery {
        what: vec!["key".into()],
        ..AuditQuery::default()
    };
    let told = store.told(&of_keys, 0, 10).await.expect("read");
    let words: Vec<_> = told.iter().map(|told| &told.what[..]).collect();
    assert_eq!(words, ["key.created", "key.created", "key.rotated"]);
    assert_eq!(told[2].detail["key"], "first");
    assert_eq!(told[2].detail["successor"], "second");
    assert_eq!(told[2].detail["until"], "2027-01-15T08:01:40.000Z");

    // One that has ended has no successor.
    let third = api_key(&blue, "third", 100);
    let late = rotate(&first, &third, 200).await.expect("decided");
    assert_eq!(late, Err(Ended::Expired));
    let revoked = store.revoke_api_key(&blue, &second.id, &BY, at(101));
    revoked.await.expect("revoked");
    let late = rotate(&second, &third, 200).await.expect("decided");
    assert_eq!(late, Err(Ended::Revoked));
    assert_eq!(store.api_keys(&blue).await.expect("read").len(), 2);
}

pub(crate) async fn when_a_key_was_used_is_kept_and_never_goes_back(store: Arc<dyn Store>) {
    let (_, blue, _) = with_alice(&store).await;
    let (one, other) = (api_key(&blue, "one", 0), api_key(&blue, "other", 0));
    for key in [&one, &other] {
        store.insert_api_key(key, &BY).await.expect("made");
    }
    let used = async |uses: &[(&str, i64)]| {
        let of = |(key, seconds): &(&str, i64)| KeyUse {
            key: ApiKeyId::new(*key).expect("an id"),
            at: at(*seconds),
        };
        let kept = store.keep_key_uses(uses.iter().map(of).collect());
        kept.await.expect("kept");
    };
    used(&[("one", 5), ("gone", 6)]).await;
    assert_eq!(kept(&store, &one).await.last_used_at, Some(at(5)));
    // Of two servers, the slower one comes last.
    used(&[("one", 4), ("other", 9)]).await;
    assert_eq!(kept(&store, &one).await.last_used_at, Some(at(5)));
    used(&[("one", 7)]).await;
    let listed: Vec<_> = store.api_keys(&blue).await.expect("read");
    let listed: Vec<_> = listed.iter().map(|key| key.last_used_at).collect();
    assert_eq!(listed, [Some(at(7)), Some(at(9))]);
}

/// How much each key sealed, of each kind.
async fn counts(store: &Arc<dyn Store>) -> Vec<(SealedKind, String, u64)> {
    let counts = store.sealed_counts().await.expect("read");
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|count| (count.kind, count.key_id, count.values))
        .collect();
    counts.sort();
    counts
}

/// All of a kind that a key sealed, two at a time.
async fn walk(store: &Arc<dyn Store>, key: &str, kind: SealedKind) -> Vec<SealedValue> {
    let mut all: Vec<SealedValue> = Vec::new();
    loop {
        let after = all.last().map(|value| &value.place);
        let page = store.sealed_with(key, kind, after, 2).await.expect("read");
        if page.is_empty() {
            return all;
        }
        assert!(page.len() <= 2);
        all.extend(page);
    }
}

pub(crate) async fn everything_that_is_sealed_is_found_and_sealed_anew(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let red = organization("red");
    store.insert_organization(&red, &BY).await.expect("made");
    // Three factors; the codes of alice are not saved yet.
    enrol(&mfa, &blue, &alice, at(0)).await;
    let secret = TotpSecret::generate().expect("randomness");
    for (org, user) in [(&blue, "bob"), (&red.id, "bob")] {
        let bob = with_secret(org, user_id(user), &secret, None);
        let imported = store.import_users(org, vec![bob], &BY, at(0)).await;
        imported.expect("imported");
    }
    // What a vendor's settings, a webhook and its old secret, and two links hold.
    let sealed = |byte| Sealed {
        key_id: "k1".into(),
        bytes: vec![byte; 40],
    };
    let set = store.set_factor_settings(&red.id, DUO, Some(sealed(1)), &BY, at(0));
    set.await.expect("set");
    let hook = Webhook {
        id: WebhookId::new("hook").expect("an id"),
        organization: blue.clone(),
        url: "https://app.test/hook".parse().expect("a URL"),
        events: vec!["factor.enrolled".into()],
        secret: sealed(2),
        old_secret: None,
        created_at: at(0),
    };
    store.insert_webhook(&hook, &BY).await.expect("made");
    let rotated = store.rotate_webhook(&blue, &hook.id, sealed(3), at(900), &BY, at(0));
    rotated.await.expect("rotated");
    for user in ["carol", "dave"] {
        let made = store.ensure_user(&blue, &user_id(user), &BY, at(0)).await;
        assert!(made.expect("made"));
    }
    link(&mfa, &blue, &user_id("carol"), at(0)).await;
    let away = link(&mfa, &blue, &user_id("dave"), at(0)).await;
    let departure = Departure {
        state: StateHash::from_bytes([4; 32]),
        departed: Departed {
            browser: BrowserHash::from_bytes([5; 32]),
            kept: sealed(6),
        },
    };
    let left = store.depart(&away.hash(), departure, at(1)).await;
    left.expect("kept").expect("open");

    let expected = |key: &str| {
        let of = |(kind, values)| (kind, key.to_owned(), values);
        let mut all: Vec<_> = [
            (SealedKind::Factor, 3),
            (SealedKind::Settings, 1),
            (SealedKind::Webhook, 1),
            (SealedKind::OldWebhook, 1),
            (SealedKind::Prepared, 2),
            (SealedKind::Departed, 1),
            (SealedKind::Codes, 1),
        ]
        .map(of)
        .to_vec();
        all.sort();
        all
    };
    assert_eq!(counts(&store).await, expected("k1"));
    let in_use = store.keys_in_use(at(2)).await.expect("read");
    let links: Vec<_> = in_use.iter().map(|key| (&key.id[..], key.links)).collect();
    assert_eq!(links, [("k1", 3)], "carol's, dave's, and alice's codes");

    for kind in SealedKind::ALL {
        let values = walk(&store, "k1", kind).await;
        let there = expected("k1");
        let there = there.iter().find(|(of, ..)| *of == kind).expect("said").2;
        assert_eq!(values.len() as u64, there, "{kind:?}");
        assert!(values.iter().all(|value| value.place.kind() == kind));
        assert!(walk(&store, "k2", kind).await.is_empty());
        let anew = |value: SealedValue, byte| SealedAnew {
            new: Sealed {
                key_id: "k2".into(),
                bytes: vec![byte; 40],
            },
            old: value,
        };
        // What somebody changes meanwhile stays as they left it.
        let mut changed = values.clone();
        for value in &mut changed {
            value.sealed.bytes[0] ^= 1;
        }
        let changed = changed.into_iter().map(|value| anew(value, 7)).collect();
        let none = store.seal_anew(changed).await.expect("looked");
        assert_eq!(
            (none, walk(&store, "k1", kind).await),
            (0, values.clone()),
            "{kind:?}"
        );
        let all = values.iter().cloned().map(|value| anew(value, 8));
        let done = store.seal_anew(all.collect()).await.expect("done");
        assert_eq!(done, there, "{kind:?}");
        let again = values.into_iter().map(|value| anew(value, 9)).collect();
        assert_eq!(store.seal_anew(again).await.expect("looked"), 0, "{kind:?}");
        assert!(walk(&store, "k1", kind).await.is_empty(), "{kind:?}");
        let now = walk(&store, "k2", kind).await;
        assert!(now.iter().all(|value| value.sealed.bytes == [8; 40]));
    }
    assert_eq!(counts(&store).await, expected("k2"));
    assert_eq!(
        store.keys_in_use(at(2)).await.expect("read")[0].links,
        3,
        "the same, of the other key"
    );
    // It can be read where it belongs.
    let bob = walk(&store, "k2", SealedKind::Factor).await;
    assert!(bob.iter().any(|value| {
        value.place
            == SealedPlace::Factor {
                organization: red.id.clone(),
                user: user_id("bob"),
            }
    }));
    let settings = store.factor_settings(&red.id, DUO).await.expect("read");
    assert_eq!(settings.expect("set").bytes, [8; 40]);
    let dave = store.link(&away.hash()).await.expect("read");
    assert_eq!(
        dave.and_then(|link| link.departed)
            .expect("away")
            .kept
            .bytes,
        [8; 40]
    );
}
