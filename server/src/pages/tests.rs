//! The pages as a browser gets them: through a real server, over HTTP.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use dropshot::{ApiDescription, ConfigDropshot, HttpServer, ServerBuilder};
use http::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::{PageServed, PagesContext, register};
use crate::factor::{DUO, TotpSecret, configured};
use crate::mfa::{Factors, Organization, OrganizationId, Service, Store, UserId};
use crate::store::SqliteStore;
use crate::store::suite::elsewhere::{self, ELSEWHERE};
use crate::store::suite::{at, keyring, organization, service_with, user_id, with_alice};

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
    _directory: tempfile::TempDir,
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

    fn cookie(&self) -> String {
        self.header("set-cookie")
            .split(';')
            .next()
            .expect("a cookie")
            .to_owned()
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
        Self::with(configured(keyring())).await
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
            _directory: directory,
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

    /// Opens the link and sends the form as a browser does.
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
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &page.csrf())
            .append_pair("code", code)
            .finish();
        let mut request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", page.cookie())
            .header("origin", "null")
            .body(body);
        for (name, value) in headers {
            request = request.header(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        self.send(request).await
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

#[tokio::test]
async fn a_person_enrols_saves_the_codes_and_verifies_later() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(page.says("The blue company") && page.says("alice"));
    assert!(page.says("src=\"data:image/svg+xml;base64,") && page.says("alt=\"QR code"));
    assert!(page.says("autocomplete=\"one-time-code\"") && page.says("inputmode=\"numeric\""));
    let cookie = page.header("set-cookie");
    assert!(
        cookie.contains("; Path=/enrollment; HttpOnly; SameSite=Strict; Secure"),
        "{cookie}"
    );
    let style = world.get("/enrollment-assets/style.css").await;
    assert_eq!(
        (style.status, style.header("content-type")),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert!(style.says("prefers-color-scheme: dark"));

    let app = app_of(&page);
    let code = app.code_at(world.now());
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let enrolled = world.send_form(&path, &page, &spaced, &[]).await;
    assert_eq!(enrolled.status, 200, "{}", enrolled.body);
    let codes: Vec<&str> = between(&enrolled.body, "\"codes-help\">", "</pre>")
        .lines()
        .collect();
    assert_eq!(codes.len(), 10);
    let file = between(
        &enrolled.body,
        "href=\"data:text/plain;charset=utf-8,",
        "\" download=",
    );
    assert_eq!(file.split("%0A").take(10).collect::<Vec<_>>(), codes);

    let again = world.get(&path).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(
        again.says("already used") && !again.says(codes[0]),
        "shown once"
    );

    world.at(60);
    let path = world.link().await;
    let verified = world.submit(&path, &app.code_at(at(60))).await;
    assert!(
        verified.status == 200 && verified.says("Confirmed"),
        "{}",
        verified.body
    );
    assert!(!verified.says("recovery codes left"));

    let path = world.link().await;
    let sloppy = codes[0].to_uppercase().replace('-', " ");
    let recovered = world.submit(&path, &sloppy).await;
    assert!(recovered.status == 200 && recovered.says("You have 9 recovery codes left"));
}

#[tokio::test]
async fn the_last_recovery_codes_come_with_a_warning() {
    let world = World::new().await;
    let (_, enrolled) = world.enrol().await;
    let codes: Vec<_> = between(&enrolled.body, "\"codes-help\">", "</pre>")
        .lines()
        .map(str::to_owned)
        .collect();
    for (used, code) in codes.iter().enumerate() {
        let path = world.link().await;
        let page = world.submit(&path, code).await;
        assert_eq!(
            page.says("class=\"warning\""),
            9 - used <= 3,
            "{} left",
            9 - used
        );
        if used == 9 {
            assert!(page.says("You have no recovery codes left"));
        }
    }
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field_and_five_lock() {
    let world = World::new().await;
    let (app, _) = world.enrol().await;
    world.at(60);
    let path = world.link().await;
    for left in [4, 3, 2] {
        // The confirming code: right once, and no other page than any wrong one.
        let page = world.submit(&path, &app.code_at(at(0))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(&format!("{left} more tries")), "{}", page.body);
        assert!(page.says("aria-describedby=\"code-error code-hint\""));
        assert!(page.says("aria-invalid=\"true\"") && page.says("<title>Error: "));
    }
    let blank = world.submit(&path, "  ").await;
    assert!(
        blank.says("Enter the 6-digit code"),
        "and it does not count"
    );
    assert!(world.submit(&path, "nonsense").await.says("One more try"));
    let fifth = world.submit(&path, "nonsense").await;
    assert_eq!(fifth.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(fifth.header("retry-after"), "30");
    assert!(fifth.says("another 30 seconds"), "{}", fifth.body);

    world.at(80);
    let locked = world.get(&path).await;
    assert_eq!(
        (locked.status.as_u16(), locked.header("retry-after")),
        (429, "10")
    );
    let newer = world.link().await;
    assert_eq!(
        world.get(&newer).await.status,
        429,
        "a new link does not help"
    );
    world.at(90);
    assert_eq!(world.submit(&newer, &app.code_at(at(90))).await.status, 200);
}

#[tokio::test]
async fn links_that_do_not_work_say_why_and_what_to_do() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(601));
    world.at(601);
    for page in [
        world.get(&path).await,
        world.send_form(&path, &page, &code, &[]).await,
    ] {
        assert_eq!(page.status, StatusCode::GONE);
        assert!(page.says("has expired") && page.says("ask for a new one"));
    }
    let replaced = world.link().await;
    world.link().await;
    let gone = world.get(&replaced).await;
    assert!(gone.status == StatusCode::GONE && gone.says("was replaced"));
    for unknown in [
        "x",
        "callbacks",
        "a%00b",
        "%3Cscript%3E",
        &"A".repeat(43),
        &"A".repeat(4000),
    ] {
        let refused = world.get(&format!("/enrollment/{unknown}")).await;
        assert!(
            refused.status == StatusCode::NOT_FOUND && refused.says("not known"),
            "{unknown}"
        );
        let path = format!("/enrollment/{unknown}");
        assert_eq!(
            world.send_form(&path, &page, "123456", &[]).await.status,
            404
        );
    }
}

#[tokio::test]
async fn a_forged_or_broken_form_changes_nothing() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let code = app_of(&page).code_at(at(0));
    let cross_site = [("sec-fetch-site", "cross-site")];
    assert_eq!(
        world
            .send_form(&path, &page, &code, &cross_site)
            .await
            .status,
        403
    );
    let foreign = [("origin", "https://evil.test")];
    let request = world
        .http
        .post(world.url(&path))
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", page.cookie())
        .header("origin", foreign[0].1)
        .body(format!("csrf={}&code={code}", page.csrf()));
    assert_eq!(world.send(request).await.status, 403);

    let post = |kind: &'static str, cookie: String, body: String| {
        let request = world
            .http
            .post(world.url(&path))
            .header("content-type", kind);
        world.send(request.header("cookie", cookie).body(body))
    };
    const FORM: &str = "application/x-www-form-urlencoded";
    let good = format!("csrf={}&code={code}", page.csrf());
    assert_eq!(
        post(FORM, String::new(), good.clone()).await.status,
        403,
        "no cookie"
    );
    let no_field = post(FORM, page.cookie(), format!("csrf=&code={code}")).await;
    assert!(no_field.status == 403 && no_field.says("could not be accepted"));
    let missing = post(FORM, page.cookie(), format!("code={code}")).await;
    assert!(missing.status == 400 && missing.says("could not be read"));
    assert_eq!(
        post("application/json", page.cookie(), good.clone())
            .await
            .status,
        400
    );
    let large = format!("{good}&x={}", "x".repeat(9000));
    assert_eq!(post(FORM, page.cookie(), large).await.status, 413);

    let done = post(FORM, page.cookie(), good).await;
    assert_eq!(
        done.status, 200,
        "the same form, unspoilt, still passes: {}",
        done.body
    );
}

#[tokio::test]
async fn duo_is_said_to_be_missing_and_not_played() {
    let world = World::new().await;
    let duo = Organization {
        enrollment_type: DUO,
        ..organization("blue")
    };
    world
        .app
        .mfa
        .store()
        .update_organization(&duo)
        .await
        .expect("updated");
    let path = world.link().await;
    let page = world.get(&path).await;
    assert_eq!(page.status, StatusCode::NOT_IMPLEMENTED);
    assert!(page.says("no Duo configured yet") && !page.says("<form"));
}

#[tokio::test]
async fn a_name_is_text_and_never_markup() {
    let world = World::new().await;
    let name = "<b class=x>\"Blue\" & 'Söhne'</b>";
    let hostile = Organization {
        name: name.into(),
        ..organization("blue")
    };
    world
        .app
        .mfa
        .store()
        .update_organization(&hostile)
        .await
        .expect("updated");
    let path = world.link().await;
    let page = world.get(&path).await;
    assert!(page.status == 200 && !page.says("<b class=x"));
    assert!(page.says("&#60;b class=x&#62;"), "{}", page.body);
}

#[tokio::test]
async fn a_bug_is_a_plain_page_with_a_request_number_and_the_next_request_works() {
    let world = World::new().await;
    let path = world.link().await;
    world.at(2_000_000);
    let broken = world.get(&path).await;
    assert_eq!(broken.status, 500);
    assert!(broken.says(broken.header("x-request-id")) && !broken.says("on purpose"));
    world.at(0);
    assert_eq!(world.get(&path).await.status, 200);
}

#[tokio::test]
async fn no_token_and_no_code_reaches_the_log() {
    let world = World::new().await;
    let path = world.link().await;
    let page = world.get(&path).await;
    let app = app_of(&page);
    world.send_form(&path, &page, "000 000 1", &[]).await;
    let enrolled = world
        .send_form(&path, &page, &app.code_at(at(0)), &[])
        .await;
    world
        .app
        .mfa
        .store()
        .ensure_user(&world.org, &user_id("bob"), at(0))
        .await
        .expect("made");
    let log = world.app.log.lock().expect("a log").join("\n");
    assert!(log.contains("wrong_code") && log.contains("enrolled") && log.contains("\"blue\""));
    let token = path.rsplit('/').next().expect("a token");
    let recovery = between(&enrolled.body, "\"codes-help\">", "\n");
    for secret in [
        token,
        "000 000 1",
        &app.code_at(at(0)),
        &app.to_base32(),
        recovery,
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// Alice's organization confirms with another service.
async fn with_elsewhere() -> (World, Arc<AtomicBool>) {
    let (factors, done) = elsewhere::factors();
    let world = World::with(factors).await;
    let there = Organization {
        enrollment_type: ELSEWHERE,
        ..organization("blue")
    };
    let updated = world.app.mfa.store().update_organization(&there).await;
    updated.expect("updated");
    (world, done)
}

impl World {
    /// Goes on from a link's page; the page that takes the browser away, and where to.
    async fn leave(&self, path: &str) -> (Page, Url) {
        let asks = self.get(path).await;
        assert!(asks.says("Continue to Elsewhere") && !asks.says("name=\"code\""));
        let request = self
            .http
            .post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", asks.cookie())
            .body(format!("csrf={}&continue=", asks.csrf()));
        let leaves = self.send(request).await;
        assert_eq!(leaves.status, 200, "{}", leaves.body);
        let to = leaves.header("refresh").strip_prefix("0;url=");
        let to = Url::parse(to.expect("a way out")).expect("a URL");
        assert!(
            leaves.says(&to.as_str().replace('&', "&#38;")),
            "a link, too"
        );
        (leaves, to)
    }

    /// The service sends the browser back, as `redirect_uri` says.
    async fn back(&self, to: &Url, cookie: &str, with: &str) -> Page {
        let callback = elsewhere::parameter(to, "redirect_uri");
        let path = callback.strip_prefix("https://mfa.test").expect("ours");
        let state = elsewhere::parameter(to, "state");
        let url = self.url(&format!("{path}?state={state}&{with}"));
        self.send(self.http.get(url).header("cookie", cookie)).await
    }
}

#[tokio::test]
async fn a_person_is_sent_to_another_service_and_comes_back() {
    let (world, _) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let cookie = leaves.header("set-cookie");
    assert!(
        cookie.starts_with("mfa_browser=")
            && cookie.contains("; Path=/enrollment; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let code = format!("code={}", elsewhere::code_for(&to, 0));

    let other = world.back(&to, "", &code).await;
    assert!(
        other.status == 403 && other.says("another browser"),
        "{}",
        other.body
    );
    let twice = world
        .back(&to, &leaves.cookie(), &format!("{code}&code=x"))
        .await;
    assert!(twice.status == 404 && twice.says("not known"));
    for query in [
        "",
        "?state=",
        "?state=x",
        "?code=1",
        &format!("?state={}", "A".repeat(43)),
    ] {
        let page = world.get(&format!("/enrollment/callback{query}")).await;
        assert!(page.status == 404 && page.says("not known"), "{query}");
    }
    let done = world.back(&to, &leaves.cookie(), &code).await;
    assert!(
        done.status == 200 && done.says("Confirmed"),
        "{}",
        done.body
    );
    assert!(!done.says("recovery code"), "it has none");
    let replayed = world.back(&to, &leaves.cookie(), &code).await;
    assert!(replayed.status == StatusCode::GONE && replayed.says("already used"));

    world.at(60);
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let code = format!("code={}", elsewhere::code_for(&to, 60));
    let verified = world.back(&to, &leaves.cookie(), &code).await;
    assert!(verified.status == 200 && verified.says("Confirmed"));
    let log = world.app.log.lock().expect("a log").join("\n");
    assert!(
        log.contains("enrollment_callback") && log.contains("other_browser"),
        "{log}"
    );
    let state = elsewhere::parameter(&to, "state");
    let (_, browser) = leaves
        .cookie()
        .split_once('=')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("a cookie");
    for secret in [&state, &browser, &code["code=".len()..].to_owned()] {
        assert!(!log.contains(secret.as_str()), "{secret} in {log}");
    }
}

#[tokio::test]
async fn who_says_no_elsewhere_may_try_again_and_a_failing_service_lets_nobody_in() {
    let (world, _) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, to) = world.leave(&path).await;
    let denied = world
        .back(&to, &leaves.cookie(), "error=access_denied")
        .await;
    assert!(
        denied.status == 403 && denied.says("not confirmed"),
        "{}",
        denied.body
    );
    let again = world
        .back(&to, &leaves.cookie(), "error=access_denied")
        .await;
    assert!(again.status == StatusCode::GONE && again.says("come back here before"));

    let (leaves, to) = world.leave(&path).await;
    let failed = world.back(&to, &leaves.cookie(), "code=nonsense").await;
    assert_eq!(failed.status, StatusCode::BAD_GATEWAY);
    assert!(failed.says("Elsewhere could not be asked") && !failed.says("no such code"));
    assert!(failed.says(failed.header("x-request-id")));

    let (leaves, to) = world.leave(&path).await;
    let code = format!("code={}", elsewhere::code_for(&to, 0));
    assert_eq!(world.back(&to, &leaves.cookie(), &code).await.status, 200);
}

#[tokio::test]
async fn a_page_waits_for_what_is_done_elsewhere() {
    let (world, done) = with_elsewhere().await;
    let path = world.link().await;
    let (leaves, _) = world.leave(&path).await;
    let look = || {
        world.send(
            world
                .http
                .get(world.url(&path))
                .header("cookie", leaves.cookie()),
        )
    };
    let waits = look().await;
    assert!(waits.status == 200 && waits.says("Finish with Elsewhere"));
    assert_eq!(waits.header("refresh"), "3");
    done.store(true, Ordering::SeqCst);
    assert!(
        world.get(&path).await.says("Continue to Elsewhere"),
        "another browser"
    );
    assert!(look().await.says("Confirmed"));
}
