//! `mfa-server key`: secret API keys.

use anyhow::ensure;
use secrecy::ExposeSecret as _;
use serde_json::json;

use super::data::{DataArguments, Whose};
use super::operator::operator;
use super::output::{Format, instant, table};
use crate::auth::NewApiKey;
use crate::clock;
use crate::mfa::text::is_hidden;
use crate::mfa::{ApiKey, ApiKeyId, OrganizationId, Scope, Store, UserId};

/// Create, list and revoke secret API keys
#[derive(clap::Subcommand)]
pub(super) enum Key {
    /// Create a key and show it, once: only its hash is kept
    ///
    /// A key for the organization may read every user's MFA state. A key for a user acts as that
    /// user, and reads others only with --scope users:mfa:read.
    Create(Create),
    /// List keys, also revoked ones, without their secrets
    List(List),
    /// Revoke a key: it is refused from the next request on
    Revoke(Revoke),
}

#[derive(clap::Args)]
pub(super) struct Create {
    /// The user whose profile the key acts for [default: none, the organization as a whole]
    #[arg(long, value_name = "ID")]
    user: Option<UserId>,
    /// What the key may do beyond its own profile: users:mfa:read [default: that for a key of the
    /// organization, nothing for a user's]
    #[arg(long, value_name = "SCOPE")]
    scope: Vec<Scope>,
    /// What the key is for, to recognize it in lists
    #[arg(long, value_name = "TEXT", default_value = "")]
    label: String,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Revoke {
    /// The key's id: what stands between `mfask_` and the next `_`
    id: ApiKeyId,
    #[command(flatten)]
    whose: Whose,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl Key {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Create(create) => create.run().await,
            Self::List(list) => list.run().await,
            Self::Revoke(revoke) => revoke.run().await,
        }
    }
}

impl Create {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?;
        let organization = self.whose.find(&*store).await?.id;
        ensure!(
            !self.label.contains(is_hidden),
            "--label must be one line of text, with nothing hidden in it"
        );
        let scopes = match (&self.user, self.scope.is_empty()) {
            (None, true) => vec![Scope::ReadUsersMfa],
            _ => self.scope,
        };
        let (key, secret) = create(&*store, &organization, self.user, &scopes, &self.label).await?;
        let mut result = described(&key);
        result["key"] = json!(secret.expose_secret());
        self.format.print(&result, |_| {
            format!(
                "{}\n\nThis is the one time that the key is shown. Its id is {}.",
                secret.expose_secret(),
                key.id
            )
        })
    }
}

/// Makes and keeps a key, and gives it with its record.
pub(super) async fn create(
    store: &dyn Store,
    organization: &OrganizationId,
    user: Option<UserId>,
    scopes: &[Scope],
    label: &str,
) -> anyhow::Result<(ApiKey, secrecy::SecretString)> {
    let new = NewApiKey::generate()?;
    let record = ApiKey {
        id: new.id,
        organization: organization.clone(),
        user,
        scopes: scopes.iter().map(Scope::to_string).collect(),
        secret_hash: new.secret_hash,
        label: label.to_owned(),
        created_at: clock::now(),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    store.insert_api_key(&record, &operator()).await?;
    Ok((record, new.key))
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?;
        let organization = self.whose.find(&*store).await?.id;
        let keys = store.api_keys(&organization).await?;
        let all: Vec<_> = keys.iter().map(described).collect();
        self.format.print(&all, |_| {
            let heads = ["ID", "USER", "SCOPES", "LABEL", "CREATED", "REVOKED"];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(keys.iter().map(|key| {
                vec![
                    key.id.to_string(),
                    key.user.as_ref().map(UserId::to_string).unwrap_or_default(),
                    key.scopes.join(" "),
                    key.label.clone(),
                    instant(key.created_at),
                    key.revoked_at.map(instant).unwrap_or_default(),
                ]
            }));
            table(&rows)
        })
    }
}

impl Revoke {
    async fn run(self) -> anyhow::Result<()> {
        let store = self.data.open()?;
        let organization = self.whose.find(&*store).await?.id;
        store
            .revoke_api_key(&organization, &self.id, &operator(), clock::now())
            .await?;
        let revoked = store.api_key(&self.id, store.latest().await?).await?;
        self.format.print(&revoked.as_deref().map(described), |_| {
            format!("The key {} is revoked.", self.id)
        })
    }
}

fn described(key: &ApiKey) -> serde_json::Value {
    json!({
        "id": key.id,
        "organization": key.organization,
        "user": key.user,
        "scopes": key.scopes,
        "label": key.label,
        "created_at": instant(key.created_at),
        "revoked_at": key.revoked_at.map(instant),
    })
}
