//! `credentials.rs`: the security schemes.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Layer, SchemePlan};
use crate::model::{ApiKeyLocation, Scheme};

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let fields = layer.schemes.iter().map(|plan| {
        let field = &plan.field;
        let name = &plan.scheme.name;
        let doc = match &plan.scheme.description {
            Some(text) => format!("`{name}`: {}", text.trim()),
            None => format!("`{name}`."),
        };
        quote! {
            #[doc = #doc]
            pub #field: Option<Secret>,
        }
    });
    let reads = layer.schemes.iter().map(|plan| {
        let field = &plan.field;
        let name = &plan.scheme.name;
        let read = read(plan);
        quote!(#field: schemes.contains(&#name).then(|| #read).flatten(),)
    });
    let has = layer.schemes.iter().map(|plan| {
        let field = &plan.field;
        let name = &plan.scheme.name;
        quote!(#name => self.#field.is_some(),)
    });
    let challenges = layer.schemes.iter().map(|plan| {
        let name = &plan.scheme.name;
        let challenge = challenge(plan, &layer.contract.title);
        quote!(#name => Some(#challenge.to_owned()),)
    });
    let parts = if layer.schemes.is_empty() {
        quote!(_)
    } else {
        quote!(parts)
    };
    let secret = (!layer.schemes.is_empty()).then(|| quote!(Secret));
    quote! {
        use super::runtime::{FromRequest, RequestParts, #secret};

        /// What a request carries of the schemes that its operation accepts.
        #[derive(Clone, Debug, Default)]
        pub struct Credentials {
            #(#fields)*
        }

        impl FromRequest for Credentials {
            #[allow(unused_variables)]
            fn from_request(#parts: &RequestParts, schemes: &[&str]) -> Self {
                Credentials { #(#reads)* }
            }

            fn has(&self, scheme: &str) -> bool {
                match scheme {
                    #(#has)*
                    _ => false,
                }
            }

            fn challenges(schemes: &[&str]) -> Vec<String> {
                schemes
                    .iter()
                    .filter_map(|scheme| match *scheme {
                        #(#challenges)*
                        _ => None,
                    })
                    .collect()
            }
        }
    }
}

fn read(plan: &SchemePlan<'_>) -> TokenStream {
    match &plan.scheme.scheme {
        Scheme::ApiKey { location, name } => match location {
            ApiKeyLocation::Header => quote!(parts.header_credential(#name)),
            ApiKeyLocation::Query => quote!(parts.query_credential(#name)),
            ApiKeyLocation::Cookie => quote!(parts.cookie_credential(#name)),
        },
        Scheme::Basic => quote!(parts.authorization("Basic")),
        Scheme::Bearer => quote!(parts.authorization("Bearer")),
        Scheme::Http(scheme) => quote!(parts.authorization(#scheme)),
    }
}

/// The value of `WWW-Authenticate` (RFC 9110, section 11.6.1). No scheme is
/// registered for API keys: the contract's name for it says what is meant.
fn challenge(plan: &SchemePlan<'_>, realm: &str) -> String {
    let realm = realm.replace(['"', '\\'], "");
    match &plan.scheme.scheme {
        Scheme::ApiKey { .. } => {
            let token = plan
                .scheme
                .name
                .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
            format!("{token} realm=\"{realm}\"")
        }
        Scheme::Basic => format!("Basic realm=\"{realm}\", charset=\"UTF-8\""),
        Scheme::Bearer => format!("Bearer realm=\"{realm}\""),
        Scheme::Http(scheme) => format!("{scheme} realm=\"{realm}\""),
    }
}
