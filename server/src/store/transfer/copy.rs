//! From a source into a target: what is missing there is put there, and then both are compared.

use super::sums::{Adding, Sums};
use super::table::{Row, TABLES, Table};
use super::{OneByOne, Result, Source, TOGETHER, Target, TransferError};

/// What a copy came to. Both sides have these sums.
#[derive(Debug)]
pub struct Copied {
    pub sums: Sums,
    /// How many rows of each table were put by this run: those before are not put again.
    pub put: Vec<(&'static Table, u64)>,
    /// Whether the source was changed meanwhile: what came later is not in the target.
    pub source_has_changed: bool,
}

/// Copies an organization, or all. A copy that was broken off is gone on with; one that is whole is
/// only compared.
///
/// # Errors
/// The target holds anything else, the two are not equal in the end, or either fails.
pub async fn copy(
    source: &mut dyn Source,
    target: &mut dyn Target,
    organization: Option<&str>,
) -> Result<Copied> {
    let copying = Copying {
        from: source.name(),
        target: target.name(),
    };
    let wanted = match organization {
        Some(id) => format!("organization {id}"),
        None => "all organizations".to_owned(),
    };
    if let Some(id) = organization
        && first(source, &TABLES[0], organization).await?.is_none()
    {
        return Err(TransferError::NoOrganization {
            from: copying.from,
            organization: id.to_owned(),
        });
    }
    let begun = match target.unfinished().await? {
        Some(found) if found == wanted => true,
        Some(found) => {
            return Err(TransferError::OtherCopy {
                target: copying.target,
                found,
                wanted,
            });
        }
        None => false,
    };
    let mut has_all = false;
    if !begun {
        has_all = holds_anything(target).await?.is_some();
        if !has_all {
            target.begin(&wanted).await?;
        }
    }
    let (sums, put) = copying.run(source, target, organization, has_all).await?;
    let kept = Sums::of(&mut *target.source().await?).await?;
    if let Some(what) = sums.difference(&kept) {
        let (target, from) = (copying.target, copying.from);
        return Err(if has_all {
            TransferError::HoldsOther { target, what }
        } else {
            TransferError::NotEqual { target, from, what }
        });
    }
    if !has_all {
        target.finish().await?;
    }
    Ok(Copied {
        sums,
        put,
        source_has_changed: source.has_changed().await?,
    })
}

async fn first(
    source: &mut dyn Source,
    table: &'static Table,
    organization: Option<&str>,
) -> Result<Option<Row>> {
    let rows = source.rows(table, organization).await?;
    OneByOne::of(rows).next().await
}

async fn holds_anything(target: &mut dyn Target) -> Result<Option<&'static Table>> {
    let mut source = target.source().await?;
    for table in TABLES.iter().filter(|table| !table.is_counters()) {
        if first(&mut *source, table, None).await?.is_some() {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// What the target has of a table already.
struct There {
    /// The next one.
    row: Option<Row>,
    /// Keeps what it reads as it was, and the target from tidying up: no longer than it is needed.
    reading: Option<(Box<dyn Source>, OneByOne)>,
}

impl There {
    async fn of(target: &mut dyn Target, table: &'static Table) -> Result<Self> {
        let mut there = Self {
            row: None,
            reading: None,
        };
        // A counter is put whatever is there.
        if !table.is_counters() {
            let mut source = target.source().await?;
            let rows = OneByOne::of(source.rows(table, None).await?);
            there.reading = Some((source, rows));
            there.go_on().await?;
        }
        Ok(there)
    }

    async fn go_on(&mut self) -> Result<()> {
        self.row = match &mut self.reading {
            Some((_, rows)) => rows.next().await?,
            None => None,
        };
        if self.row.is_none() {
            self.reading = None;
        }
        Ok(())
    }
}

struct Copying {
    from: String,
    target: String,
}

impl Copying {
    async fn run(
        &self,
        source: &mut dyn Source,
        target: &mut dyn Target,
        organization: Option<&str>,
        has_all: bool,
    ) -> Result<(Sums, Vec<(&'static Table, u64)>)> {
        let mut sums = Sums::default();
        let mut put = Vec::new();
        for table in &TABLES {
            let mut adding = Adding::of(table);
            let mut there = There::of(target, table).await?;
            let mut rows = OneByOne::of(source.rows(table, organization).await?);
            let mut batch = Vec::new();
            let mut count = 0;
            while let Some(row) = rows.next().await? {
                adding.add(&row, &row.line(table));
                if let Some(there_now) = &there.row {
                    self.none_before(table, there_now, Some(&row), has_all)?;
                    if there_now.key(table) == row.key(table) {
                        if *there_now != row {
                            return Err(self.otherwise(table, &row, has_all));
                        }
                        there.go_on().await?;
                        continue;
                    }
                }
                if has_all {
                    if !table.is_counters() {
                        return Err(self.otherwise(table, &row, has_all));
                    }
                    continue;
                }
                count += 1;
                batch.push(row);
                if batch.len() == TOGETHER {
                    target.put(table, std::mem::take(&mut batch)).await?;
                }
            }
            if let Some(there_now) = &there.row {
                self.none_before(table, there_now, None, has_all)?;
            }
            if !batch.is_empty() {
                target.put(table, batch).await?;
            }
            adding.done(&mut sums);
            put.push((table, count));
        }
        Ok((sums, put))
    }

    /// Refuses a row of the target that the source does not have.
    fn none_before(
        &self,
        table: &Table,
        there: &Row,
        row: Option<&Row>,
        has_all: bool,
    ) -> Result<()> {
        if row.is_none_or(|row| there.key(table) < row.key(table)) {
            return Err(self.otherwise(table, there, has_all));
        }
        Ok(())
    }

    fn otherwise(&self, table: &Table, row: &Row, has_all: bool) -> TransferError {
        let whose = row.organization(table).map(|id| format!(" of {id}"));
        let what = format!("{}{}", table.name, whose.unwrap_or_default());
        let (target, from) = (self.target.clone(), self.from.clone());
        if has_all {
            TransferError::HoldsOther { target, what }
        } else {
            TransferError::Changed { target, from, what }
        }
    }
}
