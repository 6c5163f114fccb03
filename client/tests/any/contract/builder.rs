// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The requests of each operation: what is set, what is sent, what comes back.

#[allow(unused_imports)]
use super::{ByteStream, Error, ResponseValue, responses, runtime, types};

runtime::builder! {
    GetThing: Clone = get_thing GET "/things/{id}" {
        id: Required<::std::string::String>,
    }
    send |it, request, response| -> ResponseValue<responses::GetThingSuccess>, Error<responses::GetThingError> {
        request
            .path_value("id", it.id)
            .accept("application/json, text/plain, application/problem+json, application/octet-stream");
        200 | 304 => runtime::decoded(response).await,
        400..=599 => runtime::decoded_error(response).await,
    }
}

runtime::builder! {
    PutThing: Clone = put_thing PUT "/things/{id}" {
        id: Required<::std::string::String>,
    }
    body: OptionallyBuilt<types::Thing, types::builder::Thing>
    send |it, request, response| -> ResponseValue<responses::PutThingSuccess>, Error<types::PutThingBadRequestBody> {
        request
            .path_value("id", it.id)
            .json::<types::Thing>("application/vnd.thing+json", it.body)
            .accept("application/json");
        200 | 201 | 204 => runtime::decoded(response).await,
        400 | 409 => runtime::error(response).await,
    }
}

runtime::builder! {
    TagThing: Clone = tag_thing POST "/things/{id}" {
        id: Required<::std::string::String>,
        body: Optional<::std::vec::Vec<::std::string::String>>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<types::Problem> {
        request
            .path_value("id", it.id)
            .json::<::std::vec::Vec<::std::string::String>>("application/json", it.body)
            .accept("application/problem+json");
        204 => Ok(ResponseValue::empty(response)),
        400..=599 => runtime::error(response).await,
    }
}

runtime::builder! {
    NoteThing = note_thing POST "/things/{id}/note" {
        id: Required<::std::string::String>,
        body: OptionalTextBody<String>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .path_value("id", it.id)
            .body("text/markdown", it.body);
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    FormThing: Clone = form_thing POST "/things/{id}/form" {
        id: Required<::std::string::String>,
    }
    body: OptionallyBuilt<types::FormThingBody, types::builder::FormThingBody>
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .path_value("id", it.id)
            .form::<types::FormThingBody>(it.body, &[]);
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    PutPicture = put_picture PUT "/things/{id}/picture" {
        id: Required<::std::string::String>,
        body: Required<reqwest::Body>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .path_value("id", it.id)
            .body("image/png", it.body.map(Some))
            .streamed();
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    Goto: Clone = goto GET "/goto/{id}" {
        id: Required<::std::string::String>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request.path_value("id", it.id);
        302 => Ok(ResponseValue::empty(response)),
        404 | 499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
    }
}

runtime::builder! {
    Lists: Clone = lists GET "/lists/{ids}" {
        ids: Required<::std::vec::Vec<i64>>,
        comma: Optional<::std::vec::Vec<::std::string::String>>,
        many: Optional<::std::vec::Vec<::std::string::String>>,
        pipe: Required<::std::vec::Vec<i64>>,
        space: Optional<::std::vec::Vec<::std::string::String>>,
        session: Required<::std::string::String>,
        theme: Optional<types::ListsTheme>,
        x_mood: Optional<::std::string::String>,
        x_tags: Optional<::std::vec::Vec<::std::string::String>>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .styled_path_value("ids", it.ids, runtime::Style::Simple)
            .styled_query("comma", it.comma, runtime::Style::Form)
            .styled_query("pipe", it.pipe, runtime::Style::PipeDelimited)
            .styled_query("space", it.space, runtime::Style::SpaceDelimited)
            .query("many", it.many)
            .cookie("session", it.session.map(Some), runtime::Style::FormExploded)
            .cookie("theme", it.theme, runtime::Style::FormExploded)
            .styled_header("X-Mood", it.x_mood, runtime::Style::Simple)
            .styled_header("X-Tags", it.x_tags, runtime::Style::Simple);
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    Time: Clone = time GET "/times/{at}" {
        at: Required<::chrono::DateTime<::chrono::offset::Utc>>,
        share: Optional<f64>,
        x_since: Optional<::chrono::DateTime<::chrono::offset::Utc>>,
    }
    send |it, request, response| -> ResponseValue<ByteStream>, Error<()> {
        request
            .path_value("at", it.at)
            .query("share", it.share)
            .header("X-Since", it.x_since)
            .accept("text/plain");
        200 => Ok(ResponseValue::stream(response)),
    }
}

runtime::builder! {
    New2: Clone = new2 GET "/names" {}
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request;
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    NameNothing: Clone = name_nothing PUT "/names" {
        body: Required<::std::string::String>,
    }
    send |it, request, response| -> ResponseValue<::std::option::Option<i64>>, Error<()> {
        request
            .json::<::std::string::String>("application/json", it.body.map(Some))
            .accept("application/json");
        200 => runtime::json(response).await,
        400..=499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
    }
}

runtime::builder! {
    New3: Clone = new3 POST "/names" {
        body2: Optional<::std::string::String>,
        foo_bar: Optional<::std::string::String>,
        foo_bar2: Optional<::std::string::String>,
        id: Optional<::std::string::String>,
        send2: Optional<::std::string::String>,
        url: Optional<::std::vec::Vec<::std::string::String>>,
        id2: Optional<::std::string::String>,
    }
    body: Built<types::Thing, types::builder::Thing>
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .styled_query("url", it.url, runtime::Style::Form)
            .query("body", it.body2)
            .query("fooBar", it.foo_bar)
            .query("foo_bar", it.foo_bar2)
            .query("id", it.id)
            .query("send", it.send2)
            .header("id", it.id2)
            .json::<types::Thing>("application/json", it.body.map(Some));
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    Styles: Clone = styles GET "/styles/{simple}/{exploded}/{label}/{matrix}/{json}" {
        simple: Required<types::Color>,
        exploded: Required<types::Color>,
        label: Required<types::Words>,
        matrix: Required<types::Words>,
        json: Required<types::Color>,
        color: Optional<types::Color>,
        deep: Optional<types::Filter>,
        form: Optional<types::Color>,
        pipe: Optional<types::Color>,
        query: Optional<types::Filter>,
        reserved: Optional<::std::string::String>,
        space: Optional<types::Color>,
        color2: Optional<types::Color>,
        json2: Optional<types::Filter>,
        x_color: Optional<types::Color>,
        x_exploded: Optional<types::Color>,
        x_json: Optional<types::Filter>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .styled_path_value("simple", it.simple, runtime::Style::Simple)
            .styled_path_value("exploded", it.exploded, runtime::Style::SimpleExploded)
            .styled_path_value("label", it.label, runtime::Style::Label)
            .styled_path_value("matrix", it.matrix, runtime::Style::MatrixExploded)
            .styled_path_value("json", it.json, runtime::Style::Json)
            .styled_query("color", it.color, runtime::Style::FormExploded)
            .styled_query("deep", it.deep, runtime::Style::DeepObject)
            .styled_query("form", it.form, runtime::Style::Form)
            .styled_query("pipe", it.pipe, runtime::Style::PipeDelimited)
            .styled_query("query", it.query, runtime::Style::Json)
            .reserved_query("reserved", it.reserved, runtime::Style::FormExploded)
            .styled_query("space", it.space, runtime::Style::SpaceDelimited)
            .cookie("color", it.color2, runtime::Style::Form)
            .cookie("json", it.json2, runtime::Style::Json)
            .styled_header("X-Color", it.x_color, runtime::Style::Simple)
            .styled_header("X-Exploded", it.x_exploded, runtime::Style::SimpleExploded)
            .styled_header("X-Json", it.x_json, runtime::Style::Json);
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    UploadParts: Clone = upload_parts PUT "/uploads" {
        body: Optional<::std::vec::Vec<runtime::BodyPart>>,
    }
    send |it, request, response| -> ResponseValue<ByteStream>, Error<()> {
        request
            .multipart::<::std::vec::Vec<runtime::BodyPart>>("multipart/mixed", it.body, &[])
            .accept("multipart/mixed")
            .streamed();
        200 => Ok(ResponseValue::stream(response)),
    }
}

runtime::builder! {
    Upload: Clone = upload POST "/uploads" {}
    body: Built<types::UploadBody, types::builder::UploadBody>
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .multipart::<
                    types::UploadBody,
                >("multipart/form-data", it.body.map(Some), &[("picture", "image/png")])
            .streamed();
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    PostMedia = post_media POST "/media" {
        content_type: Optional<::std::string::String>,
        body: Required<reqwest::Body>,
    }
    send |it, request, response| -> ResponseValue<ByteStream>, Error<()> {
        request
            .body("application/octet-stream", it.body.map(Some))
            .content_type(it.content_type)
            .accept("image/*")
            .streamed();
        200 => Ok(ResponseValue::stream(response)),
    }
}

runtime::builder! {
    Versioned: Clone = versioned OPTIONS "/versions" {
        api_version: Required<types::VersionedApiVersion>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request.header("api-version", it.api_version.map(Some));
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    Traced: Clone = traced TRACE "/versions" {}
    send |it, request, response| -> ResponseValue<ByteStream>, Error<()> {
        request
            .accept("message/http")
            .streamed();
        200 => Ok(ResponseValue::stream(response)),
    }
}

runtime::builder! {
    PutBytes = put_bytes PUT "/raw" {
        body: Required<reqwest::Body>,
    }
    send |it, request, response| -> ResponseValue<ByteStream>, Error<()> {
        request
            .body("application/octet-stream", it.body.map(Some))
            .accept("application/octet-stream")
            .streamed();
        200 | 204 => Ok(ResponseValue::stream(response)),
    }
}

runtime::builder! {
    PostXml = post_xml POST "/raw" {
        body: Required<reqwest::Body>,
    }
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .body("application/xml", it.body.map(Some))
            .streamed();
        204 => Ok(ResponseValue::empty(response)),
    }
}

runtime::builder! {
    Export: Clone = export GET "/exports/{id}" {
        id: Required<::std::string::String>,
    }
    send |it, request, response| -> ResponseValue<responses::ExportSuccess>, Error<types::Problem> {
        request
            .path_value("id", it.id)
            .accept("application/octet-stream, application/json, text/csv, application/problem+json")
            .streamed();
        200 | 202 | 203 | 204 => runtime::decoded(response).await,
        400..=599 => runtime::error(response).await,
    }
}

runtime::builder! {
    Headers: Clone = headers GET "/headers" {}
    send |it, request, response| -> ResponseValue<()>, Error<types::Problem> {
        request.accept("application/json");
        200 => Ok(ResponseValue::empty(response)),
        400..=599 => runtime::error(response).await,
    }
}

runtime::builder! {
    Events: Clone = events GET "/events" {}
    send |it, request, response| -> ResponseValue<runtime::Events>, Error<()> {
        request
            .accept("text/event-stream")
            .streamed();
        200 => Ok(runtime::Events::response(response)),
    }
}

runtime::builder! {
    ListOrders: Clone = list_orders GET "/orders" {
        limit: Optional<::std::num::NonZeroU64>,
        page_token: Optional<::std::string::String>,
        state: Optional<types::State>,
    }
    send |it, request, response| -> ResponseValue<types::OrderPage>, Error<types::Problem> {
        request
            .query("limit", it.limit)
            .query("page_token", it.page_token)
            .query("state", it.state)
            .accept("application/json");
        200 => runtime::json(response).await,
        400..=499 => runtime::error(response).await,
    }
    stream types::Order, without (state)
}

runtime::builder! {
    MakeOrder: Clone = make_order POST "/orders" {}
    body: Built<types::Order, types::builder::Order>
    send |it, request, response| -> ResponseValue<types::Order>, Error<()> {
        request
            .json::<types::Order>("application/json", it.body.map(Some))
            .accept("application/json");
        200 => runtime::json(response).await,
    }
}

runtime::builder! {
    Search: Clone = search POST "/searches" {}
    body: Built<types::SearchBody, types::builder::SearchBody>
    send |it, request, response| -> ResponseValue<()>, Error<()> {
        request
            .form::<
                types::SearchBody,
            >(
                it.body.map(Some),
                &[
                    ("words", runtime::Style::PipeDelimited),
                    ("filter", runtime::Style::DeepObject),
                ],
            );
        204 => Ok(ResponseValue::empty(response)),
    }
}
