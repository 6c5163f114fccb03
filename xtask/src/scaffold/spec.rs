//! The contract's files, as they lie in the new workspace.

use std::path::{Component, Path, PathBuf};

use crate::document::Document;

/// Texts by their path within `spec/`. Where there are several, they lie
/// beside each other as before: their references stay true.
pub struct SpecFiles {
    main: PathBuf,
    files: Vec<(PathBuf, String)>,
}

impl SpecFiles {
    /// `Err` names a file that refers back to the contract by the name that it
    /// loses.
    pub fn of(document: &Document) -> Result<Self, String> {
        let sources = &document.sources;
        let main = plain(sources.path(document.file));
        let mut files: Vec<(PathBuf, String)> = sources
            .iter()
            .map(|(path, text)| (plain(path), text.to_owned()))
            .collect();
        let common = common_directory(&files);
        let is_json = sources.text(document.file).trim_start().starts_with('{');
        let renamed = main.with_file_name(if is_json {
            "openapi.json"
        } else {
            "openapi.yaml"
        });
        let old_name = main.file_name().unwrap_or_default().to_string_lossy();
        for (path, text) in &mut files {
            if *path == main {
                path.clone_from(&renamed);
            } else if renamed != main && text.contains(&*old_name) {
                return Err(path.display().to_string());
            }
            *path = path.strip_prefix(&common).unwrap_or(path).to_owned();
        }
        let main = renamed.strip_prefix(&common).unwrap_or(&renamed).to_owned();
        Ok(SpecFiles { main, files })
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// How the contract is called in the workspace: `spec/openapi.yaml`.
    pub fn name(&self) -> String {
        format!("spec/{}", self.main.display()).replace('\\', "/")
    }
}

/// Without `.` and, where that is possible, without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn common_directory(files: &[(PathBuf, String)]) -> PathBuf {
    let mut common = files
        .first()
        .and_then(|(path, _)| path.parent())
        .unwrap_or(Path::new(""))
        .to_owned();
    for (path, _) in files {
        while !path.starts_with(&common) && common.pop() {}
    }
    common
}
