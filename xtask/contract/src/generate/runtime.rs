//! What generated code calls: two packages of their own, `contract-server` and `contract-client`,
//! or their modules beside the generated code, for those who want no dependency.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::files::Files;
use crate::embedded::{Package, modules};

/// Where generated code finds its runtime.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Runtime {
    /// In the packages `contract-server` and `contract-client`.
    #[default]
    Package,
    /// Beside the generated code.
    Inline,
}

/// The interface between generated code and its runtime: raised when either has to know what the
/// other did not have before. The runtimes refuse any other at compile time.
const INTERFACE: &str = "1.0";

/// The runtime, as the root of the generated code has it.
pub fn import(runtime: Runtime, package: Package) -> TokenStream {
    match runtime {
        Runtime::Package => {
            let package = match package {
                Package::Server => format_ident!("contract_server"),
                Package::Client => format_ident!("contract_client"),
            };
            quote! {
                /// What the generated code calls.
                pub use #package as runtime;

                runtime::requires!(#INTERFACE);
            }
        }
        Runtime::Inline => quote! {
            #[allow(clippy::all, unused)]
            pub mod runtime;
        },
    }
}

/// The runtime's own modules: the sources of the package, without what only a package needs.
pub fn inlined(package: Package, header: &str) -> Files {
    let mut files = Files::default();
    for (name, text) in modules(package) {
        let name = match name {
            "interface.rs" => continue,
            "lib.rs" => "mod.rs",
            other => other,
        };
        let mut own = String::new();
        for line in text.lines() {
            let is_of_the_package = line.starts_with("#![") || line == "mod interface;";
            if !is_of_the_package {
                own.push_str(line);
                own.push('\n');
            }
        }
        let own = own
            .replace("#[macro_export]\n", "")
            .replace("// inline: ", "")
            .replace("$crate::", "super::runtime::");
        files.insert(&format!("runtime/{name}"), format!("{header}\n{own}"));
    }
    files
}
