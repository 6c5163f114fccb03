//! What an organization sets for a type of factor.

use std::sync::Arc;

use super::{BY, at, link, organization, user_id, with_alice};
use crate::factor::{DUO, GUARDIAN};
use crate::mfa::{AuditQuery, Organization, OrganizationId, Sealed, Store, StoreError};

fn sealed(byte: u8) -> Sealed {
    Sealed {
        key_id: "old".into(),
        bytes: vec![byte; 3],
    }
}

pub(crate) async fn what_an_organization_sets_for_a_factor_reaches_its_links_alone(
    store: Arc<dyn Store>,
) {
    let (mfa, blue, alice) = with_alice(&store).await;
    let duo = |id: &str| Organization {
        enrollment_type: DUO,
        ..organization(id)
    };
    let red = duo("red");
    store.insert_organization(&red, &BY).await.expect("made");
    store
        .update_organization(&duo("blue"), &BY, at(0))
        .await
        .expect("updated");
    store
        .ensure_user(&red.id, &user_id("bob"), &BY, at(0))
        .await
        .expect("made");
    let of_blue = link(&mfa, &blue, &alice, at(0)).await.hash();
    let of_red = link(&mfa, &red.id, &user_id("bob"), at(0)).await.hash();
    let seen = async |hash| {
        store
            .link(hash)
            .await
            .expect("read")
            .expect("there")
            .settings
    };
    assert_eq!((seen(&of_blue).await, seen(&of_red).await), (None, None));

    let set = async |id: &OrganizationId, of, value| {
        store.set_factor_settings(id, of, value, &BY, at(0)).await
    };
    set(&blue, DUO, Some(sealed(1))).await.expect("set");
    set(&blue, GUARDIAN, Some(sealed(2))).await.expect("set");
    assert_eq!(
        (seen(&of_blue).await, seen(&of_red).await),
        (Some(sealed(1)), None)
    );
    set(&blue, DUO, Some(sealed(3))).await.expect("changed");
    assert_eq!(
        seen(&of_blue).await,
        Some(sealed(3)),
        "by a link that was there before"
    );
    let of_guardian = store.factor_settings(&blue, GUARDIAN).await;
    assert_eq!(of_guardian.expect("read"), Some(sealed(2)));

    // The key is needed as long as they are.
    let uses = async || {
        let keys = store.keys_in_use(at(0)).await.expect("read");
        keys.iter()
            .find(|key| key.id == "old")
            .map_or(0, |key| key.settings)
    };
    assert_eq!(uses().await, 2);
    set(&blue, DUO, None).await.expect("taken away");
    set(&blue, DUO, None).await.expect("again");
    let changes = AuditQuery {
        what: vec!["organization.changed".into()],
        since: Some(at(0)),
        ..AuditQuery::default()
    };
    let told = store.told(&changes, 0, 100).await.expect("read");
    let told: Vec<_> = told
        .iter()
        .map(|told| (&told.detail["type"], &told.detail["set"]))
        .filter(|(of, _)| *of == "duo")
        .map(|(_, is_set)| is_set.as_bool().expect("said"))
        .collect();
    assert_eq!(told, [true, true, false]);
    assert_eq!((seen(&of_blue).await, uses().await), (None, 1));

    let nobody = OrganizationId::new("nobody").expect("an id");
    let refused = set(&nobody, DUO, Some(sealed(1))).await;
    assert!(
        matches!(refused, Err(StoreError::NotFound { .. })),
        "{refused:?}"
    );
}
