//! `headers.rs`: the response headers, as values.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::document::Node;
use crate::generate::names::{Names, value_name};
use crate::generate::types::followed;
use crate::model::{Contract, Header, Style};

/// What a header stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    One(Item),
    /// The items of all lines.
    List(Item),
    /// Each line as it is.
    Lines(Item),
    Json,
}

/// What a text stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Text,
    Integer,
    Unsigned,
    Number,
    Boolean,
    Instant,
    Date,
    Uuid,
}

pub fn render(contract: &Contract) -> TokenStream {
    let mut names = Names::reserving(&["response_headers"]);
    let accessors = headers(contract).into_iter().map(|(key, (header, kind))| {
        let function = format_ident!("{}", names.free(&value_name(&header.name)));
        let doc = match &header.description {
            Some(text) => format!("`{}`: {}", header.name, text.trim()),
            None => format!("`{}`.", header.name),
        };
        let (returned, read) = kind.read();
        quote! {
            #[doc = #doc]
            fn #function(&self) -> Option<#returned> {
                runtime::#read(self.response_headers(), #key)
            }
        }
    });
    let accessors: Vec<TokenStream> = accessors.collect();
    let runtime = (!accessors.is_empty()).then(|| quote!(runtime,));
    quote! {
        use reqwest::header::HeaderMap;

        use super::{#runtime Error, ResponseValue};

        /// The response headers of the contract, on successes and on errors. A
        /// header that is missing, or is not what the contract says, is `None`.
        pub trait ResponseHeaders {
            /// All headers; `None` when there was no response.
            fn response_headers(&self) -> Option<&HeaderMap>;

            #(#accessors)*
        }

        impl<T> ResponseHeaders for ResponseValue<T> {
            fn response_headers(&self) -> Option<&HeaderMap> {
                Some(self.headers())
            }
        }

        impl<E> ResponseHeaders for Error<E> {
            fn response_headers(&self) -> Option<&HeaderMap> {
                self.headers()
            }
        }
    }
}

/// Every header once, by its name in small letters. One that has several types
/// in the contract is text.
fn headers(contract: &Contract) -> IndexMap<String, (&Header, Kind)> {
    let mut headers: IndexMap<String, (&Header, Kind)> = IndexMap::new();
    let all = contract
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .flat_map(|response| &response.headers);
    for header in all {
        let kind = kind(header, contract);
        headers
            .entry(header.name.to_ascii_lowercase())
            .and_modify(|(_, known)| {
                if *known != kind {
                    *known = Kind::One(Item::Text);
                }
            })
            .or_insert((header, kind));
    }
    headers.sort_keys();
    headers
}

fn kind(header: &Header, contract: &Contract) -> Kind {
    if header.style == Style::Json {
        return Kind::Json;
    }
    let schema = followed(&header.schema, contract);
    if schema.text("type") != Some("array") {
        return Kind::One(item(schema));
    }
    let items = schema.get("items").map(|items| followed(items, contract));
    let item = items.map_or(Item::Text, item);
    // Its values have commas in them (RFC 9110, section 5.3).
    match header.name.eq_ignore_ascii_case("set-cookie") {
        true => Kind::Lines(item),
        false => Kind::List(item),
    }
}

/// An object has a text of its own form.
fn item(schema: &Node) -> Item {
    let has_values = schema.has("enum");
    match (schema.text("type"), schema.text("format")) {
        (Some("integer"), Some("uint64")) => Item::Unsigned,
        (Some("integer"), _) => Item::Integer,
        (Some("number"), _) => Item::Number,
        (Some("boolean"), _) => Item::Boolean,
        (Some("string"), Some("date-time")) if !has_values => Item::Instant,
        (Some("string"), Some("date")) if !has_values => Item::Date,
        (Some("string"), Some("uuid")) if !has_values => Item::Uuid,
        _ => Item::Text,
    }
}

impl Kind {
    /// The type, and the function of the runtime that reads it.
    fn read(self) -> (TokenStream, TokenStream) {
        let owned = |item: Item| match item {
            Item::Text => quote!(String),
            item => item.rust_type(),
        };
        match self {
            Kind::One(Item::Text) => (quote!(&str), quote!(header_text)),
            Kind::One(item) => (item.rust_type(), quote!(header_value)),
            Kind::List(item) => {
                let item = owned(item);
                (quote!(Vec<#item>), quote!(header_list))
            }
            Kind::Lines(item) => {
                let item = owned(item);
                (quote!(Vec<#item>), quote!(header_lines))
            }
            Kind::Json => (quote!(serde_json::Value), quote!(header_json)),
        }
    }
}

impl Item {
    fn rust_type(self) -> TokenStream {
        match self {
            Item::Text => quote!(&str),
            Item::Integer => quote!(i64),
            Item::Unsigned => quote!(u64),
            Item::Number => quote!(f64),
            Item::Boolean => quote!(bool),
            Item::Instant => quote!(chrono::DateTime<chrono::Utc>),
            Item::Date => quote!(chrono::NaiveDate),
            Item::Uuid => quote!(uuid::Uuid),
        }
    }
}
