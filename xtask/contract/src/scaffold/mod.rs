//! A workspace for another contract: the same shape as this one, with a handler for each operation
//! that is still to be written. The pipeline in it is a dependency.

mod handlers;
mod pipeline;
mod spec;
mod templates;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use pipeline::{Folder, Source};
pub use spec::SpecFiles;

use crate::embedded;
use crate::generate::{self, Generated, Runtime};
use crate::model::Contract;

/// What a new workspace is like.
pub struct Plan<'a> {
    pub spec: &'a SpecFiles,
    /// Whether its commands leave out what cannot be expressed.
    pub skips_unsupported: bool,
    pub runtime: Runtime,
    pub pipeline: &'a Source,
    /// Where it will lie.
    pub directory: &'a Path,
}

/// All files of a workspace, by their path in it.
pub struct Workspace(BTreeMap<PathBuf, String>);

impl Workspace {
    /// Lays out everything; nothing is written yet.
    pub fn new(contract: &Contract, generated: &Generated, plan: &Plan<'_>) -> io::Result<Self> {
        let mut workspace = Workspace(BTreeMap::new());
        let spec = plan.spec;
        for (path, text) in spec.iter() {
            workspace.add(Path::new("spec").join(path), text.to_owned());
        }
        workspace.add("spec/contract.toml", spec.settings(plan));
        for (path, text) in generated.server.iter() {
            workspace.add(Path::new("server/src/contract").join(path), text.to_owned());
        }
        for (path, text) in generated.client.iter() {
            workspace.add(
                Path::new("client/src/generated").join(path),
                text.to_owned(),
            );
        }
        let said = generate::said(contract).map_err(|_| io::Error::other(UNSAID))?;
        workspace.add("server/src/handlers.rs", handlers::render(contract, &said));
        let own = templates::render(contract, plan, &generated.server).map_err(io::Error::other)?;
        let is_manifest = |(path, _): &&(&str, String)| path.ends_with("Cargo.toml");
        let manifests: Vec<&str> = own
            .iter()
            .filter(is_manifest)
            .map(|(_, text)| text.as_str())
            .collect();
        let features: &[&str] = match plan.runtime {
            Runtime::Package => &["generate"],
            Runtime::Inline => &["embed", "generate"],
        };
        workspace.add(
            "Cargo.toml",
            pipeline::workspace_manifest(&manifests, plan.pipeline, plan.directory, features)?,
        );
        for (path, text) in own {
            workspace.add(path, text);
        }
        if *plan.pipeline == Source::Vendored {
            let folder = Folder::of_this_program(plan.runtime == Runtime::Inline)?;
            for (path, text) in folder.into_files()? {
                workspace.add(path, text);
            }
        }
        for (name, path) in AROUND {
            // Here and there they differ in where the contract is, and in that alone.
            let text = embedded::text(name).replace("spec/openapi.yaml", &spec.name());
            workspace.add(path, text);
        }
        Ok(workspace)
    }

    fn add(&mut self, path: impl Into<PathBuf>, text: String) {
        self.0.insert(path.into(), text);
    }

    /// Writes all files into `directory`, which is made if it is not there.
    pub fn write(&self, directory: &Path) -> io::Result<()> {
        for (path, text) in &self.0 {
            let path = directory.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&path, text)?;
        }
        Ok(())
    }
}

/// It was generated before, and nothing was in the way.
const UNSAID: &str = "the handlers cannot be written";

/// What a team does with the pipeline in CI and before each commit, and the versions of all
/// packages that are known to work.
const AROUND: [(&str, &str); 5] = [
    ("cargo-config.toml", ".cargo/config.toml"),
    ("contract.yml", ".github/workflows/contract.yml"),
    ("gitignore", ".gitignore"),
    ("pre-commit-config.yaml", ".pre-commit-config.yaml"),
    ("workspace.lock", "Cargo.lock"),
];
