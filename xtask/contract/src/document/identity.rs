//! Names of places beside JSON Pointers: `$id`, `$anchor`, `$dynamicAnchor`
//! (JSON Schema 2020-12, section 8.2), and `$self` of a document (OpenAPI 3.2.0, section
//! 4.1).

use super::escape_pointer_token;
use super::node::{Node, Value};
use super::place::Place;
use super::position::{FileId, Position};

/// A schema with an `$id`: references in it begin there.
#[derive(Debug)]
pub struct Resource {
    pub file: FileId,
    /// JSON Pointer within the file.
    pub pointer: String,
    /// Absolute, as far as its parents are.
    pub id: String,
}

/// The schemas of a tree that have an `$id`, the outermost first.
pub fn resources(file: FileId, tree: &Node) -> Vec<Resource> {
    let mut found = Vec::new();
    walk_from(tree, &mut |node, pointer, base| {
        let of_document = || node.text("$self").filter(|_| pointer.is_empty());
        let id = node.text("$id").or_else(of_document)?;
        let id = join(base, id.trim_end_matches('#'));
        found.push(Resource {
            file,
            pointer: pointer.to_owned(),
            id: id.clone(),
        });
        Some(id)
    });
    found
}

/// The JSON Pointer, from `node` on, of the place with this anchor. What has an `$id` has
/// anchors of its own (JSON Schema 2020-12 Core, section 8.2.2).
pub fn anchored(node: &Node, anchor: &str) -> Option<String> {
    let mut found: Option<String> = None;
    let mut others: Vec<String> = Vec::new();
    walk_from(node, &mut |node, pointer, _| {
        if !pointer.is_empty() && node.text("$id").is_some() {
            others.push(format!("{pointer}/"));
        }
        let is_other = |other: &String| format!("{pointer}/").starts_with(other.as_str());
        let is_it = ["$anchor", "$dynamicAnchor"]
            .iter()
            .any(|keyword| node.text(keyword) == Some(anchor));
        if is_it && found.is_none() && !others.iter().any(is_other) {
            found = Some(pointer.to_owned());
        }
        None
    });
    found
}

/// How many places have this `$dynamicAnchor`.
pub fn dynamic_anchors(tree: &Node, anchor: &str) -> usize {
    let mut count = 0;
    walk_from(tree, &mut |node, _, _| {
        count += usize::from(node.text("$dynamicAnchor") == Some(anchor));
        None
    });
    count
}

/// Whether something in the tree stands at `at`.
pub fn holds(tree: &Node, at: Position) -> bool {
    tree.at == at
        || match &tree.value {
            Value::Object(map) => map.values().any(|member| holds(member, at)),
            Value::Array(items) => items.iter().any(|item| holds(item, at)),
            _ => false,
        }
}

/// Visits objects with their pointers and the `$id` they stand in; what the
/// visitor returns is the `$id` for what is inside.
fn walk_from(root: &Node, visit: &mut impl FnMut(&Node, &str, &str) -> Option<String>) {
    walk(root, Place::default(), &mut String::new(), "", visit);
}

fn walk(
    node: &Node,
    place: Place,
    pointer: &mut String,
    base: &str,
    visit: &mut impl FnMut(&Node, &str, &str) -> Option<String>,
) {
    let own = match &node.value {
        Value::Object(_) => visit(node, pointer, base),
        _ => None,
    };
    let base = own.as_deref().unwrap_or(base);
    let length = pointer.len();
    let mut into = |token: &str, child: &Node, place: Place| {
        pointer.push('/');
        pointer.push_str(&escape_pointer_token(token));
        walk(child, place, pointer, base, visit);
        pointer.truncate(length);
    };
    match &node.value {
        Value::Object(map) => {
            for (key, member) in map {
                let place = place.member(key, member);
                if !place.is_value {
                    into(key, member, place);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                into(&index.to_string(), item, place.item());
            }
        }
        _ => {}
    }
}

/// A URI reference as it is seen from `base` (RFC 3986, section 5.2, without
/// dot segments).
pub fn join(base: &str, reference: &str) -> String {
    if reference.contains("://") || reference.starts_with("urn:") || base.is_empty() {
        return reference.to_owned();
    }
    let authority = base.find("://").map_or(0, |start| {
        base[start + 3..]
            .find('/')
            .map_or(base.len(), |end| start + 3 + end)
    });
    if reference.starts_with('/') {
        return format!("{}{reference}", &base[..authority]);
    }
    match base[authority..].rfind('/') {
        Some(end) => format!("{}/{reference}", &base[..authority + end]),
        None => reference.to_owned(),
    }
}
