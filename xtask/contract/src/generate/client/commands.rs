//! `commands.rs`: each operation as a command for clap, with the interface of Progenitor's
//! command lines.

use std::collections::BTreeMap;

use heck::ToKebabCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::Ident;
use typify_impl::{Type, TypeDetails, TypeEnumVariant, TypeSpaceImpl, TypeStructPropInfo};

use super::document::CONTENT_TYPE;
use super::plan::{BodyKind, BodyPlan, ClassKind, ParameterPlan, Plan};
use super::prose::paragraphs;
use crate::generate::code::{Code, expression, rust_type};
use crate::generate::multipart::{Kind, Multipart};
use crate::generate::names::value_name;
use crate::generate::types::Types;

/// The code of the file; `Err` holds what the generator did wrong.
pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<String, String> {
    let mut code = Code::default();
    code.line("use super::*;");
    code.line("");
    code.open("runtime::commands! {");
    code.line("|matches, it, request, value, config|");
    for plan in plans {
        let arguments = Arguments::new(plan, types)?;
        command(&mut code, plan, &arguments);
    }
    code.close("}");
    Ok(code.finish())
}

fn command(code: &mut Code, plan: &Plan<'_>, arguments: &Arguments) {
    let (variant, name) = (&plan.type_name, &plan.name);
    let command = name.to_kebab_case();
    code.open(&format!(
        "{variant} = {name}, cli_{name}, execute_{name} {command:?} {{"
    ));
    if let Some(about) = about(plan) {
        code.line(&format!("about {about:?};"));
    }
    for (name, argument) in &arguments.options {
        let Argument {
            rust_type,
            option,
            set,
        } = argument;
        let before = format!("{name:?}: {} = ", self::rust_type(rust_type));
        let set = expression(set);
        code.expression(&before, option, &format!("\n    => {set};"));
    }
    if let Some(WholeBody {
        rust_type,
        is_required,
    }) = &arguments.body
    {
        code.line(&match rust_type {
            Some(rust_type) => format!(
                "body json_body_args({is_required}) => json_body::<{}>(matches)?;",
                self::rust_type(rust_type)
            ),
            None => {
                let read = match plan.body.as_ref().map(|body| &body.kind) {
                    Some(BodyKind::Text) => "text_argument",
                    _ => "body_argument",
                };
                format!("body raw_body_arg({is_required}) => raw_body(matches, runtime::{read})?;")
            }
        });
    }
    let failed = match plan.responses.error.kind {
        ClassKind::Stream | ClassKind::Events => "failed_stream",
        _ => "failed",
    };
    let success = &plan.responses.success;
    let shown = match success.kind {
        ClassKind::Several(_) if success.has_streams() => {
            code.open(&format!(
                "send {failed} => match runtime::stream_of(value) {{"
            ));
            code.line("Ok(value) => config.success_stream(value),");
            code.line("Err(value) => config.success_item(&value),");
            code.close("}");
            code.close("}");
            return;
        }
        ClassKind::Json(_) | ClassKind::Several(_) => "success_item(&value)",
        ClassKind::Nothing if !success.responses.is_empty() => "success_no_item(&value)",
        ClassKind::Events => "success_stream(runtime::Events::into_bytes(value))",
        ClassKind::Nothing | ClassKind::Stream => "success_stream(value)",
    };
    code.line(&format!("send {failed} => config.{shown}"));
    code.close("}");
}

/// What the operation is for.
fn about(plan: &Plan<'_>) -> Option<String> {
    let texts = [&plan.operation.summary, &plan.operation.description];
    let texts = texts.into_iter().flatten().filter(|text| !text.is_empty());
    let text = texts.cloned().collect::<Vec<_>>().join("\n\n");
    (!text.is_empty()).then(|| paragraphs(text.trim()))
}

/// What a command takes.
#[derive(Default)]
struct Arguments {
    /// By their names.
    options: BTreeMap<String, Argument>,
    body: Option<WholeBody>,
}

struct Argument {
    rust_type: TokenStream,
    /// As clap knows it.
    option: TokenStream,
    /// How its value gets into the request.
    set: TokenStream,
}

/// A body that is given as a whole.
struct WholeBody {
    /// What it is in JSON; none for bytes and texts.
    rust_type: Option<TokenStream>,
    /// Whether the other arguments do not make one.
    is_required: bool,
}

impl Arguments {
    fn new(plan: &Plan<'_>, types: &mut Types) -> Result<Self, String> {
        let mut this = Arguments::default();
        for parameter in plan.in_order() {
            this.parameter(plan, parameter, types)?;
        }
        if let Some(body) = &plan.body {
            if let Some(name) = &body.content_type {
                this.content_type(name);
            }
            match &body.schema {
                Some(schema) => this.body(plan, body, schema, types)?,
                None => {
                    this.body = Some(WholeBody {
                        rust_type: None,
                        is_required: body.required,
                    });
                }
            }
        }
        Ok(this)
    }

    fn parameter(
        &mut self,
        plan: &Plan<'_>,
        parameter: &ParameterPlan<'_>,
        types: &mut Types,
    ) -> Result<(), String> {
        let (id, is_required) = parameter.rust_type(plan, types)?;
        let found = types.get(&id)?;
        let rust_type = Types::named(&found);
        let is_json = !parameter.is_scalar && !parameter.is_list && listed_values(&found).is_none();
        let name = parameter.name.to_kebab_case();
        let option = CommandOption {
            shown: is_json.then_some("JSON"),
            parser: parser(&found),
            required: quote!(.required(#is_required)),
            help: parameter.parameter.description.as_deref(),
        };
        let setter = format_ident!("{}", parameter.name);
        let argument = Argument {
            option: option.render(),
            set: quote!(request.#setter(value)),
            rust_type,
        };
        self.options.insert(name, argument);
        Ok(())
    }

    fn content_type(&mut self, setter: &str) {
        let name = setter.to_kebab_case();
        let option = CommandOption {
            shown: None,
            parser: quote!(::clap::value_parser!(String)),
            required: quote!(.required(false)),
            help: Some(CONTENT_TYPE),
        };
        let setter = format_ident!("{setter}");
        let argument = Argument {
            option: option.render(),
            set: quote!(request.#setter(value)),
            rust_type: quote!(String),
        };
        self.options.insert(name, argument);
    }

    /// A body is given in a file; if it is an object, by its members that are words too.
    fn body(
        &mut self,
        plan: &Plan<'_>,
        body: &BodyPlan,
        schema: &Value,
        types: &mut Types,
    ) -> Result<(), String> {
        let id = types.add(&format!("{}Body", plan.type_name), schema)?;
        let found = types.get(&id)?;
        let mut is_made = false;
        if let TypeDetails::Struct(members) = found.details() {
            is_made = true;
            for member in members.properties_info() {
                is_made &= self.member(body, &member, types)? || !member.required;
            }
        }
        self.body = Some(WholeBody {
            rust_type: Some(Types::named(&found)),
            is_required: !is_made && body.required,
        });
        Ok(())
    }

    /// Whether there is an argument for a member.
    fn member(
        &mut self,
        body: &BodyPlan,
        member: &TypeStructPropInfo<'_>,
        types: &Types,
    ) -> Result<bool, String> {
        let id = match types.get(&member.type_id)?.details() {
            TypeDetails::Option(inner) => inner,
            _ => member.type_id.clone(),
        };
        let found = types.get(&id)?;
        let name = member.name.to_kebab_case();
        if !found.has_impl(TypeSpaceImpl::FromStr) || self.options.contains_key(&name) {
            return Ok(false);
        }
        let option = CommandOption {
            shown: is_file(body, &name).then_some("@FILE"),
            parser: parser(&found),
            required: if member.required && body.required {
                quote!(.required_unless_present("json-body"))
            } else {
                quote!(.required(false))
            },
            help: member.description,
        };
        let setter = format_ident!("{}", value_name(member.name));
        let rust_type = Types::named(&found);
        let argument = Argument {
            option: option.render(),
            set: quote!(request.body_map(|body| body.#setter(value))),
            rust_type,
        };
        self.options.insert(name, argument);
        Ok(true)
    }
}

/// Whether a part of the body is a file.
fn is_file(body: &BodyPlan, argument: &str) -> bool {
    let BodyKind::Multipart {
        parts: Multipart::Object { properties, .. },
        ..
    } = &body.kind
    else {
        return false;
    };
    let mut files = properties
        .iter()
        .filter(|property| property.kind == Kind::File);
    files.any(|property| property.name.to_kebab_case() == argument)
}

/// An option, as clap knows it.
struct CommandOption<'a> {
    /// What its value is called, where it is not plain.
    shown: Option<&'a str>,
    parser: TokenStream,
    required: TokenStream,
    help: Option<&'a str>,
}

impl CommandOption<'_> {
    fn render(&self) -> TokenStream {
        let CommandOption {
            parser, required, ..
        } = self;
        let shown = self.shown.map(|shown| quote!(.value_name(#shown)));
        let help = self.help.map(|text| quote!(.help(#text)));
        quote! {
            it
                #shown
                .value_parser(#parser)
                #required
                #help
        }
    }
}

/// How clap reads a value: one of those that are listed, a type of Rust's own, or what the type
/// is in JSON.
fn parser(found: &Type<'_>) -> TokenStream {
    let rust_type = Types::named(found);
    if let Some(values) = listed_values(found) {
        return quote! {
            ::clap::builder::TypedValueParser::map(
                ::clap::builder::PossibleValuesParser::new([
                    #(#rust_type::#values.to_string(),)*
                ]),
                |s| #rust_type::try_from(s).unwrap()
            )
        };
    }
    match found.details() {
        TypeDetails::Builtin(_) | TypeDetails::String if found.has_impl(TypeSpaceImpl::FromStr) => {
            quote!(::clap::value_parser!(#rust_type))
        }
        _ => quote!(runtime::argument::<#rust_type>),
    }
}

/// The variants of an enum that is nothing but a list of values.
fn listed_values(found: &Type<'_>) -> Option<Vec<Ident>> {
    let TypeDetails::Enum(values) = found.details() else {
        return None;
    };
    let variants = values.variants().map(|(name, details)| match details {
        TypeEnumVariant::Simple => Some(format_ident!("{name}")),
        _ => None,
    });
    variants.collect()
}
