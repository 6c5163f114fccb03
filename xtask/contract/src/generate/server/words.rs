//! In whose words refusals are told: a function of the trait `Api` for each body that the contract
//! documents for them. A body that is a problem (RFC 9457) or plain text has words of the runtime;
//! for any other the server has to say them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::plan::{Choice, ContentPlan, Layer};
use super::refusals::{answering, is_problem, telling};
use crate::generate::names::{Names, value_name};
use crate::model::{Contract, MediaKind};

/// The functions, by the bodies that they make.
pub struct Words<'p> {
    pub contract: &'p Contract,
    pub functions: Vec<Wording<'p>>,
}

/// One of the functions.
pub struct Wording<'p> {
    pub name: Ident,
    /// The body, as one response has it; others are of the same type.
    pub choice: &'p Choice,
    /// The operations that have it.
    pub titles: Vec<String>,
    key: String,
}

impl<'p> Words<'p> {
    pub fn new(layer: &'p Layer<'_>) -> Self {
        let functions: Vec<String> = layer
            .operations
            .iter()
            .map(|plan| plan.function.to_string())
            .collect();
        let taken: Vec<&str> = functions.iter().map(String::as_str).collect();
        let mut names = Names::reserving(&taken);
        let mut words = Words {
            contract: layer.contract,
            functions: Vec::new(),
        };
        for plan in &layer.operations {
            for response in answering(plan) {
                let content = response.body.as_ref();
                let choice = content.and_then(|content| telling(content, layer.contract));
                let Some(choice) = choice else { continue };
                let (key, title) = (key(choice), plan.operation.title());
                let mut functions = words.functions.iter_mut();
                match functions.find(|known| known.key == key) {
                    Some(known) if known.titles.last() == Some(&title) => {}
                    Some(known) => known.titles.push(title),
                    None => words.functions.push(Wording {
                        name: format_ident!("{}", names.free(&name(choice))),
                        choice,
                        titles: vec![title],
                        key,
                    }),
                }
            }
        }
        words
    }

    /// The function that makes a body.
    pub fn of(&self, content: &ContentPlan) -> Option<&Ident> {
        let key = key(telling(content, self.contract)?);
        let mut functions = self.functions.iter();
        functions
            .find(|known| known.key == key)
            .map(|known| &known.name)
    }
}

impl Wording<'_> {
    /// The function in the trait.
    pub fn declaration(&self, contract: &Contract) -> TokenStream {
        let (name, rust_type) = (&self.name, &self.choice.rust_type);
        let content = &self.choice.content;
        let told = match content.kind {
            MediaKind::Json => rust_type.to_string().replace(' ', ""),
            _ => content.media_type.clone(),
        };
        let doc = format!("A request that is refused, or failed, as the body `{told}`.");
        let body = match content.kind {
            MediaKind::Json if is_problem(&content.schema, contract) => {
                quote!({ refusal.problem() })
            }
            MediaKind::Text if content.name() == "text/plain" && is_text(rust_type) => {
                quote!({ Ok(refusal.detail().to_owned()) })
            }
            MediaKind::Range => {
                let range = content.name();
                quote!({ Ok(refusal.media(#range)) })
            }
            _ => quote!(;),
        };
        quote! {
            #[doc = #doc]
            fn #name(
                &self,
                refusal: &runtime::Refusal,
            ) -> Result<#rust_type, runtime::Unexpected> #body
        }
    }

    /// Whether the server has to say it.
    pub fn is_required(&self, contract: &Contract) -> bool {
        let content = &self.choice.content;
        match content.kind {
            MediaKind::Json => !is_problem(&content.schema, contract),
            MediaKind::Range => false,
            MediaKind::Text => content.name() != "text/plain" || !is_text(&self.choice.rust_type),
            _ => true,
        }
    }
}

fn is_text(rust_type: &TokenStream) -> bool {
    rust_type.to_string() == "String"
}

/// JSON is known by its type; other bodies have a type in common, and not a form.
fn key(choice: &Choice) -> String {
    let rust_type = choice.rust_type.to_string();
    match choice.content.kind {
        MediaKind::Json | MediaKind::Form => rust_type,
        _ => format!("{rust_type} {}", choice.content.media_type),
    }
}

/// `refused_as_problem`, of `types::Problem`.
fn name(choice: &Choice) -> String {
    let text = match choice.content.kind {
        MediaKind::Json | MediaKind::Form => choice.rust_type.to_string(),
        _ => choice.content.media_type.replace('*', "any"),
    };
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words = words.filter(|word| {
        let is_module = ["types", "constrained", "checked", "serde_json", "runtime"].contains(word);
        !word.is_empty() && !is_module
    });
    let words: Vec<&str> = words.collect();
    format!("refused_as_{}", value_name(&words.join("-")))
}
