//! What generated code calls: two packages of their own, `contract-server` and `contract-client`,
//! or their modules beside the generated code, for those who want no dependency.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::files::Files;

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

/// The package of a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Package {
    /// `contract-server`
    Server,
    /// `contract-client`
    Client,
}

impl Package {
    /// The folder of its modules, among the sources that the program has.
    pub fn sources(self) -> &'static str {
        match self {
            Package::Server => "server-src",
            Package::Client => "client-src",
        }
    }
}

/// The interface between generated code and its runtime: raised when either has to know what the
/// other did not have before. The runtimes refuse any other at compile time.
const INTERFACE: &str = "1.2";

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
#[cfg(feature = "embed")]
pub fn inlined(package: Package, header: &str) -> Files {
    let mut files = Files::default();
    for (path, text) in crate::embedded::files(package.sources()) {
        let name = match path.to_str() {
            Some("interface.rs") | None => continue,
            Some("lib.rs") => "mod.rs",
            Some(name) if name.split(['/', '\\']).any(|folder| folder == "tests") => continue,
            Some(name) => name,
        };
        let mut of_the_package = vec!["#![", "#[cfg(test)]", "mod interface;", "mod tests;"];
        if name == "mod.rs" {
            // The examples there name the package.
            of_the_package.push("//!");
        }
        let is_of_the_package =
            |line: &&str| of_the_package.iter().any(|own| line.starts_with(own));
        let lines = text.lines().filter(|line| !is_of_the_package(line));
        let own: String = lines.flat_map(|line| [line, "\n"]).collect();
        let own = own
            .replace("#[macro_export]\n", "")
            .replace("// inline: ", "")
            .replace("$crate::", "super::runtime::");
        files.insert(&format!("runtime/{name}"), format!("{header}\n{own}"));
    }
    files
}

/// Without the sources there is nothing to write: the commands refuse it before.
#[cfg(not(feature = "embed"))]
pub fn inlined(_: Package, _: &str) -> Files {
    Files::default()
}
