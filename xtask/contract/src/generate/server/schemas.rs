//! `schemas.rs`: the contract's schemas, for the document that Dropshot emits.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::emitted::emittable;
use super::plan::Layer;
use crate::document::Node;
use crate::generate::files::json_literal;
use crate::generate::types::component;

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let implementations = layer.contract.schemas.iter().map(|(name, schema)| {
        let rust_name = layer.schemas.name_of(name);
        let rust_type = layer.schemas.path_of(&rust_name);
        // As a body of its own it needs no braces around it.
        let expression = body_of(expression(schema, layer));
        quote! {
            impl JsonSchema for #rust_type {
                fn schema_name() -> String {
                    #name.to_owned()
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    #expression
                }
            }
        }
    });
    // Where there are none, there is nothing to import for them.
    let unused = layer
        .contract
        .schemas
        .is_empty()
        .then(|| quote!(#![allow(unused_imports)]));
    let checked = layer.checked_import();
    quote! {
        #unused
        #![allow(unused_variables)]

        use schemars::JsonSchema;
        use schemars::r#gen::SchemaGenerator;
        use schemars::schema::Schema;

        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};

        #(#implementations)*
    }
}

/// An expression for the schema, with `generator` at hand: it makes sure that
/// the components it refers to are emitted too.
pub fn expression(schema: &Node, layer: &Layer<'_>) -> TokenStream {
    if let Some(name) = component(schema) {
        let rust_type = component_type(name, layer);
        return quote!(runtime::reference::<#rust_type>(generator));
    }
    let schema = &emittable(schema);
    let mut components = Vec::new();
    references(schema, &mut components);
    let dependencies = components.iter().map(|name| {
        let rust_type = component_type(name, layer);
        quote!(runtime::reference::<#rust_type>(generator);)
    });
    let json = schemars_form(&schema.to_json());
    let mut text = json.to_string();
    if text.len() > 70 {
        text = serde_json::to_string_pretty(&json).unwrap_or(text);
    }
    let text = json_literal(&text);
    if components.is_empty() {
        return quote!(runtime::schema(#text));
    }
    quote! {
        {
            #(#dependencies)*
            runtime::schema(#text)
        }
    }
}

fn body_of(expression: TokenStream) -> TokenStream {
    match syn::parse2::<syn::ExprBlock>(expression.clone()) {
        Ok(block) => {
            let statements = block.block.stmts;
            quote!(#(#statements)*)
        }
        Err(_) => expression,
    }
}

fn component_type(name: &str, layer: &Layer<'_>) -> TokenStream {
    let name = name.replace("~1", "/").replace("~0", "~");
    layer.schemas.path_of(&layer.schemas.name_of(&name))
}

fn references<'a>(schema: &'a Node, found: &mut Vec<&'a str>) {
    match &schema.value {
        crate::document::Value::Object(map) => {
            if let Some(name) = component(schema)
                && !found.contains(&name)
            {
                found.push(name);
            }
            for (key, node) in map {
                if !matches!(key.as_str(), "example" | "default" | "enum") {
                    references(node, found);
                }
            }
        }
        crate::document::Value::Array(items) => {
            for item in items {
                references(item, found);
            }
        }
        _ => {}
    }
}

/// OpenAPI 3.0's exclusive bounds are flags, schemars' are numbers.
fn schemars_form(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let mut out = serde_json::Map::new();
            for (key, value) in map {
                out.insert(
                    key.clone(),
                    match key.as_str() {
                        "example" | "default" | "enum" => value.clone(),
                        _ => schemars_form(value),
                    },
                );
            }
            for (bound, exclusive) in [
                ("minimum", "exclusiveMinimum"),
                ("maximum", "exclusiveMaximum"),
            ] {
                if out.get(exclusive).is_some_and(Value::is_boolean) {
                    let flag = out.remove(exclusive) == Some(Value::Bool(true));
                    if flag && let Some(number) = out.remove(bound) {
                        out.insert(exclusive.into(), number);
                    }
                }
            }
            Value::Object(out)
        }
        Value::Array(items) => items.iter().map(schemars_form).collect(),
        other => other.clone(),
    }
}
