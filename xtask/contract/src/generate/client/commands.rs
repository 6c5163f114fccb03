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
use crate::generate::files::text_literal;
use crate::generate::multipart::{Kind, Multipart};
use crate::generate::names::value_name;
use crate::generate::types::Types;

pub fn render(plans: &[Plan<'_>], types: &mut Types) -> Result<TokenStream, String> {
    let mut commands = Vec::new();
    let mut executions = Vec::new();
    for plan in plans {
        let arguments = Arguments::new(plan, types)?;
        commands.push(command(plan, &arguments));
        executions.push(execution(plan, &arguments));
    }
    let variants: Vec<_> = plans
        .iter()
        .map(|plan| format_ident!("{}", plan.type_name))
        .collect();
    let operations: Vec<_> = plans.iter().map(|plan| &plan.name).collect();
    let functions = |prefix: &str| -> Vec<_> {
        let names = operations.iter();
        names.map(|name| format_ident!("{prefix}_{name}")).collect()
    };
    let (cli, execute) = (functions("cli"), functions("execute"));
    Ok(quote! {
        use super::*;

        pub struct Cli<T: CliConfig> {
            client: Client,
            config: T,
        }

        impl<T: CliConfig> Cli<T> {
            pub fn new(client: Client, config: T) -> Self {
                Self { client, config }
            }

            pub fn get_command(cmd: CliCommand) -> ::clap::Command {
                match cmd {
                    #(CliCommand::#variants => Self::#cli(),)*
                }
            }

            #(#commands)*

            pub async fn execute(
                &self,
                cmd: CliCommand,
                matches: &::clap::ArgMatches,
            ) -> anyhow::Result<()> {
                match cmd {
                    #(CliCommand::#variants => self.#execute(matches).await,)*
                }
            }

            #(#executions)*

            fn failed<E>(&self, error: Error<E>) -> anyhow::Error
            where
                E: serde::Serialize + std::fmt::Debug + Send + Sync + 'static,
            {
                self.config.error(&error);
                anyhow::Error::new(error)
            }

            fn failed_stream(&self, error: Error<runtime::ErrorStream>) -> anyhow::Error {
                self.config.error_stream(&error);
                anyhow::Error::new(error)
            }
        }

        fn json_body_args(required: bool) -> [::clap::Arg; 2] {
            [
                ::clap::Arg::new("json-body")
                    .long("json-body")
                    .value_name("JSON-FILE")
                    .required(required)
                    .value_parser(::clap::value_parser!(std::path::PathBuf))
                    .help("Path to a file that contains the full json body; - is standard input."),
                ::clap::Arg::new("json-body-template")
                    .long("json-body-template")
                    .action(::clap::ArgAction::SetTrue)
                    .help("Print a template of the json body."),
            ]
        }

        fn json_body<B: serde::de::DeserializeOwned>(
            matches: &::clap::ArgMatches,
        ) -> anyhow::Result<Option<B>> {
            let path = matches.get_one::<std::path::PathBuf>("json-body");
            path.map(|path| runtime::json_argument(path))
                .transpose()
                .map_err(anyhow::Error::msg)
        }

        fn raw_body_arg(required: bool) -> ::clap::Arg {
            ::clap::Arg::new("body")
                .long("body")
                .value_name("TEXT|@FILE|@-")
                .required(required)
                .help("The body: a text, or where it is read from while it is sent, @- being standard input.")
        }

        pub trait CliConfig {
            fn success_stream(&self, value: ResponseValue<ByteStream>);
            fn error_stream(&self, value: &Error<runtime::ErrorStream>);
            fn success_item<T>(&self, value: &ResponseValue<T>)
            where
                T: serde::Serialize + std::fmt::Debug;
            fn success_no_item(&self, value: &ResponseValue<()>);
            fn error<T>(&self, value: &Error<T>)
            where
                T: serde::Serialize + std::fmt::Debug;
            fn list_start<T>(&self)
            where
                T: serde::Serialize + std::fmt::Debug;
            fn list_item<T>(&self, value: &T)
            where
                T: serde::Serialize + std::fmt::Debug;
            fn list_end_success<T>(&self)
            where
                T: serde::Serialize + std::fmt::Debug;
            fn list_end_error<T>(&self, value: &Error<T>)
            where
                T: serde::Serialize + std::fmt::Debug;
            #(
                fn #execute(
                    &self,
                    matches: &::clap::ArgMatches,
                    request: &mut builder::#variants,
                ) -> anyhow::Result<()> {
                    Ok(())
                }
            )*
        }

        #[derive(Copy, Clone, Debug)]
        pub enum CliCommand {
            #(#variants,)*
        }

        impl CliCommand {
            pub fn iter() -> impl Iterator<Item = CliCommand> {
                [#(CliCommand::#variants,)*].into_iter()
            }

            pub fn operation_id(&self) -> &'static str {
                match *self {
                    #(CliCommand::#variants => #operations,)*
                }
            }
        }
    })
}

fn command(plan: &Plan<'_>, arguments: &Arguments) -> TokenStream {
    let function = format_ident!("cli_{}", plan.name);
    let name = plan.name.to_kebab_case();
    let options = arguments.options.values().map(|argument| &argument.option);
    let json_body = arguments.body.as_ref().map(|body| {
        let required = body.is_required;
        match body.rust_type {
            Some(_) => quote!(.args(json_body_args(#required))),
            None => quote!(.arg(raw_body_arg(#required))),
        }
    });
    let about = about(plan);
    quote! {
        pub fn #function() -> ::clap::Command {
            ::clap::Command::new(#name)
                #(.arg(#options))*
                #json_body
                #about
        }
    }
}

/// What the operation is for: its first paragraph in a list of commands, all in its own help.
fn about(plan: &Plan<'_>) -> Option<TokenStream> {
    let texts = [&plan.operation.summary, &plan.operation.description];
    let texts = texts.into_iter().flatten().filter(|text| !text.is_empty());
    let text = texts.cloned().collect::<Vec<_>>().join("\n\n");
    let long = paragraphs(text.trim());
    if text.is_empty() {
        return None;
    }
    let whole = text_literal(&long);
    Some(match long.split_once("\n\n") {
        Some((first, _)) => {
            let first = text_literal(first);
            quote!(.about(#first).long_about(#whole))
        }
        None => quote!(.about(#whole)),
    })
}

fn execution(plan: &Plan<'_>, arguments: &Arguments) -> TokenStream {
    let (operation, function) = (
        format_ident!("{}", plan.name),
        format_ident!("execute_{}", plan.name),
    );
    let given = arguments.options.values().map(|argument| &argument.given);
    let json_body = arguments.body.as_ref().map(|body| match &body.rust_type {
        Some(rust_type) => quote! {
            if let Some(body) = json_body::<#rust_type>(matches)? {
                request = request.body(body);
            }
        },
        None => {
            let read = match plan.body.as_ref().map(|body| &body.kind) {
                Some(BodyKind::Text) => quote!(text_argument),
                _ => quote!(body_argument),
            };
            quote! {
                if let Some(text) = matches.get_one::<String>("body") {
                    let body = runtime::#read(text).map_err(anyhow::Error::msg)?;
                    request = request.body(body);
                }
            }
        }
    });
    let failed = match plan.responses.error.kind {
        ClassKind::Stream | ClassKind::Events => quote!(failed_stream),
        _ => quote!(failed),
    };
    let success = &plan.responses.success;
    let shown = match success.kind {
        ClassKind::Json(_) | ClassKind::Several(_) => quote!(success_item(&value)),
        ClassKind::Nothing if !success.responses.is_empty() => quote!(success_no_item(&value)),
        ClassKind::Events => quote!(success_stream(runtime::Events::into_bytes(value))),
        ClassKind::Nothing | ClassKind::Stream => quote!(success_stream(value)),
    };
    quote! {
        pub async fn #function(&self, matches: &::clap::ArgMatches) -> anyhow::Result<()> {
            let mut request = self.client.#operation();
            #(#given)*
            #json_body
            self.config.#function(matches, &mut request)?;
            let value = request.send().await.map_err(|error| self.#failed(error))?;
            self.config.#shown;
            Ok(())
        }
    }
}

/// What a command takes.
#[derive(Default)]
struct Arguments {
    /// By their names.
    options: BTreeMap<String, Argument>,
    body: Option<WholeBody>,
}

struct Argument {
    /// As clap knows it.
    option: TokenStream,
    /// How its value gets into the request.
    given: TokenStream,
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
            name: &name,
            shown: is_json.then_some("JSON"),
            parser: parser(&found),
            required: quote!(.required(#is_required)),
            help: parameter.parameter.description.as_deref(),
        };
        let setter = format_ident!("{}", parameter.name);
        let argument = Argument {
            option: option.render(),
            given: quote! {
                if let Some(value) = matches.get_one::<#rust_type>(#name) {
                    request = request.#setter(value.clone());
                }
            },
        };
        self.options.insert(name, argument);
        Ok(())
    }

    fn content_type(&mut self, setter: &str) {
        let name = setter.to_kebab_case();
        let option = CommandOption {
            name: &name,
            shown: None,
            parser: quote!(::clap::value_parser!(String)),
            required: quote!(.required(false)),
            help: Some(CONTENT_TYPE),
        };
        let setter = format_ident!("{setter}");
        let argument = Argument {
            option: option.render(),
            given: quote! {
                if let Some(value) = matches.get_one::<String>(#name) {
                    request = request.#setter(value.clone());
                }
            },
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
            name: &name,
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
            given: quote! {
                if let Some(value) = matches.get_one::<#rust_type>(#name) {
                    request = request.body_map(|body| body.#setter(value.clone()));
                }
            },
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
    name: &'a str,
    /// What its value is called, where it is not plain.
    shown: Option<&'a str>,
    parser: TokenStream,
    required: TokenStream,
    help: Option<&'a str>,
}

impl CommandOption<'_> {
    fn render(&self) -> TokenStream {
        let CommandOption {
            name,
            parser,
            required,
            ..
        } = self;
        let shown = self.shown.map(|shown| quote!(.value_name(#shown)));
        let help = self.help.map(|text| {
            let text = text_literal(text);
            quote!(.help(#text))
        });
        quote! {
            ::clap::Arg::new(#name)
                .long(#name)
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
