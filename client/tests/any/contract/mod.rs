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
pub mod builder;

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
