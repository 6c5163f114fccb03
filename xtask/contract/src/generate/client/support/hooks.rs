//! What happens around every request.

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
use reqwest::{Body, Request, Response, ResponseBuilderExt, Url};

use super::super::Client;
use super::{Carrier, Settings};

impl ClientHooks<Settings> for Client {
    async fn pre<E>(&self, request: &mut Request, info: &OperationInfo) -> Result<(), Error<E>> {
        self.inner()
            .authenticate(request, info.operation_id, self.client())
            .map_err(Error::InvalidRequest)
    }

    async fn exec(&self, request: Request, _: &OperationInfo) -> reqwest::Result<Response> {
        let result = match &self.inner().retry {
            Some(retry) => retry.execute(self.client(), request).await,
            None => self.client().execute(request).await,
        };
        let secrets = self.inner().query_secrets();
        if secrets.is_empty() {
            return result;
        }
        match result {
            Ok(response) => Ok(without_query(response, &secrets)),
            Err(mut error) => {
                if let Some(url) = error.url_mut() {
                    *url = redacted(url, &secrets);
                }
                Err(error)
            }
        }
    }
}

impl Settings {
    /// The query parameters that carry secrets. Errors and responses print
    /// their URL.
    fn query_secrets(&self) -> Vec<&'static str> {
        self.credentials
            .present()
            .filter_map(|(scheme, _)| match scheme.carrier {
                Carrier::Query(name) => Some(name),
                _ => None,
            })
            .collect()
    }
}

fn redacted(url: &Url, secrets: &[&str]) -> Url {
    let mut clean = url.clone();
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

fn without_query(response: Response, secrets: &[&str]) -> Response {
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
