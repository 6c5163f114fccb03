//! `headers.rs`: the response headers, as values.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::generate::names::{Names, value_name};
use crate::generate::types::followed;
use crate::model::{Contract, Header};

/// What the text of a header stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
}

pub fn render(contract: &Contract) -> TokenStream {
    let mut names = Names::reserving(&["response_headers"]);
    let accessors = headers(contract).into_iter().map(|(key, (header, kind))| {
        let function = format_ident!("{}", names.free(&value_name(&header.name)));
        let doc = match &header.description {
            Some(text) => format!("`{}`: {}", header.name, text.trim()),
            None => format!("`{}`.", header.name),
        };
        let (returned, read) = match kind {
            Kind::Text => (quote!(&str), quote!(header_text)),
            Kind::Integer => (quote!(i64), quote!(header_value)),
            Kind::Number => (quote!(f64), quote!(header_value)),
            Kind::Boolean => (quote!(bool), quote!(header_value)),
        };
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
                match self {
                    Error::ErrorResponse(response) => Some(response.headers()),
                    Error::UnexpectedResponse(response) => Some(response.headers()),
                    _ => None,
                }
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
                    *known = Kind::Text;
                }
            })
            .or_insert((header, kind));
    }
    headers.sort_keys();
    headers
}

fn kind(header: &Header, contract: &Contract) -> Kind {
    match followed(&header.schema, contract).text("type") {
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("boolean") => Kind::Boolean,
        _ => Kind::Text,
    }
}
