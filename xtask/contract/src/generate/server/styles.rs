//! How values are written in parameters, forms and parts: what the generated
//! code is told of their schemas.

use proc_macro2::TokenStream;
use quote::quote;

use crate::document::Node;
use crate::generate::styles::style_of;
use crate::generate::types::resolved;
use crate::model::{Content, Contract, Encoding, Location, Parameter, Style};

/// How deep objects are told of: what is further in is read as JSON.
const DEPTH: usize = 4;

/// Whether a value is one word, whatever the style.
pub fn is_word(schema: &Node, contract: &Contract) -> bool {
    let schema = resolved(schema, contract);
    let alternatives = || {
        ["oneOf", "anyOf", "allOf"]
            .iter()
            .flat_map(|keyword| schema.items(keyword))
    };
    match schema.text("type") {
        Some("array" | "object") => false,
        Some(_) => true,
        None => {
            !schema.has("properties")
                && !schema.has("additionalProperties")
                && alternatives().all(|part| is_word(part, contract))
        }
    }
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
    shape_within(schema, contract, 0)
}

fn shape_within(schema: &Node, contract: &Contract, depth: usize) -> TokenStream {
    let schema = resolved(schema, contract);
    if depth > DEPTH {
        return quote!(runtime::Shape::Any);
    }
    match schema.text("type") {
        Some("string") => quote!(runtime::Shape::String),
        Some("integer") => quote!(runtime::Shape::Integer),
        Some("number") => quote!(runtime::Shape::Number),
        Some("boolean") => quote!(runtime::Shape::Boolean),
        Some("array") => {
            let item = match schema.get("items") {
                Some(items) => shape_within(items, contract, depth + 1),
                None => quote!(runtime::Shape::Any),
            };
            quote!(runtime::Shape::List(&#item))
        }
        _ => {
            let alternatives: Vec<&Node> = ["oneOf", "anyOf"]
                .iter()
                .flat_map(|keyword| schema.items(keyword))
                .collect();
            if !alternatives.is_empty() && !schema.has("properties") {
                let shapes = alternatives
                    .into_iter()
                    .map(|part| shape_within(part, contract, depth + 1));
                return quote!(runtime::Shape::Either(&[#(#shapes),*]));
            }
            object(schema, contract, depth).unwrap_or_else(|| quote!(runtime::Shape::Any))
        }
    }
}

fn object(schema: &Node, contract: &Contract, depth: usize) -> Option<TokenStream> {
    let mut members: Vec<(String, Node)> = Vec::new();
    let mut rest = None;
    collect(schema, contract, 0, &mut members, &mut rest);
    let is_object = schema.text("type") == Some("object") || !members.is_empty();
    if !is_object {
        return None;
    }
    let is_free = members.is_empty() && rest.is_none();
    let rest = match rest {
        None if !is_free => quote!(None),
        Some(Rest::None) => quote!(None),
        None | Some(Rest::Any) => quote!(Some(&runtime::Shape::Any)),
        Some(Rest::Schema(schema)) => {
            let shape = shape_within(&schema, contract, depth + 1);
            quote!(Some(&#shape))
        }
    };
    let members = members.iter().map(|(name, schema)| {
        let shape = shape_within(schema, contract, depth + 1);
        quote!((#name, #shape))
    });
    Some(quote!(runtime::Shape::Object(&[#(#members),*], #rest)))
}

enum Rest {
    None,
    Any,
    Schema(Node),
}

fn collect(
    schema: &Node,
    contract: &Contract,
    depth: usize,
    members: &mut Vec<(String, Node)>,
    rest: &mut Option<Rest>,
) {
    let schema = resolved(schema, contract);
    if depth > 8 {
        return;
    }
    for (name, property) in schema.members("properties") {
        if !members.iter().any(|(known, _)| known == name) {
            members.push((name.clone(), property.clone()));
        }
    }
    if let Some(additional) = schema.get("additionalProperties") {
        *rest = Some(match additional.as_bool() {
            Some(true) => Rest::Any,
            Some(false) => Rest::None,
            None => Rest::Schema(additional.clone()),
        });
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        for part in schema.items(keyword) {
            collect(part, contract, depth + 1, members, rest);
        }
    }
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
    let mut members = Vec::new();
    collect(&content.schema, contract, 0, &mut members, &mut None);
    members
        .iter()
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
