//! Operations that respond with a page at a time (`x-dropshot-pagination`), as Progenitor finds
//! them: `stream` has the items of all pages. It says which parameters and members are meant; the
//! rest is the runtime's.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ItemImpl;
use syn::visit::Visit;

use super::plan::Plan;
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::argument_of;
use crate::model::Location;

/// The items of all pages.
pub struct Pages {
    pub item: TokenStream,
    /// The parameters that go with the first page alone.
    pub others: Vec<String>,
}

/// What Progenitor made a stream of, if it did.
///
/// # Errors
/// When Progenitor writes it otherwise than expected.
pub fn paginated(
    plan: &Plan<'_>,
    implementation: &mut ItemImpl,
    of: &str,
    rewrites: &mut Rewrites,
) -> Result<Option<Pages>, String> {
    let Some(stream) = super::library::function(implementation, "stream") else {
        return Ok(None);
    };
    let mut items = Items(Vec::new());
    items.visit_return_type(&stream.sig.output);
    let item = match &items.0[..] {
        [item] => Some(item.clone()),
        _ => None,
    };
    let item = rewrites.found(Rewrite::Pages, of, item)?;
    // The token says which page of which items is meant: nothing else goes with it but `limit`.
    let others = plan.in_order().filter(|plan| {
        let is_meant = plan.parameter.location == Location::Query;
        is_meant && !matches!(plan.name.as_str(), "limit" | "page_token")
    });
    let others = others.map(|plan| plan.name.clone()).collect();
    Ok(Some(Pages { item, others }))
}

/// What the streams in a type have: `T` of `Stream<Item = Result<T, …>>`.
struct Items(Vec<TokenStream>);

impl<'ast> Visit<'ast> for Items {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let is_stream = path
            .segments
            .first()
            .is_some_and(|first| first.ident == "futures");
        if is_stream
            && let Some(last) = path.segments.last()
            && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        {
            let items = arguments.args.iter().filter_map(|argument| match argument {
                syn::GenericArgument::AssocType(item) if item.ident == "Item" => Some(&item.ty),
                _ => None,
            });
            let results = items.filter_map(|item| match item {
                syn::Type::Path(path) => argument_of(&path.path, "Result"),
                _ => None,
            });
            self.0.extend(results.map(ToTokens::to_token_stream));
        }
        syn::visit::visit_path(self, path);
    }
}
