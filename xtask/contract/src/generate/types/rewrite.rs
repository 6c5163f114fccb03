//! What Typify cannot be told, said in the code that it writes: properties and
//! values with one Rust name, variants chosen by more than their order, the
//! difference between null and nothing, and that between objects and lists.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Fields, Item, ItemEnum, ItemImpl, ItemStruct, LitStr, parse_quote};

use super::widen::Alternatives;
use super::{Listed, TypeSchemas, helpers};

/// How members that are optional or nullable are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Null and nothing are the same: who reads what others wrote.
    Lenient,
    /// As the schema says.
    Strict,
}

/// Rewrites a file of Typify's, or a part of it.
pub fn rewrite(file: &mut syn::File, schemas: &TypeSchemas<'_>, nulls: Nulls) {
    Rewrite { schemas, nulls }.visit_file_mut(file);
    Unboxed.visit_file_mut(file);
    helpers::drop_unused(file);
}

struct Rewrite<'a> {
    schemas: &'a TypeSchemas<'a>,
    nulls: Nulls,
}

impl VisitMut for Rewrite<'_> {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        self.items(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.items(items);
            if module.ident == "defaults" {
                self.made(items);
            }
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        let name = item.ident.to_string();
        if is_read(&item.attrs) {
            for field in &mut item.fields {
                unbox(field);
            }
            self.members(&name, &mut item.fields);
        }
    }
}

impl Rewrite<'_> {
    fn items(&self, items: &mut Vec<Item>) {
        let before = std::mem::take(items);
        for mut item in before {
            let implementation = match &mut item {
                Item::Enum(item) => {
                    self.variants(item);
                    self.union(item)
                }
                Item::Impl(item) => {
                    self.texts(item);
                    None
                }
                Item::Struct(item) => self.object(item),
                _ => None,
            };
            items.push(item);
            items.extend(implementation);
        }
    }

    /// Functions that make defaults stand one module deeper than types do, and
    /// choose the variants of unions as Typify understands them: objects are
    /// read, like those that come over the wire.
    fn made(&self, items: &mut [Item]) {
        for item in items {
            let Item::Fn(function) = item else { continue };
            if let Some(json) = self.schemas.defaults.get(&function.sig.ident.to_string()) {
                function.block = parse_quote!({ ::serde_json::from_str(#json).unwrap() });
            }
            Deeper.visit_item_fn_mut(function);
        }
    }

    fn members(&self, name: &str, fields: &mut Fields) {
        let renamed = self.schemas.renamed.get(name);
        let is_known = self.schemas.structs.contains(name);
        let nullable = self.schemas.nullable.get(name);
        for field in fields {
            let Some(ident) = &field.ident else {
                continue;
            };
            let known = attribute(&field.attrs, "rename")
                .unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
            if let Some(own) = renamed.and_then(|names| names.get(&known)) {
                field.attrs.push(parse_quote!(#[serde(rename = #own)]));
            }
            if self.nulls == Nulls::Lenient || !is_known {
                continue;
            }
            let may_be_null = nullable.is_some_and(|names| names.contains(&known));
            let is_required = !has_flag(&field.attrs, "default")
                && !has_flag(&field.attrs, "skip_serializing_if");
            if is_option(&field.ty) && !is_required && !may_be_null {
                let default = (!has_flag(&field.attrs, "default")).then(|| quote!(default,));
                field.attrs.push(
                    parse_quote!(#[serde(#default deserialize_with = "super::runtime::present")]),
                );
            }
            // Where the member itself is nullable, Typify tells null from nothing;
            // a component that is would be made of nothing.
            if is_own(&field.ty) && is_required && may_be_null {
                field.attrs.push(
                    parse_quote!(#[serde(deserialize_with = "::serde::Deserialize::deserialize")]),
                );
            }
        }
    }

    /// Has a struct read objects alone.
    fn object(&self, item: &mut ItemStruct) -> Option<Item> {
        let is_object = matches!(item.fields, Fields::Named(_));
        if self.nulls == Nulls::Lenient || !is_object || !is_read(&item.attrs) {
            return None;
        }
        let name = &item.ident;
        item.attrs.push(parse_quote!(#[serde(remote = "Self")]));
        Some(parse_quote!(super::runtime::object!(#name);))
    }

    /// Gives variants the values that they stand for.
    fn variants(&self, item: &mut ItemEnum) {
        let Some(listed) = self.schemas.listed.get(&item.ident.to_string()) else {
            return;
        };
        for variant in &mut item.variants {
            if let Some(own) = listed.get(&variant.ident.to_string()) {
                variant
                    .attrs
                    .retain(|attribute| !attribute.path().is_ident("serde"));
                variant.attrs.push(parse_quote!(#[serde(rename = #own)]));
            }
        }
    }

    /// The same where an enum is written as text, or read from it.
    fn texts(&self, item: &mut ItemImpl) {
        let syn::Type::Path(path) = &*item.self_ty else {
            return;
        };
        let name = path.path.segments.last().map(|last| last.ident.to_string());
        if let Some(listed) = name.and_then(|name| self.schemas.listed.get(&name)) {
            Texts(listed).visit_item_impl_mut(item);
        }
    }

    /// Reads an enum by a choice of its own.
    fn union(&self, item: &mut ItemEnum) -> Option<Item> {
        let alternatives = self.schemas.unions.get(&item.ident.to_string())?;
        let is_untagged = has_flag(&item.attrs, "untagged");
        let is_plain = item
            .variants
            .iter()
            .all(|variant| matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1));
        if !is_untagged || !is_plain || !is_read(&item.attrs) {
            return None;
        }
        without_deserialize(&mut item.attrs);
        let name = &item.ident;
        let read = |variant: &syn::Variant| {
            let ident = &variant.ident;
            quote!(|value| ::serde::Deserialize::deserialize(value).map(Self::#ident))
        };
        let choice: TokenStream = match alternatives {
            Alternatives::Tagged { property, values } if values.len() == item.variants.len() => {
                let arms = item.variants.iter().zip(values).map(|(variant, values)| {
                    let read = read(variant);
                    quote!((&[#(#values),*], #read))
                });
                quote!(super::runtime::tagged(&value, #property, &[#(#arms),*]))
            }
            _ => {
                let arms = item.variants.iter().map(read);
                quote!(super::runtime::best(&value, &[#(#arms),*]))
            }
        };
        Some(parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
                where
                    D: ::serde::Deserializer<'de>,
                {
                    let value = ::serde_json::Value::deserialize(deserializer)?;
                    #choice.map_err(::serde::de::Error::custom)
                }
            }
        })
    }
}

/// Values by the names of their variants become the values.
struct Texts<'a>(&'a Listed);

impl VisitMut for Texts<'_> {
    fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
        if let Some(own) = self.0.get(&text.value()) {
            *text = LitStr::new(own, text.span());
        }
    }
}

/// Paths to what stands beside the module `types`, seen from within it.
struct Deeper;

impl VisitMut for Deeper {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let mut segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let leads_out = segments.next().as_deref() == Some("super")
            && matches!(
                segments.next().as_deref(),
                Some("constrained" | "checked" | "runtime")
            );
        if leads_out {
            *path = parse_quote!(super::#path);
        }
    }
}

/// What Typify makes of an optional member that has the type of its own struct:
/// `Box<Option<T>>`, written as null where there is nothing. It becomes
/// `Option<Box<T>>`, like other optional members.
struct Unboxed;

impl VisitMut for Unboxed {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Some(inner) = argument(ty, "Box").and_then(|option| argument(option, "Option")) {
            *ty = parse_quote!(::std::option::Option<::std::boxed::Box<#inner>>);
        }
    }
}

/// Says of such a member what Typify says of optional members. One that is there
/// always has no default.
fn unbox(field: &mut syn::Field) {
    if !argument(&field.ty, "Box").is_some_and(is_option) {
        return;
    }
    Unboxed.visit_type_mut(&mut field.ty);
    field.attrs.push(if has_flag(&field.attrs, "default") {
        parse_quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")])
    } else {
        parse_quote!(#[serde(deserialize_with = "::std::option::Option::deserialize")])
    });
}

/// The argument of a generic type of that name.
fn argument<'a>(ty: &'a syn::Type, name: &str) -> Option<&'a syn::Type> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(argument) if last.ident == name => Some(argument),
        _ => None,
    }
}

fn is_option(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path)
        if path.path.segments.last().is_some_and(|segment| segment.ident == "Option"))
}

/// Whether it is a type of the contract that Typify writes.
fn is_own(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.get_ident().is_some())
}

/// Whether Serde reads it.
fn is_read(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("derive")
            && quote!(#attribute).to_string().contains("Deserialize")
    })
}

fn without_deserialize(attributes: &mut Vec<Attribute>) {
    for attribute in attributes {
        if !attribute.path().is_ident("derive") {
            continue;
        }
        if let Ok(paths) = attribute.parse_args_with(
            syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated,
        ) {
            let kept = paths.into_iter().filter(|path| {
                path.segments
                    .last()
                    .is_some_and(|segment| segment.ident != "Deserialize")
            });
            *attribute = parse_quote!(#[derive(#(#kept),*)]);
        }
    }
}

/// The text of `#[serde(name = "text")]`.
fn attribute(attributes: &[Attribute], name: &str) -> Option<String> {
    let mut found = None;
    for_each_serde(attributes, |meta| {
        if meta.path.is_ident(name)
            && let Ok(value) = meta.value()
            && let Ok(text) = value.parse::<syn::LitStr>()
        {
            found = Some(text.value());
        } else if let Ok(value) = meta.value() {
            let _ = value.parse::<syn::Expr>();
        }
    });
    found
}

fn has_flag(attributes: &[Attribute], name: &str) -> bool {
    let mut found = false;
    for_each_serde(attributes, |meta| {
        found |= meta.path.is_ident(name);
        if let Ok(value) = meta.value() {
            let _ = value.parse::<syn::Expr>();
        }
    });
    found
}

fn for_each_serde(
    attributes: &[Attribute],
    mut visit: impl FnMut(&syn::meta::ParseNestedMeta<'_>),
) {
    for attribute in attributes {
        if attribute.path().is_ident("serde") {
            // What is not understood here is understood by Serde.
            let _ = attribute.parse_nested_meta(|meta| {
                visit(&meta);
                Ok(())
            });
        }
    }
}

/// The name as an identifier of the module that it stands in.
pub fn path(module: &str, name: &str) -> TokenStream {
    let (module, name) = (format_ident!("{module}"), format_ident!("{name}"));
    quote!(#module::#name)
}
