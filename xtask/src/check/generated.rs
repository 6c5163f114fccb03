//! Generated drift: the files in the tree against a regeneration in memory.

use std::io;
use std::path::{Path, PathBuf};

use crate::generate::Files;
use crate::report::unified_diff;

/// A generated file that is not what would be generated.
#[derive(Debug)]
pub enum Drift {
    /// Somebody changed it, or the contract moved on.
    Differs {
        diff: String,
    },
    Missing {
        path: PathBuf,
    },
    /// It would not be generated any more.
    Stale {
        path: PathBuf,
    },
}

pub fn generated_drift(files: &Files, directory: &Path) -> io::Result<Vec<Drift>> {
    let mut found = Vec::new();
    for (relative, should_be) in files.iter() {
        let path = directory.join(relative);
        match std::fs::read_to_string(&path) {
            Ok(is) if is == should_be => {}
            Ok(is) => {
                let diff = unified_diff(&path.display().to_string(), &is, should_be);
                found.push(Drift::Differs { diff });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.push(Drift::Missing { path });
            }
            Err(error) => return Err(error),
        }
    }
    let stale = files.stale(directory)?;
    found.extend(stale.into_iter().map(|path| Drift::Stale { path }));
    Ok(found)
}
