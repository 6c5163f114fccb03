//! What Typify cannot be told, said in the code that it writes: properties and values with one
//! Rust name, variants chosen by more than their order, the difference between null and nothing,
//! and that between objects and lists.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, Item, ItemEnum, ItemImpl, ItemStruct, LitStr, parse_quote};

use super::schemas::{TypeSchemas, ValueNames};
use super::widen::Alternatives;
use super::{defaults, members};
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::{argument_of, derived, ends_in, has_serde, name_of, serde_text};

/// How members that are optional or nullable are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Null and nothing are the same: who reads what others wrote.
    Lenient,
    /// As the schema says.
    Strict,
}

/// Rewrites a file of Typify's, or a part of it.
///
/// # Errors
///
/// When what must be rewritten is not there.
pub fn rewrite(
    file: &mut syn::File,
    schemas: &TypeSchemas<'_>,
    nulls: Nulls,
    rewrites: &mut Rewrites,
) -> Result<(), String> {
    let mut rewriting = Rewriting {
        schemas,
        nulls,
        rewrites,
        seen: Seen::default(),
    };
    rewriting.visit_file_mut(file);
    let Rewriting { seen, .. } = rewriting;
    seen.expect(schemas, rewrites)?;
    members::in_builders(file, &seen.members);
    Unboxed.visit_file_mut(file);
    defaults::rewrite(file, &seen.defaults, rewrites)
}

struct Rewriting<'a> {
    schemas: &'a TypeSchemas<'a>,
    nulls: Nulls,
    rewrites: &'a mut Rewrites,
    seen: Seen,
}

/// What was there to rewrite.
#[derive(Default)]
struct Seen {
    /// Types, with the properties that got their names.
    properties: HashSet<(String, String)>,
    /// Enums, with how often each value was put into them and into their texts.
    values: HashMap<String, usize>,
    unions: HashSet<String>,
    /// The functions that make defaults that are objects → the JSON of these.
    defaults: HashMap<String, String>,
    /// Types → their fields that have three states.
    members: HashMap<String, HashSet<String>>,
}

impl Seen {
    fn expect(&self, schemas: &TypeSchemas<'_>, rewrites: &mut Rewrites) -> Result<(), String> {
        for (name, properties) in &schemas.renamed {
            for known in properties.keys() {
                let is_seen = self.properties.contains(&(name.clone(), known.clone()));
                let of = format!("the property `{known}` of the type `{name}`");
                rewrites.found(Rewrite::PropertyName, &of, is_seen.then_some(()))?;
            }
        }
        for (name, names) in &schemas.enum_values {
            // In the enum, in what writes it as text, and in what reads it from text.
            let is_seen = self.values.get(name) == Some(&(3 * names.len()));
            let of = format!("the values of the type `{name}`");
            rewrites.found(Rewrite::EnumValue, &of, is_seen.then_some(()))?;
        }
        for name in schemas.unions.keys() {
            let is_seen = self.unions.contains(name);
            let of = format!("the alternatives of the type `{name}`");
            rewrites.found(Rewrite::Union, &of, is_seen.then_some(()))?;
        }
        Ok(())
    }
}

impl VisitMut for Rewriting<'_> {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        self.items(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.items(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        if is_read(&item.attrs) {
            for field in &mut item.fields {
                self.unbox(field);
            }
            self.members(&item.ident.to_string(), &mut item.fields);
        }
    }
}

impl Rewriting<'_> {
    fn items(&mut self, items: &mut Vec<Item>) {
        for mut item in std::mem::take(items) {
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

    fn members(&mut self, name: &str, fields: &mut Fields) {
        let renamed = self.schemas.renamed.get(name);
        let defaults = self.schemas.defaults.get(name);
        let nullable = self.schemas.nullable.get(name);
        let is_strict = self.nulls == Nulls::Strict && self.schemas.structs.contains(name);
        for field in fields {
            let Some(ident) = &field.ident else {
                continue;
            };
            let known = serde_text(&field.attrs, "rename")
                .unwrap_or_else(|| ident.to_string().trim_start_matches("r#").to_owned());
            if let Some(json) = defaults.and_then(|defaults| defaults.get(&known))
                && let Some(function) = defaults::function_of(&field.attrs)
            {
                self.seen.defaults.insert(function, json.clone());
            }
            if let Some(own) = renamed.and_then(|names| names.get(&known)) {
                field.attrs.push(parse_quote!(#[serde(rename = #own)]));
                self.seen
                    .properties
                    .insert((name.to_owned(), known.clone()));
            }
            let may_be_null = nullable.is_some_and(|names| names.contains(&known));
            if may_be_null && members::three_states(field) {
                self.rewrites.made(Rewrite::Member);
                let fields = self.seen.members.entry(name.to_owned()).or_default();
                fields.extend(field.ident.as_ref().map(ToString::to_string));
            } else if is_strict && let Some(attribute) = told_apart(field, may_be_null) {
                field.attrs.push(attribute);
                self.rewrites.made(Rewrite::Null);
            }
        }
    }

    /// Says of a member that is an option in a box (see [`Unboxed`]) what Typify says of other
    /// optional members. One that is there always has no default.
    fn unbox(&mut self, field: &mut syn::Field) {
        if argument(&field.ty, "Box").is_some_and(is_option) {
            self.rewrites.made(Rewrite::OptionalBox);
            Unboxed.visit_type_mut(&mut field.ty);
            field.attrs.push(if has_serde(&field.attrs, "default") {
                parse_quote!(#[serde(skip_serializing_if = "::std::option::Option::is_none")])
            } else {
                parse_quote!(#[serde(deserialize_with = "::std::option::Option::deserialize")])
            });
        }
    }

    /// Has a struct read objects alone.
    fn object(&mut self, item: &mut ItemStruct) -> Option<Item> {
        let is_object = matches!(item.fields, Fields::Named(_));
        if self.nulls == Nulls::Lenient || !is_object || !is_read(&item.attrs) {
            return None;
        }
        self.rewrites.made(Rewrite::Object);
        let name = &item.ident;
        item.attrs.push(parse_quote!(#[serde(remote = "Self")]));
        Some(parse_quote!(super::runtime::object!(#name);))
    }

    /// Gives variants the values that they stand for.
    fn variants(&mut self, item: &mut ItemEnum) {
        let name = item.ident.to_string();
        let Some(names) = self.schemas.enum_values.get(&name) else {
            return;
        };
        for variant in &mut item.variants {
            if let Some(own) = names.get(&variant.ident.to_string()) {
                variant
                    .attrs
                    .retain(|attribute| !attribute.path().is_ident("serde"));
                variant.attrs.push(parse_quote!(#[serde(rename = #own)]));
                *self.seen.values.entry(name.clone()).or_default() += 1;
            }
        }
    }

    /// The same where an enum is written as text, or read from it.
    fn texts(&mut self, item: &mut ItemImpl) {
        let is_text = item.trait_.as_ref().is_some_and(|(implemented, _)| {
            ends_in(implemented, "Display") || ends_in(implemented, "FromStr")
        });
        if let Some(name) = name_of(&item.self_ty)
            && let Some(names) = self.schemas.enum_values.get(&name)
            && is_text
        {
            let mut texts = Texts { names, found: 0 };
            texts.visit_item_impl_mut(item);
            *self.seen.values.entry(name).or_default() += texts.found;
        }
    }

    /// Reads an enum by a choice of its own, unless Typify found a tag in all alternatives.
    fn union(&mut self, item: &mut ItemEnum) -> Option<Item> {
        let name = &item.ident;
        let alternatives = self.schemas.unions.get(&name.to_string())?;
        let is_untagged = has_serde(&item.attrs, "untagged");
        let is_plain = item
            .variants
            .iter()
            .all(|variant| matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1));
        if !is_untagged || is_plain && is_read(&item.attrs) {
            self.seen.unions.insert(name.to_string());
        }
        if !is_untagged || !is_plain || !is_read(&item.attrs) {
            return None;
        }
        without_deserialize(&mut item.attrs);
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

/// What Serde is told of a member so that null and nothing are not the same to it.
fn told_apart(field: &syn::Field, may_be_null: bool) -> Option<syn::Attribute> {
    let has_default = has_serde(&field.attrs, "default");
    let is_required = !has_default && !has_serde(&field.attrs, "skip_serializing_if");
    if is_option(&field.ty) && !is_required && !may_be_null {
        let default = (!has_default).then(|| quote!(default,));
        return Some(parse_quote!(#[serde(#default deserialize_with = "super::runtime::present")]));
    }
    // Where the member itself is nullable, Typify tells null from nothing; a component that is
    // would be made of nothing.
    (is_own(&field.ty) && is_required && may_be_null)
        .then(|| parse_quote!(#[serde(deserialize_with = "::serde::Deserialize::deserialize")]))
}

/// In each arm for a variant, the text that Typify knows it by becomes its value.
struct Texts<'a> {
    names: &'a ValueNames,
    found: usize,
}

impl VisitMut for Texts<'_> {
    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        let mut variant = Variant(None);
        variant.visit_arm_mut(arm);
        if let Some(own) = variant.0.and_then(|variant| self.names.get(&variant)) {
            let mut text = Text {
                own,
                is_found: false,
            };
            text.visit_arm_mut(arm);
            self.found += usize::from(text.is_found);
        }
    }
}

/// `X` of `Self::X`.
struct Variant(Option<String>);

impl VisitMut for Variant {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if let [first, variant] = &*path.segments.iter().collect::<Vec<_>>()
            && first.ident == "Self"
        {
            self.0 = Some(variant.ident.to_string());
        }
        visit_mut::visit_path_mut(self, path);
    }
}

struct Text<'a> {
    own: &'a str,
    is_found: bool,
}

impl VisitMut for Text<'_> {
    fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
        *text = LitStr::new(self.own, text.span());
        self.is_found = true;
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

/// The argument of a generic type of that name.
fn argument<'a>(ty: &'a syn::Type, name: &str) -> Option<&'a syn::Type> {
    match ty {
        syn::Type::Path(path) => argument_of(&path.path, name),
        _ => None,
    }
}

fn is_option(ty: &syn::Type) -> bool {
    argument(ty, "Option").is_some()
}

/// Whether it is a type of the contract that Typify writes.
fn is_own(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.get_ident().is_some())
}

/// Whether Serde reads it.
fn is_read(attributes: &[syn::Attribute]) -> bool {
    let mut paths = attributes.iter().flat_map(derived);
    paths.any(|path| ends_in(&path, "Deserialize"))
}

fn without_deserialize(attributes: &mut [syn::Attribute]) {
    for attribute in attributes {
        let paths = derived(attribute);
        if paths.iter().any(|path| ends_in(path, "Deserialize")) {
            let kept = paths.iter().filter(|path| !ends_in(path, "Deserialize"));
            *attribute = parse_quote!(#[derive(#(#kept),*)]);
        }
    }
}
