//! Texts that a regular expression matches.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A short text and a longer one, when the expression can be read.
pub fn matching(pattern: &str) -> Vec<String> {
    let Ok(hir) = regex_syntax::parse(pattern) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for more in [0, 1, 3] {
        let mut text = String::new();
        write(&hir, more, &mut text);
        if !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

fn write(hir: &Hir, more: u32, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            let plain = ranges
                .iter()
                .find(|range| range.start().is_ascii_alphanumeric())
                .or(ranges.iter().find(|range| range.end() >= ' '));
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
                write(&repetition.sub, 0, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, more, out)),
        HirKind::Alternation(parts) => {
            let index = more as usize % parts.len().max(1);
            if let Some(part) = parts.get(index) {
                write(part, more, out);
            }
        }
    }
}
