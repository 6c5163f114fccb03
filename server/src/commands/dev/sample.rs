//! The sample organization: what must be there after every start.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use super::directory::DataDirectory;
use super::env_file::DevEnv;
use super::issuer::{ALGORITHM, AUDIENCE, ISSUER};
use crate::auth::PresentedApiKey;
use crate::clock;
use crate::commands::key;
use crate::commands::operator::operator;
use crate::factor::{self, TotpSecret};
use crate::mfa::{
    ImportedFactor, ImportedUser, JwtSettings, KeySource, Organization, OrganizationId, RateLimit,
    Returns, Scope, Store, StoreError, User, UserId,
};

pub(super) const ORGANIZATION: &str = "sample";
/// Their names in `dev.env` too.
const USERS: [&str; 4] = ["alice", "bob", "carol", ENROLLED];
/// Who has a factor, verified when the user was made.
const ENROLLED: &str = "dave";
/// By this label a key is known as one that may be replaced.
const LABEL: &str = "made by mfa-server dev";

pub(super) struct Sample {
    pub env: DevEnv,
    pub is_new: bool,
}

impl Sample {
    /// Makes what is missing, keeps what is there, and renews the tokens.
    pub(super) async fn ensure(
        store: &dyn Store,
        directory: &DataDirectory,
        url: &str,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let issuer = directory.issuer()?;
        let id = OrganizationId::new(ORGANIZATION)?;
        let is_new = ensure_organization(store, &id, directory, now).await?;
        let enrolled = ensure_enrolled(store, &id, directory, now).await?;
        for user in USERS {
            let user = UserId::new(user)?;
            ensure_user(store, &id, user, now).await?;
        }
        let before = directory.env();
        let mut env = DevEnv::default();
        env.push("MFA_URL", url.to_owned().into());
        for (name, user, scopes) in [
            ("MFA_SECRET_API_KEY", None, &[Scope::ReadUsersMfa][..]),
            ("MFA_ALICE_API_KEY", Some(UserId::new("alice")?), &[]),
            ("MFA_DAVE_API_KEY", Some(UserId::new(ENROLLED)?), &[]),
        ] {
            let key = match before.get(name) {
                Some(key) if works(store, &id, key).await? => key.clone(),
                _ => {
                    replace_key(store, &id, user.as_ref(), now).await?;
                    key::create(store, &id, user, scopes, LABEL).await?.1
                }
            };
            env.push(name, key);
        }
        for user in USERS {
            let scopes = if user == "carol" {
                Scope::ReadUsersMfa.as_str()
            } else {
                ""
            };
            let name = format!("MFA_JWT_{}", user.to_uppercase());
            env.push(&name, issuer.token(user, scopes, now));
        }
        const SECRET: &str = "MFA_DAVE_TOTP_SECRET";
        if let Some(secret) = enrolled.or_else(|| before.get(SECRET).cloned()) {
            env.push(SECRET, secret);
        }
        Ok(Self { env, is_new })
    }
}

/// `true` when it was made. Settings that someone has changed since stay, but for the place of the
/// issuer's keys: the data directory may have moved.
async fn ensure_organization(
    store: &dyn Store,
    id: &OrganizationId,
    directory: &DataDirectory,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let keys = KeySource::File(directory.jwks());
    if let Some(mut organization) = store.organization(id).await? {
        if let Some(jwt) = &mut organization.jwt
            && jwt.issuer == ISSUER
            && jwt.keys != keys
        {
            jwt.keys = keys;
            store
                .update_organization(&organization, &operator(), now)
                .await?;
        }
        return Ok(false);
    }
    let jwt = JwtSettings::new(ISSUER.into(), AUDIENCE.into(), vec![ALGORITHM.into()], keys);
    let organization = Organization {
        id: id.clone(),
        name: "Sample organization".into(),
        enrollment_type: factor::USUAL,
        users_from_jwt: false,
        rate_limit: RateLimit::default(),
        returns: Returns::default(),
        jwt: Some(jwt),
        created_at: now,
        disabled_at: None,
    };
    store
        .insert_organization(&organization, &operator())
        .await?;
    Ok(true)
}

/// The user with a factor, and its secret if it was made now: who has taken the factor away since
/// does not get it back.
async fn ensure_enrolled(
    store: &dyn Store,
    organization: &OrganizationId,
    directory: &DataDirectory,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<SecretString>> {
    let id = UserId::new(ENROLLED)?;
    if store.user(organization, &id).await?.is_some() {
        return Ok(None);
    }
    let keyring = directory.encryption_keys()?.keyring()?;
    let secret = TotpSecret::generate()?;
    let factor = ImportedFactor {
        factor_type: factor::GUARDIAN,
        secret: Some(keyring.seal(organization, &id, &secret)?),
        last_auth_time: Some(now),
    };
    let user = ImportedUser {
        email: Some(format!("{id}@sample.invalid")),
        id,
        factor: Some(factor),
    };
    let by = operator();
    store
        .import_users(organization, vec![user], &by, now)
        .await?;
    Ok(Some(secret.to_base32().as_str().into()))
}

async fn ensure_user(
    store: &dyn Store,
    organization: &OrganizationId,
    id: UserId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let email = Some(format!("{id}@sample.invalid"));
    let user = User {
        organization: organization.clone(),
        id,
        email,
        created_at: now,
        disabled_at: None,
    };
    match store.insert_user(&user, &operator()).await {
        Ok(()) | Err(StoreError::AlreadyExists { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Whether a key of the last start still lets in.
async fn works(
    store: &dyn Store,
    organization: &OrganizationId,
    key: &SecretString,
) -> anyhow::Result<bool> {
    let Ok(presented) = PresentedApiKey::parse(key) else {
        return Ok(false);
    };
    let record = store.api_key(&presented.id, store.latest().await?).await?;
    Ok(record.is_some_and(|record| {
        record.organization == *organization
            && record.ended(clock::now()).is_none()
            && presented.matches(Some(&record.secret_hash))
    }))
}

/// A sample key that is in `dev.env` no more is lost to everyone but who copied it: it goes.
async fn replace_key(
    store: &dyn Store,
    organization: &OrganizationId,
    user: Option<&UserId>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for key in store.api_keys(organization).await? {
        if key.label == LABEL && key.user.as_ref() == user && key.ended(now).is_none() {
            store
                .revoke_api_key(organization, &key.id, &operator(), now)
                .await?;
        }
    }
    Ok(())
}
