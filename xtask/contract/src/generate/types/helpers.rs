//! Typify writes helpers for the kinds of defaults that a contract has, for whole
//! numbers one for each sign: the compiler would warn of those that nothing calls.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::Item;

/// The helpers: generic functions of the module `defaults`.
const HELPERS: [&str; 4] = [
    "default_bool",
    "default_i64",
    "default_u64",
    "default_nzu64",
];

/// How often each helper is named.
type Named = [usize; HELPERS.len()];

/// Drops the helpers that nothing calls, from the module `defaults` at the top of
/// the file (types alone) or in another one (a client's).
pub fn drop_unused(file: &mut syn::File) {
    let mut named = Named::default();
    count(file.to_token_stream(), &mut named);
    retain(&mut file.items, &named);
}

fn retain(items: &mut [Item], named: &Named) {
    for item in items {
        let Item::Mod(module) = item else { continue };
        let Some((_, items)) = &mut module.content else {
            continue;
        };
        if module.ident == "defaults" {
            items.retain(|item| {
                let Item::Fn(function) = item else {
                    return true;
                };
                let helper = HELPERS.iter().position(|name| function.sig.ident == name);
                // Its definition names it once.
                helper.is_none_or(|helper| named[helper] > 1)
            });
        } else {
            retain(items, named);
        }
    }
}

/// Calls are paths, in code and in texts of Serde's attributes:
/// `default = "defaults::default_bool::<true>"`.
fn count(tokens: TokenStream, named: &mut Named) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => count(group.stream(), named),
            TokenTree::Ident(ident) => add(named, |name| ident == name),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.starts_with("\"defaults::") {
                    add(named, |name| text.contains(name));
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}

fn add(named: &mut Named, is_named: impl Fn(&str) -> bool) {
    for (times, name) in named.iter_mut().zip(HELPERS) {
        *times += usize::from(is_named(name));
    }
}
