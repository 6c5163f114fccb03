//! What is wrong with a document that is compared all the same: told, so that
//! nobody takes "no changes" for more than it is.

use crate::document::{Document, LoadError, Node, Value};
use crate::report::{Finding, Level};

/// Documents of another kind: there is nothing to compare.
pub fn unsupported(document: &Document) -> Option<Finding> {
    let root = document.root();
    let version = root.get("swagger").filter(|_| !root.has("openapi"))?;
    let message = "the document is Swagger 2.0, and OpenAPI 3 is compared";
    let help = "convert it to OpenAPI 3 first; there are converters for it";
    Some(
        Finding::error("unsupported-version", message)
            .at(version.position())
            .help(help),
    )
}

/// What can be passed over. `passed` is what reading it passed over already.
pub fn problems(document: &Document, passed: Vec<LoadError>) -> Vec<Finding> {
    let mut found: Vec<Finding> = passed
        .into_iter()
        .map(|error| told(Finding::from(error)))
        .collect();
    let root = document.root();
    let says = root.get("openapi");
    let is_known = |version: &str| version.starts_with("3.");
    if !says.and_then(Node::as_str).is_some_and(is_known) {
        let message =
            "the document does not say that it is OpenAPI 3: it is compared as if it were";
        let finding = Finding::warning("not-openapi", message)
            .at(says.map_or(root.at, Node::position))
            .help("begin it with `openapi: 3.1.1`, if it is");
        found.push(finding);
    }
    for tree in document.trees() {
        references(document, tree, &mut found);
    }
    found
}

/// It is a problem of the document, and none of the comparison.
fn told(finding: Finding) -> Finding {
    Finding {
        level: Level::Warning,
        ..finding
    }
}

/// References that lead to nothing, outside of examples.
fn references(document: &Document, node: &Node, found: &mut Vec<Finding>) {
    match &node.value {
        Value::Object(members) => {
            let reference = members.get("$ref");
            if reference.is_some_and(|reference| is_local(document, reference))
                && let Err(error) = document.resolve(node)
            {
                found.push(told(Finding::from(error)));
            }
            for (key, member) in members {
                let is_value = ["example", "default", "enum", "const", "value", "examples"];
                if !is_value.contains(&key.as_str()) {
                    references(document, member, found);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                references(document, item, found);
            }
        }
        _ => {}
    }
}

/// Whether it leads to a file that was read: of others it was told already.
fn is_local(document: &Document, reference: &Node) -> bool {
    reference.as_str().is_some_and(|text| {
        let file = text.split('#').next().unwrap_or_default();
        let file = document.referenced_file(reference.at.file, file);
        file.and_then(|file| document.tree(file)).is_some()
    })
}
