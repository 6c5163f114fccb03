//! Backups: files that hold what a store holds, in lines of JSON. docs/operating.md tells the form.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use tokio::sync::mpsc;

use super::sums::{Adding, Sums};
use super::table::{Row, TABLES, Table};
use super::{OneByOne, Result, Rows, Source, TOGETHER, Target, TransferError, copy};

/// Of the form. One that is higher was written by a later version.
const FORM: u32 = 1;

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    mfa_server_backup: u32,
    made_by: String,
    made_at: DateTime<Utc>,
    /// None: all.
    organization: Option<String>,
}

/// A line of a row.
#[derive(Deserialize)]
struct Line {
    table: String,
    row: Map<String, Json>,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct End {
    sums: Sums,
}

/// A backup that is whole: every row is there, and as it was written.
#[derive(Debug)]
pub struct Backup {
    path: PathBuf,
    pub made_at: DateTime<Utc>,
    /// None: of all.
    pub organization: Option<String>,
    pub sums: Sums,
    /// Where the rows of a table begin, and how many there are.
    places: BTreeMap<&'static str, (u64, u64)>,
}

/// Writes an organization, or all, to a file that is not there yet, and reads it again.
///
/// # Errors
/// The file is there, or cannot be written, or the source fails: then no file is left.
pub async fn backup(
    source: &mut dyn Source,
    path: &Path,
    organization: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Backup> {
    let failed = |source| file_error(path, source);
    if path.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    if let Some(id) = organization {
        let mut rows = OneByOne::of(source.rows(&TABLES[0], organization).await?);
        if rows.next().await?.is_none() {
            return Err(TransferError::NoOrganization {
                from: source.name(),
                organization: id.to_owned(),
            });
        }
    }
    let directory = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let directory = directory.unwrap_or(Path::new("."));
    let part = Part::create(path).map_err(failed)?;
    let sums = write(source, &part, organization, now).await?;
    let written = Backup::open(&part.0)?;
    if let Some(what) = sums.difference(&written.sums) {
        let (target, from) = (path.display().to_string(), source.name());
        return Err(TransferError::NotEqual { target, from, what });
    }
    std::fs::hard_link(&part.0, path).map_err(failed)?;
    File::open(directory)
        .and_then(|directory| directory.sync_all())
        .map_err(failed)?;
    Ok(Backup {
        path: path.to_owned(),
        ..written
    })
}

/// A file that is being written, and goes when it is done with.
struct Part(PathBuf);

impl Part {
    /// Readable by its owner alone.
    fn create(path: &Path) -> std::io::Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = Self(name.into());
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&part.0)?;
        Ok(part)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Nobody is harmed by a file that stays.
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn write(
    source: &mut dyn Source,
    part: &Part,
    organization: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Sums> {
    let failed = |error| file_error(&part.0, error);
    let file = File::options().append(true).open(&part.0).map_err(failed)?;
    let mut file = std::io::BufWriter::new(file);
    let head = Head {
        mfa_server_backup: FORM,
        made_by: format!("mfa-server {}", env!("CARGO_PKG_VERSION")),
        made_at: now,
        organization: organization.map(str::to_owned),
    };
    writeln!(file, "{}", json(&head)).map_err(failed)?;
    let mut sums = Sums::default();
    for table in &TABLES {
        let mut adding = Adding::of(table);
        let mut rows = OneByOne::of(source.rows(table, organization).await?);
        while let Some(row) = rows.next().await? {
            let line = row.line(table);
            adding.add(&row, &line);
            let name = table.name;
            writeln!(file, "{{\"table\":\"{name}\",\"row\":{line}}}").map_err(failed)?;
        }
        adding.done(&mut sums);
    }
    let end = End { sums };
    writeln!(file, "{}", json(&end)).map_err(failed)?;
    let file = file
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    Ok(end.sums)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON")
}

/// Puts a backup into an empty store, as [`copy`] does.
///
/// # Errors
/// As [`copy`].
pub async fn restore_from(backup: &mut Backup, target: &mut dyn Target) -> Result<copy::Copied> {
    let organization = backup.organization.clone();
    copy::copy(backup, target, organization.as_deref()).await
}

impl Backup {
    /// Reads all of a file.
    ///
    /// # Errors
    /// It cannot be read, or is no whole backup.
    pub fn open(path: &Path) -> Result<Self> {
        let failed = |error| file_error(path, error);
        let wrong = |why: String| TransferError::NotABackup {
            file: path.display().to_string(),
            why,
        };
        let mut file = BufReader::new(File::open(path).map_err(failed)?);
        let mut line = String::new();
        let mut at = read_line(&mut file, &mut line).map_err(failed)?;
        let head: Head = serde_json::from_str(&line)
            .map_err(|error| wrong(format!("its first line is not that of a backup: {error}")))?;
        if head.mfa_server_backup != FORM {
            let form = head.mfa_server_backup;
            return Err(wrong(format!(
                "it has form {form}, this program knows {FORM}: {} wrote it",
                head.made_by
            )));
        }
        let mut places = BTreeMap::new();
        let mut sums = Sums::default();
        let mut number = 2;
        let mut length = read_line(&mut file, &mut line).map_err(failed)?;
        for table in &TABLES {
            let mut adding = Adding::of(table);
            let (start, mut rows) = (at, 0);
            // Another is of a later table, or the end.
            while let Ok(of) = serde_json::from_str::<Line>(&line)
                && of.table == table.name
            {
                let row = Row::read(table, of.row);
                let row = row.map_err(|why| wrong(format!("line {number}: {why}")))?;
                adding.add(&row, &row.line(table));
                at += length;
                rows += 1;
                number += 1;
                length = read_line(&mut file, &mut line).map_err(failed)?;
            }
            places.insert(table.name, (start, rows));
            adding.done(&mut sums);
        }
        if length == 0 {
            return Err(wrong("its end is missing".into()));
        }
        let end: End = serde_json::from_str(&line)
            .map_err(|_| wrong(format!("line {number} is neither a row nor the end")))?;
        if let Some(what) = end.sums.difference(&sums) {
            return Err(wrong(format!(
                "its rows of {what} are not what was written"
            )));
        }
        if !file.fill_buf().map_err(failed)?.is_empty() {
            return Err(wrong("something follows its end".into()));
        }
        Ok(Self {
            path: path.to_owned(),
            made_at: head.made_at,
            organization: head.organization,
            sums,
            places,
        })
    }
}

/// Reads the next line, with its line feed; how many bytes it has.
fn read_line(file: &mut BufReader<File>, line: &mut String) -> std::io::Result<u64> {
    line.clear();
    Ok(file.read_line(line)? as u64)
}

fn file_error(path: &Path, source: std::io::Error) -> TransferError {
    TransferError::File {
        file: path.display().to_string(),
        source,
    }
}

#[async_trait]
impl Source for Backup {
    fn name(&self) -> String {
        format!("backup {}", self.path.display())
    }

    /// All that is there: a backup is of one organization, or of all.
    async fn rows(&mut self, table: &'static Table, _: Option<&str>) -> Result<Rows> {
        let (sender, rows) = mpsc::channel(2);
        let path = self.path.clone();
        let (start, count) = self.places.get(table.name).copied().unwrap_or_default();
        tokio::task::spawn_blocking(move || {
            let given = give(&path, table, start, count, &sender);
            if let Err(error) = given {
                // Nobody may be there to hear it.
                let _ = sender.blocking_send(Err(error));
            }
        });
        Ok(rows)
    }

    async fn has_changed(&mut self) -> Result<bool> {
        Ok(false)
    }
}

fn give(
    path: &Path,
    table: &'static Table,
    start: u64,
    count: u64,
    to: &mpsc::Sender<Result<Vec<Row>>>,
) -> Result<()> {
    let failed = |error| file_error(path, error);
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    file.seek(SeekFrom::Start(start)).map_err(failed)?;
    let mut line = String::new();
    let mut together = Vec::new();
    for _ in 0..count {
        read_line(&mut file, &mut line).map_err(failed)?;
        let row = serde_json::from_str::<Line>(&line)
            .map_err(|error| error.to_string())
            .and_then(|of| Row::read(table, of.row));
        together.push(row.map_err(|why| TransferError::NotABackup {
            file: path.display().to_string(),
            why,
        })?);
        if together.len() == TOGETHER
            && to.blocking_send(Ok(std::mem::take(&mut together))).is_err()
        {
            return Ok(());
        }
    }
    if !together.is_empty() {
        let _ = to.blocking_send(Ok(together));
    }
    Ok(())
}
