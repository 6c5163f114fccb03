//! The pipeline, copied: a team can carry it on like its own code.

use std::io;
use std::path::{Path, PathBuf};

use toml_edit::DocumentMut;

/// What is copied from `xtask/`: folders, and the manifest without the tests
/// that need this workspace's own contracts.
const FOLDERS: &[&str] = &[
    "xtask/src",
    "xtask/contract/src",
    "xtask/contract/templates",
];

/// What a team does with the pipeline in CI, and before each commit. Here and
/// in the new workspace it differs in where the contract is, and in that alone.
const AROUND: &[&str] = &[".github/workflows/contract.yml", ".pre-commit-config.yaml"];

/// The pipeline's files, by their path in the workspace; `spec` is the
/// contract's.
pub fn files(from: &Path, spec: &str) -> io::Result<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    for folder in FOLDERS {
        collect(from, Path::new(folder), &mut found)?;
    }
    let mut manifest: DocumentMut = read(&from.join("xtask/contract/Cargo.toml"))?
        .parse()
        .map_err(io::Error::other)?;
    manifest.remove("test");
    manifest.remove("bench");
    if let Some(package) = manifest["package"].as_table_like_mut() {
        package.remove("license");
    }
    found.push(("xtask/contract/Cargo.toml".into(), manifest.to_string()));
    let own = read(&from.join("xtask/Cargo.toml"))?;
    found.push((
        "xtask/Cargo.toml".into(),
        own.replace("license.workspace = true\n", ""),
    ));
    for path in [".cargo/config.toml", "Cargo.lock", ".gitignore"] {
        found.push((path.into(), read(&from.join(path))?));
    }
    for path in AROUND {
        let text = read(&from.join(path))?;
        found.push((path.into(), text.replace("spec/openapi.yaml", spec)));
    }
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(PathBuf, String)>) -> io::Result<()> {
    let directory = root.join(folder);
    let entries = std::fs::read_dir(&directory).map_err(|error| at(&directory, &error))?;
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &path, found)?;
        } else {
            found.push((path, read(&entry.path())?));
        }
    }
    Ok(())
}

pub fn read(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path).map_err(|error| at(path, &error))
}

fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
