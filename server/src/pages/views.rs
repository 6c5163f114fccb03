//! The templates' values, and the words of the pages that are only words.

use askama::Template;
use chrono::{DateTime, Utc};
use fast_qr::ECL;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use url::Url;
use zeroize::Zeroizing;

use crate::mfa::{LinkEnd, RecoveryCode, recovery};

/// To whom a page speaks, and what is wrong with what was sent before.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) organization: &'a str,
    pub(super) account: &'a str,
    pub(super) csrf: &'a str,
    pub(super) error: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "enroll.html")]
pub(super) struct EnrollView<'a> {
    asked: Asked<'a>,
    qr: Zeroizing<String>,
    otpauth: &'a str,
    secret: Zeroizing<String>,
}

impl<'a> EnrollView<'a> {
    pub(super) fn new(asked: Asked<'a>, otpauth: &'a str, secret: &str) -> Self {
        Self {
            asked,
            qr: qr_picture(otpauth),
            otpauth,
            secret: grouped(secret),
        }
    }
}

#[derive(Template)]
#[template(path = "verify.html")]
pub(super) struct VerifyView<'a> {
    pub(super) asked: Asked<'a>,
}

#[derive(Template)]
#[template(path = "continue.html")]
pub(super) struct ContinueView<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) service: &'a str,
}

#[derive(Template)]
#[template(path = "wait.html")]
pub(super) struct WaitView<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) service: &'a str,
}

#[derive(Template)]
#[template(path = "leave.html")]
pub(super) struct LeaveView<'a> {
    pub(super) to: &'a Url,
}

#[derive(Template)]
#[template(path = "enrolled.html")]
pub(super) struct EnrolledView {
    codes: Zeroizing<String>,
    download: Zeroizing<String>,
}

impl EnrolledView {
    pub(super) fn new(codes: &[RecoveryCode]) -> Self {
        let mut text = Zeroizing::new(String::new());
        for code in codes {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&code.expose());
        }
        // Codes hold letters, digits and dashes: the line ends are all that needs encoding.
        let download = format!(
            "data:text/plain;charset=utf-8,{}%0A",
            text.replace('\n', "%0A")
        );
        Self {
            codes: text,
            download: Zeroizing::new(download),
        }
    }
}

#[derive(Template)]
#[template(path = "verified.html")]
pub(super) struct VerifiedView {
    left: u32,
    few: bool,
    by_recovery_code: bool,
}

impl VerifiedView {
    /// `left` is `None` where there are no recovery codes to speak of.
    pub(super) fn new(left: Option<u32>, by_recovery_code: bool) -> Self {
        Self {
            left: left.unwrap_or(0),
            few: left.is_some_and(|left| left <= recovery::FEW),
            by_recovery_code,
        }
    }
}

/// A page that says what happened and what to do next.
#[derive(Template)]
#[template(path = "message.html")]
pub(super) struct Message<'a> {
    pub(super) title: &'a str,
    pub(super) what: &'a str,
    pub(super) next: &'a str,
    pub(super) request_id: Option<&'a str>,
}

const NEW_LINK: &str = "Go back to where you got this link and ask for a new one. A link works \
                        once and for ten minutes.";

const fn message(title: &'static str, what: &'static str, next: &'static str) -> Message<'static> {
    Message {
        title,
        what,
        next,
        request_id: None,
    }
}

pub(super) fn ended(end: LinkEnd) -> Message<'static> {
    match end {
        LinkEnd::Used => message(
            "This link was already used",
            "It did its work: a link can be used once.",
            "If that was you, you are done and can close this page. If it was not, tell your \
             organization at once.",
        ),
        LinkEnd::Replaced => message(
            "This link was replaced",
            "A newer link was made for you, or your authenticator was taken off since.",
            "Use the newest link that you got. If there is none, go back to where you got this \
             one and ask for a new one.",
        ),
        LinkEnd::Expired => message(
            "This link has expired",
            "It was good for ten minutes, and they have passed.",
            NEW_LINK,
        ),
        LinkEnd::Disabled => message(
            "This link does not work now",
            "Your account, or all of your organization, is switched off here.",
            "Ask your organization. Nothing of yours was lost.",
        ),
    }
}

pub(super) const UNKNOWN: Message<'static> = message(
    "This link is not known",
    "Perhaps a part of it was lost on its way, or it is very old.",
    "Copy the whole link again. If that does not help, go back to where you got it and ask for a \
     new one.",
);

pub(super) const NOT_CONFIGURED_NEXT: &str =
    "Tell your organization's support. There is nothing wrong on your side.";

/// The name of a type or a service that begins a sentence.
pub(super) fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub(super) const DENIED: Message<'static> = message(
    "That was not confirmed",
    "It was declined or called off there. Nothing was changed.",
    "If it was by mistake, open your link again. If you did not ask for it at all, tell your \
     organization.",
);

pub(super) const OTHER_BROWSER: Message<'static> = message(
    "This is another browser",
    "It is not the one that you began in, or cookies are switched off. Nothing was changed.",
    "Open your link again, and finish in the same browser. If it happens again, allow cookies for \
     this site.",
);

pub(super) const CAME_BACK_BEFORE: Message<'static> = message(
    "This page was already used",
    "You have come back here before, and that counts once. Nothing was changed this time.",
    "If you are not done, open your link again.",
);

pub(super) const NOT_OURS: Message<'static> = message(
    "This form could not be accepted",
    "It did not come from this page as it is open in your browser now, or cookies are switched \
     off. Nothing was changed.",
    "Open your link again and enter a new code there. If it happens again, allow cookies for this \
     site.",
);

pub(super) const BAD_FORM: Message<'static> = message(
    "This form could not be read",
    "It was not sent as this page sends it. Nothing was changed.",
    "Open your link again and enter a new code there.",
);

/// How long, in the words of a person.
pub(super) fn wait(until: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (until - now).num_seconds().max(1) {
        1 => "1 second".into(),
        seconds @ ..90 => format!("{seconds} seconds"),
        // Rounded up: who waits so long finds the door open.
        seconds => format!("{} minutes", (seconds + 59) / 60),
    }
}

/// What is wrong with the code that was given. A reused one gets the same words as a wrong one.
pub(super) fn wrong_code(tries_left: u32) -> String {
    let tries = match tries_left {
        1 => "One more try before you have to wait.".to_owned(),
        n => format!("{n} more tries before you have to wait."),
    };
    format!("That code is not right, or was used before. Wait for the next one. {tries}")
}

pub(super) const NO_CODE: &str = "Enter the 6-digit code that your app shows.";

fn grouped(secret: &str) -> Zeroizing<String> {
    let mut shown = Zeroizing::new(String::with_capacity(secret.len() * 5 / 4 + 1));
    for (index, letter) in secret.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            shown.push(' ');
        }
        shown.push(letter);
    }
    shown
}

/// A `data:` URI, so that the secret is in no request of its own. Empty if it does not fit into
/// any QR picture: the page has the key as text, too.
fn qr_picture(otpauth: &str) -> Zeroizing<String> {
    let Ok(code) = QRBuilder::new(otpauth).ecl(ECL::M).build() else {
        return Zeroizing::default();
    };
    let svg = Zeroizing::new(SvgBuilder::default().margin(4).to_str(&code));
    let encoded = Zeroizing::new(data_encoding::BASE64.encode(svg.as_bytes()));
    Zeroizing::new(format!("data:image/svg+xml;base64,{}", encoded.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_told_so_that_they_are_long_enough() {
        let now = DateTime::from_timestamp(0, 0).expect("in range");
        let told = |seconds| wait(now + chrono::Duration::seconds(seconds), now);
        assert_eq!(told(0), "1 second");
        assert_eq!(told(30), "30 seconds");
        assert_eq!(told(121), "3 minutes");
        assert_eq!(told(3600), "60 minutes");
    }

    #[test]
    fn a_long_organization_name_still_fits_or_is_left_out() {
        assert!(qr_picture(&"x".repeat(300)).starts_with("data:image/svg+xml;base64,"));
        assert!(qr_picture(&"x".repeat(9000)).is_empty());
    }
}
