//! The pages as Dropshot endpoints. They are unpublished: the contract does not know them.

use std::future::Future;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, Body, HttpError,
    Path, Query, RawRequest, RequestContext,
};
use futures::FutureExt;
use http::{HeaderMap, Method, Response};
use schemars::JsonSchema;
use serde::Deserialize;

use super::reply::Reply;
use super::visit::Visitor;
use crate::contract::runtime::{client_of, to_its_end};
use crate::mfa::{
    FactorError, Failure, LinkToken, OrganizationId, Parameters, Service, StateToken, StoreError,
    UserId,
};

/// What the pages need of the server that they run in.
pub trait PagesContext: Send + Sync + 'static {
    fn mfa(&self) -> &Service;

    fn now(&self) -> DateTime<Utc>;

    /// Runs `page`, which is all that is done for a request, [`page_served`](Self::page_served)
    /// included: for what surrounds it.
    fn around<W>(
        &self,
        operation: &'static str,
        headers: &HeaderMap,
        page: W,
    ) -> impl Future<Output = W::Output> + Send
    where
        W: Future + Send,
        W::Output: Send,
    {
        let _ = (operation, headers);
        page
    }

    /// Called once for each page, for the request log.
    fn page_served(&self, served: &PageServed<'_>);
}

/// What happened, without any token or code.
#[derive(Debug)]
pub struct PageServed<'a> {
    pub request_id: &'a str,
    pub operation: &'static str,
    pub status: u16,
    /// One word: `enroll`, `verify`, `enrolled`, `verified`, `wrong_code`, `locked`, `used`, …
    pub outcome: &'a str,
    /// Of the link, where there is one.
    pub organization: Option<&'a OrganizationId>,
    pub user: Option<&'a UserId>,
    pub client: IpAddr,
    pub duration: Duration,
    /// Our own failure; the person saw none of it.
    pub error: Option<&'a Failure>,
}

/// Adds the pages to the server's API.
pub fn register<C: PagesContext>(
    api: &mut ApiDescription<C>,
) -> Result<(), ApiDescriptionRegisterError> {
    endpoints()
        .into_iter()
        .try_for_each(|endpoint| api.register(endpoint))
}

/// The pages.
pub fn endpoints<C: PagesContext>() -> Vec<ApiEndpoint<C>> {
    const FORM: &str = "application/x-www-form-urlencoded";
    // The router cannot hold `/enrollment/callback` beside it: see `show`.
    const LINK: &str = "/enrollment/{token}";
    const STYLE: &str = "/enrollment-assets/style.css";
    const COUNTDOWN: &str = "/enrollment-assets/countdown.css";
    let all = || ApiEndpointVersions::All;
    let show = ApiEndpoint::new(
        "show_page".into(),
        show::<C>,
        Method::GET,
        FORM,
        LINK,
        all(),
    );
    let submit = ApiEndpoint::new(
        "submit_page".into(),
        submit::<C>,
        Method::POST,
        FORM,
        LINK,
        all(),
    );
    let style = ApiEndpoint::new(
        "page_style".into(),
        style::<C>,
        Method::GET,
        FORM,
        STYLE,
        all(),
    );
    let countdown = ApiEndpoint::new(
        "page_countdown".into(),
        countdown::<C>,
        Method::GET,
        FORM,
        COUNTDOWN,
        all(),
    );
    [show, submit, style, countdown]
        .map(|page| page.visible(false))
        .into()
}

#[derive(Deserialize, JsonSchema)]
struct LinkPath {
    token: String,
}

/// Where browsers come back to from another service. No token is that short.
const CALLBACK: &str = "callback";

type Served = Result<Response<Body>, HttpError>;

async fn show<C: PagesContext>(context: RequestContext<C>, path: Path<LinkPath>) -> Served {
    let token = path.into_inner().token;
    if token == CALLBACK {
        return come_back(context).await;
    }
    let served = async move {
        let token = LinkToken::parse(&token);
        let page = async { Visitor::of(&context)?.open(token.as_ref()).await };
        shielded(&context, "show_enrollment_page", page).await
    };
    Ok(to_its_end(served).await)
}

async fn come_back<C: PagesContext>(context: RequestContext<C>) -> Served {
    let served = async move {
        let (state, parameters) = brought(context.request.uri().query().unwrap_or_default());
        let page = async {
            let back = state.as_ref().zip(parameters.as_ref());
            Visitor::of(&context)?.come_back(back).await
        };
        shielded(&context, "enrollment_callback", page).await
    };
    Ok(to_its_end(served).await)
}

/// What a browser brings back, and the state apart from it.
fn brought(query: &str) -> (Option<StateToken>, Option<Parameters>) {
    let mut parameters = Parameters::new(form_urlencoded::parse(query.as_bytes()).into_owned());
    let state = parameters.as_mut().and_then(|all| all.take("state"));
    (state.and_then(|text| StateToken::parse(&text)), parameters)
}

async fn submit<C: PagesContext>(
    context: RequestContext<C>,
    path: Path<LinkPath>,
    request: RawRequest,
) -> Served {
    let served = async move {
        let token = LinkToken::parse(&path.into_inner().token);
        let page = async {
            let visitor = Visitor::of(&context)?;
            visitor.submit(token.as_ref(), request.into_inner()).await
        };
        shielded(&context, "submit_enrollment_page", page).await
    };
    Ok(to_its_end(served).await)
}

async fn style<C: PagesContext>(context: RequestContext<C>) -> Served {
    let style = async { Ok(Reply::style()) };
    Ok(shielded(&context, "enrollment_style", style).await)
}

#[derive(Deserialize, JsonSchema)]
struct Countdown {
    seconds: u32,
}

async fn countdown<C: PagesContext>(context: RequestContext<C>, query: Query<Countdown>) -> Served {
    let style = async { Ok(Reply::countdown(query.into_inner().seconds)) };
    Ok(shielded(&context, "enrollment_style", style).await)
}

/// Whatever happens inside, a person gets a page and the log gets its line.
async fn shielded<C: PagesContext>(
    context: &RequestContext<C>,
    operation: &'static str,
    page: impl Future<Output = Result<Reply, Failure>> + Send,
) -> Response<Body> {
    let served = serve(context, operation, page);
    let headers = context.request.headers();
    context.context().around(operation, headers, served).await
}

async fn serve<C: PagesContext>(
    context: &RequestContext<C>,
    operation: &'static str,
    page: impl Future<Output = Result<Reply, Failure>> + Send,
) -> Response<Body> {
    let started = Instant::now();
    let server = context.context();
    let result = AssertUnwindSafe(page).catch_unwind().await;
    let (reply, error) = match result {
        Ok(Ok(reply)) => (reply, None),
        Ok(Err(error)) => {
            let reply = match &error {
                Failure::Factor(FactorError::Service { service, .. }) => {
                    Reply::service_failed(service, &context.request_id)
                }
                Failure::Store(StoreError::Unavailable { retry_after, .. }) => {
                    Reply::unavailable(*retry_after, &context.request_id)
                }
                _ => Reply::failed(&context.request_id),
            };
            (reply, Some(error))
        }
        Err(_panic) => (Reply::failed(&context.request_id), None),
    };
    server.page_served(&PageServed {
        request_id: &context.request_id,
        operation,
        status: reply.response.status().as_u16(),
        outcome: &reply.outcome,
        organization: reply.organization.as_ref(),
        user: reply.user.as_ref(),
        client: client_of(&context.request),
        duration: started.elapsed(),
        error: error.as_ref(),
    });
    reply.response
}
