//! The contract's files, as they lie in the new workspace.

use std::path::{Component, Path, PathBuf};

use super::Plan;
use crate::document::Document;
use crate::generate::Runtime;

/// Texts by their path within `spec/`. Where there are several, they lie
/// beside each other as before: their references stay true.
pub struct SpecFiles {
    main: PathBuf,
    files: Vec<(PathBuf, String)>,
}

impl SpecFiles {
    pub fn of(document: &Document) -> Self {
        let sources = &document.sources;
        let main = plain(sources.path(document.file));
        let mut files: Vec<(PathBuf, String)> = sources
            .iter()
            .map(|(path, text)| (plain(path), text.to_owned()))
            .collect();
        let common = common_directory(&files);
        let name = name(&main, &files);
        let renamed = main.with_file_name(name);
        for (path, _) in &mut files {
            if *path == main {
                path.clone_from(&renamed);
            }
            *path = path.strip_prefix(&common).unwrap_or(path).to_owned();
        }
        let main = renamed.strip_prefix(&common).unwrap_or(&renamed).to_owned();
        SpecFiles { main, files }
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

    /// `spec/contract.toml`: how the new workspace's commands find everything.
    pub fn settings(&self, plan: &Plan<'_>) -> String {
        let mut text = String::from(
            "# Where the pipeline finds things, and how it is called. Paths begin at this file.\n\
             command = \"cargo xtask\"\n",
        );
        if !self.is_at_the_usual_place() {
            let path = self.main.display().to_string().replace('\\', "/");
            text.push_str(&format!("spec = {}\n", toml::Value::from(path)));
        }
        if plan.skips_unsupported {
            text.push_str("skip-unsupported = true\n");
        }
        if plan.runtime == Runtime::Inline {
            text.push_str("runtime = \"inline\"\n");
        }
        text
    }

    /// Whether the contract is where the commands look for one.
    fn is_at_the_usual_place(&self) -> bool {
        matches!(
            self.name().as_str(),
            "spec/openapi.yaml" | "spec/openapi.json"
        )
    }
}

/// The usual name, unless a file refers to the contract by the one that it has.
fn name(main: &Path, files: &[(PathBuf, String)]) -> String {
    let own = main.file_name().unwrap_or_default().to_string_lossy();
    match files {
        [(_, text)] if !text.contains(&*own) => {
            let is_json = text.trim_start().starts_with('{');
            let usual = if is_json {
                "openapi.json"
            } else {
                "openapi.yaml"
            };
            usual.to_owned()
        }
        _ => own.into_owned(),
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
