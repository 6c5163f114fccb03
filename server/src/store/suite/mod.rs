//! What every store must do, as stories. A store's own tests call [`store_suite!`] with a way to
//! open an empty store, and run all of them.

pub(crate) mod departures;
pub(crate) mod elsewhere;
pub(crate) mod finishing;
pub(crate) mod keys;
pub(crate) mod limits;
pub(crate) mod links;
pub(crate) mod outbox;
pub(crate) mod records;
pub(crate) mod settings;
pub(crate) mod trail;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::factor::{GUARDIAN, Keyring, TotpSecret, configured};
use crate::mfa::{
    Asked, BrowserToken, Caller, Counted, Credential, DisableRefusal, Error, Event, Exceeded,
    Factors, ImportedFactor, ImportedUser, LinkToken, MfaState, Moment, Organization,
    OrganizationId, Origin, Outcome, Prompt, PublicUrl, Quota, RateLimit, RecoveryCode, Returns,
    Scope, Scopes, Service, StartRefusal, Started, Store, UserId, UserRefusal, Visit, Why,
};
use crate::outbound::{Called, Client, Observer, Reach};

/// Makes one test of each story. `$open` is an expression that gives `(Arc<dyn Store>, guard)`, or
/// returns where there is no such store on this machine.
macro_rules! store_suite {
    ($open:expr) => {
        store_suite!(@ $open; records;
            organizations_are_kept_and_their_issuers_are_unique,
            api_keys_are_revoked_at_once_and_within_their_organization,
            users_are_made_once_and_listed_in_pages,
            two_organizations_never_see_each_other,
            an_import_is_all_or_nothing_and_keeps_factors,
            its_condition_tells_the_schema_and_the_keys_that_were_seen
        );
        store_suite!(@ $open; links;
            a_person_enrols_and_verifies_and_leaves,
            a_newer_link_voids_the_older_ones,
            a_link_ends_after_ten_minutes,
            users_of_duo_get_a_link_that_says_so,
            the_factor_comes_off_while_fresh_alone,
            an_operator_resets_a_factor_and_its_lock_out
        );
        store_suite!(@ $open; departures;
            another_service_enrols_and_verifies_a_person,
            only_the_browser_that_left_comes_back_and_once,
            who_is_denied_may_try_again,
            a_service_that_fails_lets_nobody_in,
            a_page_that_waits_goes_on_when_it_is_done_elsewhere,
            the_store_itself_lets_a_departure_come_back_once
        );
        store_suite!(@ $open; finishing;
            recovery_codes_are_shown_until_they_are_saved,
            what_is_shown_ends_with_its_time_and_with_the_factor,
            who_was_verified_makes_new_recovery_codes,
            the_store_itself_keeps_codes_for_one_browser
        );
        store_suite!(@ $open; settings;
            what_an_organization_sets_for_a_factor_reaches_its_links_alone
        );
        store_suite!(@ $open; keys;
            an_api_key_is_rotated_and_both_count_until_the_overlap_ends,
            when_a_key_was_used_is_kept_and_never_goes_back,
            everything_that_is_sealed_is_found_and_sealed_anew
        );
        store_suite!(@ $open; limits;
            a_code_passes_once_and_a_late_one_never,
            one_code_submitted_many_times_at_once_passes_once,
            a_recovery_code_passes_once_and_few_are_told,
            wrong_codes_lock_out_and_no_new_link_helps,
            what_cannot_be_a_code_costs_no_try,
            the_rate_limit_is_exact_when_many_ask_at_once,
            refused_requests_count_and_the_next_window_is_new
        );
        store_suite!(@ $open; trail;
            the_way_of_a_person_is_told_from_link_to_link,
            wrong_codes_lock_outs_and_recovery_codes_are_told,
            what_operators_do_is_told_and_what_changes_nothing_is_not,
            refusals_are_told_and_a_flood_of_them_is_one_entry,
            the_trail_is_read_by_what_is_asked_for_and_in_pages,
            old_entries_go_and_the_deleted_are_forgotten_by_command_alone,
            as_many_changes_as_entries_when_many_write_at_once
        );
        store_suite!(@ $open; outbox;
            webhooks_are_told_of_what_they_ask_for_and_of_their_organization_alone,
            what_was_not_done_is_in_no_outbox,
            what_waits_is_counted_from_its_oldest_event,
            an_event_is_claimed_once_and_comes_back_from_the_dead,
            of_one_user_events_come_in_order_and_of_others_meanwhile,
            an_event_is_given_up_in_the_end_and_can_be_asked_for_again,
            a_webhook_is_rotated_tested_and_removed_by_its_organization
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

/// By whom stories change things, where that is not what they are about.
pub(crate) static BY: Origin = Origin::SERVICE;

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
        enrollment_type: GUARDIAN,
        users_from_jwt: false,
        rate_limit: RateLimit::default(),
        jwt: None,
        returns: Returns::default(),
        created_at: at(0),
        disabled_at: None,
    }
}

pub(crate) fn keyring() -> Keyring {
    Keyring::new("k1", [("k1".to_owned(), Zeroizing::new([7; 32]))]).expect("a keyring")
}

pub(crate) fn service(store: &Arc<dyn Store>) -> Service {
    service_with(store, factors())
}

/// Those of a server. No story here has a vendor.
pub(crate) fn factors() -> Factors {
    struct Nobody;
    impl Observer for Nobody {
        fn called(&self, _: &Called<'_>) {}
    }
    let client = Client::new(Reach::Public, Arc::new(Nobody));
    configured(keyring(), Arc::new(client))
}

pub(crate) fn service_with(store: &Arc<dyn Store>, factors: Factors) -> Service {
    let url = url::Url::parse("https://mfa.test/").expect("a URL");
    let public_url = PublicUrl::try_from(url).expect("a public URL");
    Service::new(Arc::clone(store), factors, public_url)
}

/// A caller who may read everybody, and is this user.
fn caller(org: &OrganizationId, user: &UserId, moment: Moment) -> Caller {
    Caller {
        organization: org.clone(),
        user: Some(user.clone()),
        scopes: Scopes::of_token([Scope::ReadUsersMfa.as_str()]),
        credential: Credential::Jwt,
        moment,
        request: None,
    }
}

/// The operations, with less to say.
impl Service {
    pub(crate) async fn start_for(
        &self,
        org: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Started, Error<StartRefusal>> {
        self.start(&caller(org, user, Moment(0)), now).await
    }

    pub(crate) async fn disable_for(
        &self,
        org: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Quota, Error<DisableRefusal>> {
        self.disable(&caller(org, user, Moment(0)), now).await
    }

    /// Opens a link, in a browser of its own.
    pub(crate) async fn look(
        &self,
        token: &LinkToken,
        now: DateTime<Utc>,
    ) -> Result<Outcome, crate::mfa::Failure> {
        let browser = &BrowserToken::generate()?;
        let visited = self.open_link(token, visit(browser, now)).await?;
        Ok(visited.outcome)
    }

    pub(crate) async fn give(
        &self,
        token: &LinkToken,
        typed: &str,
        now: DateTime<Utc>,
    ) -> Result<Outcome, crate::mfa::Failure> {
        let browser = &BrowserToken::generate()?;
        let visited = self.submit(token, typed, visit(browser, now)).await?;
        Ok(visited.outcome)
    }
}

/// Somebody before a link.
pub(crate) fn visit(browser: &BrowserToken, now: DateTime<Utc>) -> Visit<'_> {
    Visit {
        browser,
        request: None,
        now,
    }
}

pub(crate) async fn count_request(
    store: &Arc<dyn Store>,
    org: &OrganizationId,
    now: DateTime<Utc>,
) -> Result<Quota, Exceeded> {
    let refused = Event::RequestRefused {
        asked: Asked::Start,
        why: Why::NoProfile,
    };
    let counted = store.count_request(org, &refused, &BY, now).await;
    match counted.expect("counted") {
        Counted::Within { quota, value: () } => Ok(quota),
        Counted::Exceeded(exceeded) => Err(exceeded),
    }
}

/// A user who brings a factor of the embedded authenticator along.
pub(crate) fn with_secret(
    org: &OrganizationId,
    id: UserId,
    secret: &TotpSecret,
    last_auth_time: Option<DateTime<Utc>>,
) -> ImportedUser {
    let sealed = keyring().seal(org, &id, secret).expect("sealed");
    ImportedUser {
        factor: Some(ImportedFactor {
            factor_type: GUARDIAN,
            secret: Some(sealed),
            last_auth_time,
        }),
        email: None,
        id,
    }
}

/// An organization `blue` with `alice`.
pub(crate) async fn with_alice(store: &Arc<dyn Store>) -> (Service, OrganizationId, UserId) {
    store
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    store
        .ensure_user(&org_id("blue"), &user_id("alice"), &BY, at(0))
        .await
        .expect("made");
    (service(store), org_id("blue"), user_id("alice"))
}

/// The user's state, of now.
pub(crate) async fn state_of(
    mfa: &Service,
    org: &OrganizationId,
    user: &UserId,
) -> Result<MfaState, Error<UserRefusal>> {
    let moment = mfa.store().latest().await.expect("a moment");
    // Later than any story.
    let now = at(1_000_000_000);
    mfa.state_of(&caller(org, user, moment), user.as_str(), now)
        .await
}

/// The token of a fresh link.
pub(crate) async fn link(
    mfa: &Service,
    org: &OrganizationId,
    user: &UserId,
    now: DateTime<Utc>,
) -> LinkToken {
    let started = mfa.start_for(org, user, now).await.expect("started");
    let token = started.link.expose().rsplit('/').next().expect("a token");
    LinkToken::parse(token).expect("a token")
}

/// What the app shows after scanning: read off the enrolment page.
pub(crate) async fn scan(mfa: &Service, token: &LinkToken, now: DateTime<Utc>) -> TotpSecret {
    match mfa.look(token, now).await.expect("a page") {
        Outcome::Prompt {
            prompt: Prompt::SetUp { secret, .. },
            ..
        } => TotpSecret::from_base32(&secret).expect("a secret"),
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
        .give(&token, &app.code_at(now), now)
        .await
        .expect("an outcome")
    {
        Outcome::Codes { codes, .. } => (app, codes),
        other => panic!("not enrolled: {other:?}"),
    }
}
