//! A tree as YAML, for people to read.

use super::node::{Node, Value};

impl Node {
    /// Block style; lists without objects on one line.
    pub fn to_yaml(&self) -> String {
        let mut text = String::new();
        block(self, 0, &mut text);
        let text = text.trim_start_matches([' ', '\n']);
        format!("{text}\n")
    }
}

/// What comes after a name or a dash, with the blank or line break before it.
fn block(node: &Node, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    match &node.value {
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                text.push_str(&format!("\n{indent}{}:", name(key)));
                block(member, depth + 1, text);
            }
        }
        Value::Array(items) if items.iter().any(|item| flow(item).is_none()) => {
            for item in items {
                let mut inner = String::new();
                block(item, depth + 1, &mut inner);
                text.push_str(&format!("\n{indent}- {}", inner.trim_start()));
            }
        }
        _ => text.push_str(&format!(" {}", flow(node).unwrap_or_default())),
    }
}

/// A scalar, what is empty, or a list of those.
fn flow(node: &Node) -> Option<String> {
    Some(match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(value) => scalar(value),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(_) => return None,
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(flow).collect::<Option<_>>()?;
            format!("[{}]", items.join(", "))
        }
    })
}

/// Plain where nobody can take it for something else, else in double quotes
/// with JSON's escapes, which are YAML's, too.
fn scalar(value: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_./-+$".contains(c);
    let is_plain = value.starts_with(|c: char| c.is_ascii_alphabetic() || "/$_".contains(c))
        && value
            .split(' ')
            .all(|word| !word.is_empty() && word.chars().all(is_word))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .contains(&value.to_ascii_lowercase().as_str());
    if is_plain {
        value.to_owned()
    } else {
        serde_json::Value::from(value).to_string()
    }
}

/// The name of a member: braces mean nothing within it.
fn name(key: &str) -> String {
    let bare = key.replace(['{', '}'], "");
    if key.starts_with('/') && scalar(&bare) == bare {
        key.to_owned()
    } else {
        scalar(key)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::document::{Document, Sources};

    fn read(text: &str) -> Document {
        let read = |_: &Path| Ok(text.to_owned());
        Document::load_with(Path::new("a.yaml"), Sources::default(), &read).expect("YAML")
    }

    #[test]
    fn what_is_written_reads_back_as_the_same() {
        let text = r##"{"empty": [], "none": null, "yes": "no", "1": "1", "n": 1.5, "/a/{id}": {},
            "text": "a: b # c\n\t\"quoted\" \\ é", "list": [[1, [2, 3]], {"a": [1, {}], "b": {}}, "x y", []],
            "reference": {"$ref": "#/components/schemas/A"}, "dash": "- a", "blank": " a", "": ""}"##;
        let document = read(text);
        let written = document.root().to_yaml();
        let again = read(&written);
        assert_eq!(document.root(), again.root(), "{written}");
    }
}
