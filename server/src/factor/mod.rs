//! What proves a person. Here: the embedded authenticator, time-based codes of RFC 6238 and
//! recovery codes, which serves the type `guardian` without any vendor's account.
//!
//! Nothing here keeps anything or asks for the time.

pub mod keyring;
pub mod recovery;
pub mod totp;

pub use keyring::{Keyring, KeyringError};
pub use recovery::RecoveryCode;
pub use totp::TotpSecret;

use zeroize::Zeroizing;

/// What a person typed into the code field, told apart by its form.
#[derive(Debug)]
pub enum Typed {
    Totp(TypedCode),
    Recovery(RecoveryCode),
    Neither,
}

/// Six digits. Never prints itself.
pub struct TypedCode(Zeroizing<String>);

impl TypedCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

impl Typed {
    /// Apps show codes as `123 456`, people write dashes and capitals: none of that matters.
    pub fn read(text: &str) -> Self {
        let packed: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–'))
                .collect(),
        );
        if packed.len() == totp::DIGITS && packed.bytes().all(|b| b.is_ascii_digit()) {
            return Self::Totp(TypedCode(packed));
        }
        RecoveryCode::parse(&packed).map_or(Self::Neither, Self::Recovery)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for text in ["123456", " 123 456 ", "123-456", "123\u{a0}456"] {
            assert!(matches!(Typed::read(text), Typed::Totp(code) if code.as_str() == "123456"));
        }
        let code = RecoveryCode::generate().expect("randomness");
        let shown = code.expose().to_string();
        for text in [
            shown.to_uppercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
        ] {
            assert!(
                matches!(Typed::read(&text), Typed::Recovery(read) if read == code),
                "{text}"
            );
        }
        for text in [
            "",
            "12345",
            "1234567",
            "١٢٣٤٥٦",
            "12345a",
            "u".repeat(16).as_str(),
        ] {
            assert!(matches!(Typed::read(text), Typed::Neither), "{text}");
        }
        assert_eq!(format!("{:?}", Typed::read("123456")), "Totp(TypedCode(…))");
    }
}
