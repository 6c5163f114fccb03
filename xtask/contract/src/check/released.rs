//! The released copies of the contract: `1.0.0.yaml`, or the folder `1.0.0` of
//! a contract of several files.

use std::io;
use std::path::{Path, PathBuf};

use crate::compat::Version;

/// One released contract.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Released {
    pub version: Version,
    /// The file, or the folder that holds it.
    pub path: PathBuf,
}

/// All of them, the oldest first. What is not named after a version is
/// somebody else's.
pub fn released(directory: &Path) -> io::Result<Vec<Released>> {
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = match path.extension().and_then(|extension| extension.to_str()) {
            Some("yaml" | "yml" | "json") if path.is_file() => path.file_stem(),
            _ if path.is_dir() => path.file_name(),
            _ => None,
        };
        let version = name.and_then(|name| Version::parse(name.to_str()?));
        if let Some(version) = version {
            found.push(Released { version, path });
        }
    }
    found.sort();
    Ok(found)
}
