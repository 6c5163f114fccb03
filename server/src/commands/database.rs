//! `mfa-server database`: whether what is kept is whole.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde_json::json;

use super::data::{self, DataArguments, Located};
use super::output::{Format, counted};
use crate::clock;
use crate::config::Database as Place;
use crate::store::sqlite::Inspection;

/// Check the database
#[derive(clap::Subcommand)]
pub(super) enum Database {
    /// Read all of it, and tell everything that is wrong; nothing is changed
    ///
    /// Every page and record, the indexes against their tables, records that refer to others, values
    /// that no version writes, and whether the configured encryption keys are those that sealed what
    /// is kept. It may run beside a server, and takes about a second for each 100 MB. A server that
    /// starts makes a part of it: see docs/operating.md.
    Check(Check),
}

#[derive(clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl Database {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check(check) => check.run(),
        }
    }
}

impl Check {
    fn run(self) -> anyhow::Result<ExitCode> {
        let Located {
            database,
            encryption_keys,
            ..
        } = self.data.locate()?;
        let Place::Sqlite(path) = &database;
        let name = path.display().to_string();
        let Some(inspection) = Inspection::open(path)? else {
            bail!("there is no database {name} yet: it is made by the first start or command");
        };
        let mut found = inspection.thorough_check()?;
        if found.is_empty()
            && let Some(keys) = encryption_keys
        {
            let in_use = inspection.keys_in_use(clock::now())?;
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
            return Ok(ExitCode::SUCCESS);
        }
        Err(data::NotWhole).context(format!("the database {name} is not whole"))
    }
}
