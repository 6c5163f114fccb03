//! The code beside what is generated: the same for every contract, without the
//! parts that a contract does not need.

use super::files::Files;

/// A module, its text, and what shows that it is needed.
pub type Part = (&'static str, &'static str, &'static [&'static str]);

/// Adds `always`, and of `parts` those that the files so far make use of. `root`
/// is the module that they are in.
pub fn support(
    files: &mut Files,
    header: &str,
    always: &[(&str, &str)],
    parts: &[Part],
    root: &str,
) {
    let is_used = |signs: &[&str]| {
        files
            .iter()
            .any(|(_, text)| signs.iter().any(|sign| text.contains(sign)))
    };
    let (used, unused): (Vec<_>, Vec<_>) = parts.iter().partition(|(_, _, signs)| is_used(signs));
    for (name, text) in always {
        files.insert(&format!("support/{name}"), format!("{header}\n{text}"));
    }
    for (name, text, _) in used {
        files.insert(&format!("support/{name}.rs"), format!("{header}\n{text}"));
    }
    let names: Vec<&str> = unused.iter().map(|(name, _, _)| *name).collect();
    let root = without(root, &names);
    files.insert("support/mod.rs", format!("{header}\n{root}"));
}

/// Leaves out the modules `names`, with the attributes before them.
fn without(text: &str, names: &[&str]) -> String {
    let mut out = String::new();
    let mut attributes = String::new();
    for line in text.lines() {
        if line.starts_with("#[") {
            attributes.push_str(line);
            attributes.push('\n');
            continue;
        }
        let is_left_out = names.iter().any(|name| {
            line == format!("mod {name};")
                || ["pub", "pub(crate)"]
                    .iter()
                    .any(|seen| line.starts_with(&format!("{seen} use {name}::")))
        });
        if !is_left_out {
            out.push_str(&attributes);
            out.push_str(line);
            out.push('\n');
        }
        attributes.clear();
    }
    out
}
