//! `truth.rs`: what the types make of values, for `cargo xtask truth`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{ContentPlan, Layer, OperationPlan};
use crate::model::{Content, MediaKind};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let named = layer.contract.schemas.keys().map(|name| {
        let rust_type = layer.schemas.path_of(&layer.schemas.name_of(name));
        (name.clone(), rust_type)
    });
    let inline = layer.operations.iter().flat_map(inline);
    // A response that is a success and an error is asked once.
    let mut seen = HashSet::new();
    let arms = named
        .chain(inline)
        .filter(|(name, _)| seen.insert(name.clone()))
        .map(|(name, rust_type)| quote!(#name => Some(runtime::through::<#rust_type>(value)),));
    let checked = layer.checked_import();
    quote! {
        use std::io::{self, BufRead, Write};

        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};

        /// Answers what the types make of the values of schemas, a line for a
        /// line.
        pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
            runtime::answer(input, output, through)
        }

        #[allow(unused_variables)]
        fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
            match schema {
                #(#arms)*
                _ => None,
            }
        }
    }
}

/// The schemas that stand in an operation itself.
fn inline(plan: &OperationPlan<'_>) -> Vec<(String, TokenStream)> {
    let operation = plan.operation;
    let mut out = Vec::new();
    for parameter in &plan.parameters {
        if !parameter.parameter.schema.has("$ref") {
            let name = operation.parameter_title(parameter.parameter);
            out.push((name, parameter.rust_type.clone()));
        }
    }
    if let Some(body) = &plan.body {
        contents(
            &body.content,
            |content| operation.body_title(content),
            &mut out,
        );
    }
    for response in plan.successes.iter().chain(&plan.errors) {
        if let Some(body) = &response.body {
            let title = |content: &Content| operation.response_title(response.response, content);
            contents(body, title, &mut out);
        }
    }
    out
}

fn contents(
    plan: &ContentPlan,
    title: impl Fn(&Content) -> String,
    out: &mut Vec<(String, TokenStream)>,
) {
    for choice in &plan.choices {
        let content = &choice.content;
        if content.kind == MediaKind::Json && !content.schema.has("$ref") {
            out.push((title(content), choice.rust_type.clone()));
        }
    }
}
