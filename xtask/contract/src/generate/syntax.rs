//! Rust's syntax, as far as generated code is looked at: types, paths, attributes.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Path, Type};

/// The last name of a type that is a path.
pub fn name_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// `T` of a path that ends in `name<T>`.
pub fn argument_of<'a>(path: &'a Path, name: &str) -> Option<&'a Type> {
    let last = path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(argument) if last.ident == name => Some(argument),
        _ => None,
    }
}

/// Whether a path in the code begins with `name`.
pub fn mentions(items: &mut [syn::Item], name: &str) -> bool {
    struct Mentions<'a> {
        name: &'a str,
        is_found: bool,
    }
    impl VisitMut for Mentions<'_> {
        fn visit_path_mut(&mut self, path: &mut Path) {
            let first = path.segments.first();
            self.is_found |=
                path.leading_colon.is_none() && first.is_some_and(|first| first.ident == self.name);
            visit_mut::visit_path_mut(self, path);
        }
    }
    let mut mentions = Mentions {
        name,
        is_found: false,
    };
    for item in items {
        mentions.visit_item_mut(item);
    }
    mentions.is_found
}

/// The text of a literal.
pub fn text_of(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The traits that an attribute derives.
pub fn derived(attribute: &Attribute) -> Vec<Path> {
    use syn::punctuated::Punctuated;
    if !attribute.path().is_ident("derive") {
        return Vec::new();
    }
    let paths = attribute.parse_args_with(Punctuated::<Path, syn::Token![,]>::parse_terminated);
    paths.into_iter().flatten().collect()
}

/// Whether a path ends in `name`.
pub fn ends_in(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// The text of `#[serde(name = "text")]`.
pub fn serde_text(attributes: &[Attribute], name: &str) -> Option<String> {
    let mut found = None;
    for_each_serde(attributes, |known, text| {
        if known.is_ident(name) {
            found = text.or(found.take());
        }
    });
    found
}

/// Whether Serde is told `name`.
pub fn has_serde(attributes: &[Attribute], name: &str) -> bool {
    let mut is_found = false;
    for_each_serde(attributes, |known, _| is_found |= known.is_ident(name));
    is_found
}

fn for_each_serde(attributes: &[Attribute], mut visit: impl FnMut(&Path, Option<String>)) {
    for attribute in attributes {
        if attribute.path().is_ident("serde") {
            // What is not understood here is understood by Serde.
            let _ = attribute.parse_nested_meta(|meta| {
                let value = meta.value().and_then(|value| value.parse::<Expr>());
                visit(&meta.path, value.ok().as_ref().and_then(text_of));
                Ok(())
            });
        }
    }
}
