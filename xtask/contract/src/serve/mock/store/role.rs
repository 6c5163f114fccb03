//! What an operation is to resources, by the structure of its path.

use crate::exchange::{Operation, Operations};

/// The part that the path of an operation plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Things are made there, and listed: `/things`.
    Collection,
    /// One of them: `/things/{id}`.
    Item,
    /// There is one, which can be changed: `/settings`.
    Single,
    /// None that has to do with what was made.
    Other,
}

pub fn role(operations: &Operations<'_>, operation: &Operation<'_>) -> Role {
    let has = |path: &str, method: &str| has(operations, path, method);
    let path = operation.path;
    if has(path, "POST") && items_of(operations, path).is_some() {
        return Role::Collection;
    }
    if let Some(parent) = parent(path) {
        let is_made_by_put = operations.all.iter().any(|one| {
            one.path == path
                && one.method == "PUT"
                && one
                    .response(201)
                    .is_some_and(|found| found.status == crate::exchange::StatusKey::Exact(201))
        });
        if has(parent, "POST") || is_made_by_put {
            return Role::Item;
        }
    }
    if items_of(operations, path).is_some_and(|item| role(operations, item) == Role::Item) {
        return Role::Collection;
    }
    match has(path, "GET") && (has(path, "PUT") || has(path, "PATCH")) {
        true => Role::Single,
        false => Role::Other,
    }
}

fn has(operations: &Operations<'_>, path: &str, method: &str) -> bool {
    let mut all = operations.all.iter();
    all.any(|one| one.path == path && one.method == method)
}

/// The collection that the path of an item is in.
pub fn parent(path: &str) -> Option<&str> {
    let (parent, last) = path.rsplit_once('/')?;
    let name = last.strip_prefix('{')?.strip_suffix('}')?;
    (!parent.is_empty() && !name.contains('{')).then_some(parent)
}

/// An operation on the items of a collection: that reads them, if there is one.
pub fn items_of<'o, 'a>(operations: &'o Operations<'a>, path: &str) -> Option<&'o Operation<'a>> {
    let of = |one: &&Operation<'_>| parent(one.path) == Some(path);
    let reads = |one: &&Operation<'_>| of(one) && one.method == "GET";
    let mut all = operations.all.iter();
    let found = all.find(reads);
    found.or_else(|| operations.all.iter().find(of))
}

/// The items that a path goes through, as collections and ids: of `/a/1/b/2/c` by the template
/// `/a/{x}/b/{y}/c`, those of `/a` and `/a/1/b` that are kept.
pub fn ancestors(
    operations: &Operations<'_>,
    operation: &Operation<'_>,
    path: &str,
) -> Vec<(String, String)> {
    let template: Vec<&str> = operation.path.split('/').collect();
    let own = path.strip_prefix(operation.base.as_str()).unwrap_or(path);
    let segments: Vec<&str> = own.split('/').collect();
    let mut found = Vec::new();
    for end in 2..template.len().min(segments.len()) {
        let item = template[..=end].join("/");
        let is_last = end + 1 == template.len();
        if is_last || parent(&item).is_none() {
            continue;
        }
        let mut all = operations.all.iter();
        let owner = all.find(|one| one.path == item);
        if owner.is_some_and(|owner| role(operations, owner) == Role::Item) {
            found.push((segments[..end].join("/"), segments[end].to_owned()));
        }
    }
    found
}
