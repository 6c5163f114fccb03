//! What Progenitor writes, as a person would: documentation before attributes,
//! no escapes where a raw literal reads better, and no `todo!()`.

use heck::ToKebabCase;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};

use super::plan::Plan;
use super::rewrite;
use crate::generate::files::{parsed, text_literal};
use crate::generate::types::{self, TypeSchemas};

pub fn library(
    tokens: TokenStream,
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
    has_runtime_types: bool,
) -> Result<syn::File, String> {
    let mut file = parsed(tokens)?;
    types::rewrite(&mut file, schemas, types::Nulls::Lenient);
    rewrite::library(&mut file, plans, has_runtime_types);
    Prose.visit_file_mut(&mut file);
    Ok(file)
}

pub fn commands(tokens: TokenStream, plans: &[Plan<'_>]) -> Result<syn::File, String> {
    let mut file = parsed(tokens)?;
    rewrite::commands(&mut file, plans);
    Commands::default().visit_file_mut(&mut file);
    Prose.visit_file_mut(&mut file);
    Ok(file)
}

pub fn mocks(
    tokens: TokenStream,
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
) -> Result<syn::File, String> {
    let mut file = parsed(tokens)?;
    rewrite::mocks(&mut file, plans, schemas)?;
    Mocks.visit_file_mut(&mut file);
    Prose.visit_file_mut(&mut file);
    Ok(file)
}

struct Prose;

impl VisitMut for Prose {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.sort_by_key(|attribute| !attribute.path().is_ident("doc"));
        for attribute in attributes {
            if attribute.path().is_ident("doc")
                && let syn::Meta::NameValue(meta) = &mut attribute.meta
                && let Some(text) = text_of(&meta.value)
            {
                let text = one_blank(&text);
                meta.value = syn::parse_quote!(#text);
            }
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(text) = text_of(expression)
            && let Ok(literal) = syn::parse2(text_literal(&text))
        {
            *expression = literal;
        }
    }
}

/// Paragraphs have one blank line between them.
fn one_blank(text: &str) -> String {
    let mut text = text.to_owned();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

fn literal(text: &str) -> syn::Expr {
    syn::parse_quote!(#text)
}

fn text_of(expression: &syn::Expr) -> Option<String> {
    match expression {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// Parts of types that clap has no parser for.
const OTHERS: &[&str] = &["types", "Vec", "Option", "HashMap", "Map", "serde_json"];

/// Commands get their names and a short help beside the long one, answers that
/// are bytes get to the program, and nothing asks for JSON schemas of types.
#[derive(Default)]
struct Commands {
    /// The command that is being defined.
    name: String,
    /// The type that the parser just visited is for.
    parsed: Option<syn::TypePath>,
}

impl VisitMut for Commands {
    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        if let Some(name) = function.sig.ident.to_string().strip_prefix("cli_") {
            self.name = name.to_kebab_case();
        }
        visit_mut::visit_impl_item_fn_mut(self, function);
        self.name.clear();
    }

    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(parsed) = self.parsed.take() {
            *expression = syn::parse_quote!(runtime::argument::<#parsed>);
        }
        // Progenitor's own text for `--json-body-template` tells nobody anything.
        if text_of(expression).as_deref() == Some("XXX") {
            *expression = syn::parse_quote!("Print a template of the json body.");
        }
        match expression {
            // A reference to what cannot be is not empty to the compiler.
            syn::Expr::Match(empty) if empty.arms.is_empty() && is_self(&empty.expr) => {
                *expression = syn::parse_quote!(match *self {});
            }
            syn::Expr::Call(call) => {
                let is_unnamed = call.args.len() == 1
                    && call
                        .args
                        .first()
                        .and_then(text_of)
                        .is_some_and(|text| text.is_empty());
                if is_unnamed && !self.name.is_empty() {
                    let name = &self.name;
                    call.args = Punctuated::from_iter([literal(name)]);
                }
            }
            syn::Expr::MethodCall(call) if call.method == "about" => {
                let Some(text) = call.args.first().and_then(text_of) else {
                    return;
                };
                let long = one_blank(text.trim());
                if let Some((short, _)) = long.split_once("\n\n") {
                    let command = &call.receiver;
                    *expression = syn::parse_quote!(#command.about(#short).long_about(#long));
                } else {
                    call.args = Punctuated::from_iter([literal(&long)]);
                }
            }
            _ => {}
        }
    }

    /// clap parses types that implement `FromStr`; the contract's may be lists.
    fn visit_macro_mut(&mut self, item: &mut syn::Macro) {
        let is_parser = item
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "value_parser");
        if is_parser
            && let Ok(parsed) = item.parse_body::<syn::TypePath>()
            && parsed
                .path
                .segments
                .iter()
                .any(|part| OTHERS.contains(&part.ident.to_string().as_str()))
        {
            self.parsed = Some(parsed);
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        visit_mut::visit_arm_mut(self, arm);
        if !is_todo(&arm.body) {
            return;
        }
        let pattern = arm.pat.to_token_stream().to_string();
        arm.body = if pattern.starts_with("Ok") {
            syn::parse_quote!({
                self.config.success_stream(r);
                Ok(())
            })
        } else {
            syn::parse_quote!({
                self.config.error_stream(&r);
                Err(anyhow::Error::new(r))
            })
        };
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        visit_mut::visit_item_trait_mut(self, item);
        let streams: [syn::TraitItem; 2] = [
            syn::parse_quote!(
                fn success_stream(&self, value: ResponseValue<ByteStream>);
            ),
            syn::parse_quote!(
                fn error_stream(&self, value: &Error<ByteStream>);
            ),
        ];
        for (index, function) in streams.into_iter().enumerate() {
            item.items.insert(index, function);
        }
    }

    fn visit_predicate_type_mut(&mut self, predicate: &mut syn::PredicateType) {
        let kept = std::mem::take(&mut predicate.bounds)
            .into_iter()
            .filter(|bound| !bound.to_token_stream().to_string().contains("JsonSchema"));
        predicate.bounds = kept.collect();
    }
}

fn is_self(expression: &syn::Expr) -> bool {
    matches!(expression, syn::Expr::Path(path) if path.path.is_ident("self"))
}

fn is_todo(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Macro(expression) => expression.mac.path.is_ident("todo"),
        syn::Expr::Block(block) => match block.block.stmts.as_slice() {
            [syn::Stmt::Expr(expression, _)] => is_todo(expression),
            [syn::Stmt::Macro(statement)] => statement.mac.path.is_ident("todo"),
            _ => false,
        },
        _ => false,
    }
}

/// Values are matched as they are: not as regular expressions, and whatever
/// type they have.
struct Mocks;

impl VisitMut for Mocks {
    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let syn::Expr::MethodCall(call) = expression
            && (call.method == "query_param" || call.method == "header")
            && let Some(name) = call.args.first()
            && call.args.last().is_some_and(is_value_as_text)
        {
            let when = &call.receiver;
            *expression = if call.method == "header" {
                syn::parse_quote!(runtime::when_header(#when, #name, &value))
            } else {
                syn::parse_quote!(runtime::when_query(#when, #name, &value))
            };
        }
    }

    fn visit_macro_mut(&mut self, item: &mut syn::Macro) {
        let arguments =
            item.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        if item.path.is_ident("format")
            && let Ok(mut arguments) = arguments
            && let Some(last) = arguments.last_mut()
            && is_value_as_text(last)
        {
            *last = syn::parse_quote!(regex::escape(&value.to_string()));
            item.tokens = arguments.into_token_stream();
        }
    }
}

/// `value.to_string()`
fn is_value_as_text(expression: &syn::Expr) -> bool {
    matches!(expression, syn::Expr::MethodCall(call) if call.method == "to_string")
}
