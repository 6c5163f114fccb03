//! The client. Progenitor makes its types and the builders of its requests (`library`); what
//! they send, the commands and the mocks are templates of our plan, beside what Progenitor
//! leaves out: credentials, retries, response headers.

mod commands;
mod credentials;
mod declare;
mod document;
mod headers;
mod library;
mod methods;
mod mocks;
mod paginated;
mod plan;
mod prose;
mod responses;
mod send;
mod setup;
mod tolerant;

use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;

pub use credentials::credential_methods;
use document::Prepared;
use library::Library;
use plan::Plan;

use super::files::{Files, code_file, parsed, rust_file};
use super::rewrites::Rewrites;
use super::runtime::{self, Package, Runtime};
use super::types::Types;
use crate::model::Contract;
use crate::report::Finding;
use crate::rules;

/// The library: methods, types, and what is around them.
pub fn library(contract: &Contract, header: &str, runtime: Runtime) -> Result<Files, Vec<Finding>> {
    let prepared = document::document(contract)?;
    let progenitors = progenitors_library(&prepared)?;
    let Prepared { schemas, plans, .. } = prepared;
    let mut files = Files::default();
    let mut add = |name: &str, purpose: &str, file: syn::File| {
        files.insert(name, rust_file(header, purpose, file));
    };
    let (mut builders, mut methods) = (String::new(), String::new());
    let result = (|| {
        let mut types = Types::new(&schemas)?;
        let responses = responses::render(&plans, &mut types)?;
        let mut rewrites = Rewrites::default();
        let made = library::library(progenitors, &plans, &schemas, &mut rewrites)?;
        let Library {
            file: mut library, ..
        } = made;
        (builders, methods) = (made.builders, made.methods);
        if let Some(types) = library::types_apart(&mut library) {
            add(
                "types.rs",
                "The contract's schemas as types, and builders of these.",
                types,
            );
        }
        add(
            "mod.rs",
            "The client, and its types.",
            root(library, responses.is_some(), runtime)?,
        );
        add(
            "setup.rs",
            "Making a client, and what it does around every request.",
            parsed(setup::render(contract))?,
        );
        add(
            "credentials.rs",
            "The security schemes: what a client may send, and to which operations.",
            parsed(credentials::render(contract, &plans))?,
        );
        add(
            "headers.rs",
            "The response headers of the contract, as values.",
            parsed(headers::render(contract))?,
        );
        if let Some(responses) = responses {
            add(
                "responses.rs",
                "The responses of operations that have several types of them.",
                responses,
            );
        }
        Ok(())
    })();
    result.map_err(|message: String| vec![super::bug(&message)])?;
    let purpose = "The requests of each operation: what is set, what is sent, what comes back.";
    files.insert("builder.rs", code_file(header, purpose, &builders));
    let purpose = "The client's methods, one for each operation.";
    files.insert("operations.rs", code_file(header, purpose, &methods));
    Ok(files)
}

/// What stands beside the library: commands and mocks.
pub fn tools(contract: &Contract, header: &str) -> Result<Files, Vec<Finding>> {
    let Prepared {
        schemas, mut plans, ..
    } = document::document(contract)?;
    // The order of the library, which is Progenitor's.
    plans.sort_by_key(Plan::path);
    let mut files = Files::default();
    let (mut commands, mut mocks) = (String::new(), String::new());
    let result = (|| {
        let mut types = Types::new(&schemas)?;
        commands = commands::render(&plans, &mut types)?;
        mocks = mocks::render(&plans, &mut types)?;
        Ok(())
    })();
    result.map_err(|message: String| vec![super::bug(&message)])?;
    let purpose = "Each operation as a command for clap.";
    files.insert("commands.rs", code_file(header, purpose, &commands));
    let purpose = "A typed mock of each operation, for httpmock.";
    files.insert("mocks.rs", code_file(header, purpose, &mocks));
    Ok(files)
}

/// Both, with the runtime beside them where that is wanted.
pub fn whole(mut library: Files, tools: Files, header: &str, runtime: Runtime) -> Files {
    library.extend(tools);
    if runtime == Runtime::Inline {
        library.extend(runtime::inlined(Package::Client, header));
    }
    library
}

/// The library as Progenitor writes it.
fn progenitors_library(prepared: &Prepared<'_>) -> Result<TokenStream, Vec<Finding>> {
    let spec = serde_json::from_value(prepared.document.clone());
    let spec = spec.map_err(|error| vec![super::bug(&error.to_string())])?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq")
        .with_inner_type(quote!(Settings))
        .with_hooks(HooksMode::Expected);
    for (name, stand_in) in &prepared.schemas.stand_ins {
        let impls = prepared.schemas.implemented(stand_in).iter().copied();
        settings.with_replacement(name, stand_in.path(), impls);
    }
    let library = Generator::new(&settings).generate_tokens(&spec);
    library.map_err(refused)
}

fn refused(error: progenitor_impl::Error) -> Vec<Finding> {
    vec![
        Finding::error(
            rules::lint::INEXPRESSIBLE,
            format!("Progenitor makes no client: {error}"),
        )
        .help("the message names the construct; say it in simpler terms"),
    ]
}

fn root(library: syn::File, has_responses: bool, runtime: Runtime) -> Result<syn::File, String> {
    let runtime = runtime::import(runtime, Package::Client);
    let responses = has_responses.then(|| {
        quote!(
            pub mod responses;
        )
    });
    let mut root = parsed(quote! {
        #[cfg(feature = "cli")]
        #[allow(clippy::all, unused)]
        pub mod commands;
        mod credentials;
        mod headers;
        #[cfg(feature = "mocks")]
        #[allow(clippy::all, unused)]
        pub mod mocks;
        mod operations;
        #responses
        mod setup;

        #runtime

        pub use credentials::Credentials;
        pub use headers::ResponseHeaders;
        pub use runtime::{BuildError, Error, ErrorStream, Reading, Retry};
        pub use setup::{Builder, Settings};
    })?;
    root.attrs
        .push(syn::parse_quote!(#![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]));
    root.attrs.extend(library.attrs);
    root.items.extend(library.items);
    Ok(root)
}

#[cfg(test)]
mod rewrites_tests;
#[cfg(test)]
mod tests;
