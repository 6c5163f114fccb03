//! `responses.rs`: the responses of operations that have several types of them, one enum for all
//! successes of an operation and one for all its errors.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::plan::{Class, Plan, ResponseBody, ResponsePlan};
use crate::generate::files::parsed;
use crate::generate::syntax::mentions;
use crate::generate::types::Types;
use crate::model::Status;

/// What the doc comment of an enum calls its variants.
const SUCCESSES: &str = "successes";

/// The enums; nothing when no operation has several types.
pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<Option<syn::File>, String> {
    let several: Vec<(&Plan<'_>, &Class, &str)> = plans
        .iter()
        .flat_map(|plan| {
            [
                (plan, &plan.responses.success, SUCCESSES),
                (plan, &plan.responses.error, "errors"),
            ]
        })
        .filter(|(_, class, _)| class.several().is_some())
        .collect();
    if several.is_empty() {
        return Ok(None);
    }
    let mut enums = Vec::new();
    for (plan, class, what) in several {
        enums.push(responses(plan, class, what, types)?);
    }
    let mut file = parsed(quote!(#(#enums)*))?;
    let types = mentions(&mut file.items, "types").then(|| {
        quote!(
            use super::types;
        )
    });
    let stream = mentions(&mut file.items, "ByteStream").then(|| {
        quote!(
            use super::ByteStream;
        )
    });
    let imports = parsed(quote! {
        use serde::{Serialize, Serializer};

        #stream
        use super::runtime::Answer;
        #types
    })?;
    file.items.splice(0..0, imports.items);
    Ok(Some(file))
}

/// What the type of a response's body may be called.
pub fn body_name(plan: &Plan<'_>, response: &ResponsePlan) -> String {
    format!("{}{}Body", plan.type_name, response.variant)
}

/// The type of a response's body, as seen from beside the module `types`.
fn body_type(
    plan: &Plan<'_>,
    response: &ResponsePlan,
    is_streamed: bool,
    types: &mut Types,
) -> Result<Option<TokenStream>, String> {
    Ok(match &response.body {
        ResponseBody::Nothing => None,
        ResponseBody::Text | ResponseBody::Bytes if is_streamed => Some(quote!(ByteStream)),
        ResponseBody::Text => Some(quote!(String)),
        ResponseBody::Bytes => Some(quote!(Vec<u8>)),
        ResponseBody::Json(schema) => Some(types.type_of(&body_name(plan, response), schema)?),
    })
}

fn responses(
    plan: &Plan<'_>,
    class: &Class,
    what: &str,
    types: &mut Types,
) -> Result<TokenStream, String> {
    let name = format_ident!("{}", class.several().unwrap_or_default());
    let doc = format!(
        "The {what} of [`Client::{}`](super::Client::{}), by status.",
        plan.name, plan.name
    );
    let mut variants = Vec::new();
    let mut decoded = Vec::new();
    let mut serialized = Vec::new();
    // An error is short, and is kept.
    let has_streams = what == SUCCESSES && class.has_streams();
    // A stream of many statuses, of which some may be something else.
    let has_wide_stream = has_streams
        && class.responses.iter().any(|response| {
            let is_stream = matches!(response.body, ResponseBody::Text | ResponseBody::Bytes);
            is_stream && !matches!(response.status, Status::Code(_))
        });
    let (mut streamed, mut streams, mut shown) = (Vec::new(), Vec::new(), Vec::new());
    for response in in_order(class) {
        let variant = format_ident!("{}", response.variant);
        let doc = match response.description.trim() {
            "" => format!("`{}`.", response.status),
            text => format!("`{}`: {text}", response.status),
        };
        let is_streamed =
            has_streams && matches!(response.body, ResponseBody::Text | ResponseBody::Bytes);
        let body = body_type(plan, response, is_streamed, types)?;
        let fields = body.as_ref().map(|body| quote!((#body)));
        variants.push(quote! {
            #[doc = #doc]
            #variant #fields,
        });
        let pattern = pattern(response.status);
        let name = &response.variant;
        shown.push(match &response.body {
            ResponseBody::Nothing => quote!(Self::#variant => f.write_str(#name),),
            _ if is_streamed => {
                let name = format!("{name}(..)");
                quote!(Self::#variant(_) => f.write_str(#name),)
            }
            _ => quote!(Self::#variant(body) => f.debug_tuple(#name).field(body).finish(),),
        });
        if is_streamed {
            streamed.push(quote!(#pattern => Some(Self::#variant),));
            streams.push(quote!(Self::#variant(body)));
            serialized.push(quote! {
                Self::#variant(_) => Err(serde::ser::Error::custom("a stream is no value")),
            });
            continue;
        }
        if has_wide_stream {
            streamed.push(quote!(#pattern => None,));
        }
        let decode = match &response.body {
            ResponseBody::Nothing => quote!(Ok(Self::#variant)),
            ResponseBody::Text => {
                quote!(Ok(Self::#variant(String::from_utf8_lossy(body).into_owned())))
            }
            ResponseBody::Bytes => quote!(Ok(Self::#variant(body.to_vec()))),
            ResponseBody::Json(_) => quote!(serde_json::from_slice(body).map(Self::#variant)),
        };
        decoded.push(quote!(#pattern => #decode,));
        serialized.push(match &response.body {
            ResponseBody::Nothing => quote!(Self::#variant => serializer.serialize_unit(),),
            _ => quote!(Self::#variant(body) => body.serialize(serializer),),
        });
    }
    let is_default = |response: &ResponsePlan| response.status == Status::Default;
    let is_kept = |response: &ResponsePlan| {
        !has_streams || !matches!(response.body, ResponseBody::Text | ResponseBody::Bytes)
    };
    let mut responses = class.responses.iter();
    let has_default = responses.any(|response| is_default(response) && is_kept(response));
    let undocumented = (!has_default).then(|| {
        quote! {
            _ => Err(serde::de::Error::custom(format_args!("{status} is not documented"))),
        }
    });
    let is_in_range = |code: u16| {
        class
            .responses
            .iter()
            .any(|response| response.status == Status::Range(code / 100))
    };
    let overlap = class
        .responses
        .iter()
        .any(|response| matches!(response.status, Status::Code(code) if is_in_range(code)))
        .then(|| {
            quote!(#[allow(clippy::match_overlapping_arm, reason = "what is exact comes first")])
        });
    let reads = class
        .responses
        .iter()
        .any(|response| response.body != ResponseBody::Nothing && is_kept(response));
    let body = if reads { quote!(body) } else { quote!(_) };
    let has_default_stream = class.responses.iter().any(is_default);
    let derive = (!has_streams).then(|| quote!(#[derive(Clone, Debug, PartialEq)]));
    let others = (!has_default_stream).then(|| quote!(_ => None,));
    let of_streams = has_streams.then(|| {
        quote! {
            #overlap
            fn streamed(status: u16) -> Option<fn(ByteStream) -> Self> {
                match status {
                    #(#streamed)*
                    #others
                }
            }

            fn into_stream(self) -> Result<ByteStream, Self> {
                match self {
                    #(#streams)|* => Ok(body),
                    read => Err(read),
                }
            }
        }
    });
    let debug = has_streams.then(|| {
        quote! {
            impl std::fmt::Debug for #name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    match self {
                        #(#shown)*
                    }
                }
            }
        }
    });
    Ok(quote! {
        #[doc = #doc]
        #derive
        pub enum #name {
            #(#variants)*
        }

        impl Answer for #name {
            #overlap
            fn decode(status: u16, #body: &[u8]) -> serde_json::Result<Self> {
                match status {
                    #(#decoded)*
                    #undocumented
                }
            }

            #of_streams
        }

        #debug

        /// The body alone, as it travels.
        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#serialized)*
                }
            }
        }
    })
}

/// What is exact first, `default` last.
fn in_order(class: &Class) -> Vec<&ResponsePlan> {
    let mut responses: Vec<&ResponsePlan> = class.responses.iter().collect();
    responses.sort_by_key(|response| response.status);
    responses
}

/// The statuses that an answer is for, where those before it did not match.
pub fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => number(code),
        Status::Range(range) => {
            let (first, last) = (number(range * 100), number(range * 100 + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

/// A number as a person writes it: without its type.
pub fn number(number: u16) -> TokenStream {
    Literal::u16_unsuffixed(number).into_token_stream()
}
