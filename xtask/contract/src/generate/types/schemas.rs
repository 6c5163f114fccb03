//! The schemas of a contract under the names of their Rust types, in the form for Typify.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use quote::{format_ident, quote};
use serde_json::{Value, json};
use typify_impl::TypeSpaceImpl;

use super::expressible::{has_own_type, is_bounded, is_expressible, lists_null};
use super::reference::REFERENCE;
use super::widen::{Alternatives, Wide, Widening};
use crate::document::{Node, Position};
use crate::generate::names::{Names, type_name};
use crate::model::meaning::json_schema;
use crate::model::{Contract, Operation};
use crate::report::Finding;
use crate::rules::lint::INEXPRESSIBLE;

/// Names that the generated code takes for something else. Typify makes no type of a text whose
/// name is that of the type that it has for the format: `Uuid`.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Into",
    "IntoIterator",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "Iterator",
    "LazyLock",
    "NaiveDate",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Uuid",
    "Vec",
];

/// How many types may be made of what stands within others: so many, and for each node of
/// the schemas so many more that no contract without a knot in it needs them.
const LEAST: usize = 1_000;

/// The largest public contracts have some thousands.
const MOST: usize = 50_000;

/// How deep types may be in each other.
const DEEPEST: usize = 600;

/// Schemas under the names of their Rust types, in the form for Typify and
/// Progenitor.
pub struct TypeSchemas<'a> {
    /// Rust type name → JSON Schema with `type` arrays, references by `REFERENCE`.
    pub schemas: IndexMap<String, Value>,
    /// Types that the generated layer defines itself.
    pub constrained: Vec<Constrained>,
    /// Types that the generated layer checks by a validator.
    pub checked: Vec<Checked>,
    /// Types that stand in the place of a schema: the name of the schema, and the type.
    pub stand_ins: Vec<(String, StandIn)>,
    /// Enums whose variant is chosen by more than what comes first.
    pub unions: BTreeMap<String, Alternatives>,
    /// Rust type name → the values that Typify knows by the names of their
    /// variants.
    pub enum_values: HashMap<String, ValueNames>,
    /// Rust type name → the properties (as Typify knows them) with defaults that are objects →
    /// the JSON of these.
    pub defaults: HashMap<String, HashMap<String, String>>,
    /// Rust type name → the name that Typify is given for a property → its own.
    pub renamed: HashMap<String, HashMap<String, String>>,
    /// Rust type name → the properties (as Typify knows them) that may be null.
    pub nullable: HashMap<String, HashSet<String>>,
    /// Rust types that are made of an object's properties.
    pub structs: HashSet<String>,
    pub(super) contract: &'a Contract,
    pub(super) widening: Widening<'a>,
    pub(super) names: Names,
    inlined: HashMap<Position, (Node, Value)>,
    /// Members whose types are being made, and the names of these: the same schema within one of
    /// them is the same type. `allOf` of a schema that has itself in it would go on without an end.
    unfinished: Vec<(Node, String)>,
    /// The types of what was put together within others, by their JSON: the same parts are
    /// the same type.
    combined: HashMap<String, String>,
    /// How many more types may be made of what stands within others.
    left: usize,
    /// Whether what types cannot say is enforced by the generated layer.
    pub(super) enforce: bool,
    pub findings: Vec<Finding>,
}

/// The name of a variant → the value that it stands for.
pub type ValueNames = HashMap<String, String>;

/// A type that stands in the place of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// One of the runtime's.
    Runtime(&'static str),
    /// One of the contract's.
    Types(String),
}

impl StandIn {
    /// Where the type is, seen from beside the module `types`.
    pub fn path(&self) -> String {
        match self {
            StandIn::Runtime(name) => format!("runtime::{name}"),
            StandIn::Types(name) => format!("types::{name}"),
        }
    }
}

/// A number or an array with bounds.
pub struct Constrained {
    pub name: String,
    pub description: Option<String>,
    pub inner: Inner,
    pub schema: Value,
}

pub enum Inner {
    Integer,
    Number,
    /// The name of the schema of its items.
    Array(String),
}

/// A type with a check of what Rust's types cannot say.
pub struct Checked {
    pub name: String,
    pub description: Option<String>,
    /// What it holds, in the form for Typify.
    pub inner: Value,
    /// The whole schema, in 2020-12.
    pub schema: Value,
}

/// The module of the generated layer that a type stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    Types,
    Constrained,
    Checked,
}

impl Module {
    pub fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Constrained => "constrained",
            Module::Checked => "checked",
        }
    }
}

impl<'a> TypeSchemas<'a> {
    /// The named schemas of the contract. `enforce` decides whether the types
    /// refuse what is not valid, as a server must.
    pub fn new(contract: &'a Contract, reserved: &[&str], enforce: bool) -> Self {
        let operations = contract.operations.iter();
        let inline = operations.flat_map(Operation::schemas);
        let nodes: usize = contract.schemas.values().chain(inline).map(size).sum();
        let mut this = TypeSchemas {
            schemas: IndexMap::new(),
            constrained: Vec::new(),
            checked: Vec::new(),
            unfinished: Vec::new(),
            combined: HashMap::new(),
            left: (LEAST + 3 * nodes).min(MOST),
            stand_ins: Vec::new(),
            unions: BTreeMap::new(),
            enum_values: HashMap::new(),
            defaults: HashMap::new(),
            renamed: HashMap::new(),
            nullable: HashMap::new(),
            structs: HashSet::new(),
            contract,
            widening: Widening::new(contract),
            names: Names::settled(&[PRELUDE, reserved].concat()),
            inlined: HashMap::new(),
            enforce,
            findings: Vec::new(),
        };
        for name in contract.schemas.keys() {
            this.names.give(name, &type_name(name));
        }
        for (name, schema) in &contract.schemas {
            let name = this.name_of(name);
            let converted = this.component(&name, schema);
            this.schemas.insert(name, converted);
        }
        this
    }

    /// The Rust type name of a component.
    pub fn name_of(&self, component: &str) -> String {
        self.names.given(component).unwrap_or(component).to_owned()
    }

    /// The module that a type stands in.
    pub fn module_of(&self, name: &str) -> Module {
        if self.constrained.iter().any(|found| found.name == name) {
            Module::Constrained
        } else if self.checked.iter().any(|found| found.name == name) {
            Module::Checked
        } else {
            Module::Types
        }
    }

    /// The path to a type from beside its module.
    pub fn path_of(&self, name: &str) -> proc_macro2::TokenStream {
        match self.stand_ins.iter().find(|(known, _)| known == name) {
            Some((_, stand_in)) => stand_in.path().parse().unwrap_or_default(),
            None => {
                let (module, name) = (self.module_of(name).name(), format_ident!("{name}"));
                let module = format_ident!("{module}");
                quote!(#module::#name)
            }
        }
    }

    /// Has another type stand in the place of `component`, which the contract does not have.
    /// Returns the schema that refers to it.
    pub fn stand_in(&mut self, component: &str, wanted: &str, stand_in: StandIn) -> Value {
        let name = match self.names.given(component) {
            Some(known) => known.to_owned(),
            None => {
                let name = self.names.give(component, wanted);
                self.schemas
                    .insert(name.clone(), json!({ "type": "object" }));
                self.stand_ins.push((name.clone(), stand_in));
                name
            }
        };
        json!({ "$ref": format!("{REFERENCE}{name}") })
    }

    /// What a type implements that stands in the place of a schema.
    pub fn implemented(&self, stand_in: &StandIn) -> &'static [TypeSpaceImpl] {
        match stand_in {
            // The file that a text names, on a command line.
            StandIn::Runtime("File") if !self.enforce => &[TypeSpaceImpl::FromStr],
            _ => &[],
        }
    }

    /// Whether types of the runtime are in those of the contract.
    pub fn names_runtime(&self) -> bool {
        let mut stand_ins = self.stand_ins.iter();
        stand_ins.any(|(_, stand_in)| matches!(stand_in, StandIn::Runtime(_)))
    }

    /// The schema of something that is not a component, as a type that may be
    /// called `name`. What stands at one place of the contract, as a header
    /// that several responses refer to, is one type.
    pub fn inline(&mut self, name: &str, schema: &Node) -> Value {
        let place = schema.position();
        if let Some((_, known)) = self.inlined.get(&place).filter(|(node, _)| node == schema) {
            return known.clone();
        }
        let converted = self.member(&type_name(name), schema);
        self.inlined
            .insert(place, (schema.clone(), converted.clone()));
        converted
    }

    /// A component: a type called `name`.
    fn component(&mut self, name: &str, schema: &Node) -> Value {
        if !schema.flag("nullable") || !self.needs_name(schema) {
            return self.named(name, schema);
        }
        // What may be null holds a type that may not.
        let mut inner = schema.clone();
        inner.remove("nullable");
        let inner_name = self.names.free(&format!("{name}Value"));
        let converted = self.named(&inner_name, &inner);
        self.schemas.insert(inner_name.clone(), converted);
        json!({ "oneOf": [{ "$ref": format!("{REFERENCE}{inner_name}") }, { "type": "null" }] })
    }

    /// A schema that becomes a type called `name`.
    fn named(&mut self, name: &str, schema: &Node) -> Value {
        let wide = self.widening.widen(schema);
        if self.enforce && !is_expressible(&wide) {
            return self.checked(name, schema, &wide);
        }
        let converted = self.convert(name, name, &wide);
        if self.enforce
            && let Some(constrained) = self.constraint(name, &wide.schema, &converted)
        {
            self.constrained.push(constrained);
        }
        converted
    }

    /// A type that is checked, and what it holds.
    fn checked(&mut self, name: &str, schema: &Node, wide: &Wide) -> Value {
        let inner = if has_own_type(&wide.schema) {
            let inner_name = self.names.free(&format!("Unchecked{name}"));
            let converted = self.convert(&inner_name, name, wide);
            self.schemas.insert(inner_name.clone(), converted);
            json!({ "$ref": format!("{REFERENCE}{inner_name}") })
        } else {
            let mut inner = self.convert(name, name, wide);
            // The whole has the default.
            if let Some(map) = inner.as_object_mut() {
                map.remove("default");
            }
            inner
        };
        self.checked.push(Checked {
            name: name.to_owned(),
            description: schema.text("description").map(str::to_owned),
            inner: inner.clone(),
            schema: json_schema(schema),
        });
        inner
    }

    /// A schema in the place of a member of something: a reference where it
    /// needs a type of its own.
    pub(super) fn member(&mut self, wanted: &str, schema: &Node) -> Value {
        if !self.needs_name(schema) {
            let wide = self.widening.widen(schema);
            return self.convert(wanted, wanted, &wide);
        }
        let mut inner = schema.clone();
        let nullable = inner.remove("nullable").and_then(|node| node.as_bool()) == Some(true)
            || lists_null(schema) && !schema.has("type");
        let default = self.default_of(schema);
        inner.remove("default");
        let description = schema.text("description");
        let combined = (!self.unfinished.is_empty() && inner.items("allOf").len() > 1)
            .then(|| inner.to_json().to_string());
        let known = self.unfinished.iter().find(|(node, _)| *node == inner);
        let known = known.map(|(_, name)| name).or_else(|| {
            let combined = combined.as_ref()?;
            self.combined.get(combined)
        });
        let name = match known.cloned() {
            Some(name) => name,
            None if self.is_too_much(schema) => return json!({}),
            None => {
                let name = self.names.free(wanted);
                self.unfinished.push((inner.clone(), name.clone()));
                let converted = self.named(&name, &inner);
                self.unfinished.pop();
                self.schemas.insert(name.clone(), converted);
                if let Some(combined) = combined {
                    self.combined.insert(combined, name.clone());
                }
                name
            }
        };
        let reference = json!({ "$ref": format!("{REFERENCE}{name}") });
        if !nullable && description.is_none() && default.is_none() {
            return reference;
        }
        let mut member = if nullable {
            json!({ "oneOf": [reference, { "type": "null" }] })
        } else {
            json!({ "allOf": [reference] })
        };
        if let Some(description) = description {
            member["description"] = description.into();
        }
        if let Some(default) = default {
            member["default"] = default;
        }
        member
    }

    /// Whether another type would be more than a compiler gets through. What `allOf` and
    /// alternatives put together of a few schemas may be any number of types.
    fn is_too_much(&mut self, schema: &Node) -> bool {
        let is_last = self.left == 0;
        self.left = self.left.saturating_sub(1);
        let is_too_much = is_last || self.unfinished.len() > DEEPEST;
        if is_too_much && self.findings.is_empty() {
            let outermost = self.unfinished.first().map(|(outermost, _)| outermost);
            let finding = Finding::error(
                INEXPRESSIBLE,
                if is_last {
                    "of what is put together in schemas come more types than a compiler gets through"
                } else {
                    "a type within a type, and so on, without an end in sight"
                },
            );
            self.findings.push(
                finding
                    .at(outermost.unwrap_or(schema).position())
                    .help("give names to what is in others, and put fewer schemas together by `allOf` and `oneOf`"),
            );
        }
        is_too_much
    }

    /// Whether a schema needs a type that is its own.
    fn needs_name(&self, schema: &Node) -> bool {
        if schema.has("$ref") {
            return false;
        }
        let wide = self.widening.widen(schema);
        has_own_type(&wide.schema) || self.enforce && (!wide.is_exact || is_bounded(&wide.schema))
    }

    fn constraint(&mut self, name: &str, schema: &Node, converted: &Value) -> Option<Constrained> {
        if !is_bounded(schema) || schema.flag("nullable") {
            return None;
        }
        let inner = match schema.text("type")? {
            "integer" => Inner::Integer,
            "number" => Inner::Number,
            "array" => {
                let items = converted.get("items").cloned().unwrap_or(json!({}));
                let item = match items.get("$ref").and_then(Value::as_str) {
                    Some(reference) => reference.trim_start_matches(REFERENCE).to_owned(),
                    None => {
                        let item = self.names.free(&format!("{name}Item"));
                        self.schemas.insert(item.clone(), items);
                        item
                    }
                };
                Inner::Array(item)
            }
            _ => return None,
        };
        Some(Constrained {
            name: name.to_owned(),
            description: schema.text("description").map(str::to_owned),
            inner,
            schema: schema.to_json(),
        })
    }
}

/// How many nodes a schema is written with.
fn size(schema: &Node) -> usize {
    let mut count = 0;
    let mut waiting = vec![schema];
    while let Some(node) = waiting.pop() {
        count += 1;
        waiting.extend(node.as_array().unwrap_or_default());
        waiting.extend(node.as_object().into_iter().flat_map(|map| map.values()));
    }
    count
}
