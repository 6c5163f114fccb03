//! The workspace's `Cargo.toml`: this workspace's own, with the dependencies
//! that the new packages have.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{DocumentMut, Item, Table};

use super::pipeline::read;

/// `files` are the other files of the workspace, with the manifests of its
/// packages.
pub fn of_workspace(from: &Path, files: &BTreeMap<PathBuf, String>) -> io::Result<String> {
    let mut used = BTreeSet::new();
    for (path, text) in files {
        if path.file_name().is_some_and(|name| name == "Cargo.toml") {
            let manifest: DocumentMut = text.parse().map_err(io::Error::other)?;
            for table in ["dependencies", "dev-dependencies"] {
                if let Some(dependencies) = manifest.get(table).and_then(Item::as_table) {
                    used.extend(dependencies.iter().map(|(name, _)| name.to_owned()));
                }
            }
        }
    }
    let mut manifest: DocumentMut = read(&from.join("Cargo.toml"))?
        .parse()
        .map_err(io::Error::other)?;
    let workspace = table(manifest.as_table_mut(), "workspace")?;
    let package = table(workspace, "package")?;
    // The team's own to decide.
    package.remove("license");
    package.insert("version", toml_edit::value("0.1.0"));
    table(workspace, "dependencies")?.retain(|name, _| used.contains(name));
    Ok(manifest.to_string())
}

fn table<'a>(parent: &'a mut Table, name: &str) -> io::Result<&'a mut Table> {
    parent
        .get_mut(name)
        .and_then(Item::as_table_mut)
        .ok_or_else(|| io::Error::other(format!("Cargo.toml: there is no table `{name}`")))
}
