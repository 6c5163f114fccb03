//! Reading contracts for the commands: why one cannot be read is reported.

use std::path::Path;

use super::reporting::Reporting;
use super::{Failure, Terminal};
use crate::check::Released;
use crate::compat::Input;
use crate::document::{Document, Sources};
use crate::report::Finding;

/// Reads the contract; why it cannot be read is reported.
pub fn load(
    command: &'static str,
    spec: &Path,
    reporting: &Reporting,
    terminal: &mut Terminal<'_>,
) -> Result<Document, Failure> {
    Document::load(spec).or_else(|(sources, error)| {
        let subject = spec.display().to_string();
        reporting.refuse(
            command,
            &subject,
            &[Finding::from(error)],
            &sources,
            terminal,
        )?;
        Err(Failure::new(format!("{subject} cannot be read.")))
    })
}

/// Reads a released copy. Its files come after those of `others`.
pub fn load_released(
    copy: &Released,
    others: &Sources,
    reporting: &Reporting,
    terminal: &mut Terminal<'_>,
) -> Result<Document, Failure> {
    let path = copy.path.display().to_string();
    let input = Input::parse(&path).map_err(|error| Failure::new(format!("{error}.")))?;
    let loaded = input.load(others).or_else(|(sources, error)| {
        let findings = [Finding::from(error)];
        reporting.refuse("check", &path, &findings, &sources, terminal)?;
        Err(Failure::new(format!("{path} cannot be read.")))
    });
    // What was wrong with it when it was released is past mending.
    loaded.map(|(document, _)| document)
}
