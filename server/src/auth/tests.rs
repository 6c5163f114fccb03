//! Whole authentications, on a real store: who gets in, as whom, and what is said to who does not.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use slog::{Discard, Logger, o};

use super::jwks::JwksCache;
use super::jwt::{Algorithm, Refusal};
use super::testing::{Issuer, key_set};
use super::*;
use crate::mfa::{
    ApiKey, ApiKeyId, Caller, Credential, FactorType, JwtSettings, KeySource, Organization,
    OrganizationId, Origin, RateLimit, Scope, Store, User, UserId,
};
use crate::store::SqliteStore;

const AUDIENCE: &str = "https://mfa.example";

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn organization_id(id: &str) -> OrganizationId {
    OrganizationId::new(id).unwrap()
}

fn user_id(id: &str) -> UserId {
    UserId::new(id).unwrap()
}

/// A store with the organizations `acme` (issuer of ES256 tokens, makes users) and `other` (EdDSA,
/// makes none), each with alice.
struct World {
    directory: tempfile::TempDir,
    store: Arc<dyn Store>,
    authenticator: Authenticator,
    acme: Issuer,
    other: Issuer,
}

impl World {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&directory.path().join("mfa.db")).unwrap();
        let store: Arc<dyn Store> = Arc::new(store);
        let acme = Issuer::new(Algorithm::Es256);
        let other = Issuer::new(Algorithm::EdDsa);
        for (id, issuer, algorithm) in [("acme", &acme, "ES256"), ("other", &other, "EdDSA")] {
            let keys = directory.path().join(format!("{id}.json"));
            std::fs::write(&keys, key_set(&[issuer.jwk("k")])).unwrap();
            let organization = organization(id, algorithm, &keys);
            store
                .insert_organization(&organization, &Origin::SERVICE)
                .await
                .unwrap();
            store
                .insert_user(&user(id, "alice"), &Origin::SERVICE)
                .await
                .unwrap();
        }
        let jwks = JwksCache::new(Logger::root(Discard, o!()), Duration::from_secs(3600));
        let authenticator = Authenticator::new(Arc::clone(&store), jwks);
        Self {
            directory,
            store,
            authenticator,
            acme,
            other,
        }
    }

    async fn key(&self, organization: &str, user: Option<&str>, scopes: &[&str]) -> NewApiKey {
        let new = NewApiKey::generate().unwrap();
        let record = ApiKey {
            id: new.id.clone(),
            organization: organization_id(organization),
            user: user.map(user_id),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            secret_hash: new.secret_hash,
            label: String::new(),
            created_at: now(),
            expires_at: None,
            revoked_at: None,
            last_used_at: None,
            owner_disabled: false,
        };
        self.store
            .insert_api_key(&record, &Origin::SERVICE)
            .await
            .unwrap();
        new
    }

    async fn ask(&self, key: Option<&str>, token: Option<&str>) -> Result<Caller, Error> {
        let presented = Presented {
            api_key: key.map(|key| key.to_owned().into()),
            bearer: token.map(|token| token.to_owned().into()),
        };
        self.authenticator
            .authenticate(presented, None, now())
            .await
    }
}

fn organization(id: &str, algorithm: &str, keys: &Path) -> Organization {
    let settings = JwtSettings::new(
        format!("https://{id}.example"),
        AUDIENCE.into(),
        vec![algorithm.into()],
        KeySource::File(keys.to_owned()),
    );
    Organization {
        id: organization_id(id),
        name: id.into(),
        enrollment_type: FactorType::named("guardian"),
        users_from_jwt: id == "acme",
        rate_limit: RateLimit::default(),
        jwt: Some(settings),
        returns: crate::mfa::Returns::default(),
        created_at: now(),
        disabled_at: None,
    }
}

fn user(organization: &str, id: &str) -> User {
    User {
        organization: organization_id(organization),
        id: user_id(id),
        email: None,
        created_at: now(),
        disabled_at: None,
    }
}

fn claims(organization: &str, user: &str) -> Value {
    json!({
        "iss": format!("https://{organization}.example"), "aud": AUDIENCE, "sub": user,
        "exp": now().timestamp() + 300,
    })
}

fn token(issuer: &Issuer, algorithm: &str, claims: &Value) -> String {
    issuer.token(&json!({ "alg": algorithm, "kid": "k" }), claims)
}

fn unauthenticated(result: Result<Caller, Error>) -> Unauthenticated {
    match result {
        Err(Error::Unauthenticated(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn refusal(result: Result<Caller, Error>) -> Refusal {
    match unauthenticated(result) {
        Unauthenticated::Token { refusal, .. } => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_key_acts_for_its_organization_or_for_its_user() {
    let world = World::new().await;
    let whole = world.key("acme", None, &["users:mfa:read"]).await;
    let caller = world
        .ask(Some(whole.key.expose_secret()), None)
        .await
        .unwrap();
    assert_eq!(caller.organization, organization_id("acme"));
    assert_eq!(caller.user, None);
    assert!(caller.may_read(&user_id("anyone")));
    assert_eq!(caller.credential, Credential::ApiKey(whole.id));
    let bound = world.key("acme", Some("alice"), &[]).await;
    let caller = world
        .ask(Some(bound.key.expose_secret()), None)
        .await
        .unwrap();
    assert_eq!(caller.user, Some(user_id("alice")));
    assert!(caller.may_read(&user_id("alice")) && !caller.may_read(&user_id("bob")));
}

#[tokio::test]
async fn a_bad_key_lets_nobody_in_and_every_one_gets_the_same_response() {
    let world = World::new().await;
    let good = world.key("acme", None, &["users:mfa:read"]).await;
    let revoked = world.key("acme", None, &["users:mfa:read"]).await;
    let acme = organization_id("acme");
    world
        .store
        .revoke_api_key(&acme, &revoked.id, &Origin::SERVICE, now())
        .await
        .unwrap();
    let expired = world.key("acme", None, &["users:mfa:read"]).await;
    let moment = world.store.latest().await.unwrap();
    let record = world.store.api_key(&expired.id, moment).await.unwrap();
    let successor = ApiKey {
        id: ApiKeyId::new("successor").unwrap(),
        created_at: now() - chrono::Duration::seconds(1),
        ..(*record.unwrap()).clone()
    };
    // It ends at this instant.
    let rotated = world
        .store
        .rotate_api_key(&expired.id, &successor, now(), &Origin::SERVICE);
    rotated.await.unwrap().unwrap();
    let unknown = NewApiKey::generate().unwrap();
    // The id of one key with the secret of another, checksum and all.
    let moment = world.store.latest().await.unwrap();
    let of_good = world.store.api_key(&good.id, moment).await.unwrap();
    let record = ApiKey {
        id: unknown.id.clone(),
        ..(*of_good.unwrap()).clone()
    };
    world
        .store
        .insert_api_key(&record, &Origin::SERVICE)
        .await
        .unwrap();
    let nobody = NewApiKey::generate().unwrap();
    let cases = [
        (unknown.key, Unauthenticated::WrongKeySecret(unknown.id)),
        (nobody.key, Unauthenticated::UnknownKey(nobody.id)),
        (revoked.key, Unauthenticated::RevokedKey(revoked.id)),
        (expired.key, Unauthenticated::ExpiredKey(expired.id)),
        (
            "mfask_x".to_owned().into(),
            Unauthenticated::MalformedKey(MalformedKey),
        ),
        (
            String::new().into(),
            Unauthenticated::MalformedKey(MalformedKey),
        ),
    ];
    for (key, why) in cases {
        let found = unauthenticated(world.ask(Some(key.expose_secret()), None).await);
        assert_eq!(found, why);
        assert_eq!(found.detail(), "The API key is not valid.");
        assert!(found.challenge().starts_with("SecretApiKey "));
    }
    assert!(
        world
            .ask(Some(good.key.expose_secret()), None)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_token_acts_for_its_user_with_its_scopes() {
    let world = World::new().await;
    let mut claims = claims("acme", "alice");
    let caller = world
        .ask(None, Some(&token(&world.acme, "ES256", &claims)))
        .await
        .unwrap();
    assert_eq!(
        (caller.organization.as_str(), caller.user),
        ("acme", Some(user_id("alice")))
    );
    assert!(!caller.scopes.contains(Scope::ReadUsersMfa));
    assert!(
        caller.scopes.contains(Scope::ChangeOwnMfa),
        "its own profile's"
    );
    claims["scope"] = json!("openid users:mfa:read");
    let caller = world
        .ask(None, Some(&token(&world.acme, "ES256", &claims)))
        .await
        .unwrap();
    assert!(caller.scopes.contains(Scope::ReadUsersMfa));
}

#[tokio::test]
async fn an_organization_believes_its_own_issuer_only() {
    let world = World::new().await;
    // Another organization's key, under the name of the first.
    let forged = token(&world.other, "EdDSA", &claims("acme", "alice"));
    let why = refusal(world.ask(None, Some(&forged)).await);
    assert_eq!(why, Refusal::AlgorithmNotAllowed(Algorithm::EdDsa));
    let forged = token(
        &Issuer::new(Algorithm::Es256),
        "ES256",
        &claims("acme", "alice"),
    );
    assert_eq!(
        refusal(world.ask(None, Some(&forged)).await),
        Refusal::WrongSignature
    );
    for (name, value, why) in [
        (
            "iss",
            json!("https://nobody.example"),
            Refusal::UnknownIssuer,
        ),
        ("iss", json!(""), Refusal::UnknownIssuer),
        (
            "iss",
            json!(["https://acme.example"]),
            Refusal::ClaimMissing("iss"),
        ),
        (
            "aud",
            json!("https://elsewhere.example"),
            Refusal::UnknownIssuer,
        ),
        ("aud", json!([]), Refusal::UnknownIssuer),
        ("exp", json!(1), Refusal::Expired),
        ("sub", json!(""), Refusal::NotAUserId),
        ("sub", json!("auth0|alice"), Refusal::NotAUserId),
        ("sub", json!("a".repeat(51)), Refusal::NotAUserId),
        ("sub", json!(7), Refusal::NotAUserId),
        ("sub", json!(null), Refusal::NotAUserId),
    ] {
        let mut claims = claims("acme", "alice");
        claims[name] = value.clone();
        let why_not = refusal(
            world
                .ask(None, Some(&token(&world.acme, "ES256", &claims)))
                .await,
        );
        assert_eq!(why_not, why, "{name}: {value}");
    }
    let malformed = refusal(world.ask(None, Some("not a token")).await);
    assert_eq!(malformed, Refusal::Malformed);
}

#[tokio::test]
async fn one_issuer_can_serve_several_organizations_by_audience() {
    let world = World::new().await;
    let mut third = organization("third", "ES256", &world.directory.path().join("acme.json"));
    let settings = third.jwt.as_mut().unwrap();
    settings.issuer = "https://acme.example".into();
    settings.audience = "https://third.example".into();
    world
        .store
        .insert_organization(&third, &Origin::SERVICE)
        .await
        .unwrap();
    let mut claims = claims("acme", "alice");
    claims["aud"] = json!(["https://third.example"]);
    let caller = world
        .ask(None, Some(&token(&world.acme, "ES256", &claims)))
        .await
        .unwrap();
    assert_eq!(caller.organization, organization_id("third"));
    claims["aud"] = json!(["https://third.example", AUDIENCE]);
    let why = refusal(
        world
            .ask(None, Some(&token(&world.acme, "ES256", &claims)))
            .await,
    );
    assert_eq!(why, Refusal::AmbiguousAudience);
}

#[tokio::test]
async fn a_first_token_makes_the_user_where_that_is_allowed() {
    let world = World::new().await;
    let (acme, other, dora) = (
        organization_id("acme"),
        organization_id("other"),
        user_id("dora"),
    );
    let bad = token(&world.other, "ES256", &claims("acme", "dora"));
    assert!(world.ask(None, Some(&bad)).await.is_err());
    assert!(world.store.user(&acme, &dora).await.unwrap().is_none());
    let good = token(&world.acme, "ES256", &claims("acme", "dora"));
    assert!(world.ask(None, Some(&good)).await.is_ok());
    assert!(world.store.user(&acme, &dora).await.unwrap().is_some());
    let good = token(&world.other, "EdDSA", &claims("other", "dora"));
    let caller = world.ask(None, Some(&good)).await.unwrap();
    assert_eq!(caller.user, Some(dora.clone()));
    assert!(world.store.user(&other, &dora).await.unwrap().is_none());
}

#[tokio::test]
async fn two_credentials_must_both_be_valid_and_agree() {
    let world = World::new().await;
    let reads = world.key("acme", None, &["users:mfa:read"]).await;
    let alices = world.key("acme", Some("alice"), &["users:mfa:read"]).await;
    let foreign = world.key("other", None, &["users:mfa:read"]).await;
    let [reads, alices, foreign] = [&reads, &alices, &foreign].map(|key| key.key.expose_secret());
    let alice = token(&world.acme, "ES256", &claims("acme", "alice"));
    let eve = token(&world.acme, "ES256", &claims("acme", "eve"));
    let expired = {
        let mut claims = claims("acme", "alice");
        claims["exp"] = json!((now() - TimeDelta::hours(1)).timestamp());
        token(&world.acme, "ES256", &claims)
    };
    let mut reading = claims("acme", "alice");
    reading["scope"] = json!("users:mfa:read");
    let reading = token(&world.acme, "ES256", &reading);

    // The user is the token's, the scopes are those of both.
    for (key, token, reads_others) in [
        (reads, &alice, false),
        (alices, &alice, false),
        (reads, &reading, true),
    ] {
        let caller = world.ask(Some(key), Some(token)).await.unwrap();
        assert_eq!(caller.user, Some(user_id("alice")));
        assert_eq!(caller.scopes.contains(Scope::ReadUsersMfa), reads_others);
        assert!(matches!(caller.credential, Credential::ApiKeyAndJwt(_)));
    }
    let why = unauthenticated(world.ask(Some(foreign), Some(&alice)).await);
    assert_eq!(why, Unauthenticated::OrganizationsDiffer);
    let why = unauthenticated(world.ask(Some(alices), Some(&eve)).await);
    assert_eq!(why, Unauthenticated::UsersDiffer);
    // Nothing was written for a pair that did not agree.
    let made = world
        .store
        .user(&organization_id("acme"), &user_id("eve"))
        .await
        .unwrap();
    assert!(made.is_none());
    assert_eq!(
        refusal(world.ask(Some(reads), Some(&expired)).await),
        Refusal::Expired
    );
    assert!(world.ask(Some("mfask_no"), Some(&alice)).await.is_err());
    assert!(world.ask(Some(reads), Some("no")).await.is_err());
}

#[tokio::test]
async fn challenges_say_how_to_get_in() {
    let world = World::new().await;
    let none = unauthenticated(world.ask(None, None).await);
    assert_eq!(
        none.challenge(),
        r#"SecretApiKey realm="MFA", Bearer realm="MFA""#
    );
    let why = unauthenticated(world.ask(None, Some("x")).await);
    assert!(
        why.challenge()
            .starts_with(r#"Bearer realm="MFA", error="invalid_token""#)
    );
    for why in [none, why] {
        assert!(http::HeaderValue::from_str(&why.challenge()).is_ok());
    }
}

#[tokio::test]
async fn when_keys_cannot_be_had_nobody_gets_in_and_nobody_is_blamed() {
    let world = World::new().await;
    std::fs::remove_file(world.directory.path().join("acme.json")).unwrap();
    let alice = token(&world.acme, "ES256", &claims("acme", "alice"));
    let error = world.ask(None, Some(&alice)).await.unwrap_err();
    assert!(
        matches!(error, Error::Internal(Internal::Keys { .. })),
        "{error:?}"
    );
    assert!(!error.to_string().contains(&alice));
    // A token that could not be accepted with any key is refused without asking for keys.
    let unsigned = token(&world.acme, "none", &claims("acme", "alice"));
    assert_eq!(
        refusal(world.ask(None, Some(&unsigned)).await),
        Refusal::UnknownAlgorithm
    );
}

#[test]
fn credentials_do_not_print_themselves() {
    let presented = Presented {
        api_key: Some("mfask_secret".to_owned().into()),
        bearer: Some("e.y.secret".to_owned().into()),
    };
    assert!(!format!("{presented:?}").contains("secret\""));
    assert!(!format!("{presented:?}").contains("mfask"));
    let id = ApiKeyId::new("abc").unwrap();
    assert!(Unauthenticated::UnknownKey(id).to_string().contains("abc"));
}

/// Printed, for who works on the way of every request.
#[tokio::test]
async fn what_a_credential_costs() {
    let world = World::new().await;
    let key = world.key("acme", None, &["users:mfa:read"]).await;
    let key = key.key.expose_secret();
    let alice = token(&world.acme, "ES256", &claims("acme", "alice"));
    for (name, key, token) in [
        ("an API key", Some(key), None),
        ("an ES256 token", None, Some(alice.as_str())),
    ] {
        let rounds = 2000;
        let start = std::time::Instant::now();
        for _ in 0..rounds {
            world.ask(key, token).await.unwrap();
        }
        println!("{name} costs {:?}", start.elapsed() / rounds);
    }
}
