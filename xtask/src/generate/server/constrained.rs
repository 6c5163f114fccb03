//! `constrained.rs`: bounds that Typify passes over.

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
    let import = ["checked", "constrained", "support", "types"]
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
        Inner::Integer => integer_type(&constrained.schema),
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

/// The Rust integer that holds every valid value.
fn integer_type(schema: &Value) -> TokenStream {
    let minimum = schema.get("minimum").and_then(Value::as_f64);
    let maximum = schema.get("maximum").and_then(Value::as_f64);
    match schema.get("format").and_then(Value::as_str) {
        Some("int32") => quote!(i32),
        Some("int64") => quote!(i64),
        Some("uint32") => quote!(u32),
        Some("uint64") => quote!(u64),
        _ if minimum.is_some_and(|minimum| minimum >= 0.0)
            && maximum.is_none_or(|maximum| maximum > i64::MAX as f64) =>
        {
            quote!(u64)
        }
        _ => quote!(i64),
    }
}

fn number_check(schema: &Value, inner: &Inner) -> (TokenStream, String) {
    let mut checks = Vec::new();
    let mut rules = Vec::new();
    let literal = |value: &Value| -> TokenStream {
        let text = match inner {
            Inner::Integer => value
                .as_i64()
                .map(|number| number.to_string())
                .or_else(|| value.as_u64().map(|number| number.to_string()))
                .or_else(|| value.as_f64().map(|number| format!("{number:.0}"))),
            _ => value.as_f64().map(|number| format!("{number:?}")),
        };
        text.and_then(|text| text.parse().ok())
            .unwrap_or_else(|| quote!(0))
    };
    let flag = |keyword: &str| schema.get(keyword).and_then(Value::as_bool) == Some(true);
    let is_unsigned = matches!(integer_type(schema).to_string().as_str(), "u32" | "u64");
    if let Some(bound) = schema.get("minimum").filter(|bound| {
        !(is_unsigned && matches!(inner, Inner::Integer) && bound.as_f64() == Some(0.0))
    }) {
        let number = literal(bound);
        if flag("exclusiveMinimum") {
            checks.push(quote!(value > #number));
            rules.push(format!("more than {bound}"));
        } else {
            checks.push(quote!(value >= #number));
            rules.push(format!("at least {bound}"));
        }
    }
    if let Some(bound) = schema.get("maximum") {
        let number = literal(bound);
        if flag("exclusiveMaximum") {
            checks.push(quote!(value < #number));
            rules.push(format!("less than {bound}"));
        } else {
            checks.push(quote!(value <= #number));
            rules.push(format!("at most {bound}"));
        }
    }
    // Both bounds together read as a range, where both belong to it.
    let inclusive = |bound: &str, flag: &str| {
        schema
            .get(bound)
            .filter(|_| schema.get(flag).and_then(Value::as_bool) != Some(true))
    };
    if checks.len() == 2
        && let Some(low) = inclusive("minimum", "exclusiveMinimum")
        && let Some(high) = inclusive("maximum", "exclusiveMaximum")
    {
        let (low, high) = (literal(low), literal(high));
        checks = vec![quote!((#low..=#high).contains(&value))];
    }
    if let Some(factor) = schema.get("multipleOf") {
        let number = literal(factor);
        match inner {
            Inner::Integer => checks.push(quote!(value % #number == 0)),
            // A quotient as near to an integer as doubles can tell.
            _ => checks.push(quote!((value / #number - (value / #number).round()).abs() < 1e-9)),
        }
        rules.push(format!("a multiple of {factor}"));
    }
    if checks.is_empty() {
        return (quote!(true), "at least 0".into());
    }
    (quote!(#(#checks)&&*), rules.join(" and "))
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
