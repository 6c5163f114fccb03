// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation as a command for clap.

use super::*;

pub struct Cli<T: CliConfig> {
    client: Client,
    config: T,
}

impl<T: CliConfig> Cli<T> {
    pub fn new(client: Client, config: T) -> Self {
        Self { client, config }
    }

    pub fn get_command(cmd: CliCommand) -> ::clap::Command {
        match cmd {
            CliCommand::GetProfileMfa => Self::cli_get_profile_mfa(),
            CliCommand::PostProfileMfa => Self::cli_post_profile_mfa(),
            CliCommand::DeleteProfileMfa => Self::cli_delete_profile_mfa(),
            CliCommand::GetUserMfa => Self::cli_get_user_mfa(),
        }
    }

    pub fn cli_get_profile_mfa() -> ::clap::Command {
        ::clap::Command::new("get-profile-mfa")
            .about("Retrieve own MFA status")
            .long_about(
                r"Retrieve own MFA status

Retrieves the MFA status of the user on whose behalf the request is made.",
            )
    }

    pub fn cli_post_profile_mfa() -> ::clap::Command {
        ::clap::Command::new("post-profile-mfa")
            .about("Start enrollment or verification")
            .long_about(
                r"Start enrollment or verification

Makes a link that the user follows to enroll a factor, or to verify the
one that is enrolled. The link works once, for 10 minutes, and replaces
every link made for the user before. The status changes when the link
has been followed to its end.",
            )
    }

    pub fn cli_delete_profile_mfa() -> ::clap::Command {
        ::clap::Command::new("delete-profile-mfa")
            .about("Disable own MFA")
            .long_about(
                r"Disable own MFA

Takes the factor of the user away. The latest verification must be at
most 10 minutes old. A factor of type `duo` cannot be taken away here.",
            )
    }

    pub fn cli_get_user_mfa() -> ::clap::Command {
        ::clap::Command::new("get-user-mfa")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(runtime::argument::<types::UserId>)
                    .required(true)
                    .help("Identifier of the user."),
            )
            .about("Retrieve MFA status of a user")
            .long_about(
                r"Retrieve MFA status of a user

Retrieves the MFA status of a user of the caller's organization. Without
the permission to read others, only the caller's own id is answered.",
            )
    }

    pub async fn execute(
        &self,
        cmd: CliCommand,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        match cmd {
            CliCommand::GetProfileMfa => self.execute_get_profile_mfa(matches).await,
            CliCommand::PostProfileMfa => self.execute_post_profile_mfa(matches).await,
            CliCommand::DeleteProfileMfa => {
                self.execute_delete_profile_mfa(matches).await
            }
            CliCommand::GetUserMfa => self.execute_get_user_mfa(matches).await,
        }
    }

    pub async fn execute_get_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.get_profile_mfa();
        self.config.execute_get_profile_mfa(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_post_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.post_profile_mfa();
        self.config.execute_post_profile_mfa(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_delete_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.delete_profile_mfa();
        self.config.execute_delete_profile_mfa(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_get_user_mfa(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.get_user_mfa();
        if let Some(value) = matches.get_one::<types::UserId>("id") {
            request = request.id(value.clone());
        }

        self.config.execute_get_user_mfa(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    fn failed<E>(&self, error: Error<E>) -> anyhow::Error
    where
        E: serde::Serialize + std::fmt::Debug + Send + Sync + 'static,
    {
        self.config.error(&error);
        anyhow::Error::new(error)
    }

    fn failed_stream(&self, error: Error<runtime::ErrorStream>) -> anyhow::Error {
        self.config.error_stream(&error);
        anyhow::Error::new(error)
    }
}

fn json_body_args(required: bool) -> [::clap::Arg; 2] {
    [
        ::clap::Arg::new("json-body")
            .long("json-body")
            .value_name("JSON-FILE")
            .required(required)
            .value_parser(::clap::value_parser!(std::path::PathBuf))
            .help(
                "Path to a file that contains the full json body; - is standard input.",
            ),
        ::clap::Arg::new("json-body-template")
            .long("json-body-template")
            .action(::clap::ArgAction::SetTrue)
            .help("Print a template of the json body."),
    ]
}

fn json_body<B: serde::de::DeserializeOwned>(
    matches: &::clap::ArgMatches,
) -> anyhow::Result<Option<B>> {
    let path = matches.get_one::<std::path::PathBuf>("json-body");
    path.map(|path| runtime::json_argument(path)).transpose().map_err(anyhow::Error::msg)
}

fn raw_body_arg(required: bool) -> ::clap::Arg {
    ::clap::Arg::new("body")
        .long("body")
        .value_name("TEXT|@FILE|@-")
        .required(required)
        .help(
            "The body: a text, or where it is read from while it is sent, @- being standard input.",
        )
}

pub trait CliConfig {
    fn success_stream(&self, value: ResponseValue<ByteStream>);
    fn error_stream(&self, value: &Error<runtime::ErrorStream>);
    fn success_item<T>(&self, value: &ResponseValue<T>)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn success_no_item(&self, value: &ResponseValue<()>);
    fn error<T>(&self, value: &Error<T>)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn list_start<T>(&self)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn list_item<T>(&self, value: &T)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn list_end_success<T>(&self)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn list_end_error<T>(&self, value: &Error<T>)
    where
        T: serde::Serialize + std::fmt::Debug;
    fn execute_get_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::GetProfileMfa,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_post_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PostProfileMfa,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_delete_profile_mfa(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::DeleteProfileMfa,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_get_user_mfa(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::GetUserMfa,
    ) -> anyhow::Result<()> {
        Ok(())
    }
}

#[derive(Copy, Clone, Debug)]
pub enum CliCommand {
    GetProfileMfa,
    PostProfileMfa,
    DeleteProfileMfa,
    GetUserMfa,
}

impl CliCommand {
    pub fn iter() -> impl Iterator<Item = CliCommand> {
        [
            CliCommand::GetProfileMfa,
            CliCommand::PostProfileMfa,
            CliCommand::DeleteProfileMfa,
            CliCommand::GetUserMfa,
        ]
            .into_iter()
    }

    pub fn operation_id(&self) -> &'static str {
        match *self {
            CliCommand::GetProfileMfa => "get_profile_mfa",
            CliCommand::PostProfileMfa => "post_profile_mfa",
            CliCommand::DeleteProfileMfa => "delete_profile_mfa",
            CliCommand::GetUserMfa => "get_user_mfa",
        }
    }
}
