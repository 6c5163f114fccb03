//! Findings as Markdown: for the comment on a pull request, or a job's summary.

use std::io::{self, Write};

use super::record::{Record, Results, listed};
use super::rule::Level;

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}: {}\n", results.command, text(&results.subject))?;
    for note in &results.notes {
        writeln!(out, "{}\n", text(note))?;
    }
    if let Some(table) = results
        .table
        .as_ref()
        .filter(|table| !table.rows.is_empty())
    {
        let cell = |cell: &String| text(cell).replace('|', "\\|");
        writeln!(out, "| {} |", table.headings.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(table.headings.len()))?;
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(cell).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        writeln!(out)?;
    }
    if results.records.is_empty() {
        return writeln!(out, "{}", capitalized(&format!("{}.", results.nothing)));
    }
    for (level, title) in [
        (Level::Error, "Errors"),
        (Level::Warning, "Warnings"),
        (Level::Info, "Worth knowing"),
    ] {
        let count = results.count(level);
        if count == 0 {
            continue;
        }
        writeln!(out, "## {title} ({count})\n")?;
        for record in results
            .records
            .iter()
            .filter(|record| record.level == level)
        {
            item(record, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn item(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "- **{}**", record.id)?;
    if let Some(place) = &record.place {
        write!(out, " {}", code(&place.locate()))?;
    }
    writeln!(out, "  \n  {}", text(&record.message))?;
    if let Some(pointer) = record
        .pointer
        .as_ref()
        .filter(|pointer| !pointer.is_empty())
    {
        writeln!(out, "  at {}", code(pointer))?;
    }
    if let Some(before) = record.before() {
        writeln!(out, "  before: {}", code(&before.locate()))?;
    }
    if !record.operations().is_empty() {
        writeln!(out, "  in {}", text(&listed(record.operations())))?;
    }
    if let Some(witness) = record.witness() {
        writeln!(out, "  {}", text(&witness))?;
    }
    if let Some(help) = &record.help {
        writeln!(out, "  *Help:* {}", text(help))?;
    }
    if let Some(difference) = &record.difference {
        writeln!(out, "\n  ```diff")?;
        for line in difference.lines() {
            writeln!(out, "  {line}")?;
        }
        writeln!(out, "  ```")?;
    }
    Ok(())
}

/// Text in a paragraph: markup that comes from a document is no markup, except
/// for the code spans that messages are written with.
pub fn text(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(text.len());
    let mut parts = text.split('`').peekable();
    let mut is_code = false;
    while let Some(part) = parts.next() {
        if is_code && parts.peek().is_some() {
            escaped.push_str(&code(part));
        } else {
            if is_code {
                escaped.push_str("\\`");
            }
            for c in part.chars() {
                if matches!(
                    c,
                    '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~'
                ) {
                    escaped.push('\\');
                }
                escaped.push(c);
            }
        }
        is_code = !is_code;
    }
    escaped
}

pub fn code(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// With a capital at the beginning.
pub fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_the_document_is_shown_and_not_followed() {
        assert_eq!(text("a `b*c` <img> *d*\ne"), "a `b*c` \\<img\\> \\*d\\* e");
        assert_eq!(text("an odd ` stays"), "an odd \\` stays");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
