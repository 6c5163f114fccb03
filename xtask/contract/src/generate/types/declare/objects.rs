//! Objects and their builders: `object!`.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Attribute, Expr, Field, Fields, Ident, Item, ItemMod, ItemStruct, Meta, parse_quote};

use super::written::Written;
use super::{Declared, attributes, call, text};
use crate::generate::files::{DEFAULT, LEFT_OUT};
use crate::generate::syntax::name_of;

/// The builders that Typify writes, in a module of their own.
pub struct Builders {
    module: Option<ItemMod>,
    /// The name of a type → what its builder begins with, by members.
    initial: HashMap<String, HashMap<String, Expr>>,
}

impl Builders {
    pub fn take(written: &mut Written) -> Self {
        let module = written.take_module("builder");
        let mut initial = HashMap::new();
        let items = module.iter().flat_map(|module| &module.content);
        for item in items.flat_map(|(_, items)| items) {
            if let Item::Impl(item) = item
                && text(item).contains("::std::default::Defaultfor")
                && let Some(name) = name_of(&item.self_ty)
                && let Some(members) = members(item)
            {
                initial.insert(name, members);
            }
        }
        Builders { module, initial }
    }

    /// The module, with the builders that are declared with their types by their names.
    pub fn put_back(self, items: &mut Vec<Item>, declared: &[Ident]) {
        let Some(mut module) = self.module else {
            return;
        };
        if let Some((_, items)) = &mut module.content {
            items.retain(|item| {
                let of = match item {
                    Item::Struct(item) => Some(item.ident.to_string()),
                    Item::Impl(item) => name_of(&item.self_ty),
                    _ => None,
                };
                of.is_none_or(|of| declared.iter().all(|name| *name != of))
            });
            if items.iter().all(|item| matches!(item, Item::Use(_))) {
                items.clear();
            }
            items.push(parse_quote!(
                super::super::runtime::builders! { #(#declared,)* }
            ));
        }
        items.push(Item::Mod(module));
    }
}

/// What a builder begins with.
fn members(default: &syn::ItemImpl) -> Option<HashMap<String, Expr>> {
    let [syn::ImplItem::Fn(function)] = default.items.as_slice() else {
        return None;
    };
    let [syn::Stmt::Expr(Expr::Struct(value), None)] = function.block.stmts.as_slice() else {
        return None;
    };
    let members = value.fields.iter().map(|field| match &field.member {
        syn::Member::Named(name) => Some((name.to_string(), field.expr.clone())),
        syn::Member::Unnamed(_) => None,
    });
    members.collect()
}

pub fn declare(item: &ItemStruct, written: &mut Written, builders: &Builders) -> Option<Declared> {
    let Fields::Named(fields) = &item.fields else {
        return None;
    };
    let name = &item.ident;
    let builder = format!("||{name}");
    let alone = format!("object!{name}");
    let (initial, taken, implied) = match &builders.module {
        Some(_) => {
            let initial = builders.initial.get(&name.to_string())?;
            (Some(initial), builder, "")
        }
        None => (None, alone, "#[serde(remote=\"Self\")]"),
    };
    if !written.has(&taken) {
        return None;
    }
    let traits = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
    let kept = attributes(&item.attrs, &traits, &[implied])?;
    let members = fields
        .named
        .iter()
        .map(|field| member(field, initial))
        .collect::<Option<Vec<TokenStream>>>()?;
    written.take(&taken);
    let declaration = quote!(#(#kept)* pub struct #name { #(#members,)* });
    Some(Declared {
        items: vec![call("object", &declaration)],
        is_built: initial.is_some(),
    })
}

/// A member, and what it is when it is not given.
fn member(field: &Field, initial: Option<&HashMap<String, Expr>>) -> Option<TokenStream> {
    let name = field.ident.as_ref()?;
    let given = match initial {
        Some(initial) => first(initial.get(&name.to_string())?)?,
        None => None,
    };
    let empty = empty(&field.ty);
    let mut kept: Vec<Attribute> = Vec::new();
    let mut settings: Vec<Meta> = Vec::new();
    for attribute in &field.attrs {
        if attribute.path().is_ident("serde") {
            let Meta::List(list) = &attribute.meta else {
                return None;
            };
            let parser = syn::punctuated::Punctuated::<Meta, syn::Token![,]>::parse_terminated;
            settings.extend(parser.parse2(list.tokens.clone()).ok()?);
        } else {
            kept.push(attribute.clone());
        }
    }
    let has = |name: &str| settings.iter().any(|setting| setting.path().is_ident(name));
    let is_option = text(&field.ty).starts_with("Option<");
    // Serde takes an option for left out without being told.
    let is_plain =
        settings.iter().any(|setting| text(setting) == "default") || is_option && !has("default");
    // A server reads options by `present`; what is read otherwise stays as it is.
    let reads = settings
        .iter()
        .find(|setting| setting.path().is_ident("deserialize_with"));
    let is_present = reads.is_some_and(|reads| text(reads).ends_with("::present\""));
    let is_known = match initial {
        Some(_) => reads.is_none(),
        None => is_present || reads.is_none() && !is_option,
    };
    let is_left_out = is_plain && has("skip_serializing_if") && is_known && empty.is_some();
    let marker = match (is_left_out, given) {
        (true, _) => {
            let implied = ["default", "skip_serializing_if", "deserialize_with"];
            settings.retain(|setting| !implied.iter().any(|name| setting.path().is_ident(name)));
            let (marker, empty) = (marker(LEFT_OUT), empty?);
            Some(quote!(#[#marker = #empty]))
        }
        (false, Some(given)) => {
            let marker = marker(DEFAULT);
            Some(quote!(#[#marker = #given]))
        }
        (false, None) => None,
    };
    if !settings.is_empty() {
        kept.push(parse_quote!(#[serde(#(#settings),*)]));
    }
    let (vis, ty) = (&field.vis, &field.ty);
    Some(quote!(#(#kept)* #marker #vis #name: #ty))
}

fn marker(name: &str) -> Ident {
    quote::format_ident!("{name}")
}

/// What a builder holds at first: `x` of `Ok(x)`, seen from beside the types.
fn first(initial: &Expr) -> Option<Option<TokenStream>> {
    let Expr::Call(call) = initial else {
        return None;
    };
    let value = call.args.first()?;
    match text(&call.func).as_str() {
        "Err" => Some(None),
        "Ok" => {
            let mut value = value.to_token_stream();
            if text(&value).starts_with("super::") {
                value = value.into_iter().skip(3).collect();
            }
            Some(Some(value))
        }
        _ => None,
    }
}

/// What a member is that is left out, by its type.
fn empty(ty: &syn::Type) -> Option<TokenStream> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    let mut of = path.path.clone();
    of.segments.last_mut()?.arguments = syn::PathArguments::None;
    match last.ident.to_string().as_str() {
        "Option" => Some(quote!(None)),
        "Member" => Some(quote!(#of::Absent)),
        "Vec" | "HashMap" | "Map" => Some(quote!(#of::new())),
        _ => None,
    }
}
