//! The schemes that requirements name: what they are, and how they changed.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::compat::change::Change;
use crate::compat::context::Context;
use crate::compat::edition::{Edition, member_or_self};
use crate::document::Node;
use crate::rules::changes as rules;

/// The schemes of both documents, by their names.
pub struct Schemes<'a> {
    base: IndexMap<&'a str, Scheme<'a>>,
    revision: IndexMap<&'a str, Scheme<'a>>,
}

struct Scheme<'a> {
    node: &'a Node,
    /// What it is: schemes that are one have one.
    identity: String,
}

impl<'a> Schemes<'a> {
    pub fn new(base: Edition<'a>, revision: Edition<'a>) -> Self {
        let base = schemes_of(base);
        let mut revision = schemes_of(revision);
        let before: HashSet<&str> = base.values().map(|scheme| &*scheme.identity).collect();
        let after: HashSet<String> = revision
            .values()
            .map(|scheme| scheme.identity.clone())
            .collect();
        for (name, scheme) in &mut revision {
            if before.contains(&*scheme.identity) {
                continue;
            }
            match base.get(name) {
                // Changed in place: it is reported as a change of the scheme.
                Some(earlier) if !after.contains(&earlier.identity) => {
                    scheme.identity.clone_from(&earlier.identity);
                }
                Some(_) => {}
                None => scheme.identity = unknown(name),
            }
        }
        Schemes { base, revision }
    }

    /// What a requirement of the base calls `name`.
    pub(super) fn before(&self, name: &str) -> String {
        match self.base.get(name) {
            Some(scheme) => scheme.identity.clone(),
            None => unknown(name),
        }
    }

    /// What a requirement of the revision calls `name`.
    pub(super) fn after(&self, name: &str) -> String {
        match self.revision.get(name) {
            Some(scheme) => scheme.identity.clone(),
            None => self.before(name),
        }
    }

    /// Whether what the revision calls `name` travels in that place: a parameter's `in`
    /// and its name in lower case.
    pub(super) fn travels_in(&self, name: &str, place: &(&str, String)) -> bool {
        let scheme = self.revision.get(name);
        scheme.is_some_and(|scheme| travels_in(scheme.node, place))
    }

    /// Whether some scheme of the revision travels there.
    pub(super) fn are_demanded_in(&self, place: &(&str, String)) -> bool {
        let mut schemes = self.revision.values();
        schemes.any(|scheme| travels_in(scheme.node, place))
    }

    /// How a scheme of one name was changed in place.
    pub(super) fn changed(&self, name: &str) -> Option<Change<'a>> {
        let (old, new) = (self.base.get(name)?, self.revision.get(name)?);
        let (before, after) = (credentials(old.node), credentials(new.node));
        (before != after).then(|| {
            let what = format!(
                "the security scheme `{name}` is {} instead of {}",
                described(new.node),
                described(old.node)
            );
            let rule = rules::API_SECURITY_COMPONENT_TYPE_CHANGED;
            Change::new(rule, what, old.node, new.node)
        })
    }
}

fn travels_in(scheme: &Node, (location, name): &(&str, String)) -> bool {
    match scheme.text("type") {
        Some("apiKey") => {
            let own = scheme.text("name").unwrap_or_default().to_lowercase();
            scheme.text("in") == Some(location) && own == *name
        }
        Some("http" | "oauth2" | "openIdConnect") => {
            *location == "header" && name == "authorization"
        }
        _ => false,
    }
}

/// A scheme that is not defined is known by its name alone.
fn unknown(name: &str) -> String {
    format!("? {name}")
}

fn schemes_of(side: Edition<'_>) -> IndexMap<&str, Scheme<'_>> {
    let schemes = side.root().pointer("/components/securitySchemes");
    let members = schemes.and_then(Node::as_object).into_iter().flatten();
    let all = members.map(|(name, node)| {
        let node = side.resolve(node);
        let identity = format!("{}{}", credentials(node), flows(node));
        (name.as_str(), Scheme { node, identity })
    });
    all.collect()
}

/// What travels, and where: without texts, and without what the type does not
/// use.
fn credentials(scheme: &Node) -> String {
    let text = |key| scheme.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" if text("in") == "header" => {
            format!("apiKey header {}", text("name").to_lowercase())
        }
        "apiKey" => format!("apiKey {} {}", text("in"), text("name")),
        "http" => format!("http {}", text("scheme").to_lowercase()),
        "openIdConnect" => format!("openIdConnect {}", text("openIdConnectUrl")),
        other => other.to_owned(),
    }
}

/// The flows of OAuth, in any order. Scopes are demanded by requirements.
fn flows(scheme: &Node) -> String {
    let mut flows: Vec<String> = scheme
        .members("flows")
        .map(|(flow, node)| {
            let url = |key| node.text(key).unwrap_or_default();
            // The device's own (OpenAPI 3.2.0, section 4.29.1) is the other one's place.
            let device = url("deviceAuthorizationUrl");
            let from = format!("{}{device}", url("authorizationUrl"));
            format!("\n{flow} {from} {}", url("tokenUrl"))
        })
        .collect();
    flows.sort_unstable();
    flows.concat()
}

/// A scheme in words.
fn described(scheme: &Node) -> String {
    let text = |key| scheme.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" => format!("an API key in the {} `{}`", text("in"), text("name")),
        "http" => format!("HTTP authentication `{}`", text("scheme")),
        "oauth2" => "OAuth 2".into(),
        "openIdConnect" => format!("OpenID Connect of {}", text("openIdConnectUrl")),
        "mutualTLS" => "mutual TLS".into(),
        "" => "of no type".into(),
        other => format!("of the type `{other}`"),
    }
}

/// The schemes of the components.
pub fn compare_schemes<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let schemes = &context.schemes;
    let at = |edition: Edition<'a>| edition.root().pointer("/components/securitySchemes");
    let mut found = Vec::new();
    for (name, before) in &schemes.base {
        let Some(after) = schemes.revision.get(name) else {
            let what = format!("the security scheme `{name}` was removed");
            let rule = rules::API_SECURITY_COMPONENT_REMOVED;
            found.push(Change::new(rule, what, before.node, at(context.revision)));
            continue;
        };
        match schemes.changed(name) {
            Some(change) => found.push(change),
            None => found.extend(compare_flows(name, before.node, after.node)),
        }
    }
    for (name, after) in &schemes.revision {
        if !schemes.base.contains_key(name) {
            let what = format!("the security scheme `{name}` is new");
            let rule = rules::API_SECURITY_COMPONENT_ADDED;
            found.push(Change::new(rule, what, at(context.base), after.node));
        }
    }
    found
}

fn compare_flows<'a>(name: &str, old: &'a Node, new: &'a Node) -> Vec<Change<'a>> {
    let find = |node: &'a Node, flow: &str| node.get("flows").and_then(|flows| flows.get(flow));
    let mut found = Vec::new();
    for (flow, after) in new.members("flows") {
        if find(old, flow).is_none() {
            let what = format!("the security scheme `{name}` now has the flow `{flow}`");
            let rule = rules::API_SECURITY_COMPONENT_OAUTH_FLOW_ADDED;
            found.push(Change::new(rule, what, member_or_self(old, "flows"), after));
        }
    }
    for (flow, before) in old.members("flows") {
        let Some(after) = find(new, flow) else {
            let what = format!("the security scheme `{name}` no longer has the flow `{flow}`");
            let rule = rules::API_SECURITY_COMPONENT_OAUTH_FLOW_REMOVED;
            let at = member_or_self(new, "flows");
            found.push(Change::new(rule, what, before, at));
            continue;
        };
        for (key, rule) in [
            (
                "authorizationUrl",
                rules::API_SECURITY_COMPONENT_OAUTH_URL_CHANGED,
            ),
            (
                "tokenUrl",
                rules::API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED,
            ),
        ] {
            if before.text(key) != after.text(key) {
                let what =
                    format!("the security scheme `{name}` has a different `{key}` for {flow}");
                let at = |node| member_or_self(node, key);
                found.push(Change::new(rule, what, at(before), at(after)));
            }
        }
        found.extend(scopes(name, before, after));
    }
    found
}

fn scopes<'a>(name: &str, before: &'a Node, after: &'a Node) -> Vec<Change<'a>> {
    let find = |flow: &'a Node, scope: &str| flow.get("scopes").and_then(|all| all.get(scope));
    let mut found = Vec::new();
    let mut push = |rule, what: String, base: &'a Node, revision: &'a Node| {
        let what = format!("the security scheme `{name}` {what}");
        found.push(Change::new(rule, what, base, revision));
    };
    for (scope, text) in before.members("scopes") {
        match find(after, scope) {
            None => {
                let rule = rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED;
                push(
                    rule,
                    format!("no longer has the scope `{scope}`"),
                    text,
                    after,
                );
            }
            Some(other) if other != text => {
                let rule = rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED;
                push(
                    rule,
                    format!("describes the scope `{scope}` differently"),
                    text,
                    other,
                );
            }
            Some(_) => {}
        }
    }
    for (scope, text) in after.members("scopes") {
        if find(before, scope).is_none() {
            let rule = rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED;
            push(rule, format!("now has the scope `{scope}`"), before, text);
        }
    }
    found
}
