//! What a person typed into a code field, told apart by its form: however people and their
//! keyboards write it, and without a look at what would be right.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use zeroize::Zeroizing;

use super::totp;
use crate::mfa::RecoveryCode;

/// Never prints what was typed.
#[derive(Debug)]
pub(super) enum Typed {
    Totp(TypedCode),
    Recovery(RecoveryCode),
    /// Neither a code of an app nor a recovery code can look like this.
    Neither,
}

/// Six ASCII digits. Never prints itself.
pub(super) struct TypedCode(Zeroizing<String>);

impl TypedCode {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

impl Typed {
    /// Apps show codes as `123 456`, people write dashes and capitals, keyboards give the digits of
    /// their script: none of that matters.
    pub(super) fn read(text: &str) -> Self {
        let packed: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| !is_between(*c))
                .map(plain)
                .collect(),
        );
        if packed.len() == totp::DIGITS && packed.bytes().all(|b| b.is_ascii_digit()) {
            return Self::Totp(TypedCode(packed));
        }
        RecoveryCode::parse(&packed).map_or(Self::Neither, Self::Recovery)
    }
}

fn category(c: u32) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get32(c)
}

/// What stands between symbols and means nothing: spaces, dashes, and marks that nobody sees, as
/// those of the direction of writing, which come along when something is copied.
fn is_between(c: char) -> bool {
    const MINUS: char = '\u{2212}';
    c.is_whitespace()
        || c == MINUS
        || matches!(
            category(c.into()),
            GeneralCategory::DashPunctuation | GeneralCategory::Format
        )
}

/// A digit of any script as its ASCII one, a full-width letter as the usual one.
fn plain(c: char) -> char {
    if let Some(digit) = digit(c) {
        return char::from(digit);
    }
    const FULL_WIDTH: std::ops::RangeInclusive<char> = '\u{FF01}'..='\u{FF5E}';
    let usual = FULL_WIDTH
        .contains(&c)
        .then(|| char::from_u32(u32::from(c) - 0xFEE0));
    usual.flatten().unwrap_or(c)
}

/// The ASCII digit of the same value, for decimal digits of any script (general category Nd).
///
/// Those come in ranges of ten in ascending order (The Unicode Standard, section 4.6, "Decimal
/// digits form contiguous ranges"), so the value is the distance to the begin of the run, by ten:
/// where runs touch, as the mathematical ones do, each of them has ten.
fn digit(c: char) -> Option<u8> {
    let is_digit = |c: u32| category(c) == GeneralCategory::DecimalNumber;
    let c = u32::from(c);
    if !is_digit(c) {
        return None;
    }
    let before = (0..c).rev().take_while(|c| is_digit(*c)).count();
    u8::try_from(before % 10).ok().map(|value| b'0' + value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads_as(text: &str, code: &str) -> bool {
        matches!(Typed::read(text), Typed::Totp(read) if read.as_str() == code)
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        for text in [
            "123456",
            " 123 456 ",
            "123-456",
            "123\u{a0}456",
            "12–34—56",
            "123\u{2009}−\u{2009}456",
            // Copied out of a text that is written from right to left.
            "\u{200f}123456\u{200e}",
            "\u{feff}123\u{200b}456",
        ] {
            assert!(reads_as(text, "123456"), "{text:?}");
        }
        let code = RecoveryCode::generate().expect("randomness");
        let shown = code.expose().to_string();
        let full_width = |text: &str| -> String {
            let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).expect("a character");
            text.chars().map(wide).collect()
        };
        for text in [
            shown.to_uppercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
            shown.replace('-', "\u{2011}"),
            shown.replace('0', "O").replace('1', "l"),
            full_width(&shown),
            full_width(&shown.to_uppercase()),
        ] {
            assert!(
                matches!(Typed::read(&text), Typed::Recovery(read) if read == code),
                "{text}"
            );
        }
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        // Arabic-Indic, its eastern form, Devanagari, Bengali, Thai, full width, mathematical bold
        // and monospace, Adlam.
        for zero in [
            0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, 0x1D7CE, 0x1D7F6, 0x1E950,
        ] {
            for code in ["123456", "007890"] {
                let of_script = |digit: u8| char::from_u32(zero + u32::from(digit - b'0'));
                let text: Option<String> = code.bytes().map(of_script).collect();
                assert!(reads_as(&text.expect("characters"), code), "{zero:X}");
            }
        }
        assert!(reads_as("١٢٣ 4५６", "123456"), "mixed, too");
        // Each of them, and each run of ten from 0 to 9.
        let digits = CodePointMapData::<GeneralCategory>::new()
            .iter_ranges_for_value(GeneralCategory::DecimalNumber);
        let mut count = 0;
        for (at, c) in digits.flat_map(|run| run.enumerate()) {
            let value = u8::try_from(at % 10).expect("small");
            let c = char::from_u32(c).expect("a character");
            assert_eq!(digit(c), Some(b'0' + value), "{c}");
            count += 1;
        }
        assert!(count >= 760 && count % 10 == 0, "{count}");
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for text in [
            "",
            "12345",
            "1234567",
            "12345a",
            "letters",
            "①②③④⑤⑥",
            "¹²³⁴⁵⁶",
            "一二三四五六",
            "123.456",
            "Ⅻ34567",
            "u".repeat(16).as_str(),
            "0".repeat(100_000).as_str(),
        ] {
            assert!(matches!(Typed::read(text), Typed::Neither), "{text:.20}");
        }
        assert_eq!(format!("{:?}", Typed::read("123456")), "Totp(TypedCode(…))");
    }
}
