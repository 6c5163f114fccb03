//! Types that hold one value of another type: `newtype!`, `text!` and `values!`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Expr, Fields, ItemImpl, ItemStruct, Lit, UnOp, Visibility};

use super::written::Written;
use super::{Declared, attributes, call, text};
use crate::generate::files::text_literal;
use crate::generate::syntax::{derived, ends_in};

const TRANSPARENT: &str = "#[serde(transparent)]";

pub fn declare(item: &ItemStruct, written: &mut Written) -> Option<Declared> {
    let Fields::Unnamed(fields) = &item.fields else {
        return None;
    };
    let [field] = fields.unnamed.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let (name, held) = (&item.ident, &field.ty);
    let held_text = text(held);
    let is_text = held_text == "String";
    let mut taken = vec![format!("Deref||{name}"), format!("From|{name}|{held_text}")];
    let read = format!("Deserialize||{name}");
    let parse = format!("FromStr||{name}");
    let try_from = ["&str", "String"].map(|of| format!("TryFrom|{of}|{name}"));
    let item = if matches!(field.vis, Visibility::Public(_)) {
        let display = format!("Display||{name}");
        taken.push(format!("From|{held_text}|{name}"));
        let mut traits = vec!["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];
        if is_text {
            traits.extend(["Eq", "Hash", "Ord", "PartialOrd"]);
            taken.extend([display, parse]);
            let kept = attributes(&item.attrs, &traits, &[TRANSPARENT])?;
            call("text", &quote!(#(#kept)* pub struct #name(pub String);))
        } else {
            let kept = attributes(&item.attrs, &traits, &[TRANSPARENT])?;
            let mut texts = Vec::new();
            if written.has(&display) {
                texts.push(format_ident!("Display"));
                taken.push(display);
            }
            if written.has(&parse) {
                texts.push(format_ident!("FromStr"));
                taken.push(parse);
                taken.extend(try_from);
            }
            let texts = (!texts.is_empty()).then(|| quote!(as #(#texts)*));
            call(
                "newtype",
                &quote!(#(#kept)* pub struct #name(pub #held); #texts),
            )
        }
    } else if is_text && written.has(&parse) {
        let marker = format!("text!struct {name}");
        let is_tolerant = written.has(&marker);
        let rules = rules(written.implementation(&parse)?)?;
        let mut traits = vec![
            "Clone",
            "Debug",
            "Eq",
            "Hash",
            "Ord",
            "PartialEq",
            "PartialOrd",
        ];
        let tolerant = if is_tolerant {
            taken.push(marker);
            Some(quote!(tolerant;))
        } else {
            traits.push("Serialize");
            taken.push(read);
            None
        };
        let kept = attributes(&item.attrs, &traits, &[TRANSPARENT])?;
        taken.push(parse);
        taken.extend(try_from);
        let declaration = quote!(#(#kept)* pub struct #name(String); #tolerant #(#rules;)*);
        call("text", &declaration)
    } else {
        let mut made = format!("TryFrom|{held_text}|{name}");
        if !written.has(&made) {
            // Typify's own blanks.
            made = format!("TryFrom|{}|{name}", held_text.trim_start_matches("::"));
        }
        let list = listed(written.implementation(&made)?)?;
        taken.extend([made, read]);
        // A text may be derived more.
        let mut traits = vec!["Clone", "Debug", "PartialEq", "Serialize"];
        if item
            .attrs
            .iter()
            .flat_map(derived)
            .any(|path| ends_in(&path, "Deserialize"))
        {
            traits.push("Deserialize");
        }
        let kept = attributes(&item.attrs, &traits, &[TRANSPARENT])?;
        call("values", &quote!(#(#kept)* pub struct #name(#held); #list))
    };
    if !taken.iter().all(|key| written.has(key)) {
        return None;
    }
    for key in taken {
        written.take(&key);
    }
    Some(Declared::one(item))
}

/// The rules of a text, in the contract's words.
fn rules(parse: &ItemImpl) -> Option<Vec<TokenStream>> {
    struct Rules {
        found: Vec<TokenStream>,
        checks: usize,
    }
    impl VisitMut for Rules {
        fn visit_expr_if_mut(&mut self, check: &mut syn::ExprIf) {
            self.checks += 1;
            visit_mut::visit_expr_if_mut(self, check);
        }

        fn visit_expr_binary_mut(&mut self, check: &mut syn::ExprBinary) {
            if let Expr::Lit(literal) = &*check.right
                && let Lit::Int(number) = &literal.lit
                && let Ok(number) = number.base10_digits().parse::<u64>()
            {
                let number = proc_macro2::Literal::u64_unsuffixed(number);
                match check.op {
                    BinOp::Gt(_) => self.found.push(quote!(maxLength #number)),
                    BinOp::Lt(_) => self.found.push(quote!(minLength #number)),
                    _ => {}
                }
            }
        }

        fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
            if text(&call.func).ends_with("Regex::new")
                && let Some(Expr::Lit(literal)) = call.args.first()
                && let Lit::Str(pattern) = &literal.lit
            {
                let pattern = pattern.value();
                let pattern = match pattern.contains('\n') {
                    true => quote!(#pattern),
                    false => text_literal(&pattern),
                };
                self.found.push(quote!(pattern #pattern));
            } else {
                visit_mut::visit_expr_call_mut(self, call);
            }
        }
    }
    let mut rules = Rules {
        found: vec![],
        checks: 0,
    };
    rules.visit_item_impl_mut(&mut parse.clone());
    // As a contract has them: the shortest text first.
    rules
        .found
        .sort_by_key(|rule| !text(rule).starts_with("minLength"));
    (rules.found.len() == rules.checks).then_some(rules.found)
}

/// The values of a type that has some, and whether it has these or all others.
fn listed(made: &ItemImpl) -> Option<TokenStream> {
    struct Listed(Option<TokenStream>);
    impl VisitMut for Listed {
        fn visit_expr_if_mut(&mut self, check: &mut syn::ExprIf) {
            let (keyword, contains) = match &*check.cond {
                Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                    (quote!(enum), &*unary.expr)
                }
                other => (quote!(not), other),
            };
            if let Expr::MethodCall(contains) = contains
                && contains.method == "contains"
                && let Expr::Array(list) = &*contains.receiver
            {
                self.0 = Some(quote!(#keyword #list));
            }
        }
    }
    let mut listed = Listed(None);
    listed.visit_item_impl_mut(&mut made.clone());
    listed.0
}
