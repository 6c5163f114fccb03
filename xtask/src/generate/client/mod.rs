//! The client: library, typed mocks and command-line definitions by Progenitor,
//! and around them what Progenitor leaves out: credentials, retries, response
//! headers. The generated directory refers to nothing outside of itself.

mod credentials;
mod document;
mod headers;
mod tidy;

use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle};
use quote::quote;

use super::files::{Files, rust_file};
use super::server::component;
use crate::contract::Contract;
use crate::document::Node;
use crate::report::Finding;

/// The part of the client that is the same for every contract.
const SUPPORT: &[(&str, &str)] = &[
    ("mod.rs", include_str!("support/mod.rs")),
    ("argument.rs", include_str!("support/argument.rs")),
    ("builder.rs", include_str!("support/builder.rs")),
    ("carrier.rs", include_str!("support/carrier.rs")),
    ("hooks.rs", include_str!("support/hooks.rs")),
    ("mock.rs", include_str!("support/mock.rs")),
    ("retry.rs", include_str!("support/retry.rs")),
];

pub fn generate(contract: &Contract, header: &str) -> Result<Files, Vec<Finding>> {
    let progenitor = progenitor(contract)?;
    let mut files = Files::default();
    let mut add = |name: &str, purpose: &str, tokens: TokenStream| {
        rust_file(header, purpose, tokens).map(|text| files.insert(name, text))
    };
    let result = (|| {
        add(
            "mod.rs",
            "The client: one method for each operation, and its types.",
            root(tidy::library(progenitor.library)?),
        )?;
        add(
            "credentials.rs",
            "The security schemes: what a client may send, and to which operations.",
            credentials::render(contract),
        )?;
        add(
            "headers.rs",
            "The response headers of the contract, as values.",
            headers::render(contract),
        )?;
        add(
            "commands.rs",
            "Each operation as a command for clap.",
            tidy::commands(progenitor.commands)?,
        )?;
        add(
            "mocks.rs",
            "A typed mock of each operation, for httpmock.",
            tidy::mocks(progenitor.mocks)?,
        )
    })();
    result.map_err(|message: String| vec![super::bug(&message)])?;
    for (name, text) in SUPPORT {
        files.insert(&format!("support/{name}"), format!("{header}\n{text}"));
    }
    Ok(files)
}

/// What Progenitor makes.
struct Progenitor {
    library: TokenStream,
    commands: TokenStream,
    mocks: TokenStream,
}

fn progenitor(contract: &Contract) -> Result<Progenitor, Vec<Finding>> {
    let document = document::document(contract)?;
    let spec: openapiv3::OpenAPI =
        serde_json::from_value(document).map_err(|error| vec![super::bug(&error.to_string())])?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq")
        .with_inner_type(quote!(support::Settings))
        .with_hooks(HooksMode::Expected);
    let mut generator = Generator::new(&settings);
    let refuse = |error: progenitor_impl::Error| {
        vec![
            Finding::error(
                "inexpressible",
                format!("Progenitor makes no client: {error}"),
            )
            .help("the message names the construct; say it in simpler terms"),
        ]
    };
    Ok(Progenitor {
        library: generator.generate_tokens(&spec).map_err(refuse)?,
        commands: generator.cli(&spec, "super").map_err(refuse)?,
        // The wrappers stand in a module of their own.
        mocks: generator.httpmock(&spec, "super::super").map_err(refuse)?,
    })
}

fn root(library: TokenStream) -> TokenStream {
    quote! {
        #[cfg(feature = "cli")]
        #[allow(clippy::all, unused)]
        pub mod commands;
        mod credentials;
        mod headers;
        #[cfg(feature = "mocks")]
        #[allow(clippy::all, unused)]
        pub mod mocks;
        pub mod support;

        pub use credentials::Credentials;
        pub use headers::ResponseHeaders;
        pub use support::{BuildError, Builder, Retry};

        #library
    }
}

/// What a schema is when it is only a reference, as far as there are schemas.
fn resolved<'a>(mut schema: &'a Node, contract: &'a Contract) -> &'a Node {
    for _ in 0..=contract.schemas.len() {
        match component(schema).and_then(|name| contract.schemas.get(name)) {
            Some(target) => schema = target,
            None => break,
        }
    }
    schema
}

#[cfg(test)]
mod tests;
