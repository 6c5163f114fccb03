//! Members that may be null and may be left out: Typify makes them options, which have two of their
//! three states. They become the runtime's `Member`, in structs and in the builders of these.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Literal, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Field, ImplItem, Item, parse_quote};

use crate::generate::syntax::{argument_of, has_serde, name_of, serde_text};

/// Gives a member its three states, if it is an option that is left out when it is nothing.
pub fn three_states(field: &mut Field) -> bool {
    let is_left_out = serde_text(&field.attrs, "skip_serializing_if")
        .is_some_and(|function| function.ends_with("Option::is_none"));
    if !is_left_out || serde_text(&field.attrs, "default").is_some() {
        return false;
    }
    let mut option = Optional {
        member: parse_quote!(super::runtime::Member),
        is_found: false,
    };
    option.visit_type_mut(&mut field.ty);
    if option.is_found {
        // Serde takes an option for absent without being told.
        if !has_serde(&field.attrs, "default") {
            field.attrs.push(parse_quote!(#[serde(default)]));
        }
        for attribute in &mut field.attrs {
            if let syn::Meta::List(list) = &mut attribute.meta {
                list.tokens = list.tokens.clone().into_iter().map(is_absent).collect();
            }
        }
    }
    option.is_found
}

/// What says whether an option is left out says it of a member.
fn is_absent(token: TokenTree) -> TokenTree {
    match &token {
        TokenTree::Literal(text) if text.to_string().ends_with("Option::is_none\"") => {
            Literal::string("super::runtime::Member::is_absent").into()
        }
        _ => token,
    }
}

/// The same in the builders of types, which stand within the module `types`.
pub fn in_builders(file: &mut syn::File, members: &HashMap<String, HashSet<String>>) {
    for builder in modules(&mut file.items, "types").flat_map(|items| modules(items, "builder")) {
        for item in builder {
            match item {
                Item::Struct(item) => {
                    let fields = members.get(&item.ident.to_string());
                    for field in &mut item.fields {
                        let name = field.ident.as_ref().map(ToString::to_string);
                        if fields
                            .zip(name)
                            .is_some_and(|(fields, name)| fields.contains(&name))
                        {
                            optional().visit_field_mut(field);
                        }
                    }
                }
                Item::Impl(item) if item.trait_.is_none() => {
                    let fields = name_of(&item.self_ty).and_then(|name| members.get(&name));
                    for function in &mut item.items {
                        if let ImplItem::Fn(function) = function
                            && fields.is_some_and(|it| it.contains(&function.sig.ident.to_string()))
                        {
                            optional().visit_signature_mut(&mut function.sig);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

fn modules<'a>(items: &'a mut [Item], name: &str) -> impl Iterator<Item = &'a mut Vec<Item>> {
    items.iter_mut().filter_map(move |item| match item {
        Item::Mod(module) if module.ident == name => Some(&mut module.content.as_mut()?.1),
        _ => None,
    })
}

fn optional() -> Optional {
    Optional {
        member: parse_quote!(super::super::runtime::Member),
        is_found: false,
    }
}

/// Makes the first option a member.
struct Optional {
    member: syn::Path,
    is_found: bool,
}

impl VisitMut for Optional {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        if self.is_found {
            return;
        }
        match argument_of(path, "Option").cloned() {
            Some(inner) => {
                let member = &self.member;
                *path = parse_quote!(#member<#inner>);
                self.is_found = true;
            }
            None => visit_mut::visit_path_mut(self, path),
        }
    }
}
