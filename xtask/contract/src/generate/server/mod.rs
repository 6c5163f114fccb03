//! The server layer: what stands between Dropshot and the handlers.

mod api;
mod checked;
mod constrained;
mod credentials;
mod emittable;
mod emitted;
mod operations;
mod plan;
mod refusals;
mod routes;
mod said;
mod signatures;
mod styles;
mod truth;
mod words;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub use emittable::emittable;
pub use plan::{emitted_error, emitted_header, emitted_schema};
pub use said::said;
pub use signatures::{CallerPlan, signatures};

use self::plan::Layer;
use super::files::{Files, code_file, parsed, rust_file};
use super::names::Names;
use super::rewrites::Rewrites;
use super::runtime::{self, Package, Runtime};
use crate::model::Contract;
use crate::report::Finding;

pub fn generate(
    contract: &Contract,
    header: &str,
    runtime: Runtime,
) -> Result<Files, Vec<Finding>> {
    let layer = Layer::new(contract)?;
    let mut files = Files::default();
    let mut add_file = |name: &str, purpose: &str, file: syn::File| {
        files.insert(name, rust_file(header, purpose, file));
    };
    let result = (|| {
        let api = parsed(api::render(&layer))?;
        let credentials = parsed(credentials::render(&layer))?;
        let mut taken = [&api, &credentials].map(exported).concat();
        taken.extend(operations::exported(&layer));
        add_file(
            "api.rs",
            "The operations as a trait to implement, and their registration with Dropshot.",
            api,
        );
        add_file(
            "credentials.rs",
            "The security schemes: what a request may carry.",
            credentials,
        );
        let mut add = |name: &str, purpose: &str, tokens: TokenStream| {
            add_file(name, purpose, parsed(tokens)?);
            Ok(())
        };
        add(
            "mod.rs",
            "The contract as Rust: its types, its operations, and the trait that a server implements.",
            root(&layer, &taken, runtime),
        )?;
        add(
            "constrained.rs",
            "Numbers and arrays within the contract's bounds.",
            constrained::render(&layer),
        )?;
        if !layer.schemas.checked.is_empty() {
            add(
                "checked.rs",
                "Values that are checked by the contract's own schemas: Rust's types cannot say all of them.",
                checked::render(&layer),
            )?;
        }
        add(
            "types.rs",
            "The contract's schemas as types; values that are not valid cannot be made.",
            layer.types.to_stream(
                &layer.schemas,
                &constrained::aliases(&layer),
                &mut Rewrites::default(),
            )?,
        )
    })();
    result.map_err(|message: String| vec![super::bug(&message)])?;
    let mut add_code = |name: &str, purpose: &str, code: Result<String, String>| {
        let code = code.map_err(|message| vec![super::bug(&message)])?;
        files.insert(name, code_file(header, purpose, &code));
        Ok::<_, Vec<Finding>>(())
    };
    add_code(
        "operations.rs",
        "Each operation's request, successes and errors: nothing else can be answered.",
        operations::render(&layer),
    )?;
    add_code(
        "truth.rs",
        "What the types make of values: asked by `cargo xtask truth`.",
        truth::render(&layer),
    )?;
    files.insert(emitted::FILE, emitted::render(&layer, header));
    if runtime == Runtime::Inline {
        files.extend(runtime::inlined(Package::Server, header));
    }
    Ok(files)
}

/// Exports the types of a module: all at once, or by their names where an
/// operation has one of them (its body, in several media types, is an enum of the
/// bodies' types). A type whose name is taken gets `Value` after it.
fn export(module: &str, types: &[&str], taken: &[String]) -> TokenStream {
    let module = format_ident!("{module}");
    let is_taken = |name: &&str| taken.iter().any(|other| other == name);
    if !types.iter().any(is_taken) {
        return quote!(pub use #module::*;);
    }
    let mut names = Names::reserving(types);
    for name in taken {
        names.free(name);
    }
    let exports = types.iter().map(|name| {
        let own = format_ident!("{name}");
        if !is_taken(name) {
            return quote!(#own);
        }
        let other = format_ident!("{}", names.free(&format!("{name}Value")));
        quote!(#own as #other)
    });
    quote!(pub use #module::{#(#exports),*};)
}

/// The names of what a module has for others.
fn exported(file: &syn::File) -> Vec<String> {
    let names = file.items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) => Some((&item.vis, &item.ident)),
        syn::Item::Enum(item) => Some((&item.vis, &item.ident)),
        syn::Item::Trait(item) => Some((&item.vis, &item.ident)),
        syn::Item::Type(item) => Some((&item.vis, &item.ident)),
        _ => None,
    });
    names
        .filter(|(visibility, _)| matches!(visibility, syn::Visibility::Public(_)))
        .map(|(_, name)| name.to_string())
        .collect()
}

fn root(layer: &Layer<'_>, taken: &[String], runtime: Runtime) -> TokenStream {
    let runtime = runtime::import(runtime, Package::Server);
    let emitted = emitted::FILE;
    let title = &layer.contract.title;
    let version = &layer.contract.version;
    let operations = (!layer.operations.is_empty()).then(|| {
        quote!(
            pub use operations::*;
        )
    });
    let has_checked = !layer.schemas.checked.is_empty();
    let checked = has_checked.then(|| {
        quote!(
            mod checked;
        )
    });
    let checked_types = has_checked.then(|| {
        let types = layer.schemas.checked.iter();
        let names: Vec<&str> = types.map(|found| found.name.as_str()).collect();
        let export = export("checked", &names, taken);
        quote!(
            #[allow(unused_imports)]
            #export
        )
    });
    let constrained_types = {
        let types = layer.schemas.constrained.iter();
        let names: Vec<&str> = types.map(|found| found.name.as_str()).collect();
        export("constrained", &names, taken)
    };
    quote! {
        #![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]

        mod api;
        #checked
        mod constrained;
        mod credentials;
        mod operations;
        #[cfg(debug_assertions)]
        pub mod truth;
        #[allow(clippy::all, unused, non_camel_case_types)]
        pub mod types;

        #runtime

        pub use api::{Api, api_description, emitted_document, entries};
        #checked_types
        #[allow(unused_imports)]
        #constrained_types
        pub use credentials::*;
        #operations

        /// What Dropshot is told of the contract.
        pub(crate) static EMITTED: runtime::Emitted = runtime::Emitted::new(include_str!(#emitted));

        /// The contract's `info.title`.
        pub const TITLE: &str = #title;
        /// The contract's `info.version`.
        pub const VERSION: &str = #version;
    }
}
