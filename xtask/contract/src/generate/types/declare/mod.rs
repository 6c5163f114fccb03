//! Declarations: what Typify and Progenitor write out for each type becomes one call of a macro of
//! the runtime, which reads like the type itself.
//!
//! A type is declared in this way if all that is written for it is what the macro makes of it;
//! otherwise it stays as it is. So this comes last, when all else that changes types is done.

mod enums;
mod newtypes;
mod objects;
mod written;

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Item, parse_quote};

use self::written::Written;
use crate::generate::syntax::{derived, ends_in};

/// Declares the types of a module. `aliases` are paths that stand for other types: equal ones
/// for the same type.
///
/// # Errors
///
/// When something is left that only a declaration understands.
pub fn declare(items: &mut Vec<Item>, aliases: &HashMap<String, String>) -> Result<(), String> {
    for item in items.iter_mut() {
        Short.visit_item_mut(item);
    }
    let mut written = Written::new(std::mem::take(items));
    let builders = objects::Builders::take(&mut written);
    let mut built = Vec::new();
    for index in 0..written.len() {
        let declared = match written.item(index) {
            Some(Item::Enum(item)) => {
                let item = item.clone();
                enums::declare(&item, &mut written, aliases)
            }
            Some(Item::Struct(item)) => {
                let item = item.clone();
                let declared = newtypes::declare(&item, &mut written)
                    .or_else(|| objects::declare(&item, &mut written, &builders));
                if let Some(declared) = &declared
                    && declared.is_built
                {
                    built.push(item.ident.clone());
                }
                declared
            }
            _ => None,
        };
        if let Some(declared) = declared {
            written.replace(index, declared.items);
        }
    }
    written.defaults();
    *items = written.into_items()?;
    for item in items.iter_mut() {
        if let Item::Mod(module) = item
            && module.ident == "error"
            && let Some((_, items)) = &mut module.content
        {
            // The runtime has the only one.
            *items = vec![parse_quote!(
                pub use super::super::runtime::ConversionError;
            )];
        }
    }
    builders.put_back(items, &built);
    Ok(())
}

/// What is declared of a type.
struct Declared {
    items: Vec<Item>,
    /// Whether its builder is declared with it.
    is_built: bool,
}

impl Declared {
    fn one(item: Item) -> Self {
        Declared {
            items: vec![item],
            is_built: false,
        }
    }
}

/// A call of a macro that declares something.
fn call(name: &str, declaration: &TokenStream) -> Item {
    let name = quote::format_ident!("{name}");
    parse_quote!(super::runtime::#name! { #declaration })
}

/// A call that is one line.
fn line(name: &str, arguments: &TokenStream) -> Item {
    let name = quote::format_ident!("{name}");
    parse_quote!(super::runtime::#name!(#arguments);)
}

/// The attributes of a declaration, if its macro derives what is derived: `expected` at least, by
/// the last names of the traits. What is derived besides stays, and so do attributes of Serde's but
/// those in `implied`.
fn attributes(
    attributes: &[Attribute],
    expected: &[&str],
    implied: &[&str],
) -> Option<Vec<Attribute>> {
    let mut kept: Vec<Attribute> = Vec::new();
    let mut found = 0;
    for attribute in attributes {
        let text = text(attribute);
        if attribute.path().is_ident("derive") {
            let paths = derived(attribute);
            let is_expected = |path: &&syn::Path| expected.iter().any(|name| ends_in(path, name));
            found += paths.iter().filter(is_expected).count();
            let others: Vec<_> = paths.iter().filter(|path| !is_expected(path)).collect();
            if !others.is_empty() {
                kept.push(parse_quote!(#[derive(#(#others),*)]));
            }
        } else if !implied.contains(&text.as_str()) {
            kept.push(attribute.clone());
        }
    }
    (found == expected.len()).then_some(kept)
}

/// Code without its blanks.
fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Types of Rust's prelude, by their short names: no type of the contract has these.
struct Short;

impl VisitMut for Short {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let is_known = matches!(
            names.iter().map(String::as_str).collect::<Vec<_>>()[..],
            ["std", "string", "String"]
                | ["std", "vec", "Vec"]
                | ["std", "option", "Option"]
                | ["std", "boxed", "Box"]
        );
        if is_known && let Some(last) = path.segments.last().cloned() {
            *path = last.into();
        }
    }
}

/// A list of alternatives, as macros take them.
fn alternatives(variants: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let variants = variants.into_iter();
    quote!(#(#variants)|*)
}
