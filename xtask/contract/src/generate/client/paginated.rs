//! Operations that respond with a page at a time (`x-dropshot-pagination`), as Progenitor finds
//! them: `stream` has the items of all pages. It says which parameters and members are meant; the
//! rest is the runtime's.

use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;
use syn::{ItemImpl, parse_quote, parse2};

use super::plan::Plan;
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::model::Location;

/// Has the runtime go from page to page, where Progenitor made a stream.
///
/// # Errors
/// When Progenitor writes it otherwise than expected.
pub fn paginated(
    plan: &Plan<'_>,
    implementation: &mut ItemImpl,
    of: &str,
    rewrites: &mut Rewrites,
) -> Result<(), String> {
    let Some(stream) = super::library::function(implementation, "stream") else {
        return Ok(());
    };
    let mut streams = Streams(0);
    streams.visit_return_type_mut(&mut stream.sig.output);
    rewrites.found(Rewrite::Pages, of, (streams.0 == 1).then_some(()))?;
    // The token says which page of which items is meant: nothing else goes with it but `limit`.
    let others = plan.in_order().filter(|plan| {
        let is_meant = plan.parameter.location == Location::Query;
        is_meant && !matches!(plan.name.as_str(), "limit" | "page_token")
    });
    let others = others.map(|plan| format_ident!("{}", plan.name));
    stream.block = parse2(quote!({
        runtime::pages(
            self,
            |page: Self| page.send(),
            |first: &Self, token| Self {
                page_token: Ok(Some(token)),
                #(#others: Ok(None),)*
                ..first.clone()
            },
            |page| {
                let page = page.into_inner();
                (page.items, page.next_page)
            },
        )
    }))
    .map_err(|error| format!("{of}: {error}"))?;
    Ok(())
}

/// The trait of streams, by way of the runtime.
struct Streams(usize);

impl VisitMut for Streams {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        if path
            .segments
            .first()
            .is_some_and(|first| first.ident == "futures")
            && let Some(last) = path.segments.last().cloned()
        {
            *path = parse_quote!(runtime::#last);
            self.0 += 1;
        }
    }
}
