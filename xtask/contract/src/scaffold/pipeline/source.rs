//! `--pipeline`: where a workspace has the pipeline's packages from.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use toml_edit::{Array, InlineTable, Value};

use super::TOOLS;
use super::folder::FOLDER;

/// Where the packages come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// A folder of the workspace that has their sources.
    #[default]
    Vendored,
    /// A checkout of the pipeline's repository, or a vendored folder, elsewhere.
    Path(PathBuf),
    Git {
        url: String,
        revision: Option<String>,
    },
    /// A version, from the registry.
    Registry(String),
}

impl FromStr for Source {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        match (kind, rest) {
            ("vendored", "") => Ok(Source::Vendored),
            ("path", path) if !path.is_empty() => Ok(Source::Path(path.into())),
            ("git", url) if !url.is_empty() => {
                let (url, revision) = match url.rsplit_once('#') {
                    Some((url, revision)) => (url, Some(revision.to_owned())),
                    None => (url, None),
                };
                Ok(Source::Git {
                    url: url.to_owned(),
                    revision,
                })
            }
            ("registry", version) if semver::VersionReq::parse(version).is_ok() => {
                Ok(Source::Registry(version.to_owned()))
            }
            _ => Err(
                "it is none of `vendored`, `path:DIR`, `git:URL#REV` and `registry:VERSION`"
                    .to_owned(),
            ),
        }
    }
}

impl Source {
    /// What `[workspace.dependencies]` says of a package, in a workspace that lies at `workspace`.
    /// `features` are the pipeline's own.
    pub fn dependency(&self, package: &str, workspace: &Path, features: &[&str]) -> Value {
        let mut table = InlineTable::new();
        match self {
            Source::Vendored => {
                table.insert("path", format!("{FOLDER}/{package}").into());
            }
            Source::Path(path) => {
                let path = within(path, package);
                let path = match path.is_absolute() {
                    true => path,
                    false => seen_from(&path, workspace),
                };
                let path = path.display().to_string().replace('\\', "/");
                table.insert("path", path.into());
            }
            Source::Git { url, revision } => {
                table.insert("git", url.into());
                if let Some(revision) = revision {
                    table.insert("rev", revision.into());
                }
            }
            Source::Registry(version) => {
                table.insert("version", version.into());
            }
        }
        if package == TOOLS {
            table.insert("default-features", false.into());
            table.insert(
                "features",
                features.iter().copied().collect::<Array>().into(),
            );
        }
        table.into()
    }
}

/// The package's folder in a checkout of the repository, or in a vendored folder.
fn within(path: &Path, package: &str) -> PathBuf {
    let vendored = path.join(package);
    if vendored.join("Cargo.toml").is_file() {
        return vendored;
    }
    path.join(match package {
        TOOLS => "xtask/contract",
        "contract-client" => "client/runtime",
        _ => "server/runtime",
    })
}

/// A path that is relative to the current folder, relative to `folder`.
fn seen_from(path: &Path, folder: &Path) -> PathBuf {
    let absolute = |path: &Path| -> Vec<PathBuf> {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut parts: Vec<PathBuf> = Vec::new();
        for component in path.components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    parts.pop();
                }
                other => parts.push(other.as_os_str().into()),
            }
        }
        parts
    };
    let (path, folder) = (absolute(path), absolute(folder));
    let common = path.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = folder[common..].iter().map(|_| PathBuf::from(".."));
    up.chain(path[common..].iter().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_written_as_cargo_reads_it() {
        let written = |text: &str, package: &str| {
            let source: Source = text.parse().expect(text);
            source
                .dependency(package, Path::new("made/library"), &["generate"])
                .to_string()
        };
        for (text, expected) in [
            ("vendored", r#"{ path = "pipeline/contract-server" }"#),
            ("path:../mfa", r#"{ path = "../../../mfa/server/runtime" }"#),
            ("path:/srv/mfa", r#"{ path = "/srv/mfa/server/runtime" }"#),
            (
                "git:https://example.org/mfa#1a2b",
                r#"{ git = "https://example.org/mfa", rev = "1a2b" }"#,
            ),
            (
                "git:https://example.org/mfa",
                r#"{ git = "https://example.org/mfa" }"#,
            ),
            ("registry:1.2", r#"{ version = "1.2" }"#),
        ] {
            assert_eq!(written(text, "contract-server"), expected, "{text}");
        }
        assert_eq!(
            written("registry:1.2", TOOLS),
            r#"{ version = "1.2", default-features = false, features = ["generate"] }"#
        );
        for text in ["", "path:", "registry:newest", "svn:x", "vendored:x"] {
            assert!(text.parse::<Source>().is_err(), "{text}");
        }
    }
}
