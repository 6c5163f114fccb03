//! The package's own seam: what generated code calls, called as it calls it. Whole servers are
//! tested where the generated layers are.

mod body;
mod declare;
mod form;
mod limits;
mod multipart;
mod request;
mod response;
mod route;
mod serve;
mod styled;
mod types;
mod values;

use http::{Request, Response};
use http_body_util::BodyExt;

use crate::{Refusal, RequestParts};

/// A request for `path` with these headers, as it was routed by `template`.
fn parts(template: &'static str, path: &str, headers: &[(&str, &str)]) -> RequestParts {
    let request = Request::get(path);
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(*name, *value)
    });
    let (head, ()) = request.body(()).expect("a request").into_parts();
    RequestParts::new(template, head)
}

/// Requests for one path, of which only the headers matter.
fn headers(headers: &[(&str, &str)]) -> RequestParts {
    parts("/", "/", headers)
}

fn query(query: &str) -> RequestParts {
    parts("/", &format!("/?{query}"), &[])
}

/// The result, or what the caller is told.
fn told<T>(result: Result<T, Refusal>) -> Result<T, String> {
    result.map_err(|refusal| refusal.detail().to_owned())
}

async fn body(response: Response<dropshot::Body>) -> String {
    let body = response.into_body().collect().await.expect("a body");
    String::from_utf8(body.to_bytes().to_vec()).expect("UTF-8")
}
