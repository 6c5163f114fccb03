//! What Progenitor writes, as a person would: documentation before attributes, and no escapes
//! where a raw literal reads better.

use syn::visit_mut::{self, VisitMut};

use crate::generate::files::text_literal;
use crate::generate::syntax::text_of;

pub struct Prose;

impl VisitMut for Prose {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.sort_by_key(|attribute| !attribute.path().is_ident("doc"));
        for attribute in attributes {
            if attribute.path().is_ident("doc")
                && let syn::Meta::NameValue(meta) = &mut attribute.meta
                && let Some(text) = text_of(&meta.value)
            {
                let text = paragraphs(&text);
                meta.value = syn::parse_quote!(#text);
            }
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(text) = text_of(expression)
            && let Ok(literal) = syn::parse2(text_literal(&text))
        {
            *expression = literal;
        }
    }
}

/// Paragraphs have one blank line between them; what a terminal would take for commands is
/// not in them.
pub fn paragraphs(text: &str) -> String {
    let is_shown = |c: &char| *c == '\n' || !c.is_control();
    let mut text: String = text.chars().filter(is_shown).collect();
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}
