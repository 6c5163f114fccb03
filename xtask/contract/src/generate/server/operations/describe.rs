//! What Dropshot is told of an operation's schemas.

use proc_macro2::TokenStream;
use quote::quote;

use super::optional_text;
use crate::document::Node;
use crate::generate::server::plan::{Layer, OperationPlan, emitted_header, emitted_schema};
use crate::generate::server::schemas;
use crate::model::{Location, MediaKind};

/// What Dropshot is told of the operation's schemas.
pub(super) fn describe(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let mut arms = Vec::new();
    for (location, part) in [
        (Location::Path, quote!(Path)),
        (Location::Query, quote!(Query)),
        (Location::Header, quote!(Header)),
    ] {
        let members: Vec<TokenStream> = plan
            .parameters
            .iter()
            .map(|parameter| parameter.parameter)
            .filter(|parameter| parameter.location == location)
            .filter_map(|parameter| {
                let schema = emitted_schema(parameter, plan.operation, layer.contract)?;
                Some(member(
                    &parameter.name,
                    parameter.required,
                    parameter.description.as_deref(),
                    &schema,
                    layer,
                ))
            })
            .collect();
        if !members.is_empty() {
            arms.push(quote!(runtime::Part::#part => Vec::from([#(#members),*]),));
        }
    }
    if let Some(body) = &plan.body {
        let member = member("body", true, None, &body.body.schema, layer);
        arms.push(quote!(runtime::Part::RequestBody => Vec::from([#member]),));
    }
    if let Some(response) = plan.emitted_success() {
        let headers: Vec<TokenStream> = response
            .headers
            .iter()
            .map(|header| {
                let header = header.header;
                member(
                    &header.name,
                    header.required,
                    header.description.as_deref(),
                    &emitted_header(header),
                    layer,
                )
            })
            .collect();
        if !headers.is_empty() {
            arms.push(quote!(runtime::Part::ResponseHeader => Vec::from([#(#headers),*]),));
        }
        if let Some(content) = &response.response.content
            && content.kind == MediaKind::Json
        {
            let member = member("body", true, None, &content.schema, layer);
            arms.push(quote!(runtime::Part::ResponseBody => Vec::from([#member]),));
        }
    }
    if arms.is_empty() {
        return quote! {
            fn describe(_: runtime::Part, _: &mut SchemaGenerator) -> Vec<runtime::Described> {
                Vec::new()
            }
        };
    }
    quote! {
        #[allow(unused_variables)]
        fn describe(part: runtime::Part, generator: &mut SchemaGenerator) -> Vec<runtime::Described> {
            match part {
                #(#arms)*
                _ => Vec::new(),
            }
        }
    }
}

fn member(
    name: &str,
    required: bool,
    description: Option<&str>,
    schema: &Node,
    layer: &Layer<'_>,
) -> TokenStream {
    let description = optional_text(description);
    let schema = schemas::expression(schema, layer);
    quote!(runtime::described(#name, #required, #description, #schema))
}
