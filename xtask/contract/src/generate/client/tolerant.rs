//! Types that are read with what a newer service adds: those of responses. What is not known has a
//! variant of its own, closed objects pass over members, texts keep what their patterns refuse.
//! Types of requests alone stay as strict as the contract.

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Fields, Ident, Item, ItemEnum, ItemImpl, ItemStruct, parse_quote};

use super::plan::{Plan, ResponseBody};
use crate::generate::names::Names;
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::{derived, ends_in, has_serde, name_of, serde_text};
use crate::generate::types::TypeSchemas;

/// Makes the types of responses tolerant. `items` are those of the module `types`.
///
/// # Errors
/// When Typify writes them otherwise than expected.
pub fn tolerant(
    items: &mut Vec<Item>,
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
    rewrites: &mut Rewrites,
) -> Result<(), String> {
    let read = of_responses(plans, schemas);
    let tags = tags(&read, schemas);
    let mut this = Tolerant {
        read,
        tags,
        written: implementing(items, "Display"),
        parsed: implementing(items, "FromStr"),
        texts: HashMap::new(),
        unions: HashMap::new(),
    };
    for mut item in std::mem::take(items) {
        let implementation = match &mut item {
            Item::Enum(item) => this.choice(item)?,
            Item::Struct(item) => this.structure(item),
            _ => None,
        };
        items.push(item);
        if let Some(implementation) = implementation {
            items.push(implementation);
            rewrites.made(Rewrite::Reading);
        }
    }
    this.implementations(items, rewrites)
}

/// The types that responses are made of.
fn of_responses(plans: &[Plan<'_>], schemas: &TypeSchemas<'_>) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut open: Vec<&Value> = Vec::new();
    for plan in plans {
        for class in [&plan.responses.success, &plan.responses.error] {
            open.extend(
                class
                    .responses
                    .iter()
                    .filter_map(|response| match &response.body {
                        ResponseBody::Json(schema) => Some(schema),
                        _ => None,
                    }),
            );
        }
    }
    while let Some(schema) = open.pop() {
        match schema {
            Value::Object(members) => {
                if let Some(name) = referred(schema)
                    && found.insert(name.to_owned())
                {
                    open.extend(schemas.schemas.get(name));
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

/// The name in `$ref`.
fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}

/// The enums by which the alternatives of a union are told apart: members that have one value, or
/// other values in each alternative. With any value there, the first alternative would do.
fn tags(read: &HashSet<String>, schemas: &TypeSchemas<'_>) -> HashSet<String> {
    let mut tags = HashSet::new();
    let whole = |schema: &'_ Value| -> Option<(Option<String>, Value)> {
        let inner = match schema.get("allOf").and_then(Value::as_array) {
            Some(parts) if parts.len() == 1 => &parts[0],
            _ => schema,
        };
        match referred(inner) {
            Some(name) => Some((Some(name.to_owned()), schemas.schemas.get(name)?.clone())),
            None => Some((None, inner.clone())),
        }
    };
    for name in read {
        let schema = schemas.schemas.get(name);
        let alternatives = schema.and_then(|schema| schema.get("oneOf")?.as_array());
        // Member → the enum in each alternative that has one there, and its values.
        let mut members: HashMap<String, Vec<(String, BTreeSet<String>)>> = HashMap::new();
        let alternatives = alternatives.into_iter().flatten().filter_map(whole);
        for (_, alternative) in alternatives {
            let properties = alternative.get("properties").and_then(Value::as_object);
            for (member, property) in properties.into_iter().flatten() {
                let Some((Some(of), values)) = whole(property) else {
                    continue;
                };
                let values = values.get("enum").and_then(Value::as_array);
                let Some(values) = values else { continue };
                let values = values.iter().map(Value::to_string).collect();
                let known = members.entry(member.clone()).or_default();
                known.push((of, values));
            }
        }
        for enums in members.into_values() {
            let mut seen = BTreeSet::new();
            let are_apart = enums.len() > 1
                && enums
                    .iter()
                    .flat_map(|(_, values)| values)
                    .all(|value| seen.insert(value.clone()));
            let told = enums.into_iter();
            let told = told.filter(|(_, values)| are_apart || values.len() == 1);
            tags.extend(told.map(|(name, _)| name));
        }
    }
    tags
}

/// The types that implement a trait.
fn implementing(items: &[Item], name: &str) -> HashSet<String> {
    let implementations = items.iter().filter_map(|item| match item {
        Item::Impl(item) => {
            let (implemented, _) = item.trait_.as_ref()?;
            ends_in(implemented, name).then(|| name_of(&item.self_ty))?
        }
        _ => None,
    });
    implementations.collect()
}

struct Tolerant {
    /// The types of responses.
    read: HashSet<String>,
    tags: HashSet<String>,
    /// What has a text: `Display`.
    written: HashSet<String>,
    /// What is read from a text: `FromStr`.
    parsed: HashSet<String>,
    /// Enums of texts, and structs that hold one → the variant for what is not known.
    texts: HashMap<String, Option<Ident>>,
    /// Unions → the variant for what is not known.
    unions: HashMap<String, Option<Ident>>,
}

impl Tolerant {
    fn choice(&mut self, item: &mut ItemEnum) -> Result<Option<Item>, String> {
        let ident = item.ident.clone();
        let name = ident.to_string();
        if !self.read.contains(&name) {
            return Ok(None);
        }
        let is_untagged = has_serde(&item.attrs, "untagged");
        let mut variants = item.variants.iter();
        if !is_untagged && variants.all(|variant| matches!(variant.fields, Fields::Unit)) {
            let is_text = self.parsed.contains(&name) && self.written.contains(&name);
            if !is_text || self.tags.contains(&name) {
                return Ok(None);
            }
            let unknown = free_variant(item);
            for attribute in &mut item.attrs {
                without(attribute, &["Serialize", "Deserialize", "Copy"]);
            }
            for variant in &mut item.variants {
                variant
                    .attrs
                    .retain(|attribute| !attribute.path().is_ident("serde"));
            }
            item.variants.push(parse_quote! {
                /// A value that this contract does not know.
                #unknown(::std::string::String)
            });
            self.texts.insert(name, Some(unknown.clone()));
            return Ok(Some(
                parse_quote!(super::runtime::text!(enum #ident #unknown);),
            ));
        }
        let is_plain = |variant: &syn::Variant| matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1);
        if !is_untagged || !item.variants.iter().all(is_plain) {
            return Ok(None);
        }
        let alternatives: Vec<Ident> = item.variants.iter().map(|it| it.ident.clone()).collect();
        // A union of words is written as the word that it is.
        let unknown = (!self.written.contains(&name)).then(|| free_variant(item));
        if let Some(unknown) = &unknown {
            item.variants.push(parse_quote! {
                /// An alternative that this contract does not know.
                #[serde(serialize_with = "super::runtime::write_unknown")]
                #unknown(::serde_json::Value)
            });
        }
        self.unions.insert(name, unknown.clone());
        let is_read = |attribute: &syn::Attribute| {
            derived(attribute)
                .iter()
                .any(|path| ends_in(path, "Deserialize"))
        };
        if !item.attrs.iter().any(is_read) {
            return Ok(None);
        }
        for attribute in &mut item.attrs {
            without(attribute, &["Deserialize"]);
        }
        let unknown = or_none(unknown.as_ref());
        Ok(Some(parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #ident {
                fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
                where
                    D: ::serde::Deserializer<'de>,
                {
                    super::runtime::read_best(
                        deserializer,
                        &[#(|value| ::serde::Deserialize::deserialize(value).map(Self::#alternatives)),*],
                        #unknown,
                    )
                }
            }
        }))
    }

    fn structure(&mut self, item: &mut ItemStruct) -> Option<Item> {
        let ident = item.ident.clone();
        let name = ident.to_string();
        if !self.read.contains(&name) {
            return None;
        }
        if let Fields::Unnamed(fields) = &item.fields {
            let is_text = fields.unnamed.len() == 1 && name_of(&fields.unnamed[0].ty)? == "String";
            let mut derives = item.attrs.iter().flat_map(derived);
            // What Serde reads as it is has no pattern and no length.
            if !is_text
                || !self.parsed.contains(&name)
                || derives.any(|path| ends_in(&path, "Deserialize"))
            {
                return None;
            }
            for attribute in &mut item.attrs {
                without(attribute, &["Serialize"]);
            }
            item.attrs
                .retain(|attribute| !attribute.path().is_ident("serde"));
            self.texts.insert(name, None);
            return Some(parse_quote!(super::runtime::text!(struct #ident);));
        }
        if !has_serde(&item.attrs, "deny_unknown_fields") {
            return None;
        }
        let members: Vec<String> = item
            .fields
            .iter()
            .filter_map(|field| {
                let ident = field.ident.as_ref()?.to_string();
                let own = ident.trim_start_matches("r#").to_owned();
                Some(serde_text(&field.attrs, "rename").unwrap_or(own))
            })
            .collect();
        item.attrs
            .retain(|attribute| !attribute.path().is_ident("serde"));
        item.attrs.push(parse_quote!(#[serde(remote = "Self")]));
        Some(parse_quote!(super::runtime::closed!(#ident #(#members)*);))
    }

    /// What is implemented for the types that were changed.
    fn implementations(
        &self,
        items: &mut Vec<Item>,
        rewrites: &mut Rewrites,
    ) -> Result<(), String> {
        let mut shown: HashSet<String> = HashSet::new();
        let mut read: HashSet<String> = HashSet::new();
        items.retain_mut(|item| {
            let Item::Impl(item) = item else {
                return true;
            };
            let (Some((implemented, _)), Some(name)) = (&item.trait_, name_of(&item.self_ty))
            else {
                return true;
            };
            let is_read = ends_in(implemented, "Deserialize");
            if let Some(unknown) = self.texts.get(&name) {
                if let Some(unknown) = unknown
                    && ends_in(implemented, "Display")
                    && show(item, unknown)
                {
                    shown.insert(name);
                }
                return !is_read;
            }
            if let Some(unknown) = self.unions.get(&name)
                && is_read
            {
                let mut reads = Reads {
                    unknown: or_none(unknown.as_ref()),
                    is_found: false,
                };
                reads.visit_item_impl_mut(item);
                if reads.is_found {
                    read.insert(name);
                }
            }
            true
        });
        for (name, unknown) in &self.texts {
            let of = format!("the text of the type `{name}`");
            let is_shown = unknown.is_none() || shown.contains(name);
            rewrites.found(Rewrite::Reading, &of, is_shown.then_some(()))?;
        }
        for name in self.unions.keys() {
            let of = format!("the alternatives of the type `{name}`");
            rewrites.found(Rewrite::Reading, &of, read.contains(name).then_some(()))?;
        }
        Ok(())
    }
}

fn or_none(unknown: Option<&Ident>) -> TokenStream {
    match unknown {
        Some(unknown) => quote!(::std::option::Option::Some(Self::#unknown)),
        None => quote!(::std::option::Option::None),
    }
}

/// A name for the variant of what is not known.
fn free_variant(item: &ItemEnum) -> Ident {
    let mut names = Names::default();
    for variant in &item.variants {
        names.free(&variant.ident.to_string());
    }
    let free = names.free("Unknown");
    match free == "Unknown" {
        true => format_ident!("Unknown"),
        false => format_ident!("{}", names.free("UnknownValue")),
    }
}

/// Takes traits out of what is derived.
fn without(attribute: &mut syn::Attribute, traits: &[&str]) {
    let paths = derived(attribute);
    let is_meant = |path: &&syn::Path| traits.iter().any(|name| ends_in(path, name));
    if paths.iter().any(|path| is_meant(&path)) {
        let kept = paths.iter().filter(|path| !is_meant(path));
        *attribute = parse_quote!(#[derive(#(#kept),*)]);
    }
}

/// Writes the text of a value that is not known, beside those of the known ones.
fn show(item: &mut ItemImpl, unknown: &Ident) -> bool {
    struct Show<'a> {
        unknown: &'a Ident,
        is_found: bool,
    }
    impl VisitMut for Show<'_> {
        fn visit_expr_match_mut(&mut self, matched: &mut syn::ExprMatch) {
            let unknown = self.unknown;
            *matched.expr = parse_quote!(self);
            matched
                .arms
                .push(parse_quote!(Self::#unknown(text) => f.write_str(text),));
            self.is_found = true;
        }
    }
    let mut show = Show {
        unknown,
        is_found: false,
    };
    show.visit_item_impl_mut(item);
    show.is_found
}

/// How a union is read: by [`Tolerant::choice`] already, or by the choice that all unions have.
struct Reads {
    unknown: TokenStream,
    is_found: bool,
}

impl VisitMut for Reads {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut call = Call(None);
        for statement in &mut block.stmts {
            call.visit_stmt_mut(statement);
        }
        let Some(call) = call.0 else {
            visit_mut::visit_block_mut(self, block);
            return;
        };
        self.is_found = true;
        let unknown = &self.unknown;
        let arguments = call.args.iter().skip(1);
        let function = match &*call.func {
            Expr::Path(path) if ends_in(&path.path, "tagged") => quote!(read_tagged),
            Expr::Path(path) if ends_in(&path.path, "best") => quote!(read_best),
            _ => return,
        };
        *block = parse_quote!({
            super::runtime::#function(deserializer, #(#arguments,)* #unknown)
        });
    }
}

/// The call of a choice.
struct Call(Option<syn::ExprCall>);

impl VisitMut for Call {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        let known = ["tagged", "best", "read_best"];
        if let Expr::Path(path) = &*call.func
            && known.iter().any(|name| ends_in(&path.path, name))
        {
            self.0 = Some(call.clone());
        } else {
            visit_mut::visit_expr_call_mut(self, call);
        }
    }
}
