//! Security schemes and requirements.

use super::Lowering;
use crate::document::{Node, Value};
use crate::model::contract::{ApiKeyLocation, Requirement, Scheme, SecurityScheme};
use crate::report::Finding;
use crate::rules;

impl<'a> Lowering<'a> {
    pub(super) fn security_schemes(&mut self, root: &'a Node) -> Vec<SecurityScheme> {
        let Some(components) = root.get("components") else {
            return Vec::new();
        };
        let mut schemes = Vec::new();
        for (name, node) in components.members("securitySchemes") {
            let Some(node) = self.resolved(node) else {
                continue;
            };
            match scheme(node) {
                Ok(scheme) => schemes.push(SecurityScheme {
                    name: name.clone(),
                    description: node.text("description").map(str::to_owned),
                    scheme,
                }),
                // In the way only of the operations that ask for it.
                Err(message) => {
                    let found = (node.position(), message);
                    self.unsupported_schemes.insert(name.clone(), found);
                }
            }
        }
        schemes
    }

    /// The alternatives of a `security` list; none when no credentials are
    /// needed. An empty alternative makes credentials optional.
    pub(super) fn security(
        &mut self,
        list: Option<&Node>,
        schemes: &[SecurityScheme],
    ) -> Vec<Vec<Requirement>> {
        let Some(Value::Array(alternatives)) = list.map(|list| &list.value) else {
            return Vec::new();
        };
        let mut lowered = Vec::new();
        for alternative in alternatives {
            let mut requirements = Vec::new();
            for (name, scopes) in alternative.as_object().into_iter().flatten() {
                if let Some((at, message)) = self.unsupported_schemes.get(name).cloned() {
                    if !self.findings.iter().any(|finding| finding.at == Some(at)) {
                        self.refuse(
                            at,
                            message,
                            "use an `apiKey`, `http`, `oauth2` or `openIdConnect` scheme",
                        );
                    }
                    continue;
                }
                if !schemes.iter().any(|scheme| scheme.name == *name) {
                    self.findings.push(
                        Finding::error(
                            rules::UNDEFINED_SECURITY_SCHEME,
                            format!("there is no security scheme `{name}`"),
                        )
                        .at(scopes.position())
                        .help("define it in components/securitySchemes, or correct the name"),
                    );
                    continue;
                }
                requirements.push(Requirement {
                    scheme: name.clone(),
                    scopes: scopes
                        .as_array()
                        .unwrap_or_default()
                        .iter()
                        .filter_map(|scope| scope.as_str().map(str::to_owned))
                        .collect(),
                });
            }
            lowered.push(requirements);
        }
        lowered
    }
}

/// RFC 9110, section 5.6.2.
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn scheme(node: &Node) -> Result<Scheme, String> {
    match node.text("type") {
        Some("apiKey") => {
            let location = match node.text("in") {
                Some("header") => ApiKeyLocation::Header,
                Some("query") => ApiKeyLocation::Query,
                Some("cookie") => ApiKeyLocation::Cookie,
                other => {
                    return Err(format!(
                        "an API key cannot travel in `{}`",
                        other.unwrap_or("")
                    ));
                }
            };
            let name = node.text("name").ok_or("the API key has no `name`")?;
            Ok(Scheme::ApiKey {
                location,
                name: name.to_owned(),
            })
        }
        Some("http") => match node
            .text("scheme")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "basic" => Ok(Scheme::Basic),
            "bearer" => Ok(Scheme::Bearer),
            "" => Err("the security scheme does not say which HTTP `scheme` it is".into()),
            other if other.contains(|c: char| !is_token(c)) => Err(format!(
                "`{other}` is not the name of an HTTP authentication scheme"
            )),
            _ => Ok(Scheme::Http(
                node.text("scheme").unwrap_or_default().to_owned(),
            )),
        },
        Some("oauth2" | "openIdConnect") => Ok(Scheme::Bearer),
        Some(other) => Err(format!("security scheme type `{other}` is not supported")),
        None => Err("the security scheme has no `type`".into()),
    }
}
