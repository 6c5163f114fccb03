//! Where an operator's command finds its data: the database of a configuration, or that of
//! `mfa-server dev`. Both may be in use by a running server.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};

use super::dev::DataDirectory;
use crate::config::{Database, EncryptionKeys, Environment, StoreConfig};
use crate::mfa::{Organization, OrganizationId, Store};
use crate::store::SqliteStore;

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

/// An open store, and what else is known there.
pub(super) struct Opened {
    pub store: Arc<dyn Store>,
    pub encryption_keys: Option<EncryptionKeys>,
}

impl DataArguments {
    pub(super) fn open(&self) -> anyhow::Result<Opened> {
        let environment = Environment::of_process();
        if let Some(data) = &self.data {
            return open_data(data);
        }
        if self.config.is_none() && !StoreConfig::is_in(&environment) {
            let usual = Path::new(super::dev::DEFAULT_DATA);
            if DataDirectory::is_one(usual) {
                return open_data(usual);
            }
            bail!(
                "no database to work on: name the server's configuration with --config FILE, or the \
                 data of `mfa-server dev` with --data DIR"
            );
        }
        let config = StoreConfig::load(self.config.as_deref(), &environment)?;
        Ok(Opened {
            store: open(&config.database)?,
            encryption_keys: config.encryption_keys,
        })
    }
}

fn open_data(path: &Path) -> anyhow::Result<Opened> {
    if !DataDirectory::is_one(path) {
        bail!(
            "{} holds no data of `mfa-server dev`: run that first, or name its directory",
            path.display()
        );
    }
    let directory = DataDirectory::open(path)?;
    Ok(Opened {
        store: directory.store()?,
        encryption_keys: Some(directory.encryption_keys()?),
    })
}

/// Opens a configured database, and makes it if there is none.
pub(super) fn open(database: &Database) -> anyhow::Result<Arc<dyn Store>> {
    match database {
        Database::Sqlite(path) => {
            let store = SqliteStore::open(path)
                .with_context(|| format!("the database {} cannot be opened", path.display()))?;
            Ok(Arc::new(store))
        }
    }
}

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
