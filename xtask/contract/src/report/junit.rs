//! Findings as JUnit XML: a test case for each, which fails where the command
//! does; one that passes when there is nothing to find.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::record::{Record, Results, listed};

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let fails = |record: &Record| record.level >= results.fails_from;
    let failures = results.records.iter().filter(|record| fails(record));
    let failures = failures.count().to_string();
    let tests = results.records.len().max(1).to_string();
    let counts = [("tests", tests.as_str()), ("failures", failures.as_str())];
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attributes(counts)
        .write_inner_content(|xml| {
            xml.create_element("testsuite")
                .with_attribute((
                    "name",
                    clean(&format!("contract {}", results.command)).as_str(),
                ))
                .with_attributes(counts)
                .write_inner_content(|xml| {
                    if results.records.is_empty() {
                        xml.create_element("testcase")
                            .with_attribute(("classname", results.command))
                            .with_attribute(("name", clean(&results.subject).as_str()))
                            .write_empty()?;
                    }
                    results
                        .records
                        .iter()
                        .try_for_each(|record| case(record, fails(record), xml))
                })?;
            Ok(())
        })?;
    writeln!(out)
}

fn case<W: Write>(record: &Record, fails: bool, xml: &mut Writer<W>) -> io::Result<()> {
    let place = record.place.as_ref();
    let located = place.map(|place| place.locate()).unwrap_or_default();
    let name = match (&record.pointer, place) {
        (Some(pointer), _) if !pointer.is_empty() => format!("{} at {pointer}", record.id),
        (_, Some(place)) => format!("{} at line {}", record.id, place.line),
        _ => record.id.clone(),
    };
    let mut told = format!("{located}\n{}", record.message);
    if let Some(before) = record.before() {
        told.push_str(&format!("\nbefore: {}", before.locate()));
    }
    if !record.operations().is_empty() {
        told.push_str(&format!("\nin {}", listed(record.operations())));
    }
    if let Some(witness) = record.witness() {
        told.push_str(&format!("\n{witness}"));
    }
    if let Some(help) = &record.help {
        told.push_str(&format!("\nhelp: {help}"));
    }
    if let Some(difference) = &record.difference {
        told.push_str(&format!("\n{difference}"));
    }
    let told = clean(told.trim_start());
    let file = place.map(|place| place.file.clone()).unwrap_or_default();
    let line = place.map_or(0, |place| place.line).to_string();
    xml.create_element("testcase")
        .with_attribute(("classname", clean(&file).as_str()))
        .with_attribute(("name", clean(&name).as_str()))
        .with_attribute(("file", clean(&file).as_str()))
        .with_attribute(("line", line.as_str()))
        .write_inner_content(|xml| {
            let text = BytesText::new(&told);
            if !fails {
                xml.create_element("system-out").write_text_content(text)?;
            } else {
                xml.create_element("failure")
                    .with_attribute(("type", record.level.name()))
                    .with_attribute(("message", clean(&record.message).as_str()))
                    .write_text_content(text)?;
            }
            Ok(())
        })?;
    Ok(())
}

/// XML 1.0 has no way to write most control characters.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' | '\n' => c,
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => '\u{fffd}',
            c => c,
        })
        .collect()
}
