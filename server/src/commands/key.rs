//! `mfa-server key`: secret API keys.

use anyhow::{Context as _, anyhow, bail, ensure};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use super::data::Within;
use super::operator::operator;
use super::output::{Format, instant, table};
use super::when::{Until, age};
use crate::auth::NewApiKey;
use crate::clock;
use crate::mfa::text::is_hidden;
use crate::mfa::{ApiKey, ApiKeyId, Ended, OrganizationId, Scope, Store, UserId};

/// Create, list, rotate and revoke secret API keys
#[derive(clap::Subcommand)]
pub(super) enum Key {
    /// Create a key and show it, once: only its hash is kept
    ///
    /// A key for the organization may read every user's MFA state. A key for a user acts as that
    /// user, and reads others only with --scope users:mfa:read. A key that names no profile: scope
    /// may read and change the profile that it acts for.
    Create(Create),
    /// List keys, also those that have ended, without their secrets
    ///
    /// When a key was used last is exact to about ten minutes, and unknown for a time in which a server
    /// was killed.
    List(List),
    /// Make a key that takes the place of another, and let the old one end after an overlap
    ///
    /// The new key acts for the same user or organization, with the same scopes and label. It is shown
    /// once. Meanwhile both are accepted.
    Rotate(Rotate),
    /// Revoke a key: it is refused from the next request on
    Revoke(Revoke),
}

#[derive(clap::Args)]
pub(super) struct Create {
    /// The user whose profile the key acts for [default: none, the organization as a whole]
    #[arg(long, value_name = "ID")]
    user: Option<UserId>,
    /// What the key may do, once for each: users:mfa:read, to see other users' state;
    /// profile:mfa:read, profile:mfa:write, to do no more than this with the own profile [default:
    /// users:mfa:read for a key of the organization, nothing beyond the own profile for a user's]
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<Scope>,
    /// When the key ends: a time as 2027-01-31T12:00:00Z, or how long from now, as 90d [default: never]
    #[arg(long, value_name = "TIME")]
    expires: Option<Until>,
    /// What the key is for, to recognize it in lists
    #[arg(long, value_name = "TEXT", default_value = "")]
    label: String,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Rotate {
    /// The id of the key that is to end: what stands between `mfask_` and the next `_`
    id: ApiKeyId,
    /// How long the old key still counts, as 12h or 7d; 0s ends it at once
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = age)]
    overlap: chrono::Duration,
    /// When the new key ends, as for `key create`: to be said for a key that has an end [default: never]
    #[arg(long, value_name = "TIME")]
    expires: Option<Until>,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Revoke {
    /// The key's id: what stands between `mfask_` and the next `_`
    id: ApiKeyId,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

impl Key {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Create(create) => create.run().await,
            Self::List(list) => list.run().await,
            Self::Rotate(rotate) => rotate.run().await,
            Self::Revoke(revoke) => revoke.run().await,
        }
    }
}

impl Create {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        ensure!(
            !self.label.contains(is_hidden),
            "--label must be one line of text, with nothing hidden in it"
        );
        let scopes = match (&self.user, self.scope.is_empty()) {
            (None, true) => vec![Scope::ReadUsersMfa],
            _ => self.scope,
        };
        let now = clock::now();
        let (mut key, secret) = new(&organization, self.user, &scopes, &self.label, now)?;
        key.expires_at = self.expires.map(|until| until.at(now)).transpose()?;
        store.insert_api_key(&key, &operator()).await?;
        let mut result = described(&key, now);
        result["key"] = json!(secret.expose_secret());
        self.format.print(&result, |_| {
            format!(
                "{}\n\nThis is the one time that the key is shown. Its id is {}.{}",
                secret.expose_secret(),
                key.id,
                ends(&key)
            )
        })
    }
}

/// Of which everybody who makes one is told.
fn ends(key: &ApiKey) -> String {
    let end = key.expires_at.map(instant);
    end.map_or_else(String::new, |end| format!(" It ends at {end}."))
}

/// Makes and keeps a key without an end, and gives it with its record.
pub(super) async fn create(
    store: &dyn Store,
    organization: &OrganizationId,
    user: Option<UserId>,
    scopes: &[Scope],
    label: &str,
) -> anyhow::Result<(ApiKey, SecretString)> {
    let (key, secret) = new(organization, user, scopes, label, clock::now())?;
    store.insert_api_key(&key, &operator()).await?;
    Ok((key, secret))
}

fn new(
    organization: &OrganizationId,
    user: Option<UserId>,
    scopes: &[Scope],
    label: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<(ApiKey, SecretString)> {
    let new = NewApiKey::generate()?;
    let record = ApiKey {
        id: new.id,
        organization: organization.clone(),
        user,
        scopes: scopes.iter().map(Scope::to_string).collect(),
        secret_hash: new.secret_hash,
        label: label.to_owned(),
        created_at: now,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    Ok((record, new.key))
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let keys = store.api_keys(&organization).await?;
        let now = clock::now();
        let all: Vec<_> = keys.iter().map(|key| described(key, now)).collect();
        self.format.print(&all, |_| {
            let heads = [
                "ID",
                "USER",
                "SCOPES",
                "LABEL",
                "CREATED",
                "LAST USED",
                "EXPIRES",
                "REVOKED",
            ];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(keys.iter().map(|key| {
                vec![
                    key.id.to_string(),
                    key.user.as_ref().map(UserId::to_string).unwrap_or_default(),
                    key.scopes.join(" "),
                    key.label.clone(),
                    instant(key.created_at),
                    key.last_used_at.map(instant).unwrap_or_default(),
                    key.expires_at.map(instant).unwrap_or_default(),
                    key.revoked_at.map(instant).unwrap_or_default(),
                ]
            }));
            table(&rows)
        })
    }
}

impl Rotate {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let now = clock::now();
        let found = store.api_keys(&organization).await?;
        let old = found.into_iter().find(|key| key.id == self.id);
        let old = old.with_context(|| {
            format!(
                "API key {} of organization {organization} does not exist",
                self.id
            )
        })?;
        let NewApiKey {
            id,
            key,
            secret_hash,
        } = NewApiKey::generate()?;
        if let (Some(end), None) = (old.expires_at, self.expires) {
            bail!(
                "the key {} ends at {}: say when the new one is to end, as with --expires 90d",
                self.id,
                instant(end)
            );
        }
        let successor = ApiKey {
            id,
            secret_hash,
            created_at: now,
            expires_at: self.expires.map(|until| until.at(now)).transpose()?,
            revoked_at: None,
            last_used_at: None,
            ..old
        };
        let until = now
            .checked_add_signed(self.overlap)
            .context("--overlap: a time that far ahead cannot be told")?;
        let by = operator();
        let rotated = store.rotate_api_key(&self.id, &successor, until, &by);
        let until = rotated.await?.map_err(|ended| {
            anyhow!(
                "the API key {} is not rotated, as {ended}: make a new one with `key create`",
                self.id
            )
        })?;
        let mut result = described(&successor, now);
        result["key"] = json!(key.expose_secret());
        result["replaces"] = json!({ "id": self.id, "expires_at": instant(until) });
        self.format.print(&result, |_| {
            format!(
                "{}\n\nThis is the one time that the key is shown. Its id is {}.{}\nThe key {} counts \
                 beside it until {}.",
                key.expose_secret(),
                successor.id,
                ends(&successor),
                self.id,
                instant(until)
            )
        })
    }
}

impl Revoke {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        store
            .revoke_api_key(&organization, &self.id, &operator(), clock::now())
            .await?;
        let revoked = store.api_key(&self.id, store.latest().await?).await?;
        let now = clock::now();
        let revoked = revoked.as_deref().map(|key| described(key, now));
        self.format
            .print(&revoked, |_| format!("The key {} is revoked.", self.id))
    }
}

fn described(key: &ApiKey, now: DateTime<Utc>) -> serde_json::Value {
    json!({
        "id": key.id,
        "organization": key.organization,
        "user": key.user,
        "scopes": key.scopes,
        "label": key.label,
        "created_at": instant(key.created_at),
        "last_used_at": key.last_used_at.map(instant),
        "expires_at": key.expires_at.map(instant),
        "revoked_at": key.revoked_at.map(instant),
        "ended": key.ended(now).map(|ended| match ended {
            Ended::Expired => "expired",
            Ended::Revoked => "revoked",
        }),
    })
}
