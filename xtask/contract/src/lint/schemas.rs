//! Rules about single schemas.

use std::collections::{HashMap, HashSet};
use std::ptr;
use std::rc::Rc;

use super::fix::Fix;
use super::objects::Kind;
use super::references::Reference;
use super::validate::{is_of_type, repeated};
use super::walk::Walk;
use crate::document::{Node, SCHEMAS, escape_pointer_token};
use crate::rules::lint as rules;

const COMBINATORS: &[&str] = &["allOf", "oneOf", "anyOf"];

impl<'a> Walk<'a> {
    pub fn schema(&mut self, schema: &'a Node) {
        self.enumeration(schema);
        self.type_rules(schema);
        self.bounds(schema);
        self.patterns_of(schema);
        self.required_properties(schema);
        self.discriminator(schema);
        for keyword in COMBINATORS {
            if let Some(list) = schema.get(keyword)
                && list.as_array().is_some_and(<[Node]>::is_empty)
            {
                let message = format!("`{keyword}` must list at least one schema");
                self.find_in(rules::STRUCT, keyword, list, message);
            }
        }
    }

    fn enumeration(&mut self, schema: &'a Node) {
        let Some(list) = schema.get("enum") else {
            return;
        };
        let Some(values) = list.as_array() else {
            return;
        };
        if values.is_empty() {
            self.find_in(
                rules::STRUCT,
                "enum",
                list,
                "an enum must list at least one value",
            );
        }
        let types = types(schema);
        let is_nullable = !self.is_31 && schema.flag("nullable");
        let pointer = format!("{}/enum", self.pointer);
        let repeated = repeated(values);
        for (index, value) in values.iter().enumerate() {
            let pointer = format!("{pointer}/{index}");
            let fits = types.is_empty()
                || value.is_null() && is_nullable
                || types.iter().any(|name| is_of_type(value, name));
            if !fits {
                let message = format!("{} is not of type {}", shown(value), types.join(" or "));
                self.find_at(rules::ENUM_TYPE, value.at, pointer.clone(), message)
                    .help("write a value of the type, or correct the type");
            }
            if repeated[index] {
                let message = format!("the enum lists {} twice", shown(value));
                self.find_at(rules::ENUM_DUPLICATES, value.at, pointer, message)
                    .help("remove one of the two")
                    .fix(Fix::RemoveItem);
            }
        }
    }

    fn type_rules(&mut self, schema: &'a Node) {
        let types = types(schema);
        if let Some(member) = schema.get("items")
            && types == ["object"]
        {
            let message = "`items` has no effect on objects";
            self.find_in(rules::TYPE_MISMATCH, "items", member, message)
                .help("make it `properties`, or the type `array`");
        }
        if let Some(member) = schema.get("properties")
            && types == ["array"]
        {
            let message = "`properties` has no effect on arrays";
            self.find_in(rules::TYPE_MISMATCH, "properties", member, message)
                .help("move them into `items`, or make the type `object`");
        }
        if !self.is_31 && types.contains(&"array") && !schema.has("items") {
            self.find(
                rules::ARRAY_ITEMS,
                schema,
                "the array does not say what its items are",
            )
            .help("add `items`; `items: {}` if they can be anything");
        }
        if !self.is_31
            && !schema.has("type")
            && let Some(member) = schema.get("nullable")
            && member.as_bool() == Some(true)
        {
            let message = "`nullable` has no effect without a `type` beside it";
            self.find_in(rules::NULLABLE_SIBLING, "nullable", member, message)
                .help("add the `type`");
        }
    }

    fn bounds(&mut self, schema: &'a Node) {
        let number = |key: &str| schema.get(key)?.as_number()?.as_f64();
        if let Some(member) = schema.get("multipleOf")
            && number("multipleOf").is_some_and(|step| step <= 0.0)
        {
            let message = "`multipleOf` must be greater than 0";
            self.find_in(rules::STRUCT, "multipleOf", member, message);
        }
        for (low, high) in [
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
            ("minimum", "maximum"),
            ("minContains", "maxContains"),
        ] {
            if let (Some(least), Some(most)) = (number(low), number(high))
                && least > most
                && let Some(member) = schema.get(high)
            {
                let message =
                    format!("`{high}` is {most}, and `{low}` is {least}: no value is valid");
                self.find_in(rules::IMPOSSIBLE_BOUNDS, high, member, message)
                    .help("raise the one, or lower the other");
            }
        }
        if !self.is_31 {
            return;
        }
        for (inclusive, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if schema.has(inclusive)
                && let Some(member) = schema.get(exclusive)
            {
                let message = format!(
                    "`{inclusive}` and `{exclusive}` are both there, and one of them has no effect"
                );
                self.find_in(rules::MIXED_RANGE, exclusive, member, message)
                    .help("keep the one that is meant");
            }
        }
    }

    fn patterns_of(&mut self, schema: &'a Node) {
        if let Some(member) = schema.get("pattern")
            && let Some(text) = member.as_str()
        {
            self.judge_pattern(text, member, "/pattern");
        }
        for (text, member) in schema.members("patternProperties") {
            let token = format!("/patternProperties/{}", escape_pointer_token(text));
            self.judge_pattern(text, member, &token);
        }
    }

    fn judge_pattern(&mut self, text: &'a str, member: &'a Node, token: &str) {
        if compiled(&mut self.patterns, text).is_none() {
            let why = regress::Regex::new(text)
                .err()
                .map(|error| error.to_string())
                .unwrap_or_default();
            let message = format!("`{text}` is no regular expression of ECMA-262: {why}");
            let pointer = format!("{}{token}", self.pointer);
            self.find_at(rules::INVALID_PATTERN, member.position(), pointer, message)
                .help("say it in JavaScript's regular expressions: no inline flags like `(?i)`, no possessive quantifiers");
        }
    }

    fn required_properties(&mut self, schema: &'a Node) {
        let is_part = self.pointer.rsplit('/').nth(1).is_some_and(|token| {
            COMBINATORS.contains(&token) || matches!(token, "dependentSchemas")
        }) || ["/not", "/if", "/then", "/else"]
            .iter()
            .any(|end| self.pointer.ends_with(end));
        let names_any = |schema: &Node| !schema.items("required").is_empty();
        let parts = schema.items("allOf");
        if is_part || !(names_any(schema) || parts.iter().any(names_any)) {
            return;
        }
        let mut properties = HashSet::new();
        let is_open = self.gather(schema, &mut properties, &mut Vec::new());
        if is_open || properties.is_empty() {
            return;
        }
        let mut lists = vec![(schema, self.pointer.clone())];
        for (index, part) in parts.iter().enumerate() {
            lists.push((part, format!("{}/allOf/{index}", self.pointer)));
        }
        for (part, pointer) in lists {
            for (index, name) in part.items("required").iter().enumerate() {
                if let Some(text) = name.as_str()
                    && !properties.contains(text)
                {
                    let message = format!("the required property `{text}` is not defined");
                    let pointer = format!("{pointer}/required/{index}");
                    self.find_at(rules::REQUIRED_UNDEFINED, name.at, pointer, message)
                        .help("add it to `properties`, or do not require it");
                }
            }
        }
    }

    /// The names of the properties that a schema defines, itself or by its
    /// parts. Returns whether it speaks of others by their schema or pattern.
    fn gather(
        &mut self,
        schema: &'a Node,
        names: &mut HashSet<&'a str>,
        seen: &mut Vec<*const Node>,
    ) -> bool {
        let Some(schema) = self.references.resolve(schema) else {
            return true;
        };
        if seen.contains(&ptr::from_ref(schema)) {
            return false;
        }
        seen.push(schema);
        names.extend(schema.members("properties").map(|(name, _)| name.as_str()));
        let mut is_open = schema
            .get("additionalProperties")
            .is_some_and(|additional| additional.as_bool() != Some(false))
            || schema.has("patternProperties");
        for keyword in COMBINATORS {
            for part in schema.items(keyword) {
                is_open |= self.gather(part, names, seen);
            }
        }
        is_open
    }

    fn discriminator(&mut self, schema: &'a Node) {
        let Some(discriminator) = schema.get("discriminator") else {
            return;
        };
        let Some(property) = discriminator.text("propertyName") else {
            return;
        };
        self.mapping(discriminator);
        let alternatives: Vec<&'a Node> = ["oneOf", "anyOf"]
            .iter()
            .flat_map(|keyword| schema.items(keyword))
            .collect();
        let alternatives = if alternatives.is_empty() {
            vec![schema]
        } else {
            alternatives
        };
        let mut own = HashSet::new();
        own.extend(schema.members("properties").map(|(name, _)| name.as_str()));
        for alternative in alternatives {
            let mut names = own.clone();
            let is_open = self.gather(alternative, &mut names, &mut Vec::new());
            let what = alternative
                .text("$ref")
                .map_or_else(|| "the schema".to_owned(), |text| format!("`{text}`"));
            let problem = if !names.contains(property) && !is_open {
                "define"
            } else if !self.requires(alternative, property, &mut Vec::new())
                && !self.requires(schema, property, &mut Vec::new())
            {
                "require"
            } else {
                continue;
            };
            let message = format!(
                "{what} does not {problem} `{property}`, by which the alternatives are told apart"
            );
            self.find_in(
                rules::DISCRIMINATOR,
                "discriminator",
                discriminator,
                message,
            )
            .help("define the property in every alternative, and list it in `required`");
        }
    }

    fn requires(&mut self, schema: &'a Node, property: &str, seen: &mut Vec<*const Node>) -> bool {
        let Some(schema) = self.references.resolve(schema) else {
            return true;
        };
        if seen.contains(&ptr::from_ref(schema)) {
            return false;
        }
        seen.push(schema);
        schema
            .items("required")
            .iter()
            .any(|name| name.as_str() == Some(property))
            || schema
                .items("allOf")
                .iter()
                .any(|part| self.requires(part, property, seen))
    }

    /// The values of a mapping are references, or names of components.
    fn mapping(&mut self, discriminator: &'a Node) {
        let base = format!("{}/discriminator/mapping", self.pointer);
        for (value, member) in discriminator.members("mapping") {
            let Some(text) = member.as_str() else {
                continue;
            };
            let pointer = format!("{base}/{}", escape_pointer_token(value));
            // A name is one of its own file's components, or of the document's.
            let component = format!("{SCHEMAS}{}", escape_pointer_token(text));
            let document = self.document;
            let place = [member.at, document.root().at]
                .into_iter()
                .find_map(|from| document.target(&component, from).ok())
                .map(|place| (place.node, place.file, place.pointer))
                .or_else(|| {
                    let place = self.references.target(member)?;
                    let is_reference = text.contains('#');
                    is_reference.then(|| (place.node, place.file, place.pointer.clone()))
                });
            match place {
                Some((target, target_file, target_pointer)) => {
                    self.references.list.push(Reference {
                        kind: Kind::Schema,
                        text,
                        at: member.position(),
                        pointer,
                        component: self.component,
                        target,
                        target_file,
                        target_pointer,
                    });
                }
                // A file that nothing else refers to is not loaded.
                None if !text.contains('#') && text.contains(['/', '.']) => {}
                None => {
                    let message = format!("`{text}` leads to no schema");
                    self.find_at(rules::UNRESOLVED, member.position(), pointer, message)
                        .help("write the name of a schema in `components`, or a reference to one");
                }
            }
        }
    }

    /// Schemas that no value that ends can be valid against.
    pub fn endless_schemas(&mut self) {
        let root = self.document.root();
        let Some(components) = root.get("components") else {
            return;
        };
        let mut finite = HashSet::new();
        for (name, schema) in components.members("schemas") {
            let mut search = Search {
                finite: &mut finite,
                active: Vec::new(),
                budget: 10_000,
            };
            if self.is_endless(schema, &mut search) {
                let message = format!("`{name}` is made of nothing but itself: no value is valid");
                let pointer = format!("/components/schemas/{}", escape_pointer_token(name));
                self.find_at(rules::CIRCULAR, schema.position(), pointer, message)
                    .help("make a property on the way optional, or allow null");
            }
        }
    }

    fn is_endless(&mut self, schema: &'a Node, search: &mut Search<'_>) -> bool {
        let here: *const Node = schema;
        if search.finite.contains(&here) || search.budget == 0 {
            return false;
        }
        if search.active.contains(&here) {
            return true;
        }
        search.budget -= 1;
        search.active.push(here);
        let is_endless = self.needs_endless(schema, search);
        search.active.pop();
        if !is_endless {
            search.finite.insert(here);
        }
        is_endless
    }

    fn needs_endless(&mut self, schema: &'a Node, search: &mut Search<'_>) -> bool {
        if let Some(reference) = schema.get("$ref") {
            // A cycle of references is reported as such.
            if self.references.resolve(schema).is_none() {
                return false;
            }
            if let Some(target) = self.references.target(reference).map(|place| place.node)
                && self.is_endless(target, search)
            {
                return true;
            }
            if !self.is_31 {
                return false;
            }
        }
        let types = types(schema);
        if !self.is_31 && schema.flag("nullable") {
            return false;
        }
        let parts = schema.items("allOf");
        if parts.iter().any(|part| self.is_endless(part, search)) {
            return true;
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = schema.items(keyword);
            if !alternatives.is_empty()
                && alternatives
                    .iter()
                    .all(|part| self.is_endless(part, search))
            {
                return true;
            }
        }
        // What is required of an object says nothing about other types.
        if types == ["object"] {
            let properties = schema.get("properties");
            return schema.items("required").iter().any(|name| {
                name.as_str()
                    .and_then(|name| properties?.get(name))
                    .is_some_and(|property| self.is_endless(property, search))
            });
        }
        let has_items = schema
            .get("minItems")
            .and_then(Node::as_count)
            .is_some_and(|least| least > 0);
        types == ["array"]
            && has_items
            && schema
                .get("items")
                .is_some_and(|items| self.is_endless(items, search))
    }
}

struct Search<'s> {
    /// Known to have values that end.
    finite: &'s mut HashSet<*const Node>,
    active: Vec<*const Node>,
    budget: usize,
}

/// The compiled pattern: as Unicode if it can be read so, as JSON Schema asks
/// for, else as JavaScript without flags.
pub fn compiled<'a>(
    patterns: &mut HashMap<&'a str, Option<Rc<regress::Regex>>>,
    text: &'a str,
) -> Option<Rc<regress::Regex>> {
    patterns
        .entry(text)
        .or_insert_with(|| {
            regress::Regex::with_flags(text, "u")
                .or_else(|_| regress::Regex::new(text))
                .ok()
                .map(Rc::new)
        })
        .clone()
}

/// The types that a schema names.
pub fn types(schema: &Node) -> Vec<&str> {
    match schema.get("type") {
        Some(node) => match node.as_str() {
            Some(name) => vec![name],
            None => schema
                .items("type")
                .iter()
                .filter_map(Node::as_str)
                .collect(),
        },
        None => Vec::new(),
    }
}

/// A value in a message: short.
pub fn shown(value: &Node) -> String {
    let text = value.to_json().to_string();
    if text.chars().count() > 60 {
        value.kind().to_owned()
    } else {
        format!("`{text}`")
    }
}
