//! What Rust's types can say of a schema, and whether that is all of it.
//!
//! `allOf` becomes one schema, the alternatives of `oneOf` and `anyOf` stand
//! alone, and keywords that types cannot say are left out: the wide schema
//! allows at least what the schema allows.

mod alternatives;
mod kinds;
mod values;

pub use values::{default_of, valid_default};

use super::annotations::says_nothing_but;
use super::merge::merge;
use super::reference::{component, target};
use crate::document::{Guard, Map, Node};
use crate::model::{BEYOND, Contract};

/// A schema without what Rust's types cannot say.
pub struct Wide {
    /// A reference, a typed schema, `{}`, or `oneOf` alone; with `nullable`.
    pub schema: Node,
    /// Whether the wide schema allows nothing else than the schema.
    pub is_exact: bool,
    /// How the alternatives of `oneOf` are told apart.
    pub alternatives: Alternatives,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Alternatives {
    /// No alternatives, or no value fits two of them.
    Disjoint,
    /// The one that keeps most of the value.
    Best,
    /// By the values of a property, for each alternative.
    Tagged {
        property: String,
        values: Vec<Vec<String>>,
    },
}

pub fn widen(schema: &Node, contract: &Contract) -> Wide {
    Widening::new(contract).widen(schema)
}

/// Widens the schemas of a contract, and keeps what is used again.
pub struct Widening<'a> {
    contract: &'a Contract,
    /// What components are as parts of an `allOf`: each is put together once.
    parts: Guard<String, (Node, bool)>,
}

impl<'a> Widening<'a> {
    pub fn new(contract: &'a Contract) -> Self {
        Widening {
            contract,
            parts: Guard::new(contract.schemas.len()),
        }
    }

    pub fn contract(&self) -> &'a Contract {
        self.contract
    }
}

impl Widening<'_> {
    pub fn widen(&self, schema: &Node) -> Wide {
        let mut wide = Wide {
            schema: schema.clone(),
            is_exact: true,
            alternatives: Alternatives::Disjoint,
        };
        if schema.has("$ref") {
            return wide;
        }
        self.beyond(&mut wide);
        self.single_alternatives(&mut wide.schema);
        if self.all_of(&mut wide) {
            return wide;
        }
        self.unions(&mut wide);
        if wide.schema.has("oneOf") {
            return wide;
        }
        self.values(schema, &mut wide);
        self.by_type(&mut wide);
        wide
    }

    /// Leaves out what is beyond OpenAPI 3.0.
    fn beyond(&self, wide: &mut Wide) {
        let schema = &mut wide.schema;
        let has_condition = schema.has("if") && (schema.has("then") || schema.has("else"));
        let has_contains = schema.has("contains");
        if schema.has("prefixItems") {
            schema.remove("items");
        }
        let keeps_others = ["patternProperties", "unevaluatedProperties"]
            .iter()
            .any(|keyword| {
                schema
                    .get(keyword)
                    .is_some_and(|node| !is_never(node) && node.as_bool() != Some(false))
            });
        if keeps_others {
            let at = schema.position();
            let is_free = schema
                .get("additionalProperties")
                .is_none_or(|node| node.as_bool().is_some());
            if is_free {
                schema.set("additionalProperties", Node::bool(true, at));
            } else {
                schema.set("additionalProperties", Node::object([], at));
            }
        }
        for keyword in BEYOND {
            let Some(found) = schema.remove(keyword) else {
                continue;
            };
            let says_something = match *keyword {
                "if" | "then" | "else" => has_condition,
                "minContains" | "maxContains" => has_contains,
                "unevaluatedProperties" | "unevaluatedItems" => {
                    found.as_bool() != Some(true)
                        && found.as_object().is_none_or(|map| !map.is_empty())
                }
                _ => true,
            };
            wide.is_exact &= !says_something;
        }
    }

    /// Makes one schema of `allOf`. Returns whether it is only a reference
    /// with notes, which stays as it is.
    fn all_of(&self, wide: &mut Wide) -> bool {
        let parts = wide.schema.items("allOf").to_vec();
        if parts.is_empty() {
            wide.schema.remove("allOf");
            return false;
        }
        if let [single] = &parts[..]
            && single.has("$ref")
            && says_nothing_but(&wide.schema, &["allOf"])
        {
            return true;
        }
        let mut base = wide.schema.clone();
        base.remove("allOf");
        let is_nullable = base.remove("nullable").and_then(|node| node.as_bool()) == Some(true);
        let mut all_nullable = says_nothing_but(&base, &[]);
        for part in &parts {
            let (mut part, is_exact) = self.part(part);
            wide.is_exact &= is_exact;
            all_nullable &= part.remove("nullable").and_then(|node| node.as_bool()) == Some(true);
            wide.is_exact &= merge(&mut base, &part);
        }
        if is_nullable || all_nullable {
            let at = base.position();
            base.set("nullable", Node::bool(true, at));
        }
        wide.schema = base;
        false
    }

    /// A part of `allOf`, followed and made one schema.
    fn part(&self, part: &Node) -> (Node, bool) {
        if let Some(name) = component(part)
            && let Some(target) = target(part, self.contract)
        {
            let anything = || (Node::object([], part.position()), false);
            return self
                .parts
                .once(name.to_owned(), anything(), || self.component(target));
        }
        let mut wide = Wide {
            schema: part.clone(),
            is_exact: true,
            alternatives: Alternatives::Disjoint,
        };
        self.beyond(&mut wide);
        self.single_alternatives(&mut wide.schema);
        if self.all_of(&mut wide) {
            let (schema, is_exact) = self.part(&wide.schema.items("allOf")[0]);
            return (schema, is_exact && wide.is_exact);
        }
        (wide.schema, wide.is_exact)
    }

    /// A component as a part: what it says of itself is not said of the whole.
    fn component(&self, schema: &Node) -> (Node, bool) {
        let (mut schema, is_exact) = self.part(schema);
        for note in [
            "title",
            "description",
            "default",
            "example",
            "discriminator",
            "deprecated",
        ] {
            schema.remove(note);
        }
        (schema, is_exact)
    }
}

pub fn is_never(schema: &Node) -> bool {
    schema
        .get("not")
        .and_then(Node::as_object)
        .is_some_and(Map::is_empty)
}
