//! The pages as a browser gets them: through a real server, over HTTP.

mod codes;
mod elsewhere;
mod enrolling;
mod forms;
mod links;
mod returns;
mod verifying;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use dropshot::{ApiDescription, ConfigDropshot, HttpServer, ServerBuilder};
use http::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{PageServed, PagesContext, register};
use crate::factor::TotpSecret;
use crate::mfa::{Factors, Organization, OrganizationId, Origin, Service, Store, UserId};
use crate::store::SqliteStore;
use crate::store::suite::{at, factors, service_with, with_alice};

struct App {
    mfa: Service,
    clock: Mutex<DateTime<Utc>>,
    log: Mutex<Vec<String>>,
}

impl PagesContext for Arc<App> {
    fn mfa(&self) -> &Service {
        &self.mfa
    }

    fn now(&self) -> DateTime<Utc> {
        let now = *self.clock.lock().expect("a clock");
        assert!(now < at(1_000_000), "the clock is broken, on purpose");
        now
    }

    fn page_served(&self, served: &PageServed<'_>) {
        self.log.lock().expect("a log").push(format!("{served:?}"));
    }
}

struct World {
    app: Arc<App>,
    org: OrganizationId,
    alice: UserId,
    server: HttpServer<Arc<App>>,
    http: reqwest::Client,
    directory: tempfile::TempDir,
}

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    /// The hidden field.
    fn csrf(&self) -> String {
        between(&self.body, "name=\"csrf\" value=\"", "\"").to_owned()
    }

    /// What a browser keeps of its cookies, as it sends them.
    fn cookie(&self) -> String {
        let cookies = self.headers.get_all("set-cookie").iter();
        let pairs = cookies.map(|value| {
            let text = value.to_str().expect("text");
            text.split(';').next().expect("a cookie").to_owned()
        });
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn set_cookie(&self, name: &str) -> &str {
        let cookies = self.headers.get_all("set-cookie").iter();
        let mut texts = cookies.map(|value| value.to_str().expect("text"));
        texts
            .find(|text| text.split('=').next() == Some(name))
            .unwrap_or_else(|| panic!("no cookie {name}"))
    }

    /// The recovery codes on it.
    fn codes(&self) -> Vec<String> {
        let list = between(&self.body, "aria-describedby=\"codes-help\">", "</pre>");
        list.lines().map(str::to_owned).collect()
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before} in {text}"))
        .1;
    rest.split_once(after).expect("an end").0
}

impl World {
    async fn new() -> Self {
        Self::with(factors()).await
    }

    async fn with(factors: Factors) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let store = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
        let store: Arc<dyn Store> = Arc::new(store);
        let (_, org, alice) = with_alice(&store).await;
        let app = Arc::new(App {
            mfa: service_with(&store, factors),
            clock: Mutex::new(at(0)),
            log: Mutex::default(),
        });
        let mut api = ApiDescription::new();
        register(&mut api).expect("registers");
        let document = api
            .openapi("t", "1.0.0".parse().expect("a version"))
            .json()
            .expect("a document");
        assert!(
            document["paths"]
                .as_object()
                .is_some_and(|paths| paths.is_empty())
        );
        let log = slog::Logger::root(slog::Discard, slog::o!());
        let config = ConfigDropshot {
            bind_address: ([127, 0, 0, 1], 0).into(),
            ..ConfigDropshot::default()
        };
        let server = ServerBuilder::new(api, Arc::clone(&app), log)
            .config(config)
            .start()
            .expect("starts");
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            app,
            org,
            alice,
            server,
            http,
            directory,
        }
    }

    fn at(&self, seconds: i64) -> DateTime<Utc> {
        *self.app.clock.lock().expect("a clock") = at(seconds);
        at(seconds)
    }

    fn now(&self) -> DateTime<Utc> {
        *self.app.clock.lock().expect("a clock")
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.local_addr())
    }

    /// POST /profile/mfa, as far as the pages are concerned: the path of a fresh link.
    async fn link(&self) -> String {
        let started = self
            .app
            .mfa
            .start_for(&self.org, &self.alice, self.now())
            .await;
        let link = started.expect("started").link;
        link.expose()
            .strip_prefix("https://mfa.test")
            .expect("ours")
            .to_owned()
    }

    async fn get(&self, path: &str) -> Page {
        self.send(self.http.get(self.url(path))).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Page {
        let response = request.send().await.expect("a response");
        let page = Page {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.expect("text"),
        };
        if !page.header("content-type").starts_with("text/css") {
            is_a_careful_page(&page);
        }
        page
    }

    /// Opens the link and sends the form as a browser does; the page after it.
    async fn submit(&self, path: &str, code: &str) -> Page {
        let page = self.get(path).await;
        self.send_form(path, &page, code, &[]).await
    }

    async fn send_form(
        &self,
        path: &str,
        page: &Page,
        code: &str,
        headers: &[(&'static str, &'static str)],
    ) -> Page {
        let mut request = self.form(path, page, &[("code", code)]);
        for (name, value) in headers {
            request = request.header(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        self.send(request).await
    }

    /// A form of a page, with what is given in it. Sent, it leads to the page that comes after.
    fn form(&self, path: &str, page: &Page, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &page.csrf())
            .extend_pairs(fields)
            .finish();
        self.http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", page.cookie())
            .header("origin", "null")
            .body(body)
    }

    async fn press(&self, path: &str, page: &Page, button: &str) -> Page {
        self.send(self.form(path, page, &[(button, "")])).await
    }

    /// Loads a page again, in the browser that has `page` open.
    async fn reload(&self, path: &str, page: &Page) -> Page {
        let request = self.http.get(self.url(path));
        self.send(request.header("cookie", page.cookie())).await
    }

    async fn change(&self, organization: &Organization) {
        let store = self.app.mfa.store();
        let by = Origin::SERVICE;
        let updated = store.update_organization(organization, &by, at(0)).await;
        updated.expect("updated");
    }

    /// Scans the page and confirms; the app, and the page with the recovery codes.
    async fn enrol(&self) -> (TotpSecret, Page) {
        let path = self.link().await;
        let page = self.get(&path).await;
        let app = app_of(&page);
        let done = self
            .send_form(&path, &page, &app.code_at(self.now()), &[])
            .await;
        assert_eq!(done.status, 200, "{}", done.body);
        (app, done)
    }
}

fn app_of(page: &Page) -> TotpSecret {
    let key = between(&page.body, "aria-describedby=\"key-help\">", "</code>");
    TotpSecret::from_base32(key).expect("a key")
}

/// What holds for every page, whatever it says.
fn is_a_careful_page(page: &Page) {
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(
        page.header("content-security-policy"),
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    for needed in [
        "<html lang=\"en\">",
        "<title>",
        "<h1>",
        "<main",
        "name=\"viewport\"",
    ] {
        assert!(page.says(needed), "{needed} in {}", page.body);
    }
    for forbidden in ["<script", " style=", "<style", "javascript:", " onclick"] {
        assert!(!page.says(forbidden), "{forbidden} in {}", page.body);
    }
    // Every visible field has a label.
    for field in page
        .body
        .split("<input ")
        .skip(1)
        .filter(|field| !field.contains("\"hidden\""))
    {
        let id = between(field, "id=\"", "\"");
        assert!(
            page.says(&format!("<label for=\"{id}\">")),
            "a label for {id}"
        );
    }
}
