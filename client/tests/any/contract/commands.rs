// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation as a command for clap.

use super::*;

runtime::commands! {
    |matches, it, request, value, config|
    Events = events, cli_events, execute_events "events" {
        send failed => config.success_stream(runtime::Events::into_bytes(value))
    }
    Export = export, cli_export, execute_export "export" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        send failed => match runtime::stream_of(value) {
            Ok(value) => config.success_stream(value),
            Err(value) => config.success_item(&value),
        }
    }
    Goto = goto, cli_goto, execute_goto "goto" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        send failed => config.success_no_item(&value)
    }
    Headers = headers, cli_headers, execute_headers "headers" {
        send failed => config.success_no_item(&value)
    }
    Lists = lists, cli_lists, execute_lists "lists" {
        "comma": Vec<String> = it.value_parser(runtime::argument::<Vec<String>>).required(false)
            => request.comma(value);
        "ids": Vec<i64> = it.value_parser(runtime::argument::<Vec<i64>>).required(true)
            => request.ids(value);
        "many": Vec<String> = it.value_parser(runtime::argument::<Vec<String>>).required(false)
            => request.many(value);
        "pipe": Vec<i64> = it.value_parser(runtime::argument::<Vec<i64>>).required(true)
            => request.pipe(value);
        "session": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.session(value);
        "space": Vec<String> = it.value_parser(runtime::argument::<Vec<String>>).required(false)
            => request.space(value);
        "theme": types::ListsTheme = it
            .value_parser(
                ::clap::builder::TypedValueParser::map(
                    ::clap::builder::PossibleValuesParser::new([
                        types::ListsTheme::Light.to_string(),
                        types::ListsTheme::Dark.to_string(),
                    ]),
                    |s| types::ListsTheme::try_from(s).unwrap(),
                ),
            )
            .required(false)
            => request.theme(value);
        "x-mood": String = it.value_name("JSON").value_parser(::clap::value_parser!(String)).required(false)
            => request.x_mood(value);
        "x-tags": Vec<String> = it.value_parser(runtime::argument::<Vec<String>>).required(false)
            => request.x_tags(value);
        send failed => config.success_no_item(&value)
    }
    PostMedia = post_media, cli_post_media, execute_post_media "post-media" {
        "content-type": String = it
            .value_parser(::clap::value_parser!(String))
            .required(false)
            .help("The media type of the body: `application/octet-stream` unless set.")
            => request.content_type(value);
        body raw_body_arg(true) => raw_body(matches, runtime::body_argument)?;
        send failed => config.success_stream(value)
    }
    New2 = new2, cli_new2, execute_new2 "new2" {
        send failed => config.success_no_item(&value)
    }
    NameNothing = name_nothing, cli_name_nothing, execute_name_nothing "name-nothing" {
        body json_body_args(true) => json_body::<String>(matches)?;
        send failed => config.success_item(&value)
    }
    New3 = new3, cli_new3, execute_new3 "new3" {
        "body2": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.body2(value);
        "foo-bar": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.foo_bar(value);
        "foo-bar2": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.foo_bar2(value);
        "id": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.id(value);
        "id2": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.id2(value);
        "name": String = it.value_parser(::clap::value_parser!(String)).required_unless_present("json-body")
            => request.body_map(|body| body.name(value));
        "send2": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.send2(value);
        "size": i64 = it.value_parser(::clap::value_parser!(i64)).required(false)
            => request.body_map(|body| body.size(value));
        "url": Vec<String> = it.value_parser(runtime::argument::<Vec<String>>).required(false)
            => request.url(value);
        body json_body_args(false) => json_body::<types::Thing>(matches)?;
        send failed => config.success_no_item(&value)
    }
    ListOrders = list_orders, cli_list_orders, execute_list_orders "list-orders" {
        "limit": ::std::num::NonZeroU64 = it.value_parser(::clap::value_parser!(::std::num::NonZeroU64)).required(false)
            => request.limit(value);
        "page-token": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.page_token(value);
        "state": types::State = it
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
            .required(false)
            => request.state(value);
        send failed => config.success_item(&value)
    }
    MakeOrder = make_order, cli_make_order, execute_make_order "make-order" {
        "id": types::OrderId = it.value_parser(runtime::argument::<types::OrderId>).required_unless_present("json-body")
            => request.body_map(|body| body.id(value));
        "state": types::State = it
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
            .required_unless_present("json-body")
            => request.body_map(|body| body.state(value));
        "urgency": types::OrderUrgency = it
            .value_parser(
                ::clap::builder::TypedValueParser::map(
                    ::clap::builder::PossibleValuesParser::new([
                        types::OrderUrgency::Low.to_string(),
                        types::OrderUrgency::High.to_string(),
                    ]),
                    |s| types::OrderUrgency::try_from(s).unwrap(),
                ),
            )
            .required(false)
            => request.body_map(|body| body.urgency(value));
        body json_body_args(false) => json_body::<types::Order>(matches)?;
        send failed => config.success_item(&value)
    }
    PutBytes = put_bytes, cli_put_bytes, execute_put_bytes "put-bytes" {
        body raw_body_arg(true) => raw_body(matches, runtime::body_argument)?;
        send failed => config.success_stream(value)
    }
    PostXml = post_xml, cli_post_xml, execute_post_xml "post-xml" {
        body raw_body_arg(true) => raw_body(matches, runtime::body_argument)?;
        send failed => config.success_no_item(&value)
    }
    Search = search, cli_search, execute_search "search" {
        body json_body_args(true) => json_body::<types::SearchBody>(matches)?;
        send failed => config.success_no_item(&value)
    }
    Styles = styles, cli_styles, execute_styles "styles" {
        "color": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.color(value);
        "color2": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.color2(value);
        "deep": types::Filter = it.value_name("JSON").value_parser(runtime::argument::<types::Filter>).required(false)
            => request.deep(value);
        "exploded": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(true)
            => request.exploded(value);
        "form": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.form(value);
        "json": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(true)
            => request.json(value);
        "json2": types::Filter = it.value_name("JSON").value_parser(runtime::argument::<types::Filter>).required(false)
            => request.json2(value);
        "label": types::Words = it.value_parser(runtime::argument::<types::Words>).required(true)
            => request.label(value);
        "matrix": types::Words = it.value_parser(runtime::argument::<types::Words>).required(true)
            => request.matrix(value);
        "pipe": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.pipe(value);
        "query": types::Filter = it.value_name("JSON").value_parser(runtime::argument::<types::Filter>).required(false)
            => request.query(value);
        "reserved": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.reserved(value);
        "simple": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(true)
            => request.simple(value);
        "space": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.space(value);
        "x-color": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.x_color(value);
        "x-exploded": types::Color = it.value_name("JSON").value_parser(runtime::argument::<types::Color>).required(false)
            => request.x_exploded(value);
        "x-json": types::Filter = it.value_name("JSON").value_parser(runtime::argument::<types::Filter>).required(false)
            => request.x_json(value);
        send failed => config.success_no_item(&value)
    }
    GetThing = get_thing, cli_get_thing, execute_get_thing "get-thing" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        send failed => config.success_item(&value)
    }
    PutThing = put_thing, cli_put_thing, execute_put_thing "put-thing" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        "name": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.body_map(|body| body.name(value));
        "size": i64 = it.value_parser(::clap::value_parser!(i64)).required(false)
            => request.body_map(|body| body.size(value));
        body json_body_args(false) => json_body::<types::Thing>(matches)?;
        send failed => config.success_item(&value)
    }
    TagThing = tag_thing, cli_tag_thing, execute_tag_thing "tag-thing" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        body json_body_args(false) => json_body::<Vec<String>>(matches)?;
        send failed => config.success_no_item(&value)
    }
    FormThing = form_thing, cli_form_thing, execute_form_thing "form-thing" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        "name": String = it.value_parser(::clap::value_parser!(String)).required(false)
            => request.body_map(|body| body.name(value));
        body json_body_args(false) => json_body::<types::FormThingBody>(matches)?;
        send failed => config.success_no_item(&value)
    }
    NoteThing = note_thing, cli_note_thing, execute_note_thing "note-thing" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        body raw_body_arg(false) => raw_body(matches, runtime::text_argument)?;
        send failed => config.success_no_item(&value)
    }
    PutPicture = put_picture, cli_put_picture, execute_put_picture "put-picture" {
        "id": String = it.value_parser(::clap::value_parser!(String)).required(true)
            => request.id(value);
        body raw_body_arg(true) => raw_body(matches, runtime::body_argument)?;
        send failed => config.success_no_item(&value)
    }
    Time = time, cli_time, execute_time "time" {
        "at": ::chrono::DateTime<::chrono::offset::Utc> = it.value_parser(::clap::value_parser!(::chrono::DateTime < ::chrono::offset::Utc >)).required(true)
            => request.at(value);
        "share": f64 = it.value_parser(::clap::value_parser!(f64)).required(false)
            => request.share(value);
        "x-since": ::chrono::DateTime<::chrono::offset::Utc> = it.value_parser(::clap::value_parser!(::chrono::DateTime < ::chrono::offset::Utc >)).required(false)
            => request.x_since(value);
        send failed => config.success_stream(value)
    }
    UploadParts = upload_parts, cli_upload_parts, execute_upload_parts "upload-parts" {
        body json_body_args(false) => json_body::<Vec<runtime::BodyPart>>(matches)?;
        send failed => config.success_stream(value)
    }
    Upload = upload, cli_upload, execute_upload "upload" {
        "count": i64 = it.value_parser(::clap::value_parser!(i64)).required(false)
            => request.body_map(|body| body.count(value));
        "picture": runtime::File = it
            .value_name("@FILE")
            .value_parser(::clap::value_parser!(runtime::File))
            .required_unless_present("json-body")
            => request.body_map(|body| body.picture(value));
        "title": String = it.value_parser(::clap::value_parser!(String)).required_unless_present("json-body")
            => request.body_map(|body| body.title(value));
        body json_body_args(false) => json_body::<types::UploadBody>(matches)?;
        send failed => config.success_no_item(&value)
    }
    Versioned = versioned, cli_versioned, execute_versioned "versioned" {
        "api-version": types::VersionedApiVersion = it
            .value_parser(
                ::clap::builder::TypedValueParser::map(
                    ::clap::builder::PossibleValuesParser::new([
                        types::VersionedApiVersion::X20230101.to_string(),
                        types::VersionedApiVersion::X20240101.to_string(),
                    ]),
                    |s| types::VersionedApiVersion::try_from(s).unwrap(),
                ),
            )
            .required(true)
            => request.api_version(value);
        send failed => config.success_no_item(&value)
    }
    Traced = traced, cli_traced, execute_traced "traced" {
        send failed => config.success_stream(value)
    }
}
