//! The request of one operation: what `send` of every generated builder calls.

use std::fmt::Display;

use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo, QueryParam, encode_path};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, Response};
use serde::Serialize;
use serde_json::Value;

use super::{Settings, Style, body, cookie, form, header, multipart, parameter};

/// A request in the making. Parameters and bodies come as builders hold them: as values, or as
/// the reason why there is none, of which the first is the error of [`Request::send`].
#[must_use = "a request is sent by `send`"]
pub struct Request<'c, C> {
    client: &'c C,
    method: Method,
    info: OperationInfo,
    parts: Result<Parts, String>,
}

struct Parts {
    url: String,
    /// Parameters of the query that are written when the URL is complete.
    query: Vec<Write>,
    headers: HeaderMap,
    body: Option<Write>,
}

/// Writes a part to the request, once there is one.
type Write = Box<dyn FnOnce(RequestBuilder) -> Result<RequestBuilder, String> + Send>;

/// How requests of each method start.
macro_rules! starts {
    ($($name:ident $method:ident),*) => {
        $(
            #[doc = concat!("Starts a `", stringify!($method), "` request of an operation.")]
            pub fn $name<K>(client: &'c C, operation_id: &'static str) -> Self
            where
                C: ClientInfo<Settings<K>>,
            {
                Self::new(client, Method::$method, operation_id)
            }
        )*
    };
}

impl<'c, C> Request<'c, C> {
    starts!(get GET, put PUT, post POST, delete DELETE);
    starts!(options OPTIONS, head HEAD, patch PATCH, trace TRACE);

    fn new<K>(client: &'c C, method: Method, operation_id: &'static str) -> Self
    where
        C: ClientInfo<Settings<K>>,
    {
        let mut headers = HeaderMap::new();
        // A version that no header can hold is not sent.
        if let Ok(version) = HeaderValue::from_str(C::api_version()) {
            headers.insert(HeaderName::from_static("api-version"), version);
        }
        Request {
            client,
            method,
            info: OperationInfo { operation_id },
            parts: Ok(Parts {
                url: client.baseurl().to_owned(),
                query: Vec::new(),
                headers,
                body: None,
            }),
        }
    }

    fn change(mut self, change: impl FnOnce(&mut Parts) -> Result<(), String>) -> Self {
        self.parts = self.parts.and_then(|mut parts| {
            change(&mut parts)?;
            Ok(parts)
        });
        self
    }

    /// Adds `text` to the path, as it is.
    pub fn path(self, text: &str) -> Self {
        self.change(|parts| {
            parts.url.push_str(text);
            Ok(())
        })
    }

    /// Adds a parameter to the path that is one word.
    pub fn path_value(self, value: Result<impl Serialize, String>) -> Self {
        self.change(|parts| {
            parts.url.push_str(&encode_path(&word(&value?)?));
            Ok(())
        })
    }

    /// Adds a parameter to the path in a style of its own.
    pub fn styled_path_value(
        self,
        name: &str,
        value: Result<impl Serialize, String>,
        style: Style,
    ) -> Self {
        self.change(|parts| {
            parts.url.push_str(&parameter::path(name, &value?, style)?);
            Ok(())
        })
    }

    /// Adds a parameter to the query: a word, or a list of words, each under the name.
    pub fn query(
        self,
        name: &'static str,
        value: Result<impl Serialize + Send + 'static, String>,
    ) -> Self {
        self.change(|parts| {
            let value = value?;
            parts.query.push(Box::new(move |request| {
                Ok(request.query(&QueryParam::new(name, &value)))
            }));
            Ok(())
        })
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
        self.change(|parts| match value? {
            Some(value) => append(&mut parts.headers, name, &word(&value)?),
            None => Ok(()),
        })
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
            Some(media_type) => {
                parts.headers.remove(CONTENT_TYPE);
                append(&mut parts.headers, CONTENT_TYPE.as_str(), &media_type)
            }
            None => Ok(()),
        })
    }

    /// Sends `T` as JSON.
    pub fn json<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
    ) -> Self {
        self.written(body, move |request, body: T| {
            Ok(request.header(CONTENT_TYPE, media_type).json(&body))
        })
    }

    /// Sends `T` as a form of words.
    pub fn form<T: Serialize + Send + 'static>(
        self,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
    ) -> Self {
        self.written(body, |request, body: T| {
            body::with_form(request, Some(&body)).map_err(reason)
        })
    }

    /// Sends `T` as a form, whose fields are in `styles` where they are lists or objects.
    pub fn styled_form<T: Serialize + Send + 'static>(
        self,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        styles: &'static [(&'static str, Style)],
    ) -> Self {
        self.written(body, |request, body: T| {
            form::with_styled_form(request, Some(&body), styles).map_err(reason)
        })
    }

    /// Sends `T` in parts; `media_types` are those of the parts that have one in the contract.
    pub fn multipart<T: Serialize + Send + 'static>(
        self,
        media_type: &'static str,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        media_types: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.written(body, move |request, body: T| {
            multipart::with_multipart(request, media_type, Some(&body), media_types).map_err(reason)
        })
    }

    /// Sends bytes or a text.
    pub fn body(
        self,
        media_type: &'static str,
        body: Result<Option<reqwest::Body>, String>,
    ) -> Self {
        self.written(body, move |request, body: reqwest::Body| {
            Ok(body::with_body(request, media_type, Some(body)))
        })
    }

    fn written<T: Send + 'static>(
        self,
        body: Result<Option<impl TryInto<T, Error: Display>>, String>,
        write: impl FnOnce(RequestBuilder, T) -> Result<RequestBuilder, String> + Send + 'static,
    ) -> Self {
        self.change(|parts| {
            if let Some(body) = body? {
                let body = body.try_into().map_err(|error| error.to_string())?;
                parts.body = Some(Box::new(move |request| write(request, body)));
            }
            Ok(())
        })
    }

    /// Sends the request, with the client's hooks around it.
    pub async fn send<K, E>(self) -> Result<Response, Error<E>>
    where
        C: ClientHooks<Settings<K>>,
    {
        let (client, info) = (self.client, self.info);
        let parts = self.parts.map_err(Error::InvalidRequest)?;
        let request = client.client().request(self.method, parts.url);
        let request = parts
            .query
            .into_iter()
            .chain(parts.body)
            .try_fold(request, |request, write| write(request))
            .map_err(Error::InvalidRequest)?;
        let mut request = request.headers(parts.headers).build()?;
        client.pre(&mut request, &info).await?;
        let result = client.exec(request, &info).await;
        client.post(&result, &info).await?;
        Ok(result?)
    }
}

/// The text of a value that is one word: what it is in JSON, without quotes.
pub fn word(value: &impl Serialize) -> Result<String, String> {
    let json = serde_json::to_string(value).map_err(|error| error.to_string())?;
    Ok(match serde_json::from_str(&json) {
        Ok(Value::String(text)) => text,
        _ => json.strip_suffix(".0").unwrap_or(&json).to_owned(),
    })
}

fn append(headers: &mut HeaderMap, name: &'static str, value: &str) -> Result<(), String> {
    let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
    headers.append(name, value);
    Ok(())
}

/// The reason for an error before anything is sent.
fn reason(error: Error) -> String {
    match error {
        Error::InvalidRequest(reason) => reason,
        other => other.to_string(),
    }
}
