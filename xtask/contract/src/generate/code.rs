//! Code that is text from the start: declarations in macros of the runtimes, which no formatter lays
//! out. Types and expressions within come as tokens, and are laid out here.

use proc_macro2::TokenStream;
use quote::quote;

use super::documentation::harmless;

/// How long a line may be before what it holds is spread over several.
const WIDTH: usize = 100;

/// Lines at their depths.
#[derive(Default)]
pub struct Code {
    text: String,
    depth: usize,
}

impl Code {
    pub fn line(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&"    ".repeat(self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// Lines that are laid out already.
    pub fn text(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    /// A line that begins a block: with the bracket that it is closed by.
    pub fn open(&mut self, line: &str) {
        self.line(line);
        self.depth += 1;
    }

    /// Ends a block whose last line is still to come.
    pub fn depart(&mut self) {
        self.depth -= 1;
    }

    pub fn close(&mut self, line: &str) {
        self.depth -= 1;
        self.line(line);
    }

    /// Documentation of what follows; nothing of a contract's words leaves it.
    pub fn doc(&mut self, text: &str) {
        for line in harmless(text).lines() {
            self.line(format!("/// {line}").trim_end());
        }
    }

    /// `before`, an expression, and `after`.
    pub fn expression(&mut self, before: &str, tokens: &TokenStream, after: &str) {
        let text = expression(tokens);
        let mut lines = text.lines();
        let first = format!("{before}{}", lines.next().unwrap_or_default());
        let lines: Vec<&str> = lines.collect();
        match lines.split_last() {
            None => self.text(&format!("{first}{after}")),
            Some((last, between)) => {
                self.line(&first);
                for line in between {
                    self.line(line);
                }
                self.text(&format!("{last}{after}"));
            }
        }
    }

    /// `before`, items with commas between them, and `after`: in one line where it is short enough,
    /// else a line for each.
    pub fn list(&mut self, before: &str, items: &[String], after: &str) {
        let line = format!("{before}{}{after}", items.join(", "));
        if items.is_empty() || 4 * self.depth + line.len() <= WIDTH {
            return self.line(&line);
        }
        self.open(before);
        for item in items {
            self.line(&format!("{item},"));
        }
        self.close(after);
    }

    pub fn finish(self) -> String {
        self.text
    }
}

/// A type as Rust is written.
pub fn rust_type(tokens: &TokenStream) -> String {
    let text = unparsed(quote!(type T = #tokens;));
    joined(
        text.trim()
            .trim_start_matches("type T =")
            .trim_end_matches(';'),
    )
}

/// An expression as Rust is written, in one line where it is short.
pub fn expression(tokens: &TokenStream) -> String {
    let text = unparsed(quote!(const E: () = #tokens;));
    let text = text.trim().trim_start_matches("const E: () =");
    let text = text.trim_end_matches(';').trim();
    let one = joined(text);
    // Statements and arms have lines of their own.
    match !text.contains([';', '|']) && !text.contains("=>") && one.len() <= WIDTH {
        true => one,
        false => text.to_owned(),
    }
}

/// The lines of something that was spread over several, as one.
fn joined(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_first = out.is_empty() || out.ends_with(['(', '[', '<']) || line.starts_with('.');
        let closes = line.starts_with([')', ']', '>']);
        if (closes || line.starts_with('}')) && out.ends_with(',') {
            out.pop();
        }
        if !is_first && !closes {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

fn unparsed(tokens: TokenStream) -> String {
    match super::files::parsed(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("compile_error!({error:?})"),
    }
}
