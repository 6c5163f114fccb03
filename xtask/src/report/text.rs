//! Findings for a person: the source line, what is wrong with it, what to do.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Renderer, Snippet};

use super::comparison;
use super::finding::{Finding, Level};
use super::record::{Record, Results};
use crate::document::{Node, Sources};

/// Writes findings, each with its frame, and counts them.
pub struct Report<'a> {
    out: &'a mut dyn Write,
    renderer: Renderer,
    pub errors: usize,
}

impl<'a> Report<'a> {
    pub fn new(out: &'a mut dyn Write, color: bool) -> Self {
        Report {
            out,
            renderer: renderer(color),
            errors: 0,
        }
    }

    /// Writes the finding. `root` is the tree in which its pointer is looked
    /// up when the finding knows its position only.
    pub fn write(
        &mut self,
        finding: &Finding,
        sources: &Sources,
        root: Option<&Node>,
    ) -> io::Result<()> {
        if finding.level == Level::Error {
            self.errors += 1;
        }
        if let Some(both) = finding.comparison.as_deref() {
            let text = comparison::render(finding, both, sources, &self.renderer);
            return writeln!(self.out, "{text}\n");
        }
        let mut record = Record::new(finding, sources);
        if record.pointer.is_none()
            && let Some(position) = finding.at
        {
            record.pointer = root.and_then(|root| root.pointer_to(position));
        }
        write_record(&record, &self.renderer, self.out)
    }

    pub fn write_all(
        &mut self,
        findings: &[Finding],
        sources: &Sources,
        root: Option<&Node>,
    ) -> io::Result<()> {
        findings
            .iter()
            .try_for_each(|finding| self.write(finding, sources, root))
    }
}

/// All records, and a line that sums them up.
pub fn write(results: &Results, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = renderer(color);
    for record in &results.records {
        write_record(record, &renderer, out)?;
    }
    let counts: Vec<String> = [Level::Error, Level::Warning, Level::Info]
        .into_iter()
        .filter_map(|level| match results.count(level) {
            0 => None,
            1 => Some(format!("1 {}", level.name())),
            count => Some(format!("{count} {}s", level.name())),
        })
        .collect();
    if counts.is_empty() {
        writeln!(out, "{}: nothing found.", results.subject)
    } else {
        writeln!(out, "{}: {}.", results.subject, counts.join(", "))
    }
}

fn renderer(color: bool) -> Renderer {
    if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

fn write_record(record: &Record, renderer: &Renderer, out: &mut dyn Write) -> io::Result<()> {
    let level = match record.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Info => SnippetLevel::NOTE,
    };
    let mut group = level
        .primary_title(record.message.as_str())
        .id(record.id.as_str())
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    if let Some(place) = &record.place {
        group = group.element(
            Snippet::source(place.text.as_str())
                .line_start(place.line as usize)
                .path(place.file.as_str())
                .annotation(AnnotationKind::Primary.span(place.marked.clone())),
        );
    }
    if let Some(pointer) = &record.pointer {
        group = group.element(SnippetLevel::NOTE.message(format!("at {pointer}")));
    }
    if let Some(help) = &record.help {
        group = group.element(SnippetLevel::HELP.message(help.as_str()));
    }
    writeln!(out, "{}\n", renderer.render(&[group]))
}

/// What would change in a file, as `diff -u` shows it.
pub fn unified_diff(path: &str, is: &str, should_be: &str) -> String {
    similar::TextDiff::from_lines(is, should_be)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
