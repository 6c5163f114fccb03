//! Enums: of texts (`words!`), and of alternatives (`union!`).

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Fields, Ident, ItemEnum, ItemImpl, LitStr, Type, Variant};

use super::written::Written;
use super::{Declared, alternatives, attributes, call, line, text};
use crate::generate::syntax::{ends_in, has_serde, serde_text};

pub fn declare(
    item: &ItemEnum,
    written: &mut Written,
    aliases: &HashMap<String, String>,
) -> Option<Declared> {
    let mut plain: Vec<(&Ident, &Type)> = Vec::new();
    for variant in item.variants.iter().filter(|variant| !is_unknown(variant)) {
        if let Fields::Unnamed(fields) = &variant.fields
            && let [field] = fields.unnamed.iter().collect::<Vec<_>>()[..]
        {
            plain.push((&variant.ident, &field.ty));
        }
    }
    unambiguous(item, &plain, written, aliases);
    words(item, written).or_else(|| union(item, &plain, written))
}

/// Whether it is the variant for what the contract does not know.
fn is_unknown(variant: &Variant) -> bool {
    let function = serde_text(&variant.attrs, "serialize_with");
    function.is_some_and(|function| function.ends_with("::write_unknown"))
}

/// Of two variants that hold the same type under two names, neither is made of it.
fn unambiguous(
    item: &ItemEnum,
    plain: &[(&Ident, &Type)],
    written: &mut Written,
    aliases: &HashMap<String, String>,
) {
    let meant = |held: &Type| aliases.get(&text(held)).cloned().unwrap_or(text(held));
    let mut seen = HashSet::new();
    let twice: HashSet<String> = plain
        .iter()
        .map(|(_, held)| meant(held))
        .filter(|held| !seen.insert(held.clone()))
        .collect();
    for (_, held) in plain {
        if twice.contains(&meant(held)) {
            written.take(&format!("From|{}|{}", text(held), item.ident));
        }
    }
}

fn words(item: &ItemEnum, written: &mut Written) -> Option<Declared> {
    let name = &item.ident;
    let mut known: Vec<&Variant> = item.variants.iter().collect();
    let last = known.last().copied().filter(|last| {
        let marker = format!("text!enum {name} {}", last.ident);
        written.has(&marker)
    });
    if last.is_some() {
        known.pop();
    }
    let is_unit = |variant: &&Variant| matches!(variant.fields, Fields::Unit);
    if known.is_empty() || !known.iter().all(is_unit) {
        return None;
    }
    let [display, parse] = ["Display", "FromStr"].map(|of| format!("{of}||{name}"));
    let [borrowed, owned] = ["&str", "String"].map(|of| format!("TryFrom|{of}|{name}"));
    if ![&parse, &borrowed, &owned]
        .into_iter()
        .all(|key| written.has(key))
    {
        return None;
    }
    let texts = texts(written.implementation(&display)?);
    let traits: &[&str] = match last {
        Some(_) => &[
            "Clone",
            "Debug",
            "Eq",
            "Hash",
            "Ord",
            "PartialEq",
            "PartialOrd",
        ],
        None => &[
            "Clone",
            "Copy",
            "Debug",
            "Deserialize",
            "Eq",
            "Hash",
            "Ord",
            "PartialEq",
            "PartialOrd",
            "Serialize",
        ],
    };
    let kept = attributes(&item.attrs, traits, &[])?;
    let variants = known
        .iter()
        .map(|variant| {
            let (name, text) = (&variant.ident, texts.get(&variant.ident.to_string())?);
            let docs = variant.attrs.iter();
            let docs = docs.filter(|attribute| !attribute.path().is_ident("serde"));
            Some(quote!(#(#docs)* #name = #text))
        })
        .collect::<Option<Vec<TokenStream>>>()?;
    let unknown = last.map(|last| {
        let unknown = &last.ident;
        quote!(or #unknown)
    });
    for key in [display, parse, borrowed, owned] {
        written.take(&key);
    }
    if let Some(last) = last {
        written.take(&format!("text!enum {name} {}", last.ident));
    }
    let declaration = quote!(#(#kept)* pub enum #name { #(#variants,)* } #unknown);
    Some(Declared::one(call("words", &declaration)))
}

/// The text of each variant, where it is written.
fn texts(display: &ItemImpl) -> HashMap<String, LitStr> {
    struct Texts(HashMap<String, LitStr>);
    impl VisitMut for Texts {
        fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
            struct Text(Option<LitStr>);
            impl VisitMut for Text {
                fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
                    self.0 = Some(LitStr::new(&text.value(), text.span()));
                }
            }
            let mut found = Text(None);
            found.visit_expr_mut(&mut arm.body);
            if let (syn::Pat::Path(path), Some(text)) = (&arm.pat, found.0)
                && let Some(last) = path.path.segments.last()
            {
                self.0.insert(last.ident.to_string(), text);
            }
        }
    }
    let mut texts = Texts(HashMap::new());
    texts.visit_item_impl_mut(&mut display.clone());
    texts.0
}

fn union(item: &ItemEnum, plain: &[(&Ident, &Type)], written: &mut Written) -> Option<Declared> {
    let name = &item.ident;
    let unknown = item.variants.iter().find(|variant| is_unknown(variant));
    let count = item.variants.len() - usize::from(unknown.is_some());
    let is_plain = plain.len() == count
        && item.variants.iter().all(|variant| {
            let mut attributes = variant.attrs.iter();
            is_unknown(variant) || attributes.all(|attribute| attribute.path().is_ident("doc"))
        });
    let mut items = Vec::new();
    if is_plain && count > 0 && has_serde(&item.attrs, "untagged") {
        let read = format!("Deserialize||{name}");
        let (how, tags, traits): (_, _, &[&str]) = match written.implementation(&read) {
            Some(implementation) => {
                let (how, tags) = how(implementation, count)?;
                (how, tags, &["Clone", "Debug", "PartialEq", "Serialize"])
            }
            None => (
                quote!(),
                vec![],
                &["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"],
            ),
        };
        let kept = attributes(&item.attrs, traits, &["#[serde(untagged)]"])?;
        written.take(&read);
        let variants = item.variants.iter().filter(|variant| !is_unknown(variant));
        let variants = variants.enumerate().map(|(index, variant)| {
            let tags = tags.get(index).map(|tags| quote!(= #(#tags)|*));
            quote!(#variant #tags)
        });
        let unknown = unknown.map(|variant| {
            let unknown = &variant.ident;
            quote!(or #unknown)
        });
        let from: Vec<String> = plain
            .iter()
            .map(|(_, held)| format!("From|{}|{name}", text(held)))
            .collect();
        let without = if from.iter().all(|key| written.has(key)) {
            for key in from {
                written.take(&key);
            }
            None
        } else {
            Some(quote!(without From))
        };
        let declaration =
            quote!(#(#kept)* pub enum #name { #(#variants,)* } #how #unknown #without);
        items.push(call("union", &declaration));
    } else {
        items.push(syn::Item::Enum(item.clone()));
    }
    let before = items.len();
    if plain.len() == count {
        items.extend(text_conversions(name, plain, written));
    }
    items.extend(conversions(name, plain, written));
    let is_same = items.len() == before && matches!(items[0], syn::Item::Enum(_));
    (!is_same).then_some(Declared {
        items,
        is_built: false,
    })
}

/// From texts, and into texts.
fn text_conversions(
    name: &Ident,
    plain: &[(&Ident, &Type)],
    written: &mut Written,
) -> Vec<syn::Item> {
    let variants = || alternatives(plain.iter().map(|(variant, _)| quote!(#variant)));
    let mut items = Vec::new();
    let display = format!("Display||{name}");
    if written.has(&display) {
        written.take(&display);
        let variants = variants();
        items.push(line("shown", &quote!(#name: #variants)));
    }
    let keys = [
        format!("FromStr||{name}"),
        format!("TryFrom|&str|{name}"),
        format!("TryFrom|String|{name}"),
    ];
    if keys.iter().all(|key| written.has(key)) {
        for key in keys {
            written.take(&key);
        }
        let variants = variants();
        items.push(line("parsed", &quote!(#name: #variants)));
    }
    items
}

/// From what variants hold.
fn conversions(
    name: &Ident,
    plain: &[(&Ident, &Type)],
    written: &mut Written,
) -> Option<syn::Item> {
    let mut found = Vec::new();
    for (variant, held) in plain {
        let key = format!("From|{}|{name}", text(held));
        if written.has(&key) {
            written.take(&key);
            found.push(quote!(#variant(#held)));
        }
    }
    let variants = (!found.is_empty()).then(|| alternatives(found))?;
    Some(line("from", &quote!(#name: #variants)))
}

/// How a union is read, and the tags of its variants.
fn how(implementation: &ItemImpl, count: usize) -> Option<(TokenStream, Vec<Vec<LitStr>>)> {
    let mut call = Call(None);
    call.visit_item_impl_mut(&mut implementation.clone());
    let call = call.0?;
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let arguments: Vec<&Expr> = call.args.iter().collect();
    if ["best", "read_best"]
        .iter()
        .any(|name| ends_in(&function.path, name))
    {
        return Some((quote!(best), vec![]));
    }
    let [_, property, Expr::Reference(list), ..] = arguments[..] else {
        return None;
    };
    let Expr::Array(list) = &*list.expr else {
        return None;
    };
    let tags: Vec<Vec<LitStr>> = list
        .elems
        .iter()
        .map(|arm| {
            struct Tags(Vec<LitStr>);
            impl VisitMut for Tags {
                fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
                    self.0.push(LitStr::new(&text.value(), text.span()));
                }
            }
            let mut tags = Tags(vec![]);
            tags.visit_expr_mut(&mut arm.clone());
            tags.0
        })
        .collect();
    let is_told = tags.len() == count && tags.iter().all(|tags| !tags.is_empty());
    is_told.then(|| (quote!(by #property), tags))
}

/// The call of a choice.
struct Call(Option<syn::ExprCall>);

impl VisitMut for Call {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        let known = ["tagged", "best", "read_best", "read_tagged"];
        if let Expr::Path(path) = &*call.func
            && known.iter().any(|name| ends_in(&path.path, name))
        {
            self.0 = Some(call.clone());
        } else {
            visit_mut::visit_expr_call_mut(self, call);
        }
    }
}
