//! Operations whose paths Dropshot's router cannot hold side by side: a literal
//! beside a variable, other names of a variable, a variable and more in one
//! segment. They are registered behind one route, and told apart here.

use std::sync::Arc;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, HttpError,
    RequestContext,
};
use futures::future::BoxFuture;
use http::{Request, Response};
use serde_json::Value;

use super::body::Sizes;
use super::describe::{Untyped, route_parameters};
use super::operation::{FromRequest, Handle, Service};
use super::route;
use super::serve::{Arrival, endpoint, serve, to_its_end};

type Body = dropshot::Body;

/// Serves a request, whose body has these sizes at most. What is returned owns all that it needs,
/// so that [`to_its_end`] may let it go on by itself.
pub(super) type Serve<S> =
    fn(Arc<dyn Holds<S>>, Arrival, Sizes, Request<Body>) -> BoxFuture<'static, Response<Body>>;

/// What keeps the service alive while a request is served.
pub(super) trait Holds<S>: Send + Sync {
    fn service(&self) -> &S;
}

impl<S: Service> Holds<S> for RequestContext<S> {
    fn service(&self) -> &S {
        self.context()
    }
}

/// An operation, as it is routed to.
pub struct Entry<S: Service> {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    pub(super) template: &'static str,
    /// The path that the template stands behind.
    pub(super) base: &'static str,
    /// Whether its responses depend on credentials.
    pub(super) is_secured: bool,
    pub(super) serve: Serve<S>,
    /// As Dropshot serves and describes it.
    pub(super) endpoint: fn() -> ApiEndpoint<S>,
}

/// Operations that Dropshot's router holds behind one route.
pub struct Together {
    /// The route, which ends in a wildcard.
    pub route: &'static str,
    /// The variables before the wildcard.
    pub variables: &'static [&'static str],
    /// The operations' [`ID`](super::Operation::ID)s.
    pub operations: &'static [&'static str],
}

/// The operation `O`, for [`Front`](super::Front) and [`register`].
pub fn entry<O, S>() -> Entry<S>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    Entry {
        id: O::ID,
        method: O::METHOD,
        template: O::PATH,
        base: "",
        is_secured: !O::SECURITY.is_empty(),
        serve: |holder, arrival, sizes, request| {
            Box::pin(async move { serve::<O, S>(holder.service(), arrival, sizes, request).await })
        },
        endpoint: endpoint::<O, S>,
    }
}

impl<S: Service> Entry<S> {
    /// The operation, served below this path (OpenAPI 3.1.1, section 4.8.8: paths stand behind the
    /// URL of a server): `/api/v2`. Empty is nothing. What it was below of does not count any more.
    pub fn below(mut self, base: &'static str) -> Self {
        self.base = base;
        self
    }
}

/// Adds all of `entries` to those that Dropshot serves: those of each of `together` behind their
/// route, the others with a route each.
///
/// # Errors
/// A route that Dropshot's router cannot hold beside those that are there.
pub fn register<S: Service>(
    api: &mut ApiDescription<S>,
    entries: Vec<Entry<S>>,
    together: &[Together],
) -> Result<(), ApiDescriptionRegisterError> {
    let mut groups: Vec<Vec<Entry<S>>> = together.iter().map(|_| Vec::new()).collect();
    for entry in entries {
        let group = together.iter().zip(&mut groups);
        let mut group = group.filter(|(together, _)| together.operations.contains(&entry.id));
        match group.next() {
            Some((_, group)) => group.push(entry),
            None => api.register((entry.endpoint)())?,
        }
    }
    for (together, entries) in together.iter().zip(groups) {
        register_together(api, together.route, together.variables, entries)?;
    }
    Ok(())
}

/// Registers all of `entries` behind `route`, which ends in a wildcard and has
/// the given variables before it. Of several whose templates match, the most
/// concrete one serves (OpenAPI 3.1.1, section 4.8.8.2).
fn register_together<S: Service>(
    api: &mut ApiDescription<S>,
    route: &str,
    variables: &[&str],
    entries: Vec<Entry<S>>,
) -> Result<(), ApiDescriptionRegisterError> {
    let entries: Arc<[Entry<S>]> = entries.into();
    let mut methods: Vec<&'static str> = entries.iter().map(|entry| entry.method).collect();
    methods.sort_unstable();
    methods.dedup();
    for method in methods {
        let entries = entries.clone();
        let handler = move |context: RequestContext<S>, incoming: Untyped| {
            let entries = entries.clone();
            to_its_end(async move { dispatch(&entries, method, context, incoming.0).await })
        };
        let mut endpoint = ApiEndpoint::new::<_, (Untyped,), Response<Body>>(
            format!("{method} {route}"),
            handler,
            http::Method::from_bytes(method.as_bytes()).unwrap_or_default(),
            dropshot::CONTENT_TYPE_JSON,
            route,
            ApiEndpointVersions::All,
        )
        .visible(false);
        endpoint.parameters = route_parameters(variables);
        api.register(endpoint)?;
    }
    Ok(())
}

async fn dispatch<S: Service>(
    entries: &[Entry<S>],
    method: &str,
    context: RequestContext<S>,
    request: Request<Body>,
) -> Result<Response<Body>, HttpError> {
    let path = request.uri().path();
    let best = entries
        .iter()
        .filter(|entry| entry.method == method && route::matches(entry.template, path))
        .min_by(|a, b| {
            let differs = |template: &str| slashes(template) != slashes(path);
            let exact_first = differs(a.template).cmp(&differs(b.template));
            exact_first.then_with(|| route::by_precedence(a.template, b.template))
        });
    if let Some(entry) = best {
        let (arrival, limit) = (Arrival::of(&context), context.request_body_max_bytes());
        return Ok((entry.serve)(Arc::new(context), arrival, Sizes::of(limit), request).await);
    }
    // What Dropshot's router says: 404, or 405 with `Allow` (RFC 9110, section 15.5.6).
    let mut allowed: Vec<&str> = entries
        .iter()
        .filter(|entry| route::matches(entry.template, path))
        .map(|entry| entry.method)
        .collect();
    allowed.sort_unstable();
    allowed.dedup();
    if allowed.is_empty() {
        return Err(HttpError::for_not_found(None, "no path matches".into()));
    }
    let mut error = HttpError::for_client_error_with_status(
        None,
        dropshot::ClientErrorStatusCode::METHOD_NOT_ALLOWED,
    );
    for method in allowed {
        let _ = error.add_header(http::header::ALLOW, method);
    }
    Err(error)
}

/// Empty segments tell paths apart that are the same otherwise.
fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// Adds to `document` what Dropshot emits for those of `entries` that it could not hold beside the
/// others.
///
/// # Errors
/// What Dropshot cannot register or emit by itself.
pub fn emit<S: Service>(
    document: &mut Value,
    entries: &[Entry<S>],
    together: &[Together],
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let ids = together.iter().flat_map(|together| together.operations);
    for id in ids {
        for entry in entries.iter().filter(|entry| entry.id == *id) {
            emit_apart(document, entry)?;
        }
    }
    Ok(())
}

fn emit_apart<S: Service>(
    document: &mut Value,
    entry: &Entry<S>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut api = ApiDescription::<S>::new();
    api.register((entry.endpoint)())?;
    let emitted = api
        .openapi("", dropshot::semver::Version::new(0, 0, 0))
        .json()?;
    let items = emitted["paths"].as_object().into_iter().flatten();
    for (_, item) in items {
        for (method, operation) in item.as_object().into_iter().flatten() {
            document["paths"][entry.template][method] = operation.clone();
        }
    }
    for (kind, components) in emitted["components"].as_object().into_iter().flatten() {
        for (name, component) in components.as_object().into_iter().flatten() {
            document["components"][kind][name] = component.clone();
        }
    }
    // The tags that operations use without the contract saying so.
    for tag in emitted["tags"].as_array().into_iter().flatten() {
        if let Some(tags) = document["tags"].as_array_mut() {
            if !tags.iter().any(|known| known["name"] == tag["name"]) {
                tags.push(tag.clone());
            }
        } else {
            document["tags"] = Value::Array(vec![tag.clone()]);
        }
    }
    Ok(())
}
