//! What a new server says of a refusal, where it has to say it in a body of the contract's own: a
//! value of the body's type, which tells what members with telling names are for. A team goes on
//! from there.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use typify_impl::{Type, TypeDetails, TypeId};

use super::plan::{Choice, Layer};
use super::words::Words;
use crate::document::Node;
use crate::generate::names::value_name;
use crate::generate::types::{Types, followed};
use crate::instances::Maker;
use crate::model::meaning::{json_schema, validator};
use crate::model::{Contract, MediaKind, essence};
use crate::report::Finding;

/// Deeper members are values that the schema allows, whatever they say.
const DEEPEST: usize = 4;

/// The functions of the trait `Api` that say it, as a server has them.
///
/// # Errors
///
/// As generating the layer.
pub fn said(contract: &Contract) -> Result<String, Vec<Finding>> {
    let layer = Layer::new(contract)?;
    let words = Words::new(&layer);
    let asked = words.functions.iter();
    let functions = asked
        .filter(|wording| wording.is_required(contract))
        .map(|wording| {
            let name = &wording.name;
            let rust_type = from_outside(&wording.choice.rust_type);
            let value = from_outside(&body(wording.choice, &layer));
            quote! {
                fn #name(&self, refusal: &Refusal) -> Result<#rust_type, Unexpected> {
                    #value
                }
            }
        });
    Ok(quote!(#(#functions)*).to_string())
}

/// Types are called by the root of the generated code there.
fn from_outside(tokens: &TokenStream) -> TokenStream {
    let text = tokens.to_string();
    let text = text.replace("constrained :: ", "contract :: ");
    let text = text.replace("checked :: ", "contract :: ");
    let text = text.replace("runtime :: ", "contract :: runtime :: ");
    text.parse().unwrap_or_else(|_| tokens.clone())
}

fn body(choice: &Choice, layer: &Layer<'_>) -> TokenStream {
    let content = &choice.content;
    let media_type = &*essence(&content.media_type);
    match content.kind {
        MediaKind::Json | MediaKind::Form => {}
        MediaKind::Text if media_type == "text/html" => {
            return quote! {
                Ok(format!("<!doctype html><title>{0}</title><p>{0}</p>", refusal.title()))
            };
        }
        MediaKind::Text if choice.rust_type.to_string() == "String" => {
            return quote!(Ok(refusal.detail().to_owned()));
        }
        MediaKind::Text if choice.is_stream() => {
            return quote!(Ok(refusal.detail().to_owned().into()));
        }
        MediaKind::Text => {}
        MediaKind::Bytes if media_type.ends_with("xml") => {
            return quote!(Ok(format!("<error>{}</error>", refusal.title()).into()));
        }
        MediaKind::Bytes => return quote!(Ok(refusal.detail().to_owned().into())),
        // Said by the runtime, or never asked for.
        MediaKind::Range | MediaKind::Multipart => {}
    }
    let speaker = Speaker { layer };
    let wanted = choice.rust_type.to_string();
    let found = layer.types.iter();
    let found = found
        .into_iter()
        .find(|found| Types::named(found).to_string() == wanted);
    let value = found.and_then(|found| speaker.value(&found, Some(&content.schema), "", 0));
    match value.or_else(|| speaker.instance(&content.schema)) {
        Some(value) => quote!(Ok(#value)),
        None => quote!(Err(refusal.undocumented())),
    }
}

struct Speaker<'a> {
    layer: &'a Layer<'a>,
}

impl Speaker<'_> {
    /// None where a type's values cannot be told in Rust without knowing more.
    fn value(
        &self,
        found: &Type<'_>,
        schema: Option<&Node>,
        member: &str,
        depth: usize,
    ) -> Option<TokenStream> {
        let within = |id: &TypeId| self.layer.types.get(id).ok();
        let schema = schema.map(|schema| followed(schema, self.layer.contract));
        Some(match found.details() {
            TypeDetails::String => text(member),
            TypeDetails::Builtin(name) => scalar(name)?,
            TypeDetails::Vec(_) | TypeDetails::Set(_) | TypeDetails::Map(_, _) => {
                quote!(Default::default())
            }
            TypeDetails::Option(inner) if tells(member) => {
                let inner = self.value(&within(&inner)?, schema, member, depth)?;
                quote!(Some(#inner))
            }
            TypeDetails::Option(_) => quote!(None),
            TypeDetails::Box(inner) => {
                let inner = self.value(&within(&inner)?, schema, member, depth)?;
                quote!(Box::new(#inner))
            }
            TypeDetails::Newtype(_) if is_any_text(schema?) => {
                let text = text_reference(member);
                quote!(#text.parse().map_err(Unexpected::new)?)
            }
            TypeDetails::Enum(found_enum) => {
                let variants: Vec<_> = found_enum.variants_info().collect();
                let is_plain = |variant: &&typify_impl::TypeEnumVariantInfo<'_>| {
                    matches!(variant.details, typify_impl::TypeEnumVariant::Simple)
                };
                if !variants.iter().all(|variant| is_plain(&variant)) {
                    return None;
                }
                let fits = |variant: &&typify_impl::TypeEnumVariantInfo<'_>| {
                    let name = variant.name.to_ascii_lowercase();
                    ["invalid", "bad", "validation"]
                        .iter()
                        .any(|word| name.contains(word))
                };
                let chosen = variants.iter().find(fits).or(variants.first())?;
                let (name, variant) = (Types::named(found), format_ident!("{}", chosen.name));
                quote!(#name::#variant)
            }
            TypeDetails::Struct(found_struct) if depth < DEEPEST => {
                let name = Types::named(found);
                let mut members = Vec::new();
                for property in found_struct.properties_info() {
                    let field = format_ident!("{}", property.name);
                    let schema = property_of(schema, property.name);
                    let is_nullable = schema.is_some_and(|schema| {
                        followed(schema, self.layer.contract).flag("nullable")
                    });
                    let value = if is_nullable && !property.required {
                        quote!(Default::default())
                    } else {
                        let found = within(&property.type_id)?;
                        self.value(&found, schema, property.name, depth + 1)
                            .or_else(|| self.instance(schema?))?
                    };
                    members.push(quote!(#field: #value));
                }
                quote!(#name { #(#members),* })
            }
            _ => return None,
        })
    }

    /// A value that the schema allows, read as the type.
    fn instance(&self, schema: &Node) -> Option<TokenStream> {
        let contract = self.layer.contract;
        let validator = validator(&json_schema(schema), contract)?;
        let values = Maker::new(contract).only_described().values(&[schema]);
        let value = values.into_iter().find(|value| validator.is_valid(value))?;
        let json = value.to_string();
        Some(quote!(serde_json::from_str(#json).map_err(Unexpected::new)?))
    }
}

fn property_of<'a>(schema: Option<&'a Node>, field: &str) -> Option<&'a Node> {
    let mut properties = schema?.members("properties");
    properties
        .find(|(name, _)| value_name(name) == field)
        .map(|(_, schema)| schema)
}

/// Whether any text is valid that is not empty.
fn is_any_text(schema: &Node) -> bool {
    const BOUNDS: [&str; 5] = ["enum", "const", "pattern", "maxLength", "format"];
    let least = schema
        .get("minLength")
        .map(|least| least.to_json().as_u64());
    schema.text("type") == Some("string")
        && least.is_none_or(|least| least.is_some_and(|least| least <= 1))
        && !BOUNDS.iter().any(|keyword| schema.has(keyword))
}

/// Whether a member's name says what it is for.
fn tells(member: &str) -> bool {
    const TELLING: [&str; 8] = [
        "code", "detail", "error", "id", "message", "reason", "status", "title",
    ];
    member.split('_').any(|word| TELLING.contains(&word))
}

fn text(member: &str) -> TokenStream {
    let text = text_reference(member);
    quote!(#text.to_owned())
}

fn text_reference(member: &str) -> TokenStream {
    let has = |words: &[&str]| member.split('_').any(|word| words.contains(&word));
    if has(&["code", "type", "kind"]) {
        quote!(refusal.kind().code())
    } else if has(&["title", "status"]) {
        quote!(refusal.title())
    } else if has(&["id"]) {
        quote!(refusal.request_id())
    } else {
        quote!(refusal.detail())
    }
}

fn scalar(name: &str) -> Option<TokenStream> {
    Some(match name.replace(' ', "").as_str() {
        "bool" => quote!(false),
        "i32" | "i64" | "u16" | "u32" | "u64" | "f32" | "f64" => {
            quote!(refusal.status().as_u16().into())
        }
        "::uuid::Uuid" => quote!(refusal.request_id().parse().unwrap_or_default()),
        "::chrono::DateTime<::chrono::offset::Utc>" => quote!(chrono::Utc::now().into()),
        "::serde_json::Value" => quote! {
            serde_json::json!({
                "title": refusal.title(),
                "status": refusal.status().as_u16(),
                "detail": refusal.detail(),
            })
        },
        _ => return None,
    })
}
