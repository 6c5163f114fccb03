//! Progenitor's library: its types, its client and its builders, which send as the contract says.

use std::collections::{HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident};
use syn::visit_mut::{self, VisitMut};
use syn::{ImplItem, Item, ItemImpl, ItemMod, ItemStruct, parse_quote};

use super::declare::{self, Declared};
use super::methods::methods;
use super::paginated::paginated;
use super::plan::{ClassKind, Plan};
use super::prose::Prose;
use super::send::{self, Sent};
use super::tolerant::tolerant;
use crate::generate::code::Code;
use crate::generate::files::parsed;
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::{argument_of, name_of};
use crate::generate::types::{self, TypeSchemas};

/// The library, and what is written as declarations of it.
pub struct Library {
    pub file: syn::File,
    pub builders: String,
    pub methods: String,
}

pub fn library(
    tokens: TokenStream,
    plans: &[Plan<'_>],
    schemas: &TypeSchemas<'_>,
    rewrites: &mut Rewrites,
) -> Result<Library, String> {
    let mut file = parsed(tokens)?;
    types::rewrite(&mut file, schemas, types::Nulls::Lenient, rewrites)?;
    imports_of_root(&mut file.items, rewrites)?;
    if schemas.names_runtime() {
        use_runtime_in_types(&mut file.items, rewrites)?;
    }
    if let Some(types) = find_module(&mut file.items, "types") {
        tolerant(types, plans, schemas, rewrites)?;
    }
    let builder = find_module(&mut file.items, "builder");
    let items = rewrites.found(Rewrite::Send, "the module `builder`", builder)?;
    let builders = builders(items, plans, rewrites)?;
    in_a_file(&mut file.items, "builder");
    let methods = methods(&mut file.items, plans, rewrites)?;
    Prose.visit_file_mut(&mut file);
    if let Some(types) = find_module(&mut file.items, "types") {
        types::declare(types, &HashMap::new())?;
    }
    Ok(Library {
        file,
        builders,
        methods,
    })
}

/// Takes the module `types` out of the library, for a file of its own.
pub fn types_apart(library: &mut syn::File) -> Option<syn::File> {
    library.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => {
            let (_, items) = module.content.take()?;
            module.semi = Some(<syn::Token![;]>::default());
            Some(syn::File {
                shebang: None,
                frontmatter: None,
                attrs: Vec::new(),
                items,
            })
        }
        _ => None,
    })
}

/// The items of a module that stands in the file.
fn find_module<'a>(items: &'a mut [Item], name: &str) -> Option<&'a mut Vec<Item>> {
    items.iter_mut().find_map(|item| match item {
        Item::Mod(ItemMod {
            ident,
            content: Some((_, items)),
            ..
        }) if ident == name => Some(items),
        _ => None,
    })
}

/// Leaves the content of a module to the file of its name.
fn in_a_file(items: &mut [Item], name: &str) {
    for item in items {
        if let Item::Mod(item) = item
            && item.ident == name
        {
            item.content = None;
            item.semi = Some(Default::default());
        }
    }
}

/// Progenitor imports for itself what its own requests need: all that is left is the trait of
/// hooks, by which it asks for ours.
fn imports_of_root(items: &mut [Item], rewrites: &mut Rewrites) -> Result<(), String> {
    let imports = items.iter_mut().find_map(|item| match item {
        Item::Use(item) if matches!(item.vis, syn::Visibility::Inherited) => Some(item),
        _ => None,
    });
    let imports = rewrites.found(Rewrite::Imports, "the imports of the client", imports)?;
    *imports = parse_quote!(
        use progenitor_client::ClientHooks;
    );
    // The error is the runtime's: it keeps more of a response.
    let exports = items.iter_mut().find_map(|item| match item {
        Item::Use(item) if mentioned(&item.tree, "progenitor_client") => {
            mentioned(&item.tree, "Error").then_some(item)
        }
        _ => None,
    });
    let exports = rewrites.found(Rewrite::Imports, "the exports of the client", exports)?;
    exports.tree = parse_quote!(progenitor_client::{ByteStream, ClientInfo, ResponseValue});
    Ok(())
}

fn mentioned(tree: &syn::UseTree, name: &str) -> bool {
    match tree {
        syn::UseTree::Path(path) => path.ident == name || mentioned(&path.tree, name),
        syn::UseTree::Name(item) => item.ident == name,
        syn::UseTree::Group(group) => group.items.iter().any(|tree| mentioned(tree, name)),
        _ => false,
    }
}

/// Types are in a module, and their builders, if there are any, in one within it.
fn use_runtime_in_types(items: &mut [Item], rewrites: &mut Rewrites) -> Result<(), String> {
    let of = "the module `types`";
    let types = rewrites.found(Rewrite::Imports, of, find_module(items, "types"))?;
    let builders = find_module(types, "builder");
    if let Some(builders) = builders {
        builders.insert(
            0,
            parse_quote!(
                #[allow(unused_imports)]
                use super::super::runtime;
            ),
        );
    }
    types.insert(
        0,
        parse_quote!(
            #[allow(unused_imports)]
            use super::runtime;
        ),
    );
    Ok(())
}

/// A builder, and what it does.
#[derive(Default)]
struct Builder<'a> {
    definition: Option<&'a mut ItemStruct>,
    implementation: Option<&'a mut ItemImpl>,
}

fn builders(
    items: &mut [Item],
    plans: &[Plan<'_>],
    rewrites: &mut Rewrites,
) -> Result<String, String> {
    let mut code = Code::default();
    let mut found: HashMap<String, Builder<'_>> = HashMap::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(item) => {
                let builder = found.entry(item.ident.to_string()).or_default();
                builder.definition = Some(item);
            }
            Item::Impl(item) => {
                if let Some(name) = name_of(&item.self_ty) {
                    found.entry(name).or_default().implementation = Some(item);
                }
            }
            _ => {}
        }
    }
    for plan in plans {
        let of = format!("the builder of the operation `{}`", plan.operation.id);
        let builder = found.remove(&plan.type_name).unwrap_or_default();
        let definition = rewrites.found(Rewrite::Send, &of, builder.definition)?;
        let implementation = rewrites.found(Rewrite::Send, &of, builder.implementation)?;
        let (sent, success, failure) = sending(plan, implementation, &of, rewrites)?;
        let pages = paginated(plan, implementation, &of, rewrites)?;
        if plan.has_optional_body() {
            optional_body(definition, implementation, &of, rewrites)?;
        }
        let settings = declare::settings(definition, implementation);
        let declared = Declared {
            plan,
            settings: rewrites.found(Rewrite::Send, &of, settings)?,
            is_clone: definition.attrs.iter().any(derives_clone),
            sent,
            success,
            failure,
            pages,
        };
        code.line("");
        declared.write(&mut code);
    }
    let code = code.finish();
    rewrites.made(Rewrite::Imports);
    Ok(format!("{}{code}", imports(&code)))
}

fn derives_clone(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("derive") && attribute.to_token_stream().to_string().contains("Clone")
}

/// What is done to send, and the types of success and failure.
fn sending(
    plan: &Plan<'_>,
    implementation: &mut ItemImpl,
    of: &str,
    rewrites: &mut Rewrites,
) -> Result<(Sent, TokenStream, TokenStream), String> {
    let has_type = plan.body.as_ref().is_some_and(|body| body.schema.is_some());
    let body = if has_type {
        let setter = function(implementation, "body");
        let taken = setter.and_then(|setter| taken(&setter.sig.generics).cloned());
        Some(rewrites.found(Rewrite::Send, of, taken)?)
    } else {
        None
    };
    let sent = send::send(plan, body.as_ref());
    let send = function(implementation, "send");
    let send = rewrites.found(Rewrite::Send, of, send)?;
    for (wrapper, class) in [
        ("ResponseValue", &plan.responses.success),
        ("Error", &plan.responses.error),
    ] {
        let replaced: Option<syn::Type> = match (&class.kind, wrapper) {
            (ClassKind::Several(name), _) => {
                let name = format_ident!("{name}");
                Some(parse_quote!(responses::#name))
            }
            (ClassKind::Events, "ResponseValue") => Some(parse_quote!(runtime::Events)),
            (ClassKind::Stream | ClassKind::Events, "Error") => {
                Some(parse_quote!(runtime::ErrorStream))
            }
            _ => None,
        };
        if let Some(replaced) = replaced {
            let mut argument = Argument {
                of: wrapper,
                replaced,
                is_found: false,
            };
            argument.visit_return_type_mut(&mut send.sig.output);
            rewrites.found(Rewrite::Send, of, argument.is_found.then_some(()))?;
        }
    }
    let types = ends(&send.sig.output);
    let (success, failure) = rewrites.found(Rewrite::Send, of, types)?;
    Ok((sent, success, failure))
}

/// `T` and `E` of a function that has a `Result<T, E>`.
fn ends(output: &syn::ReturnType) -> Option<(TokenStream, TokenStream)> {
    let syn::ReturnType::Type(_, output) = output else {
        return None;
    };
    let syn::Type::Path(path) = &**output else {
        return None;
    };
    match &path.path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            let mut types = arguments.args.iter().map(ToTokens::to_token_stream);
            Some((types.next()?, types.next()?))
        }
        _ => None,
    }
}

/// The argument of a generic type in a return type.
struct Argument<'a> {
    of: &'a str,
    replaced: syn::Type,
    is_found: bool,
}

impl VisitMut for Argument<'_> {
    fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
        if segment.ident == self.of {
            let replaced = &self.replaced;
            segment.arguments = syn::PathArguments::AngleBracketed(parse_quote!(<#replaced>));
            self.is_found = true;
        } else {
            visit_mut::visit_path_segment_mut(self, segment);
        }
    }
}

/// A function of a type.
pub(super) fn function<'a>(
    implementation: &'a mut ItemImpl,
    name: &str,
) -> Option<&'a mut syn::ImplItemFn> {
    implementation.items.iter_mut().find_map(|item| match item {
        ImplItem::Fn(function) if function.sig.ident == name => Some(function),
        _ => None,
    })
}

/// `T` of a setter that takes `V: TryInto<T>`.
pub(super) fn taken(generics: &syn::Generics) -> Option<&syn::Type> {
    let predicates = generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let bounds = predicates.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => Some(&predicate.bounds),
        _ => None,
    });
    bounds.flatten().find_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => argument_of(&bound.path, "TryInto"),
        _ => None,
    })
}

/// To Progenitor every body is required. One that may be left out is an `Option` in the builder,
/// and at first there is none.
fn optional_body(
    definition: &mut ItemStruct,
    implementation: &mut ItemImpl,
    of: &str,
    rewrites: &mut Rewrites,
) -> Result<(), String> {
    let mut fields = definition.fields.iter_mut();
    let field = fields.find(|field| field.ident.as_ref().is_some_and(|ident| ident == "body"));
    let field = rewrites.found(Rewrite::OptionalBody, of, field)?;
    let held = match &field.ty {
        syn::Type::Path(path) => argument_of(&path.path, "Result").cloned(),
        _ => None,
    };
    let held = rewrites.found(Rewrite::OptionalBody, of, held)?;
    field.ty = parse_quote!(Result<Option<#held>, String>);
    let mut expected = vec!["new", "body"];
    expected.extend(function(implementation, "body_map").map(|_| "body_map"));
    for name in expected {
        let mut left_out = LeftOut {
            is_map: name == "body_map",
            is_found: false,
        };
        if let Some(function) = function(implementation, name) {
            left_out.visit_block_mut(&mut function.block);
        }
        rewrites.found(Rewrite::OptionalBody, of, left_out.is_found.then_some(()))?;
    }
    Ok(())
}

/// The field `body` where a builder is made, and where it is set.
struct LeftOut {
    /// It is changed by a function, not set.
    is_map: bool,
    is_found: bool,
}

impl VisitMut for LeftOut {
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        if is_body(&field.member) {
            field.expr = parse_quote!(Ok(None));
            self.is_found = true;
        }
    }

    fn visit_expr_assign_mut(&mut self, assign: &mut syn::ExprAssign) {
        let is_meant = matches!(&*assign.left, syn::Expr::Field(field) if is_body(&field.member));
        if is_meant {
            let value = &assign.right;
            *assign.right = if self.is_map {
                parse_quote!(self.body.map(|body| Some(f(body.unwrap_or_default()))))
            } else {
                parse_quote!(#value.map(Some))
            };
            self.is_found = true;
        }
    }
}

fn is_body(member: &syn::Member) -> bool {
    matches!(member, syn::Member::Named(name) if name == "body")
}

/// Builders import what is in them, instead of all that Progenitor's own may need.
fn imports(code: &str) -> String {
    let names = [
        "ByteStream",
        "Error",
        "ResponseValue",
        "responses",
        "runtime",
        "types",
    ];
    let words: HashSet<&str> = code
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .collect();
    let used: Vec<&str> = names
        .into_iter()
        .filter(|name| words.contains(name))
        .collect();
    match &used[..] {
        [] => String::new(),
        used => format!(
            "#[allow(unused_imports)]\nuse super::{{{}}};\n",
            used.join(", ")
        ),
    }
}
