//! `truth.rs`: what the types make of values, for `cargo xtask truth`.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::Layer;

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let arms = layer.contract.schemas.keys().map(|name| {
        let rust_type = layer.schemas.path_of(&layer.schemas.name_of(name));
        quote!(#name => Some(support::through::<#rust_type>(value)),)
    });
    let checked = layer.checked_import();
    quote! {
        use std::io::{self, BufRead, Write};

        #checked
        #[allow(unused_imports)]
        use super::{constrained, support, types};

        /// Answers what the types make of the values of schemas, a line for a
        /// line.
        pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
            support::answer(input, output, through)
        }

        #[allow(unused_variables)]
        fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
            match schema {
                #(#arms)*
                _ => None,
            }
        }
    }
}
