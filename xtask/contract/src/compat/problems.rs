//! What is wrong with a document that is compared all the same: reported, so that
//! nobody takes "no changes" for more than it is.

use crate::document::{Document, LoadError, Node, Value};
use crate::report::{Finding, Level};
use crate::rules;

/// Documents of another kind: there is nothing to compare.
pub fn unsupported(document: &Document) -> Option<Finding> {
    let root = document.root();
    let (at, message, help) = match (root.get("openapi"), root.get("swagger")) {
        (Some(version), _) if says_3(version) => return None,
        (None, Some(version)) => (
            version.position(),
            "the document is Swagger 2.0, and only OpenAPI 3 can be compared",
            "convert it to OpenAPI 3 first: there are converters",
        ),
        (None, None) if root.has("paths") => return None,
        (version, _) => (
            version.map_or(root.at, Node::position),
            "this is not an OpenAPI 3 document",
            "give a contract: it begins with `openapi: 3.1.1`, or `openapi: 3.0.4`",
        ),
    };
    Some(
        Finding::error(rules::UNSUPPORTED_VERSION, message)
            .at(at)
            .help(help),
    )
}

/// Written as text, or (`3.0` without quotes) as a number.
fn says_3(version: &Node) -> bool {
    match version.as_str() {
        Some(text) => text.starts_with("3."),
        None => version
            .as_number()
            .is_some_and(|number| number.to_string().starts_with('3')),
    }
}

/// What can be passed over. `passed` is what reading it passed over already.
pub fn problems(document: &Document, passed: Vec<LoadError>) -> Vec<Finding> {
    let mut found: Vec<Finding> = passed
        .into_iter()
        .map(|error| as_warning(Finding::from(error)))
        .collect();
    let root = document.root();
    if root.get("openapi").and_then(Node::as_str).is_none() {
        let message =
            "the document does not say that it is OpenAPI 3: it is compared as if it were";
        let finding = Finding::warning(rules::NOT_OPENAPI, message)
            .at(root.get("openapi").map_or(root.at, Node::position))
            .help("begin it with `openapi: 3.1.1`, if it is");
        found.push(finding);
    }
    for tree in document.trees() {
        references(document, tree, "", &mut found);
    }
    found
}

/// It is a problem of the document, and none of the comparison.
fn as_warning(finding: Finding) -> Finding {
    Finding {
        level: Level::Warning,
        ..finding
    }
}

/// References that lead to nothing, outside of examples. `within` is the name of
/// what holds the node.
fn references(document: &Document, node: &Node, within: &str, found: &mut Vec<Finding>) {
    match &node.value {
        Value::Object(members) => {
            let reference = members.get("$ref");
            if reference.is_some_and(|reference| is_local(document, reference))
                && let Err(error) = document.resolve(node)
            {
                found.push(as_warning(Finding::from(error)));
            }
            for (key, member) in members {
                let values = ["example", "default", "enum", "const", "value", "examples"];
                let is_name = matches!(within, "responses" | "properties" | "schemas");
                if is_name || !values.contains(&key.as_str()) {
                    references(document, member, key, found);
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                references(document, item, "", found);
            }
        }
        _ => {}
    }
}

/// Whether it leads to a file that was read: of others it was reported already.
fn is_local(document: &Document, reference: &Node) -> bool {
    reference.as_str().is_some_and(|text| {
        let file = text.split('#').next().unwrap_or_default();
        let file = document.referenced_file(reference.at.file, file);
        file.and_then(|file| document.tree(file)).is_some()
    })
}
