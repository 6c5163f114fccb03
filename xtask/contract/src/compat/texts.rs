//! What people read: it breaks nobody, and a new patch version announces it.
//!
//! Texts of schemas are compared with the schemas.

use super::change::Change;
use super::context::Context;
use super::edition::member_or_self;
use super::schema::value;
use crate::document::Node;
use crate::report::Rule;
use crate::rules::changes as rules;

/// `info`, the tags, the security schemes.
pub fn compare_document<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let (base, revision) = (context.base.root(), context.revision.root());
    let mut found = Vec::new();
    if let (Some(old), Some(new)) = (base.get("info"), revision.get("info")) {
        found.extend(changed(rules::INFO_TEXT_CHANGED, "the API", old, new));
    }
    let (before, after) = (base.get("externalDocs"), revision.get("externalDocs"));
    if before != after {
        let what = format!("the API {}", difference("documentation", before, after));
        let at = |node| member_or_self(node, "externalDocs");
        let rule = rules::EXTERNAL_DOCS_CHANGED;
        found.push(Change::new(rule, what, at(base), at(revision)));
    }
    found.extend(tags(base, revision));
    let schemes = |root: &'a Node| root.pointer("/components/securitySchemes");
    let (old, new) = (schemes(base), schemes(revision));
    for (name, scheme) in old.and_then(Node::as_object).into_iter().flatten() {
        let Some(other) = new.and_then(|new| new.get(name)) else {
            continue;
        };
        let scheme = context.base.resolve(scheme);
        let other = context.revision.resolve(other);
        let subject = format!("the security scheme `{name}`");
        let rule = rules::SECURITY_SCHEME_TEXT_CHANGED;
        found.extend(changed(rule, &subject, scheme, other));
    }
    found
}

/// The tags that are declared.
fn tags<'a>(base: &'a Node, revision: &'a Node) -> Vec<Change<'a>> {
    // What has no name is no tag, and `lint` says so.
    let tags = |owner: &'a Node| {
        let tags = owner.items("tags").iter();
        tags.filter(|tag| tag.text("name").is_some())
    };
    let find = |owner: &'a Node, tag: &Node| {
        tags(owner).find(|other| other.text("name") == tag.text("name"))
    };
    let subject = |tag: &Node| format!("the tag `{}`", tag.text("name").unwrap_or_default());
    let at = |owner: &'a Node| member_or_self(owner, "tags");
    let mut found = Vec::new();
    for tag in tags(base) {
        let subject = subject(tag);
        if let Some(other) = find(revision, tag) {
            found.extend(changed(rules::TAG_TEXT_CHANGED, &subject, tag, other));
        } else {
            let what = format!("{subject} is no longer declared");
            found.push(Change::new(rules::TAG_REMOVED, what, tag, at(revision)));
        }
    }
    for tag in tags(revision) {
        if find(base, tag).is_none() {
            let what = format!("{} is now declared", subject(tag));
            found.push(Change::new(rules::TAG_ADDED, what, at(base), tag));
        }
    }
    found
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
    let differs = |(key, _): &&(&str, &str)| base.get(key) != revision.get(key);
    let texts = TEXTS.iter().filter(differs).map(|(key, name)| {
        let what = difference(name, base.get(key), revision.get(key));
        let (base, revision) = (member_or_self(base, key), member_or_self(revision, key));
        Change::new(rule, format!("{subject} {what}"), base, revision)
    });
    texts.collect()
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
        _ => format!("has a different {name}"),
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
