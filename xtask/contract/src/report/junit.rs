//! Findings as JUnit XML: a test case for each, which fails where the command
//! does; one that passes when there is nothing to find.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::record::{Record, Results, listed};

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let mut suite = TestSuite::new(format!("contract {}", results.command));
    if results.records.is_empty() {
        let mut nothing = TestCase::new(results.subject.as_str(), TestCaseStatus::success());
        nothing.set_classname(results.command);
        suite.add_test_case(nothing);
    }
    let fails = |record: &Record| record.level >= results.fails_from;
    let cases = results.records.iter();
    suite.add_test_cases(cases.map(|record| case(record, fails(record))));
    let mut report = Report::unnamed();
    report.add_test_suite(suite);
    report.serialize(out).map_err(io::Error::other)
}

fn case(record: &Record, fails: bool) -> TestCase {
    let place = record.place.as_ref();
    let name = match (&record.pointer, place) {
        (Some(pointer), _) if !pointer.is_empty() => format!("{} at {pointer}", record.id),
        (_, Some(place)) => format!("{} at line {}", record.id, place.line),
        _ => record.id.clone(),
    };
    let status = if fails {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status
            .set_type(record.level.name())
            .set_message(record.message.as_str())
            .set_description(described(record));
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(name, status);
    let file = place.map(|place| place.file.as_str()).unwrap_or_default();
    let line = place.map_or(0, |place| place.line);
    case.set_classname(file);
    case.extra.insert("file".into(), file.into());
    case.extra.insert("line".into(), line.to_string().into());
    if !fails {
        case.set_system_out(described(record));
    }
    case
}

/// All there is to say about a finding.
fn described(record: &Record) -> String {
    let mut lines = Vec::new();
    lines.extend(record.place.as_ref().map(|place| place.locate()));
    lines.push(record.message.clone());
    let before = record.before().map(|before| before.locate());
    lines.extend(before.map(|before| format!("before: {before}")));
    if !record.operations().is_empty() {
        lines.push(format!("in {}", listed(record.operations())));
    }
    lines.extend(record.witness());
    lines.extend(record.help.as_ref().map(|help| format!("help: {help}")));
    lines.extend(record.difference.clone());
    lines.join("\n")
}
