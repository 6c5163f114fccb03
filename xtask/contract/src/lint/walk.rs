//! The walk over a document: every object once, with its kind and its pointer.
//!
//! It follows the tables in `objects`, and reports what is not as they say. It
//! knows no other rule, but calls those about single objects.

use std::collections::{HashMap, HashSet};

use super::fix::Fix;
use super::objects::{Field, FieldType, Kind, Versions, fields};
use super::references::{Reference, References};

use crate::document::{Document, FileId, Node, Position, Value, escape_pointer_token};
use crate::report::{Direction, Rule, did_you_mean};
use crate::rules::lint as rules;

/// What a rule found. Its level is not the rule's business.
#[derive(Clone, Debug)]
pub struct Found {
    pub rule: &'static Rule,
    pub message: String,
    pub at: Position,
    /// JSON Pointer within the file.
    pub pointer: String,
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Found {
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}

/// A document that is being looked at, and what was found so far.
pub struct Walk<'a> {
    pub document: &'a Document,
    /// OpenAPI 3.1 or later.
    pub is_31: bool,
    pub is_32: bool,
    pub references: References<'a>,
    pub found: Vec<Found>,
    /// Of the node that is being visited.
    pub pointer: String,
    /// Which way the values of a schema go; none for a component, of which it is not
    /// known.
    pub direction: Option<Direction>,
    /// The component of the root document that is being visited.
    pub component: Option<(&'static str, &'a str)>,
    /// Links, which are judged when all operations are known.
    pub links: Vec<(&'a Node, String)>,
    /// Which values were judged by which schemas.
    pub judged: HashSet<(*const Node, *const Node, Option<Direction>)>,
    /// What each node was visited as.
    pub visited: HashMap<*const Node, Kind>,
    /// The patterns that were compiled: None is one that cannot be.
    pub patterns: HashMap<&'a str, Option<std::rc::Rc<regress::Regex>>>,
}

impl<'a> Walk<'a> {
    /// `minor` is the second number of the version of OpenAPI: 3.`minor`.
    pub fn new(document: &'a Document, minor: u8) -> Self {
        Walk {
            document,
            is_31: minor >= 1,
            is_32: minor >= 2,
            references: References::new(document),
            found: Vec::new(),
            pointer: String::new(),
            direction: None,
            component: None,
            links: Vec::new(),
            judged: HashSet::new(),
            visited: HashMap::new(),
            patterns: HashMap::new(),
        }
    }

    /// Visits the root, and then what references lead to that was not visited
    /// on the way.
    pub fn run(&mut self) {
        self.object(Kind::OpenApi, self.document.root());
        let mut next = 0;
        while let Some(reference) = self.references.list.get(next).cloned() {
            next += 1;
            let target: *const Node = reference.target;
            match self.visited.get(&target) {
                None => {
                    self.pointer.clone_from(&reference.target_pointer);
                    self.component = None;
                    self.direction = None;
                    self.referable(reference.kind, reference.target);
                }
                Some(found) if *found != reference.kind => self.wrong_kind(&reference, *found),
                Some(_) => {}
            }
        }
        self.pointer.clear();
    }

    fn wrong_kind(&mut self, reference: &Reference<'a>, found: Kind) {
        self.found.push(Found {
            rule: rules::STRUCT,
            message: format!(
                "`{}` leads to {}, and {} is expected here",
                reference.text,
                found.name(),
                reference.kind.name()
            ),
            at: reference.at,
            pointer: reference.pointer.clone(),
            help: Some("refer to a component of the right kind".into()),
            fix: None,
        });
    }

    /// Reports something about the node that is being visited.
    pub fn find(
        &mut self,
        rule: &'static Rule,
        node: &Node,
        message: impl Into<String>,
    ) -> &mut Found {
        self.find_at(rule, node.position(), self.pointer.clone(), message)
    }

    /// Reports something about a member of the node that is being visited.
    pub fn find_in(
        &mut self,
        rule: &'static Rule,
        token: &str,
        member: &Node,
        message: impl Into<String>,
    ) -> &mut Found {
        let pointer = format!("{}/{}", self.pointer, escape_pointer_token(token));
        self.find_at(rule, member.position(), pointer, message)
    }

    pub fn find_at(
        &mut self,
        rule: &'static Rule,
        at: Position,
        pointer: String,
        message: impl Into<String>,
    ) -> &mut Found {
        self.found.push(Found {
            rule,
            message: message.into(),
            at,
            pointer,
            help: None,
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Does something with the pointer at a member.
    pub fn within(&mut self, token: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        if token.contains(['~', '/']) {
            self.pointer.push_str(&escape_pointer_token(token));
        } else {
            self.pointer.push_str(token);
        }
        visit(self);
        self.pointer.truncate(length);
    }

    pub fn is_root_file(&self, file: FileId) -> bool {
        file == self.document.file
    }

    /// An object, or a reference to one.
    fn referable(&mut self, kind: Kind, node: &'a Node) {
        let is_referable = kind != Kind::MediaType || self.is_32;
        if let Some(reference) = node.get("$ref").filter(|_| is_referable) {
            if reference.as_str().is_none() {
                let message = format!("`$ref` must be a text, not {}", reference.kind());
                self.find_in(rules::STRUCT, "$ref", reference, message);
                return;
            }
            self.visited.insert(node, kind);
            self.reference(kind, node, reference);
            // A path item may have fields of its own beside the reference.
            if kind != Kind::PathItem && (kind != Kind::Schema || !self.is_31) {
                return;
            }
            self.visited.remove(&std::ptr::from_ref(node));
        }
        self.object(kind, node);
    }

    pub fn object(&mut self, kind: Kind, node: &'a Node) {
        if self.visited.insert(node, kind).is_some() {
            return;
        }
        let map = match &node.value {
            Value::Object(map) => map,
            Value::Bool(_) if kind == Kind::Schema && self.is_31 => return,
            _ => {
                self.wrong_type(node, &format!("{} must be an object", kind.name()));
                return;
            }
        };
        let direction = self.direction;
        match kind {
            Kind::RequestBody | Kind::Parameter => self.direction = Some(Direction::Request),
            Kind::Response | Kind::Header => self.direction = Some(Direction::Response),
            _ => {}
        }
        match kind {
            Kind::Paths => self.paths_object(map),
            Kind::Responses => self.responses_object(node, map),
            Kind::Callback => self.callback_object(map),
            Kind::SecurityRequirement => self.security_requirement_object(map),
            Kind::Components => self.components_object(map),
            _ => self.fixed_fields(kind, node),
        }
        self.structure(kind, node);
        match kind {
            Kind::Schema => {
                self.schema(node);
                self.schema_examples(node);
            }
            Kind::MediaType => self.media_type_examples(node),
            Kind::Parameter | Kind::Header => self.parameter_examples(kind, node),
            Kind::Example => self.example(node),
            Kind::Server => self.server(node),
            Kind::Link => self.link(node),
            _ => {}
        }
        self.direction = direction;
    }

    fn fixed_fields(&mut self, kind: Kind, node: &'a Node) {
        let table = fields(kind);
        for (key, member) in node.as_object().into_iter().flatten() {
            let mut named = table.iter().filter(|field| field.name == key);
            let of_version = named.clone().find(|field| self.is_of_version(field));
            match of_version.or_else(|| named.next()) {
                Some(field) if self.is_of_version(field) => {
                    self.within(key, |walk| walk.field(field, member));
                }
                _ if key == "$ref" && kind == Kind::Schema => {}
                Some(field)
                    if kind == Kind::Schema && self.is_31 && field.versions != Versions::From32 =>
                {
                    self.misplaced_keyword(field, member);
                }
                None if kind == Kind::Schema && self.is_31 && !key.starts_with("x-") => {
                    self.unknown_keyword(key, member);
                }
                None if key.starts_with("x-") && kind.is_extensible() => {}
                found => self.unknown_field(kind, key, member, found),
            }
        }
        for field in table.iter().filter(|field| field.required) {
            if self.is_of_version(field) && !node.has(field.name) {
                let message = format!("{} must have `{}`", kind.name(), field.name);
                self.find(rules::STRUCT, node, message)
                    .help(format!("add `{}`", field.name));
            }
        }
    }

    fn is_of_version(&self, field: &Field) -> bool {
        match field.versions {
            Versions::Both => true,
            Versions::Only30 => !self.is_31,
            Versions::Only31 => self.is_31,
            Versions::Until31 => !self.is_32,
            Versions::From32 => self.is_32,
        }
    }

    fn unknown_field(&mut self, kind: Kind, key: &str, member: &Node, known: Option<&Field>) {
        let own = match (self.is_32, self.is_31) {
            (true, _) => "3.2",
            (_, true) => "3.1",
            _ => "3.0",
        };
        let message = match known {
            Some(_) => format!("`{key}` is not a field of {} in OpenAPI {own}", kind.name()),
            None => format!("`{key}` is not a field of {}", kind.name()),
        };
        let help = match known {
            Some(field) if field.versions == Versions::From32 => {
                "leave it out, or make the document 3.2".to_owned()
            }
            Some(_) if self.is_31 => format!("write it as OpenAPI {own} has it"),
            Some(_) => "write it as OpenAPI 3.0 has it, or make the document 3.1".to_owned(),
            None => similar(kind, key).map_or_else(
                || "remove it, or let its name begin with `x-`".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        };
        self.find_in(rules::STRUCT, key, member, message).help(help);
    }

    fn unknown_keyword(&mut self, key: &str, member: &Node) {
        let message = format!("`{key}` is not a keyword of JSON Schema, and has no effect");
        let help = similar(Kind::Schema, key).map_or_else(
            || "remove it, or let its name begin with `x-`".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        self.find_in(rules::UNKNOWN_KEYWORD, key, member, message)
            .help(help);
    }

    /// `nullable`: the one keyword that 3.1 took away.
    fn misplaced_keyword(&mut self, field: &Field, member: &Node) {
        let message = format!("`{}` has no effect in OpenAPI 3.1", field.name);
        self.find_in(rules::UNKNOWN_KEYWORD, field.name, member, message)
            .help("add `'null'` to the types: `type: [string, 'null']`");
    }

    fn field(&mut self, field: &'static Field, member: &'a Node) {
        if matches!(field.name, "description" | "title" | "summary")
            && let Some(text) = member.as_str()
        {
            self.markdown(text, member);
        }
        self.value(&field.holds, member);
    }

    pub fn value(&mut self, expected: &'static FieldType, node: &'a Node) {
        match expected {
            FieldType::Any => {}
            FieldType::Text => {
                self.text(node);
            }
            FieldType::Url => self.url(node),
            FieldType::Bool => self.flag(node),
            FieldType::Number => {
                if node.as_number().is_none() {
                    self.wrong_type(node, "a number is expected here");
                }
            }
            FieldType::Count => self.count(node),
            FieldType::OneOf(values) => self.one_of(values, node),
            FieldType::Texts => self.texts(node),
            FieldType::List(items) => match &node.value {
                Value::Array(list) => {
                    for (index, item) in list.iter().enumerate() {
                        self.within(&index.to_string(), |walk| walk.value(items, item));
                    }
                }
                _ => self.wrong_type(node, "a list is expected here"),
            },
            FieldType::Map(values) => match &node.value {
                Value::Object(map) => {
                    for (key, value) in map {
                        self.within(key, |walk| walk.value(values, value));
                    }
                }
                _ => self.wrong_type(node, "an object is expected here"),
            },
            FieldType::Object(kind) => self.object(*kind, node),
            FieldType::Referable(kind) => self.referable(*kind, node),
            FieldType::Type => self.type_names(node),
            FieldType::ExclusiveBound => {
                if self.is_31 && node.as_number().is_none() {
                    self.wrong_type(node, "a number is expected here, the bound itself");
                } else if !self.is_31 {
                    self.flag(node);
                }
            }
            FieldType::SchemaOrBool => {
                if node.as_bool().is_none() {
                    self.referable(Kind::Schema, node);
                }
            }
            FieldType::Items => match node.as_array() {
                Some(_) => {
                    let help = "use `prefixItems` (3.1), or one schema for all items";
                    self.find(
                        rules::STRUCT,
                        node,
                        "`items` must be one schema, not a list",
                    )
                    .help(help);
                }
                None => self.referable(Kind::Schema, node),
            },
        }
    }
}

/// The field that was most likely meant.
fn similar(kind: Kind, key: &str) -> Option<&'static str> {
    did_you_mean(key, fields(kind).iter().map(|field| field.name))
}
