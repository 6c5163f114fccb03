//! What every store must do, as stories. A store's own tests call [`store_suite!`] with a way to
//! open an empty store, and run all of them.

pub(crate) mod limits;
pub(crate) mod links;
pub(crate) mod records;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::{FactorType, Organization, Store};
use crate::factor::{Keyring, RecoveryCode, TotpSecret};
use crate::mfa::{
    Error, LinkPage, LinkToken, MfaState, OrganizationId, Outcome, RateLimit, Service, UserId,
};

/// Makes one test of each story. `$open` is an expression that gives `(Arc<dyn Store>, guard)`.
macro_rules! store_suite {
    ($open:expr) => {
        store_suite!(@ $open; records;
            organizations_are_kept_and_their_issuers_are_unique,
            api_keys_are_revoked_at_once_and_within_their_organization,
            users_are_made_once_and_listed_in_pages,
            two_organizations_never_see_each_other,
            an_import_is_all_or_nothing_and_keeps_factors
        );
        store_suite!(@ $open; links;
            a_person_enrols_and_verifies_and_leaves,
            a_newer_link_voids_the_older_ones,
            a_link_ends_after_ten_minutes,
            users_of_duo_get_a_link_that_says_so,
            the_factor_comes_off_while_fresh_alone,
            an_operator_resets_a_factor_and_its_lock_out
        );
        store_suite!(@ $open; limits;
            a_code_passes_once_and_a_late_one_never,
            one_code_submitted_many_times_at_once_passes_once,
            a_recovery_code_passes_once_and_few_are_told,
            wrong_codes_lock_out_and_no_new_link_helps,
            the_rate_limit_is_exact_when_many_ask_at_once,
            refused_requests_count_and_the_next_window_is_new
        );
    };
    (@ $open:expr; $room:ident; $($story:ident),*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                let (store, _guard) = $open;
                crate::store::suite::$room::$story(store).await;
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

/// The user's state, of now.
pub(crate) async fn state_of(
    mfa: &Service,
    org: &OrganizationId,
    user: &UserId,
) -> Result<MfaState, Error> {
    let moment = mfa.store().latest().await?;
    mfa.state(org, user, moment).await
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
