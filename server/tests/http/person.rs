//! Someone who follows a link, with a browser that has no frills.

use reqwest::StatusCode;
use serde_json::Value;

use crate::authenticator::Authenticator;
use crate::program::Server;
use crate::world::http;

pub struct Page {
    pub status: StatusCode,
    pub body: String,
    cookie: String,
}

/// The page at a path, as it is shown.
pub async fn open(server: &Server, path: &str) -> reqwest::Result<Page> {
    page(http().get(server.url(path)).send().await?).await
}

/// Loads a page again, in the browser that has it open.
pub async fn reload(server: &Server, path: &str, open: &Page) -> reqwest::Result<Page> {
    let request = http().get(server.url(path)).header("cookie", &open.cookie);
    page(request.send().await?).await
}

async fn page(response: reqwest::Response) -> reqwest::Result<Page> {
    let cookies = response.headers().get_all("set-cookie").iter();
    let pairs = cookies.map(|value| {
        let text = value.to_str().expect("text");
        text.split(';').next().unwrap_or_default().to_owned()
    });
    Ok(Page {
        status: response.status(),
        cookie: pairs.collect::<Vec<_>>().join("; "),
        body: response.text().await?,
    })
}

impl Page {
    /// Sends the page's form; the page that it leads to.
    pub async fn submit(&self, server: &Server, path: &str, code: &str) -> reqwest::Result<Page> {
        let (cookie, form) = self.form(code);
        self.send(server, path, cookie, form).await
    }

    /// Presses a button that asks for nothing.
    pub async fn press(&self, server: &Server, path: &str, button: &str) -> reqwest::Result<Page> {
        let (cookie, form) = self.form("");
        let form = form.replace("&code=", &format!("&{button}="));
        self.send(server, path, cookie, form).await
    }

    async fn send(
        &self,
        server: &Server,
        path: &str,
        cookie: String,
        form: String,
    ) -> reqwest::Result<Page> {
        let request = http().post(server.url(path));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", cookie)
            .body(form);
        page(request.send().await?).await
    }

    /// The cookie and the body that the form sends.
    pub fn form(&self, code: &str) -> (String, String) {
        let csrf = between(&self.body, "name=\"csrf\" value=\"", "\"");
        (self.cookie.clone(), format!("csrf={csrf}&code={code}"))
    }

    /// The setup key, typed into an app.
    pub fn authenticator(&self) -> Authenticator {
        let element = between(&self.body, "aria-label=\"Setup key\"", "</code>");
        Authenticator::set_up(element.split_once('>').expect("a key").1)
    }

    pub fn recovery_codes(&self) -> Vec<String> {
        let list = between(&self.body, "aria-describedby=\"codes-help\">", "</pre>");
        list.split_whitespace().map(str::to_owned).collect()
    }
}

/// Follows a link to its end: afterwards the app is the user's factor.
pub async fn enrol(server: &Server, path: &str) -> (Authenticator, Vec<String>) {
    let page = open(server, path).await.unwrap();
    assert_eq!(page.status, 200, "{}", page.body);
    let app = page.authenticator();
    let done = page.submit(server, path, &app.code()).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
    (app, done.recovery_codes())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before} in {text}")).0
}

/// What a log or a problem says.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {value}"))
}
