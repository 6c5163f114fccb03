//! `responses.rs`: the responses of operations that have several types of them, one enum for all
//! successes of an operation and one for all its errors.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::plan::{Class, Plan, ResponseBody, ResponsePlan};
use crate::generate::files::parsed;
use crate::generate::syntax::mentions;
use crate::generate::types::Types;
use crate::model::Status;

/// The enums; nothing when no operation has several types.
pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<Option<syn::File>, String> {
    let several: Vec<(&Plan<'_>, &Class, &str)> = plans
        .iter()
        .flat_map(|plan| {
            [
                (plan, &plan.responses.success, "successes"),
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
    let imports = parsed(quote! {
        use serde::{Serialize, Serializer};

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
    types: &mut Types,
) -> Result<Option<TokenStream>, String> {
    Ok(match &response.body {
        ResponseBody::Nothing => None,
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
    for response in in_order(class) {
        let variant = format_ident!("{}", response.variant);
        let doc = match response.description.trim() {
            "" => format!("`{}`.", response.status),
            text => format!("`{}`: {text}", response.status),
        };
        let body = body_type(plan, response, types)?;
        let fields = body.as_ref().map(|body| quote!((#body)));
        variants.push(quote! {
            #[doc = #doc]
            #variant #fields,
        });
        let decode = match &response.body {
            ResponseBody::Nothing => quote!(Ok(Self::#variant)),
            ResponseBody::Text => {
                quote!(Ok(Self::#variant(String::from_utf8_lossy(body).into_owned())))
            }
            ResponseBody::Bytes => quote!(Ok(Self::#variant(body.to_vec()))),
            ResponseBody::Json(_) => quote!(serde_json::from_slice(body).map(Self::#variant)),
        };
        let pattern = pattern(response.status);
        decoded.push(quote!(#pattern => #decode,));
        serialized.push(match &response.body {
            ResponseBody::Nothing => quote!(Self::#variant => serializer.serialize_unit(),),
            _ => quote!(Self::#variant(body) => body.serialize(serializer),),
        });
    }
    let has_default = class
        .responses
        .iter()
        .any(|response| response.status == Status::Default);
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
        .any(|response| response.body != ResponseBody::Nothing);
    let body = if reads { quote!(body) } else { quote!(_) };
    Ok(quote! {
        #[doc = #doc]
        #[derive(Clone, Debug, PartialEq)]
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
        }

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
