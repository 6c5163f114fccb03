//! Who inherits from whom: a schema with a discriminator and no union of its own is the
//! closed choice of its heirs, which have it in their `allOf`, or which its mapping
//! names (OpenAPI 3.0.3 and 3.1.1, Discriminator Object).

use std::collections::HashMap;

use super::parts::References;
use crate::document::{Document, Node, SCHEMAS};

/// One of the schemas that a base stands for.
#[derive(Clone, Debug)]
pub struct Heir<'a> {
    pub name: &'a str,
    pub schema: &'a Node,
    /// The values of the discriminator that stand for it.
    pub values: Vec<&'a str>,
}

/// The heirs of all bases of a document.
#[derive(Debug, Default)]
pub struct Heirs<'a>(HashMap<*const Node, Vec<Heir<'a>>>);

/// A chain of heirs that is longer than this goes in a circle.
const LONGEST: usize = 16;

impl<'a> Heirs<'a> {
    pub fn of_document(document: &'a Document) -> Heirs<'a> {
        let mut found: HashMap<*const Node, Vec<Heir<'a>>> = HashMap::new();
        let Some(schemas) = document.root().pointer("/components/schemas") else {
            return Heirs::default();
        };
        let all = || schemas.as_object().into_iter().flatten();
        let is_base = |schema: &Node| {
            schema.has("discriminator") && !schema.has("oneOf") && !schema.has("anyOf")
        };
        let bases: Vec<&Node> = all()
            .map(|(_, schema)| schema)
            .filter(|schema| is_base(schema))
            .collect();
        if bases.is_empty() {
            return Heirs::default();
        }
        for base in bases {
            let Some(discriminator) = base.get("discriminator") else {
                continue;
            };
            let mapping: Vec<(&'a String, &'a Node)> = discriminator.members("mapping").collect();
            let mapped = |schema: &Node| -> Vec<&'a str> {
                let of_it = mapping.iter().filter(|(_, target)| {
                    named(document, target).is_some_and(|found| std::ptr::eq(found, schema))
                });
                of_it.map(|(value, _)| value.as_str()).collect()
            };
            let mut heirs: Vec<Heir<'a>> = Vec::new();
            for (name, schema) in all() {
                let values = mapped(schema);
                let inherits = !std::ptr::eq(schema, base) && inherits(document, schema, base, 0);
                if inherits || !values.is_empty() {
                    let values = if values.is_empty() {
                        vec![name.as_str()]
                    } else {
                        values
                    };
                    heirs.push(Heir {
                        name,
                        schema,
                        values,
                    });
                }
            }
            // A base that only stands for itself is no choice.
            if heirs.iter().any(|heir| !std::ptr::eq(heir.schema, base)) {
                found.insert(base, heirs);
            }
        }
        Heirs(found)
    }

    /// The heirs of a schema, when it is a base of some.
    pub fn of(&self, base: &Node) -> Option<&[Heir<'a>]> {
        self.0.get(&std::ptr::from_ref(base)).map(Vec::as_slice)
    }

    /// The name of an heir.
    pub fn name(&self, heir: &Node) -> Option<&'a str> {
        let mut all = self.0.values().flatten();
        let found = all.find(|known| std::ptr::eq(known.schema, heir));
        found.map(|heir| heir.name)
    }

    /// Whether a schema is one of the heirs of a base, or the base itself.
    pub fn is_heir(&self, schema: &Node, base: &Node) -> bool {
        std::ptr::eq(schema, base)
            || self
                .of(base)
                .is_some_and(|heirs| heirs.iter().any(|heir| std::ptr::eq(heir.schema, schema)))
    }
}

fn inherits(document: &Document, schema: &Node, base: &Node, depth: usize) -> bool {
    depth < LONGEST
        && schema.items("allOf").iter().any(|part| {
            References::target(document, part).is_some_and(|target| {
                std::ptr::eq(target, base) || inherits(document, target, base, depth + 1)
            })
        })
}

/// The schema that a mapping names, by its name or by a reference.
pub fn named<'a>(document: &'a Document, mapped: &'a Node) -> Option<&'a Node> {
    let text = mapped.as_str()?;
    let components = document.root().pointer("/components/schemas");
    let named = components.and_then(|schemas| schemas.get(text));
    named.or_else(|| Some(document.target(text, mapped.at).ok()?.node))
}

/// The values of a discriminator that stand for a branch, which has a name; of one
/// that no mapping names, its own.
pub fn values_of<'a>(
    document: &'a Document,
    discriminator: &'a Node,
    branch: &'a Node,
) -> Option<Vec<&'a str>> {
    let target = References::target(document, branch)?;
    let reference = branch.text("$ref")?;
    let is_it = |mapped: &&Node| {
        mapped.as_str().is_some_and(|text| {
            let found = document.target(text, mapped.at);
            reference == text
                || reference.strip_prefix(SCHEMAS) == Some(text)
                || found.is_ok_and(|found| std::ptr::eq(found.node, target))
        })
    };
    let mapping = discriminator.members("mapping");
    let mut values: Vec<&str> = mapping
        .filter(|(_, mapped)| is_it(mapped))
        .map(|(value, _)| value.as_str())
        .collect();
    if values.is_empty() {
        values.push(reference.rsplit('/').next().unwrap_or(reference));
    }
    Some(values)
}
