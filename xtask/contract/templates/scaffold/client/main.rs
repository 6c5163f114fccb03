//! Every operation of the contract as a command.

use std::cell::RefCell;
use std::io::Write;
use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};
use client::commands::{Cli, CliCommand, CliConfig};
use client::{Builder, ByteStream, Client, Error, ErrorStream, ResponseValue};
use futures::StreamExt;
use serde::Serialize;

/// The options that carry credentials: name, environment variable, and how the
/// builder takes them.
const CREDENTIALS: &[Credential] = &[
{%- for credential in facts.credentials %}
    ("{{ credential.option }}", "{{ credential.variable }}", Builder::{{ credential.method }}),
{%- endfor %}
];

type Credential = (&'static str, &'static str, fn(Builder, String) -> Builder);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let matches = command().get_matches();
    match run(&matches).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Command {
    let operations: Vec<Command> = CliCommand::iter().map(Cli::<&Printer>::get_command).collect();
    // An option that an operation has, too, stands before the operation.
    let is_free = |name: &str| {
        let has = |arg: &Arg| arg.get_id() == name || arg.get_long() == Some(name);
        !operations.iter().any(|operation| operation.get_arguments().any(has))
    };
    let mut command = Command::new("client")
        .about("Calls the service, one command for each operation.")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("url")
                .long("url")
                .env("API_URL")
                .global(is_free("url"))
                .default_value("http://127.0.0.1:8080{{ facts.base_path }}")
                .help("Where the service is."),
        );
    for (name, variable, _) in CREDENTIALS {
        command = command.arg(
            Arg::new(name)
                .long(name)
                .env(variable)
                .hide_env_values(true)
                .global(is_free(name))
                .help("What the service knows the caller by."),
        );
    }
    command.subcommands(operations)
}

async fn run(matches: &ArgMatches) -> anyhow::Result<()> {
    let url = matches.get_one::<String>("url").cloned().unwrap_or_default();
    let mut builder = Client::builder(url);
    for (name, _, with) in CREDENTIALS {
        if let Some(secret) = matches.get_one::<String>(name) {
            builder = with(builder, secret.clone());
        }
    }
    let printer = Printer::default();
    let cli = Cli::new(builder.build()?, &printer);
    let Some((name, options)) = matches.subcommand() else {
        return Ok(());
    };
    let operation = CliCommand::iter()
        .find(|operation| Cli::<&Printer>::get_command(*operation).get_name() == name);
    if let Some(operation) = operation {
        cli.execute(operation, options).await?;
    }
    printer.rest().await
}

/// Prints the bodies of answers: JSON indented, all else as it comes.
#[derive(Default)]
struct Printer {
    /// A body that is not JSON: printed when it is there.
    stream: RefCell<Option<ByteStream>>,
}

impl Printer {
    fn json<T: Serialize>(&self, value: &T) {
        let mut out = std::io::stdout().lock();
        if serde_json::to_writer_pretty(&mut out, value).is_ok() {
            // Whoever closed the pipe has read enough.
            let _ = writeln!(out);
        }
    }

    async fn rest(&self) -> anyhow::Result<()> {
        let Some(stream) = self.stream.take() else {
            return Ok(());
        };
        let mut stream = stream.into_inner();
        while let Some(bytes) = stream.next().await {
            std::io::stdout().write_all(&bytes?)?;
        }
        Ok(())
    }
}

impl CliConfig for &Printer {
    fn success_stream(&self, value: ResponseValue<ByteStream>) {
        self.stream.replace(Some(value.into_inner()));
    }

    fn error_stream(&self, _: &Error<ErrorStream>) {}

    fn success_item<T: Serialize>(&self, value: &ResponseValue<T>) {
        self.json(&**value);
    }

    fn success_no_item(&self, _: &ResponseValue<()>) {}

    /// What went wrong comes back from `execute`, and is told at the end.
    fn error<T: Serialize>(&self, _: &Error<T>) {}

    fn list_start<T>(&self) {}

    fn list_item<T: Serialize>(&self, value: &T) {
        self.json(value);
    }

    fn list_end_success<T>(&self) {}

    fn list_end_error<T>(&self, _: &Error<T>) {}
}
