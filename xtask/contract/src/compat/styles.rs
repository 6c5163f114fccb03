//! How values are written as text, by the style of a parameter, a header or a part of a form
//! (OpenAPI 3.1.1, section 4.8.12.2), and where two styles write the same.

use super::edition::Edition;
use super::schema::Encoding;
use crate::document::Node;

/// Styles that say how a list is written, and write a scalar alike.
const LISTS: [&str; 3] = ["form", "spaceDelimited", "pipeDelimited"];

/// A style, and what is written in it.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub style: &'a str,
    pub explode: bool,
    schema: Option<&'a Node>,
    edition: Edition<'a>,
}

/// In what two styles differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differs {
    Style,
    Explode,
}

impl<'a> Style<'a> {
    /// What `node` says, with the defaults filled in: a parameter, a header, what a form says
    /// of a part, or nothing.
    pub fn new(
        node: Option<&'a Node>,
        default: &'a str,
        schema: Option<&'a Node>,
        edition: Edition<'a>,
    ) -> Self {
        let text = |key| node.and_then(|node| node.text(key));
        let style = text("style").unwrap_or(default);
        let explode = node.and_then(|node| node.get("explode"));
        let explode = explode.and_then(Node::as_bool);
        Style {
            style,
            // The only way that there is of it.
            explode: style == "deepObject" || explode.unwrap_or(style == "form"),
            schema,
            edition,
        }
    }

    /// Of a parameter, by where it stands.
    pub fn of_parameter(parameter: &'a Node, edition: Edition<'a>) -> Self {
        let default = match parameter.text("in") {
            Some("query" | "cookie") => "form",
            _ => "simple",
        };
        let schema = parameter.get("schema");
        Style::new(Some(parameter), default, schema, edition)
    }

    pub fn encoding(&self) -> Encoding {
        Encoding::of_style(self.style, self.explode)
    }

    /// How values of both travel. A scalar is written alike in all styles of a query: the
    /// other one says what a list is.
    pub fn encoding_of_both(&self, revision: &Style<'a>) -> Encoding {
        let (before, after) = (self.encoding(), revision.encoding());
        match (self.is_scalar(), revision.is_scalar()) {
            (true, _) => after,
            (false, true) => before,
            (false, false) if before == after => after,
            (false, false) => Encoding::Text,
        }
    }

    /// In what the texts of the same values differ.
    pub fn differs(&self, revision: &Style<'a>) -> Option<Differs> {
        // What one of them writes as a scalar, the schemas tell.
        let is_said = self.is_scalar() || revision.is_scalar();
        // An item without another one stands as a scalar does; that there are more, the
        // schemas tell.
        let is_written_alike = is_said || self.is_of_one() || revision.is_of_one();
        let is_alike = is_written_alike
            && [self.style, revision.style]
                .iter()
                .all(|style| LISTS.contains(style));
        // Without names, the items of a list stand between commas in both ways.
        let is_one_way = self.style == "simple" && self.is_list() && revision.is_list();
        if self.style != revision.style {
            (!is_alike).then_some(Differs::Style)
        } else if self.explode != revision.explode && !is_written_alike && !is_one_way {
            Some(Differs::Explode)
        } else {
            None
        }
    }

    fn is_list(&self) -> bool {
        let schema = self.schema.map(|schema| self.edition.resolve(schema));
        schema.and_then(|schema| schema.text("type")) == Some("array")
    }

    /// Whether it is a list of one item at most.
    fn is_of_one(&self) -> bool {
        let schema = self.schema.map(|schema| self.edition.resolve(schema));
        let most = schema.and_then(|schema| schema.get("maxItems"));
        let most = most.and_then(Node::as_number);
        let most = most.and_then(|most| most.as_f64());
        self.is_list() && most.is_some_and(|most| most <= 1.0)
    }

    pub fn is_scalar(&self) -> bool {
        self.schema.is_some_and(|schema| {
            self.is_of(schema, &|name| !matches!(name, "array" | "object"), 0)
        })
    }

    /// Whether it is a number or a boolean, which is the same text in JSON.
    pub fn is_plain(&self) -> bool {
        let is_plain = |name: &str| matches!(name, "integer" | "number" | "boolean");
        self.schema
            .is_some_and(|schema| self.is_of(schema, &is_plain, 0))
    }

    /// What a part of a form comes as where nothing is said (OpenAPI 3.1.1, section 4.8.15.1).
    pub fn content_type(&self) -> Option<&'static str> {
        let schema = self.edition.resolve(self.schema?);
        let is_bytes = matches!(schema.text("format"), Some("binary" | "byte"))
            || schema.has("contentEncoding")
            || schema.has("contentMediaType");
        match schema.text("type") {
            Some("object") => Some("application/json"),
            _ if self.is_scalar() && !is_bytes => Some("text/plain"),
            _ => None,
        }
    }

    /// Whether all values are of such types.
    fn is_of(&self, schema: &'a Node, is_one: &dyn Fn(&str) -> bool, depth: usize) -> bool {
        let schema = self.edition.resolve(schema);
        if let Some(kind) = schema.get("type") {
            return match kind.as_array() {
                Some(kinds) => kinds.iter().filter_map(Node::as_str).all(is_one),
                None => kind.as_str().is_some_and(is_one),
            };
        }
        let is_inside = |branch: &'a Node| depth < 8 && self.is_of(branch, is_one, depth + 1);
        let any = ["oneOf", "anyOf"].into_iter();
        any.map(|keyword| schema.items(keyword))
            .any(|all| !all.is_empty() && all.iter().all(is_inside))
            || schema.items("allOf").iter().any(is_inside)
    }
}
