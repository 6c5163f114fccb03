//! Generated files: formatted, with a header, written or compared.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;

/// Files by their path within the directory that they are generated to.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<PathBuf, String>);

impl Files {
    pub fn insert(&mut self, path: &str, text: String) {
        self.0.insert(path.into(), text);
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// Writes what differs, and takes away what was generated before and is
    /// not any more. Returns the paths of the files that changed.
    pub fn write(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let mut changed = Vec::new();
        for (path, text) in self.iter() {
            let path = directory.join(path);
            if std::fs::read_to_string(&path).is_ok_and(|existing| existing == text) {
                continue;
            }
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(&path, text)?;
            changed.push(path);
        }
        for path in self.stale(directory)? {
            std::fs::remove_file(&path)?;
            changed.push(path);
        }
        Ok(changed)
    }

    /// Generated files in `directory` that would not be generated any more.
    pub fn stale(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        let mut waiting = vec![directory.to_owned()];
        while let Some(current) = waiting.pop() {
            let entries = match std::fs::read_dir(&current) {
                Ok(entries) => entries,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() {
                    waiting.push(path);
                } else if let Ok(relative) = path.strip_prefix(directory)
                    && !self.0.contains_key(relative)
                    && std::fs::read_to_string(&path).is_ok_and(|text| text.starts_with(MARK))
                {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// How every generated file begins.
const MARK: &str = "// @generated";

/// The header of generated files: from what, and by which command.
pub fn header(spec: &str) -> String {
    format!("{MARK} from {spec} by `cargo xtask generate`. Do not edit: change the contract.\n")
}

/// A formatted file. `Err` holds what the generator did wrong.
pub fn rust_file(header: &str, purpose: &str, tokens: TokenStream) -> Result<String, String> {
    let mut file: syn::File = syn::parse2(tokens)
        .map_err(|error| format!("the generated code does not parse: {error}"))?;
    Tidy.visit_file_mut(&mut file);
    let mut text = format!("{header}\n");
    for line in purpose.lines() {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
    let mut attributes = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: std::mem::take(&mut file.attrs),
        items: Vec::new(),
    };
    if !attributes.attrs.is_empty() {
        attributes
            .attrs
            .retain(|attribute| !attribute.path().is_ident("doc"));
        text.push_str(&prettyplease::unparse(&attributes));
        text.push('\n');
    }
    let mut previous = None;
    for item in file.items {
        let kind = std::mem::discriminant(&item);
        let is_line = matches!(&item, syn::Item::Use(_) | syn::Item::Const(_))
            || matches!(&item, syn::Item::Mod(module) if module.content.is_none());
        if previous.is_some_and(|previous| !(is_line && previous == kind)) {
            text.push('\n');
        }
        previous = Some(kind);
        let formatted = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        });
        let spaced =
            progenitor_impl::space_out_items(formatted).map_err(|error| error.to_string())?;
        text.push_str(spaced.trim_end());
        text.push('\n');
    }
    Ok(text)
}

/// Makes documentation read like a person's: one attribute for each line, a
/// blank after the slashes, and no schema in it, which stands in the contract.
struct Tidy;

impl VisitMut for Tidy {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let before = std::mem::take(attributes);
        for attribute in before {
            let Some(text) = documentation(&attribute) else {
                attributes.push(attribute);
                continue;
            };
            let text = text.split("<details>").next().unwrap_or_default().trim();
            for line in text.lines() {
                let line = match line.trim() {
                    "" => String::new(),
                    trimmed => format!(" {trimmed}"),
                };
                let mut attribute = attribute.clone();
                attribute.meta = syn::parse_quote!(doc = #line);
                attributes.push(attribute);
            }
        }
    }
}

fn documentation(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(text),
        ..
    }) = &meta.value
    else {
        return None;
    };
    meta.path.is_ident("doc").then(|| text.value())
}

/// Leaves out the modules `names`, with the attributes before them.
pub fn without(text: &str, names: &[&str]) -> String {
    let mut out = String::new();
    let mut attributes = String::new();
    for line in text.lines() {
        if line.starts_with("#[") {
            attributes.push_str(line);
            attributes.push('\n');
            continue;
        }
        let is_left_out = names.iter().any(|name| {
            line == format!("mod {name};") || line.starts_with(&format!("pub use {name}::"))
        });
        if !is_left_out {
            out.push_str(&attributes);
            out.push_str(line);
            out.push('\n');
        }
        attributes.clear();
    }
    out
}

/// A literal that reads as it is written: raw when it would be full of
/// escapes.
pub fn text_literal(text: &str) -> TokenStream {
    let is_plain = !text.contains(['"', '\\', '\n']) || text.contains('\r');
    if is_plain {
        return quote::quote!(#text);
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
        .parse()
        .unwrap_or_else(|_| quote::quote!(#text))
}
