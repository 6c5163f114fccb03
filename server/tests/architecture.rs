//! Which module of the server may depend on which, and who may know a library of the outside.
//!
//! Read off the sources: every path that starts with `crate`, `super` or `self` is followed to the
//! module that it leads into, wherever it stands. Tests may know more, and are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens as _;

/// Every module of the server, with those that it may depend on.
const MAY_DEPEND_ON: [(&str, &[&str]); 15] = [
    ("clock", &[]),
    ("contract", &[]),
    ("mfa", &[]),
    ("outbound", &[]),
    ("factor", &["mfa", "outbound"]),
    ("store", &["mfa"]),
    (
        "webhook",
        &["clock", "factor", "mfa", "outbound", "telemetry"],
    ),
    ("auth", &["mfa"]),
    ("telemetry", &["clock", "mfa", "outbound"]),
    ("pages", &["contract", "mfa"]),
    (
        "monitoring",
        &["contract", "factor", "mfa", "outbound", "telemetry"],
    ),
    (
        "app",
        &[
            "auth",
            "clock",
            "contract",
            "mfa",
            "monitoring",
            "pages",
            "telemetry",
        ],
    ),
    // The contract's trait is implemented for the app.
    ("handlers", &["app", "contract", "mfa"]),
    // The contract's runtime: the limits of clients.
    (
        "config",
        &["auth", "contract", "factor", "mfa", "store", "telemetry"],
    ),
    (
        "service",
        &["app", "config", "contract", "pages", "telemetry"],
    ),
];

/// Puts everything together, so it may know everything.
const COMPOSITION: &str = "commands";

/// Libraries that are some modules' own matter.
const MAY_KNOW: [(&str, &[&str]); 14] = [
    ("askama", &["pages"]),
    ("chacha20poly1305", &["factor"]),
    ("deadpool_postgres", &["store"]),
    ("dropshot", &["contract", "pages", "service"]),
    (
        "http",
        &["app", "contract", "monitoring", "pages", "telemetry"],
    ),
    ("hyper", &["monitoring"]),
    ("opentelemetry", &["telemetry"]),
    ("opentelemetry_sdk", &["telemetry"]),
    ("prometheus_client", &["monitoring"]),
    // Telemetry sends spans: to the operator's own collector.
    ("reqwest", &["auth", "factor", "outbound", "telemetry"]),
    ("rusqlite", &["store"]),
    ("tokio_postgres", &["store"]),
    ("tokio_postgres_rustls", &["store"]),
    ("totp_rs", &["factor"]),
];

#[test]
fn modules_depend_on_those_below_them_alone() {
    let sources = Sources::read();
    let allowed: BTreeMap<_, _> = MAY_DEPEND_ON.into_iter().collect();
    let mut known: BTreeSet<_> = allowed.keys().copied().collect();
    known.insert(COMPOSITION);
    let there: BTreeSet<_> = sources.modules().collect();
    assert_eq!(there, known, "each module has its line in the table");

    let mut wrong = Vec::new();
    for (file, from, path) in sources.paths() {
        let Some(allowed) = allowed.get(from) else {
            continue;
        };
        let to = path.first().map_or("*", String::as_str);
        if to != from && !allowed.contains(&to) {
            wrong.push(format!(
                "{}: {from} uses {}",
                file.display(),
                path.join("::")
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_line_of_the_table_that_nobody_needs_goes() {
    let sources = Sources::read();
    let used: BTreeSet<_> = sources
        .paths()
        .map(|(_, from, path)| (from.to_owned(), path.first().cloned().unwrap_or_default()))
        .collect();
    for (from, allowed) in MAY_DEPEND_ON {
        for to in allowed {
            let edge = (from.to_owned(), (*to).to_owned());
            assert!(used.contains(&edge), "{from} does not use {to}");
        }
    }
}

#[test]
fn a_library_is_known_where_it_belongs_alone() {
    let sources = Sources::read();
    let mut wrong = Vec::new();
    for file in &sources.0 {
        for (library, modules) in MAY_KNOW {
            let at_home = file
                .module
                .first()
                .is_some_and(|module| module == COMPOSITION || modules.contains(&module.as_str()));
            if !at_home && file.names(library) {
                wrong.push(format!("{} knows {library}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn paths_are_followed_however_they_are_written() {
    let leads = |module: &[&str], text: &str| -> Vec<String> {
        let module: Vec<_> = module.iter().map(|name| (*name).to_owned()).collect();
        let tokens: TokenStream = text.parse().expect("tokens");
        let paths = paths_of(&flat(tokens), &module).into_iter();
        paths.map(|path| path.join("::")).collect()
    };
    let here = ["mfa", "rules", "links"];
    for (text, expected) in [
        ("use crate::store::Store;", &["store::Store"][..]),
        (
            "use crate::{store, mfa::{self, rules}};",
            &["store", "mfa::self", "mfa::rules"],
        ),
        (
            "use super::super::super::store::{A as B, C};",
            &["store::A", "store::C"],
        ),
        ("use super::attempts::*;", &["mfa::rules::attempts"]),
        (
            "mod inner { fn f() {} use super::super::attempts; } use super::tries;",
            &["mfa::rules::attempts", "mfa::rules::tries"],
        ),
        (
            "fn f(a: self::X) -> crate::app::App { super::g(a) }",
            &["mfa::rules::links::X", "app::App", "mfa::rules::g"],
        ),
        (
            "info!(log, \"x\"; \"a\" => crate::store::name());",
            &["store::name"],
        ),
        (
            "pub(crate) fn f() {} pub(in crate::mfa) fn g(&self) { self.h() }",
            &["mfa"],
        ),
        (
            "fn f() { ::std::mem::drop(a::super_::b) } // crate::store",
            &[],
        ),
    ] {
        assert_eq!(leads(&here, text), expected, "{text}");
    }
}

/// The files of the library that are no tests, with the module that each is.
struct Sources(Vec<File>);

struct File {
    path: PathBuf,
    module: Vec<String>,
    /// Without what is for tests alone.
    tokens: Vec<String>,
}

impl Sources {
    fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        read(&root.join("lib.rs"), &root, Vec::new(), &mut files);
        assert!(files.len() > 60, "the sources were found");
        Self(files)
    }

    fn modules(&self) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter_map(|file| file.module.first())
            .map(String::as_str)
    }

    /// The file, its module's first name, and where a path in it leads.
    fn paths(&self) -> impl Iterator<Item = (&Path, &str, Vec<String>)> {
        self.0.iter().flat_map(|file| {
            let from = file.module.first().map_or("", String::as_str);
            let paths = paths_of(&file.tokens, &file.module).into_iter();
            paths.map(move |path| (file.path.as_path(), from, path))
        })
    }
}

impl File {
    /// Whether a path begins with this name.
    fn names(&self, library: &str) -> bool {
        let mut places = 0..self.tokens.len();
        places.any(|at| is(&self.tokens, at, library) && begins_a_path(&self.tokens, at))
    }
}

/// Reads a file and the modules that it declares. `children` is the folder that they are in.
fn read(path: &Path, children: &Path, module: Vec<String>, files: &mut Vec<File>) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let mut tokens = TokenStream::new();
    for item in syntax.items.into_iter().filter(|item| !is_for_tests(item)) {
        match item {
            syn::Item::Mod(inner) if inner.content.is_none() => {
                let name = inner.ident.to_string();
                let folder = children.join(&name);
                let beside = children.join(format!("{name}.rs"));
                let file = if beside.is_file() {
                    beside
                } else {
                    folder.join("mod.rs")
                };
                let module = [&module[..], &[name]].concat();
                read(&file, &folder, module, files);
            }
            item => item.to_tokens(&mut tokens),
        }
    }
    files.push(File {
        path: path.to_owned(),
        module,
        tokens: flat(tokens),
    });
}

fn is_for_tests(item: &syn::Item) -> bool {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        _ => return false,
    };
    let mut conditions = attributes
        .iter()
        .map(|attribute| attribute.meta.to_token_stream());
    conditions.any(|condition| condition.to_string().replace(' ', "") == "cfg(test)")
}

/// All tokens in their order, braces among them.
fn flat(tokens: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                all.push("{".to_owned());
                all.extend(flat(group.stream()));
                all.push("}".to_owned());
            }
            TokenTree::Group(group) => {
                all.push("(".to_owned());
                all.extend(flat(group.stream()));
                all.push(")".to_owned());
            }
            other => all.push(other.to_string()),
        }
    }
    all
}

fn is(tokens: &[String], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token == text)
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn is_separator(tokens: &[String], at: usize) -> bool {
    is(tokens, at, ":") && is(tokens, at + 1, ":")
}

/// Whether the name at this place begins a path: it is followed by a separator, and there is none
/// that ends a name before it.
fn begins_a_path(tokens: &[String], at: usize) -> bool {
    let follows = at >= 3 && is_separator(tokens, at - 2) && is_name(&tokens[at - 3]);
    is_separator(tokens, at + 1) && !follows
}

/// Where the paths lead that begin with `crate`, `super` or `self`, from the crate's root.
fn paths_of(tokens: &[String], module: &[String]) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    let mut module = module.to_vec();
    // For each open brace, whether a module stands in it.
    let mut open = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at].as_str() {
            "{" => {
                let is_module = at >= 2 && is(tokens, at - 2, "mod");
                module.extend(is_module.then(|| tokens[at - 1].clone()));
                open.push(is_module);
            }
            "}" if open.pop() == Some(true) => {
                module.pop();
            }
            _ => {}
        }
        if !begins_a_path(tokens, at) {
            continue;
        }
        let base = match tokens[at].as_str() {
            "crate" => Vec::new(),
            "self" => module.clone(),
            "super" => module[..module.len() - 1].to_vec(),
            _ => continue,
        };
        tree(tokens, at + 3, base, &mut paths);
    }
    paths
}

/// What follows a separator: a name, or a group of trees. Returns the place after it.
fn tree(
    tokens: &[String],
    mut at: usize,
    mut path: Vec<String>,
    paths: &mut Vec<Vec<String>>,
) -> usize {
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("super") => {
                path.pop();
            }
            Some("{") => {
                at += 1;
                while at < tokens.len() && !is(tokens, at, "}") {
                    at = tree(tokens, at, path.clone(), paths);
                    // A new name, and the comma.
                    while at < tokens.len() && !is(tokens, at, "}") && !is(tokens, at, ",") {
                        at += 1;
                    }
                    at += usize::from(is(tokens, at, ","));
                }
                return at + 1;
            }
            Some(name) if is_name(name) => path.push(name.to_owned()),
            // `*`, or a generic argument: it leads into what stands before.
            _ => {
                paths.push(path);
                return at + 1;
            }
        }
        at += 1;
        if !is_separator(tokens, at) {
            paths.push(path);
            return at;
        }
        at += 2;
    }
}

/// What stands in for vendors lets in whoever it is told to: a release build has it only where it was
/// asked for.
#[test]
fn simulators_are_compiled_where_they_are_asked_for_alone() {
    const ASKED_FOR: &str = "any(debug_assertions, feature = \"simulators\")";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect(name);
    let mut pending = vec![root.join("src")];
    let mut knowing = Vec::new();
    while let Some(directory) = pending.pop() {
        for entry in std::fs::read_dir(directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else if std::fs::read_to_string(&path)
                .is_ok_and(|text| text.contains("mfa_simulators"))
            {
                knowing.push(path);
            }
        }
    }
    assert_eq!(knowing, [root.join("src/commands/dev/simulators.rs")]);
    let chosen = format!(
        "#[cfg({ASKED_FOR})]\nmod simulators;\n#[cfg(not({ASKED_FOR}))]\n\
         #[path = \"dev/no_simulators.rs\"]\nmod simulators;\n"
    );
    assert!(read("src/commands/dev.rs").contains(&chosen), "{chosen}");
    let manifest: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let features = manifest["features"].as_table().expect("features");
    let by_default = features.get("default").and_then(|all| all.as_array());
    let asked: Vec<_> = by_default.into_iter().flatten().collect();
    assert!(
        asked.is_empty(),
        "nothing is asked for by default: {asked:?}"
    );
}
