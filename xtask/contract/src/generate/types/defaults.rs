//! The functions that make defaults, as Typify writes them in a module of their own.

use std::collections::{HashMap, HashSet};

use syn::visit_mut::{self, VisitMut};
use syn::{Item, parse_quote};

use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::serde_text;

/// The module.
const MODULE: &str = "defaults";

/// The function that makes the default of a field: `x` of `#[serde(default = "defaults::x")]`.
pub fn function_of(attributes: &[syn::Attribute]) -> Option<String> {
    let path: syn::Path = syn::parse_str(&serde_text(attributes, "default")?).ok()?;
    called(&path)
}

fn called(path: &syn::Path) -> Option<String> {
    let mut segments = path.segments.iter().rev();
    let (function, module) = (segments.next()?, segments.next()?);
    (module.ident == MODULE).then(|| function.ident.to_string())
}

/// Makes defaults that are objects of their JSON (`objects`, by function): the functions stand
/// one module deeper than types do, and choose the variants of unions as Typify understands them,
/// while what is read is read as what comes over the wire. Drops the functions that nothing calls:
/// Typify writes one for whole numbers where the default has a fraction.
pub fn rewrite(
    file: &mut syn::File,
    objects: &HashMap<String, String>,
    rewrites: &mut Rewrites,
) -> Result<(), String> {
    let mut calls = Calls::default();
    calls.visit_file_mut(file);
    let mut functions = Functions {
        objects,
        called: calls.0,
        rewrites,
        made: HashSet::new(),
    };
    functions.visit_file_mut(file);
    let Functions { made, .. } = functions;
    for function in objects.keys() {
        let of = format!("the function `{MODULE}::{function}`");
        rewrites.found(Rewrite::ObjectDefault, &of, made.get(function))?;
    }
    Ok(())
}

/// The functions that are called, in code and by Serde.
#[derive(Default)]
struct Calls(HashSet<String>);

impl VisitMut for Calls {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        self.0.extend(called(path));
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_field_mut(&mut self, field: &mut syn::Field) {
        self.0.extend(function_of(&field.attrs));
        visit_mut::visit_field_mut(self, field);
    }
}

struct Functions<'a> {
    objects: &'a HashMap<String, String>,
    called: HashSet<String>,
    rewrites: &'a mut Rewrites,
    made: HashSet<String>,
}

impl VisitMut for Functions<'_> {
    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if module.ident != MODULE {
            return visit_mut::visit_item_mod_mut(self, module);
        }
        let Some((_, items)) = &mut module.content else {
            return;
        };
        items.retain_mut(|item| match item {
            Item::Fn(function) => self.function(function),
            _ => true,
        });
    }
}

impl Functions<'_> {
    /// Whether the function stays.
    fn function(&mut self, function: &mut syn::ItemFn) -> bool {
        let name = function.sig.ident.to_string();
        if !self.called.contains(&name) {
            self.rewrites.made(Rewrite::UnusedDefault);
            return false;
        }
        if let Some(json) = self.objects.get(&name) {
            function.block = parse_quote!({ ::serde_json::from_str(#json).unwrap() });
            self.made.insert(name);
        }
        let mut deeper = Deeper { is_found: false };
        deeper.visit_item_fn_mut(function);
        if deeper.is_found {
            self.rewrites.made(Rewrite::DefaultPath);
        }
        true
    }
}

/// Paths to what stands beside the module `types`, seen from within it.
struct Deeper {
    is_found: bool,
}

impl VisitMut for Deeper {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        let mut segments = path.segments.iter().map(|segment| &segment.ident);
        let leads_out = segments.next().is_some_and(|first| first == "super")
            && segments.next().is_some_and(|module| {
                ["constrained", "checked", "runtime"]
                    .iter()
                    .any(|beside| module == beside)
            });
        if leads_out {
            *path = parse_quote!(super::#path);
            self.is_found = true;
        }
    }
}
