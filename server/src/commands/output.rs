//! What people and programs read: results on standard output, errors on standard error.

use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;

use crate::mfa::text::{Printable, PrintableLines, is_hidden};

/// `--json`, on each command that prints a result.
#[derive(clap::Args)]
pub(super) struct Format {
    /// Print JSON, for programs
    #[arg(long)]
    pub json: bool,
}

impl Format {
    /// Prints `result` as JSON, or what `text` makes of it for people. What others wrote is in both,
    /// and does nothing to the terminal.
    pub(super) fn print<T: Serialize>(
        &self,
        result: &T,
        text: impl FnOnce(&T) -> String,
    ) -> anyhow::Result<()> {
        let mut printed = if self.json {
            escaped_json(&serde_json::to_string_pretty(result)?)
        } else {
            PrintableLines(&text(result)).to_string()
        };
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        match io::stdout().lock().write_all(printed.as_bytes()) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => Ok(other?),
        }
    }
}

/// Prints why a command failed, with the causes below it. Colour only for a terminal, and not where
/// NO_COLOR asks for none.
pub(super) fn error(error: &anyhow::Error) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let label = if colour {
        "\u{1b}[1;31merror:\u{1b}[0m"
    } else {
        "error:"
    };
    // There is nobody to tell when standard error is gone.
    let told = format!("{error:#}");
    let _ = writeln!(io::stderr(), "{label} {}", PrintableLines(&told));
}

/// Hidden characters stand in JSON's texts alone, where they may be escaped (RFC 8259, section 7).
pub(super) fn escaped_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// `1 user`, `2 users`.
pub(super) fn counted(number: impl Into<u64>, one: &str, many: &str) -> String {
    match number.into() {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}

/// Rows in columns, the first row being the heads. Cells that are empty show as `-`.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let shown = |row: &Vec<String>| row.iter().map(|cell| Printable(cell).to_string()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(shown).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.chars().count().max(1))
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<_> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| {
                let cell = if cell.is_empty() { "-" } else { cell };
                let fill = " ".repeat(width.saturating_sub(cell.chars().count()));
                format!("{cell}{fill}")
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// An instant as the contract writes it.
pub(super) fn instant(at: chrono::DateTime<chrono::Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_what_others_wrote_is_the_same_json() {
        let value = serde_json::json!({ "name": "a\u{1b}[2J\u{9b}\u{202e}\u{e0041}é" });
        let printed = escaped_json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(
            !printed.contains(|c| is_hidden(c) && c != '\n'),
            "{printed:?}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&printed).unwrap(),
            value
        );
    }

    #[test]
    fn columns_line_up_and_empty_cells_show() {
        let rows = [
            vec!["ID".into(), "E-MAIL".into()],
            vec!["alice".into(), String::new()],
        ];
        assert_eq!(table(&rows), "ID     E-MAIL\nalice  -\n");
    }
}
