//! Generated files: formatted, with a header, written or compared.

mod declarations;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;

pub use declarations::{DEFAULT, LEFT_OUT};

use super::Options;
use super::documentation::{harmless, shown};

/// Files by their path within the directory that they are generated to.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<PathBuf, String>);

impl Files {
    pub fn insert(&mut self, path: &str, text: String) {
        self.0.insert(path.into(), text);
    }

    pub fn extend(&mut self, others: Files) {
        self.0.extend(others.0);
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
                    && std::fs::read_to_string(&path).is_ok_and(|text| is_generated(&text))
                {
                    found.push(path);
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

/// How every generated file begins: in a comment, or as the first member of a JSON object.
const MARK: &str = "@generated";

fn is_generated(text: &str) -> bool {
    text.trim_start_matches(['/', ' ', '{', '\n', '"'])
        .starts_with(MARK)
}

/// The header of generated files: from what, and by which command.
pub fn header(options: &Options) -> String {
    let Options { spec, command, .. } = options;
    format!(
        "// {MARK} from {spec} by `{command} generate`. Do not edit: change the contract.
"
    )
}

/// Generated code as syntax. `Err` holds what the generator did wrong.
pub fn parsed(tokens: TokenStream) -> Result<syn::File, String> {
    syn::parse2(tokens).map_err(|error| format!("the generated code does not parse: {error}"))
}

/// A file whose code is text already.
pub fn code_file(header: &str, purpose: &str, code: &str) -> String {
    let mut text = format!("{header}\n");
    for line in purpose.lines() {
        text.push_str(format!("//! {line}").trim_end());
        text.push('\n');
    }
    text.push('\n');
    text.push_str(code);
    text
}

/// A formatted file.
pub fn rust_file(header: &str, purpose: &str, file: syn::File) -> String {
    code_file(header, purpose, &formatted(file))
}

/// The code of a file, formatted.
pub fn formatted(mut file: syn::File) -> String {
    Tidy.visit_file_mut(&mut file);
    let mut text = String::new();
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
        text.push_str(prettyplease::unparse(&attributes).trim_end());
        text.push_str("\n\n");
    }
    text.push_str(&items(file.items));
    text
}

/// Items one after another, with blank lines between those that are no lines.
fn items(items: Vec<syn::Item>) -> String {
    let mut text = String::new();
    let mut previous = None;
    for item in items {
        let kind = std::mem::discriminant(&item);
        let is_line = matches!(
            &item,
            syn::Item::Use(_) | syn::Item::Const(_) | syn::Item::Type(_)
        ) && !has_documentation(&item)
            || matches!(&item, syn::Item::Mod(module) if module.content.is_none());
        if previous.is_some_and(|previous| !(is_line && previous == kind)) {
            text.push('\n');
        }
        previous = Some(kind);
        text.push_str(&one(item));
        text.push('\n');
    }
    text
}

fn has_documentation(item: &syn::Item) -> bool {
    let syn::Item::Type(item) = item else {
        return false;
    };
    item.attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("doc"))
}

fn one(item: syn::Item) -> String {
    if let Some(declaration) = declarations::declaration(&item) {
        return declaration;
    }
    let formatted = prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    });
    spaced(&formatted).trim_end().to_owned()
}

/// Code that nobody generates again, formatted as rustfmt would.
pub fn unparsed(tokens: TokenStream) -> String {
    match parsed(tokens) {
        Ok(mut file) => {
            Tidy.visit_file_mut(&mut file);
            spaced(&prettyplease::unparse(&file))
        }
        Err(error) => format!("compile_error!({error:?});\n"),
    }
}

/// A blank line after what ends with a brace of its own, down to the second
/// level: prettyplease has none between the members of an `impl`.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut ends = false;
    for line in text.lines() {
        let content = line.trim_start();
        if ends
            && line.len() - content.len() <= 8
            && !content.is_empty()
            && !content.starts_with('}')
        {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        ends = content == "}";
    }
    out
}

/// Makes documentation read like a person's: one attribute for each line, and a
/// blank after the slashes.
struct Tidy;

impl VisitMut for Tidy {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        let before = std::mem::take(attributes);
        for attribute in before {
            let Some(text) = documentation(&attribute) else {
                attributes.push(attribute);
                continue;
            };
            for line in harmless(&text).lines() {
                let line = match line {
                    "" => String::new(),
                    line => format!(" {line}"),
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

/// A literal that reads as it is written: raw when it would be full of escapes,
/// unless blank lines would get into what looks like items (see [`spaced`]).
pub fn text_literal(text: &str) -> TokenStream {
    match raw_literal(text) {
        Some(raw) if spaced(&raw) == format!("{raw}\n") => raw.parse().ok(),
        _ => None,
    }
    .unwrap_or_else(|| quote::quote!(#text))
}

/// Like [`text_literal`], of a JSON text: blank lines mean nothing in it.
pub fn json_literal(text: &str) -> TokenStream {
    raw_literal(text)
        .and_then(|raw| raw.parse().ok())
        .unwrap_or_else(|| quote::quote!(#text))
}

/// The raw literal of a text that needs escapes.
fn raw_literal(text: &str) -> Option<String> {
    // What is not shown as it is must be escaped.
    let is_plain = |line: &str| shown(line) == line.trim();
    if !text.contains(['"', '\\', '\n']) || !text.split('\n').all(is_plain) {
        return None;
    }
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    Some(format!("r{hashes}\"{text}\"{hashes}"))
}
