//! The released copy: one file, or a folder when the contract has several.

use std::path::{Component, Path, PathBuf};

use crate::compat::Version;
use crate::document::Sources;
use crate::report::Finding;
use crate::rules;

/// A file of the contract, as it lies beside the contract's own.
pub struct ContractFile {
    relative: PathBuf,
    text: String,
}

/// The files of a contract that was read, its own first.
///
/// A file outside of the contract's folder is refused: in the copy, its
/// reference would lead to a file that goes on changing.
pub fn contract_files(spec: &Path, sources: &Sources) -> Result<Vec<ContractFile>, Finding> {
    let folder = spec.parent().unwrap_or(Path::new(""));
    sources
        .iter()
        .map(|(path, text)| {
            let within = path.strip_prefix(folder).ok().filter(|within| {
                let is_name = |part| matches!(part, Component::Normal(_));
                within.components().all(is_name)
            });
            match within {
                Some(relative) => Ok(ContractFile {
                    relative: relative.to_owned(),
                    text: text.to_owned(),
                }),
                None => {
                    let message = format!(
                        "the contract refers to {}, which is outside of its folder",
                        path.display()
                    );
                    Err(Finding::error(rules::RELEASE_OUTSIDE, message)
                        .help("move the file beside the contract or below: the released copy has to hold all of it"))
                }
            }
        })
        .collect()
}

/// Where each file of the copy goes: `1.1.0.yaml`, or into the folder `1.1.0`.
pub fn copies<'f>(
    files: &'f [ContractFile],
    directory: &Path,
    version: &Version,
) -> Vec<(PathBuf, &'f str)> {
    if let [file] = files {
        let extension = file.relative.extension().unwrap_or("yaml".as_ref());
        let name = format!("{version}.{}", extension.display());
        return vec![(directory.join(name), &file.text)];
    }
    let folder = directory.join(version.to_string());
    files
        .iter()
        .map(|file| (folder.join(&file.relative), file.text.as_str()))
        .collect()
}
