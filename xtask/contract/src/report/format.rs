//! The forms in which findings are read: by a person, or by what a team's CI
//! makes of them.

use std::io::{self, Write};

use super::record::Results;
use super::{changelog, data, github, html, junit, markdown, sarif, text};

/// A form of output. All are made from the same records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The lines of the document, with what is wrong marked
    Text,
    Json,
    Yaml,
    /// For comments and summaries; changes as a changelog
    Markdown,
    /// One page that needs nothing else
    Html,
    /// JUnit XML, which most CI systems show as test results
    Junit,
    /// Annotations on the lines of a pull request (GitHub Actions)
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Format {
    pub fn write(self, results: &Results, color: bool, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Format::Text => text::write(results, color, out),
            Format::Json => data::write_json(results, out),
            Format::Yaml => data::write_yaml(results, out),
            Format::Markdown if results.versions.is_some() => changelog::write(results, out),
            Format::Markdown => markdown::write(results, out),
            Format::Html => html::write(results, out),
            Format::Junit => junit::write(results, out),
            Format::Github => github::write(results, out),
            Format::Sarif => sarif::write(results, out),
        }
    }
}
