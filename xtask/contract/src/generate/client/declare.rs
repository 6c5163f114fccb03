//! `builder.rs`: the builders of requests as declarations. What they hold and how they are set is
//! read off those that Progenitor writes, what they send off our plan.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ItemImpl, ItemStruct, Type};

use super::library::{function, taken};
use super::paginated::Pages;
use super::plan::Plan;
use super::send::Sent;
use crate::generate::code::{Code, rust_type};
use crate::generate::syntax::argument_of;

/// What a builder is told to do with what it holds.
pub struct Declared<'p> {
    pub plan: &'p Plan<'p>,
    pub settings: Vec<Setting>,
    pub is_clone: bool,
    pub sent: Sent,
    pub success: TokenStream,
    pub failure: TokenStream,
    pub pages: Option<Pages>,
}

/// A value that a builder holds.
pub struct Setting {
    name: String,
    kind: &'static str,
    given: TokenStream,
    /// What makes it, where it can be changed in place.
    builder: Option<TokenStream>,
}

/// The values that a builder holds; none where Progenitor writes it otherwise than expected.
pub fn settings(definition: &ItemStruct, implementation: &mut ItemImpl) -> Option<Vec<Setting>> {
    let fields = definition.fields.iter();
    let fields = fields.filter(|field| !matches!(field.ty, Type::Reference(_)));
    let settings = fields.map(|field| {
        let name = field.ident.as_ref()?.to_string();
        let held = argument(&field.ty, "Result")?;
        let setter = function(implementation, &name)?;
        let given = taken(&setter.sig.generics)?.to_token_stream();
        let optional = argument(held, "Option");
        let map = match name.as_str() {
            "body" => function(implementation, "body_map"),
            _ => None,
        };
        let builder = map.and_then(|map| changed(&map.sig.generics));
        let is = |tokens: &dyn ToTokens, other: &TokenStream| {
            tokens.to_token_stream().to_string() == other.to_string()
        };
        let body = quote!(reqwest::Body);
        let kind = match (optional, &builder) {
            (None, Some(builder)) if is(held, builder) => "Built",
            (Some(held), Some(builder)) if is(held, builder) => "OptionallyBuilt",
            (_, Some(_)) => return None,
            (_, None) if is(held, &given) => "Required",
            (Some(held), None) if is(held, &given) => "Optional",
            (None, None) if is(held, &body) && is(&given, &quote!(String)) => "TextBody",
            (Some(held), None) if is(held, &body) && is(&given, &quote!(String)) => {
                "OptionalTextBody"
            }
            _ => return None,
        };
        Some(Setting {
            name,
            kind,
            given,
            builder,
        })
    });
    settings.collect()
}

fn argument<'t>(rust_type: &'t Type, of: &str) -> Option<&'t Type> {
    match rust_type {
        Type::Path(path) => argument_of(&path.path, of),
        _ => None,
    }
}

/// `B` of a function that takes `F: FnOnce(B) -> B`.
fn changed(generics: &syn::Generics) -> Option<TokenStream> {
    let clause = generics.where_clause.as_ref()?;
    let bounds = clause.predicates.iter().filter_map(|it| match it {
        syn::WherePredicate::Type(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    bounds.flatten().find_map(|bound| {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        match &bound.path.segments.last()?.arguments {
            syn::PathArguments::Parenthesized(arguments) => {
                Some(arguments.inputs.first()?.to_token_stream())
            }
            _ => None,
        }
    })
}

impl Declared<'_> {
    pub fn write(&self, code: &mut Code) {
        let plan = self.plan;
        let derive = match self.is_clone {
            true => ": Clone",
            false => "",
        };
        let method = plan.operation.method.to_ascii_uppercase();
        let head = format!(
            "{}{derive} = {} {method} {:?} {{",
            plan.type_name,
            plan.name,
            plan.path()
        );
        code.open("runtime::builder! {");
        let (built, plain): (Vec<_>, Vec<_>) =
            self.settings.iter().partition(|it| it.builder.is_some());
        if plain.is_empty() {
            code.line(&format!("{head}}}"));
        } else {
            code.open(&head);
            for Setting {
                name, kind, given, ..
            } in plain
            {
                code.line(&format!("{name}: {kind}<{}>,", rust_type(given)));
            }
            code.close("}");
        }
        for Setting {
            name,
            kind,
            given,
            builder,
        } in built
        {
            let builder = rust_type(&builder.to_token_stream());
            code.line(&format!("{name}: {kind}<{}, {builder}>", rust_type(given)));
        }
        let (success, failure) = (rust_type(&self.success), rust_type(&self.failure));
        code.open(&format!(
            "send |it, request, response| -> {success}, {failure} {{"
        ));
        self.sent.write(code);
        code.close("}");
        if let Some(Pages { item, others }) = &self.pages {
            let others = match &others[..] {
                [] => String::new(),
                others => format!(", without ({})", others.join(", ")),
            };
            code.line(&format!("stream {}{others}", rust_type(item)));
        }
        code.close("}");
    }
}
