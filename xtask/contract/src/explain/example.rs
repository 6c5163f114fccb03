//! Examples: the first finding with an id in the cases of the tests.

use std::path::{Path, PathBuf};

/// Where cases are, those that show the most first.
const FOLDERS: [&str; 5] = ["lint", "compat", "refused", "drift", "formats/check"];

/// A finding as a person reads it.
pub fn find(id: &str) -> Option<String> {
    FOLDERS.iter().find_map(|folder| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests")
            .join(folder);
        files(&folder).iter().find_map(|file| in_file(file, id))
    })
}

/// A construct as it is written: the change to `xtask/contract/tests/lowering/base.yaml`.
pub fn written(id: &str) -> Option<String> {
    let case = lowering(id, "yaml")?;
    let (_, patches) = case.split_once('\n')?;
    patches.split("\n---\n").next().map(str::to_owned)
}

/// What becomes of a construct.
pub fn outcome(id: &str) -> Option<String> {
    lowering(id, "txt")
}

fn lowering(id: &str, extension: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lowering");
    std::fs::read_to_string(folder.join(format!("{id}.{extension}"))).ok()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    found.sort();
    found
}

fn in_file(file: &Path, id: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let mark = format!("[{id}]: ");
    let lines = text
        .lines()
        .skip_while(|line| !line.contains(&mark))
        .take_while(|line| !line.is_empty());
    let found: Vec<&str> = lines.collect();
    (!found.is_empty()).then(|| found.join("\n"))
}
