//! `api.rs`: the trait that a server implements.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Layer, OperationPlan};
use super::routes::Routes;
use super::signatures::CallerPlan;
use super::words::Words;
use crate::generate::files::text_literal;

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let title = &layer.contract.title;
    let doc =
        format!("What a server of the contract “{title}” does: one function for each operation.");
    let words = Words::new(layer);
    let functions = layer.operations.iter().map(function);
    let wordings = words.functions.iter();
    let wordings = wordings.map(|wording| wording.declaration(layer.contract));
    let routes = Routes::new(&layer.operations);
    let together = routes.together.iter().map(|together| {
        let (route, variables) = (&together.route, &together.variables);
        let operations = together.operations.iter().map(|plan| &plan.operation.id);
        quote! {
            runtime::Together {
                route: #route,
                variables: &[#(#variables),*],
                operations: &[#(#operations),*],
            }
        }
    });
    let together: Vec<TokenStream> = together.collect();
    let entries = layer.operations.iter().map(|plan| {
        let marker = &plan.marker;
        let base = &plan.operation.base_path;
        let below = (!base.is_empty()).then(|| quote!(.below(#base)));
        quote!(runtime::entry::<operations::#marker, S>()#below)
    });
    let tags = layer.contract.tags.iter().map(|tag| {
        let name = &tag.name;
        let description = match &tag.description {
            Some(text) => {
                let text = text_literal(text);
                quote!(Some(#text.to_owned()))
            }
            None => quote!(None),
        };
        quote!((#name.to_owned(), TagDetails { description: #description, external_docs: None }))
    });
    let description = match &layer.contract.description {
        Some(text) => {
            let text = text_literal(text);
            quote!(.description(#text))
        }
        None => quote!(),
    };
    let tag_details = (!layer.contract.tags.is_empty()).then(|| quote!(TagDetails));
    // A contract may have no operations yet.
    let is_empty = layer.operations.is_empty();
    let future = (!is_empty).then(|| {
        quote!(
            use std::future::Future;
        )
    });
    let checked = layer.checked_import();
    let imports = match is_empty {
        true => quote!(
            use super::runtime::{self, Service};
        ),
        false => quote! {
            #checked
            use super::operations;
            use super::runtime::{self, Service};
            #[allow(unused_imports)]
            use super::{constrained, types};
        },
    };
    quote! {
        #future

        use dropshot::{ApiDescription, ApiDescriptionRegisterError, EndpointTagPolicy, TagConfig, #tag_details};

        use super::credentials::Credentials;
        #imports

        #[doc = #doc]
        pub trait Api: Service<Credentials = Credentials> {
            #(#functions)*
            #(#wordings)*
        }

        /// The operations, for `runtime::Front` to serve: below the path of their server's URL.
        pub fn entries<S: Api>() -> Vec<runtime::Entry<S>> {
            Vec::from([#(#entries),*])
        }

        /// Operations whose paths Dropshot's router cannot hold side by side.
        const TOGETHER: &[runtime::Together] = &[#(#together),*];

        /// The operations, as Dropshot describes and serves them.
        pub fn api_description<S: Api>() -> Result<ApiDescription<S>, ApiDescriptionRegisterError> {
            let mut api = ApiDescription::new().tag_config(TagConfig {
                allow_other_tags: true,
                policy: EndpointTagPolicy::Any,
                tags: [#(#tags),*].into_iter().collect(),
            });
            runtime::register(&mut api, entries(), TOGETHER)?;
            Ok(api)
        }

        /// The OpenAPI document that Dropshot emits for `api`.
        pub fn emitted_document<S: Api>(
            api: &ApiDescription<S>,
        ) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
            let version = super::VERSION.parse().unwrap_or(dropshot::semver::Version::new(0, 0, 0));
            let mut document = api.openapi(super::TITLE, version)#description.json()?;
            // Dropshot takes semantic versions only; the contract may say otherwise.
            document["info"]["version"] = super::VERSION.into();
            runtime::emit::<S>(&mut document, &entries(), TOGETHER)?;
            Ok(document)
        }
    }
}

fn function(plan: &OperationPlan<'_>) -> TokenStream {
    let (function, request) = (&plan.function, &plan.request);
    let title = plan.operation.title();
    let doc = match &plan.operation.summary {
        Some(summary) => format!("`{title}`: {summary}."),
        None => format!("`{title}`."),
    };
    let caller = match plan.caller {
        CallerPlan::None => quote!(),
        CallerPlan::Optional => quote!(caller: Option<&Self::Caller>,),
        CallerPlan::Required => quote!(caller: &Self::Caller,),
    };
    let marker = &plan.marker;
    quote! {
        #[doc = #doc]
        fn #function(
            &self,
            #caller
            request: operations::#request,
        ) -> impl Future<Output = runtime::Outcome<operations::#marker>> + Send;
    }
}
