//! A browser that has no frills: cookies of the service, forms, and no script.

use std::cell::RefCell;
use std::collections::BTreeMap;

use reqwest::StatusCode;
use url::Url;

use crate::world::World;

pub struct Browser<'w> {
    world: &'w World,
    cookies: RefCell<BTreeMap<String, String>>,
}

/// A page, as the browser has it open.
pub struct Page {
    pub url: Url,
    pub status: StatusCode,
    pub body: String,
    /// Where it sends the browser: by a status or by itself.
    pub leads_to: Option<Url>,
    /// Whether it is asked for again after a while, by itself.
    pub again: bool,
}

impl<'w> Browser<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            cookies: RefCell::default(),
        }
    }

    pub async fn open(&self, url: &str) -> Page {
        self.send(self.world.http.get(url), url).await
    }

    /// Sends the page's form with these fields, and follows to the page that it leads to.
    pub async fn submit(&self, page: &Page, fields: &[(&str, &str)]) -> Page {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for name in ["csrf", "prompt", "ticket", "login"] {
            if let Some(value) = page.hidden(name) {
                form.append_pair(name, &value);
            }
        }
        form.extend_pairs(fields);
        let action = between(&page.body, "action=\"", "\"");
        let url = page.url.join(action.unwrap_or_default()).unwrap();
        let request = self.world.http.post(url.clone());
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.finish());
        let answer = self.send(request, url.as_str()).await;
        match &answer.leads_to {
            Some(to) if answer.status == StatusCode::SEE_OTHER => self.open(to.as_str()).await,
            _ => answer,
        }
    }

    async fn send(&self, request: reqwest::RequestBuilder, url: &str) -> Page {
        let url = Url::parse(url).unwrap();
        let is_ours = url.scheme() == "http";
        let cookies = self.cookies.borrow().clone();
        let cookies = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        let request = if is_ours {
            request.header("cookie", cookies)
        } else {
            request
        };
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.borrow_mut().insert(name.into(), value.into());
        }
        let header = |name: &str| {
            let value = response.headers().get(name)?.to_str().unwrap();
            Some(value.to_owned())
        };
        let again = header("refresh").is_some_and(|refresh| refresh.parse::<u32>().is_ok());
        let refresh = header("refresh").and_then(|refresh| {
            let (_, to) = refresh.split_once(";url=")?;
            Some(to.to_owned())
        });
        let to = header("location").or(refresh);
        Page {
            leads_to: to.map(|to| url.join(&to).unwrap()),
            status: response.status(),
            again,
            body: response.text().await.unwrap(),
            url,
        }
    }
}

impl Page {
    pub fn heading(&self) -> &str {
        between(&self.body, "<h1>", "</h1>").unwrap_or_default()
    }

    fn hidden(&self, name: &str) -> Option<String> {
        let value = between(&self.body, &format!("name=\"{name}\" value=\""), "\"");
        value.map(str::to_owned)
    }
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let rest = text.split_once(before)?.1;
    rest.split_once(after).map(|(found, _)| found)
}
