//! `mocks.rs`: a typed mock of each operation, with the interface of Progenitor's mocks: what it
//! expects of a request, and one method for each documented response.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::plan::{BodyKind, BodyPlan, ParameterPlan, PathPart, Plan, ResponseBody, ResponsePlan};
use super::responses::{body_name, number};
use super::send::{form_styles, part_media_types, style};
use crate::generate::code::{Code, expression, rust_type};
use crate::generate::files::text_literal;
use crate::generate::names::value_name;
use crate::generate::types::Types;
use crate::model::{Location, Status};

/// The code of the file; `Err` holds what the generator did wrong.
pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<String, String> {
    let mut code = Code::default();
    code.line("use super::runtime;");
    code.line("");
    code.open("runtime::mocks! {");
    for plan in plans {
        // `Self_When` is no name that Rust likes.
        let name = plan.type_name.trim_end_matches('_');
        let operation = &plan.name;
        let method = plan.operation.method.to_ascii_uppercase();
        let path = expression(&text_literal(&pattern_of(plan, |_| "[^/]*".to_owned())));
        code.open(&format!(
            "{name}When, {name}Then = {operation} {method} {path} {{"
        ));
        when(&mut code, plan, types)?;
        then(&mut code, plan, types)?;
        code.close("}");
    }
    code.close("}");
    Ok(code.finish())
}

/// What a mock expects of a request.
fn when(code: &mut Code, plan: &Plan<'_>, types: &mut Types) -> Result<(), String> {
    let mut expectations = Vec::new();
    for parameter in plan.in_order() {
        expectations.push(expectation(plan, parameter, types)?);
    }
    if let Some(body) = &plan.body {
        expectations.extend(body.content_type.as_deref().map(content_type));
        expectations.push(body_expectation(plan, body, types)?);
    }
    if expectations.is_empty() {
        code.line("|when, value| {}");
        return Ok(());
    }
    code.open("|when, value| {");
    for Expectation {
        name,
        given,
        there,
        missing,
    } in expectations
    {
        let (lifetime, given) = match (&missing, syn::parse2::<syn::Type>(given.clone())) {
            (Some(_), Ok(syn::Type::Reference(mut reference))) => {
                reference.lifetime = Some(syn::parse_quote!('a));
                ("<'a>", reference.into_token_stream())
            }
            _ => ("", given),
        };
        let before = format!("{name}{lifetime}: {} = ", rust_type(&given));
        let missing = missing.map(|missing| format!("\n    => {}", expression(&missing)));
        let after = format!("{},", missing.unwrap_or_default());
        code.expression(&before, &there, &after);
    }
    code.close("}");
    Ok(())
}

/// What is expected of one value.
struct Expectation {
    name: String,
    given: TokenStream,
    there: TokenStream,
    /// Where it may be left out.
    missing: Option<TokenStream>,
}

/// The path as a regular expression.
fn pattern_of(plan: &Plan<'_>, parameter: impl Fn(&ParameterPlan<'_>) -> String) -> String {
    let parts = plan.path_parts().into_iter().map(|part| match part {
        PathPart::Text(text) => escaped(text),
        PathPart::Parameter(plan) => parameter(plan),
    });
    format!("^{}$", parts.collect::<String>())
}

/// A text that means itself in a regular expression.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn expectation(
    plan: &Plan<'_>,
    parameter: &ParameterPlan<'_>,
    types: &mut Types,
) -> Result<Expectation, String> {
    let (name, style) = (text_literal(&parameter.parameter.name), style(parameter));
    let is_plain = parameter.is_plain();
    let (id, is_required) = parameter.rust_type(plan, types)?;
    let found = types.get(&id)?;
    let given = if parameter.is_made_elsewhere {
        let named = Types::named(&found);
        quote!(&#named)
    } else {
        Types::given(&found)
    };
    let (there, missing) = match parameter.parameter.location {
        Location::Path => {
            let own = &parameter.name;
            let pattern = pattern_of(plan, |plan| match plan.name == *own {
                true => "\0".to_owned(),
                false => ".*".to_owned(),
            });
            let (before, after) = pattern.split_once('\0').unwrap_or((&pattern, ""));
            let (before, after) = (text_literal(before), text_literal(after));
            let there = quote! {
                runtime::when_path(
                    when, #name, &value, #style, (#before, #after), regex::escape,
                )
            };
            return Ok(Expectation {
                name: parameter.name.clone(),
                given,
                there,
                missing: None,
            });
        }
        Location::Query if is_plain => (
            quote!(runtime::when_query(when, #name, &value)),
            quote!(when.query_param_missing(#name)),
        ),
        Location::Query => (
            quote!(runtime::when_styled(when, #name, &value, #style)),
            quote!(when.query_param_missing(#name)),
        ),
        Location::Header if is_plain => (
            quote!(runtime::when_header(when, #name, &value)),
            quote!(when.header_missing(#name)),
        ),
        Location::Header => (
            quote! {
                when.header(#name, runtime::header(#name, &value, #style).expect("a header"))
            },
            quote!(when.header_missing(#name)),
        ),
        Location::Cookie => (
            quote!(runtime::when_cookie(when, #name, &value, #style)),
            quote!(runtime::when_no_cookie(when, #name)),
        ),
    };
    Ok(Expectation {
        name: parameter.name.clone(),
        given,
        there,
        missing: (!is_required).then_some(missing),
    })
}

fn content_type(setter: &str) -> Expectation {
    Expectation {
        name: setter.to_owned(),
        given: quote!(&str),
        there: quote!(runtime::when_header(when, "content-type", &value)),
        missing: Some(quote!(when.header_missing("content-type"))),
    }
}

fn body_expectation(
    plan: &Plan<'_>,
    body: &BodyPlan,
    types: &mut Types,
) -> Result<Expectation, String> {
    let Some(schema) = &body.schema else {
        return Ok(Expectation {
            name: "body".to_owned(),
            given: quote!(impl AsRef<[u8]>),
            there: quote!(runtime::when_body(when, value)),
            missing: None,
        });
    };
    let id = types.add(&format!("{}Body", plan.type_name), schema)?;
    let given = Types::given(&types.get(&id)?);
    let expected = match &body.kind {
        BodyKind::Multipart { media_types, .. } => {
            let (media_type, types) = (&body.media_type, part_media_types(media_types));
            quote!(runtime::when_multipart(when, #media_type, &value, #types))
        }
        BodyKind::Form => quote!(runtime::when_form(when, &value, &[])),
        BodyKind::StyledForm(styles) => {
            let styles = form_styles(styles);
            quote!(runtime::when_form(when, &value, #styles))
        }
        _ => quote!(when.json_body_obj(&value)),
    };
    Ok(Expectation {
        name: "body".to_owned(),
        given,
        there: expected,
        missing: None,
    })
}

/// What a mock responds: one method for each documented status.
fn then(code: &mut Code, plan: &Plan<'_>, types: &mut Types) -> Result<(), String> {
    let (success, error) = (&plan.responses.success, &plan.responses.error);
    code.open("|then| {");
    for response in &success.responses {
        method(code, plan, response, response.status, types)?;
    }
    for response in &error.responses {
        if response.status != Status::Default {
            method(code, plan, response, response.status, types)?;
        } else if !plan.responses.default_is_success {
            // It stands for the errors of which nothing else is said.
            for status in [Status::Default, Status::Range(4), Status::Range(5)] {
                let mut known = error.responses.iter();
                if status == Status::Default || known.all(|other| other.status != status) {
                    method(code, plan, response, status, types)?;
                }
            }
        }
    }
    code.close("}");
    Ok(())
}

fn method(
    code: &mut Code,
    plan: &Plan<'_>,
    response: &ResponsePlan,
    status: Status,
    types: &mut Types,
) -> Result<(), String> {
    let (name, value) = match status {
        Status::Code(code) => (value_name(&response.variant), number(code)),
        Status::Range(range) => {
            let name = match range {
                1 => "informational",
                2 => "success",
                3 => "redirect",
                4 => "client_error",
                _ => "server_error",
            };
            let class = number(range);
            (name.to_owned(), quote!(runtime::in_range(status, #class)))
        }
        Status::Default => ("default_response".to_owned(), quote!(status)),
    };
    let status = (!matches!(status, Status::Code(_))).then(|| "status: u16".to_owned());
    let media_type = response.media_type.as_deref().map(text_literal);
    let (argument, responded) = match &response.body {
        ResponseBody::Nothing => (None, quote!(then.status(#value))),
        ResponseBody::Json(schema) => {
            let id = types.add(&body_name(plan, response), schema)?;
            let given = Types::given(&types.get(&id)?);
            (
                Some(format!("value: {}", rust_type(&given))),
                quote!(runtime::then_json(then, #value, #media_type, &value)),
            )
        }
        ResponseBody::Text | ResponseBody::Bytes => (
            Some("value: impl AsRef<[u8]>".to_owned()),
            quote!(runtime::then_body(then, #value, #media_type, value)),
        ),
    };
    let arguments: Vec<String> = status.into_iter().chain(argument).collect();
    let arguments = arguments.join(", ");
    code.expression(&format!("{name}({arguments}) = "), &responded, ",");
    Ok(())
}
