//! `operations.rs`: each operation's request, successes and errors.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::plan::{Layer, OperationPlan, ParameterPlan, ResponsePlan, is_emitted};
use super::{refusals, schemas};
use crate::contract::{Contract, Location, MediaKind, Status, Style};
use crate::document::Node;
use crate::generate::files::text_literal;

pub fn render(layer: &Layer<'_>) -> TokenStream {
    let operations = layer.operations.iter().map(|plan| operation(plan, layer));
    quote! {
        use schemars::r#gen::SchemaGenerator;

        #[allow(unused_imports)]
        use super::{constrained, support, types};

        #(#operations)*
    }
}

fn operation(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let request = request(plan);
    let success = answers(plan, &plan.success, &plan.successes, false);
    let error = answers(plan, &plan.error, &plan.errors, true);
    let constructors = refusals::constructors(plan, layer);
    let refusals = refusals::render(plan, layer);
    let implementation = implementation(plan, layer);
    let path = path(plan);
    let marker = &plan.marker;
    let title = plan.operation.title();
    let doc = match &plan.operation.description {
        Some(text) => format!("`{title}`\n\n{}", text.trim()),
        None => format!("`{title}`"),
    };
    quote! {
        #[doc = #doc]
        pub struct #marker;

        #path
        #implementation
        #request
        #success
        #error
        #constructors
        #refusals
    }
}

/// A function that makes the path of a request, for links to the operation.
fn path(plan: &OperationPlan<'_>) -> TokenStream {
    let marker = &plan.marker;
    let parameters: Vec<&ParameterPlan<'_>> = plan
        .operation
        .path
        .variables()
        .into_iter()
        .filter_map(|variable| {
            plan.parameters.iter().find(|parameter| {
                parameter.parameter.location == Location::Path
                    && parameter.parameter.name == variable
            })
        })
        .collect();
    let arguments = parameters.iter().map(|parameter| {
        let (field, rust_type) = (&parameter.field, &parameter.rust_type);
        quote!(#field: &#rust_type)
    });
    let mut template = plan.operation.path.as_str().to_owned();
    for parameter in &parameters {
        template = template.replace(&format!("{{{}}}", parameter.parameter.name), "{}");
    }
    let values = parameters.iter().map(|parameter| {
        let field = &parameter.field;
        quote!(support::path_segment(#field))
    });
    let body = if parameters.is_empty() {
        quote!(#template.to_owned())
    } else {
        quote!(format!(#template, #(#values),*))
    };
    quote! {
        impl #marker {
            /// The path of a request.
            pub fn path(#(#arguments),*) -> String {
                #body
            }
        }
    }
}

fn request(plan: &OperationPlan<'_>) -> TokenStream {
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
        let rust_type = optional(&body.rust_type, body.body.required);
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

fn optional(rust_type: &TokenStream, required: bool) -> TokenStream {
    if required {
        quote!(#rust_type)
    } else {
        quote!(Option<#rust_type>)
    }
}

fn answers(
    plan: &OperationPlan<'_>,
    name: &Ident,
    responses: &[ResponsePlan<'_>],
    is_error: bool,
) -> TokenStream {
    let title = plan.operation.title();
    let doc = if is_error {
        format!("The errors of `{title}`.")
    } else {
        format!("The successes of `{title}`.")
    };
    let variants = responses.iter().map(variant);
    let unexpected = is_error.then(|| {
        quote! {
            /// What the contract has no response for: 500, without details.
            Unexpected(support::Unexpected),
        }
    });
    quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub enum #name {
            #(#variants)*
            #unexpected
        }
    }
}

fn variant(plan: &ResponsePlan<'_>) -> TokenStream {
    let variant = &plan.variant;
    let doc = format!(
        "{}: {}",
        plan.response.status,
        plan.response.description.trim()
    );
    let status = status_type(plan.response.status).map(|rust_type| {
        quote! {
            status: #rust_type,
        }
    });
    let headers = plan.headers.iter().map(|header| {
        let field = &header.field;
        let rust_type = optional(&header.rust_type, header.header.required);
        let doc = match &header.header.description {
            Some(text) => format!("`{}`: {}", header.header.name, text.trim()),
            None => format!("`{}`.", header.header.name),
        };
        quote! {
            #[doc = #doc]
            #field: #rust_type,
        }
    });
    let has_fields = status.is_some() || !plan.headers.is_empty();
    let content = match (&plan.body, has_fields) {
        (None, false) => quote!(),
        (Some(body), false) => quote!((#body)),
        (None, true) => quote!({ #status #(#headers)* }),
        (Some(body), true) => quote!({ #status #(#headers)* body: #body }),
    };
    quote! {
        #[doc = #doc]
        #variant #content,
    }
}

fn status_type(status: Status) -> Option<TokenStream> {
    match status {
        Status::Code(_) => None,
        Status::Range(range) => {
            let range = proc_macro2::Literal::u16_unsuffixed(range);
            Some(quote!(support::StatusRange<#range>))
        }
        Status::Default => Some(quote!(http::StatusCode)),
    }
}

fn implementation(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
    let operation = plan.operation;
    let (marker, request, success, error) =
        (&plan.marker, &plan.request, &plan.success, &plan.error);
    let (id, method, path, route) = (
        &operation.id,
        &operation.method,
        operation.path.as_str(),
        super::routes::described(&operation.path),
    );
    let tags = &operation.tags;
    let deprecated = operation.deprecated;
    let summary = optional_text(operation.summary.as_deref());
    let description = optional_text(operation.description.as_deref());
    let emitted = plan.emitted_success();
    let emitted_success = match emitted {
        Some(ResponsePlan { response, .. }) => {
            let Status::Code(code) = response.status else {
                return quote!();
            };
            let status = status_constant(code);
            let description = text_literal(&response.description);
            quote!(Some((#status, #description)))
        }
        None => quote!(None),
    };
    let is_freeform = emitted
        .and_then(|response| response.response.content.as_ref())
        .is_some_and(|content| content.kind != MediaKind::Json);
    let media_type = match operation.body.as_ref().map(|body| body.kind) {
        Some(MediaKind::Form) => "application/x-www-form-urlencoded",
        Some(MediaKind::Text | MediaKind::Bytes) => "application/octet-stream",
        _ => "application/json",
    };
    let has_body = operation.body.is_some();
    let error_body = plan.emitted_error().map(|name| {
        let rust_name = format_ident!("{}", layer.schemas.name_of(name));
        quote!(types::#rust_name)
    });
    let has_error_body = error_body.is_some();
    let error_body = error_body.unwrap_or_else(|| quote!(()));
    let security = operation.security.iter().map(|all| {
        let schemes = all.iter().map(|requirement| &requirement.scheme);
        quote!(&[#(#schemes),*])
    });
    let security = if plan.caller == super::plan::CallerPlan::None {
        quote!(&[])
    } else {
        quote!(&[#(#security),*])
    };
    let (parts, reads) = reads(plan, layer.contract);
    let successes = plan.successes.iter().map(respond);
    let errors = plan.errors.iter().map(respond);
    let describe = describe(plan, layer);
    let success_match = if plan.successes.is_empty() {
        quote!(match success {})
    } else {
        quote!(match success { #(#successes)* })
    };
    let body_argument = if plan.body.is_some() {
        quote!(body)
    } else {
        quote!(_)
    };
    quote! {
        impl support::Operation for #marker {
            const ID: &'static str = #id;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            const ROUTE: &'static str = #route;
            const TAGS: &'static [&'static str] = &[#(#tags),*];
            const SUMMARY: Option<&'static str> = #summary;
            const DESCRIPTION: Option<&'static str> = #description;
            const DEPRECATED: bool = #deprecated;
            const SUCCESS: Option<(http::StatusCode, &'static str)> = #emitted_success;
            const SUCCESS_IS_FREEFORM: bool = #is_freeform;
            const REQUEST_MEDIA_TYPE: &'static str = #media_type;
            const HAS_REQUEST_BODY: bool = #has_body;
            const HAS_ERROR_BODY: bool = #has_error_body;
            const SECURITY: &'static [&'static [&'static str]] = #security;

            type Request = #request;
            type Success = #success;
            type Error = #error;
            type ErrorBody = #error_body;

            fn request(
                #parts: &support::RequestParts,
                #body_argument: Vec<u8>,
            ) -> Result<Self::Request, support::Refusal> {
                #reads
            }

            fn success(
                success: Self::Success,
            ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
                #success_match
            }

            fn error(
                error: Self::Error,
            ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
                match error {
                    #(#errors)*
                    Self::Error::Unexpected(unexpected) => Err(unexpected),
                }
            }

            #describe
        }
    }
}

fn optional_text(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => {
            let text = text_literal(text);
            quote!(Some(#text))
        }
        None => quote!(None),
    }
}

/// `http::StatusCode::NOT_FOUND`, or the number where the status has no name.
fn status_constant(code: u16) -> TokenStream {
    let reason = http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason());
    match reason {
        Some(reason) => {
            let name = reason
                .to_ascii_uppercase()
                .replace(|c: char| !c.is_ascii_alphanumeric(), "_")
                .replace("I_M_A_TEAPOT", "IM_A_TEAPOT");
            let name = format_ident!("{name}");
            quote!(http::StatusCode::#name)
        }
        None => {
            quote!(match http::StatusCode::from_u16(#code) { Ok(status) => status, Err(_) => http::StatusCode::OK })
        }
    }
}

/// The parameters and the body, read from the request.
fn reads(plan: &OperationPlan<'_>, contract: &Contract) -> (TokenStream, TokenStream) {
    let request = &plan.request;
    let fields = plan.parameters.iter().map(|parameter| {
        let field = &parameter.field;
        let read = read_parameter(parameter, contract);
        quote!(#field: #read,)
    });
    let mut before = quote!();
    let mut body_field = quote!();
    if let Some(body) = &plan.body {
        let media_type = &body.body.media_type;
        let read = match body.body.kind {
            MediaKind::Json => quote!(support::json_body(&body)?),
            MediaKind::Form => {
                let shapes = form_shapes(&body.body.schema, contract);
                quote!(support::form_body(&body, &[#(#shapes),*])?)
            }
            MediaKind::Text => quote!(support::text_body(body)?),
            MediaKind::Bytes => quote!(body),
        };
        let expect = if media_type.contains('*') {
            quote!()
        } else {
            quote!(parts.expect_media_type(#media_type)?;)
        };
        if body.body.required {
            before = expect;
            body_field = match body.body.kind {
                MediaKind::Bytes => quote!(body,),
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
            .is_some_and(|body| !body.body.media_type.contains('*'));
    let parts = if uses_parts { quote!(parts) } else { quote!(_) };
    (
        parts,
        quote! {
            #before
            Ok(#request { #(#fields)* #body_field })
        },
    )
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
        match super::plan::component(inner).and_then(|name| contract.schemas.get(name)) {
            Some(target) => schema = target,
            None => return inner,
        }
    }
    schema
}

/// The arm that makes a response of a variant.
fn respond(plan: &ResponsePlan<'_>) -> TokenStream {
    let variant = &plan.variant;
    let has_status = status_type(plan.response.status).is_some();
    let status_field = has_status.then(|| quote!(status,));
    let fields: Vec<&Ident> = plan.headers.iter().map(|header| &header.field).collect();
    let status = match plan.response.status {
        Status::Code(code) => status_constant(code),
        Status::Range(_) => quote!(status.status()),
        Status::Default => quote!(status),
    };
    let headers = plan.headers.iter().map(|header| {
        let field = &header.field;
        let name = header.header.name.to_ascii_lowercase();
        if header.header.required {
            quote!(.header(#name, Some(&#field))?)
        } else {
            quote!(.header(#name, #field.as_ref())?)
        }
    });
    let content = match &plan.response.content {
        None => quote!(.empty()),
        Some(content) => {
            let media_type = &content.media_type;
            match content.kind {
                MediaKind::Json | MediaKind::Form => quote!(.json(#media_type, &body)),
                MediaKind::Text => quote!(.text(#media_type, body)),
                MediaKind::Bytes => quote!(.bytes(#media_type, body)),
            }
        }
    };
    let pattern = match (plan.body.is_some(), has_status || !fields.is_empty()) {
        (false, false) => quote!(),
        (true, false) => quote!((body)),
        (false, true) => quote!({ #status_field #(#fields),* }),
        (true, true) => quote!({ #status_field #(#fields,)* body }),
    };
    let owner = if plan.response.status.is_success() {
        quote!(Self::Success)
    } else {
        quote!(Self::Error)
    };
    quote! {
        #owner::#variant #pattern => support::ResponseBuilder::new(#status) #(#headers)* #content,
    }
}

/// What Dropshot is told of the operation's schemas.
fn describe(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> TokenStream {
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
            .filter(|parameter| {
                parameter.location == location && is_emitted(parameter, layer.contract)
            })
            .map(|parameter| {
                member(
                    &parameter.name,
                    parameter.required,
                    parameter.description.as_deref(),
                    &parameter.schema,
                    layer,
                )
            })
            .collect();
        if !members.is_empty() {
            arms.push(quote!(support::Part::#part => Vec::from([#(#members),*]),));
        }
    }
    if let Some(body) = &plan.body {
        let member = member("body", true, None, &body.body.schema, layer);
        arms.push(quote!(support::Part::RequestBody => Vec::from([#member]),));
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
                    &header.schema,
                    layer,
                )
            })
            .collect();
        if !headers.is_empty() {
            arms.push(quote!(support::Part::ResponseHeader => Vec::from([#(#headers),*]),));
        }
        if let Some(content) = &response.response.content
            && content.kind == MediaKind::Json
        {
            let member = member("body", true, None, &content.schema, layer);
            arms.push(quote!(support::Part::ResponseBody => Vec::from([#member]),));
        }
    }
    if arms.is_empty() {
        return quote! {
            fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
                Vec::new()
            }
        };
    }
    quote! {
        #[allow(unused_variables)]
        fn describe(part: support::Part, generator: &mut SchemaGenerator) -> Vec<support::Described> {
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
    quote!(support::described(#name, #required, #description, #schema))
}
