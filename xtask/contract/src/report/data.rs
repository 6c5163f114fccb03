//! Findings as JSON and as YAML: one form, for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::record::Results;
use super::rule::Level;

pub fn write_json(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &value(results)?)?;
    writeln!(out)
}

pub fn write_yaml(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    yaml(&value(results)?, 0, &mut text);
    out.write_all(text.trim_start().as_bytes())
}

fn value(results: &Results) -> io::Result<Value> {
    let mut value = json!({
        "command": results.command,
        "subject": results.subject,
        "summary": {
            "errors": results.count(Level::Error),
            "warnings": results.count(Level::Warning),
            "infos": results.count(Level::Info),
        },
        "findings": serde_json::to_value(&results.records)?,
    });
    if !results.notes.is_empty() {
        value["notes"] = json!(results.notes);
    }
    if let Some((name, data)) = &results.data {
        value[*name] = data.clone();
    }
    if let Some(versions) = &results.versions {
        value["versions"] = json!({ "base": versions.base, "revision": versions.revision });
    }
    Ok(value)
}

/// Block style. Texts are in double quotes with JSON's escapes, which are
/// YAML's too: nothing can be taken for a number, a date or a comment.
fn yaml(value: &Value, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                text.push_str(&format!("\n{indent}{key}:"));
                yaml(member, depth + 1, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                let mut inner = String::new();
                yaml(item, depth + 1, &mut inner);
                text.push_str(&format!("\n{indent}- {}", inner.trim_start()));
                while text.ends_with('\n') {
                    text.pop();
                }
            }
        }
        scalar => text.push_str(&format!(" {scalar}")),
    }
    if depth == 0 {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_reads_back_as_the_same_json() {
        let value = json!({
            "empty": [], "none": null, "yes": true, "number": 1.5,
            "text": "a: b # c\n\t\"quoted\" \\ \u{1} é",
            "nested": [{"a": [1, [2, 3]], "b": {}}, "x", []],
        });
        let mut text = String::new();
        yaml(&value, 0, &mut text);
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("report.yaml");
        std::fs::write(&path, text.trim_start()).expect("a file is written");
        let document = crate::document::Document::load(&path).expect("it is YAML");
        assert_eq!(document.root().to_json(), value, "{text}");
    }
}
