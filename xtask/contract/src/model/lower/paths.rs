//! Paths: below which one operations are served, and which ones no request would reach.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::Lowering;
use crate::document::{Node, Position};
use crate::model::Operation;
use crate::model::path::PathTemplate;

/// The path of the first server, of the nearest of `owners` that has servers.
pub(super) fn base_path(owners: [&Node; 3]) -> String {
    let servers = owners.map(|owner| owner.items("servers"));
    let nearest = servers.into_iter().find(|servers| !servers.is_empty());
    let Some(server) = nearest.and_then(<[Node]>::first) else {
        return String::new();
    };
    let mut url = server.text("url").unwrap_or_default().to_owned();
    for (name, variable) in server.members("variables") {
        let default = variable.text("default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), default);
    }
    // RFC 3986, section 4.2: a URL without a scheme is a path, or begins with its host.
    let behind_scheme = url.split_once("://").map(|(_, rest)| rest);
    let path = match behind_scheme.or(url.strip_prefix("//")) {
        Some(rest) => rest.find('/').map_or("", |start| &rest[start..]),
        None => &url,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.trim_matches('/').split('/') {
        match dots(segment) {
            Some(1) => {}
            Some(_) => {
                segments.pop();
            }
            None => segments.push(segment),
        }
    }
    match segments.join("/") {
        path if path.is_empty() => path,
        path => format!("/{path}"),
    }
}

/// How many dots a segment is made of, where it is one that clients take out of a path: `.` and
/// `..` (RFC 3986, section 5.2.4), and what the URL Standard reads as these.
fn dots(segment: &str) -> Option<usize> {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(plain.as_str(), "." | "..").then_some(plain.len())
}

/// What a request is told apart by: the path as it is decoded, without the names of its variables.
fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    for segment in path.split('/') {
        shape.push('/');
        // A slash that is encoded divides nothing, a brace begins nothing.
        let decoded = |literal: &str| {
            let decoded = percent_decode_str(literal).decode_utf8_lossy();
            decoded.replace('/', "%2F").replace('{', "%7B")
        };
        let mut rest = segment;
        while let Some((literal, variable)) = rest.split_once('{') {
            shape.push_str(&decoded(literal));
            shape.push_str("{}");
            rest = variable.split_once('}').map_or("", |(_, behind)| behind);
        }
        shape.push_str(&decoded(rest));
    }
    shape
}

impl Lowering<'_> {
    /// It begins with `/`, braces come in pairs, a variable is there once, and clients can ask for
    /// it.
    pub(super) fn check_path(&mut self, path: &PathTemplate, at: Position) {
        let variables = path.variables();
        let bare = path.as_str().replace(['{', '}'], "").len() + 2 * variables.len();
        let repeated = variables
            .iter()
            .enumerate()
            .find(|(index, name)| variables[..*index].contains(name));
        let mut segments = path.as_str().split('/');
        if !path.as_str().starts_with('/') {
            self.refuse(
                at,
                format!("the path `{path}` does not begin with `/`"),
                format!("write `/{path}`"),
            );
        } else if bare != path.as_str().len() || variables.iter().any(|name| name.is_empty()) {
            self.refuse(
                at,
                format!("the braces of `{path}` do not come in pairs around names"),
                "write each variable as `{name}`",
            );
        } else if let Some((_, name)) = repeated {
            self.refuse(
                at,
                format!("the variable `{name}` is twice in `{path}`"),
                "give each variable a name of its own",
            );
        } else if let Some(segment) = segments.find(|segment| dots(segment).is_some()) {
            self.refuse(
                at,
                format!("no request reaches `{path}`: clients take `{segment}` out of a path before they send it (RFC 3986, section 5.2.4)"),
                "write the path as it is without that segment",
            );
        } else if let Some(sign) = path.as_str().chars().find(|c| matches!(c, '?' | '#')) {
            self.refuse(
                at,
                format!("no request reaches `{path}`: a path ends before a `{sign}` (RFC 3986, section 3.3)"),
                "describe a query by parameters with `in: query`",
            );
        }
    }

    /// No two operations have one method and one path: only one of them would be reached.
    pub(super) fn check_twins(&mut self, operations: &[Operation]) {
        let mut seen: HashMap<(&str, String), &Operation> = HashMap::new();
        for operation in operations {
            let path = format!("{}{}", operation.base_path, operation.path);
            let method = operation.method.as_str();
            let Some(first) = seen.insert((method, shape(&path)), operation) else {
                continue;
            };
            self.refuse(
                operation.at,
                format!(
                    "`{method} {}` and `{method} {}` are one path: no request is for one of them alone",
                    operation.path, first.path
                ),
                "keep one of the two",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn paths_are_told_apart_as_a_request_tells_them_apart() {
        for (one, other) in [
            ("/a/{x}", "/a/{y}"),
            ("/a/{x}.{y}", "/a/{name}.{extension}"),
            ("/caf%C3%A9", "/café"),
            ("/%61", "/a"),
        ] {
            assert_eq!(shape(one), shape(other), "{one}");
        }
        for (one, other) in [
            ("/a", "/a/"),
            ("/a//b", "/a/b"),
            ("/a%2Fb", "/a/b"),
            ("/a", "/A"),
            ("/{x}", "/x"),
            ("/{x}:a", "/{x}:b"),
        ] {
            assert_ne!(shape(one), shape(other), "{one}");
        }
    }
}
