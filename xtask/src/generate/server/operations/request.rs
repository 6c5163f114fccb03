//! An operation's request, and how it is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::optional;
use crate::contract::{Contract, Location, MediaKind, Style};
use crate::document::Node;
use crate::generate::server::plan::{Choice, OperationPlan, ParameterPlan, component};

pub(super) fn request(plan: &OperationPlan<'_>) -> TokenStream {
    let name = &plan.request;
    let title = plan.operation.title();
    let doc = format!("The request of `{title}`, valid against its schemas.");
    let parameters = plan.parameters.iter().map(|parameter| {
        let (field, rust_type) = (&parameter.field, &parameter.rust_type);
        let location = parameter.parameter.location.name();
        let doc = match &parameter.parameter.description {
            Some(text) => text.trim().to_owned(),
            None => format!("The {location} parameter `{}`.", parameter.parameter.name),
        };
        let rust_type = optional(rust_type, parameter.parameter.required);
        quote! {
            #[doc = #doc]
            pub #field: #rust_type,
        }
    });
    let body = plan.body.as_ref().map(|body| {
        let rust_type = optional(&body.content.rust_type, body.body.required);
        let doc = match &body.body.description {
            Some(text) => text.trim().to_owned(),
            None => format!("The body: `{}`.", body.body.media_type),
        };
        quote! {
            #[doc = #doc]
            pub body: #rust_type,
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name {
            #(#parameters)*
            #body
        }
    }
}

/// The parameters and the body, read from the request.
pub(super) fn reads(plan: &OperationPlan<'_>, contract: &Contract) -> (TokenStream, TokenStream) {
    let request = &plan.request;
    let fields = plan.parameters.iter().map(|parameter| {
        let field = &parameter.field;
        let read = read_parameter(parameter, contract);
        quote!(#field: #read,)
    });
    let mut before = quote!();
    let mut body_field = quote!();
    if let Some(body) = &plan.body {
        let content = &body.content;
        let media_types: Vec<&String> = content
            .choices
            .iter()
            .map(|choice| &choice.content.media_type)
            .collect();
        let accepts_all = media_types.iter().any(|name| *name == "*/*");
        let choose = quote!(parts.choose_media_type(&[#(#media_types),*])?);
        let (expect, read) = match &content.choices[..] {
            [single] if accepts_all => (quote!(), read_content(single, contract)),
            [single] => (quote!(#choose;), read_content(single, contract)),
            several => {
                let name = &content.name;
                let (last, others) = several.split_last().unwrap_or((&several[0], &[]));
                let arm = |choice: &Choice| {
                    let variant = &choice.variant;
                    let read = read_content(choice, contract);
                    quote!(#name::#variant(#read))
                };
                let arms = others.iter().enumerate().map(|(index, choice)| {
                    let index = proc_macro2::Literal::usize_unsuffixed(index);
                    let value = arm(choice);
                    quote!(#index => #value,)
                });
                let last = arm(last);
                (quote!(), quote!(match #choose { #(#arms)* _ => #last }))
            }
        };
        if body.body.required {
            before = expect;
            body_field = match &content.choices[..] {
                [single] if single.content.kind == MediaKind::Bytes => quote!(body,),
                _ => quote!(body: #read,),
            };
        } else {
            before = quote! {
                let body = if body.is_empty() {
                    None
                } else {
                    #expect
                    Some(#read)
                };
            };
            body_field = quote!(body,);
        }
    }
    let uses_parts = !plan.parameters.is_empty()
        || plan
            .body
            .as_ref()
            .is_some_and(|body| body.content.is_enum() || body.body.media_type != "*/*");
    let parts = if uses_parts { quote!(parts) } else { quote!(_) };
    (
        parts,
        quote! {
            #before
            Ok(#request { #(#fields)* #body_field })
        },
    )
}

fn read_content(choice: &Choice, contract: &Contract) -> TokenStream {
    match choice.content.kind {
        MediaKind::Json => quote!(support::json_body(&body)?),
        MediaKind::Form => {
            let shapes = form_shapes(&choice.content.schema, contract);
            quote!(support::form_body(&body, &[#(#shapes),*])?)
        }
        MediaKind::Text => quote!(support::text_body(body)?),
        MediaKind::Bytes => quote!(body),
    }
}

/// The enums of bodies that have several media types.
pub(super) fn body_enums(plan: &OperationPlan<'_>) -> TokenStream {
    let request = plan.body.as_ref().map(|body| &body.content);
    let responses = plan.successes.iter().chain(&plan.errors);
    let contents = request
        .into_iter()
        .chain(responses.filter_map(|response| response.body.as_ref()))
        .filter(|content| content.is_enum());
    let enums = contents.map(|content| {
        let name = &content.name;
        let variants = content.choices.iter().map(|choice| {
            let (variant, rust_type) = (&choice.variant, &choice.rust_type);
            let doc = format!("`{}`", choice.content.media_type);
            quote! {
                #[doc = #doc]
                #variant(#rust_type),
            }
        });
        quote! {
            /// A body by its media type.
            #[derive(Clone, Debug)]
            pub enum #name {
                #(#variants)*
            }
        }
    });
    quote!(#(#enums)*)
}

fn read_parameter(plan: &ParameterPlan<'_>, contract: &Contract) -> TokenStream {
    let parameter = plan.parameter;
    let name = &parameter.name;
    let shape = shape(
        &parameter.schema,
        parameter.style,
        parameter.explode,
        contract,
    );
    let location = parameter.location.name();
    let read = match parameter.location {
        Location::Path => return quote!(parts.path(#name, #shape)?),
        Location::Query => quote!(parts.query(#name, #shape)?),
        Location::Header => quote!(parts.header(#name, #shape)?),
        Location::Cookie => quote!(parts.cookie_parameter(#name, #shape)?),
    };
    if parameter.required {
        quote!(support::required(#read, #location, #name)?)
    } else {
        read
    }
}

/// How the text of a parameter becomes a value.
fn shape(schema: &Node, style: Style, explode: bool, contract: &Contract) -> TokenStream {
    let resolved = resolved(schema, contract);
    if resolved.text("type") == Some("array") {
        let item = match resolved.get("items") {
            Some(items) => scalar_shape(items, contract),
            None => quote!(support::Shape::Any),
        };
        let separator = match style {
            Style::Form if explode => return quote!(support::Shape::Exploded(&#item)),
            Style::Form | Style::Simple => ',',
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
        };
        return quote!(support::Shape::Array(&#item, #separator));
    }
    scalar_shape(resolved, contract)
}

fn scalar_shape(schema: &Node, contract: &Contract) -> TokenStream {
    match resolved(schema, contract).text("type") {
        Some("string") => quote!(support::Shape::String),
        Some("integer") => quote!(support::Shape::Integer),
        Some("number") => quote!(support::Shape::Number),
        Some("boolean") => quote!(support::Shape::Boolean),
        _ => quote!(support::Shape::Any),
    }
}

fn form_shapes(schema: &Node, contract: &Contract) -> Vec<TokenStream> {
    resolved(schema, contract)
        .members("properties")
        .map(|(name, property)| {
            let shape = shape(property, Style::Form, true, contract);
            quote!((#name, #shape))
        })
        .collect()
}

fn resolved<'a>(schema: &'a Node, contract: &'a Contract) -> &'a Node {
    let mut schema = schema;
    for _ in 0..16 {
        let inner = match schema.items("allOf") {
            [single] if !schema.has("type") => single,
            _ => schema,
        };
        match component(inner).and_then(|name| contract.schemas.get(name)) {
            Some(target) => schema = target,
            None => return inner,
        }
    }
    schema
}
