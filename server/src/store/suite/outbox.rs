//! What webhooks are told: kept with what it tells of, delivered at least once, and in order.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join_all;
use serde_json::Value;

use super::{BY, at, enrol, keyring, link, org_id, organization, user_id, with_alice};
use crate::mfa::{
    ANNOUNCED, Again, Claimed, DeliveryState, OrganizationId, Outbox, Posted, Store, StoreError,
    Webhook, WebhookId, rules,
};

fn webhook(organization: &OrganizationId, id: &str, events: &[&str]) -> Webhook {
    let id = WebhookId::new(id).expect("an id");
    Webhook {
        secret: keyring()
            .seal_webhook(organization, &id, &[1; 32])
            .expect("sealed"),
        id,
        organization: organization.clone(),
        url: "https://app.test/hook".parse().expect("a URL"),
        events: events.iter().map(|&event| event.to_owned()).collect(),
        old_secret: None,
        created_at: at(0),
    }
}

/// All that is due at this second.
async fn claim(store: &Arc<dyn Store>, webhook: &Webhook, seconds: i64) -> Vec<Claimed> {
    let claimed = store.claim_deliveries(&webhook.id, 100, at(seconds), at(seconds + 15));
    claimed.await.expect("claimed")
}

async fn keep(
    store: &Arc<dyn Store>,
    claimed: &Claimed,
    posted: Posted,
    seconds: i64,
) -> DeliveryState {
    let kept = store.keep_posted(&claimed.id, claimed.attempt, posted, at(seconds));
    kept.await.expect("kept")
}

fn received() -> Posted {
    Posted::Received { status: 204 }
}

fn failed() -> Posted {
    Posted::Failed {
        why: "status 500".into(),
        jitter: 0,
    }
}

async fn states(store: &Arc<dyn Store>, webhook: &Webhook) -> Vec<DeliveryState> {
    let found = store.deliveries(&webhook.organization, Some(&webhook.id), None, 100);
    let found = found.await.expect("read");
    found.iter().rev().map(|delivery| delivery.state).collect()
}

pub(crate) async fn webhooks_are_told_of_what_they_ask_for_and_of_their_organization_alone(
    store: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&store).await;
    store
        .insert_organization(&organization("red"), &BY)
        .await
        .expect("made");
    let all = webhook(&blue, "all", &ANNOUNCED);
    let locks = webhook(&blue, "locks", &["user.locked"]);
    let foreign = webhook(&org_id("red"), "foreign", &ANNOUNCED);
    for webhook in [&all, &locks, &foreign] {
        store.insert_webhook(webhook, &BY).await.expect("made");
    }
    let again = store.insert_webhook(&all, &BY).await;
    assert!(matches!(again, Err(StoreError::AlreadyExists { .. })));
    let nobodys = store
        .insert_webhook(&webhook(&org_id("ghost"), "x", &[]), &BY)
        .await;
    assert!(matches!(nobodys, Err(StoreError::NotFound { .. })));
    assert_eq!(
        store.webhooks(&blue).await.expect("read"),
        [all.clone(), locks.clone()]
    );

    enrol(&mfa, &blue, &alice, at(0)).await;
    let due = store.due_webhooks(at(0)).await.expect("read");
    assert_eq!(
        due,
        std::slice::from_ref(&all.id),
        "a link is no event of theirs"
    );
    let claimed = claim(&store, &all, 0).await;
    assert_eq!(claimed.len(), 1);
    let body: Value = serde_json::from_str(&claimed[0].body).expect("JSON");
    let told = store
        .told(&crate::mfa::AuditQuery::default(), 0, 100)
        .await
        .expect("read");
    let entry = told
        .iter()
        .find(|told| told.what == "factor.enrolled")
        .expect("told");
    let expected = serde_json::json!({
        "type": "factor.enrolled",
        "timestamp": "2027-01-15T08:00:00.000Z",
        "data": {
            "organization": "blue",
            "user": "alice",
            "number": entry.number,
            "detail": { "type": "guardian" },
        },
    });
    assert_eq!(body, expected);
    keep(&store, &claimed[0], received(), 1).await;

    let token = link(&mfa, &blue, &alice, at(60)).await;
    for _ in 0..5 {
        mfa.give(&token, "0000-0000-0000-0000", at(60))
            .await
            .expect("an outcome");
    }
    store
        .delete_user(&blue, &alice, &BY, at(61))
        .await
        .expect("deleted");
    let mut events = Vec::new();
    while let [next] = &claim(&store, &all, 62).await[..] {
        events.push(next.event.clone());
        keep(&store, next, received(), 62).await;
    }
    assert_eq!(events, ["user.locked", "user.deleted"]);
    assert_eq!(claim(&store, &locks, 62).await.len(), 1);
    assert!(claim(&store, &foreign, 62).await.is_empty());
}

pub(crate) async fn what_was_not_done_is_in_no_outbox(store: Arc<dyn Store>) {
    let (_, blue, _) = with_alice(&store).await;
    let hook = webhook(&blue, "w", &ANNOUNCED);
    store.insert_webhook(&hook, &BY).await.expect("made");
    let ghost = store
        .delete_user(&blue, &user_id("ghost"), &BY, at(1))
        .await;
    assert!(matches!(ghost, Err(StoreError::NotFound { .. })));
    assert!(claim(&store, &hook, 2).await.is_empty());
}

pub(crate) async fn an_event_is_claimed_once_and_comes_back_from_the_dead(store: Arc<dyn Store>) {
    let (mfa, blue, _) = with_alice(&store).await;
    let hook = webhook(&blue, "w", &ANNOUNCED);
    store.insert_webhook(&hook, &BY).await.expect("made");
    for n in 0..20 {
        let user = user_id(&format!("u{n}"));
        store
            .ensure_user(&blue, &user, &BY, at(0))
            .await
            .expect("made");
        enrol(&mfa, &blue, &user, at(0)).await;
    }
    let claims = (0..8).map(|_| {
        let (store, id) = (Arc::clone(&store), hook.id.clone());
        tokio::spawn(async move {
            let claimed = store.claim_deliveries(&id, 5, at(1), at(16)).await;
            claimed.expect("claimed")
        })
    });
    let claimed: Vec<_> = join_all(claims)
        .await
        .into_iter()
        .flat_map(|c| c.expect("no panic"))
        .collect();
    let ids: BTreeSet<_> = claimed.iter().map(|claimed| claimed.id.clone()).collect();
    assert_eq!((claimed.len(), ids.len()), (20, 20), "each of them once");
    assert!(claim(&store, &hook, 15).await.is_empty());
    assert!(store.due_webhooks(at(15)).await.expect("read").is_empty());

    // All but one die.
    assert_eq!(
        keep(&store, &claimed[0], received(), 15).await,
        DeliveryState::Delivered
    );
    let again = claim(&store, &hook, 16).await;
    assert_eq!(again.len(), 19);
    assert!(again.iter().all(|claimed| claimed.attempt == 2));
    // Who was slow and not dead: a failure counts no more, and what the receiver has, it has.
    let late = claimed
        .iter()
        .find(|one| one.id == again[0].id)
        .expect("claimed before");
    assert_eq!(keep(&store, late, failed(), 17).await, DeliveryState::Due);
    assert_eq!(
        keep(&store, late, received(), 17).await,
        DeliveryState::Delivered
    );
    assert_eq!(
        keep(&store, &again[0], failed(), 18).await,
        DeliveryState::Delivered
    );
}

pub(crate) async fn of_one_user_events_come_in_order_and_of_others_meanwhile(
    store: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let hook = webhook(&blue, "w", &ANNOUNCED);
    store.insert_webhook(&hook, &BY).await.expect("made");
    enrol(&mfa, &blue, &alice, at(0)).await;
    store
        .reset_factor(&blue, &alice, &BY, at(1))
        .await
        .expect("reset");
    enrol(&mfa, &blue, &alice, at(2)).await;
    let bob = user_id("bob");
    store
        .ensure_user(&blue, &bob, &BY, at(3))
        .await
        .expect("made");
    enrol(&mfa, &blue, &bob, at(3)).await;

    let mut claimed = claim(&store, &hook, 4).await;
    claimed.sort_by_key(|claimed| claimed.body.contains("bob"));
    let [first, of_bob] = &claimed[..] else {
        panic!("one of each user")
    };
    assert!(first.body.contains("alice") && of_bob.body.contains("bob"));
    keep(&store, of_bob, received(), 4).await;
    assert_eq!(keep(&store, first, failed(), 4).await, DeliveryState::Due);
    assert!(
        claim(&store, &hook, 8).await.is_empty(),
        "the first is not done"
    );
    let mut events = Vec::new();
    while let [next] = &claim(&store, &hook, 9).await[..] {
        events.push(next.event.clone());
        keep(&store, next, received(), 9).await;
    }
    assert_eq!(
        events,
        ["factor.enrolled", "factor.reset", "factor.enrolled"]
    );
}

pub(crate) async fn an_event_is_given_up_in_the_end_and_can_be_asked_for_again(
    store: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let hook = webhook(&blue, "w", &ANNOUNCED);
    store.insert_webhook(&hook, &BY).await.expect("made");
    enrol(&mfa, &blue, &alice, at(0)).await;
    store
        .reset_factor(&blue, &alice, &BY, at(1))
        .await
        .expect("reset");
    let mut seconds = 2;
    let mut tries = 0;
    loop {
        let claimed = claim(&store, &hook, seconds).await;
        tries += 1;
        assert_eq!((claimed.len(), claimed[0].attempt), (1, tries));
        if keep(&store, &claimed[0], failed(), seconds).await == DeliveryState::Failed {
            break;
        }
        let found = store
            .delivery(&claimed[0].id)
            .await
            .expect("read")
            .expect("there");
        assert_eq!(found.last.as_deref(), Some("status 500"));
        seconds = (found.due_at.expect("due") - at(0)).num_seconds();
    }
    assert_eq!(tries as usize, rules::TRIES);
    use DeliveryState::{Behind, Delivered, Due, Failed};
    assert_eq!(
        states(&store, &hook).await,
        [Failed, Due],
        "the next one goes on"
    );

    let retried = store.retry_deliveries(&blue, Again::Failed(hook.id.clone()), &BY, at(seconds));
    assert_eq!(retried.await.expect("retried"), 1);
    assert_eq!(states(&store, &hook).await, [Behind, Due]);
    let nothing = store.retry_deliveries(&blue, Again::Failed(hook.id.clone()), &BY, at(seconds));
    assert_eq!(nothing.await.expect("nothing failed"), 0);
    for _ in 0..2 {
        let claimed = claim(&store, &hook, seconds).await;
        assert_eq!(claimed[0].attempt, 1);
        keep(&store, &claimed[0], received(), seconds).await;
    }
    assert_eq!(states(&store, &hook).await, [Delivered, Delivered]);

    let newest = store.deliveries(&blue, None, None, 1).await.expect("read");
    let one = Again::Delivery(newest[0].id.clone());
    let retried = store
        .retry_deliveries(&blue, one.clone(), &BY, at(seconds))
        .await;
    assert_eq!(retried.expect("retried"), 1, "also one that was delivered");
    assert_eq!(states(&store, &hook).await, [Delivered, Due]);
    store
        .insert_organization(&organization("red"), &BY)
        .await
        .expect("made");
    let foreign = store
        .retry_deliveries(&org_id("red"), one, &BY, at(seconds))
        .await;
    assert!(matches!(foreign, Err(StoreError::NotFound { .. })));
}

pub(crate) async fn a_webhook_is_rotated_tested_and_removed_by_its_organization(
    store: Arc<dyn Store>,
) {
    let (_, blue, alice) = with_alice(&store).await;
    store
        .insert_organization(&organization("red"), &BY)
        .await
        .expect("made");
    let (red, hook) = (org_id("red"), webhook(&blue, "w", &["user.deleted"]));
    store.insert_webhook(&hook, &BY).await.expect("made");
    let new = crate::mfa::Sealed {
        key_id: "new".into(),
        bytes: vec![2],
    };
    let rotate = async |org| {
        store
            .rotate_webhook(org, &hook.id, new.clone(), at(100), &BY, at(1))
            .await
    };
    assert!(matches!(
        rotate(&red).await,
        Err(StoreError::NotFound { .. })
    ));
    rotate(&blue).await.expect("rotated");
    let rotated = store.webhook(&hook.id).await.expect("read").expect("there");
    assert_eq!(
        (&rotated.secret, &rotated.old_secret),
        (&new, &Some((hook.secret.clone(), at(100))))
    );
    // A key is needed as long as something that it sealed still signs.
    let uses = async |key: &str, seconds| {
        let keys = store.keys_in_use(at(seconds)).await.expect("read");
        keys.iter()
            .find(|one| one.id == key)
            .map_or(0, |one| one.webhooks)
    };
    assert_eq!(
        (
            uses("new", 99).await,
            uses("k1", 99).await,
            uses("k1", 100).await
        ),
        (1, 1, 0)
    );

    assert!(
        store
            .test_webhook(&red, &hook.id, &BY, at(2))
            .await
            .is_err()
    );
    let test = store
        .test_webhook(&blue, &hook.id, &BY, at(2))
        .await
        .expect("tested");
    let claimed = claim(&store, &hook, 2).await;
    assert_eq!((claimed.len(), &claimed[0].id), (1, &test));
    assert!(
        claimed[0].body.contains("\"webhook.test\""),
        "{}",
        claimed[0].body
    );

    // Who is erased is in no body any more.
    store
        .delete_user(&blue, &alice, &BY, at(3))
        .await
        .expect("deleted");
    assert_eq!(states(&store, &hook).await.len(), 2);
    store
        .erase_trail(&blue, &alice, &BY, at(4))
        .await
        .expect("erased");
    assert_eq!(states(&store, &hook).await.len(), 1);

    assert!(
        store
            .remove_webhook(&red, &hook.id, &BY, at(5))
            .await
            .is_err()
    );
    store
        .remove_webhook(&blue, &hook.id, &BY, at(5))
        .await
        .expect("removed");
    assert!(store.webhooks(&blue).await.expect("read").is_empty());
    assert!(store.delivery(&test).await.expect("read").is_none());
    keep(&store, &claimed[0], received(), 6).await;
}

pub(crate) async fn what_waits_is_counted_from_its_oldest_event(store: Arc<dyn Store>) {
    let (mfa, blue, alice) = with_alice(&store).await;
    assert_eq!(store.outbox().await.expect("read"), Outbox::default());
    let hook = webhook(&blue, "all", &ANNOUNCED);
    store.insert_webhook(&hook, &BY).await.expect("made");
    let _ = enrol(&mfa, &blue, &alice, at(5)).await;
    for seconds in [6, 7] {
        let tested = store.test_webhook(&blue, &hook.id, &BY, at(seconds));
        tested.await.expect("told");
    }
    let outbox = store.outbox().await.expect("read");
    assert_eq!((outbox.waiting, outbox.oldest), (3, Some(at(5))));

    for claimed in claim(&store, &hook, 8).await {
        keep(&store, &claimed, received(), 8).await;
    }
    let outbox = store.outbox().await.expect("read");
    assert!(outbox.waiting < 3, "{outbox:?}");
    while let claimed = claim(&store, &hook, 9).await
        && !claimed.is_empty()
    {
        for claimed in claimed {
            keep(&store, &claimed, received(), 9).await;
        }
    }
    assert_eq!(store.outbox().await.expect("read"), Outbox::default());
}
