//! Rules about path templates: well-formed, told apart, and in step with their
//! parameters.

use std::collections::{HashMap, HashSet};

use super::operations::{LocatedOperation, key};
use super::walk::Walk;
use crate::document::{Node, escape_pointer_token};
use crate::rules::lint as rules;

impl<'a> Walk<'a> {
    pub fn path_rules(&mut self, operations: &[LocatedOperation<'a>]) {
        let paths: Vec<(&'a str, &'a Node)> = self
            .document
            .root()
            .members("paths")
            .filter(|(path, _)| !path.starts_with("x-"))
            .map(|(path, item)| (path.as_str(), item))
            .collect();
        for (path, item) in &paths {
            let pointer = format!("/paths/{}", escape_pointer_token(path));
            self.pointer.clone_from(&pointer);
            self.path_template(path, item);
            let (item, pointer) = match item.get("$ref") {
                Some(reference) => match self.references.target(reference) {
                    Some(place) => (place.node, place.pointer.clone()),
                    None => continue,
                },
                None => (*item, pointer),
            };
            self.parameter_rules(item, &pointer);
        }
        self.pointer.clear();
        self.alike(&paths);
        for operation in operations {
            self.parameter_rules(operation.node, &operation.pointer);
            if operation.is_served {
                self.path_parameters(operation);
            }
        }
        for (path, item) in paths {
            self.unused_path_parameters(path, item, operations);
        }
    }

    fn path_template(&mut self, path: &str, item: &'a Node) {
        if path.contains(['?', '#']) {
            let message = format!("the path `{path}` has a query or fragment");
            self.find(rules::PATH_QUERY, item, message)
                .help("describe it by parameters with `in: query`");
        }
        if path.len() > 1 && path.ends_with('/') {
            let message = format!("the path `{path}` ends in a slash");
            self.find(rules::PATH_SLASH, item, message)
                .help("remove it, if the service also works without it");
        }
        let mut seen = HashSet::new();
        match variables(path) {
            None => {
                let message = format!("the braces of the path `{path}` do not match");
                self.find(rules::PATH_DECLARATION, item, message)
                    .help("write variables as `{name}`");
            }
            Some(names) => {
                for name in names {
                    if name.is_empty() {
                        let message = format!("a variable of the path `{path}` has no name");
                        self.find(rules::PATH_DECLARATION, item, message)
                            .help("name it, and add a path parameter of that name");
                    } else if !seen.insert(name) {
                        let message =
                            format!("the variable `{name}` appears twice in the path `{path}`");
                        self.find(rules::PATH_DECLARATION, item, message)
                            .help("give each variable a name of its own");
                    }
                }
            }
        }
        for segment in path.split('/').filter(|segment| !segment.contains('{')) {
            if ["get", "put", "post", "delete", "patch", "head", "options"]
                .iter()
                .any(|verb| segment.eq_ignore_ascii_case(verb))
            {
                let message = format!("the path `{path}` says `{segment}`, as its method does");
                self.find(rules::HTTP_VERBS, item, message)
                    .help("name the thing, and let the method say what is done to it");
            }
            if segment.contains(|c: char| c.is_ascii_uppercase() || c == '_') {
                let message = format!("`{segment}` in the path `{path}` is not in kebab-case");
                self.find(rules::KEBAB_CASE, item, message)
                    .help("write it in small letters, with `-` between words");
            }
        }
    }

    /// Paths that differ in the names of variables only, and those that a
    /// request can fit both of.
    fn alike(&mut self, paths: &[(&'a str, &'a Node)]) {
        let mut shapes: HashMap<String, &str> = HashMap::new();
        // Only paths of one length can be fitted by one request.
        let mut by_length: HashMap<usize, Vec<(&str, Vec<&str>)>> = HashMap::new();
        for (path, item) in paths {
            let shape = shape(path);
            let pointer = format!("/paths/{}", escape_pointer_token(path));
            if let Some(first) = shapes.get(&shape) {
                let message = format!("the paths `{path}` and `{first}` are one path");
                self.find_at(rules::IDENTICAL_PATHS, item.position(), pointer, message)
                    .help("keep one of the two");
                continue;
            }
            shapes.insert(shape, path);
            let segments: Vec<&str> = path.split('/').collect();
            let others = by_length.entry(segments.len()).or_default();
            if let Some((other, _)) = others
                .iter()
                .find(|(_, other)| is_ambiguous(&segments, other))
            {
                let message = format!("a request can fit both `{path}` and `{other}`");
                self.find_at(rules::AMBIGUOUS_PATHS, item.position(), pointer, message)
                    .help("keep literals apart from variables");
            }
            others.push((path, segments));
        }
    }

    fn path_parameters(&mut self, operation: &LocatedOperation<'a>) {
        let Some(names) = variables(operation.path) else {
            return;
        };
        let parameters = self.parameters(operation);
        let defined: Vec<&str> = parameters
            .iter()
            .filter_map(|parameter| key(parameter.node))
            .filter(|(_, location)| *location == "path")
            .map(|(name, _)| name)
            .collect();
        for name in names.iter().filter(|name| !name.is_empty()) {
            if !defined.contains(name) {
                let message = format!(
                    "{} has no path parameter `{name}`, and the path has that variable",
                    operation.title()
                );
                self.find_at(
                    rules::PATH_PARAMETERS,
                    operation.node.position(),
                    operation.pointer.clone(),
                    message,
                )
                .help(format!("add a parameter `{name}` with `in: path`"));
            }
        }
        for parameter in self.listed_parameters(operation.node, &operation.pointer) {
            if let Some((name, "path")) = key(parameter.node)
                && !names.contains(&name)
            {
                let message = format!("the path has no variable `{name}`");
                self.find_at(
                    rules::PATH_PARAMETERS,
                    parameter.listed.position(),
                    parameter.pointer,
                    message,
                )
                .help(format!(
                    "remove the parameter, or put `{{{name}}}` into the path"
                ));
            }
        }
    }

    /// The path parameters that a path item lists for all its operations.
    fn unused_path_parameters(
        &mut self,
        path: &str,
        item: &'a Node,
        operations: &[LocatedOperation<'a>],
    ) {
        let pointer = operations
            .iter()
            .find(|operation| operation.is_served && operation.path == path)
            .map_or_else(
                || format!("/paths/{}", escape_pointer_token(path)),
                |operation| operation.item_pointer.clone(),
            );
        let (Some(names), Some(item)) = (variables(path), self.references.resolve(item)) else {
            return;
        };
        for parameter in self.listed_parameters(item, &pointer) {
            if let Some((name, "path")) = key(parameter.node)
                && !names.contains(&name)
            {
                let message = format!("the path has no variable `{name}`");
                let at = parameter.listed.position();
                self.find_at(rules::PATH_PARAMETERS, at, parameter.pointer, message)
                    .help(format!(
                        "remove the parameter, or put `{{{name}}}` into the path"
                    ));
            }
        }
    }
}

/// The names between braces; None when the braces do not match.
fn variables(path: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    let mut rest = path;
    loop {
        let Some(open) = rest.find(['{', '}']) else {
            return Some(names);
        };
        let after = rest[open..].strip_prefix('{')?;
        let close = after.find(['{', '}'])?;
        if !after[close..].starts_with('}') {
            return None;
        }
        names.push(&after[..close]);
        rest = &after[close + 1..];
    }
}

/// The path without the names of its variables.
fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut is_name = false;
    for c in path.chars() {
        match c {
            '{' => is_name = true,
            '}' => is_name = false,
            _ if is_name => continue,
            _ => {}
        }
        shape.push(c);
    }
    shape
}

/// Whether a request can fit both, and neither is the more literal one: each
/// has a variable where the other has a literal.
fn is_ambiguous(one: &[&str], other: &[&str]) -> bool {
    let (mut one_wins, mut other_wins) = (false, false);
    for (mine, theirs) in one.iter().zip(other) {
        match (mine.contains('{'), theirs.contains('{')) {
            (false, false) if mine != theirs => return false,
            (false, true) => one_wins = true,
            (true, false) => other_wins = true,
            _ => {}
        }
        // A literal does not fit `{id}:verb` unless it has the same end.
        let (text, template) = if mine.contains('{') {
            (theirs, mine)
        } else {
            (mine, theirs)
        };
        if template.contains('{') && !text.contains('{') && !may_fit(text, template) {
            return false;
        }
    }
    one_wins && other_wins
}

fn may_fit(text: &str, template: &str) -> bool {
    let before = template.split('{').next().unwrap_or_default();
    let after = template.rsplit('}').next().unwrap_or_default();
    text.len() > before.len() + after.len() && text.starts_with(before) && text.ends_with(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ambiguous(one: &str, other: &str) -> bool {
        let segments = |path: &'static str| path.split('/').collect::<Vec<_>>();
        is_ambiguous(
            &segments(Box::leak(one.to_owned().into_boxed_str())),
            &segments(Box::leak(other.to_owned().into_boxed_str())),
        )
    }

    #[test]
    fn a_more_literal_path_is_not_ambiguous() {
        assert!(!ambiguous("/users/me", "/users/{id}"));
        assert!(!ambiguous("/users/{id}/mfa", "/groups/{id}/mfa"));
        assert!(ambiguous("/users/{id}", "/{kind}/me"));
        assert!(!ambiguous("/users/{id}:verb", "/{kind}/me"));
    }

    #[test]
    fn braces_match_or_not() {
        assert_eq!(variables("/a/{b}/{c}.{d}"), Some(vec!["b", "c", "d"]));
        assert_eq!(variables("/a/{}"), Some(vec![""]));
        assert_eq!(variables("/a/{b"), None);
        assert_eq!(variables("/a/b}"), None);
        assert_eq!(variables("/a/{b{c}}"), None);
    }
}
