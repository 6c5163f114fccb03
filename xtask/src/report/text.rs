//! Findings for a person: the source line, what is wrong with it, what to do.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Renderer, Snippet};

use super::finding::{Finding, Level};
use crate::document::{Node, Sources};

/// Writes findings, each with its frame, and counts them.
pub struct Report<'a> {
    out: &'a mut dyn Write,
    renderer: Renderer,
    pub errors: usize,
}

impl<'a> Report<'a> {
    pub fn new(out: &'a mut dyn Write, color: bool) -> Self {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Report {
            out,
            renderer,
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
        let level = match finding.level {
            Level::Error => SnippetLevel::ERROR,
            Level::Warning => SnippetLevel::WARNING,
            Level::Info => SnippetLevel::NOTE,
        };
        let pointer = finding.pointer.clone().or_else(|| {
            let position = finding.at?;
            root?.pointer_to(position)
        });
        let mut group = level
            .clone()
            .primary_title(finding.message.as_str())
            .id(finding.rule)
            .elements(Vec::<annotate_snippets::Message<'_>>::new());
        let comparison = finding.comparison.as_deref();
        // A change is shown where it is now, and where it was before.
        let places = match comparison {
            None => [(finding.at, None), (None, None)],
            Some(both) => [(both.revision, Some("now")), (both.base, Some("before"))],
        };
        for (position, label) in places {
            let Some(position) = position else { continue };
            let (line, range) = window(sources.line(position));
            let mut annotation = if label == Some("before") {
                AnnotationKind::Context.span(range)
            } else {
                AnnotationKind::Primary.span(range)
            };
            annotation = annotation.label(label);
            group = group.element(
                Snippet::source(line)
                    .line_start(position.line as usize)
                    .path(sources.path(position.file).display().to_string())
                    .annotation(annotation),
            );
        }
        if let Some(comparison) = comparison
            && !comparison.operations.is_empty()
        {
            let message = operations(&comparison.operations);
            group = group.element(SnippetLevel::NOTE.message(message));
        }
        if let Some(pointer) = &pointer {
            group = group.element(SnippetLevel::NOTE.message(format!("at {pointer}")));
        }
        if let Some(help) = &finding.help {
            group = group.element(SnippetLevel::HELP.message(help.as_str()));
        }
        writeln!(self.out, "{}\n", self.renderer.render(&[group]))
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

/// The part of a line that is shown: a document on one line is too much.
fn window((line, range): (&str, Range<usize>)) -> (&str, Range<usize>) {
    const BEFORE: usize = 60;
    const SHOWN: usize = 300;
    if line.len() <= SHOWN {
        return (line, range);
    }
    let start = line.floor_char_boundary(range.start.saturating_sub(BEFORE));
    let end = line.floor_char_boundary((start + SHOWN).min(line.len()));
    (&line[start..end], range.start - start..range.end.min(end) - start)
}

/// More operations than this are counted.
const SHOWN_OPERATIONS: usize = 5;

fn operations(all: &[String]) -> String {
    let shown = all[..all.len().min(SHOWN_OPERATIONS)].join(", ");
    match all.len().saturating_sub(SHOWN_OPERATIONS) {
        0 => format!("in {shown}"),
        rest => format!("in {shown} and {rest} more"),
    }
}

/// What would change in a file, as `diff -u` shows it.
pub fn unified_diff(path: &str, is: &str, should_be: &str) -> String {
    similar::TextDiff::from_lines(is, should_be)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
