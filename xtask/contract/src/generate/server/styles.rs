//! How values are written in parameters, forms and parts: what the generated
//! code is told of their schemas.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::document::{Guard, Node};
use crate::generate::styles::style_of;
use crate::generate::types::resolved;
use crate::model::{Content, Contract, Encoding, Location, Parameter, Style};

/// How deep objects are told of: what is further in is read as JSON.
const DEPTH: usize = 4;

/// How many shapes are told of within one. Where they would be more, less of what is
/// further in is told: whoever refers to many objects that refer to as many has thousands.
const SHAPES: usize = 2_000;

/// How many components are looked at before a schema may be anything.
const WORK: usize = 10_000;

/// Whether a value is one word, whatever the style.
pub fn is_word(schema: &Node, contract: &Contract) -> bool {
    is_word_within(schema, contract, &Guard::new(WORK))
}

fn is_word_within(schema: &Node, contract: &Contract, known: &Guard<*const Node, bool>) -> bool {
    let schema = resolved(schema, contract);
    let is_word = || {
        let mut alternatives = ["oneOf", "anyOf", "allOf"]
            .iter()
            .flat_map(|keyword| schema.items(keyword));
        match schema.text("type") {
            Some("array" | "object") => false,
            Some(_) => true,
            None => {
                !schema.has("properties")
                    && !schema.has("additionalProperties")
                    && alternatives.all(|part| is_word_within(part, contract, known))
            }
        }
    };
    known.once(schema, true, is_word)
}

/// The style of a parameter, where it is more than one word as it is.
pub fn style(parameter: &Parameter, contract: &Contract) -> Option<TokenStream> {
    let is_word = is_word(&parameter.schema, contract);
    match parameter.style {
        Style::Json | Style::Label | Style::Matrix => {}
        _ if is_word => return None,
        _ => {}
    }
    Some(style_of(parameter.style, parameter.explode))
}

/// The type that a text stands for.
pub fn shape(schema: &Node, contract: &Contract) -> TokenStream {
    let depth = (0..=DEPTH)
        .rev()
        .find(|depth| count(schema, contract, *depth, &Guard::new(WORK)) <= SHAPES)
        .unwrap_or(0);
    written(schema, contract, depth)
}

/// A shape, with the schemas that it is made of.
enum Shape<'a> {
    Any,
    Word(&'static str),
    List(Option<&'a Node>),
    Either(Vec<&'a Node>),
    Object(Vec<(&'a str, &'a Node)>, Rest<'a>),
}

fn shape_of<'a>(schema: &'a Node, contract: &'a Contract) -> Shape<'a> {
    let schema = resolved(schema, contract);
    match schema.text("type") {
        Some("string") => Shape::Word("String"),
        Some("integer") => Shape::Word("Integer"),
        Some("number") => Shape::Word("Number"),
        Some("boolean") => Shape::Word("Boolean"),
        Some("array") => Shape::List(schema.get("items")),
        _ => {
            let alternatives: Vec<&Node> = ["oneOf", "anyOf"]
                .iter()
                .flat_map(|keyword| schema.items(keyword))
                .collect();
            if !alternatives.is_empty() && !schema.has("properties") {
                return Shape::Either(alternatives);
            }
            let (members, rest) = members_of(schema, contract);
            if schema.text("type") != Some("object") && members.is_empty() {
                return Shape::Any;
            }
            let rest = match rest {
                None if members.is_empty() => Rest::Any,
                rest => rest.unwrap_or(Rest::None),
            };
            Shape::Object(members, rest)
        }
    }
}

/// How many shapes are told of, down to a depth.
fn count(
    schema: &Node,
    contract: &Contract,
    depth: usize,
    known: &Guard<(*const Node, usize), usize>,
) -> usize {
    let place = (std::ptr::from_ref(resolved(schema, contract)), depth);
    known.once(place, usize::MAX, || {
        let within = |schema: &Node| match depth {
            0 => 1,
            _ => count(schema, contract, depth - 1, known),
        };
        let all: Vec<usize> = match shape_of(schema, contract) {
            Shape::Any | Shape::Word(_) => Vec::new(),
            Shape::List(items) => items.map(within).into_iter().collect(),
            Shape::Either(schemas) => schemas.into_iter().map(within).collect(),
            Shape::Object(members, rest) => {
                let members = members.into_iter().map(|(_, schema)| within(schema));
                let rest = match rest {
                    Rest::Schema(schema) => Some(within(schema)),
                    Rest::None | Rest::Any => None,
                };
                members.chain(rest).collect()
            }
        };
        all.into_iter().fold(1, usize::saturating_add)
    })
}

fn written(schema: &Node, contract: &Contract, depth: usize) -> TokenStream {
    let within = |schema: &Node| match depth {
        0 => quote!(runtime::Shape::Any),
        _ => written(schema, contract, depth - 1),
    };
    match shape_of(schema, contract) {
        Shape::Any => quote!(runtime::Shape::Any),
        Shape::Word(name) => {
            let name = format_ident!("{name}");
            quote!(runtime::Shape::#name)
        }
        Shape::List(items) => {
            let item = items.map_or_else(|| quote!(runtime::Shape::Any), within);
            quote!(runtime::Shape::List(&#item))
        }
        Shape::Either(schemas) => {
            let shapes = schemas.into_iter().map(within);
            quote!(runtime::Shape::Either(&[#(#shapes),*]))
        }
        Shape::Object(members, rest) => {
            let rest = match rest {
                Rest::None => quote!(None),
                Rest::Any => quote!(Some(&runtime::Shape::Any)),
                Rest::Schema(schema) => {
                    let shape = within(schema);
                    quote!(Some(&#shape))
                }
            };
            let members = members.into_iter().map(|(name, schema)| {
                let shape = within(schema);
                quote!((#name, #shape))
            });
            quote!(runtime::Shape::Object(&[#(#members),*], #rest))
        }
    }
}

/// What is said of members that have no schema of their own.
enum Rest<'a> {
    None,
    Any,
    Schema(&'a Node),
}

/// The members of an object, wherever it speaks of them, and what is said of others.
fn members_of<'a>(
    schema: &'a Node,
    contract: &'a Contract,
) -> (Vec<(&'a str, &'a Node)>, Option<Rest<'a>>) {
    let mut found = IndexMap::new();
    let mut rest = None;
    collect(schema, contract, &Guard::new(WORK), &mut found, &mut rest);
    (found.into_iter().collect(), rest)
}

fn collect<'a>(
    schema: &'a Node,
    contract: &'a Contract,
    known: &Guard<*const Node, ()>,
    members: &mut IndexMap<&'a str, &'a Node>,
    rest: &mut Option<Rest<'a>>,
) {
    let schema = resolved(schema, contract);
    known.once(schema, (), || {
        for (name, property) in schema.members("properties") {
            members.entry(name.as_str()).or_insert(property);
        }
        if let Some(additional) = schema.get("additionalProperties") {
            *rest = Some(match additional.as_bool() {
                Some(true) => Rest::Any,
                Some(false) => Rest::None,
                None => Rest::Schema(additional),
            });
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for part in schema.items(keyword) {
                collect(part, contract, known, members, rest);
            }
        }
    });
}

/// The names of the other parameters of a query, where an object takes all
/// names that are left.
pub fn others<'a>(parameter: &Parameter, all: &'a [Parameter]) -> Vec<&'a str> {
    all.iter()
        .filter(|other| other.location == Location::Query && other.name != parameter.name)
        .map(|other| other.name.as_str())
        .collect()
}

/// The fields of a form: names, styles and shapes.
pub fn form_fields(content: &Content, contract: &Contract) -> Vec<TokenStream> {
    let (members, _) = members_of(&content.schema, contract);
    members
        .into_iter()
        .map(|(name, schema)| {
            let style = form_style(content.encodings.get(name), schema, contract);
            let shape = shape(schema, contract);
            quote!((#name, #style, #shape))
        })
        .collect()
}

fn form_style(encoding: Option<&Encoding>, schema: &Node, contract: &Contract) -> TokenStream {
    let is_json = |name: &String| name == "application/json" || name.ends_with("+json");
    match encoding {
        Some(Encoding {
            style: Some(style),
            explode,
            ..
        }) => style_of(*style, *explode),
        Some(Encoding { media_types, .. }) if media_types.iter().any(is_json) => {
            quote!(runtime::Style::Json)
        }
        _ if resolved(schema, contract).text("type") == Some("array") => {
            quote!(runtime::Style::FormExploded)
        }
        _ if is_word(schema, contract) => quote!(runtime::Style::FormExploded),
        _ => quote!(runtime::Style::Json),
    }
}
