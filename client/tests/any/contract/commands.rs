// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

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
            CliCommand::Events => Self::cli_events(),
            CliCommand::Goto => Self::cli_goto(),
            CliCommand::Headers => Self::cli_headers(),
            CliCommand::Lists => Self::cli_lists(),
            CliCommand::PostMedia => Self::cli_post_media(),
            CliCommand::New2 => Self::cli_new2(),
            CliCommand::NameNothing => Self::cli_name_nothing(),
            CliCommand::New3 => Self::cli_new3(),
            CliCommand::ListOrders => Self::cli_list_orders(),
            CliCommand::MakeOrder => Self::cli_make_order(),
            CliCommand::PutBytes => Self::cli_put_bytes(),
            CliCommand::PostXml => Self::cli_post_xml(),
            CliCommand::Search => Self::cli_search(),
            CliCommand::Styles => Self::cli_styles(),
            CliCommand::GetThing => Self::cli_get_thing(),
            CliCommand::PutThing => Self::cli_put_thing(),
            CliCommand::TagThing => Self::cli_tag_thing(),
            CliCommand::FormThing => Self::cli_form_thing(),
            CliCommand::NoteThing => Self::cli_note_thing(),
            CliCommand::PutPicture => Self::cli_put_picture(),
            CliCommand::Time => Self::cli_time(),
            CliCommand::UploadParts => Self::cli_upload_parts(),
            CliCommand::Upload => Self::cli_upload(),
            CliCommand::Versioned => Self::cli_versioned(),
            CliCommand::Traced => Self::cli_traced(),
        }
    }

    pub fn cli_events() -> ::clap::Command {
        ::clap::Command::new("events")
    }

    pub fn cli_goto() -> ::clap::Command {
        ::clap::Command::new("goto")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
    }

    pub fn cli_headers() -> ::clap::Command {
        ::clap::Command::new("headers")
    }

    pub fn cli_lists() -> ::clap::Command {
        ::clap::Command::new("lists")
            .arg(
                ::clap::Arg::new("comma")
                    .long("comma")
                    .value_parser(runtime::argument::<Vec<String>>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("ids")
                    .long("ids")
                    .value_parser(runtime::argument::<Vec<i64>>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("many")
                    .long("many")
                    .value_parser(runtime::argument::<Vec<String>>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("pipe")
                    .long("pipe")
                    .value_parser(runtime::argument::<Vec<i64>>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("session")
                    .long("session")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("space")
                    .long("space")
                    .value_parser(runtime::argument::<Vec<String>>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("theme")
                    .long("theme")
                    .value_parser(
                        ::clap::builder::TypedValueParser::map(
                            ::clap::builder::PossibleValuesParser::new([
                                types::ListsTheme::Light.to_string(),
                                types::ListsTheme::Dark.to_string(),
                            ]),
                            |s| types::ListsTheme::try_from(s).unwrap(),
                        ),
                    )
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-mood")
                    .long("x-mood")
                    .value_name("JSON")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-tags")
                    .long("x-tags")
                    .value_parser(runtime::argument::<Vec<String>>)
                    .required(false),
            )
    }

    pub fn cli_post_media() -> ::clap::Command {
        ::clap::Command::new("post-media")
            .arg(
                ::clap::Arg::new("content-type")
                    .long("content-type")
                    .value_parser(::clap::value_parser!(String))
                    .required(false)
                    .help(
                        "The media type of the body: `application/octet-stream` unless set.",
                    ),
            )
            .arg(raw_body_arg(true))
    }

    pub fn cli_new2() -> ::clap::Command {
        ::clap::Command::new("new2")
    }

    pub fn cli_name_nothing() -> ::clap::Command {
        ::clap::Command::new("name-nothing").args(json_body_args(true))
    }

    pub fn cli_new3() -> ::clap::Command {
        ::clap::Command::new("new3")
            .arg(
                ::clap::Arg::new("body2")
                    .long("body2")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("foo-bar")
                    .long("foo-bar")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("foo-bar2")
                    .long("foo-bar2")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("id2")
                    .long("id2")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("name")
                    .long("name")
                    .value_parser(::clap::value_parser!(String))
                    .required_unless_present("json-body"),
            )
            .arg(
                ::clap::Arg::new("send2")
                    .long("send2")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("size")
                    .long("size")
                    .value_parser(::clap::value_parser!(i64))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("url")
                    .long("url")
                    .value_parser(runtime::argument::<Vec<String>>)
                    .required(false),
            )
            .args(json_body_args(false))
    }

    pub fn cli_list_orders() -> ::clap::Command {
        ::clap::Command::new("list-orders")
            .arg(
                ::clap::Arg::new("limit")
                    .long("limit")
                    .value_parser(::clap::value_parser!(::std::num::NonZeroU64))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("page-token")
                    .long("page-token")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("state")
                    .long("state")
                    .value_parser(
                        ::clap::builder::TypedValueParser::map(
                            ::clap::builder::PossibleValuesParser::new([
                                types::State::Open.to_string(),
                                types::State::Shipped.to_string(),
                                types::State::Unknown.to_string(),
                            ]),
                            |s| types::State::try_from(s).unwrap(),
                        ),
                    )
                    .required(false),
            )
    }

    pub fn cli_make_order() -> ::clap::Command {
        ::clap::Command::new("make-order")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(runtime::argument::<types::OrderId>)
                    .required_unless_present("json-body"),
            )
            .arg(
                ::clap::Arg::new("state")
                    .long("state")
                    .value_parser(
                        ::clap::builder::TypedValueParser::map(
                            ::clap::builder::PossibleValuesParser::new([
                                types::State::Open.to_string(),
                                types::State::Shipped.to_string(),
                                types::State::Unknown.to_string(),
                            ]),
                            |s| types::State::try_from(s).unwrap(),
                        ),
                    )
                    .required_unless_present("json-body"),
            )
            .arg(
                ::clap::Arg::new("urgency")
                    .long("urgency")
                    .value_parser(
                        ::clap::builder::TypedValueParser::map(
                            ::clap::builder::PossibleValuesParser::new([
                                types::OrderUrgency::Low.to_string(),
                                types::OrderUrgency::High.to_string(),
                            ]),
                            |s| types::OrderUrgency::try_from(s).unwrap(),
                        ),
                    )
                    .required(false),
            )
            .args(json_body_args(false))
    }

    pub fn cli_put_bytes() -> ::clap::Command {
        ::clap::Command::new("put-bytes").arg(raw_body_arg(true))
    }

    pub fn cli_post_xml() -> ::clap::Command {
        ::clap::Command::new("post-xml").arg(raw_body_arg(true))
    }

    pub fn cli_search() -> ::clap::Command {
        ::clap::Command::new("search").args(json_body_args(true))
    }

    pub fn cli_styles() -> ::clap::Command {
        ::clap::Command::new("styles")
            .arg(
                ::clap::Arg::new("color")
                    .long("color")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("color2")
                    .long("color2")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("deep")
                    .long("deep")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Filter>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("exploded")
                    .long("exploded")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("form")
                    .long("form")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("json")
                    .long("json")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("json2")
                    .long("json2")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Filter>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("label")
                    .long("label")
                    .value_parser(runtime::argument::<types::Words>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("matrix")
                    .long("matrix")
                    .value_parser(runtime::argument::<types::Words>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("pipe")
                    .long("pipe")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("query")
                    .long("query")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Filter>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("reserved")
                    .long("reserved")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("simple")
                    .long("simple")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("space")
                    .long("space")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-color")
                    .long("x-color")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-exploded")
                    .long("x-exploded")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Color>)
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-json")
                    .long("x-json")
                    .value_name("JSON")
                    .value_parser(runtime::argument::<types::Filter>)
                    .required(false),
            )
    }

    pub fn cli_get_thing() -> ::clap::Command {
        ::clap::Command::new("get-thing")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
    }

    pub fn cli_put_thing() -> ::clap::Command {
        ::clap::Command::new("put-thing")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("name")
                    .long("name")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("size")
                    .long("size")
                    .value_parser(::clap::value_parser!(i64))
                    .required(false),
            )
            .args(json_body_args(false))
    }

    pub fn cli_tag_thing() -> ::clap::Command {
        ::clap::Command::new("tag-thing")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .args(json_body_args(false))
    }

    pub fn cli_form_thing() -> ::clap::Command {
        ::clap::Command::new("form-thing")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("name")
                    .long("name")
                    .value_parser(::clap::value_parser!(String))
                    .required(false),
            )
            .args(json_body_args(false))
    }

    pub fn cli_note_thing() -> ::clap::Command {
        ::clap::Command::new("note-thing")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .arg(raw_body_arg(false))
    }

    pub fn cli_put_picture() -> ::clap::Command {
        ::clap::Command::new("put-picture")
            .arg(
                ::clap::Arg::new("id")
                    .long("id")
                    .value_parser(::clap::value_parser!(String))
                    .required(true),
            )
            .arg(raw_body_arg(true))
    }

    pub fn cli_time() -> ::clap::Command {
        ::clap::Command::new("time")
            .arg(
                ::clap::Arg::new("at")
                    .long("at")
                    .value_parser(
                        ::clap::value_parser!(
                            ::chrono::DateTime < ::chrono::offset::Utc >
                        ),
                    )
                    .required(true),
            )
            .arg(
                ::clap::Arg::new("share")
                    .long("share")
                    .value_parser(::clap::value_parser!(f64))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("x-since")
                    .long("x-since")
                    .value_parser(
                        ::clap::value_parser!(
                            ::chrono::DateTime < ::chrono::offset::Utc >
                        ),
                    )
                    .required(false),
            )
    }

    pub fn cli_upload_parts() -> ::clap::Command {
        ::clap::Command::new("upload-parts").args(json_body_args(false))
    }

    pub fn cli_upload() -> ::clap::Command {
        ::clap::Command::new("upload")
            .arg(
                ::clap::Arg::new("count")
                    .long("count")
                    .value_parser(::clap::value_parser!(i64))
                    .required(false),
            )
            .arg(
                ::clap::Arg::new("picture")
                    .long("picture")
                    .value_name("@FILE")
                    .value_parser(::clap::value_parser!(runtime::File))
                    .required_unless_present("json-body"),
            )
            .arg(
                ::clap::Arg::new("title")
                    .long("title")
                    .value_parser(::clap::value_parser!(String))
                    .required_unless_present("json-body"),
            )
            .args(json_body_args(false))
    }

    pub fn cli_versioned() -> ::clap::Command {
        ::clap::Command::new("versioned")
            .arg(
                ::clap::Arg::new("api-version")
                    .long("api-version")
                    .value_parser(
                        ::clap::builder::TypedValueParser::map(
                            ::clap::builder::PossibleValuesParser::new([
                                types::VersionedApiVersion::X20230101.to_string(),
                                types::VersionedApiVersion::X20240101.to_string(),
                            ]),
                            |s| types::VersionedApiVersion::try_from(s).unwrap(),
                        ),
                    )
                    .required(true),
            )
    }

    pub fn cli_traced() -> ::clap::Command {
        ::clap::Command::new("traced")
    }

    pub async fn execute(
        &self,
        cmd: CliCommand,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        match cmd {
            CliCommand::Events => self.execute_events(matches).await,
            CliCommand::Goto => self.execute_goto(matches).await,
            CliCommand::Headers => self.execute_headers(matches).await,
            CliCommand::Lists => self.execute_lists(matches).await,
            CliCommand::PostMedia => self.execute_post_media(matches).await,
            CliCommand::New2 => self.execute_new2(matches).await,
            CliCommand::NameNothing => self.execute_name_nothing(matches).await,
            CliCommand::New3 => self.execute_new3(matches).await,
            CliCommand::ListOrders => self.execute_list_orders(matches).await,
            CliCommand::MakeOrder => self.execute_make_order(matches).await,
            CliCommand::PutBytes => self.execute_put_bytes(matches).await,
            CliCommand::PostXml => self.execute_post_xml(matches).await,
            CliCommand::Search => self.execute_search(matches).await,
            CliCommand::Styles => self.execute_styles(matches).await,
            CliCommand::GetThing => self.execute_get_thing(matches).await,
            CliCommand::PutThing => self.execute_put_thing(matches).await,
            CliCommand::TagThing => self.execute_tag_thing(matches).await,
            CliCommand::FormThing => self.execute_form_thing(matches).await,
            CliCommand::NoteThing => self.execute_note_thing(matches).await,
            CliCommand::PutPicture => self.execute_put_picture(matches).await,
            CliCommand::Time => self.execute_time(matches).await,
            CliCommand::UploadParts => self.execute_upload_parts(matches).await,
            CliCommand::Upload => self.execute_upload(matches).await,
            CliCommand::Versioned => self.execute_versioned(matches).await,
            CliCommand::Traced => self.execute_traced(matches).await,
        }
    }

    pub async fn execute_events(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.events();
        self.config.execute_events(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(runtime::Events::into_bytes(value));
        Ok(())
    }

    pub async fn execute_goto(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.goto();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        self.config.execute_goto(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_headers(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.headers();
        self.config.execute_headers(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_lists(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.lists();
        if let Some(value) = matches.get_one::<Vec<String>>("comma") {
            request = request.comma(value.clone());
        }

        if let Some(value) = matches.get_one::<Vec<i64>>("ids") {
            request = request.ids(value.clone());
        }

        if let Some(value) = matches.get_one::<Vec<String>>("many") {
            request = request.many(value.clone());
        }

        if let Some(value) = matches.get_one::<Vec<i64>>("pipe") {
            request = request.pipe(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("session") {
            request = request.session(value.clone());
        }

        if let Some(value) = matches.get_one::<Vec<String>>("space") {
            request = request.space(value.clone());
        }

        if let Some(value) = matches.get_one::<types::ListsTheme>("theme") {
            request = request.theme(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("x-mood") {
            request = request.x_mood(value.clone());
        }

        if let Some(value) = matches.get_one::<Vec<String>>("x-tags") {
            request = request.x_tags(value.clone());
        }

        self.config.execute_lists(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_post_media(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.post_media();
        if let Some(value) = matches.get_one::<String>("content-type") {
            request = request.content_type(value.clone());
        }

        if let Some(text) = matches.get_one::<String>("body") {
            let body = runtime::body_argument(text).map_err(anyhow::Error::msg)?;
            request = request.body(body);
        }

        self.config.execute_post_media(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(value);
        Ok(())
    }

    pub async fn execute_new2(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.new2();
        self.config.execute_new2(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_name_nothing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.name_nothing();
        if let Some(body) = json_body::<String>(matches)? {
            request = request.body(body);
        }

        self.config.execute_name_nothing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_new3(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.new3();
        if let Some(value) = matches.get_one::<String>("body2") {
            request = request.body2(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("foo-bar") {
            request = request.foo_bar(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("foo-bar2") {
            request = request.foo_bar2(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("id2") {
            request = request.id2(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("name") {
            request = request.body_map(|body| body.name(value.clone()));
        }

        if let Some(value) = matches.get_one::<String>("send2") {
            request = request.send2(value.clone());
        }

        if let Some(value) = matches.get_one::<i64>("size") {
            request = request.body_map(|body| body.size(value.clone()));
        }

        if let Some(value) = matches.get_one::<Vec<String>>("url") {
            request = request.url(value.clone());
        }

        if let Some(body) = json_body::<types::Thing>(matches)? {
            request = request.body(body);
        }

        self.config.execute_new3(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_list_orders(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.list_orders();
        if let Some(value) = matches.get_one::<::std::num::NonZeroU64>("limit") {
            request = request.limit(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("page-token") {
            request = request.page_token(value.clone());
        }

        if let Some(value) = matches.get_one::<types::State>("state") {
            request = request.state(value.clone());
        }

        self.config.execute_list_orders(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_make_order(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.make_order();
        if let Some(value) = matches.get_one::<types::OrderId>("id") {
            request = request.body_map(|body| body.id(value.clone()));
        }

        if let Some(value) = matches.get_one::<types::State>("state") {
            request = request.body_map(|body| body.state(value.clone()));
        }

        if let Some(value) = matches.get_one::<types::OrderUrgency>("urgency") {
            request = request.body_map(|body| body.urgency(value.clone()));
        }

        if let Some(body) = json_body::<types::Order>(matches)? {
            request = request.body(body);
        }

        self.config.execute_make_order(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_put_bytes(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.put_bytes();
        if let Some(text) = matches.get_one::<String>("body") {
            let body = runtime::body_argument(text).map_err(anyhow::Error::msg)?;
            request = request.body(body);
        }

        self.config.execute_put_bytes(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(value);
        Ok(())
    }

    pub async fn execute_post_xml(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.post_xml();
        if let Some(text) = matches.get_one::<String>("body") {
            let body = runtime::body_argument(text).map_err(anyhow::Error::msg)?;
            request = request.body(body);
        }

        self.config.execute_post_xml(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_search(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.search();
        if let Some(body) = json_body::<types::SearchBody>(matches)? {
            request = request.body(body);
        }

        self.config.execute_search(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_styles(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.styles();
        if let Some(value) = matches.get_one::<types::Color>("color") {
            request = request.color(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("color2") {
            request = request.color2(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Filter>("deep") {
            request = request.deep(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("exploded") {
            request = request.exploded(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("form") {
            request = request.form(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("json") {
            request = request.json(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Filter>("json2") {
            request = request.json2(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Words>("label") {
            request = request.label(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Words>("matrix") {
            request = request.matrix(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("pipe") {
            request = request.pipe(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Filter>("query") {
            request = request.query(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("reserved") {
            request = request.reserved(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("simple") {
            request = request.simple(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("space") {
            request = request.space(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("x-color") {
            request = request.x_color(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Color>("x-exploded") {
            request = request.x_exploded(value.clone());
        }

        if let Some(value) = matches.get_one::<types::Filter>("x-json") {
            request = request.x_json(value.clone());
        }

        self.config.execute_styles(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_get_thing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.get_thing();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        self.config.execute_get_thing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_put_thing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.put_thing();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("name") {
            request = request.body_map(|body| body.name(value.clone()));
        }

        if let Some(value) = matches.get_one::<i64>("size") {
            request = request.body_map(|body| body.size(value.clone()));
        }

        if let Some(body) = json_body::<types::Thing>(matches)? {
            request = request.body(body);
        }

        self.config.execute_put_thing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_item(&value);
        Ok(())
    }

    pub async fn execute_tag_thing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.tag_thing();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(body) = json_body::<Vec<String>>(matches)? {
            request = request.body(body);
        }

        self.config.execute_tag_thing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_form_thing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.form_thing();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(value) = matches.get_one::<String>("name") {
            request = request.body_map(|body| body.name(value.clone()));
        }

        if let Some(body) = json_body::<types::FormThingBody>(matches)? {
            request = request.body(body);
        }

        self.config.execute_form_thing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_note_thing(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.note_thing();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(text) = matches.get_one::<String>("body") {
            let body = runtime::text_argument(text).map_err(anyhow::Error::msg)?;
            request = request.body(body);
        }

        self.config.execute_note_thing(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_put_picture(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.put_picture();
        if let Some(value) = matches.get_one::<String>("id") {
            request = request.id(value.clone());
        }

        if let Some(text) = matches.get_one::<String>("body") {
            let body = runtime::body_argument(text).map_err(anyhow::Error::msg)?;
            request = request.body(body);
        }

        self.config.execute_put_picture(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_time(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.time();
        if let Some(value) = matches
            .get_one::<::chrono::DateTime<::chrono::offset::Utc>>("at")
        {
            request = request.at(value.clone());
        }

        if let Some(value) = matches.get_one::<f64>("share") {
            request = request.share(value.clone());
        }

        if let Some(value) = matches
            .get_one::<::chrono::DateTime<::chrono::offset::Utc>>("x-since")
        {
            request = request.x_since(value.clone());
        }

        self.config.execute_time(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(value);
        Ok(())
    }

    pub async fn execute_upload_parts(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.upload_parts();
        if let Some(body) = json_body::<Vec<runtime::BodyPart>>(matches)? {
            request = request.body(body);
        }

        self.config.execute_upload_parts(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(value);
        Ok(())
    }

    pub async fn execute_upload(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.upload();
        if let Some(value) = matches.get_one::<i64>("count") {
            request = request.body_map(|body| body.count(value.clone()));
        }

        if let Some(value) = matches.get_one::<runtime::File>("picture") {
            request = request.body_map(|body| body.picture(value.clone()));
        }

        if let Some(value) = matches.get_one::<String>("title") {
            request = request.body_map(|body| body.title(value.clone()));
        }

        if let Some(body) = json_body::<types::UploadBody>(matches)? {
            request = request.body(body);
        }

        self.config.execute_upload(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_versioned(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.versioned();
        if let Some(value) = matches.get_one::<types::VersionedApiVersion>("api-version")
        {
            request = request.api_version(value.clone());
        }

        self.config.execute_versioned(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_no_item(&value);
        Ok(())
    }

    pub async fn execute_traced(
        &self,
        matches: &::clap::ArgMatches,
    ) -> anyhow::Result<()> {
        let mut request = self.client.traced();
        self.config.execute_traced(matches, &mut request)?;
        let value = request.send().await.map_err(|error| self.failed(error))?;
        self.config.success_stream(value);
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
    fn execute_events(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Events,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_goto(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Goto,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_headers(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Headers,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_lists(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Lists,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_post_media(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PostMedia,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_new2(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::New2,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_name_nothing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::NameNothing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_new3(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::New3,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_list_orders(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::ListOrders,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_make_order(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::MakeOrder,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_put_bytes(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PutBytes,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_post_xml(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PostXml,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_search(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Search,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_styles(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Styles,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_get_thing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::GetThing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_put_thing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PutThing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_tag_thing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::TagThing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_form_thing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::FormThing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_note_thing(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::NoteThing,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_put_picture(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::PutPicture,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_time(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Time,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_upload_parts(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::UploadParts,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_upload(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Upload,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_versioned(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Versioned,
    ) -> anyhow::Result<()> {
        Ok(())
    }

    fn execute_traced(
        &self,
        matches: &::clap::ArgMatches,
        request: &mut builder::Traced,
    ) -> anyhow::Result<()> {
        Ok(())
    }
}

#[derive(Copy, Clone, Debug)]
pub enum CliCommand {
    Events,
    Goto,
    Headers,
    Lists,
    PostMedia,
    New2,
    NameNothing,
    New3,
    ListOrders,
    MakeOrder,
    PutBytes,
    PostXml,
    Search,
    Styles,
    GetThing,
    PutThing,
    TagThing,
    FormThing,
    NoteThing,
    PutPicture,
    Time,
    UploadParts,
    Upload,
    Versioned,
    Traced,
}

impl CliCommand {
    pub fn iter() -> impl Iterator<Item = CliCommand> {
        [
            CliCommand::Events,
            CliCommand::Goto,
            CliCommand::Headers,
            CliCommand::Lists,
            CliCommand::PostMedia,
            CliCommand::New2,
            CliCommand::NameNothing,
            CliCommand::New3,
            CliCommand::ListOrders,
            CliCommand::MakeOrder,
            CliCommand::PutBytes,
            CliCommand::PostXml,
            CliCommand::Search,
            CliCommand::Styles,
            CliCommand::GetThing,
            CliCommand::PutThing,
            CliCommand::TagThing,
            CliCommand::FormThing,
            CliCommand::NoteThing,
            CliCommand::PutPicture,
            CliCommand::Time,
            CliCommand::UploadParts,
            CliCommand::Upload,
            CliCommand::Versioned,
            CliCommand::Traced,
        ]
            .into_iter()
    }

    pub fn operation_id(&self) -> &'static str {
        match *self {
            CliCommand::Events => "events",
            CliCommand::Goto => "goto",
            CliCommand::Headers => "headers",
            CliCommand::Lists => "lists",
            CliCommand::PostMedia => "post_media",
            CliCommand::New2 => "new2",
            CliCommand::NameNothing => "name_nothing",
            CliCommand::New3 => "new3",
            CliCommand::ListOrders => "list_orders",
            CliCommand::MakeOrder => "make_order",
            CliCommand::PutBytes => "put_bytes",
            CliCommand::PostXml => "post_xml",
            CliCommand::Search => "search",
            CliCommand::Styles => "styles",
            CliCommand::GetThing => "get_thing",
            CliCommand::PutThing => "put_thing",
            CliCommand::TagThing => "tag_thing",
            CliCommand::FormThing => "form_thing",
            CliCommand::NoteThing => "note_thing",
            CliCommand::PutPicture => "put_picture",
            CliCommand::Time => "time",
            CliCommand::UploadParts => "upload_parts",
            CliCommand::Upload => "upload",
            CliCommand::Versioned => "versioned",
            CliCommand::Traced => "traced",
        }
    }
}
