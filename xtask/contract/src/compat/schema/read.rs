//! From what is written to what it means.

use super::keywords::{
    is_schema, read_items, read_members, read_numbers, read_types, read_values, types_of,
};
use super::shape::{Listed, SUBSCHEMAS, Shape, TypeUnion, Types, Union};
use crate::compat::edition::Edition;
use crate::document::{Node, Value};

/// Schemas that must all hold; none of them is the schema of all values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conjunction<'a>(Vec<&'a Node>);

impl<'a> Conjunction<'a> {
    pub fn of(node: &'a Node) -> Self {
        Conjunction(vec![node])
    }

    pub fn maybe(node: Option<&'a Node>) -> Self {
        Conjunction(node.into_iter().collect())
    }

    pub fn extend(&mut self, other: Conjunction<'a>) {
        for node in other.0 {
            if !self.0.iter().any(|known| std::ptr::eq(*known, node)) {
                self.0.push(node);
            }
        }
    }

    pub fn is_any(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &'a Node> {
        self.0.iter().copied()
    }

    pub fn first(&self) -> Option<&'a Node> {
        self.0.first().copied()
    }

    /// The one schema, when it is one.
    pub fn single(&self) -> Option<&'a Node> {
        match self.0[..] {
            [node] => Some(node),
            _ => None,
        }
    }

    /// What tells it from all others of the same document.
    pub fn key(&self) -> Vec<usize> {
        self.0
            .iter()
            .map(|node| std::ptr::from_ref(*node) as usize)
            .collect()
    }
}

/// Members that do not restrict values.
const ANNOTATIONS: [&str; 14] = [
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "$comment",
    "$id",
    "$schema",
    "$anchor",
];

/// Whether the keyword restricts nothing.
pub fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || key.starts_with("x-")
}

/// Whether the schema restricts nothing.
pub fn is_annotation_only(node: &Node) -> bool {
    match &node.value {
        Value::Bool(value) => *value,
        Value::Object(members) => members.keys().all(|key| is_annotation(key)),
        _ => true,
    }
}

/// More parts of one schema than any author writes.
const MAX_PARTS: usize = 2_000;

/// Reads the schemas of one document.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub edition: Edition<'a>,
}

impl<'a> Reader<'a> {
    /// `without` are parts of an `allOf` that are left out.
    pub fn shape(&self, schema: &Conjunction<'a>, without: &[&'a Node]) -> Shape<'a> {
        let mut shape = Shape::any();
        let mut read: Vec<&'a Node> = without.to_vec();
        for node in &schema.0 {
            shape.and(self.node(node, &mut read));
        }
        shape
    }

    /// The schema that a chain of plain references ends at.
    pub fn referenced(&self, mut node: &'a Node) -> &'a Node {
        for _ in 0..64 {
            let plain = self.edition.ignores_siblings
                || node.as_object().is_some_and(|members| members.len() == 1);
            match self.edition.target(node) {
                Some(target) if plain => node = target,
                _ => break,
            }
        }
        node
    }

    /// `read` are the schemas that are in the shape already: what must hold
    /// once need not hold twice, and what holds itself says nothing by that.
    fn node(&self, node: &'a Node, read: &mut Vec<&'a Node>) -> Shape<'a> {
        if read.len() > MAX_PARTS || read.iter().any(|known| std::ptr::eq(*known, node)) {
            return Shape::any();
        }
        read.push(node);
        self.node_inside(node, read)
    }

    fn node_inside(&self, node: &'a Node, read: &mut Vec<&'a Node>) -> Shape<'a> {
        let mut shape = match self.edition.target(node) {
            Some(target) if self.edition.ignores_siblings => {
                let mut shape = self.node(target, read);
                shape.at = Some(node);
                return shape;
            }
            Some(target) => {
                let mut own = self.keywords(node);
                own.and(self.node(target, read));
                own
            }
            None => self.keywords(node),
        };
        for part in node.items("allOf") {
            shape.and(self.node(part, read));
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(at) = node.get(keyword)
                && !node.items(keyword).is_empty()
            {
                shape.and(self.union(keyword, at, read));
            }
        }
        shape.unions.extend(self.choice_of_heirs(node, read));
        // In OpenAPI 3.0 this is how a reference is made nullable, whatever the
        // parts say by themselves.
        if self.edition.ignores_siblings && node.flag("nullable") {
            shape.nullable = true;
        }
        shape
    }

    /// A base with a discriminator is one of its heirs; but as a part of an heir, it is
    /// only what they have in common.
    fn choice_of_heirs(&self, node: &'a Node, read: &[&'a Node]) -> Option<Union<'a>> {
        let heirs = self.edition.heirs.of(node)?;
        let is_part = |heir: &&Node| {
            !std::ptr::eq(*heir, node) && read.iter().any(|known| std::ptr::eq(*known, *heir))
        };
        let branches: Vec<&Node> = heirs.iter().map(|heir| heir.schema).collect();
        (!branches.iter().any(is_part)).then_some(Union {
            keyword: "anyOf",
            at: node.get("discriminator").unwrap_or(node),
            branches,
        })
    }

    /// `oneOf` and `anyOf`: a union of plain types is a list of types, and one
    /// with a branch for null is something nullable.
    fn union(&self, keyword: &'static str, at: &'a Node, read: &mut Vec<&'a Node>) -> Shape<'a> {
        let all = at.as_array().unwrap_or(&[]);
        let (nulls, branches): (Vec<&Node>, Vec<&Node>) =
            all.iter().partition(|branch| self.is_null(branch));
        let mut shape = Shape::any();
        match branches[..] {
            [] => shape.types = Types::NONE,
            [single] if !nulls.is_empty() => shape = self.node(single, read),
            [single] => shape.unions.push(Union {
                keyword,
                at,
                branches: vec![single],
            }),
            _ => match self.plain_types(&branches) {
                Some((types, nullable)) => {
                    shape.types = types;
                    shape.types_at = Some(at);
                    shape.nullable = nullable;
                    shape.type_union = Some(TypeUnion {
                        union: Union {
                            keyword,
                            at,
                            branches,
                        },
                        has_null: !nulls.is_empty(),
                    });
                }
                None => {
                    // An anyOf with a branch for everything says nothing.
                    let is_any = keyword == "anyOf"
                        && branches.iter().any(|branch| is_annotation_only(branch));
                    if !is_any {
                        shape.unions.push(Union {
                            keyword,
                            at,
                            branches,
                        });
                    }
                }
            },
        }
        if let Some(null) = nulls.first() {
            shape.nullable = true;
            shape.nullable_at = Some(null);
        }
        shape.at = Some(at);
        shape
    }

    /// The shape with its unions of one branch taken for that branch.
    pub fn without_single_unions(&self, shape: &Shape<'a>) -> Shape<'a> {
        let mut shape = shape.clone();
        let mut read = Vec::new();
        while let Some(index) = shape
            .unions
            .iter()
            .position(|union| union.branches.len() == 1)
        {
            let union = shape.unions.remove(index);
            shape.and(self.node(union.branches[0], &mut read));
        }
        shape
    }

    /// The shape with its types taken for the union that they were written as.
    pub fn with_type_union(&self, shape: &Shape<'a>) -> Option<Shape<'a>> {
        let TypeUnion { union, has_null } = shape.type_union.clone()?;
        let mut shape = shape.clone();
        shape.types = Types::ANY;
        shape.types_at = None;
        shape.type_union = None;
        shape.nullable = has_null;
        shape.unions.push(union);
        Some(shape)
    }

    /// The shape with its unions of listed values taken for one list.
    pub fn with_listed_unions(&self, shape: &Shape<'a>) -> Option<Shape<'a>> {
        let mut shape = shape.clone();
        let mut is_found = false;
        for union in std::mem::take(&mut shape.unions) {
            match self.listed_union(&union) {
                Some(mut listed) => {
                    is_found = true;
                    listed.has_null = shape.nullable;
                    let mut other = Shape::any();
                    other.types = types_of(&listed.values);
                    other.nullable = shape.nullable;
                    other.listed = Some(listed);
                    shape.and(other);
                }
                None => shape.unions.push(union),
            }
        }
        is_found.then_some(shape)
    }

    /// The values of a union whose branches say nothing but which they are.
    fn listed_union(&self, union: &Union<'a>) -> Option<Listed<'a>> {
        let mut values: Vec<&'a Node> = Vec::new();
        for branch in &union.branches {
            let branch = self.edition.resolve(branch);
            let is_plain = branch
                .as_object()?
                .keys()
                .all(|key| matches!(key.as_str(), "type" | "enum" | "const") || is_annotation(key));
            let shape = self.keywords(branch);
            let listed = shape.listed.filter(|_| is_plain && !shape.nullable)?;
            for value in listed.values {
                match values.contains(&value) {
                    // A value of two branches is one of no `oneOf`.
                    true if union.keyword == "oneOf" => return None,
                    true => {}
                    false => values.push(value),
                }
            }
        }
        Some(Listed {
            values,
            at: union.at,
            has_null: false,
            is_const: false,
        })
    }

    fn is_null(&self, node: &'a Node) -> bool {
        let node = self.edition.resolve(node);
        let Some(members) = node.as_object() else {
            return false;
        };
        if node.text("type") == Some("null") {
            return true;
        }
        let listed = node.items("enum");
        (listed.len() == 1 && listed[0].is_null())
            || (members.len() == 1 && node.get("const").is_some_and(Node::is_null))
    }

    fn plain_types(&self, branches: &[&'a Node]) -> Option<(Types, bool)> {
        let mut types = Types::NONE;
        let mut nullable = false;
        for branch in branches {
            let branch = self.edition.resolve(branch);
            let members = branch.as_object()?;
            let is_plain = members.keys().all(|key| {
                key == "type" || key == "nullable" || ANNOTATIONS.contains(&key.as_str())
            });
            if !is_plain || !branch.has("type") {
                return None;
            }
            let shape = self.keywords(branch);
            types = types.or(shape.types);
            nullable |= shape.nullable;
        }
        Some((types, nullable))
    }

    /// The node's own keywords, without references and combinations.
    fn keywords(&self, node: &'a Node) -> Shape<'a> {
        let mut shape = Shape::any();
        shape.at = Some(node);
        if node.as_bool() == Some(false) {
            shape.types = Types::NONE;
        }
        read_types(node, &mut shape);
        read_values(node, &mut shape);
        read_numbers(node, &mut shape);
        shape.patterns.extend(
            node.get("pattern")
                .filter(|pattern| pattern.as_str().is_some()),
        );
        shape.unique = node
            .get("uniqueItems")
            .filter(|flag| flag.as_bool() == Some(true));
        read_members(node, &mut shape);
        read_items(node, &mut shape);
        for (index, (keyword, _)) in SUBSCHEMAS.iter().enumerate() {
            shape.subschemas[index] =
                Conjunction::maybe(node.get(keyword).filter(|schema| is_schema(schema)));
        }
        let text = |key| node.get(key).filter(|node: &&Node| node.as_str().is_some());
        shape.format = text("format");
        shape.content_media_type = text("contentMediaType");
        shape.content_encoding = text("contentEncoding");
        shape.extensible = node.get("x-extensible-enum");
        shape.title = node.get("title");
        shape.description = node.get("description");
        shape.examples = node.get("example").or_else(|| node.get("examples"));
        shape.default = node.get("default");
        shape.discriminator = node.get("discriminator");
        shape.read_only = node.flag("readOnly");
        shape.write_only = node.flag("writeOnly");
        shape.deprecated = node
            .get("deprecated")
            .filter(|flag| flag.as_bool() == Some(true));
        shape.sunset = node.get("x-sunset");
        shape.stability = node.get("x-stability-level");
        shape
    }
}
