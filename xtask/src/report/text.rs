//! Findings for a person: the source line, what is wrong with it, what to do.

use std::io::{self, Write};

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
        let path;
        if let Some(position) = finding.at {
            let (line, range) = sources.line(position);
            path = sources.path(position.file).display().to_string();
            group = group.element(
                Snippet::source(line)
                    .line_start(position.line as usize)
                    .path(path.as_str())
                    .annotation(AnnotationKind::Primary.span(range)),
            );
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

/// What would change in a file, as `diff -u` shows it.
pub fn unified_diff(path: &str, is: &str, should_be: &str) -> String {
    similar::TextDiff::from_lines(is, should_be)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
