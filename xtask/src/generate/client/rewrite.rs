//! What Progenitor cannot say, said in the code it writes: answers told apart
//! by their status, bodies that may be left out, media types, and parameters
//! in every place and style.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Stmt, parse_quote};

use super::plan::{Answer, AnswerBody, Answers, Class, ClassKind, ParameterPlan, Plan};
use super::responses::{body_type, pattern};
use crate::contract::{Location, Status, Style};
use crate::generate::files::text_literal;
use crate::generate::types::{TypeSchemas, Types};

pub fn library(file: &mut syn::File, plans: &[Plan<'_>]) {
    let plans: HashMap<&str, &Plan<'_>> = plans
        .iter()
        .map(|plan| (plan.type_name.as_str(), plan))
        .collect();
    let Some(items) = module(file, "builder") else {
        return;
    };
    let mut uses_support = false;
    for item in items.iter_mut() {
        let Some(plan) = type_of(item).and_then(|name| plans.get(name.as_str())) else {
            continue;
        };
        let mut builder = Builder {
            plan,
            uses_support: false,
        };
        builder.visit_item_mut(item);
        uses_support |= builder.uses_support;
    }
    if uses_support {
        items.insert(
            0,
            parse_quote!(
                use super::support;
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

/// The items of a module that stands in the file.
fn module<'a>(file: &'a mut syn::File, name: &str) -> Option<&'a mut Vec<syn::Item>> {
    file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == name => {
            module.content.as_mut().map(|(_, items)| items)
        }
        _ => None,
    })
}

/// The type that an item defines, or implements something for.
fn type_of(item: &syn::Item) -> Option<String> {
    match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Impl(item) => match item.self_ty.as_ref() {
            syn::Type::Path(path) => path
                .path
                .segments
                .last()
                .map(|segment| segment.ident.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The builder of one operation.
struct Builder<'a> {
    plan: &'a Plan<'a>,
    uses_support: bool,
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
        let mut values = Values {
            plan: self.plan,
            uses_support: false,
        };
        values.visit_block_mut(&mut function.block);
        self.uses_support |= values.uses_support;
        self.headers(&mut function.block);
        let Some(answers) = &self.plan.answers else {
            return;
        };
        answers_in(&mut function.sig.output, answers);
        if let Some(Stmt::Expr(Expr::Match(matched), _)) = function.block.stmts.last_mut() {
            if let Some(response) = receiver(&matched.expr) {
                matched.arms = arms(answers, &response);
            }
            self.uses_support |=
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

/// `response` of `response.status().as_u16()`.
fn receiver(expression: &Expr) -> Option<syn::Ident> {
    match expression {
        Expr::MethodCall(call) => receiver(&call.receiver),
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

/// The type that a class is in `Result<ResponseValue<…>, Error<…>>`, where it
/// is not what Progenitor made of it.
fn answers_in(output: &mut syn::ReturnType, answers: &Answers) {
    struct Output<'a>(&'a Answers);
    impl VisitMut for Output<'_> {
        fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
            let class = match segment.ident.to_string().as_str() {
                "ResponseValue" => &self.0.success,
                "Error" => &self.0.error,
                _ => return visit_mut::visit_path_segment_mut(self, segment),
            };
            if let Some(name) = class.several() {
                let name = format_ident!("{name}");
                segment.arguments =
                    syn::PathArguments::AngleBracketed(parse_quote!(<responses::#name>));
            }
        }
    }
    Output(answers).visit_return_type_mut(output);
}

/// One arm for all exact statuses of a class, one for its ranges, then what is
/// left.
fn arms(answers: &Answers, response: &syn::Ident) -> Vec<syn::Arm> {
    let success = decoding(&answers.success, response);
    let success = match answers.success.kind {
        // Progenitor makes a stream of a success that is not documented.
        ClassKind::Nothing if answers.success.answers.is_empty() => {
            quote!(Ok(ResponseValue::stream(#response)))
        }
        ClassKind::Nothing | ClassKind::Stream => quote!(Ok(#success)),
        ClassKind::Json(_) | ClassKind::Several(_) => success,
    };
    let error = decoding(&answers.error, response);
    let error = match answers.error.kind {
        ClassKind::Nothing | ClassKind::Stream => error,
        ClassKind::Json(_) | ClassKind::Several(_) => quote!(#error?),
    };
    let error = quote!(Err(Error::ErrorResponse(#error)));
    let mut arms: Vec<syn::Arm> = Vec::new();
    let mut arm = |statuses: Vec<Status>, decode: &TokenStream| {
        if !statuses.is_empty() {
            let patterns = statuses.into_iter().map(pattern);
            arms.push(parse_quote!(#(#patterns)|* => { #decode }));
        }
    };
    let of = |class: &Class, wanted: fn(&Status) -> bool| -> Vec<Status> {
        let mut statuses: Vec<Status> = class
            .answers
            .iter()
            .map(|answer| answer.status)
            .filter(wanted)
            .collect();
        statuses.sort();
        statuses
    };
    for wanted in [
        (|status| matches!(status, Status::Code(_))) as fn(&Status) -> bool,
        |status| matches!(status, Status::Range(_)),
    ] {
        arm(of(&answers.success, wanted), &success);
        arm(of(&answers.error, wanted), &error);
    }
    let documented = of(&answers.error, |status| *status == Status::Default);
    if answers.default_is_success {
        let known = of(&answers.success, |status| *status == Status::Range(2));
        if known.is_empty() && (answers.success.answers.is_empty() || !documented.is_empty()) {
            arm(vec![Status::Range(2)], &success);
        }
        if !documented.is_empty() {
            arm(vec![Status::Default], &error);
            return arms;
        }
    } else if !documented.is_empty() {
        let known = of(&answers.error, |status| matches!(status, Status::Range(_)));
        let left = [Status::Range(4), Status::Range(5)]
            .into_iter()
            .filter(|range| !known.contains(range))
            .collect();
        arm(left, &error);
    }
    arms.push(parse_quote!(_ => Err(Error::UnexpectedResponse(#response)),));
    arms
}

fn decoding(class: &Class, response: &syn::Ident) -> TokenStream {
    match class.kind {
        ClassKind::Nothing => quote!(ResponseValue::empty(#response)),
        ClassKind::Stream => quote!(ResponseValue::stream(#response)),
        ClassKind::Json(_) => quote!(ResponseValue::from_response(#response).await),
        ClassKind::Several(_) => quote!(support::decoded(#response).await),
    }
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

/// The code that sends: how parameters and bodies are written.
struct Values<'a> {
    plan: &'a Plan<'a>,
    uses_support: bool,
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
                Expr::MethodCall(call) if call.method == "form_urlencoded" => {
                    self.plan.has_optional_body().then(|| {
                        self.uses_support = true;
                        let request = &call.receiver;
                        parse_quote!(support::with_form(#request, body.as_ref())?)
                    })
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn in_query(&mut self, call: &syn::ExprCall) -> Option<Expr> {
        if !ends_with(&call.func, "new") {
            return None;
        }
        let plan = self.plan.parameter(&text_of(call.args.first()?)?)?;
        let value = call.args.get(1)?;
        let name = text_literal(&plan.parameter.name);
        if plan.is_plain() {
            let new = &call.func;
            return Some(parse_quote!(&#new(#name, #value)));
        }
        self.uses_support = true;
        let style = style(plan);
        Some(parse_quote! {
            &support::query(#name, #value, #style).map_err(Error::InvalidRequest)?
        })
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
        self.uses_support = true;
        let (name, style) = (text_literal(&plan.parameter.name), style(plan));
        Some(parse_quote! {
            encode_path(&support::simple(#name, &#value, #style).map_err(Error::InvalidRequest)?)
        })
    }

    fn in_header(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
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
        self.uses_support = true;
        Some(if plan.parameter.location == Location::Cookie {
            parse_quote! {
                support::cookie(&mut #map, #name, &#value, #style).map_err(Error::InvalidRequest)?
            }
        } else {
            parse_quote! {
                #map.append(
                    #name,
                    support::simple(#name, &#value, #style)
                        .map_err(Error::InvalidRequest)?
                        .try_into()?,
                )
            }
        })
    }

    fn body(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        if !self.plan.has_optional_body() {
            return None;
        }
        let request = &call.receiver;
        if call.method == "json" {
            self.uses_support = true;
            return Some(parse_quote!(support::with_json(#request, body.as_ref())));
        }
        // `.header(CONTENT_TYPE, …).body(body)`
        if call.method == "body"
            && let Expr::MethodCall(header) = request.as_ref()
            && header.method == "header"
        {
            self.uses_support = true;
            let media_type = &self.plan.operation.body.as_ref()?.media_type;
            let media_type = if media_type.contains('*') {
                "application/octet-stream"
            } else {
                media_type
            };
            let request = &header.receiver;
            return Some(parse_quote!(support::with_body(#request, #media_type, body)));
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

fn ends_with(function: &Expr, name: &str) -> bool {
    matches!(function, Expr::Path(path)
        if path.path.segments.last().is_some_and(|segment| segment.ident == name))
}

fn text_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

fn style(plan: &ParameterPlan<'_>) -> TokenStream {
    let parameter = plan.parameter;
    match (parameter.style, parameter.explode) {
        (Style::Simple, false) => quote!(support::Style::Simple),
        (Style::Simple | Style::Form, true) => quote!(support::Style::Exploded),
        (Style::Form, false) => quote!(support::Style::Form),
        (Style::SpaceDelimited, false) => quote!(support::Style::SpaceDelimited),
        (Style::PipeDelimited, false) => quote!(support::Style::PipeDelimited),
        (Style::SpaceDelimited | Style::PipeDelimited, true) => quote!(support::Style::Exploded),
    }
}

pub fn commands(file: &mut syn::File, plans: &[Plan<'_>]) {
    struct Commands<'a> {
        plans: HashMap<&'a str, &'a Plan<'a>>,
        plan: Option<&'a Plan<'a>>,
    }
    impl VisitMut for Commands<'_> {
        fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
            let name = function.sig.ident.to_string();
            self.plan = ["cli_", "execute_"]
                .iter()
                .find_map(|prefix| name.strip_prefix(prefix))
                .and_then(|name| self.plans.get(name).copied());
            visit_mut::visit_impl_item_fn_mut(self, function);
            self.plan = None;
        }

        fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
            visit_mut::visit_expr_method_call_mut(self, call);
            let Some(plan) = self.plan else { return };
            if call.method == "success_no_item"
                && let Some(answers) = &plan.answers
                && answers.success.several().is_some()
            {
                call.method = format_ident!("success_item");
            }
            if !plan.has_optional_body() {
                return;
            }
            let is_body_itself = call
                .receiver
                .to_token_stream()
                .to_string()
                .contains("\"json-body\"");
            if call.method == "required_unless_present"
                || call.method == "required" && is_body_itself
            {
                call.method = format_ident!("required");
                call.args = std::iter::once::<Expr>(parse_quote!(false)).collect();
            }
        }
    }
    Commands {
        plans: plans
            .iter()
            .map(|plan| (plan.name.as_str(), plan))
            .collect(),
        plan: None,
    }
    .visit_file_mut(file);
}

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
            "header_missing" if is_cookie => parse_quote!(support::when_no_cookie(#when, #name)),
            "query_param_missing" | "header_missing" => {
                let method = &call.method;
                parse_quote!(#when.#method(#name))
            }
            _ if is_cookie => parse_quote!(support::when_cookie(#when, #name, &value, #style)),
            "query_param" if !plan.is_plain() => {
                parse_quote!(support::when_styled(#when, #name, &value, #style))
            }
            "header" if !plan.is_plain() => {
                parse_quote! {
                    #when.header(
                        #name,
                        support::simple(#name, &value, #style).expect("a header"),
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
                regex::escape(&support::simple(#name, &value, #style).expect("a path"))
            };
            item.tokens = arguments.into_token_stream();
        }
    }
}
