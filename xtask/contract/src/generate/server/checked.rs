//! `checked.rs`: what Rust's types cannot say, by the contract's own schemas.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};

use super::plan::Layer;
use crate::generate::files::json_literal;
use crate::generate::types::Checked;
use crate::model::meaning::{json_schema, references};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let schemas = json_literal(&document(layer));
    let items = layer
        .schemas
        .checked
        .iter()
        .zip(&layer.checked)
        .map(|(checked, inner)| item(checked, inner));
    quote! {
        use std::sync::LazyLock;

        #[allow(unused_imports)]
        use super::{runtime, types};

        /// The schemas, in JSON Schema 2020-12.
        const TEXT: &str = #schemas;

        static SCHEMAS: LazyLock<jsonschema::Registry<'static>> =
            LazyLock::new(|| runtime::schemas(TEXT));

        #(#items)*
    }
}

/// The schemas of the types that are checked, and the components they reach.
fn document(layer: &Layer<'_>) -> String {
    let mut components = Map::new();
    let mut checked = Map::new();
    let mut waiting = Vec::new();
    for found in &layer.schemas.checked {
        waiting.extend(references(&found.schema));
        checked.insert(found.name.clone(), found.schema.clone());
    }
    while let Some(name) = waiting.pop() {
        if components.contains_key(&name) {
            continue;
        }
        let schema = layer
            .contract
            .schemas
            .get(&name)
            .map_or(json!({}), json_schema);
        waiting.extend(references(&schema));
        components.insert(name, schema);
    }
    components.sort_keys();
    let mut document = Map::new();
    document.insert("checked".into(), checked.into());
    if !components.is_empty() {
        document.insert("components".into(), json!({ "schemas": components }));
    }
    lines(&Value::Object(document), 0)
}

/// JSON with one line for each schema that fits one.
fn lines(value: &Value, depth: usize) -> String {
    let short = value.to_string();
    let Value::Object(members) = value else {
        return short;
    };
    if depth > 0 && short.len() + 4 * depth < 100 || members.is_empty() {
        return short;
    }
    let indent = "  ".repeat(depth + 1);
    let members: Vec<String> = members
        .iter()
        .map(|(key, member)| {
            let key = Value::from(key.as_str());
            format!("{indent}{key}: {}", lines(member, depth + 1))
        })
        .collect();
    format!("{{\n{}\n{}}}", members.join(",\n"), "  ".repeat(depth))
}

fn item(checked: &Checked, inner: &TokenStream) -> TokenStream {
    let name = format_ident!("{}", checked.name);
    let rule = "It is checked against the contract's schema, and keeps all that was read.";
    let doc = match &checked.description {
        Some(text) => format!("{}\n\n{rule}", text.trim()),
        None => rule.to_owned(),
    };
    quote! {
        runtime::checked! {
            #[doc = #doc]
            pub struct #name(#inner);
        }
    }
}
