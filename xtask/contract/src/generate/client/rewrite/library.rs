//! The builders of operations: what they hold, and what they do to send.

use std::collections::HashMap;

use quote::{ToTokens, format_ident};
use syn::visit_mut::VisitMut;
use syn::{Expr, Stmt, parse_quote};

use super::answers::{answers_in, arms};
use super::sending::Values;
use super::{module, receiver, type_of};
use crate::generate::client::plan::Plan;
use crate::generate::files::text_literal;

/// `has_runtime_types`: types of `runtime` stand in the place of some schemas.
pub fn library(file: &mut syn::File, plans: &[Plan<'_>], has_runtime_types: bool) {
    let plans: HashMap<&str, &Plan<'_>> = plans
        .iter()
        .map(|plan| (plan.type_name.as_str(), plan))
        .collect();
    if has_runtime_types {
        use_runtime_in_types(file);
    }
    let Some(items) = module(file, "builder") else {
        return;
    };
    let mut uses_runtime = false;
    for item in items.iter_mut() {
        let Some(plan) = type_of(item).and_then(|name| plans.get(name.as_str())) else {
            continue;
        };
        let mut builder = Builder {
            plan,
            uses_runtime: false,
        };
        builder.visit_item_mut(item);
        uses_runtime |= builder.uses_runtime;
    }
    let uses_types = items.iter().any(|item| {
        !matches!(item, syn::Item::Use(_))
            && item.to_token_stream().to_string().contains("types ::")
    });
    if !uses_types {
        items.retain(|item| item.to_token_stream().to_string() != "use super :: types ;");
    }
    if uses_runtime {
        items.insert(
            0,
            parse_quote!(
                use super::runtime;
            ),
        );
    }
    let uses_responses = plans.values().any(|plan| {
        plan.answers.as_ref().is_some_and(|answers| {
            answers.success.several().is_some() || answers.error.several().is_some()
        })
    });
    if uses_responses {
        items.insert(
            0,
            parse_quote!(
                use super::responses;
            ),
        );
    }
}

/// Types are in a module, and their builders in one within it.
fn use_runtime_in_types(file: &mut syn::File) {
    let Some(items) = module(file, "types") else {
        return;
    };
    for item in items.iter_mut() {
        if let syn::Item::Mod(inner) = item
            && inner.ident == "builder"
            && let Some((_, items)) = &mut inner.content
        {
            items.insert(
                0,
                parse_quote!(
                    #[allow(unused_imports)]
                    use super::super::runtime;
                ),
            );
        }
    }
    items.insert(
        0,
        parse_quote!(
            #[allow(unused_imports)]
            use super::runtime;
        ),
    );
}

/// The builder of one operation.
struct Builder<'a> {
    plan: &'a Plan<'a>,
    uses_runtime: bool,
}

impl VisitMut for Builder<'_> {
    fn visit_field_mut(&mut self, field: &mut syn::Field) {
        if self.plan.has_optional_body()
            && field.ident.as_ref().is_some_and(|ident| ident == "body")
            && let syn::Type::Path(path) = &mut field.ty
            && let Some(result) = path.path.segments.last_mut()
            && let syn::PathArguments::AngleBracketed(arguments) = &mut result.arguments
            && let Some(syn::GenericArgument::Type(body)) = arguments.args.first_mut()
        {
            *body = parse_quote!(Option<#body>);
        }
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        let name = function.sig.ident.to_string();
        match name.as_str() {
            "send" => self.send(function),
            "new" | "body" | "body_map" if self.plan.has_optional_body() => {
                OptionalBody.visit_block_mut(&mut function.block);
            }
            _ => {}
        }
    }
}

impl Builder<'_> {
    fn send(&mut self, function: &mut syn::ImplItemFn) {
        let url = function.block.stmts.iter().enumerate();
        let mut url = url.filter_map(|(index, statement)| Some((index, url_in(statement)?)));
        let (at, url) = url.next().unwrap_or((0, format_ident!("url")));
        let mut values = Values {
            plan: self.plan,
            uses_runtime: false,
            url,
            query: Vec::new(),
        };
        values.visit_block_mut(&mut function.block);
        self.uses_runtime |= values.uses_runtime;
        // The innermost call comes first: the order is that of the calls.
        function.block.stmts.splice(at + 1..at + 1, values.query);
        self.headers(&mut function.block);
        let Some(answers) = &self.plan.answers else {
            return;
        };
        answers_in(&mut function.sig.output, answers);
        if let Some(Stmt::Expr(Expr::Match(matched), _)) = function.block.stmts.last_mut() {
            if let Some(response) = receiver(&matched.expr) {
                matched.arms = arms(answers, &response);
            }
            self.uses_runtime |=
                answers.success.several().is_some() || answers.error.several().is_some();
        }
    }

    /// Headers that replace those which Progenitor sets.
    fn headers(&self, block: &mut syn::Block) {
        let mut headers: Vec<Stmt> = Vec::new();
        if let Some(content_type) = self.plan.content_type() {
            let content_type = text_literal(content_type);
            let insert: Stmt = parse_quote! {
                header_map.insert(
                    ::reqwest::header::CONTENT_TYPE,
                    ::reqwest::header::HeaderValue::from_static(#content_type),
                );
            };
            headers.push(if self.plan.has_optional_body() {
                parse_quote!(if body.is_some() { #insert })
            } else {
                insert
            });
        }
        if let Some(accept) = self.plan.accept() {
            let accept = text_literal(&accept);
            headers.push(parse_quote! {
                header_map.insert(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static(#accept),
                );
            });
        }
        let request = block.stmts.iter().position(|statement| {
            matches!(statement, Stmt::Local(local)
                if local.attrs.iter().any(|attribute| attribute.path().is_ident("allow")))
        });
        if let Some(request) = request {
            block.stmts.splice(request..request, headers);
        }
    }
}

/// The variable that a statement makes to hold the URL: its name depends on
/// those of the parameters.
fn url_in(statement: &Stmt) -> Option<syn::Ident> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    let (syn::Pat::Ident(pattern), Some(init)) = (&local.pat, &local.init) else {
        return None;
    };
    let Expr::Macro(written) = init.expr.as_ref() else {
        return None;
    };
    let is_url =
        written.mac.path.is_ident("format") && written.mac.tokens.to_string().contains("baseurl");
    is_url.then(|| pattern.ident.clone())
}

/// A body that nothing was said about is left out.
struct OptionalBody;

impl VisitMut for OptionalBody {
    fn visit_expr_struct_mut(&mut self, expression: &mut syn::ExprStruct) {
        for field in &mut expression.fields {
            if field.member.to_token_stream().to_string() == "body" {
                field.expr = parse_quote!(Ok(None));
            }
        }
    }

    fn visit_expr_assign_mut(&mut self, assign: &mut syn::ExprAssign) {
        let value = &assign.right;
        let is_map = matches!(value.as_ref(), Expr::MethodCall(call)
            if call.method == "map"
                && call.args.first().is_some_and(|f| f.to_token_stream().to_string() == "f"));
        *assign.right = if is_map {
            parse_quote!(self.body.map(|body| Some(f(body.unwrap_or_default()))))
        } else {
            parse_quote!(#value.map(Some))
        };
    }
}
