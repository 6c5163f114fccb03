//! The request of one operation: what `send` of every generated builder calls.

use std::fmt::Display;
use std::time::Duration;

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Body, Method, Response};
use serde::Serialize;

use super::{Error, Settings, Style, cookie, form, header, multipart, parameter, tolerant};

/// A request in the making. Parameters and bodies come as builders hold them: as values, or as
/// the reason why there is none, of which the first is the error of [`Request::send`].
#[must_use = "a request is sent by `send`"]
pub struct Request<'c, C> {
    client: &'c C,
    method: Method,
    info: OperationInfo,
    sends_unknown: bool,
    is_streamed: bool,
    parts: Result<Parts, String>,
}

struct Parts {
    base_url_length: usize,
    url: String,
    /// What of the path is still to come.
    path: &'static str,
    headers: HeaderMap,
    body: Option<Body>,
}

/// How long a request may take whose body or response is a stream: a year. The caller is who stops
/// reading or writing it.
const STREAM: Duration = Duration::from_secs(365 * 24 * 60 * 60);

impl<'c, C> Request<'c, C> {
    /// Starts a request of an operation: `path` is the contract's template, whose variables are
    /// filled in by their order.
    pub fn new<K>(
        client: &'c C,
        method: &'static str,
        operation_id: &'static str,
        path: &'static str,
    ) -> Self
    where
        C: ClientInfo<Settings<K>>,
    {
        let url = client.baseurl().to_owned();
        let mut parts = Parts {
            base_url_length: url.len(),
            url,
            path,
            headers: HeaderMap::new(),
            body: None,
        };
        parts.go_on();
        let method = Method::from_bytes(method.as_bytes());
        Request {
            client,
            info: OperationInfo { operation_id },
            sends_unknown: client.inner().sends_unknown,
            is_streamed: false,
            parts: method.as_ref().map(|_| parts).map_err(ToString::to_string),
            method: method.unwrap_or_default(),
        }
    }

    fn change(mut self, change: impl FnOnce(&mut Parts) -> Result<(), String>) -> Self {
        self.parts = self.parts.and_then(|mut parts| {
            tolerant::sent(self.sends_unknown, || change(&mut parts))?;
            Ok(parts)
        });
        self
    }

    /// Fills in the next variable of the path, a parameter that is one word.
    pub fn path_value(self, name: &str, value: Result<impl Serialize, String>) -> Self {
        self.styled_path_value(name, value, Style::Simple)
    }

    /// Fills in the next variable of the path in a style of its own.
    pub fn styled_path_value(
        self,
        name: &str,
        value: Result<impl Serialize, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| {
            parts.url.push_str(&parameter::path(name, &value?, style)?);
            parts.go_on();
            Ok(())
        })
    }

    /// Adds a parameter to the query: a word, or a list of words, each under the name.
    pub fn query(self, name: &str, value: Result<impl Serialize, String>) -> Self {
        self.styled_query(name, value, Style::FormExploded)
    }

    /// Adds a parameter to the query in a style of its own. A list without items adds nothing.
    pub fn styled_query(
        self,
        name: &str,
        value: Result<impl Serialize, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| {
            let url = std::mem::take(&mut parts.url);
            parts.url = parameter::with_query(url, name, &value?, style)?;
            Ok(())
        })
    }

    /// Like [`Request::styled_query`], and leaves reserved characters as they are.
    pub fn reserved_query(
        self,
        name: &str,
        value: Result<impl Serialize, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| {
            let url = std::mem::take(&mut parts.url);
            parts.url = parameter::with_reserved_query(url, name, &value?, style)?;
            Ok(())
        })
    }

    /// Adds a header that is one word.
    pub fn header(self, name: &'static str, value: Result<Option<impl Serialize>, String>) -> Self {
        self.styled_header(name, value, Style::Simple)
    }

    /// Adds a header in a style of its own.
    pub fn styled_header(
        self,
        name: &'static str,
        value: Result<Option<impl Serialize>, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| match value? {
            Some(value) => append(&mut parts.headers, name, &header(name, &value, style)?),
            None => Ok(()),
        })
    }

    /// Adds a cookie.
    pub fn cookie(
        self,
        name: &str,
        value: Result<Option<impl Serialize>, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| match value? {
            Some(value) => cookie(&mut parts.headers, name, &value, style),
            None => Ok(()),
        })
    }

    /// Says which media types the response may have.
    pub fn accept(self, media_types: &'static str) -> Self {
        self.change(|parts| {
            let media_types = HeaderValue::from_static(media_types);
            parts.headers.insert(ACCEPT, media_types);
            Ok(())
        })
    }

    /// Says the media type of the body, where the caller chose one.
    pub fn content_type(self, media_type: Result<Option<String>, String>) -> Self {
        self.change(|parts| match media_type? {
            Some(media_type) => parts.body_is(&media_type),
            None => Ok(()),
        })
    }

    /// Lets the body or the response take as long as it takes: it is a stream.
    pub fn streamed(mut self) -> Self {
        self.is_streamed = true;
        self
    }

    /// Sends `T` as JSON.
    pub fn json<T: Serialize>(
        self,
        media_type: &str,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
    ) -> Self {
        self.written(body, |body: T| {
            let json = serde_json::to_vec(&body);
            let json = json.map_err(|error| format!("the body cannot be written: {error}"))?;
            Ok((media_type.to_owned(), json.into()))
        })
    }

    /// Sends `T` as a form, whose fields are in `styles` where they are lists or objects.
    pub fn form<T: Serialize>(
        self,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        styles: &[(&str, Style)],
    ) -> Self {
        self.written(body, |body: T| {
            let form = form::form(&body, styles)?;
            Ok(("application/x-www-form-urlencoded".to_owned(), form.into()))
        })
    }

    /// Sends `T` in parts; `media_types` are those of the parts that have one in the contract.
    pub fn multipart<T: Serialize>(
        self,
        media_type: &str,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        media_types: &[(&str, &str)],
    ) -> Self {
        self.written(body, |body: T| {
            let written = multipart::multipart(media_type, &body, media_types)?;
            Ok((written.content_type(), written.into_body()))
        })
    }

    /// Sends bytes or a text, which may be a stream.
    pub fn body(self, media_type: &str, body: Result<Option<Body>, String>) -> Self {
        self.written(body, |body: Body| Ok((media_type.to_owned(), body)))
    }

    fn written<T>(
        self,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        write: impl FnOnce(T) -> Result<(String, Body), String>,
    ) -> Self {
        self.change(|parts| {
            if let Some(body) = body? {
                let body = body.try_into().map_err(|error| error.to_string())?;
                let (media_type, body) = write(body)?;
                parts.body_is(&media_type)?;
                parts.body = Some(body);
            }
            Ok(())
        })
    }

    /// Sends the request, with the client's hooks around it.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`], when it cannot be sent as the contract says, and what happens on
    /// the way. A status of 4XX or 5XX is a response, not an error.
    pub async fn send<K, E>(self) -> Result<Response, Error<E>>
    where
        C: ClientHooks<Settings<K>>,
    {
        let (client, info) = (self.client, self.info);
        let parts = self.parts.map_err(Error::InvalidRequest)?;
        let path = parts.url.get(parts.base_url_length..).unwrap_or_default();
        without_dots(path).map_err(Error::InvalidRequest)?;
        let mut request = client.client().request(self.method, parts.url);
        if let Some(body) = parts.body {
            request = request.body(body);
        }
        if self.is_streamed {
            request = request.timeout(STREAM);
        }
        let mut request = request.headers(parts.headers).build()?;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        let mut response = result?;
        response.extensions_mut().insert(client.inner().reading);
        Ok(response)
    }
}

impl Parts {
    /// Adds the path up to its next variable.
    fn go_on(&mut self) {
        let (text, rest) = match self.path.split_once('{') {
            Some((text, rest)) => (text, rest.split_once('}').map_or("", |(_, rest)| rest)),
            None => (self.path, ""),
        };
        self.url.push_str(text);
        self.path = rest;
    }

    fn body_is(&mut self, media_type: &str) -> Result<(), String> {
        let media_type = HeaderValue::from_str(media_type).map_err(|error| error.to_string())?;
        self.headers.insert(CONTENT_TYPE, media_type);
        Ok(())
    }
}

/// Refuses segments that are taken away on the way, encoded or not (RFC 3986, section 5.2.4; the
/// URL standard, section 4.1).
fn without_dots(path: &str) -> Result<(), String> {
    let path = path.split('?').next().unwrap_or_default();
    let is_dots = |segment: &&str| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    };
    match path.split('/').find(is_dots) {
        Some(segment) => Err(format!(
            "the path `{path}` cannot be sent: its segment `{segment}` would be taken away, and the \
             path would be another one"
        )),
        None => Ok(()),
    }
}

fn append(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), String> {
    let value = HeaderValue::from_str(value).map_err(|_| {
        format!("the header `{name}` cannot hold its value: it is not visible ASCII")
    })?;
    headers.append(name, value);
    Ok(())
}
