//! `operations.rs`: each operation's request, successes and errors.

mod request;
mod response;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use self::request::{accept_enum, body_enums, request};
use self::response::responses;
use super::plan::{Layer, OperationPlan, ParameterPlan};
use super::signatures::CallerPlan;
use super::words::Words;
use super::{refusals, styles};
use crate::generate::code::{Code, expression, rust_type};
use crate::generate::files::{formatted, parsed};
use crate::generate::types::resolved;
use crate::model::{Contract, Location, Parameter, Style};

/// The code of the file; `Err` holds what the generator did wrong.
pub fn render(layer: &Layer<'_>) -> Result<String, String> {
    if layer.operations.is_empty() {
        return Ok(String::new());
    }
    let words = Words::new(layer);
    let error_bodies: BTreeSet<&str> = layer
        .operations
        .iter()
        .filter_map(OperationPlan::emitted_error)
        .collect();
    let error_bodies = error_bodies.into_iter().map(|name| error_body(name, layer));
    let checked = layer.checked_import();
    let before = formatted(parsed(quote! {
        #checked
        #[allow(unused_imports)]
        use super::{constrained, runtime, types};
    })?);
    let mut code = Code::default();
    for plan in &layer.operations {
        code.line("");
        operation(&mut code, plan, layer, &words);
        let enums: Vec<TokenStream> = body_enums(plan).chain(accept_enum(plan)).collect();
        if !enums.is_empty() {
            code.line("");
            code.text(&formatted(parsed(quote!(#(#enums)*))?));
        }
    }
    let after = formatted(parsed(quote!(#(#error_bodies)*))?);
    Ok(match after.is_empty() {
        true => format!("{before}{}", code.finish()),
        false => format!("{before}{}\n{after}", code.finish()),
    })
}

/// What the file has for others, by its names.
pub fn exported(layer: &Layer<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for plan in &layer.operations {
        let own = [&plan.marker, &plan.request, &plan.success, &plan.error];
        names.extend(own.map(ToString::to_string));
        let accept = plan.accept.as_ref();
        let accept = accept.and_then(|accept| accept.choice.as_ref());
        names.extend(accept.map(|(name, _)| name.to_string()));
        let contents = plan.contents().filter(|content| content.is_enum());
        names.extend(contents.map(|content| content.name.to_string()));
    }
    names
}

/// The schemas of errors, by which Dropshot makes its components.
fn error_body(name: &str, layer: &Layer<'_>) -> TokenStream {
    let rust_type = layer.schemas.path_of(&layer.schemas.name_of(name));
    quote! {
        impl runtime::Component for #rust_type {
            const NAME: &'static str = #name;

            fn emitted() -> &'static runtime::Emitted {
                &super::EMITTED
            }
        }
    }
}

fn operation(code: &mut Code, plan: &OperationPlan<'_>, layer: &Layer<'_>, words: &Words<'_>) {
    let title = plan.operation.title();
    let doc = match &plan.operation.description {
        Some(text) => format!("`{title}`\n\n{}", text.trim()),
        None => format!("`{title}`"),
    };
    code.open("runtime::operation! {");
    code.doc(&doc);
    head(code, plan, layer);
    code.line("");
    request(code, plan, layer.contract);
    responses(
        code,
        &format!("success {}", plan.success),
        &plan.successes,
        layer,
    );
    let error_body = match plan.emitted_error() {
        Some(name) => rust_type(&layer.schemas.path_of(&layer.schemas.name_of(name))),
        None => "()".to_owned(),
    };
    let from = match refusals::is_read_by_handler(plan) {
        true => " from BodyError",
        false => "",
    };
    responses(
        code,
        &format!("error {}({error_body}){from}", plan.error),
        &plan.errors,
        layer,
    );
    handler(code, plan, words);
    code.close("}");
}

/// Its names, its path, and what may be refused of a request.
fn head(code: &mut Code, plan: &OperationPlan<'_>, layer: &Layer<'_>) {
    let operation = plan.operation;
    let path = operation.path.as_str();
    let route = crate::generate::server::routes::described(&operation.path);
    let route = match route == path {
        true => String::new(),
        false => format!(" as {route:?}"),
    };
    let before = format!(
        "{} {:?} = {:?} {path:?}{route} (",
        plan.marker, operation.id, operation.method
    );
    code.list(&before, &variables(plan, layer), ");");
    if plan.caller != CallerPlan::None {
        let alternatives = operation.security.iter().map(|all| {
            let schemes = all
                .iter()
                .map(|requirement| format!("{:?}", requirement.scheme));
            format!("[{}]", schemes.collect::<Vec<_>>().join(", "))
        });
        let alternatives: Vec<String> = alternatives.collect();
        code.line(&format!("security {};", alternatives.join(" | ")));
    }
    let table = refusals::table(plan);
    if !table.is_empty() {
        code.list("refusals ", &table, ";");
    }
}

/// The variables of the path, in its order: a function makes the path of a request, for links to
/// the operation.
fn variables(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> Vec<String> {
    let variables = plan.operation.path.variables();
    let parameters = variables.into_iter().filter_map(|variable| {
        let is_it = |plan: &&ParameterPlan<'_>| {
            plan.parameter.location == Location::Path && plan.parameter.name == variable
        };
        plan.parameters.iter().find(is_it)
    });
    let text = |plan: &ParameterPlan<'_>| {
        let (field, name) = (&plan.field, &plan.parameter.name);
        let style = styles::style(plan.parameter, layer.contract);
        let style = style.filter(|_| !is_simple_list(plan.parameter, layer.contract));
        let segment = style.map(|style| quote!(runtime::styled_segment(#name, #field, #style)));
        let segment = segment.map(|segment| format!(" = {}", expression(&segment)));
        let rust_type = rust_type(&plan.rust_type);
        format!("{field}: {rust_type}{}", segment.unwrap_or_default())
    };
    parameters.map(text).collect()
}

/// A list with commas between its items.
fn is_simple_list(parameter: &Parameter, contract: &Contract) -> bool {
    parameter.style == Style::Simple
        && resolved(&parameter.schema, contract).text("type") == Some("array")
}

/// The function of the trait, and the responses for what is refused.
fn handler(code: &mut Code, plan: &OperationPlan<'_>, words: &Words<'_>) {
    let caller = match plan.caller {
        CallerPlan::None => "",
        CallerPlan::Optional | CallerPlan::Required => "caller",
    };
    let refused = refusals::refused(plan, words);
    let handler = format!("handler {}({caller})", plan.function);
    if refused.is_empty() {
        return code.line(&handler);
    }
    code.open(&format!("{handler} else |service, refusal| {{"));
    for (status, made) in refused {
        code.expression(&format!("{status} => "), &made, ",");
    }
    code.close("}");
}

fn optional(rust_type: &TokenStream, required: bool) -> TokenStream {
    if required {
        quote!(#rust_type)
    } else {
        quote!(Option<#rust_type>)
    }
}
