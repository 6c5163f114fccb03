//! `mfa-server database`: whether what is kept is whole; copies and backups of it.

mod transfer;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use serde_json::json;

use super::data::{self, DataArguments, Located};
use super::output::{Format, counted};
use crate::clock;
use crate::config::Database as Place;
use crate::mfa::{KeyInUse, Store as _};
use crate::store::{PostgresStore, sqlite};

/// Check, copy, back up and restore the database
#[derive(clap::Subcommand)]
pub(super) enum Database {
    /// Read all of it, and tell everything that is wrong; nothing is changed
    ///
    /// Every page and record, the indexes against their tables, records that refer to others, values
    /// that no version writes, and whether the configured encryption keys are those that sealed what
    /// is kept. It may run beside a server, and takes about a second for each 100 MB. A server that
    /// starts makes a part of it: see docs/operating.md. PostgreSQL has its own tools for pages and
    /// indexes (pg_amcheck); there, this reads the records.
    Check(Check),
    /// Copy all data, or one organization's, into another database, and compare both
    ///
    /// TO must hold nothing. A copy that was broken off is gone on with when the same command is run
    /// again; until it is done, no server starts with TO. Rows are counted and hashed on both sides:
    /// --json tells it for each table and organization. FROM is read as it was when the copy began:
    /// stop its servers first, if they are to go on with TO. What is sealed stays sealed: TO needs the
    /// same encryption keys.
    Copy(transfer::Copy),
    /// Write all data, or one organization's, to a file, and compare both
    ///
    /// It may run beside servers: the file has what was there at one moment. It is as secret as the
    /// database; what is sealed stays sealed, and a restore needs the encryption keys.
    Backup(transfer::Backup),
    /// Put a backup into a database that holds nothing, or is not there yet, and compare both
    ///
    /// The file is read to its end first, and refused if it is not whole. A restore that was broken off
    /// is gone on with when the same command is run again; until it is done, no server starts with the
    /// database.
    Restore(transfer::Restore),
}

#[derive(clap::Args)]
pub(super) struct Check {
    /// Read a backup instead, and tell whether it is whole
    #[arg(long, value_name = "FILE")]
    backup: Option<PathBuf>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl Database {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Check(check) => check.run().await,
            Self::Copy(copy) => copy.run().await,
            Self::Backup(backup) => backup.run().await,
            Self::Restore(restore) => restore.run().await,
        }
    }
}

impl Check {
    async fn run(self) -> anyhow::Result<()> {
        if let Some(backup) = &self.backup {
            return transfer::check_backup(backup, &self.format);
        }
        let Located {
            database,
            encryption_keys,
            ..
        } = self.data.locate()?;
        let name = database.to_string();
        let Some((mut found, in_use)) = look(&database).await? else {
            bail!("there is no database {name} yet: it is made by the first start or command");
        };
        if found.is_empty()
            && let Some(keys) = encryption_keys
        {
            let unfit = keys.keyring()?.fit(&in_use).err();
            found.extend(unfit.iter().flatten().map(ToString::to_string));
        }
        let result = json!({ "database": name, "whole": found.is_empty(), "found": found });
        self.format.print(&result, |_| {
            if found.is_empty() {
                return format!("The database {name} is whole.");
            }
            let count = counted(found.len() as u64, "thing is", "things are");
            let lines: String = found.iter().map(|line| format!("\n  {line}")).collect();
            format!("{count} wrong with the database {name}:{lines}")
        })?;
        if found.is_empty() {
            return Ok(());
        }
        Err(data::NotWhole).context(format!("the database {name} is not whole"))
    }
}

/// What is wrong with a database, and the keys that sealed what is in it. None if there is none.
async fn look(database: &Place) -> anyhow::Result<Option<(Vec<String>, Vec<KeyInUse>)>> {
    let now = clock::now();
    match database {
        Place::Sqlite(path) => {
            let Some(inspection) = sqlite::Inspection::open(path)? else {
                return Ok(None);
            };
            let found = inspection.thorough_check()?;
            // What is damaged may not even be told by which keys it is sealed.
            let in_use = match found.is_empty() {
                true => inspection.keys_in_use(now)?,
                false => Vec::new(),
            };
            Ok(Some((found, in_use)))
        }
        Place::Postgres(address) => {
            let Some(store) = PostgresStore::look(address).await? else {
                return Ok(None);
            };
            let found = store.thorough_check().await?;
            Ok(Some((found, store.keys_in_use(now).await?)))
        }
    }
}
