//! `contract truth`: whether the generated types tell the truth.

use std::io::Write;
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::{Value, json};

use super::places::Places;
use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::document::Document;
use crate::generate::{Options, generate_supported};
use crate::model::{Contract, lower};
use crate::report::{Finding, counted};
use crate::truth::{Disagreement, Instances, Question, compare, questions};

/// Hold the generated types against the contract's schemas.
///
/// Values are made from every schema (components, parameters, bodies in JSON):
/// boundaries, alternatives, members there and not, and values with one constraint
/// broken. What a JSON Schema
/// validator says of each must be what the server's types say, and what is
/// valid must come back as it was.
///
/// The types are asked through the server's `truth` command, which builds
/// without optimization have.
///
/// Exit codes: 0 they agree, 4 they do not, 100 could not be asked.
#[derive(Args)]
pub struct Truth {
    #[command(flatten)]
    places: Places,
    /// The package whose `truth` command answers [default: the one in server/].
    #[arg(long, value_name = "NAME")]
    server_package: Option<String>,
    /// Another program that answers, with its arguments.
    #[arg(long, value_name = "PROGRAM", num_args = 1.., allow_hyphen_values = true)]
    program: Option<Vec<String>>,
}

impl Truth {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = self.places.spec(project);
        let reporting = Reporting::default();
        let options = self.places.options(project, &spec)?;
        let document = load("truth", &spec, &reporting, terminal)?;
        let contract = match self.contract(project, &document, &options) {
            Ok(contract) => contract,
            Err(findings) => {
                let errors = reporting.refuse_in("truth", findings, &document, terminal)?;
                return Err(Failure::new(format!(
                    "{} cannot be read: {} in the way.",
                    spec.display(),
                    counted(errors, "finding")
                )));
            }
        };
        let asked = questions(&contract);
        let all: Vec<&Question> = asked.iter().flat_map(|schema| &schema.questions).collect();
        if terminal.progress && self.program.is_none() {
            writeln!(
                terminal.err,
                "Building {}, and asking it about {} …",
                self.package(project),
                counted(all.len(), "value")
            )?;
        }
        let answers = self.answers(project, &all)?;
        let mut answers = answers.iter();
        let mut rows =
            vec![["schema", "values", "valid", "not valid", "disagreements"].map(str::to_owned)];
        let mut told = Vec::new();
        for instances in &asked {
            let before = told.len();
            for question in &instances.questions {
                let answer = answers.next().unwrap_or(&Value::Null);
                if answer.get("unknown").is_some() {
                    return Err(Failure::new(format!(
                        "the server does not know the schema `{}`: run `{} generate` first.",
                        question.schema,
                        project.command()
                    )));
                }
                if let Some(disagreement) = compare(question, answer) {
                    told.push((question, disagreement, instances.at));
                }
            }
            rows.push(row(instances, told.len() - before));
        }
        for (question, disagreement, at) in &told {
            let place = document.sources.locate(*at);
            writeln!(terminal.out, "{}", describe(question, disagreement, &place))?;
        }
        table(&rows, terminal)?;
        writeln!(
            terminal.out,
            "{} of {}, {}.",
            counted(all.len(), "value"),
            counted(asked.len(), "schema"),
            counted(told.len(), "disagreement")
        )?;
        Ok(if told.is_empty() {
            Outcome::Fine
        } else {
            Outcome::OutOfStep
        })
    }

    /// The package that answers.
    fn package(&self, project: &Project) -> String {
        project.server_package(self.server_package.as_deref())
    }

    /// The contract, as far as it is generated from.
    fn contract(
        &self,
        project: &Project,
        document: &Document,
        options: &Options,
    ) -> Result<Contract, Vec<Finding>> {
        if self.places.skip_unsupported(project) {
            return Ok(generate_supported(document, options)?.contract);
        }
        lower(document)
    }

    /// An answer for each question.
    fn answers(&self, project: &Project, questions: &[&Question]) -> Result<Vec<Value>, Failure> {
        let mut command = match self.program.as_deref() {
            Some([program, arguments @ ..]) => {
                let mut command = Command::new(program);
                command.args(arguments);
                command
            }
            _ => {
                let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
                let package = self.package(project);
                let mut command = Command::new(cargo);
                command.args(["run", "--quiet", "--package", &package, "--", "truth"]);
                command
            }
        };
        let mut child = command
            .current_dir(project.root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Failure::new(format!("cannot run the server: {error}")))?;
        let lines: String = questions
            .iter()
            .map(|question| {
                format!(
                    "{}\n",
                    json!({ "schema": question.schema, "value": question.value })
                )
            })
            .collect();
        let mut input = child.stdin.take();
        // It answers while it is asked.
        let writer = std::thread::spawn(move || {
            if let Some(input) = &mut input {
                let _ = input.write_all(lines.as_bytes());
            }
        });
        let output = child.wait_with_output()?;
        let _ = writer.join();
        let answers: Vec<Value> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter(|line| line.starts_with('{'))
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        if answers.len() == questions.len() {
            return Ok(answers);
        }
        Err(Failure::new(format!(
            "the server answered {} ({}): its `truth` command is `contract::truth::answer` between standard input and output.",
            counted(answers.len(), "time"),
            output.status
        )))
    }
}

fn row(instances: &Instances, disagreements: usize) -> [String; 5] {
    let valid = instances
        .questions
        .iter()
        .filter(|question| question.is_valid)
        .count();
    [
        instances.schema.clone(),
        instances.questions.len().to_string(),
        valid.to_string(),
        (instances.questions.len() - valid).to_string(),
        disagreements.to_string(),
    ]
}

fn describe(question: &Question, disagreement: &Disagreement, place: &str) -> String {
    let what = match disagreement {
        Disagreement::Refused { why } => format!("valid, but refused: {why}"),
        Disagreement::Accepted => "not valid, but accepted".to_owned(),
        Disagreement::Changed { pointer, written } => {
            format!("comes back changed at {pointer:?}: {written}")
        }
    };
    format!(
        "{} ({place})\n  {}\n  {what}",
        question.schema, question.value
    )
}

fn table(rows: &[[String; 5]], terminal: &mut Terminal<'_>) -> Result<(), Failure> {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    for row in rows {
        let mut line = format!("{:<1$}", row[0], width(0));
        for (column, cell) in row.iter().enumerate().skip(1) {
            line.push_str(&format!("  {cell:>0$}", width(column)));
        }
        writeln!(terminal.out, "{line}")?;
    }
    Ok(())
}
