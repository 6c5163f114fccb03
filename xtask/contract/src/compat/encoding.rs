//! How the parts of a form are written (`encoding` of a media type).

use super::changes::Change;
use super::operations::{Context, Operation};
use crate::report::Direction;
use crate::rules::changes as rules;

use crate::document::Node;

pub fn compare<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    (base, revision): (&'a Node, &'a Node),
    subject: &str,
    direction: Direction,
) {
    // Only requests have forms.
    if direction == Direction::Response {
        return;
    }
    let empty = |node: &'a Node, part: &str| node.get("encoding").and_then(|all| all.get(part));
    let mut parts: Vec<&String> = base.members("encoding").map(|(part, _)| part).collect();
    for (part, _) in revision.members("encoding") {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    for part in parts {
        let (old, new) = (empty(base, part), empty(revision, part));
        for key in ["contentType", "style", "explode", "allowReserved"] {
            let member = |node: Option<&'a Node>| node.and_then(|node| node.get(key));
            let (before, after) = (member(old), member(new));
            if before == after {
                continue;
            }
            let is_wider = key == "contentType" && takes_all(after, before);
            let rule = if is_wider {
                rules::REQUEST_BODY_ENCODING_GENERALIZED
            } else {
                rules::REQUEST_BODY_ENCODING_CHANGED
            };
            let what = format!("{subject}'s part `{part}` has another `{key}`");
            let change = Change::new(rule, what)
                .base(before.or(old).or(Some(base)))
                .revision(after.or(new).or(Some(revision)));
            context.changes.add(change, operation);
        }
    }
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
