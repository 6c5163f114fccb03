// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! A typed mock of each operation, for httpmock.

use super::runtime;

runtime::mocks! {
    EventsWhen, EventsThen = events GET "^/events$" {
        |when, value| {}
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "text/event-stream", value),
        }
    }
    ExportWhen, ExportThen = export GET "^/exports/[^/]*$" {
        |when, value| {
            id: &str = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/exports/", "$"), regex::escape),
        }
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "application/octet-stream", value),
            accepted(value: &types::Thing) = runtime::then_json(then, 202, "application/json", &value),
            non_authoritative_information(value: impl AsRef<[u8]>) = runtime::then_body(then, 203, "text/csv", value),
            no_content() = then.status(204),
            default_response(status: u16, value: &types::Problem) = runtime::then_json(then, status, "application/problem+json", &value),
            client_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 4), "application/problem+json", &value),
            server_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 5), "application/problem+json", &value),
        }
    }
    GotoWhen, GotoThen = goto GET "^/goto/[^/]*$" {
        |when, value| {
            id: &str = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/goto/", "$"), regex::escape),
        }
        |then| {
            found() = then.status(302),
            not_found() = then.status(404),
            status499() = then.status(499),
        }
    }
    HeadersWhen, HeadersThen = headers GET "^/headers$" {
        |when, value| {}
        |then| {
            ok() = then.status(200),
            default_response(status: u16, value: &types::Problem) = runtime::then_json(then, status, "application/json", &value),
            client_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 4), "application/json", &value),
            server_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 5), "application/json", &value),
        }
    }
    ListsWhen, ListsThen = lists GET "^/lists/[^/]*$" {
        |when, value| {
            ids: &Vec<i64> = runtime::when_path(when, "ids", &value, runtime::Style::Simple, ("^/lists/", "$"), regex::escape),
            comma<'a>: &'a Vec<String> = runtime::when_styled(when, "comma", &value, runtime::Style::Form)
                => when.query_param_missing("comma"),
            many<'a>: &'a Vec<String> = runtime::when_query(when, "many", &value)
                => when.query_param_missing("many"),
            pipe: &Vec<i64> = runtime::when_styled(when, "pipe", &value, runtime::Style::PipeDelimited),
            space<'a>: &'a Vec<String> = runtime::when_styled(when, "space", &value, runtime::Style::SpaceDelimited)
                => when.query_param_missing("space"),
            session: &str = runtime::when_cookie(when, "session", &value, runtime::Style::FormExploded),
            theme: types::ListsTheme = runtime::when_cookie(when, "theme", &value, runtime::Style::FormExploded)
                => runtime::when_no_cookie(when, "theme"),
            x_mood<'a>: &'a str = when.header("X-Mood", runtime::header("X-Mood", &value, runtime::Style::Simple).expect("a header"))
                => when.header_missing("X-Mood"),
            x_tags<'a>: &'a Vec<String> = when.header("X-Tags", runtime::header("X-Tags", &value, runtime::Style::Simple).expect("a header"))
                => when.header_missing("X-Tags"),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    PostMediaWhen, PostMediaThen = post_media POST "^/media$" {
        |when, value| {
            content_type<'a>: &'a str = runtime::when_header(when, "content-type", &value)
                => when.header_missing("content-type"),
            body: impl AsRef<[u8]> = runtime::when_body(when, value),
        }
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "image/*", value),
        }
    }
    New2When, New2Then = new2 GET "^/names$" {
        |when, value| {}
        |then| {
            no_content() = then.status(204),
        }
    }
    NameNothingWhen, NameNothingThen = name_nothing PUT "^/names$" {
        |when, value| {
            body: &str = when.json_body_obj(&value),
        }
        |then| {
            ok(value: Option<i64>) = runtime::then_json(then, 200, "application/json", &value),
            not_found() = then.status(404),
            client_error(status: u16) = then.status(runtime::in_range(status, 4)),
        }
    }
    New3When, New3Then = new3 POST "^/names$" {
        |when, value| {
            body2<'a>: &'a str = runtime::when_query(when, "body", &value)
                => when.query_param_missing("body"),
            foo_bar<'a>: &'a str = runtime::when_query(when, "fooBar", &value)
                => when.query_param_missing("fooBar"),
            foo_bar2<'a>: &'a str = runtime::when_query(when, "foo_bar", &value)
                => when.query_param_missing("foo_bar"),
            id<'a>: &'a str = runtime::when_query(when, "id", &value)
                => when.query_param_missing("id"),
            send2<'a>: &'a str = runtime::when_query(when, "send", &value)
                => when.query_param_missing("send"),
            url<'a>: &'a Vec<String> = runtime::when_styled(when, "url", &value, runtime::Style::Form)
                => when.query_param_missing("url"),
            id2<'a>: &'a str = runtime::when_header(when, "id", &value)
                => when.header_missing("id"),
            body: &types::Thing = when.json_body_obj(&value),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    ListOrdersWhen, ListOrdersThen = list_orders GET "^/orders$" {
        |when, value| {
            limit: ::std::num::NonZeroU64 = runtime::when_query(when, "limit", &value)
                => when.query_param_missing("limit"),
            page_token<'a>: &'a str = runtime::when_query(when, "page_token", &value)
                => when.query_param_missing("page_token"),
            state: types::State = runtime::when_query(when, "state", &value)
                => when.query_param_missing("state"),
        }
        |then| {
            ok(value: &types::OrderPage) = runtime::then_json(then, 200, "application/json", &value),
            client_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 4), "application/json", &value),
        }
    }
    MakeOrderWhen, MakeOrderThen = make_order POST "^/orders$" {
        |when, value| {
            body: &types::Order = when.json_body_obj(&value),
        }
        |then| {
            ok(value: &types::Order) = runtime::then_json(then, 200, "application/json", &value),
        }
    }
    PutBytesWhen, PutBytesThen = put_bytes PUT "^/raw$" {
        |when, value| {
            body: impl AsRef<[u8]> = runtime::when_body(when, value),
        }
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "application/octet-stream", value),
            no_content() = then.status(204),
        }
    }
    PostXmlWhen, PostXmlThen = post_xml POST "^/raw$" {
        |when, value| {
            body: impl AsRef<[u8]> = runtime::when_body(when, value),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    SearchWhen, SearchThen = search POST "^/searches$" {
        |when, value| {
            body: &types::SearchBody = runtime::when_form(
                when,
                &value,
                &[("words", runtime::Style::PipeDelimited), ("filter", runtime::Style::DeepObject)],
            ),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    StylesWhen, StylesThen = styles GET "^/styles/[^/]*/[^/]*/[^/]*/[^/]*/[^/]*$" {
        |when, value| {
            simple: &types::Color = runtime::when_path(
                when,
                "simple",
                &value,
                runtime::Style::Simple,
                ("^/styles/", "/.*/.*/.*/.*$"),
                regex::escape,
            ),
            exploded: &types::Color = runtime::when_path(
                when,
                "exploded",
                &value,
                runtime::Style::SimpleExploded,
                ("^/styles/.*/", "/.*/.*/.*$"),
                regex::escape,
            ),
            label: &types::Words = runtime::when_path(
                when,
                "label",
                &value,
                runtime::Style::Label,
                ("^/styles/.*/.*/", "/.*/.*$"),
                regex::escape,
            ),
            matrix: &types::Words = runtime::when_path(
                when,
                "matrix",
                &value,
                runtime::Style::MatrixExploded,
                ("^/styles/.*/.*/.*/", "/.*$"),
                regex::escape,
            ),
            json: &types::Color = runtime::when_path(
                when,
                "json",
                &value,
                runtime::Style::Json,
                ("^/styles/.*/.*/.*/.*/", "$"),
                regex::escape,
            ),
            color<'a>: &'a types::Color = runtime::when_styled(when, "color", &value, runtime::Style::FormExploded)
                => when.query_param_missing("color"),
            deep<'a>: &'a types::Filter = runtime::when_styled(when, "deep", &value, runtime::Style::DeepObject)
                => when.query_param_missing("deep"),
            form<'a>: &'a types::Color = runtime::when_styled(when, "form", &value, runtime::Style::Form)
                => when.query_param_missing("form"),
            pipe<'a>: &'a types::Color = runtime::when_styled(when, "pipe", &value, runtime::Style::PipeDelimited)
                => when.query_param_missing("pipe"),
            query<'a>: &'a types::Filter = runtime::when_styled(when, "query", &value, runtime::Style::Json)
                => when.query_param_missing("query"),
            reserved<'a>: &'a str = runtime::when_styled(when, "reserved", &value, runtime::Style::FormExploded)
                => when.query_param_missing("reserved"),
            space<'a>: &'a types::Color = runtime::when_styled(when, "space", &value, runtime::Style::SpaceDelimited)
                => when.query_param_missing("space"),
            color2<'a>: &'a types::Color = runtime::when_cookie(when, "color", &value, runtime::Style::Form)
                => runtime::when_no_cookie(when, "color"),
            json2<'a>: &'a types::Filter = runtime::when_cookie(when, "json", &value, runtime::Style::Json)
                => runtime::when_no_cookie(when, "json"),
            x_color<'a>: &'a types::Color = when
                .header(
                    "X-Color",
                    runtime::header("X-Color", &value, runtime::Style::Simple).expect("a header"),
                )
                => when.header_missing("X-Color"),
            x_exploded<'a>: &'a types::Color = when
                .header(
                    "X-Exploded",
                    runtime::header("X-Exploded", &value, runtime::Style::SimpleExploded)
                        .expect("a header"),
                )
                => when.header_missing("X-Exploded"),
            x_json<'a>: &'a types::Filter = when.header("X-Json", runtime::header("X-Json", &value, runtime::Style::Json).expect("a header"))
                => when.header_missing("X-Json"),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    GetThingWhen, GetThingThen = get_thing GET "^/things/[^/]*$" {
        |when, value| {
            id: &str = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/things/", "$"), regex::escape),
        }
        |then| {
            ok(value: &types::Thing) = runtime::then_json(then, 200, "application/json", &value),
            not_modified() = then.status(304),
            bad_request(value: impl AsRef<[u8]>) = runtime::then_body(then, 400, "text/plain", value),
            not_found(value: &types::Problem) = runtime::then_json(then, 404, "application/problem+json", &value),
            conflict() = then.status(409),
            client_error(status: u16, value: &Vec<String>) = runtime::then_json(then, runtime::in_range(status, 4), "application/json", &value),
            default_response(status: u16, value: impl AsRef<[u8]>) = runtime::then_body(then, status, "application/octet-stream", value),
            server_error(status: u16, value: impl AsRef<[u8]>) = runtime::then_body(then, runtime::in_range(status, 5), "application/octet-stream", value),
        }
    }
    PutThingWhen, PutThingThen = put_thing PUT "^/things/[^/]*$" {
        |when, value| {
            id: &str = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/things/", "$"), regex::escape),
            body: &types::Thing = when.json_body_obj(&value),
        }
        |then| {
            ok(value: &types::Thing) = runtime::then_json(then, 200, "application/json", &value),
            created(value: i64) = runtime::then_json(then, 201, "application/json", &value),
            no_content() = then.status(204),
            bad_request(value: &types::PutThingBadRequestBody) = runtime::then_json(then, 400, "application/json", &value),
            conflict(value: &types::PutThingBadRequestBody) = runtime::then_json(then, 409, "application/json", &value),
        }
    }
    TagThingWhen, TagThingThen = tag_thing POST "^/things/[^/]*$" {
        |when, value| {
            id: &str = runtime::when_path(when, "id", &value, runtime::Style::Simple, ("^/things/", "$"), regex::escape),
            body: &Vec<String> = when.json_body_obj(&value),
        }
        |then| {
            no_content() = then.status(204),
            default_response(status: u16, value: &types::Problem) = runtime::then_json(then, status, "application/problem+json", &value),
            client_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 4), "application/problem+json", &value),
            server_error(status: u16, value: &types::Problem) = runtime::then_json(then, runtime::in_range(status, 5), "application/problem+json", &value),
        }
    }
    FormThingWhen, FormThingThen = form_thing POST "^/things/[^/]*/form$" {
        |when, value| {
            id: &str = runtime::when_path(
                when,
                "id",
                &value,
                runtime::Style::Simple,
                ("^/things/", "/form$"),
                regex::escape,
            ),
            body: &types::FormThingBody = runtime::when_form(when, &value, &[]),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    NoteThingWhen, NoteThingThen = note_thing POST "^/things/[^/]*/note$" {
        |when, value| {
            id: &str = runtime::when_path(
                when,
                "id",
                &value,
                runtime::Style::Simple,
                ("^/things/", "/note$"),
                regex::escape,
            ),
            body: impl AsRef<[u8]> = runtime::when_body(when, value),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    PutPictureWhen, PutPictureThen = put_picture PUT "^/things/[^/]*/picture$" {
        |when, value| {
            id: &str = runtime::when_path(
                when,
                "id",
                &value,
                runtime::Style::Simple,
                ("^/things/", "/picture$"),
                regex::escape,
            ),
            body: impl AsRef<[u8]> = runtime::when_body(when, value),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    TimeWhen, TimeThen = time GET "^/times/[^/]*$" {
        |when, value| {
            at: &::chrono::DateTime<::chrono::offset::Utc> = runtime::when_path(when, "at", &value, runtime::Style::Simple, ("^/times/", "$"), regex::escape),
            share: f64 = runtime::when_query(when, "share", &value)
                => when.query_param_missing("share"),
            x_since<'a>: &'a ::chrono::DateTime<::chrono::offset::Utc> = runtime::when_header(when, "X-Since", &value)
                => when.header_missing("X-Since"),
        }
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "text/plain", value),
        }
    }
    UploadPartsWhen, UploadPartsThen = upload_parts PUT "^/uploads$" {
        |when, value| {
            body: &Vec<runtime::BodyPart> = runtime::when_multipart(when, "multipart/mixed", &value, &[]),
        }
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "multipart/mixed", value),
        }
    }
    UploadWhen, UploadThen = upload POST "^/uploads$" {
        |when, value| {
            body: &types::UploadBody = runtime::when_multipart(when, "multipart/form-data", &value, &[("picture", "image/png")]),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    VersionedWhen, VersionedThen = versioned OPTIONS "^/versions$" {
        |when, value| {
            api_version: types::VersionedApiVersion = runtime::when_header(when, "api-version", &value),
        }
        |then| {
            no_content() = then.status(204),
        }
    }
    TracedWhen, TracedThen = traced TRACE "^/versions$" {
        |when, value| {}
        |then| {
            ok(value: impl AsRef<[u8]>) = runtime::then_body(then, 200, "message/http", value),
        }
    }
}
