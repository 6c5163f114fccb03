//! Schemas: JSON Schema 2020-12 and the dialects of OpenAPI 3.0 to 3.2, down
//! to OpenAPI 3.0.
//!
//! A rule rewrites a construct into one that means the same. What OpenAPI 3.0
//! has no equal for keeps its keyword of 2020-12 ([`BEYOND`]), for those who can
//! check it. Nothing is dropped that changes which values are valid.
//!
//! [`BEYOND`]: crate::model::BEYOND

use super::Lowering;
use super::keywords::{ANNOTATIONS, COPIED, Kind, READ};
use crate::document::{Map, Node, Position, Value};
use crate::report::Finding;
use crate::rules;

impl Lowering<'_> {
    /// The schema in OpenAPI 3.0's form. `name` is what the schema is about,
    /// for references that have to be given a name.
    pub(super) fn schema(&mut self, node: &Node) -> Node {
        let at = node.position();
        let map = match &node.value {
            Value::Object(map) => map,
            Value::Bool(true) => return Node::object([], at),
            Value::Bool(false) => return never(at),
            _ => {
                self.refuse(
                    at,
                    format!("a schema must be an object, not {}", node.kind()),
                    "write a schema object",
                );
                return Node::object([], at);
            }
        };
        let written = ["$ref", "$dynamicRef", "$recursiveRef"]
            .iter()
            .find_map(|keyword| Some((*keyword, map.get(*keyword)?)))
            .filter(|(_, reference)| reference.as_str().is_some());
        match written {
            Some((keyword, reference)) if self.leads_one_way(keyword, reference) => {
                self.schema_reference(reference, map, at)
            }
            Some(_) => Node::object([], at),
            None => self.object_schema(map, at),
        }
    }

    /// Whether the reference leads to the same place whichever way a validator came.
    ///
    /// A `$dynamicRef` to a `$dynamicAnchor` leads to the outermost schema on the way that
    /// has one of that name (JSON Schema 2020-12 Core, section 8.2.3.2): where there is
    /// more than one, a type has no equal for it. Any other is a `$ref`.
    fn leads_one_way(&mut self, keyword: &str, reference: &Node) -> bool {
        let text = reference.as_str().unwrap_or_default();
        if keyword == "$recursiveRef" {
            self.refuse(
                reference.position(),
                "`$recursiveRef` is of an older JSON Schema (2019-09)",
                "write `$ref`, or `$dynamicRef` if it is meant to be replaced",
            );
            return false;
        }
        let anchor = text.split_once('#').map_or("", |(_, fragment)| fragment);
        if keyword == "$ref" || anchor.is_empty() || anchor.starts_with('/') {
            return true;
        }
        let is_dynamic = self
            .document
            .target(text, reference.at)
            .is_ok_and(|target| target.node.text("$dynamicAnchor") == Some(anchor));
        let count = self.document.dynamic_anchors(anchor);
        if is_dynamic && count > 1 {
            self.refuse(
                reference.position(),
                format!(
                    "`{text}` leads to one of {count} schemas with this `$dynamicAnchor`, by the way that a value's schema was come to"
                ),
                "write a schema for each of them, with `$ref`",
            );
            return false;
        }
        true
    }

    fn schema_reference(&mut self, reference: &Node, map: &Map, at: Position) -> Node {
        let Some(name) = self.schema_name(reference) else {
            return Node::object([], at);
        };
        let plain = Node::schema_reference(&name, reference.at);
        let default = map.get("default").filter(|_| self.is_31);
        let default = default.map(Node::with_plain_numbers);
        // OpenAPI 3.0 ignores what stands beside a reference.
        let siblings: Map = map
            .iter()
            .filter(|(key, _)| {
                self.is_31 && !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-")
            })
            .map(|(key, node)| (key.clone(), node.clone()))
            .collect();
        if siblings.is_empty() && default.is_none() {
            return Node {
                key_at: None,
                at,
                ..plain
            };
        }
        let only_access = siblings
            .keys()
            .all(|key| matches!(key.as_str(), "readOnly" | "writeOnly"));
        let mut all_of = vec![plain];
        let mut outer = Map::new();
        outer.extend(default.map(|default| ("default".to_owned(), default)));
        if only_access {
            self.check_kinds(&siblings);
            outer.extend(
                siblings
                    .into_iter()
                    .filter(|(_, node)| Kind::Bool.fits(node)),
            );
        } else {
            let mut siblings = siblings;
            // They are about what the reference leads to as well.
            for keyword in ["unevaluatedProperties", "unevaluatedItems"] {
                if let Some(schema) = siblings.shift_remove(keyword) {
                    outer.insert(keyword.into(), self.schema(&schema));
                }
            }
            if !siblings.is_empty() {
                all_of.push(self.object_schema(&siblings, at));
            }
        }
        if let Some(description) = map
            .get("description")
            .filter(|node| Kind::String.fits(node))
        {
            outer.insert("description".into(), description.clone());
        }
        outer.insert("allOf".into(), Node::array(all_of, at));
        Node::new(Value::Object(outer), at)
    }

    pub(super) fn object_schema(&mut self, map: &Map, at: Position) -> Node {
        let mut lowered = Map::new();
        let discriminator = map.get("discriminator");
        if let Some(member) = discriminator.and_then(|node| node.get("defaultMapping")) {
            self.refuse(
                member.position(),
                "`defaultMapping`: a choice that takes values without a name cannot be generated",
                "require the discriminator's property, and map each of its values",
            );
        }
        let (types, mut nullable) = self.types(map);
        if map
            .get("enum")
            .and_then(Node::as_array)
            .is_some_and(<[Node]>::is_empty)
        {
            return never(at);
        }
        if types.len() > 1 {
            return self.alternatives_by_type(map, &types, nullable, at);
        }
        if let Some(single) = types.first() {
            lowered.insert("type".into(), Node::string(single.clone(), at));
        }
        self.check_kinds(map);
        self.check_sizes(map);
        for (key, kind) in COPIED {
            if let Some(node) = map.get(*key).filter(|node| kind.fits(node)) {
                // Tools take `3.0` for another number than `3`.
                lowered.insert((*key).into(), node.with_plain_numbers());
            }
        }
        self.bounds(map, &mut lowered, at);
        self.encoding(map, &mut lowered, at);
        nullable |= self.enumeration(map, &mut lowered, at);
        // OpenAPI 3.0 is unclear about null that is allowed and not listed, and
        // documents rely on it; 2020-12 is not.
        if self.is_31
            && ["enum", "const"].iter().any(|key| map.contains_key(*key))
            && !lists_null(&lowered)
        {
            nullable = false;
        }
        if let Some(example) = map
            .get("example")
            .or_else(|| map.get("examples")?.as_array()?.first())
        {
            lowered.insert("example".into(), example.clone());
        }
        self.children(map, &mut lowered);
        self.beyond(map, &mut lowered);
        let by_alternative = self.combinators(map, &mut lowered);
        self.discriminator(map, &mut lowered);
        nullable |= by_alternative && types.is_empty() && !map.contains_key("type");
        for (key, node) in map {
            if key.starts_with("x-") {
                lowered.insert(key.clone(), node.clone());
            }
        }
        if nullable {
            lowered.insert("nullable".into(), Node::bool(true, at));
        }
        Node::new(Value::Object(lowered), at)
    }

    /// Refuses keywords whose value is not what they need: passing over them
    /// would be a guess.
    fn check_kinds(&mut self, map: &Map) {
        for (key, kind) in COPIED.iter().chain(READ) {
            let Some(node) = map.get(*key).filter(|node| !kind.fits(node)) else {
                continue;
            };
            // OpenAPI 2 and many documents have `required: true` in properties.
            if *key == "required" && node.as_bool().is_some() {
                continue;
            }
            let found = match (kind, &node.value) {
                (Kind::Strings, Value::Array(items)) => items
                    .iter()
                    .find(|item| item.as_str().is_none())
                    .map_or_else(
                        || node.kind().to_owned(),
                        |item| format!("of {}", item.kind()),
                    ),
                _ => node.kind().to_owned(),
            };
            self.refuse(
                node.position(),
                format!("`{key}` must be {}, not {found}", kind.name()),
                "correct the value, or take the keyword out",
            );
        }
    }

    pub(super) fn refuse(
        &mut self,
        at: Position,
        message: impl Into<String>,
        way_out: impl Into<String>,
    ) {
        self.findings.push(
            Finding::error(rules::lint::INEXPRESSIBLE, message)
                .at(at)
                .help(way_out),
        );
    }
}

fn lists_null(lowered: &Map) -> bool {
    lowered
        .get("enum")
        .and_then(Node::as_array)
        .is_some_and(|values| values.iter().any(Node::is_null))
}

/// What no value is valid against.
fn never(at: Position) -> Node {
    Node::object([("not".to_owned(), Node::object([], at))], at)
}
