//! The folder of a workspace that the pipeline is vendored in: it says its version, is never
//! edited, and is renewed as a whole.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::manifest::standalone;
use super::{RUNTIMES, TOOLS};
use crate::embedded;
use crate::generate::Package;

/// The folder, at the root of the workspace.
pub const FOLDER: &str = "pipeline";

/// Where a new one is made, and where the one before is until the new one is there.
const NEW: &str = ".pipeline-new";
const OLD: &str = ".pipeline-old";

/// The file that says what the folder is.
const LABEL: &str = "pipeline.toml";

const ABOVE: &str = "\
# The contract pipeline of this workspace, with what generated code calls. Nothing in this folder
# is edited by hand: `contract upgrade`, of a newer `contract`, writes it anew.

";

/// What the folder says of itself.
#[derive(Debug, Deserialize, Serialize)]
struct Label {
    version: String,
    /// Whether the workspace has its runtimes beside the generated code, and not here.
    #[serde(rename = "inline-runtime")]
    inline_runtime: bool,
    /// Of all other files, so that an edited one is seen before it is written over.
    sha256: String,
}

/// A vendored folder: its label, and its files by their paths in it.
pub struct Folder {
    label: Label,
    files: BTreeMap<PathBuf, String>,
}

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("there is no {}: the workspace does not have its pipeline in a folder", .0.display())]
    NotThere(PathBuf),
    #[error("{} cannot be read: {error}", path.display())]
    Read { path: PathBuf, error: io::Error },
    #[error("{} is not what `contract` wrote: {error}", path.display())]
    Label {
        path: PathBuf,
        error: toml::de::Error,
    },
}

/// What has changed from one folder to another: how many files.
pub struct Difference {
    pub changed: usize,
    pub added: usize,
    pub removed: usize,
}

impl Folder {
    /// The pipeline that this program has. With `inline_runtime` its generator has the runtimes
    /// to write; without, they are packages beside it.
    pub fn of_this_program(inline_runtime: bool) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let tools = Path::new(TOOLS);
        for (path, text) in embedded::tools(inline_runtime) {
            files.insert(tools.join(path), text.to_owned());
        }
        files.insert(
            tools.join("Cargo.toml"),
            standalone(embedded::text("tools.toml"))?,
        );
        if !inline_runtime {
            let packages = [
                (Package::Client, "client.toml"),
                (Package::Server, "server.toml"),
            ];
            for (name, (package, manifest)) in RUNTIMES.into_iter().zip(packages) {
                let folder = Path::new(name);
                for (path, text) in embedded::files(package.sources()) {
                    files.insert(folder.join("src").join(path), text.to_owned());
                }
                files.insert(
                    folder.join("Cargo.toml"),
                    standalone(embedded::text(manifest))?,
                );
            }
        }
        Ok(Folder {
            label: Label {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                inline_runtime,
                sha256: digest(&files),
            },
            files,
        })
    }

    /// The folder of the workspace at `root`.
    pub fn read(root: &Path) -> Result<Self, FolderError> {
        let folder = root.join(FOLDER);
        let path = folder.join(LABEL);
        let old = root.join(OLD);
        if !folder.exists() && old.exists() {
            // A replacement was stopped half-way.
            std::fs::rename(&old, &folder)
                .map_err(|error| FolderError::Read { path: old, error })?;
        }
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FolderError::NotThere(path));
            }
            Err(error) => return Err(FolderError::Read { path, error }),
        };
        let label = toml::from_str(&text).map_err(|error| FolderError::Label { path, error })?;
        let mut files = BTreeMap::new();
        read_all(&folder, Path::new(""), &mut files).map_err(|error| FolderError::Read {
            path: folder.clone(),
            error,
        })?;
        files.remove(Path::new(LABEL));
        Ok(Folder { label, files })
    }

    pub fn version(&self) -> &str {
        &self.label.version
    }

    pub fn has_inline_runtime(&self) -> bool {
        self.label.inline_runtime
    }

    /// Whether somebody changed a file since the folder was written.
    pub fn is_edited(&self) -> bool {
        self.label.sha256 != digest(&self.files)
    }

    /// All files, by their paths in the workspace.
    pub fn into_files(self) -> io::Result<Vec<(PathBuf, String)>> {
        let label = toml::to_string(&self.label).map_err(io::Error::other)?;
        let label = (PathBuf::from(LABEL), format!("{ABOVE}{label}"));
        let all = self.files.into_iter().chain([label]);
        Ok(all
            .map(|(path, text)| (Path::new(FOLDER).join(path), text))
            .collect())
    }

    /// How the files of `other` differ from these.
    pub fn difference(&self, other: &Folder) -> Difference {
        let added = |path: &&PathBuf| !self.files.contains_key(*path);
        let changed = |(path, text): &(&PathBuf, &String)| {
            self.files.get(*path).is_some_and(|own| own != *text)
        };
        Difference {
            added: other.files.keys().filter(added).count(),
            changed: other.files.iter().filter(changed).count(),
            removed: self
                .files
                .keys()
                .filter(|path| !other.files.contains_key(*path))
                .count(),
        }
    }

    /// Puts this folder in the place of the one of the workspace at `root`. Whenever it is
    /// stopped, one of the two is there, whole.
    pub fn replace(self, root: &Path) -> io::Result<()> {
        let new = root.join(NEW);
        let old = root.join(OLD);
        let current = root.join(FOLDER);
        for left_over in [&new, &old] {
            if left_over.exists() {
                std::fs::remove_dir_all(left_over)?;
            }
        }
        for (path, text) in self.into_files()? {
            let path = new.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(path, text)?;
        }
        std::fs::rename(&current, &old)?;
        std::fs::rename(new.join(FOLDER), &current)?;
        std::fs::remove_dir_all(&new)?;
        std::fs::remove_dir_all(&old)
    }
}

fn read_all(folder: &Path, within: &Path, files: &mut BTreeMap<PathBuf, String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder.join(within))? {
        let entry = entry?;
        let path = within.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            // What cargo makes when it is called in here.
            if entry.file_name() != "target" {
                read_all(folder, &path, files)?;
            }
        } else {
            let bytes = std::fs::read(entry.path())?;
            files.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(())
}

fn digest(files: &BTreeMap<PathBuf, String>) -> String {
    let mut hash = Sha256::new();
    for (path, text) in files {
        let path = path.display().to_string().replace('\\', "/");
        // A checkout may have other line ends.
        let text = text.replace("\r\n", "\n");
        hash.update(format!("{path}\n{}\n", text.len()));
        hash.update(text);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
