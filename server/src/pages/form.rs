//! The one form of the pages: `code` and `csrf`, url-encoded, small.

use dropshot::Body;
use http::header::CONTENT_TYPE;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use zeroize::Zeroizing;

const LARGEST: usize = 8 * 1024;

/// No `Debug`: it holds a code.
pub(super) struct Form {
    pub(super) code: Zeroizing<String>,
    pub(super) csrf: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum BadForm {
    TooLarge,
    Malformed,
}

pub(super) async fn read(request: http::Request<Body>) -> Result<Form, BadForm> {
    let (parts, body) = request.into_parts();
    let media_type = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = media_type
        .and_then(|text| text.split(';').next())
        .map(str::trim);
    if !essence.is_some_and(|text| text.eq_ignore_ascii_case("application/x-www-form-urlencoded")) {
        return Err(BadForm::Malformed);
    }
    let bytes = Limited::new(body, LARGEST)
        .collect()
        .await
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                BadForm::TooLarge
            } else {
                BadForm::Malformed
            }
        })?;
    parse(&bytes.to_bytes())
}

fn parse(bytes: &[u8]) -> Result<Form, BadForm> {
    let (mut code, mut csrf) = (None, None);
    for (name, value) in form_urlencoded::parse(bytes) {
        let field = match &*name {
            "code" => &mut code,
            "csrf" => &mut csrf,
            // Browser extensions add fields; they mean nothing here.
            _ => continue,
        };
        if field.replace(value.into_owned()).is_some() {
            return Err(BadForm::Malformed);
        }
    }
    match (code, csrf) {
        (Some(code), Some(csrf)) => Ok(Form {
            code: Zeroizing::new(code),
            csrf,
        }),
        _ => Err(BadForm::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_is_there_once() {
        let Ok(form) = parse(b"csrf=a%2Bb&code=123+456&extension=1") else {
            panic!("a form")
        };
        assert_eq!((form.code.as_str(), form.csrf.as_str()), ("123 456", "a+b"));
        for bad in [
            "",
            "code=1",
            "csrf=1",
            "code=1&code=2&csrf=3",
            "{\"code\":1}",
            "\0\u{7f}=%",
        ] {
            assert_eq!(
                parse(bad.as_bytes()).err(),
                Some(BadForm::Malformed),
                "{bad}"
            );
        }
    }
}
