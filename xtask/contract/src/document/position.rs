//! Where a node stands in which file.

use std::path::{Path, PathBuf};

/// One of the files that a document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

/// The place where a node starts. Lines and columns count from 1, columns in
/// characters, as editors show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The file.
    pub file: FileId,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// The files read so far, with their texts, so that a finding can show the
/// lines it is about.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    /// The id of the first file: not 0 when another document's files go before.
    first: u16,
}

#[derive(Debug)]
struct Source {
    path: PathBuf,
    text: String,
    /// The byte at which each line starts: a place is looked up for every
    /// finding, and documents have a hundred thousand lines.
    line_starts: Vec<usize>,
}

/// How much of a line is shown around a place: minified documents are one line
/// of megabytes.
const WINDOW: usize = 200;

impl Sources {
    /// For a document that is looked at together with another one: no file has
    /// the id of one of `others`.
    pub fn after(others: &Sources) -> Self {
        Sources {
            files: Vec::new(),
            first: others.next().0,
        }
    }

    /// All files of both, where `later` was made by `after`.
    pub fn join(mut self, later: Sources) -> Sources {
        self.files.extend(later.files);
        self
    }

    fn next(&self) -> FileId {
        let count = u16::try_from(self.files.len()).unwrap_or(u16::MAX);
        FileId(self.first.saturating_add(count))
    }

    fn source(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::from(file.0.checked_sub(self.first)?))
    }

    /// Adds a file, which gets the next id.
    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        let id = self.next();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(index, _)| index + 1))
            .collect();
        self.files.push(Source {
            path,
            text,
            line_starts,
        });
        id
    }

    /// The file that was read from `path`.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        let index = self.files.iter().position(|source| source.path == path)?;
        u16::try_from(index)
            .ok()
            .map(|index| FileId(self.first.saturating_add(index)))
    }

    /// Path and text of all files, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files
            .iter()
            .map(|source| (source.path.as_path(), source.text.as_str()))
    }

    /// Where a file was read from; `?` for one that is none of these.
    pub fn path(&self, file: FileId) -> &Path {
        self.source(file)
            .map_or(Path::new("?"), |source| &source.path)
    }

    /// The text of a file; empty for one that is none of these.
    pub fn text(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.text)
    }

    /// `file:line:column`, the form that terminals and editors make clickable.
    pub fn locate(&self, position: Position) -> String {
        format!(
            "{}:{}:{}",
            self.path(position.file).display(),
            position.line,
            position.column
        )
    }

    /// The line of a position, and the bytes in it from the position to the
    /// end of the token that starts there. Of a very long line, what is around
    /// the position.
    pub fn line(&self, position: Position) -> (&str, std::ops::Range<usize>) {
        let line = self.whole_line(position);
        let start = byte_of_column(line, position.column);
        let (line, start) = if line.len() > 4 * WINDOW {
            let from = line.floor_char_boundary(start.saturating_sub(WINDOW));
            let to = line.ceil_char_boundary((start + 2 * WINDOW).min(line.len()));
            (&line[from..to], start - from)
        } else {
            (line, start)
        };
        (line, start..start + token_length(line, start))
    }

    /// The byte of the file's text at which a position is.
    pub fn offset(&self, position: Position) -> usize {
        let line = self.whole_line(position);
        self.line_start(position) + byte_of_column(line, position.column)
    }

    /// The position of a byte of the file's text.
    pub fn position(&self, file: FileId, offset: usize) -> Position {
        let starts = self
            .source(file)
            .map_or(&[0][..], |source| &source.line_starts);
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let before = self.text(file).get(starts[line - 1]..offset);
        let column = before.map_or(0, |before| before.chars().count()) + 1;
        Position {
            file,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    fn line_start(&self, position: Position) -> usize {
        self.source(position.file)
            .and_then(|source| {
                let index = position.line.saturating_sub(1) as usize;
                source.line_starts.get(index).copied()
            })
            .unwrap_or_default()
    }

    fn whole_line(&self, position: Position) -> &str {
        let rest = &self.text(position.file)[self.line_start(position)..];
        let line = rest.split('\n').next().unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }
}

fn byte_of_column(line: &str, column: u32) -> usize {
    let column = column.saturating_sub(1) as usize;
    // Far out, columns are bytes: see `json::Lines`.
    if column > 10_000 {
        return line.floor_char_boundary(column);
    }
    line.char_indices()
        .nth(column)
        .map_or(line.len(), |(index, _)| index)
}

/// How many bytes the token takes that starts at `start`: what is quoted, or the
/// words up to what ends them here.
fn token_length(line: &str, start: usize) -> usize {
    let rest = &line[start..];
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let mut is_escaped = false;
        for (index, c) in rest.char_indices().skip(1) {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if quote == '"' => is_escaped = true,
                _ if c == quote => return index + 1,
                _ => {}
            }
        }
    }
    let in_flow = line[..start].chars().fold(0_usize, |depth, c| match c {
        '[' | '{' => depth + 1,
        ']' | '}' => depth.saturating_sub(1),
        _ => depth,
    }) > 0;
    let flow_end = rest.find([',', ']', '}']).filter(|end| in_flow && *end > 0);
    let ends = [rest.find(": "), rest.find(" #"), flow_end];
    let end = ends.into_iter().flatten().min();
    let end = end
        .or_else(|| rest.strip_suffix(':').map(str::len))
        .unwrap_or(rest.len());
    // Something is marked, also where the document has nothing but blanks.
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest[..end].trim_end().len().max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_of_several_bytes_is_marked_whole() {
        for (line, start, length) in [
            ("\u{2028}", 0, 3),
            ("a: \u{2028} #", 3, 3),
            ("  ", 1, 1),
            ("", 0, 0),
            ("key: value", 0, 3),
        ] {
            assert_eq!(token_length(line, start), length, "{line:?}");
        }
    }
}
