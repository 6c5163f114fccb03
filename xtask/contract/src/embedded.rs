//! The sources of the pipeline and of its runtimes, within the program: what `scaffold`,
//! `upgrade` and inlined runtimes are made from, wherever the program was installed.

use include_dir::{Dir, include_dir};

static SERVER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/embedded/server-src");
static CLIENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/embedded/client-src");

/// A runtime's package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// `contract-server`
    Server,
    /// `contract-client`
    Client,
}

/// The modules of a runtime: name and text.
pub fn modules(package: Package) -> impl Iterator<Item = (&'static str, &'static str)> {
    let folder = match package {
        Package::Server => &SERVER,
        Package::Client => &CLIENT,
    };
    folder
        .files()
        .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}
