//! `credentials.rs`: the security schemes.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use super::plan::Plan;
use crate::generate::files::text_literal;
use crate::generate::names::{Names, value_name};
use crate::model::{ApiKeyLocation, Contract, Operation, Scheme, SecurityScheme};

/// Methods of the builder that are the same for every contract.
const RESERVED: &[&str] = &[
    "build",
    "connect_timeout",
    "credentials",
    "new",
    "retry",
    "settings",
    "timeout",
    "user_agent",
];

pub(super) struct Secret<'a> {
    pub scheme: &'a SecurityScheme,
    /// `secret_api_key`: the field, and the method of the builder.
    pub field: Ident,
}

/// The methods of the builder that take credentials.
pub fn credential_methods(contract: &Contract) -> Vec<String> {
    secrets(contract)
        .iter()
        .map(|secret| secret.field.to_string())
        .collect()
}

pub(super) fn secrets(contract: &Contract) -> Vec<Secret<'_>> {
    let mut fields = Names::reserving(RESERVED);
    contract
        .security_schemes
        .iter()
        .map(|scheme| Secret {
            scheme,
            field: format_ident!("{}", fields.free(&value_name(&scheme.name))),
        })
        .collect()
}

pub fn render(contract: &Contract, operations: &[Plan<'_>]) -> TokenStream {
    let plans = secrets(contract);
    let credentials = credentials(&plans);
    let present = present(&plans);
    let accepted = accepted(operations);
    let carrier = (!plans.is_empty()).then(|| quote!(Carrier,));
    quote! {
        use secrecy::SecretString;

        use super::runtime::{self, #carrier Scheme};

        #credentials

        impl runtime::Credentials for Credentials {
            #present

            #accepted
        }
    }
}

fn credentials(plans: &[Secret<'_>]) -> TokenStream {
    let fields = plans.iter().map(|Secret { scheme, field }| {
        let doc = documentation(scheme);
        quote! {
            #[doc = #doc]
            pub #field: Option<SecretString>,
        }
    });
    quote! {
        /// What the client authenticates with: a secret for each security scheme
        /// that it has one for. Secrets never print themselves.
        #[derive(Clone, Debug, Default)]
        pub struct Credentials {
            #(#fields)*
        }
    }
}

fn present(plans: &[Secret<'_>]) -> TokenStream {
    let each = plans.iter().map(|Secret { scheme, field }| {
        let name = text_literal(&scheme.name);
        let carrier = carrier(&scheme.scheme);
        quote! {
            (Scheme { name: #name, carrier: #carrier }, self.#field.as_ref()),
        }
    });
    let count = Literal::usize_unsuffixed(plans.len());
    quote! {
        fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
            let schemes: [(Scheme, Option<&SecretString>); #count] = [#(#each)*];
            schemes
                .into_iter()
                .filter_map(|(scheme, secret)| Some((scheme, secret?)))
        }
    }
}

/// Operations with the same schemes share an arm.
fn accepted(operations: &[Plan<'_>]) -> TokenStream {
    let mut arms: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
    for plan in operations {
        let schemes = schemes(plan.operation);
        let name = plan.name.as_str();
        match arms.iter_mut().find(|(known, _)| *known == schemes) {
            _ if schemes.is_empty() => {}
            Some((_, operations)) => operations.push(name),
            None => arms.push((schemes, vec![name])),
        }
    }
    if arms.is_empty() {
        return quote! {
            // The contract has no schemes: nothing is sent to any operation.
            fn accepted(_: &str) -> &'static [&'static str] {
                &[]
            }
        };
    }
    let arms = arms
        .iter()
        .map(|(schemes, operations)| quote!(#(#operations)|* => &[#(#schemes),*],));
    quote! {
        fn accepted(operation: &str) -> &'static [&'static str] {
            match operation {
                #(#arms)*
                _ => &[],
            }
        }
    }
}

/// All schemes of all alternatives, in the order of the contract.
fn schemes(operation: &Operation) -> Vec<&str> {
    let mut schemes = Vec::new();
    for requirement in operation.security.iter().flatten() {
        if !schemes.contains(&requirement.scheme.as_str()) {
            schemes.push(requirement.scheme.as_str());
        }
    }
    schemes
}

pub(super) fn documentation(scheme: &SecurityScheme) -> String {
    let form = match &scheme.scheme {
        Scheme::Basic => " It has the form `user:password` (RFC 7617).",
        Scheme::Http(_) => " It is all that follows the scheme in `Authorization`.",
        _ => "",
    };
    let text = scheme.description.as_deref().unwrap_or_default().trim();
    match (text, form) {
        ("", form) => format!("`{}`.{form}", scheme.name),
        (text, "") => format!("`{}`: {text}", scheme.name),
        (text, form) => format!("`{}`: {text}\n\n{}", scheme.name, form.trim()),
    }
}

fn carrier(scheme: &Scheme) -> TokenStream {
    match scheme {
        Scheme::ApiKey { location, name } => {
            let name = text_literal(name);
            match location {
                ApiKeyLocation::Header => quote!(Carrier::Header(#name)),
                ApiKeyLocation::Query => quote!(Carrier::Query(#name)),
                ApiKeyLocation::Cookie => quote!(Carrier::Cookie(#name)),
            }
        }
        Scheme::Basic => quote!(Carrier::Basic),
        Scheme::Bearer => quote!(Carrier::Bearer),
        Scheme::Http(scheme) => {
            let scheme = text_literal(scheme);
            quote!(Carrier::Http(#scheme))
        }
    }
}
