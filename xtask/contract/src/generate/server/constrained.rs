//! `constrained.rs`: bounds that Typify passes over.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use super::plan::Layer;
use crate::generate::types::{Constrained, Inner};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let constrained = &layer.schemas.constrained;
    if constrained.is_empty() {
        return quote!();
    }
    let items_in = |module: &str| {
        constrained.iter().any(|constrained| {
            matches!(&constrained.inner, Inner::Array(item)
                if layer.schemas.path_of(item).to_string().starts_with(&format!("{module} ")))
        })
    };
    let mut modules = vec!["runtime"];
    modules.extend(
        ["checked", "types"]
            .into_iter()
            .filter(|module| items_in(module)),
    );
    let import = modules.into_iter().map(|module| {
        let module = format_ident!("{module}");
        quote!(
            use super::#module;
        )
    });
    let items = constrained
        .iter()
        .map(|constrained| item(constrained, layer));
    quote! {
        #(#import)*

        #(#items)*
    }
}

/// The types that are names for a type of the runtime with its bounds, as the module `types` calls
/// them: equal bounds are the same type.
pub fn aliases(layer: &Layer<'_>) -> HashMap<String, String> {
    let constrained = layer.schemas.constrained.iter();
    let aliases = constrained.filter_map(|constrained| {
        let target = target(constrained, layer)?.to_string();
        Some((format!("super::constrained::{}", constrained.name), target))
    });
    aliases.collect()
}

fn item(constrained: &Constrained, layer: &Layer<'_>) -> TokenStream {
    let name = format_ident!("{}", constrained.name);
    let rule = match constrained.inner {
        Inner::Integer | Inner::Number => number_rule(&constrained.schema),
        Inner::Array(_) => array_rule(&constrained.schema),
    };
    let doc = match &constrained.description {
        Some(text) => format!("{}\n\nIt is {rule}.", text.trim()),
        None => format!("It is {rule}."),
    };
    match target(constrained, layer) {
        Some(target) if holds_itself(constrained, layer) => quote! {
            runtime::newtype! {
                #[doc = #doc]
                pub struct #name(pub #target);
            }
        },
        Some(target) => quote! {
            #[doc = #doc]
            pub type #name = #target;
        },
        None => {
            let rules = float_rules(&constrained.schema);
            quote! {
                runtime::number! {
                    #[doc = #doc]
                    pub struct #name(f64);
                    #(#rules;)*
                }
            }
        }
    }
}

/// The type of the runtime that has the bounds as its parameters.
fn target(constrained: &Constrained, layer: &Layer<'_>) -> Option<TokenStream> {
    match &constrained.inner {
        Inner::Integer => Some(integer(&constrained.schema)),
        Inner::Number => None,
        Inner::Array(item) => {
            let item = match layer.schemas.path_of(item) {
                // It is called from beside it.
                path if path.to_string().starts_with("constrained ") => {
                    let item = format_ident!("{item}");
                    quote!(#item)
                }
                path => path,
            };
            let bound = |keyword: &str| constrained.schema.get(keyword).and_then(Value::as_u64);
            let is_unique = constrained
                .schema
                .get("uniqueItems")
                .and_then(Value::as_bool);
            let min = literal(bound("minItems").unwrap_or(0).into());
            let max = match bound("maxItems") {
                Some(max) => literal(max.into()),
                None => quote!({ usize::MAX }),
            };
            Some(match (bound("maxItems"), is_unique) {
                (_, Some(true)) => quote!(runtime::Items<#item, #min, #max, true>),
                (Some(_), _) => quote!(runtime::Items<#item, #min, #max>),
                (None, _) => quote!(runtime::Items<#item, #min>),
            })
        }
    }
}

/// Whether arrays hold arrays, and so on, and at last themselves: a name for a type cannot.
fn holds_itself(constrained: &Constrained, layer: &Layer<'_>) -> bool {
    let mut seen = HashSet::new();
    let mut current = constrained;
    while let Inner::Array(item) = &current.inner {
        if item == &constrained.name {
            return true;
        }
        let mut all = layer.schemas.constrained.iter();
        match all.find(|found| found.name == *item) {
            Some(next) if seen.insert(&next.name) => current = next,
            _ => return false,
        }
    }
    false
}

/// The Rust integer that holds every valid value.
fn integer_type(schema: &Value) -> TokenStream {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    match schema.get("format").and_then(Value::as_str) {
        Some("int8") => quote!(i8),
        Some("int16") => quote!(i16),
        Some("int32" | "int") => quote!(i32),
        Some("int64") => quote!(i64),
        Some("uint8") => quote!(u8),
        Some("uint16") => quote!(u16),
        Some("uint32" | "uint") => quote!(u32),
        Some("uint64") => quote!(u64),
        _ if bound("minimum").is_some_and(|minimum| minimum >= 0.0)
            && bound("maximum").is_none_or(|maximum| maximum > i64::MAX as f64) =>
        {
            quote!(u64)
        }
        _ => quote!(i64),
    }
}

/// What a number must be, in words.
fn number_rule(schema: &Value) -> String {
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let mut rules = Vec::new();
    for (bound, exclusive, past, from) in [
        ("minimum", "exclusiveMinimum", "more than", "at least"),
        ("maximum", "exclusiveMaximum", "less than", "at most"),
    ] {
        if let Some(number) = schema.get(bound) {
            let word = if flag(exclusive) { past } else { from };
            rules.push(format!("{word} {number}"));
        }
    }
    if let Some(factor) = schema.get("multipleOf") {
        rules.push(format!("a multiple of {factor}"));
    }
    rules.join(" and ")
}

/// An integer with its bounds.
fn integer(schema: &Value) -> TokenStream {
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let kind = integer_type(schema);
    let low = whole(schema.get("minimum"), flag("exclusiveMinimum"), 1);
    let high = whole(schema.get("maximum"), flag("exclusiveMaximum"), -1);
    let step = schema.get("multipleOf").and_then(Value::as_i64);
    let written = |bound: Option<i128>, none: TokenStream| bound.map_or(none, literal);
    let least = written(low, quote!({ i128::MIN }));
    let most = written(high, quote!({ i128::MAX }));
    match (high, step) {
        (_, Some(step)) => {
            let step = literal(step.into());
            quote!(runtime::Bounded<#kind, #least, #most, #step>)
        }
        (Some(_), None) => quote!(runtime::Bounded<#kind, #least, #most>),
        (None, None) => quote!(runtime::Bounded<#kind, #least>),
    }
}

fn literal(number: i128) -> TokenStream {
    number.to_string().parse().unwrap_or_default()
}

fn float(number: f64) -> TokenStream {
    format!("{number:?}").parse().unwrap_or_default()
}

/// The integer that a bound comes to; the next one (`step`) if it is exclusive.
/// All bounds of integers are integers here.
fn whole(bound: Option<&Value>, is_exclusive: bool, step: i128) -> Option<i128> {
    let bound = bound?;
    let known = bound.as_i64().map(i128::from);
    let number = known.or_else(|| bound.as_u64().map(i128::from))?;
    Some(if is_exclusive { number + step } else { number })
}

/// The rules of a number with a fraction, by the contract's keywords.
fn float_rules(schema: &Value) -> Vec<TokenStream> {
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let mut rules = Vec::new();
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(number) = schema.get(bound).and_then(Value::as_f64) {
            let number = float(number);
            let keyword = format_ident!("{}", if flag(exclusive) { exclusive } else { bound });
            rules.push(quote!(#keyword #number));
        }
    }
    if let Some(factor) = schema.get("multipleOf").and_then(Value::as_f64) {
        let factor = float(factor);
        rules.push(quote!(multipleOf #factor));
    }
    rules
}

/// What an array must be, in words.
fn array_rule(schema: &Value) -> String {
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    let mut rules = Vec::new();
    if let Some(bound) = bound("minItems").filter(|bound| *bound > 0) {
        rules.push(format!("of at least {bound} items"));
    }
    if let Some(bound) = bound("maxItems") {
        rules.push(format!("of at most {bound} items"));
    }
    if schema.get("uniqueItems").and_then(Value::as_bool) == Some(true) {
        rules.push("without an item that is there twice".into());
    }
    rules.join(" and ")
}
