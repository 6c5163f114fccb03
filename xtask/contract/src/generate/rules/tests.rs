//! Every rule does what its cases show.
//!
//! A case in `tests/lowering/` is named after its rule, with `--` and more where
//! a rule has several. Its first line says what is shown; then come JSON Merge
//! Patches (RFC 7396) to `base.yaml`, separated by `---`: several spellings,
//! each with the same outcome. What is expected stands beside it: all that
//! differs from what becomes of the base, and nothing else.
//! `SNAPSHOTS=overwrite` renews it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quote::ToTokens;

use super::{all, find};
use crate::check::projection;
use crate::document::{Document, Map, Node, Sources, Value};
use crate::generate::{Files, Options, Runtime, generate, unparsed};
use crate::model::{lower, openapi};
use crate::report::{Finding, unified_diff};

/// Parts of what becomes of a contract, by name.
type Parts = BTreeMap<(usize, String), String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lowering")
}

fn cases() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder())
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        })
        .filter(|path| path.file_stem().is_some_and(|name| name != "base"))
        .collect();
    found.sort();
    found
}

fn rule_of(case: &Path) -> String {
    let name = case.file_stem().expect("a name").to_string_lossy();
    name.split("--").next().unwrap_or_default().to_owned()
}

fn read(text: &str) -> Document {
    let read = |_: &Path| Ok(text.to_owned());
    Document::load_with(Path::new("openapi.yaml"), Sources::default(), &read)
        .unwrap_or_else(|(_, error)| panic!("{error}: {text}"))
}

/// RFC 7396, section 2.
fn merge(target: &mut Node, patch: &Node) {
    let Value::Object(members) = &patch.value else {
        *target = patch.clone();
        return;
    };
    if target.as_object().is_none() {
        target.value = Value::Object(Map::new());
    }
    let Value::Object(map) = &mut target.value else {
        return;
    };
    for (name, member) in members {
        if member.is_null() {
            map.shift_remove(name);
        } else {
            let null = Node::new(Value::Null, member.at);
            merge(map.entry(name.clone()).or_insert(null), member);
        }
    }
}

/// What becomes of a document, in the places that are asked for.
fn parts(document: &str, places: &[&str]) -> Result<Parts, String> {
    let document = read(document);
    let refused = |findings: Vec<Finding>| format!("it is refused: {findings:#?}");
    let contract = lower(&document).map_err(refused)?;
    let options = Options {
        spec: "openapi.yaml".to_owned(),
        command: "contract".to_owned(),
        runtime: Runtime::Package,
    };
    let generated = generate(&contract, &options).map_err(refused)?;
    let mut parts = Parts::new();
    for (order, place) in places.iter().enumerate() {
        let mut add = |name: String, text: String| {
            parts.insert((order, format!("{place}: {name}")), plain(&text));
        };
        match *place {
            "lowered" => documents(&openapi(&contract, document.root().at), &mut add),
            "emitted" => documents(&projection(&contract, document.root()), &mut add),
            "server" => declarations(&generated.server, &mut add),
            "client" => declarations(&generated.client, &mut add),
            "notes" => {
                for note in &contract.notes {
                    add(note.rule.id.to_string(), note.message.clone());
                }
            }
            other => return Err(format!("`{other}` cannot be shown")),
        }
    }
    Ok(parts)
}

/// Rust's own types as a person would write them.
fn plain(text: &str) -> String {
    let mut text = text.trim_end().replace(":: std :: collections :: ", "");
    for path in [
        "::std::string::",
        "::std::option::",
        "::std::vec::",
        "::std::boxed::",
        "::std::collections::",
        "::std::result::",
        "::std::num::",
        "std::convert::",
    ] {
        text = text.replace(path, "");
    }
    text
}

/// Operations and components.
fn documents(document: &Node, add: &mut dyn FnMut(String, String)) {
    for (path, item) in document.members("paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            add(
                format!("{} {path}", method.to_uppercase()),
                operation.to_yaml(),
            );
        }
    }
    for (kind, components) in document
        .get("components")
        .and_then(Node::as_object)
        .into_iter()
        .flatten()
    {
        for (name, component) in components.as_object().into_iter().flatten() {
            add(format!("{kind}/{name}"), component.to_yaml());
        }
    }
}

/// The types and functions that a person uses, without what is in them.
fn declarations(files: &Files, add: &mut dyn FnMut(String, String)) {
    for (path, text) in files.iter() {
        let path = path.with_extension("").display().to_string();
        let is_meant = [
            "api",
            "builder",
            "checked",
            "constrained",
            "credentials",
            "mod",
            "operations",
            "responses",
            "types",
        ];
        if is_meant.contains(&path.as_str()) {
            let file = syn::parse_file(text).expect("generated code");
            items(&path, &file.items, add);
            match path.as_str() {
                "types" | "constrained" | "checked" => of_types(&path, text, add),
                _ => of_operations(&path, text, add),
            }
            if let Some((_, methods)) = text.split_once("runtime::operations! {") {
                of_methods(&path, methods, add);
            }
        }
    }
}

/// What stands in the declarations of operations: `request` of the operation `GetThing`, say, is
/// `operations::GetThing::request`.
fn of_operations(place: &str, text: &str, add: &mut dyn FnMut(String, String)) {
    let mut lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("///"));
    let mut operation: Option<String> = None;
    let mut part = (String::new(), Vec::new());
    while let Some(line) = lines.next() {
        let is_start = line.starts_with("runtime::") && line.ends_with("! {");
        let inner = line.strip_prefix("    ").unwrap_or_default();
        let Some(name) = &operation else {
            if is_start && let Some(head) = lines.next() {
                let head = head.trim_start();
                let name = head
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .next();
                operation = name.map(str::to_owned);
                part = ("declaration".to_owned(), vec![head]);
            }
            continue;
        };
        let section = inner.split(|c: char| !c.is_alphanumeric()).next();
        let begins = ["request", "success", "error", "handler", "send", "stream"];
        let begins = section.filter(|word| begins.contains(word));
        if line == "}" || begins.is_some() {
            add(format!("{place}::{name}::{}", part.0), part.1.join("\n"));
            part = (begins.unwrap_or_default().to_owned(), Vec::new());
        }
        if line == "}" {
            operation = None;
        } else if !inner.is_empty() {
            part.1.push(inner);
        }
    }
}

/// The methods of a client, as they are declared.
fn of_methods(place: &str, text: &str, add: &mut dyn FnMut(String, String)) {
    let lines = text.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("///")).collect();
    for method in lines.concat().split_inclusive(';') {
        if let Some((name, _)) = method.split_once('(') {
            add(format!("{place}::{name}"), method.to_owned());
        }
    }
}

fn items(place: &str, items: &[syn::Item], add: &mut dyn FnMut(String, String)) {
    for item in items {
        match item {
            syn::Item::Struct(found) if !matches!(found.fields, syn::Fields::Unit) => {
                let mut found = found.clone();
                tidy(&mut found.attrs, place == "constrained");
                for field in &mut found.fields {
                    tidy(&mut field.attrs, false);
                }
                declared(place, &found.ident, &found, add);
            }
            syn::Item::Enum(found) => {
                let mut found = found.clone();
                tidy(&mut found.attrs, false);
                for variant in &mut found.variants {
                    tidy(&mut variant.attrs, false);
                    for field in &mut variant.fields {
                        tidy(&mut field.attrs, false);
                    }
                }
                declared(place, &found.ident, &found, add);
            }
            syn::Item::Type(found) => {
                let mut found = found.clone();
                tidy(&mut found.attrs, place == "constrained");
                declared(place, &found.ident, &found, add);
            }
            syn::Item::Trait(found) => {
                for item in &found.items {
                    if let syn::TraitItem::Fn(function) = item {
                        signature(place, &found.ident, &function.sig, add);
                    }
                }
            }
            syn::Item::Impl(found) if found.trait_.is_none() => {
                let name = match &*found.self_ty {
                    syn::Type::Path(path) => &path.path.segments[0].ident,
                    _ => continue,
                };
                for item in &found.items {
                    if let syn::ImplItem::Fn(function) = item {
                        signature(place, name, &function.sig, add);
                    }
                }
            }
            // How types are put together says nothing that they do not.
            syn::Item::Mod(module) if place != "types" => {
                if let Some((_, inner)) = &module.content {
                    self::items(&format!("{place}::{}", module.ident), inner, add);
                }
            }
            _ => {}
        }
    }
}

/// What macros declare, as it is written; without documentation, where that says nothing.
fn of_types(place: &str, text: &str, add: &mut dyn FnMut(String, String)) {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.contains("runtime::") || !line.ends_with("! {") {
            continue;
        }
        let is_said = |line: &&str| place == "constrained" || !line.trim_start().starts_with("///");
        let inner: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
        let name = inner.iter().find_map(|line| {
            let rest = line.trim().strip_prefix("pub ")?;
            let rest = rest
                .strip_prefix("struct ")
                .or(rest.strip_prefix("enum "))?;
            rest.split([' ', '(']).next()
        });
        if let Some(name) = name {
            let said: Vec<&str> = inner.iter().copied().filter(is_said).collect();
            add(
                format!("{place}::{name}"),
                format!("{line}\n{}\n}}\n", said.join("\n")),
            );
        }
    }
}

fn declared(
    place: &str,
    name: &syn::Ident,
    item: &impl ToTokens,
    add: &mut dyn FnMut(String, String),
) {
    if !place.contains("error") {
        add(format!("{place}::{name}"), unparsed(item.to_token_stream()));
    }
}

/// Functions that every type has are left out.
fn signature(
    place: &str,
    owner: &syn::Ident,
    function: &syn::Signature,
    add: &mut dyn FnMut(String, String),
) {
    let name = function.ident.to_string();
    let is_usual = match place {
        "types" | "constrained" | "checked" => true,
        _ => ["path", "new", "status"].contains(&name.as_str()),
    };
    if !is_usual {
        let text = unparsed(quote::quote!(trait Owner { #function; }));
        let text: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .collect();
        add(format!("{place}::{owner}::{name}"), text.join("\n"));
    }
}

/// What Serde is told stays, and where it says something the documentation.
fn tidy(attributes: &mut Vec<syn::Attribute>, documented: bool) {
    let is_said = |attribute: &syn::Attribute| {
        let text = attribute.to_token_stream().to_string();
        let is_usual = !text.contains(',')
            && ["skip_serializing_if", "remote"]
                .iter()
                .any(|usual| text.contains(usual));
        attribute.path().is_ident("serde") && !is_usual
            || documented && attribute.path().is_ident("doc")
    };
    attributes.retain(is_said);
}

#[test]
fn every_rule_does_what_its_cases_show() {
    let base = std::fs::read_to_string(folder().join("base.yaml")).expect("the base");
    let mut wrong = Vec::new();
    for case in cases() {
        let name = case.file_stem().expect("a name").display().to_string();
        let text = std::fs::read_to_string(&case).expect("a case");
        let outcome = match outcome(&base, &text) {
            Ok(outcome) => outcome,
            Err(problem) => {
                wrong.push(format!("{name}: {problem}"));
                continue;
            }
        };
        let expected = snapbox::Data::read_from(&case.with_extension("txt"), None).raw();
        let compared = snapbox::Assert::new().action_env("SNAPSHOTS").try_eq(
            Some(&name),
            outcome.into(),
            expected,
        );
        wrong.extend(compared.err().map(|difference| difference.to_string()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// All that differs from what becomes of the base; the same for each spelling.
fn outcome(base: &str, case: &str) -> Result<String, String> {
    let (head, patches) = case.split_once('\n').ok_or("it is empty")?;
    let places = head
        .strip_prefix("# ")
        .ok_or("no `# …` says what is shown")?;
    let places: Vec<&str> = places.split(", ").collect();
    let before = parts(base, &places)?;
    let mut outcomes = Vec::new();
    for patch in patches.split("\n---\n") {
        let mut document = read(base).root().clone();
        merge(&mut document, read(patch).root());
        let after = parts(&document.to_yaml(), &places).map_err(|why| format!("{why}\n{patch}"))?;
        outcomes.push(difference(&before, &after));
    }
    let first = outcomes.first().cloned().unwrap_or_default();
    if first.is_empty() {
        return Err("nothing becomes of it".to_owned());
    }
    match outcomes.iter().position(|other| *other != first) {
        None => Ok(first),
        Some(other) => Err(format!(
            "spelling {} has another outcome:\n{}",
            other + 1,
            unified_diff("outcome", &first, &outcomes[other])
        )),
    }
}

fn difference(before: &Parts, after: &Parts) -> String {
    let mut texts = Vec::new();
    for (key, part) in after {
        if before.get(key) != Some(part) {
            texts.push(format!("// {}\n{part}\n", key.1));
        }
    }
    for key in before.keys().filter(|key| !after.contains_key(*key)) {
        texts.push(format!("// {}\n(gone)\n", key.1));
    }
    texts.join("\n")
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    let named: Vec<String> = cases().iter().map(|case| rule_of(case)).collect();
    for rule in all() {
        assert!(
            named.iter().any(|name| name == rule.id),
            "there is no case for `{}` in xtask/contract/tests/lowering",
            rule.id
        );
    }
    for name in named {
        assert!(find(&name).is_some(), "there is no rule `{name}`");
    }
}
