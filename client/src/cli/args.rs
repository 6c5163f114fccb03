//! The arguments. What the commands do is told in the contract's words.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use mfa_client::commands::CliCommand;
use mfa_client::{BuildError, Client, Retry, types};
use secrecy::{ExposeSecret, SecretString};

use super::api::{self, Api};
use super::enrol::Enrol;
use super::failure::Failure;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  failed: no connection, or an answer that was not expected
  2  the arguments are wrong
  3  the credentials are missing or not valid (401)
  4  not permitted (403)
  5  not there (404)
  6  too many requests (429)
  7  the link was not followed while `enrol --wait` waited";

/// Tells and changes the multi-factor authentication (MFA) of users.
///
/// Credentials are a secret API key or a JWT, from the environment or from
/// files; on the command line, other users of the machine can see them. When
/// both are given, both are sent.
#[derive(Parser)]
#[command(name = "mfa", version, after_help = EXIT_CODES)]
pub struct Args {
    #[command(flatten)]
    pub connection: Connection,

    /// What is printed: text for people, or the body of the answer.
    #[arg(long, global = true, value_enum, default_value_t = Form::Text)]
    pub output: Form,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub struct Connection {
    /// Where the service is.
    #[arg(
        long,
        global = true,
        env = "MFA_URL",
        hide_env_values = true,
        default_value = "http://127.0.0.1:8080"
    )]
    pub url: String,

    /// The secret API key.
    #[arg(long, global = true, env = "MFA_SECRET_API_KEY", hide_env_values = true, value_name = "KEY", value_parser = secret)]
    api_key: Option<SecretString>,

    /// A file that holds the secret API key; it goes before `--api-key`.
    #[arg(long, global = true, value_name = "FILE")]
    api_key_file: Option<PathBuf>,

    /// The JSON Web Token.
    #[arg(long, global = true, env = "MFA_JWT", hide_env_values = true, value_name = "TOKEN", value_parser = secret)]
    jwt: Option<SecretString>,

    /// A file that holds the JSON Web Token; it goes before `--jwt`.
    #[arg(long, global = true, value_name = "FILE")]
    jwt_file: Option<PathBuf>,

    /// How long one attempt may take.
    #[arg(long, global = true, value_name = "DURATION", default_value = "30s", value_parser = humantime::parse_duration)]
    timeout: Duration,

    /// How often to try again what failed for the moment; `Retry-After` is
    /// honoured up to two minutes.
    #[arg(long, global = true, value_name = "TIMES", default_value_t = 0)]
    retry: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Aligned, with colours on a terminal.
    Text,
    /// The body of the answer: indented on a terminal, else one line.
    Json,
}

#[derive(Subcommand)]
pub enum Command {
    /// Your own MFA.
    #[command(subcommand)]
    Profile(Profile),
    /// The users of your organization.
    #[command(subcommand)]
    User(User),
    /// Any operation of the contract, with its parameters as options.
    #[command(subcommand)]
    Api(Api),
}

#[derive(Subcommand)]
pub enum Profile {
    Get,
    #[command(visible_alias = "enroll")]
    Enrol(Enrol),
    Delete,
}

#[derive(Subcommand)]
pub enum User {
    Get {
        /// Identifier of the user.
        id: types::UserId,
    },
}

impl Args {
    pub fn from_command_line() -> Self {
        let mut command = command();
        let matches = command.get_matches_mut();
        Self::from_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit())
    }

    fn from_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Self::from_arg_matches(matches)
    }
}

/// The commands for one operation are described as the contract describes it.
fn command() -> clap::Command {
    let described = |command: clap::Command, operation| {
        let definition = api::definition(operation);
        let long = definition
            .get_long_about()
            .or(definition.get_about())
            .cloned();
        command
            .about(definition.get_about().cloned().unwrap_or_default())
            .long_about(long.unwrap_or_default())
    };
    Args::command()
        .mut_subcommand("profile", |profile| {
            profile
                .mut_subcommand("get", |get| described(get, CliCommand::GetProfileMfa))
                .mut_subcommand("enrol", |enrol| {
                    described(enrol, CliCommand::PostProfileMfa)
                })
                .mut_subcommand("delete", |delete| {
                    described(delete, CliCommand::DeleteProfileMfa)
                })
        })
        .mut_subcommand("user", |user| {
            user.mut_subcommand("get", |get| described(get, CliCommand::GetUserMfa))
        })
}

impl Connection {
    pub fn client(&self) -> Result<Client, Failure> {
        let mut builder = Client::builder(&self.url).timeout(self.timeout);
        if let Some(key) = credential(self.api_key.as_ref(), self.api_key_file.as_deref())? {
            builder = builder.secret_api_key(key);
        }
        if let Some(token) = credential(self.jwt.as_ref(), self.jwt_file.as_deref())? {
            builder = builder.jwt(token);
        }
        if self.retry > 0 {
            let retry = Retry::new()
                .max_attempts(self.retry.saturating_add(1))
                .max_wait(Duration::from_secs(120));
            builder = builder.retry(retry);
        }
        builder.build().map_err(|error| self.unusable(&error))
    }

    pub fn has_credentials(&self) -> bool {
        let given = |secret: &Option<SecretString>, file: &Option<PathBuf>| {
            file.is_some()
                || secret
                    .as_ref()
                    .is_some_and(|secret| !secret.expose_secret().is_empty())
        };
        given(&self.api_key, &self.api_key_file) || given(&self.jwt, &self.jwt_file)
    }

    fn unusable(&self, error: &BuildError) -> Failure {
        let next = match error {
            BuildError::BaseUrl { .. } => {
                "give the address of the service with --url or MFA_URL, such as http://127.0.0.1:8080"
            }
            BuildError::Credential { .. } => {
                "copy the credential again, the whole of it and nothing else"
            }
            _ => "this is a mistake of the program: report it",
        };
        Failure::usage(error.to_string(), next)
    }
}

/// What a file holds goes before what was given directly; nothing is none.
fn credential(
    given: Option<&SecretString>,
    file: Option<&Path>,
) -> Result<Option<SecretString>, Failure> {
    let Some(path) = file else {
        return Ok(given
            .filter(|secret| !secret.expose_secret().is_empty())
            .cloned());
    };
    let read = std::fs::read_to_string(path)
        .map(SecretString::from)
        .map_err(|error| {
            Failure::usage(
                format!("no credential can be read from {}: {error}", path.display()),
                "name a file that holds the credential and nothing else",
            )
        })?;
    Ok(Some(read.expose_secret().trim().into()))
}

fn secret(text: &str) -> Result<SecretString, std::convert::Infallible> {
    Ok(text.into())
}
