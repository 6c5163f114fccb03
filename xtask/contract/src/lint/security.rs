//! Rules about security: schemes are defined, asked for, and asked for the
//! scopes that they have.

use std::collections::HashSet;

use super::operations::LocatedOperation;
use super::walk::Walk;
use crate::document::{Node, escape_pointer_token};
use crate::rules::lint as rules;

impl<'a> Walk<'a> {
    pub fn security_rules(&mut self, operations: &[LocatedOperation<'a>]) {
        let root = self.document.root();
        let mut used = HashSet::new();
        self.requirements(root.get("security"), "/security", &mut used);
        let says_nothing = !root.has("security")
            && operations.iter().any(|operation| operation.is_served)
            && !operations
                .iter()
                .any(|operation| operation.node.has("security"));
        if says_nothing {
            let message = "the document does not say which credentials its operations need";
            self.find(rules::SECURITY_STATED, root, message)
                .help("add `security`; `security: []` if no operation needs any");
        }
        for operation in operations {
            let security = operation.node.get("security");
            let pointer = format!("{}/security", operation.pointer);
            self.requirements(security, &pointer, &mut used);
            let is_silent = security.is_none() && !root.has("security") && !says_nothing;
            if is_silent && operation.is_served {
                let message = format!(
                    "{} does not say which credentials it needs",
                    operation.title()
                );
                self.find_at(
                    rules::SECURITY_STATED,
                    operation.node.position(),
                    operation.pointer.clone(),
                    message,
                )
                .help("add `security`, here or for the whole document; `security: []` if it needs none");
            }
        }
        let schemes = root
            .get("components")
            .into_iter()
            .flat_map(|components| components.members("securitySchemes"));
        for (name, scheme) in schemes {
            if !used.contains(name.as_str()) {
                let message = format!("no operation asks for the security scheme `{name}`");
                let pointer = format!("/components/securitySchemes/{}", escape_pointer_token(name));
                self.find_at(
                    rules::UNUSED_SECURITY_SCHEME,
                    scheme.position(),
                    pointer,
                    message,
                )
                .help("remove it, or ask for it in `security`");
            }
        }
    }

    fn requirements(
        &mut self,
        security: Option<&'a Node>,
        pointer: &str,
        used: &mut HashSet<&'a str>,
    ) {
        let alternatives = security.and_then(Node::as_array).unwrap_or_default();
        for (index, alternative) in alternatives.iter().enumerate() {
            for (name, scopes) in alternative.as_object().into_iter().flatten() {
                used.insert(name);
                let pointer = format!("{pointer}/{index}/{}", escape_pointer_token(name));
                let scheme = self
                    .document
                    .root()
                    .get("components")
                    .and_then(|components| components.get("securitySchemes"))
                    .and_then(|schemes| schemes.get(name));
                match scheme {
                    Some(scheme) => self.scopes(name, scheme, scopes, &pointer),
                    None => {
                        let message = format!("the security scheme `{name}` is not defined");
                        self.find_at(rules::SECURITY_DEFINED, scopes.position(), pointer, message)
                            .help("add it to `components/securitySchemes`");
                    }
                }
            }
        }
    }

    fn scopes(&mut self, name: &str, scheme: &'a Node, scopes: &'a Node, pointer: &str) {
        let Some(scheme) = self.references.resolve(scheme) else {
            return;
        };
        let items = scopes.as_array().unwrap_or_default();
        match scheme.text("type") {
            Some("oauth2") => {
                let defined: HashSet<&str> = scheme
                    .members("flows")
                    .flat_map(|(_, flow)| flow.members("scopes"))
                    .map(|(scope, _)| scope.as_str())
                    .collect();
                for (index, scope) in items.iter().enumerate() {
                    if let Some(text) = scope.as_str()
                        && !defined.contains(text)
                    {
                        let message = format!("the security scheme `{name}` has no scope `{text}`");
                        let pointer = format!("{pointer}/{index}");
                        self.find_at(rules::SECURITY_SCOPES, scope.position(), pointer, message)
                            .help("add it to the `scopes` of a flow, or correct it");
                    }
                }
            }
            Some("openIdConnect") => {}
            Some(kind) if !self.is_31 && !items.is_empty() => {
                let message = format!(
                    "the security scheme `{name}` is of type `{kind}`, which has no scopes"
                );
                self.find_at(
                    rules::SECURITY_SCOPES,
                    scopes.position(),
                    pointer.to_owned(),
                    message,
                )
                .help("leave the list empty");
            }
            _ => {}
        }
    }
}
