//! `mfa-server database copy`, `backup` and `restore`.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde_json::{Value, json};

use super::super::data::DataArguments;
use super::super::output::{Format, counted, instant, table};
use crate::clock;
use crate::config::Database as Place;
use crate::mfa::OrganizationId;
use crate::store::postgres::{PostgresSource, PostgresTarget};
use crate::store::sqlite::{SqliteSource, SqliteTarget};
use crate::store::transfer::{self, Copied, Source, Sums, TABLES, Target};

#[derive(clap::Args)]
pub(in crate::commands) struct Copy {
    /// Where the data is: sqlite:PATH, or postgres://USER@HOST/DATABASE with its password in a file
    #[arg(value_parser = Place::parse)]
    from: Place,
    /// Where it goes: a database that holds nothing, or is not there yet
    #[arg(value_parser = Place::parse)]
    to: Place,
    /// One organization alone
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(in crate::commands) struct Backup {
    /// The file to make: readable by you alone
    file: PathBuf,
    /// One organization alone
    #[arg(long, value_name = "ID")]
    organization: Option<OrganizationId>,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(in crate::commands) struct Restore {
    /// What `mfa-server database backup` has made
    file: PathBuf,
    #[command(flatten)]
    data: DataArguments,
    #[command(flatten)]
    format: Format,
}

impl Copy {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let mut from = source(&self.from).await?;
        let mut to = target(&self.to).await?;
        let organization = self.organization.as_ref().map(OrganizationId::as_str);
        let copied = transfer::copy(&mut *from, &mut *to, organization).await?;
        tell(&self.format, &from.name(), &to.name(), &copied)
    }
}

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let mut from = source(&self.data.locate()?.database).await?;
        let organization = self.organization.as_ref().map(OrganizationId::as_str);
        let made = transfer::backup(&mut *from, &self.file, organization, clock::now()).await?;
        let name = self.file.display().to_string();
        let result = json!({
            "from": from.name(),
            "file": name,
            "made_at": instant(made.made_at),
            "tables": made.sums,
        });
        self.format.print(&result, |_| {
            format!(
                "{}{name} has what {} had, read again and compared.",
                told(&made.sums, None),
                from.name()
            )
        })
    }
}

impl Restore {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let mut backup = transfer::Backup::open(&self.file)?;
        let mut to = target(&self.data.locate()?.database).await?;
        let copied = transfer::restore_from(&mut backup, &mut *to).await?;
        tell(&self.format, &backup.name(), &to.name(), &copied)
    }
}

/// Reads a backup, and tells that it is whole.
pub(super) fn check_backup(file: &Path, format: &Format) -> anyhow::Result<()> {
    let backup = transfer::Backup::open(file).context("the backup cannot be used")?;
    let name = backup.name();
    let result = json!({
        "backup": file.display().to_string(),
        "whole": true,
        "made_at": instant(backup.made_at),
        "organization": backup.organization,
        "tables": backup.sums,
    });
    format.print(&result, |_| {
        format!("{}The {name} is whole.", told(&backup.sums, None))
    })
}

async fn source(place: &Place) -> anyhow::Result<Box<dyn Source>> {
    match place {
        Place::Sqlite(path) => Ok(Box::new(SqliteSource::open(path)?)),
        Place::Postgres(address) => Ok(Box::new(PostgresSource::open(address).await?)),
    }
}

async fn target(place: &Place) -> anyhow::Result<Box<dyn Target>> {
    match place {
        Place::Sqlite(path) => Ok(Box::new(SqliteTarget::open(path)?)),
        Place::Postgres(address) => Ok(Box::new(PostgresTarget::open(address).await?)),
    }
}

fn tell(format: &Format, from: &str, to: &str, copied: &Copied) -> anyhow::Result<()> {
    let put: serde_json::Map<String, Value> = copied
        .put
        .iter()
        .map(|(table, rows)| (table.name.to_owned(), json!(rows)))
        .collect();
    let result = json!({
        "from": from,
        "to": to,
        "equal": true,
        "copied": put,
        "source_has_changed": copied.source_has_changed,
        "tables": copied.sums,
    });
    format.print(&result, |_| {
        let changed = if copied.source_has_changed {
            format!(
                "\n{from} was changed meanwhile: what came after the copy began is not in {to}."
            )
        } else {
            String::new()
        };
        format!(
            "{}{to} has what {from} had: both are equal.{changed}",
            told(&copied.sums, Some(&copied.put))
        )
    })
}

/// How much there is of each table, and of how many organizations. Which has what, and the hashes, are
/// in the JSON.
fn told(sums: &Sums, put: Option<&[(&'static transfer::Table, u64)]>) -> String {
    let mut head = vec!["TABLE".to_owned(), "ROWS".to_owned()];
    if put.is_some() {
        head.push("COPIED NOW".to_owned());
    }
    head.push("OF".to_owned());
    let mut rows = vec![head];
    for one in &TABLES {
        let mut row = vec![one.name.to_owned(), sums.rows(one).to_string()];
        if let Some(put) = put {
            let found = put.iter().find(|(table, _)| table.name == one.name);
            row.push(found.map_or(0, |(_, rows)| *rows).to_string());
        }
        let of = sums.0.iter().filter(|sum| sum.table == one.name);
        let whose = of.filter(|sum| sum.organization.is_some()).count() as u64;
        row.push(if whose == 0 {
            String::new()
        } else {
            counted(whose, "organization", "organizations")
        });
        rows.push(row);
    }
    table(&rows)
}
