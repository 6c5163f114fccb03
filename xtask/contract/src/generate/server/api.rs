//! `api.rs`: the trait that a server implements.

use proc_macro2::TokenStream;
use quote::quote;

use super::plan::{Layer, OperationPlan};
use super::refusals;
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
    let handles = layer.operations.iter().map(|plan| handle(plan, &words));
    let routes = Routes::new(&layer.operations);
    let registrations = routes.alone.iter().map(|plan| {
        let marker = &plan.marker;
        quote!(runtime::register::<operations::#marker, S>(&mut api)?;)
    });
    let together = routes.together.iter().map(|together| {
        let (route, variables) = (&together.route, &together.variables);
        let markers = together.operations.iter().map(|plan| &plan.marker);
        quote! {
            runtime::register_together::<S>(
                &mut api,
                #route,
                &[#(#variables),*],
                Vec::from([#(runtime::entry::<operations::#markers, S>()),*]),
            )?;
        }
    });
    let entries = layer.operations.iter().map(|plan| {
        let marker = &plan.marker;
        let base = &plan.operation.base_path;
        let below = (!base.is_empty()).then(|| quote!(.below(#base)));
        quote!(runtime::entry::<operations::#marker, S>()#below)
    });
    let apart = routes
        .together
        .iter()
        .flat_map(|together| &together.operations)
        .map(|plan| {
            let marker = &plan.marker;
            quote!(runtime::emit_apart::<operations::#marker, S>(&mut document)?;)
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
    let mutable = (!is_empty).then(|| quote!(mut));
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

        /// The operations, as Dropshot describes and serves them.
        pub fn api_description<S: Api>() -> Result<ApiDescription<S>, ApiDescriptionRegisterError> {
            let #mutable api = ApiDescription::new().tag_config(TagConfig {
                allow_other_tags: true,
                policy: EndpointTagPolicy::Any,
                tags: [#(#tags),*].into_iter().collect(),
            });
            #(#registrations)*
            #(#together)*
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
            #(#apart)*
            Ok(document)
        }

        #(#handles)*
    }
}

fn function(plan: &OperationPlan<'_>) -> TokenStream {
    let (function, request, success, error) =
        (&plan.function, &plan.request, &plan.success, &plan.error);
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
    quote! {
        #[doc = #doc]
        fn #function(
            &self,
            #caller
            request: operations::#request,
        ) -> impl Future<Output = Result<operations::#success, operations::#error>> + Send;
    }
}

fn handle(plan: &OperationPlan<'_>, words: &Words<'_>) -> TokenStream {
    let (marker, function) = (&plan.marker, &plan.function);
    let (caller, body) = match plan.caller {
        CallerPlan::None => (quote!(_caller), quote!(service.#function(request).await)),
        CallerPlan::Optional => (
            quote!(caller),
            quote!(service.#function(caller, request).await),
        ),
        CallerPlan::Required => (
            quote!(caller),
            quote! {
                match caller {
                    Some(caller) => service.#function(caller, request).await,
                    None => Err(runtime::Unexpected::new("no caller").into()),
                }
            },
        ),
    };
    let refused = refusals::refused(plan, words);
    quote! {
        impl<S: Api> runtime::Handle<S> for operations::#marker {
            async fn handle(
                service: &S,
                #caller: Option<&S::Caller>,
                request: Self::Request,
            ) -> Result<Self::Success, Self::Error> {
                #body
            }

            #refused
        }
    }
}
