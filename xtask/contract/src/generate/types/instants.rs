//! Dates and instants of the server: Typify makes them types of `chrono`, which reads more than RFC
//! 3339 allows. They become the runtime's, which read no more.

use quote::ToTokens;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

/// Puts the runtime's types in the place of chrono's; `runtime` is its module from there.
pub struct Instants {
    pub runtime: syn::Path,
}

impl VisitMut for Instants {
    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        let runtime = &self.runtime;
        let mut within = Instants {
            runtime: parse_quote!(super::#runtime),
        };
        visit_mut::visit_item_mod_mut(&mut within, module);
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let runtime = &self.runtime;
        match path.to_token_stream().to_string().replace(' ', "").as_str() {
            "::chrono::DateTime<::chrono::offset::Utc>" => *path = parse_quote!(#runtime::DateTime),
            "::chrono::naive::NaiveDate" => *path = parse_quote!(#runtime::Date),
            _ => {}
        }
    }
}
