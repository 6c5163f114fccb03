//! E-mail addresses, as operators give them.

use email_address::{EmailAddress, Options};

use super::text::is_hidden;

/// A text that is no e-mail address. It does not repeat what was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address (RFC 5321, section 4.1.2), as alice@example.com")]
pub struct InvalidEmail;

/// Checks an address: a mailbox of RFC 5321 (section 4.1.2), letters of all scripts among it (RFC
/// 6531, section 3.3), without a display name or an address of a machine, and nothing in it that
/// cannot be seen.
///
/// Stores keep addresses as texts: those of earlier versions were not checked.
pub fn checked_email(text: &str) -> Result<String, InvalidEmail> {
    let options = Options::default()
        .without_display_text()
        .without_domain_literal();
    if text.contains(is_hidden) {
        return Err(InvalidEmail);
    }
    EmailAddress::parse_with_options(text, options)
        .map(|address| address.to_string())
        .map_err(|_| InvalidEmail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_an_address_and_nothing_around_it() {
        for good in [
            "alice@example.com",
            "a.b+c@mail.example.co.uk",
            "o'neil@example.org",
            "jürgen@köln.example",
            "alice@sample.invalid",
        ] {
            assert_eq!(checked_email(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "alice",
            "alice@",
            "@example.com",
            "a@b@example.com",
            "alice @example.com",
            "b, c@example.com",
            "Alice <alice@example.com>",
            "alice@[127.0.0.1]",
            "alice@example..com",
            ".alice@example.com",
            "alice\u{1b}[31m@example.com",
            "alice\u{202e}@example.com",
            "alice\n@example.com",
        ] {
            assert_eq!(checked_email(bad), Err(InvalidEmail), "{bad:?}");
        }
        assert_eq!(
            checked_email(&format!("{}@example.com", "a".repeat(65))),
            Err(InvalidEmail)
        );
    }
}
