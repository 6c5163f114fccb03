//! How a command tells what it found: the same choice for all of them.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Failure, Terminal};
use crate::document::{Document, Sources};
use crate::report::{Finding, Format, Level, Results, complete_pointers, counted, write_records};

#[derive(Args)]
pub struct Reporting {
    /// The form of the report.
    #[arg(long, value_name = "NAME", default_value = "text")]
    format: Format,
    /// Where to write the report, instead of printing it.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the report to a file, too, in another form: `sarif=found.sarif`. May be
    /// given more than once.
    #[arg(long, value_name = "NAME=FILE", value_parser = copy)]
    report: Vec<(Format, PathBuf)>,
}

fn copy(text: &str) -> Result<(Format, PathBuf), String> {
    let (name, file) = text
        .split_once('=')
        .filter(|(_, file)| !file.is_empty())
        .ok_or("a form and a file are needed, as in sarif=found.sarif")?;
    Ok((Format::from_str(name, false)?, file.into()))
}

/// For a person, and printed.
impl Default for Reporting {
    fn default() -> Self {
        Reporting {
            format: Format::Text,
            output: None,
            report: Vec::new(),
        }
    }
}

impl Reporting {
    pub fn is_text(&self) -> bool {
        self.format == Format::Text && self.output.is_none()
    }

    pub fn write(&self, results: Results, terminal: &mut Terminal<'_>) -> Result<(), Failure> {
        for (format, path) in &self.report {
            write_file(*format, &results, path)?;
        }
        let Some(path) = &self.output else {
            let mut out = std::io::BufWriter::new(&mut *terminal.out);
            self.format.write(&results, terminal.color, &mut out)?;
            out.flush()?;
            return Ok(());
        };
        write_file(self.format, &results, path)?;
        let found = results.records.len();
        let noun = if results.versions.is_some() {
            "change"
        } else {
            "finding"
        };
        writeln!(
            terminal.out,
            "{}: {}, written to {}.",
            results.subject,
            counted(found, noun),
            path.display()
        )?;
        Ok(())
    }

    /// Tells what is in the way of the command's work: a person reads it where
    /// errors stand, a program where it reads reports.
    pub fn refuse(
        &self,
        command: &'static str,
        subject: &str,
        findings: &[Finding],
        sources: &Sources,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let results = Results::new(command, subject, findings, sources);
        if self.is_text() {
            for (format, path) in &self.report {
                write_file(*format, &results, path)?;
            }
            write_records(&results, terminal.color, terminal.err)?;
            return Ok(());
        }
        self.write(results, terminal)
    }

    /// The same for findings in a document that was read; counts the errors.
    pub fn refuse_in(
        &self,
        command: &'static str,
        mut findings: Vec<Finding>,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<usize, Failure> {
        complete_pointers(&mut findings, document);
        let subject = document.sources.path(document.file).display().to_string();
        self.refuse(command, &subject, &findings, &document.sources, terminal)?;
        let is_error = |finding: &&Finding| finding.level == Level::Error;
        Ok(findings.iter().filter(is_error).count())
    }
}

fn write_file(format: Format, results: &Results, path: &Path) -> Result<(), Failure> {
    let mut text = Vec::new();
    format.write(results, false, &mut text)?;
    std::fs::write(path, text)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}
