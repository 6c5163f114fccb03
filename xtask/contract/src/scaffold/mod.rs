//! A workspace for another contract: the same shape as this one, with the
//! pipeline in it, and a handler for each operation that is still to be written.

mod handlers;
mod manifest;
mod pipeline;
mod spec;
mod templates;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use spec::SpecFiles;

use crate::generate::Generated;
use crate::model::Contract;

/// All files of a workspace, by their path in it.
pub struct Workspace(BTreeMap<PathBuf, String>);

impl Workspace {
    /// Lays out everything; nothing is written yet. `pipeline` is the workspace
    /// that the pipeline is copied from.
    pub fn new(
        contract: &Contract,
        spec: &SpecFiles,
        generated: &Generated,
        skips_unsupported: bool,
        pipeline: &Path,
    ) -> io::Result<Self> {
        let mut workspace = Workspace(BTreeMap::new());
        for (path, text) in spec.iter() {
            workspace.add(Path::new("spec").join(path), text.to_owned());
        }
        for (path, text) in generated.server.iter() {
            workspace.add(Path::new("server/src/contract").join(path), text.to_owned());
        }
        for (path, text) in generated.client.iter() {
            workspace.add(
                Path::new("client/src/generated").join(path),
                text.to_owned(),
            );
        }
        workspace.add("server/src/handlers.rs", handlers::render(contract));
        for (path, text) in templates::render(contract, &spec.name(), &generated.server)
            .map_err(io::Error::other)?
        {
            workspace.add(path, text);
        }
        let settings = spec.settings(skips_unsupported);
        workspace.add("spec/contract.toml", settings);
        for (path, text) in pipeline::files(pipeline, &spec.name())? {
            workspace.add(path, text);
        }
        let manifest = manifest::of_workspace(pipeline, &workspace.0)?;
        workspace.add("Cargo.toml", manifest);
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
