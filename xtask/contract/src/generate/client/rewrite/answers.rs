//! Answers told apart by their status.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

use crate::generate::client::plan::{Answers, Class, ClassKind};
use crate::generate::client::responses::pattern;
use crate::model::Status;

/// The type that a class is in `Result<ResponseValue<…>, Error<…>>`, where it
/// is not what Progenitor made of it.
pub(super) fn answers_in(output: &mut syn::ReturnType, answers: &Answers) {
    struct Output<'a>(&'a Answers);
    impl VisitMut for Output<'_> {
        fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
            let class = match segment.ident.to_string().as_str() {
                "ResponseValue" => &self.0.success,
                "Error" => &self.0.error,
                _ => return visit_mut::visit_path_segment_mut(self, segment),
            };
            if let Some(name) = class.several() {
                let name = format_ident!("{name}");
                segment.arguments =
                    syn::PathArguments::AngleBracketed(parse_quote!(<responses::#name>));
            }
        }
    }
    Output(answers).visit_return_type_mut(output);
}

/// One arm for all exact statuses of a class, one for its ranges, then what is
/// left.
pub(super) fn arms(answers: &Answers, response: &syn::Ident) -> Vec<syn::Arm> {
    let success = decoding(&answers.success, response);
    let success = match answers.success.kind {
        // Progenitor makes a stream of a success that is not documented.
        ClassKind::Nothing if answers.success.answers.is_empty() => {
            quote!(Ok(ResponseValue::stream(#response)))
        }
        ClassKind::Nothing | ClassKind::Stream => quote!(Ok(#success)),
        ClassKind::Json(_) | ClassKind::Several(_) => success,
    };
    let error = decoding(&answers.error, response);
    let error = match answers.error.kind {
        ClassKind::Nothing | ClassKind::Stream => error,
        ClassKind::Json(_) | ClassKind::Several(_) => quote!(#error?),
    };
    let error = quote!(Err(Error::ErrorResponse(#error)));
    let mut arms: Vec<syn::Arm> = Vec::new();
    let mut arm = |statuses: Vec<Status>, decode: &TokenStream| {
        if !statuses.is_empty() {
            let patterns = statuses.into_iter().map(pattern);
            arms.push(parse_quote!(#(#patterns)|* => { #decode }));
        }
    };
    let of = |class: &Class, wanted: fn(&Status) -> bool| -> Vec<Status> {
        let mut statuses: Vec<Status> = class
            .answers
            .iter()
            .map(|answer| answer.status)
            .filter(wanted)
            .collect();
        statuses.sort();
        statuses
    };
    for wanted in [
        (|status| matches!(status, Status::Code(_))) as fn(&Status) -> bool,
        |status| matches!(status, Status::Range(_)),
    ] {
        arm(of(&answers.success, wanted), &success);
        arm(of(&answers.error, wanted), &error);
    }
    let documented = of(&answers.error, |status| *status == Status::Default);
    if answers.default_is_success {
        let known = of(&answers.success, |status| *status == Status::Range(2));
        if known.is_empty() && (answers.success.answers.is_empty() || !documented.is_empty()) {
            arm(vec![Status::Range(2)], &success);
        }
        if !documented.is_empty() {
            arm(vec![Status::Default], &error);
            return arms;
        }
    } else if !documented.is_empty() {
        let known = of(&answers.error, |status| matches!(status, Status::Range(_)));
        let left = [Status::Range(4), Status::Range(5)]
            .into_iter()
            .filter(|range| !known.contains(range))
            .collect();
        arm(left, &error);
    }
    arms.push(parse_quote!(_ => Err(Error::UnexpectedResponse(#response)),));
    arms
}

fn decoding(class: &Class, response: &syn::Ident) -> TokenStream {
    match class.kind {
        ClassKind::Nothing => quote!(ResponseValue::empty(#response)),
        ClassKind::Stream => quote!(ResponseValue::stream(#response)),
        ClassKind::Json(_) => quote!(ResponseValue::from_response(#response).await),
        ClassKind::Several(_) => quote!(runtime::decoded(#response).await),
    }
}
