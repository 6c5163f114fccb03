//! The forms of the pages: `csrf`, and one thing that the person gives or does; url-encoded, small.

use dropshot::Body;
use http::header::CONTENT_TYPE;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use zeroize::Zeroizing;

use super::note::Way;

const LARGEST: usize = 8 * 1024;

/// No `Debug`: it holds a code.
pub(super) struct Form {
    pub(super) sent: Sent,
    pub(super) csrf: String,
}

pub(super) enum Sent {
    /// As it was typed, and where.
    Code(Way, Zeroizing<String>),
    /// A button of a page that asks for no code.
    Continue,
    /// The button that asks for new recovery codes.
    NewCodes,
    /// The button that says that the recovery codes are saved.
    Saved,
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
    let (mut sent, mut csrf) = (None, None);
    for (name, value) in form_urlencoded::parse(bytes) {
        let typed = |value: std::borrow::Cow<'_, str>| Zeroizing::new(value.into_owned());
        let twice = match &*name {
            "csrf" => csrf.replace(value.into_owned()).is_some(),
            "code" => sent.replace(Sent::Code(Way::Code, typed(value))).is_some(),
            "recovery" => sent
                .replace(Sent::Code(Way::Recovery, typed(value)))
                .is_some(),
            "continue" => sent.replace(Sent::Continue).is_some(),
            "new_codes" => sent.replace(Sent::NewCodes).is_some(),
            "saved" => sent.replace(Sent::Saved).is_some(),
            // Browser extensions add fields; they mean nothing here.
            _ => false,
        };
        if twice {
            return Err(BadForm::Malformed);
        }
    }
    match (sent, csrf) {
        (Some(sent), Some(csrf)) => Ok(Form { sent, csrf }),
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
        assert!(matches!(form.sent, Sent::Code(Way::Code, code) if code.as_str() == "123 456"));
        assert_eq!(form.csrf, "a+b");
        let form = parse(b"csrf=a&continue=").ok();
        assert!(form.is_some_and(|form| matches!(form.sent, Sent::Continue)));
        for bad in [
            "",
            "code=1",
            "csrf=1",
            "code=1&code=2&csrf=3",
            "code=1&continue=&csrf=3",
            "code=1&recovery=1&csrf=3",
            "saved=&new_codes=&csrf=3",
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
