//! A change for a person: where it is now, where it was before, whom it reaches.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Renderer, Snippet};

use super::finding::{Comparison, Finding, Level};
use crate::document::Sources;

pub fn render(
    finding: &Finding,
    both: &Comparison,
    sources: &Sources,
    renderer: &Renderer,
) -> String {
    let level = match finding.level {
        Level::Error => SnippetLevel::ERROR,
        Level::Warning => SnippetLevel::WARNING,
        Level::Info => SnippetLevel::NOTE,
    };
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.rule)
        .elements(Vec::<annotate_snippets::Message<'_>>::new());
    for (position, label) in [(both.revision, "now"), (both.base, "before")] {
        let Some(position) = position else { continue };
        let (line, range) = window(sources.line(position));
        let annotation = if label == "before" {
            AnnotationKind::Context.span(range)
        } else {
            AnnotationKind::Primary.span(range)
        };
        group = group.element(
            Snippet::source(line)
                .line_start(position.line as usize)
                .path(sources.path(position.file).display().to_string())
                .annotation(annotation.label(label)),
        );
    }
    if !both.operations.is_empty() {
        group = group.element(SnippetLevel::NOTE.message(operations(&both.operations)));
    }
    if let Some(pointer) = &finding.pointer {
        group = group.element(SnippetLevel::NOTE.message(format!("at {pointer}")));
    }
    if let Some(help) = &finding.help {
        group = group.element(SnippetLevel::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
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
    (
        &line[start..end],
        range.start - start..range.end.min(end) - start,
    )
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
