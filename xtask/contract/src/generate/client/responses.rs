//! `responses.rs`: the answers of operations that have several types, one enum
//! for all successes of an operation and one for all its errors.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::plan::{Answer, AnswerBody, Class, Plan};
use crate::generate::types::{TypeSchemas, Types};
use crate::model::Status;

/// The enums; nothing when no operation has several types.
pub fn render(
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
) -> Result<Option<TokenStream>, String> {
    let several: Vec<(&Plan<'_>, &Class, &str)> = plans
        .iter()
        .filter_map(|plan| Some((plan, plan.answers.as_ref()?)))
        .flat_map(|(plan, answers)| {
            [
                (plan, &answers.success, "successes"),
                (plan, &answers.error, "errors"),
            ]
        })
        .filter(|(_, class, _)| class.several().is_some())
        .collect();
    if several.is_empty() {
        return Ok(None);
    }
    let mut types = Types::new(schemas)?;
    let mut enums = Vec::new();
    for (plan, class, what) in several {
        enums.push(answers(plan, class, what, &mut types)?);
    }
    let has_types = enums
        .iter()
        .any(|item| item.to_string().contains("types ::"));
    let import = has_types.then(|| {
        quote!(
            use super::types;
        )
    });
    Ok(Some(quote! {
        use serde::{Serialize, Serializer};

        use super::runtime::Answer;
        #import

        #(#enums)*
    }))
}

/// The type of an answer's body, as seen from beside the module `types`.
pub fn body_type(
    plan: &Plan<'_>,
    answer: &Answer,
    types: &mut Types,
) -> Result<Option<TokenStream>, String> {
    Ok(match &answer.body {
        AnswerBody::Nothing => None,
        AnswerBody::Text => Some(quote!(String)),
        AnswerBody::Bytes => Some(quote!(Vec<u8>)),
        AnswerBody::Json(schema) => {
            Some(types.type_of(&format!("{}{}Body", plan.type_name, answer.variant), schema)?)
        }
    })
}

fn answers(
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
    for answer in in_order(class) {
        let variant = format_ident!("{}", answer.variant);
        let doc = match answer.description.trim() {
            "" => format!("`{}`.", answer.status),
            text => format!("`{}`: {text}", answer.status),
        };
        let body = body_type(plan, answer, types)?;
        let fields = body.as_ref().map(|body| quote!((#body)));
        variants.push(quote! {
            #[doc = #doc]
            #variant #fields,
        });
        let decode = match &answer.body {
            AnswerBody::Nothing => quote!(Ok(Self::#variant)),
            AnswerBody::Text => {
                quote!(Ok(Self::#variant(String::from_utf8_lossy(body).into_owned())))
            }
            AnswerBody::Bytes => quote!(Ok(Self::#variant(body.to_vec()))),
            AnswerBody::Json(_) => quote!(serde_json::from_slice(body).map(Self::#variant)),
        };
        let pattern = pattern(answer.status);
        decoded.push(quote!(#pattern => #decode,));
        serialized.push(match &answer.body {
            AnswerBody::Nothing => quote!(Self::#variant => serializer.serialize_unit(),),
            _ => quote!(Self::#variant(body) => body.serialize(serializer),),
        });
    }
    let has_default = class
        .answers
        .iter()
        .any(|answer| answer.status == Status::Default);
    let undocumented = (!has_default).then(|| {
        quote! {
            _ => Err(serde::de::Error::custom(format_args!("{status} is not documented"))),
        }
    });
    let is_in_range = |code: u16| {
        class
            .answers
            .iter()
            .any(|answer| answer.status == Status::Range(code / 100))
    };
    let overlap = class
        .answers
        .iter()
        .any(|answer| matches!(answer.status, Status::Code(code) if is_in_range(code)))
        .then(|| {
            quote!(#[allow(clippy::match_overlapping_arm, reason = "what is exact comes first")])
        });
    let reads = class
        .answers
        .iter()
        .any(|answer| answer.body != AnswerBody::Nothing);
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
fn in_order(class: &Class) -> Vec<&Answer> {
    let mut answers: Vec<&Answer> = class.answers.iter().collect();
    answers.sort_by_key(|answer| answer.status);
    answers
}

/// The statuses that an answer is for, where those before it did not match.
pub fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => quote!(#code),
        Status::Range(range) => {
            let (first, last) = (range * 100, range * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}
