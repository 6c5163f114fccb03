//! Which PostgreSQL is started.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a directory must have to be used.
const NEEDED: [&str; 6] = [
    "initdb",
    "pg_basebackup",
    "pg_ctl",
    "pg_isready",
    "postgres",
    "psql",
];

/// Names a directory with the programs, instead of those that are found.
const CHOSEN_BY: &str = "MFA_TEST_POSTGRES";

/// Where Debian keeps each version, out of `PATH`.
const DEBIAN: &str = "/usr/lib/postgresql";

/// A directory with PostgreSQL's programs, all of one version.
///
/// It is the one that `MFA_TEST_POSTGRES` names; else where the `initdb` of `PATH` really is; else the
/// newest of `/usr/lib/postgresql/*/bin`.
#[derive(Clone, Debug)]
pub struct Programs {
    directory: PathBuf,
}

impl Programs {
    pub(crate) fn find() -> Result<Self, String> {
        let chosen = std::env::var_os(CHOSEN_BY);
        let path = std::env::var_os("PATH").unwrap_or_default();
        Self::find_in(chosen.as_deref(), &path, Path::new(DEBIAN))
    }

    /// # Errors
    /// What is missing where, and what to do.
    pub fn find_in(chosen: Option<&OsStr>, path: &OsStr, debian: &Path) -> Result<Self, String> {
        if let Some(directory) = chosen {
            let directory = PathBuf::from(directory);
            return match missing(&directory) {
                None => Ok(Self { directory }),
                Some(name) => Err(format!(
                    "there is no {name} in {}, which {CHOSEN_BY} names",
                    directory.display()
                )),
            };
        }
        // A link in PATH may stand alone: the others are beside what it leads to.
        let in_path = std::env::split_paths(path)
            .filter_map(|directory| directory.join("initdb").canonicalize().ok())
            .filter_map(|initdb| Some(initdb.parent()?.to_owned()));
        in_path
            .chain(versions(debian))
            .find(|directory| missing(directory).is_none())
            .map(|directory| Self { directory })
            .ok_or_else(|| {
                format!(
                    "there is no PostgreSQL ({}) in PATH or {}/*/bin: install postgresql, or name \
                     the directory of its programs in {CHOSEN_BY}",
                    NEEDED.join(", "),
                    debian.display()
                )
            })
    }

    /// Where they are.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A command that runs one of them, and says what it says in English.
    pub fn command(&self, name: &str) -> Command {
        let mut command = Command::new(self.directory.join(name));
        command.env("LC_ALL", "C").env_remove("PGOPTIONS");
        command
    }
}

/// Newest first.
fn versions(debian: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(debian).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.into_iter().map(|(_, directory)| directory).collect()
}

fn missing(directory: &Path) -> Option<&'static str> {
    NEEDED
        .into_iter()
        .find(|name| !directory.join(name).is_file())
}
