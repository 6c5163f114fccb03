//! Who may call: security requirements and the schemes that they name.
//!
//! Requirements are alternatives; the scopes in one of them must all be there.
//! A demand for more credentials is a warning, not an error: whether clients
//! have them is not in the contract. Teams that know it raise the level.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::changes::Change;
use super::operations::{Context, Operation};
use crate::document::Node;
use crate::report::Level;

const OTHERS_DEMANDED: &str =
    "Clients that have nothing else are refused; whether there are any is not in the contract.";
const NONE_BEFORE: &str = "Clients that call without credentials are refused; whether there are any is not in the contract.";

/// What is demanded: alternatives by the schemes that they name, each with
/// its scopes. None of them: anybody may call.
type Requirements<'a> = IndexMap<String, (&'a Node, BTreeSet<String>)>;

struct Ids {
    added: &'static str,
    removed: &'static str,
    scope_added: &'static str,
    scope_removed: &'static str,
}

pub fn compare_operation<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let (base, revision) = (operation.base, operation.revision);
    // What both inherit is compared once, for the whole document.
    if !base.has("security") && !revision.has("security") {
        return;
    }
    let (base_root, revision_root) = (context.base.root(), context.revision.root());
    let found = compare(
        (
            base.get("security").or_else(|| base_root.get("security")),
            base,
        ),
        (
            revision
                .get("security")
                .or_else(|| revision_root.get("security")),
            revision,
        ),
        "the operation",
        &Ids {
            added: "api-security-added",
            removed: "api-security-removed",
            scope_added: "api-security-scope-added",
            scope_removed: "api-security-scope-removed",
        },
    );
    for change in found {
        context.changes.add(change, operation);
    }
}

pub fn compare_global(context: &mut Context<'_>) {
    let (base, revision) = (context.base.root(), context.revision.root());
    let found = compare(
        (base.get("security"), base),
        (revision.get("security"), revision),
        "the whole API",
        &Ids {
            added: "api-global-security-added",
            removed: "api-global-security-removed",
            scope_added: "api-global-security-scope-added",
            scope_removed: "api-global-security-scope-removed",
        },
    );
    for change in found {
        context.changes.add_whole(change);
    }
}

fn requirements(node: Option<&Node>) -> Requirements<'_> {
    let mut found = Requirements::new();
    for requirement in node.and_then(Node::as_array).unwrap_or(&[]) {
        let Some(members) = requirement.as_object() else {
            continue;
        };
        let mut schemes: Vec<&str> = members.keys().map(String::as_str).collect();
        schemes.sort_unstable();
        let scopes = members
            .iter()
            .flat_map(|(scheme, scopes)| {
                scopes
                    .as_array()
                    .unwrap_or(&[])
                    .iter()
                    .filter_map(Node::as_str)
                    .map(move |scope| format!("{scheme}: {scope}"))
            })
            .collect();
        found.insert(schemes.join(" and "), (requirement, scopes));
    }
    found
}

/// Whether calls without credentials are allowed.
fn is_open(requirements: &Requirements<'_>) -> bool {
    requirements.is_empty() || requirements.contains_key("")
}

fn compare<'a>(
    (old, old_owner): (Option<&'a Node>, &'a Node),
    (new, new_owner): (Option<&'a Node>, &'a Node),
    subject: &str,
    ids: &Ids,
) -> Vec<Change<'a>> {
    let (before, after) = (requirements(old), requirements(new));
    let mut found = Vec::new();
    let shown = |name: &str| {
        if name.is_empty() {
            "no credentials".into()
        } else {
            format!("`{name}`")
        }
    };
    for (name, (at, scopes)) in &before {
        let Some((new_at, new_scopes)) = after.get(name) else {
            let what = format!("{subject} no longer takes {}", shown(name));
            let mut change = Change::new(ids.removed, what);
            if !is_open(&after) {
                change = change.level(Level::Warning).because(OTHERS_DEMANDED);
            }
            found.push(change.base(Some(at)).revision(new.or(Some(new_owner))));
            continue;
        };
        for scope in new_scopes.difference(scopes) {
            let what = format!("{subject} now demands the scope `{scope}`");
            let change = Change::new(ids.scope_added, what);
            found.push(change.base(Some(at)).revision(Some(new_at)));
        }
        for scope in scopes.difference(new_scopes) {
            let what = format!("{subject} no longer demands the scope `{scope}`");
            let change = Change::new(ids.scope_removed, what);
            found.push(change.base(Some(at)).revision(Some(new_at)));
        }
    }
    for (name, (at, _)) in &after {
        if !before.contains_key(name) {
            let demands = is_open(&before) && !is_open(&after);
            let what = if demands {
                format!("{subject} now demands {}", shown(name))
            } else {
                format!("{subject} now takes {}", shown(name))
            };
            let mut change = Change::new(ids.added, what);
            if demands {
                change = change.level(Level::Warning).because(NONE_BEFORE);
            }
            found.push(change.base(old.or(Some(old_owner))).revision(Some(at)));
        }
    }
    found
}

/// The schemes of the components.
pub fn compare_schemes(context: &mut Context<'_>) {
    let schemes = |root: &'_ Node| {
        root.get("components")
            .and_then(|node| node.get("securitySchemes"))
            .is_some()
    };
    if !schemes(context.base.root()) && !schemes(context.revision.root()) {
        return;
    }
    let old = context.base.root().pointer("/components/securitySchemes");
    let new = context
        .revision
        .root()
        .pointer("/components/securitySchemes");
    let members =
        |node: Option<&'_ Node>, name: &str| node.and_then(|node| node.get(name)).is_some();
    let mut found = Vec::new();
    for (name, scheme) in old.and_then(Node::as_object).into_iter().flatten() {
        match new.and_then(|new| new.get(name)) {
            None => found.push(
                Change::new(
                    "api-security-component-removed",
                    format!("the security scheme `{name}` is gone"),
                )
                .base(Some(scheme))
                .revision(new),
            ),
            Some(other) => {
                let (scheme, other) = (
                    context.base.resolve(scheme),
                    context.revision.resolve(other),
                );
                compare_scheme(name, scheme, other, &mut found);
            }
        }
    }
    for (name, scheme) in new.and_then(Node::as_object).into_iter().flatten() {
        if !members(old, name) {
            let what = format!("the security scheme `{name}` is new");
            let change = Change::new("api-security-component-added", what);
            found.push(change.base(old).revision(Some(scheme)));
        }
    }
    for change in found {
        context.changes.add_whole(change);
    }
}

fn compare_scheme<'a>(name: &str, old: &'a Node, new: &'a Node, found: &mut Vec<Change<'a>>) {
    for key in ["type", "scheme", "in", "name", "openIdConnectUrl"] {
        let (before, after) = (old.text(key), new.text(key));
        if before.map(str::to_lowercase) != after.map(str::to_lowercase) {
            let what = format!(
                "the security scheme `{name}` has `{key}` {} instead of {}",
                after.unwrap_or("nothing"),
                before.unwrap_or("nothing")
            );
            let change = Change::new("api-security-component-type-changed", what);
            found.push(
                change
                    .base(old.get(key).or(Some(old)))
                    .revision(new.get(key).or(Some(new))),
            );
        }
    }
    for (flow, before) in old.members("flows") {
        let Some(after) = new.get("flows").and_then(|flows| flows.get(flow)) else {
            continue;
        };
        for (key, rule) in [
            (
                "authorizationUrl",
                "api-security-component-oauth-url-changed",
            ),
            ("tokenUrl", "api-security-component-oauth-token-url-changed"),
        ] {
            if before.text(key) != after.text(key) {
                let what = format!("the security scheme `{name}` has another `{key}` for {flow}");
                let change = Change::new(rule, what);
                found.push(
                    change
                        .base(before.get(key).or(Some(before)))
                        .revision(after.get(key).or(Some(after))),
                );
            }
        }
        scopes(name, before, after, found);
    }
}

fn scopes<'a>(name: &str, before: &'a Node, after: &'a Node, found: &mut Vec<Change<'a>>) {
    for (scope, text) in before.members("scopes") {
        let (rule, what, at) = match after.get("scopes").and_then(|scopes| scopes.get(scope)) {
            None => (
                "api-security-component-oauth-scope-removed",
                "no longer has",
                Some(after),
            ),
            Some(other) if other != text => (
                "api-security-component-oauth-scope-changed",
                "describes otherwise",
                Some(other),
            ),
            Some(_) => continue,
        };
        let change = Change::new(
            rule,
            format!("the security scheme `{name}` {what} the scope `{scope}`"),
        );
        found.push(change.base(Some(text)).revision(at));
    }
    for (scope, text) in after.members("scopes") {
        if before
            .get("scopes")
            .and_then(|scopes| scopes.get(scope))
            .is_none()
        {
            let what = format!("the security scheme `{name}` now has the scope `{scope}`");
            let change = Change::new("api-security-component-oauth-scope-added", what);
            found.push(change.base(Some(before)).revision(Some(text)));
        }
    }
}
