// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! A typed mock of each operation, for httpmock.

/// [`When`](::httpmock::When) and [`Then`](::httpmock::Then) wrappers for each operation.
/// Each can be converted to its inner type with a call to `into_inner()`. This can be used
/// to explicitly deviate from permitted values.
pub mod operations {
    use super::super::*;
    pub struct EventsWhen(::httpmock::When);
    impl EventsWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/events$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct EventsThen(::httpmock::Then);
    impl EventsThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "text/event-stream", value))
        }
    }

    pub struct GotoWhen(::httpmock::When);
    impl GotoWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/goto/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/goto/{value}$")))
        }
    }

    pub struct GotoThen(::httpmock::Then);
    impl GotoThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn found(self) -> Self {
            Self(self.0.status(302))
        }

        pub fn not_found(self) -> Self {
            Self(self.0.status(404))
        }

        pub fn status499(self) -> Self {
            Self(self.0.status(499))
        }
    }

    pub struct HeadersWhen(::httpmock::When);
    impl HeadersWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/headers$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct HeadersThen(::httpmock::Then);
    impl HeadersThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self) -> Self {
            Self(self.0.status(200))
        }

        pub fn default_response(self, status: u16, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, status, "application/json", &value))
        }

        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4);
            Self(runtime::then_json(self.0, status, "application/json", &value))
        }

        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5);
            Self(runtime::then_json(self.0, status, "application/json", &value))
        }
    }

    pub struct ListsWhen(::httpmock::When);
    impl ListsWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/lists/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn ids(self, value: &Vec<i64>) -> Self {
            let value = runtime::path("ids", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/lists/{value}$")))
        }

        pub fn comma<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a Vec<String>>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(self.0, "comma", &value, runtime::Style::Form)
                }
                None => self.0.query_param_missing("comma"),
            };
            Self(when)
        }

        pub fn many<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a Vec<String>>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "many", &value),
                None => self.0.query_param_missing("many"),
            };
            Self(when)
        }

        pub fn pipe(self, value: &Vec<i64>) -> Self {
            Self(
                runtime::when_styled(
                    self.0,
                    "pipe",
                    &value,
                    runtime::Style::PipeDelimited,
                ),
            )
        }

        pub fn space<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a Vec<String>>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "space",
                        &value,
                        runtime::Style::SpaceDelimited,
                    )
                }
                None => self.0.query_param_missing("space"),
            };
            Self(when)
        }

        pub fn session(self, value: &str) -> Self {
            Self(
                runtime::when_cookie(
                    self.0,
                    "session",
                    &value,
                    runtime::Style::FormExploded,
                ),
            )
        }

        pub fn theme<T>(self, value: T) -> Self
        where
            T: Into<Option<types::ListsTheme>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_cookie(
                        self.0,
                        "theme",
                        &value,
                        runtime::Style::FormExploded,
                    )
                }
                None => runtime::when_no_cookie(self.0, "theme"),
            };
            Self(when)
        }

        pub fn x_mood<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => {
                    self.0
                        .header(
                            "X-Mood",
                            runtime::header("X-Mood", &value, runtime::Style::Simple)
                                .expect("a header"),
                        )
                }
                None => self.0.header_missing("X-Mood"),
            };
            Self(when)
        }

        pub fn x_tags<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a Vec<String>>>,
        {
            let when = match value.into() {
                Some(value) => {
                    self.0
                        .header(
                            "X-Tags",
                            runtime::header("X-Tags", &value, runtime::Style::Simple)
                                .expect("a header"),
                        )
                }
                None => self.0.header_missing("X-Tags"),
            };
            Self(when)
        }
    }

    pub struct ListsThen(::httpmock::Then);
    impl ListsThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct PostMediaWhen(::httpmock::When);
    impl PostMediaWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/media$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn content_type<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_header(self.0, "content-type", &value),
                None => self.0.header_missing("content-type"),
            };
            Self(when)
        }

        pub fn body(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::when_body(self.0, value))
        }
    }

    pub struct PostMediaThen(::httpmock::Then);
    impl PostMediaThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "image/*", value))
        }
    }

    pub struct New2When(::httpmock::When);
    impl New2When {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/names$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct New2Then(::httpmock::Then);
    impl New2Then {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct NameNothingWhen(::httpmock::When);
    impl NameNothingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::PUT).path_matches("^/names$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: &str) -> Self {
            Self(self.0.json_body_obj(&value))
        }
    }

    pub struct NameNothingThen(::httpmock::Then);
    impl NameNothingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: Option<i64>) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn not_found(self) -> Self {
            Self(self.0.status(404))
        }

        pub fn client_error(self, status: u16) -> Self {
            assert_eq!(status / 100, 4);
            Self(self.0.status(status))
        }
    }

    pub struct New3When(::httpmock::When);
    impl New3When {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/names$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "body", &value),
                None => self.0.query_param_missing("body"),
            };
            Self(when)
        }

        pub fn foo_bar<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "fooBar", &value),
                None => self.0.query_param_missing("fooBar"),
            };
            Self(when)
        }

        pub fn foo_bar2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "foo_bar", &value),
                None => self.0.query_param_missing("foo_bar"),
            };
            Self(when)
        }

        pub fn id<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "id", &value),
                None => self.0.query_param_missing("id"),
            };
            Self(when)
        }

        pub fn send2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "send", &value),
                None => self.0.query_param_missing("send"),
            };
            Self(when)
        }

        pub fn url<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a Vec<String>>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(self.0, "url", &value, runtime::Style::Form)
                }
                None => self.0.query_param_missing("url"),
            };
            Self(when)
        }

        pub fn id2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_header(self.0, "id", &value),
                None => self.0.header_missing("id"),
            };
            Self(when)
        }

        pub fn body(self, value: &types::Thing) -> Self {
            Self(self.0.json_body_obj(&value))
        }
    }

    pub struct New3Then(::httpmock::Then);
    impl New3Then {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct ListOrdersWhen(::httpmock::When);
    impl ListOrdersWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/orders$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn limit<T>(self, value: T) -> Self
        where
            T: Into<Option<::std::num::NonZeroU64>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "limit", &value),
                None => self.0.query_param_missing("limit"),
            };
            Self(when)
        }

        pub fn page_token<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "page_token", &value),
                None => self.0.query_param_missing("page_token"),
            };
            Self(when)
        }

        pub fn state<T>(self, value: T) -> Self
        where
            T: Into<Option<types::State>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "state", &value),
                None => self.0.query_param_missing("state"),
            };
            Self(when)
        }
    }

    pub struct ListOrdersThen(::httpmock::Then);
    impl ListOrdersThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::OrderPage) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4);
            Self(runtime::then_json(self.0, status, "application/json", &value))
        }
    }

    pub struct MakeOrderWhen(::httpmock::When);
    impl MakeOrderWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/orders$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: &types::Order) -> Self {
            Self(self.0.json_body_obj(&value))
        }
    }

    pub struct MakeOrderThen(::httpmock::Then);
    impl MakeOrderThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::Order) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }
    }

    pub struct PutBytesWhen(::httpmock::When);
    impl PutBytesWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::PUT).path_matches("^/raw$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::when_body(self.0, value))
        }
    }

    pub struct PutBytesThen(::httpmock::Then);
    impl PutBytesThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "application/octet-stream", value))
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct PostXmlWhen(::httpmock::When);
    impl PostXmlWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/raw$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::when_body(self.0, value))
        }
    }

    pub struct PostXmlThen(::httpmock::Then);
    impl PostXmlThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct SearchWhen(::httpmock::When);
    impl SearchWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/searches$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: &types::SearchBody) -> Self {
            Self(
                runtime::when_form(
                    self.0,
                    &value,
                    &[
                        ("words", runtime::Style::PipeDelimited),
                        ("filter", runtime::Style::DeepObject),
                    ],
                ),
            )
        }
    }

    pub struct SearchThen(::httpmock::Then);
    impl SearchThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct StylesWhen(::httpmock::When);
    impl StylesWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::GET)
                    .path_matches("^/styles/[^/]*/[^/]*/[^/]*/[^/]*/[^/]*$"),
            )
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn simple(self, value: &types::Color) -> Self {
            let value = runtime::path("simple", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/styles/{value}/.*/.*/.*/.*$")))
        }

        pub fn exploded(self, value: &types::Color) -> Self {
            let value = runtime::path("exploded", &value, runtime::Style::SimpleExploded)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/styles/.*/{value}/.*/.*/.*$")))
        }

        pub fn label(self, value: &types::Words) -> Self {
            let value = runtime::path("label", &value, runtime::Style::Label)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/styles/.*/.*/{value}/.*/.*$")))
        }

        pub fn matrix(self, value: &types::Words) -> Self {
            let value = runtime::path("matrix", &value, runtime::Style::MatrixExploded)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/styles/.*/.*/.*/{value}/.*$")))
        }

        pub fn json(self, value: &types::Color) -> Self {
            let value = runtime::path("json", &value, runtime::Style::Json)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/styles/.*/.*/.*/.*/{value}$")))
        }

        pub fn color<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "color",
                        &value,
                        runtime::Style::FormExploded,
                    )
                }
                None => self.0.query_param_missing("color"),
            };
            Self(when)
        }

        pub fn deep<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Filter>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "deep",
                        &value,
                        runtime::Style::DeepObject,
                    )
                }
                None => self.0.query_param_missing("deep"),
            };
            Self(when)
        }

        pub fn form<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(self.0, "form", &value, runtime::Style::Form)
                }
                None => self.0.query_param_missing("form"),
            };
            Self(when)
        }

        pub fn pipe<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "pipe",
                        &value,
                        runtime::Style::PipeDelimited,
                    )
                }
                None => self.0.query_param_missing("pipe"),
            };
            Self(when)
        }

        pub fn query<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Filter>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(self.0, "query", &value, runtime::Style::Json)
                }
                None => self.0.query_param_missing("query"),
            };
            Self(when)
        }

        pub fn reserved<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a str>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "reserved",
                        &value,
                        runtime::Style::FormExploded,
                    )
                }
                None => self.0.query_param_missing("reserved"),
            };
            Self(when)
        }

        pub fn space<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_styled(
                        self.0,
                        "space",
                        &value,
                        runtime::Style::SpaceDelimited,
                    )
                }
                None => self.0.query_param_missing("space"),
            };
            Self(when)
        }

        pub fn color2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_cookie(self.0, "color", &value, runtime::Style::Form)
                }
                None => runtime::when_no_cookie(self.0, "color"),
            };
            Self(when)
        }

        pub fn json2<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Filter>>,
        {
            let when = match value.into() {
                Some(value) => {
                    runtime::when_cookie(self.0, "json", &value, runtime::Style::Json)
                }
                None => runtime::when_no_cookie(self.0, "json"),
            };
            Self(when)
        }

        pub fn x_color<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    self.0
                        .header(
                            "X-Color",
                            runtime::header("X-Color", &value, runtime::Style::Simple)
                                .expect("a header"),
                        )
                }
                None => self.0.header_missing("X-Color"),
            };
            Self(when)
        }

        pub fn x_exploded<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Color>>,
        {
            let when = match value.into() {
                Some(value) => {
                    self.0
                        .header(
                            "X-Exploded",
                            runtime::header(
                                    "X-Exploded",
                                    &value,
                                    runtime::Style::SimpleExploded,
                                )
                                .expect("a header"),
                        )
                }
                None => self.0.header_missing("X-Exploded"),
            };
            Self(when)
        }

        pub fn x_json<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a types::Filter>>,
        {
            let when = match value.into() {
                Some(value) => {
                    self.0
                        .header(
                            "X-Json",
                            runtime::header("X-Json", &value, runtime::Style::Json)
                                .expect("a header"),
                        )
                }
                None => self.0.header_missing("X-Json"),
            };
            Self(when)
        }
    }

    pub struct StylesThen(::httpmock::Then);
    impl StylesThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct GetThingWhen(::httpmock::When);
    impl GetThingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/things/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}$")))
        }
    }

    pub struct GetThingThen(::httpmock::Then);
    impl GetThingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::Thing) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn not_modified(self) -> Self {
            Self(self.0.status(304))
        }

        pub fn bad_request(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 400, "text/plain", value))
        }

        pub fn not_found(self, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, 404, "application/problem+json", &value))
        }

        pub fn conflict(self) -> Self {
            Self(self.0.status(409))
        }

        pub fn client_error(self, status: u16, value: &Vec<String>) -> Self {
            assert_eq!(status / 100, 4);
            Self(runtime::then_json(self.0, status, "application/json", &value))
        }

        pub fn default_response(self, status: u16, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, status, "application/octet-stream", value))
        }

        pub fn server_error(self, status: u16, value: impl AsRef<[u8]>) -> Self {
            assert_eq!(status / 100, 5);
            Self(runtime::then_body(self.0, status, "application/octet-stream", value))
        }
    }

    pub struct PutThingWhen(::httpmock::When);
    impl PutThingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::PUT).path_matches("^/things/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}$")))
        }

        pub fn body(self, value: &types::Thing) -> Self {
            Self(self.0.json_body_obj(&value))
        }
    }

    pub struct PutThingThen(::httpmock::Then);
    impl PutThingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: &types::Thing) -> Self {
            Self(runtime::then_json(self.0, 200, "application/json", &value))
        }

        pub fn created(self, value: i64) -> Self {
            Self(runtime::then_json(self.0, 201, "application/json", &value))
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }

        pub fn bad_request(self, value: &types::PutThingBadRequestBody) -> Self {
            Self(runtime::then_json(self.0, 400, "application/json", &value))
        }

        pub fn conflict(self, value: &types::PutThingBadRequestBody) -> Self {
            Self(runtime::then_json(self.0, 409, "application/json", &value))
        }
    }

    pub struct TagThingWhen(::httpmock::When);
    impl TagThingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/things/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}$")))
        }

        pub fn body(self, value: &Vec<String>) -> Self {
            Self(self.0.json_body_obj(&value))
        }
    }

    pub struct TagThingThen(::httpmock::Then);
    impl TagThingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }

        pub fn default_response(self, status: u16, value: &types::Problem) -> Self {
            Self(runtime::then_json(self.0, status, "application/problem+json", &value))
        }

        pub fn client_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 4);
            Self(runtime::then_json(self.0, status, "application/problem+json", &value))
        }

        pub fn server_error(self, status: u16, value: &types::Problem) -> Self {
            assert_eq!(status / 100, 5);
            Self(runtime::then_json(self.0, status, "application/problem+json", &value))
        }
    }

    pub struct FormThingWhen(::httpmock::When);
    impl FormThingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches("^/things/[^/]*/form$"),
            )
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}/form$")))
        }

        pub fn body(self, value: &types::FormThingBody) -> Self {
            Self(runtime::when_form(self.0, &value, &[]))
        }
    }

    pub struct FormThingThen(::httpmock::Then);
    impl FormThingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct NoteThingWhen(::httpmock::When);
    impl NoteThingWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::POST)
                    .path_matches("^/things/[^/]*/note$"),
            )
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}/note$")))
        }

        pub fn body(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::when_body(self.0, value))
        }
    }

    pub struct NoteThingThen(::httpmock::Then);
    impl NoteThingThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct PutPictureWhen(::httpmock::When);
    impl PutPictureWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(
                inner
                    .method(::httpmock::Method::PUT)
                    .path_matches("^/things/[^/]*/picture$"),
            )
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn id(self, value: &str) -> Self {
            let value = runtime::path("id", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/things/{value}/picture$")))
        }

        pub fn body(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::when_body(self.0, value))
        }
    }

    pub struct PutPictureThen(::httpmock::Then);
    impl PutPictureThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct TimeWhen(::httpmock::When);
    impl TimeWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::GET).path_matches("^/times/[^/]*$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn at(self, value: &::chrono::DateTime<::chrono::offset::Utc>) -> Self {
            let value = runtime::path("at", &value, runtime::Style::Simple)
                .expect("a path");
            let value = regex::escape(&value);
            Self(self.0.path_matches(format!("^/times/{value}$")))
        }

        pub fn share<T>(self, value: T) -> Self
        where
            T: Into<Option<f64>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_query(self.0, "share", &value),
                None => self.0.query_param_missing("share"),
            };
            Self(when)
        }

        pub fn x_since<'a, T>(self, value: T) -> Self
        where
            T: Into<Option<&'a ::chrono::DateTime<::chrono::offset::Utc>>>,
        {
            let when = match value.into() {
                Some(value) => runtime::when_header(self.0, "X-Since", &value),
                None => self.0.header_missing("X-Since"),
            };
            Self(when)
        }
    }

    pub struct TimeThen(::httpmock::Then);
    impl TimeThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "text/plain", value))
        }
    }

    pub struct UploadPartsWhen(::httpmock::When);
    impl UploadPartsWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::PUT).path_matches("^/uploads$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: &Vec<runtime::BodyPart>) -> Self {
            Self(runtime::when_multipart(self.0, "multipart/mixed", &value, &[]))
        }
    }

    pub struct UploadPartsThen(::httpmock::Then);
    impl UploadPartsThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "multipart/mixed", value))
        }
    }

    pub struct UploadWhen(::httpmock::When);
    impl UploadWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::POST).path_matches("^/uploads$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn body(self, value: &types::UploadBody) -> Self {
            Self(
                runtime::when_multipart(
                    self.0,
                    "multipart/form-data",
                    &value,
                    &[("picture", "image/png")],
                ),
            )
        }
    }

    pub struct UploadThen(::httpmock::Then);
    impl UploadThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct VersionedWhen(::httpmock::When);
    impl VersionedWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::OPTIONS).path_matches("^/versions$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }

        pub fn api_version(self, value: types::VersionedApiVersion) -> Self {
            Self(runtime::when_header(self.0, "api-version", &value))
        }
    }

    pub struct VersionedThen(::httpmock::Then);
    impl VersionedThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn no_content(self) -> Self {
            Self(self.0.status(204))
        }
    }

    pub struct TracedWhen(::httpmock::When);
    impl TracedWhen {
        pub fn new(inner: ::httpmock::When) -> Self {
            Self(inner.method(::httpmock::Method::TRACE).path_matches("^/versions$"))
        }

        pub fn into_inner(self) -> ::httpmock::When {
            self.0
        }
    }

    pub struct TracedThen(::httpmock::Then);
    impl TracedThen {
        pub fn new(inner: ::httpmock::Then) -> Self {
            Self(inner)
        }

        pub fn into_inner(self) -> ::httpmock::Then {
            self.0
        }

        pub fn ok(self, value: impl AsRef<[u8]>) -> Self {
            Self(runtime::then_body(self.0, 200, "message/http", value))
        }
    }
}

/// An extension trait for [`MockServer`](::httpmock::MockServer) that adds a method for
/// each operation. These are the equivalent of type-checked
/// [`mock()`](::httpmock::MockServer::mock) calls.
pub trait MockServerExt {
    fn events<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::EventsWhen, operations::EventsThen);
    fn goto<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GotoWhen, operations::GotoThen);
    fn headers<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::HeadersWhen, operations::HeadersThen);
    fn lists<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListsWhen, operations::ListsThen);
    fn post_media<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostMediaWhen, operations::PostMediaThen);
    fn new2<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::New2When, operations::New2Then);
    fn name_nothing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::NameNothingWhen, operations::NameNothingThen);
    fn new3<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::New3When, operations::New3Then);
    fn list_orders<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListOrdersWhen, operations::ListOrdersThen);
    fn make_order<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::MakeOrderWhen, operations::MakeOrderThen);
    fn put_bytes<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutBytesWhen, operations::PutBytesThen);
    fn post_xml<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostXmlWhen, operations::PostXmlThen);
    fn search<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::SearchWhen, operations::SearchThen);
    fn styles<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::StylesWhen, operations::StylesThen);
    fn get_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetThingWhen, operations::GetThingThen);
    fn put_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutThingWhen, operations::PutThingThen);
    fn tag_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TagThingWhen, operations::TagThingThen);
    fn form_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::FormThingWhen, operations::FormThingThen);
    fn note_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::NoteThingWhen, operations::NoteThingThen);
    fn put_picture<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutPictureWhen, operations::PutPictureThen);
    fn time<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TimeWhen, operations::TimeThen);
    fn upload_parts<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::UploadPartsWhen, operations::UploadPartsThen);
    fn upload<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::UploadWhen, operations::UploadThen);
    fn versioned<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::VersionedWhen, operations::VersionedThen);
    fn traced<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TracedWhen, operations::TracedThen);
}

impl MockServerExt for ::httpmock::MockServer {
    fn events<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::EventsWhen, operations::EventsThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::EventsWhen::new(when),
                operations::EventsThen::new(then),
            )
        })
    }

    fn goto<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GotoWhen, operations::GotoThen),
    {
        self.mock(|when, then| {
            config_fn(operations::GotoWhen::new(when), operations::GotoThen::new(then))
        })
    }

    fn headers<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::HeadersWhen, operations::HeadersThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::HeadersWhen::new(when),
                operations::HeadersThen::new(then),
            )
        })
    }

    fn lists<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListsWhen, operations::ListsThen),
    {
        self.mock(|when, then| {
            config_fn(operations::ListsWhen::new(when), operations::ListsThen::new(then))
        })
    }

    fn post_media<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostMediaWhen, operations::PostMediaThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PostMediaWhen::new(when),
                operations::PostMediaThen::new(then),
            )
        })
    }

    fn new2<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::New2When, operations::New2Then),
    {
        self.mock(|when, then| {
            config_fn(operations::New2When::new(when), operations::New2Then::new(then))
        })
    }

    fn name_nothing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::NameNothingWhen, operations::NameNothingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::NameNothingWhen::new(when),
                operations::NameNothingThen::new(then),
            )
        })
    }

    fn new3<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::New3When, operations::New3Then),
    {
        self.mock(|when, then| {
            config_fn(operations::New3When::new(when), operations::New3Then::new(then))
        })
    }

    fn list_orders<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListOrdersWhen, operations::ListOrdersThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::ListOrdersWhen::new(when),
                operations::ListOrdersThen::new(then),
            )
        })
    }

    fn make_order<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::MakeOrderWhen, operations::MakeOrderThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::MakeOrderWhen::new(when),
                operations::MakeOrderThen::new(then),
            )
        })
    }

    fn put_bytes<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutBytesWhen, operations::PutBytesThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PutBytesWhen::new(when),
                operations::PutBytesThen::new(then),
            )
        })
    }

    fn post_xml<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PostXmlWhen, operations::PostXmlThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PostXmlWhen::new(when),
                operations::PostXmlThen::new(then),
            )
        })
    }

    fn search<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::SearchWhen, operations::SearchThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::SearchWhen::new(when),
                operations::SearchThen::new(then),
            )
        })
    }

    fn styles<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::StylesWhen, operations::StylesThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::StylesWhen::new(when),
                operations::StylesThen::new(then),
            )
        })
    }

    fn get_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetThingWhen, operations::GetThingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::GetThingWhen::new(when),
                operations::GetThingThen::new(then),
            )
        })
    }

    fn put_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutThingWhen, operations::PutThingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PutThingWhen::new(when),
                operations::PutThingThen::new(then),
            )
        })
    }

    fn tag_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TagThingWhen, operations::TagThingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::TagThingWhen::new(when),
                operations::TagThingThen::new(then),
            )
        })
    }

    fn form_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::FormThingWhen, operations::FormThingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::FormThingWhen::new(when),
                operations::FormThingThen::new(then),
            )
        })
    }

    fn note_thing<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::NoteThingWhen, operations::NoteThingThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::NoteThingWhen::new(when),
                operations::NoteThingThen::new(then),
            )
        })
    }

    fn put_picture<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::PutPictureWhen, operations::PutPictureThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::PutPictureWhen::new(when),
                operations::PutPictureThen::new(then),
            )
        })
    }

    fn time<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TimeWhen, operations::TimeThen),
    {
        self.mock(|when, then| {
            config_fn(operations::TimeWhen::new(when), operations::TimeThen::new(then))
        })
    }

    fn upload_parts<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::UploadPartsWhen, operations::UploadPartsThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::UploadPartsWhen::new(when),
                operations::UploadPartsThen::new(then),
            )
        })
    }

    fn upload<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::UploadWhen, operations::UploadThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::UploadWhen::new(when),
                operations::UploadThen::new(then),
            )
        })
    }

    fn versioned<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::VersionedWhen, operations::VersionedThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::VersionedWhen::new(when),
                operations::VersionedThen::new(then),
            )
        })
    }

    fn traced<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::TracedWhen, operations::TracedThen),
    {
        self.mock(|when, then| {
            config_fn(
                operations::TracedWhen::new(when),
                operations::TracedThen::new(then),
            )
        })
    }
}
