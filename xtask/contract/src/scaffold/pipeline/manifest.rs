//! Manifests: those of the pipeline's packages without the workspace that they come from, and the
//! one of a new workspace.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike, Value};

use super::{RUNTIMES, Source, TOOLS};
use crate::embedded;

/// The manifest of a package, with all that it has from its workspace written out.
pub fn standalone(manifest: &str) -> io::Result<String> {
    let mut manifest = parsed(manifest)?;
    let workspace = parsed(embedded::text("workspace.toml"))?;
    let workspace = &workspace["workspace"];
    // What only this workspace's tests, benchmarks and lints need.
    for name in ["dev-dependencies", "test", "bench", "lints"] {
        manifest.remove(name);
    }
    if let Some(package) = manifest.get_mut("package").and_then(Item::as_table_mut) {
        for (name, value) in package.iter_mut() {
            if is_inherited(value) {
                *value = workspace["package"][name.get()].clone();
            }
        }
        package.remove("readme");
        package.remove("publish");
        package.insert("publish", toml_edit::value(false));
    }
    write_out(manifest.as_table_mut(), &workspace["dependencies"])?;
    let platforms = manifest.get_mut("target").and_then(Item::as_table_mut);
    for (_, platform) in platforms.into_iter().flat_map(Table::iter_mut) {
        if let Some(platform) = platform.as_table_mut() {
            write_out(platform, &workspace["dependencies"])?;
        }
    }
    Ok(manifest.to_string())
}

/// Writes out what the dependencies in a table have from the workspace.
fn write_out(manifest: &mut Table, workspace: &Item) -> io::Result<()> {
    let dependencies = manifest.get_mut("dependencies");
    let dependencies = dependencies.and_then(Item::as_table_mut);
    for (name, dependency) in dependencies.into_iter().flat_map(Table::iter_mut) {
        if is_inherited(dependency) {
            *dependency = with_own(&workspace[name.get()], dependency)?;
        }
    }
    Ok(())
}

fn is_inherited(item: &Item) -> bool {
    let is_true = |item: &Item| item.as_bool() == Some(true);
    item.as_table_like()
        .and_then(|table| table.get("workspace"))
        .is_some_and(is_true)
}

/// What the workspace says of a dependency, and what the package says beside it.
fn with_own(known: &Item, own: &Item) -> io::Result<Item> {
    let mut table = toml_edit::InlineTable::new();
    match known.as_value() {
        Some(Value::InlineTable(known)) => {
            table = known.clone();
            table.decor_mut().clear();
        }
        Some(version) => {
            table.insert("version", bare(version));
        }
        None => return Err(io::Error::other("a dependency is not the workspace's")),
    }
    for (name, value) in own.as_table_like().into_iter().flat_map(TableLike::iter) {
        match (name, value.as_value()) {
            ("workspace", _) | (_, None) => {}
            (_, Some(value)) => {
                table.insert(name, bare(value));
            }
        }
    }
    let is_version_alone = table.len() == 1;
    Ok(match table.get("version") {
        Some(version) if is_version_alone => toml_edit::value(version.as_str().unwrap_or_default()),
        _ => toml_edit::value(table),
    })
}

/// A value without the comments around it.
fn bare(value: &Value) -> Value {
    let mut value = value.clone();
    value.decor_mut().clear();
    value
}

/// The manifest of a new workspace at `directory`: this one's, with the dependencies that the
/// packages `manifests` have, and the pipeline from `source`.
pub fn workspace_manifest(
    manifests: &[&str],
    source: &Source,
    directory: &Path,
    features: &[&str],
) -> io::Result<String> {
    let mut used = BTreeSet::new();
    for manifest in manifests {
        let manifest = parsed(manifest)?;
        for table in ["dependencies", "dev-dependencies"] {
            if let Some(dependencies) = manifest.get(table).and_then(Item::as_table) {
                used.extend(dependencies.iter().map(|(name, _)| name.to_owned()));
            }
        }
    }
    let mut manifest = parsed(embedded::text("workspace.toml"))?;
    let workspace = table(manifest.as_table_mut(), "workspace")?;
    let members: toml_edit::Array = ["client", "server", "xtask"].into_iter().collect();
    workspace.insert("members", toml_edit::value(members));
    if *source == Source::Vendored {
        let folder: toml_edit::Array = std::iter::once(super::folder::FOLDER).collect();
        workspace.insert("exclude", toml_edit::value(folder));
    }
    let package = table(workspace, "package")?;
    // The team's own to decide.
    package.remove("license");
    package.insert("version", toml_edit::value("0.1.0"));
    package.insert("publish", toml_edit::value(false));
    let dependencies = table(workspace, "dependencies")?;
    dependencies.retain(|name, _| used.contains(name));
    for name in RUNTIMES.into_iter().chain([TOOLS]) {
        if let Some(dependency) = dependencies.get_mut(name) {
            *dependency = Item::Value(source.dependency(name, directory, features));
        }
    }
    Ok(manifest.to_string())
}

fn parsed(text: &str) -> io::Result<DocumentMut> {
    text.parse().map_err(io::Error::other)
}

fn table<'a>(parent: &'a mut Table, name: &str) -> io::Result<&'a mut Table> {
    parent
        .get_mut(name)
        .and_then(Item::as_table_mut)
        .ok_or_else(|| io::Error::other(format!("Cargo.toml: there is no table `{name}`")))
}
