//! What the server is compared with: a Dropshot handler that knows its response beforehand.

use std::net::SocketAddr;
use std::path::PathBuf;

use dropshot::{
    ApiDescription, Body, ConfigDropshot, ConfigLogging, ConfigLoggingIfExists, ConfigLoggingLevel,
    HttpError, Path, RequestContext, ServerBuilder, endpoint,
};
use http::Response;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use schemars::JsonSchema;
use serde::Deserialize;
use slog::{Discard, Logger, o};

#[derive(Deserialize, JsonSchema)]
struct OfUser {
    #[serde(rename = "id")]
    _id: String,
}

#[endpoint { method = GET, path = "/users/{id}/mfa" }]
async fn get_user_mfa(
    context: RequestContext<String>,
    _: Path<OfUser>,
) -> Result<Response<Body>, HttpError> {
    Response::builder()
        .header(CONTENT_TYPE, "application/json")
        .header(CACHE_CONTROL, "no-store")
        .body(context.context().clone().into())
        .map_err(|error| HttpError::for_internal_error(error.to_string()))
}

/// Serves until the process is killed, with the server's own runtime and settings. Without a log
/// file nothing is logged; with one, Dropshot logs each request there as it does by itself.
pub fn serve(body: String, listen: SocketAddr, log: Option<PathBuf>) -> anyhow::Result<()> {
    let log = match log {
        None => Logger::root(Discard, o!()),
        Some(path) => ConfigLogging::File {
            level: ConfigLoggingLevel::Info,
            path: path.to_string_lossy().into_owned().into(),
            if_exists: ConfigLoggingIfExists::Truncate,
        }
        .to_logger("bare")?,
    };
    let mut api = ApiDescription::new();
    api.register(get_user_mfa)
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let config = ConfigDropshot {
        bind_address: listen,
        ..ConfigDropshot::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server = ServerBuilder::new(api, body, log).config(config).start()?;
        server.await.map_err(anyhow::Error::msg)
    })
}
