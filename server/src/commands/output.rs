//! What people and programs read: results on standard output, errors on standard error.

use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;

/// `--json`, on each command that prints a result.
#[derive(clap::Args)]
pub(super) struct Format {
    /// Print JSON, for programs
    #[arg(long)]
    pub json: bool,
}

impl Format {
    /// Prints `result` as JSON, or what `text` makes of it for people.
    pub(super) fn print<T: Serialize>(
        &self,
        result: &T,
        text: impl FnOnce(&T) -> String,
    ) -> anyhow::Result<()> {
        let mut printed = if self.json {
            serde_json::to_string_pretty(result)?
        } else {
            text(result)
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
    let _ = writeln!(io::stderr(), "{label} {error:#}");
}

/// Rows in columns, the first row being the heads. Cells that are empty show as `-`.
pub(super) fn table(rows: &[Vec<String>]) -> String {
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
    for row in rows {
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
    #[test]
    fn columns_line_up_and_empty_cells_show() {
        let rows = [
            vec!["ID".into(), "E-MAIL".into()],
            vec!["alice".into(), String::new()],
        ];
        assert_eq!(super::table(&rows), "ID     E-MAIL\nalice  -\n");
    }
}
