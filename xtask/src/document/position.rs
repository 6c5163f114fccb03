//! Where a node stands in which file.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// One of the files that a document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

/// The place where a node starts. Lines and columns count from 1, columns in
/// characters, as editors show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    pub file: FileId,
    pub line: u32,
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
    /// Where its lines start; made when the first one is asked for.
    starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// A line without its end, counted from 1.
    fn line(&self, number: u32) -> &str {
        let starts = self.starts.get_or_init(|| {
            std::iter::once(0)
                .chain(self.text.match_indices('\n').map(|(index, _)| index + 1))
                .collect()
        });
        let index = number.saturating_sub(1) as usize;
        let Some(start) = starts.get(index) else { return "" };
        let end = starts.get(index + 1).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\n', '\r'])
    }
}

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

    pub fn add(&mut self, path: PathBuf, text: String) -> FileId {
        let id = self.next();
        self.files.push(Source {
            path,
            text,
            starts: OnceLock::new(),
        });
        id
    }

    pub fn find(&self, path: &Path) -> Option<FileId> {
        let index = self.files.iter().position(|source| source.path == path)?;
        u16::try_from(index).ok().map(|index| FileId(self.first.saturating_add(index)))
    }

    pub fn path(&self, file: FileId) -> &Path {
        self.source(file)
            .map_or(Path::new("?"), |source| &source.path)
    }

    pub fn text(&self, file: FileId) -> &str {
        self.source(file)
            .map_or("", |source| &source.text)
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
    /// end of the token that starts there.
    pub fn line(&self, position: Position) -> (&str, std::ops::Range<usize>) {
        let line = self
            .source(position.file)
            .map_or("", |source| source.line(position.line));
        let start = line
            .char_indices()
            .nth(position.column.saturating_sub(1) as usize)
            .map_or(line.len(), |(index, _)| index);
        (line, start..start + token_length(&line[start..]))
    }
}

fn token_length(rest: &str) -> usize {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote
        && let Some(end) = rest[1..].find(quote)
    {
        return end + 2;
    }
    let end = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len))
        .unwrap_or(rest.trim_end().len());
    end.max(1).min(rest.len())
}
