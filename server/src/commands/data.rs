//! Where an operator's command finds its data: the database of a configuration, or that of
//! `mfa-server dev`. Both may be in use by a running server.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use slog::{Logger, info};

use super::dev::DataDirectory;
use crate::clock;
use crate::config::{Database, EncryptionKeys, Environment, StoreConfig};
use crate::factor::Keyring;
use crate::mfa::{KeyCheck, KeyInUse, Organization, OrganizationId, Origin, Store};
use crate::store::sqlite::QuickCheck;
use crate::store::{DatabaseError, PostgresStore, SqliteStore, sqlite};

/// Which database to work on.
///
/// Without either option: MFA_SERVER_DATABASE if it is set, else `.mfa` if `mfa-server dev` has run
/// here.
#[derive(clap::Args)]
pub(super) struct DataArguments {
    /// The server's configuration file
    #[arg(
        long,
        value_name = "FILE",
        env = "MFA_SERVER_CONFIG",
        conflicts_with = "data"
    )]
    config: Option<PathBuf>,
    /// The data directory of `mfa-server dev`, instead of a configuration [default: .mfa, if it is
    /// there]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Where a store is, and what else is known there.
pub(super) struct Located {
    pub database: Database,
    pub encryption_keys: Option<EncryptionKeys>,
    /// Whether it is that of `mfa-server dev`.
    pub is_development: bool,
}

impl DataArguments {
    pub(super) async fn open(&self) -> anyhow::Result<Arc<dyn Store>> {
        open(&self.locate()?.database).await
    }

    /// Opens and makes nothing.
    pub(super) fn locate(&self) -> anyhow::Result<Located> {
        let environment = Environment::of_process();
        if let Some(data) = &self.data {
            return locate_data(data);
        }
        if self.config.is_none() && !StoreConfig::is_in(&environment) {
            let usual = Path::new(super::dev::DEFAULT_DATA);
            if DataDirectory::is_one(usual) {
                return locate_data(usual);
            }
            bail!(
                "no database to work on: name the server's configuration with --config FILE, or the \
                 data of `mfa-server dev` with --data DIR"
            );
        }
        let config = StoreConfig::load(self.config.as_deref(), &environment)?;
        Ok(Located {
            database: config.database,
            encryption_keys: config.encryption_keys,
            is_development: false,
        })
    }
}

fn locate_data(path: &Path) -> anyhow::Result<Located> {
    if !DataDirectory::is_one(path) {
        bail!(
            "{} holds no data of `mfa-server dev`: run that first, or name its directory",
            path.display()
        );
    }
    let directory = DataDirectory::open(path)?;
    Ok(Located {
        database: directory.located(),
        encryption_keys: Some(directory.encryption_keys()?),
        is_development: true,
    })
}

/// Opens a configured database, and makes it if there is none.
///
/// A database of PostgreSQL is there already; its tables are made.
pub(super) async fn open(database: &Database) -> anyhow::Result<Arc<dyn Store>> {
    let opened: Result<Arc<dyn Store>, DatabaseError> = match database {
        Database::Sqlite(path) => SqliteStore::open(path).map(|store| Arc::new(store) as _),
        Database::Postgres(address) => PostgresStore::open(address)
            .await
            .map(|store| Arc::new(store) as _),
    };
    opened.with_context(|| format!("the database {database} cannot be opened"))
}

/// How long a start may be held up by looking whether the database is whole.
const QUICK: Duration = Duration::from_secs(5);

/// Looks whether a server could start with this database and these keys: without making or changing
/// anything. A database that is not there will be made.
///
/// PostgreSQL looks after its pages itself, so there is no more to check than the keys.
pub(super) async fn check(
    database: &Database,
    keyring: &Keyring,
) -> anyhow::Result<Option<QuickCheck>> {
    let (checked, in_use) = match database {
        Database::Sqlite(path) => {
            let Some(inspection) = sqlite::Inspection::open(path)? else {
                return Ok(None);
            };
            let checked = inspection.quick_check(QUICK)?;
            (checked, inspection.keys_in_use(clock::now())?)
        }
        Database::Postgres(address) => {
            let Some(store) = PostgresStore::look(address).await? else {
                return Ok(None);
            };
            (QuickCheck::Whole, store.keys_in_use(clock::now()).await?)
        }
    };
    fits(database, keyring, &in_use)?;
    Ok(Some(checked))
}

/// Opens a database for a server, which must be whole and fit the keys, and keeps what tells the keys
/// again.
pub(super) async fn open_for_serving(
    database: &Database,
    keyring: &Keyring,
    log: &Logger,
) -> anyhow::Result<Arc<dyn Store>> {
    if check(database, keyring).await? == Some(QuickCheck::CutOff) {
        let seconds = QUICK.as_secs();
        info!(log, "the check of the database was cut off, and had found nothing by then: \
                    `mfa-server database check` reads all of it"; "seconds" => seconds);
    }
    let store = open(database).await?;
    settle_keys(database, &*store, keyring, &Origin::SERVICE).await?;
    Ok(store)
}

/// Holds the keys against the store once more, now that nobody else can change what is kept of them
/// in between.
pub(super) async fn settle_keys(
    database: &Database,
    store: &dyn Store,
    keyring: &Keyring,
    by: &Origin,
) -> anyhow::Result<()> {
    loop {
        let now = clock::now();
        let in_use = store.keys_in_use(now).await?;
        let checks = fits(database, keyring, &in_use)?;
        if checks.is_empty() || store.keep_key_checks(in_use, checks, by, now).await? {
            return Ok(());
        }
    }
}

fn fits(
    database: &Database,
    keyring: &Keyring,
    in_use: &[KeyInUse],
) -> anyhow::Result<Vec<KeyCheck>> {
    keyring.fit(in_use).map_err(|unfit| {
        let lines: String = unfit.iter().map(|one| format!("\n  {one}")).collect();
        anyhow!(
            "the encryption keys (encryption.keys_file) do not fit the database {database}:{lines}"
        )
    })
}

/// Told already, on standard output.
#[derive(Debug, thiserror::Error)]
#[error(
    "stop every server that uses it, keep a copy, and restore a backup, or bring back its keys"
)]
pub(super) struct NotWhole;

/// `--organization ID`, which may be left out while there is one organization only.
#[derive(clap::Args)]
pub(super) struct Whose {
    /// The organization [default: the only one there is]
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
}

impl Whose {
    pub(super) async fn find(&self, store: &dyn Store) -> anyhow::Result<Organization> {
        let mut all = store.organizations().await?;
        let known = all
            .iter()
            .map(|one| one.id.to_string())
            .collect::<Vec<_>>()
            .join(", ");
        if let Some(wanted) = &self.organization {
            let found = all.into_iter().find(|one| one.id == *wanted);
            return found.with_context(|| {
                let known = if known.is_empty() {
                    "none".to_owned()
                } else {
                    known
                };
                format!("there is no organization {wanted}; there are: {known}")
            });
        }
        match all.len() {
            1 => Ok(all.remove(0)),
            0 => bail!(
                "there is no organization yet: make one with `mfa-server organization add ID`"
            ),
            _ => {
                bail!("there are several organizations, say which with --organization ID: {known}")
            }
        }
    }
}

/// Where a command works that is about one organization.
#[derive(clap::Args)]
pub(super) struct Within {
    #[command(flatten)]
    pub whose: Whose,
    #[command(flatten)]
    pub data: DataArguments,
}

impl Within {
    /// The database, and the organization in it.
    pub(super) async fn open(&self) -> anyhow::Result<(Arc<dyn Store>, OrganizationId)> {
        let store = self.data.open().await?;
        let organization = self.whose.find(&*store).await?.id;
        Ok((store, organization))
    }
}
