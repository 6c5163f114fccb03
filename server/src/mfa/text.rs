//! Texts that others wrote, where people read them: names, e-mail addresses, what a token or a file
//! held. A terminal obeys control characters, and what reorders or hides letters makes one name look
//! like another; so both are shown as what they are (Unicode Technical Report 36, section 3).

use std::fmt::{self, Write as _};

/// Whether a character does something to a line instead of being seen in it: control characters
/// (categories Cc, Zl, Zp), what changes the direction of text (Unicode Standard Annex 9, section 2),
/// and what has no width or picture of its own.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Prints a text with everything hidden escaped, as `\u{202e}`.
pub struct Printable<'a>(pub &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_printable(f, self.0, |_| false)
    }
}

/// The same of a text of several lines, which keeps its ends of lines.
pub struct PrintableLines<'a>(pub &'a str);

impl fmt::Display for PrintableLines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_printable(f, self.0, |c| c == '\n')
    }
}

fn write_printable(
    f: &mut fmt::Formatter<'_>,
    text: &str,
    is_kept: impl Fn(char) -> bool,
) -> fmt::Result {
    for c in text.chars() {
        if is_hidden(c) && !is_kept(c) {
            write!(f, "{}", c.escape_unicode())?;
        } else {
            f.write_char(c)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_line_is_shown_and_what_is_read_stays() {
        for text in ["Blue Söhne & Co.", "Ελλάδα", "日本", "שלום", "👍"] {
            assert_eq!(Printable(text).to_string(), text);
        }
        for (text, shown) in [
            ("\u{1b}[2Ja", r"\u{1b}[2Ja"),
            ("a\u{7}\u{9b}b", r"a\u{7}\u{9b}b"),
            ("user\u{202e}gnp.exe", r"user\u{202e}gnp.exe"),
            ("a\u{2066}b\u{200b}c", r"a\u{2066}b\u{200b}c"),
            ("one\ntwo\r", r"one\u{a}two\u{d}"),
        ] {
            assert_eq!(Printable(text).to_string(), shown);
        }
        assert_eq!(PrintableLines("a\nb\t").to_string(), "a\nb\\u{9}");
    }
}
