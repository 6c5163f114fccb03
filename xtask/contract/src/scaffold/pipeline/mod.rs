//! Where a workspace has the pipeline from, and the folder that it is vendored in.

mod folder;
mod manifest;
mod source;

pub use folder::Folder;
pub use manifest::workspace_manifest;
pub use source::Source;

/// The packages: the pipeline, and what the code that it generates calls.
pub const TOOLS: &str = "contract-tools";
pub const RUNTIMES: [&str; 2] = ["contract-client", "contract-server"];
