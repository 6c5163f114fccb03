//! Workflow commands of GitHub Actions: each finding is shown at its line of a
//! pull request.

use std::io::{self, Write};

use super::record::{Results, listed};
use super::rule::Level;

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    for record in &results.records {
        let command = match record.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some(place) = &record.place {
            properties.push(format!("file={}", property(place.path())));
            properties.push(format!("line={}", place.line));
            properties.push(format!("col={}", place.column));
            properties.push(format!("endColumn={}", place.end_column));
        }
        properties.push(format!("title={}", property(&record.id)));
        let mut message = record.message.clone();
        if let Some(pointer) = &record.pointer {
            message.push_str(&format!("\nat {pointer}"));
        }
        if let Some(before) = record.before() {
            message.push_str(&format!("\nbefore: {}", before.locate()));
        }
        if !record.operations().is_empty() {
            message.push_str(&format!("\nin {}", listed(record.operations())));
        }
        if let Some(witness) = record.witness() {
            message.push_str(&format!("\n{witness}"));
        }
        if let Some(help) = &record.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        writeln!(
            out,
            "::{command} {}::{}",
            properties.join(","),
            data(&message)
        )?;
    }
    Ok(())
}

/// A command is one line, and `%` begins an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Colons and commas end a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_the_command_is_escaped() {
        assert_eq!(data("100% of\r\na: b, c"), "100%25 of%0D%0Aa: b, c");
        assert_eq!(property("C:\\a,b.yaml"), "C%3A\\a%2Cb.yaml");
    }
}
