//! The templates' values, and the words of the pages that are only words.

use askama::Template;
use fast_qr::ECL;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::qr::QRBuilder;
use url::Url;
use zeroize::Zeroizing;

use super::note::Way;
use crate::mfa::{LinkEnd, Prompt, Purpose, RecoveryCode, ReturnUrl, recovery};

/// What is the same on every page: whose it is, and where it leads back to.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) organization: Option<&'a str>,
    pub(super) back: Option<&'a ReturnUrl>,
}

impl Frame<'_> {
    const NOBODYS: Frame<'static> = Frame {
        organization: None,
        back: None,
    };

    /// The organization in a letter.
    fn letter(&self) -> String {
        let name = self.organization.unwrap_or_default().trim_start();
        name.chars().take(1).flat_map(char::to_uppercase).collect()
    }
}

/// To whom a page speaks, and what is wrong with what was sent before.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) account: &'a str,
    pub(super) csrf: &'a str,
    pub(super) error: Option<Error<'a>>,
}

#[derive(Clone, Copy)]
pub(super) struct Error<'a> {
    /// At which form it is told.
    pub(super) way: Way,
    pub(super) text: &'a str,
}

impl<'a> Asked<'a> {
    fn error_at(&self, way: Way) -> Option<&'a str> {
        let error = self.error.filter(|error| error.way == way);
        error.map(|error| error.text)
    }

    fn at_code(&self) -> Option<&'a str> {
        self.error_at(Way::Code)
    }

    fn at_recovery(&self) -> Option<&'a str> {
        self.error_at(Way::Recovery)
    }
}

#[derive(Template)]
#[template(path = "enroll.html")]
pub(super) struct EnrollView<'a> {
    frame: Frame<'a>,
    asked: Asked<'a>,
    qr: Zeroizing<String>,
    otpauth: &'a str,
    secret: Zeroizing<String>,
}

impl<'a> EnrollView<'a> {
    pub(super) fn new(frame: Frame<'a>, asked: Asked<'a>, otpauth: &'a str, secret: &str) -> Self {
        Self {
            frame,
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
    pub(super) frame: Frame<'a>,
    pub(super) asked: Asked<'a>,
}

#[derive(Template)]
#[template(path = "continue.html")]
pub(super) struct ContinueView<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) asked: Asked<'a>,
    pub(super) service: &'a str,
}

#[derive(Template)]
#[template(path = "wait.html")]
pub(super) struct WaitView<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) asked: Asked<'a>,
    pub(super) service: &'a str,
    pub(super) begun: bool,
}

#[derive(Template)]
#[template(path = "leave.html")]
pub(super) struct LeaveView<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) to: &'a Url,
}

#[derive(Template)]
#[template(path = "locked.html")]
pub(super) struct LockedView<'a> {
    pub(super) frame: Frame<'a>,
    /// In words.
    pub(super) wait: &'a str,
    pub(super) seconds: i64,
}

#[derive(Template)]
#[template(path = "codes.html")]
pub(super) struct CodesView<'a> {
    frame: Frame<'a>,
    csrf: &'a str,
    enrolled: bool,
    codes: Zeroizing<String>,
    download: Zeroizing<String>,
}

impl<'a> CodesView<'a> {
    pub(super) fn new(
        frame: Frame<'a>,
        csrf: &'a str,
        purpose: Purpose,
        codes: &[RecoveryCode],
    ) -> Self {
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
            frame,
            csrf,
            enrolled: purpose == Purpose::Enroll,
            codes: text,
            download: Zeroizing::new(download),
        }
    }
}

#[derive(Template)]
#[template(path = "done.html")]
pub(super) struct DoneView<'a> {
    pub(super) frame: Frame<'a>,
    /// Or got new recovery codes.
    pub(super) enrolled: bool,
}

#[derive(Template)]
#[template(path = "verified.html")]
pub(super) struct VerifiedView<'a> {
    frame: Frame<'a>,
    csrf: &'a str,
    /// `None` where there are no recovery codes to speak of.
    left: Option<u32>,
    by_recovery_code: bool,
}

impl<'a> VerifiedView<'a> {
    pub(super) fn new(
        frame: Frame<'a>,
        csrf: &'a str,
        left: Option<u32>,
        by_recovery_code: bool,
    ) -> Self {
        Self {
            frame,
            csrf,
            left,
            by_recovery_code,
        }
    }

    fn few(&self) -> bool {
        self.left.is_some_and(|left| left <= recovery::FEW)
    }

    /// How many are left, in words.
    fn left_in_words(&self) -> String {
        match self.left.unwrap_or(0) {
            0 => "You have no recovery codes left.".into(),
            1 => "You have 1 recovery code left.".into(),
            left => format!("You have {left} recovery codes left."),
        }
    }
}

/// A page that says what happened and what to do next.
#[derive(Template)]
#[template(path = "message.html")]
pub(super) struct Message<'a> {
    pub(super) frame: Frame<'a>,
    pub(super) title: &'a str,
    pub(super) what: &'a str,
    pub(super) next: &'a str,
    /// The link's own page, where it can be opened again.
    pub(super) again: Option<&'a str>,
    pub(super) request_id: Option<&'a str>,
}

const fn message(title: &'static str, what: &'static str, next: &'static str) -> Message<'static> {
    Message {
        frame: Frame::NOBODYS,
        title,
        what,
        next,
        again: None,
        request_id: None,
    }
}

const NEW_LINK: &str = "Go back to where you got this link and ask for a new one. A link works \
                        once and for ten minutes.";

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

pub(super) const NOT_THE_NEWEST: Message<'static> = message(
    "This is not the newest page",
    "It was begun again since, as in another tab, or was long ago. Nothing was changed by coming \
     back to this one.",
    "Go on in the newest tab, or open your link again.",
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
pub(super) fn wait(seconds: i64) -> String {
    match seconds {
        ..=1 => "1 second".into(),
        seconds @ ..90 => format!("{seconds} seconds"),
        // Rounded up: who waits so long finds the door open.
        seconds => format!("{} minutes", (seconds + 59) / 60),
    }
}

/// What is wrong with the code that was given. A reused one gets the same words as a wrong one.
pub(super) fn wrong_code(way: Way, tries_left: u32) -> String {
    let wrong = match way {
        Way::Code => "That code is not right, or was used before. Wait for the next one.",
        Way::Recovery => "That recovery code is not right, or was used before.",
    };
    let tries = match tries_left {
        0 => "The next wrong one makes you wait.".to_owned(),
        1 => "One more try before you have to wait.".to_owned(),
        n => format!("{n} more tries before you have to wait."),
    };
    format!("{wrong} {tries}")
}

/// What was given has not the form of a code. It cost no try.
pub(super) fn not_a_code(prompt: &Prompt, way: Way) -> &'static str {
    match (prompt, way) {
        (_, Way::Recovery) => {
            "That is no recovery code. Each has 16 letters and digits, in four groups of four."
        }
        (Prompt::SetUp { .. }, Way::Code) => {
            "That is no code. Enter the 6 digits that your app shows for this account."
        }
        (_, Way::Code) => "That is no code. Enter the 6 digits that your app shows.",
    }
}

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

/// A `data:` URI, so that the secret is in no request of its own. Empty if it does not fit into any
/// QR picture, which no factor's does: the page has the key as text, too.
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
        assert_eq!(wait(1), "1 second");
        assert_eq!(wait(30), "30 seconds");
        assert_eq!(wait(121), "3 minutes");
        assert_eq!(wait(3600), "60 minutes");
    }

    #[test]
    fn whatever_the_factor_gives_has_a_picture() {
        let longest = "a".repeat(crate::factor::totp::LONGEST_URI);
        let picture = qr_picture(&longest);
        let svg = picture.strip_prefix("data:image/svg+xml;base64,");
        let svg = data_encoding::BASE64.decode(svg.expect("a picture").as_bytes());
        let svg = String::from_utf8(svg.expect("base64")).expect("text");
        assert!(svg.contains("viewBox=\"0 0 77 77\""), "{svg:.200}");
        assert!(qr_picture(&"x".repeat(9000)).is_empty());
    }
}
