//! Generated drift: the files in the tree against a regeneration in memory.

use std::io;
use std::path::Path;

use crate::document::{Position, Sources};
use crate::generate::Files;
use crate::report::{Finding, command, unified_diff};
use crate::rules;

fn regenerate() -> String {
    format!(
        "run `{} generate`; what was changed by hand belongs into a file that is not generated",
        command()
    )
}

/// Every generated file that is not what would be generated. Their texts are
/// added to the sources.
pub fn generated_drift(
    files: &Files,
    directory: &Path,
    sources: &mut Sources,
) -> io::Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (relative, should_be) in files.iter() {
        let path = directory.join(relative);
        let shown = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(is) if is == should_be => {}
            Ok(is) => {
                let message = format!("{shown} is not what would be generated");
                let line = first_difference(&is, should_be);
                let difference = unified_diff(&shown, &is, should_be);
                found.push(
                    Finding::error(rules::GENERATED_DIFFERS, message)
                        .at(at(&path, is, line, sources))
                        .difference(difference),
                );
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => found.push(
                Finding::error(rules::GENERATED_MISSING, format!("{shown} is missing")).at(at(
                    &path,
                    String::new(),
                    1,
                    sources,
                )),
            ),
            Err(error) => return Err(error),
        }
    }
    for path in files.stale(directory)? {
        let message = format!("{} would not be generated any more", path.display());
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let at = at(&path, text, 1, sources);
        found.push(Finding::error(rules::GENERATED_STALE, message).at(at));
    }
    Ok(found
        .into_iter()
        .map(|finding| finding.help(regenerate()))
        .collect())
}

fn at(path: &Path, text: String, line: u32, sources: &mut Sources) -> Position {
    Position {
        file: sources.add(path.to_owned(), text),
        line,
        column: 1,
    }
}

fn first_difference(is: &str, should_be: &str) -> u32 {
    let same = is
        .lines()
        .zip(should_be.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let last = is.lines().count().max(1);
    u32::try_from((same + 1).min(last)).unwrap_or(1)
}
