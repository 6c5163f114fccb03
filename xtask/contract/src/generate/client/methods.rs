//! `operations.rs`: the client's methods as declarations, with what Progenitor says of each.

use std::collections::HashMap;

use syn::{ImplItem, Item, ItemImpl};

use super::plan::Plan;
use super::prose::paragraphs;
use crate::generate::code::Code;
use crate::generate::rewrites::{Rewrite, Rewrites};
use crate::generate::syntax::{name_of, text_of};

/// How Progenitor's example of a call begins, behind the fence of a block.
const EXAMPLE: &str = "let response = client.";

/// Takes the methods out of the library.
pub fn methods(
    items: &mut Vec<Item>,
    plans: &[Plan<'_>],
    rewrites: &mut Rewrites,
) -> Result<String, String> {
    let mut said: HashMap<String, String> = HashMap::new();
    for item in items.iter_mut() {
        if let Item::Impl(item) = item
            && item.trait_.is_none()
            && name_of(&item.self_ty).is_some_and(|name| name == "Client")
        {
            take(item, plans, &mut said);
        }
    }
    items.retain(
        |item| !matches!(item, Item::Impl(item) if item.items.is_empty() && item.trait_.is_none()),
    );
    let mut code = Code::default();
    code.open("super::runtime::operations! {");
    for (index, plan) in plans.iter().enumerate() {
        let of = format!("the method of the operation `{}`", plan.operation.id);
        let said = rewrites.found(Rewrite::Send, &of, said.remove(&plan.name))?;
        let settings: Vec<&str> = settings(&said).collect();
        if index > 0 {
            code.line("");
        }
        code.doc(&paragraphs(&words(&said, plan)));
        let end = format!(
            ") -> {} = {} {:?};",
            plan.type_name,
            plan.operation.method.to_ascii_uppercase(),
            plan.path()
        );
        let settings: Vec<String> = settings.into_iter().map(str::to_owned).collect();
        code.list(&format!("{}(", plan.name), &settings, &end);
    }
    code.close("}");
    Ok(code.finish())
}

/// Takes those of operations out of an `impl`, with their documentation.
fn take(item: &mut ItemImpl, plans: &[Plan<'_>], said: &mut HashMap<String, String>) {
    item.items.retain(|item| {
        let ImplItem::Fn(function) = item else {
            return true;
        };
        let name = function.sig.ident.to_string();
        let is_operation = plans.iter().any(|plan| plan.name == name);
        if is_operation {
            let lines = function.attrs.iter().filter_map(|attribute| {
                let meta = attribute.meta.require_name_value().ok()?;
                attribute
                    .path()
                    .is_ident("doc")
                    .then(|| text_of(&meta.value))?
            });
            said.insert(name, lines.collect::<Vec<_>>().join("\n"));
        }
        !is_operation
    });
}

/// The contract's words of the operation and of what is set. How it is called is for the macro.
fn words(said: &str, plan: &Plan<'_>) -> String {
    let method = plan.operation.method.to_ascii_uppercase();
    let sends = format!("Sends a `{method}` request to `{}`", plan.path());
    let (before, behind) = said.split_once(&sends).unwrap_or((said, ""));
    let settings = behind.rsplit_once(EXAMPLE).map_or(behind, |(words, _)| {
        let fence = words.rfind("```").unwrap_or(words.len());
        &words[..fence]
    });
    format!("{}\n\n{}", before.trim(), settings.trim())
}

/// What is set, in Progenitor's order, of the example that it writes.
fn settings(said: &str) -> impl Iterator<Item = &str> {
    let example = said.rsplit_once(EXAMPLE).map_or("", |(_, calls)| calls);
    let calls = example.lines().filter_map(|line| {
        let (name, _) = line.trim().strip_prefix('.')?.split_once('(')?;
        Some(name)
    });
    calls.filter(|name| *name != "send")
}
