//! The client: library, typed mocks and command-line definitions by Progenitor,
//! and around them what Progenitor leaves out: credentials, retries, response
//! headers. The generated directory refers to nothing outside of itself.

mod credentials;
mod document;
mod headers;
mod plan;
mod responses;
mod rewrite;
mod tidy;

use progenitor_impl::{
    GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle, TypeImpl,
};
use quote::quote;

pub use credentials::credential_methods;
use document::Prepared;
use plan::Plan;

use super::files::{Files, parsed, rust_file};
use super::parts::{Part, support};
use super::server::component;
use super::types::TypeSchemas;
use crate::document::Node;
use crate::model::Contract;
use crate::report::Finding;
use crate::rules;

/// The part of the client that is the same for every contract.
const SUPPORT: &[(&str, &str)] = &[
    ("argument.rs", include_str!("support/argument.rs")),
    ("builder.rs", include_str!("support/builder.rs")),
    ("carrier.rs", include_str!("support/carrier.rs")),
    ("hooks.rs", include_str!("support/hooks.rs")),
    ("mock.rs", include_str!("support/mock.rs")),
    ("retry.rs", include_str!("support/retry.rs")),
];

/// Parts that not every contract needs: the module, its text, and what shows
/// that it is needed.
const PARTS: &[Part] = &[
    (
        "body",
        include_str!("support/body.rs"),
        &[
            "support::with_json",
            "support::with_form",
            "support::with_body",
        ],
    ),
    (
        "form",
        include_str!("support/form.rs"),
        &["support::with_styled_form"],
    ),
    (
        "mock_multipart",
        include_str!("support/mock_multipart.rs"),
        &["support::with_multipart"],
    ),
    (
        "mock_parameter",
        include_str!("support/mock_parameter.rs"),
        &["support::Style"],
    ),
    (
        "multipart",
        include_str!("support/multipart.rs"),
        &["support::with_multipart"],
    ),
    (
        "parameter",
        include_str!("support/parameter.rs"),
        &["support::Style", "support::with_styled_form"],
    ),
    (
        "response",
        include_str!("support/response.rs"),
        &["support::decoded"],
    ),
    (
        "choice",
        include_str!("../server/support/choice.rs"),
        &["support::best", "support::tagged"],
    ),
];

/// The library: methods, types, and what is around them.
pub fn library(contract: &Contract, header: &str) -> Result<Files, Vec<Finding>> {
    let Progenitor {
        mut generator,
        spec,
        schemas,
        plans,
    } = progenitor(contract)?;
    let library = generator.generate_tokens(&spec).map_err(refused)?;
    let mut files = Files::default();
    let mut add = |name: &str, purpose: &str, file: syn::File| {
        files.insert(name, rust_file(header, purpose, file));
    };
    let result = (|| {
        let responses = responses::render(&plans, &schemas)?;
        let has_support_types = has_support_types(&schemas);
        let library = tidy::library(library, &plans, &schemas, has_support_types)?;
        add(
            "mod.rs",
            "The client: one method for each operation, and its types.",
            root(library, responses.is_some())?,
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
                "The answers of operations that have several types of them.",
                parsed(responses)?,
            );
        }
        Ok(())
    })();
    result.map_err(|message: String| vec![super::bug(&message)])?;
    Ok(files)
}

/// What stands beside the library: commands and mocks.
pub fn tools(contract: &Contract, header: &str) -> Result<Files, Vec<Finding>> {
    let Progenitor {
        mut generator,
        spec,
        schemas,
        plans,
    } = progenitor(contract)?;
    let mut files = Files::default();
    let mut add = |name: &str, purpose: &str, file: Result<syn::File, String>| {
        let file = file.map_err(|message| vec![super::bug(&message)])?;
        files.insert(name, rust_file(header, purpose, file));
        Ok::<(), Vec<Finding>>(())
    };
    // One after the other: each is large while it is made.
    let commands = generator.cli(&spec, "super").map_err(refused)?;
    add(
        "commands.rs",
        "Each operation as a command for clap.",
        tidy::commands(commands, &plans),
    )?;
    // The wrappers stand in a module of their own.
    let mocks = generator.httpmock(&spec, "super::super").map_err(refused)?;
    add(
        "mocks.rs",
        "A typed mock of each operation, for httpmock.",
        tidy::mocks(mocks, &plans, &schemas),
    )?;
    Ok(files)
}

/// Both, with the support that they need.
pub fn whole(mut library: Files, tools: Files, header: &str) -> Files {
    library.extend(tools);
    support(&mut library, header, SUPPORT, PARTS, &root_of_support());
    library
}

/// The module of the support, with what it shares with the server's: both read
/// alternatives.
fn root_of_support() -> String {
    include_str!("support/mod.rs")
        .replace("mod carrier;\n", "mod carrier;\nmod choice;\n")
        .replace(
            "#[cfg(feature = \"mocks\")]\npub use mock::",
            "pub use choice::{best, tagged};\n#[cfg(feature = \"mocks\")]\npub use mock::",
        )
}

/// Whether types of `support` are in those of the contract.
fn has_support_types(schemas: &TypeSchemas<'_>) -> bool {
    let is_support = |path: &String| path.starts_with("support::");
    schemas.stand_ins.iter().any(|(_, path)| is_support(path))
}

/// Progenitor, and what it is given.
struct Progenitor<'a> {
    generator: Generator,
    spec: openapiv3::OpenAPI,
    schemas: TypeSchemas<'a>,
    plans: Vec<Plan<'a>>,
}

fn progenitor(contract: &Contract) -> Result<Progenitor<'_>, Vec<Finding>> {
    let Prepared {
        document,
        schemas,
        plans,
    } = document::document(contract)?;
    let spec = serde_json::from_value(document);
    let spec = spec.map_err(|error| vec![super::bug(&error.to_string())])?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq")
        .with_inner_type(quote!(support::Settings))
        .with_hooks(HooksMode::Expected);
    for (name, path) in &schemas.stand_ins {
        let impls: &[TypeImpl] = match path.as_str() {
            "support::File" => &[TypeImpl::FromStr],
            _ => &[],
        };
        settings.with_replacement(name, path, impls.iter().copied());
    }
    Ok(Progenitor {
        generator: Generator::new(&settings),
        spec,
        schemas,
        plans,
    })
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

fn root(library: syn::File, has_responses: bool) -> Result<syn::File, String> {
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
        #responses
        pub mod support;

        pub use credentials::Credentials;
        pub use headers::ResponseHeaders;
        pub use support::{BuildError, Builder, Retry};
    })?;
    root.attrs.extend(library.attrs);
    root.items.extend(library.items);
    Ok(root)
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
