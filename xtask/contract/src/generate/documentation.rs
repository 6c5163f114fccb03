//! What a contract says in words, as documentation of Rust: it is shown, and nothing more.
//!
//! rustdoc compiles and runs code in documentation that has no language, and hands HTML
//! to browsers as it is. The words of a contract are for people: their code is text, their
//! HTML is shown. They are read by the same reader as rustdoc's, since what looks like code
//! and what is differ.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Each round takes out all that is seen; what comes to light by that is seen in the next.
const ROUNDS: usize = 8;

/// Markdown without code that runs, and without HTML.
pub fn harmless(text: &str) -> String {
    let lines: Vec<String> = text.replace('\r', "\n").lines().map(shown).collect();
    let mut text = lines.join("\n").trim().to_owned();
    for _ in 0..ROUNDS {
        let mut edits = edits(&text);
        if edits.is_empty() {
            return text;
        }
        edits.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
        for (place, with) in edits {
            text.replace_range(place, with);
        }
    }
    // Whatever it is, it is not words.
    text.replace(['`', '~'], "'").replace('<', "&lt;")
}

/// A line without what no person would see, or that shows other characters than there are
/// (Unicode Technical Report 36, section 3.2).
pub fn shown(line: &str) -> String {
    line.trim().chars().filter_map(visible).collect()
}

/// None of a character that moves others, or the cursor; a blank for other ends of lines.
fn visible(c: char) -> Option<char> {
    match c {
        '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// What must be replaced in the text, by what.
fn edits(text: &str) -> Vec<(Range<usize>, &'static str)> {
    if !text.contains(['`', '~', '<']) && !text.contains("    ") {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for (event, place) in Parser::new_ext(text, Options::all()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if runs(&language) => {
                let fence = &text[place.start..];
                let rest = fence.trim_start_matches(['`', '~']);
                let start = place.start + fence.len() - rest.len();
                let line = rest.lines().next().unwrap_or_default();
                edits.push((start..start + line.len(), "text"));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                let before = text[..place.end].trim_end();
                let line = before.rfind('\n').map_or(0, |end| end + 1);
                let blanks = text[line..place.end].find("  ").map(|at| line + at);
                edits.extend(blanks.map(|start| {
                    let length = text[start..].find(|c| c != ' ').unwrap_or(2);
                    (start..start + length, " ")
                }));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let tags = text[place.clone()].match_indices('<');
                edits.extend(tags.map(|(at, _)| {
                    let start = place.start + at;
                    (start..start + 1, "&lt;")
                }));
            }
            _ => {}
        }
    }
    edits.dedup();
    edits
}

/// Whether rustdoc takes code of that language for Rust: it has none, or one of the words
/// that say how Rust is run. What `ignore` says is run by `--ignored`.
fn runs(language: &str) -> bool {
    const RUST: &[&str] = &[
        "rust",
        "custom",
        "should_panic",
        "no_run",
        "compile_fail",
        "test_harness",
        "standalone",
        "standalone_crate",
    ];
    let mut words = language
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '#')))
        .filter(|word| !word.is_empty())
        .peekable();
    let is_code = |word: &str| word.len() == 5 && word.starts_with('E');
    words.peek().is_none()
        || words.any(|word| {
            RUST.contains(&word)
                || word.starts_with("ignore")
                || word.starts_with("edition")
                || is_code(word)
        })
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

    use super::{harmless, runs};

    #[test]
    fn code_is_text_and_html_is_shown() {
        for (written, shown) in [
            ("Plain *words*.", "Plain *words*."),
            ("```\nrm()\n```", "```text\nrm()\n```"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("```rust\nrm()\n```", "```text\nrm()\n```"),
            ("```json,rust\nrm()\n```", "```text\nrm()\n```"),
            ("~~~ no_run\nrm()\n~~~", "~~~text\nrm()\n~~~"),
            ("    rm()", "rm()"),
            ("-     rm()", "- rm()"),
            ("> ```\n> rm()\n> ```", "> ```text\n> rm()\n> ```"),
            ("a <b>c</b> `<d>`", "a &lt;b>c&lt;/b> `<d>`"),
            ("<https://example.com>", "<https://example.com>"),
            ("one\rtwo\u{2028}three\u{202e}", "one\ntwo three"),
        ] {
            assert_eq!(harmless(written), shown, "{written:?}");
        }
    }

    /// What hides code from a reader of lines: comments, lists that end, fences in each
    /// other, and whatever chance makes of such lines.
    #[test]
    fn nothing_runs_whatever_is_around_it() {
        const LINES: &[&str] = &[
            "",
            "```",
            "````",
            "~~~",
            "```rust",
            "> ```",
            "- ```",
            "1. a",
            "-     rm()",
            "<!--",
            "-->",
            "<pre>",
            "</pre>",
            "<script>",
            "rm()",
            "> -     rm()",
            "`",
            "``",
            "[a]: <",
            "| a |",
            "\\```",
            "```text",
            "<div>",
            "[^1]: x",
            ">",
            "    rm()",
            "* * *",
            "- - ```",
            "a\u{b}```",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let count = random.usize(1..9);
            let lines: Vec<&str> = (0..count)
                .map(|_| LINES[random.usize(..LINES.len())])
                .collect();
            let shown = harmless(&lines.join("\n"));
            for event in Parser::new_ext(&shown, Options::all()) {
                let is_harmless = match &event {
                    Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                        !runs(language)
                    }
                    Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))
                    | Event::Html(_)
                    | Event::InlineHtml(_) => false,
                    _ => true,
                };
                assert!(is_harmless, "{event:?} of {lines:?}: {shown:?}");
            }
        }
    }
}
