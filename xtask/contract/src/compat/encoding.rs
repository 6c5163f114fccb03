//! How the parts of a form are written (`encoding` of a media type).

use super::change::Change;
use super::context::Context;
use super::edition::Edition;
use super::schema::Encoding;
use super::styles::Style;
use crate::document::Node;
use crate::rules::changes as rules;

/// A part of a form of which either edition says how it is written.
pub struct Part<'a> {
    name: &'a str,
    forms: [&'a Node; 2],
    styles: [Style<'a>; 2],
}

/// The parts of a form that have an `encoding`.
pub fn parts<'a>(context: &Context<'a>, base: &'a Node, revision: &'a Node) -> Vec<Part<'a>> {
    let mut names: Vec<&'a String> = base.members("encoding").map(|(part, _)| part).collect();
    for (part, _) in revision.members("encoding") {
        if !names.contains(&part) {
            names.push(part);
        }
    }
    let part = |name: &'a String| {
        let style = |form: &'a Node, edition: Edition<'a>| {
            let schema = form.get("schema");
            let schema = schema.and_then(|schema| property(edition, schema, name, 0));
            Style::new(said(form, name), "form", schema, edition)
        };
        Part {
            name,
            forms: [base, revision],
            styles: [style(base, context.base), style(revision, context.revision)],
        }
    };
    names.into_iter().map(part).collect()
}

fn said<'a>(form: &'a Node, part: &str) -> Option<&'a Node> {
    form.get("encoding").and_then(|all| all.get(part))
}

/// The schema of a property, where that is one.
fn property<'a>(
    edition: Edition<'a>,
    schema: &'a Node,
    name: &str,
    depth: usize,
) -> Option<&'a Node> {
    let schema = edition.resolve(schema);
    let own = schema.get("properties").and_then(|all| all.get(name));
    own.or_else(|| {
        let mut parts = schema
            .items("allOf")
            .iter()
            .take(if depth < 8 { 64 } else { 0 });
        parts.find_map(|part| property(edition, part, name, depth + 1))
    })
}

impl<'a> Part<'a> {
    /// How values of the part travel; none where that is as of others.
    pub fn travels(&self) -> Option<(&'a str, Encoding)> {
        let is_json = |form: &'a Node| {
            let own = said(form, self.name)?;
            let says_style = ["style", "explode", "allowReserved"];
            // A style wins (OpenAPI 3.1.1, section 4.8.15.1.1).
            let is_styled = says_style.iter().any(|key| own.has(key));
            let media_type = own.text("contentType").filter(|_| !is_styled)?;
            (Encoding::of_media_type(media_type) == Encoding::Json).then_some(())
        };
        if self.forms.iter().all(|form| is_json(form).is_some()) {
            return Some((self.name, Encoding::Json));
        }
        let [old, new] = &self.styles;
        let encoding = old.encoding_of_both(new);
        (encoding != Encoding::Repeated).then_some((self.name, encoding))
    }

    /// What changed about how it is written.
    pub fn compare(&self, subject: &str) -> Vec<Change<'a>> {
        let [base, revision] = self.forms;
        let [old, new] = self.forms.map(|form| said(form, self.name));
        let differs = self.styles[0].differs(&self.styles[1]);
        let mut found = Vec::new();
        for key in ["contentType", "style", "explode", "allowReserved"] {
            let member = |node: Option<&'a Node>| node.and_then(|node| node.get(key));
            let (before, after) = (member(old), member(new));
            // A style that writes the same text is none that changed.
            let is_same = match key {
                "style" | "explode" => differs.is_none(),
                "contentType" => self.media_types(0) == self.media_types(1),
                _ => false,
            };
            if before == after || is_same || is_spelled_out(key, [before, after], [old, new]) {
                continue;
            }
            let is_wider = key == "contentType" && self.takes_all();
            let rule = if is_wider {
                rules::REQUEST_BODY_ENCODING_GENERALIZED
            } else {
                rules::REQUEST_BODY_ENCODING_CHANGED
            };
            let what = format!("{subject}'s part `{}` has a different `{key}`", self.name);
            let at = before.or(old).unwrap_or(base);
            found.push(Change::new(
                rule,
                what,
                at,
                after.or(new).unwrap_or(revision),
            ));
        }
        found
    }
}

impl Part<'_> {
    /// What a part may come as, in an edition; none where that is not said.
    fn media_types(&self, edition: usize) -> Option<Vec<String>> {
        let own = said(self.forms[edition], self.name);
        let own = own.and_then(|own| own.text("contentType"));
        let all = own.or_else(|| self.styles[edition].content_type())?;
        let mut all: Vec<String> = all
            .split(',')
            .map(|one| one.trim().to_lowercase())
            .collect();
        all.sort_unstable();
        Some(all)
    }

    /// Whether every media type that was there is there still.
    fn takes_all(&self) -> bool {
        let (before, after) = (self.media_types(0), self.media_types(1));
        let both = before.zip(after);
        both.is_some_and(|(before, after)| before.iter().all(|one| after.contains(one)))
    }
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
