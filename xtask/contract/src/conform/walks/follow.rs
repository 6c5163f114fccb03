//! Where responses lead: Location, the document's links, and HEAD beside GET.

use serde_json::Value;

use super::life::{identifier, text_of};
use super::seam::{Check, Service, Who};
use super::walker::{Ask, Object, Seen, Walker};
use crate::exchange::{Location, Operation};

/// Headers that HEAD has as GET does (RFC 9110, section 9.3.2).
const OF_GET: &[&str] = &[
    "content-type",
    "etag",
    "last-modified",
    "content-length",
    "location",
];

/// The host of an absolute reference.
pub fn host_of(location: &str) -> Option<&str> {
    let (_, rest) = location.split_once("://")?;
    rest.split(['/', '?', '#']).next()
}

/// The value of a runtime expression, as far as a response has it (OpenAPI 3.1.1, 4.8.20.3).
pub fn evaluated(expression: &str, seen: &Seen) -> Option<String> {
    if let Some(pointer) = expression.strip_prefix("$response.body") {
        return text_of(
            seen.value
                .pointer(pointer.strip_prefix('#').unwrap_or(pointer))?,
        );
    }
    let name = expression.strip_prefix("$response.header.")?;
    seen.headers.get(name).map(str::to_owned)
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Path and query of what a Location says, seen from an operation (RFC 9110, section 10.2.2).
    /// None: it is no reference that leads to this service.
    pub fn target(&self, operation: &Operation<'a>, location: &str) -> Option<String> {
        let location = location.split('#').next().unwrap_or_default();
        if let Some((_, rest)) = location.split_once("://") {
            return Some(
                rest.find('/')
                    .map_or("/", |start| &rest[start..])
                    .to_owned(),
            );
        }
        if location.starts_with('/') && !location.starts_with("//") {
            return Some(location.to_owned());
        }
        if location.is_empty() || location.starts_with("//") {
            return None;
        }
        let base = format!("{}{}", self.service.base(operation), operation.path);
        let folder = base.rfind('/').map_or("/", |end| &base[..=end]);
        Some(format!("{folder}{}", location.trim_start_matches("./")))
    }

    /// Location of what was made leads to it.
    pub async fn location_leads(&mut self, resource: usize, object: &Object, seen: &Seen) {
        let known = &self.resources[resource];
        let Some(create) = known.create else { return };
        let (variable, name) = (known.variable, known.name.clone());
        let documented = create.response(seen.status).is_some_and(|response| {
            let mut headers = response.headers.iter();
            headers.any(|header| header.name.eq_ignore_ascii_case("location"))
        });
        let Some(location) = seen.headers.get("location") else {
            if documented {
                let message = format!("{} has no Location", create.title());
                self.discover(Check::HeaderMissing, create, message);
            }
            return;
        };
        let Some(target) = self.target(create, location) else {
            return;
        };
        if let Some(host) = host_of(location).filter(|host| !self.service.is_own_host(host)) {
            let message = format!(
                "Location of {} leads to another host: {host}",
                create.title()
            );
            self.discover(Check::LocationNowhere, create, message);
            return;
        }
        let routed = self.routed(&target);
        let is_list = routed
            .as_ref()
            .is_some_and(|(found, _)| known.list.is_some_and(|list| list.path == found.path));
        if is_list && known.read.is_some() {
            let message = format!(
                "Location of {} leads to the list, and not to what was made",
                create.title()
            );
            self.discover(Check::LocationNowhere, create, message);
            return;
        }
        let signed = routed
            .as_ref()
            .map_or(known.read.unwrap_or(create), |(found, _)| *found);
        self.begin(&[object]);
        let Some(found) = self.follow(signed, Who::Own, &target).await else {
            return;
        };
        if [404, 405, 410].contains(&found.status) {
            let message = format!("Location of {} leads to {}", create.title(), found.status);
            self.discover(Check::LocationNowhere, create, message);
            return;
        }
        let shown = identifier(&found.value, variable, &name);
        let is_other = shown.is_some_and(|id| id != object.id());
        if found.is_success() && is_other {
            let message = format!("Location of {} leads to another thing", create.title());
            self.discover(Check::LocationNowhere, create, message);
        }
    }

    /// The links that the document has for a response lead somewhere.
    pub async fn links_lead(
        &mut self,
        operation: &'w Operation<'a>,
        variables: &[(String, String)],
        seen: &Seen,
    ) {
        let Some(response) = operation.response(seen.status) else {
            return;
        };
        for link in response.links.clone() {
            let mut all = self.operations.all.iter();
            let target = all.find(|one| {
                one.id.is_some() && one.id == link.operation_id
                    || link.operation_ref.is_some_and(|at| {
                        let path = one.path.replace('~', "~0").replace('/', "~1");
                        at.ends_with(&format!("{path}/{}", one.method.to_lowercase()))
                    })
            });
            let Some(target) = target.filter(|target| target.method == "GET") else {
                continue;
            };
            let mut ask = Ask::new();
            let mut own: Vec<(String, String)> = Vec::new();
            let mut is_whole = true;
            for (name, node) in &link.parameters {
                let name = name.rsplit('.').next().unwrap_or_default();
                let value = match node.as_str() {
                    Some(text) if text.starts_with("$request.path.") => {
                        let wanted = &text["$request.path.".len()..];
                        let mut known = variables.iter();
                        known
                            .find(|(name, _)| name == wanted)
                            .map(|(_, value)| value.clone())
                    }
                    Some(text) if text.starts_with('$') => evaluated(text, seen),
                    _ => text_of(&node.to_json()),
                };
                let Some(value) = value else {
                    is_whole = false;
                    continue;
                };
                match target.parameter(Location::Path, name) {
                    Some(_) => own.push((name.to_owned(), value)),
                    None => ask = ask.query(name, value),
                }
            }
            if !is_whole {
                continue;
            }
            let found = self.call(target, &own, ask).await;
            if let Some(found) = found
                && (400..500).contains(&found.status)
                && ![401, 403, 429].contains(&found.status)
            {
                let message = format!(
                    "the link `{}` of {} leads to {}: {} is {}",
                    link.name,
                    operation.title(),
                    target.title(),
                    target.title(),
                    found.status
                );
                self.discover_at(Check::LinkNowhere, operation, link.at, message);
            }
        }
    }

    /// The links that a body has lead somewhere.
    pub async fn links_of_body_lead(
        &mut self,
        read: &'w Operation<'a>,
        value: &Value,
    ) -> Option<()> {
        const MOST: usize = 6;
        let links = ["_links", "links"]
            .iter()
            .find_map(|name| value.get(*name)?.as_object())?;
        let targets = links.iter().filter_map(|(name, link)| {
            let href = link.as_str().or_else(|| link.get("href")?.as_str())?;
            Some((name.clone(), href.to_owned()))
        });
        let targets: Vec<(String, String)> = targets.take(MOST).collect();
        let base = self.service.base(read);
        for (name, href) in targets {
            let is_own = host_of(&href).is_none_or(|host| self.service.is_own_host(host));
            let target = self
                .target(read, &href)
                .filter(|target| is_own && !target.contains('{'));
            let Some(target) = target.filter(|target| target.starts_with(&base)) else {
                continue;
            };
            let steps = self.steps_so_far();
            let signed = self.routed(&target).map_or(read, |(found, _)| found);
            let Some(found) = self.follow(signed, Who::Own, &target).await else {
                continue;
            };
            if [404, 410].contains(&found.status) {
                let message = format!(
                    "the link `{name}` of {} leads to {}",
                    read.title(),
                    found.status
                );
                self.discover(Check::LinkNowhere, read, message);
            }
            self.keep_steps(steps);
        }
        Some(())
    }

    /// HEAD is as GET, without its body.
    pub async fn head_is_as(
        &mut self,
        read: &'w Operation<'a>,
        variables: &[(String, String)],
        ask: Ask,
    ) -> Option<()> {
        let got = self.call(read, variables, ask.clone()).await?;
        if got.status != 200 {
            return None;
        }
        let mut asked = ask;
        asked.method = Some("HEAD");
        let head = self.call(read, variables, asked.clone()).await?;
        // What changes with each request is no difference.
        let again = self
            .call(
                read,
                variables,
                Ask {
                    method: None,
                    ..asked
                },
            )
            .await?;
        let is_steady = again.body == got.body;
        if head.status != got.status {
            let message = format!(
                "HEAD {} is {}, where GET is {}",
                read.path, head.status, got.status
            );
            self.discover(Check::HeadUnlikeGet, read, message);
            return None;
        }
        for name in OF_GET {
            let (own, other) = (head.headers.get(name), got.headers.get(name));
            // Content-Length may be left out; the others say what GET would (section 9.3.2).
            let is_left_out = own.is_none() && *name == "content-length";
            let is_same_twice = again.headers.get(name) == other;
            if is_steady && is_same_twice && own != other && !is_left_out {
                let message = format!("HEAD {} has another `{name}` than GET", read.path);
                self.discover(Check::HeadUnlikeGet, read, message);
            }
        }
        Some(())
    }
}

/// The value of the first member that tells how something stands.
pub fn state_of(value: &Value) -> Option<String> {
    let members = super::life::unwrapped(value).as_object()?;
    let mut all = members.iter();
    let found = all.find(|(name, _)| ["status", "state", "phase"].contains(&name.as_str()));
    found
        .and_then(|(_, value)| value.as_str())
        .map(str::to_owned)
}
