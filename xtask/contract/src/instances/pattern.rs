//! Texts that a regular expression matches.

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

/// Whether a text matches the expression; what cannot be read matches nothing.
pub fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_some())
}

/// Short texts and longer ones, of different characters, when the expression can be
/// read.
pub fn matching(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (more, choice) in [(0, 0), (1, 0), (3, 0), (1, 1), (1, 2), (1, 3), (0, 1)] {
        let mut text = String::new();
        write(&hir, more, choice, &mut text);
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// `more` repetitions than needed; `choice` is the range of a class that is taken,
/// after the plain ones.
fn write(hir: &Hir, more: u32, choice: usize, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let (plain, others): (Vec<&ClassUnicodeRange>, Vec<_>) = class
                .ranges()
                .iter()
                .filter(|range| range.end() >= ' ')
                .partition(|range| range.start().is_ascii_alphanumeric());
            let all = plain.len() + others.len();
            let plain = plain.into_iter().chain(others).nth(choice % all.max(1));
            if let Some(range) = plain {
                out.push(range.start().max(' '));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = class.ranges().first() {
                out.push(char::from(range.start()));
            }
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for _ in 0..(repetition.min.saturating_add(more)).min(most).min(300) {
                write(&repetition.sub, 0, choice, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, choice, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, more, choice, out)),
        HirKind::Alternation(parts) => {
            let index = more as usize % parts.len().max(1);
            if let Some(part) = parts.get(index) {
                write(part, more, choice, out);
            }
        }
    }
}
