//! `mfa api`: every operation of the contract, as it is generated. A new one is
//! here without a line of code.

use clap::{ArgMatches, FromArgMatches, Subcommand};
use mfa_client::commands::{Cli, CliCommand, CliConfig};
use mfa_client::runtime::ErrorStream;
use mfa_client::{ByteStream, Client, Error, ResponseValue, types};
use serde::Serialize;

use super::args::Connection;
use super::failure::Failure;
use super::output::Output;

/// One operation, and the options that it was given.
pub struct Api {
    operation: CliCommand,
    options: ArgMatches,
}

/// The operation as the generated code defines it for clap.
pub fn definition(operation: CliCommand) -> clap::Command {
    Cli::<Printer<'_>>::get_command(operation)
}

impl Subcommand for Api {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        command.subcommands(CliCommand::iter().map(definition))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        CliCommand::iter().any(|operation| definition(operation).get_name() == name)
    }
}

impl FromArgMatches for Api {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        matches
            .subcommand()
            .and_then(|(name, options)| {
                let operation = CliCommand::iter()
                    .find(|operation| definition(*operation).get_name() == name)?;
                Some(Api {
                    operation,
                    options: options.clone(),
                })
            })
            .ok_or_else(|| clap::Error::new(clap::error::ErrorKind::MissingSubcommand))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Api {
    pub async fn run(
        &self,
        client: Client,
        connection: &Connection,
        output: &Output,
    ) -> Result<(), Failure> {
        let cli = Cli::new(client, Printer { output });
        let result = cli.execute(self.operation, &self.options).await;
        result.map_err(|error| match error.downcast::<Error<types::Problem>>() {
            Ok(error) => Failure::of_request(error, connection),
            Err(other) => Failure::other(format!("{other:#}")),
        })
    }
}

/// Prints bodies. Errors come back from `execute` and are told there.
struct Printer<'a> {
    output: &'a Output,
}

impl CliConfig for Printer<'_> {
    fn success_stream(&self, _: ResponseValue<ByteStream>) {
        self.output
            .note("The answer is not JSON; use the library to read it.");
    }

    fn error_stream(&self, _: &Error<ErrorStream>) {}

    fn success_item<T: Serialize>(&self, value: &ResponseValue<T>) {
        self.output.body(&**value);
    }

    fn success_no_item(&self, _: &ResponseValue<()>) {}

    fn error<T: Serialize>(&self, _: &Error<T>) {}

    fn list_start<T>(&self) {}

    fn list_item<T: Serialize>(&self, value: &T) {
        self.output.body(value);
    }

    fn list_end_success<T>(&self) {}

    fn list_end_error<T>(&self, _: &Error<T>) {}
}
