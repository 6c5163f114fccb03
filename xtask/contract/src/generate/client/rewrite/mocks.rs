//! Mocks: what they expect of requests, and what they answer.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, parse_quote};

use super::{module, multipart_arguments, style, text_of, type_of};
use crate::generate::client::plan::{Answer, AnswerBody, Answers, ParameterPlan, Plan};
use crate::generate::client::responses::body_type;
use crate::generate::files::text_literal;
use crate::generate::types::{TypeSchemas, Types};
use crate::model::{Location, Status};

pub fn mocks(
    file: &mut syn::File,
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
) -> Result<(), String> {
    let by_type: HashMap<String, &Plan<'_>> = plans
        .iter()
        .flat_map(|plan| ["When", "Then"].map(|side| (format!("{}{side}", plan.type_name), plan)))
        .collect();
    let mut types: Option<Types> = None;
    let Some(items) = module(file, "operations") else {
        return Ok(());
    };
    for item in items {
        let Some(name) = type_of(item) else { continue };
        let Some(plan) = by_type.get(&name) else {
            continue;
        };
        let syn::Item::Impl(implementation) = item else {
            continue;
        };
        Referred::default().visit_item_impl_mut(implementation);
        if name.ends_with("When") {
            When { plan }.visit_item_impl_mut(implementation);
        } else if let Some(answers) = &plan.answers {
            let types = match &mut types {
                Some(types) => types,
                None => types.insert(Types::new(schemas)?),
            };
            implementation.items.truncate(2);
            implementation.items.extend(then(plan, answers, types)?);
        }
    }
    Ok(())
}

/// A body that is not taken by reference is written by reference.
#[derive(Default)]
struct Referred {
    is_value: bool,
}

impl VisitMut for Referred {
    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        self.is_value = function.sig.inputs.iter().any(|input| match input {
            syn::FnArg::Typed(input) => match input.ty.as_ref() {
                // The text of a `&str` has no size of its own.
                syn::Type::Reference(reference) => {
                    matches!(reference.elem.as_ref(), syn::Type::Path(path) if path.path.is_ident("str"))
                }
                _ => true,
            },
            syn::FnArg::Receiver(_) => false,
        });
        visit_mut::visit_impl_item_fn_mut(self, function);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if self.is_value && call.method == "json_body_obj" {
            call.args = std::iter::once::<Expr>(parse_quote!(&value)).collect();
        }
    }
}

/// What a mock answers: one method for each documented status.
fn then(
    plan: &Plan<'_>,
    answers: &Answers,
    types: &mut Types,
) -> Result<Vec<syn::ImplItem>, String> {
    let mut methods = Vec::new();
    let only_errors = answers
        .error
        .answers
        .iter()
        .filter(|answer| !(answers.default_is_success && answer.status == Status::Default));
    for answer in answers.success.answers.iter().chain(only_errors) {
        methods.push(then_method(plan, answer, types)?);
    }
    Ok(methods)
}

fn then_method(
    plan: &Plan<'_>,
    answer: &Answer,
    types: &mut Types,
) -> Result<syn::ImplItem, String> {
    let (name, status, value) = match answer.status {
        Status::Code(code) => (
            crate::generate::names::value_name(&answer.variant),
            None,
            quote!(#code),
        ),
        Status::Range(range) => {
            let name = match range {
                1 => "informational",
                2 => "success",
                3 => "redirect",
                4 => "client_error",
                _ => "server_error",
            };
            (
                name.to_owned(),
                Some(quote!(assert_eq!(status / 100u16, #range);)),
                quote!(status),
            )
        }
        Status::Default => (
            "default_response".to_owned(),
            Some(TokenStream::new()),
            quote!(status),
        ),
    };
    let name = format_ident!("{name}");
    let parameter = status.as_ref().map(|_| quote!(status: u16,));
    let media_type = answer.media_type.as_deref().map(text_literal);
    let (argument, written) = match (&answer.body, body_type(plan, answer, types)?) {
        (AnswerBody::Json(_), Some(body)) => (
            quote!(value: &#body),
            quote!(.header("content-type", #media_type).json_body_obj(value)),
        ),
        (AnswerBody::Nothing, _) | (_, None) => (TokenStream::new(), TokenStream::new()),
        (AnswerBody::Text | AnswerBody::Bytes, Some(_)) => (
            quote!(value: impl AsRef<[u8]>),
            quote!(.header("content-type", #media_type).body(value)),
        ),
    };
    Ok(parse_quote! {
        pub fn #name(self, #parameter #argument) -> Self {
            #status
            Self(self.0.status(#value) #written)
        }
    })
}

/// What a mock expects of a request.
struct When<'a> {
    plan: &'a Plan<'a>,
}

impl VisitMut for When<'_> {
    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        let name = function.sig.ident.to_string();
        if let Some(plan) = self.plan.parameter(&name)
            && plan.parameter.location == Location::Path
            && !plan.is_plain()
        {
            InPath { plan }.visit_block_mut(&mut function.block);
        }
        visit_mut::visit_impl_item_fn_mut(self, function);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(expected) = self.expected(expression) {
            *expression = expected;
        }
    }
}

impl When<'_> {
    fn expected(&self, expression: &Expr) -> Option<Expr> {
        let Expr::MethodCall(call) = expression else {
            return None;
        };
        let method = call.method.to_string();
        if method == "json_body_obj" {
            let (media_type, types) = multipart_arguments(self.plan)?;
            let (when, value) = (&call.receiver, call.args.first()?);
            return Some(parse_quote! {
                runtime::when_multipart(#when, #media_type, #value, #types)
            });
        }
        let is_media_type = |call: &syn::ExprMethodCall| {
            self.plan.media_type.is_some()
                && call.args.first().and_then(text_of) == self.plan.media_type
        };
        if is_media_type(call) {
            let mut call = call.clone();
            call.args[0] = parse_quote!("content-type");
            return Some(Expr::MethodCall(call));
        }
        if ![
            "query_param",
            "header",
            "query_param_missing",
            "header_missing",
        ]
        .contains(&method.as_str())
        {
            return None;
        }
        let plan = self.plan.parameter(&text_of(call.args.first()?)?)?;
        let when = &call.receiver;
        let (name, style) = (text_literal(&plan.parameter.name), style(plan));
        let is_cookie = plan.parameter.location == Location::Cookie;
        Some(match method.as_str() {
            "header_missing" if is_cookie => parse_quote!(runtime::when_no_cookie(#when, #name)),
            "query_param_missing" | "header_missing" => {
                let method = &call.method;
                parse_quote!(#when.#method(#name))
            }
            _ if is_cookie => parse_quote!(runtime::when_cookie(#when, #name, &value, #style)),
            "query_param" if !plan.is_plain() => {
                parse_quote!(runtime::when_styled(#when, #name, &value, #style))
            }
            "header" if !plan.is_plain() => {
                parse_quote! {
                    #when.header(
                        #name,
                        runtime::header(#name, &value, #style).expect("a header"),
                    )
                }
            }
            _ => {
                let method = &call.method;
                parse_quote!(#when.#method(#name, value.to_string()))
            }
        })
    }
}

/// `value.to_string()` in the pattern of a path.
struct InPath<'a> {
    plan: &'a ParameterPlan<'a>,
}

impl VisitMut for InPath<'_> {
    fn visit_macro_mut(&mut self, item: &mut syn::Macro) {
        use syn::punctuated::Punctuated;
        let arguments = item.parse_body_with(Punctuated::<Expr, syn::Token![,]>::parse_terminated);
        if item.path.is_ident("format")
            && let Ok(mut arguments) = arguments
            && let Some(last) = arguments.last_mut()
        {
            let (name, style) = (text_literal(&self.plan.parameter.name), style(self.plan));
            *last = parse_quote! {
                regex::escape(&runtime::path(#name, &value, #style).expect("a path"))
            };
            item.tokens = arguments.into_token_stream();
        }
    }
}
