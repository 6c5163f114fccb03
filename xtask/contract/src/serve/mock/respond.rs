//! What a mock responds to a request: what is wrong with it, else what is documented.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::choice::{Chosen, documented, success};
use super::credentials::{self, Identity, Refused};
use super::refusal::{self, Refusal};
use super::render::{Renderer, Unrendered, Wish, is_said};
use super::store::{self, Deed, Store, escaped, id_text, items_of};
use super::values::{Lack, Taste};
use crate::document::Position;
use crate::exchange::{
    KEEPS_NOTHING, Location, Operation, Operations, Reader, Request, Response, Route, Routed,
    SchemeKind, StatusKey, read_request,
};
use crate::serve::prefer::Preferences;

/// What failures that were asked for look like, the fittest first.
const FAILURES: &[u16] = &[503, 500, 502, 504];

/// Responds by one reading of the contract.
pub struct Responder<'o, 'a> {
    operations: &'o Operations<'a>,
    renderer: Renderer<'o, 'a>,
    /// Who may ask; without one, whoever has credentials.
    identities: &'o [Identity],
}

impl<'o, 'a> Responder<'o, 'a> {
    pub fn new(operations: &'o Operations<'a>, identities: &'o [Identity]) -> Self {
        Responder {
            operations,
            renderer: Renderer::new(operations),
            identities,
        }
    }

    /// `strikes`: this request is one of those that fail. Without a store, nothing is kept, which
    /// the response says.
    pub fn respond(&self, request: &Request, strikes: bool, store: Option<&mut Store>) -> Response {
        let keeps = store.is_some();
        let mut response = self.routed(request, strikes, store);
        if !keeps {
            response.headers.push(KEEPS_NOTHING.0, KEEPS_NOTHING.1);
        }
        response
    }

    fn routed(&self, request: &Request, strikes: bool, store: Option<&mut Store>) -> Response {
        let path = request.path();
        match self.operations.route(&request.method, path) {
            Route::Found(routed) => self.operation(&routed, request, strikes, store),
            Route::Methods(methods) if request.method == "HEAD" && methods.contains(&"GET") => {
                self.head(request, strikes, store)
            }
            Route::Methods(methods) => self.other_method(&methods, &request.method),
            // Of the server, and of no path (RFC 9110, section 9.3.7).
            Route::Nowhere if request.method == "OPTIONS" && path == "*" => Response {
                status: 204,
                ..Response::default()
            },
            Route::Nowhere => self.nowhere(path),
        }
    }

    /// As GET, without the body (RFC 9110, section 9.3.2); who sends it leaves the body out.
    fn head(&self, request: &Request, strikes: bool, store: Option<&mut Store>) -> Response {
        match self.operations.route("GET", request.path()) {
            Route::Found(routed) => self.operation(&routed, request, strikes, store),
            _ => self.nowhere(request.path()),
        }
    }

    fn nowhere(&self, path: &str) -> Response {
        let operations = &self.operations.all;
        let bases = operations.iter().map(|one| one.base.as_str());
        let base = bases.filter(|base| !base.is_empty()).min();
        let hint = match base {
            Some(base) if !path.starts_with(base) => {
                format!(": its paths begin with `{base}`, as `servers` says")
            }
            _ => String::new(),
        };
        let detail = format!("the contract has no path for {path}{hint}");
        self.own(&Refusal::new(&[404], detail))
    }

    fn other_method(&self, methods: &[&str], method: &str) -> Response {
        let mut allowed = methods.to_vec();
        if allowed.contains(&"GET") && !allowed.contains(&"HEAD") {
            allowed.push("HEAD");
        }
        allowed.push("OPTIONS");
        let allow = allowed.join(", ");
        if method == "OPTIONS" {
            let mut response = Response {
                status: 204,
                ..Response::default()
            };
            response.headers.push("allow", allow);
            return response;
        }
        let detail = format!("the contract has no {method} here: {allow}");
        self.own(&Refusal::new(&[405], detail).with_header("allow", allow))
    }

    fn own(&self, refusal: &Refusal) -> Response {
        refusal::own(refusal, &self.operations.document.sources)
    }

    fn operation(
        &self,
        routed: &Routed<'_, 'a>,
        request: &Request,
        strikes: bool,
        store: Option<&mut Store>,
    ) -> Response {
        let operation = routed.operation;
        let accept = request.headers.joined("accept");
        let accept = accept.as_deref();
        let refuse =
            |refusal: &Refusal| refusal::respond(&self.renderer, operation, refusal, accept);
        if strikes {
            let detail = "this request fails because the mock was asked for it (--fail)";
            let refusal = Refusal::new(FAILURES, detail);
            return refuse(&refusal.with_header("retry-after", "1".to_owned()));
        }
        if let Some(schemes) = self.operations.lacks_credentials(operation, request) {
            return refuse(&self.unauthorized(&schemes, "are missing"));
        }
        match credentials::refused(self.identities, self.operations, operation, request) {
            Some(Refused::Wrong(schemes, how)) => {
                return refuse(&self.unauthorized(&schemes, how));
            }
            Some(Refused::Forbidden(name)) => {
                let detail = format!("`{name}` may not do this");
                return refuse(&Refusal::new(&[403, 401], detail));
            }
            None => {}
        }
        let reading = read_request(
            self.operations,
            operation,
            &routed.variables,
            request,
            Reader::Strict,
        );
        if !reading.violations.is_empty() {
            return refuse(&Refusal::of_violations(reading.violations));
        }
        let preferences = Preferences::of(request.headers.all("prefer"));
        let wish = Wish {
            taste: Taste {
                example: preferences.example.as_deref(),
                dynamic: preferences.dynamic,
                seed: seed(request),
            },
            accept,
            any_media_type: false,
        };
        let deed = Deed {
            routed,
            request,
            reading: &reading,
            wish,
        };
        let rendered = match (&preferences.code, store) {
            (Some(code), _) => match preferred(operation, code) {
                Ok(chosen) => self.renderer.made(operation, chosen, wish, &[]),
                Err(refusal) => return self.own(&refusal),
            },
            (None, Some(store)) => match store.act(&self.renderer, &deed) {
                Some(Ok(rendered)) => rendered,
                Some(Err(refusal)) => return refuse(&refusal),
                None => self.documented(&deed),
            },
            (None, None) => self.documented(&deed),
        };
        match rendered {
            Ok(response) => response,
            Err(Unrendered::NotAcceptable(known)) => {
                let detail = format!(
                    "`Accept: {}` takes none of {}",
                    accept.unwrap_or_default(),
                    known.join(", ")
                );
                refuse(&Refusal::new(&[406], detail))
            }
            Err(unrendered) => self.own(&self.unable(operation, unrendered)),
        }
    }

    fn documented(&self, deed: &Deed<'_, '_, 'a>) -> Result<Response, Unrendered> {
        let Deed {
            routed,
            request,
            wish,
            ..
        } = *deed;
        let operation = routed.operation;
        let chosen = success(operation);
        if chosen.is_none_or(|chosen| chosen.status >= 400)
            && let Some(chosen) = documented(operation, 426)
            && operation
                .response(101)
                .is_some_and(|one| one.status == StatusKey::Exact(101))
        {
            // It would become another protocol, of which a mock has nothing to say.
            let headers = [("upgrade", "websocket".to_owned())];
            return self.renderer.made(operation, chosen, wish, &headers);
        }
        let Some(chosen) = chosen else {
            // Nothing is documented: any response is as documented.
            return Ok(Response {
                status: 204,
                ..Response::default()
            });
        };
        let location = self.location(operation, chosen, request.path());
        let headers = location.map(|location| ("location", location));
        let headers = headers.as_slice();
        self.renderer
            .with(operation, chosen, wish, headers, |negotiated| {
                let content = negotiated.content;
                let values = &self.renderer.values;
                let made = values
                    .of_content(content, wish.taste)
                    .map_err(Unrendered::Lacks)?;
                // What is made is the thing that was asked for; an example is as it is written.
                Ok(match content.examples.is_empty() {
                    true => store::asked_for(values, self.operations, deed, content.schema, made),
                    false => made,
                })
            })
    }

    /// Where what was made would be: an item of the collection, or the path itself, if that can
    /// be read. A text that the contract gives as an example goes before. A redirection leads
    /// somewhere, also where the contract forgot to say so (RFC 9110, section 15.4).
    fn location(
        &self,
        operation: &Operation<'a>,
        chosen: Chosen<'_, 'a>,
        path: &str,
    ) -> Option<String> {
        let mut headers = chosen.response.headers.iter();
        let header = headers.find(|header| header.name.eq_ignore_ascii_case("location"));
        // Somewhere that can be read, where nothing says where.
        let anywhere = || {
            let mut all = self.operations.all.iter();
            let plain = all.find(|one| one.method == "GET" && !one.path.contains('{'));
            plain.map_or_else(
                || format!("{}/", operation.base),
                |one| format!("{}{}", one.base, one.path),
            )
        };
        let is_redirection = matches!(chosen.status, 301 | 302 | 303 | 307 | 308);
        let Some(header) = header else {
            return is_redirection.then(anywhere);
        };
        let has_example = header
            .schema
            .is_some_and(|schema| is_said(schema, self.operations.document));
        if has_example {
            return None;
        }
        let Some(item) = items_of(self.operations, operation.path) else {
            let mut all = self.operations.all.iter();
            let is_read = all.any(|one| one.path == operation.path && one.method == "GET");
            return match is_read {
                true => Some(path.to_owned()),
                false => is_redirection.then(anywhere),
            };
        };
        let variable = item.path.rsplit('/').next()?.trim_matches(['{', '}']);
        let schema = item.parameter(Location::Path, variable)?.schema;
        let id = match schema {
            Some(schema) => {
                let instances = self.renderer.values.instances(schema);
                instances.iter().find_map(id_text)?
            }
            None => "1".to_owned(),
        };
        Some(format!("{path}/{}", escaped(&id)))
    }

    /// With a challenge for each scheme (RFC 9110, section 11.6.1).
    fn unauthorized(&self, schemes: &[&str], how: &str) -> Refusal {
        let mut challenges: Vec<String> = Vec::new();
        for name in schemes {
            let kind = self.operations.schemes.get(name).map(|scheme| &scheme.kind);
            let challenge = match kind {
                Some(SchemeKind::Http(scheme)) => {
                    let (first, rest) = scheme.split_at(scheme.len().min(1));
                    format!("{}{rest} realm=\"mock\"", first.to_ascii_uppercase())
                }
                Some(SchemeKind::ApiKey { location, name }) => {
                    format!("ApiKey in=\"{}\", name=\"{name}\"", location.name())
                }
                _ => "Bearer realm=\"mock\"".to_owned(),
            };
            if !challenges.contains(&challenge) {
                challenges.push(challenge);
            }
        }
        let named: Vec<String> = schemes.iter().map(|name| format!("`{name}`")).collect();
        let detail = format!("credentials for {} {how}", named.join(" or "));
        Refusal::new(&[401, 403], detail).with_header("www-authenticate", challenges.join(", "))
    }

    /// Why there is no response, and where the contract is to be corrected.
    fn unable(&self, operation: &Operation<'a>, unrendered: Unrendered) -> Refusal {
        let at = |position: Position| self.operations.document.sources.locate(position);
        let title = operation.title();
        match unrendered {
            Unrendered::Lacks(Lack::Unnamed(names)) => Refusal::new(
                &[400],
                match names.is_empty() {
                    true => format!("{title}: the response has no named examples"),
                    false => format!(
                        "{title}: the response has no example of that name: {}",
                        names.join(", ")
                    ),
                },
            ),
            Unrendered::Lacks(Lack::Refused(position)) => Refusal::new(
                &[501],
                format!(
                    "{title}: the example is not what its schema allows ({})",
                    at(position)
                ),
            ),
            Unrendered::Lacks(Lack::Unmade(position)) => Refusal::new(
                &[501],
                format!(
                    "{title}: no value was found that the schema at {} allows: give it an example",
                    at(position)
                ),
            ),
            Unrendered::Unwritable { what, at: position } => Refusal::new(
                &[501],
                format!(
                    "{title}: {what} cannot be written ({}): give it an example",
                    at(position)
                ),
            ),
            Unrendered::Contradiction(violations) => Refusal {
                violations: violations.clone(),
                ..Refusal::new(
                    &[501],
                    format!(
                        "{title}: no response was found that is as documented: {}",
                        violations
                            .iter()
                            .map(|one| format!("{} ({})", one.message, at(one.at)))
                            .collect::<Vec<_>>()
                            .join("; ")
                    ),
                )
            },
            Unrendered::NotAcceptable(_) => Refusal::new(&[406], title),
        }
    }
}

/// The response that `Prefer: code=…` names.
fn preferred<'o, 'a>(operation: &'o Operation<'a>, code: &str) -> Result<Chosen<'o, 'a>, Refusal> {
    let status = code
        .parse::<u16>()
        .ok()
        .filter(|status| (100..600).contains(status));
    let chosen = status.and_then(|status| documented(operation, status));
    chosen.ok_or_else(|| {
        let known = operation.responses.iter().map(|one| one.status.to_string());
        let known: Vec<String> = known.collect();
        let detail = format!(
            "`Prefer: code={code}`: {} documents {}",
            operation.title(),
            known.join(", ")
        );
        Refusal::new(&[400], detail)
    })
}

/// The same for the same request.
fn seed(request: &Request) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&request.method, &request.target, &request.body).hash(&mut hasher);
    hasher.finish()
}
