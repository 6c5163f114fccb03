//! What happens around every request: Progenitor's hooks of generated clients end here.

use progenitor_client::{ClientInfo, Error};
use reqwest::{Body, Request, Response, ResponseBuilderExt, Url};

use super::{Carrier, Credentials, Settings};

/// Puts into `request` what its operation accepts and the client has a secret for.
///
/// # Errors
/// [`Error::InvalidRequest`] with the name of a scheme whose secret cannot be sent, and without the
/// secret. [`Builder::build`](super::Builder::build) finds it earlier.
#[allow(clippy::result_large_err, reason = "the error of every operation")]
pub fn authenticate<C: Credentials, E>(
    client: &impl ClientInfo<Settings<C>>,
    request: &mut Request,
    operation: &str,
) -> Result<(), Error<E>> {
    let accepted = C::accepted(operation);
    for (scheme, secret) in client.inner().credentials.present() {
        if accepted.contains(&scheme.name) {
            scheme
                .carrier
                .put(request, secret, client.client())
                .map_err(|reason| {
                    let name = scheme.name;
                    Error::InvalidRequest(format!(
                        "the credential `{name}` cannot be sent: {reason}"
                    ))
                })?;
        }
    }
    Ok(())
}

/// Sends `request`, again where the client's settings say so. Neither the response nor an error
/// shows a secret that the URL carries.
///
/// # Errors
/// reqwest's, of the last attempt: the connection failed, broke, or took too long. A status of 4XX
/// or 5XX is a response, not an error.
pub async fn execute<C: Credentials>(
    client: &impl ClientInfo<Settings<C>>,
    request: Request,
) -> reqwest::Result<Response> {
    let settings = client.inner();
    let result = match &settings.retry {
        Some(retry) => retry.execute(client.client(), request).await,
        None => client.client().execute(request).await,
    };
    let secrets = query_secrets(&settings.credentials);
    if secrets.is_empty() {
        return result;
    }
    match result {
        Ok(response) => Ok(with_redacted_url(response, &secrets)),
        Err(mut error) => {
            if let Some(url) = error.url_mut() {
                *url = redacted(url, &secrets);
            }
            Err(error)
        }
    }
}

/// The query parameters that carry secrets. Errors and responses print their URL.
fn query_secrets(credentials: &impl Credentials) -> Vec<&'static str> {
    credentials
        .present()
        .filter_map(|(scheme, _)| match scheme.carrier {
            Carrier::Query(name) => Some(name),
            _ => None,
        })
        .collect()
}

fn redacted(url: &Url, secrets: &[&str]) -> Url {
    let mut clean = url.clone();
    if !url.query_pairs().any(|(name, _)| secrets.contains(&&*name)) {
        return clean;
    }
    clean.query_pairs_mut().clear();
    for (name, value) in url.query_pairs() {
        let value = if secrets.contains(&&*name) {
            "REDACTED"
        } else {
            &value
        };
        clean.query_pairs_mut().append_pair(&name, value);
    }
    clean
}

fn with_redacted_url(response: Response, secrets: &[&str]) -> Response {
    let url = redacted(response.url(), secrets);
    let (parts, body) = http::Response::<Body>::from(response).into_parts();
    // The URL of a response can only be given to a builder.
    match http::Response::builder().url(url).body(()) {
        Ok(carrier) => {
            let (mut with_url, ()) = carrier.into_parts();
            with_url.status = parts.status;
            with_url.version = parts.version;
            with_url.headers = parts.headers;
            http::Response::from_parts(with_url, body).into()
        }
        Err(_) => http::Response::from_parts(parts, body).into(),
    }
}
