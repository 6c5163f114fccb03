// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The client: one method for each operation, and its types.

#![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]

#[cfg(feature = "cli")]
#[allow(clippy::all, unused)]
pub mod commands;
mod credentials;
mod headers;
#[cfg(feature = "mocks")]
#[allow(clippy::all, unused)]
pub mod mocks;
pub mod responses;
mod setup;

/// What the generated code calls.
pub use contract_client as runtime;

runtime::requires!("1.2");

pub use credentials::Credentials;
pub use headers::ResponseHeaders;
pub use runtime::{BuildError, Error, ErrorStream, Reading, Retry};
pub use setup::{Builder, Settings};
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, ResponseValue};
use progenitor_client::ClientHooks;

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types;

/// Client for Things
///
/// Version: 1.0.0
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: Settings,
}

impl Client {
    /// Create a new client.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: Settings) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }

    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: Settings,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<Settings> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &Settings {
        &self.inner
    }
}

const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<Settings>,
    {}
};

impl Client {
    /// Sends a `GET` request to `/events`
    ///
    /// ```text
    /// let response = client.events()
    /// .send()
    /// .await;
    /// ```
    pub fn events(&self) -> builder::Events<'_> {
        builder::Events::new(self)
    }

    /// Sends a `GET` request to `/goto/{id}`
    ///
    /// ```text
    /// let response = client.goto()
    /// .id(id)
    /// .send()
    /// .await;
    /// ```
    pub fn goto(&self) -> builder::Goto<'_> {
        builder::Goto::new(self)
    }

    /// Sends a `GET` request to `/headers`
    ///
    /// ```text
    /// let response = client.headers()
    /// .send()
    /// .await;
    /// ```
    pub fn headers(&self) -> builder::Headers<'_> {
        builder::Headers::new(self)
    }

    /// Sends a `GET` request to `/lists/{ids}`
    ///
    /// ```text
    /// let response = client.lists()
    /// .ids(ids)
    /// .comma(comma)
    /// .many(many)
    /// .pipe(pipe)
    /// .space(space)
    /// .session(session)
    /// .theme(theme)
    /// .x_mood(x_mood)
    /// .x_tags(x_tags)
    /// .send()
    /// .await;
    /// ```
    pub fn lists(&self) -> builder::Lists<'_> {
        builder::Lists::new(self)
    }

    /// Sends a `POST` request to `/media`
    ///
    /// Arguments:
    /// - `content_type`: The media type of the body: `application/octet-stream` unless set.
    /// - `body`
    /// ```text
    /// let response = client.post_media()
    /// .content_type(content_type)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn post_media(&self) -> builder::PostMedia<'_> {
        builder::PostMedia::new(self)
    }

    /// Sends a `GET` request to `/names`
    ///
    /// ```text
    /// let response = client.new2()
    /// .send()
    /// .await;
    /// ```
    pub fn new2(&self) -> builder::New2<'_> {
        builder::New2::new(self)
    }

    /// Sends a `PUT` request to `/names`
    ///
    /// ```text
    /// let response = client.name_nothing()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn name_nothing(&self) -> builder::NameNothing<'_> {
        builder::NameNothing::new(self)
    }

    /// Sends a `POST` request to `/names`
    ///
    /// ```text
    /// let response = client.new3()
    /// .body2(body2)
    /// .foo_bar(foo_bar)
    /// .foo_bar2(foo_bar2)
    /// .id(id)
    /// .send2(send2)
    /// .url(url)
    /// .id2(id2)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn new3(&self) -> builder::New3<'_> {
        builder::New3::new(self)
    }

    /// Sends a `GET` request to `/orders`
    ///
    /// ```text
    /// let response = client.list_orders()
    /// .limit(limit)
    /// .page_token(page_token)
    /// .state(state)
    /// .send()
    /// .await;
    /// ```
    pub fn list_orders(&self) -> builder::ListOrders<'_> {
        builder::ListOrders::new(self)
    }

    /// Sends a `POST` request to `/orders`
    ///
    /// ```text
    /// let response = client.make_order()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn make_order(&self) -> builder::MakeOrder<'_> {
        builder::MakeOrder::new(self)
    }

    /// Sends a `PUT` request to `/raw`
    ///
    /// ```text
    /// let response = client.put_bytes()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_bytes(&self) -> builder::PutBytes<'_> {
        builder::PutBytes::new(self)
    }

    /// Sends a `POST` request to `/raw`
    ///
    /// ```text
    /// let response = client.post_xml()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn post_xml(&self) -> builder::PostXml<'_> {
        builder::PostXml::new(self)
    }

    /// Sends a `POST` request to `/searches`
    ///
    /// ```text
    /// let response = client.search()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn search(&self) -> builder::Search<'_> {
        builder::Search::new(self)
    }

    /// Sends a `GET` request to `/styles/{simple}/{exploded}/{label}/{matrix}/{json}`
    ///
    /// ```text
    /// let response = client.styles()
    /// .simple(simple)
    /// .exploded(exploded)
    /// .label(label)
    /// .matrix(matrix)
    /// .json(json)
    /// .color(color)
    /// .deep(deep)
    /// .form(form)
    /// .pipe(pipe)
    /// .query(query)
    /// .reserved(reserved)
    /// .space(space)
    /// .color2(color2)
    /// .json2(json2)
    /// .x_color(x_color)
    /// .x_exploded(x_exploded)
    /// .x_json(x_json)
    /// .send()
    /// .await;
    /// ```
    pub fn styles(&self) -> builder::Styles<'_> {
        builder::Styles::new(self)
    }

    /// Sends a `GET` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.get_thing()
    /// .id(id)
    /// .send()
    /// .await;
    /// ```
    pub fn get_thing(&self) -> builder::GetThing<'_> {
        builder::GetThing::new(self)
    }

    /// Sends a `PUT` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.put_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_thing(&self) -> builder::PutThing<'_> {
        builder::PutThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}`
    ///
    /// ```text
    /// let response = client.tag_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn tag_thing(&self) -> builder::TagThing<'_> {
        builder::TagThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}/form`
    ///
    /// ```text
    /// let response = client.form_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn form_thing(&self) -> builder::FormThing<'_> {
        builder::FormThing::new(self)
    }

    /// Sends a `POST` request to `/things/{id}/note`
    ///
    /// ```text
    /// let response = client.note_thing()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn note_thing(&self) -> builder::NoteThing<'_> {
        builder::NoteThing::new(self)
    }

    /// Sends a `PUT` request to `/things/{id}/picture`
    ///
    /// ```text
    /// let response = client.put_picture()
    /// .id(id)
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn put_picture(&self) -> builder::PutPicture<'_> {
        builder::PutPicture::new(self)
    }

    /// Sends a `GET` request to `/times/{at}`
    ///
    /// ```text
    /// let response = client.time()
    /// .at(at)
    /// .share(share)
    /// .x_since(x_since)
    /// .send()
    /// .await;
    /// ```
    pub fn time(&self) -> builder::Time<'_> {
        builder::Time::new(self)
    }

    /// Sends a `PUT` request to `/uploads`
    ///
    /// ```text
    /// let response = client.upload_parts()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn upload_parts(&self) -> builder::UploadParts<'_> {
        builder::UploadParts::new(self)
    }

    /// Sends a `POST` request to `/uploads`
    ///
    /// ```text
    /// let response = client.upload()
    /// .body(body)
    /// .send()
    /// .await;
    /// ```
    pub fn upload(&self) -> builder::Upload<'_> {
        builder::Upload::new(self)
    }

    /// Sends a `OPTIONS` request to `/versions`
    ///
    /// ```text
    /// let response = client.versioned()
    /// .api_version(api_version)
    /// .send()
    /// .await;
    /// ```
    pub fn versioned(&self) -> builder::Versioned<'_> {
        builder::Versioned::new(self)
    }

    /// Sends a `TRACE` request to `/versions`
    ///
    /// ```text
    /// let response = client.traced()
    /// .send()
    /// .await;
    /// ```
    pub fn traced(&self) -> builder::Traced<'_> {
        builder::Traced::new(self)
    }
}

/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder {
    use super::{ByteStream, Error, ResponseValue, responses, runtime, types};
    /// Builder for [`Client::events`]
    ///
    /// [`Client::events`]: super::Client::events
    #[derive(Debug, Clone)]
    pub struct Events<'a> {
        client: &'a super::Client,
    }

    impl<'a> Events<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }

        /// Sends a `GET` request to `/events`
        pub async fn send(self) -> Result<ResponseValue<runtime::Events>, Error<()>> {
            let response = runtime::Request::get(self.client, "events")
                .path("/events")
                .accept("text/event-stream")
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(runtime::Events::response(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::goto`]
    ///
    /// [`Client::goto`]: super::Client::goto
    #[derive(Debug, Clone)]
    pub struct Goto<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }

    impl<'a> Goto<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/goto/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::get(self.client, "goto")
                .path("/goto/")
                .path_value("id", self.id)
                .send()
                .await?;
            match response.status().as_u16() {
                302 => Ok(ResponseValue::empty(response)),
                404 | 499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::headers`]
    ///
    /// [`Client::headers`]: super::Client::headers
    #[derive(Debug, Clone)]
    pub struct Headers<'a> {
        client: &'a super::Client,
    }

    impl<'a> Headers<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }

        /// Sends a `GET` request to `/headers`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let response = runtime::Request::get(self.client, "headers")
                .path("/headers")
                .accept("application/json")
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(ResponseValue::empty(response)),
                400..=599 => runtime::error(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::lists`]
    ///
    /// [`Client::lists`]: super::Client::lists
    #[derive(Debug, Clone)]
    pub struct Lists<'a> {
        client: &'a super::Client,
        ids: Result<::std::vec::Vec<i64>, String>,
        comma: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        many: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        pipe: Result<::std::vec::Vec<i64>, String>,
        space: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        session: Result<::std::string::String, String>,
        theme: Result<Option<types::ListsTheme>, String>,
        x_mood: Result<Option<::std::string::String>, String>,
        x_tags: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
    }

    impl<'a> Lists<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                ids: Err("ids was not initialized".to_string()),
                comma: Ok(None),
                many: Ok(None),
                pipe: Err("pipe was not initialized".to_string()),
                space: Ok(None),
                session: Err("session was not initialized".to_string()),
                theme: Ok(None),
                x_mood: Ok(None),
                x_tags: Ok(None),
            }
        }

        pub fn ids<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<i64>>,
        {
            self.ids = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < i64 >` for ids failed"
                        .to_string()
                });
            self
        }

        pub fn comma<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.comma = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for comma failed"
                        .to_string()
                });
            self
        }

        pub fn many<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.many = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for many failed"
                        .to_string()
                });
            self
        }

        pub fn pipe<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<i64>>,
        {
            self.pipe = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < i64 >` for pipe failed"
                        .to_string()
                });
            self
        }

        pub fn space<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.space = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for space failed"
                        .to_string()
                });
            self
        }

        pub fn session<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.session = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for session failed"
                        .to_string()
                });
            self
        }

        pub fn theme<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::ListsTheme>,
        {
            self.theme = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `ListsTheme` for theme failed".to_string());
            self
        }

        pub fn x_mood<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.x_mood = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for x_mood failed"
                        .to_string()
                });
            self
        }

        pub fn x_tags<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.x_tags = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for x_tags failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/lists/{ids}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::get(self.client, "lists")
                .path("/lists/")
                .styled_path_value("ids", self.ids, runtime::Style::Simple)
                .styled_query("comma", self.comma, runtime::Style::Form)
                .styled_query("pipe", self.pipe, runtime::Style::PipeDelimited)
                .styled_query("space", self.space, runtime::Style::SpaceDelimited)
                .query("many", self.many)
                .cookie("session", self.session.map(Some), runtime::Style::FormExploded)
                .cookie("theme", self.theme, runtime::Style::FormExploded)
                .styled_header("X-Mood", self.x_mood, runtime::Style::Simple)
                .styled_header("X-Tags", self.x_tags, runtime::Style::Simple)
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::post_media`]
    ///
    /// [`Client::post_media`]: super::Client::post_media
    #[derive(Debug)]
    pub struct PostMedia<'a> {
        client: &'a super::Client,
        content_type: Result<Option<::std::string::String>, String>,
        body: Result<reqwest::Body, String>,
    }

    impl<'a> PostMedia<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                content_type: Ok(None),
                body: Err("body was not initialized".to_string()),
            }
        }

        pub fn content_type<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.content_type = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for content_type failed"
                        .to_string()
                });
            self
        }

        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }

        /// Sends a `POST` request to `/media`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let response = runtime::Request::post(self.client, "post_media")
                .path("/media")
                .body("application/octet-stream", self.body.map(Some))
                .content_type(self.content_type)
                .accept("image/*")
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::new2`]
    ///
    /// [`Client::new2`]: super::Client::new2
    #[derive(Debug, Clone)]
    pub struct New2<'a> {
        client: &'a super::Client,
    }

    impl<'a> New2<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }

        /// Sends a `GET` request to `/names`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::get(self.client, "new2")
                .path("/names")
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::name_nothing`]
    ///
    /// [`Client::name_nothing`]: super::Client::name_nothing
    #[derive(Debug, Clone)]
    pub struct NameNothing<'a> {
        client: &'a super::Client,
        body: Result<::std::string::String, String>,
    }

    impl<'a> NameNothing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Err("body was not initialized".to_string()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for body failed"
                        .to_string()
                });
            self
        }

        /// Sends a `PUT` request to `/names`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<::std::option::Option<i64>>, Error<()>> {
            let response = runtime::Request::put(self.client, "name_nothing")
                .path("/names")
                .json::<::std::string::String>("application/json", self.body.map(Some))
                .accept("application/json")
                .send()
                .await?;
            match response.status().as_u16() {
                200 => runtime::json(response).await,
                400..=499 => Err(Error::ErrorResponse(ResponseValue::empty(response))),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::new3`]
    ///
    /// [`Client::new3`]: super::Client::new3
    #[derive(Debug, Clone)]
    pub struct New3<'a> {
        client: &'a super::Client,
        body2: Result<Option<::std::string::String>, String>,
        foo_bar: Result<Option<::std::string::String>, String>,
        foo_bar2: Result<Option<::std::string::String>, String>,
        id: Result<Option<::std::string::String>, String>,
        send2: Result<Option<::std::string::String>, String>,
        url: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
        id2: Result<Option<::std::string::String>, String>,
        body: Result<types::builder::Thing, String>,
    }

    impl<'a> New3<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body2: Ok(None),
                foo_bar: Ok(None),
                foo_bar2: Ok(None),
                id: Ok(None),
                send2: Ok(None),
                url: Ok(None),
                id2: Ok(None),
                body: Ok(::std::default::Default::default()),
            }
        }

        pub fn body2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.body2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for body2 failed"
                        .to_string()
                });
            self
        }

        pub fn foo_bar<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.foo_bar = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for foo_bar failed"
                        .to_string()
                });
            self
        }

        pub fn foo_bar2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.foo_bar2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for foo_bar2 failed"
                        .to_string()
                });
            self
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn send2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.send2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for send2 failed"
                        .to_string()
                });
            self
        }

        pub fn url<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.url = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for url failed"
                        .to_string()
                });
            self
        }

        pub fn id2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id2 failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Thing>,
            <V as std::convert::TryInto<types::Thing>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Thing` for body failed: {}", s));
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Thing) -> types::builder::Thing,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/names`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "new3")
                .path("/names")
                .styled_query("url", self.url, runtime::Style::Form)
                .query("body", self.body2)
                .query("fooBar", self.foo_bar)
                .query("foo_bar", self.foo_bar2)
                .query("id", self.id)
                .query("send", self.send2)
                .header("id", self.id2)
                .json::<types::Thing>("application/json", self.body.map(Some))
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::list_orders`]
    ///
    /// [`Client::list_orders`]: super::Client::list_orders
    #[derive(Debug, Clone)]
    pub struct ListOrders<'a> {
        client: &'a super::Client,
        limit: Result<Option<::std::num::NonZeroU64>, String>,
        page_token: Result<Option<::std::string::String>, String>,
        state: Result<Option<types::State>, String>,
    }

    impl<'a> ListOrders<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                limit: Ok(None),
                page_token: Ok(None),
                state: Ok(None),
            }
        }

        pub fn limit<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::num::NonZeroU64>,
        {
            self.limit = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: num :: NonZeroU64` for limit failed"
                        .to_string()
                });
            self
        }

        pub fn page_token<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.page_token = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for page_token failed"
                        .to_string()
                });
            self
        }

        pub fn state<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::State>,
        {
            self.state = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `State` for state failed".to_string());
            self
        }

        /// Sends a `GET` request to `/orders`
        pub async fn send(
            self,
        ) -> Result<ResponseValue<types::OrderPage>, Error<types::Problem>> {
            let response = runtime::Request::get(self.client, "list_orders")
                .path("/orders")
                .query("limit", self.limit)
                .query("page_token", self.page_token)
                .query("state", self.state)
                .accept("application/json")
                .send()
                .await?;
            match response.status().as_u16() {
                200 => runtime::json(response).await,
                400..=499 => runtime::error(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }

        /// Streams `GET` requests to `/orders`
        pub fn stream(
            self,
        ) -> impl runtime::Stream<
            Item = Result<types::Order, Error<types::Problem>>,
        > + Unpin + 'a {
            runtime::pages(
                self,
                |page: Self| page.send(),
                |first: &Self, token| Self {
                    page_token: Ok(Some(token)),
                    state: Ok(None),
                    ..first.clone()
                },
                |page| {
                    let page = page.into_inner();
                    (page.items, page.next_page)
                },
            )
        }
    }

    /// Builder for [`Client::make_order`]
    ///
    /// [`Client::make_order`]: super::Client::make_order
    #[derive(Debug, Clone)]
    pub struct MakeOrder<'a> {
        client: &'a super::Client,
        body: Result<types::builder::Order, String>,
    }

    impl<'a> MakeOrder<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Order>,
            <V as std::convert::TryInto<types::Order>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Order` for body failed: {}", s));
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Order) -> types::builder::Order,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/orders`
        pub async fn send(self) -> Result<ResponseValue<types::Order>, Error<()>> {
            let response = runtime::Request::post(self.client, "make_order")
                .path("/orders")
                .json::<types::Order>("application/json", self.body.map(Some))
                .accept("application/json")
                .send()
                .await?;
            match response.status().as_u16() {
                200 => runtime::json(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::put_bytes`]
    ///
    /// [`Client::put_bytes`]: super::Client::put_bytes
    #[derive(Debug)]
    pub struct PutBytes<'a> {
        client: &'a super::Client,
        body: Result<reqwest::Body, String>,
    }

    impl<'a> PutBytes<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Err("body was not initialized".to_string()),
            }
        }

        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }

        /// Sends a `PUT` request to `/raw`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let response = runtime::Request::put(self.client, "put_bytes")
                .path("/raw")
                .body("application/octet-stream", self.body.map(Some))
                .accept("application/octet-stream")
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                200 | 204 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::post_xml`]
    ///
    /// [`Client::post_xml`]: super::Client::post_xml
    #[derive(Debug)]
    pub struct PostXml<'a> {
        client: &'a super::Client,
        body: Result<reqwest::Body, String>,
    }

    impl<'a> PostXml<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Err("body was not initialized".to_string()),
            }
        }

        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }

        /// Sends a `POST` request to `/raw`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "post_xml")
                .path("/raw")
                .body("application/xml", self.body.map(Some))
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::search`]
    ///
    /// [`Client::search`]: super::Client::search
    #[derive(Debug, Clone)]
    pub struct Search<'a> {
        client: &'a super::Client,
        body: Result<types::builder::SearchBody, String>,
    }

    impl<'a> Search<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::SearchBody>,
            <V as std::convert::TryInto<types::SearchBody>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `SearchBody` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::SearchBody,
            ) -> types::builder::SearchBody,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/searches`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "search")
                .path("/searches")
                .form::<
                    types::SearchBody,
                >(
                    self.body.map(Some),
                    &[
                        ("words", runtime::Style::PipeDelimited),
                        ("filter", runtime::Style::DeepObject),
                    ],
                )
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::styles`]
    ///
    /// [`Client::styles`]: super::Client::styles
    #[derive(Debug, Clone)]
    pub struct Styles<'a> {
        client: &'a super::Client,
        simple: Result<types::Color, String>,
        exploded: Result<types::Color, String>,
        label: Result<types::Words, String>,
        matrix: Result<types::Words, String>,
        json: Result<types::Color, String>,
        color: Result<Option<types::Color>, String>,
        deep: Result<Option<types::Filter>, String>,
        form: Result<Option<types::Color>, String>,
        pipe: Result<Option<types::Color>, String>,
        query: Result<Option<types::Filter>, String>,
        reserved: Result<Option<::std::string::String>, String>,
        space: Result<Option<types::Color>, String>,
        color2: Result<Option<types::Color>, String>,
        json2: Result<Option<types::Filter>, String>,
        x_color: Result<Option<types::Color>, String>,
        x_exploded: Result<Option<types::Color>, String>,
        x_json: Result<Option<types::Filter>, String>,
    }

    impl<'a> Styles<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                simple: Err("simple was not initialized".to_string()),
                exploded: Err("exploded was not initialized".to_string()),
                label: Err("label was not initialized".to_string()),
                matrix: Err("matrix was not initialized".to_string()),
                json: Err("json was not initialized".to_string()),
                color: Ok(None),
                deep: Ok(None),
                form: Ok(None),
                pipe: Ok(None),
                query: Ok(None),
                reserved: Ok(None),
                space: Ok(None),
                color2: Ok(None),
                json2: Ok(None),
                x_color: Ok(None),
                x_exploded: Ok(None),
                x_json: Ok(None),
            }
        }

        pub fn simple<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.simple = value
                .try_into()
                .map_err(|_| {
                    "conversion to `types :: Color` for simple failed".to_string()
                });
            self
        }

        pub fn exploded<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.exploded = value
                .try_into()
                .map_err(|_| {
                    "conversion to `types :: Color` for exploded failed".to_string()
                });
            self
        }

        pub fn label<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Words>,
        {
            self.label = value
                .try_into()
                .map_err(|_| "conversion to `Words` for label failed".to_string());
            self
        }

        pub fn matrix<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Words>,
        {
            self.matrix = value
                .try_into()
                .map_err(|_| "conversion to `Words` for matrix failed".to_string());
            self
        }

        pub fn json<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.json = value
                .try_into()
                .map_err(|_| {
                    "conversion to `types :: Color` for json failed".to_string()
                });
            self
        }

        pub fn color<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.color = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for color failed".to_string()
                });
            self
        }

        pub fn deep<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Filter>,
        {
            self.deep = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Filter` for deep failed".to_string()
                });
            self
        }

        pub fn form<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.form = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for form failed".to_string()
                });
            self
        }

        pub fn pipe<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.pipe = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for pipe failed".to_string()
                });
            self
        }

        pub fn query<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Filter>,
        {
            self.query = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Filter` for query failed".to_string()
                });
            self
        }

        pub fn reserved<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.reserved = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for reserved failed"
                        .to_string()
                });
            self
        }

        pub fn space<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.space = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for space failed".to_string()
                });
            self
        }

        pub fn color2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.color2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for color2 failed".to_string()
                });
            self
        }

        pub fn json2<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Filter>,
        {
            self.json2 = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Filter` for json2 failed".to_string()
                });
            self
        }

        pub fn x_color<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.x_color = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for x_color failed".to_string()
                });
            self
        }

        pub fn x_exploded<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Color>,
        {
            self.x_exploded = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Color` for x_exploded failed".to_string()
                });
            self
        }

        pub fn x_json<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Filter>,
        {
            self.x_json = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `types :: Filter` for x_json failed".to_string()
                });
            self
        }

        /// Sends a `GET` request to `/styles/{simple}/{exploded}/{label}/{matrix}/{json}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::get(self.client, "styles")
                .path("/styles/")
                .styled_path_value("simple", self.simple, runtime::Style::Simple)
                .path("/")
                .styled_path_value(
                    "exploded",
                    self.exploded,
                    runtime::Style::SimpleExploded,
                )
                .path("/")
                .styled_path_value("label", self.label, runtime::Style::Label)
                .path("/")
                .styled_path_value("matrix", self.matrix, runtime::Style::MatrixExploded)
                .path("/")
                .styled_path_value("json", self.json, runtime::Style::Json)
                .styled_query("color", self.color, runtime::Style::FormExploded)
                .styled_query("deep", self.deep, runtime::Style::DeepObject)
                .styled_query("form", self.form, runtime::Style::Form)
                .styled_query("pipe", self.pipe, runtime::Style::PipeDelimited)
                .styled_query("query", self.query, runtime::Style::Json)
                .reserved_query("reserved", self.reserved, runtime::Style::FormExploded)
                .styled_query("space", self.space, runtime::Style::SpaceDelimited)
                .cookie("color", self.color2, runtime::Style::Form)
                .cookie("json", self.json2, runtime::Style::Json)
                .styled_header("X-Color", self.x_color, runtime::Style::Simple)
                .styled_header(
                    "X-Exploded",
                    self.x_exploded,
                    runtime::Style::SimpleExploded,
                )
                .styled_header("X-Json", self.x_json, runtime::Style::Json)
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::get_thing`]
    ///
    /// [`Client::get_thing`]: super::Client::get_thing
    #[derive(Debug, Clone)]
    pub struct GetThing<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
    }

    impl<'a> GetThing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/things/{id}`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<responses::GetThingSuccess>,
            Error<responses::GetThingError>,
        > {
            let response = runtime::Request::get(self.client, "get_thing")
                .path("/things/")
                .path_value("id", self.id)
                .accept(
                    "application/json, text/plain, application/problem+json, application/octet-stream",
                )
                .send()
                .await?;
            match response.status().as_u16() {
                200 | 304 => runtime::decoded(response).await,
                400..=599 => runtime::decoded_error(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::put_thing`]
    ///
    /// [`Client::put_thing`]: super::Client::put_thing
    #[derive(Debug, Clone)]
    pub struct PutThing<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<Option<types::builder::Thing>, String>,
    }

    impl<'a> PutThing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(None),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::Thing>,
            <V as std::convert::TryInto<types::Thing>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| format!("conversion to `Thing` for body failed: {}", s))
                .map(Some);
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(types::builder::Thing) -> types::builder::Thing,
        {
            self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
            self
        }

        /// Sends a `PUT` request to `/things/{id}`
        pub async fn send(
            self,
        ) -> Result<
            ResponseValue<responses::PutThingSuccess>,
            Error<types::PutThingBadRequestBody>,
        > {
            let response = runtime::Request::put(self.client, "put_thing")
                .path("/things/")
                .path_value("id", self.id)
                .json::<types::Thing>("application/vnd.thing+json", self.body)
                .accept("application/json")
                .send()
                .await?;
            match response.status().as_u16() {
                200 | 201 | 204 => runtime::decoded(response).await,
                400 | 409 => runtime::error(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::tag_thing`]
    ///
    /// [`Client::tag_thing`]: super::Client::tag_thing
    #[derive(Debug, Clone)]
    pub struct TagThing<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<Option<::std::vec::Vec<::std::string::String>>, String>,
    }

    impl<'a> TagThing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(None),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<::std::string::String>>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < :: std :: string :: String >` for body failed"
                        .to_string()
                })
                .map(Some);
            self
        }

        /// Sends a `POST` request to `/things/{id}`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<types::Problem>> {
            let response = runtime::Request::post(self.client, "tag_thing")
                .path("/things/")
                .path_value("id", self.id)
                .json::<
                    ::std::vec::Vec<::std::string::String>,
                >("application/json", self.body)
                .accept("application/problem+json")
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                400..=599 => runtime::error(response).await,
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::form_thing`]
    ///
    /// [`Client::form_thing`]: super::Client::form_thing
    #[derive(Debug, Clone)]
    pub struct FormThing<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<Option<types::builder::FormThingBody>, String>,
    }

    impl<'a> FormThing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(None),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::FormThingBody>,
            <V as std::convert::TryInto<types::FormThingBody>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `FormThingBody` for body failed: {}", s)
                })
                .map(Some);
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::FormThingBody,
            ) -> types::builder::FormThingBody,
        {
            self.body = self.body.map(|body| Some(f(body.unwrap_or_default())));
            self
        }

        /// Sends a `POST` request to `/things/{id}/form`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "form_thing")
                .path("/things/")
                .path_value("id", self.id)
                .path("/form")
                .form::<types::FormThingBody>(self.body, &[])
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::note_thing`]
    ///
    /// [`Client::note_thing`]: super::Client::note_thing
    #[derive(Debug)]
    pub struct NoteThing<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<Option<reqwest::Body>, String>,
    }

    impl<'a> NoteThing<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Ok(None),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<String>,
        {
            self.body = value
                .try_into()
                .map_err(|_| "conversion to `String` for body failed".to_string())
                .map(|v| v.into())
                .map(Some);
            self
        }

        /// Sends a `POST` request to `/things/{id}/note`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "note_thing")
                .path("/things/")
                .path_value("id", self.id)
                .path("/note")
                .body("text/markdown", self.body)
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::put_picture`]
    ///
    /// [`Client::put_picture`]: super::Client::put_picture
    #[derive(Debug)]
    pub struct PutPicture<'a> {
        client: &'a super::Client,
        id: Result<::std::string::String, String>,
        body: Result<reqwest::Body, String>,
    }

    impl<'a> PutPicture<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                id: Err("id was not initialized".to_string()),
                body: Err("body was not initialized".to_string()),
            }
        }

        pub fn id<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::string::String>,
        {
            self.id = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: string :: String` for id failed"
                        .to_string()
                });
            self
        }

        pub fn body<B>(mut self, value: B) -> Self
        where
            B: std::convert::TryInto<reqwest::Body>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `reqwest::Body` for body failed".to_string()
                });
            self
        }

        /// Sends a `PUT` request to `/things/{id}/picture`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::put(self.client, "put_picture")
                .path("/things/")
                .path_value("id", self.id)
                .path("/picture")
                .body("image/png", self.body.map(Some))
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::time`]
    ///
    /// [`Client::time`]: super::Client::time
    #[derive(Debug, Clone)]
    pub struct Time<'a> {
        client: &'a super::Client,
        at: Result<::chrono::DateTime<::chrono::offset::Utc>, String>,
        share: Result<Option<f64>, String>,
        x_since: Result<Option<::chrono::DateTime<::chrono::offset::Utc>>, String>,
    }

    impl<'a> Time<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                at: Err("at was not initialized".to_string()),
                share: Ok(None),
                x_since: Ok(None),
            }
        }

        pub fn at<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.at = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for at failed"
                        .to_string()
                });
            self
        }

        pub fn share<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<f64>,
        {
            self.share = value
                .try_into()
                .map(Some)
                .map_err(|_| "conversion to `f64` for share failed".to_string());
            self
        }

        pub fn x_since<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::chrono::DateTime<::chrono::offset::Utc>>,
        {
            self.x_since = value
                .try_into()
                .map(Some)
                .map_err(|_| {
                    "conversion to `:: chrono :: DateTime < :: chrono :: offset :: Utc >` for x_since failed"
                        .to_string()
                });
            self
        }

        /// Sends a `GET` request to `/times/{at}`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let response = runtime::Request::get(self.client, "time")
                .path("/times/")
                .path_value("at", self.at)
                .query("share", self.share)
                .header("X-Since", self.x_since)
                .accept("text/plain")
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::upload_parts`]
    ///
    /// [`Client::upload_parts`]: super::Client::upload_parts
    #[derive(Debug, Clone)]
    pub struct UploadParts<'a> {
        client: &'a super::Client,
        body: Result<Option<::std::vec::Vec<runtime::BodyPart>>, String>,
    }

    impl<'a> UploadParts<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(None),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<::std::vec::Vec<runtime::BodyPart>>,
        {
            self.body = value
                .try_into()
                .map_err(|_| {
                    "conversion to `:: std :: vec :: Vec < runtime :: BodyPart >` for body failed"
                        .to_string()
                })
                .map(Some);
            self
        }

        /// Sends a `PUT` request to `/uploads`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let response = runtime::Request::put(self.client, "upload_parts")
                .path("/uploads")
                .multipart::<
                    ::std::vec::Vec<runtime::BodyPart>,
                >("multipart/mixed", self.body, &[])
                .accept("multipart/mixed")
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::upload`]
    ///
    /// [`Client::upload`]: super::Client::upload
    #[derive(Debug, Clone)]
    pub struct Upload<'a> {
        client: &'a super::Client,
        body: Result<types::builder::UploadBody, String>,
    }

    impl<'a> Upload<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                body: Ok(::std::default::Default::default()),
            }
        }

        pub fn body<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::UploadBody>,
            <V as std::convert::TryInto<types::UploadBody>>::Error: std::fmt::Display,
        {
            self.body = value
                .try_into()
                .map(From::from)
                .map_err(|s| {
                    format!("conversion to `UploadBody` for body failed: {}", s)
                });
            self
        }

        pub fn body_map<F>(mut self, f: F) -> Self
        where
            F: std::ops::FnOnce(
                types::builder::UploadBody,
            ) -> types::builder::UploadBody,
        {
            self.body = self.body.map(f);
            self
        }

        /// Sends a `POST` request to `/uploads`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::post(self.client, "upload")
                .path("/uploads")
                .multipart::<
                    types::UploadBody,
                >(
                    "multipart/form-data",
                    self.body.map(Some),
                    &[("picture", "image/png")],
                )
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::versioned`]
    ///
    /// [`Client::versioned`]: super::Client::versioned
    #[derive(Debug, Clone)]
    pub struct Versioned<'a> {
        client: &'a super::Client,
        api_version: Result<types::VersionedApiVersion, String>,
    }

    impl<'a> Versioned<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self {
                client: client,
                api_version: Err("api_version was not initialized".to_string()),
            }
        }

        pub fn api_version<V>(mut self, value: V) -> Self
        where
            V: std::convert::TryInto<types::VersionedApiVersion>,
        {
            self.api_version = value
                .try_into()
                .map_err(|_| {
                    "conversion to `VersionedApiVersion` for api_version failed"
                        .to_string()
                });
            self
        }

        /// Sends a `OPTIONS` request to `/versions`
        pub async fn send(self) -> Result<ResponseValue<()>, Error<()>> {
            let response = runtime::Request::options(self.client, "versioned")
                .path("/versions")
                .header("api-version", self.api_version.map(Some))
                .send()
                .await?;
            match response.status().as_u16() {
                204 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }

    /// Builder for [`Client::traced`]
    ///
    /// [`Client::traced`]: super::Client::traced
    #[derive(Debug, Clone)]
    pub struct Traced<'a> {
        client: &'a super::Client,
    }

    impl<'a> Traced<'a> {
        pub fn new(client: &'a super::Client) -> Self {
            Self { client: client }
        }

        /// Sends a `TRACE` request to `/versions`
        pub async fn send(self) -> Result<ResponseValue<ByteStream>, Error<()>> {
            let response = runtime::Request::trace(self.client, "traced")
                .path("/versions")
                .accept("message/http")
                .streamed()
                .send()
                .await?;
            match response.status().as_u16() {
                200 => Ok(ResponseValue::stream(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        }
    }
}

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
