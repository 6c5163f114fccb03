//! What `send` of each operation does: the request from the builder's values (`it`), and the
//! responses told apart by their status. Both are the work of the runtime; this says which.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use super::plan::{BodyKind, BodyPlan, Class, ClassKind, ParameterPlan, PathPart, Plan, Responses};
use super::responses::pattern;
use crate::generate::code::{Code, expression};
use crate::generate::files::text_literal;
use crate::generate::styles::style_of;
use crate::model::{Location, Status, Style};

/// What is done with a request and its response.
pub struct Sent {
    /// The calls of functions of the request, in their order.
    calls: Vec<TokenStream>,
    /// What is made of a response, by patterns of its status.
    arms: Vec<(TokenStream, TokenStream)>,
}

/// `body` is what the builder makes of a body that has a type of its own.
pub fn send(plan: &Plan<'_>, body: Option<&Type>) -> Sent {
    let path = plan.path_parts().into_iter().filter_map(in_path);
    // A query in a style of its own is a part of the URL, before what is added to it.
    let queries = |plain: bool| {
        plan.in_order()
            .filter(|plan| plan.parameter.location == Location::Query)
            .filter(move |plan| plan.is_plain() == plain)
            .map(in_query)
    };
    let (styled_queries, plain_queries) = (queries(false), queries(true));
    let headers = plan.in_order().filter_map(in_header);
    let body = plan.body.iter().flat_map(|plan| in_body(plan, body));
    let accept = plan.accept().map(|media_types| {
        let media_types = text_literal(&media_types);
        quote!(.accept(#media_types))
    });
    let streamed = plan.is_streamed().then(|| quote!(.streamed()));
    let calls = path.chain(styled_queries).chain(plain_queries);
    let calls = calls
        .chain(headers)
        .chain(body)
        .chain(accept)
        .chain(streamed);
    Sent {
        calls: calls.collect(),
        arms: arms(&plan.responses),
    }
}

impl Sent {
    pub fn write(&self, code: &mut Code) {
        match &self.calls[..] {
            [] => code.line("request;"),
            [call] => {
                let call = expression(&quote!(request #call));
                code.text(&format!("{call};"));
            }
            calls => {
                code.open("request");
                for (index, call) in calls.iter().enumerate() {
                    let call = expression(&quote!(request #call));
                    let call = call.trim_start_matches("request").trim_start();
                    let end = match index + 1 == calls.len() {
                        true => ";",
                        false => "",
                    };
                    code.text(&format!("{call}{end}"));
                }
                code.depart();
            }
        }
        for (status, read) in &self.arms {
            let status = status.to_string().replace(" ..= ", "..=");
            code.expression(&format!("{status} => "), read, ",");
        }
    }
}

fn in_path(part: PathPart<'_>) -> Option<TokenStream> {
    let PathPart::Parameter(plan) = part else {
        return None;
    };
    let (field, name, style) = written(plan);
    Some(if plan.is_plain() {
        quote!(.path_value(#name, it.#field))
    } else {
        quote!(.styled_path_value(#name, it.#field, #style))
    })
}

fn in_query(plan: &ParameterPlan<'_>) -> TokenStream {
    let (field, name, style) = written(plan);
    if plan.is_plain() {
        quote!(.query(#name, it.#field))
    } else if plan.parameter.allow_reserved {
        quote!(.reserved_query(#name, it.#field, #style))
    } else {
        quote!(.styled_query(#name, it.#field, #style))
    }
}

fn in_header(plan: &ParameterPlan<'_>) -> Option<TokenStream> {
    let (field, name, style) = written(plan);
    let some = plan.parameter.required.then(|| quote!(.map(Some)));
    Some(match plan.parameter.location {
        Location::Path | Location::Query => return None,
        Location::Cookie => quote!(.cookie(#name, it.#field #some, #style)),
        Location::Header if plan.is_plain() => quote!(.header(#name, it.#field #some)),
        Location::Header => quote!(.styled_header(#name, it.#field #some, #style)),
    })
}

fn in_body(plan: &BodyPlan, sent: Option<&Type>) -> Vec<TokenStream> {
    let media_type = text_literal(&plan.media_type);
    let some = plan.required.then(|| quote!(.map(Some)));
    let body = quote!(it.body #some);
    let content_type = plan.content_type.as_ref().map(|field| {
        let field = format_ident!("{field}");
        quote!(.content_type(it.#field))
    });
    let body = match &plan.kind {
        BodyKind::Json => quote!(.json::<#sent>(#media_type, #body)),
        BodyKind::Form => quote!(.form::<#sent>(#body, &[])),
        BodyKind::StyledForm(styles) => {
            let styles = form_styles(styles);
            quote!(.form::<#sent>(#body, #styles))
        }
        BodyKind::Multipart { media_types, .. } => {
            let types = part_media_types(media_types);
            quote!(.multipart::<#sent>(#media_type, #body, #types))
        }
        BodyKind::Text | BodyKind::Bytes => quote!(.body(#media_type, #body)),
    };
    [body].into_iter().chain(content_type).collect()
}

/// The field of a builder, and how its value is written.
fn written(plan: &ParameterPlan<'_>) -> (Ident, TokenStream, TokenStream) {
    let name = text_literal(&plan.parameter.name);
    (format_ident!("{}", plan.name), name, style(plan))
}

/// The styles of a form's fields, by their names.
pub fn form_styles(styles: &[(String, Style, bool)]) -> TokenStream {
    let styles = styles.iter().map(|(name, style, explode)| {
        let style = style_of(*style, *explode);
        quote!((#name, #style))
    });
    quote!(&[#(#styles),*])
}

/// The media types of parts, by their names.
pub fn part_media_types(media_types: &[(String, String)]) -> TokenStream {
    let types = media_types
        .iter()
        .map(|(name, media_type)| quote!((#name, #media_type)));
    quote!(&[#(#types),*])
}

pub fn style(plan: &ParameterPlan<'_>) -> TokenStream {
    style_of(plan.parameter.style, plan.parameter.explode)
}

/// One arm for each class, then what is left. A status and the range that it is in are of one
/// class.
fn arms(responses: &Responses) -> Vec<(TokenStream, TokenStream)> {
    let Responses { success, error, .. } = responses;
    let (of_success, of_error) = (success_of(success), error_of(error));
    let (mut successes, mut errors) = (statuses(success), statuses(error));
    let has_default = errors.contains(&Status::Default);
    errors.retain(|status| *status != Status::Default);
    // What is not said is not documented.
    let mut left = None;
    if responses.default_is_success {
        successes = vec![];
        if success.responses.is_empty() || has_default {
            successes.push(Status::Range(2));
        }
        if has_default {
            errors.clear();
            left = Some((quote!(_), of_error.clone()));
        }
    } else if has_default {
        errors.extend([Status::Range(4), Status::Range(5)]);
    }
    let arms = [(successes, of_success), (errors, of_error)];
    let arms = arms
        .into_iter()
        .filter(|(statuses, _)| !statuses.is_empty());
    let arms = arms.map(|(statuses, decode)| {
        let patterns = patterns(statuses);
        (quote!(#(#patterns)|*), decode)
    });
    arms.chain(left).collect()
}

fn statuses(class: &Class) -> Vec<Status> {
    let responses = class.responses.iter();
    responses.map(|response| response.status).collect()
}

/// The statuses in few words: what is in a range is not told beside it.
fn patterns(statuses: Vec<Status>) -> Vec<TokenStream> {
    let has = |range: u16| statuses.contains(&Status::Range(range));
    let mut told: Vec<Status> = statuses
        .iter()
        .filter(|status| !matches!(status, Status::Code(code) if has(code / 100)))
        .copied()
        .collect();
    told.sort();
    told.dedup();
    let mut patterns = Vec::new();
    for status in told {
        match status {
            Status::Range(4) if has(5) => patterns.push(quote!(400..=599)),
            Status::Range(5) if has(4) => {}
            status => patterns.push(pattern(status)),
        }
    }
    patterns
}

fn success_of(class: &Class) -> TokenStream {
    match class.kind {
        // To Progenitor a success that is not documented is a stream.
        ClassKind::Nothing if class.responses.is_empty() => {
            quote!(Ok(ResponseValue::stream(response)))
        }
        ClassKind::Nothing => quote!(Ok(ResponseValue::empty(response))),
        ClassKind::Stream => quote!(Ok(ResponseValue::stream(response))),
        ClassKind::Events => quote!(Ok(runtime::Events::response(response))),
        ClassKind::Json(_) => quote!(runtime::json(response).await),
        ClassKind::Several(_) => quote!(runtime::decoded(response).await),
    }
}

fn error_of(class: &Class) -> TokenStream {
    let response = match class.kind {
        ClassKind::Nothing => quote!(ResponseValue::empty(response)),
        ClassKind::Stream | ClassKind::Events => return quote!(runtime::error_stream(response)),
        ClassKind::Json(_) => return quote!(runtime::error(response).await),
        ClassKind::Several(_) => return quote!(runtime::decoded_error(response).await),
    };
    quote!(Err(Error::ErrorResponse(#response)))
}
