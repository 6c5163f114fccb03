//! Operations as commands for clap, as declarations: what generated code says of each, and what is
//! made of it. The interface is that of Progenitor's command lines.

/// The commands of a client:
///
/// ```text
/// runtime::commands! {
///     |matches, it, request, value, config|
///     PutWidget = put_widget, cli_put_widget, execute_put_widget "put-widget" {
///         about "Write a widget.\n\nAll that is said of it.";
///         "id": u64 = it.value_parser(::clap::value_parser!(u64)).required(true) => request.id(value);
///         body json_body_args(true) => json_body::<types::Widget>(matches)?;
///         send failed => config.success_item(&value)
///     }
/// }
/// ```
///
/// The names between the bars are those that the expressions behind them use: what clap found, an
/// option in the making, the builder of the request, a value or a response, and what shows it.
///
/// It is made for the module `commands` of a generated client.
#[macro_export]
macro_rules! commands {
    (
        |$matches:ident, $it:ident, $request:ident, $value:ident, $config:ident|
        $(
            $variant:ident = $operation:ident, $cli:ident, $execute:ident $command:literal {
                $(about $about:literal;)?
                $($name:literal: $type:ty = $option:expr => $set:expr;)*
                $(body $arguments:expr => $read:expr;)?
                send $failed:ident => $shown:expr
            }
        )*
    ) => {
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
                    $(CliCommand::$variant => Self::$cli(),)*
                }
            }

            $(
                pub fn $cli() -> ::clap::Command {
                    let command = ::clap::Command::new($command);
                    $(
                        let $it = ::clap::Arg::new($name).long($name);
                        let command = command.arg($option);
                    )*
                    $(let command = command.args($arguments);)?
                    $(let command = about(command, $about);)?
                    command
                }
            )*

            pub async fn execute(
                &self,
                cmd: CliCommand,
                matches: &::clap::ArgMatches,
            ) -> anyhow::Result<()> {
                match cmd {
                    $(CliCommand::$variant => self.$execute(matches).await,)*
                }
            }

            $(
                #[allow(unused_mut)]
                pub async fn $execute(&self, $matches: &::clap::ArgMatches) -> anyhow::Result<()> {
                    let mut $request = self.client.$operation();
                    $(
                        if let Some($value) = $matches.get_one::<$type>($name) {
                            let $value = $value.clone();
                            $request = $set;
                        }
                    )*
                    $(
                        if let Some(body) = $read {
                            $request = $request.body(body);
                        }
                    )?
                    self.config.$execute($matches, &mut $request)?;
                    let $value = $request.send().await.map_err(|error| self.$failed(error))?;
                    let $config = &self.config;
                    $shown;
                    Ok(())
                }
            )*

            fn failed<E>(&self, error: Error<E>) -> anyhow::Error
            where
                E: serde::Serialize + std::fmt::Debug + Send + Sync + 'static,
            {
                self.config.error(&error);
                anyhow::Error::new(error)
            }

            fn failed_stream(&self, error: Error<$crate::ErrorStream>) -> anyhow::Error {
                self.config.error_stream(&error);
                anyhow::Error::new(error)
            }
        }

        /// What an operation is for: its first paragraph in a list of commands, all in its own
        /// help.
        #[allow(dead_code)]
        fn about(command: ::clap::Command, text: &'static str) -> ::clap::Command {
            match text.split_once("\n\n") {
                Some((first, _)) => command.about(first).long_about(text),
                None => command.about(text),
            }
        }

        #[allow(dead_code)]
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

        #[allow(dead_code)]
        fn json_body<B: serde::de::DeserializeOwned>(
            matches: &::clap::ArgMatches,
        ) -> anyhow::Result<Option<B>> {
            let path = matches.get_one::<std::path::PathBuf>("json-body");
            path.map(|path| $crate::json_argument(path)).transpose().map_err(anyhow::Error::msg)
        }

        #[allow(dead_code)]
        fn raw_body_arg(required: bool) -> [::clap::Arg; 1] {
            [::clap::Arg::new("body")
                .long("body")
                .value_name("TEXT|@FILE|@-")
                .required(required)
                .help(
                    "The body: a text, or where it is read from while it is sent, @- being standard input.",
                )]
        }

        /// A body that is no JSON.
        #[allow(dead_code)]
        fn raw_body<B>(
            matches: &::clap::ArgMatches,
            read: fn(&str) -> Result<B, String>,
        ) -> anyhow::Result<Option<B>> {
            let text = matches.get_one::<String>("body");
            text.map(|text| read(text)).transpose().map_err(anyhow::Error::msg)
        }

        pub trait CliConfig {
            fn success_stream(&self, value: ResponseValue<ByteStream>);
            fn error_stream(&self, value: &Error<$crate::ErrorStream>);
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

            $(
                #[allow(unused_variables)]
                fn $execute(
                    &self,
                    matches: &::clap::ArgMatches,
                    request: &mut builder::$variant,
                ) -> anyhow::Result<()> {
                    Ok(())
                }
            )*
        }

        #[derive(Copy, Clone, Debug)]
        pub enum CliCommand {
            $($variant,)*
        }

        impl CliCommand {
            pub fn iter() -> impl Iterator<Item = CliCommand> {
                [$(CliCommand::$variant,)*].into_iter()
            }

            pub fn operation_id(&self) -> &'static str {
                match *self {
                    $(CliCommand::$variant => stringify!($operation),)*
                }
            }
        }
    };
}
// inline: pub(crate) use commands;
