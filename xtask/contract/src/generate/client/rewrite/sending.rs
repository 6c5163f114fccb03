//! The code that sends: how parameters and bodies are written.

use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Stmt, parse_quote};

use super::{ends_with, multipart_arguments, receiver, style, style_of, text_of};
use crate::generate::client::plan::{BodyPlan, ParameterPlan, Plan};
use crate::generate::files::text_literal;
use crate::model::Location;

/// The code that sends: how parameters and bodies are written.
pub(super) struct Values<'a> {
    pub plan: &'a Plan<'a>,
    pub uses_runtime: bool,
    /// The variable that holds the URL.
    pub url: syn::Ident,
    /// What adds to the query, before the request is made.
    pub query: Vec<Stmt>,
}

impl VisitMut for Values<'_> {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let is_body = matches!(&local.pat, syn::Pat::Ident(pattern) if pattern.ident == "body");
        if is_body && self.plan.has_optional_body() {
            Built.visit_local_mut(local);
            return;
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(written) = self.written(expression) {
            *expression = written;
        }
    }

    /// The arguments of `format!`.
    fn visit_macro_mut(&mut self, item: &mut syn::Macro) {
        use syn::punctuated::Punctuated;
        let arguments = item.parse_body_with(Punctuated::<Expr, syn::Token![,]>::parse_terminated);
        if item.path.is_ident("format")
            && let Ok(mut arguments) = arguments
        {
            let before = arguments.to_token_stream().to_string();
            for argument in arguments.iter_mut().skip(1) {
                self.visit_expr_mut(argument);
            }
            if arguments.to_token_stream().to_string() != before {
                item.tokens = arguments.into_token_stream();
            }
        }
    }
}

impl Values<'_> {
    fn written(&mut self, expression: &Expr) -> Option<Expr> {
        match expression {
            Expr::Reference(reference) => match reference.expr.as_ref() {
                Expr::Call(call) => self.in_query(call),
                _ => None,
            },
            Expr::Call(call) => self.in_path(call),
            Expr::MethodCall(call) if call.method == "append" => self.in_header(call),
            Expr::MethodCall(call) if call.method == "query" => self.beside_query(call),
            Expr::MethodCall(call)
                if call.method == "header"
                    && self.plan.accept().is_some()
                    && call
                        .args
                        .first()
                        .is_some_and(|name| ends_with(name, "ACCEPT")) =>
            {
                Some((*call.receiver).clone())
            }
            Expr::MethodCall(call) => self.body(call),
            Expr::Try(tried) => match tried.expr.as_ref() {
                Expr::MethodCall(call) if call.method == "form_urlencoded" => self.form(call),
                _ => None,
            },
            _ => None,
        }
    }

    /// A parameter of the query that Progenitor writes, under its own name.
    fn in_query(&mut self, call: &syn::ExprCall) -> Option<Expr> {
        let (plan, value) = self.query_parameter(call)?;
        plan.is_plain().then(|| {
            let (new, name) = (&call.func, text_literal(&plan.parameter.name));
            parse_quote!(&#new(#name, #value))
        })
    }

    /// A parameter of the query that is written by `runtime`: it leaves the
    /// request.
    fn beside_query(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let Expr::Reference(reference) = call.args.first()? else {
            return None;
        };
        let Expr::Call(new) = reference.expr.as_ref() else {
            return None;
        };
        let (plan, value) = self.query_parameter(new)?;
        if plan.is_plain() {
            return None;
        }
        let (name, style) = (text_literal(&plan.parameter.name), style(plan));
        let with_query = if plan.parameter.allow_reserved {
            format_ident!("with_reserved_query")
        } else {
            format_ident!("with_query")
        };
        let url = &self.url;
        let statement = parse_quote! {
            let #url = runtime::#with_query(#url, #name, #value, #style)
                .map_err(Error::InvalidRequest)?;
        };
        self.query.push(statement);
        self.uses_runtime = true;
        Some((*call.receiver).clone())
    }

    fn query_parameter<'c>(
        &self,
        call: &'c syn::ExprCall,
    ) -> Option<(&'_ ParameterPlan<'_>, &'c Expr)> {
        if !ends_with(&call.func, "new") {
            return None;
        }
        let plan = self.plan.parameter(&text_of(call.args.first()?)?)?;
        Some((plan, call.args.get(1)?))
    }

    fn in_path(&mut self, call: &syn::ExprCall) -> Option<Expr> {
        if !ends_with(&call.func, "encode_path") {
            return None;
        }
        let Expr::Reference(argument) = call.args.first()? else {
            return None;
        };
        let value = receiver(&argument.expr)?;
        let plan = self.plan.parameter(&value.to_string())?;
        if plan.is_plain() {
            return None;
        }
        self.uses_runtime = true;
        let (name, style) = (text_literal(&plan.parameter.name), style(plan));
        Some(parse_quote! {
            runtime::path(#name, &#value, #style).map_err(Error::InvalidRequest)?
        })
    }

    fn in_header(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        if self.plan.media_type.is_some()
            && call.args.first().and_then(text_of) == self.plan.media_type
        {
            let (map, value) = (&call.receiver, call.args.get(1)?);
            return Some(parse_quote!(#map.insert(::reqwest::header::CONTENT_TYPE, #value)));
        }
        let plan = self.plan.parameter(&text_of(call.args.first()?)?)?;
        let Expr::Try(tried) = call.args.get(1)? else {
            return None;
        };
        let value = receiver(&tried.expr)?;
        let map = &call.receiver;
        let (name, style) = (text_literal(&plan.parameter.name), style(plan));
        if plan.is_plain() {
            return Some(parse_quote!(#map.append(#name, #value.to_string().try_into()?)));
        }
        self.uses_runtime = true;
        Some(if plan.parameter.location == Location::Cookie {
            parse_quote! {
                runtime::cookie(&mut #map, #name, &#value, #style).map_err(Error::InvalidRequest)?
            }
        } else {
            parse_quote! {
                #map.append(
                    #name,
                    runtime::header(#name, &#value, #style)
                        .map_err(Error::InvalidRequest)?
                        .try_into()?,
                )
            }
        })
    }

    fn form(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let request = &call.receiver;
        if let BodyPlan::Form(styles) = &self.plan.body {
            self.uses_runtime = true;
            let body = self.maybe_body();
            let styles = styles.iter().map(|(name, style, explode)| {
                let style = style_of(*style, *explode);
                quote!((#name, #style))
            });
            return Some(parse_quote! {
                runtime::with_styled_form(#request, #body, &[#(#styles),*])?
            });
        }
        self.plan.has_optional_body().then(|| {
            self.uses_runtime = true;
            parse_quote!(runtime::with_form(#request, body.as_ref())?)
        })
    }

    /// The body as an option.
    fn maybe_body(&self) -> Expr {
        if self.plan.has_optional_body() {
            parse_quote!(body.as_ref())
        } else {
            parse_quote!(Some(&body))
        }
    }

    fn body(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        if let Some((media_type, types)) = multipart_arguments(self.plan)
            && call.method == "json"
        {
            self.uses_runtime = true;
            let (request, body) = (&call.receiver, self.maybe_body());
            return Some(parse_quote! {
                runtime::with_multipart(#request, #media_type, #body, #types)?
            });
        }
        if !self.plan.has_optional_body() {
            return None;
        }
        let request = &call.receiver;
        if call.method == "json" {
            self.uses_runtime = true;
            return Some(parse_quote!(runtime::with_json(#request, body.as_ref())));
        }
        // `.header(CONTENT_TYPE, …).body(body)`
        if call.method == "body"
            && let Expr::MethodCall(header) = request.as_ref()
            && header.method == "header"
        {
            self.uses_runtime = true;
            let media_type = &self.plan.operation.body.as_ref()?.media_type;
            let media_type = if media_type.contains('*') {
                "application/octet-stream"
            } else {
                media_type
            };
            let request = &header.receiver;
            return Some(parse_quote!(runtime::with_body(#request, #media_type, body)));
        }
        None
    }
}

/// What a builder makes is made of the body, if there is one.
struct Built;

impl VisitMut for Built {
    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "and_then"
            && let Some(Expr::Closure(closure)) = call.args.first_mut()
        {
            let made = &closure.body;
            *closure.body = parse_quote!(v.map(|v| #made).transpose());
        }
    }
}
