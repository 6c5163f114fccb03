//! How much there is, and a hash of it: of each table and organization.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{Context, SHA256};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::table::{Row, TABLES, Table};
use super::{OneByOne, Result, Source};

/// The rows of one table and one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    pub table: String,
    /// None: nobody's.
    pub organization: Option<String>,
    pub rows: u64,
    /// Of the rows as lines of JSON, in the order of their keys, each with its line feed: lowercase
    /// hexadecimal.
    pub sha256: String,
}

/// Of all tables, in their order, and of all organizations that have rows there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sums(pub Vec<Sum>);

/// Sums of a table whose rows come in the order of their keys.
pub(super) struct Adding {
    table: &'static Table,
    sums: BTreeMap<Option<String>, (u64, Context)>,
}

impl Adding {
    pub(super) fn of(table: &'static Table) -> Self {
        Self {
            table,
            sums: BTreeMap::new(),
        }
    }

    /// Adds a row, which is this line.
    pub(super) fn add(&mut self, row: &Row, line: &str) {
        let whose = row.organization(self.table).map(str::to_owned);
        let sum = self.sums.entry(whose);
        let (rows, hash) = sum.or_insert_with(|| (0, Context::new(&SHA256)));
        *rows += 1;
        hash.update(line.as_bytes());
        hash.update(b"\n");
    }

    pub(super) fn done(self, sums: &mut Sums) {
        let name = self.table.name;
        let done = self
            .sums
            .into_iter()
            .map(|(organization, (rows, hash))| Sum {
                table: name.to_owned(),
                organization,
                rows,
                sha256: HEXLOWER.encode(hash.finish().as_ref()),
            });
        sums.0.extend(done);
    }
}

impl Sums {
    pub(super) async fn of(source: &mut dyn Source) -> Result<Self> {
        let mut sums = Self::default();
        for table in &TABLES {
            let mut adding = Adding::of(table);
            let mut rows = OneByOne::of(source.rows(table, None).await?);
            while let Some(row) = rows.next().await? {
                adding.add(&row, &row.line(table));
            }
            adding.done(&mut sums);
        }
        Ok(sums)
    }

    /// How many rows a table has.
    pub fn rows(&self, table: &Table) -> u64 {
        let of_it = self.0.iter().filter(|sum| sum.table == table.name);
        of_it.map(|sum| sum.rows).sum()
    }

    /// The first thing in which others are otherwise. Both are in the same order.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        let longer = self.0.len().max(other.0.len());
        let at = (0..longer).find(|at| self.0.get(*at) != other.0.get(*at))?;
        let sum = self.0.get(at).or_else(|| other.0.get(at))?;
        let whose = sum.organization.as_ref().map(|id| format!(" of {id}"));
        Some(format!("{}{}", sum.table, whose.unwrap_or_default()))
    }
}
