//! The names of things: identifiers that can be printed, and tokens and hashes that never print
//! themselves. Everything here is checked when it is made, so nothing behind it checks again.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest identifier, in characters (contract: `/components/parameters`, `maxLength`).
pub const MAX_ID_LENGTH: usize = 50;

/// An identifier that is empty, too long or holds a character outside `[@~\-.\w]`, or that is `.` or
/// `..`: a path that holds one of these leads elsewhere (RFC 3986, section 5.2.4).
///
/// It does not repeat what was sent: that may be long, hostile or personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{what} must have 1 to {MAX_ID_LENGTH} characters out of A-Z a-z 0-9 _ @ ~ - . and be neither . nor .."
)]
pub struct InvalidId {
    what: &'static str,
}

/// `^[@~\-\.\w]+$` as ECMA-262 reads it: `\w` is ASCII, so length in bytes is length in characters.
fn is_kept_id(text: &str) -> bool {
    (1..=MAX_ID_LENGTH).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@' | b'~' | b'-' | b'.'))
}

fn is_valid_id(text: &str) -> bool {
    is_kept_id(text) && !matches!(text, "." | "..")
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Checks the pattern and the length.
            pub fn new(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if is_valid_id(&text) { Ok(Self(text)) } else { Err(InvalidId { what: $what }) }
            }

            /// For what a store kept, and for taking it away: earlier versions let `.` and `..`
            /// pass.
            pub fn kept(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                if is_kept_id(&text) { Ok(Self(text)) } else { Err(InvalidId { what: $what }) }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::new(String::deserialize(from)?).map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// An organization: the tenant. Nothing of one organization is visible to another.
    OrganizationId,
    "an organization id"
);
id!(
    /// A user, unique within an organization only: always used together with its
    /// [`OrganizationId`].
    UserId,
    "a user id"
);
id!(
    /// The public half of an API key, by which its record is found. Not a secret.
    ApiKeyId,
    "an API key id"
);
id!(
    /// A webhook.
    WebhookId,
    "a webhook id"
);

impl WebhookId {
    /// Nobody has to guess it, and nobody has to type it: short enough to read.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes)?;
        Ok(Self(data_encoding::HEXLOWER.encode(&bytes)))
    }
}

/// By AWS-LC, which TLS and JWTs need in any case: it has assembly for processors without
/// instructions for SHA, too.
pub fn sha256(bytes: &[u8]) -> [u8; digest::SHA256_OUTPUT_LEN] {
    let mut hash = [0; digest::SHA256_OUTPUT_LEN];
    hash.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    hash
}

macro_rules! hash {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name([u8; 32]);

        impl $name {
            /// The SHA-256 of a secret. Only for secrets of high entropy: it is not salted and not
            /// slow.
            pub fn of(secret: &[u8]) -> Self {
                Self(sha256(secret))
            }

            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

hash!(
    /// The hash of an API key's secret half. Compare in constant time (`subtle`).
    SecretHash
);
hash!(
    /// The hash of a [`LinkToken`]: what a store keeps and looks up.
    LinkHash
);
hash!(
    /// The hash of a recovery code, bound to its user.
    RecoveryHash
);
hash!(
    /// The hash of a [`StateToken`]: by which a link is found when a browser comes back.
    StateHash
);
hash!(
    /// The hash of a [`BrowserToken`].
    BrowserHash
);

macro_rules! token {
    ($(#[$doc:meta])* $name:ident, $hash:ident) => {
        $(#[$doc])*
        #[derive(Clone, Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Draws a token from the operating system's generator.
            pub fn generate() -> Result<Self, getrandom::Error> {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes)?;
                Ok(Self(bytes))
            }

            /// Reads the form that travels; `None` for anything that was never a token of ours.
            pub fn parse(text: &str) -> Option<Self> {
                let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
                Some(Self(bytes.try_into().ok()?))
            }

            /// The form that travels (43 characters, base64url). The one way to see the token: call
            /// it to build a link, a redirect or a cookie, never to log.
            pub fn expose(&self) -> String {
                BASE64URL_NOPAD.encode(&self.0)
            }

            pub fn hash(&self) -> $hash {
                $hash::of(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

token!(
    /// The random part of an enrolment link: 256 bits, known to the person who got the link alone.
    LinkToken,
    LinkHash
);
token!(
    /// What a browser takes to another service and brings back (`state` of RFC 6749, section
    /// 10.12): 256 bits, good for coming back once.
    StateToken,
    StateHash
);
token!(
    /// What a browser keeps while it is away, so that another one cannot come back in its place.
    BrowserToken,
    BrowserHash
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_contract_pattern() {
        for good in ["a", "alice@example.com", "~x-._@", &"a".repeat(50)] {
            assert!(UserId::new(good).is_ok(), "{good}");
        }
        for bad in ["", &"a".repeat(51), "a b", "a/b", "é", "a\n", "a\0", "%41"] {
            assert!(UserId::new(bad).is_err(), "{bad:?}");
            assert!(UserId::kept(bad).is_err(), "{bad:?}");
        }
        // Nobody could ask for them: `/users/../mfa` is `/mfa`.
        for dots in [".", ".."] {
            assert!(UserId::new(dots).is_err(), "{dots}");
            assert!(UserId::kept(dots).is_ok(), "{dots}");
        }
        assert!(UserId::new("...").is_ok());
    }

    #[test]
    fn secrets_do_not_print_themselves() {
        let token = LinkToken::generate().expect("randomness");
        let printed = format!("{token:?} {:?}", token.hash());
        assert_eq!(printed, "LinkToken(…) LinkHash(…)");
    }

    #[test]
    fn a_token_survives_its_way_through_a_link() {
        let token = LinkToken::generate().expect("randomness");
        let again = LinkToken::parse(&token.expose()).expect("parses");
        assert_eq!(again.hash(), token.hash());
        for bad in [
            "",
            "x",
            &token.expose()[1..],
            &format!("{}A", token.expose()),
        ] {
            assert!(LinkToken::parse(bad).is_none());
        }
    }
}
