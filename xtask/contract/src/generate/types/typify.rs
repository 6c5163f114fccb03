//! Types by Typify, and how they are called from beside them.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::visit_mut::VisitMut;
use typify_impl::{Type, TypeId, TypeSpace, TypeSpaceImpl, TypeSpaceSettings};

use super::declare::declare;
use super::instants::Instants;
use super::rewrite::{Nulls, rewrite};
use super::schemas::{Inner, TypeSchemas};
use crate::generate::rewrites::Rewrites;

/// The types that Typify makes of the schemas.
pub struct Types {
    space: TypeSpace,
    /// Whether the types refuse what is not valid.
    enforce: bool,
}

impl Types {
    pub fn new(schemas: &TypeSchemas<'_>) -> Result<Self, String> {
        let mut settings = TypeSpaceSettings::default();
        settings.with_derive("PartialEq".to_owned());
        for constrained in &schemas.constrained {
            let impls: &[TypeSpaceImpl] = match constrained.inner {
                Inner::Integer | Inner::Number => &[TypeSpaceImpl::Display, TypeSpaceImpl::FromStr],
                Inner::Array(_) => &[],
            };
            settings.with_replacement(
                &constrained.name,
                format!("super::constrained::{}", constrained.name),
                impls.iter().copied(),
            );
        }
        for checked in &schemas.checked {
            settings.with_replacement(
                &checked.name,
                format!("super::checked::{}", checked.name),
                std::iter::empty(),
            );
        }
        for (name, stand_in) in &schemas.stand_ins {
            let impls = schemas.implemented(stand_in).iter().copied();
            settings.with_replacement(name, format!("super::{}", stand_in.path()), impls);
        }
        let mut space = TypeSpace::new(&settings);
        let definitions = schemas
            .schemas
            .iter()
            .map(|(name, schema)| {
                serde_json::from_value(schema.clone())
                    .map(|schema| (name.clone(), schema))
                    .map_err(|error| format!("the schema `{name}` is malformed: {error}"))
            })
            .collect::<Result<Vec<(String, schemars::schema::Schema)>, _>>()?;
        space
            .add_ref_types(definitions)
            .map_err(|error| error.to_string())?;
        Ok(Types {
            space,
            enforce: schemas.enforce,
        })
    }

    /// The Rust type of a schema, as seen from beside the module `types`.
    pub fn type_of(&mut self, name: &str, schema: &Value) -> Result<TokenStream, String> {
        let id = self.add(name, schema)?;
        let named = Types::named(&self.get(&id)?);
        if !self.enforce {
            return Ok(named);
        }
        let mut parsed: syn::Type = syn::parse2(named).map_err(|error| error.to_string())?;
        let mut instants = Instants {
            runtime: syn::parse_quote!(runtime),
        };
        instants.visit_type_mut(&mut parsed);
        Ok(quote!(#parsed))
    }

    /// The type of a schema that may be called `name`.
    pub fn add(&mut self, name: &str, schema: &Value) -> Result<TypeId, String> {
        let schema: schemars::schema::Schema =
            serde_json::from_value(schema.clone()).map_err(|error| error.to_string())?;
        self.space
            .add_type_with_name(&schema, Some(name.to_owned()))
            .map_err(|error| error.to_string())
    }

    pub fn get(&self, id: &TypeId) -> Result<Type<'_>, String> {
        self.space.get_type(id).map_err(|error| error.to_string())
    }

    /// All types.
    pub fn iter(&self) -> impl Iterator<Item = Type<'_>> {
        self.space.iter_types()
    }

    /// How a type is called from beside the module `types`.
    pub fn named(found: &Type<'_>) -> TokenStream {
        qualify(found.ident())
    }

    /// How a type is called where a value of it is given: by reference, unless it is small.
    pub fn given(found: &Type<'_>) -> TokenStream {
        qualify(found.parameter_ident())
    }

    /// All types, as a server needs them. `aliases` are paths that stand for other types: equal
    /// ones for the same type.
    pub fn to_stream(
        &self,
        schemas: &TypeSchemas<'_>,
        aliases: &HashMap<String, String>,
        rewrites: &mut Rewrites,
    ) -> Result<TokenStream, String> {
        let mut file: syn::File = syn::parse2(self.space.to_stream())
            .map_err(|error| format!("what Typify made does not parse: {error}"))?;
        rewrite(&mut file, schemas, Nulls::Strict, rewrites)?;
        let mut instants = Instants {
            runtime: syn::parse_quote!(super::runtime),
        };
        instants.visit_file_mut(&mut file);
        declare(&mut file.items, aliases)?;
        Ok(quote!(#file))
    }
}

/// The last segment of a path to what is in Rust's prelude: it is not hidden
/// beside the module `types`.
fn prelude(path: &syn::Path) -> Option<syn::PathSegment> {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let is_known = matches!(
        names.iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["std", "string", "String"] | ["std", "vec", "Vec"] | ["std", "option", "Option"]
    );
    is_known.then(|| path.segments.last().cloned()).flatten()
}

/// Puts `types::` before the names that Typify made.
fn qualify(tokens: TokenStream) -> TokenStream {
    struct Qualify;
    impl VisitMut for Qualify {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            syn::visit_mut::visit_path_mut(self, path);
            let Some(first) = path.segments.first() else {
                return;
            };
            let ident = first.ident.to_string();
            let is_own = path.leading_colon.is_none()
                && path.segments.len() == 1
                && first.arguments.is_empty()
                && !matches!(
                    ident.as_str(),
                    "bool"
                        | "i8"
                        | "i16"
                        | "i32"
                        | "i64"
                        | "u8"
                        | "u16"
                        | "u32"
                        | "u64"
                        | "f32"
                        | "f64"
                        | "str"
                        | "String"
                        | "serde_json"
                );
            if is_own {
                let module: syn::PathSegment = format_ident!("types").into();
                path.segments.insert(0, module);
            } else if let Some(short) = prelude(path) {
                *path = short.into();
            } else if ident == "super" {
                // `super::constrained::X` is seen from inside of `types`.
                path.segments = path.segments.iter().skip(1).cloned().collect();
            }
        }
    }
    match syn::parse2::<syn::Type>(tokens.clone()) {
        Ok(mut parsed) => {
            Qualify.visit_type_mut(&mut parsed);
            quote!(#parsed)
        }
        Err(_) => tokens,
    }
}
