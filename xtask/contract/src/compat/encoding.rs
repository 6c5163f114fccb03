//! How the parts of a form are written (`encoding` of a media type).

use super::change::Change;
use crate::document::Node;
use crate::rules::changes as rules;

pub fn compare<'a>(subject: &str, base: &'a Node, revision: &'a Node) -> Vec<Change<'a>> {
    let find = |node: &'a Node, part: &str| node.get("encoding").and_then(|all| all.get(part));
    let mut parts: Vec<&String> = base.members("encoding").map(|(part, _)| part).collect();
    for (part, _) in revision.members("encoding") {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let mut found = Vec::new();
    for part in parts {
        let (old, new) = (find(base, part), find(revision, part));
        for key in ["contentType", "style", "explode", "allowReserved"] {
            let member = |node: Option<&'a Node>| node.and_then(|node| node.get(key));
            let (before, after) = (member(old), member(new));
            if before == after || is_spelled_out(key, [before, after], [old, new]) {
                continue;
            }
            let is_wider = key == "contentType" && takes_all(after, before);
            let rule = if is_wider {
                rules::REQUEST_BODY_ENCODING_GENERALIZED
            } else {
                rules::REQUEST_BODY_ENCODING_CHANGED
            };
            let what = format!("{subject}'s part `{part}` has a different `{key}`");
            let at = before.or(old).unwrap_or(base);
            found.push(Change::new(
                rule,
                what,
                at,
                after.or(new).unwrap_or(revision),
            ));
        }
    }
    found
}

/// Whether what only one of them says is what the other one means anyway (OpenAPI 3.1.1,
/// section 4.8.15.2).
fn is_spelled_out(key: &str, values: [Option<&Node>; 2], parts: [Option<&Node>; 2]) -> bool {
    let means = |value: Option<&Node>, part: Option<&Node>| {
        let style = part.and_then(|part| part.text("style")).unwrap_or("form");
        match (key, value) {
            ("style", value) => Some(value.and_then(Node::as_str).unwrap_or("form").to_owned()),
            ("explode", value) => {
                let explode = value.and_then(Node::as_bool).unwrap_or(style == "form");
                Some(explode.to_string())
            }
            ("allowReserved", value) => {
                Some(value.and_then(Node::as_bool).unwrap_or(false).to_string())
            }
            _ => None,
        }
    };
    let [before, after] = [means(values[0], parts[0]), means(values[1], parts[1])];
    before.is_some() && before == after
}

/// Whether every media type that was there is there still.
fn takes_all(after: Option<&Node>, before: Option<&Node>) -> bool {
    let types = |node: Option<&Node>| -> Vec<String> {
        let text = node.and_then(Node::as_str).unwrap_or_default();
        text.split(',')
            .map(|one| one.trim().to_lowercase())
            .collect()
    };
    let after = types(after);
    before.is_some() && types(before).iter().all(|one| after.contains(one))
}
