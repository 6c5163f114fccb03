//! Where the two documents come from: files, directories, git revisions.
//!
//! `main:spec/openapi.yaml` is read with `git show`, and so is every file that
//! it refers to, all of the same revision.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::document::{Document, LoadError, Sources};

/// The names that a contract has in a directory, the usual ones first.
const NAMES: [&str; 6] = [
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "swagger.yaml",
    "swagger.yml",
    "swagger.json",
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    File(PathBuf),
    Git { revision: String, path: PathBuf },
}

#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("{0} is neither a file, nor a directory, nor REVISION:PATH of git")]
    Missing(String),
    #[error("{0} holds no openapi.yaml, openapi.yml or openapi.json")]
    Directory(String),
    #[error("git cannot read {input}: {message}")]
    Git { input: String, message: String },
}

impl Input {
    pub fn parse(text: &str) -> Result<Input, InputError> {
        let path = Path::new(text);
        if path.is_dir() {
            return NAMES
                .iter()
                .map(|name| path.join(name))
                .find(|file| file.is_file())
                .map(Input::File)
                .ok_or_else(|| InputError::Directory(text.into()));
        }
        if path.exists() {
            return Ok(Input::File(path.to_owned()));
        }
        match text.split_once(':') {
            Some((revision, path)) if !revision.is_empty() => Input::in_git(revision, path),
            _ => Err(InputError::Missing(text.into())),
        }
    }

    fn in_git(revision: &str, path: &str) -> Result<Input, InputError> {
        let input = format!("{revision}:{path}");
        let failed = |error: io::Error| InputError::Git {
            input: input.clone(),
            message: error.to_string(),
        };
        let kind = git(&["cat-file", "-t", "--end-of-options", &input]).map_err(failed)?;
        // From where git starts, whatever the current directory is.
        let path = match path.strip_prefix("./") {
            Some(rest) => {
                let prefix = git(&["rev-parse", "--show-prefix"]).map_err(failed)?;
                Path::new(prefix.trim()).join(rest)
            }
            None => PathBuf::from(path),
        };
        if kind.trim() != "tree" {
            return Ok(Input::Git {
                revision: revision.into(),
                path,
            });
        }
        let listed =
            git(&["ls-tree", "--name-only", "--end-of-options", &input]).map_err(failed)?;
        NAMES
            .iter()
            .find(|name| listed.lines().any(|line| line == **name))
            .map(|name| Input::Git {
                revision: revision.into(),
                path: path.join(name),
            })
            .ok_or(InputError::Directory(input))
    }

    /// Reads the document and what it refers to, as far as it can be read. Its
    /// files come after those of `others`.
    pub fn load(
        &self,
        others: &Sources,
    ) -> Result<(Document, Vec<LoadError>), (Sources, LoadError)> {
        let sources = Sources::after(others);
        match self {
            Input::File(path) => {
                Document::load_tolerantly(path, sources, &|path| std::fs::read_to_string(path))
            }
            Input::Git { revision, path } => {
                // The revision is the first part of every path, so that
                // references stay in it.
                let root = PathBuf::from(format!("{revision}:"));
                Document::load_tolerantly(&root.join(path), sources, &|path| {
                    let path = path.strip_prefix(&root).map_err(io::Error::other)?;
                    git(&[
                        "show",
                        "--end-of-options",
                        &format!("{revision}:{}", path.display()),
                    ])
                })
            }
        }
    }
}

fn git(arguments: &[&str]) -> io::Result<String> {
    let output = Command::new("git").args(arguments).output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.trim().trim_end_matches('.').to_owned();
        return Err(io::Error::other(message));
    }
    String::from_utf8(output.stdout).map_err(io::Error::other)
}
