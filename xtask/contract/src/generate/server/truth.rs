//! `truth.rs`: what the types make of values, for `cargo xtask truth`.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{ContentPlan, Layer, OperationPlan};
use crate::generate::code::{Code, rust_type};
use crate::generate::files::{formatted, parsed};
use crate::model::{Content, MediaKind};

/// The code of the file; `Err` holds what the generator did wrong.
pub fn render(layer: &Layer<'_>) -> Result<String, String> {
    let named = layer.contract.schemas.keys().map(|name| {
        let rust_type = layer.schemas.path_of(&layer.schemas.name_of(name));
        (name.clone(), rust_type)
    });
    let inline = layer.operations.iter().flat_map(inline);
    // A response that is a success and an error is asked once.
    let mut seen = HashSet::new();
    let all = named.chain(inline);
    let all = all.filter(|(name, _)| seen.insert(name.clone()));
    let mut table = Code::default();
    table.open("runtime::truths! {");
    for (name, tokens) in all {
        table.line(&format!("{name:?} => {},", rust_type(&tokens)));
    }
    table.close("}");
    let checked = layer.checked_import();
    let imports = formatted(parsed(quote! {
        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};
    })?);
    Ok(format!("{imports}\n{}", table.finish()))
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
