//! The sources of the pipeline and of its runtimes, within the program: what `scaffold`, `upgrade`
//! and inlined runtimes are made from, wherever the program was installed.
//!
//! `embedded/` has links to what lies outside of this package; `cargo package` follows them.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static SOURCES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// The cases of the tests that are examples of rules.
static EXAMPLES: [(&str, Dir<'_>); 6] = [
    ("drift", include_dir!("$CARGO_MANIFEST_DIR/tests/drift")),
    (
        "formats/check",
        include_dir!("$CARGO_MANIFEST_DIR/tests/formats/check"),
    ),
    ("found", include_dir!("$CARGO_MANIFEST_DIR/tests/found")),
    ("lint", include_dir!("$CARGO_MANIFEST_DIR/tests/lint")),
    (
        "lowering",
        include_dir!("$CARGO_MANIFEST_DIR/tests/lowering"),
    ),
    ("refused", include_dir!("$CARGO_MANIFEST_DIR/tests/refused")),
];
static OTHERS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/embedded");

/// The files in a folder of `embedded/`, by their paths in it.
pub fn files(folder: &str) -> Vec<(PathBuf, &'static str)> {
    let mut found = Vec::new();
    if let Some(known) = OTHERS.get_dir(folder) {
        collect(known, &mut found);
    }
    for (path, _) in &mut found {
        *path = path.strip_prefix(folder).unwrap_or(path).to_owned();
    }
    found
}

/// The pipeline itself, by the paths in its package. Without `embedded/` it can neither make
/// workspaces nor inline runtimes.
pub fn tools(with_embedded: bool) -> Vec<(PathBuf, &'static str)> {
    let mut found = Vec::new();
    let folders = [("src", &SOURCES), ("templates", &TEMPLATES)];
    let embedded = with_embedded.then_some(("embedded", &OTHERS));
    for (name, folder) in folders.into_iter().chain(embedded) {
        let first = found.len();
        collect(folder, &mut found);
        for (path, _) in &mut found[first..] {
            *path = Path::new(name).join(&path);
        }
    }
    for (name, folder) in &EXAMPLES {
        let files = folder.files().filter(|file| is_example(file.path()));
        found.extend(files.filter_map(|file| {
            let path = Path::new("tests").join(name).join(file.path());
            Some((path, file.contents_utf8()?))
        }));
    }
    found
}

/// What was found, and what constructs are written like: the rest of a case is for the tests.
fn is_example(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "txt" || extension == "yaml")
}

/// A file beside the sources: `workspace.toml`.
///
/// # Panics
/// When it is none of those in `embedded/`.
pub fn text(name: &str) -> &'static str {
    OTHERS
        .get_file(name)
        .and_then(|file| file.contents_utf8())
        .unwrap_or_else(|| panic!("embedded/{name} is there"))
}

fn collect(folder: &'static Dir<'static>, found: &mut Vec<(PathBuf, &'static str)>) {
    let files = folder.files();
    found.extend(files.filter_map(|file| Some((file.path().to_owned(), file.contents_utf8()?))));
    for inner in folder.dirs() {
        collect(inner, found);
    }
}

/// What the changelog of the pipeline says of the versions after `version`, the newest first.
pub fn changes_since(version: &str) -> String {
    let Ok(known) = semver::Version::parse(version) else {
        return String::new();
    };
    let entries = text("CHANGELOG.md").split("\n## ").skip(1);
    let newer = entries.filter(|entry| {
        let version = entry.split_whitespace().next().unwrap_or_default();
        semver::Version::parse(version).is_ok_and(|version| version > known)
    });
    let newer: Vec<String> = newer
        .map(|entry| format!("## {}", entry.trim_end()))
        .collect();
    newer.join("\n\n")
}
