//! `constrained.rs`: bounds that Typify passes over.

use std::ops::RangeInclusive;

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
    let import = ["checked", "constrained", "runtime", "types"]
        .into_iter()
        .filter(|module| items_in(module))
        .map(|module| {
            let module = format_ident!("{module}");
            quote!(
                use super::#module;
            )
        });
    let items = constrained
        .iter()
        .map(|constrained| item(constrained, layer));
    quote! {
        use serde::{Deserialize, Deserializer, Serialize};

        #(#import)*

        #(#items)*
    }
}

fn item(constrained: &Constrained, layer: &Layer<'_>) -> TokenStream {
    let name = format_ident!("{}", constrained.name);
    let number = matches!(constrained.inner, Inner::Integer | Inner::Number);
    let inner = match &constrained.inner {
        Inner::Integer => integer_type(&constrained.schema).0,
        Inner::Number => quote!(f64),
        Inner::Array(item) => {
            let item = layer.schemas.path_of(item);
            quote!(Vec<#item>)
        }
    };
    let (check, rule) = match constrained.inner {
        Inner::Integer | Inner::Number => number_check(&constrained.schema, &constrained.inner),
        Inner::Array(_) => array_check(&constrained.schema),
    };
    let message = format!("must be {rule}");
    let doc = match &constrained.description {
        Some(text) => format!("{}\n\nIt is {rule}.", text.trim()),
        None => format!("It is {rule}."),
    };
    let derives = match constrained.inner {
        Inner::Integer => quote!(#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]),
        Inner::Number => quote!(#[derive(Clone, Copy, Debug, PartialEq, Serialize)]),
        Inner::Array(_) => quote!(#[derive(Clone, Debug, PartialEq, Serialize)]),
    };
    let text = number.then(|| {
        quote! {
            impl std::fmt::Display for #name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl std::str::FromStr for #name {
                type Err = String;

                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    let value: #inner = text.parse().map_err(|_| #message.to_owned())?;
                    value.try_into().map_err(str::to_owned)
                }
            }
        }
    });
    quote! {
        #[doc = #doc]
        #derives
        pub struct #name(#inner);

        impl TryFrom<#inner> for #name {
            type Error = &'static str;

            fn try_from(value: #inner) -> Result<Self, Self::Error> {
                if #check { Ok(#name(value)) } else { Err(#message) }
            }
        }

        impl std::ops::Deref for #name {
            type Target = #inner;

            fn deref(&self) -> &#inner {
                &self.0
            }
        }

        impl From<#name> for #inner {
            fn from(value: #name) -> Self {
                value.0
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <#inner>::deserialize(deserializer)?;
                value.try_into().map_err(serde::de::Error::custom)
            }
        }

        #text
    }
}

/// The Rust integer that holds every valid value, and what it holds.
fn integer_type(schema: &Value) -> (TokenStream, RangeInclusive<i128>) {
    macro_rules! integer {
        ($kind:ident) => {
            (quote!($kind), $kind::MIN.into()..=$kind::MAX.into())
        };
    }
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    match schema.get("format").and_then(Value::as_str) {
        Some("int8") => integer!(i8),
        Some("int16") => integer!(i16),
        Some("int32" | "int") => integer!(i32),
        Some("int64") => integer!(i64),
        Some("uint8") => integer!(u8),
        Some("uint16") => integer!(u16),
        Some("uint32" | "uint") => integer!(u32),
        Some("uint64") => integer!(u64),
        _ if bound("minimum").is_some_and(|minimum| minimum >= 0.0)
            && bound("maximum").is_none_or(|maximum| maximum > i64::MAX as f64) =>
        {
            integer!(u64)
        }
        _ => integer!(i64),
    }
}

/// The check of a number, and what it must be in words.
fn number_check(schema: &Value, inner: &Inner) -> (TokenStream, String) {
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
    let checks = match inner {
        Inner::Integer => integer_checks(schema),
        _ => float_checks(schema),
    };
    match checks.as_slice() {
        [] => (quote!(true), rules.join(" and ")),
        checks => (quote!(#(#checks)&&*), rules.join(" and ")),
    }
}

/// The checks that the type does not make already.
fn integer_checks(schema: &Value) -> Vec<TokenStream> {
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let (_, range) = integer_type(schema);
    let low = whole(schema.get("minimum"), flag("exclusiveMinimum"), 1);
    let high = whole(schema.get("maximum"), flag("exclusiveMaximum"), -1);
    let low = low.filter(|low| low > range.start());
    let high = high.filter(|high| high < range.end());
    let is_none =
        low.is_some_and(|low| low > *range.end()) || high.is_some_and(|high| high < *range.start());
    let mut checks: Vec<TokenStream> = match (low.map(literal), high.map(literal)) {
        _ if is_none => vec![quote!(false)],
        (Some(low), Some(high)) => vec![quote!((#low..=#high).contains(&value))],
        (Some(low), None) => vec![quote!(value >= #low)],
        (None, Some(high)) => vec![quote!(value <= #high)],
        (None, None) => vec![],
    };
    if let Some(factor) = schema.get("multipleOf").and_then(Value::as_i64) {
        let factor = literal(factor.into());
        checks.push(quote!(value % #factor == 0));
    }
    checks
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

fn float_checks(schema: &Value) -> Vec<TokenStream> {
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_f64).map(float);
    let mut checks = Vec::new();
    match (bound("minimum"), bound("maximum")) {
        (Some(low), Some(high)) if !flag("exclusiveMinimum") && !flag("exclusiveMaximum") => {
            checks.push(quote!((#low..=#high).contains(&value)));
        }
        (low, high) => {
            checks.extend(low.map(|low| match flag("exclusiveMinimum") {
                true => quote!(value > #low),
                false => quote!(value >= #low),
            }));
            checks.extend(high.map(|high| match flag("exclusiveMaximum") {
                true => quote!(value < #high),
                false => quote!(value <= #high),
            }));
        }
    }
    if let Some(factor) = bound("multipleOf") {
        // A quotient as near to an integer as doubles can tell.
        checks.push(quote!((value / #factor - (value / #factor).round()).abs() < 1e-9));
    }
    checks
}

fn array_check(schema: &Value) -> (TokenStream, String) {
    let mut checks = Vec::new();
    let mut rules = Vec::new();
    if let Some(bound) = schema.get("minItems").and_then(Value::as_u64)
        && bound > 0
    {
        let bound = bound as usize;
        checks.push(if bound == 1 {
            quote!(!value.is_empty())
        } else {
            quote!(value.len() >= #bound)
        });
        rules.push(format!("of at least {bound} items"));
    }
    if let Some(bound) = schema.get("maxItems").and_then(Value::as_u64) {
        let bound = bound as usize;
        checks.push(quote!(value.len() <= #bound));
        rules.push(format!("of at most {bound} items"));
    }
    if schema.get("uniqueItems").and_then(Value::as_bool) == Some(true) {
        checks.push(quote!(
            value
                .iter()
                .enumerate()
                .all(|(index, item)| !value[..index].contains(item))
        ));
        rules.push("without an item that is there twice".into());
    }
    (quote!(#(#checks)&&*), rules.join(" and "))
}
