//! What people read: it breaks nobody, and a new patch version announces it.
//!
//! Texts of schemas are compared with the schemas.

use super::changes::Change;
use super::operations::{Context, Operation};
use super::schema::value;
use crate::document::Node;
use crate::report::Rule;
use crate::rules::changes as rules;

/// The texts of an object that an operation uses.
pub fn compare<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    rule: &'static Rule,
    subject: &str,
    (base, revision): (&'a Node, &'a Node),
) {
    for change in changed(rule, subject, base, revision) {
        context.changes.add(change, operation);
    }
}

/// `info`, the tags, the security schemes.
pub fn compare_whole(context: &mut Context<'_>) {
    let (base, revision) = (context.base.root(), context.revision.root());
    let mut found = Vec::new();
    if let (Some(old), Some(new)) = (base.get("info"), revision.get("info")) {
        found.extend(changed(rules::INFO_TEXT_CHANGED, "the API", old, new));
    }
    let (before, after) = (base.get("externalDocs"), revision.get("externalDocs"));
    if before != after {
        let what = difference("documentation", before, after);
        let change = Change::new(rules::EXTERNAL_DOCS_CHANGED, format!("the API {what}"));
        found.push(
            change
                .base(before.or(Some(base)))
                .revision(after.or(Some(revision))),
        );
    }
    tags(base, revision, &mut found);
    let schemes = |root: &'_ Node| root.pointer("/components/securitySchemes").is_some();
    if schemes(base) && schemes(revision) {
        let old = base.pointer("/components/securitySchemes");
        let new = revision.pointer("/components/securitySchemes");
        for (name, scheme) in old.and_then(Node::as_object).into_iter().flatten() {
            let other = new.and_then(|new| new.get(name));
            if let Some(other) = other {
                let pair = (
                    context.base.resolve(scheme),
                    context.revision.resolve(other),
                );
                let subject = format!("the security scheme `{name}`");
                let rule = rules::SECURITY_SCHEME_TEXT_CHANGED;
                found.extend(changed(rule, &subject, pair.0, pair.1));
            }
        }
    }
    for change in found {
        context.changes.add_whole(change);
    }
}

/// The tags that are declared.
fn tags<'a>(base: &'a Node, revision: &'a Node, found: &mut Vec<Change<'a>>) {
    let find = |owner: &'a Node, tag: &Node| {
        let mut tags = owner.items("tags").iter();
        tags.find(|other| other.text("name") == tag.text("name"))
    };
    let subject = |tag: &Node| format!("the tag `{}`", tag.text("name").unwrap_or_default());
    let place = |owner: &'a Node| owner.get("tags").or(Some(owner));
    for tag in base.items("tags") {
        let subject = subject(tag);
        if let Some(other) = find(revision, tag) {
            found.extend(changed(rules::TAG_TEXT_CHANGED, &subject, tag, other));
        } else {
            let what = format!("{subject} is no longer declared");
            let change = Change::new(rules::TAG_REMOVED, what).base(Some(tag));
            found.push(change.revision(place(revision)));
        }
    }
    for tag in revision.items("tags") {
        if find(base, tag).is_none() {
            let what = format!("{} is now declared", subject(tag));
            let change = Change::new(rules::TAG_ADDED, what).base(place(base));
            found.push(change.revision(Some(tag)));
        }
    }
}

/// Members that hold nothing but texts, and what a person calls them.
const TEXTS: [(&str, &str); 10] = [
    ("title", "title"),
    ("summary", "summary"),
    ("description", "description"),
    ("termsOfService", "terms of service"),
    ("contact", "contact"),
    ("license", "license"),
    ("externalDocs", "documentation"),
    ("bearerFormat", "format of bearer tokens"),
    ("example", "example"),
    ("examples", "examples"),
];

/// The texts of an object that differ.
pub fn changed<'a>(
    rule: &'static Rule,
    subject: &str,
    base: &'a Node,
    revision: &'a Node,
) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    for (key, name) in TEXTS {
        let (before, after) = (base.get(key), revision.get(key));
        if before != after {
            let what = format!("{subject} {}", difference(name, before, after));
            found.push(
                Change::new(rule, what)
                    .base(before.or(Some(base)))
                    .revision(after.or(Some(revision))),
            );
        }
    }
    found
}

/// How a text differs: the end of a sentence.
pub fn difference(name: &str, before: Option<&Node>, after: Option<&Node>) -> String {
    match (before, after) {
        (None, _) => format!("has a new {name}"),
        (_, None) => format!("no longer has its {name}"),
        (Some(before), Some(after)) if is_short(before) && is_short(after) => {
            format!(
                "has the {name} {} instead of {}",
                shown(after),
                shown(before)
            )
        }
        _ => format!("has another {name}"),
    }
}

/// Whether a reader wants to see it in a line.
fn is_short(node: &Node) -> bool {
    node.as_object().is_none() && node.as_array().is_none() && shown(node).chars().count() <= 60
}

/// On one line: line breaks of a text mean nothing here.
fn shown(node: &Node) -> String {
    match node.as_str() {
        Some(text) => format!(
            "{:?}",
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        ),
        None => value(node),
    }
}
