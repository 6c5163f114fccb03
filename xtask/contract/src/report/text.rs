//! Findings for a person: the source line, what is wrong with it, what to do.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Level as SnippetLevel, Message, Renderer, Snippet};

use super::record::{Place, Record, Results, listed};
use super::rule::Level;

/// All records, the notes, and a line that sums them up.
pub fn write(results: &Results, color: bool, out: &mut dyn Write) -> io::Result<()> {
    write_records(results, color, out)?;
    if let Some(table) = results
        .table
        .as_ref()
        .filter(|table| !table.rows.is_empty())
    {
        for line in table.lines() {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    for note in &results.notes {
        writeln!(out, "{note}")?;
    }
    writeln!(out, "{}", results.summary())
}

/// The records alone: what is in the way of something else.
pub fn write_records(results: &Results, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    results
        .records
        .iter()
        .try_for_each(|record| write_record(record, &renderer, out))
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
        .elements(Vec::<Message<'_>>::new());
    // A unified diff shows its lines itself.
    if record.difference.is_none() {
        if let Some(place) = &record.place {
            // What is nowhere any more is shown where it was.
            let base = record.change.as_ref().map(|change| &change.base);
            let label = match base {
                Some(Some(_)) if record.before().is_none() => Some("before"),
                Some(_) => Some("now"),
                None => None,
            };
            group = group.element(snippet(place, AnnotationKind::Primary, label));
        }
        if let Some(place) = record.before() {
            let label = Some("before");
            group = group.element(snippet(place, AnnotationKind::Context, label));
        }
    }
    if !record.operations().is_empty() {
        let text = format!("in {}", listed(record.operations()));
        group = group.element(SnippetLevel::NOTE.message(text));
    }
    if let Some(pointer) = record.pointer.as_ref().filter(|text| !text.is_empty()) {
        group = group.element(SnippetLevel::NOTE.message(format!("at {pointer}")));
    }
    if let Some(witness) = record.witness() {
        group = group.element(SnippetLevel::NOTE.message(witness));
    }
    if let Some(help) = &record.help {
        group = group.element(SnippetLevel::HELP.message(help.as_str()));
    }
    let mut rendered = renderer.render(&[group]);
    for place in record.place.iter().chain(record.before()) {
        rendered = at_its_column(rendered, place);
    }
    writeln!(out, "{rendered}\n")?;
    match &record.difference {
        Some(difference) => writeln!(out, "{difference}"),
        None => Ok(()),
    }
}

/// Of a very long line a part is shown, and columns are counted from there.
fn at_its_column(rendered: String, place: &Place) -> String {
    let shown = place.text[..place.marked.start].chars().count() + 1;
    if shown == place.column as usize {
        return rendered;
    }
    let located = |column: usize| format!("{}:{}:{column}", place.file, place.line);
    rendered.replacen(&located(shown), &located(place.column as usize), 1)
}

fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: Option<&'static str>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotation = kind.span(place.marked.clone());
    Snippet::source(place.text.as_str())
        .line_start(place.line as usize)
        .path(place.file.as_str())
        .annotation(match label {
            Some(label) => annotation.label(label),
            None => annotation,
        })
}

/// What would change in a file, as `diff -u` shows it.
pub fn unified_diff(path: &str, is: &str, should_be: &str) -> String {
    similar::TextDiff::from_lines(is, should_be)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
